//! Receipts in the words of the cases. Words that platforms use differently mean what the platform means by them.

use fondaco::money::Money;
use fondaco::pricing::{
    Action, AppliedPromotion, ChargeKind, Discount, PriceBook, PriceRules, PricedItem, Promotion, Receipt,
    ReceiptCharge, ReceiptLine, RejectedReason, Target, TaxTotal,
};
use serde_json::{Map, Value, json};

use super::given::Miss;
use super::platform::Platform;
use super::shop::Shop;

/// A receipt in the words of its platform.
pub(super) fn of(platform: Platform, shop: &Shop, receipt: &Receipt) -> Result<Map<String, Value>, Miss> {
    let mut answer = Map::new();
    common(shop, receipt, &mut answer);
    lines(shop, receipt, &mut answer);
    taxes(receipt, &mut answer);
    beside_plain(shop, receipt, &mut answer)?;
    words(platform, receipt, &mut answer);
    Ok(answer)
}

/// Whether a promotion was taken, be it that it found nothing to take off.
pub(super) fn was_taken(receipt: &Receipt, code: &str) -> bool {
    receipt.applied.iter().any(|applied| applied.promotion.as_str() == code)
        || receipt.rejected.iter().any(|rejected| {
            rejected.reason == RejectedReason::NothingToTakeOff {} && rejected.promotion.as_str() == code
        })
}

fn set(answer: &mut Map<String, Value>, name: &str, value: impl Into<Value>) {
    answer.insert(name.to_owned(), value.into());
}

/// A sum of amounts in minor units.
fn sum(amounts: impl Iterator<Item = Money>) -> i64 {
    amounts.map(|amount| amount.minor()).sum()
}

fn shipping(receipt: &Receipt) -> impl Iterator<Item = &ReceiptCharge> + Clone {
    receipt.charges.iter().filter(|charge| charge.kind == ChargeKind::Shipping)
}

/// What is left of a line, as prices are.
fn left(line: &ReceiptLine) -> i64 {
    line.subtotal.minor() - line.discount.minor()
}

fn common(shop: &Shop, receipt: &Receipt, answer: &mut Map<String, Value>) {
    let (goods, off) = (receipt.goods.minor(), receipt.discount.minor());
    let carriage = sum(shipping(receipt).map(|charge| charge.amount));
    let off_carriage = sum(shipping(receipt).map(|charge| charge.discount));
    set(answer, "total", receipt.total.minor());
    set(answer, "total_net", receipt.net.minor());
    set(answer, "total_gross", receipt.total.minor());
    set(answer, "tax", receipt.tax.minor());
    set(answer, "lines", receipt.lines.len());
    set(answer, "item_total", goods);
    set(answer, "discount_total", -off);
    set(answer, "discount", -off - off_carriage);
    set(answer, "subtotal", goods);
    set(answer, "items_total", receipt.lines.iter().map(left).sum::<i64>() + added_to_goods(receipt));
    set(answer, "undiscounted_total", goods + sum(receipt.charges.iter().map(|charge| charge.amount)));
    set(answer, "shipping", carriage - off_carriage);
    set(answer, "shipping_net", sum(shipping(receipt).map(|charge| charge.net)));
    set(answer, "shipping_gross", sum(shipping(receipt).map(|charge| charge.gross)));
    set(answer, "shipping_discount", -off_carriage);
    set(answer, "order_discount", -of_order(shop, receipt));
    set(answer, "subtotal_discount", -off);
    let catalog = receipt.catalog.iter().map(|step| step.promotion.as_str());
    let applied = catalog.chain(receipt.applied.iter().map(|applied| applied.promotion.as_str()));
    let applied: Vec<String> = applied.map(|code| shop.name(code)).collect();
    set(answer, "applied", applied);
    let amounts = shop.rules.promotions.iter().map(|promotion| {
        let applied = receipt.applied.iter().find(|applied| applied.promotion == promotion.code);
        applied.map_or(0, |applied| applied.amount.minor())
    });
    set(answer, "discount_amounts", amounts.collect::<Vec<_>>());
}

/// Taxes on goods that prices do not contain.
fn added_to_goods(receipt: &Receipt) -> i64 {
    let added = receipt.taxes.iter().filter(|tax| !tax.included).flat_map(|tax| &tax.parts);
    sum(added.filter(|part| matches!(part.of, PricedItem::Line(_))).map(|part| part.amount))
}

/// What promotions of the whole order take off goods.
fn of_order(shop: &Shop, receipt: &Receipt) -> i64 {
    let applied = receipt.applied.iter().filter(|applied| {
        let promotion = shop.rules.promotions.iter().find(|promotion| promotion.code == applied.promotion);
        promotion.is_some_and(is_of_order)
    });
    applied.map(off_goods).sum()
}

fn off_goods(applied: &AppliedPromotion) -> i64 {
    sum(applied.parts.iter().filter(|part| matches!(part.of, PricedItem::Line(_))).map(|part| part.amount))
}

fn is_of_order(promotion: &Promotion) -> bool {
    promotion
        .actions
        .iter()
        .any(|action| matches!(action, Action::Discount(Discount { on: Target::Order | Target::OrderAndShipping, .. })))
}

/// Values by line: by name where lines have names, in their order where they have none.
fn by_line(shop: &Shop, value: impl Fn(Option<u32>) -> Value) -> Value {
    if shop.lines.iter().all(|(id, _)| id.is_some()) {
        let named = shop.lines.iter().map(|(id, line)| (id.clone().unwrap_or_default(), value(*line)));
        return Value::Object(named.collect());
    }
    Value::Array(shop.lines.iter().map(|(_, line)| value(*line)).collect())
}

fn lines(shop: &Shop, receipt: &Receipt, answer: &mut Map<String, Value>) {
    let found = |line: Option<u32>| line.and_then(|line| receipt.line(line).ok());
    let amount = |of: &dyn Fn(&ReceiptLine) -> i64| by_line(shop, |line| json!(found(line).map_or(0, of)));
    set(answer, "line_discounts", amount(&|line| -line.discount.minor()));
    set(answer, "line_totals", amount(&left));
    set(answer, "line_net", amount(&|line| line.net.minor()));
    set(answer, "line_gross", amount(&|line| line.gross.minor()));
    set(answer, "line_tax", amount(&|line| line.tax.minor()));
    let order = |line: &ReceiptLine| {
        let off = receipt.discounts_of(line.line).filter(|(applied, _)| {
            let promotion = shop.rules.promotions.iter().find(|promotion| promotion.code == applied.promotion);
            promotion.is_some_and(is_of_order)
        });
        -off.map(|(_, amount)| amount.minor()).sum::<i64>()
    };
    set(answer, "line_discounts_order", amount(&order));
    let units = by_line(shop, |line| {
        let Some(line) = found(line) else { return json!([]) };
        let units = (0..line.quantity.units()).map(|before| receipt.share(line.line, before, 1));
        units.map(|share| share.map_or(0, |share| -share.discount.minor())).collect()
    });
    set(answer, "unit_discounts", units);
    if let [(_, Some(only))] = shop.lines.as_slice()
        && let Ok(line) = receipt.line(*only)
    {
        set(answer, "line_discount", -line.discount.minor());
        set(answer, "line_total", left(line));
        set(answer, "unit_price", line.unit_price.minor());
        set(answer, "price", line.unit_price.minor());
        set(answer, "original_price", line.compare_at.unwrap_or(line.unit_price).minor());
    } else if let [(_, None)] = shop.lines.as_slice() {
        set(answer, "line_discount", 0);
    }
}

fn taxes(receipt: &Receipt, answer: &mut Map<String, Value>) {
    let of = |included: bool| sum(receipt.taxes.iter().filter(|tax| tax.included == included).map(|tax| tax.amount));
    set(answer, "included_tax", of(true));
    set(answer, "additional_tax", of(false));
    set(answer, "taxes", receipt.taxes.iter().map(|tax| tax.amount.minor()).collect::<Vec<_>>());
    let mut summary: Vec<(&TaxTotal, i64, i64)> = Vec::new();
    for tax in &receipt.taxes {
        match summary.iter_mut().find(|(other, ..)| other.rate == tax.rate) {
            Some((_, base, amount)) => (*base, *amount) = (*base + tax.base.minor(), *amount + tax.amount.minor()),
            None => summary.push((tax, tax.base.minor(), tax.amount.minor())),
        }
    }
    let summary = summary.into_iter();
    let summary = summary.map(|(tax, base, amount)| json!({"rate": tax.rate.to_string(), "base": base, "tax": amount}));
    set(answer, "summary", summary.collect::<Vec<_>>());
    let on_shipping = |tax: &&TaxTotal| {
        let is_shipping =
            |of: &PricedItem| shipping(receipt).any(|charge| *of == PricedItem::Charge(charge.code.clone()));
        tax.parts.iter().any(|part| is_shipping(&part.of))
    };
    if let Some(tax) = receipt.taxes.iter().find(on_shipping) {
        set(answer, "shipping_rate", tax.rate.to_string());
    }
}

/// What only shows beside the same basket without promotions, and beside one unit of it.
fn beside_plain(shop: &Shop, receipt: &Receipt, answer: &mut Map<String, Value>) -> Result<(), Miss> {
    let plain = shop.price_plainly()?;
    set(answer, "discount_net", receipt.net.minor() - plain.net.minor());
    set(answer, "discount_gross", receipt.total.minor() - plain.total.minor());
    if let ([line], None) = (shop.basket.lines.as_slice(), &shop.context.taxes) {
        let mut one = line.clone();
        one.quantity = fondaco::Quantity::new(1)?;
        let mut basket = shop.basket.clone();
        (basket.lines, basket.charges) = (vec![one], Vec::new());
        let rules = PriceRules { promotions: Vec::new(), ..shop.rules.clone() };
        let alone = PriceBook::compile(rules)?.price(&basket, &shop.context)?;
        set(answer, "unit_net", alone.net.minor());
        set(answer, "unit_gross", alone.total.minor());
    }
    Ok(())
}

/// What platforms mean by the same words.
fn words(platform: Platform, receipt: &Receipt, answer: &mut Map<String, Value>) {
    let beside_shipping =
        |amount: Money, part: &dyn Fn(&ReceiptCharge) -> Money| amount.minor() - sum(shipping(receipt).map(part));
    let (mut net, mut gross) = (receipt.net.minor(), receipt.total.minor());
    match platform {
        // Net and gross are those of goods and surcharges: shipping is apart.
        Platform::Vendure => {
            net = beside_shipping(receipt.net, &|charge| charge.net);
            gross = beside_shipping(receipt.total, &|charge| charge.gross);
            set(answer, "tax", gross - net);
        }
        // The tax is that which is added: what prices contain is told apart.
        Platform::Sylius => {
            let added = answer.get("additional_tax").cloned().unwrap_or_default();
            set(answer, "tax", added);
        }
        // Discounts are told as positive amounts, and the subtotal is what they leave of the goods.
        Platform::Saleor => {
            for name in ["discount", "shipping_discount", "subtotal_discount"] {
                let amount = answer.get(name).and_then(Value::as_i64).unwrap_or_default();
                set(answer, name, -amount);
            }
            set(answer, "subtotal", receipt.lines.iter().map(left).sum::<i64>());
        }
        // Discounts of a calculator are those of the order.
        Platform::Solidus => {
            let off = answer.get("discount_total").cloned().unwrap_or_default();
            set(answer, "order_discount", off);
        }
        Platform::Medusa | Platform::Commercetools | Platform::Other => {}
    }
    set(answer, "net", net);
    set(answer, "gross", gross);
}
