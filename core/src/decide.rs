//! (command, moment, facts) to decision: one short arm a command, into its module.

use alloc::vec::Vec;

use crate::command::Command;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::inventory::SourcingTerms;
use crate::moment::Moment;
use crate::outcome::Outcome;
use crate::record::Key;
use crate::{
    cart, catalog, coupon, document, effect, inventory, ledger, order, payment, pricing, settlement, shipping, trade,
};

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
#[expect(clippy::too_many_lines, reason = "a table: one short arm a command")]
pub fn decide(command: &Command, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    use Command as C;
    match command {
        C::DefineVariants { variants } => catalog::define_variants(variants, facts),
        C::DefineChannel { channel } => catalog::define_channel(channel, facts),
        C::DefineSeries { series, terms } => document::define_series(series, terms, facts),
        C::DefineSeller { seller } => catalog::define_seller(seller, facts),
        C::DefinePriceBook { rules } => pricing::define(rules, facts),
        C::DefineShippingBook { code, rules } => shipping::define(code, rules, facts),
        C::DefineCoupons { coupons } => coupon::define(coupons, facts),
        C::IssueGiftCard { card } => payment::issue_gift_card(card, facts),
        C::DefineLocation { location } => inventory::define_location(location, facts),
        C::ReceiveStock { location, lines, reference, inbound } => {
            inventory::receive(location, lines, reference.as_ref(), *inbound, moment, facts)
        }
        C::DefineStockTerms { location, skus, terms } => inventory::define_terms(location, skus, terms, facts),
        C::SetAside { location, sku, reason, by } => inventory::set_aside(location, sku, *reason, *by, facts),
        C::CheckStock { location, sku } => inventory::check_level(sku, location, facts),
        C::AdjustStock { location, lines, reason, note } => {
            inventory::adjust(location, lines, *reason, note, moment, facts)
        }
        C::CountStock { location, lines, reference } => {
            inventory::count(location, lines, reference.as_ref(), moment, facts)
        }
        C::WriteOffStock { location, lines, reason, note, aside } => {
            inventory::write_off(location, lines, *reason, note, *aside, moment, facts)
        }
        C::SendTransfer { from, to, lines, reference } => {
            inventory::send_transfer(from, to, lines, reference.as_ref(), moment, facts)
        }
        C::ReceiveTransfer { transfer, lines } => inventory::receive_transfer(*transfer, lines, moment, facts),
        C::ReturnTransfer { transfer, lines } => inventory::return_transfer(*transfer, lines, moment, facts),
        C::WriteOffTransfer { transfer, lines, reason, note } => {
            inventory::write_off_transfer(*transfer, lines, *reason, note, facts)
        }
        C::AnnounceInbound { location, lines, due_at, reference } => {
            inventory::announce(location, lines, *due_at, reference.as_ref(), moment, facts)
        }
        C::ChangeInbound { inbound, due_at, lines } => inventory::change_inbound(*inbound, *due_at, lines, facts),
        C::CancelInbound { inbound } => inventory::cancel_inbound(*inbound, facts),
        C::OpenCart { channel, customer, lines, address } => {
            cart::open(channel, *customer, lines, address.as_ref(), moment, facts)
        }
        C::AddLine { cart, line } => cart::add(*cart, line, moment, facts),
        C::ChangeLine { cart, line, quantity } => cart::change(*cart, *line, *quantity, moment, facts),
        C::RemoveLine { cart, line } => cart::remove(*cart, *line, moment, facts),
        C::SetAddress { cart, address } => cart::set_address(*cart, address, moment, facts),
        C::SendLine { cart, line, to, quantity } => cart::send(*cart, *line, to.as_ref(), *quantity, moment, facts),
        C::NoteLine { cart, line, note } => cart::note_line(*cart, *line, note.as_ref(), moment, facts),
        C::SaveLine { cart, line } => cart::save(*cart, *line, moment, facts),
        C::RestoreLine { cart, line } => cart::restore(*cart, *line, moment, facts),
        C::AcceptPrices { cart } => cart::accept_prices(*cart, moment, facts),
        C::PutAddress { cart, address } => cart::put_address(*cart, address, moment, facts),
        C::RemoveAddress { cart, address } => cart::remove_address(*cart, address, moment, facts),
        C::DescribeCart { cart, note, custom } => cart::describe(*cart, note.as_ref(), custom, moment, facts),
        C::AssignCart { cart, customer } => cart::assign(*cart, *customer, moment, facts),
        C::MergeCarts { guest, existing, by } => cart::merge(*guest, *existing, *by, moment, facts),
        C::ExpireCart { cart } => cart::expire(*cart, moment, facts),
        C::ReopenCart { cart } => cart::reopen(*cart, moment, facts),
        C::SetBilling { cart, billing } => cart::set_billing(*cart, billing.as_ref(), moment, facts),
        C::SetBuyer { cart, buyer } => cart::set_buyer(*cart, buyer, moment, facts),
        C::SetCharges { cart, charges } => cart::set_charges(*cart, charges, moment, facts),
        C::ChooseShipping { cart, method } => cart::choose_shipping(*cart, method.as_ref(), moment, facts),
        C::SetTaxes { cart, answer } => cart::set_taxes(*cart, answer, moment, facts),
        C::ApplyCoupon { cart, coupon } => coupon::apply(*cart, coupon, moment, facts),
        C::RemoveCoupon { cart, coupon } => coupon::remove(*cart, coupon, moment, facts),
        C::ExpireCouponUse { coupon_use } => coupon::expire(*coupon_use, moment, facts),
        C::ApplyGiftCard { cart, gift_card } => payment::apply_gift_card(*cart, gift_card, moment, facts),
        C::RemoveGiftCard { cart, gift_card } => payment::remove_gift_card(*cart, gift_card, moment, facts),
        C::ReserveCart { cart } => inventory::reserve(*cart, moment, facts),
        C::ReserveStock { holder, lines, locations, sourcing, keep, collect_at, hold_seconds, replaces } => {
            let (hold_seconds, replaces) = (*hold_seconds, *replaces);
            let terms =
                SourcingTerms { rules: sourcing, keep: *keep, destination: None, collect_at: collect_at.as_ref() };
            let asked = inventory::Asked { holder, lines, locations, terms, hold_seconds, replaces };
            inventory::reserve_stock(asked, moment, facts)
        }
        C::ExtendReservation { reservation, hold_seconds } => {
            inventory::extend(*reservation, *hold_seconds, moment, facts)
        }
        C::CommitReservation { reservation, reference } => {
            inventory::commit(*reservation, reference.as_ref(), moment, facts)
        }
        C::FillBackorder { backorder } => inventory::fill(*backorder, facts),
        C::ReleaseReservation { reservation } => inventory::release(*reservation, facts),
        C::ExpireReservation { reservation } => inventory::expire(*reservation, moment, facts),
        C::PlaceOrder { cart, total } => order::place(*cart, *total, moment, facts),
        C::BuyNow { channel, customer, lines, address, charges, shipping, coupons, total, billing } => {
            let purchase = order::Purchase {
                channel,
                customer: *customer,
                lines,
                address,
                charges,
                shipping: shipping.as_ref(),
                coupons,
                billing: billing.as_ref(),
            };
            order::buy_now(&purchase, *total, moment, facts)
        }
        C::CancelLines { order, lines, charges, reason } => {
            order::cancel_lines(*order, lines, charges, reason, moment, facts)
        }
        C::AmendOrder { order, changes, shown } => order::amend(*order, changes, *shown, moment, facts),
        C::CancelOrder { order, reason } => order::cancel(*order, reason, moment, facts),
        C::HoldOrder { order, reason } => order::hold(*order, reason, facts),
        C::ReleaseOrder { order } => order::release(*order, facts),
        C::IssueInvoice { order, lines, seller } => {
            document::issue_invoice(*order, lines, seller.as_ref(), moment, facts)
        }
        C::IssueCreditNote { order, seller } => document::issue_credit_note(*order, seller.as_ref(), moment, facts),
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
        C::ShipOrder { order, lines, from, tracking } => {
            order::ship(*order, lines, from.as_ref(), tracking.as_ref(), moment, facts)
        }
        C::RequestReturn { order, lines } => order::request_return(*order, lines, moment, facts),
        C::ApproveReturn { return_id, location } => order::approve_return(*return_id, location, facts),
        C::RefuseReturn { return_id, reason } => order::refuse_return(*return_id, reason, facts),
        C::CancelReturn { return_id } => order::cancel_return(*return_id, facts),
        C::ReceiveReturn { return_id, location, lines } => {
            order::receive_return(*return_id, location.as_ref(), lines, facts)
        }
        C::RefundReturn { return_id, lines, charges, fee, store_credit } => {
            let refund = order::Refund { lines, charges, fee: *fee, store_credit: store_credit.as_ref() };
            order::refund_return(*return_id, refund, moment, facts)
        }
        C::TrackShipment { shipment, carrier, events } => {
            order::track(*shipment, carrier.as_ref(), events, moment, facts)
        }
        C::RequestLabel { shipment, carrier, service, parcels } => {
            shipping::request_label(*shipment, carrier, service, parcels, moment, facts)
        }
        C::VoidLabel { shipment, booking } => shipping::void_label(*shipment, *booking, moment, facts),
        C::DeliverShipment { shipment } => order::deliver(*shipment, moment, facts),
        C::DefineAccounts { accounts } => ledger::define(accounts, facts),
        C::RecordEntries { steps } => ledger::record(steps, moment, facts),
        C::ExpireEntry { entry } => ledger::expire(*entry, moment, facts),
        C::ProposeTrade { buyer, seller, by, terms } => trade::propose((buyer, seller), *by, terms, moment, facts),
        C::ActOnTrade { trade, by, round, act } => trade::act(*trade, *by, *round, act, moment, facts),
        C::InstructSettlement { by, terms } => settlement::instruct(by, terms, moment, facts),
        C::ActOnSettlement { settlement, by, act } => settlement::act(*settlement, by, act, moment, facts),
        C::Settle { settlements, together, clearing } => {
            settlement::settle(settlements, *together, clearing, moment, facts)
        }
        C::ExpireTrade { trade } => trade::expire(*trade, moment, facts),
    }
}
