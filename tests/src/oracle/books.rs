//! Ledgers that are kept: transfers as entries, each alone or linked with others.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use fondaco::ledger::{Account, AccountBalance, Entry, EntryState, EntryStep, Layer, NewEntry, UpTo};
use fondaco::port::{Fact, Store};
use fondaco::{
    AccountCode, AssetCode, Code, Command, CommandId, Engine, EntryId, Failure, FailureKind, Key, Outcome,
    ProcessedCommand, Refusal, Timestamp, immediately, limits,
};
use fondaco_storage::{ManualClock, MemoryStore};
use serde_json::{Map, Value, json};

use super::Answer;
use super::given::{Fields, Miss, not_applicable};

/// Keeps books as a case gives; `None` where it speaks of something else.
pub(super) fn answer(given: &Fields<'_>) -> Option<Answer> {
    given.has("steps").then(|| told(given))
}

fn told(given: &Fields<'_>) -> Answer {
    let defaults = given.object("defaults")?.ok_or_else(|| not_applicable("steps without defaults"))?;
    defaults.get::<i64>("ledger")?;
    let mut books = Books::new();
    let mut accounts = Vec::new();
    for account in given.each("accounts")? {
        accounts.push(account.get::<String>("id")?);
        books.open(&account)?;
    }
    let (mut results, mut checkpoints) = (Vec::new(), Vec::new());
    for step in given.each("steps")? {
        match step.get::<String>("op")?.as_str() {
            "create_transfers" => results.push(Value::Array(books.transfers(&step.each("events")?)?)),
            "checkpoint_balances" => {
                checkpoints.push(books.balances(&accounts)?);
                results.push(Value::Null);
            }
            "advance_time" => {
                books.clock.advance(Duration::from_secs(step.get("seconds")?));
                results.push(Value::Null);
            }
            other => return Err(step.unknown("op", other)),
        }
        step.done()?;
    }
    given.done()?;
    let exists = |id: &String| (id.clone(), json!(books.amounts.contains_key(id)));
    Ok(Map::from_iter([
        ("results".to_owned(), Value::Array(results)),
        ("balances".to_owned(), books.balances(&accounts)?),
        ("checkpoints".to_owned(), Value::Array(checkpoints)),
        ("recorded_amounts".to_owned(), json!(books.amounts)),
        ("transfer_exists".to_owned(), Value::Object(books.numbers.keys().map(exists).collect())),
    ]))
}

/// A transfer, as a step and what it is called.
struct Event {
    id: String,
    step: Result<EntryStep, Refusal>,
    /// The debit and the credit account, of one that is not a post or a void.
    sides: [String; 2],
    linked: bool,
}

struct Books {
    store: Arc<dyn Store>,
    engine: Engine,
    clock: ManualClock,
    /// A number for each name of a transfer.
    numbers: BTreeMap<String, u128>,
    /// How much each transfer came to.
    amounts: BTreeMap<String, i64>,
    /// Names that were used up by a refusal there.
    used_up: Vec<String>,
    sent: u128,
}

impl Books {
    fn new() -> Self {
        let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
        let clock = ManualClock::new(Timestamp::UNIX_EPOCH, 1);
        let engine = Engine::new(store.clone(), Arc::new(clock.clone()));
        let (numbers, amounts, used_up) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        Self { store, engine, clock, numbers, amounts, used_up, sent: 0 }
    }

    fn open(&mut self, given: &Fields<'_>) -> Result<(), Miss> {
        let mut account = Account::new(given.get::<String>("id")?.parse()?, "ledger/1".parse()?);
        for flag in given.may::<Vec<String>>("flags")?.unwrap_or_default() {
            match flag.as_str() {
                "debits_must_not_exceed_credits" => account.floor = Some(0),
                "credits_must_not_exceed_debits" => account.ceiling = Some(0),
                other => return Err(given.unknown("flags", other)),
            }
        }
        given.done()?;
        self.sent += 1;
        self.run(uuid((1 << 40) + self.sent)?, &Command::DefineAccounts { accounts: vec![account] })??;
        Ok(())
    }

    fn run(&self, id: CommandId, command: &Command) -> Result<Result<Outcome, Refusal>, Miss> {
        match immediately(self.engine.execute(id, command)) {
            Some(Ok(outcome)) => Ok(Ok(outcome)),
            Some(Err(Failure::Refused(refusal))) => Ok(Err(refusal)),
            Some(Err(failure)) => Err(not_applicable(failure)),
            None => Err(not_applicable("the memory store waited")),
        }
    }

    /// Carries out transfers: those that are linked by one command, each other by its own.
    fn transfers(&mut self, events: &[Fields<'_>]) -> Result<Vec<Value>, Miss> {
        let mut results = Vec::new();
        let mut chain = Vec::new();
        for event in events {
            let event = self.event(event)?;
            let more = event.linked;
            chain.push(event);
            if !more {
                results.extend(self.together(&std::mem::take(&mut chain))?);
            }
        }
        if chain.is_empty() {
            return Ok(results.into_iter().map(Value::String).collect());
        }
        Err(not_applicable("linked transfers without a last one: what is linked is one command here"))
    }

    fn together(&mut self, chain: &[Event]) -> Result<Vec<String>, Miss> {
        let mut steps = Vec::new();
        for (place, event) in chain.iter().enumerate() {
            match &event.step {
                Ok(step) => steps.push(step.clone()),
                Err(refusal) => return self.failed(chain, place, refusal),
            }
        }
        let mut known = Vec::new();
        for event in chain {
            known.push(self.is_known(event)?);
        }
        // Of what settles another, the command is what has an id.
        let id = if let [Event { id, step: Ok(EntryStep::Post { .. } | EntryStep::Void { .. }), .. }] = chain {
            self.numbered(id)
        } else {
            self.sent += 1;
            (1 << 32) + self.sent
        };
        let before = self.pending(chain)?;
        match self.run(uuid(id)?, &Command::RecordEntries { steps })? {
            Ok(_) => {
                for (event, before) in chain.iter().zip(before) {
                    let amount = self.amount(event, before)?;
                    self.amounts.entry(event.id.clone()).or_insert(amount);
                }
                let word = |known: bool| if known { "exists" } else { "created" };
                Ok(known.into_iter().map(|known| word(known).to_owned()).collect())
            }
            Err(refusal) => {
                let place = refusal.detail().get("index").and_then(Value::as_u64).unwrap_or(0);
                self.failed(chain, usize::try_from(place).unwrap_or(0), &refusal)
            }
        }
    }

    /// What each transfer of a chain answers when one of them is refused.
    fn failed(&mut self, chain: &[Event], place: usize, refusal: &Refusal) -> Result<Vec<String>, Miss> {
        let culprit = chain.get(place).ok_or_else(|| not_applicable("a refusal of no step"))?;
        let word = self.word(culprit, refusal)?;
        if refusal.kind() == FailureKind::Refused && !word.starts_with("exists") {
            self.used_up.push(culprit.id.clone());
        }
        let word_of = |(at, _)| if at == place { word.clone() } else { "linked_event_failed".to_owned() };
        Ok(chain.iter().enumerate().map(word_of).collect())
    }

    /// A refusal in the words of the case.
    fn word(&self, event: &Event, refusal: &Refusal) -> Result<String, Miss> {
        let detail = |name: &str| refusal.detail().get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let number = |name: &str| refusal.detail().get(name).and_then(Value::as_i64).unwrap_or_default();
        Ok(match refusal.code() {
            Code::CodeMalformed => "ledger_must_not_be_zero".into(),
            Code::AssetMismatch => "transfer_must_have_the_same_ledger_as_accounts".into(),
            Code::EntryInvalid if detail("of") == "reference" => "code_must_not_be_zero".into(),
            Code::AccountUnknown if detail("id") == event.sides[0] => "debit_account_not_found".into(),
            Code::AccountUnknown => "credit_account_not_found".into(),
            Code::EntryUnknown => "pending_transfer_not_found".into(),
            Code::CommandReused => "exists_with_different_amount".into(),
            Code::EntryReused => {
                let field = detail("differs");
                let other = match field.as_str() {
                    "layer" => "flags",
                    "expires_at" => "timeout",
                    "from" => "debit_account_id",
                    "to" => "credit_account_id",
                    other => other,
                };
                format!("exists_with_different_{other}")
            }
            Code::EntryExceeds if number("wanted") < number("available") => {
                "pending_transfer_has_different_amount".into()
            }
            Code::EntryExceeds => "exceeds_pending_transfer_amount".into(),
            Code::FundsShort => "exceeds_credits".into(),
            Code::AccountFull => "exceeds_debits".into(),
            Code::MoneyOverflow => format!("overflows_{}", detail("of")),
            Code::StateForbidden => match self.settled(event)? {
                Some(entry) if entry.state == EntryState::Posted && entry.layer == Layer::Settled => {
                    "pending_transfer_not_pending".into()
                }
                Some(entry) => format!("pending_transfer_already_{}", fondaco::word(&entry.state)),
                None => return Err(refusal.clone().into()),
            },
            Code::EntryExpired => "pending_transfer_expired".into(),
            _ => return Err(refusal.clone().into()),
        })
    }

    /// Whether a transfer is there already.
    fn is_known(&self, event: &Event) -> Result<bool, Miss> {
        let command = uuid::<CommandId>(self.numbers.get(&event.id).copied().unwrap_or_default())?;
        Ok(match &event.step {
            Ok(EntryStep::Enter(new)) => self.entry(new.id)?.is_some(),
            _ => immediately(self.engine.get::<ProcessedCommand>(&command)).is_some_and(|found| found.is_ok()),
        })
    }

    /// The entry that an event settles.
    fn settled(&self, event: &Event) -> Result<Option<Arc<Entry>>, Miss> {
        match &event.step {
            Ok(EntryStep::Post { entry, .. } | EntryStep::Void { entry, .. }) => self.entry(*entry),
            _ => Ok(None),
        }
    }

    /// What is pending of each entry that is to be settled.
    fn pending(&self, chain: &[Event]) -> Result<Vec<i64>, Miss> {
        chain.iter().map(|event| Ok(self.settled(event)?.map_or(0, |entry| entry.outstanding()))).collect()
    }

    /// How much a transfer came to.
    fn amount(&self, event: &Event, before: i64) -> Result<i64, Miss> {
        Ok(match &event.step {
            Ok(EntryStep::Enter(new)) => self.entry(new.id)?.map_or(0, |entry| entry.amount),
            Ok(EntryStep::Post { amount, .. }) => amount.unwrap_or(before),
            _ => before,
        })
    }

    fn entry(&self, id: EntryId) -> Result<Option<Arc<Entry>>, Miss> {
        match immediately(self.engine.get::<Entry>(&id)) {
            Some(Ok(entry)) => Ok(Some(entry)),
            Some(Err(failure)) if failure.kind() == FailureKind::Refused => Ok(None),
            Some(Err(failure)) => Err(not_applicable(failure)),
            None => Err(not_applicable("the memory store waited")),
        }
    }

    fn numbered(&mut self, name: &str) -> u128 {
        let next = u128::try_from(self.numbers.len()).unwrap_or(0) + 1;
        *self.numbers.entry(name.to_owned()).or_insert(next)
    }

    fn event(&mut self, given: &Fields<'_>) -> Result<Event, Miss> {
        let id: String = given.get("id")?;
        if self.used_up.contains(&id) {
            return Err(not_applicable(
                "an id that a refusal used up: a refusal leaves no trace here, so its id stays free",
            ));
        }
        let number = self.numbered(&id);
        let sides = [given.get::<String>("debit")?, given.get::<String>("credit")?];
        let amount = amount(given.value("amount"))?;
        let mut new = NewEntry::new(uuid(number)?, account(&sides[0])?, account(&sides[1])?, amount);
        let (mut settles, mut linked) = (None, false);
        for flag in given.may::<Vec<String>>("flags")?.unwrap_or_default() {
            match flag.as_str() {
                "linked" => linked = true,
                "pending" => new.layer = Layer::Pending,
                "post_pending" | "void_pending" => settles = Some(flag),
                "balancing_debit" if new.up_to == Some(UpTo::Room) => new.up_to = Some(UpTo::Both),
                "balancing_debit" => new.up_to = Some(UpTo::Available),
                "balancing_credit" if new.up_to == Some(UpTo::Available) => new.up_to = Some(UpTo::Both),
                "balancing_credit" => new.up_to = Some(UpTo::Room),
                other => return Err(given.unknown("flags", other)),
            }
        }
        if let Some(seconds) = given.may::<u64>("timeout_s")? {
            new.expires_at = Some(self.clock.now() + Duration::from_secs(seconds));
        }
        // What a transfer is for, there a number above zero.
        let code = given.may::<i64>("code")?.map(|code| if code == 0 { String::new() } else { code.to_string() });
        new.reference = code;
        given.value("user_data_128");
        let ledger: Option<i64> = given.may("ledger")?;
        let asset =
            ledger.map(|ledger| AssetCode::new(&if ledger == 0 { String::new() } else { format!("ledger/{ledger}") }));
        let step = match settles.as_deref() {
            Some(flag) => {
                let of: String = given.get("pending_id")?;
                let entry: EntryId = uuid(self.numbered(&of))?;
                let part = (0..limits::LEDGER_AMOUNT).contains(&amount).then_some(amount);
                Ok(if flag == "post_pending" {
                    EntryStep::Post { entry, amount: part, more: false }
                } else {
                    EntryStep::Void { entry, amount: part.filter(|part| *part > 0) }
                })
            }
            None => asset.transpose().map(|asset| EntryStep::Enter(NewEntry { asset, ..new })),
        };
        given.done()?;
        Ok(Event { id, step, sides, linked })
    }

    fn balances(&self, accounts: &[String]) -> Result<Value, Miss> {
        let mut all = Map::new();
        for name in accounts {
            let key = Key::Balance(account(name)?);
            let loaded = immediately(self.store.load(std::slice::from_ref(&key)));
            let row = match loaded {
                Some(Ok(facts)) => match facts.first() {
                    Some(Fact::Counters(row)) => *row,
                    _ => Default::default(),
                },
                _ => return Err(not_applicable("the memory store waited")),
            };
            let AccountBalance { debits_pending, debits_posted, credits_pending, credits_posted, .. } = row.into();
            all.insert(
                name.clone(),
                json!({"debits_pending": debits_pending, "debits_posted": debits_posted,
                "credits_pending": credits_pending, "credits_posted": credits_posted}),
            );
        }
        Ok(Value::Object(all))
    }
}

/// The id of a number.
fn uuid<T: std::str::FromStr<Err = Refusal>>(number: u128) -> Result<T, Miss> {
    Ok(format!("00000000-0000-0000-0000-{number:012x}").parse()?)
}

fn account(name: &str) -> Result<AccountCode, Miss> {
    Ok(name.parse()?)
}

/// An amount; so much less than the most there as it is less than the most here.
fn amount(value: Option<&Value>) -> Result<i64, Miss> {
    let other = || not_applicable("an amount that is no whole number");
    let whole: u128 = match value {
        Some(Value::String(text)) => text.parse().map_err(|_| other())?,
        Some(number) => number.as_u64().ok_or_else(other)?.into(),
        None => return Err(other()),
    };
    match i64::try_from(whole) {
        Ok(amount) => Ok(amount),
        Err(_) => Ok(i64::try_from(u128::MAX - whole).map_or(i64::MAX, |less| limits::LEDGER_AMOUNT - less)),
    }
}
