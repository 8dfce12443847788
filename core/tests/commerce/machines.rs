//! Every pair of state and step of each machine, in the table alone.

use std::fmt::Debug;

use fondaco::cart::CART;
use fondaco::coupon::COUPON_USE;
use fondaco::effect::EFFECT;
use fondaco::inventory::{BACKORDER, INBOUND, RESERVATION, TRANSFER};
use fondaco::ledger::ENTRY;
use fondaco::order::{ORDER, RETURN};
use fondaco::payment::{DISPUTE, PAYMENT};
use fondaco::settlement::SETTLEMENT;
use fondaco::shipping::{BOOKING, SHIPMENT};
use fondaco::trade::TRADE;
use fondaco::{Code, Machine, word};
use serde::Serialize;
use serde_json::json;

use crate::common::snapshot;

trait Word: Copy + PartialEq + Debug + Serialize + 'static {}
impl<T: Copy + PartialEq + Debug + Serialize + 'static> Word for T {}

/// The words of the steps that are open in a state.
pub(crate) fn open_words<S: Copy + PartialEq + Serialize, T: Copy + PartialEq + Serialize>(
    machine: &Machine<S, T>,
    from: S,
) -> Vec<String> {
    machine.open(from).map(|step| word(&step)).collect()
}

fn walk_every_pair<S: Word, T: Word>(machine: &Machine<S, T>) {
    for from in machine.states {
        for step in machine.steps {
            let listed: Vec<S> =
                machine.table.iter().filter(|(state, by, _)| state == from && by == step).map(|row| row.2).collect();
            match (listed.as_slice(), machine.step(*from, *step)) {
                ([], Ok(_)) => panic!("{from:?} and {step:?} are not listed"),
                (listed, Ok(reached)) => {
                    assert!(
                        listed.len() == 1 && reached == listed[0]
                            || ["payment", "trade", "settlement"].contains(&machine.name)
                    );
                    let is_open = |to: &&S| machine.reach(*from, *step, **to).is_ok();
                    let reached: Vec<S> = machine.states.iter().filter(is_open).copied().collect();
                    assert!(reached.len() == listed.len() && reached.iter().all(|to| listed.contains(to)));
                }
                ([], Err(refusal)) => {
                    let open = open_words(machine, *from);
                    assert_eq!(refusal.code(), Code::StateForbidden);
                    assert_eq!(refusal.detail()["machine"], machine.name);
                    assert_eq!(refusal.detail()["state"], word(from));
                    assert_eq!(refusal.detail()["step"], word(step));
                    assert_eq!(refusal.detail()["open"], json!(open));
                    assert!(open.iter().all(|step| refusal.reason().contains(step.as_str())), "{refusal}");
                    assert_eq!(refusal.reason().contains("it is final"), open.is_empty(), "{refusal}");
                }
                (rows, answer) => panic!("{from:?} and {step:?}: {} rows, and {answer:?}", rows.len()),
            }
        }
    }
}

fn check_shape<S: Word, T: Word>(machine: &Machine<S, T>) {
    let mut reached = vec![machine.states[0]];
    for _ in machine.states {
        let next = machine.table.iter().filter(|(from, _, _)| reached.contains(from)).map(|row| row.2);
        reached.extend(next.collect::<Vec<_>>());
    }
    for state in machine.states {
        assert!(reached.contains(state), "{state:?} of {} cannot be reached", machine.name);
    }
    for step in machine.steps {
        assert!(machine.table.iter().any(|row| row.1 == *step), "{step:?} of {} is never open", machine.name);
    }
    for (from, step, to) in machine.table {
        assert!(machine.states.contains(from) && machine.states.contains(to) && machine.steps.contains(step));
    }
}

#[test]
fn every_pair_of_state_and_step_follows_the_table_or_is_refused_naming_the_open_steps() {
    walk_every_pair(&CART);
    walk_every_pair(&RESERVATION);
    walk_every_pair(&BACKORDER);
    walk_every_pair(&COUPON_USE);
    walk_every_pair(&ORDER);
    walk_every_pair(&PAYMENT);
    walk_every_pair(&DISPUTE);
    walk_every_pair(&EFFECT);
    walk_every_pair(&SHIPMENT);
    walk_every_pair(&BOOKING);
    walk_every_pair(&RETURN);
    walk_every_pair(&TRANSFER);
    walk_every_pair(&INBOUND);
    walk_every_pair(&ENTRY);
    walk_every_pair(&TRADE);
    walk_every_pair(&SETTLEMENT);
}

#[test]
fn every_state_is_reached_from_the_first_and_every_step_is_open_somewhere() {
    check_shape(&CART);
    check_shape(&RESERVATION);
    check_shape(&BACKORDER);
    check_shape(&COUPON_USE);
    check_shape(&ORDER);
    check_shape(&PAYMENT);
    check_shape(&DISPUTE);
    check_shape(&EFFECT);
    check_shape(&SHIPMENT);
    check_shape(&BOOKING);
    check_shape(&RETURN);
    check_shape(&TRANSFER);
    check_shape(&INBOUND);
    check_shape(&ENTRY);
    check_shape(&TRADE);
    check_shape(&SETTLEMENT);
}

/// A machine as a page shows it: a diagram and a table.
fn page<S: Word, T: Word>(machine: &Machine<S, T>) -> String {
    let mut text = format!("\n## {}\n\n```mermaid\nstateDiagram-v2\n", machine.name);
    text += &format!("    [*] --> {}\n", word(&machine.states[0]));
    for (from, step, to) in machine.table {
        text += &format!("    {} --> {}: {}\n", word(from), word(to), word(step));
    }
    for last in machine.states.iter().filter(|state| machine.open(**state).next().is_none()) {
        text += &format!("    {} --> [*]\n", word(last));
    }
    text += "```\n\n| in | ";
    text += &machine.steps.iter().map(word).collect::<Vec<_>>().join(" | ");
    text += " |\n|---|";
    text += &"---|".repeat(machine.steps.len());
    for from in machine.states {
        text += &format!("\n| **{}** |", word(from));
        for step in machine.steps {
            let listed = machine.table.iter().filter(|row| (row.0, row.1) == (*from, *step));
            let to = listed.map(|row| word(&row.2)).collect::<Vec<_>>().join(", ");
            text += &if to.is_empty() { " |".to_owned() } else { format!(" {to} |") };
        }
    }
    text + "\n"
}

#[test]
fn the_page_of_states_shows_the_tables_as_they_are() {
    let mut text = String::from(
        "# States\n\nWhat can happen to what, and what it is then. A pair that is empty here is refused with \
         `state.forbidden`,\nwhose detail names the steps that are open. Made from the tables in `core/src` by a test \
         (`UPDATE_SNAPSHOTS=1`).\n",
    );
    text += &page(&CART);
    text += &page(&RESERVATION);
    text += &page(&BACKORDER);
    text += &page(&COUPON_USE);
    text += &page(&ORDER);
    text += &page(&PAYMENT);
    text += "\nA payment is where its amounts say that it is; of the states that a step lists, they choose the one. See \
             `docs/payments.md`.\n";
    text += &page(&DISPUTE);
    text += &page(&SHIPMENT);
    text += &page(&BOOKING);
    text += &page(&EFFECT);
    text += &page(&RETURN);
    text += &page(&TRANSFER);
    text += &page(&INBOUND);
    text += &page(&ENTRY);
    text += &page(&TRADE);
    text += "\nA trade that is given up by one party alone stays where it is until the other agrees, and one that is late goes on. See \
             `docs/trades.md`.\n";
    text += &page(&SETTLEMENT);
    text += "\nA settlement that only a part of was settled, or nothing, stays where it is until its cut-off has passed. See \
             `docs/settlement.md`.\n";
    snapshot::compare("docs/states.md", &text);
}
