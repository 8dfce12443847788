//! Every value of every choice on which shops differ, on rules that notice it.

use fondaco::pricing::PricingPolicy;
use serde_json::{Value, json};

use super::{Scene, eur};
use crate::vector::Vector;

/// The platforms whose choices have a name.
const PRESETS: [&str; 6] = ["vendure", "sylius", "solidus", "saleor", "commercetools", "medusa"];

/// Choices that are looked at on prices without tax.
const WITHOUT_TAX: [&str; 2] = ["spread_by", "tax_parts"];

pub(super) fn all() -> Result<Vec<Vector>, String> {
    let mut vectors = Vec::new();
    let default = serde_json::to_value(PricingPolicy::default()).map_err(|error| error.to_string())?;
    let mut scenes = Vec::new();
    for (choice, own) in default.as_object().into_iter().flatten() {
        let scene = scene_of(choice);
        let is_new = !scenes.contains(&scene.rules.to_string());
        for value in values(choice)? {
            // The default of every choice is one and the same vector, once for each scene.
            if *own == json!(value) && !is_new {
                continue;
            }
            let policy = json!({choice.as_str(): value});
            vectors.push(scene.rules(json!({"policy": policy})).vector(format!("policy {choice}: {value}"))?);
        }
        scenes.push(scene.rules.to_string());
    }
    let scene = busy();
    for name in PRESETS {
        let policy = PricingPolicy::preset(name).ok_or_else(|| format!("`{name}` is no preset"))?;
        for display in ["inclusive", "exclusive"] {
            let rules = json!({"policy": policy, "tax_display": display});
            vectors.push(scene.rules(rules).vector(format!("as {name}, prices {display}"))?);
        }
    }
    Ok(vectors)
}

/// Where a choice makes a difference.
fn scene_of(choice: &str) -> Scene {
    let scene = busy();
    match choice {
        "exclusive" => with_exclusive(&scene),
        "untaxed" => {
            let taxes = json!([scene.rules["taxes"][0]]);
            scene.rules(json!({"taxes": taxes, "home": null}))
        }
        _ if WITHOUT_TAX.contains(&choice) => scene.rules(json!({"tax_display": "exclusive"})),
        _ => scene,
    }
}

/// The values that a choice knows, as its reader lists them.
fn values(choice: &str) -> Result<Vec<String>, String> {
    let unknown = serde_json::from_value::<PricingPolicy>(json!({choice: "?"}));
    let error = unknown.err().ok_or_else(|| format!("`{choice}` takes anything"))?.to_string();
    let (_, listed) = error.split_once(", expected ").ok_or_else(|| format!("`{choice}` lists no values: {error}"))?;
    Ok(listed.split('`').skip(1).step_by(2).map(str::to_owned).collect())
}

/// Odd prices, several promotions of each phase, two taxes on one line, a gift card.
fn busy() -> Scene {
    let scene = Scene::new();
    let promotion = |code: &str, on: &str, off: Value, goods: Value| json!({"code": code, "title": code, "actions": [{"discount": {"on": on, "off": off, "goods": goods}}]});
    let books = || json!({"categories": ["book"]});
    let threshold = |mut promotion: Value, change: Value| {
        if let (Some(map), Value::Object(change)) = (promotion.as_object_mut(), change) {
            map.extend(change);
        }
        promotion
    };
    let third = json!({"buy_get": {"buy": books(), "buy_quantity": 2, "get": books(), "get_quantity": 1, "off": {"percent": "0.333"}}});
    let total = json!({"total": {"within": [{"at_least": eur("80.00")}]}});
    let mut rules = scene.rules.clone();
    let local =
        json!({"zone": "DE", "category": "book", "name": "Local", "rate": "0.0262", "from": "2007-01-01T00:00:00Z"});
    let home =
        json!({"zone": "IT", "category": "book", "name": "IVA 4 %", "rate": "0.04", "from": "2007-01-01T00:00:00Z"});
    let other = json!({"zone": "IT", "category": "standard", "name": "IVA 22 %", "rate": "0.22", "from": "2007-01-01T00:00:00Z"});
    rules["taxes"]
        .as_array_mut()
        .into_iter()
        .for_each(|taxes| taxes.extend([local.clone(), home.clone(), other.clone()]));
    rules["home"] = json!("IT");
    rules["promotions"] = json!([
        promotion("window", "price", json!({"percent": "0.105"}), books()),
        promotion("window-price", "price", json!({"price": [eur("10.50")]}), books()),
        promotion("each", "unit", json!({"percent": "0.0345"}), books()),
        promotion("line", "line", json!({"amount": [eur("0.77")]}), json!({})),
        {"code": "third", "title": "third", "actions": [third], "priority": -1},
        threshold(promotion("order", "order", json!({"percent": "0.0725"}), json!({})), json!({"when": total})),
        threshold(promotion("club", "order", json!({"amount": [eur("3.33")]}), json!({})), json!({"stacking": {"exclusive_in": "g"}})),
        threshold(promotion("club-more", "order", json!({"amount": [eur("4.44")]}), json!({})), json!({"stacking": {"exclusive_in": "g"}})),
        threshold(promotion("late", "order", json!({"percent": "0.15"}), json!({})), json!({"priority": -5})),
        promotion("parcel", "shipping", json!({"percent": "0.5"}), json!({})),
    ]);
    let mut basket = scene.basket.clone();
    basket["lines"][0]["price"]["unit"]["amount"] = json!("12.35");
    basket["lines"][2]["quantity"] = json!(1_237);
    basket["credits"] = json!([{"code": "GIFT-1", "balance": eur("10.00")}]);
    Scene { rules, basket, ..scene }
}

/// The same, whose last promotion excludes others.
fn with_exclusive(scene: &Scene) -> Scene {
    let mut promotions = scene.rules["promotions"].clone();
    for promotion in promotions.as_array_mut().into_iter().flatten().filter(|promotion| promotion["code"] == "late") {
        promotion["stacking"] = json!("exclusive");
    }
    scene.rules(json!({"promotions": promotions}))
}
