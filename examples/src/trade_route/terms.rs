//! A trade of the file as terms of the engine.

use fondaco::money::{Money, Rounding};
use fondaco::trade::{
    CargoLeg, Exchange, Incoterm, PaymentKind, Stowage, TradeGoods, TradePayment, TradeTerms, TradeUnits,
};
use fondaco::{AccountCode, Refusal, Timestamp};

use super::deal::{Course, Deal, Settle};
use super::market::{account, weight};

pub(crate) const HOUR: i64 = 3_600;
pub(crate) const DAY: i64 = 24 * HOUR;
/// The market takes a hundredth of what the seller receives.
const FEE: i64 = 100;
/// A deposit is a tenth of the price.
const DEPOSIT: i64 = 10;

/// The terms at a price, for the day that begins at `dawn`.
pub(crate) fn terms(deal: &Deal, price: i64, dawn: i64) -> Result<TradeTerms, Refusal> {
    let at = |second: i64| Timestamp::from_second(dawn + second).ok();
    let from = account(&[deal.seller.as_str(), &deal.from, &deal.sku])?;
    let to = account(&[deal.buyer.as_str(), &deal.to, &deal.sku])?;
    let stowage = vec![Stowage { from: account(&["world", "kg"])?, each: weight(&deal.sku) }];
    Ok(TradeTerms {
        goods: vec![TradeGoods { from, to, amount: deal.amount, worth: 1, lot: 1, stowage }],
        payments: if deal.settle == Settle::Account { Vec::new() } else { payments(deal, price)? },
        in_parts: deal.course == Course::Parts,
        incoterm: Some(deal.incoterm),
        offer_until: at(12 * HOUR),
        fund_by: at(14 * HOUR),
        deliver_by: at(14 * DAY),
    })
}

/// The price, exchanged where the seller receives another money, and the fee that the market takes of it.
fn payments(deal: &Deal, price: i64) -> Result<Vec<TradePayment>, Refusal> {
    let (pays, receives) = (deal.pays(), deal.receives.as_str());
    let to = account(&[deal.seller.as_str(), receives])?;
    let (mut exchange, mut proceeds) = (None, price);
    if let Some(rate) = deal.rate {
        let rounding = Rounding::HalfEven;
        // All moneys of the route have a hundred parts.
        proceeds = rate.of(Money::from_minor(price, deal.agreed.currency()), rounding)?.minor();
        exchange = Some(Exchange {
            through: account(&["exchange", &pays])?,
            from: account(&["exchange", receives])?,
            rate,
            rounding,
            quoted_until: None,
            difference: Some(account(&["rounding", receives])?),
        });
    }
    let deposit = if deal.settle == Settle::Deposit { price / DEPOSIT } else { 0 };
    let from = account(&[deal.buyer.as_str(), &pays])?;
    let price = TradePayment {
        kind: PaymentKind::Price,
        from,
        to: to.clone(),
        amount: price,
        deposit,
        of_proceeds: false,
        exchange,
    };
    let fee = TradePayment {
        kind: PaymentKind::Fee,
        from: to,
        to: account(&["market", receives])?,
        amount: (proceeds / FEE).max(1),
        deposit: 0,
        of_proceeds: true,
        exchange: None,
    };
    Ok(vec![price, fee])
}

/// Where goods are at sea.
pub(crate) fn ship(deal: &Deal) -> Result<AccountCode, Refusal> {
    account(&["ship", &deal.ship, &deal.sku])
}

/// On board of its ship: it carries no more than it can.
pub(crate) fn aboard(deal: &Deal) -> Result<CargoLeg, Refusal> {
    Ok(CargoLeg {
        custody: Some(format!("captain/{}", deal.ship).parse()?),
        departs_at: None,
        arrives_at: None,
        room: vec![account(&["ship", &deal.ship, "kg"])?],
    })
}

/// Where they are unloaded.
pub(crate) fn dock(deal: &Deal) -> Result<AccountCode, Refusal> {
    account(&["dock", &deal.to, &deal.sku])
}

/// Units of the goods of a trade.
pub(crate) const fn units(amount: i64, at: Option<AccountCode>) -> TradeUnits {
    TradeUnits { goods: 0, amount, at }
}

/// Who pays the carriage: under the terms of groups E and F the buyer does (Incoterms 2020).
pub(crate) const fn seller_pays_freight(incoterm: Incoterm) -> bool {
    !matches!(incoterm, Incoterm::Exw | Incoterm::Fca | Incoterm::Fas | Incoterm::Fob)
}
