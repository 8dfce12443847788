//! Checks of actions.

use alloc::format;

use super::Report;
use crate::limits;
use crate::pricing::goods::{Bounds, Goods};
use crate::pricing::promotion::{Action, Discount, Gift, Off, StepOff, Steps, Target, Units};

/// Checks an action.
pub(super) fn check(report: &mut Report<'_>, path: &str, action: &Action) {
    match action {
        Action::Discount(discount) => self::discount(report, &format!("{path}.discount"), discount),
        Action::BuyGet(rule) => {
            let path = format!("{path}.buy_get");
            goods(report, &format!("{path}.buy"), &rule.buy);
            goods(report, &format!("{path}.get"), &rule.get);
            units(report, &format!("{path}.buy_quantity"), rule.buy_quantity);
            units(report, &format!("{path}.get_quantity"), rule.get_quantity);
            units(report, &format!("{path}.sets"), rule.sets.unwrap_or(1));
            step_off(report, &format!("{path}.off"), &rule.off);
        }
        Action::Bundle(bundle) => {
            let path = format!("{path}.bundle");
            report.entries(&format!("{path}.parts"), &bundle.parts);
            for (place, part) in bundle.parts.iter().enumerate() {
                goods(report, &format!("{path}.parts[{place}].goods"), &part.goods);
                units(report, &format!("{path}.parts[{place}].quantity"), part.quantity);
            }
            units(report, &format!("{path}.sets"), bundle.sets.unwrap_or(1));
            step_off(report, &format!("{path}.off"), &bundle.off);
        }
        Action::Gift(gift) => self::gift(report, &format!("{path}.gift"), gift),
    }
}

fn discount(report: &mut Report<'_>, path: &str, discount: &Discount) {
    goods(report, &format!("{path}.goods"), &discount.goods);
    let Discount { on, off, units: which, charges, .. } = discount;
    let shipping = matches!(on, Target::Shipping | Target::ShippingTogether);
    if shipping {
        let none = discount.goods == Goods::default() && which.is_none();
        report.need(none, path, "is off shipping, which has no goods and no units: say which goods in `when`");
    } else if *on != Target::OrderAndShipping {
        report.need(charges.is_empty(), &format!("{path}.charges"), "is for shipping only");
    }
    let amounts = discount.goods.unit_price.is_some() || discount.goods.line_total.is_some();
    if *on == Target::Price {
        let plain = !amounts && discount.goods.reduced.is_none() && which.is_none();
        report.need(plain, path, "sets prices, so its goods are chosen by what they are, not by amounts or units");
        let simple = matches!(off, Off::Percent(_) | Off::Amount(_) | Off::Price(_));
        report.need(simple, &format!("{path}.off"), "sets prices, so it takes `percent`, `amount` or `price`");
    }
    if let Off::Units { .. } = off {
        let lines = matches!(on, Target::Unit | Target::Line);
        report.need(lines, &format!("{path}.off.units"), "counts units, so it is off a line");
    }
    match which {
        Some(Units::AtMost { count: number, .. } | Units::Groups { of: number, .. } | Units::OfEachLine(number)) => {
            units(report, &format!("{path}.units"), *number);
        }
        None => {}
    }
    self::off(report, &format!("{path}.off"), off);
}

fn off(report: &mut Report<'_>, path: &str, off: &Off) {
    match off {
        Off::Percent(rate) => report.share(&format!("{path}.percent"), *rate),
        Off::Amount(amounts) => report.amounts(&format!("{path}.amount"), amounts),
        Off::Price(prices) => report.amounts(&format!("{path}.price"), prices),
        Off::Units { first, further, at_most } => {
            report.amounts(&format!("{path}.units.first"), first);
            report.amounts(&format!("{path}.units.further"), further);
            units(report, &format!("{path}.units.at_most"), at_most.unwrap_or(1));
        }
        Off::Steps(steps) => self::steps(report, &format!("{path}.steps"), steps),
    }
}

fn steps(report: &mut Report<'_>, path: &str, steps: &Steps) {
    if let Some(base) = &steps.base {
        step_off(report, &format!("{path}.base"), base);
    } else {
        report.entries(&format!("{path}.steps"), &steps.steps);
    }
    let mut last = i64::MIN;
    for (place, step) in steps.steps.iter().enumerate() {
        let path = format!("{path}.steps[{place}]");
        report.need(step.from > last, &format!("{path}.from"), "takes more than the step before");
        last = step.from;
        step_off(report, &format!("{path}.off"), &step.off);
    }
}

fn step_off(report: &mut Report<'_>, path: &str, off: &StepOff) {
    match off {
        StepOff::Percent(rate) => report.share(&format!("{path}.percent"), *rate),
        StepOff::Amount(amounts) => report.amounts(&format!("{path}.amount"), amounts),
        StepOff::Price(prices) => report.amounts(&format!("{path}.price"), prices),
    }
}

fn gift(report: &mut Report<'_>, path: &str, gift: &Gift) {
    report.text(&format!("{path}.title"), &gift.title);
    report.amounts(&format!("{path}.prices"), &gift.prices);
    units(report, &format!("{path}.quantity"), gift.quantity);
    if let Some(every) = &gift.for_every {
        units(report, &format!("{path}.for_every.quantity"), every.quantity);
        goods(report, &format!("{path}.for_every.of"), &every.of);
    }
}

fn units(report: &mut Report<'_>, path: &str, number: i64) {
    let fits = number >= 1 && crate::Quantity::new(number).is_ok();
    report.need(fits, path, "takes a number of units of 1 or more");
}

/// Checks a choice of goods.
pub(super) fn goods(report: &mut Report<'_>, path: &str, goods: &Goods) {
    let sizes = [goods.skus.len(), goods.products.len(), goods.categories.len(), goods.attributes.len()];
    let fits = sizes.into_iter().all(|size| size <= limits::ENTRIES);
    report.need(fits, path, &format!("takes at most {} entries of a kind", limits::ENTRIES));
    for (name, values) in &goods.attributes {
        report.text(&format!("{path}.attributes"), name);
        report.entries(&format!("{path}.attributes.{name}"), values);
    }
    for (name, range) in [("unit_price", &goods.unit_price), ("line_total", &goods.line_total)] {
        if let Some(range) = range {
            bounds(report, &format!("{path}.{name}"), range);
        }
    }
    for (place, except) in goods.except.iter().enumerate() {
        let path = format!("{path}.except[{place}]");
        let plain = except.except.is_empty()
            && except.unit_price.is_none()
            && except.line_total.is_none()
            && except.reduced.is_none();
        report.need(plain, &path, "is chosen by what goods are, not by amounts, and has no exceptions itself");
        report.need(*except != Goods::default(), &path, "leaves out all goods");
        if plain {
            self::goods(report, &path, except);
        }
    }
}

/// Checks a range of amounts.
pub(super) fn bounds(report: &mut Report<'_>, path: &str, bounds: &Bounds) {
    bounds.problems().for_each(|problem| report.add(path, problem));
}
