//! Random books beside a model of a hundred lines: the same refusals, the same balances, after every command.

use std::collections::BTreeMap;

use fondaco::ledger::{AccountBalance, Entry, EntryState, Layer, Side};
use fondaco::{Code, FailureKind, Key, Record, World, immediately};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::common::Shop;
use crate::common::shop::command;
use crate::ledger::{check_trial_balance, define, steps};

/// Code, asset, whether it grows by debits, floor, ceiling.
type Account = (&'static str, &'static str, bool, Option<i64>, Option<i64>);

const ACCOUNTS: [Account; 6] = [
    ("world", "EUR", false, None, None),
    ("ada", "EUR", false, Some(0), None),
    ("bruno", "EUR", false, Some(-20), Some(60)),
    ("bank", "EUR", true, Some(0), Some(80)),
    ("shelf", "novel@genova", true, Some(0), Some(15)),
    ("supplier", "novel@genova", false, None, None),
];

#[derive(Debug, Clone)]
enum Step {
    Enter { id: u8, from: usize, to: usize, amount: i64, layer: Layer, seconds: Option<i64> },
    Hold { id: u8 },
    Post { id: u8, amount: Option<i64>, more: bool },
    Void { id: u8 },
    Reverse { id: u8, by: u8 },
}

fn step() -> impl Strategy<Value = Step> {
    let id = || 1_u8..40;
    let account = || 0..ACCOUNTS.len();
    prop_oneof![
        6 => (id(), account(), account(), 0_i64..40, 0..3_usize, proptest::option::of(1_i64..4)).prop_map(
            |(id, from, to, amount, layer, seconds)| {
                let layer = [Layer::Settled, Layer::Pending, Layer::Encumbered][layer];
                let seconds = seconds.filter(|_| layer != Layer::Settled);
                Step::Enter { id, from, to, amount, layer, seconds }
            }
        ),
        2 => id().prop_map(|id| Step::Hold { id }),
        3 => (id(), proptest::option::of(0_i64..30), any::<bool>())
            .prop_map(|(id, amount, more)| Step::Post { id, amount, more }),
        1 => id().prop_map(|id| Step::Void { id }),
        2 => (id(), 40_u8..80).prop_map(|(id, by)| Step::Reverse { id, by }),
    ]
}

fn id_of(number: u8) -> Value {
    json!(crate::common::uuid::<fondaco::EntryId>(number.into()))
}

/// What was asked for: from where, whither, how much, on which layer, for how long.
type Asked = (usize, usize, i64, Layer, Option<i64>);

/// An entry of the model: on which layer its rest stands, settled where there is none; what was posted.
#[derive(Debug, Clone, PartialEq)]
struct Held {
    asked: Asked,
    open: Layer,
    due: Option<i64>,
    posted: i64,
    reversed: Option<u8>,
    is_reversal: bool,
}

/// The books, as simply as they can be kept: what goes and what comes, encumbered, pending and done each; and what was entered.
#[derive(Debug, Clone, Default, PartialEq)]
struct Model {
    rows: [[i64; 6]; ACCOUNTS.len()],
    entries: BTreeMap<u8, Held>,
}

/// Where a layer stands among the three numbers of a side.
fn place(layer: Layer) -> usize {
    match layer {
        Layer::Encumbered => 0,
        Layer::Pending => 1,
        Layer::Settled => 2,
    }
}

impl Model {
    /// What can be taken from an account, and what can be put into it.
    fn room(&self, account: usize) -> (i64, i64) {
        let [_, pending_out, out, _, pending_in, come] = self.rows[account];
        let (_, _, debit, floor, ceiling) = ACCOUNTS[account];
        let (least, most) =
            if debit { (ceiling.map(|most| -most), floor.map(|least| -least)) } else { (floor, ceiling) };
        (
            least.map_or(i64::MAX, |least| come - out - pending_out - least),
            most.map_or(i64::MAX, |most| most - (come - out + pending_in)),
        )
    }

    /// Whether limits let an amount come to what they count.
    fn fits(&self, from: usize, to: usize, amount: i64) -> bool {
        amount == 0 || self.room(from).0 >= amount && self.room(to).1 >= amount
    }

    fn enter(&mut self, id: u8, asked: Asked, now: i64, of: bool) -> bool {
        let (from, to, amount, layer, _) = asked;
        if from == to || ACCOUNTS[from].1 != ACCOUNTS[to].1 {
            return false;
        }
        if layer != Layer::Encumbered && !self.fits(from, to, amount) {
            return false;
        }
        self.add(from, to, layer, amount);
        let due = asked.4.map(|seconds| now + seconds);
        let posted = if layer == Layer::Settled { amount } else { 0 };
        self.entries.insert(id, Held { asked, open: layer, due, posted, reversed: None, is_reversal: of });
        true
    }

    fn add(&mut self, from: usize, to: usize, layer: Layer, amount: i64) {
        self.rows[from][place(layer)] += amount;
        self.rows[to][3 + place(layer)] += amount;
    }

    /// Posts a part of what is left, gives up another, and what is left then stands on a layer.
    fn close(&mut self, id: u8, posted: i64, released: i64, open: Layer) {
        let Held { asked: (from, to, ..), open: was, .. } = self.entries[&id];
        self.add(from, to, was, -posted - released);
        self.add(from, to, Layer::Settled, posted);
        let entry = self.entries.get_mut(&id).unwrap();
        entry.posted += posted;
        entry.open = open;
    }

    /// An entry with a rest, in its time.
    fn open(&self, id: u8, now: i64) -> Option<Held> {
        let entry = self.entries.get(&id).filter(|held| held.open != Layer::Settled)?;
        entry.due.is_none_or(|due| due > now).then(|| entry.clone())
    }

    fn left(held: &Held) -> i64 {
        held.asked.2 - held.posted
    }

    fn take(&mut self, step: &Step, now: i64) -> bool {
        match *step {
            Step::Enter { id, from, to, amount, layer, seconds } => {
                let asked = (from, to, amount, layer, seconds);
                match self.entries.get(&id) {
                    // A later end is another entry, even where it lasts as long.
                    Some(there) => {
                        let same_end = there.due == seconds.map(|seconds| now + seconds);
                        there.asked == asked && same_end && !there.is_reversal
                    }
                    None => self.enter(id, asked, now, false),
                }
            }
            Step::Post { id, amount, more } => {
                let Some(held) = self.open(id, now) else { return false };
                let (left, (from, to, ..)) = (Self::left(&held), held.asked);
                let amount = amount.unwrap_or(left);
                if amount > left || held.open == Layer::Encumbered && !self.fits(from, to, amount) {
                    return false;
                }
                let (released, open) = if more { (0, held.open) } else { (left - amount, Layer::Settled) };
                self.close(id, amount, released, open);
                true
            }
            Step::Hold { id } => {
                let Some(held) = self.open(id, now) else { return false };
                let (left, (from, to, ..)) = (Self::left(&held), held.asked);
                if held.open == Layer::Pending || !self.fits(from, to, left) {
                    return false;
                }
                self.add(from, to, Layer::Encumbered, -left);
                self.add(from, to, Layer::Pending, left);
                self.entries.get_mut(&id).unwrap().open = Layer::Pending;
                true
            }
            Step::Void { id } => {
                let Some(held) = self.open(id, now) else { return false };
                self.close(id, 0, Self::left(&held), Layer::Settled);
                true
            }
            Step::Reverse { id, by } => {
                let Some(held) = self.entries.get(&id).cloned() else { return false };
                if held.reversed == Some(by) {
                    return true;
                }
                let (from, to, amount, ..) = held.asked;
                let nothing = held.posted == 0 && amount != 0;
                if held.open != Layer::Settled || held.reversed.is_some() || nothing || self.entries.contains_key(&by) {
                    return false;
                }
                let done = self.enter(by, (to, from, held.posted, Layer::Settled, None), now, true);
                if done {
                    self.entries.get_mut(&id).unwrap().reversed = Some(by);
                }
                done
            }
        }
    }

    /// All that is due is given back.
    fn expire(&mut self, now: i64) {
        let due: Vec<u8> = self
            .entries
            .iter()
            .filter(|(_, it)| it.open != Layer::Settled && it.due.is_some_and(|due| due <= now))
            .map(|(id, _)| *id)
            .collect();
        for id in due {
            let left = Self::left(&self.entries[&id]);
            self.close(id, 0, left, Layer::Settled);
        }
    }
}

fn asked(step: &Step, shop: &Shop) -> Value {
    match step {
        Step::Enter { id, from, to, amount, layer, seconds } => {
            let end = seconds.map(|seconds| (shop.now() + jiff::SignedDuration::from_secs(seconds)).to_string());
            json!({"enter": {"id": id_of(*id), "from": ACCOUNTS[*from].0, "to": ACCOUNTS[*to].0, "amount": amount,
                "layer": layer, "expires_at": end}})
        }
        Step::Hold { id } => json!({"hold": {"entry": id_of(*id)}}),
        Step::Post { id, amount, more } => json!({"post": {"entry": id_of(*id), "amount": amount, "more": more}}),
        Step::Void { id } => json!({"void": {"entry": id_of(*id)}}),
        Step::Reverse { id, by } => json!({"reverse": {"entry": id_of(*id), "id": id_of(*by)}}),
    }
}

fn open_books() -> Shop {
    let shop = Shop::empty();
    let accounts: Vec<Value> = ACCOUNTS
        .iter()
        .map(|(code, asset, debit, floor, ceiling)| {
            let normal = if *debit { "debit" } else { "credit" };
            json!({"code": code, "asset": asset, "normal": normal, "floor": floor, "ceiling": ceiling})
        })
        .collect();
    shop.must(&define(&accounts));
    shop
}

/// The rows that are stored, and that what is open of entries is what is pending and encumbered of accounts.
fn check(shop: &Shop, model: &Model) {
    let state = shop.state();
    let mut open: BTreeMap<(String, Layer), [i64; 2]> = BTreeMap::new();
    for stored in state.records.values() {
        let Record::Entry(entry) = &stored.record else { continue };
        let entry: &Entry = entry;
        assert!((0..=entry.amount).contains(&entry.posted), "no more is posted than was held");
        let layer = entry.state.layer();
        open.entry((entry.from.to_string(), layer)).or_default()[0] += entry.outstanding();
        open.entry((entry.to.to_string(), layer)).or_default()[1] += entry.outstanding();
    }
    for (place, (code, .., floor, ceiling)) in ACCOUNTS.iter().enumerate() {
        let row = state.counters.get(&Key::Balance(code.parse().unwrap())).copied().unwrap_or_default();
        assert_eq!(row, model.rows[place], "{code}");
        let on = |layer: Layer| open.get(&((*code).to_owned(), layer)).copied().unwrap_or_default();
        let balance = AccountBalance::from(row);
        let pending = [balance.debits_pending, balance.credits_pending];
        assert_eq!(pending, on(Layer::Pending), "what is pending of {code} is what its entries hold");
        let encumbered = [balance.debits_encumbered, balance.credits_encumbered];
        assert_eq!(encumbered, on(Layer::Encumbered), "what is encumbered of {code} is what its entries set aside");
        let side = if ACCOUNTS[place].2 { Side::Debit } else { Side::Credit };
        assert!(floor.is_none_or(|floor| balance.available(side) >= floor), "{code} is below its floor");
        let settled = balance.balance(Layer::Settled, side);
        assert!(ceiling.is_none_or(|ceiling| settled <= ceiling), "{code} is above its ceiling");
    }
    check_trial_balance(shop);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn books_are_kept_as_a_simple_model_keeps_them(batches in vec((vec(step(), 1..5), 0_i64..2, any::<bool>()), 10..60)) {
        let shop = open_books();
        let mut model = Model::default();
        let mut now = 0;
        for (batch, seconds, tick) in &batches {
            shop.clock.pass(*seconds);
            now += seconds;
            if *tick {
                shop.tick();
                model.expire(now);
            }
            let sent = steps(&batch.iter().map(|step| asked(step, &shop)).collect::<Vec<_>>());
            let tried = |model: &Model| {
                let mut after = model.clone();
                batch.iter().all(|step| after.take(step, now)).then_some(after)
            };
            let before = expired(&shop);
            let answer = shop.run(&sent);
            // Whoever is short of something has what is due given back first, and may be refused for another reason then.
            if expired(&shop) > before {
                model.expire(now);
            }
            match answer {
                Ok(_) => model = tried(&model).expect("the model does it too"),
                Err(failure) => {
                    assert!(matches!(failure.kind(), FailureKind::Refused | FailureKind::Invalid), "{failure}");
                    assert_eq!(tried(&model), None, "the model refuses it too: {batch:?}");
                }
            }
            check(&shop, &model);
        }
        let state = shop.state();
        let world = World::replay(state.log.iter().map(|recorded| &recorded.envelope)).unwrap();
        assert!(without_zeros(world) == without_zeros(state.world()), "replay gives what is stored");
    }

    /// A batch gives what its parts give in their order, where all of them go through.
    #[test]
    fn a_batch_gives_what_its_parts_give(batch in vec(step(), 1..30)) {
        let (one, many) = (open_books(), open_books());
        let mut through = Vec::new();
        for step in &batch {
            if one.run(&steps(&[asked(step, &one)])).is_ok() {
                through.push(asked(step, &many));
            }
        }
        many.must(&steps(&through));
        assert_eq!(rows(&one), rows(&many));
    }

    /// What is reversed leaves balances as before, whatever it was.
    #[test]
    fn a_reversal_leaves_balances_as_before(
        batch in vec(step(), 1..20), amount in 0_i64..40, posted in 0_i64..40, pending in any::<bool>()
    ) {
        let shop = open_books();
        for step in &batch {
            let _ = shop.run(&steps(&[asked(step, &shop)]));
        }
        let before: Vec<i64> = ACCOUNTS.iter().map(|account| posted_of(&shop, account.0)).collect();
        let layer = if pending { Layer::Pending } else { Layer::Encumbered };
        let first = json!({"enter": {"id": id_of(90), "from": "world", "to": "ada", "amount": amount, "layer": layer}});
        let post = json!({"post": {"entry": id_of(90), "amount": posted.min(amount)}});
        let back = json!({"reverse": {"entry": id_of(90), "id": id_of(91)}});
        if posted.min(amount) > 0 {
            shop.must(&steps(&[first, post, back]));
        }
        let after: Vec<i64> = ACCOUNTS.iter().map(|account| posted_of(&shop, account.0)).collect();
        assert_eq!(before, after);
    }
}

/// How many entries are marked as expired.
fn expired(shop: &Shop) -> usize {
    let state = shop.state();
    let is_expired = |record: &Record| matches!(record, Record::Entry(entry) if entry.state == EntryState::Expired);
    state.records.values().filter(|stored| is_expired(&stored.record)).count()
}

/// A row that nothing has changed in the end may be there or not.
fn without_zeros(mut world: World) -> World {
    world.counters.retain(|_, row| row.iter().any(|number| *number != 0));
    world
}

fn rows(shop: &Shop) -> BTreeMap<Key, fondaco::Counters> {
    without_zeros(shop.state().world()).counters
}

fn posted_of(shop: &Shop, account: &str) -> i64 {
    let (account, balance) = immediately(shop.engine.account_balance(&account.parse().unwrap())).unwrap().unwrap();
    balance.balance(Layer::Settled, account.normal)
}

#[test]
fn the_model_and_the_books_agree_on_a_day_that_was_found_to_be_hard() {
    let shop = open_books();
    shop.must(&command(json!({"do": "record_entries", "steps": [
        {"enter": {"id": id_of(1), "from": "world", "to": "bruno", "amount": 60, "layer": "pending"}}]})));
    let full = shop.refuse(&steps(&[json!({"enter": {"id": id_of(2), "from": "world", "to": "bruno", "amount": 1}})]));
    assert_eq!(full.code(), Code::AccountFull);
    shop.must(&steps(&[json!({"enter": {"id": id_of(2), "from": "bruno", "to": "world", "amount": 20}})]));
    shop.must(&steps(&[json!({"enter": {"id": id_of(3), "from": "world", "to": "bruno", "amount": 20}})]));
}
