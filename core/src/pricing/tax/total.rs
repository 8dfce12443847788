//! Levying by the total: every tax is rounded once on all that bears it, and shared back.

use alloc::vec::Vec;

use super::class::{Levy, TaxClass};
use super::levy::{TaxWork, record, split};
use super::table::{ChargeClass, TaxTable};
use crate::money::{Rounding, divide, greatest_common_divisor};
use crate::pricing::kernel::arith::{Overflow, add, long, sub};
use crate::pricing::kernel::row::{ChargeRow, Item, Row};
use crate::pricing::policy::PricingPolicy;

/// The room that totals are worked out in.
#[derive(Debug, Clone, Default)]
pub(super) struct Room {
    pieces: Vec<Piece>,
    /// The taxes of all pieces.
    parts: Vec<i64>,
    dues: Vec<Due>,
    weights: Vec<i64>,
    shares: Vec<i64>,
}

/// A line, a charge, or the part of a charge that is taxed as the goods of a class.
#[derive(Debug, Clone, Copy)]
struct Piece {
    item: Item,
    class: usize,
    amount: i64,
    /// What is left without the taxes that the price contains.
    net: i64,
    /// Where its taxes begin.
    start: usize,
}

/// A tax that is due on a piece. What sorts together is rounded together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Due {
    /// How many taxes that compound come before it: they have to be known.
    level: usize,
    rate: usize,
    /// Prices of two classes contain one rate in two proportions.
    class: Option<usize>,
    /// Deductions are shared among themselves: sums that nearly cancel out would share wildly.
    is_deduction: bool,
    piece: usize,
    /// Its place in the class of the piece.
    place: usize,
}

impl Due {
    fn shares_with(&self, other: &Self) -> bool {
        (self.level, self.rate, self.class, self.is_deduction)
            == (other.level, other.rate, other.class, other.is_deduction)
    }
}

/// Works out the taxes of lines and charges, all but those by the average rate.
pub(super) fn levy(
    table: &TaxTable,
    policy: &PricingPolicy,
    rows: &mut [Row],
    charges: &mut [ChargeRow],
    work: &mut TaxWork,
) -> Result<(), Overflow> {
    gather(table, rows, charges, work)?;
    let room = &mut work.total;
    for included in [true, false] {
        room.find_dues(table, included);
        room.round(table, policy.tax_rounding)?;
        if included {
            room.find_net(table)?;
        }
    }
    let mut merged = (None, 0);
    for piece in &room.pieces {
        let Some(class) = table.classes.get(piece.class) else { continue };
        if merged.0 != Some(piece.item) {
            merged = (Some(piece.item), work.entries.len());
        }
        let parts = room.parts.get(piece.start..).unwrap_or_default();
        let tax = record(class, piece.item, piece.net, parts, Some(merged.1), &mut work.entries)?;
        let sums = match piece.item {
            Item::Line(at) => rows.get_mut(long(at)).map(|row| (&mut row.net, &mut row.tax)),
            Item::Charge(at) => charges.get_mut(long(at)).map(|row| (&mut row.net, &mut row.tax)),
        };
        let (net_sum, tax_sum) = sums.ok_or(Overflow)?;
        (*net_sum, *tax_sum) = (add(*net_sum, piece.net)?, add(*tax_sum, tax)?);
    }
    Ok(())
}

/// Turns lines and charges into pieces. Those that are taxed get a net amount of zero: their pieces add up in it.
fn gather(table: &TaxTable, rows: &mut [Row], charges: &mut [ChargeRow], work: &mut TaxWork) -> Result<(), Overflow> {
    work.total.pieces.clear();
    work.total.parts.clear();
    for (at, row) in rows.iter_mut().enumerate() {
        let is_taxed = work.total.push(table, Item::line(at), row.class, row.left)?;
        (row.net, row.tax) = (if is_taxed { 0 } else { row.left }, 0);
    }
    for (at, row) in charges.iter_mut().enumerate() {
        let item = Item::charge(at);
        let is_taxed = match table.charges.get(at).copied().unwrap_or(ChargeClass::Free) {
            ChargeClass::Free | ChargeClass::Average => false,
            ChargeClass::Class(class) => work.total.push(table, item, class, row.left)?,
            ChargeClass::AsGoods => {
                let is_shared = work.share(row.left)?;
                for class in (0..table.classes.len()).filter(|_| is_shared) {
                    if let Some(part) = work.shared(class) {
                        work.total.push(table, item, class, part)?;
                    }
                }
                is_shared
            }
        };
        (row.net, row.tax) = (if is_taxed { 0 } else { row.left }, 0);
    }
    Ok(())
}

impl Room {
    /// Adds a piece; false if its class is not in the table.
    fn push(&mut self, table: &TaxTable, item: Item, class: usize, amount: i64) -> Result<bool, Overflow> {
        let Some(taxes) = table.classes.get(class) else { return Ok(false) };
        let start = self.parts.len();
        self.parts.extend(taxes.levies.iter().map(|levy| levy.fixed.unwrap_or_default()));
        // What is fixed is out of the price already.
        self.pieces.push(Piece { item, class, amount, net: sub(amount, taxes.fixed_part()?)?, start });
        Ok(true)
    }

    /// Finds what is due, in the order in which it is worked out.
    fn find_dues(&mut self, table: &TaxTable, included: bool) {
        self.dues.clear();
        for (at, piece) in self.pieces.iter().enumerate() {
            let Some(class) = table.classes.get(piece.class) else { continue };
            let mut level = 0_usize;
            for (place, levy) in class.levies.iter().enumerate() {
                if (place < class.included) != included || levy.fixed.is_some() {
                    continue;
                }
                if levy.compound && !included {
                    level = level.saturating_add(1);
                }
                self.dues.push(Due {
                    level: if levy.compound { level } else { 0 },
                    rate: levy.rate,
                    class: included.then_some(piece.class),
                    is_deduction: piece.net < 0,
                    piece: at,
                    place,
                });
            }
        }
        self.dues.sort_unstable();
    }

    /// Rounds each tax once and shares it among its dues.
    fn round(&mut self, table: &TaxTable, rounding: Rounding) -> Result<(), Overflow> {
        let mut running = Running::default();
        let mut before: Option<Due> = None;
        let mut from = 0_usize;
        while let Some(first) = self.dues.get(from).copied() {
            let group = self.dues.get(from..).unwrap_or_default();
            let length = group.iter().take_while(|due| due.shares_with(&first)).count();
            if before.is_none_or(|before| (before.level, before.rate) != (first.level, first.rate)) {
                running = Running::default();
            }
            (before, from) = (Some(first), from.saturating_add(length));

            let Some((class, levy)) = self.levy_of(table, &first) else { continue };
            let (numerator, denominator) = class.share(first.place, levy);
            self.weights.clear();
            let mut sum = 0_i64;
            for due in group.iter().take(length) {
                let base = self.base(table, due)?;
                sum = add(sum, base)?;
                self.weights.push(base);
            }
            self.shares.clear();
            self.shares.resize(length, 0);
            split(running.next(sum, numerator, denominator, rounding)?, &self.weights, &mut self.shares)?;
            for (due, share) in group.iter().take(length).zip(&self.shares) {
                let start = self.pieces.get(due.piece).map(|piece| piece.start).unwrap_or_default();
                if let Some(part) = self.parts.get_mut(start.saturating_add(due.place)) {
                    *part = *share;
                }
            }
        }
        Ok(())
    }

    fn levy_of<'t>(&self, table: &'t TaxTable, due: &Due) -> Option<(&'t TaxClass, &'t Levy)> {
        let class = table.classes.get(self.pieces.get(due.piece)?.class)?;
        Some((class, class.levies.get(due.place)?))
    }

    /// What a tax is worked out from: what is left, the net amount, or the net amount and the taxes before it.
    fn base(&self, table: &TaxTable, due: &Due) -> Result<i64, Overflow> {
        let Some(piece) = self.pieces.get(due.piece) else { return Ok(0) };
        let is_added = due.class.is_none();
        if !is_added || !self.levy_of(table, due).is_some_and(|(_, levy)| levy.compound) {
            return Ok(piece.net);
        }
        let before = self.parts.iter().skip(piece.start).take(due.place);
        before.copied().try_fold(piece.net, add)
    }

    /// Takes the taxes that prices contain out of what is left.
    fn find_net(&mut self, table: &TaxTable) -> Result<(), Overflow> {
        for piece in &mut self.pieces {
            let included = table.classes.get(piece.class).map_or(0, |class| class.included);
            let contained = self.parts.iter().skip(piece.start).take(included);
            piece.net = contained.copied().try_fold(piece.amount, sub)?;
        }
        Ok(())
    }
}

/// A sum of fractions that is handed out in whole numbers: all that was handed out is the sum, rounded once.
struct Running {
    numerator: i128,
    denominator: i128,
    given: i64,
}

impl Default for Running {
    fn default() -> Self {
        Self { numerator: 0, denominator: 1, given: 0 }
    }
}

impl Running {
    /// Adds `amount × numerator / denominator`, and answers what is to be handed out for it.
    fn next(&mut self, amount: i64, numerator: i64, denominator: i64, rounding: Rounding) -> Result<i64, Overflow> {
        self.add(amount, numerator.into(), denominator.into()).ok_or(Overflow)?;
        let all = divide(self.numerator, self.denominator, rounding).and_then(|all| i64::try_from(all).ok());
        let all = all.ok_or(Overflow)?;
        let share = sub(all, self.given)?;
        self.given = all;
        Ok(share)
    }

    fn add(&mut self, amount: i64, numerator: i128, denominator: i128) -> Option<()> {
        let common = greatest_common_divisor(self.denominator, denominator);
        let widening = denominator.checked_div(common)?;
        let product = i128::from(amount).checked_mul(numerator)?.checked_mul(self.denominator.checked_div(common)?)?;
        self.numerator = self.numerator.checked_mul(widening)?.checked_add(product)?;
        self.denominator = self.denominator.checked_mul(widening)?;
        Some(())
    }
}
