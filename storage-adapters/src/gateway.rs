//! A payment gateway for tests: it keeps its own books by key, and fails as it is told to or as its seed says.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::future::ready;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use fondaco::effect::Act;
use fondaco::money::Money;
use fondaco::port::{Gateway, GatewayAnswer, GatewayError, GatewayRequest, Pending};
use fondaco::{Command, CommandId, EffectId, PaymentId};

use crate::temper::{Behaviour, Temper};

/// What a gateway has of one payment, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Account {
    /// What it holds for us and we have not captured.
    pub held: i64,
    /// What was captured.
    pub captured: i64,
    /// What of that was paid back.
    pub refunded: i64,
}

/// What a gateway tells without being asked, as by a web hook. It may come twice, late, and out of order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatewayReport {
    /// The command that tells it to the engine.
    pub command: Command,
    /// The id to send it under: that of the report, the same each time it comes.
    pub id: CommandId,
}

/// A deterministic gateway: the same seed and the same requests give the same answers. Asked again under the same key it
/// answers what it answered before, and does nothing. It never takes more than it holds and never pays back more than it
/// took, whatever it is asked. Clones share their books.
///
/// ```
/// use fondaco_storage::{Behaviour, TestGateway};
///
/// let gateway = TestGateway::new();
/// gateway.script([Behaviour::LoseAnswer, Behaviour::NotNow]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct TestGateway {
    books: Arc<Mutex<Books>>,
}

#[derive(Debug, Default)]
struct Books {
    temper: Temper,
    /// What was answered for good, by key.
    answered: BTreeMap<EffectId, Result<GatewayAnswer, String>>,
    accounts: BTreeMap<PaymentId, Account>,
    reports: Vec<GatewayReport>,
}

impl TestGateway {
    /// A gateway that does what it is asked, once its script is over.
    pub fn new() -> Self {
        Self::default()
    }

    /// A gateway that fails, loses and repeats as its seed says, once its script is over.
    pub fn seeded(seed: u64) -> Self {
        let gateway = Self::new();
        gateway.books().temper = Temper::seeded(seed);
        gateway
    }

    /// Says what it does with the next requests that it has not answered yet, in this order.
    pub fn script(&self, behaviours: impl IntoIterator<Item = Behaviour>) {
        self.books().temper.script(behaviours);
    }

    /// From now on it does what it is asked, and answers.
    pub fn behave(&self) {
        self.books().temper = Temper::default();
    }

    /// What it has of a payment.
    pub fn account(&self, payment: PaymentId) -> Account {
        self.books().accounts.get(&payment).copied().unwrap_or_default()
    }

    /// What it has of every payment that it was asked for.
    pub fn accounts(&self) -> BTreeMap<PaymentId, Account> {
        self.books().accounts.clone()
    }

    /// What it tells by itself now. By its seed it keeps some back, tells some twice, and mixes them up; without one it tells
    /// all of it, in order.
    pub fn reports(&self) -> Vec<GatewayReport> {
        let mut books = self.books();
        let mut waiting = std::mem::take(&mut books.reports);
        if books.temper.is_honest() {
            return waiting;
        }
        let mut told = Vec::new();
        while !waiting.is_empty() {
            let at = books.temper.roll(waiting.len());
            let report = waiting.swap_remove(at);
            match books.temper.roll(4) {
                0 => books.reports.push(report),
                1 => {
                    books.reports.push(report.clone());
                    told.push(report);
                }
                _ => told.push(report),
            }
        }
        told
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Gateway for TestGateway {
    fn perform<'a>(&'a self, request: &'a GatewayRequest) -> Pending<'a, Result<GatewayAnswer, GatewayError>> {
        let answer = self.books().perform(request);
        Box::pin(ready(answer))
    }
}

impl Books {
    fn perform(&mut self, request: &GatewayRequest) -> Result<GatewayAnswer, GatewayError> {
        let lost = || Err(GatewayError::Unknown("no answer came".into()));
        if let Some(answer) = self.answered.get(&request.key).cloned() {
            // The answer to a request that is known can be lost as well.
            return if self.temper.loses_an_old_answer() { lost() } else { answer.map_err(GatewayError::Declined) };
        }
        match self.temper.next() {
            Behaviour::Answer => self.settle(request).map_err(GatewayError::Declined),
            Behaviour::Decline => {
                let reason = String::from("the bank says no");
                self.answered.insert(request.key, Err(reason.clone()));
                Err(GatewayError::Declined(reason))
            }
            Behaviour::NotNow => Err(GatewayError::NotNow("the bank is busy".into())),
            Behaviour::LoseRequest => lost(),
            Behaviour::LoseAnswer => {
                drop(self.settle(request));
                lost()
            }
        }
    }

    /// Does what is asked, where the account allows it, and notes the answer and a report under the key.
    fn settle(&mut self, request: &GatewayRequest) -> Result<GatewayAnswer, String> {
        let account = self.accounts.entry(request.payment).or_default();
        let amount = request.amount.minor();
        let allowed = match request.act {
            Act::Authorize => {
                account.held += amount;
                true
            }
            Act::Capture if amount <= account.held => {
                account.captured += amount;
                account.held = if request.last { 0 } else { account.held - amount };
                true
            }
            Act::Refund if amount <= account.captured - account.refunded => {
                account.refunded += amount;
                true
            }
            Act::Void => {
                account.held = 0;
                true
            }
            Act::Capture | Act::Refund => false,
        };
        let answer = if allowed {
            let reference = format!("{}-{}", fondaco::word(&request.act), request.key);
            self.reports.extend(report(request, &reference));
            Ok(GatewayAnswer { reference, expires_at: None })
        } else {
            Err(String::from("the account does not allow it"))
        };
        self.answered.insert(request.key, answer.clone());
        answer
    }
}

/// What is told of a request that was carried out; of a void nothing is.
fn report(request: &GatewayRequest, reference: &str) -> Option<GatewayReport> {
    let (payment, amount): (PaymentId, Money) = (request.payment, request.amount);
    let named = Some(reference.to_owned());
    let command = match request.act {
        Act::Authorize => {
            Command::AuthorizePayment { payment, amount, reference: reference.to_owned(), expires_at: None }
        }
        Act::Capture => Command::CapturePayment { payment, amount, reference: named, last: request.last },
        Act::Refund => Command::RefundPayment { payment, amount, reference: named },
        Act::Void => return None,
    };
    // The id of the report: that of the request, told apart from it.
    let mut text = String::new();
    let _ = write!(text, "{}", request.key);
    text.replace_range(14..15, "8");
    Some(GatewayReport { command, id: text.parse().ok()? })
}
