//! (command, moment, facts) to decision: one short arm a command, into its module.

use alloc::vec::Vec;

use crate::command::{Command, Outcome};
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::moment::Moment;
use crate::record::Key;
use crate::{cart, catalog, coupon, effect, inventory, order, payment, pricing};

/// What a command comes to: what happened, to which records, and what it answers.
///
/// Records and counters are not part of it: they follow from the events, in one place, for decisions and replay alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What happened, in order, each to the record that it names.
    pub events: Vec<(Key, Event)>,
    /// What the command answers.
    pub outcome: Outcome,
}

impl Decision {
    /// A decision by which nothing has happened yet.
    pub(crate) const fn new(outcome: Outcome) -> Self {
        Self { events: Vec::new(), outcome }
    }

    /// Adds something that happened to a record.
    pub(crate) fn record(&mut self, stream: impl Into<Key>, event: Event) {
        self.events.push((stream.into(), event));
    }
}

/// Decides a command: a pure function, which asks for the facts it has not been shown.
pub fn decide(command: &Command, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    use Command as C;
    match command {
        C::DefineVariants { variants } => catalog::define_variants(variants, facts),
        C::DefineChannel { channel } => catalog::define_channel(channel, facts),
        C::DefinePriceBook { rules } => pricing::define(rules, facts),
        C::DefineCoupons { coupons } => coupon::define(coupons, facts),
        C::IssueGiftCard { card } => payment::issue_gift_card(card, facts),
        C::ReceiveStock { location, lines, reference } => {
            inventory::receive(location, lines, reference.as_ref(), moment, facts)
        }
        C::OpenCart { channel, customer, lines, address } => {
            cart::open(channel, *customer, lines, address.as_ref(), moment, facts)
        }
        C::AddLine { cart, line } => cart::add(*cart, line, facts),
        C::ChangeLine { cart, line, quantity } => cart::change(*cart, *line, *quantity, facts),
        C::RemoveLine { cart, line } => cart::remove(*cart, *line, facts),
        C::SetAddress { cart, address } => cart::set_address(*cart, address, facts),
        C::SetBuyer { cart, buyer } => cart::set_buyer(*cart, buyer, facts),
        C::SetCharges { cart, charges } => cart::set_charges(*cart, charges, facts),
        C::SetTaxes { cart, answer } => cart::set_taxes(*cart, answer, moment, facts),
        C::ApplyCoupon { cart, coupon } => coupon::apply(*cart, coupon, moment, facts),
        C::RemoveCoupon { cart, coupon } => coupon::remove(*cart, coupon, moment, facts),
        C::ExpireCouponUse { coupon_use } => coupon::expire(*coupon_use, moment, facts),
        C::ApplyGiftCard { cart, gift_card } => payment::apply_gift_card(*cart, gift_card, moment, facts),
        C::RemoveGiftCard { cart, gift_card } => payment::remove_gift_card(*cart, gift_card, facts),
        C::ReserveCart { cart } => inventory::reserve(*cart, moment, facts),
        C::ReleaseReservation { reservation } => inventory::release(*reservation, facts),
        C::ExpireReservation { reservation } => inventory::expire(*reservation, moment, facts),
        C::PlaceOrder { cart, total } => order::place(*cart, *total, moment, facts),
        C::BuyNow { channel, customer, lines, address, charges, coupons, total } => {
            let purchase = order::Purchase { channel, customer: *customer, lines, address, charges, coupons };
            order::buy_now(&purchase, *total, moment, facts)
        }
        C::CancelOrder { order, reason } => order::cancel(*order, reason, moment, facts),
        C::RequestPayment { order, amount, method } => {
            payment::request(*order, *amount, method.as_ref(), moment, facts)
        }
        C::AuthorizePayment { payment, amount, reference, expires_at } => {
            let held = payment::Authorization { amount: *amount, reference, expires_at: *expires_at };
            payment::authorize(*payment, held, moment, facts)
        }
        C::CapturePayment { payment, amount, reference, last } => {
            let taken = payment::Capture { amount: *amount, reference: reference.as_ref(), last: *last };
            payment::capture(*payment, taken, moment, facts)
        }
        C::FailPayment { payment, reason } => payment::fail(*payment, reason, moment, facts),
        C::VoidPayment { payment } => payment::void(*payment, moment, facts),
        C::RefundPayment { payment, amount, reference } => {
            payment::refund(*payment, *amount, reference.as_ref(), moment, facts)
        }
        C::ExpirePayment { payment } => payment::expire(*payment, moment, facts),
        C::OpenDispute { payment, dispute, amount } => payment::open_dispute(*payment, dispute, *amount, facts),
        C::WinDispute { payment, dispute } => payment::win_dispute(*payment, dispute, facts),
        C::LoseDispute { payment, dispute } => payment::lose_dispute(*payment, dispute, facts),
        C::RequestCapture { payment, amount, last } => {
            payment::request_capture(*payment, *amount, *last, moment, facts)
        }
        C::RequestRefund { payment, amount } => payment::request_refund(*payment, *amount, moment, facts),
        C::RefundOrder { order, amount, start } => payment::refund_order(*order, *amount, *start, moment, facts),
        C::ClaimEffect { effect } => effect::claim(*effect, moment, facts),
        C::AnswerEffect { effect, attempt, answer } => effect::answer(*effect, *attempt, answer, moment, facts),
        C::RetryEffect { effect } => effect::retry(*effect, facts),
        C::ShipOrder { order, from, tracking } => order::ship(*order, from.as_ref(), tracking.as_ref(), moment, facts),
        C::DeliverShipment { shipment } => order::deliver(*shipment, moment, facts),
    }
}
