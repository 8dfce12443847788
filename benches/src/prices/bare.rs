//! The measure of all: the arithmetic of workload W1 and nothing else, written by hand for its rules.
//!
//! Columns of 64-bit integers in, columns out, all of them allocated beforehand. No codes, no policies, no overflow checks,
//! no receipt: what an engine does beside the arithmetic is what it costs more.

use super::carts::Columns;

const GEAR: u8 = 0;
const TOYS: u8 = 1;
const FOOD: u8 = 2;

/// What carts come to: per line what each promotion takes off, the net amount and the tax; per cart the totals.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// 10 % of what remains, line by line.
    pub p1: Vec<i64>,
    /// Every third unit of food, the cheapest.
    pub p2: Vec<i64>,
    /// 5.00 off gear above 50.00.
    pub p3: Vec<i64>,
    /// What is left of the line.
    pub net: Vec<i64>,
    /// Its tax.
    pub tax: Vec<i64>,
    /// The sums, cart by cart.
    pub totals: Vec<Sums>,
}

/// The sums of a cart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    /// What the promotions take off goods.
    pub discount: i64,
    /// The goods after discounts.
    pub merchandise: i64,
    /// The tax.
    pub tax: i64,
    /// Shipping after discounts.
    pub shipping: i64,
    /// What is to be paid.
    pub grand: i64,
}

/// The columns of one cart that are written.
struct Lines<'a> {
    p1: &'a mut [i64],
    p2: &'a mut [i64],
    p3: &'a mut [i64],
    net: &'a mut [i64],
    tax: &'a mut [i64],
}

/// Prices carts, with room to do it in.
#[derive(Debug, Default)]
pub struct Bare {
    /// What they come to.
    pub answers: Answers,
    /// A price or a remainder in the upper bits and the place of the line in the lower ones: one comparison sorts by both.
    keys: Vec<u64>,
}

/// Up to so many lines, comparing each with each is faster than to select.
const FEW: usize = 24;

/// The bits of a key that hold the place of a line.
const PLACE: u32 = 16;

/// The place of the line in a key.
fn place_of(key: u64) -> usize {
    (key & ((1 << PLACE) - 1)) as usize
}

impl Bare {
    /// Room for the answers to these carts.
    pub fn new(columns: &Columns) -> Self {
        let column = vec![0; columns.unit.len()];
        let answers = Answers {
            p1: column.clone(),
            p2: column.clone(),
            p3: column.clone(),
            net: column.clone(),
            tax: column,
            totals: vec![Sums::default(); columns.shipping.len()],
        };
        Self { answers, keys: vec![0; columns.lines] }
    }

    /// Prices all carts, whose prices contain tax or not.
    pub fn price<const INCLUSIVE: bool>(&mut self, columns: &Columns) {
        let Self { answers: Answers { p1, p2, p3, net, tax, totals }, keys } = self;
        let n = columns.lines;
        let given = columns.unit.chunks_exact(n).zip(columns.quantity.chunks_exact(n));
        let given = given.zip(columns.category.chunks_exact(n)).zip(&columns.shipping);
        let off = p1.chunks_exact_mut(n).zip(p2.chunks_exact_mut(n)).zip(p3.chunks_exact_mut(n));
        let off = off.zip(net.chunks_exact_mut(n)).zip(tax.chunks_exact_mut(n));
        for (((((unit, quantity), category), shipping), ((((p1, p2), p3), net), tax)), sums) in
            given.zip(off).zip(totals)
        {
            let mut lines = Lines { p1, p2, p3, net, tax };
            *sums = lines.price::<INCLUSIVE>(unit, quantity, category, *shipping, keys);
        }
    }
}

impl Lines<'_> {
    #[inline]
    fn price<const INCLUSIVE: bool>(
        &mut self,
        unit: &[i64],
        quantity: &[i64],
        category: &[u8],
        shipping: i64,
        keys: &mut [u64],
    ) -> Sums {
        let goods = self.open(unit, quantity, category);
        self.free_food(unit, quantity, category, keys);
        let left: i64 = self.net.iter().sum();
        let ten_percent = (left * 1000 + 5000) / 10_000;
        if left > 0 {
            self.share(ten_percent, left, keys);
        } else {
            self.p1.fill(0);
        }
        let mut taxes = 0;
        for (((net, p1), tax), category) in self.net.iter_mut().zip(&*self.p1).zip(&mut *self.tax).zip(category) {
            *net -= p1;
            *tax = match (*category == GEAR || *category == TOYS, INCLUSIVE) {
                (true, false) => (*net * 2000 + 5000) / 10_000,
                (false, false) => (*net * 700 + 5000) / 10_000,
                (true, true) => (*net * 2000 + 6000) / 12_000,
                (false, true) => (*net * 700 + 5350) / 10_700,
            };
            taxes += *tax;
        }
        let merchandise = left - ten_percent;
        let shipping = if merchandise > 10_000 { 0 } else { shipping };
        let grand = merchandise + shipping + if INCLUSIVE { 0 } else { taxes };
        Sums { discount: goods - merchandise, merchandise, tax: taxes, shipping, grand }
    }

    /// What each line costs, less 5.00 for dear gear; answers the sum before discounts.
    #[inline]
    fn open(&mut self, unit: &[i64], quantity: &[i64], category: &[u8]) -> i64 {
        let mut goods = 0;
        let given = unit.iter().zip(quantity).zip(category);
        for (((unit, quantity), category), ((p2, p3), net)) in
            given.zip(self.p2.iter_mut().zip(&mut *self.p3).zip(&mut *self.net))
        {
            let gross = unit * quantity;
            goods += gross;
            *p2 = 0;
            *p3 = if *category == GEAR && gross > 5000 { 500 } else { 0 };
            *net = gross - *p3;
        }
        goods
    }

    /// Every third unit of food is free, the cheapest.
    #[inline]
    fn free_food(&mut self, unit: &[i64], quantity: &[i64], category: &[u8], keys: &mut [u64]) {
        let (mut count, mut units) = (0, 0);
        for (place, ((unit, quantity), category)) in unit.iter().zip(quantity).zip(category).enumerate() {
            // Written for every line, kept for food: no branch to be mispredicted.
            keys[count] = (unit.unsigned_abs() << PLACE) | place as u64;
            let is_food = *category == FOOD;
            count += usize::from(is_food);
            units += if is_food { *quantity } else { 0 };
        }
        let mut free = units / 3;
        if free == 0 {
            return;
        }
        let keys = &mut keys[..count];
        keys.sort_unstable();
        for key in keys {
            let place = place_of(*key);
            let units = free.min(quantity[place]);
            self.p2[place] = units * unit[place];
            self.net[place] -= self.p2[place];
            free -= units;
            if free == 0 {
                break;
            }
        }
    }

    /// Shares an amount by what is left of the lines: rounded down, and one cent more for those that lost most by it.
    #[inline]
    fn share(&mut self, amount: i64, left: i64, keys: &mut [u64]) {
        let mut over = amount;
        for (place, ((net, p1), key)) in self.net.iter().zip(&mut *self.p1).zip(&mut *keys).enumerate() {
            let exact = net * amount;
            *p1 = exact / left;
            over -= *p1;
            // The complement makes the largest remainder the smallest key, and the first line comes first.
            *key = (!(exact - *p1 * left).unsigned_abs() << PLACE) | place as u64;
        }
        let over = usize::try_from(over).unwrap_or(0);
        if over == 0 {
            return;
        }
        if keys.len() <= FEW {
            // Each compared with each: no branch to be mispredicted.
            for (key, p1) in keys.iter().zip(&mut *self.p1) {
                let before = keys.iter().fold(0, |count, other| count + usize::from(other < key));
                *p1 += i64::from(before < over);
            }
            return;
        }
        keys.select_nth_unstable(over - 1);
        for key in &keys[..over] {
            self.p1[place_of(*key)] += 1;
        }
    }
}
