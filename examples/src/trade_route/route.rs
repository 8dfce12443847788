//! A month on the route: what is done about each trade, day by day.

use std::collections::BTreeMap;

use fondaco::ledger::{EntryStep, Layer, NewEntry};
use fondaco::trade::{CargoLeg, Trade, TradeAct, TradePayment, TradeRole, TradeState};
use fondaco::{
    Code, Command, CommandId, Engine, EntryId, Failure, FailureKind, Moment, Outcome, Refusal, Timestamp, TradeId,
};

use super::deal::{Course, Deal, Settle};
use super::market::{CURRENCIES, SHIPS, account, begin, opening};
use super::progress::Progress;
use super::terms::{DAY, HOUR, aboard, dock, seller_pays_freight, ship, terms, units};
use crate::dice::Dice;
use crate::staged::StagedClock;
use crate::trouble::Trouble;

/// What obligations of the month are found by.
pub(crate) const ON_ACCOUNT: &str = "account/2027-03";
/// Why an arbiter decides as he does.
pub(crate) const VERDICT: &str = "two thirds for what is kept";
const VERDICT_PART: [i64; 2] = [2, 3];
/// The freight of a unit, in euro cents.
const FREIGHT: i64 = 75;

// Where each command stands among those of its trade: its id follows from that.
const PROPOSE: u16 = 1;
const COUNTER: u16 = 2;
const ANSWER: u16 = 3;
const FUND: u16 = 4;
const UNLOAD: u16 = 5;
const LOSE: u16 = 6;
const DELIVER: u16 = 7;
const DELIVER_REST: u16 = 8;
const DISPUTE: u16 = 9;
const RESOLVE: u16 = 10;
const GIVE_UP: u16 = 11;
const AGREE: u16 = 12;
const REVERSE: u16 = 13;
const OWE: u16 = 14;
/// The first try to load; the next voyage's is the next number.
const LOAD: u16 = 100;

/// The route at work.
pub(crate) struct Route {
    pub(crate) engine: Engine,
    clock: StagedClock,
    /// The id that each trade of the file was given.
    pub(crate) trades: BTreeMap<u32, TradeId>,
    /// How often goods waited because their ship was full.
    pub(crate) waited: u32,
}

impl Route {
    /// Opens it: accounts, and what everybody begins with; or goes on with it. Refused where the store holds something else.
    pub(crate) async fn open(engine: Engine, clock: StagedClock, deals: &[Deal]) -> Result<Self, Trouble> {
        let first = engine.events(&fondaco::port::Cursor::default(), 1).await?;
        let mut route = Self { engine, clock, trades: BTreeMap::new(), waited: 0 };
        if first.first().is_some_and(|event| event.envelope.command != id(0, 0)) {
            return Err(Trouble::new(
                "store.taken",
                "the store holds something else: the route takes a store of its own",
            ));
        }
        for (n, command) in (0..).zip(&opening(&of_file(deals))?) {
            route.send(0, n, command).await.map_err(|failure| match failure.code() {
                Code::CommandReused => {
                    Trouble::new("store.other", "the store holds the month of another file of trades")
                }
                _ => failure.into(),
            })?;
        }
        Ok(route)
    }

    /// Trades for a month.
    pub(crate) async fn run(&mut self, deals: &[Deal], progress: &mut Progress<'_>) -> Result<(), Trouble> {
        for day in 1..=31 {
            let dawn = begin().as_second() + (day - 1) * DAY + 6 * HOUR;
            self.forward(dawn);
            let of_today: Vec<&Deal> = deals.iter().filter(|deal| deal.day == day).collect();
            let mut waiting = Vec::new();
            for deal in of_today {
                if self.agree(deal, dawn).await? {
                    waiting.push(deal);
                }
                progress.step(day);
            }
            let mut voyage = 0;
            while !waiting.is_empty() {
                waiting = self.sail(&waiting, voyage).await?;
                voyage += 1;
            }
            self.forward(dawn + 16 * HOUR);
            self.engine.tick(u32::MAX).await?;
        }
        self.forward(begin().as_second() + 31 * DAY);
        progress.end();
        Ok(())
    }

    /// Bargains, and funds what both agree on; answers whether there are goods to be shipped.
    async fn agree(&mut self, deal: &Deal, dawn: i64) -> Result<bool, Failure> {
        let terms = terms(deal, deal.offered.minor(), dawn)?;
        let (buyer, seller) = (deal.buyer.clone(), deal.seller.clone());
        let propose = Command::ProposeTrade { buyer, seller, by: TradeRole::Buyer, terms };
        let Outcome::Trade { trade } = self.send(deal.number, PROPOSE, &propose).await? else {
            return Err(Refusal::new(Code::Defect, "a proposal is no trade").into());
        };
        self.trades.insert(deal.number, trade);
        match deal.course {
            Course::Expired => return Ok(false),
            Course::Declined => {
                let reason = "too little".into();
                self.act(deal, ANSWER, TradeRole::Seller, TradeAct::Decline { reason }).await?;
                return Ok(false);
            }
            Course::Withdrawn => {
                let reason = "bought elsewhere".into();
                self.act(deal, ANSWER, TradeRole::Buyer, TradeAct::Cancel { reason }).await?;
                return Ok(false);
            }
            Course::Counter => {
                let terms = self::terms(deal, deal.agreed.minor(), dawn)?;
                self.act(deal, COUNTER, TradeRole::Seller, TradeAct::Counter { terms }).await?;
                self.act(deal, ANSWER, TradeRole::Buyer, TradeAct::Accept {}).await?;
            }
            _ => self.act(deal, ANSWER, TradeRole::Seller, TradeAct::Accept {}).await?,
        }
        if deal.course == Course::Unfunded {
            return Ok(false);
        }
        match self.act(deal, FUND, TradeRole::Buyer, TradeAct::Fund {}).await {
            Ok(()) => Ok(true),
            Err(failure) if failure.kind() == FailureKind::Refused => {
                // Who cannot pay, or has not got the goods any more, gives it up with the other.
                self.give_up(deal, "there is not enough").await?;
                Ok(false)
            }
            Err(failure) => Err(failure),
        }
    }

    /// Loads what ships can hold, sails, and brings it to the buyers; answers what waits for the next voyage.
    async fn sail<'a>(&mut self, deals: &[&'a Deal], voyage: u16) -> Result<Vec<&'a Deal>, Failure> {
        let (mut loaded, mut waiting) = (Vec::new(), Vec::new());
        let mut refused = None;
        for deal in deals {
            let load = TradeAct::Carry { goods: vec![units(deal.amount, None)], to: ship(deal)?, leg: aboard(deal)? };
            match self.act(deal, LOAD.saturating_add(voyage), TradeRole::Seller, load).await {
                Ok(()) => loaded.push(*deal),
                Err(failure) if failure.kind() == FailureKind::Refused => {
                    self.waited += 1;
                    refused = Some(failure);
                    waiting.push(*deal);
                }
                Err(failure) => return Err(failure),
            }
        }
        // An empty ship that is full holds too little for it, at any time.
        if let Some(failure) = refused.filter(|_| loaded.is_empty()) {
            return Err(failure);
        }
        for deal in &loaded {
            self.cross(deal).await?;
        }
        for deal in &loaded {
            self.arrive(deal).await?;
            self.owe(deal).await?;
        }
        Ok(waiting)
    }

    /// What happens at sea: a crate goes overboard, both change their minds, or it comes to the dock.
    async fn cross(&mut self, deal: &Deal) -> Result<(), Failure> {
        if deal.course == Course::Cancelled {
            return self.give_up(deal, "the price has fallen").await;
        }
        let mut left = deal.amount;
        if deal.course == Course::Lost && deal.units > 0 {
            let (to, reason) = (account(&["lost", &deal.sku])?, "overboard in a storm".into());
            let goods = vec![units(deal.units, Some(ship(deal)?))];
            self.act(deal, LOSE, TradeRole::Carrier, TradeAct::Lose { goods, to, reason }).await?;
            left -= deal.units;
        }
        if left > 0 {
            let goods = vec![units(left, Some(ship(deal)?))];
            self.act(
                deal,
                UNLOAD,
                TradeRole::Carrier,
                TradeAct::Carry { goods, to: dock(deal)?, leg: CargoLeg::default() },
            )
            .await?;
        }
        Ok(())
    }

    /// What happens on the dock: goods are delivered and paid, or an arbiter decides.
    async fn arrive(&mut self, deal: &Deal) -> Result<(), Failure> {
        let all = || TradeAct::Deliver { goods: Vec::new() };
        match deal.course {
            Course::Cancelled => Ok(()),
            Course::Lost if deal.units == deal.amount => Ok(()),
            Course::Parts if (1..deal.amount).contains(&deal.units) => {
                let goods = vec![units(deal.units, Some(dock(deal)?))];
                self.act(deal, DELIVER, TradeRole::Buyer, TradeAct::Deliver { goods }).await?;
                self.act(deal, DELIVER_REST, TradeRole::Buyer, all()).await
            }
            Course::Disputed => {
                let reason = "it is not what was agreed on".into();
                self.act(deal, DISPUTE, TradeRole::Buyer, TradeAct::Dispute { reason }).await?;
                self.resolve(deal).await
            }
            Course::Reversed => {
                self.act(deal, DELIVER, TradeRole::Buyer, all()).await?;
                let reason = "an embargo".into();
                self.act(deal, REVERSE, TradeRole::Operator, TradeAct::Reverse { reason }).await
            }
            _ => self.act(deal, DELIVER, TradeRole::Buyer, all()).await,
        }
    }

    /// The arbiter: the buyer keeps some of the goods, at two thirds of their price; the rest goes back.
    async fn resolve(&mut self, deal: &Deal) -> Result<(), Failure> {
        let trade = self.trade(deal).await?;
        let part =
            |payment: &TradePayment| payment.amount * deal.units / deal.amount * VERDICT_PART[0] / VERDICT_PART[1];
        let payments = trade.terms.payments.iter().map(part).collect();
        let reason = VERDICT.to_owned();
        self.act(deal, RESOLVE, TradeRole::Arbiter, TradeAct::Resolve { goods: vec![deal.units], payments, reason })
            .await
    }

    /// Both give it up.
    async fn give_up(&mut self, deal: &Deal, reason: &str) -> Result<(), Failure> {
        for (step, by) in [(GIVE_UP, TradeRole::Buyer), (AGREE, TradeRole::Seller)] {
            self.act(deal, step, by, TradeAct::Cancel { reason: reason.into() }).await?;
        }
        Ok(())
    }

    /// Sets aside what is owed until the end of the month: the freight, and the price of goods on account.
    async fn owe(&mut self, deal: &Deal) -> Result<(), Failure> {
        let trade = self.trade(deal).await?;
        let mut owed = Vec::new();
        let payer = if seller_pays_freight(deal.incoterm) { &deal.seller } else { &deal.buyer };
        let owner = SHIPS.iter().find(|ship| ship.name == deal.ship).map_or("", |ship| ship.owner);
        if payer.as_str() != owner {
            owed.push((payer.as_str(), owner, CURRENCIES[0], deal.amount * FREIGHT, "freight"));
        }
        let pays = deal.pays();
        if deal.settle == Settle::Account && trade.state == TradeState::Settled {
            let kept: i64 = trade.goods.iter().map(|goods| goods.delivered + goods.lost_by_buyer).sum();
            let [part, of] = if deal.course == Course::Disputed { VERDICT_PART } else { [1, 1] };
            let price = deal.agreed.minor() * kept / deal.amount * part / of;
            owed.push((deal.buyer.as_str(), deal.seller.as_str(), &pays, price, "goods"));
        }
        let noon = Timestamp::from_second(begin().as_second() + (deal.day - 1) * DAY + 12 * HOUR);
        let moment = Moment { now: noon.unwrap_or(begin()), seed: deal.number.into() };
        let mut steps = Vec::new();
        for (n, (debtor, creditor, money, amount, what)) in (0..).zip(owed).filter(|(_, owed)| owed.3 > 0) {
            let id: EntryId = moment.id(n);
            let entry = NewEntry::new(id, account(&[debtor, money])?, account(&[creditor, money])?, amount);
            let (reference, note) = (Some(ON_ACCOUNT.into()), owed_for(what, deal.number));
            steps.push(EntryStep::Enter(NewEntry { layer: Layer::Encumbered, reference, note, ..entry }));
        }
        if !steps.is_empty() {
            self.send(deal.number, OWE, &Command::RecordEntries { steps }).await?;
        }
        Ok(())
    }

    async fn trade(&self, deal: &Deal) -> Result<std::sync::Arc<Trade>, Failure> {
        let unknown = || Refusal::new(Code::Defect, format!("trade {} was not proposed", deal.number));
        self.engine.get::<Trade>(self.trades.get(&deal.number).ok_or_else(unknown)?).await
    }

    async fn act(&mut self, deal: &Deal, step: u16, by: TradeRole, act: TradeAct) -> Result<(), Failure> {
        let trade = self.trade(deal).await?.id;
        self.send(deal.number, step, &Command::ActOnTrade { trade, by, round: None, act }).await.map(|_| ())
    }

    /// Sends a command of a trade, a second after the one before. Sent again under its id, it changes nothing.
    pub(crate) async fn send(&mut self, number: u32, step: u16, command: &Command) -> Result<Outcome, Failure> {
        self.clock.pass_second();
        self.engine.execute(id(number, step), command).await
    }

    fn forward(&self, second: i64) {
        self.clock.forward(Timestamp::from_second(second).unwrap_or(Timestamp::MAX));
    }
}

/// The id of a command: the same trade sends the same commands under the same ids on every run.
fn id(number: u32, step: u16) -> CommandId {
    Moment { now: begin(), seed: number.into() }.id(step)
}

/// What tells one file of trades from another.
fn of_file(deals: &[Deal]) -> String {
    let mut mixed = Dice(0);
    for byte in deals.iter().flat_map(|deal| format!("{deal:?}").into_bytes()) {
        mixed = Dice(mixed.roll() ^ u64::from(byte));
    }
    format!("{} trades, {:016x}", deals.len(), mixed.roll())
}

/// What is said of an obligation.
pub(crate) fn owed_for(what: &str, number: u32) -> String {
    format!("{what} of trade {number}")
}
