//! Orders of several sellers: split to the cent, numbered, invoiced and credited each by itself.

use fondaco::document::{CreditNote, Invoice, Series};
use fondaco::money::Money;
use fondaco::order::{Order, OrderPart, SellerOrder};
use fondaco::port::{Page, Scan};
use fondaco::{ChargeCode, Code, Command, Kind, OrderId, Outcome, SellerCode, immediately};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::common::papers::{Papers, issue_by, note_by};
use crate::common::shop::{
    HOLD, address_in, authorize, cancel, cancel_lines, capture, command, receive_return, rules, ship, units, variants,
};
use crate::common::{Shop, cents, euros};
use crate::documents::{issue, numbered, series};
use crate::kits::kit;
use crate::refusals::refusals;

/// Somebody who sells in the channels of others; parts of orders are numbered by a series that they may share.
pub(crate) fn seller(code: &str, numbers: Value) -> Command {
    let mut address = json!(address_in("IT"));
    address["name"] = code.into();
    command(json!({"do": "define_seller",
        "seller": {"code": code, "address": address, "tax_id": "IT09876543210", "numbers": numbers}}))
}

/// Pens and bookmarks are sold by Ada, and a kit of a novel and two pens by Bruno; the parts of both are numbered by one
/// series, their invoices and credit notes by those of the shop.
pub(crate) fn marketplace(shop: &Shop) {
    shop.must(&series("parts", "P-", 1));
    let numbers = json!({"orders": "parts", "invoices": "invoices", "credit_notes": "notes"});
    for code in ["ada", "bruno"] {
        shop.must(&seller(code, numbers.clone()));
    }
    define(shop, &[("pen", "ada"), ("gift", "ada"), ("set", "bruno")]);
}

/// Defines the variants of the shop, and the kit, some as sold by others.
fn define(shop: &Shop, sold: &[(&str, &str)]) {
    let mut all = variants();
    all.as_array_mut().unwrap().push(kit("set", "14.00", &[("novel", 1), ("pen", 2)]));
    for variant in all.as_array_mut().unwrap() {
        if let Some((_, seller)) = sold.iter().find(|(sku, _)| variant["sku"] == *sku) {
            variant["seller"] = (*seller).into();
        }
    }
    shop.must(&command(json!({"do": "define_variants", "variants": all})));
}

fn market() -> Shop {
    let shop = Shop::new();
    numbered(&shop);
    marketplace(&shop);
    shop
}

fn charge(code: &str, amount: &str, seller: Option<&str>) -> Value {
    let mut charge = json!({"code": code, "title": code, "kind": "shipping", "amount": euros(amount),
        "tax": {"category": "standard"}});
    if let Some(seller) = seller {
        charge["seller"] = seller.into();
    }
    charge
}

/// Ada's parcel and one of the shop.
fn charges() -> Value {
    json!([charge("parcel", "5.00", Some("ada")), charge("box", "3.33", None)])
}

fn buy(lines: &[(&str, i64)], charges: &Value) -> Command {
    let lines: Vec<_> = lines.iter().map(|(sku, quantity)| json!({"sku": sku, "quantity": quantity})).collect();
    command(json!({"do": "buy_now", "channel": "web", "lines": lines, "address": address_in("IT"), "charges": charges}))
}

fn bought(shop: &Shop, lines: &[(&str, i64)], charges: &Value) -> OrderId {
    let Outcome::Order { order, payment, total } = shop.must(&buy(lines, charges)) else { panic!("no order") };
    shop.must(&authorize(payment, total));
    shop.must(&capture(payment, total));
    order
}

fn code(seller: &str) -> SellerCode {
    seller.parse().unwrap()
}

/// A seller, the number of the part, its lines and charges.
type Part<'a> = (&'a str, Option<&'a str>, Vec<u32>, Vec<&'a str>);

/// Who sells what of an order, each with the number of their part.
fn split(order: &Order) -> Vec<Part<'_>> {
    order
        .sellers
        .iter()
        .map(|part| {
            let charges = part.charges.iter().map(ChargeCode::as_str).collect();
            (part.seller.as_str(), part.number.as_deref(), part.lines.clone(), charges)
        })
        .collect()
}

/// All parts together are the order: as it was sold, tax by tax, and as it comes to now; and none is below zero.
pub(crate) fn check_parts(order: &Order) {
    let parts = order.parts().unwrap();
    let receipt = &order.receipt;
    let sum = |of: &dyn Fn(&OrderPart) -> Money| parts.iter().map(|part| of(part).minor()).sum::<i64>();
    let off =
        |of: fn(&fondaco::pricing::Reduction) -> Money| receipt.reduction.as_ref().map_or(0, |off| of(off).minor());
    assert_eq!(sum(&|part| part.goods), receipt.goods.minor());
    assert_eq!(sum(&|part| part.discount), receipt.discount.minor());
    assert_eq!(sum(&|part| part.charged), receipt.charged.minor());
    assert_eq!(sum(&|part| part.sold.net), receipt.net.minor() + off(|off| off.net));
    assert_eq!(sum(&|part| part.sold.tax), receipt.tax.minor() + off(|off| off.tax));
    assert_eq!(sum(&|part| part.total), order.total().unwrap().minor(), "{parts:#?}");
    for tax in &receipt.taxes {
        let like = |part: &OrderPart| -> (i64, i64) {
            let mut found = part.sold.taxes.iter().filter(|other| other.name == tax.name && other.rate == tax.rate);
            found.next().map_or((0, 0), |tax| (tax.base.minor(), tax.amount.minor()))
        };
        let all = parts.iter().map(like).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        assert_eq!(all, (tax.base.minor(), tax.amount.minor()), "{}", tax.name);
    }
    let fell: i64 = order
        .credits
        .iter()
        .map(|credit| {
            let units = credit.units.iter().map(|units| units.share.gross.minor());
            units.chain(credit.charges.iter().map(|charge| charge.gross.minor())).sum::<i64>()
        })
        .sum();
    if order.state != fondaco::order::OrderState::Cancelled {
        assert_eq!(sum(&|part| part.fallen.gross), fell);
    }
    for part in &parts {
        let zero_or_more = [part.goods, part.discount, part.sold.net, part.sold.tax, part.sold.gross, part.total];
        assert!(zero_or_more.iter().all(|money| !money.is_negative()), "{part:#?}");
        for amounts in [&part.sold, &part.fallen] {
            let taxes: i64 = amounts.taxes.iter().map(|tax| tax.amount.minor()).sum();
            assert_eq!(taxes, amounts.tax.minor());
            assert_eq!(amounts.net.plus(amounts.tax).unwrap(), amounts.gross);
        }
    }
    let mut lines: Vec<u32> = parts.iter().flat_map(|part| part.lines.iter().map(|line| line.line)).collect();
    lines.sort_unstable();
    let mut sold: Vec<u32> = receipt.lines.iter().map(|line| line.line).collect();
    sold.sort_unstable();
    assert_eq!(lines, sold, "each line is in one part");
}

fn part(order: &Order, seller: Option<&str>) -> OrderPart {
    let parts = order.parts().unwrap();
    parts.into_iter().find(|part| part.seller == seller.map(code)).unwrap()
}

fn orders_of(shop: &Shop, seller: &str) -> Vec<(OrderId, Option<String>)> {
    let scan = Scan::of(Kind::SellerOrder).with("seller", seller);
    let found = immediately(shop.engine.find::<SellerOrder>(&scan, &Page::first(9))).unwrap().unwrap();
    let mut orders: Vec<_> = found.items.iter().map(|part| (part.order, part.number.clone())).collect();
    orders.sort_by(|one, other| one.1.cmp(&other.1));
    orders
}

#[test]
fn an_order_is_split_by_what_its_variants_and_charges_say() {
    let shop = market();
    let order = shop.order(bought(&shop, &[("novel", 1), ("pen", 3), ("set", 1)], &charges()));
    let of_kit: Vec<u32> =
        order.receipt.lines.iter().filter(|line| line.kit == Some(3)).map(|line| line.line).collect();
    assert_eq!(of_kit.len(), 2, "the parts of a kit go with who sells the kit");
    let wanted = [("ada", Some("P-0001"), vec![2], vec!["parcel"]), ("bruno", Some("P-0002"), of_kit, vec![])];
    assert_eq!(split(&order), wanted);
    assert_eq!(order.number.as_deref(), Some("O-0001"));
    assert_eq!(part(&order, None).charges.iter().map(ChargeCode::as_str).collect::<Vec<_>>(), ["box"]);
    check_parts(&order);
    shop.check_replay();
}

#[test]
fn orders_are_found_by_each_of_their_sellers() {
    let shop = market();
    let both = bought(&shop, &[("pen", 1), ("set", 1)], &json!([]));
    let one = bought(&shop, &[("pen", 1)], &json!([]));
    bought(&shop, &[("novel", 1)], &json!([]));
    let number = |text: &str| Some(text.to_owned());
    assert_eq!(orders_of(&shop, "ada"), [(both, number("P-0001")), (one, number("P-0003"))]);
    assert_eq!(orders_of(&shop, "bruno"), [(both, number("P-0002"))]);
    assert_eq!(orders_of(&shop, "carla"), []);
    let scan = Scan::of(Kind::SellerOrder).with("number", "P-0002");
    let found = immediately(shop.engine.find::<SellerOrder>(&scan, &Page::first(9))).unwrap().unwrap();
    assert_eq!(found.items.iter().map(|part| part.order).collect::<Vec<_>>(), [both]);
}

#[test]
fn numbers_of_parts_have_no_gap_whatever_is_refused_or_decided_again() {
    let shop = market();
    let cart = shop.filled(&[("pen", 2), ("set", 1)]);
    shop.refuse(&Command::PlaceOrder { cart, total: Some(euros("1.00")) });
    shop.store.stale.store(3, std::sync::atomic::Ordering::Relaxed);
    let placed = shop.place(cart);
    let numbers: Vec<_> = shop.order(placed.order).sellers.iter().map(|part| part.number.clone().unwrap()).collect();
    assert_eq!(numbers, ["P-0001", "P-0002"]);
    assert_eq!(shop.get::<Series>(&"parts".parse().unwrap()).last, Some(2));
    shop.check_replay();
}

#[test]
fn an_order_of_nobody_else_looks_at_no_seller() {
    let shop = market();
    let order = shop.order(bought(&shop, &[("novel", 2), ("tea", 250)], &json!([charge("box", "3.33", None)])));
    assert_eq!(split(&order), []);
    assert!(!serde_json::to_string(&*order).unwrap().contains("seller"));
    assert!(shop.state().records.keys().all(|key| key.kind() != Some(Kind::SellerOrder)));
    let parts = order.parts().unwrap();
    assert_eq!(
        parts.iter().map(|part| (&part.seller, &part.number, part.total)).collect::<Vec<_>>(),
        [(&None, &order.number, order.receipt.total)]
    );
}

#[test]
fn the_parts_of_an_order_share_a_discount_on_all_of_it_and_its_taxes_to_the_cent() {
    // 49.99 + 7 × 1.99 = 63.92, less ten percent: 6.39, of which the atlas bears 5.00 and the pens 1.39.
    let shop = market();
    let order = shop.order(bought(&shop, &[("atlas", 1), ("pen", 7)], &charges()));
    let (ada, own) = (part(&order, Some("ada")), part(&order, None));
    assert_eq!((ada.goods, ada.discount, ada.charged), (cents(1393), cents(139), cents(500)));
    assert_eq!((own.goods, own.discount, own.charged), (cents(4999), cents(500), cents(333)));
    assert_eq!((ada.total, own.total), (cents(1393 - 139 + 500), cents(4999 - 500 + 333)));
    check_parts(&order);
}

#[test]
fn a_gift_goes_with_the_seller_of_its_variant_where_others_sell() {
    let shop = market();
    let mut rules = rules("retail", "inclusive");
    rules["promotions"] = json!([{"code": "mark", "title": "A bookmark", "actions": [{"gift": {"sku": "gift",
        "title": "A Bookmark", "prices": [euros("1.00")], "tax_category": "standard", "quantity": 1}}]}]);
    shop.must(&command(json!({"do": "define_price_book", "rules": rules})));
    let order = shop.order(bought(&shop, &[("novel", 1), ("set", 1)], &json!([])));
    let gift = order.receipt.lines.iter().find(|line| line.gift.is_some()).unwrap().line;
    assert_eq!(order.seller_of(gift).map(SellerCode::as_str), Some("ada"));
    check_parts(&order);
    shop.ship(order.id);
    let order = shop.order(order.id);
    let line = part(&order, Some("ada")).lines[0].clone();
    assert_eq!(
        (line.line, line.to_ship, line.shipped, line.delivered),
        (gift, 0, 1, 0),
        "it leaves with the first goods"
    );
    assert_eq!(split(&shop.order(bought(&shop, &[("novel", 1)], &json!([])))), [], "nobody else sells anything");
}

fn amend(order: OrderId, changes: &Value, total: Money) -> Command {
    command(json!({"do": "amend_order", "order": order, "changes": changes, "shown": {"total": total}}))
}

fn amended(shop: &Shop, order: OrderId, changes: &Value) -> std::sync::Arc<Order> {
    let asked: Vec<_> = serde_json::from_value(changes.clone()).unwrap();
    let shown = immediately(shop.engine.preview_amendment(order, &asked)).unwrap().unwrap();
    shop.must(&amend(order, changes, shown.receipt.total));
    shop.check_replay();
    let order = shop.order(order);
    check_parts(&order);
    order
}

#[test]
fn lines_that_come_along_join_the_part_of_their_seller_and_a_seller_may_come_along() {
    let shop = market();
    let order = bought(&shop, &[("novel", 1), ("pen", 2)], &charges());
    // Who sold a line sells it still, whoever sells the goods today.
    define(&shop, &[("pen", "bruno")]);
    let after = amended(&shop, order, &json!([{"set_quantity": {"line": 2, "quantity": 3}}]));
    assert_eq!(split(&after), [("ada", Some("P-0001"), vec![2], vec!["parcel"])]);
    let more = json!([{"add_line": {"sku": "pen", "quantity": 1}}, {"remove_line": {"line": 2}}]);
    let after = amended(&shop, order, &more);
    assert_eq!(
        split(&after),
        [("ada", Some("P-0001"), vec![], vec!["parcel"]), ("bruno", Some("P-0002"), vec![3], vec![])]
    );
    assert_eq!(orders_of(&shop, "bruno"), [(order, Some("P-0002".into()))]);
    let after = amended(&shop, order, &json!([{"set_charges": []}]));
    assert_eq!(
        split(&after),
        [("ada", Some("P-0001"), vec![], vec![]), ("bruno", Some("P-0002"), vec![3], vec![])],
        "a part that has lost everything stays, with its number"
    );
    let gone = part(&after, Some("ada"));
    assert_eq!((gone.total, gone.lines.len()), (cents(0), 0));
}

fn invoice(shop: &Shop, order: OrderId, seller: Option<&str>, lines: &[(u32, i64)]) -> std::sync::Arc<Invoice> {
    let mut asked = json!({"do": "issue_invoice", "order": order, "lines": units(lines)});
    if let Some(seller) = seller {
        asked["seller"] = seller.into();
    }
    let Outcome::Invoice { invoice, .. } = shop.must(&command(asked)) else { panic!("no invoice") };
    shop.get::<Invoice>(&invoice)
}

fn credit_note(shop: &Shop, order: OrderId, seller: Option<&str>) -> std::sync::Arc<CreditNote> {
    let asked = Command::IssueCreditNote { order, seller: seller.map(code) };
    let Outcome::CreditNote { credit_note, .. } = shop.must(&asked) else { panic!("no credit note") };
    shop.get::<CreditNote>(&credit_note)
}

#[test]
fn each_seller_invoices_their_part_and_all_invoices_are_the_receipt() {
    let shop = market();
    let id = bought(&shop, &[("atlas", 1), ("pen", 7), ("set", 1)], &charges());
    let invoices = [
        invoice(&shop, id, Some("ada"), &[(2, 3)]),
        invoice(&shop, id, None, &[]),
        invoice(&shop, id, Some("bruno"), &[]),
        invoice(&shop, id, Some("ada"), &[]),
    ];
    let order = shop.order(id);
    let (ada, bruno) = (part(&order, Some("ada")), part(&order, Some("bruno")));
    let total = |at: usize| invoices[at].total;
    assert_eq!(total(0).plus(total(3)).unwrap(), ada.total);
    assert_eq!((total(1), total(2)), (part(&order, None).total, bruno.total));
    let paid: i64 = invoices.iter().map(|invoice| invoice.by_payments.minor()).sum();
    assert_eq!(paid, order.receipt.total.minor(), "what was paid stands on no two");
    assert_eq!(invoices[0].seller.address.name.as_str(), "ada");
    let sold_by =
        |at: usize| (invoices[at].sold_by.as_ref().map(SellerCode::as_str), invoices[at].order_number.as_deref());
    assert_eq!((sold_by(0), sold_by(1)), ((Some("ada"), Some("P-0001")), (None, Some("O-0001"))));
    assert_eq!(
        invoices[0].amounts.charges.len() + invoices[3].amounts.charges.len(),
        1,
        "a charge stands on the first"
    );
    for seller in [None, Some(code("ada"))] {
        let again = Command::IssueInvoice { order: id, lines: Vec::new(), seller };
        assert_eq!(shop.refuse(&again).code(), Code::NothingToInvoice);
    }
    shop.check_replay();
}

#[test]
fn each_seller_credits_what_fell_off_of_their_part_with_their_share_of_a_fee() {
    let shop = market();
    let id = bought(&shop, &[("novel", 2), ("pen", 4)], &charges());
    for seller in [None, Some("ada")] {
        invoice(&shop, id, seller, &[]);
    }
    shop.must(&ship(id));
    let back = shop.approved(id, &[(1, 1), (2, 4)]);
    shop.must(&receive_return(back, &[(1, 1, 0), (2, 4, 0)]));
    shop.must(&command(json!({"do": "refund_return", "return_id": back, "fee": euros("2.01"), "charges": ["parcel"]})));
    let (own, ada) = (credit_note(&shop, id, None), credit_note(&shop, id, Some("ada")));
    // 12.00 of the shop; 7.96 and 5.00 of Ada: of 24.96 together.
    assert_eq!((own.fee, ada.fee), (Some(cents(97)), Some(cents(104))));
    assert_eq!((own.total, ada.total), (cents(1200 - 97), cents(1296 - 104)));
    assert_eq!((own.invoices.len(), ada.invoices.len()), (1, 1));
    assert_ne!(own.invoices, ada.invoices);
    let order = shop.order(id);
    assert_eq!((part(&order, None).total, part(&order, Some("ada")).total), (cents(1200 + 333 + 97), cents(104)));
    check_parts(&order);
    let again = Command::IssueCreditNote { order: id, seller: Some(code("ada")) };
    assert_eq!(shop.refuse(&again).code(), Code::NothingToCredit);
    shop.check_replay();
}

#[test]
fn a_part_says_how_far_its_lines_are_kept() {
    let shop = market();
    let id = bought(&shop, &[("novel", 3), ("pen", 4)], &json!([]));
    shop.must(&cancel_lines(id, &[(2, 1)]));
    shop.must(&crate::common::shop::ship_lines(id, &[(1, 3), (2, 2)]));
    let order = shop.order(id);
    let line = |seller| {
        let line = part(&order, seller).lines[0].clone();
        (line.quantity.units(), line.to_ship, line.shipped, line.delivered)
    };
    assert_eq!((line(None), line(Some("ada"))), ((3, 0, 3, 0), (4, 1, 2, 0)));
    check_parts(&order);
}

#[test]
fn nothing_is_left_of_the_parts_of_an_order_that_is_cancelled() {
    let shop = market();
    let id = bought(&shop, &[("novel", 3), ("pen", 4)], &charges());
    shop.must(&cancel(id));
    let order = shop.order(id);
    check_parts(&order);
    for part in order.parts().unwrap() {
        assert_eq!((part.total, &part.fallen, part.lines[0].to_ship), (cents(0), &part.sold, 0));
    }
}

#[test]
fn a_lost_discount_is_theirs_whose_goods_cost_more_and_their_papers_say_so() {
    // 49.99, 12.00 and 1.99, less ten percent from 50.00: 5.00, 1.20 and 0.20.
    let shop = market();
    let policy = json!({"numbers": {"orders": "orders", "invoices": "invoices", "credit_notes": "notes"},
        "seller": {"address": address_in("IT")}, "after_sales": {"promotions": "reprice"}});
    shop.must(&crate::documents::web(policy));
    define(&shop, &[("atlas", "ada"), ("novel", "bruno")]);
    let id = bought(&shop, &[("atlas", 1), ("novel", 1), ("pen", 1)], &json!([]));
    let totals = || [Some("ada"), Some("bruno"), None].map(|seller| part(&shop.order(id), seller).total.minor());
    assert_eq!(totals(), [4499, 1080, 179]);
    assert_eq!(invoice(&shop, id, Some("ada"), &[]).total, cents(4499));
    assert_eq!(invoice(&shop, id, Some("bruno"), &[]).total, cents(1080));
    shop.must(&cancel_lines(id, &[(1, 1)]));
    assert_eq!(totals(), [0, 1200, 199], "nothing is earned by the atlas; novel and pen are at their full price");
    check_parts(&shop.order(id));
    assert_eq!(credit_note(&shop, id, Some("ada")).total, cents(4499));
    let more = invoice(&shop, id, Some("bruno"), &[]);
    let lost = more.amounts.lost_discounts.as_ref().unwrap();
    assert_eq!((more.total, lost.gross, more.amounts.lines.len()), (cents(120), cents(120), 0));
    assert_eq!(more.amounts.taxes.len(), 1, "the tax is that of the novel");
    assert_eq!(invoice(&shop, id, None, &[]).total, cents(199));
    shop.must(&cancel_lines(id, &[(2, 1)]));
    assert_eq!(totals(), [0, 0, 199]);
    check_parts(&shop.order(id));
    let back = credit_note(&shop, id, Some("bruno"));
    assert_eq!((back.total, back.invoices.len()), (cents(1200), 1));
    shop.check_replay();
}

#[test]
fn a_seller_who_loses_more_than_falls_off_invoices_it_rather_than_credits_less_than_nothing() {
    // 49.99 and twenty times 1.99, less ten percent; then nineteen pens at their full price.
    let shop = market();
    shop.must(&crate::documents::web(json!({"after_sales": {"promotions": "reprice"}})));
    let id = bought(&shop, &[("atlas", 1), ("pen", 20)], &json!([]));
    assert_eq!(invoice(&shop, id, Some("ada"), &[]).total, cents(3582));
    shop.must(&cancel_lines(id, &[(1, 1), (2, 1)]));
    assert_eq!(part(&shop.order(id), Some("ada")).total, cents(3781));
    assert_eq!(credit_note(&shop, id, Some("ada")).total, cents(180));
    assert_eq!(invoice(&shop, id, Some("ada"), &[]).total, cents(3781 - 3582 + 180));
    check_parts(&shop.order(id));
}

#[test]
fn a_loss_that_comes_back_without_goods_is_credited_and_names_the_invoice() {
    // Four novels of 12.00 and two pens of 1.99: 51.98, less ten percent. Without a pen nothing is off the rest, which would
    // cost more than the pen did: it is credited with nothing. Without a novel there is enough to credit.
    let shop = market();
    shop.must(&crate::documents::web(json!({"after_sales": {"promotions": "reprice"}})));
    let id = bought(&shop, &[("novel", 4), ("pen", 2)], &json!([]));
    assert_eq!(invoice(&shop, id, Some("ada"), &[]).total, cents(358));
    shop.must(&cancel_lines(id, &[(2, 1)]));
    assert_eq!(credit_note(&shop, id, Some("ada")).total, cents(0));
    assert_eq!(part(&shop.order(id), Some("ada")).total, cents(358));
    shop.must(&cancel_lines(id, &[(1, 1)]));
    let back = credit_note(&shop, id, Some("ada"));
    assert_eq!((back.total, back.amounts.lines.len(), back.invoices.len()), (cents(159), 0, 1));
    assert_eq!(part(&shop.order(id), Some("ada")).total, cents(199));
    check_parts(&shop.order(id));
}

#[test]
fn where_gift_cards_lower_the_total_an_order_comes_to_what_is_due_and_parts_bear_what_they_lower_it_by_now() {
    let shop = market();
    let mut book = rules("retail", "inclusive");
    book["policy"] = json!({"stored_value": "reduction"});
    shop.must(&command(json!({"do": "define_price_book", "rules": book})));
    shop.must(&command(json!({"do": "issue_gift_card", "card": {"code": "CARD", "amount": euros("20.00")}})));
    let cart = shop.filled(&[("novel", 2), ("pen", 4)]);
    shop.must(&command(json!({"do": "apply_gift_card", "cart": cart, "gift_card": "CARD"})));
    let placed = shop.place(cart);
    let totals = || {
        let order = shop.order(placed.order);
        check_parts(&order);
        assert_eq!(order.total().unwrap(), order.due().unwrap());
        order.parts().unwrap().iter().map(|part| part.total.minor()).collect::<Vec<_>>()
    };
    // Pens of 7.96 and novels of 24.00, less 20.00.
    assert_eq!((placed.total, totals()), (cents(1196), vec![298, 898]));
    shop.must(&cancel_lines(placed.order, &[(1, 1)]));
    assert_eq!(totals().iter().sum::<i64>(), 0, "12.00 less, and 0.04 of that back onto the card");
    shop.must(&cancel_lines(placed.order, &[(1, 1)]));
    assert_eq!(totals(), [0, 0]);
    shop.check_replay();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::with_source_file(file!()) })]

    /// Whatever is sold by whomever, amended, cancelled or sent back, parts are the order.
    #[test]
    fn parts_are_the_order_whatever_happens_to_it(
        sold in vec((0_usize..5, 1_i64..8), 1..5),
        fees in vec((0_usize..3, 0_i64..900), 0..3),
        display in prop::sample::select(vec!["inclusive", "exclusive"]),
        reprice in any::<bool>(),
        fall in vec((vec(any::<prop::sample::Index>(), 1..3), 1_i64..5, any::<bool>(), 0_i64..400), 0..6),
        papers in vec((0_usize..3, 0_u8..4), 6),
        cancelled: bool,
        gift in 0_i64..4,
    ) {
        let shop = market();
        let policy = if reprice { json!({"promotions": "reprice", "gifts": "charge"}) } else { json!({}) };
        let channel = json!({"code": "web", "currency": "EUR", "country": "IT", "book": "retail",
            "locations": ["genova", "pisa"], "hold_seconds": HOLD, "after_sales": policy,
            "numbers": {"orders": "orders", "invoices": "invoices", "credit_notes": "notes"},
            "seller": {"address": address_in("IT")}});
        shop.must(&command(json!({"do": "define_channel", "channel": channel})));
        let mut book = rules("retail", display);
        if gift > 0 {
            // Ada's, for every few units of whatever there is.
            book["promotions"].as_array_mut().unwrap().push(json!({"code": "mark", "title": "mark", "actions": [{"gift":
                {"sku": "gift", "title": "A Bookmark", "quantity": 1, "tax_category": "standard", "prices": [cents(333)],
                "for_every": {"quantity": gift, "of": {}}}}]}));
        }
        shop.must(&command(json!({"do": "define_price_book", "rules": book})));
        let sellers = [None, Some("ada"), Some("bruno")];
        let mut written = sellers.map(|seller| (seller.map(code), Papers::default()));
        let lines: Vec<_> = sold.iter().map(|(sku, units)| (["novel", "pen", "atlas", "set", "tea"][*sku], if *sku == 1 { 3 * units } else { *units })).collect();
        let fees: Vec<_> = fees.iter().enumerate().map(|(at, (seller, amount))| {
            let mut charge = charge(&format!("c{at}"), "0.00", sellers[*seller]);
            charge["amount"] = json!(cents(*amount));
            charge
        }).collect();
        let id = bought(&shop, &lines, &json!(fees));
        check_parts(&shop.order(id));
        for ((which, units, back, fee), (seller, paper)) in fall.into_iter().zip(papers) {
            let (seller, written) = &mut written[seller];
            match paper {
                0 => written.issue(&shop, &issue_by(id, seller.as_ref())),
                1 => written.issue(&shop, &note_by(id, seller.as_ref())),
                2 => written.settle(&shop, id, seller.as_ref()),
                _ => {}
            }
            let order = shop.order(id);
            let named: Vec<u32> = order.receipt.lines.iter().map(|line| line.kit.unwrap_or(line.line)).collect();
            let which: std::collections::BTreeSet<u32> = which.iter().map(|line| *line.get(&named)).collect();
            let lines: Vec<(u32, i64)> = which.into_iter().zip([units, 1]).collect();
            if back {
                drop(shop.run(&ship(id)));
                let asked = shop.run(&crate::common::shop::request_return(id, &lines));
                let Ok(Outcome::Return { return_id }) = asked else { continue };
                shop.must(&Command::ApproveReturn { return_id, location: "genova".parse().unwrap() });
                let asked = shop.get::<fondaco::order::Return>(&return_id);
                let whole: Vec<_> = asked.lines.iter().map(|line| (line.line, line.quantity.units(), 0)).collect();
                drop(shop.run(&receive_return(return_id, &whole)));
                drop(shop.run(&command(json!({"do": "refund_return", "return_id": return_id, "fee": cents(fee)}))));
            } else {
                drop(shop.run(&cancel_lines(id, &lines)));
            }
            check_parts(&shop.order(id));
        }
        if cancelled {
            drop(shop.run(&cancel(id)));
        }
        for (seller, written) in &mut written {
            written.settle(&shop, id, seller.as_ref());
        }
        shop.check_replay();
    }
}

refusals! {
    a_variant_of_a_seller_who_is_not_known_is_not_sold: SellerUnknown, |shop| {
        define(shop, &[("pen", "nobody")]);
        shop.refuse(&buy(&[("pen", 1)], &json!([])))
    };
    a_charge_of_a_seller_who_is_not_known_is_refused: SellerUnknown, |shop| {
        shop.refuse(&buy(&[("novel", 1)], &json!([charge("parcel", "5.00", Some("nobody"))])))
    };
    a_seller_without_a_part_has_nothing_to_invoice: SellerOrderUnknown, |shop| {
        let order = shop.captured().order;
        shop.refuse(&Command::IssueInvoice { order, lines: Vec::new(), seller: Some(code("ada")) })
    };
    a_seller_without_a_part_has_nothing_to_credit: SellerOrderUnknown, |shop| {
        let order = shop.captured().order;
        shop.refuse(&Command::IssueCreditNote { order, seller: Some(code("ada")) })
    };
    the_goods_of_others_are_not_invoiced: LineUnknown, |shop| {
        numbered(shop);
        marketplace(shop);
        let order = bought(shop, &[("pen", 1)], &json!([]));
        shop.refuse(&issue(order, &[(1, 1)]))
    };
    a_seller_without_a_series_issues_no_invoice: SeriesMissing, |shop| {
        shop.must(&seller("ada", json!({})));
        define(shop, &[("pen", "ada")]);
        let order = bought(shop, &[("pen", 1)], &json!([]));
        shop.refuse(&Command::IssueInvoice { order, lines: Vec::new(), seller: Some(code("ada")) })
    };
    a_seller_without_an_address_is_not_defined: AddressInvalid, |shop| {
        let address = json!({"name": "", "street": "", "city": "", "country": "IT"});
        shop.refuse(&command(json!({"do": "define_seller", "seller": {"code": "ada", "address": address}})))
    };
}

/// Everything that a seller does on a full day.
pub(crate) fn day_of_sellers(shop: &Shop) {
    marketplace(shop);
    let order = bought(shop, &[("novel", 1), ("pen", 3)], &charges());
    invoice(shop, order, Some("ada"), &[]);
    shop.must(&cancel_lines(order, &[(2, 1)]));
    credit_note(shop, order, Some("ada"));
}
