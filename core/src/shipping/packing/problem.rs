//! A request, checked and made ready: items as kinds with the ways they can lie, cartons as holds.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::answer::PackingCost;
use super::request::{Carton, Item, PackingRequest, Rotation, Size};
use super::space::volume;
use crate::limits;
use crate::refusal::{Code, Refusal};

/// The longest side: a hundred metres.
const SIDE: u32 = 100_000;
/// The greatest weight of one item, and of one carton: a million kilograms.
const GRAMS: u64 = 1_000_000_000;
/// The most that a carton, and a parcel, may cost.
const MONEY: u64 = 1_000_000_000_000;

/// An item, made ready.
#[derive(Debug)]
pub(super) struct Kind {
    /// The sizes that it can have as it lies, each once.
    pub(super) ways: Vec<[u32; 3]>,
    pub(super) volume: u64,
    pub(super) grams: u64,
    pub(super) quantity: u32,
    /// What may lie on it; `u64::MAX` where anything may.
    pub(super) bears: u64,
    /// The number of the set that travels together.
    pub(super) set: Option<usize>,
    /// Kinds that are never in the same parcel.
    pub(super) foes: Vec<usize>,
}

/// A carton, made ready.
#[derive(Debug)]
pub(super) struct Hold {
    pub(super) inner: [u32; 3],
    pub(super) volume: u64,
    pub(super) empty: u64,
    /// How much may be put into it.
    pub(super) payload: u64,
    /// How much may be put into it at each of its highest prices, the highest first.
    pub(super) payloads: Vec<u64>,
    pub(super) stock: u32,
}

/// What a parcel costs: a carton, by its place, and its weight; `None` where it is not carried.
pub(super) type Price<'a> = dyn Fn(usize, u64) -> Option<u64> + 'a;

/// A request, made ready.
pub(super) struct Problem<'a> {
    pub(super) kinds: Vec<Kind>,
    pub(super) holds: Vec<Hold>,
    /// The kinds of each set that travels together.
    pub(super) sets: Vec<Vec<usize>>,
    pub(super) support: u64,
    /// Whether anything is asked of what lies beneath or above items.
    pub(super) strict: bool,
    pub(super) foes: bool,
    pub(super) priced: bool,
    pub(super) price: &'a Price<'a>,
    pub(super) seed: u64,
}

impl<'a> Problem<'a> {
    /// Checks a request. `priced` says whether a price decides.
    pub(super) fn new(request: &PackingRequest, price: &'a Price<'a>, priced: bool) -> Result<Self, Refusal> {
        check(request)?;
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let mut sets: Vec<Vec<usize>> = Vec::new();
        let mut kinds = Vec::with_capacity(request.items.len());
        for (number, item) in request.items.iter().enumerate() {
            let set = item.together.as_deref().map(|word| {
                let set = *numbers.entry(word).or_insert(sets.len());
                match sets.get_mut(set) {
                    Some(members) => members.push(number),
                    None => sets.push([number].into()),
                }
                set
            });
            kinds.push(kind(item, set));
        }
        let foes = find_foes(&request.items, &mut kinds);
        for (number, kind) in kinds.iter().enumerate() {
            let own = kind.set.and_then(|set| sets.get(set));
            if own.is_some_and(|set| kind.foes.iter().any(|foe| set.contains(foe))) {
                return Err(invalid(&name(request, number), "must travel with what it may never be with"));
            }
        }
        let holds = request.cartons.iter().enumerate().map(|(number, carton)| hold(number, carton, price)).collect();
        let strict = request.support > 0 || kinds.iter().any(|kind| kind.bears < u64::MAX);
        let support = u64::from(request.support);
        Ok(Self { kinds, holds, sets, support, strict, foes, priced, price, seed: request.seed })
    }

    /// What a parcel comes to that holds so much.
    pub(super) fn cost(&self, hold: usize, payload: u64) -> PackingCost {
        let Some(carton) = self.holds.get(hold) else { return PackingCost::default() };
        let grams = carton.empty.saturating_add(payload);
        let money = if self.priced { (self.price)(hold, grams).unwrap_or(MONEY) } else { 0 };
        PackingCost { money, parcels: 1, volume: carton.volume }
    }

    pub(super) fn quantities(&self) -> Vec<u32> {
        self.kinds.iter().map(|kind| kind.quantity).collect()
    }
}

impl Kind {
    /// Whether one of this kind goes into a carton that is empty.
    pub(super) fn fits(&self, hold: &Hold) -> bool {
        self.grams <= hold.payload && fits_in(&self.ways, hold.inner)
    }
}

pub(super) fn fits_in(ways: &[[u32; 3]], [x, y, z]: [u32; 3]) -> bool {
    ways.iter().any(|way| way[0] <= x && way[1] <= y && way[2] <= z)
}

fn name(request: &PackingRequest, number: usize) -> String {
    request.items.get(number).map(|item| item.name.clone()).unwrap_or_default()
}

fn invalid(of: &str, problem: &str) -> Refusal {
    Refusal::new(Code::PackingInvalid, format!("`{of}` {problem}")).with("of", of).with("problem", problem)
}

fn check(request: &PackingRequest) -> Result<(), Refusal> {
    let units = request.items.iter().fold(0_u32, |sum, item| sum.saturating_add(item.quantity));
    limits::count("units to be packed", usize::try_from(units).unwrap_or(usize::MAX), limits::PACKED_UNITS)?;
    limits::count("items to be packed", request.items.len(), limits::PACKED_UNITS)?;
    limits::count("cartons", request.cartons.len(), limits::CARTONS)?;
    if request.support > 100 {
        return Err(invalid("support", "is more than a hundred hundredths"));
    }
    let mut names = alloc::collections::BTreeSet::new();
    for item in &request.items {
        if !names.insert(item.name.as_str()) {
            return Err(invalid(&item.name, "is named twice"));
        }
        sides(&item.name, item.size)?;
        if u64::from(item.grams) > GRAMS {
            return Err(invalid(&item.name, "weighs more than a million kilograms"));
        }
        if item.rotation == (Rotation::Standing { length: false, width: false, height: false }) {
            return Err(invalid(&item.name, "may not stand on any side"));
        }
    }
    names.clear();
    for carton in &request.cartons {
        if !names.insert(carton.name.as_str()) {
            return Err(invalid(&carton.name, "is named twice"));
        }
        sides(&carton.name, carton.inner)?;
        sides(&carton.name, carton.outer)?;
        if carton.most_grams > GRAMS || carton.cost > MONEY {
            return Err(invalid(&carton.name, "holds more than a million kilograms, or costs too much"));
        }
    }
    let steps = request.tariff.iter().flat_map(|tariff| &tariff.steps);
    let mut before = None;
    for step in steps {
        if before.is_some_and(|before| before >= step.up_to) || step.price > MONEY {
            return Err(invalid("tariff", "has a step that is not above the one before, or too large a price"));
        }
        before = Some(step.up_to);
    }
    if request.tariff.as_ref().is_some_and(|tariff| tariff.divisor == Some(0)) {
        return Err(invalid("tariff", "divides by 0"));
    }
    Ok(())
}

fn sides(of: &str, size: Size) -> Result<(), Refusal> {
    let fine = size.sides().iter().all(|side| (1..=SIDE).contains(side));
    if fine { Ok(()) } else { Err(invalid(of, "has a side below a millimetre or above a hundred metres")) }
}

fn kind(item: &Item, set: Option<usize>) -> Kind {
    let Size { length, width, height } = item.size;
    let upright = match item.rotation {
        Rotation::Free => [true; 3],
        Rotation::KeepFlat | Rotation::Never => [false, false, true],
        Rotation::Standing { length, width, height } => [length, width, height],
    };
    let mut ways = Vec::with_capacity(6);
    let all =
        [(upright[2], length, width, height), (upright[1], length, height, width), (upright[0], width, height, length)];
    for (may, first, second, up) in all {
        for way in [[first, second, up], [second, first, up]] {
            if may && !ways.contains(&way) {
                ways.push(way);
            }
            if item.rotation == Rotation::Never {
                break;
            }
        }
    }
    Kind {
        ways,
        volume: volume(item.size.sides()),
        grams: u64::from(item.grams),
        quantity: item.quantity,
        bears: item.bears.unwrap_or(u64::MAX),
        set,
        foes: Vec::new(),
    }
}

fn find_foes(items: &[Item], kinds: &mut [Kind]) -> bool {
    let mut found = false;
    for (one, item) in items.iter().enumerate() {
        if item.never_with.is_empty() {
            continue;
        }
        for (other, another) in items.iter().enumerate() {
            let met = item.never_with.iter().any(|word| *word == another.name || another.kinds.contains(word));
            if !met || one == other {
                continue;
            }
            found = true;
            for (of, foe) in [(one, other), (other, one)] {
                if let Some(kind) = kinds.get_mut(of).filter(|kind| !kind.foes.contains(&foe)) {
                    kind.foes.push(foe);
                }
            }
        }
    }
    found
}

/// How many prices of a carton are looked at.
pub(super) const PRICES: usize = 8;

fn hold(number: usize, carton: &Carton, price: &Price) -> Hold {
    let empty = u64::from(carton.empty_grams);
    let mut payloads = Vec::new();
    // Whatever is lighter than what is carried is carried too, and costs no more.
    let mut most = if price(number, carton.most_grams).is_some() {
        Some(carton.most_grams)
    } else {
        last(empty, carton.most_grams, |grams| price(number, grams).is_some())
    };
    while let Some(payload) = most.and_then(|most| most.checked_sub(empty)).filter(|_| payloads.len() < PRICES) {
        payloads.push(payload);
        let asked = most.and_then(|most| price(number, most));
        most = most.and_then(|most| last(empty, most, |grams| price(number, grams) < asked));
    }
    let stock = if payloads.is_empty() { 0 } else { carton.stock.unwrap_or(u32::MAX) };
    let inner = carton.inner.sides();
    let payload = payloads.first().copied().unwrap_or(0);
    Hold { inner, volume: volume(inner), empty, payload, payloads, stock }
}

/// The last number from `low` to below `high` of which something is true that is true of none above it.
fn last(mut low: u64, mut high: u64, holds: impl Fn(u64) -> bool) -> Option<u64> {
    if low >= high || !holds(low) {
        return None;
    }
    while low.saturating_add(1) < high {
        let middle = low.saturating_add(high.saturating_sub(low) / 2);
        if holds(middle) { low = middle } else { high = middle }
    }
    Some(low)
}
