//! Handles: numbers that stand for what the module keeps.

use fondaco::{Code, Refusal};
use fondaco_contract::WireFailure;

/// Things of one kind, by number from 1.
pub(crate) struct Handles<T> {
    name: &'static str,
    things: Vec<Option<T>>,
    /// Places that are empty again.
    free: Vec<usize>,
}

impl<T> Handles<T> {
    /// None yet.
    pub(crate) const fn of(name: &'static str) -> Self {
        Self { name, things: Vec::new(), free: Vec::new() }
    }

    /// Keeps a thing, and answers its handle.
    pub(crate) fn keep(&mut self, thing: T) -> u32 {
        let place = self.free.pop().unwrap_or_else(|| {
            self.things.push(None);
            self.things.len() - 1
        });
        self.things[place] = Some(thing);
        // A module of 32 bits has no room for more things than that.
        u32::try_from(place + 1).unwrap_or_default()
    }

    /// What a handle stands for; refused with `handle.closed`.
    pub(crate) fn get(&self, handle: u32) -> Result<&T, WireFailure> {
        let thing = place(handle).and_then(|place| self.things.get(place)?.as_ref());
        thing.ok_or_else(|| {
            let reason = format!("the {} was closed: open another", self.name);
            Refusal::new(Code::HandleClosed, reason).into()
        })
    }

    /// Lets go of what a handle stands for; nothing happens if it stands for nothing.
    pub(crate) fn close(&mut self, handle: u32) {
        let Some(place) = place(handle) else { return };
        if self.things.get_mut(place).and_then(Option::take).is_some() {
            self.free.push(place);
        }
    }
}

fn place(handle: u32) -> Option<usize> {
    usize::try_from(handle).ok()?.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_is_empty_again_is_taken_again_and_zero_is_nothing() {
        let mut words = Handles::of("word");
        let (first, second) = (words.keep("one"), words.keep("two"));
        words.close(first);
        words.close(first);
        assert_eq!(words.get(first).unwrap_err().code.as_str(), "handle.closed");
        assert_eq!((words.keep("three"), words.keep("four")), (first, second + 1));
        assert_eq!(words.get(second).unwrap(), &"two");
        assert!(words.get(0).is_err());
    }
}
