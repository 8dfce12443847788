//! Transactions of postings, alone or together, and what takes them back. Each is a journal here, and what takes it back are
//! the reversals of its entries.

use std::collections::BTreeMap;

use fondaco::ledger::{Account, EntryStep, Layer, Leg, Side};
use fondaco::{AccountCode, Code, Command, CommandId, EntryId, Outcome, Refusal, Timestamp};
use fondaco_storage::ManualClock;
use serde_json::{Map, Value, json};

use super::Answer;
use super::desk::Desk;
use super::given::{Fields, Miss, not_applicable};

/// Carries out transactions as a case gives them.
pub(super) fn answer(given: &Fields<'_>) -> Answer {
    let mut books = Books::new(given.get("unlimited_account")?);
    let together = given.may("atomic")?.unwrap_or(false);
    let ops = given.each("ops")?;
    given.done()?;
    let results = if together { books.together(&ops)? } else { books.one_by_one(&ops)? };
    let mut answer = Map::from_iter([("results".to_owned(), json!(results))]);
    books.tell(&mut answer)?;
    Ok(answer)
}

/// A posting: the account that gives, the one that takes, an amount, an asset.
struct Move {
    from: String,
    to: String,
    amount: i64,
    asset: String,
}

/// A ledger there is a store here.
struct Book {
    desk: Desk,
    /// The accounts that were named, each of one asset.
    accounts: BTreeMap<(String, String), Account>,
    /// The entries of each transaction.
    transactions: Vec<Vec<EntryId>>,
}

struct Books {
    /// The account that may fall below zero.
    unlimited: String,
    clock: ManualClock,
    ledgers: BTreeMap<String, Book>,
    /// The id of a command for each idempotency key, whichever the ledger.
    keys: BTreeMap<String, CommandId>,
    /// What was recorded under keys, in order.
    keyed: Vec<Vec<EntryId>>,
    /// The ledger and the number of the last reversal.
    reversal: Option<(String, usize)>,
}

impl Books {
    fn new(unlimited: String) -> Self {
        let clock = ManualClock::new(Timestamp::UNIX_EPOCH, 1);
        let mut books =
            Self { unlimited, clock, ledgers: BTreeMap::new(), keys: BTreeMap::new(), keyed: vec![], reversal: None };
        books.book("");
        books
    }

    fn book(&mut self, name: &str) -> &mut Book {
        let clock = &self.clock;
        let new = || Book { desk: Desk::by(clock), accounts: BTreeMap::new(), transactions: Vec::new() };
        self.ledgers.entry(name.to_owned()).or_insert_with(new)
    }

    fn one_by_one(&mut self, ops: &[Fields<'_>]) -> Result<Vec<String>, Miss> {
        let mut results = Vec::new();
        for op in ops {
            let ledger = op.may::<String>("ledger")?.unwrap_or_default();
            results.push(match op.get::<String>("op")?.as_str() {
                "post" => self.post(&ledger, op)?,
                "revert" => self.revert(&ledger, op)?,
                other => return Err(op.unknown("op", other)),
            });
            op.done()?;
        }
        Ok(results)
    }

    /// Transactions that happen all or not at all are one command.
    fn together(&mut self, ops: &[Fields<'_>]) -> Result<Vec<String>, Miss> {
        let (mut steps, mut moves) = (Vec::new(), Vec::new());
        for op in ops {
            if op.get::<String>("op")? != "post" {
                return Err(not_applicable("reversals within a batch"));
            }
            let (step, own) = self.journal("", op)?;
            op.done()?;
            steps.push(step);
            moves.push(own);
        }
        let book = self.book("");
        match book.desk.record(steps)? {
            Ok(entries) => {
                // One posting is one entry: legs that follow each other are matched with each other.
                let mut rest = entries.as_slice();
                for moved in &moves {
                    let (own, others) = rest.split_at_checked(moved.len()).ok_or_else(|| not_applicable("fewer"))?;
                    book.transactions.push(own.to_vec());
                    rest = others;
                }
                Ok(moves.iter().map(|_| "ok".to_owned()).collect())
            }
            Err(refusal) => {
                let place = refusal.detail().get("index").and_then(Value::as_u64);
                let of = |(at, moved): (u64, &Vec<Move>)| {
                    if Some(at) == place { word(&refusal, moved) } else { Ok("rolled_back".to_owned()) }
                };
                (0..).zip(&moves).map(of).collect()
            }
        }
    }

    fn post(&mut self, ledger: &str, op: &Fields<'_>) -> Result<String, Miss> {
        op.may::<usize>("id")?;
        let (step, moves) = self.journal(ledger, op)?;
        let key: Option<String> = op.may("ik")?;
        let new = self.book(ledger).desk.command_id();
        let id = key.as_ref().map_or(new, |key| *self.keys.entry(key.clone()).or_insert(new));
        let book = self.book(ledger);
        match book.desk.run(id, &Command::RecordEntries { steps: vec![step] })? {
            Ok(Outcome::Entries { entries }) => {
                // The same again is the first one, told again.
                if !book.transactions.contains(&entries) {
                    book.transactions.push(entries.clone());
                }
                if key.is_some() {
                    self.keyed.push(entries);
                }
                Ok("ok".to_owned())
            }
            Ok(_) => Err(not_applicable("entries are answered otherwise")),
            Err(refusal) => word(&refusal, &moves),
        }
    }

    /// A transaction as a journal: each posting is a debit and a credit.
    fn journal(&mut self, ledger: &str, op: &Fields<'_>) -> Result<(EntryStep, Vec<Move>), Miss> {
        let mut moves = Vec::new();
        for posting in op.each("postings")? {
            let (from, to) = (posting.get("source")?, posting.get("destination")?);
            moves.push(Move { from, to, amount: posting.get("amount")?, asset: posting.get("asset")? });
            posting.done()?;
        }
        let mut legs = Vec::new();
        for moved in &moves {
            for (account, side) in [(&moved.from, Side::Debit), (&moved.to, Side::Credit)] {
                let account = self.account(ledger, account, &moved.asset)?;
                legs.push(Leg { account, side, amount: moved.amount });
            }
        }
        // It is recorded on its day, or later.
        let effective_at = op.may::<Timestamp>("timestamp")?;
        self.clock.set(effective_at.map_or(self.clock.now(), |at| self.clock.now().max(at)));
        Ok((EntryStep::Journal { legs, layer: Layer::Settled, reference: op.may("reference")?, effective_at }, moves))
    }

    /// An account, which there is by being named: nothing is taken of what it does not have.
    fn account(&mut self, ledger: &str, name: &str, asset: &str) -> Result<AccountCode, Miss> {
        let floor = (name != self.unlimited).then_some(0);
        let book = self.book(ledger);
        let named = (name.to_owned(), asset.to_owned());
        if let Some(account) = book.accounts.get(&named) {
            return Ok(account.code.clone());
        }
        let mut account = Account::new(format!("{name}:{asset}").parse()?, asset.parse()?);
        account.floor = floor;
        book.desk.define(account.clone())?;
        let code = account.code.clone();
        book.accounts.insert(named, account);
        Ok(code)
    }

    /// Takes a transaction back, the last entry of it first. Where that is forced, the accounts that give have no floor
    /// meanwhile: that is said of their terms, and is an event of its own.
    fn revert(&mut self, ledger: &str, op: &Fields<'_>) -> Result<String, Miss> {
        let (number, force): (usize, bool) = (op.get("tx")?, op.may("force")?.unwrap_or(false));
        let as_before = op.may("at_effective_date")?.unwrap_or(false);
        if let Some(at) = op.may::<Timestamp>("at")? {
            self.clock.set(self.clock.now().max(at));
        }
        let book = self.book(ledger);
        let own = number.checked_sub(1).and_then(|place| book.transactions.get(place));
        let own = own.ok_or_else(|| op.unknown("tx", number))?;
        let (mut steps, mut lifted) = (Vec::new(), Vec::new());
        for id in own.iter().rev() {
            let entry = book.desk.entry(*id)?;
            let effective_at = as_before.then_some(entry.effective_at);
            let note = String::new();
            steps.push(EntryStep::Reverse { entry: *id, id: book.desk.entry_id(), effective_at, note });
            lifted.extend(book.accounts.values().filter(|account| force && account.code == entry.to).cloned());
        }
        for account in &lifted {
            book.desk.define(Account { floor: None, ..account.clone() })?;
        }
        let done = book.desk.record(steps)?;
        for account in lifted {
            book.desk.define(account)?;
        }
        match done {
            Ok(entries) => {
                book.transactions.push(entries);
                let number = book.transactions.len();
                self.reversal = Some((ledger.to_owned(), number));
                Ok("ok".to_owned())
            }
            Err(refusal) => word(&refusal, &[]),
        }
    }

    /// What is there now, in the first ledger where there are several.
    fn tell(&self, answer: &mut Map<String, Value>) -> Result<(), Miss> {
        let book = self.ledgers.values().next().ok_or_else(|| not_applicable("no ledger"))?;
        let mut balances = Map::new();
        for ((name, _), account) in &book.accounts {
            balances.insert(name.clone(), json!(book.desk.posted(&account.code)?));
        }
        answer.insert("balances".to_owned(), Value::Object(balances));
        answer.insert("transactions".to_owned(), json!(book.transactions.len()));
        answer.insert("events".to_owned(), json!(book.desk.recorded()?));
        if let [first, second] = self.keyed.as_slice() {
            answer.insert("same_tx_id".to_owned(), json!(first == second));
        }
        let Some((ledger, number)) = &self.reversal else { return Ok(()) };
        let book = self.ledgers.get(ledger).ok_or_else(|| not_applicable("no ledger"))?;
        let named = |code: &AccountCode| {
            book.accounts.iter().find(|(_, account)| account.code == *code).map(|((name, _), _)| name.clone())
        };
        let mut postings = Vec::new();
        for id in book.transactions.get(number - 1).into_iter().flatten() {
            let entry = book.desk.entry(*id)?;
            answer.insert("reversal_timestamp".to_owned(), json!(entry.effective_at.to_string()));
            postings.push(json!({"source": named(&entry.from), "destination": named(&entry.to),
                "amount": entry.amount, "asset": entry.asset.as_str()}));
        }
        answer.insert("postings_of_reversal".to_owned(), Value::Array(postings));
        answer.insert("new_tx_id".to_owned(), json!(number));
        Ok(())
    }
}

/// A refusal of a transaction in the words of the cases.
fn word(refusal: &Refusal, moves: &[Move]) -> Result<String, Miss> {
    Ok(match refusal.code() {
        Code::FundsShort => "INSUFFICIENT_FUND",
        Code::StateForbidden => "ALREADY_REVERT",
        Code::CommandReused | Code::EntryReused => "CONFLICT",
        Code::EntryInvalid if moves.is_empty() => "NO_POSTINGS",
        Code::EntryInvalid => "VALIDATION",
        _ => return Err(refusal.clone().into()),
    }
    .to_owned())
}
