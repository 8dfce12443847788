//! Types whose JSON is written by hand in the core, and what absence means. The tests of the schema compare them with what
//! is really read and written.

use super::model::{Body, Content, Field, Pattern, Shape, Style, Type, Variant};

/// Types of one text: name, words, pattern, format.
const TEXTS: [(&str, &str, &str, Option<&str>); 11] = [
    (
        "Decimal",
        "A plain decimal in major units, as text, with at most as many decimals as the currency has: `12.30`. It fits in 64 \
         bits of minor units.",
        r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$",
        None,
    ),
    (
        "Currency",
        "A currency that ISO 4217 lists, `EUR`, or one of your own with its decimals, `XGC:4`.",
        "^([A-Z]{3}|[A-Z]{3,7}:[0-8])$",
        None,
    ),
    (
        "Rate",
        "An exact fraction as text, at most 12 decimals: `0.22` is 22 %. It fits in 64 bits.",
        r"^-?(0|[1-9][0-9]*)(\.[0-9]{1,12}0*)?$",
        None,
    ),
    (
        "Fraction",
        "An exact part of a whole, from zero to one, as text: `1/3`, `1`. At most 1,000,000,000,000 stands below the line.",
        r"^[0-9]+(/[0-9]+)?$",
        None,
    ),
    (
        "Formula",
        "A formula over `x` (the score), `qty`, `cost`, `grams` and `distance`: `+ - * /`, `min`, `max`, exact decimals; \
         `(50 * x) + 750`.",
        r"^[0-9a-z .,+*/()-]{1,200}$",
        None,
    ),
    (
        "Date",
        "A day of the calendar, `2026-12-24`.",
        r"^-?[0-9]{4,6}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
        Some("date"),
    ),
    ("Time", "A time of day, `17:30:00`.", r"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,9})?)?$", None),
    (
        "Timestamp",
        "An instant, as RFC 3339 writes it: `2026-11-27T00:00:00Z`.",
        r"^-?[0-9]{4,6}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$",
        Some("date-time"),
    ),
    ("Digest", "A fingerprint, SHA-256, in 64 hexadecimal digits.", "^[0-9a-f]{64}$", None),
    (
        "Key",
        "Names a record, `cart/0199…`, or a row of counters, `stock/SKU@location`: its kind and its id.",
        "^[a-z_]+/.+$",
        None,
    ),
    (
        "Actor",
        "Who sends a command: `system` (the shop itself), `guest`, or `customer/` and an id.",
        "^(system|guest|customer/[0-9a-f-]{36})$",
        None,
    ),
];

/// Every type of this page.
pub(crate) fn all() -> Vec<(&'static str, Type)> {
    let text = |(name, doc, pattern, format): (&'static str, &str, &str, Option<&'static str>)| {
        (name, Type { doc: doc.to_owned(), body: Body::Text(Pattern { pattern: pattern.to_owned(), format }) })
    };
    let mut types: Vec<_> = TEXTS.into_iter().map(text).collect();
    let field = |name: &str, shape: &str, doc: &str| Field {
        name: name.to_owned(),
        doc: doc.to_owned(),
        shape: Shape::Named(shape.to_owned()),
        optional: false,
        default: None,
    };
    let money = vec![field("amount", "Decimal", "How much."), field("currency", "Currency", "Of what.")];
    types.push(("Money", Type { doc: "An amount of money.".to_owned(), body: Body::Object(money) }));
    types.push((
        "Quantity",
        Type {
            doc: "A positive whole number of a SKU's smallest unit: pieces, or grams for a SKU sold by the kilogram."
                .to_owned(),
            body: Body::Same(Shape::Whole(1, 1_000_000_000)),
        },
    ));
    types.push(("Record", record()));
    types
}

/// The body of a record: which of these it is says its key.
fn record() -> Type {
    let of = |name: &str| Variant {
        ident: name.to_owned(),
        name: String::new(),
        doc: String::new(),
        content: Content::Value(Shape::Named(name.to_owned())),
    };
    let names = [
        "ProcessedCommand",
        "Variant",
        "Channel",
        "PriceRules",
        "NamedShippingBook",
        "Coupon",
        "CouponUse",
        "Tally",
        "GiftCard",
        "Location",
        "StockTerms",
        "Shelf",
        "Transfer",
        "Inbound",
        "Movement",
        "Cart",
        "Reservation",
        "Backorder",
        "Order",
        "Payment",
        "Return",
        "Series",
        "Invoice",
        "CreditNote",
        "Shipment",
        "Effect",
        "Seller",
        "SellerOrder",
        "Account",
        "Entry",
        "Trade",
        "Settlement",
    ];
    let doc = "The body of a record; its key says of which kind it is.".to_owned();
    Type { doc, body: Body::OneOf(Style::Untagged, names.into_iter().map(of).collect()) }
}

/// The JSON that absence means, for a field whose default is that of its shape.
pub(crate) fn default_of(shape: &Shape) -> Option<String> {
    let text = match shape {
        Shape::Text => "\"\"",
        Shape::Truth => "false",
        Shape::Whole(..) => "0",
        Shape::List(_) => "[]",
        Shape::Map(_) => "{}",
        Shape::Any | Shape::Fixed(_) | Shape::Nullable(_) | Shape::Named(_) => return None,
    };
    Some(text.to_owned())
}
