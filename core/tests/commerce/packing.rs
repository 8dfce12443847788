//! Packing: what a request says holds of every answer, and what cannot be packed is named with its reason.

use fondaco::Code;
use fondaco::shipping::{
    Carton, Item, LeftWhy, PackingRequest, Rotation, Size, Tariff, TariffStep, fill, pack, pack_priced,
};
use proptest::prelude::*;

fn cube(name: &str, side: u32, grams: u32, quantity: u32) -> Item {
    Item::new(name, Size::new(side, side, side), grams, quantity)
}

fn crate_of(name: &str, side: u32, most_grams: u64) -> Carton {
    Carton::new(name, Size::new(side, side, side), 0, most_grams)
}

#[test]
fn without_prices_fewer_parcels_come_first_and_then_less_room() {
    let cartons = vec![crate_of("large", 300, 50_000), crate_of("middle", 200, 50_000), crate_of("small", 100, 50_000)];
    let packed = |quantity| pack(&PackingRequest::new(vec![cube("die", 100, 10, quantity)], cartons.clone())).unwrap();
    let names = |quantity| {
        packed(quantity).parcels.iter().map(|parcel| cartons[parcel.carton].name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(1), ["small"]);
    assert_eq!(names(8), ["middle"], "and not eight small ones, which have as much room");
    assert_eq!(names(9), ["large"]);
    let many = packed(28);
    assert_eq!((many.cost.parcels, many.cost.volume), (2, 28_000_000), "27 in the large one, one in a small one");
    assert_eq!(many.cost, many.bound);
}

#[test]
fn what_parcels_cost_decides_and_not_how_many_there_are() {
    // Given carriage that triples above 5 kg, by weight or by volume at 5,000 cm³ a kilogram,
    let steps = vec![TariffStep { up_to: 5_000, price: 500 }, TariffStep { up_to: 20_000, price: 1_500 }];
    let tariff = Tariff { steps, divisor: Some(5_000) };
    let cartons = vec![crate_of("large", 400, 30_000), crate_of("small", 200, 30_000)];
    let mut request = PackingRequest::new(vec![cube("brick", 100, 1_250, 8)], cartons);
    request.tariff = Some(tariff.clone());
    // When 10 kg are packed, then two small cartons of 5 kg are cheaper than one of 10.
    let packing = pack(&request).unwrap();
    assert_eq!((packing.cost.money, packing.cost.parcels), (1_000, 2));
    assert!(packing.bound.money <= 1_000 && packing.left.is_empty());
    // A carton that costs more than is saved changes that.
    request.cartons[1].cost = 1_000;
    request.cartons[0].cost = 1_000;
    assert_eq!(pack(&request).unwrap().cost.parcels, 1);
    assert_eq!(tariff.billed(Size::new(400, 400, 401), 100), 12_832);
    assert_eq!(tariff.billed(Size::new(10, 10, 51), 1), 2, "begun grams count");
    assert_eq!(tariff.price(Size::new(10, 10, 10), 20_001), None);
}

#[test]
fn a_caller_prices_parcels_and_ends_the_work() {
    let items: Vec<Item> = (0..60)
        .map(|number| Item::new(format!("{number}"), Size::new(50 + number, 170 - number, 40), 300, 3))
        .collect();
    let mut request = PackingRequest::new(items, vec![crate_of("box", 300, 20_000)]);
    request.effort = Some(1_000_000_000);
    let mut asked = 0;
    let packing = pack_priced(&request, &|_, grams| (grams < 15_000).then_some(100 + grams / 100), &mut || {
        asked += 1;
        asked > 20
    });
    let packing = packing.unwrap();
    assert!(packing.cut_short && packing.left.is_empty());
    assert!(packing.parcels.iter().all(|parcel| parcel.grams < 15_000 && parcel.money == 100 + parcel.grams / 100));
    assert!(packing.steps < 100_000_000);
}

#[test]
fn what_goes_into_no_carton_is_left_and_the_reason_is_given() {
    let mut box_ = crate_of("box", 200, 10_000);
    box_.stock = Some(1);
    let items = vec![
        Item::new("pole", Size::new(900, 20, 20), 100, 2),
        cube("anvil", 100, 10_001, 1),
        Item { together: Some("pair".into()), ..cube("left shoe", 150, 100, 1) },
        Item { together: Some("pair".into()), ..cube("right shoe", 150, 100, 1) },
        cube("die", 100, 10, 9),
    ];
    let packing = pack(&PackingRequest::new(items, vec![box_])).unwrap();
    let left: Vec<_> = packing.left.iter().map(|left| (left.item, left.quantity, left.why)).collect();
    assert_eq!(
        left,
        [
            (0, 2, LeftWhy::TooLarge),
            (1, 1, LeftWhy::TooHeavy),
            (2, 1, LeftWhy::NotTogether),
            (3, 1, LeftWhy::NotTogether),
            (4, 1, LeftWhy::NoCartonLeft)
        ]
    );
    assert_eq!((packing.parcels[0].items.len(), packing.parcels[0].fill), (8, 1_000));
}

#[test]
fn rotations_loads_and_company_are_kept() {
    let long = Item::new("long", Size::new(100, 100, 300), 10, 1);
    let flat = vec![Carton::new("flat", Size::new(300, 100, 100), 0, 1_000)];
    let packs = |rotation| {
        let item = Item { rotation, ..long.clone() };
        pack(&PackingRequest::new(vec![item], flat.clone())).unwrap().left.is_empty()
    };
    assert!(packs(Rotation::Free));
    assert!(!packs(Rotation::KeepFlat) && !packs(Rotation::Never));
    assert!(packs(Rotation::Standing { length: true, width: false, height: false }));

    // Two glasses, on which nothing may lie, do not go on top of each other.
    let tower = vec![Carton::new("tower", Size::new(100, 100, 200), 0, 1_000)];
    let glass = Item { bears: Some(0), ..cube("glass", 100, 100, 2) };
    assert_eq!(pack(&PackingRequest::new(vec![glass], tower.clone())).unwrap().parcels.len(), 2);
    let case = Item { bears: Some(100), ..cube("case", 100, 100, 2) };
    assert_eq!(pack(&PackingRequest::new(vec![case.clone()], tower.clone())).unwrap().parcels.len(), 1);
    let higher = vec![Carton::new("tower", Size::new(100, 100, 300), 0, 1_000)];
    let three = PackingRequest::new(vec![Item { quantity: 3, ..case }], higher);
    assert_eq!(pack(&three).unwrap().parcels.len(), 2, "the lowest would bear 200 g");

    let soap = Item { kinds: vec!["chemical".into()], ..cube("soap", 50, 100, 2) };
    let bread = Item { never_with: vec!["chemical".into()], ..cube("bread", 50, 100, 2) };
    let packing = pack(&PackingRequest::new(vec![soap, bread], tower)).unwrap();
    assert_eq!((packing.parcels.len(), packing.bound.parcels), (2, 2));
}

#[test]
fn what_contradicts_itself_is_refused_by_name() {
    let good = || PackingRequest::new(vec![cube("die", 100, 10, 1)], vec![crate_of("box", 200, 1_000)]);
    let refused = |change: &dyn Fn(&mut PackingRequest), code: Code, of: &str| {
        let mut request = good();
        change(&mut request);
        let refusal = pack(&request).unwrap_err();
        assert_eq!((refusal.code(), refusal.detail()["of"].as_str().unwrap()), (code, of), "{refusal}");
    };
    let invalid = Code::PackingInvalid;
    refused(&|request| request.items.push(request.items[0].clone()), invalid, "die");
    refused(&|request| request.cartons.push(request.cartons[0].clone()), invalid, "box");
    refused(&|request| request.items[0].size.width = 0, invalid, "die");
    refused(&|request| request.cartons[0].inner.height = 100_001, invalid, "box");
    refused(&|request| request.items[0].grams = 1_000_000_001, invalid, "die");
    refused(&|request| request.support = 101, invalid, "support");
    let none = Rotation::Standing { length: false, width: false, height: false };
    refused(&|request| request.items[0].rotation = none, invalid, "die");
    refused(&|request| request.cartons[0].cost = u64::MAX, invalid, "box");
    let step = TariffStep { up_to: 5, price: 1 };
    refused(&|request| request.tariff = Some(Tariff { steps: vec![step, step], divisor: None }), invalid, "tariff");
    refused(&|request| request.tariff = Some(Tariff { steps: vec![step], divisor: Some(0) }), invalid, "tariff");
    refused(
        &|request| {
            let tie = |item: Item| Item { together: Some("pair".into()), never_with: vec!["die".into()], ..item };
            request.items = vec![tie(cube("die", 100, 10, 1)), tie(cube("cup", 100, 10, 1))];
        },
        invalid,
        "die",
    );
    let mut request = good();
    request.items[0].quantity = 20_001;
    assert_eq!(pack(&request).unwrap_err().code(), Code::LimitExceeded);
    let nothing = pack(&PackingRequest::new(Vec::new(), Vec::new())).unwrap();
    assert_eq!((nothing.cost, nothing.parcels.len()), (nothing.bound, 0));
}

#[test]
fn a_container_of_bricks_that_fill_it_is_filled() {
    let bricks = Item::new("brick", Size::new(200, 100, 50), 1_000, 500);
    let packing =
        fill(Carton::new("container", Size::new(1_000, 500, 400), 0, 1_000_000), vec![bricks], Some(5_000_000));
    let packing = packing.unwrap();
    assert_eq!((packing.parcels[0].fill, packing.parcels[0].items.len()), (1_000, 200));
    assert_eq!((packing.left[0].quantity, packing.left[0].why), (300, LeftWhy::NoCartonLeft));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_same_request_has_the_same_answer_and_nothing_is_lost(
        sides in prop::collection::vec((20_u32..250, 20_u32..250, 5_u32..250, 1_u32..900, 1_u32..4), 1..12),
        seed in any::<u64>(),
    ) {
        let items: Vec<Item> = sides.iter().enumerate()
            .map(|(number, (length, width, height, grams, quantity))| {
                Item::new(format!("{number}"), Size::new(*length, *width, *height), *grams, *quantity)
            })
            .collect();
        let mut request = PackingRequest::new(items, vec![crate_of("large", 300, 9_000), crate_of("small", 200, 4_000)]);
        request.seed = seed;
        let packing = pack(&request).unwrap();
        prop_assert_eq!(&packing, &pack(&request).unwrap());
        let packed = packing.parcels.iter().map(|parcel| parcel.items.len()).sum::<usize>();
        prop_assert_eq!(packed, request.items.iter().map(|item| item.quantity as usize).sum::<usize>());
        prop_assert!(packing.left.is_empty());
        for parcel in &packing.parcels {
            let volume: u64 = parcel.items.iter()
                .map(|placed| u64::from(placed.size.length) * u64::from(placed.size.width) * u64::from(placed.size.height))
                .sum();
            let inner = request.cartons[parcel.carton].inner;
            let room = u64::from(inner.length) * u64::from(inner.width) * u64::from(inner.height);
            prop_assert_eq!(u64::from(parcel.fill), volume * 1_000 / room);
        }
    }
}
