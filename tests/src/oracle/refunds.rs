//! Refunds: what units of a placed order are worth, and which payment they go back to.

use fondaco::money::Money;
use fondaco::payment::{PaymentState, RefundPart};
use fondaco::pricing::{ChargeKind, ChargeTax, Condition, LinePrice, Target, TaxDisplay};
use fondaco::{Code, PaymentId};
use serde_json::{Map, Value, json};

use super::given::{Fields, Miss, not_applicable};
use super::platform::{Choices, Platform};
use super::shop::{Line, Shop, amount_off};

/// Finds what is refunded.
pub(super) fn answer(platform: Platform, topic: &str, given: &Fields<'_>) -> Result<Map<String, Value>, Miss> {
    match topic {
        "refund/guard" => guard(given),
        "refund/unit-cancel" => cancel(platform, given),
        "refund/amount" => units(platform, given),
        _ if given.has("edit") => edit(platform, given),
        "refund/multi-payment" => payments(platform, given),
        other => Err(not_applicable(format!("`{other}` is not decided by this version"))),
    }
}

fn answered<const N: usize>(values: [(&str, Value); N]) -> Map<String, Value> {
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn shop(platform: Platform, given: &Fields<'_>) -> Result<Shop, Miss> {
    Shop::new(Choices { policy: platform.policy(), order: Target::Order }, given.currency()?)
}

/// A line of one price for all of its units.
fn whole(shop: &mut Shop, total: i64, quantity: i64) -> Result<(), Miss> {
    let per = u32::try_from(quantity).ok().filter(|per| *per > 1);
    let price = LinePrice { unit: Some(shop.money(total)), per, ..LinePrice::default() };
    shop.line(Line { price, quantity, ..Line::default() })
}

/// Whether a payment can be refunded as it stands.
fn guard(given: &Fields<'_>) -> Result<Map<String, Value>, Miss> {
    let state: Option<String> = given.may("order_state")?;
    let refund = given.object("refund")?.ok_or_else(|| not_applicable("no refund is given"))?;
    let asked: Option<i64> = refund.may("amount")?;
    refund.may::<bool>("all_lines")?;
    refund.done()?;
    let currency = given.currency()?;
    let payment = given.object("payment")?;
    let held = match &payment {
        None => None,
        Some(payment) => {
            let (captured, refunded): (i64, i64) = (payment.get("captured")?, payment.may("refunded")?.unwrap_or(0));
            payment.done()?;
            Some((captured, refunded))
        }
    };
    given.done()?;
    let standing = match (state.as_deref(), held) {
        (Some("PaymentAuthorized"), _) => PaymentState::Authorized,
        (Some("AddingItems" | "ArrangingPayment"), _) => PaymentState::Created,
        (Some("Cancelled"), None) => PaymentState::Voided,
        (Some("PaymentSettled" | "PartiallyShipped" | "Shipped" | "PartiallyDelivered" | "Delivered"), _)
        | (None, Some((_, 0))) => PaymentState::Captured,
        (None, Some((captured, refunded))) if refunded >= captured => PaymentState::Refunded,
        (None, Some(_)) => PaymentState::PartlyRefunded,
        (Some(other), _) => return Err(given.unknown("order_state", other)),
        (None, None) => return Err(not_applicable("no payment is given")),
    };
    let amount = |minor| Money::from_minor(minor, currency);
    // Where no amounts are given, any amount will do.
    let (captured, refunded) = held.unwrap_or((i64::from(standing == PaymentState::Captured), 0));
    // All lines are all that is left of the money.
    let asked = asked.unwrap_or((captured - refunded).max(1));
    match super::engine::refund(standing, amount(captured), amount(refunded), amount(asked)) {
        Ok(()) => Ok(answered([("ok", json!(true))])),
        Err(Miss::Refused(refusal)) => match refusal.code() {
            Code::StateForbidden => Ok(answered([("error", json!("refund_order_state"))])),
            Code::RefundExceeds if asked == 0 => Ok(answered([("error", json!("nothing_to_refund"))])),
            Code::RefundExceeds => Ok(answered([("error", json!("refund_amount_too_large"))])),
            _ => Err(Miss::Refused(refusal)),
        },
        Err(other) => Err(other),
    }
}

/// Units of a line that are taken back one after the other: each takes its share of the line.
fn cancel(platform: Platform, given: &Fields<'_>) -> Result<Map<String, Value>, Miss> {
    let mut shop = shop(platform, given)?;
    let cancelled: i64 = given.may("cancel_units")?.unwrap_or_default();
    let sequence: Option<Vec<i64>> = given.may("cancel_sequence")?;
    let sequence = sequence.unwrap_or_else(|| vec![cancelled]);
    let asked: i64 = sequence.iter().sum();
    let (quantity, total, mut before);
    if let Some(active) = given.may::<i64>("active_units")? {
        // What is not active any more is accounted for already.
        quantity = active.max(1);
        before = quantity - active;
        total = given.get("line_total")?;
    } else {
        quantity = given.may("qty")?.unwrap_or(asked);
        before = 0;
        let unit: i64 = given.get("unit_price")?;
        total = unit * quantity + given.may::<i64>("line_adjustment")?.unwrap_or_default();
    }
    given.done()?;
    whole(&mut shop, total, quantity)?;
    let receipt = shop.price()?;
    let mut adjustments = Vec::new();
    for units in sequence {
        match receipt.share(1, before, units) {
            Ok(share) => adjustments.push(-share.gross.minor()),
            Err(refusal) if refusal.code() == Code::QuantityInvalid => {
                return Ok(answered([("error", json!("no_units_to_cancel"))]));
            }
            Err(refusal) => return Err(refusal.into()),
        }
        before += units;
    }
    let change: i64 = adjustments.iter().sum();
    Ok(answered([
        ("adjustment", json!(change)),
        ("adjustments", json!(adjustments)),
        ("order_total_change", json!(change)),
        ("line_total_after", json!(receipt.line(1)?.gross.minor() + change)),
    ]))
}

/// Some units of a line with discounts of its order, its line and its shipping.
fn units(platform: Platform, given: &Fields<'_>) -> Result<Map<String, Value>, Miss> {
    let mut shop = shop(platform, given)?;
    let quantity = given.may("qty")?.unwrap_or(1);
    shop.simple(None, given.get("unit_price")?, quantity, Vec::new())?;
    for (name, on) in [
        ("line_adjustment", Target::Line),
        ("order_adjustment", Target::Order),
        ("shipping_adjustment", Target::Shipping),
    ] {
        let Some(adjustment) = given.may::<i64>(name)? else { continue };
        if adjustment > 0 {
            return Err(not_applicable("surcharges on goods are prices or fees in this version"));
        }
        let off = shop.money(-adjustment);
        if on == Target::Shipping {
            shop.charge("shipping", ChargeKind::Shipping, off, ChargeTax::Free)?;
        }
        shop.promote(name, Condition::default(), amount_off(on, off))?;
    }
    let returned = given.may("return_units")?.unwrap_or(1);
    given.done()?;
    let receipt = shop.price()?;
    let share = receipt.share(1, 0, returned)?.gross;
    Ok(answered([("refund_exact", json!(share.amount().as_str())), ("refund", json!(share.minor()))]))
}

/// Units that are refunded to several payments, from one on.
fn payments(platform: Platform, given: &Fields<'_>) -> Result<Map<String, Value>, Miss> {
    let mut shop = shop(platform, given)?;
    let quantity = given.may("qty")?.unwrap_or(1);
    shop.simple(None, given.get("unit_gross")?, quantity, Vec::new())?;
    if let Some(carriage) = given.may::<i64>("shipping_gross")? {
        shop.shipping("shipping", shop.money(carriage), &[])?;
    }
    let mut held: Vec<(String, i64)> = Vec::new();
    for payment in given.each("payments")? {
        held.push((payment.get("id")?, payment.get::<i64>("amount")? - payment.may("refunded")?.unwrap_or(0)));
        payment.done()?;
    }
    let refund = given.object("refund")?.ok_or_else(|| not_applicable("no refund is given"))?;
    let units: i64 = refund.may("units")?.unwrap_or_default();
    let carriage: Option<Value> = refund.may("shipping")?;
    let start: Option<String> = refund.may("start_payment")?;
    let amount: Option<i64> = refund.may("amount")?;
    refund.done()?;
    given.done()?;
    let receipt = shop.price()?;
    let mut left = receipt.share(1, 0, units)?.gross.minor();
    left += match carriage {
        None | Some(Value::Bool(false)) => 0,
        Some(Value::Bool(true)) => receipt.charges.iter().map(|charge| charge.gross.minor()).sum(),
        Some(other) => other.as_i64().ok_or_else(|| not_applicable("`refund.shipping` is no amount"))?,
    };
    let left = amount.unwrap_or(left);
    spread(&held, start.as_deref(), shop.money(left))
}

/// Pays back to the payment that is named first, then to the others in their order, to each at most what is left of it.
fn spread(held: &[(String, i64)], start: Option<&str>, amount: Money) -> Result<Map<String, Value>, Miss> {
    let id = |at: usize| -> PaymentId {
        let seed = u64::try_from(at).unwrap_or(u64::MAX);
        fondaco::Moment { now: fondaco::Timestamp::UNIX_EPOCH, seed }.id(0)
    };
    let money = |minor: i64| Money::from_minor(minor, amount.currency());
    let means =
        held.iter().enumerate().map(|(at, (_, left))| RefundPart::Payment { payment: id(at), amount: money(*left) });
    let first = held.iter().position(|(name, _)| Some(name.as_str()) == start).map(id);
    match fondaco::payment::spread(amount, &means.collect::<Vec<_>>(), first) {
        Ok(parts) => {
            let part = |part: &RefundPart| {
                let RefundPart::Payment { payment, amount } = part else { return Value::Null };
                let name = held.iter().enumerate().find(|(at, _)| id(*at) == *payment).map(|(_, (name, _))| name);
                json!({"payment": name, "amount": amount.minor()})
            };
            Ok(answered([("refunds", json!(parts.iter().map(part).collect::<Vec<_>>()))]))
        }
        Err(refusal) if refusal.code() == Code::RefundExceeds => {
            Ok(answered([("error", json!("refund_amount_too_large"))]))
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// An order that is changed after it was paid: what goes back is taken from its receipt, or is the difference of two.
fn edit(platform: Platform, given: &Fields<'_>) -> Result<Map<String, Value>, Miss> {
    let mut shop = shop(platform, given)?;
    let included = given.may("prices_include_tax")?.unwrap_or(false);
    if included {
        shop.rules.tax_display = TaxDisplay::Inclusive;
    }
    for line in given.each("lines")? {
        let taxes = line.rate("tax_rate")?.into_iter().map(|rate| (rate, included)).collect();
        let (id, unit, quantity) = (line.may("id")?, line.get("unit_price")?, line.may("qty")?.unwrap_or(1));
        line.done()?;
        shop.simple(id, unit, quantity, taxes)?;
    }
    given.may::<bool>("paid")?;
    if let Some(off) = given.money("order_discount", shop.currency)? {
        shop.promote("order", Condition::default(), amount_off(Target::Order, off))?;
    }
    let edit = given.object("edit")?.ok_or_else(|| not_applicable("no edit is given"))?;
    let before = shop.price()?;
    if let Some(coupon) = edit.object("coupon")? {
        let action = super::promotions::action(&mut shop, &coupon)?;
        let made = shop.promotion("coupon", action)?;
        shop.rules.promotions.extend(made);
        let to: Option<String> = edit.may("refund_to")?;
        edit.done()?;
        let mut held = Vec::new();
        for payment in given.each("payments")? {
            // What an earlier payment covers is said in words: it is the rest of the order.
            payment.may::<String>("covers")?;
            let amount = payment.may("amount")?.unwrap_or(before.total.minor());
            held.push((payment.get("id")?, amount));
            payment.done()?;
        }
        given.done()?;
        let back = before.total.minus(shop.price()?.total)?;
        return spread(&held, to.as_deref(), back);
    }
    let quantities: std::collections::BTreeMap<String, i64> = edit.get("set_qty")?;
    edit.done()?;
    given.done()?;
    let (mut refund, mut unit) = (0, 0);
    for (id, line) in &shop.lines {
        let (Some(id), Some(number)) = (id, line) else { continue };
        let Some(kept) = quantities.get(id) else { continue };
        let units = before.line(*number)?.quantity.units();
        refund += before.share(*number, *kept, units - kept)?.gross.minor();
        unit = before.share(*number, 0, 1)?.gross.minor();
    }
    let goods: i64 = before.lines.iter().map(|line| line.gross.minor()).sum();
    Ok(answered([
        ("refund", json!(refund)),
        ("prorated_unit_gross_before", json!(unit)),
        ("items_gross_after", json!(goods - refund)),
        ("price_change", json!(-refund)),
    ]))
}
