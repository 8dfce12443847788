//! The shop: its goods, its cartons, and its rules of shipping.

use std::collections::BTreeMap;
use std::path::Path;

use fondaco::money::{Currency, Money};
use fondaco::shipping::{Carton, HazardClass, Item, Rotation, ShippingBook, Size, Tariff};
use fondaco::{CategoryCode, Sku};
use serde::Deserialize;

use crate::given::{Given, file};
use crate::trouble::Trouble;

/// What is sold, how it is packed, and how it is sent.
pub(crate) struct Shop {
    pub(crate) currency: Currency,
    pub(crate) goods: BTreeMap<Sku, Good>,
    pub(crate) cartons: Vec<Carton>,
    pub(crate) tariff: Option<Tariff>,
    pub(crate) book: ShippingBook,
}

/// Something that is sold.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Good {
    pub(crate) sku: Sku,
    pub(crate) title: String,
    pub(crate) size: Size,
    pub(crate) grams: u32,
    pub(crate) price: Money,
    #[serde(default)]
    rotation: Rotation,
    #[serde(default)]
    bears: Option<u64>,
    #[serde(default)]
    kinds: Vec<String>,
    #[serde(default)]
    never_with: Vec<String>,
    #[serde(default)]
    pub(crate) categories: Vec<CategoryCode>,
    #[serde(default)]
    pub(crate) hazard: Option<HazardClass>,
}

impl Good {
    /// So many of it, to be packed.
    pub(crate) fn packed(&self, quantity: u32) -> Item {
        Item {
            rotation: self.rotation,
            bears: self.bears,
            kinds: self.kinds.clone(),
            never_with: self.never_with.clone(),
            ..Item::new(self.title.clone(), self.size, self.grams, quantity)
        }
    }
}

impl Shop {
    pub(crate) fn read(path: &Path) -> Result<Self, Trouble> {
        let value = file(path, "shop")?;
        let shop = Given::whole(&value, "shop");
        shop.takes(&["currency", "goods", "cartons", "tariff", "shipping"])?;
        let currency = shop.field("currency")?.read()?;
        let mut goods = BTreeMap::new();
        for given in shop.field("goods")?.entries()? {
            let good: Good = given.read()?;
            if good.price.currency() != currency {
                return Err(
                    given.wrong(format!("has a price in `{}`, the shop's is `{currency}`", good.price.currency()))
                );
            }
            if let Some(twice) = goods.insert(good.sku.clone(), good) {
                return Err(given.wrong(format!("there is a `{}` already", twice.sku)));
            }
        }
        let mut cartons = Vec::new();
        for given in shop.field("cartons")?.entries()? {
            cartons.push(given.read()?);
        }
        let tariff = shop.optional("tariff").map(|tariff| tariff.read()).transpose()?;
        let shipping = shop.field("shipping")?;
        let book = ShippingBook::compile(shipping.read()?).map_err(|refusal| shipping.wrong(refusal.reason()))?;
        Ok(Self { currency, goods, cartons, tariff, book })
    }
}
