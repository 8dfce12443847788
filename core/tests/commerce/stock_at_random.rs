//! Random movements of stock: units are conserved over all places, whatever happens.

use std::collections::BTreeMap;

use fondaco::inventory::MovementKind;
use fondaco::{Event, FailureKind, InboundId, Key, Outcome, Record, TransferId, World};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use crate::common::Shop;
use crate::common::shop::command;
use crate::stock::tracked;

/// The last is tracked by lots.
const SKUS: [&str; 2] = ["novel", "cheese"];
const PLACES: [&str; 2] = ["genova", "pisa"];
const LOTS: [&str; 3] = ["A", "B", "C"];

#[derive(Debug, Clone)]
enum Step {
    Receive(usize, usize, usize, i64),
    Adjust(usize, usize, usize, i64),
    Count(usize, usize, i64),
    WriteOff(usize, usize, i64, bool),
    Aside(usize, usize, i64),
    Terms(usize, usize, i64),
    Send(usize, usize, i64),
    Transfer(Index, usize, i64, usize),
    Announce(usize, usize, i64),
}

fn step() -> impl Strategy<Value = Step> {
    let at = || (0..SKUS.len(), 0..PLACES.len());
    let lot = || 0..LOTS.len();
    prop_oneof![
        4 => (at(), lot(), 1_i64..9).prop_map(|((sku, place), lot, units)| Step::Receive(sku, place, lot, units)),
        2 => (at(), lot(), -5_i64..5).prop_map(|((sku, place), lot, by)| Step::Adjust(sku, place, lot, by)),
        2 => (at(), 0_i64..20).prop_map(|((sku, place), units)| Step::Count(sku, place, units)),
        2 => (at(), 1_i64..5, any::<bool>()).prop_map(|((sku, place), n, aside)| Step::WriteOff(sku, place, n, aside)),
        2 => (at(), -4_i64..5).prop_map(|((sku, place), by)| Step::Aside(sku, place, by)),
        1 => (at(), 0_i64..9).prop_map(|((sku, place), safety)| Step::Terms(sku, place, safety)),
        3 => (at(), 1_i64..8).prop_map(|((sku, place), units)| Step::Send(sku, place, units)),
        5 => (any::<Index>(), 0..SKUS.len(), 1_i64..6, 0_usize..3)
            .prop_map(|(transfer, sku, units, what)| Step::Transfer(transfer, sku, units, what)),
        1 => (at(), 1_i64..9).prop_map(|((sku, place), units)| Step::Announce(sku, place, units)),
    ]
}

#[derive(Debug)]
struct Day {
    shop: Shop,
    transfers: Vec<TransferId>,
    inbound: Option<(InboundId, usize)>,
}

fn line(sku: usize, units: i64, lots: Value) -> Value {
    let mut line = json!({"sku": SKUS[sku], "quantity": units});
    if sku == 1 {
        line["lots"] = lots;
    }
    json!([line])
}

impl Day {
    fn new() -> Self {
        let shop = Shop::without_stock();
        shop.must(&tracked("cheese", "lots"));
        Self { shop, transfers: Vec::new(), inbound: None }
    }

    fn asked(&self, step: &Step) -> Option<Value> {
        let named = |lot: usize, units: i64| json!([{"lot": LOTS[lot], "quantity": units}]);
        Some(match step {
            Step::Receive(sku, place, lot, units) => {
                let inbound = self.inbound.filter(|(_, at)| at == place).map(|(id, _)| id);
                let lines = line(*sku, *units, named(*lot, *units));
                json!({"do": "receive_stock", "location": PLACES[*place], "lines": lines, "inbound": inbound})
            }
            Step::Adjust(sku, place, lot, by) => {
                let mut lines = line(*sku, *by, named(*lot, by.abs().max(1)));
                lines[0]["by"] = lines[0].as_object_mut().unwrap().remove("quantity").unwrap();
                json!({"do": "adjust_stock", "location": PLACES[*place], "lines": lines, "reason": "correction"})
            }
            Step::Count(sku, place, units) => {
                let (first, rest) = (units / 2, units - units / 2);
                let lots = [(0, first), (1, rest)].into_iter().filter(|(_, units)| *units > 0);
                let lots: Vec<Value> = lots.map(|(lot, units)| named(lot, units)[0].clone()).collect();
                let mut lines = line(*sku, *units, json!(lots));
                lines[0]["counted"] = lines[0].as_object_mut().unwrap().remove("quantity").unwrap();
                json!({"do": "count_stock", "location": PLACES[*place], "lines": lines})
            }
            Step::WriteOff(sku, place, units, aside) => {
                let aside = aside.then_some("damaged");
                json!({"do": "write_off_stock", "location": PLACES[*place], "lines": line(*sku, *units, json!([])),
                    "reason": "damaged", "aside": aside})
            }
            Step::Aside(sku, place, by) => json!(
                {"do": "set_aside", "location": PLACES[*place], "sku": SKUS[*sku], "reason": "damaged", "by": by}),
            Step::Terms(sku, place, safety) => json!({"do": "define_stock_terms", "location": PLACES[*place],
                "skus": [SKUS[*sku]], "terms": {"safety": safety, "backorder": safety}}),
            Step::Send(sku, place, units) => json!({"do": "send_transfer", "from": PLACES[*place],
                "to": PLACES[1 - place], "lines": line(*sku, *units, json!([]))}),
            Step::Transfer(transfer, sku, units, what) => {
                let transfer = (!self.transfers.is_empty()).then(|| *transfer.get(&self.transfers))?;
                let step = ["receive_transfer", "return_transfer", "write_off_transfer"][*what];
                let mut asked = json!({"do": step, "transfer": transfer, "lines": line(*sku, *units, json!([]))});
                if *what == 2 {
                    asked["reason"] = "lost".into();
                }
                asked
            }
            Step::Announce(sku, place, units) => json!({"do": "announce_inbound", "location": PLACES[*place],
                "lines": [{"sku": SKUS[*sku], "quantity": units}], "due_at": "2026-11-25T12:00:00Z"}),
        })
    }

    fn take(&mut self, step: &Step) {
        let Some(asked) = self.asked(step) else { return };
        match self.shop.run(&command(asked.clone())) {
            Ok(Outcome::Transfer { transfer }) => self.transfers.push(transfer),
            Ok(Outcome::Inbound { inbound }) => {
                if let Step::Announce(_, place, _) = step {
                    self.inbound = Some((inbound, *place));
                }
            }
            Ok(_) => {}
            Err(failure) => {
                self.inbound = None;
                assert!(matches!(failure.kind(), FailureKind::Refused | FailureKind::Invalid), "{asked}: {failure}");
            }
        }
    }

    fn check(&self) {
        let state = self.shop.state();
        let world = World::replay(state.log.iter().map(|recorded| &recorded.envelope)).unwrap();
        assert_eq!(world, state.world(), "replay gives what is stored");
        // What came from outside and went out of it, by SKU; then what is in transit; then what lies at places.
        let mut books: BTreeMap<String, i64> = BTreeMap::new();
        let mut add = |sku: &str, units: i64| *books.entry(sku.to_owned()).or_default() += units;
        for recorded in &state.log {
            match &recorded.envelope.event {
                Event::StockReceived { movement } | Event::StockMoved { movement } => {
                    let within =
                        matches!(movement.kind, MovementKind::TransferOut { .. } | MovementKind::TransferIn { .. });
                    movement.lines.iter().filter(|_| !within).for_each(|line| add(line.sku.as_str(), line.quantity));
                }
                Event::TransferWrittenOff { lines, .. } => {
                    for line in lines {
                        add(line.sku.as_str(), -line.quantity.units());
                    }
                }
                _ => {}
            }
        }
        for (key, [on_hand, reserved, ..]) in &state.counters {
            let Key::Stock(sku, location) = key else { continue };
            add(sku.as_str(), -on_hand);
            assert!(*on_hand >= 0 && *reserved >= 0, "{key}");
            let terms: Option<i64> = state.records.values().find_map(|stored| match &stored.record {
                Record::StockTerms(terms) if terms.sku == *sku && terms.location == *location => {
                    Some(terms.kept_back())
                }
                _ => None,
            });
            assert_eq!(*reserved, terms.unwrap_or(0), "nobody else was promised anything: {key}");
            let in_lots: Option<i64> = state.records.values().find_map(|stored| match &stored.record {
                Record::Shelf(found) if found.sku == *sku && found.location == *location => Some(found.units()),
                _ => None,
            });
            if sku.as_str() == "cheese" {
                assert_eq!(in_lots.unwrap_or(0), *on_hand, "all lots are what is on hand: {key}");
            }
        }
        for stored in state.records.values() {
            if let Record::Transfer(transfer) = &stored.record {
                for line in &transfer.lines {
                    assert!(line.in_transit() >= 0);
                    add(line.sku.as_str(), -line.in_transit());
                    let lots: i64 = line.lots.iter().map(|lot| lot.quantity.units()).sum();
                    assert!(line.sku.as_str() != "cheese" || lots == line.in_transit(), "lots travel with their units");
                }
            }
        }
        assert!(books.values().all(|units| *units == 0), "units appeared or vanished: {books:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn units_are_conserved_over_all_places(steps in vec(step(), 20..60)) {
        let mut day = Day::new();
        for step in &steps {
            day.take(step);
        }
        day.check();
    }
}
