//! Promises about effects: what is asked of the outside world is asked by one at a time, again after a crash, and done once.

use std::sync::Arc;
use std::time::Duration;

use fondaco::catalog::Channel;
use fondaco::effect::{Effect, EffectState};
use fondaco::payment::{Payment, PaymentState};
use fondaco::port::{Outside, Page, Scan};
use fondaco::{Code, Command, EffectId, Engine, Failure, Kind, Outcome};
use tokio::task::JoinSet;

use super::Subject;
use super::shop::{self, LAMP, Placed, Shop};
use super::trial::{Snapshot, Trial, busy_engine};
use crate::{Account, Behaviour, TestGateway};

/// The channel of the shop, with its payments through a gateway.
async fn with_gateway(shop: &Shop) {
    for command in shop::set_up().unwrap() {
        if let Command::DefineChannel { channel } = command {
            let gateway = Some("bank".parse().unwrap());
            shop.run(&Command::DefineChannel { channel: Channel { gateway, ..channel } }).await.unwrap();
        }
    }
}

async fn effects(engine: &Engine, state: &str) -> Vec<Arc<Effect>> {
    let scan = Scan::of(Kind::Effect).with("state", state);
    engine.find::<Effect>(&scan, &Page::first(1_000)).await.unwrap().items
}

/// Runners that start at the same moment perform each effect once between them: the books of the gateway and those of the
/// shop agree, and nothing is left to be done.
pub async fn two_runners_do_not_perform_one_effect_twice(subject: &dyn Subject) {
    const ORDERS: usize = 20;
    let trial = Trial::new(subject, "two_runners_do_not_perform_one_effect_twice").await;
    let shop = trial.busy_shop().await;
    with_gateway(&shop).await;
    let mut orders: Vec<Placed> = Vec::new();
    for _ in 0..ORDERS {
        orders.push(shop.buy(&[(LAMP, 1)]).await.unwrap());
    }
    let gateway = TestGateway::new();
    let mut runners = JoinSet::new();
    for _ in 0..4 {
        let (engine, gateway) = (busy_engine(&trial.again().await), gateway.clone());
        runners.spawn(async move { engine.run_effects(&Outside::gateway(&gateway), 1_000).await });
    }
    while let Some(done) = runners.join_next().await {
        done.unwrap().unwrap();
    }
    let done = effects(shop.engine(), "done").await;
    assert_eq!(done.len(), ORDERS, "every effect is done");
    assert!(done.iter().all(|effect| effect.attempts == 1), "nobody took what another had");
    for placed in orders {
        let held = Account { held: placed.total.minor(), ..Account::default() };
        assert_eq!(gateway.account(placed.payment), held);
        assert_eq!(shop.engine().get::<Payment>(&placed.payment).await.unwrap().state, PaymentState::Authorized);
    }
    Snapshot::of(&trial.store).await;
}

/// What a runner had taken when it stopped is taken up by the next one once its lease is over, under the same key, wherever
/// the first one stopped: nothing is paid twice.
pub async fn an_effect_is_taken_up_again_after_a_crash(subject: &dyn Subject) {
    let trial = Trial::new(subject, "an_effect_is_taken_up_again_after_a_crash").await;
    let shop = trial.shop().await;
    with_gateway(&shop).await;
    let gateway = TestGateway::new();
    let engine = shop.engine();
    // The first stops before it asks, the second after the gateway did it, the third before it tells.
    for script in [None, Some(Behaviour::LoseRequest), Some(Behaviour::LoseAnswer)] {
        let placed = shop.buy(&[(LAMP, 1)]).await.unwrap();
        let effect: EffectId = effects(engine, "waiting").await[0].id;
        if let Some(behaviour) = script {
            gateway.script([behaviour]);
            engine.run_effects(&Outside::gateway(&gateway), 10).await.unwrap();
        } else {
            let claimed = shop.run(&Command::ClaimEffect { effect }).await.unwrap();
            assert!(matches!(claimed, Outcome::Claim { attempt: Some(1) }), "{claimed:?}");
            let again = shop.run(&Command::ClaimEffect { effect }).await.map_err(|failure: Failure| failure.code());
            assert_eq!(again, Err(Code::EffectNotDue), "one has it for itself");
        }
        let next = trial.engine(&trial.again().await);
        assert_eq!(next.run_effects(&Outside::gateway(&gateway), 10).await.unwrap(), 0, "it is not due yet");
        trial.clock.advance(Duration::from_mins(1));
        assert_eq!(next.run_effects(&Outside::gateway(&gateway), 10).await.unwrap(), 1);
        let found = next.get::<Effect>(&effect).await.unwrap();
        assert_eq!((found.state, found.attempts), (EffectState::Done, 2));
        let held = Account { held: placed.total.minor(), ..Account::default() };
        assert_eq!(gateway.account(placed.payment), held, "it was done once");
        assert_eq!(next.get::<Payment>(&placed.payment).await.unwrap().state, PaymentState::Authorized);
    }
    Snapshot::of(&trial.store).await;
}

/// A tick marks authorizations that have ended, on every store, and no others.
pub async fn an_authorization_ends_in_its_time(subject: &dyn Subject) {
    let trial = Trial::new(subject, "an_authorization_ends_in_its_time").await;
    let shop = trial.shop().await;
    let authorize = |placed: &Placed, seconds: i64| Command::AuthorizePayment {
        payment: placed.payment,
        amount: placed.total,
        reference: format!("au-{}", placed.payment),
        expires_at: trial.clock.now().checked_add(std::time::Duration::from_secs(seconds.unsigned_abs())).ok(),
    };
    let (soon, later) = (shop.buy(&[(LAMP, 1)]).await.unwrap(), shop.buy(&[(LAMP, 1)]).await.unwrap());
    shop.run(&authorize(&soon, 60)).await.unwrap();
    shop.run(&authorize(&later, 61)).await.unwrap();
    trial.clock.advance(Duration::from_mins(1));
    assert_eq!((shop.engine().tick(100).await.unwrap(), shop.engine().tick(100).await.unwrap()), (1, 0));
    let state = async |placed: &Placed| shop.engine().get::<Payment>(&placed.payment).await.unwrap().state;
    assert_eq!((state(&soon).await, state(&later).await), (PaymentState::Expired, PaymentState::Authorized));
}
