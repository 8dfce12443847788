//! Distribution: an amount over weights.

use fondaco::money::{Remainder, allocate_minor};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::Answer;

#[derive(Deserialize)]
struct Given {
    amount: i64,
    weights: Vec<i64>,
    algorithm: String,
}

pub(super) fn proportional(given: &Value) -> Answer {
    let given = Given::deserialize(given).map_err(|error| super::other_shape(&error))?;
    let remainder = match given.algorithm.as_str() {
        "floor_then_largest_remainder_ties_first" => Remainder::LargestRemainder,
        "remainder_to_last" => Remainder::Last,
        other => return Err(format!("`{other}` is no policy of this version")),
    };
    let mut shares = vec![0; given.weights.len()];
    allocate_minor(given.amount, &given.weights, remainder, &mut shares).map_err(|refusal| refusal.to_string())?;
    Ok(Map::from_iter([("shares".to_owned(), json!(shares))]))
}
