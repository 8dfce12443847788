//! What the engine answers about stock, and how it notices that stock crosses a mark.

use alloc::collections::BTreeSet;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::{Engine, due_by};
use crate::apply::adjustments_of;
use crate::catalog::Channel;
use crate::command::Command;
use crate::failure::Failure;
use crate::id::{ChannelCode, LocationCode, Sku};
use crate::inventory::{
    Inbound, InboundState, Promised, Reservation, ReservationState, Stock, StockOf, active, crossing, least, over_time,
    stock_of,
};
use crate::limits;
use crate::machine::word;
use crate::moment::Moment;
use crate::party::Actor;
use crate::port::{Cursor, Page, Paged, Scan};
use crate::record::{Entity, Key, Kind};

impl Engine {
    /// Stock of a SKU at a location; of a kit, what its parts there could be put together to. A hold past its time is not
    /// counted, even before a tick has marked it.
    pub async fn stock(&self, sku: &Sku, location: &LocationCode) -> Result<Stock, Failure> {
        Ok(least(&self.parts(sku, location).await?))
    }

    /// How many units of a SKU can be promised at a location, now and after each receipt that is announced there: the
    /// later ones among them include the earlier. What is overdue is expected now, and what was promised before it was
    /// there is taken from what comes first. Empty where stock is not counted.
    pub async fn promise(&self, sku: &Sku, location: &LocationCode) -> Result<Vec<Promised>, Failure> {
        let parts = self.parts(sku, location).await?;
        Ok(over_time(self.moment().now, &parts))
    }

    /// How many units of a SKU a channel can sell now, over all its locations that are active; `None` where stock is not
    /// counted. What one place has promised beyond what it has takes nothing from another. Refused with
    /// `channel.unknown`.
    pub async fn for_sale(&self, sku: &Sku, channel: &ChannelCode) -> Result<Option<i64>, Failure> {
        let active = self.ask(|_, facts| active(&facts.known::<Channel>(channel)?.locations, facts)).await?;
        let mut units = Some(0_i64);
        for location in &active {
            let here = self.stock(sku, location).await?.for_sale();
            units = units.zip(here).map(|(units, here)| units.saturating_add(here));
        }
        Ok(units)
    }

    /// What a SKU is made of, with its stock there, and what is announced.
    async fn parts(&self, sku: &Sku, location: &LocationCode) -> Result<Vec<StockOf>, Failure> {
        let mut parts = self.ask(|_, facts| stock_of(sku, location, facts)).await?;
        let give_back = |hold: &Reservation| {
            if hold.state == ReservationState::Held {
                for line in hold.lines.iter().filter(|line| line.location == *location) {
                    parts.iter_mut().filter(|part| part.sku == line.sku).for_each(|part| part.give_back(line));
                }
            }
        };
        self.each(&due_by(Kind::Reservation, &self.moment()), give_back).await?;
        let announced = Scan::of(Kind::Inbound).with("state", word(&InboundState::Announced));
        let announced = announced.with("location", location.as_str());
        self.each(&announced, |inbound: &Inbound| parts.iter_mut().for_each(|part| part.expect(inbound))).await?;
        Ok(parts)
    }

    /// Looks at every record that a scan finds.
    pub(super) async fn each<T: Entity>(&self, scan: &Scan, mut look: impl FnMut(&T)) -> Result<(), Failure> {
        let mut page = Page::first(limits::PAGE);
        loop {
            let found: Paged<Arc<T>> = self.find(scan, &page).await?;
            found.items.iter().for_each(|record| look(record));
            match found.next {
                Some(next) => page.after = Some(next),
                None => return Ok(()),
            }
        }
    }

    /// Follows the log from a place on, at most so many events, and notices where stock that has marks crossed one: once
    /// for each crossing, however many watch. Answers the place to go on from, which the host keeps; it is the same as
    /// before when there was nothing new.
    pub async fn watch(&self, after: &Cursor, limit: u32) -> Result<Cursor, Failure> {
        let recorded = self.events(after, limit).await?;
        let mut touched: BTreeSet<(Sku, LocationCode)> = BTreeSet::new();
        for event in &recorded {
            for adjustment in adjustments_of(&event.envelope.event)? {
                if let Key::Stock(sku, location) = adjustment.key {
                    touched.insert((sku, location));
                }
            }
        }
        for (sku, location) in touched {
            let crossed = self.ask(|_, facts| crossing(&sku, &location, facts)).await?;
            if crossed.is_some() {
                let moment = Moment { now: self.moment().now, ..self.clock.moment() };
                self.run(moment.id(0), Actor::System, &Command::CheckStock { location, sku }, &moment).await?;
            }
        }
        Ok(recorded.last().map_or(*after, |event| event.cursor))
    }
}
