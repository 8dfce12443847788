//! Ledgers: what is taken from accounts in order, and shared among others; what many owe each other.

use std::collections::BTreeMap;

use fondaco::inventory::{Costing, Lot, LotOrder, Withdrawal, cost_of_goods};
use fondaco::ledger::{
    DestinationShare, FilledFirst, Fraction, FundsDestination, FundsSource, NetPosition, Obligation, Overdraft,
    Posting, Sending, SourceAccount, SourceShare, net, postings,
};
use fondaco::money::{Currency, Money};
use fondaco::{AccountCode, AssetCode, Code, LotCode, Refusal};
use serde_json::{Map, Value, json};

use super::Answer;
use super::given::{Fields, Miss, not_applicable};

/// Sends what a case gives; `None` where it speaks of something else.
pub(super) fn answer(given: &Fields<'_>) -> Option<Answer> {
    if given.has("sends") {
        return Some(sent(given));
    }
    if given.has("obligations") {
        return Some(netted(given));
    }
    if given.has("withdrawals") {
        return Some(costed(given));
    }
    given.has("portions").then(|| shared(given))
}

fn sent(given: &Fields<'_>) -> Answer {
    let unlimited: AccountCode = given.get::<String>("unlimited_account")?.parse()?;
    if given.get::<i64>("default_overdraft")? != 0 {
        return Err(not_applicable("an overdraft that all accounts have"));
    }
    let mut balances = BTreeMap::new();
    for balance in given.each("balances")? {
        let account: AccountCode = balance.get::<String>("account")?.parse()?;
        let asset: AssetCode = balance.get::<String>("asset")?.parse()?;
        balances.insert((account, asset), balance.get::<i64>("amount")?);
        balance.done()?;
    }
    let mut sendings = Vec::new();
    for send in given.each("sends")? {
        let amount = send.value("amount").ok_or_else(|| not_applicable("an amount that is not said"))?;
        let amount = if amount == "all" { None } else { Some(whole(amount)?) };
        let from = source(send.value("source").unwrap_or(&Value::Null))?;
        let to = destination(send.value("destination").unwrap_or(&Value::Null))?;
        sendings.push(Sending { asset: send.get::<String>("asset")?.parse()?, amount, from, to });
        send.done()?;
    }
    given.done()?;
    let held = |account: &AccountCode, asset: &AssetCode| {
        (*account != unlimited).then(|| balances.get(&(account.clone(), asset.clone())).copied().unwrap_or(0))
    };
    told(postings(&sendings, held), |done| {
        let posting = |Posting { from, to, asset, amount }: Posting| json!({"source": from.as_str(), "destination": to.as_str(), "asset": asset.as_str(), "amount": amount});
        ("postings", done.into_iter().map(posting).collect())
    })
}

/// Nets obligations of one asset, through a clearing account.
fn netted(given: &Fields<'_>) -> Answer {
    let mut obligations = Vec::new();
    for owed in given.each("obligations")? {
        let [debtor, creditor] = ["debtor", "creditor"].map(|name| owed.get::<String>(name));
        let asset: AssetCode = owed.get::<String>("asset")?.parse()?;
        let amount = owed.get("amount")?;
        owed.done()?;
        obligations.push(Obligation { debtor: debtor?.parse()?, creditor: creditor?.parse()?, asset, amount });
    }
    given.done()?;
    let reports = net(&obligations)?;
    let [report] = reports.as_slice() else { return Err(not_applicable("obligations of several assets")) };
    let net_of = |position: &NetPosition| (position.party.to_string(), json!(position.net()));
    let payment = |Posting { from, to, amount, .. }: Posting| json!({"debtor": from.as_str(), "creditor": to.as_str(), "amount": amount});
    let payments = report.payments(&"CCP".parse()?);
    Ok(Map::from_iter([
        ("net_positions".to_owned(), Value::Object(report.positions.iter().map(net_of).collect())),
        ("sum_of_net".to_owned(), json!(report.positions.iter().map(NetPosition::net).sum::<i64>())),
        ("payments_through_clearing".to_owned(), payments.into_iter().map(payment).collect()),
        ("gross".to_owned(), json!(report.gross)),
        ("net_debit_total".to_owned(), json!(report.net)),
    ]))
}

/// What units cost that leave: lots are named by their places.
fn costed(given: &Fields<'_>) -> Answer {
    let currency: Currency = given.currency()?;
    let costing = match given.get::<String>("method")?.as_str() {
        "STRICT" => Costing::Strict {},
        "FIFO" => Costing::InOrder(LotOrder::Fifo),
        "LIFO" => Costing::InOrder(LotOrder::Lifo),
        other => return Err(given.unknown("method", other)),
    };
    let (mut lots, mut dates) = (Vec::new(), Vec::new());
    for (place, lot) in given.each("lots")?.into_iter().enumerate() {
        let date: String = lot.get("date")?;
        let cost = Money::parse(&lot.get::<String>("unit_cost")?, currency)?;
        lots.push(Lot {
            lot: format!("{place:04}").parse()?,
            quantity: lot.get::<i64>("units")?.try_into()?,
            received_at: format!("{date}T00:00:00Z").parse().map_err(not_applicable)?,
            expires_at: None,
            unit_cost: Some(cost),
        });
        dates.push((lots.last().map(|lot| lot.lot.clone()), date));
        lot.done()?;
    }
    let mut withdrawals = Vec::new();
    for out in given.each("withdrawals")? {
        let unit_cost = out.may::<String>("cost")?.map(|cost| Money::parse(&cost, currency)).transpose()?;
        withdrawals.push(Withdrawal { quantity: out.get::<i64>("units")?.try_into()?, unit_cost });
        out.done()?;
    }
    given.done()?;
    let row = |code: &LotCode, units: i64, cost: Option<Money>| {
        let date = dates.iter().find(|(lot, _)| lot.as_ref() == Some(code)).map(|(_, date)| date);
        json!({"units": units, "unit_cost": cost.map(|cost| cost.amount().to_string()), "date": date})
    };
    let left = |lots: &[Lot]| lots.iter().map(|lot| row(&lot.lot, lot.quantity.units(), lot.unit_cost)).collect();
    let answer = match cost_of_goods(&lots, &withdrawals, costing, currency) {
        Ok(all) => {
            let taken = all.taken.iter().map(|units| row(&units.lot, units.quantity.units(), Some(units.unit_cost)));
            let cost = all.cost.amount().to_string();
            vec![("consumed", taken.collect()), ("lots_left", left(&all.left)), ("cost_of_goods", json!(cost))]
        }
        Err(refusal) => {
            let word = match refusal.code() {
                Code::LotsShort => "not_enough_lots",
                Code::LotsAmbiguous => "ambiguous_lots",
                Code::LotsUnmatched => "no_lot_matches",
                _ => return Err(refusal.into()),
            };
            vec![("error", json!(word)), ("lots_left", left(&lots))]
        }
    };
    Ok(answer.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// Shares an amount by portions; any amount, where none is given, since nothing but the portions is asked about.
fn shared(given: &Fields<'_>) -> Answer {
    let amount = given.may::<i64>("amount")?.unwrap_or(1);
    let portions: Vec<String> = given.get("portions")?;
    given.done()?;
    let account = |place: usize| format!("to/{place:04}").parse::<AccountCode>();
    let mut shares = Vec::new();
    for (place, text) in portions.iter().enumerate() {
        shares.push(DestinationShare { portion: portion(text)?, to: FundsDestination::Account(account(place)?) });
    }
    let from = FundsSource::Account(SourceAccount { account: "from".parse()?, overdraft: Some(Overdraft::Unlimited) });
    let sending = Sending { asset: "EUR".parse()?, amount: Some(amount), from, to: FundsDestination::Split(shares) };
    told(postings(&[sending], |_, _| Some(0)), |done| {
        let part = |place: usize| {
            let to = account(place).ok();
            done.iter().filter(|posting| Some(&posting.to) == to.as_ref()).map(|posting| posting.amount).sum::<i64>()
        };
        ("parts", (0..portions.len()).map(|place| part(place).into()).collect())
    })
}

fn told(done: Result<Vec<Posting>, Refusal>, tell: impl FnOnce(Vec<Posting>) -> (&'static str, Vec<Value>)) -> Answer {
    let (name, value) = match done {
        Ok(done) => {
            let (name, values) = tell(done);
            (name, Value::Array(values))
        }
        Err(refusal) if refusal.code() == Code::FundsShort => ("error", "missing_funds".into()),
        Err(refusal) if refusal.code() == Code::SendingInvalid => ("error", "invalid_allotment".into()),
        Err(refusal) => return Err(refusal.into()),
    };
    Ok(Map::from_iter([(name.to_owned(), value)]))
}

fn whole(amount: &Value) -> Result<i64, Miss> {
    amount.as_i64().ok_or_else(|| not_applicable("an amount of more than 64 bits"))
}

fn portion(text: &str) -> Result<Option<Fraction>, Miss> {
    if text == "remaining" { Ok(None) } else { Ok(Some(text.parse()?)) }
}

/// The fields of an object that has no others.
fn fields<'a>(what: &Value, value: &'a Value, known: &[&str]) -> Result<&'a Map<String, Value>, Miss> {
    let other = || not_applicable(format!("given with another shape: {what}"));
    let map = value.as_object().ok_or_else(other)?;
    if map.keys().all(|name| known.contains(&name.as_str())) { Ok(map) } else { Err(other()) }
}

fn text(value: Option<&Value>) -> Result<&str, Miss> {
    value.and_then(Value::as_str).ok_or_else(|| not_applicable("a text that is not given"))
}

fn source(value: &Value) -> Result<FundsSource, Miss> {
    let map = fields(value, value, &["account", "overdraft", "in_order", "max", "from", "split"])?;
    if let Some(list) = map.get("in_order").and_then(Value::as_array) {
        return Ok(FundsSource::InOrder(list.iter().map(source).collect::<Result<_, _>>()?));
    }
    if let Some(list) = map.get("split").and_then(Value::as_array) {
        let share = |share: &Value| {
            let map = fields(value, share, &["portion", "from"])?;
            let from = source(map.get("from").unwrap_or(&Value::Null))?;
            Ok(SourceShare { portion: portion(text(map.get("portion"))?)?, from })
        };
        return Ok(FundsSource::Split(list.iter().map(share).collect::<Result<_, Miss>>()?));
    }
    if let Some(most) = map.get("max") {
        let from = Box::new(source(map.get("from").unwrap_or(&Value::Null))?);
        return Ok(FundsSource::AtMost { most: whole(most)?, from });
    }
    let overdraft = match map.get("overdraft") {
        Some(word) if word == "unbounded" => Some(Overdraft::Unlimited),
        Some(most) => Some(Overdraft::UpTo(whole(most)?)),
        None => None,
    };
    Ok(FundsSource::Account(SourceAccount { account: text(map.get("account"))?.parse()?, overdraft }))
}

fn destination(value: &Value) -> Result<FundsDestination, Miss> {
    if value == "kept" {
        return Ok(FundsDestination::Kept {});
    }
    let map = fields(value, value, &["account", "in_order", "split"])?;
    let to = |map: &Map<String, Value>| destination(map.get("to").unwrap_or(&Value::Null));
    if let Some(list) = map.get("split").and_then(Value::as_array) {
        let share = |share: &Value| {
            let map = fields(value, share, &["portion", "to"])?;
            Ok(DestinationShare { portion: portion(text(map.get("portion"))?)?, to: to(map)? })
        };
        return Ok(FundsDestination::Split(list.iter().map(share).collect::<Result<_, Miss>>()?));
    }
    if let Some(list) = map.get("in_order").and_then(Value::as_array) {
        let mut first = Vec::new();
        let mut rest = FundsDestination::Kept {};
        for next in list {
            let map = fields(value, next, &["max", "to", "remaining"])?;
            match map.get("max") {
                Some(most) => first.push(FilledFirst { most: whole(most)?, to: to(map)? }),
                None => rest = to(map)?,
            }
        }
        return Ok(FundsDestination::InOrder { first, rest: Box::new(rest) });
    }
    Ok(FundsDestination::Account(text(map.get("account"))?.parse()?))
}
