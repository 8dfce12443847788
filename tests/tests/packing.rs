//! Packing: answers to known problems and to random ones are right, and the checker that says so notices what is wrong.

use std::path::Path;

use fondaco::shipping::{
    Carton, Item, LeftItem, LeftWhy, PackedCarton, Packing, PackingRequest, Rotation, Size, Tariff, TariffStep, pack,
};
use fondaco_tests::packing::{check, instance, run};

#[test]
fn known_problems_are_packed_without_a_violation_into_no_more_boxes_than_others_took() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("packing");
    for mut group in instance::read(&folder).unwrap() {
        for problem in &mut group.problems {
            let units: u32 = problem.request.items.iter().map(|item| item.quantity).sum();
            problem.request.effort = Some(if units < 40 { 20_000 } else { 400_000 });
        }
        let outcome = run(&group);
        assert_eq!(outcome.violations, [""; 0], "{}", outcome.name);
        assert_eq!(outcome.left, 0, "{}", outcome.name);
        assert!(outcome.boxes >= outcome.bound);
        assert!(outcome.reference.is_none_or(|reference| outcome.boxes <= reference), "{outcome:?}");
    }
}

/// Numbers that follow from a seed.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(end)).unwrap_or_default()
    }

    fn one_in(&mut self, number: u32) -> bool {
        self.below(number) == 0
    }

    /// A request in which any rule may be.
    fn request(&mut self) -> PackingRequest {
        let items = 1 + self.below(10);
        let items = (0..items).map(|number| {
            let size = Size::new(20 + self.below(200), 20 + self.below(200), 5 + self.below(200));
            let mut item = Item::new(format!("item {number}"), size, 10 + self.below(2_000), 1 + self.below(4));
            item.rotation = match self.below(5) {
                0 => Rotation::KeepFlat,
                1 => Rotation::Never,
                2 => Rotation::Standing { length: true, width: self.one_in(2), height: self.one_in(2) },
                _ => Rotation::Free,
            };
            item.bears = self.one_in(3).then(|| u64::from(self.below(4_000)));
            if self.one_in(3) {
                item.kinds.push(format!("kind {}", self.below(3)));
            }
            if self.one_in(5) {
                item.never_with.push(format!("kind {}", self.below(3)));
            }
            item.together = self.one_in(5).then(|| "set".to_owned());
            item
        });
        let items = items.collect();
        let cartons = 1 + self.below(3);
        let cartons = (0..cartons).map(|number| {
            let inner = Size::new(120 + self.below(300), 120 + self.below(300), 120 + self.below(300));
            let mut carton =
                Carton::new(format!("carton {number}"), inner, self.below(300), 2_000 + u64::from(self.below(20_000)));
            carton.cost = if self.one_in(3) { u64::from(self.below(300)) } else { 0 };
            carton.stock = self.one_in(3).then(|| self.below(4));
            carton
        });
        let mut request = PackingRequest::new(items, cartons.collect());
        request.support = [0_u8, 0, 70, 100][self.below(4) as usize];
        let steps = [(2_000, 400), (5_000, 700), (30_000, 2_000)];
        let steps = steps.map(|(up_to, price)| TariffStep { up_to, price }).to_vec();
        request.tariff = self.one_in(3).then_some(Tariff { steps, divisor: Some(5_000) });
        request.seed = u64::from(self.below(1_000));
        request.effort = Some(u64::from(self.below(60_000)));
        request
    }
}

#[test]
fn whatever_is_asked_the_checker_finds_nothing_wrong() {
    let mut numbers = Numbers(7);
    let (mut parcels, mut refused) = (0, 0);
    for round in 0..400 {
        let request = numbers.request();
        match pack(&request) {
            Ok(packing) => {
                parcels += packing.parcels.len();
                assert_eq!(check::violations(&request, &packing), [""; 0], "round {round}: {request:#?}");
            }
            Err(refusal) => {
                assert_eq!(refusal.code().as_str(), "packing.invalid", "{refusal}");
                refused += 1;
            }
        }
    }
    assert!(parcels > 400 && refused < 100, "{parcels} parcels, {refused} refused");
}

#[test]
fn the_checker_notices_whatever_is_wrong() {
    let mut glass = Item::new("glass", Size::new(100, 100, 50), 500, 2);
    glass.rotation = Rotation::KeepFlat;
    glass.bears = Some(500);
    let mut soap = Item::new("soap", Size::new(100, 50, 50), 100, 2);
    soap.rotation = Rotation::KeepFlat;
    soap.together = Some("set".to_owned());
    soap.kinds.push("chemical".to_owned());
    let mut carton = Carton::new("box", Size::new(100, 100, 200), 0, 1_500);
    carton.stock = Some(1);
    let mut request = PackingRequest::new(vec![soap, glass], vec![carton]);
    request.support = 100;
    let good = pack(&request).unwrap();
    assert_eq!(check::violations(&request, &good), [""; 0]);
    assert_eq!(good.parcels.len(), 1);

    let notices = |word: &str, change: &dyn Fn(&mut Packing, &mut PackingRequest)| {
        let (mut packing, mut request) = (good.clone(), request.clone());
        change(&mut packing, &mut request);
        let found = check::violations(&request, &packing);
        assert!(found.iter().any(|violation| violation.contains(word)), "`{word}` is not in {found:?}");
    };
    let top = |packing: &Packing| packing.parcels[0].items.len() - 1;
    notices("where another item is", &|packing, _| packing.parcels[0].items[1].at = packing.parcels[0].items[0].at);
    notices("through a wall", &|packing, _| packing.parcels[0].items[0].at[0] = 1);
    notices("may not be turned so", &|packing, _| {
        let glass = packing.parcels[0].items.iter_mut().find(|placed| placed.item == 1).unwrap();
        glass.size = Size::new(50, 100, 100);
    });
    notices("too little beneath it", &|packing, _| {
        let last = top(packing);
        packing.parcels[0].items[last].at[2] += 1;
    });
    notices("lies on nothing", &|packing, _| {
        let last = top(packing);
        packing.parcels[0].items[last].at[2] += 1;
    });
    notices("may weigh", &|_, request| request.cartons[0].most_grams = 1_000);
    notices("said to weigh", &|packing, _| packing.parcels[0].grams += 1);
    notices("may bear", &|_, request| request.items.iter_mut().for_each(|item| item.bears = Some(0)));
    notices("is never with", &|_, request| request.items[1].never_with.push("chemical".to_owned()));
    notices("were packed or left", &|packing, _| packing.parcels[0].items.truncate(1));
    notices("were packed or left", &|packing, _| {
        packing.left.push(LeftItem { item: 0, quantity: 1, why: LeftWhy::NoCartonLeft });
    });
    notices("wrong reason", &|packing, _| packing.left.push(LeftItem { item: 0, quantity: 1, why: LeftWhy::TooLarge }));
    notices("more than there are", &|packing, _| packing.parcels.push(packing.parcels[0].clone()));
    notices("are apart", &|packing, _| packing.parcels.push(packing.parcels[0].clone()));
    notices("parcels come to", &|packing, _| packing.cost.volume += 1);
    notices("below the bound", &|packing, _| packing.bound.parcels += 1);
    notices("is empty", &|packing, _| {
        packing.parcels.push(PackedCarton { carton: 0, items: Vec::new(), grams: 0, money: 0, fill: 0 });
    });
}
