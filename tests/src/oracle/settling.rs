//! Instructions that are settled: as much of them as there is, in lots; and why what is left is not.

use fondaco::ledger::{Account, EntryStep, NewEntry};
use fondaco::settlement::{
    LegKind, Settlement, SettlementAct, SettlementLeg, SettlementReason, SettlementStanding, SettlementTerms,
};
use fondaco::{AccountCode, Command, Outcome, PartyCode, SettlementId, Timestamp, word};
use serde_json::{Map, Value, json};

use super::Answer;
use super::desk::Desk;
use super::given::{Fields, Miss, not_applicable};
use super::sale::ready;

fn told<const N: usize>(values: [(&str, Value); N]) -> Map<String, Value> {
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// A seller and a buyer, each with an account of goods and one of cash that are never below zero, and whoever supplies them.
struct Venue {
    desk: Desk,
}

impl Venue {
    fn new() -> Result<Self, Miss> {
        let desk = Desk::new();
        for asset in ["goods", "cash"] {
            desk.open(&format!("world/{asset}"), asset)?;
            for party in ["seller", "buyer"] {
                let code = format!("{party}/{asset}").parse()?;
                desk.define(Account { floor: Some(0), ..Account::new(code, asset.parse()?) })?;
            }
        }
        Ok(Self { desk })
    }

    /// Gives a party so much of something.
    fn supply(&self, party: &str, asset: &str, amount: i64) -> Result<(), Miss> {
        let (from, to) = (format!("world/{asset}").parse()?, format!("{party}/{asset}").parse()?);
        self.desk.record(vec![EntryStep::Enter(NewEntry::new(self.desk.entry_id(), from, to, amount))])??;
        Ok(())
    }

    /// What both instruct.
    fn matched(&self, terms: &SettlementTerms) -> Result<SettlementId, Miss> {
        let instruct = Command::InstructSettlement { by: "buyer".parse()?, terms: terms.clone() };
        let Outcome::Settlement { settlement } = self.desk.run(self.desk.command_id(), &instruct)?? else {
            return Err(not_applicable("an instruction is answered otherwise"));
        };
        self.act(settlement, "seller", SettlementAct::Affirm { terms: terms.clone() })?;
        Ok(settlement)
    }

    fn act(&self, settlement: SettlementId, by: &str, act: SettlementAct) -> Result<(), Miss> {
        let act = Command::ActOnSettlement { settlement, by: by.parse()?, act };
        self.desk.run(self.desk.command_id(), &act)??;
        Ok(())
    }

    fn settle(&self, settlements: Vec<SettlementId>) -> Result<(), Miss> {
        let settle = Command::Settle { settlements, together: false, clearing: Vec::new() };
        self.desk.run(self.desk.command_id(), &settle)??;
        Ok(())
    }

    fn settlement(&self, id: SettlementId) -> Result<Settlement, Miss> {
        Ok((*ready(self.desk.engine.get::<Settlement>(&id))?.map_err(not_applicable)?).clone())
    }

    fn cash(&self, party: &str) -> Result<i64, Miss> {
        let code: AccountCode = format!("{party}/cash").parse()?;
        self.desk.posted(&code)
    }

    /// Why it is not settled, as a party is told.
    fn reason(&self, id: SettlementId, party: &str) -> Result<Option<SettlementReason>, Miss> {
        let party: PartyCode = party.parse()?;
        Ok(ready(self.desk.engine.settlement_status(id, &party))?.map_err(not_applicable)?.reason)
    }
}

/// Goods of the seller for cash of the buyer.
fn terms(goods: i64, cash: i64) -> Result<SettlementTerms, Miss> {
    let leg = |kind, asset: &str, from: &str, to: &str, amount| {
        Ok::<_, Miss>(SettlementLeg {
            kind,
            deliverer: from.parse()?,
            from: format!("{from}/{asset}").parse()?,
            receiver: to.parse()?,
            to: format!("{to}/{asset}").parse()?,
            amount,
        })
    };
    let legs = vec![
        leg(LegKind::Goods, "goods", "seller", "buyer", goods)?,
        leg(LegKind::Money, "cash", "buyer", "seller", cash)?,
    ];
    let (settle_from, cut_off, retry_seconds, after) = (None, None, None, Vec::new());
    Ok(SettlementTerms { legs, lot: None, settle_from, cut_off, retry_seconds, after, reference: None })
}

/// Settles what is there, in lots or all of it.
pub(super) fn partly(given: &Fields<'_>) -> Answer {
    let venue = Venue::new()?;
    let instructed = given.object("instructed")?.ok_or_else(|| not_applicable("nothing instructed"))?;
    let (goods, cash): (i64, i64) = (instructed.get("goods")?, instructed.get("cash")?);
    instructed.done()?;
    venue.supply("buyer", "cash", cash)?;
    let mut terms = terms(goods, cash)?;
    let deliveries: Option<Vec<i64>> = given.may("deliveries")?;
    let available: i64 = given.may("available_goods")?.unwrap_or_default();
    let lot: Option<i64> = given.may("min_lot")?;
    let policy: String = given.may("policy")?.unwrap_or_else(|| "PART".into());
    given.done()?;
    terms.lot = match policy.as_str() {
        "PART" => Some(lot.unwrap_or(1)),
        "NPAR" => None,
        other => return Err(given.unknown("policy", other)),
    };
    let id = venue.matched(&terms)?;
    let mut paid = Vec::new();
    for delivered in deliveries.unwrap_or_else(|| vec![available]) {
        let before = venue.cash("seller")?;
        venue.supply("seller", "goods", delivered)?;
        venue.settle(vec![id])?;
        paid.push(venue.cash("seller")? - before);
    }
    let settlement = venue.settlement(id)?;
    let [goods_done, cash_done] = settlement.progress.settled[..] else { return Err(not_applicable("two legs")) };
    let status = settlement.status(&"seller".parse()?, venue.desk.clock.now());
    let standing = if status.in_part { "PartiallySettled".to_owned() } else { capitalised(status.settlement) };
    let reason = status.reason.map(|reason| word(&reason).to_uppercase());
    let both = |goods: i64, cash: i64| json!({"goods": goods, "cash": cash});
    Ok(told([
        ("settled", both(goods_done, cash_done)),
        ("remaining", both(goods - goods_done, cash - cash_done)),
        ("status", json!(standing)),
        ("reason", json!(reason)),
        ("cash_per_delivery", json!(paid)),
    ]))
}

fn capitalised(standing: SettlementStanding) -> String {
    let word = word(&standing);
    word.get(..1).unwrap_or_default().to_uppercase() + word.get(1..).unwrap_or_default()
}

/// The reason code for each state of things, as the party that is meant by "own" is told.
pub(super) fn reasons(given: &Fields<'_>) -> Answer {
    let states: Vec<String> = given.get("map")?;
    given.done()?;
    let mut codes = Vec::new();
    for state in &states {
        let reason = brought_about(state)?.ok_or_else(|| not_applicable(format!("`{state}` has no code")))?;
        codes.push(word(&reason).to_uppercase());
    }
    Ok(told([("codes", json!(codes))]))
}

fn brought_about(state: &str) -> Result<Option<SettlementReason>, Miss> {
    let venue = Venue::new()?;
    let mut terms = terms(10, 1000)?;
    let day: Timestamp = "1970-01-03T00:00:00Z".parse().map_err(not_applicable)?;
    let (missing, own) = match state {
        "own goods missing" => ("goods", "seller"),
        "counterparty goods missing" => ("goods", "buyer"),
        "own cash missing" => ("cash", "buyer"),
        "counterparty cash missing" => ("cash", "seller"),
        _ => ("", "buyer"),
    };
    for (party, asset, amount) in [("seller", "goods", 10), ("buyer", "cash", 1000)] {
        if asset != missing {
            venue.supply(party, asset, amount)?;
        }
    }
    match state {
        "before intended settlement date" => terms.settle_from = Some(day),
        "market deadline missed" => terms.cut_off = Some(day),
        // Another one that there are no goods for.
        "linked instruction pending" => terms.after = vec![venue.matched(&self::terms(11, 1000)?)?],
        _ => {}
    }
    let id = venue.matched(&terms)?;
    match state {
        "own instruction on hold" => venue.act(id, "buyer", SettlementAct::Hold {})?,
        "counterparty on hold" => venue.act(id, "seller", SettlementAct::Hold {})?,
        // Nobody tried it in time.
        "market deadline missed" => venue.desk.clock.set(day),
        _ => venue.settle(terms.after.iter().copied().chain([id]).collect())?,
    }
    venue.reason(id, own)
}

/// What is said of an instruction on one day and the next, which nobody tries.
pub(super) fn by_day(given: &Fields<'_>) -> Answer {
    let at = |day: &str, hour: &str| format!("{day}T{hour}Z").parse::<Timestamp>().map_err(not_applicable);
    let date: String = given.get("intended_settlement_date")?;
    let venue = Venue::new()?;
    let days = given.each("statuses")?;
    given.done()?;
    let first = days.first().ok_or_else(|| not_applicable("no day"))?;
    venue.desk.clock.set(at(&first.get::<String>("day")?, "00:00:00")?);
    let (settle_from, cut_off) = (Some(at(&date, "07:00:00")?), Some(at(&date, "16:00:00")?));
    let id = venue.matched(&SettlementTerms { settle_from, cut_off, ..terms(10, 1000)? })?;
    let mut said = Vec::new();
    for day in days {
        let passed: bool = day.may("cutoff_passed")?.unwrap_or_default();
        if day.get::<bool>("settled")? {
            return Err(not_applicable("a settlement between the days"));
        }
        venue.desk.clock.set(at(&day.get::<String>("day")?, if passed { "16:00:00" } else { "12:00:00" })?);
        day.done()?;
        let status = venue.settlement(id)?.status(&"buyer".parse()?, venue.desk.clock.now());
        let reason = status.reason.filter(|_| status.settlement == SettlementStanding::Pending);
        let reason = reason.map(|reason| format!("({})", word(&reason).to_uppercase()));
        said.push(capitalised(status.settlement) + &reason.unwrap_or_default());
    }
    Ok(told([("status", json!(said))]))
}
