//! Prices of shipping, worked out in whole minor units.

use alloc::vec;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::formula::{Formula, Name};
use super::reason::ShippingReason;
use super::rules::{CategoryPrice, FlexiMost, ShippingPrice, Take};
use super::scene::{Scene, Sums};
use super::when::Measure;
use crate::money::{Money, Rounding, divide};

/// What a price comes to for goods, or why there is none.
pub(super) fn price(rule: &ShippingPrice, goods: &Sums, scene: &Scene<'_>) -> Result<i64, ShippingReason> {
    let all = |list: &[ShippingPrice], join: fn(i64, i64) -> Option<i64>| {
        let mut prices = list.iter().map(|inner| price(inner, goods, scene));
        let first = prices.next().unwrap_or(Err(ShippingReason::NoPrice {}))?;
        prices.try_fold(first, |sum, price| join(sum, price?).ok_or(ShippingReason::NoPrice {}))
    };
    match rule {
        ShippingPrice::Flat(amount) => Ok(amount.minor()),
        ShippingPrice::PerItem(amount) => times(amount, goods.pieces),
        ShippingPrice::PerStep { by, step, price, first } => {
            let has = measure(*by, goods, scene)?;
            let (before, up_to) = first.as_ref().map_or((0, 0), |first| (first.price.minor(), first.up_to));
            let over = i128::from(has).saturating_sub(up_to.into()).max(0);
            let steps = divide(over, (*step).into(), Rounding::Up).and_then(|steps| i64::try_from(steps).ok());
            let further = times(price, steps.ok_or(ShippingReason::NoPrice {})?)?;
            before.checked_add(further).ok_or(ShippingReason::NoPrice {})
        }
        ShippingPrice::Bands { by, bands, until } => {
            let has = measure(*by, goods, scene)?;
            let reached = bands.partition_point(|band| band.from <= has);
            let band = reached.checked_sub(1).and_then(|last| bands.get(last));
            let band = band.filter(|_| until.is_none_or(|until| has < until));
            price(&band.ok_or(ShippingReason::NoBand { has })?.price, goods, scene)
        }
        ShippingPrice::Percent { rate, least, most, tax, rounding } => {
            let share = rate.of_minor(scene.worth(goods, *tax), *rounding).map_err(|_| ShippingReason::NoPrice {})?;
            let share = share.max(least.minor());
            Ok(most.map_or(share, |most| share.min(most.minor())))
        }
        ShippingPrice::Flexi { first, further, most } => flexi(first, further, *most, goods.pieces),
        ShippingPrice::Sack { below, price, otherwise } => {
            let small = scene.worth(goods, None) < below.minor();
            Ok(if small { price.minor() } else { otherwise.minor() })
        }
        ShippingPrice::ByCategory { prices, others, take } => by_category(prices, *others, *take, scene),
        ShippingPrice::Formula { unit, formula } => by_formula(*unit, formula, goods, scene),
        ShippingPrice::Sum(list) => all(list, i64::checked_add),
        ShippingPrice::Least(list) => all(list, |left, right| Some(left.min(right))),
        ShippingPrice::Most(list) => all(list, |left, right| Some(left.max(right))),
    }
}

/// What is measured of goods. A carrier's weight is that of all of them.
fn measure(by: Measure, goods: &Sums, scene: &Scene<'_>) -> Result<i64, ShippingReason> {
    let whole = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    Ok(match by {
        Measure::Weight => match scene.query.billed_grams {
            Some(billed) if goods.lines == scene.query.lines.len() => whole(billed),
            Some(_) | None => goods.grams,
        },
        Measure::Value => scene.worth(goods, None),
        Measure::Quantity => goods.pieces,
        Measure::Distance => scene.distance.map(whole).ok_or(ShippingReason::DistanceDiffers { has: None })?,
        Measure::Score => scene.query.score,
    })
}

fn times(amount: &Money, units: i64) -> Result<i64, ShippingReason> {
    amount.minor().checked_mul(units).ok_or(ShippingReason::NoPrice {})
}

fn flexi(first: &Money, further: &Money, most: FlexiMost, units: i64) -> Result<i64, ShippingReason> {
    let units = if let FlexiMost::Charged(charged) = most { units.min(charged.into()) } else { units };
    let firsts = match most {
        FlexiMost::FirstAgainAfter(after) => divide(units.into(), after.into(), Rounding::Up).unwrap_or(1),
        FlexiMost::Any | FlexiMost::Charged(_) => 1,
    };
    let firsts = i64::try_from(firsts).unwrap_or(i64::MAX).min(units);
    let others = times(further, units.saturating_sub(firsts))?;
    times(first, firsts)?.checked_add(others).ok_or(ShippingReason::NoPrice {})
}

fn by_category(
    prices: &[CategoryPrice],
    others: Option<Money>,
    take: Take,
    scene: &Scene<'_>,
) -> Result<i64, ShippingReason> {
    let mut sums = vec![Sums::default(); prices.len()];
    let mut rest = false;
    for line in &scene.query.lines {
        let place = prices.iter().position(|priced| line.categories.contains(&priced.category));
        match place.and_then(|place| sums.get_mut(place)) {
            Some(sums) => sums.add(line),
            None => rest = true,
        }
    }
    let mut total = match (rest, others) {
        (false, _) => 0,
        (true, Some(others)) => others.minor(),
        (true, None) => return Err(ShippingReason::NoCategory {}),
    };
    for (priced, sums) in prices.iter().zip(&sums).filter(|(_, sums)| sums.lines > 0) {
        let one = price(&priced.price, sums, scene)?;
        total = match take {
            Take::Sum => total.checked_add(one).ok_or(ShippingReason::NoPrice {})?,
            Take::Dearest => total.max(one),
        };
    }
    Ok(total)
}

fn by_formula(unit: Money, formula: &Formula, goods: &Sums, scene: &Scene<'_>) -> Result<i64, ShippingReason> {
    let one = Decimal::from(unit.minor());
    let of = |name: Name| {
        Some(match name {
            Name::Score => scene.query.score.into(),
            Name::Quantity => goods.pieces.into(),
            Name::Cost => Decimal::from(scene.worth(goods, None)).checked_div(one)?,
            Name::Grams => goods.grams.into(),
            Name::Distance => scene.distance?.into(),
        })
    };
    let minor = formula.value(&of).and_then(|value| value.checked_mul(one));
    let parts = |value: Decimal| divide(value.mantissa(), 10_i128.checked_pow(value.scale())?, Rounding::HalfUp);
    let minor = minor.and_then(parts).and_then(|minor| minor.to_i64());
    minor.filter(|minor| *minor >= 0).ok_or(ShippingReason::NoPrice {})
}
