//! The loop: a command is carried out once, asks for little, rests on what it looked at, and gives up in the end.

use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

use fondaco::party::Actor;
use fondaco::port::{Commit, CommitError, Cursor, Fact, Page, Paged, Pending, Recorded, Scan, Store, StoreError};
use fondaco::{
    Code, Command, CommandId, CustomerId, Facts, Failure, Key, Moment, Outcome, Plan, Stop, immediately, plan,
};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::json;

use crate::common::shop::{add, address_in, authorize, cancel, capture, command, ship};
use crate::common::{Placed, Shop, State, uuid};

#[test]
fn a_command_sent_twice_returns_its_first_outcome_and_changes_nothing() {
    let shop = Shop::new();
    let cart = shop.filled(&[("novel", 2)]);
    let place = Command::PlaceOrder { cart, total: None };
    for command in [add(cart, "pen", 1), Command::ReserveCart { cart }, place] {
        let id = shop.next_id();
        let first = shop.send(id, &command).unwrap();
        let before = shop.state();
        shop.clock.pass(3600);
        assert_eq!(shop.send(id, &command).unwrap(), first);
        assert_eq!(shop.engine.acting_for(Actor::Guest).execute_now(id, &command), Ok(first));
        assert!(shop.state() == before);
    }
}

trait ExecuteNow {
    fn execute_now(&self, id: CommandId, command: &Command) -> Result<Outcome, Failure>;
}

impl ExecuteNow for fondaco::Engine {
    fn execute_now(&self, id: CommandId, command: &Command) -> Result<Outcome, Failure> {
        immediately(self.execute(id, command)).unwrap()
    }
}

#[test]
fn a_refused_command_leaves_its_id_free() {
    let shop = Shop::new();
    let (cart, id) = (shop.filled(&[]), shop.next_id());
    let refusal = shop.send(id, &add(cart, "ghost", 1)).unwrap_err();
    assert_eq!(refusal.code(), Code::VariantUnknown);
    assert_eq!(shop.send(id, &add(cart, "novel", 1)).unwrap(), Outcome::Line { line: 1 });
}

#[test]
fn a_command_without_events_is_carried_out_once_as_well() {
    let shop = Shop::new();
    let id = shop.next_id();
    let nothing = command(json!({"do": "define_variants", "variants": []}));
    assert_eq!(shop.send(id, &nothing).unwrap(), Outcome::Done {});
    let reused = shop.send(id, &add(uuid(1), "novel", 1)).unwrap_err();
    assert_eq!(reused.code(), Code::CommandReused);
}

#[test]
fn every_event_names_its_actor_its_command_and_its_instant_and_has_an_id_of_its_own() {
    let shop = Shop::new();
    let customer: CustomerId = uuid(7);
    let (id, engine) = (shop.next_id(), shop.engine.acting_for(Actor::Customer(customer)));
    engine.execute_now(id, &command(json!({"do": "open_cart", "channel": "web"}))).unwrap();
    let last = shop.state().log.pop().unwrap().envelope;
    assert_eq!((last.actor, last.command, last.at), (Actor::Customer(customer), id, shop.now()));

    for _ in 0..3 {
        shop.reserve(shop.filled(&[("novel", 1)]));
    }
    shop.clock.pass(3600);
    assert_eq!(shop.tick(), 3);
    let log = shop.state().log;
    let ids: BTreeSet<_> = log.iter().map(|recorded| recorded.envelope.id).collect();
    assert_eq!(ids.len(), log.len());
}

/// Round trips and tried commits of one command.
fn cost(shop: &Shop, command: &Command) -> (u32, u32) {
    let count = || (shop.store.loads.load(Ordering::Relaxed), shop.store.commits.load(Ordering::Relaxed));
    let before = count();
    shop.must(command);
    let after = count();
    (after.0 - before.0, after.1 - before.1)
}

#[test]
fn what_a_command_needs_is_asked_for_layer_by_layer_not_record_by_record() {
    let shop = Shop::new();
    let variants: Vec<_> = (0..10)
        .map(|n| {
            let price = json!({"amount": "5.00", "currency": "EUR"});
            json!({"sku": format!("s{n}"), "title": "S", "tax_category": "book", "prices": [price]})
        })
        .collect();
    assert_eq!(cost(&shop, &command(json!({"do": "define_variants", "variants": variants}))), (1, 1));
    let lines: Vec<_> = (0..10).map(|n| json!({"sku": format!("s{n}"), "quantity": 5})).collect();
    let receive = json!({"do": "receive_stock", "location": "genova", "lines": lines});
    assert_eq!(cost(&shop, &command(receive.clone())), (1, 1));
    shop.must(&command(receive));
    let open = json!({"do": "open_cart", "channel": "web", "lines": lines, "address": address_in("IT")});
    assert_eq!(cost(&shop, &command(open.clone())), (1, 1));
    let Outcome::Cart { cart } = shop.must(&command(open)) else { panic!("no cart") };
    // The cart and the new ids, the command's own among them; its channel; all that prices and stock rest on.
    assert_eq!(cost(&shop, &Command::PlaceOrder { cart, total: None }), (3, 1));
    // Without a cart: the channel and the variants; then the rest.
    let buy = json!({"do": "buy_now", "channel": "web", "lines": lines, "address": address_in("IT")});
    assert_eq!(cost(&shop, &command(buy)), (2, 1));
}

#[test]
fn what_a_batch_of_entries_needs_is_asked_for_as_few_times_as_what_one_needs() {
    let shop = crate::ledger::books();
    let numbers = |first: u128| (first..first + 200).collect::<Vec<_>>();
    let holds: Vec<_> = numbers(1).iter().map(|n| crate::ledger::hold(*n, "world", "ada", 1, None)).collect();
    let posts: Vec<_> = numbers(1).iter().map(|n| crate::ledger::post(*n, None, false)).collect();
    let leg = |account: &str, side: &str, amount: i64| json!({"account": account, "side": side, "amount": amount});
    let mut legs = vec![leg("world", "debit", 200)];
    legs.extend((0..200).map(|n| leg(if n % 2 == 0 { "ada" } else { "bruno" }, "credit", 1)));
    let batches = [holds, posts, vec![json!({"journal": {"legs": legs}})]];
    let loads = batches.map(|steps| cost(&shop, &crate::ledger::steps(&steps)).0);
    assert_eq!(loads, [1, 2, 2]);
}

#[test]
fn a_commit_that_finds_the_world_moved_is_decided_again_on_fresh_facts() {
    let shop = Shop::new();
    let cart = shop.filled(&[("novel", 1)]);
    shop.store.stale.store(64, Ordering::Relaxed);
    let (loads, commits) = cost(&shop, &Command::PlaceOrder { cart, total: None });
    assert_eq!((loads, commits), (3 * 65, 65));
    shop.check_replay();
}

/// A store in which somebody else gets through before each of the next commits.
#[derive(Debug)]
struct Crowded<'a> {
    shop: &'a Shop,
    rivals: std::sync::Mutex<Vec<Command>>,
}

impl Store for Crowded<'_> {
    fn load<'a>(&'a self, keys: &'a [Key]) -> Pending<'a, Result<Vec<Fact>, StoreError>> {
        self.shop.store.load(keys)
    }

    fn commit<'a>(&'a self, commit: &'a Commit) -> Pending<'a, Result<(), CommitError>> {
        let rival = self.rivals.lock().unwrap().pop();
        if let Some(command) = rival {
            self.shop.must(&command);
        }
        self.shop.store.commit(commit)
    }

    fn scan<'a>(&'a self, scan: &'a Scan, page: &'a Page) -> Pending<'a, Result<Paged<Key>, StoreError>> {
        self.shop.store.scan(scan, page)
    }

    fn events<'a>(&'a self, after: &'a Cursor, limit: u32) -> Pending<'a, Result<Vec<Recorded>, StoreError>> {
        self.shop.store.events(after, limit)
    }
}

#[test]
fn a_command_does_not_give_up_as_long_as_others_get_through() {
    let shop: &'static Shop = Box::leak(Box::new(Shop::new()));
    crate::documents::numbered(shop);
    let rivals = (0..90).map(|_| Command::PlaceOrder { cart: shop.filled(&[("gift", 1)]), total: None });
    let crowded = Crowded { shop, rivals: std::sync::Mutex::new(rivals.collect()) };
    let engine = fondaco::Engine::new(std::sync::Arc::new(crowded), shop.clock.clone());
    let last = Command::PlaceOrder { cart: shop.filled(&[("gift", 1)]), total: None };
    let Outcome::Order { order, .. } = engine.execute_now(shop.next_id(), &last).unwrap() else { panic!("no order") };
    assert_eq!(shop.order(order).number.as_deref(), Some("O-0091"));
    shop.check_replay();
}

#[test]
fn a_command_gives_up_after_sixty_four_attempts_and_its_id_stays_free() {
    let shop = Shop::new();
    let (cart, id) = (shop.filled(&[]), shop.next_id());
    shop.store.stale.store(65, Ordering::Relaxed);
    let before = shop.state();
    assert_eq!(shop.send(id, &add(cart, "novel", 1)), Err(Failure::Contended { attempts: 64 }));
    assert!(shop.state() == before);
    assert_eq!(shop.send(id, &add(cart, "novel", 1)).unwrap(), Outcome::Line { line: 1 });
}

#[test]
fn of_two_decisions_on_the_same_facts_one_is_stale_and_a_counter_makes_none_stale() {
    let shop = Shop::new();
    let (first, second) = (shop.filled(&[("novel", 60)]), shop.filled(&[("novel", 50)]));
    let state = shop.state();
    let commit = |command: &Command, seed| match planned(&state, command, seed, &[]) {
        Ok(Plan::Commit(_, commit)) => commit,
        other => panic!("{other:?}"),
    };
    let place = |cart| Command::PlaceOrder { cart, total: None };
    let (one, again) = (commit(&place(first), 901), commit(&place(first), 902));
    let (other, small) = (commit(&place(second), 903), commit(&Command::ReserveCart { cart: second }, 904));
    let commit = |commit: &Commit| immediately(shop.store.commit(commit)).unwrap();
    assert_eq!(commit(&one), Ok(()));
    let before = shop.state();
    // The same cart again, then another cart that wants more than is left: nothing of either happens.
    assert!(commit(&again).is_err() && commit(&other).is_err() && commit(&small).is_err());
    assert!(shop.state() == before);
    // Decided again, it is served from what is left and from the other place.
    let again = shop.order(shop.place(second).order);
    let from = again.allocations.iter().map(|item| (item.goods.location.as_str(), item.goods.quantity.units()));
    assert_eq!(from.collect::<Vec<_>>(), [("genova", 40), ("pisa", 10)]);
}

/// Plans a command over a state, by the loop of a host that drives it itself; `extra` is shown before anything is
/// asked for.
fn planned(state: &State, command: &Command, seed: u64, extra: &[Key]) -> Result<Plan, fondaco::Refusal> {
    let mut facts = Facts::new();
    let show = |key: &Key| (key.clone(), state.fact(key));
    facts.learn(extra.iter().map(show));
    let moment = Moment { now: crate::common::shop::START.parse().unwrap(), seed };
    loop {
        match plan(uuid(u128::from(seed)), Actor::System, command, &moment, &facts) {
            Ok(plan) => return Ok(plan),
            Err(Stop::Refused(refusal)) => return Err(refusal),
            Err(Stop::Need(keys)) => facts.learn(keys.iter().map(show)),
        }
    }
}

fn json_of(plan: &Result<Plan, fondaco::Refusal>) -> String {
    match plan {
        Ok(Plan::Commit(outcome, commit)) => serde_json::to_string(&(outcome, commit)).unwrap(),
        Ok(Plan::Done(outcome)) => serde_json::to_string(outcome).unwrap(),
        Err(refusal) => serde_json::to_string(refusal).unwrap(),
    }
}

/// A shop in the middle of its day, and a command of each kind that looks at much of it.
fn busy() -> (State, Vec<Command>) {
    let shop = Shop::new();
    let Placed { order, payment, total, .. } = shop.placed();
    let authorized = shop.authorized();
    let sent = shop.captured();
    let shipment = shop.ship(sent.order);
    let cart = shop.filled(&[("novel", 2), ("tea", 1500), ("pen", 30)]);
    let reservation = shop.reserve(cart);
    let novel = json!([{"sku": "novel", "quantity": 1}]);
    let commands = vec![
        command(json!({"do": "open_cart", "channel": "web", "lines": novel})),
        command(json!({"do": "receive_stock", "location": "pisa", "lines": novel})),
        add(cart, "gift", 1),
        add(cart, "ghost", 1),
        Command::RemoveLine { cart, line: 2 },
        Command::ReserveCart { cart },
        Command::ReleaseReservation { reservation },
        Command::ExpireReservation { reservation },
        Command::PlaceOrder { cart, total: None },
        authorize(payment, total),
        capture(authorized.payment, authorized.total),
        Command::RequestPayment { order, amount: None, method: None },
        cancel(order),
        ship(authorized.order),
        Command::DeliverShipment { shipment },
        Command::RefundPayment { payment: sent.payment, amount: sent.total, reference: None },
    ];
    (shop.state(), commands)
}

#[test]
fn a_plan_is_the_same_to_the_byte_however_often_it_is_made() {
    let (state, commands) = busy();
    for command in &commands {
        let (first, second) = (planned(&state, command, 77, &[]), planned(&state, command, 77, &[]));
        assert_eq!(first, second);
        assert_eq!(json_of(&first), json_of(&second));
        if let (Ok(Plan::Commit(_, one)), Ok(Plan::Commit(_, other))) = (first, planned(&state, command, 78, &[])) {
            assert!(one != other, "another moment gives other ids");
        }
    }
}

#[test]
fn a_decision_rests_on_what_it_looked_at_and_on_no_counter() {
    let (state, commands) = busy();
    for command in &commands {
        let Ok(Plan::Commit(_, commit)) = planned(&state, command, 77, &[]) else { continue };
        for (key, version) in &commit.basis {
            assert!(key.kind().is_some(), "{key} is a counter");
            assert_eq!(*version, state.fact(key).version());
        }
    }
}

#[test]
fn a_decision_rests_on_nothing_that_an_earlier_one_looked_at() {
    let (state, _) = busy();
    let mut facts = Facts::new();
    facts.learn(state.records.keys().map(|key| (key.clone(), state.fact(key))));
    let fresh = [uuid(1), uuid(2)];
    facts.learn(fresh.iter().map(|id: &CommandId| (Key::from(*id), state.fact(&Key::from(*id)))));
    let moment = Moment { now: crate::common::shop::START.parse().unwrap(), seed: 1 };
    let carts = state.records.keys().filter_map(|key| if let Key::Cart(cart) = key { Some(*cart) } else { None });
    let open: Vec<_> = carts.filter(|cart| json!(state.records[&Key::from(*cart)].record)["state"] == "open").collect();
    let address = || Command::SetAddress { cart: open[0], address: address_in("DE") };
    for (id, command) in fresh.into_iter().zip([address(), command(json!({"do": "define_variants", "variants": []}))]) {
        let Ok(Plan::Commit(_, commit)) = plan(id, Actor::System, &command, &moment, &facts) else { panic!("no plan") };
        assert_eq!(commit.basis.iter().any(|(key, _)| *key == open[0].into()), id == fresh[0]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn irrelevant_facts_never_change_a_decision_or_what_it_rests_on(
        extra in prop::collection::vec(any::<Index>(), 0..40),
        absent in prop::collection::vec(any::<u128>(), 0..4),
    ) {
        let (state, commands) = busy();
        let keys: Vec<Key> = state.records.keys().chain(state.counters.keys()).cloned().collect();
        let mut shown: Vec<Key> = extra.iter().map(|index| index.get(&keys).clone()).collect();
        shown.extend(absent.iter().map(|number| Key::Order(uuid(*number))));
        for command in &commands {
            let (plain, crowded) = (planned(&state, command, 77, &[]), planned(&state, command, 77, &shown));
            prop_assert_eq!(&plain, &crowded);
            prop_assert_eq!(json_of(&plain), json_of(&crowded));
        }
    }
}
