//! Promises about records: what is put is what is loaded.

use std::collections::{BTreeMap, BTreeSet};

use fondaco::coupon::Coupon;
use fondaco::ledger::{Account, EntryStep, Layer, NewEntry};
use fondaco::money::Money;
use fondaco::order::{ReceivedUnits, ReturnedUnits};
use fondaco::payment::GiftCard;
use fondaco::port::{Clock as _, Fact, Put};
use fondaco::{CartId, Command, Key, Kind, Outcome, Quantity, Versioned, pair};

use super::Subject;
use super::allocation::let_wait;
use super::ledger::{enter, record};
use super::numbers::{number_all, tickets_sold_by};
use super::shop::{self, BOOK, LAMP, PEPPER, Shop, TICKET};
use super::trial::{Trial, fact, stock};

/// A record is loaded as it was put, with its version and the hash of its last event; and so is each later version.
pub async fn what_is_put_is_loaded(subject: &dyn Subject) {
    let trial = Trial::new(subject, "what_is_put_is_loaded").await;
    let shop = trial.shop().await;
    let (outcome, commit) = trial.carry_out(shop.command_id(), &shop::open_cart(None, &[(LAMP, 1)]).unwrap()).await;
    let Outcome::Cart { cart } = outcome else { panic!("a cart was opened: {outcome:?}") };
    assert_put(&trial, &commit.puts).await;
    for version in 2..5 {
        let line = fondaco::cart::NewLine::new(BOOK.parse().unwrap(), 1.try_into().unwrap());
        let (_, commit) = trial.carry_out(shop.command_id(), &Command::AddLine { cart, line }).await;
        assert_put(&trial, &commit.puts).await;
        assert_eq!(fact(&trial.store, &cart.into()).await.version(), Some(version));
    }
}

async fn assert_put(trial: &Trial<'_>, puts: &[Put]) {
    let keys: Vec<Key> = puts.iter().map(|put| put.key.clone()).collect();
    let loaded = trial.store.load(&keys).await.unwrap();
    assert_eq!(loaded.len(), puts.len());
    for (put, fact) in puts.iter().zip(&loaded) {
        assert_eq!(*fact, stored(put), "{} was put otherwise", put.key);
    }
}

fn stored(put: &Put) -> Fact {
    Fact::Record(Versioned { version: put.version, head: put.head, record: put.record.clone() })
}

/// Every key is answered in its place, in one call: what is there, `Absent` for what is not, and twice what stands there
/// twice.
pub async fn what_is_not_there_is_absent(subject: &dyn Subject) {
    let trial = Trial::new(subject, "what_is_not_there_is_absent").await;
    assert!(trial.store.load(&[]).await.unwrap().is_empty());
    let nobody: CartId = "0199c1d2-0000-7000-8000-000000000000".parse().unwrap();
    let lamp = Key::Variant(LAMP.parse().unwrap());
    let keys = [stock(LAMP), lamp.clone(), nobody.into(), stock("NOTHING"), stock(LAMP), lamp];
    let loaded = trial.store.load(&keys).await.unwrap();
    assert_eq!(loaded, [const { Fact::Absent }; 6], "an empty store shows {loaded:?}");

    trial.shop().await;
    let loaded = trial.store.load(&keys).await.unwrap();
    let [row, variant, nobody, nothing, row_again, variant_again] = &loaded[..] else { panic!("six were asked for") };
    assert_eq!((nobody, nothing), (&Fact::Absent, &Fact::Absent));
    assert_eq!((row, row_again), (&Fact::Counters(pair([1_000, 0])), row));
    assert_eq!((variant.version(), variant_again), (Some(1), variant));
}

/// A record of every kind, in every state that an order's life leads it through, comes back as it was, also through
/// a handle that was opened later.
pub async fn every_kind_of_record_comes_back(subject: &dyn Subject) {
    let trial = Trial::new(subject, "every_kind_of_record_comes_back").await;
    let shop = Shop::open(trial.engine(&trial.again().await), 1).await.unwrap();
    shop.run(&let_wait(1)).await.unwrap();
    let mut latest: BTreeMap<Key, Put> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let (mut commands, mut more) = (shop::set_up().unwrap(), Vec::new());
    for command in &mut commands {
        if let Command::DefineChannel { channel } = command {
            channel.gateway = Some("bank".parse().unwrap());
            more.extend(number_all(channel));
            more.extend(tickets_sold_by("ada"));
        }
    }
    commands.extend(more);
    commands.extend(shop::stock_day().unwrap());
    let lines = [(LAMP, 2), (PEPPER, 1_250), (TICKET, 1)];
    commands.push(shop::open_cart(Some(trial.clock.moment().id(7)), &lines).unwrap());
    let (code, once) = ("ONCE".parse().unwrap(), Some(1));
    let coupon =
        Coupon { code, uses: once, uses_per_customer: once, from: None, until: None, spent_by_cancelled: true };
    let (code, amount) = ("CARD".parse().unwrap(), Money::from_minor(1, "EUR".parse().unwrap()));
    let card = GiftCard { code, amount, customer: None, until: None, books: None };
    let entry = NewEntry { reference: Some("O-'ü\"".into()), ..enter(1, "ada", "bruno", 7) };
    commands.insert(0, record(vec![EntryStep::Enter(NewEntry { layer: Layer::Pending, ..entry })]));
    commands.insert(0, super::settlements::instruct("ada", "bruno", 1));
    let accounts = ["ada", "bruno"].map(|code| Account::new(code.parse().unwrap(), "EUR".parse().unwrap()));
    commands.insert(0, Command::DefineAccounts { accounts: accounts.into() });
    commands.insert(0, super::trades::propose(super::trades::terms(1, 1)));
    commands.insert(0, shop::shipping_book().unwrap());
    commands.insert(0, Command::DefineCoupons { coupons: vec![coupon] });
    commands.insert(0, Command::IssueGiftCard { card });
    commands.reverse();
    while let Some(command) = commands.pop() {
        let (outcome, commit) = trial.carry_out(shop.command_id(), &command).await;
        assert_put(&trial, &commit.puts).await;
        seen.extend(commit.puts.iter().map(|put| put.record.kind()));
        latest.extend(commit.puts.into_iter().map(|put| (put.key.clone(), put)));
        commands.extend(next(&command, &outcome));
    }
    assert_eq!(seen, Kind::ALL.iter().copied().collect(), "a kind of record was not tried");
    let keys: Vec<Key> = latest.keys().cloned().collect();
    let loaded = trial.again().await.load(&keys).await.unwrap();
    for ((key, put), fact) in latest.iter().zip(loaded) {
        assert_eq!(fact, stored(put), "{key} comes back otherwise");
    }
}

/// What follows in the life of an order: reserved, ordered, authorized, captured, sent, arrived, returned and refunded in
/// part.
fn next(command: &Command, outcome: &Outcome) -> Vec<Command> {
    match (command, outcome) {
        (_, Outcome::Cart { cart }) => {
            let coupon = "ONCE".parse().unwrap();
            vec![
                Command::PlaceOrder { cart: *cart, total: None },
                Command::ReserveCart { cart: *cart },
                Command::ApplyCoupon { cart: *cart, coupon },
            ]
        }
        (_, Outcome::Order { order, payment, total }) => {
            let (payment, amount) = (*payment, *total);
            let refund = Money::from_minor(1, amount.currency());
            let (reference, ends) = ("pi_ü\"'\\".into(), "2027-01-01T00:00:00.123456Z".parse().unwrap());
            vec![
                Command::IssueCreditNote { order: *order, seller: None },
                Command::RefundPayment { payment, amount: refund, reference: Some("re".into()) },
                Command::ShipOrder {
                    order: *order,
                    lines: Vec::new(),
                    from: None,
                    tracking: Some("1Z 'tracking'".into()),
                },
                Command::IssueInvoice { order: *order, lines: Vec::new(), seller: None },
                Command::ReleaseOrder { order: *order },
                Command::HoldOrder { order: *order, reason: "'ü\"".into() },
                Command::CapturePayment { payment, amount, reference: Some("ch".into()), last: false },
                Command::AuthorizePayment { payment, amount, reference, expires_at: Some(ends) },
            ]
        }
        (Command::ShipOrder { order, .. }, Outcome::Shipment { shipment }) => {
            let lines =
                vec![ReturnedUnits { line: 1, quantity: Quantity::new(1).unwrap(), reason: "too bright".into() }];
            vec![Command::RequestReturn { order: *order, lines }, Command::DeliverShipment { shipment: *shipment }]
        }
        (_, Outcome::Return { return_id }) => {
            let (id, location) = (*return_id, shop::LOCATION.parse().unwrap());
            let lines = vec![ReceivedUnits { line: 1, restocked: 1, written_off: 0 }];
            vec![
                Command::RefundReturn {
                    return_id: id,
                    lines: Vec::new(),
                    charges: Vec::new(),
                    fee: None,
                    store_credit: None,
                },
                Command::ReceiveReturn { return_id: id, location: None, lines },
                Command::ApproveReturn { return_id: id, location },
            ]
        }
        _ => Vec::new(),
    }
}
