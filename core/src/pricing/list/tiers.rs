//! Tiers: what a row costs at a quantity, exactly, until the one rounding.

use core::cmp::Ordering;

use super::compile::Row;
use super::{Chosen, Prices, TierBy, TierMode};
use crate::money::{Rounding, divide};
use crate::pricing::kernel::arith::{Overflow, ratio};

/// The quantities that may decide a tier, in smallest units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counts {
    /// That of the line. Windows look at it too.
    pub(crate) line: i64,
    /// That of all lines of its product; of the line where it has no product.
    pub(crate) product: i64,
    /// That of all lines of the basket.
    pub(crate) basket: i64,
}

impl Counts {
    /// A basket with nothing but this many units in one line.
    #[cfg(test)]
    pub(super) fn alone(units: i64) -> Self {
        Self { line: units, product: units, basket: units }
    }

    /// The quantity that decides, one or more.
    pub(super) fn by(self, by: TierBy) -> i64 {
        let count = match by {
            TierBy::Line => self.line,
            TierBy::Product => self.product,
            TierBy::Basket => self.basket,
        };
        count.max(1)
    }
}

/// An exact price: so many minor units for so many units, of which there are one or more.
#[derive(Debug, Clone, Copy)]
pub(super) struct Exact {
    pub(super) minor: i128,
    pub(super) units: i128,
}

impl Exact {
    /// Which of two prices of one unit is larger, whatever the size of the numbers.
    pub(super) fn compare(self, other: Self) -> Ordering {
        if self.units == other.units {
            return self.minor.cmp(&other.minor);
        }
        let (mut one, mut two) = (self, other);
        // As Euclid does: whole parts first; where they are equal, the fraction with the smaller reciprocal is larger.
        let mut turned = false;
        loop {
            let order = one.whole().cmp(&two.whole());
            let (rest_one, rest_two) = (one.rest(), two.rest());
            let order = match order {
                Ordering::Equal if rest_one == 0 || rest_two == 0 => rest_one.cmp(&rest_two),
                Ordering::Equal => {
                    one = Self { minor: one.units, units: rest_one };
                    two = Self { minor: two.units, units: rest_two };
                    turned = !turned;
                    continue;
                }
                Ordering::Less | Ordering::Greater => order,
            };
            return if turned { order.reverse() } else { order };
        }
    }

    fn whole(self) -> i128 {
        self.minor.checked_div_euclid(self.units).unwrap_or_default()
    }

    fn rest(self) -> i128 {
        self.minor.checked_rem_euclid(self.units).unwrap_or_default()
    }

    /// The price of so many units, rounded.
    pub(super) fn times(self, units: i64, rounding: Rounding) -> Result<i64, Overflow> {
        let minor = self.minor.checked_mul(units.into()).ok_or(Overflow)?;
        divide(minor, self.units, rounding).and_then(|minor| i64::try_from(minor).ok()).ok_or(Overflow)
    }
}

impl Row {
    /// The price at a quantity, of whole units.
    pub(super) fn exact(&self, counts: Counts) -> Exact {
        let (count, per) = (counts.by(self.tier_by), i128::from(self.per));
        if self.is_graduated() {
            // At most 2^63 units, of at most 2^63 minor units for at most 2^32 units: neither product can saturate.
            let total = self.ladder(count, Ok).unwrap_or(i128::MAX);
            return Exact { minor: total, units: i128::from(count).saturating_mul(per) };
        }
        Exact { minor: self.reached(count).into(), units: per }
    }

    /// Whether each unit takes the price of the tier that it lies in.
    pub(super) fn is_graduated(&self) -> bool {
        self.tier_mode == TierMode::Graduated && !self.tiers.is_empty()
    }

    /// The price of the tier that a quantity reaches.
    fn reached(&self, count: i64) -> i64 {
        let below = self.tiers.partition_point(|(from, _)| *from <= count);
        let tier = below.checked_sub(1).and_then(|last| self.tiers.get(last));
        tier.map_or(self.price, |(_, price)| *price)
    }

    /// What so many units cost `per` times, each at the price of its tier.
    fn ladder(&self, count: i64, price: impl Fn(i64) -> Result<i64, Overflow>) -> Result<i128, Overflow> {
        let (mut total, mut from, mut each) = (0_i128, 1_i64, self.price);
        let end = (count.saturating_add(1), 0);
        for (next, next_price) in self.tiers.iter().take_while(|(next, _)| *next <= count).chain([&end]) {
            let units = i128::from(next.saturating_sub(from));
            let step = units.checked_mul(price(each)?.into()).ok_or(Overflow)?;
            total = total.checked_add(step).ok_or(Overflow)?;
            (from, each) = (*next, *next_price);
        }
        Ok(total)
    }
}

impl Prices {
    /// What so many units cost, rounded once, where every price, of each tier too, is first changed: by a promotion of
    /// the catalog.
    ///
    /// Graduated tiers that go by the product or by the basket are shared evenly: every line has its part of each tier, so
    /// the order of the lines does not matter.
    pub(crate) fn subtotal_by(
        &self,
        chosen: &Chosen,
        quantity: i64,
        rounding: Rounding,
        price: impl Fn(i64) -> Result<i64, Overflow>,
    ) -> Result<i64, Overflow> {
        let Some((count, row)) = chosen.spread.zip(chosen.row.and_then(|row| self.rows.get(row))) else {
            return ratio(price(chosen.unit)?, quantity, chosen.per, rounding);
        };
        let (total, per) = (row.ladder(count, price)?, i128::from(chosen.per));
        if quantity == count {
            return divide(total, per, rounding).and_then(|minor| i64::try_from(minor).ok()).ok_or(Overflow);
        }
        let units = per.checked_mul(count.into()).ok_or(Overflow)?;
        Exact { minor: total, units }.times(quantity, rounding)
    }
}

#[cfg(test)]
mod tests {
    use super::super::select::tests::{Shelf, guest};
    use super::*;
    use proptest::prelude::*;

    /// 1 to 10 at 10.00, 11 to 20 at 9.00, from 21 at 8.00: the example of ATG Web Commerce.
    fn tee(rest: &str) -> Shelf {
        Shelf::of(&std::format!(
            r#"[{{"code":"base","prices":[{{"sku":"TEE","price":{{"amount":"10.00","currency":"EUR"}},"tiers":[
                {{"from":11,"price":{{"amount":"9.00","currency":"EUR"}}}},
                {{"from":21,"price":{{"amount":"8.00","currency":"EUR"}}}}]{rest}}}]}}]"#
        ))
    }

    fn costs(shelf: &Shelf, counts: Counts) -> i64 {
        let chosen = shelf.pick("TEE", &guest(), counts).unwrap();
        shelf.prices.subtotal_by(&chosen, counts.line, Rounding::HalfUp, Ok).unwrap()
    }

    #[test]
    fn volume_tiers_price_all_units_at_the_tier_that_is_reached() {
        let shelf = tee("");
        for (units, total) in [(1, 1000), (10, 10_000), (11, 9_900), (20, 18_000), (21, 16_800), (25, 20_000)] {
            assert_eq!(costs(&shelf, Counts::alone(units)), total, "{units}");
        }
    }

    #[test]
    fn graduated_tiers_price_each_unit_at_the_tier_that_it_lies_in() {
        let shelf = tee(r#","tier_mode":"graduated""#);
        for (units, total) in [(1, 1000), (10, 10_000), (11, 10_900), (20, 19_000), (21, 19_800), (25, 23_000)] {
            assert_eq!(costs(&shelf, Counts::alone(units)), total, "{units}");
        }
        let chosen = shelf.pick("TEE", &guest(), Counts::alone(25)).unwrap();
        assert_eq!((chosen.unit, chosen.per), (920, 1));
    }

    #[test]
    fn tiers_go_by_the_line_the_product_or_the_basket() {
        let counts = Counts { line: 5, product: 12, basket: 40 };
        assert_eq!(costs(&tee(""), counts), 5_000);
        assert_eq!(costs(&tee(r#","tier_by":"product""#), counts), 4_500);
        assert_eq!(costs(&tee(r#","tier_by":"basket""#), counts), 4_000);
    }

    #[test]
    fn graduated_tiers_of_a_product_are_shared_evenly_by_its_lines() {
        let shelf = tee(r#","tier_mode":"graduated","tier_by":"product""#);
        // 25 units cost 230.00: 5 of them a fifth, 20 of them four fifths.
        assert_eq!(costs(&shelf, Counts { line: 5, product: 25, basket: 25 }), 4_600);
        assert_eq!(costs(&shelf, Counts { line: 20, product: 25, basket: 25 }), 18_400);
    }

    #[test]
    fn a_promotion_of_the_catalog_changes_the_price_of_every_tier() {
        let half = |price: i64| Ok(price / 2);
        for (rest, total) in [("", 10_000), (r#","tier_mode":"graduated""#, 11_500)] {
            let shelf = tee(rest);
            let chosen = shelf.pick("TEE", &guest(), Counts::alone(25)).unwrap();
            assert_eq!(shelf.prices.subtotal_by(&chosen, 25, Rounding::HalfUp, half).unwrap(), total);
        }
    }

    #[test]
    fn a_price_for_many_units_is_rounded_once_on_the_line() {
        let shelf = Shelf::of(
            r#"[{"code":"base","prices":[{"sku":"TEE","per":100,"price":{"amount":"101.49","currency":"EUR"}}]}]"#,
        );
        for (units, total) in [(1, 101), (3, 304), (33, 3349), (100, 10_149), (1000, 101_490)] {
            assert_eq!(costs(&shelf, Counts::alone(units)), total, "{units}");
        }
    }

    #[test]
    fn what_does_not_fit_is_an_overflow() {
        let shelf = Shelf::of(
            r#"[{"code":"base","prices":[{"sku":"TEE","price":{"amount":"92233720368547758.07","currency":"EUR"}}]}]"#,
        );
        let chosen = shelf.pick("TEE", &guest(), Counts::alone(2)).unwrap();
        assert_eq!(shelf.prices.subtotal_by(&chosen, 2, Rounding::HalfUp, Ok), Err(Overflow));
    }

    proptest! {
        #[test]
        fn exact_prices_compare_as_their_products_do(
            a in -1_i128 << 60..1 << 60, b in 1_i128..1 << 60, c in -1_i128 << 60..1 << 60, d in 1_i128..1 << 60, k in 1_i128..9,
        ) {
            let (one, two) = (Exact { minor: a, units: b }, Exact { minor: c, units: d });
            prop_assert_eq!(one.compare(two), (a * d).cmp(&(c * b)));
            prop_assert_eq!(one.compare(Exact { minor: a * k, units: b * k }), Ordering::Equal);
        }

        #[test]
        fn a_graduated_total_is_the_sum_of_the_prices_of_its_units(units in 1_i64..60) {
            let shelf = tee(r#","tier_mode":"graduated""#);
            let each = |unit: i64| if unit <= 10 { 1000 } else if unit <= 20 { 900 } else { 800 };
            prop_assert_eq!(costs(&shelf, Counts::alone(units)), (1..=units).map(each).sum::<i64>());
        }
    }
}
