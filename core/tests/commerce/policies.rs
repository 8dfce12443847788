//! The pricing policies: their page, made from the presets themselves.

use fondaco::pricing::PricingPolicy;
use serde_json::{Map, Value};

use crate::common::snapshot;

const PLATFORMS: [&str; 6] = ["vendure", "sylius", "solidus", "saleor", "commercetools", "medusa"];

fn values(policy: PricingPolicy) -> Map<String, Value> {
    let Value::Object(values) = serde_json::to_value(policy).unwrap() else { panic!("a policy is an object") };
    values
}

#[test]
fn the_page_of_policies_shows_every_choice_of_every_preset() {
    let default = values(PricingPolicy::default());
    let presets = PLATFORMS.map(|platform| values(PricingPolicy::preset(platform).unwrap()));
    let mut text = String::from(
        "# Policies\n\n`PricingPolicy` has a value for every choice on which shops differ; what each value means stands \
         in `core/src/pricing/policy.rs`.\n`{}` is the default. Presets reproduce platforms that shops come from; an \
         empty cell is the default. Made from the presets by a test\n(`UPDATE_SNAPSHOTS=1`).\n\n",
    );
    text += &format!("| choice | default | {} |\n|---|---{}|\n", PLATFORMS.join(" | "), "|---".repeat(PLATFORMS.len()));
    for (choice, value) in &default {
        let cell = |value: &Value| format!("`{}`", value.as_str().unwrap());
        let own = presets.iter().map(|preset| &preset[choice]);
        let cells: Vec<String> =
            own.map(|own| if own == value { String::new() } else { format!(" {}", cell(own)) }).collect();
        text += &format!("| `{choice}` | {} |{} |\n", cell(value), cells.join(" |"));
    }
    snapshot::compare("docs/policies.md", &text);
}

#[test]
fn a_platform_that_nobody_described_has_no_preset() {
    assert_eq!(PricingPolicy::preset("shopware"), None);
    assert_eq!(serde_json::from_str::<PricingPolicy>("{}").unwrap(), PricingPolicy::default());
}
