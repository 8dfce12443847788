//! What can be asked of a packer: parcels that cost least, and one container as full as it gets.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::answer::{LeftItem, LeftWhy, PackedCarton, Packing, PackingCost, PlacedItem};
use super::beam;
use super::bins::{Bin, Packer, Store, by_volume, volume_of};
use super::block::Recipe;
use super::bound::bound;
use super::dice::Dice;
use super::effort::Effort;
use super::problem::{Price, Problem, fits_in};
use super::request::{Carton, Item, PackingRequest, Size};
use super::space::Cuboid;
use crate::refusal::Refusal;

/// Packs items into cartons, so that the parcels cost least: carriage by the tariff, and the cartons. Where nothing has a price,
/// fewer parcels are better, then less room inside their cartons.
///
/// Every item is in a parcel once, or among [`Packing::left`] with the reason. In a parcel nothing overlaps or goes through a
/// wall; weights, rotations, what items bear, what must be with what and how many cartons there are hold as the request says.
/// [`Packing::bound`] is what no answer can be below.
///
/// Lengths are millimetres, weights grams. Refuses what contradicts itself: `packing.invalid`, `limit.exceeded`.
///
/// ```
/// use fondaco::shipping::{Carton, Item, PackingRequest, Size, pack};
///
/// let books = Item::new("book", Size::new(210, 148, 30), 400, 6);
/// let globe = Item { bears: Some(0), ..Item::new("globe", Size::new(250, 250, 250), 900, 1) };
/// let cartons = vec![
///     Carton::new("small", Size::new(300, 220, 100), 120, 5_000),
///     Carton::new("large", Size::new(400, 400, 400), 400, 20_000),
/// ];
/// let packing = pack(&PackingRequest::new(vec![books, globe], cartons))?;
/// assert_eq!(packing.parcels.len(), 1);
/// assert_eq!(packing.parcels[0].grams, 400 + 6 * 400 + 900);
/// assert_eq!((packing.cost, packing.left.len()), (packing.bound, 0));
/// # Ok::<(), fondaco::Refusal>(())
/// ```
pub fn pack(request: &PackingRequest) -> Result<Packing, Refusal> {
    let price = |carton: usize, grams: u64| {
        let carton = request.cartons.get(carton)?;
        let carriage = request.tariff.as_ref().map_or(Some(0), |tariff| tariff.price(carton.outer, grams))?;
        Some(carriage.saturating_add(carton.cost))
    };
    let priced = request.tariff.is_some() || request.cartons.iter().any(|carton| carton.cost > 0);
    solve(request, &price, priced, &mut || false)
}

/// Packs items into cartons at prices of the caller's, for as long as it is not told to stop: `price` answers what a carrier asks
/// for a carton of a gross weight in grams, `None` where it is not carried. What is carried must be carried when it is lighter too.
/// The carton's own cost is added. `stop` is asked often; after it has said yes, the best answer so far is given.
///
/// ```
/// use fondaco::shipping::{Carton, Item, PackingRequest, Size, pack_priced};
///
/// let tins = Item::new("tin", Size::new(100, 100, 100), 1_000, 8);
/// let carton = Carton::new("crate", Size::new(200, 200, 200), 0, 8_000);
/// let request = PackingRequest::new(vec![tins], vec![carton]);
/// // Up to 4 kg for 5.00, what is heavier for 15.00: two halves are cheaper than the whole.
/// let price = |_: &Carton, grams: u64| Some(if grams <= 4_000 { 500 } else { 1_500 });
/// let packing = pack_priced(&request, &price, &mut || false)?;
/// assert_eq!((packing.parcels.len(), packing.cost.money), (2, 1_000));
/// # Ok::<(), fondaco::Refusal>(())
/// ```
pub fn pack_priced(
    request: &PackingRequest,
    price: &dyn Fn(&Carton, u64) -> Option<u64>,
    stop: &mut dyn FnMut() -> bool,
) -> Result<Packing, Refusal> {
    let price = |carton: usize, grams: u64| {
        let carton = request.cartons.get(carton)?;
        Some(price(carton, grams)?.saturating_add(carton.cost))
    };
    solve(request, &price, true, stop)
}

/// Brings as much volume as it can into one container; what does not go into it is left. Without an `effort` it takes about a third of a
/// second.
///
/// ```
/// use fondaco::shipping::{Carton, Item, Size, fill};
///
/// let container = Carton::new("20 foot", Size::new(5_898, 2_352, 2_393), 2_300_000, 30_480_000);
/// let crates = Item::new("crate", Size::new(1_200, 800, 700), 400_000, 100);
/// let packing = fill(container, vec![crates], Some(1_000_000))?;
/// let loaded = packing.parcels[0].items.len();
/// assert_eq!(loaded as u32 + packing.left[0].quantity, 100);
/// # Ok::<(), fondaco::Refusal>(())
/// ```
pub fn fill(container: Carton, items: Vec<Item>, effort: Option<u64>) -> Result<Packing, Refusal> {
    let mut request = PackingRequest::new(items, [Carton { stock: Some(1), ..container }].into());
    request.effort = Some(effort.unwrap_or(100_000_000));
    pack(&request)
}

/// What is spent when nothing is said: it grows with the cube of the units, up to a quarter of a second or so.
fn usual_effort(units: u64) -> u64 {
    let each = if units <= 16 { 28 } else { 100 };
    units.saturating_pow(3).saturating_mul(each).clamp(15_000, 40_000_000)
}

fn solve(
    request: &PackingRequest,
    price: &Price,
    priced: bool,
    stop: &mut dyn FnMut() -> bool,
) -> Result<Packing, Refusal> {
    let problem = Problem::new(request, price, priced)?;
    let all = problem.quantities();
    let mut left = all.clone();
    let mut out = refuse(&problem, &mut left);
    let units = left.iter().fold(0_u64, |sum, left| sum.saturating_add(u64::from(*left)));
    let most = request.effort.unwrap_or_else(|| usual_effort(units));
    let effort = Effort::new(most, stop);
    let stock: Vec<u32> = problem.holds.iter().map(|hold| hold.stock).collect();
    let mut least = bound(&problem, &left);
    let store = Store::new(&problem, &left, recipe(&problem, &left, units, most));
    let dice = Dice::new(problem.seed);
    let mut packer = Packer { problem: &problem, store: &store, effort, dice, by_volume: by_volume(&problem) };
    let bins = packer.solve(&left, stock, least);
    for bin in &bins {
        for (kind, count) in &bin.counts {
            if let Some(left) = left.get_mut(*kind) {
                *left = left.saturating_sub(*count);
            }
        }
    }
    for (item, quantity) in left.iter().enumerate().filter(|(_, left)| **left > 0) {
        let tied = problem.kinds.get(item).is_some_and(|kind| kind.set.is_some());
        let why = if tied { LeftWhy::NotTogether } else { LeftWhy::NoCartonLeft };
        out.push(LeftItem { item, quantity: *quantity, why });
    }
    if left.iter().any(|left| *left > 0) {
        let mut inside = all;
        let refused = out.iter().map(|left| (left.item, left.quantity));
        for (item, quantity) in left.iter().copied().enumerate().chain(refused) {
            if let Some(inside) = inside.get_mut(item) {
                *inside = inside.saturating_sub(quantity);
            }
        }
        least = bound(&problem, &inside);
    }
    out.sort_by_key(|left| left.item);
    let cost = packer.cost(&bins);
    let parcels: Vec<PackedCarton> = bins.iter().filter_map(|bin| parcel(&problem, &store, bin)).collect();
    let bound = PackingCost {
        money: least.money.min(cost.money),
        parcels: least.parcels.min(cost.parcels),
        volume: least.volume.min(cost.volume),
    };
    let (steps, cut_short) = (packer.effort.spent, packer.effort.is_over());
    Ok(Packing { parcels, left: out, cost, bound, steps, cut_short })
}

impl Packer<'_, '_> {
    fn solve(&mut self, left: &[u32], mut stock: Vec<u32>, bound: PackingCost) -> Vec<Bin> {
        if left.iter().all(|left| *left == 0) {
            return Vec::new();
        }
        if let ([hold], Some(1)) = (self.problem.holds.as_slice(), stock.first())
            && self.problem.sets.is_empty()
        {
            let Some(room) = self.room(0, left) else { return Vec::new() };
            let goal = volume_of(self.problem, left).min(hold.volume);
            let load = beam::fullest(&room, left, goal, &mut self.effort);
            return self.bin(0, &load).into_iter().collect();
        }
        let mut best: Option<(u64, PackingCost, Vec<Bin>, Vec<u32>)> = None;
        if let Some(bin) = self.single(left, &stock) {
            let bins = Vec::from([bin]);
            if !self.problem.priced || self.cost(&bins) <= bound {
                return bins;
            }
            best = Some((0, self.cost(&bins), bins, stock.clone()));
        }
        for (tries, chance) in [(8, 0), (8, 16)] {
            let (mut rest, mut there) = (left.to_vec(), stock.clone());
            let bins = self.all(&mut rest, &mut there, tries, chance);
            let entry = (volume_of(self.problem, &rest), self.cost(&bins), bins, there);
            if best.as_ref().is_none_or(|best| (entry.0, entry.1) < (best.0, best.1)) {
                best = Some(entry);
            }
            if self.effort.is_past(6) {
                break;
            }
        }
        let Some((_, _, mut bins, there)) = best else { return Vec::new() };
        stock = there;
        self.improve(&mut bins, &mut stock, bound);
        bins
    }

    /// Everything in one carton, the cheapest that can be found.
    fn single(&mut self, left: &[u32], stock: &[u32]) -> Option<Bin> {
        let holds = self.could_hold(left, stock);
        let mut found = None;
        for (place, hold) in holds.iter().enumerate() {
            if let Some(bin) = self.whole(*hold, left, 4, 0) {
                found = Some((place, bin));
                break;
            }
        }
        let cheaper = found.as_ref().map_or(holds.len(), |(place, _)| *place);
        let units = left.iter().fold(0_u32, |sum, left| sum.saturating_add(*left));
        let search = units > 16 && self.problem.sets.is_empty();
        for place in (0..cheaper).rev() {
            let hold = *holds.get(place)?;
            let tried = if search { self.searched(hold, left) } else { self.thrown(hold, left, place) };
            if let Some(bin) = tried {
                found = Some((place, bin));
            }
        }
        found.map(|(_, bin)| bin)
    }

    /// Everything in one carton, found by a search.
    fn searched(&mut self, hold: usize, left: &[u32]) -> Option<Bin> {
        let room = self.room(hold, left)?;
        let goal = volume_of(self.problem, left);
        let load = self.effort.share(6, |effort| beam::fullest(&room, left, goal, effort));
        if load.volume == goal { self.bin(hold, &load) } else { None }
    }

    /// Everything in one carton, found by chance.
    fn thrown(&mut self, hold: usize, left: &[u32], more: usize) -> Option<Bin> {
        let part = if more > 0 { 8 } else { 16 };
        let end = self.effort.part(part);
        while self.effort.spent < end && !self.effort.is_over() {
            let bin = self.whole(hold, left, 2, 32);
            if bin.is_some() {
                return bin;
            }
        }
        None
    }
}

/// Which blocks are made.
fn recipe(problem: &Problem, left: &[u32], units: u64, effort: u64) -> Recipe {
    let kinds = u64::try_from(left.iter().filter(|left| **left > 0).count()).unwrap_or(u64::MAX);
    let many = units >= kinds.saturating_mul(3) && kinds <= 60 && units > 30 && !problem.strict;
    Recipe { grids: units > kinds, most: if many { 4_000 } else { 0 }, full: 98, work: effort / 3 }
}

/// Finds items that no carton can take, and takes them out.
fn refuse(problem: &Problem, left: &mut [u32]) -> Vec<LeftItem> {
    let mut out: BTreeMap<usize, LeftWhy> = BTreeMap::new();
    for (item, kind) in problem.kinds.iter().enumerate() {
        if !problem.holds.iter().any(|hold| fits_in(&kind.ways, hold.inner)) {
            out.insert(item, LeftWhy::TooLarge);
        } else if !problem.holds.iter().any(|hold| hold.stock > 0 && kind.fits(hold)) {
            let stock = problem.holds.iter().any(|hold| hold.payload > 0 && kind.fits(hold));
            out.insert(item, if stock { LeftWhy::NoCartonLeft } else { LeftWhy::TooHeavy });
        }
    }
    for set in &problem.sets {
        if set.iter().any(|item| out.contains_key(item)) {
            for item in set {
                out.entry(*item).or_insert(LeftWhy::NotTogether);
            }
        }
    }
    let found = out.into_iter().filter_map(|(item, why)| {
        let left = left.get_mut(item)?;
        let quantity = core::mem::take(left);
        (quantity > 0).then_some(LeftItem { item, quantity, why })
    });
    found.collect()
}

fn parcel(problem: &Problem, store: &Store, bin: &Bin) -> Option<PackedCarton> {
    let (hold, blocks) = (problem.holds.get(bin.hold)?, store.blocks(bin.hold)?);
    let mut items = Vec::new();
    for (block, at) in &bin.put {
        blocks.spell(*block, *at, &mut |item, at, [length, width, height]| {
            items.push(PlacedItem { item, at, size: Size { length, width, height } });
        });
    }
    settle(&mut items);
    let fill = bin.volume.saturating_mul(1_000).checked_div(hold.volume).unwrap_or(0);
    Some(PackedCarton {
        carton: bin.hold,
        items,
        grams: hold.empty.saturating_add(bin.grams),
        money: problem.cost(bin.hold, bin.grams).money,
        fill: u32::try_from(fill).unwrap_or(1_000),
    })
}

/// Lets every item sink until it lies on something: the block that it was placed with may reach over a gap. What lies above what
/// stays as it is, so nothing bears more than before, and what has something right beneath it does not move.
fn settle(items: &mut [PlacedItem]) {
    let order = |item: &PlacedItem| (item.at[2], item.at[1], item.at[0]);
    items.sort_by_key(order);
    for place in 1..items.len() {
        let (beneath, rest) = items.split_at_mut(place);
        let Some(item) = rest.first_mut() else { break };
        let cuboid = Cuboid::at(item.at, item.size.sides());
        let under =
            beneath.iter().map(|other| Cuboid::at(other.at, other.size.sides())).filter(|other| cuboid.over(other));
        item.at[2] = under.map(|other| other.high[2]).max().unwrap_or(0);
    }
    items.sort_by_key(order);
}
