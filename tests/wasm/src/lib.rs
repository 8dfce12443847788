//! Prices seeded baskets and fingerprints every receipt, to be compared between machines of 64 and of 32 bits.
#![cfg_attr(target_arch = "wasm32", no_std)]

extern crate alloc;

mod basket;
#[cfg(target_arch = "wasm32")]
mod exports;
mod random;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use fondaco::Refusal;
use fondaco::pricing::{PriceBook, PriceRules, TaxDisplay};
use random::Random;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

/// How many baskets every set of rules prices.
const BASKETS: u64 = 30;

/// SHA-256.
pub type Fingerprint = [u8; 32];

/// A reason, in words.
pub type Reason = String;

/// What came of all the baskets.
#[derive(Debug, Default)]
pub struct Outcome {
    /// One for each basket: of the receipt, or of the refusal.
    pub each: Vec<Fingerprint>,
    /// How many of them have a receipt.
    pub receipts: usize,
}

impl Outcome {
    /// One fingerprint of all of them.
    pub fn together(&self) -> Fingerprint {
        self.each.iter().fold(Sha256::new(), Sha256::chain_update).finalize().into()
    }

    /// Prices the baskets of all seeds.
    fn add(&mut self, book: &PriceBook, given: fn(&mut Random) -> [Value; 2]) -> Result<(), Reason> {
        for seed in 0..BASKETS {
            let [basket, context] = given(&mut Random::new(seed));
            let (basket, context) = (from(basket)?, from(context)?);
            self.each.push(match book.price(&basket, &context) {
                Ok(receipt) => {
                    self.receipts += 1;
                    *receipt.digest().map_err(said)?.bytes()
                }
                Err(refusal) => Sha256::digest(refusal.to_string()).into(),
            });
        }
        Ok(())
    }
}

/// Prices every basket: by the rules with everything in them and each policy of the list, and by those of workload W1
/// for prices without and with tax.
pub fn price() -> Result<Outcome, Reason> {
    let mut outcome = Outcome::default();
    let complete: Map<String, Value> = read(include_str!("../../rules/complete.json"))?;
    let policies: Vec<Map<String, Value>> = read(include_str!("../../rules/policies.json"))?;
    for policy in policies {
        let rules: Map<String, Value> = complete.clone().into_iter().chain(policy).collect();
        outcome.add(&PriceBook::compile(from(rules.into())?).map_err(said)?, basket::varied)?;
    }
    let w1: PriceRules = read(include_str!("../../w1/rules.json"))?;
    for tax_display in [TaxDisplay::Exclusive, TaxDisplay::Inclusive] {
        let rules = PriceRules { tax_display, ..w1.clone() };
        outcome.add(&PriceBook::compile(rules).map_err(said)?, basket::w1)?;
    }
    Ok(outcome)
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Reason> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

fn from<T: DeserializeOwned>(value: Value) -> Result<T, Reason> {
    serde_json::from_value(value).map_err(|error| error.to_string())
}

#[expect(clippy::needless_pass_by_value, reason = "the signature that `map_err` asks for")]
fn said(refusal: Refusal) -> Reason {
    refusal.to_string()
}
