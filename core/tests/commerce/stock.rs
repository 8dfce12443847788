//! Stock beyond what an order does to it: places, terms, movements, and every way in which they are refused.

use fondaco::inventory::{Movement, MovementKind, Shelf, Stock, StockLevel, StockTerms, Transfer, TransferState};
use fondaco::port::Cursor;
use fondaco::{Command, Event, InboundId, Outcome, Refusal, TransferId, immediately};
use serde_json::{Value, json};

use crate::common::shop::command;
use crate::common::{Shop, euros, uuid};
use crate::refusals::refusals;

/// A location of a code with some more said of it.
pub(crate) fn location(code: &str, more: Value) -> Command {
    let mut location = json!({"code": code, "title": code});
    location.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    command(json!({"do": "define_location", "location": location}))
}

/// A variant whose stock is not counted.
pub(crate) fn untracked(sku: &str) -> Command {
    command(json!({"do": "define_variants", "variants": [
        {"sku": sku, "title": sku, "tax_category": "standard", "prices": [], "untracked": true}]}))
}

/// A variant that is tracked by lots, or by serials.
pub(crate) fn tracked(sku: &str, tracking: &str) -> Command {
    command(json!({"do": "define_variants", "variants": [
        {"sku": sku, "title": sku, "tax_category": "standard", "prices": [euros("5.00")], "tracking": tracking}]}))
}

/// A command about lines of goods at Genova.
pub(crate) fn at_genova(what: &str, lines: Value, more: Value) -> Value {
    let mut asked = json!({"do": what, "location": "genova", "lines": lines});
    asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    asked
}

fn one(sku: &str, units: i64) -> Value {
    json!([{"sku": sku, "quantity": units}])
}

fn terms(shop: &Shop, sku: &str, terms: Value) {
    shop.must(&command(json!({"do": "define_stock_terms", "location": "genova", "skus": [sku], "terms": terms})));
}

fn aside(shop: &Shop, sku: &str, reason: &str, by: i64) {
    let asked = json!({"do": "set_aside", "location": "genova", "sku": sku, "reason": reason, "by": by});
    shop.must(&command(asked));
}

fn stock(shop: &Shop, sku: &str) -> Stock {
    immediately(shop.engine.stock(&sku.parse().unwrap(), &"genova".parse().unwrap())).unwrap().unwrap()
}

fn sent(shop: &Shop, sku: &str, units: i64) -> TransferId {
    let asked = json!({"do": "send_transfer", "from": "genova", "to": "pisa", "lines": one(sku, units)});
    match shop.must(&command(asked)) {
        Outcome::Transfer { transfer } => transfer,
        other => panic!("{other:?}"),
    }
}

fn announced(shop: &Shop, sku: &str, units: i64, day: &str) -> InboundId {
    let due_at = format!("2026-11-{day}T12:00:00Z");
    match shop.must(&command(at_genova("announce_inbound", one(sku, units), json!({"due_at": due_at})))) {
        Outcome::Inbound { inbound } => inbound,
        other => panic!("{other:?}"),
    }
}

fn of_transfer(what: &str, transfer: TransferId, lines: Value) -> Value {
    json!({"do": what, "transfer": transfer, "lines": lines})
}

/// Follows the log from its start, and counts the crossings in it.
fn crossings(shop: &Shop) -> Vec<(StockLevel, i64)> {
    immediately(shop.engine.watch(&Cursor::default(), 1000)).unwrap().unwrap();
    let levels = shop.state().log.into_iter().filter_map(|recorded| match recorded.envelope.event {
        Event::StockLevelChanged { level, available } => Some((level, available)),
        _ => None,
    });
    levels.collect()
}

/// Everything about stock that can happen in a day.
pub(crate) fn full_day(shop: &Shop) {
    shop.must(&location("genova", json!({"priority": 1, "capabilities": ["ships", "pickup"]})));
    terms(shop, "gift", json!({"safety": 2, "backorder": 5, "low": 100}));
    aside(shop, "gift", "damaged", 3);
    crossings(shop);
    let change = json!([{"sku": "gift", "by": -1}]);
    shop.must(&command(at_genova("adjust_stock", change, json!({"reason": "stolen"}))));
    let counted = json!([{"sku": "gift", "counted": 90}]);
    shop.must(&command(at_genova("count_stock", counted, json!({}))));
    let more = json!({"reason": "damaged", "aside": "damaged"});
    shop.must(&command(at_genova("write_off_stock", one("gift", 1), more)));
    let transfer = sent(shop, "gift", 6);
    shop.must(&command(of_transfer("receive_transfer", transfer, one("gift", 3))));
    shop.must(&command(of_transfer("return_transfer", transfer, one("gift", 2))));
    let mut lost = of_transfer("write_off_transfer", transfer, one("gift", 1));
    lost["reason"] = "lost".into();
    shop.must(&command(lost));
    let inbound = announced(shop, "gift", 9, "25");
    let change =
        json!({"do": "change_inbound", "inbound": inbound, "lines": one("gift", 8), "due_at": "2026-11-26T12:00:00Z"});
    shop.must(&command(change));
    shop.must(&command(at_genova("receive_stock", one("gift", 5), json!({"inbound": inbound}))));
    shop.must(&Command::CancelInbound { inbound });
    shop.must(&tracked("cheese", "lots"));
    let lots =
        json!([{"sku": "cheese", "quantity": 3, "unit_cost": euros("2.00"), "lots": [{"lot": "L1", "quantity": 3}]}]);
    shop.must(&command(at_genova("receive_stock", lots, json!({}))));
}

fn refused(shop: &Shop, value: Value) -> Refusal {
    shop.refuse(&command(value))
}

refusals! {
    a_location_without_a_title_is_refused: LocationInvalid,
        |shop| shop.refuse(&location("pisa", json!({"title": " "})));
    a_location_off_the_globe_is_refused: LocationInvalid, |shop| {
        let place = json!({"country": "IT", "point": {"latitude": 90_000_001, "longitude": 0}});
        shop.refuse(&location("pisa", json!({"place": place})))
    };
    a_location_that_pays_for_parcels_is_refused: LocationInvalid,
        |shop| shop.refuse(&location("pisa", json!({"cost": {"amount": "-0.01", "currency": "EUR"}})));
    a_location_of_which_nothing_is_recorded_is_unknown: LocationUnknown, |shop| {
        let nowhere = "nowhere".parse().unwrap();
        match fondaco::immediately(shop.engine.get::<fondaco::inventory::Location>(&nowhere)).unwrap().unwrap_err() {
            fondaco::Failure::Refused(refusal) => refusal,
            other => panic!("{other}"),
        }
    };
    a_kit_that_is_not_counted_is_refused: VariantInvalid, |shop| {
        let mut kit = crate::kits::kit("set", "1.00", &[("novel", 1)]);
        kit["untracked"] = true.into();
        shop.refuse(&crate::kits::define(&[kit]))
    };
    stock_that_is_not_counted_is_not_received: StockUntracked, |shop| {
        shop.must(&untracked("ebook"));
        refused(shop, json!({"do": "receive_stock", "location": "genova", "lines": [{"sku": "ebook", "quantity": 1}]}))
    };
    a_variant_that_is_told_apart_and_not_counted_is_refused: VariantInvalid, |shop| refused(shop, json!(
        {"do": "define_variants", "variants": [{"sku": "x", "title": "X", "tax_category": "standard", "prices": [],
            "untracked": true, "tracking": "lots"}]}));
    terms_below_zero_are_refused: StockTermsInvalid, |shop| refused(shop, json!(
        {"do": "define_stock_terms", "location": "genova", "skus": ["novel"], "terms": {"safety": -1}}));
    terms_of_a_sku_twice_are_refused: StockTermsInvalid, |shop| refused(shop, json!(
        {"do": "define_stock_terms", "location": "genova", "skus": ["novel", "novel"], "terms": {}}));
    terms_of_which_nothing_was_said_are_unknown: StockTermsUnknown,
        |shop| unknown::<StockTerms>(shop, &"novel@genova".parse().unwrap());
    a_shelf_without_lots_is_unknown: ShelfUnknown, |shop| unknown::<Shelf>(shop, &"novel@genova".parse().unwrap());
    a_transfer_that_was_not_sent_is_unknown: TransferUnknown,
        |shop| refused(shop, of_transfer("receive_transfer", uuid(99), one("novel", 1)));
    goods_that_were_not_announced_are_unknown: InboundUnknown,
        |shop| shop.refuse(&Command::CancelInbound { inbound: uuid(99) });
    nothing_is_set_aside_is_refused: QuantityInvalid, |shop| refused(shop, json!(
        {"do": "set_aside", "location": "genova", "sku": "novel", "reason": "damaged", "by": 0}));
    more_is_put_back_than_was_set_aside_is_refused: StockShort, |shop| {
        aside(shop, "novel", "display", 2);
        let refusal = refused(shop, json!(
            {"do": "set_aside", "location": "genova", "sku": "novel", "reason": "display", "by": -3}));
        assert_eq!(refusal.detail()["available"], 2);
        refusal
    };
    a_change_by_nothing_is_refused: QuantityInvalid, |shop| refused(shop, at_genova(
        "adjust_stock", json!([{"sku": "novel", "by": 0}]), json!({"reason": "found"})));
    a_change_by_too_much_is_refused: QuantityInvalid, |shop| refused(shop, at_genova(
        "adjust_stock", json!([{"sku": "novel", "by": i64::MIN}]), json!({"reason": "found"})));
    a_change_for_another_reason_says_which: MovementInvalid, |shop| refused(shop, at_genova(
        "adjust_stock", json!([{"sku": "novel", "by": 1}]), json!({"reason": "other", "note": " "})));
    more_does_not_leave_than_is_there: StockShort, |shop| {
        let lines = json!([{"sku": "novel", "by": -60}, {"sku": "novel", "by": -41}]);
        let refusal = refused(shop, at_genova("adjust_stock", lines, json!({"reason": "lost"})));
        assert_eq!((&refusal.detail()["wanted"], &refusal.detail()["available"]), (&json!(101), &json!(100)));
        refusal
    };
    a_count_below_zero_is_refused: QuantityInvalid,
        |shop| refused(shop, at_genova("count_stock", json!([{"sku": "novel", "counted": -1}]), json!({})));
    a_sku_is_counted_once: MovementInvalid, |shop| {
        let lines = json!([{"sku": "novel", "counted": 1}, {"sku": "novel", "counted": 1}]);
        refused(shop, at_genova("count_stock", lines, json!({})))
    };
    a_cost_below_zero_is_refused: MovementInvalid, |shop| {
        let lines = json!([{"sku": "novel", "quantity": 1, "unit_cost": euros("-0.01")}]);
        refused(shop, at_genova("receive_stock", lines, json!({})))
    };
    a_write_off_of_more_than_was_set_aside_is_refused: StockShort, |shop| {
        aside(shop, "novel", "damaged", 2);
        let more = json!({"reason": "damaged", "aside": "damaged"});
        refused(shop, at_genova("write_off_stock", one("novel", 3), more))
    };
    a_transfer_to_where_goods_are_is_refused: TransferInvalid, |shop| refused(shop, json!(
        {"do": "send_transfer", "from": "genova", "to": "genova", "lines": one("novel", 1)}));
    a_transfer_of_more_than_is_there_is_refused: StockShort, |shop| refused(shop, json!(
        {"do": "send_transfer", "from": "genova", "to": "pisa", "lines": one("novel", 101)}));
    more_does_not_arrive_than_was_sent: StockShort, |shop| {
        let transfer = sent(shop, "novel", 5);
        shop.must(&command(of_transfer("receive_transfer", transfer, one("novel", 3))));
        refused(shop, of_transfer("receive_transfer", transfer, one("novel", 3)))
    };
    what_was_not_sent_does_not_arrive: StockShort, |shop| {
        let transfer = sent(shop, "novel", 5);
        refused(shop, of_transfer("return_transfer", transfer, one("pen", 1)))
    };
    a_transfer_that_has_arrived_is_closed: StateForbidden, |shop| {
        let transfer = sent(shop, "novel", 5);
        shop.must(&command(of_transfer("receive_transfer", transfer, one("novel", 5))));
        refused(shop, of_transfer("return_transfer", transfer, one("novel", 1)))
    };
    a_sku_is_announced_once: InboundInvalid, |shop| {
        let lines = json!([{"sku": "novel", "quantity": 1}, {"sku": "novel", "quantity": 1}]);
        refused(shop, at_genova("announce_inbound", lines, json!({"due_at": "2026-11-25T12:00:00Z"})))
    };
    announced_goods_are_received_where_they_were_announced: InboundInvalid, |shop| {
        let inbound = announced(shop, "novel", 5, "25");
        refused(shop, json!(
            {"do": "receive_stock", "location": "pisa", "lines": one("novel", 1), "inbound": inbound}))
    };
    what_has_come_stays_announced: InboundInvalid, |shop| {
        let inbound = announced(shop, "novel", 5, "25");
        shop.must(&command(at_genova("receive_stock", one("novel", 2), json!({"inbound": inbound}))));
        refused(shop, json!(
            {"do": "change_inbound", "inbound": inbound, "lines": one("pen", 1), "due_at": "2026-11-25T12:00:00Z"}))
    };
    an_announcement_with_nothing_left_to_come_is_refused: InboundInvalid, |shop| {
        let inbound = announced(shop, "novel", 5, "25");
        shop.must(&command(at_genova("receive_stock", one("novel", 2), json!({"inbound": inbound}))));
        refused(shop, json!(
            {"do": "change_inbound", "inbound": inbound, "lines": one("novel", 2), "due_at": "2026-11-25T12:00:00Z"}))
    };
    what_was_announced_and_has_come_is_not_cancelled: StateForbidden, |shop| {
        let inbound = announced(shop, "novel", 5, "25");
        shop.must(&command(at_genova("receive_stock", one("novel", 6), json!({"inbound": inbound}))));
        shop.refuse(&Command::CancelInbound { inbound })
    };
    what_is_tracked_is_received_by_its_lots: LotsInvalid, |shop| {
        shop.must(&tracked("cheese", "lots"));
        refused(shop, at_genova("receive_stock", one("cheese", 3), json!({})))
    };
    what_is_not_tracked_has_no_lots: LotsInvalid, |shop| {
        let lines = json!([{"sku": "novel", "quantity": 1, "lots": [{"lot": "L1", "quantity": 1}]}]);
        refused(shop, at_genova("receive_stock", lines, json!({})))
    };
    a_lot_twice_in_one_line_is_refused: LotsInvalid, |shop| {
        shop.must(&tracked("cheese", "lots"));
        refused(shop, at_genova("receive_stock", in_lots("cheese", &[("L1", 1), ("L1", 1)]), json!({})))
    };
    a_serial_is_one_unit: LotsInvalid, |shop| {
        shop.must(&tracked("phone", "serials"));
        refused(shop, at_genova("receive_stock", in_lots("phone", &[("S1", 2)]), json!({})))
    };
    a_serial_is_there_once: LotsInvalid, |shop| {
        shop.must(&tracked("phone", "serials"));
        shop.must(&command(at_genova("receive_stock", in_lots("phone", &[("S1", 1)]), json!({}))));
        refused(shop, at_genova("receive_stock", in_lots("phone", &[("S1", 1)]), json!({})))
    };
    more_of_a_lot_does_not_leave_than_is_there: LotsShort, |shop| {
        shop.must(&tracked("cheese", "lots"));
        shop.must(&command(at_genova("receive_stock", in_lots("cheese", &[("L1", 1), ("L2", 4)]), json!({}))));
        let lines = in_lots("cheese", &[("L1", 2)]);
        refused(shop, at_genova("write_off_stock", lines, json!({"reason": "expired"})))
    };
    a_count_of_lots_comes_to_what_was_counted: LotsInvalid, |shop| {
        shop.must(&tracked("cheese", "lots"));
        let lines = json!([{"sku": "cheese", "counted": 2, "lots": [{"lot": "L1", "quantity": 1}]}]);
        refused(shop, at_genova("count_stock", lines, json!({})))
    };
}

fn in_lots(sku: &str, lots: &[(&str, i64)]) -> Value {
    let units: i64 = lots.iter().map(|(_, units)| units).sum();
    let lots: Vec<Value> = lots.iter().map(|(lot, units)| json!({"lot": lot, "quantity": units})).collect();
    json!([{"sku": sku, "quantity": units, "lots": lots}])
}

fn unknown<T: fondaco::Entity>(shop: &Shop, id: &T::Id) -> Refusal {
    immediately(shop.engine.get::<T>(id)).unwrap().map(drop).unwrap_err().into_refusal()
}

#[test]
fn what_the_shop_keeps_for_itself_is_told_apart_from_what_is_promised_and_is_not_sold() {
    let shop = Shop::new();
    shop.placed();
    terms(&shop, "novel", json!({"safety": 10, "backorder": 4}));
    aside(&shop, "novel", "damaged", 3);
    assert_eq!(shop.row("novel", "genova"), [100, 15]);
    let shown = stock(&shop, "novel");
    assert_eq!((shown.on_hand, shown.reserved, shown.aside, shown.available()), (100, 2, 13, 85));
    assert_eq!((shown.for_sale(), shown.backorder, shown.overpromised()), (Some(89), 4, 0));
    terms(&shop, "novel", json!({"safety": 200}));
    let shown = stock(&shop, "novel");
    assert_eq!((shown.available(), shown.for_sale(), shown.overpromised()), (-105, Some(0), 0));
    terms(&shop, "novel", json!({}));
    aside(&shop, "novel", "damaged", -3);
    assert_eq!(shop.row("novel", "genova"), [100, 2]);
    assert_eq!(stock(&shop, "novel").backorder, 0);
}

#[test]
fn a_place_that_is_inactive_sells_nothing_unless_somebody_names_it() {
    let shop = Shop::new();
    let for_sale =
        |sku: &str| immediately(shop.engine.for_sale(&sku.parse().unwrap(), &"web".parse().unwrap())).unwrap();
    assert_eq!(for_sale("novel").unwrap(), Some(200));
    terms(&shop, "novel", json!({"safety": 150, "backorder": 7}));
    assert_eq!(for_sale("novel").unwrap(), Some(107), "what one place keeps takes nothing from the other");
    shop.must(&location("pisa", json!({"inactive": true})));
    assert_eq!(for_sale("novel").unwrap(), Some(7));
    assert_eq!(shop.stock("novel", "pisa"), (100, 0));
    shop.must(&untracked("ebook"));
    assert_eq!(for_sale("ebook").unwrap(), None);
}

#[test]
fn goods_that_are_lost_after_they_were_promised_show_as_overpromised() {
    let shop = Shop::new();
    shop.place(shop.filled(&[("novel", 30)]));
    let lost = json!([{"sku": "novel", "by": -80}]);
    shop.must(&command(at_genova("adjust_stock", lost, json!({"reason": "stolen"}))));
    let shown = stock(&shop, "novel");
    assert_eq!((shown.on_hand, shown.available(), shown.for_sale(), shown.overpromised()), (20, -10, Some(0), 10));
}

#[test]
fn a_count_puts_right_only_the_difference_from_when_it_began() {
    let shop = Shop::new();
    shop.receive("genova", "novel", 50);
    let lines = json!([{"sku": "novel", "counted": 97, "expected": 100}, {"sku": "pen", "counted": 100}]);
    let counted = shop.must(&command(at_genova("count_stock", lines, json!({}))));
    let Outcome::Count { lines, movement } = counted else { panic!("{counted:?}") };
    assert_eq!(lines.iter().map(|line| line.quantity).collect::<Vec<_>>(), [-3, 0]);
    assert_eq!(shop.stock("novel", "genova"), (147, 0));
    let paper = shop.get::<Movement>(&movement);
    assert_eq!((&paper.kind, paper.lines[0].counted), (&MovementKind::Count {}, Some(97)));
}

#[test]
fn damaged_goods_are_set_aside_then_written_off_and_nothing_of_it_is_for_sale_meanwhile() {
    let shop = Shop::new();
    aside(&shop, "novel", "damaged", 5);
    let more = json!({"reason": "damaged", "aside": "damaged"});
    shop.must(&command(at_genova("write_off_stock", one("novel", 4), more)));
    assert_eq!(shop.row("novel", "genova"), [96, 1]);
    assert_eq!(stock(&shop, "novel").available(), 95);
}

#[test]
fn goods_on_their_way_are_nowhere_for_sale_and_keep_the_promises_of_their_place() {
    let shop = Shop::new();
    shop.place(shop.filled(&[("novel", 97)]));
    let transfer = sent(&shop, "novel", 10);
    assert_eq!((shop.row("novel", "genova"), shop.row("novel", "pisa")), ([90, 97], [100, 0]));
    shop.must(&command(of_transfer("receive_transfer", transfer, one("novel", 6))));
    shop.must(&command(of_transfer("return_transfer", transfer, one("novel", 1))));
    assert_eq!(shop.get::<Transfer>(&transfer).lines[0].in_transit(), 3);
    let mut lost = of_transfer("write_off_transfer", transfer, one("novel", 3));
    lost["reason"] = "lost".into();
    shop.must(&command(lost));
    assert_eq!((shop.row("novel", "genova"), shop.row("novel", "pisa")), ([91, 97], [106, 0]));
    assert_eq!(shop.get::<Transfer>(&transfer).state, TransferState::Closed);
}

#[test]
fn announced_goods_can_be_promised_by_their_date_until_they_have_come() {
    let shop = Shop::without_stock();
    let inbound = announced(&shop, "novel", 8, "25");
    announced(&shop, "novel", 4, "28");
    let promised = |sku: &str| {
        let (sku, place) = (sku.parse().unwrap(), "genova".parse().unwrap());
        let promises = immediately(shop.engine.promise(&sku, &place)).unwrap().unwrap();
        promises.iter().map(|promise| (promise.at.is_some(), promise.quantity)).collect::<Vec<_>>()
    };
    shop.must(&crate::kits::define(&[crate::kits::kit("pair", "20.00", &[("novel", 2)])]));
    assert_eq!(promised("novel"), [(false, 0), (true, 8), (true, 12)]);
    assert_eq!(promised("pair"), [(false, 0), (true, 4), (true, 6)]);
    assert_eq!((stock(&shop, "novel").incoming, stock(&shop, "pair").incoming), (12, 6));
    shop.must(&command(at_genova("receive_stock", one("novel", 5), json!({"inbound": inbound}))));
    assert_eq!(promised("novel"), [(false, 5), (true, 8), (true, 12)]);
    shop.must(&Command::CancelInbound { inbound });
    assert_eq!(promised("novel"), [(false, 5), (true, 9)]);
    shop.must(&untracked("ebook"));
    assert_eq!(promised("ebook"), []);
    assert_eq!(stock(&shop, "ebook").for_sale(), None);
}

#[test]
fn a_mark_that_is_crossed_is_told_of_once_however_often_somebody_looks() {
    let shop = Shop::new();
    terms(&shop, "novel", json!({"low": 95, "restored": 99}));
    assert_eq!(crossings(&shop), []);
    let placed = shop.place(shop.filled(&[("novel", 5)]));
    assert_eq!(crossings(&shop), [(StockLevel::Low, 95)]);
    assert_eq!(crossings(&shop).len(), 1, "looking again tells nothing new");
    shop.receive("genova", "novel", 3);
    assert_eq!(crossings(&shop).len(), 1, "98 is between the marks");
    shop.must(&crate::common::shop::cancel(placed.order));
    assert_eq!(crossings(&shop)[1..], [(StockLevel::Ample, 103)]);
    aside(&shop, "novel", "quality_control", 103);
    assert_eq!(crossings(&shop)[2..], [(StockLevel::Out, 0)]);
}

#[test]
fn an_order_takes_the_lots_that_expire_first_and_are_still_good_and_its_shipment_names_them() {
    let shop = Shop::new();
    let mut define = serde_json::to_value(tracked("cheese", "lots")).unwrap();
    define["variants"][0]["least_life_days"] = 10.into();
    shop.must(&command(define));
    let lot =
        |code: &str, day: &str| json!({"lot": code, "quantity": 3, "expires_at": format!("2026-{day}T12:00:00Z")});
    let lots =
        json!([{"sku": "cheese", "quantity": 9, "lots": [lot("A", "12-02"), lot("B", "11-30"), lot("C", "12-01")]}]);
    shop.must(&command(at_genova("receive_stock", lots, json!({}))));
    let placed = shop.place(shop.filled(&[("cheese", 4)]));
    shop.authorize(&placed);
    let shipment = shop.get::<fondaco::shipping::Shipment>(&shop.ship(placed.order));
    let picked: Vec<_> = shipment.picked.iter().map(|lot| (lot.lot.as_str(), lot.quantity.units())).collect();
    assert_eq!(picked, [("C", 3), ("A", 1)], "B is good for nine days only");
    assert_eq!(shop.get::<Shelf>(&"cheese@genova".parse().unwrap()).units(), shop.row("cheese", "genova")[0]);
    let other = shop.place(shop.filled(&[("cheese", 3)]));
    shop.authorize(&other);
    let refusal =
        shop.refuse(&Command::ShipOrder { order: other.order, lines: Vec::new(), from: None, tracking: None });
    assert_eq!((refusal.code(), &refusal.detail()["available"]), (fondaco::Code::LotsShort, &json!(2)));
}
