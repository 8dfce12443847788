//! The core is pure: what it decides follows from what it is given, on every machine alike.

use super::Problem;
use super::source::Source;
use super::tree::Tree;

const CORE: &str = "core/src/";

/// Words that have no place in the core, and why.
const WORDS: &[(&str, &str)] = &[
    ("HashMap", "its order differs from run to run: use `BTreeMap`"),
    ("HashSet", "its order differs from run to run: use `BTreeSet`"),
    ("SystemTime", "the moment of a decision is given"),
    ("getrandom", "the core has no randomness"),
    ("new_v4", "ids are derived from what is given"),
    ("now_v7", "ids are derived from what is given"),
    ("f32", "amounts and rates are integers and decimals"),
    ("f64", "amounts and rates are integers and decimals"),
    ("unsafe", "the core forbids it"),
    ("thread_local", "the core has no state of its own"),
];

/// Pairs joined by `::` (or a blank) that have no place in the core.
const PAIRS: &[(&str, &str, &str)] = &[
    ("Instant", "now", "the moment of a decision is given"),
    ("time", "Instant", "the moment of a decision is given"),
    ("Timestamp", "now", "the moment of a decision is given"),
    ("Zoned", "now", "the moment of a decision is given"),
    ("static", "mut", "the core has no state of its own"),
];

/// Crates that have no place in the core, where they are named as `name::`, used or declared.
const CRATES: &[(&str, &str)] =
    &[("std", "the core is `no_std`: use `core` and `alloc`"), ("rand", "the core has no randomness")];

/// Finds what isn't pure in the core's own code. Tests may use anything.
pub(crate) fn pure(source: &Source) -> Vec<Problem> {
    if !source.path.starts_with(CORE) {
        return Vec::new();
    }
    let words = source.words();
    let mut problems = Vec::new();
    let mut report = |at: usize, what: String| {
        problems.push(Problem::new(&source.path, source.line(at), "pure", what));
    };
    for (index, (at, word)) in words.iter().enumerate().filter(|(_, (at, _))| !source.is_test(*at)) {
        let before = index.checked_sub(1).and_then(|before| words.get(before)).map_or("", |(_, before)| before);
        let banned = WORDS.iter().find(|(banned, _)| banned == word || named_float(word, banned));
        if let Some((_, why)) = banned.filter(|_| !refuses_float(before, word)) {
            report(*at, format!("`{word}`: {why}"));
        }
        if is_float(&source.code, *at, word) {
            report(*at, "a float literal: amounts and rates are integers and decimals".to_owned());
        }
        let next = words.get(index + 1).map_or("", |(_, next)| next);
        if let Some((first, second, why)) = PAIRS.iter().find(|(first, second, _)| first == word && *second == next) {
            report(*at, format!("`{first} {second}`: {why}"));
        }
        let path = source.code[at + word.len()..].starts_with(&[':', ':']);
        let declared =
            index > 0 && words.get(index - 1).is_some_and(|(_, before)| before == "crate" || before == "use");
        if let Some((name, why)) = CRATES.iter().find(|(name, _)| name == word && (path || declared)) {
            report(*at, format!("`{name}::`: {why}"));
        }
    }
    problems
}

/// The front page of the core must say itself what the compiler then keeps.
pub(crate) fn no_std(tree: &Tree) -> Vec<Problem> {
    let file = "core/src/lib.rs";
    let code: String = tree.text(file).map(|text| Source::of(file, text).code.iter().collect()).unwrap_or_default();
    let missing = ["#![no_std]", "#![forbid(unsafe_code)]"].into_iter().filter(|line| !code.contains(line));
    missing.map(|line| Problem::new(file, 1, "no-std", format!("`{line}` is missing"))).collect()
}

/// `as_f64` brings a float in without naming its type.
fn named_float(word: &str, banned: &str) -> bool {
    matches!(banned, "f32" | "f64") && word.strip_suffix(banned).is_some_and(|rest| rest.ends_with('_'))
}

/// Whether a float is only named to be refused: `fn serialize_f64(self, _: f64)`, which every serializer has to have, and
/// `fn visit_f64(self, _: f64)`, which says of what is read that it is one.
fn refuses_float(before: &str, word: &str) -> bool {
    matches!((before, word), ("_", "f32" | "f64") | ("fn", "serialize_f32" | "serialize_f64" | "visit_f64"))
}

/// Whether a number is a float: `1.5`, `1.`, `1e3`, `1f64`; but no range `1..2` and no field `x.0.1`.
fn is_float(code: &[char], at: usize, word: &str) -> bool {
    if !word.starts_with(|char: char| char.is_ascii_digit()) || word.starts_with("0x") || word.starts_with("0b") {
        return false;
    }
    if word.ends_with("f32") || word.ends_with("f64") || word.contains(['e', 'E']) && !word.ends_with("size") {
        return true;
    }
    let after = &code[at + word.len()..];
    let field = at > 0 && code[at - 1] == '.';
    let point = after.first() == Some(&'.') && after.get(1) != Some(&'.');
    let method = after.get(1).is_some_and(|char| char.is_alphabetic() || *char == '_');
    point && !method && !field
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(code: &str) -> usize {
        pure(&Source::of("core/src/x.rs", code)).len()
    }

    #[test]
    fn every_impurity_is_found() {
        for code in [
            "use alloc::HashMap;",
            "let x: HashSet<u8>;",
            "use std::fmt;",
            "extern crate std;",
            "let t = SystemTime::now();",
            "let t = Instant::now();",
            "fn f(at: time::Instant) {}",
            "let t = jiff::Timestamp::now();",
            "let t = Zoned::now();",
            "let x = rand::random();",
            "getrandom::fill(x);",
            "Uuid::new_v4();",
            "Uuid::now_v7();",
            "fn f(x: f32) {}",
            "value.as_f64();",
            "let x = 1.5;",
            "let x = 1e3;",
            "let x = 2.;",
            "let x = 1f64;",
            "unsafe { x }",
            "static mut X: u8 = 0;",
            "thread_local! {}",
        ] {
            assert!(found(code) > 0, "`{code}`");
        }
    }

    #[test]
    fn pure_code_passes() {
        for code in [
            "use alloc::collections::BTreeMap;",
            "for i in 0..10 {}",
            "fn serialize_f64(self, _: f64) -> Refused {}",
            "enum Column { Instant(Moment) }",
            "let x = pair.0.1;",
            "let x = 1.max(2);",
            "// a HashMap of std::time",
            "let x = \"1.5 f64\";",
            "let x = 0x1e3_usize + 10_usize;",
            "#[cfg(test)]\nextern crate std;",
            "#[cfg(test)]\nmod tests { use std::time::Instant; }",
            "let standard = no_std::x;",
        ] {
            assert_eq!(found(code), 0, "`{code}`");
        }
        assert!(pure(&Source::of("xtask/src/x.rs", "use std::fmt;")).is_empty());
    }

    #[test]
    fn a_front_page_without_its_promises_fails() {
        assert_eq!(no_std(&Tree::of(&[("core/src/lib.rs", "// #![no_std]\n#![forbid(unsafe_code)]")])).len(), 1);
        assert!(no_std(&Tree::of(&[("core/src/lib.rs", "#![no_std]\n#![forbid(unsafe_code)]")])).is_empty());
    }
}
