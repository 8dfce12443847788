//! What every plan promises, as properties over places and lines chosen at random, and rules by example.

use alloc::vec;
use alloc::vec::Vec;

use proptest::prelude::*;

use super::*;

const PLACES: [&str; 3] = ["venice", "milan", "rome"];

fn code(text: &str) -> LocationCode {
    LocationCode::new(text).unwrap()
}

fn sku(text: &str) -> Sku {
    Sku::new(text).unwrap()
}

/// A world of three places: what each has on hand and may promise beyond, of up to four SKUs.
#[derive(Debug, Clone)]
struct World {
    skus: Vec<Sku>,
    places: Vec<LocationCode>,
    gives: Vec<Vec<Gives>>,
}

impl World {
    fn of(gives: &[(&str, [i64; 3], [i64; 3])]) -> Self {
        let places: Vec<LocationCode> = PLACES.iter().map(|place| code(place)).collect();
        let row = |place: usize| {
            let give =
                |(_, hand, more): &(&str, [i64; 3], [i64; 3])| Gives { on_hand: hand[place], backorder: more[place] };
            gives.iter().map(give).collect()
        };
        Self { skus: gives.iter().map(|(name, ..)| sku(name)).collect(), gives: (0..3).map(row).collect(), places }
    }

    fn snapshot(&self) -> Snapshot<'_> {
        let place = |(location, gives): (_, &Vec<Gives>)| Place {
            location,
            priority: 0,
            position: None,
            cost: None,
            gives: gives.clone(),
        };
        Snapshot { skus: self.skus.iter().collect(), places: self.places.iter().zip(&self.gives).map(place).collect() }
    }

    /// Lines (SKUs by number, units; several SKUs are a kit with one of each) as demands.
    fn demands(&self, lines: &[(Vec<usize>, i64)]) -> Vec<Demand<'_>> {
        let demand = |(line, (of, units)): (u32, &(Vec<usize>, i64))| {
            let need = |(nth, of): (u32, &usize)| Need {
                line: line + 1_000_000 * nth,
                sku: &self.skus[*of],
                each: 1,
                untracked: false,
            };
            let needs = (u32::from(of.len() > 1)..).zip(of).map(need).collect();
            Demand { line, sku: &self.skus[of[0]], units: *units, needs, only_at: None }
        };
        (1..).zip(lines).map(demand).collect()
    }

    fn plan(&self, lines: &[(Vec<usize>, i64)], terms: SourcingTerms<'_>) -> Result<Vec<Chosen>, Vec<Short>> {
        source(&self.demands(lines), &self.snapshot(), terms).unwrap()
    }

    /// The rows of a plan for one SKU: places with units, a backorder with a minus.
    fn rows(&self, units: i64, terms: SourcingTerms<'_>) -> Vec<(&str, i64)> {
        let row = |choice: &Chosen| {
            let place = PLACES.iter().find(|place| **place == choice.goods.location.as_str()).unwrap();
            let sign = if choice.goods.supply == Supply::Backorder { -1 } else { 1 };
            (*place, sign * choice.goods.quantity.units())
        };
        self.plan(&[(vec![0], units)], terms).unwrap().iter().map(row).collect()
    }
}

fn by(rules: &[Sourcing]) -> SourcingTerms<'_> {
    SourcingTerms { rules, ..SourcingTerms::default() }
}

#[test]
fn what_is_on_hand_anywhere_comes_before_what_is_to_come() {
    let world = World::of(&[("lamp", [2, 0, 3], [9, 9, 9])]);
    assert_eq!(world.rows(7, by(&[])), [("venice", 2), ("rome", 3), ("venice", -2)]);
}

#[test]
fn each_rule_prefers_its_place() {
    let world = World::of(&[("lamp", [2, 4, 5], [0; 3])]);
    assert_eq!(world.rows(3, by(&[])), [("venice", 2), ("milan", 1)]);
    assert_eq!(world.rows(3, by(&[Sourcing::Priority])), [("venice", 2), ("milan", 1)]);
    assert_eq!(world.rows(3, by(&[Sourcing::MostStock])), [("rome", 3)]);
    assert_eq!(world.rows(3, by(&[Sourcing::FewestParcels])), [("milan", 3)]);
    assert_eq!(world.rows(3, by(&[Sourcing::FewestParcels, Sourcing::MostStock])), [("milan", 3)]);
    assert_eq!(world.rows(8, by(&[Sourcing::FewestParcels])), [("milan", 4), ("rome", 4)]);
    assert_eq!(world.rows(3, by(&[Sourcing::KeepTogether])), [("milan", 3)]);
    let mut snapshot = world.snapshot();
    for (place, (priority, cost)) in snapshot.places.iter_mut().zip([(3, Some(700)), (2, None), (1, Some(500))]) {
        (place.priority, place.cost) = (priority, cost);
    }
    let demands = world.demands(&[(vec![0], 6)]);
    let first = |rule| source(&demands, &snapshot, by(&[rule])).unwrap().unwrap();
    let places = |planned: &[Chosen]| planned.iter().map(|choice| choice.goods.location.clone()).collect::<Vec<_>>();
    assert_eq!(places(&first(Sourcing::Priority)), [code("rome"), code("milan")]);
    assert_eq!(places(&first(Sourcing::Cheapest)), [code("rome"), code("venice")]);
    let collect = code("milan");
    let terms = SourcingTerms { collect_at: Some(&collect), ..by(&[Sourcing::MostStock]) };
    assert_eq!(world.rows(6, terms), [("milan", 4), ("rome", 2)]);
}

#[test]
fn the_nearest_place_is_so_by_the_great_circle() {
    let world = World::of(&[("lamp", [5, 5, 5], [0; 3])]);
    let at = |latitude, longitude| Some(super::super::Point { latitude, longitude });
    let mut snapshot = world.snapshot();
    let positions = [at(45_438_000, 12_336_000), None, at(41_903_000, 12_496_000)];
    snapshot.places.iter_mut().zip(positions).for_each(|(place, position)| place.position = position);
    let demands = world.demands(&[(vec![0], 11)]);
    let naples = SourcingTerms { destination: at(40_852_000, 14_268_000), ..by(&[Sourcing::Nearest]) };
    let planned = source(&demands, &snapshot, naples).unwrap().unwrap();
    let said: Vec<_> = planned.iter().map(alloc::string::ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "line 1: 5 of `lamp` from `rome`, before `venice` by rule 1",
            "line 1: 5 of `lamp` from `venice`, before `milan` by rule 1",
            "line 1: 1 of `lamp` from `milan`, the only place with any left",
        ]
    );
    let nowhere = source(&demands, &snapshot, by(&[Sourcing::Nearest])).unwrap().unwrap();
    assert_eq!(nowhere[0].because, Because::ChannelOrder { before: code("milan") });
}

#[test]
fn what_is_kept_together_is_not_split() {
    let world = World::of(&[("lamp", [2, 3, 0], [0, 0, 4]), ("rug", [1, 0, 1], [0; 3])]);
    let keep = |keep| SourcingTerms { keep: Some(keep), ..by(&[]) };
    assert_eq!(world.rows(3, keep(Keep::Line)), [("milan", 3)]);
    assert_eq!(world.rows(4, keep(Keep::Line)), [("rome", -4)]);
    assert_eq!(world.plan(&[(vec![0], 5)], keep(Keep::Line)), Err(vec![Short { demand: 0, served: 0 }]));
    let all = |lines: &[(Vec<usize>, i64)]| {
        let planned = world.plan(lines, keep(Keep::Order))?;
        Ok::<_, Vec<Short>>(planned.into_iter().map(|choice| choice.goods.location).collect::<Vec<_>>())
    };
    assert_eq!(all(&[(vec![0], 2), (vec![1], 1)]), Ok(vec![code("venice"); 2]));
    assert_eq!(all(&[(vec![0], 3), (vec![1], 1)]), Ok(vec![code("rome"); 2]));
    assert_eq!(all(&[(vec![0], 5), (vec![1], 1)]), Err(vec![Short { demand: 0, served: 4 }]));
}

#[test]
fn a_kit_is_split_by_whole_kits_only_and_takes_its_parts_before_others_do() {
    let world = World::of(&[("bulb", [3, 2, 0], [0, 0, 9]), ("lamp", [1, 2, 0], [0, 0, 9])]);
    let kit = (vec![0, 1], 3);
    let planned = world.plan(&[(vec![0], 2), kit.clone()], by(&[])).unwrap();
    let rows: Vec<_> = planned.iter().map(|choice| (choice.goods.line, choice.goods.quantity.units())).collect();
    assert_eq!(rows, [(1, 2), (1_000_002, 1), (2_000_002, 1), (1_000_002, 2), (2_000_002, 2)]);
    let beyond = world.plan(&[(vec![0, 1], 5)], by(&[])).unwrap();
    let to_come = beyond.iter().filter(|choice| choice.goods.supply == Supply::Backorder);
    assert_eq!(to_come.map(|choice| choice.goods.quantity.units()).collect::<Vec<_>>(), [2, 2]);
}

#[test]
fn what_may_come_from_one_place_only_is_served_first() {
    let world = World::of(&[("lamp", [1, 1, 0], [0; 3])]);
    let mut demands = world.demands(&[(vec![0], 1), (vec![0], 1)]);
    demands[1].only_at = Some(&world.places[0]);
    let planned = source(&demands, &world.snapshot(), by(&[])).unwrap().unwrap();
    assert_eq!(
        planned.iter().map(|choice| &choice.goods.location).collect::<Vec<_>>(),
        [&code("milan"), &code("venice")]
    );
}

fn worlds() -> impl Strategy<Value = World> {
    let gives = (-2_i64..6, 0_i64..4).prop_map(|(on_hand, backorder)| Gives { on_hand, backorder });
    let places = prop::collection::vec(prop::collection::vec(gives, 4), 3);
    places.prop_map(|gives| World { gives, ..World::of(&["a", "b", "c", "d"].map(|name| (name, [0; 3], [0; 3]))) })
}

fn lines() -> impl Strategy<Value = Vec<(Vec<usize>, i64)>> {
    let of = prop_oneof![4 => (0_usize..4).prop_map(|of| vec![of]), 1 => Just(vec![0, 1]), 1 => Just(vec![1, 2, 3])];
    prop::collection::vec((of, 1_i64..6), 1..6)
}

fn rules() -> impl Strategy<Value = Vec<Sourcing>> {
    let all = [Sourcing::Priority, Sourcing::FewestParcels, Sourcing::MostStock, Sourcing::KeepTogether];
    prop::collection::vec(prop::sample::select(all.to_vec()), 0..3)
}

proptest! {
    #[test]
    fn no_plan_promises_more_than_is_there_and_every_plan_serves_all(world in worlds(), lines in lines(), rules in rules()) {
        if let Ok(planned) = world.plan(&lines, by(&rules)) {
            for (nth, sku) in world.skus.iter().enumerate() {
                for (place, location) in world.places.iter().enumerate() {
                    let from = |supply| planned.iter().map(|choice| &choice.goods)
                        .filter(|goods| (&goods.sku, &goods.location, goods.supply) == (sku, location, supply))
                        .map(|goods| goods.quantity.units()).sum::<i64>();
                    prop_assert!(from(Supply::OnHand) <= world.gives[place][nth].on_hand.max(0));
                    prop_assert!(from(Supply::Backorder) <= world.gives[place][nth].backorder);
                }
            }
            for need in world.demands(&lines).iter().flat_map(|demand| demand.needs.iter().map(|need| (need.line, demand.units))) {
                let served = planned.iter().filter(|choice| choice.goods.line == need.0);
                prop_assert_eq!(served.map(|choice| choice.goods.quantity.units()).sum::<i64>(), need.1);
            }
        }
    }

    #[test]
    fn the_order_of_lines_changes_nothing_in_what_can_be_served(world in worlds(), lines in lines(), turn in 0_usize..6) {
        let mut turned = lines.clone();
        turned.rotate_left(turn % lines.len());
        prop_assert_eq!(world.plan(&lines, by(&[])).is_ok(), world.plan(&turned, by(&[])).is_ok());
    }

    #[test]
    fn single_goods_are_served_wherever_all_places_together_have_enough(world in worlds(), wanted in prop::collection::vec((0_usize..4, 1_i64..9), 1..6), rules in rules()) {
        let lines: Vec<_> = wanted.iter().map(|(of, units)| (vec![*of], *units)).collect();
        let has = |of: usize| world.gives.iter().map(|gives| gives[of].on_hand.max(0) + gives[of].backorder).sum::<i64>();
        let wants = |of: usize| wanted.iter().filter(|line| line.0 == of).map(|line| line.1).sum::<i64>();
        let enough = (0..4).all(|of| wants(of) <= has(of));
        prop_assert_eq!(world.plan(&lines, by(&rules)).is_ok(), enough);
    }
}
