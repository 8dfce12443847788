//! What lies beneath items and above them: how much of a base is borne, and how much an item must bear.

use alloc::vec::Vec;

use super::load::Room;
use super::space::Cuboid;

/// Items that lie in a carton, for what is asked of what lies beneath and above them.
#[derive(Debug, Clone, Default)]
pub(super) struct Rest {
    items: Vec<Lying>,
}

#[derive(Debug, Clone, Copy)]
struct Lying {
    cuboid: Cuboid,
    grams: u64,
    bears: u64,
}

impl Rest {
    /// About how much work it is to look at everything.
    pub(super) fn work(&self) -> u64 {
        let items = u64::try_from(self.items.len()).unwrap_or(u64::MAX);
        items.saturating_mul(items).saturating_add(16)
    }

    /// Whether a block may lie at a place: each item of it is borne, and nothing bears more than it may.
    pub(super) fn allows(&self, room: &Room, block: usize, at: [u32; 3]) -> bool {
        let mut all = self.clone();
        let old = all.items.len();
        all.put(room, block, at);
        let borne = all.items.iter().skip(old).all(|item| all.is_borne(item, room.problem.support));
        borne && all.bears()
    }

    /// Puts a block to its place.
    pub(super) fn put(&mut self, room: &Room, block: usize, at: [u32; 3]) {
        room.blocks.spell(block, at, &mut |kind, at, size| {
            if let Some(kind) = room.problem.kinds.get(kind) {
                self.items.push(Lying { cuboid: Cuboid::at(at, size), grams: kind.grams, bears: kind.bears });
            }
        });
    }

    /// Whether so many hundredths of an item's base lie right on the floor or on other items.
    fn is_borne(&self, item: &Lying, support: u64) -> bool {
        if item.cuboid.low[2] == 0 || support == 0 {
            return true;
        }
        let beneath = self.items.iter().filter(|other| other.cuboid.high[2] == item.cuboid.low[2]);
        let borne = beneath.fold(0_u64, |sum, other| sum.saturating_add(item.cuboid.shadow(&other.cuboid)));
        borne.saturating_mul(100) >= item.cuboid.shadow(&item.cuboid).saturating_mul(support)
    }

    /// Whether no item bears more than it may. Everything above an item's footprint lies on it with its whole weight, and
    /// everything above that: so it holds however loads are shared, and when something sinks into a gap.
    fn bears(&self) -> bool {
        let mut above = Vec::new();
        self.items.iter().filter(|item| item.bears < u64::MAX).all(|item| {
            above.clear();
            above.extend(core::iter::repeat_n(false, self.items.len()));
            let mut open = Vec::from([*item]);
            let mut load = 0_u64;
            while let Some(beneath) = open.pop() {
                for (other, known) in self.items.iter().zip(above.iter_mut()) {
                    let lies = other.cuboid.low[2] >= beneath.cuboid.high[2] && other.cuboid.over(&beneath.cuboid);
                    if lies && !*known {
                        *known = true;
                        load = load.saturating_add(other.grams);
                        open.push(*other);
                    }
                }
            }
            load <= item.bears
        })
    }
}
