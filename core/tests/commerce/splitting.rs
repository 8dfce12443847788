//! Splitting: every unit is in one shipment or stays where it may not leave from, and no shipment breaks what was asked.

use std::collections::BTreeMap;

use fondaco::limits::{APART_TAGS, LINES, PACKED_UNITS};
use fondaco::shipping::{SplitGoods, SplitRequest, split};
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::refusals::refusals;

fn goods() -> impl Strategy<Value = SplitGoods> {
    let tags = prop::collection::btree_set(prop::sample::select(&["battery", "frozen", "perfume"][..]), 0..3);
    (prop::sample::select(&["genova", "pisa"][..]), 0_u32..5, prop::option::of(1_i8..20), 0_u32..900, tags).prop_map(
        |(location, units, day, grams, tags)| SplitGoods {
            location: location.parse().unwrap(),
            units,
            available_on: day.map(|day| date(2026, 12, day)),
            grams,
            tags: tags.into_iter().map(str::to_owned).collect(),
        },
    )
}

fn request() -> impl Strategy<Value = SplitRequest> {
    (prop::collection::vec(goods(), 0..12), 0_u16..6, prop::option::of(500_u64..2_000)).prop_map(
        |(goods, wait_days, most_grams)| SplitRequest {
            today: date(2026, 12, 5),
            goods,
            wait_days,
            most_grams,
            apart: vec![["battery".into(), "perfume".into()]],
            alone: ["frozen".to_owned()].into(),
            only_from: BTreeMap::from([("perfume".to_owned(), ["pisa".parse().unwrap()].into())]),
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_unit_is_lost_and_no_shipment_breaks_a_rule(request in request()) {
        let plan = split(&request).unwrap();
        prop_assert_eq!(&plan, &split(&request).unwrap());
        let mut left: Vec<u32> = request.goods.iter().map(|goods| goods.units).collect();
        for unsent in &plan.unsent {
            left[unsent.goods] = 0;
        }
        for shipment in &plan.shipments {
            let all: Vec<&SplitGoods> = shipment.goods.iter().map(|part| &request.goods[part.goods]).collect();
            let (mut grams, mut units) = (0, 0);
            for (part, goods) in shipment.goods.iter().zip(&all) {
                left[part.goods] -= part.units;
                units += part.units;
                grams += u64::from(part.units) * u64::from(goods.grams);
                prop_assert_eq!(&goods.location, &shipment.from);
                prop_assert!(part.units > 0 && shipment.leaves_on >= request.today);
                prop_assert!(goods.available_on.is_none_or(|day| day <= shipment.leaves_on));
            }
            prop_assert_eq!(grams, shipment.grams);
            prop_assert!(units == 1 || request.most_grams.is_none_or(|most| grams <= most));
            for (place, one) in all.iter().enumerate() {
                for other in &all[place + 1..] {
                    prop_assert_eq!(one.tags.contains("frozen"), other.tags.contains("frozen"));
                    let meets = |a: &str, b: &str| one.tags.contains(a) && other.tags.contains(b);
                    prop_assert!(!meets("battery", "perfume") && !meets("perfume", "battery"));
                }
            }
        }
        prop_assert!(left.iter().all(|units| *units == 0), "{:?}", left);
        let several = plan.shipments.len() > 1;
        prop_assert!(plan.shipments.iter().all(|shipment| shipment.why.is_empty() != several));
    }
}

fn refused(field: &str, value: Value) -> fondaco::Refusal {
    let mut request = json!({"today": "2026-12-05", "goods": []});
    request[field] = value;
    split(&serde_json::from_value(request).unwrap()).unwrap_err()
}

fn tags(many: usize) -> Vec<String> {
    (0..many).map(|number| format!("tag {number}")).collect()
}

refusals! {
    more_goods_than_can_be_planned_are_refused: LimitExceeded,
        |_| refused("goods", json!(vec![json!({"location": "pisa", "units": 0}); LINES + 1]));
    more_units_than_can_be_planned_are_refused: LimitExceeded,
        |_| refused("goods", json!([{"location": "pisa", "units": PACKED_UNITS + 1}]));
    more_pairs_of_tags_than_are_kept_apart_are_refused: LimitExceeded,
        |_| refused("apart", json!(vec![["battery", "perfume"]; APART_TAGS + 1]));
    more_tags_that_go_alone_than_are_kept_apart_are_refused: LimitExceeded,
        |_| refused("alone", json!(tags(APART_TAGS + 1)));
}
