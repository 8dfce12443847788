//! What every store promises, as plain async functions that run unchanged on each of them.
//!
//! A new store implements [`Subject`] and hands it to its tests, one for each promise:
//!
//! ```no_run
//! use fondaco_storage::MemoryStore;
//!
//! fondaco_storage::conformance_tests!(|| async { MemoryStore::new() });
//! ```
//!
//! or has all of them checked at once, by [`run`], or one by one, from [`PROMISES`]:
//!
//! ```no_run
//! # async fn checked() {
//! use std::sync::Arc;
//! use fondaco_storage::{MemoryStore, conformance};
//!
//! let report = conformance::run(Arc::new(MemoryStore::new())).await;
//! assert!(report.broken.is_empty(), "{report}");
//! # }
//! ```
//!
//! Each promise is a function that returns when it is kept and panics when it is broken. It works in tenants of its
//! own, named after it, which must be empty when it begins; so one fresh database serves all of them. Promises spawn
//! tasks: run them in a tokio runtime with its timer enabled, of one thread or many. Where many write at the same
//! time, they do so through two handles.

#![allow(clippy::missing_panics_doc, clippy::unwrap_used, reason = "a promise that is broken panics")]

mod allocation;
mod allowances;
mod carts;
mod commits;
mod counters;
mod durability;
mod effects;
mod events;
mod kits;
mod ledger;
mod movements;
mod numbers;
mod records;
mod scans;
mod settlements;
mod shipments;
pub mod shop;
mod stock;
mod trades;
mod trial;

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use fondaco::Tenant;
use fondaco::port::{Pending, Store};

pub use allocation::{
    lines_are_divided_over_places_to_the_last_unit, no_more_is_promised_than_is_to_come,
    who_waits_longest_is_served_first,
};
pub use allowances::{
    a_budget_is_never_passed, a_cancelled_order_gives_back_what_it_drew, a_coupon_counts_by_customer,
    a_gift_card_is_never_overdrawn, a_held_use_runs_out, the_last_use_of_a_coupon_is_given_once,
};
pub use carts::{a_merge_gives_back_what_was_held, a_tick_marks_carts_that_nobody_touched};
pub use commits::{
    a_basis_that_moved_is_stale, a_later_commit_rests_on_an_earlier_one, a_put_outside_the_basis_is_a_fault,
    a_stale_commit_leaves_no_trace, commits_together_are_answered_one_by_one, many_writers_of_one_record_lose_nothing,
    one_of_two_that_want_a_new_key_wins,
};
pub use counters::{
    a_counter_never_falls_below_zero, a_counter_that_overflows_is_a_fault, a_guard_holds_against_many_at_once,
    giving_back_needs_no_guard,
};
pub use durability::{
    a_command_sent_twice_happens_once, a_restart_changes_nothing, an_id_with_another_command_is_refused,
    replaying_the_log_gives_the_stored_state, tenants_see_nothing_of_each_other,
};
pub use effects::{
    an_authorization_ends_in_its_time, an_effect_is_taken_up_again_after_a_crash,
    two_runners_do_not_perform_one_effect_twice,
};
pub use events::{a_follower_of_the_log_misses_nothing, every_stream_is_a_chain, the_log_is_read_in_pages};
pub use kits::{a_kit_is_kept_as_what_it_is_made_of, kits_and_their_parts_share_the_last_units};
pub use ledger::{
    debits_are_credits_whoever_writes_at_once, limits_of_accounts_hold_against_many_at_once,
    what_an_entry_holds_comes_back_in_its_time, what_is_held_is_settled_once,
};
pub use movements::{
    a_lot_is_taken_once, a_mark_is_told_of_once, goods_on_their_way_arrive_once,
    many_at_once_take_no_more_than_is_there, what_is_kept_back_is_not_sold,
};
pub use numbers::{
    an_order_is_found_by_each_of_its_sellers, an_order_is_invoiced_once, numbers_follow_each_other_without_a_gap,
};
pub use records::{every_kind_of_record_comes_back, what_is_not_there_is_absent, what_is_put_is_loaded};
pub use scans::{
    a_scan_finds_what_matches, a_scan_follows_every_change, an_empty_column_passes_no_test,
    pages_of_a_scan_lose_nothing,
};
pub use settlements::a_net_is_paid_once_and_changes_no_total;
pub use shipments::{
    a_label_is_bought_once_and_taken_back_once, reports_of_a_shipment_that_come_at_once_come_to_one_standing,
};
pub use stock::{a_hold_past_its_time_holds_nothing, a_tick_marks_what_is_due, the_last_units_are_sold_once};
pub use trades::goods_and_money_move_together;

/// A place where stores keep their data, under test.
pub trait Subject: Send + Sync {
    /// Opens the store of a tenant, as a new process would: another handle each time, the same data. A tenant that was
    /// never opened before is empty.
    fn open<'a>(&'a self, tenant: &'a Tenant) -> Pending<'a, Arc<dyn Store>>;
}

#[cfg(feature = "memory")]
impl Subject for crate::MemoryStore {
    fn open<'a>(&'a self, tenant: &'a Tenant) -> Pending<'a, Arc<dyn Store>> {
        Box::pin(async move {
            let store: Arc<dyn Store> = Arc::new(self.for_tenant(tenant));
            store
        })
    }
}

/// Something that every store promises.
#[derive(Clone, Copy)]
pub struct Promise {
    /// The promise in words, joined by `_`: the name of its function.
    pub name: &'static str,
    /// Returns when the promise is kept, panics when it is broken.
    pub check: for<'a> fn(&'a dyn Subject) -> Pending<'a, ()>,
}

impl fmt::Debug for Promise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// A row of the table below.
macro_rules! promises {
    ($($name:ident,)+) => {
        /// Every promise, the simplest first.
        pub const PROMISES: &[Promise] =
            &[$(Promise { name: stringify!($name), check: |subject| Box::pin($name(subject)) },)+];
    };
}

promises! {
    what_is_put_is_loaded,
    what_is_not_there_is_absent,
    every_kind_of_record_comes_back,
    a_basis_that_moved_is_stale,
    a_stale_commit_leaves_no_trace,
    a_put_outside_the_basis_is_a_fault,
    commits_together_are_answered_one_by_one,
    a_later_commit_rests_on_an_earlier_one,
    one_of_two_that_want_a_new_key_wins,
    many_writers_of_one_record_lose_nothing,
    a_guard_holds_against_many_at_once,
    giving_back_needs_no_guard,
    a_counter_never_falls_below_zero,
    a_counter_that_overflows_is_a_fault,
    the_log_is_read_in_pages,
    every_stream_is_a_chain,
    a_follower_of_the_log_misses_nothing,
    a_scan_finds_what_matches,
    a_scan_follows_every_change,
    an_empty_column_passes_no_test,
    pages_of_a_scan_lose_nothing,
    tenants_see_nothing_of_each_other,
    a_command_sent_twice_happens_once,
    an_id_with_another_command_is_refused,
    a_restart_changes_nothing,
    replaying_the_log_gives_the_stored_state,
    a_hold_past_its_time_holds_nothing,
    a_tick_marks_what_is_due,
    the_last_units_are_sold_once,
    a_kit_is_kept_as_what_it_is_made_of,
    kits_and_their_parts_share_the_last_units,
    a_merge_gives_back_what_was_held,
    a_tick_marks_carts_that_nobody_touched,
    the_last_use_of_a_coupon_is_given_once,
    a_held_use_runs_out,
    a_coupon_counts_by_customer,
    a_gift_card_is_never_overdrawn,
    a_budget_is_never_passed,
    a_cancelled_order_gives_back_what_it_drew,
    what_is_kept_back_is_not_sold,
    many_at_once_take_no_more_than_is_there,
    goods_on_their_way_arrive_once,
    a_lot_is_taken_once,
    a_mark_is_told_of_once,
    lines_are_divided_over_places_to_the_last_unit,
    no_more_is_promised_than_is_to_come,
    who_waits_longest_is_served_first,
    an_authorization_ends_in_its_time,
    an_effect_is_taken_up_again_after_a_crash,
    two_runners_do_not_perform_one_effect_twice,
    numbers_follow_each_other_without_a_gap,
    an_order_is_invoiced_once,
    an_order_is_found_by_each_of_its_sellers,
    limits_of_accounts_hold_against_many_at_once,
    debits_are_credits_whoever_writes_at_once,
    what_is_held_is_settled_once,
    what_an_entry_holds_comes_back_in_its_time,
    goods_and_money_move_together,
    a_net_is_paid_once_and_changes_no_total,
    reports_of_a_shipment_that_come_at_once_come_to_one_standing,
    a_label_is_bought_once_and_taken_back_once,
}

/// One `#[tokio::test]` for each promise. It takes what makes a fresh [`Subject`]: a closure that returns a future.
#[macro_export]
macro_rules! conformance_tests {
    ($subject:expr) => {
        $crate::conformance_tests! { $subject;
            what_is_put_is_loaded
            what_is_not_there_is_absent
            every_kind_of_record_comes_back
            a_basis_that_moved_is_stale
            a_stale_commit_leaves_no_trace
            a_put_outside_the_basis_is_a_fault
            commits_together_are_answered_one_by_one
            a_later_commit_rests_on_an_earlier_one
            one_of_two_that_want_a_new_key_wins
            many_writers_of_one_record_lose_nothing
            a_guard_holds_against_many_at_once
            giving_back_needs_no_guard
            a_counter_never_falls_below_zero
            a_counter_that_overflows_is_a_fault
            the_log_is_read_in_pages
            every_stream_is_a_chain
            a_follower_of_the_log_misses_nothing
            a_scan_finds_what_matches
            a_scan_follows_every_change
            an_empty_column_passes_no_test
            pages_of_a_scan_lose_nothing
            tenants_see_nothing_of_each_other
            a_command_sent_twice_happens_once
            an_id_with_another_command_is_refused
            a_restart_changes_nothing
            replaying_the_log_gives_the_stored_state
            a_hold_past_its_time_holds_nothing
            a_tick_marks_what_is_due
            the_last_units_are_sold_once
            a_kit_is_kept_as_what_it_is_made_of
            kits_and_their_parts_share_the_last_units
            a_merge_gives_back_what_was_held
            a_tick_marks_carts_that_nobody_touched
            the_last_use_of_a_coupon_is_given_once
            a_held_use_runs_out
            a_coupon_counts_by_customer
            a_gift_card_is_never_overdrawn
            a_budget_is_never_passed
            a_cancelled_order_gives_back_what_it_drew
            what_is_kept_back_is_not_sold
            many_at_once_take_no_more_than_is_there
            goods_on_their_way_arrive_once
            a_lot_is_taken_once
            a_mark_is_told_of_once
            lines_are_divided_over_places_to_the_last_unit
            no_more_is_promised_than_is_to_come
            who_waits_longest_is_served_first
            an_authorization_ends_in_its_time
            an_effect_is_taken_up_again_after_a_crash
            two_runners_do_not_perform_one_effect_twice
            numbers_follow_each_other_without_a_gap
            an_order_is_invoiced_once
            an_order_is_found_by_each_of_its_sellers
            limits_of_accounts_hold_against_many_at_once
            debits_are_credits_whoever_writes_at_once
            what_is_held_is_settled_once
            what_an_entry_holds_comes_back_in_its_time
            goods_and_money_move_together
            a_net_is_paid_once_and_changes_no_total
            reports_of_a_shipment_that_come_at_once_come_to_one_standing
            a_label_is_bought_once_and_taken_back_once
        }
    };
    ($subject:expr; $($promise:ident)+) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $promise() {
                let subject = ($subject)().await;
                $crate::conformance::$promise(&subject).await;
            }
        )+

        #[test]
        fn every_promise_has_its_test() {
            let tested = [$(stringify!($promise)),+];
            let all: Vec<&str> = $crate::conformance::PROMISES.iter().map(|promise| promise.name).collect();
            assert_eq!(tested.as_slice(), all.as_slice());
        }
    };
}

/// What became of each promise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The names of those that were kept.
    pub kept: Vec<&'static str>,
    /// The names of those that were broken, each with what was seen.
    pub broken: Vec<(&'static str, String)>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kept.iter().try_for_each(|name| writeln!(f, "kept    {name}"))?;
        self.broken.iter().try_for_each(|(name, why)| writeln!(f, "BROKEN  {name}: {why}"))
    }
}

/// Checks every promise, one after the other.
pub async fn run(subject: Arc<dyn Subject>) -> Report {
    let mut report = Report::default();
    for promise in PROMISES {
        let subject = subject.clone();
        let check = promise.check;
        match tokio::spawn(async move { check(&*subject).await }).await {
            Ok(()) => report.kept.push(promise.name),
            Err(stopped) => report.broken.push((promise.name, seen(stopped))),
        }
    }
    report
}

fn seen(stopped: tokio::task::JoinError) -> String {
    let Ok(panic) = stopped.try_into_panic() else { return "it was cancelled".into() };
    let panic: Box<dyn Any + Send> = panic;
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it panicked").into()
}
