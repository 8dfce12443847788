//! State machines as data: one table each, walked by one function.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::refusal::{Code, Refusal};

/// A state machine: its name and every step that is allowed. A pair that is not listed is refused.
#[derive(Debug)]
pub struct Machine<S: 'static, T: 'static> {
    /// What the machine is of, in the trade's word.
    pub name: &'static str,
    /// Every state, the first one first.
    pub states: &'static [S],
    /// Every step.
    pub steps: &'static [T],
    /// The allowed steps: from, step, to.
    pub table: &'static [(S, T, S)],
}

impl<S: Copy + PartialEq + Serialize, T: Copy + PartialEq + Serialize> Machine<S, T> {
    /// The state after a step; refused with `state.forbidden`, naming the steps that are open.
    pub fn step(&self, from: S, step: T) -> Result<S, Refusal> {
        let found = self.table.iter().find(|(state, by, _)| *state == from && *by == step);
        found.map(|(_, _, to)| *to).ok_or_else(|| self.forbidden(from, step))
    }

    /// Whether a step is open in a state; refused with `state.forbidden`, naming the steps that are.
    pub fn allow(&self, from: S, step: T) -> Result<(), Refusal> {
        self.step(from, step).map(drop)
    }

    /// The state that a step has led to, where which one it is follows from amounts: one of those that the table lists for
    /// the pair. Refused with `state.forbidden` where the step is not open, with `fondaco.defect` where the state is not
    /// listed.
    pub fn reach(&self, from: S, step: T, to: S) -> Result<S, Refusal> {
        self.allow(from, step)?;
        if self.table.contains(&(from, step, to)) {
            return Ok(to);
        }
        let (name, from, step, to) = (self.name, word(&from), word(&step), word(&to));
        Err(Refusal::new(Code::Defect, format!("a {name} that is {from} became {to} by `{step}`")))
    }

    /// The steps that are open in a state, each once.
    pub fn open(&self, from: S) -> impl Iterator<Item = T> {
        self.steps.iter().copied().filter(move |step| self.table.iter().any(|row| row.0 == from && row.1 == *step))
    }

    fn forbidden(&self, from: S, step: T) -> Refusal {
        let (name, state, wanted) = (self.name, word(&from), word(&step));
        let open: Vec<String> = self.open(from).map(|step| word(&step)).collect();
        let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        let hint = if open.is_empty() { "it is final".into() } else { format!("open: {}", open.join(", ")) };
        Refusal::new(Code::StateForbidden, format!("cannot {wanted} {article} {name} that is {state}; {hint}"))
            .with("machine", name)
            .with("state", state)
            .with("step", wanted)
            .with("open", open)
    }
}

/// The word by which a state or step goes on the wire.
pub fn word<T: Serialize>(value: &T) -> String {
    match crate::wire::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        Ok(_) | Err(_) => String::new(),
    }
}
