//! Which promotions may have to do with a basket: those that need nothing, and those that need something it has.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use crate::id::{CategoryCode, ChannelCode, CountryCode, CouponCode, GroupCode, ProductCode, Sku};
use crate::pricing::basket::{Basket, Context};
use crate::pricing::condition::Condition;
use crate::pricing::goods::{Count, Goods};
use crate::pricing::promotion::{Action, Promotion, Target};

/// Something without which a promotion takes nothing off, the rarest first.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Gate {
    Coupon(CouponCode),
    Sku(Sku),
    Product(ProductCode),
    Group(GroupCode),
    Category(CategoryCode),
    Channel(ChannelCode),
    Country(CountryCode),
}

/// Promotions by what they need: those that need nothing, and by each kind of need those that need one of its kind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Index {
    open: Vec<usize>,
    coupons: BTreeMap<CouponCode, Vec<usize>>,
    skus: BTreeMap<Sku, Vec<usize>>,
    products: BTreeMap<ProductCode, Vec<usize>>,
    groups: BTreeMap<GroupCode, Vec<usize>>,
    categories: BTreeMap<CategoryCode, Vec<usize>>,
    channels: BTreeMap<ChannelCode, Vec<usize>>,
    countries: BTreeMap<CountryCode, Vec<usize>>,
}

impl Index {
    /// Sorts promotions by what they need.
    pub(crate) fn new(promotions: &[Promotion]) -> Self {
        let mut index = Self::default();
        for (place, promotion) in promotions.iter().enumerate() {
            match gates(promotion) {
                None => index.open.push(place),
                Some(gates) => {
                    for gate in gates {
                        index.shelf(gate).push(place);
                    }
                }
            }
        }
        index
    }

    /// The promotions that need one thing.
    fn shelf(&mut self, gate: Gate) -> &mut Vec<usize> {
        match gate {
            Gate::Coupon(code) => self.coupons.entry(code).or_default(),
            Gate::Sku(sku) => self.skus.entry(sku).or_default(),
            Gate::Product(code) => self.products.entry(code).or_default(),
            Gate::Group(code) => self.groups.entry(code).or_default(),
            Gate::Category(code) => self.categories.entry(code).or_default(),
            Gate::Channel(code) => self.channels.entry(code).or_default(),
            Gate::Country(code) => self.countries.entry(code).or_default(),
        }
    }

    /// The promotions that may have to do with a basket, in the order of the rules.
    pub(crate) fn candidates(&self, basket: &Basket, context: &Context) -> Vec<usize> {
        let mut found = self.open.clone();
        let mut last: &[CategoryCode] = &[];
        for line in &basket.lines {
            found.extend(self.skus.get(&line.sku).into_iter().flatten());
            found.extend(line.product.iter().filter_map(|product| self.products.get(product)).flatten());
            // Goods that stand together are often of one kind.
            if line.categories != last {
                found.extend(line.categories.iter().filter_map(|category| self.categories.get(category)).flatten());
                last = &line.categories;
            }
        }
        found.extend(basket.coupons.iter().filter_map(|coupon| self.coupons.get(coupon)).flatten());
        found.extend(context.buyer.groups.iter().filter_map(|group| self.groups.get(group)).flatten());
        found.extend(context.channel.iter().filter_map(|channel| self.channels.get(channel)).flatten());
        found.extend(self.countries.get(&context.destination.country).into_iter().flatten());
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// What a promotion needs one of; `None` if it may apply to anything.
fn gates(promotion: &Promotion) -> Option<Vec<Gate>> {
    let of_goods = any_of(promotion.actions.iter().map(|action| match action {
        Action::Discount(discount) if matches!(discount.on, Target::Shipping | Target::ShippingTogether) => None,
        Action::Discount(discount) if discount.on == Target::OrderAndShipping => None,
        Action::Discount(discount) => needs(&discount.goods),
        Action::BuyGet(rule) => rarer(needs(&rule.buy), needs(&rule.get)),
        Action::Bundle(bundle) => bundle.parts.iter().map(|part| needs(&part.goods)).fold(None, rarer),
        Action::Gift(gift) => gift.for_every.as_ref().and_then(|every| needs(&every.of)),
    }));
    rarer(of_condition(&promotion.when), of_goods)
}

/// What a condition needs one of.
fn of_condition(condition: &Condition) -> Option<Vec<Gate>> {
    let counted = |count: &Count| count.at_least.is_some_and(|least| least > 0);
    match condition {
        Condition::All(list) => list.iter().map(of_condition).fold(None, rarer),
        Condition::Any(list) => any_of(list.iter().map(of_condition)),
        Condition::Coupon(list) => Some(list.iter().cloned().map(Gate::Coupon).collect()),
        Condition::Group(list) => Some(list.iter().cloned().map(Gate::Group).collect()),
        Condition::Channel(list) => Some(list.iter().cloned().map(Gate::Channel).collect()),
        Condition::Country(list) => Some(list.iter().cloned().map(Gate::Country).collect()),
        Condition::Quantity(test) if counted(&test.within) => needs(&test.of),
        Condition::Weight(test) if counted(&test.within) => needs(&test.of),
        Condition::Not(_)
        | Condition::Total(_)
        | Condition::Quantity(_)
        | Condition::Weight(_)
        | Condition::Region(_)
        | Condition::Attribute { .. }
        | Condition::OrderNumber(_)
        | Condition::Clock(_)
        | Condition::Arm { .. }
        | Condition::Applied(_) => None,
    }
}

/// What a choice of goods needs one of.
fn needs(goods: &Goods) -> Option<Vec<Gate>> {
    let skus = (!goods.skus.is_empty()).then(|| goods.skus.iter().cloned().map(Gate::Sku).collect());
    let products = (!goods.products.is_empty()).then(|| goods.products.iter().cloned().map(Gate::Product).collect());
    let categories =
        (!goods.categories.is_empty()).then(|| goods.categories.iter().cloned().map(Gate::Category).collect());
    rarer(rarer(skus, products), categories)
}

/// Of two needs that both must be met, the one that is met more seldom.
fn rarer(one: Option<Vec<Gate>>, other: Option<Vec<Gate>>) -> Option<Vec<Gate>> {
    let Some(one) = one else { return other };
    let Some(other) = other else { return Some(one) };
    let most_common = |gates: &[Gate]| gates.iter().map(rank).max();
    Some(if most_common(&other) < most_common(&one) { other } else { one })
}

/// How common it is to have something, roughly.
fn rank(gate: &Gate) -> u8 {
    match gate {
        Gate::Coupon(_) => 0,
        Gate::Sku(_) => 1,
        Gate::Product(_) => 2,
        Gate::Group(_) => 3,
        Gate::Category(_) => 4,
        Gate::Channel(_) => 5,
        Gate::Country(_) => 6,
    }
}

/// Of needs one of which must be met, all; `None` if one of them is nothing.
fn any_of(needs: impl Iterator<Item = Option<Vec<Gate>>>) -> Option<Vec<Gate>> {
    let all: Option<Vec<Vec<Gate>>> = needs.collect();
    all.map(|all| all.into_iter().flatten().collect())
}
