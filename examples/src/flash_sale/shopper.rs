//! What one shopper does.

use std::time::Duration;

use fondaco::cart::NewLine;
use fondaco::party::{Actor, Address};
use fondaco::{
    CartId, Code, Command, Engine, Failure, FailureKind, OrderId, Outcome, PaymentId, Quantity, Refusal, ReservationId,
};

use super::roll::Fate;
use super::sale::Sale;
use super::shop::Shopper;

/// How often a shopper sends a command again that the store could not take.
const ATTEMPTS: u32 = 6;

/// How long a shopper waits before the log is read again that does not tell of a hold yet.
const GLANCE: Duration = Duration::from_millis(2);

// Where each command stands among those of its shopper: its id follows from that.
const OPEN: u16 = 1;
const RESERVE: u16 = 2;
const PLACE: u16 = 3;
const DECLINE: u16 = 4;
const ASK_AGAIN: u16 = 5;
const AUTHORIZE: u16 = 6;
const CAPTURE: u16 = 7;

/// What a shopper came away with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// A piece, paid for.
    Bought,
    /// A hold, and did not want it.
    GaveUp,
    /// Nothing: all pieces were held or sold.
    Refused,
}

impl Sale {
    /// Serves a shopper. Served again, as by a program that was started again, the shopper sends the same commands under
    /// the same ids, so what was done is not done twice and what was not is done now.
    pub(crate) async fn serve(&self, number: u32) -> Result<Answer, Failure> {
        let shopper = self.terms.shopper(number);
        let engine = self.engine.acting_for(Actor::Customer(shopper.customer()));
        let cart = self.open_cart(&engine, shopper, number).await?;
        let hold = match send(&engine, shopper, RESERVE, &Command::ReserveCart { cart }).await {
            Ok(Outcome::Reservation { reservation, .. }) => reservation,
            Err(failure) if failure.code() == Code::StockShort => return Ok(Answer::Refused),
            other => return Err(unexpected(other)),
        };
        let fate = self.fate(hold).await?;
        if fate == Fate::GivenUp {
            return Ok(Answer::GaveUp);
        }
        let command = Command::PlaceOrder { cart, total: Some(self.shop.price) };
        match send(&engine, shopper, PLACE, &command).await {
            Ok(Outcome::Order { order, payment, .. }) => self.pay(shopper, order, payment, fate).await,
            other => Err(unexpected(other)),
        }
    }

    async fn open_cart(&self, engine: &Engine, shopper: Shopper, number: u32) -> Result<CartId, Failure> {
        let command = Command::OpenCart {
            channel: self.shop.channel.code.clone(),
            customer: Some(shopper.customer()),
            lines: vec![NewLine::new(self.shop.article.sku.clone(), Quantity::new(1)?)],
            address: Some(Address {
                name: format!("Shopper {number}"),
                street: "Calle del Fontego 5".into(),
                postal_code: "30124".into(),
                city: "Venezia".into(),
                country: self.shop.channel.country.clone(),
                region: None,
                position: None,
            }),
        };
        match send(engine, shopper, OPEN, &command).await {
            Ok(Outcome::Cart { cart }) => Ok(cart),
            other => Err(unexpected(other)),
        }
    }

    /// What becomes of a hold, once the log tells which it is.
    async fn fate(&self, hold: ReservationId) -> Result<Fate, Failure> {
        // One reads for all: who waits for the roll mostly finds in it what they wait for.
        let mut roll = self.roll.lock().await;
        loop {
            if let Some(nth) = roll.nth(hold) {
                return Ok(Fate::of(self.terms.seed, nth));
            }
            roll.read_on(&self.engine).await?;
            if roll.nth(hold).is_none() {
                // A store shows an event only when no earlier one can still appear.
                tokio::time::sleep(GLANCE).await;
            }
        }
    }

    /// Pays an order: the gateway reports what became of it.
    async fn pay(
        &self,
        shopper: Shopper,
        order: OrderId,
        mut payment: PaymentId,
        fate: Fate,
    ) -> Result<Answer, Failure> {
        let (engine, amount) = (&self.engine, self.shop.price);
        if fate == Fate::PaidAtTheSecondTry {
            let command = Command::FailPayment { payment, reason: "the card was declined".into() };
            send(engine, shopper, DECLINE, &command).await?;
            payment =
                match send(engine, shopper, ASK_AGAIN, &Command::RequestPayment { order, amount: None, method: None })
                    .await
                {
                    Ok(Outcome::Payment { payment }) => payment,
                    other => return Err(unexpected(other)),
                };
        }
        let reference = format!("test-gateway/{payment}");
        let authorize = Command::AuthorizePayment { payment, amount, reference, expires_at: None };
        send(engine, shopper, AUTHORIZE, &authorize).await?;
        send(engine, shopper, CAPTURE, &Command::CapturePayment { payment, amount, reference: None, last: false })
            .await?;
        Ok(Answer::Bought)
    }
}

/// Sends a command of a shopper, again where the store could not take it.
async fn send(engine: &Engine, shopper: Shopper, n: u16, command: &Command) -> Result<Outcome, Failure> {
    let mut attempt = 1;
    loop {
        // Over memory nothing waits: let others have their turn.
        tokio::task::yield_now().await;
        match engine.execute(shopper.command(n), command).await {
            Err(failure) if failure.kind() == FailureKind::Unavailable && attempt < ATTEMPTS => {
                tokio::time::sleep(Duration::from_millis(50) * attempt).await;
                attempt += 1;
            }
            answer => return answer,
        }
    }
}

fn unexpected(answer: Result<Outcome, Failure>) -> Failure {
    match answer {
        Ok(outcome) => Refusal::new(Code::Defect, format!("{outcome:?} answers another command")).into(),
        Err(failure) => failure,
    }
}
