//! Stock: places, terms, movements, transfers, announced goods, lots.

use serde_json::json;

use super::Story;
use crate::vector::Vector;

/// Everything that happens to stock without an order.
pub(super) fn stock() -> Result<Vec<Vector>, String> {
    let mut story = Story::new()?;
    story.shop()?;
    story.places()?;
    Ok(story.vectors)
}

impl Story {
    fn places(&mut self) -> Result<(), String> {
        let venice = json!({"code": "venice", "title": "Venice", "priority": 1, "capabilities": ["pickup", "ships"],
            "cost": {"amount": "4.10", "currency": "EUR"}, "place": {"country": "IT", "region": "VE",
            "postal_code": "30124", "point": {"latitude": 45_437_191, "longitude": 12_334_590}}});
        let define = |location| json!({"do": "define_location", "location": location});
        self.tell("a location is defined", define(venice))?;
        self.tell("one without a title is not", define(json!({"code": "mestre", "title": ""})))?;
        let pole = json!({"country": "NO", "point": {"latitude": 90_000_001, "longitude": 0}});
        self.tell("one off the globe is not", define(json!({"code": "pole", "title": "Pole", "place": pole})))?;
        self.tell(
            "a variant that is not counted is defined",
            json!({"do": "define_variants", "variants": [
            {"sku": "EBOOK", "title": "E-book", "tax_category": "book", "prices": [], "untracked": true}]}),
        )?;
        self.tell(
            "it is not received",
            json!({"do": "receive_stock", "location": "venice", "lines": [{"sku": "EBOOK", "quantity": 1}]}),
        )?;
        Ok(())
    }
}
