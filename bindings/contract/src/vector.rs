//! Golden cases: what every language runs and compares byte by byte.

use fondaco::Digest;
use fondaco::pricing::{Basket, Context, PriceBook, PriceRules, Receipt};
use fondaco_derive::Deserialize;
use serde::Serialize;

use crate::{PlanAnswer, PlanRequest, WireFailure, plan_request, wire};

/// What a vector runs: a command with its facts, or a basket with its rules.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VectorRequest {
    /// Decides a command.
    Plan(Box<PlanRequest>),
    /// Prices a basket.
    Price(Box<PricingRequest>),
}

/// A basket with everything that its price depends on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PricingRequest {
    /// The rules.
    pub rules: PriceRules,
    /// What is priced.
    pub basket: Basket,
    /// For whom, where and when.
    pub context: Context,
}

/// What pricing comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PricingAnswer {
    /// The rules contradict themselves, the basket is wrong, or a price is missing.
    Failure(WireFailure),
    /// It was priced.
    Priced {
        /// The receipt.
        receipt: Box<Receipt>,
        /// Its fingerprint.
        digest: Digest,
    },
}

/// What a vector comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum VectorAnswer {
    Plan(Box<PlanAnswer>),
    Price(PricingAnswer),
}

/// Runs the request of a vector, the JSON of a [`VectorRequest`], and answers as JSON: the whole core as one pure function.
pub fn run_vector(request: impl AsRef<[u8]>) -> String {
    wire::answer(&match wire::read(request) {
        Ok(VectorRequest::Plan(request)) => VectorAnswer::Plan(Box::new(plan_request(*request))),
        Ok(VectorRequest::Price(request)) => {
            VectorAnswer::Price(price(*request).unwrap_or_else(PricingAnswer::Failure))
        }
        Err(failure) => VectorAnswer::Price(PricingAnswer::Failure(failure)),
    })
}

fn price(PricingRequest { rules, basket, context }: PricingRequest) -> Result<PricingAnswer, WireFailure> {
    let receipt = PriceBook::compile(rules)?.price(&basket, &context)?;
    let digest = receipt.digest()?;
    Ok(PricingAnswer::Priced { receipt: Box::new(receipt), digest })
}
