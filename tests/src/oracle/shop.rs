//! A shop as a case gives it: rules, a basket and a context, in fondaco's words.

use std::collections::BTreeMap;

use fondaco::money::{Currency, Money, Rate};
use fondaco::pricing::{
    Action, Basket, BasketLine, Charge, ChargeKind, ChargeTax, Condition, Context, Discount, LinePrice, Off, PriceBook,
    PriceRules, Promotion, Receipt, Target, TaxDisplay, TaxRate,
};
use fondaco::{Quantity, Sku, TaxCategory, Timestamp};

use super::given::Miss;
use super::platform::Choices;

/// A rate, and whether prices contain it.
pub(super) type Tax = (Rate, bool);

/// Rules, a basket and a context.
#[derive(Debug)]
pub(super) struct Shop {
    pub(super) choices: Choices,
    pub(super) currency: Currency,
    pub(super) rules: PriceRules,
    pub(super) basket: Basket,
    pub(super) context: Context,
    /// The lines as they were given: the name of each, and its number in the basket; lines of no units have none.
    pub(super) lines: Vec<(Option<String>, Option<u32>)>,
    /// What the case calls a code.
    names: BTreeMap<String, String>,
    /// The taxes of each category.
    categories: Vec<Vec<Tax>>,
}

/// A line as it is given.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) id: Option<String>,
    pub(super) price: LinePrice,
    pub(super) quantity: i64,
    pub(super) tags: Vec<String>,
    pub(super) taxes: Vec<Tax>,
}

impl Shop {
    /// An empty shop in the United States, at a time when everything without dates is in force.
    pub(super) fn new(choices: Choices, currency: Currency) -> Result<Self, Miss> {
        let at = noon("2026-06-15")?;
        let mut rules = PriceRules::new("oracle".parse()?, TaxDisplay::Exclusive);
        rules.policy = choices.policy;
        Ok(Self {
            choices,
            currency,
            rules,
            basket: Basket::new(currency, Vec::new()),
            context: Context::new("US".parse()?, at),
            lines: Vec::new(),
            names: BTreeMap::new(),
            categories: Vec::new(),
        })
    }

    pub(super) fn money(&self, minor: i64) -> Money {
        Money::from_minor(minor, self.currency)
    }

    /// A code for a name: the name itself where it has the letters of a code.
    pub(super) fn code(&mut self, name: &str) -> String {
        let fits = |letter: char| letter.is_ascii_alphanumeric() || "._-/+:".contains(letter);
        let mut code: String = name.chars().map(|letter| if fits(letter) { letter } else { '_' }).collect();
        if code.is_empty() {
            code.push('_');
        }
        while self.names.get(&code).is_some_and(|other| other != name) {
            code.push('_');
        }
        self.names.insert(code.clone(), name.to_owned());
        code
    }

    /// What the case calls a code.
    pub(super) fn name(&self, code: &str) -> String {
        self.names.get(code).cloned().unwrap_or_else(|| code.to_owned())
    }

    pub(super) fn sku(&mut self, name: &str) -> Result<Sku, Miss> {
        Ok(self.code(name).parse()?)
    }

    /// The category of goods that bear these taxes.
    pub(super) fn category(&mut self, taxes: &[Tax]) -> Result<TaxCategory, Miss> {
        let known = self.categories.iter().position(|other| other == taxes);
        let place = known.unwrap_or(self.categories.len());
        let category: TaxCategory = format!("category-{place}").parse()?;
        if known.is_none() {
            self.categories.push(taxes.to_vec());
            for (number, (rate, included)) in taxes.iter().enumerate() {
                let name = if taxes.len() == 1 { "tax".to_owned() } else { format!("tax {}", number + 1) };
                self.tax_in("US", &category, &name, *rate, *included)?;
            }
        }
        Ok(category)
    }

    /// A rate in a zone.
    pub(super) fn tax_in(
        &mut self,
        zone: &str,
        category: &TaxCategory,
        name: &str,
        rate: Rate,
        included: bool,
    ) -> Result<(), Miss> {
        self.rules.taxes.push(TaxRate {
            zone: zone.parse()?,
            category: category.clone(),
            name: name.into(),
            rate,
            included: Some(included),
            compound: false,
            from: Timestamp::UNIX_EPOCH,
            until: None,
        });
        Ok(())
    }

    /// Adds a line.
    pub(super) fn line(&mut self, line: Line) -> Result<(), Miss> {
        let category = self.category(&line.taxes)?;
        self.line_of(line, category)
    }

    /// Adds a line of a tax category. A line of no units is no line.
    pub(super) fn line_of(&mut self, line: Line, category: TaxCategory) -> Result<(), Miss> {
        let number = u32::try_from(self.lines.len() + 1).unwrap_or(u32::MAX);
        let name = line.id.clone().unwrap_or_else(|| format!("line-{number}"));
        self.lines.push((line.id, (line.quantity != 0).then_some(number)));
        if line.quantity == 0 {
            return Ok(());
        }
        let sku = self.sku(&name)?;
        let categories = line.tags.iter().map(|tag| Ok(self.code(tag).parse()?)).collect::<Result<_, Miss>>()?;
        let quantity = Quantity::new(line.quantity)?;
        let basket_line = BasketLine::new(number, sku, quantity, self.money(0), category);
        self.basket.lines.push(BasketLine { price: line.price, categories, ..basket_line });
        Ok(())
    }

    /// Adds a line of some price for one unit.
    pub(super) fn simple(&mut self, id: Option<String>, unit: i64, quantity: i64, taxes: Vec<Tax>) -> Result<(), Miss> {
        let price = LinePrice { unit: Some(self.money(unit)), ..LinePrice::default() };
        self.line(Line { id, price, quantity, taxes, ..Line::default() })
    }

    /// Adds a charge.
    pub(super) fn charge(&mut self, name: &str, kind: ChargeKind, amount: Money, tax: ChargeTax) -> Result<(), Miss> {
        let code = self.code(name).parse()?;
        self.basket.charges.push(Charge { code, title: name.into(), kind, amount, tax, seller: None });
        Ok(())
    }

    /// Adds a charge for shipping with taxes of its own.
    pub(super) fn shipping(&mut self, name: &str, amount: Money, taxes: &[Tax]) -> Result<(), Miss> {
        let tax = if taxes.is_empty() { ChargeTax::Free } else { ChargeTax::Category(self.category(taxes)?) };
        self.charge(name, ChargeKind::Shipping, amount, tax)
    }

    /// Makes a promotion; one that would do nothing is none.
    pub(super) fn promotion(&mut self, name: &str, actions: Vec<Action>) -> Result<Option<Promotion>, Miss> {
        let mut actions = actions.into_iter();
        let Some(first) = actions.next() else { return Ok(None) };
        let code = self.code(name).parse()?;
        let mut promotion = Promotion::new(code, name, first);
        promotion.actions.extend(actions);
        Ok(Some(promotion))
    }

    /// Adds a promotion of one discount, that applies under a condition.
    pub(super) fn promote(&mut self, name: &str, when: Condition, discount: Discount) -> Result<(), Miss> {
        let made = self.promotion(name, actions(discount))?;
        self.rules.promotions.extend(made.map(|promotion| Promotion { when, ..promotion }));
        Ok(())
    }

    /// Prices the basket.
    pub(super) fn price(&self) -> Result<Receipt, Miss> {
        Ok(PriceBook::compile(self.rules.clone())?.price(&self.basket, &self.context)?)
    }

    /// Prices the basket as if there were no promotions.
    pub(super) fn price_plainly(&self) -> Result<Receipt, Miss> {
        let rules = PriceRules { promotions: Vec::new(), ..self.rules.clone() };
        Ok(PriceBook::compile(rules)?.price(&self.basket, &self.context)?)
    }
}

/// A discount as an action; one of 0 % is none.
pub(super) fn actions(discount: Discount) -> Vec<Action> {
    let nothing = matches!(&discount.off, Off::Percent(rate) if rate.is_zero());
    if nothing { Vec::new() } else { vec![Action::Discount(discount)] }
}

/// A discount of an amount.
pub(super) fn amount_off(on: Target, amount: Money) -> Discount {
    Discount::new(on, Off::Amount(vec![amount]))
}

/// A discount of a share.
pub(super) fn percent_off(on: Target, rate: Rate) -> Discount {
    Discount::new(on, Off::Percent(rate))
}

/// An instant: a date is its midnight, in UTC.
pub(super) fn instant(text: &str) -> Result<Timestamp, Miss> {
    let full = if text.contains('T') { text.to_owned() } else { format!("{text}T00:00:00Z") };
    full.parse().map_err(|error| super::given::not_applicable(format!("`{text}` is no instant: {error}")))
}

fn noon(date: &str) -> Result<Timestamp, Miss> {
    instant(&format!("{date}T12:00:00Z"))
}
