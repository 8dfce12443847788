//! Figures of ledgers: parts of an amount, decimals that are rounded, one currency in another, and what is moved when trades are
//! settled together.

use fondaco::ledger::{EntryStep, NewEntry, Obligation, Posting, net};
use fondaco::money::{Currency, Money, Rate, Remainder, Rounding, allocate_minor};
use fondaco::{AccountCode, AssetCode};
use serde::Deserialize as _;
use serde_json::{Map, Value, json};

use super::Answer;
use super::desk::Desk;
use super::given::{Fields, Miss, not_applicable};

fn told<const N: usize>(values: [(&str, Value); N]) -> Map<String, Value> {
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Shares an amount among parts that are fixed, a percentage, or what is left: all by their weights at once.
pub(super) fn distributed(given: &Fields<'_>) -> Answer {
    let total: i64 = given.get("total_minor")?;
    let parts: Map<String, Value> = given.get("distribution")?;
    given.done()?;
    let large = || not_applicable("percentages of more than 64 bits together");
    let (mut rates, mut unit) = (Vec::new(), 1);
    for part in parts.values() {
        let text = part.as_str().unwrap_or_default();
        let rate = text.strip_suffix('%').map(Rate::percent).transpose()?;
        unit = rate.map_or(unit, |rate| unit.max(rate.denominator()));
        rates.push((text, rate));
    }
    let (mut weights, mut left) = (Vec::new(), total.checked_mul(unit).ok_or_else(large)?);
    for (text, rate) in rates {
        let weight = match (rate, text.strip_prefix("fixed ")) {
            (Some(rate), _) => (unit / rate.denominator()).checked_mul(rate.numerator()).map(|each| (each, total)),
            (None, Some(fixed)) => Some((fixed.parse().map_err(not_applicable)?, unit)),
            (None, None) if text == "left" => None,
            (None, None) => return Err(given.unknown("distribution", text)),
        };
        let weight = weight.map(|(each, of)| i64::checked_mul(each, of).ok_or_else(large)).transpose()?;
        left -= weight.unwrap_or(0);
        weights.push(weight);
    }
    let weights: Vec<i64> = weights.into_iter().map(|weight| weight.unwrap_or(left)).collect();
    let mut shares = vec![0; weights.len()];
    allocate_minor(total, &weights, Remainder::default(), &mut shares)?;
    let shares = parts.keys().cloned().zip(shares.into_iter().map(Value::from));
    Ok(told([("parts", Value::Object(shares.collect()))]))
}

/// Takes a refund back from whom an order was shared among; what does not divide is the seller's.
pub(super) fn taken_back(given: &Fields<'_>) -> Answer {
    let names = ["platform_fee", "tax_on_fee", "seller"];
    let mut weights: Vec<i64> = Vec::new();
    for name in names {
        weights.push(given.get(name)?);
    }
    let (whole, refund): (i64, i64) = (given.get("order_total")?, given.get("refund")?);
    given.done()?;
    if weights.iter().sum::<i64>() != whole {
        return Err(not_applicable("parts that are not the whole"));
    }
    let mut shares = [0; 3];
    allocate_minor(refund, &weights, Remainder::Last, &mut shares)?;
    let reverse = names.iter().zip(shares).map(|(name, share)| ((*name).to_owned(), json!(share))).collect();
    Ok(told([("reverse", Value::Object(reverse)), ("sum", json!(shares.iter().sum::<i64>()))]))
}

/// Units of so many decimals.
fn decimals(count: u8) -> Result<Currency, Miss> {
    Ok(Currency::custom("UNITS", count)?)
}

/// Ten to the power of so many decimals.
fn power(count: u8) -> i64 {
    (0..count).fold(1, |power, _| power * 10)
}

/// Rounds a decimal, by the rounding that the topic names.
pub(super) fn rounded(topic: &str, given: &Fields<'_>) -> Answer {
    let (value, digits): (String, u8) = (given.get("value")?, given.get("decimals")?);
    given.done()?;
    let word = topic.strip_prefix("rounding/").unwrap_or(topic).replace('-', "_");
    let rounding = Rounding::deserialize(Value::from(word)).map_err(not_applicable)?;
    let has = value.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let has = u8::try_from(has).map_err(not_applicable)?;
    let amount = Money::parse(&value, decimals(has)?)?.times_ratio(power(digits), power(has), rounding)?;
    let rounded = Money::from_minor(amount.minor(), decimals(digits)?);
    Ok(told([("rounded", json!(rounded.amount().to_string()))]))
}

/// An amount of one currency in another: exactly, and rounded to the smallest unit of that once.
pub(super) fn exchanged(given: &Fields<'_>) -> Answer {
    let rate = Rate::parse(&given.get::<String>("rate")?)?;
    let (amount, digits): (Money, u8) = if let Some(minor) = given.may::<i64>("sell_minor")? {
        (Money::from_minor(minor, decimals(given.get("scale_from")?)?), given.get("scale_to")?)
    } else {
        let amount: String = given.get("amount")?;
        (Money::parse(&amount, decimals(given.get("source_scale")?)?)?, given.get("destination_scale")?)
    };
    given.done()?;
    let bought = |digits: u8, rounding: Rounding| -> Result<i64, Miss> {
        let denominator = rate.denominator().checked_mul(power(amount.currency().exponent()));
        let denominator = denominator.ok_or_else(|| not_applicable("a rate that is finer than 64 bits"))?;
        let numerator = rate.numerator().checked_mul(power(digits));
        let numerator = numerator.ok_or_else(|| not_applicable("a rate of more than 64 bits"))?;
        Ok(amount.times_ratio(numerator, denominator, rounding)?.minor())
    };
    let fine = bought(Currency::MAX_EXPONENT, Rounding::Floor)?;
    if fine != bought(Currency::MAX_EXPONENT, Rounding::Ceiling)? {
        return Err(not_applicable("a value of more than eight decimals"));
    }
    let shown =
        |minor: i64, digits: u8| Ok::<_, Miss>(Money::from_minor(minor, decimals(digits)?).amount().to_string());
    let (even, floor) = (bought(digits, Rounding::HalfEven)?, bought(digits, Rounding::Floor)?);
    Ok(told([
        ("buy_minor_half_even", json!(even)),
        ("buy_minor_floor", json!(floor)),
        ("exact", json!(shown(fine, Currency::MAX_EXPONENT.saturating_sub(digits))?)),
        ("destination_value", json!(shown(fine, Currency::MAX_EXPONENT)?)),
        ("destination_minor_half_even", json!(even)),
    ]))
}

/// Settles trades in one command: goods as they were traded, money likewise, or what is left of it when all is netted.
pub(super) fn settled(given: &Fields<'_>) -> Answer {
    let (goods, cash): (AssetCode, AssetCode) = ("GOODS".parse()?, "CASH".parse()?);
    let (mut moved, mut owed) = (Vec::new(), Vec::new());
    for trade in given.each("trades")? {
        let from: AccountCode = trade.may::<String>("seller")?.unwrap_or_else(|| "A".into()).parse()?;
        let to: AccountCode = trade.may::<String>("buyer")?.unwrap_or_else(|| "B".into()).parse()?;
        let amount = trade.get("goods")?;
        owed.push(Obligation {
            debtor: to.clone(),
            creditor: from.clone(),
            asset: cash.clone(),
            amount: trade.get("cash")?,
        });
        moved.push(Posting { from, to, asset: goods.clone(), amount });
        trade.done()?;
    }
    match given.get::<String>("model")?.as_str() {
        "gross/gross" => moved.extend(owed.into_iter().map(|Obligation { debtor, creditor, asset, amount }| Posting {
            from: debtor,
            to: creditor,
            asset,
            amount,
        })),
        "gross goods/net cash" => {
            for report in net(&owed)? {
                match report.payments(&"CCP".parse()?).as_slice() {
                    // Of two, the one that owes pays the other.
                    [pays, paid] => moved.push(Posting { to: paid.to.clone(), ..pays.clone() }),
                    payments => moved.extend_from_slice(payments),
                }
            }
        }
        other => return Err(given.unknown("model", other)),
    }
    given.done()?;
    let done = entered(&moved)?;
    let of = |asset: &AssetCode, amount: &str| -> Value {
        let of = done.iter().filter(|posting| posting.asset == *asset);
        of.map(|posting| json!({"frm": posting.from.as_str(), "to": posting.to.as_str(), amount: posting.amount}))
            .collect()
    };
    Ok(told([
        ("movements", json!(done.len())),
        ("goods_movements", of(&goods, "qty")),
        ("cash_movements", of(&cash, "amount")),
    ]))
}

/// Enters postings, all of them or none; answers them as they stand in the ledger. Parties have an account of each asset.
fn entered(moved: &[Posting]) -> Result<Vec<Posting>, Miss> {
    let desk = Desk::new();
    let code = |party: &AccountCode, asset: &AssetCode| format!("{party}/{asset}");
    let mut steps = Vec::new();
    for Posting { from, to, asset, amount } in moved {
        let [from, to] = [from, to].map(|party| desk.open(&code(party, asset), asset.as_str()));
        steps.push(EntryStep::Enter(NewEntry::new(desk.entry_id(), from?.code, to?.code, *amount)));
    }
    let mut done = Vec::new();
    for id in desk.record(steps)?? {
        let entry = desk.entry(id)?;
        let party = |account: &AccountCode| account.as_str().split('/').next().unwrap_or_default().parse();
        let (from, to) = (party(&entry.from)?, party(&entry.to)?);
        done.push(Posting { from, to, asset: entry.asset.clone(), amount: entry.amount });
    }
    Ok(done)
}
