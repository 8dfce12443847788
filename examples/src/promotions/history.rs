//! Baskets: one that is shown, and a seeded history of them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use fondaco::money::{Currency, Money};
use fondaco::pricing::{Basket, BasketLine, Charge, ChargeKind, ChargeTax, Credit};
use fondaco::{CategoryCode, Code, Quantity, Refusal, Sku, TaxCategory, Title};
use serde::Deserialize;

use crate::dice::Dice;

/// Something that the bookshop sells; what a price does not need is passed over.
#[derive(Debug, Deserialize)]
struct Article {
    sku: Sku,
    title: Title,
    language: Option<Arc<str>>,
    format: Arc<str>,
    price: String,
    tax_category: TaxCategory,
}

/// What the bookshop sells.
#[derive(Debug)]
pub(super) struct Shelf(Vec<Article>);

impl Shelf {
    /// Reads the catalogue.
    pub(super) fn load(path: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        serde_json::from_str(&text).map(Self).map_err(|error| format!("{}: {error}", path.display()))
    }

    /// Baskets of one to eight titles, small ones more often; one in four has the coupon.
    pub(super) fn history(&self, baskets: u32, seed: u64) -> Result<Vec<Basket>, Refusal> {
        let mut dice = Dice(seed);
        let coupon = ["READER8".to_owned()];
        (0..baskets)
            .map(|_| {
                let titles = 1 + dice.below(8).min(dice.below(8));
                let mut wanted: BTreeMap<usize, i64> = BTreeMap::new();
                for _ in 0..titles {
                    let copies = if dice.below(5) == 0 { 2 } else { 1 };
                    *wanted.entry(dice.below(self.0.len())).or_default() += copies;
                }
                let wanted: Vec<(&str, i64)> =
                    wanted.iter().map(|(place, copies)| (self.0[*place].sku.as_str(), *copies)).collect();
                basket(self, &wanted, if dice.below(4) == 0 { &coupon } else { &[] })
            })
            .collect()
    }
}

/// A basket of these SKUs, with a parcel and, where a coupon is given, a gift card of 10.00 to pay with.
pub(super) fn basket(shelf: &Shelf, wanted: &[(&str, i64)], coupons: &[String]) -> Result<Basket, Refusal> {
    let eur = Currency::iso("EUR")?;
    let mut lines = Vec::new();
    for (line, (sku, copies)) in (1..).zip(wanted) {
        let title = shelf
            .0
            .iter()
            .find(|title| title.sku.as_str() == *sku)
            .ok_or_else(|| Refusal::new(Code::VariantUnknown, format!("the bookshop has no `{sku}`")))?;
        let price = Money::parse(&title.price, eur)?;
        let quantity = Quantity::new(*copies)?;
        let goods = BasketLine::new(line, title.sku.clone(), quantity, price, title.tax_category.clone());
        let mut attributes = BTreeMap::from([(Arc::from("format"), title.format.clone())]);
        attributes.extend(title.language.iter().map(|language| (Arc::from("language"), language.clone())));
        lines.push(BasketLine {
            title: title.title.clone(),
            categories: vec![CategoryCode::new(title.tax_category.as_str())?],
            attributes,
            ..goods
        });
    }
    let charge = |code: &str, title: &str, kind, amount: &str, tax| {
        Ok::<_, Refusal>(Charge {
            code: code.parse()?,
            title: title.into(),
            kind,
            amount: Money::parse(amount, eur)?,
            tax,
            seller: None,
        })
    };
    let donation =
        charge("acqua-alta", "For the library's flood barrier", ChargeKind::Donation, "1.00", ChargeTax::Free)?;
    let parcel = charge("parcel", "Parcel", ChargeKind::Shipping, "6.90", ChargeTax::AsGoods)?;
    let credit = Credit { code: "GIFT-1501".parse()?, balance: Money::parse("10.00", eur)? };
    let given = !coupons.is_empty();
    Ok(Basket {
        charges: if given { vec![parcel, donation] } else { vec![parcel] },
        coupons: coupons.iter().map(|code| code.parse()).collect::<Result<_, _>>()?,
        credits: if given { vec![credit] } else { Vec::new() },
        ..Basket::new(eur, lines)
    })
}
