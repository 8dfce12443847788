use super::*;

fn goods(location: &str, units: u32, day: i8, grams: u32, tags: &[&str]) -> SplitGoods {
    SplitGoods {
        location: location.parse().unwrap(),
        units,
        available_on: (day > 0).then(|| jiff::civil::date(2026, 12, day)),
        grams,
        tags: tags.iter().map(|tag| String::from(*tag)).collect(),
    }
}

fn request(goods: Vec<SplitGoods>) -> SplitRequest {
    SplitRequest {
        today: jiff::civil::date(2026, 12, 1),
        goods,
        wait_days: 0,
        most_grams: None,
        apart: Vec::new(),
        alone: BTreeSet::new(),
        only_from: BTreeMap::new(),
    }
}

/// Of a shipment: from where, on which day, which goods, and why.
type Row = (String, i8, Vec<(usize, u32)>, Vec<ApartWhy>);

fn planned(request: &SplitRequest) -> Vec<Row> {
    let plan = split(request).unwrap();
    let shown = |shipment: PlannedShipment| {
        let goods = shipment.goods.iter().map(|planned| (planned.goods, planned.units)).collect();
        (shipment.from.as_str().into(), shipment.leaves_on.day(), goods, shipment.why)
    };
    plan.shipments.into_iter().map(shown).collect()
}

use ApartWhy::{Availability, Place, Restriction, Weight};

#[test]
fn goods_that_nothing_parts_leave_together_and_say_no_reason() {
    let all = request(vec![goods("genova", 2, 0, 500, &[]), goods("genova", 1, 1, 900, &["battery"])]);
    assert_eq!(planned(&all), [("genova".into(), 1, vec![(0, 2), (1, 1)], vec![])]);
    assert_eq!(split(&request(vec![])).unwrap(), SplitPlan::default());
}

#[test]
fn goods_wait_for_others_as_long_as_they_may_and_leave_on_the_day_of_the_last() {
    let mut all =
        request(vec![goods("genova", 1, 9, 0, &[]), goods("genova", 1, 0, 0, &[]), goods("genova", 1, 4, 0, &[])]);
    let apart = |at: i8, goods: usize| ("genova".into(), at, vec![(goods, 1)], vec![Availability]);
    assert_eq!(planned(&all), [apart(1, 1), apart(4, 2), apart(9, 0)], "at once");
    all.wait_days = 5;
    let first = ("genova".into(), 4, vec![(1, 1), (2, 1)], vec![Availability]);
    assert_eq!(planned(&all), [first, apart(9, 0)], "five days from the first");
    all.wait_days = 8;
    assert_eq!(planned(&all), [("genova".into(), 9, vec![(0, 1), (1, 1), (2, 1)], vec![])]);
}

#[test]
fn goods_that_must_not_meet_go_apart_and_those_that_go_alone_go_with_their_like() {
    let mut all = request(vec![
        goods("pisa", 1, 0, 0, &["battery"]),
        goods("pisa", 1, 0, 0, &["perfume"]),
        goods("pisa", 1, 0, 0, &[]),
        goods("pisa", 1, 0, 0, &["frozen"]),
        goods("pisa", 1, 0, 0, &["frozen"]),
    ]);
    all.apart = vec![["perfume".into(), "battery".into()]];
    all.alone = ["frozen".into()].into();
    let goods_of: Vec<Vec<(usize, u32)>> = planned(&all)
        .into_iter()
        .map(|(_, _, goods, why)| {
            assert_eq!(why, [Restriction]);
            goods
        })
        .collect();
    assert_eq!(goods_of, [vec![(0, 1), (2, 1)], vec![(1, 1)], vec![(3, 1), (4, 1)]]);
}

#[test]
fn goods_that_may_not_leave_from_where_they_are_are_named_with_the_tag() {
    let mut all = request(vec![goods("genova", 1, 0, 0, &["wine"]), goods("pisa", 1, 0, 0, &["wine"])]);
    all.only_from = [("wine".into(), ["pisa".parse().unwrap()].into())].into();
    let plan = split(&all).unwrap();
    assert_eq!(plan.unsent, [UnsentGoods { goods: 0, tag: "wine".into() }]);
    assert_eq!(plan.shipments.len(), 1);
    assert_eq!(plan.shipments[0].why, [], "what stays behind is no shipment");
}

#[test]
fn what_is_too_heavy_together_goes_apart_and_one_unit_that_is_goes_alone() {
    let mut all = request(vec![goods("genova", 5, 0, 400, &[]), goods("pisa", 1, 0, 2_000, &[])]);
    all.most_grams = Some(1_000);
    let (one, two) = (vec![Place, Weight], |units| vec![(0, units)]);
    let plan = planned(&all);
    let genova: Vec<_> =
        plan.iter().filter(|row| row.0 == "genova").map(|row| (row.2.clone(), row.3.clone())).collect();
    assert_eq!(genova, [(two(2), one.clone()), (two(2), one.clone()), (two(1), one)]);
    assert_eq!(plan[3], ("pisa".into(), 1, vec![(1, 1)], vec![Place]));
}

#[test]
fn as_many_tags_are_kept_apart_as_are_allowed() {
    let tag = |number: usize| alloc::format!("tag {number}");
    let (first, last) = (tag(0), tag(limits::APART_TAGS));
    let mut all = request(vec![goods("genova", 1, 0, 0, &[&first]), goods("genova", 1, 0, 0, &[&last])]);
    all.apart = (0..limits::APART_TAGS).map(|number| [tag(number), tag(number + 1)]).collect();
    all.alone = (1..=limits::APART_TAGS).map(tag).collect();
    let shipments = |all: &SplitRequest| split(all).unwrap().shipments.len();
    assert_eq!(shipments(&all), 2, "the last tag goes alone");
    all.alone.clear();
    assert_eq!(shipments(&all), 1);
    all.goods[0].tags = [tag(limits::APART_TAGS - 1)].into();
    assert_eq!(shipments(&all), 2, "the last pair");
}
