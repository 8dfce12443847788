//! State machines of other platforms, walked on a shop: of every state and every event it is tried whether the event happens,
//! and seen what is then. A state or an event that we have none of leads nowhere.

use fondaco::cart::{Cart, CartState};
use fondaco::effect::{Act, EffectState};
use fondaco::money::{Currency, Money};
use fondaco::order::{FulfilmentStanding, Order, OrderState, Return, ReturnState};
use fondaco::payment::{Payment, PaymentState};
use fondaco::port::Clock as _;
use fondaco::pricing::ChargeKind;
use serde_json::{Map, json};

use super::given::{Fields, Miss, not_applicable};
use super::sale::{Sale, Terms, Thing};
use super::{Answer, Case};

/// The answer to a case about a state machine; `None` to any other.
pub(super) fn answer(case: &Case) -> Option<Answer> {
    let is_ours = case.topic.starts_with("state/") && case.given.get("events").is_some();
    is_ours.then(|| Fields::of("given", &case.given).and_then(|given| walk(&given)))
}

/// What a machine of a platform is in a shop of ours.
struct Walk {
    /// A shop in the first state.
    open: fn() -> Result<Sale, Miss>,
    /// Words of platforms for states that have another here.
    words: &'static [(&'static str, &'static str)],
    /// The events that lead to each state that we have.
    paths: &'static [(&'static str, &'static [&'static str])],
    /// Lets an event happen; answers whether it was let.
    act: fn(&mut Sale, &str) -> Result<bool, Miss>,
    /// The state, and all there is to it: what stays as it was has not happened.
    stands: fn(&Sale) -> Result<(&'static str, String), Miss>,
}

impl Walk {
    /// The walk of a machine, by its name and its first state.
    fn of(given: &Fields<'_>) -> Result<Self, Miss> {
        let (machine, initial): (String, String) = (given.get("machine")?, given.get("initial")?);
        Ok(match (machine.as_str(), initial.as_str()) {
            ("order", "cart") => ORDER,
            ("order-checkout", "cart") => CHECKOUT,
            ("shipment" | "order-shipping", "cart") => GOODS,
            ("shipment", "pending") => PAID_GOODS,
            ("payment", _) => PAYMENT,
            ("return-acceptance", "pending") => RETURN,
            ("reimbursement", "pending") => REFUND,
            _ => return Err(given.unknown("machine", machine)),
        })
    }

    /// Our word for a state.
    fn word<'a>(&self, state: &'a str) -> &'a str {
        self.words.iter().find(|(word, _)| *word == state).map_or(state, |(_, ours)| ours)
    }

    /// A shop in a state; `None` where there is none such.
    fn reach(&self, state: &str) -> Result<Option<Sale>, Miss> {
        let state = self.word(state);
        let Some((_, path)) = self.paths.iter().find(|(name, _)| *name == state) else { return Ok(None) };
        let mut sale = (self.open)()?;
        for event in *path {
            if !(self.act)(&mut sale, event)? {
                return Err(not_applicable(format!("`{event}` is refused on the way to `{state}`")));
            }
        }
        let (stands, _) = (self.stands)(&sale)?;
        if stands != state {
            return Err(not_applicable(format!("the way to `{state}` leads to `{stands}`")));
        }
        Ok(Some(sale))
    }
}

fn walk(given: &Fields<'_>) -> Answer {
    let walk = Walk::of(given)?;
    let (states, events): (Vec<String>, Vec<String>) = (given.get("states")?, given.get("events")?);
    given.done()?;
    let (mut allowed, mut forbidden) = (Vec::new(), Vec::new());
    for from in &states {
        for event in &events {
            let mut reached = None;
            if let Some(mut sale) = walk.reach(from)? {
                let before = (walk.stands)(&sale)?;
                let is_done = (walk.act)(&mut sale, event)?;
                let after = (walk.stands)(&sale)?;
                let to = || states.iter().find(|state| walk.word(state) == after.0);
                reached = (is_done && before != after).then(to).flatten();
            }
            match reached {
                Some(to) => allowed.push(json!([from, event, to])),
                None => forbidden.push(json!([from, event])),
            }
        }
    }
    Ok(Map::from_iter([("allowed".to_owned(), json!(allowed)), ("forbidden".to_owned(), json!(forbidden))]))
}

/// Three units of one thing.
fn thing() -> Result<[Thing; 1], Miss> {
    let price = Money::from_minor(1000, Currency::iso("USD")?);
    Ok([Thing { id: "thing".to_owned(), price, quantity: 3, rate: None }])
}

/// A cart that can be ordered.
fn cart() -> Result<Sale, Miss> {
    let sale = Sale::open(&thing()?, &Terms::default())?;
    sale.address()??;
    Ok(sale)
}

/// The order, be there one or not.
fn order(sale: &Sale) -> Result<(Option<OrderState>, String), Miss> {
    let order = sale.find::<Order>(&sale.order)?;
    Ok((order.as_ref().map(|order| order.state), format!("{order:?}")))
}

/// Orders: fulfilled is paid, sent and arrived.
const ORDER: Walk = Walk {
    open: cart,
    words: &[],
    paths: &[
        ("cart", &[]),
        ("new", &["create"]),
        ("cancelled", &["create", "cancel"]),
        ("fulfilled", &["create", "fulfill"]),
    ],
    act: |sale, event| {
        Ok(match event {
            "create" => sale.place()?.is_ok(),
            "cancel" => sale.cancel()?.is_ok(),
            "fulfill" => match (sale.pay(sale.total)?, sale.ship(&[])?) {
                (Ok(_), Ok(shipment)) => sale.deliver(shipment)?.is_ok(),
                _ => false,
            },
            _ => false,
        })
    },
    stands: |sale| {
        let (state, all) = order(sale)?;
        let word = match state {
            None => "cart",
            Some(OrderState::Placed) => "new",
            Some(OrderState::Completed) => "fulfilled",
            Some(OrderState::Cancelled) => "cancelled",
        };
        Ok((word, all))
    },
};

/// What a cart has been told so far. How it is to be paid is no part of it.
const CHECKOUT: Walk = Walk {
    open: || Sale::open(&thing()?, &Terms::default()),
    words: &[],
    paths: &[
        ("cart", &[]),
        ("addressed", &["address"]),
        ("shipping_selected", &["address", "select_shipping"]),
        ("completed", &["address", "select_shipping", "complete"]),
    ],
    act: |sale, event| {
        Ok(match event {
            "address" => sale.address()?.is_ok(),
            "select_shipping" => {
                let amount = Money::from_minor(500, sale.total.currency());
                let title = format!("Post {}", sale.clock.moment().seed);
                let charge = json!({"code": "post", "title": title, "kind": ChargeKind::Shipping, "amount": amount});
                sale.run(json!({"do": "set_charges", "cart": sale.cart, "charges": [charge]}))?.is_ok()
            }
            "complete" => sale.place()?.is_ok(),
            _ => false,
        })
    },
    stands: |sale| {
        let cart = sale.find::<Cart>(&sale.cart)?.ok_or_else(|| not_applicable("no cart"))?;
        let has_shipping = cart.charges.iter().any(|charge| charge.kind == ChargeKind::Shipping);
        let word = match (cart.state, &cart.address) {
            (CartState::Ordered, _) => "completed",
            (_, None) => "cart",
            (_, Some(_)) if has_shipping => "shipping_selected",
            (_, Some(_)) => "addressed",
        };
        Ok((word, format!("{cart:?}")))
    },
};

/// How goods stand, of an order that is paid at once.
const GOODS: Walk = Walk {
    open: cart,
    words: &[],
    paths: &[
        ("cart", &[]),
        ("ready", &["create"]),
        ("partially_shipped", &["create", "partially_ship"]),
        ("shipped", &["create", "ship"]),
        ("cancelled", &["create", "cancel"]),
    ],
    act: |sale, event| {
        Ok(match event {
            "create" | "request_shipping" => match sale.place()? {
                Ok(()) => sale.pay(sale.total)?.is_ok(),
                Err(_) => false,
            },
            "partially_ship" => sale.ship(&[(1, 1)])?.is_ok(),
            "ship" => sale.ship(&[])?.is_ok(),
            "cancel" => sale.cancel()?.is_ok(),
            _ => false,
        })
    },
    stands: goods,
};

/// How goods stand, of an order that is paid later.
const PAID_GOODS: Walk = Walk {
    open: || Sale::ordered(&thing()?, &Terms::default()),
    words: &[("canceled", "cancelled")],
    paths: &[("pending", &[]), ("ready", &["ready"]), ("shipped", &["ready", "ship"]), ("cancelled", &["cancel"])],
    act: |sale, event| {
        Ok(match event {
            "ready" => sale.authorize()?.is_ok(),
            // The authorization ends.
            "pend" => {
                sale.clock.advance(std::time::Duration::from_hours(2));
                sale.run(json!({"do": "expire_payment", "payment": sale.payment}))?.is_ok()
            }
            "ship" => sale.ship(&[])?.is_ok(),
            "cancel" => sale.cancel()?.is_ok(),
            _ => false,
        })
    },
    stands: |sale| {
        let (word, all) = goods(sale)?;
        let is_pending = word == "ready" && !sale.balance()?.secures_goods()?;
        Ok(if is_pending { ("pending", all) } else { (word, all) })
    },
};

fn goods(sale: &Sale) -> Result<(&'static str, String), Miss> {
    let (state, all) = order(sale)?;
    let word = match state {
        None => "cart",
        Some(OrderState::Cancelled) => "cancelled",
        Some(OrderState::Placed | OrderState::Completed) => match sale.fulfilment()? {
            FulfilmentStanding::Unfulfilled => "ready",
            FulfilmentStanding::PartlyShipped => "partially_shipped",
            _ => "shipped",
        },
    };
    Ok((word, all))
}

/// A payment through a gateway: it is under way while the gateway is being asked.
const PAYMENT: Walk = Walk {
    open: || {
        let sale = Sale::open(&thing()?, &Terms { gateway: true, ..Terms::default() })?;
        sale.address()??;
        Ok(sale)
    },
    words: &[("checkout", "new"), ("pending", "authorized"), ("void", "cancelled")],
    paths: &[
        ("cart", &[]),
        ("new", &["create"]),
        ("processing", &["create", "process"]),
        ("authorized", &["create", "authorize"]),
        ("completed", &["create", "authorize", "complete"]),
        ("failed", &["create", "fail"]),
        ("cancelled", &["create", "cancel"]),
        ("refunded", &["create", "authorize", "complete", "refund"]),
    ],
    act: |sale, event| {
        Ok(match event {
            "create" => sale.place()?.is_ok(),
            "process" | "started_processing" => sale.claim(Act::Authorize)?.is_some(),
            "authorize" | "pend" => sale.authorize()?.is_ok(),
            "complete" => sale.capture(sale.total)?.is_ok(),
            "fail" | "failure" => {
                sale.run(json!({"do": "fail_payment", "payment": sale.payment, "reason": "no"}))?.is_ok()
            }
            "cancel" | "void" => sale.run(json!({"do": "void_payment", "payment": sale.payment}))?.is_ok(),
            "refund" => {
                let refund =
                    json!({"do": "refund_payment", "payment": sale.payment, "amount": sale.total, "reference": "r"});
                sale.run(refund)?.is_ok()
            }
            _ => false,
        })
    },
    stands: |sale| {
        let Some(payment) = sale.find::<Payment>(&sale.payment)? else { return Ok(("cart", String::new())) };
        let asked = sale.asked(Act::Authorize, EffectState::Waiting)?;
        let is_asked = asked.is_some_and(|effect| effect.attempts > 0);
        let word = match payment.state {
            PaymentState::Created if is_asked => "processing",
            PaymentState::Created => "new",
            PaymentState::Authorized => "authorized",
            PaymentState::Captured => "completed",
            PaymentState::Refunded => "refunded",
            PaymentState::Voided => "cancelled",
            PaymentState::Failed => "failed",
            _ => "",
        };
        Ok((word, format!("{payment:?}")))
    },
};

/// Whether a return is agreed to.
const RETURN: Walk = Walk {
    open: || {
        let mut sale = Sale::paid(&thing()?, &Terms::default())?;
        sale.ship(&[])??;
        sale.ask_back(1, 1)??;
        Ok(sale)
    },
    words: &[],
    paths: &[("pending", &[]), ("accepted", &["accept"]), ("rejected", &["reject"])],
    act: |sale, event| {
        Ok(match event {
            "accept" => sale.agree()?.is_ok(),
            "reject" => sale.run(json!({"do": "refuse_return", "return_id": sale.return_id, "reason": "no"}))?.is_ok(),
            _ => false,
        })
    },
    stands: |sale| {
        let asked = sale.find::<Return>(&sale.return_id)?.ok_or_else(|| not_applicable("no return"))?;
        let word = match asked.state {
            ReturnState::Requested => "pending",
            ReturnState::Approved | ReturnState::Received | ReturnState::Refunded => "accepted",
            ReturnState::Refused | ReturnState::Cancelled => "rejected",
        };
        Ok((word, format!("{asked:?}")))
    },
};

/// The money of a return, which the gateway is asked to pay back.
const REFUND: Walk = Walk {
    open: || {
        let mut sale = Sale::paid(&thing()?, &Terms { gateway: true, ..Terms::default() })?;
        sale.ship(&[])??;
        sale.take_back(1, 3)?;
        Ok(sale)
    },
    words: &[],
    paths: &[("pending", &[]), ("errored", &["errored"]), ("reimbursed", &["reimbursed"])],
    act: |sale, event| {
        let came = match event {
            "errored" => json!({"came": "declined", "reason": "no"}),
            "reimbursed" => json!({"came": "done", "reference": "r"}),
            _ => return Ok(false),
        };
        if sale.run(json!({"do": "request_refund", "payment": sale.payment}))?.is_err() {
            return Ok(false);
        }
        let Some((effect, attempt)) = sale.claim(Act::Refund)? else { return Ok(false) };
        let answer = json!({"do": "answer_effect", "effect": effect.id, "attempt": attempt, "answer": came});
        Ok(sale.run(answer)?.is_ok())
    },
    stands: |sale| {
        let payment = sale.payment()?;
        let declined = sale.asked(Act::Refund, EffectState::Declined)?;
        let word = match (payment.state, &declined) {
            (PaymentState::Refunded, _) => "reimbursed",
            (_, Some(_)) => "errored",
            (_, None) => "pending",
        };
        Ok((word, format!("{payment:?} {declined:?}")))
    },
};
