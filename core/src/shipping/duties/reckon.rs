//! What is owed at a border, reckoned: each rate is rounded once, and what it comes to is shared among its lines.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::vec::Vec;

use super::book::Border;
use super::landed::{LandedCost, LandedFee, LandedLine, LandedQuery};
use super::rules::{FeeAmount, FeeBasis, LowValue, ValueBasis};
use crate::money::{Currency, Money, Rate, Remainder, Rounding, allocate};
use crate::refusal::{Code, Refusal};
use crate::shipping::ShippingLine;

/// What goods cost once they have come over a border.
pub(super) fn reckon(border: &Border, query: &LandedQuery) -> Result<LandedCost, Refusal> {
    let (row, currency) = (&border.row, query.currency);
    let mut lines = worth(query)?;
    for line in &mut lines {
        line.customs_value = value(line, row.duty.of)?;
    }
    let inland = query.from.as_ref().is_some_and(|from| row.inland.contains(from));
    let duty_free = inland || is_low(row.duty.free.as_ref(), &lines, border, currency)?;
    let tax_free = inland || is_low(row.tax.as_ref().and_then(|tax| tax.free.as_ref()), &lines, border, currency)?;
    owe_duty(&mut lines, border, duty_free)?;
    owe_tax(&mut lines, border, tax_free)?;

    let sum = |of: fn(&LandedLine) -> Money| Money::sum(lines.iter().map(of), currency);
    let (goods, shipping) = (sum(|line| line.goods)?, sum(|line| line.shipping)?);
    let (insurance, customs_value) = (sum(|line| line.insurance)?, sum(|line| line.customs_value)?);
    let (duty, tax) = (sum(|line| line.duty)?, sum(|line| line.tax)?);
    let fees = if inland { Vec::new() } else { fees(border, customs_value, duty.plus(tax)?)? };
    let fee = Money::sum(fees.iter().map(|fee| fee.amount), currency)?;
    let (bought, owed) = (goods.plus(shipping)?.plus(insurance)?, duty.plus(tax)?.plus(fee)?);
    let total = bought.plus(owed)?;
    let (payable_now, payable_on_import) =
        if query.incoterm.is_duty_paid() { (total, Money::zero(currency)) } else { (bought, owed) };
    Ok(LandedCost {
        destination: row.code.clone(),
        incoterm: query.incoterm,
        lines,
        fees,
        goods,
        shipping,
        insurance,
        customs_value,
        duty,
        duty_free,
        tax,
        tax_free,
        total,
        payable_now,
        payable_on_import,
    })
}

/// Lines with their parts of shipping and insurance, nothing owed yet.
fn worth(query: &LandedQuery) -> Result<Vec<LandedLine>, Refusal> {
    let zero = Money::zero(query.currency);
    let weights: Vec<i64> = query.lines.iter().map(|line| line.net.minor()).collect();
    let share = |whole: Money| allocate(whole, &weights, Remainder::LargestRemainder);
    let parts = share(query.shipping)?.into_iter().zip(share(query.insurance.unwrap_or(zero))?);
    let line = |(line, (shipping, insurance)): (&ShippingLine, (Money, Money))| LandedLine {
        sku: line.sku.clone(),
        commodity: line.commodity.clone(),
        origin: line.origin.clone(),
        goods: line.net,
        shipping,
        insurance,
        customs_value: zero,
        duty_rate: Rate::ZERO,
        duty: zero,
        tax_base: zero,
        tax_rate: Rate::ZERO,
        tax: zero,
    };
    Ok(query.lines.iter().zip(parts).map(line).collect())
}

fn value(line: &LandedLine, basis: ValueBasis) -> Result<Money, Refusal> {
    match basis {
        ValueBasis::Fob => Ok(line.goods),
        ValueBasis::Cif => line.goods.plus(line.shipping)?.plus(line.insurance),
    }
}

/// Whether goods are worth so little that nothing is owed.
fn is_low(free: Option<&LowValue>, lines: &[LandedLine], border: &Border, currency: Currency) -> Result<bool, Refusal> {
    let Some(free) = free else { return Ok(false) };
    let most = amount_in(&free.up_to, currency, "the threshold", border)?;
    let worth = lines.iter().try_fold(Money::zero(currency), |sum, line| sum.plus(value(line, free.of)?))?;
    Ok(most.is_some_and(|most| worth.minor() <= most.minor()))
}

fn owe_duty(lines: &mut [LandedLine], border: &Border, free: bool) -> Result<(), Refusal> {
    for line in lines.iter_mut().filter(|_| !free) {
        line.duty_rate = border.duty(line.commodity.as_ref(), line.origin.as_ref());
    }
    let owed: Vec<(Rate, Money)> = lines.iter().map(|line| (line.duty_rate, line.customs_value)).collect();
    for (line, duty) in lines.iter_mut().zip(shared(&owed, border.row.rounding)?) {
        line.duty = duty;
    }
    Ok(())
}

fn owe_tax(lines: &mut [LandedLine], border: &Border, free: bool) -> Result<(), Refusal> {
    let basis = border.row.tax.as_ref().map_or(ValueBasis::Cif, |tax| tax.of);
    for line in lines.iter_mut() {
        line.tax_base = value(line, basis)?.plus(line.duty)?;
        line.tax_rate = if free { Rate::ZERO } else { border.tax(line.commodity.as_ref()) };
    }
    let owed: Vec<(Rate, Money)> = lines.iter().map(|line| (line.tax_rate, line.tax_base)).collect();
    for (line, tax) in lines.iter_mut().zip(shared(&owed, border.row.rounding)?) {
        line.tax = tax;
    }
    Ok(())
}

/// What each line owes of what it is worth: the lines of one rate owe it of their sum, rounded once, and share it by what each is
/// worth.
fn shared(lines: &[(Rate, Money)], rounding: Rounding) -> Result<Vec<Money>, Refusal> {
    let mut groups: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
    for (at, (rate, _)) in lines.iter().enumerate() {
        groups.entry((rate.numerator(), rate.denominator())).or_default().push(at);
    }
    let mut parts: Vec<Money> = lines.iter().map(|(_, worth)| Money::zero(worth.currency())).collect();
    for places in groups.into_values() {
        let group: Vec<(Rate, Money)> = places.iter().filter_map(|at| lines.get(*at)).copied().collect();
        let Some((rate, first)) = group.first() else { continue };
        let worth = Money::sum(group.iter().map(|(_, worth)| *worth), first.currency())?;
        let weights: Vec<i64> = group.iter().map(|(_, worth)| worth.minor()).collect();
        let owed = allocate(rate.of(worth, rounding)?, &weights, Remainder::LargestRemainder)?;
        for (at, part) in places.into_iter().zip(owed) {
            if let Some(place) = parts.get_mut(at) {
                *place = part;
            }
        }
    }
    Ok(parts)
}

fn fees(border: &Border, value: Money, owed: Money) -> Result<Vec<LandedFee>, Refusal> {
    let currency = owed.currency();
    let mut fees = Vec::new();
    for fee in border.row.fees.iter().filter(|fee| fee.always || !owed.is_zero()) {
        let amount = match &fee.amount {
            FeeAmount::Fixed(amounts) => amount_in(amounts, currency, &fee.title, border)?,
            FeeAmount::Percent { rate, of, least, most } => {
                let of = match of {
                    FeeBasis::CustomsValue => value,
                    FeeBasis::DutyAndTax => owed,
                };
                let share = rate.of(of, border.row.rounding)?;
                let least = amount_in(least, currency, &fee.title, border)?;
                let share = least.map_or(Ok(share), |least| share.max(least))?;
                let most = amount_in(most, currency, &fee.title, border)?;
                Some(most.map_or(Ok(share), |most| share.min(most))?)
            }
        };
        let amount = amount.unwrap_or(Money::zero(currency));
        fees.push(LandedFee { code: fee.code.clone(), title: fee.title.clone(), amount });
    }
    Ok(fees)
}

/// The amount of a list that is in a currency; `None` of no amounts at all.
fn amount_in(amounts: &[Money], currency: Currency, what: &str, border: &Border) -> Result<Option<Money>, Refusal> {
    let Some(first) = amounts.first() else { return Ok(None) };
    let found = amounts.iter().find(|amount| amount.currency() == currency).copied();
    found.map(Some).ok_or_else(|| {
        let (left, code) = (first.currency(), &border.row.code);
        let reason = format!("{what} of `{code}` has no amount in `{currency}`: it has one in `{left}`");
        let refusal = Refusal::new(Code::CurrencyMismatch, reason);
        refusal.with("left", format!("{left}")).with("right", format!("{currency}"))
    })
}
