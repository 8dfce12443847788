//! Experiments: who falls into which arm.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use super::rules::{Arm, Experiment, RuleProblem, within};
use crate::id::{ArmCode, ExperimentCode};
use crate::limits;

/// The arms that a buyer is in, one of each experiment that runs; none without a key.
///
/// The bucket of a buyer is the first eight bytes, big-endian, of SHA-256 over the code of the experiment, a zero byte and
/// the key, modulo the sum of the weights. The arms take the buckets in their order, each as many as its weight. So a buyer
/// stays in an arm as long as the arms and weights stay, and any program can work it out.
pub(crate) fn assign(experiments: &[Experiment], key: Option<&str>, at: Timestamp) -> Vec<(ExperimentCode, ArmCode)> {
    let Some(key) = key else { return Vec::new() };
    let running = experiments.iter().filter(|experiment| within(at, experiment.from, experiment.until));
    running
        .filter_map(|experiment| arm_of(experiment, key).map(|arm| (experiment.code.clone(), arm.code.clone())))
        .collect()
}

fn arm_of<'a>(experiment: &'a Experiment, key: &str) -> Option<&'a Arm> {
    let mut bucket = hash(&experiment.code, key).checked_rem(weights(experiment))?;
    for arm in &experiment.arms {
        match bucket.checked_sub(arm.weight.into()) {
            Some(rest) => bucket = rest,
            None => return Some(arm),
        }
    }
    None
}

fn hash(code: &ExperimentCode, key: &str) -> u64 {
    let digest = Sha256::new().chain_update(code.as_str()).chain_update([0]).chain_update(key).finalize();
    digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// The sum of the weights. It takes 2^32 arms to saturate.
fn weights(experiment: &Experiment) -> u64 {
    experiment.arms.iter().fold(0, |sum, arm| sum.saturating_add(arm.weight.into()))
}

/// Reports everything that is wrong with experiments.
pub(crate) fn check(experiments: &[Experiment], problems: &mut Vec<RuleProblem>) {
    let mut add = |path: String, problem: String| problems.push(RuleProblem { path, problem });
    let mut codes = BTreeMap::new();
    for (index, experiment) in experiments.iter().enumerate() {
        if let Some(earlier) = codes.get(&experiment.code) {
            let problem = format!("`{}` stands at experiments[{earlier}] already", experiment.code);
            add(format!("experiments[{index}].code"), problem);
        } else {
            codes.insert(&experiment.code, index);
        }
        if let (Some(from), Some(until)) = (experiment.from, experiment.until)
            && until <= from
        {
            add(format!("experiments[{index}].until"), "takes an instant after `from`".into());
        }
        let (arms, most) = (experiment.arms.len(), limits::ENTRIES);
        if arms == 0 {
            add(format!("experiments[{index}].arms"), "takes one arm or more".into());
        } else if arms > most {
            let problem = format!("has {arms} entries, more than the {most} that are allowed");
            add(format!("experiments[{index}].arms"), problem);
        } else if weights(experiment) == 0 {
            add(format!("experiments[{index}].arms"), "takes an arm with a weight above zero".into());
        }
        let mut names = BTreeMap::new();
        for (place, arm) in experiment.arms.iter().enumerate() {
            if let Some(earlier) = names.get(&arm.code) {
                let problem = format!("`{}` stands at arms[{earlier}] already", arm.code);
                add(format!("experiments[{index}].arms[{place}].code"), problem);
            } else {
                names.insert(&arm.code, place);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::ToString;

    // Worked out with another implementation of SHA-256.
    const TEES_ALICE: u64 = 0x4768_D09F_B555_FC38;
    const CUPS_ALICE: u64 = 0xEEDB_F219_8172_DBE0;
    const TEES_NOBODY: u64 = 0x6F16_7F5C_5706_4AE0;
    const ARMS: [(&str, [&str; 2]); 5] = [
        ("alice", ["a", "a"]),
        ("bob", ["b", "b"]),
        ("carla", ["b", "b"]),
        ("dario", ["b", "a"]),
        ("0199c1d2-0000-7000-8000-00000000002a", ["b", "b"]),
    ];

    const NOON: &str = "2026-11-21T12:00:00Z";

    fn experiments(json: &str) -> Vec<Experiment> {
        serde_json::from_str(json).unwrap()
    }

    fn thirds() -> Vec<Experiment> {
        experiments(
            r#"[{"code":"tees","arms":[{"code":"a","weight":1},{"code":"none","weight":0},{"code":"b","weight":2}]},
                {"code":"cups","arms":[{"code":"a","weight":1},{"code":"b","weight":1}]}]"#,
        )
    }

    fn arms(experiments: &[Experiment], key: &str) -> Vec<String> {
        assign(experiments, Some(key), NOON.parse().unwrap()).into_iter().map(|(_, arm)| arm.to_string()).collect()
    }

    #[test]
    fn the_hash_is_what_any_other_program_works_out() {
        let hash = |code, key| super::hash(&ExperimentCode::new(code).unwrap(), key);
        assert_eq!(hash("tees", "alice"), TEES_ALICE);
        assert_eq!(hash("cups", "alice"), CUPS_ALICE);
        assert_eq!(hash("tees", ""), TEES_NOBODY);
    }

    #[test]
    fn a_buyer_stays_in_the_same_arms() {
        for (key, expected) in ARMS {
            assert_eq!(arms(&thirds(), key), expected, "{key}");
        }
    }

    #[test]
    fn buyers_fall_into_arms_by_weight_and_experiments_have_nothing_to_do_with_each_other() {
        let experiments = thirds();
        let mut counts: BTreeMap<Vec<String>, u32> = BTreeMap::new();
        for n in 0..10_000 {
            *counts.entry(arms(&experiments, &format!("buyer-{n}"))).or_default() += 1;
        }
        // A sixth, a sixth, a third and a third of 10,000; four standard deviations are at most 190.
        let pairs: Vec<(String, u32)> = counts.into_iter().map(|(arms, count)| (arms.concat(), count)).collect();
        let expected = [("aa", 1667), ("ab", 1667), ("ba", 3333), ("bb", 3333)];
        assert_eq!(pairs.len(), expected.len());
        for ((arms, count), (name, about)) in pairs.iter().zip(expected) {
            assert_eq!(arms, name);
            assert!(count.abs_diff(about) < 190, "{arms}: {count}");
        }
    }

    #[test]
    fn nobody_is_in_an_experiment_that_does_not_run_or_without_a_key() {
        let arms = r#""arms":[{"code":"a","weight":1}]"#;
        let running = experiments(&format!(
            r#"[{{"code":"before","until":"{NOON}",{arms}}},{{"code":"now","from":"{NOON}",{arms}}},
                {{"code":"after","from":"2026-11-21T12:00:01Z",{arms}}}]"#
        ));
        let at = NOON.parse().unwrap();
        let codes: Vec<String> =
            assign(&running, Some("alice"), at).into_iter().map(|(code, _)| code.to_string()).collect();
        assert_eq!(codes, ["now"]);
        assert_eq!(assign(&running, None, at), []);
    }

    #[test]
    fn every_problem_has_its_place() {
        let mut problems = Vec::new();
        check(&thirds(), &mut problems);
        assert_eq!(problems, []);
        let wrong = experiments(
            r#"[{"code":"x","arms":[]},
                {"code":"x","from":"2026-11-21T12:00:00Z","until":"2026-11-21T12:00:00Z","arms":[{"code":"a","weight":0}]},
                {"code":"y","arms":[{"code":"a","weight":1},{"code":"a","weight":1}]}]"#,
        );
        check(&wrong, &mut problems);
        let told: Vec<String> = problems.iter().map(|one| format!("{}: {}", one.path, one.problem)).collect();
        assert_eq!(
            told,
            [
                "experiments[0].arms: takes one arm or more",
                "experiments[1].code: `x` stands at experiments[0] already",
                "experiments[1].until: takes an instant after `from`",
                "experiments[1].arms: takes an arm with a weight above zero",
                "experiments[2].arms[1].code: `a` stands at arms[0] already",
            ]
        );
    }
}
