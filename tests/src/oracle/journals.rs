//! Journals of legs: what is balanced is entered, several together or one alone, and is voided once.

use std::collections::BTreeMap;

use fondaco::ledger::{Account, EntryStep, Layer, Leg, NewEntry, Side, journal};
use fondaco::money::{Currency, Money};
use fondaco::{AccountCode, AssetCode, Code, EntryId, Refusal};
use serde_json::{Map, Value, json};

use super::Answer;
use super::desk::Desk;
use super::given::{Fields, Miss, not_applicable};

/// Enters transactions of legs: those of a batch by one command, others one by one.
pub(super) fn layered(given: &Fields<'_>) -> Answer {
    let mut book = Book { desk: Desk::new(), accounts: BTreeMap::new() };
    let mut normal = Vec::new();
    for account in given.each("accounts")? {
        let side: Side = account.get("normal")?;
        normal.push((account.get::<String>("id")?, side));
        account.done()?;
    }
    let batch = given.may::<Vec<Value>>("batch")?;
    let transactions = given.may::<Vec<Value>>("transactions")?;
    given.done()?;
    let (transactions, together) = match (batch, transactions) {
        (Some(batch), None) => (batch, true),
        (None, Some(each)) => (each, false),
        _ => return Err(not_applicable("neither a batch nor transactions")),
    };
    let mut all = Vec::new();
    for (place, transaction) in transactions.iter().enumerate() {
        let legs = legs(transaction)?;
        book.open(&legs, &normal)?;
        all.push(book.steps(&legs, &format!("tx-{place}"))?);
    }
    let before = book.balances()?;
    let done = if together { book.batch(&all)? } else { book.each(all)? };
    match done {
        Ok(()) => book.tell(transactions.len()),
        Err(mut told) => {
            if together && before == book.balances()? {
                told.insert("balances".to_owned(), json!("unchanged"));
            }
            Ok(told)
        }
    }
}

/// A leg, and whether it is of what is settled or of what is pending.
struct Layered {
    account: String,
    currency: String,
    side: Side,
    units: i64,
    pending: bool,
}

/// The legs of a transaction; some that are valid, and some of an account that nobody opened, where only that is said.
fn legs(transaction: &Value) -> Result<Vec<Layered>, Miss> {
    let leg = |account: &str, side| Layered {
        account: account.to_owned(),
        currency: "USD".to_owned(),
        side,
        units: 1,
        pending: false,
    };
    match transaction.get("entries").and_then(Value::as_str) {
        Some("valid") => return Ok(vec![leg("sender", Side::Debit), leg("recipient", Side::Credit)]),
        Some("names unknown account") => {
            return Ok(vec![leg("sender", Side::Debit), leg("nobody", Side::Credit)]);
        }
        _ => {}
    }
    let given = json!({ "legs": transaction });
    let mut legs = Vec::new();
    for leg in Fields::of("transaction", &given)?.each("legs")? {
        let units = leg.get::<String>("units")?.parse().map_err(not_applicable)?;
        let pending = match leg.get::<String>("layer")?.as_str() {
            "settled" => false,
            "pending" => true,
            other => return Err(leg.unknown("layer", other)),
        };
        let (account, currency) = (leg.get("account")?, leg.get("currency")?);
        legs.push(Layered { account, currency, side: leg.get("direction")?, units, pending });
        leg.done()?;
    }
    Ok(legs)
}

struct Book {
    desk: Desk,
    /// Accounts there hold any currency; here, one each.
    accounts: BTreeMap<(String, String), AccountCode>,
}

impl Book {
    fn code(account: &str, currency: &str) -> Result<AccountCode, Miss> {
        Ok(format!("{account}/{currency}").parse()?)
    }

    /// Opens what legs name, of the accounts that there are.
    fn open(&mut self, legs: &[Layered], normal: &[(String, Side)]) -> Result<(), Miss> {
        for leg in legs {
            let named = (leg.account.clone(), leg.currency.clone());
            let known = normal.iter().find(|(id, _)| *id == leg.account);
            if let (Some((_, side)), false) = (known, self.accounts.contains_key(&named)) {
                let code = Self::code(&leg.account, &leg.currency)?;
                let mut account = Account::new(code.clone(), leg.currency.parse()?);
                account.normal = *side;
                self.desk.define(account)?;
                self.accounts.insert(named, code);
            }
        }
        Ok(())
    }

    /// What is settled is a journal; what is pending are the entries that a journal of it comes to, each held.
    fn steps(&self, legs: &[Layered], reference: &str) -> Result<Vec<EntryStep>, Miss> {
        let of = |pending: bool| -> Result<Vec<Leg>, Miss> {
            let such = legs.iter().filter(|leg| leg.pending == pending);
            such.map(|leg| {
                let account = Self::code(&leg.account, &leg.currency)?;
                Ok(Leg { account, side: leg.side, amount: leg.units })
            })
            .collect()
        };
        let reference = Some(reference.to_owned());
        let mut steps = vec![EntryStep::Journal {
            legs: of(false)?,
            layer: Layer::Settled,
            reference: reference.clone(),
            effective_at: None,
        }];
        let asset_of = |code: &AccountCode| -> Result<AssetCode, Miss> {
            let leg = legs.iter().find(|leg| format!("{}/{}", leg.account, leg.currency) == code.as_str());
            Ok(leg.map_or("USD", |leg| &leg.currency).parse()?)
        };
        let held = of(true)?;
        if !held.is_empty() {
            for posting in journal(&held, asset_of)? {
                let new = NewEntry::new(self.desk.entry_id(), posting.from, posting.to, posting.amount);
                steps.push(EntryStep::Enter(NewEntry { layer: Layer::Pending, reference: reference.clone(), ..new }));
            }
        }
        Ok(steps)
    }

    /// All of them by one command; which one is to blame is known by its step.
    fn batch(&self, all: &[Vec<EntryStep>]) -> Result<Result<(), Map<String, Value>>, Miss> {
        let steps: Vec<EntryStep> = all.iter().flatten().cloned().collect();
        let Err(refusal) = self.desk.record(steps)? else { return Ok(Ok(())) };
        let step = refusal.detail().get("index").and_then(Value::as_u64).unwrap_or_default();
        let owners = all.iter().enumerate().flat_map(|(place, steps)| steps.iter().map(move |_| place));
        let index = (0..).zip(owners).find(|(at, _)| *at == step).map(|(_, place)| place);
        Ok(Err(told([("error", json!("Rejected")), ("index", json!(index))])))
    }

    fn each(&self, all: Vec<Vec<EntryStep>>) -> Result<Result<(), Map<String, Value>>, Miss> {
        for steps in all {
            let Err(refusal) = self.desk.record(steps)? else { continue };
            if refusal.code() != Code::EntryUnbalanced {
                return Err(refusal.into());
            }
            let number = |of: &str| refusal.detail().get(of).and_then(Value::as_i64).unwrap_or_default();
            let apart = (number("debits") - number("credits")).to_string();
            return Ok(Err(told([
                ("error", json!("UnbalancedTransaction")),
                ("currency", json!(refusal.detail().get("asset"))),
                ("amount", json!(apart)),
            ])));
        }
        Ok(Ok(()))
    }

    fn balances(&self) -> Result<Map<String, Value>, Miss> {
        self.by_account(|code| Ok(json!(self.desk.posted(code)?.to_string())))
    }

    fn by_account(&self, tell: impl Fn(&AccountCode) -> Result<Value, Miss>) -> Result<Map<String, Value>, Miss> {
        let mut all: Map<String, Value> = Map::new();
        for ((account, currency), code) in &self.accounts {
            let of = all.entry(account.clone()).or_insert_with(|| json!({}));
            of[currency] = tell(code)?;
        }
        Ok(all)
    }

    /// An entry there is one side of an entry here. A balance has no version of its own: how often it has changed is how
    /// many entries its account has.
    fn tell(&self, transactions: usize) -> Answer {
        let mut sides = Vec::new();
        for place in 0..transactions {
            sides.push(2 * self.desk.referred(&format!("tx-{place}"))?);
        }
        let mut versions = Map::new();
        for ((account, currency), code) in &self.accounts {
            versions.insert(format!("{account}/{currency}"), json!(self.desk.entries_of(code)?));
        }
        let mut answer = told([
            ("results", json!(sides.iter().map(|_| "ok").collect::<Vec<_>>())),
            ("balances", Value::Object(self.balances()?)),
            ("entries", json!(sides.iter().sum::<usize>())),
            ("version_of_balance", Value::Object(versions)),
        ]);
        if let Some(first) = sides.first().filter(|first| sides.iter().all(|other| other == *first)) {
            answer.insert("entries_per_tx".to_owned(), json!(first));
        }
        let debits = self.by_account(|code| Ok(json!(self.desk.balance(code)?.1.debits_posted.to_string())))?;
        answer.extend(debits.into_iter().map(|(account, of)| (format!("settled_debit_of_{account}"), of)));
        Ok(answer)
    }
}

/// One journal of amounts in decimals, of accounts that hold one currency.
pub(super) fn decimal(given: &Fields<'_>) -> Answer {
    let (desk, currency) = (Desk::new(), Currency::iso("USD")?);
    let (mut legs, mut accounts) = (Vec::new(), BTreeMap::new());
    for entry in given.each("entries")? {
        let (side, name) = match (entry.may::<String>("debit")?, entry.may::<String>("credit")?) {
            (Some(name), None) => (Side::Debit, name),
            (None, Some(name)) => (Side::Credit, name),
            _ => return Err(not_applicable("an entry is a debit or a credit")),
        };
        let amount = Money::parse(&entry.get::<String>("amount")?, currency)?.minor();
        entry.done()?;
        let account = desk.open(&name, "USD")?.code;
        legs.push(Leg { account: account.clone(), side, amount });
        accounts.insert(name, account);
    }
    given.done()?;
    match desk.record(vec![EntryStep::Journal { legs, layer: Layer::Settled, reference: None, effective_at: None }])? {
        Ok(_) => {}
        Err(refusal) if refusal.code() == Code::EntryUnbalanced => {
            return Ok(told([("error", json!("INVALID_JOURNAL"))]));
        }
        Err(refusal) => return Err(refusal.into()),
    }
    let mut balances = Map::new();
    for (name, account) in accounts {
        let balance = Money::from_minor(desk.posted(&account)?, currency);
        balances.insert(name, json!(balance.amount().to_string()));
    }
    Ok(told([("balances", Value::Object(balances))]))
}

/// What is posted in a book and voided there, or in another: a book there is a store here.
pub(super) fn voided(given: &Fields<'_>) -> Answer {
    let ops: Vec<String> = given.get("ops")?;
    given.done()?;
    let (mut books, mut known, mut results) = (BTreeMap::new(), BTreeMap::<String, EntryId>::new(), Vec::new());
    for op in &ops {
        let words: Vec<&str> = op.split(' ').collect();
        let (verb, name, book) = match words.as_slice() {
            [verb, name] => (*verb, *name, ""),
            [verb, name, "in" | "through", "book", book] => (*verb, *name, *book),
            _ => return Err(given.unknown("ops", op)),
        };
        let desk = books.entry(book.to_owned()).or_insert_with(Desk::new);
        let id = desk.entry_id();
        let step = match (verb, known.get(name)) {
            ("post", None) => {
                let (from, to) = (desk.open("from", "USD")?, desk.open("to", "USD")?);
                known.insert(name.to_owned(), id);
                EntryStep::Enter(NewEntry::new(id, from.code, to.code, 1))
            }
            ("void", Some(entry)) => {
                EntryStep::Reverse { entry: *entry, id: desk.entry_id(), effective_at: None, note: String::new() }
            }
            _ => return Err(given.unknown("ops", op)),
        };
        results.push(match desk.record(vec![step])? {
            Ok(_) => "ok",
            Err(refusal) => word(&refusal)?,
        });
    }
    Ok(told([("results", json!(results))]))
}

fn word(refusal: &Refusal) -> Result<&'static str, Miss> {
    match refusal.code() {
        Code::StateForbidden => Ok("Journal already voided"),
        Code::EntryUnknown => Ok("JournalNotFound"),
        _ => Err(refusal.clone().into()),
    }
}

fn told<const N: usize>(values: [(&str, Value); N]) -> Map<String, Value> {
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
