//! Counting what a suite's output says.

use crate::run::Ended;

/// How the result of a suite is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Count {
    /// One check: the exit code says it all.
    Check,
    /// One check that must also print something.
    Prints,
    /// The sum of cargo's `test result:` lines.
    Tests,
    /// The closing lines of Node's test runner: `ℹ pass 12`, `ℹ fail 0`, `ℹ skipped 0`.
    Node,
    /// The last line that starts with this word and a colon: `oracles: 12 passed, 0 failed, 3 not applicable`.
    Tally(&'static str),
}

/// What a suite came to: one line of the closing table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
    /// Why something failed or was skipped.
    pub(crate) why: Vec<String>,
}

impl Tally {
    /// A suite that could not run here.
    pub(crate) fn skipped(why: String) -> Self {
        Self { skipped: 1, why: vec![why], ..Self::default() }
    }

    /// A suite that failed as a whole.
    pub(crate) fn failed(why: String) -> Self {
        Self { failed: 1, why: vec![why], ..Self::default() }
    }

    /// Turns what was skipped into failures, where nothing may be.
    pub(crate) fn strict(mut self) -> Self {
        if self.skipped > 0 {
            self.failed += std::mem::take(&mut self.skipped);
            self.why.insert(0, "nothing may be skipped here".to_owned());
        }
        self
    }
}

/// Counts a suite that ended.
pub(crate) fn count(how: Count, ended: &Ended) -> Tally {
    let mut tally = match how {
        Count::Prints if ended.success && ended.lines.iter().all(String::is_empty) => {
            Tally::failed("it printed nothing".to_owned())
        }
        Count::Check | Count::Prints => check(ended),
        Count::Tests => tests(&ended.lines),
        Count::Node => node(&ended.lines),
        Count::Tally(word) => closing_line(word, &ended.lines),
    };
    if !ended.success && tally.failed == 0 {
        tally.failed = 1;
        tally.why.push(ended.status.clone());
    }
    tally
}

fn check(ended: &Ended) -> Tally {
    let skipped = skips(&ended.lines);
    if ended.success && !skipped.is_empty() {
        return Tally { skipped: 1, why: skipped, ..Tally::default() };
    }
    Tally { passed: u64::from(ended.success), ..Tally::default() }
}

/// Sums the lines `test result: ok. 3 passed; 1 failed; 0 ignored; …` of every test program.
fn tests(lines: &[String]) -> Tally {
    let mut tally = Tally::default();
    let mut ignored = 0;
    for line in lines {
        let Some((_, result)) = line.split_once("test result:") else { continue };
        tally.passed += before(result, "passed");
        tally.failed += before(result, "failed");
        ignored += before(result, "ignored");
    }
    if ignored > 0 {
        tally.why.push(format!("{ignored} ignored"));
    }
    if tally.passed + tally.failed + ignored == 0 {
        tally.why.push("no tests".to_owned());
    }
    let skips = skips(lines);
    tally.skipped = ignored + u64::try_from(skips.len()).unwrap_or(u64::MAX);
    tally.why.extend(skips);
    tally
}

/// Reads what Node's test runner says at the end, in its form for people.
fn node(lines: &[String]) -> Tally {
    let number = |word: &str| -> u64 {
        let closing = lines.iter().filter_map(|line| line.trim().strip_prefix("ℹ ")?.strip_prefix(word));
        closing.filter_map(|number| number.trim().parse::<u64>().ok()).sum()
    };
    let mut tally =
        Tally { passed: number("pass "), failed: number("fail ") + number("cancelled "), ..Tally::default() };
    let skips = skips(lines);
    tally.skipped = number("skipped ") + number("todo ") + u64::try_from(skips.len()).unwrap_or(u64::MAX);
    tally.why = skips;
    if tally.passed + tally.failed + tally.skipped == 0 {
        tally = Tally::failed("no tests".to_owned());
    }
    tally
}

/// Reads `word: N passed, N failed, …`, where `equal` is another word for passed and `differ` for failed.
fn closing_line(word: &str, lines: &[String]) -> Tally {
    let found = lines.iter().rev().find_map(|line| line.trim().strip_prefix(word)?.strip_prefix(':'));
    let Some(numbers) = found else {
        return Tally::failed(format!("no closing line `{word}: …`"));
    };
    let mut tally = Tally::default();
    for part in numbers.split(',').map(str::trim) {
        let (number, what) = part.split_once(' ').unwrap_or((part, ""));
        let number = number.parse().unwrap_or(0);
        match what.split(' ').next() {
            Some("passed" | "equal") => tally.passed += number,
            Some("failed" | "differ") => tally.failed += number,
            Some("skipped") => tally.skipped += number,
            _ if number > 0 => tally.why.push(part.to_owned()),
            _ => {}
        }
    }
    let skips = skips(lines);
    tally.skipped += u64::try_from(skips.len()).unwrap_or(u64::MAX);
    tally.why.extend(skips);
    tally
}

/// The number that stands before a word: `3` in `ok. 3 passed; 0 failed` for `passed`.
fn before(text: &str, word: &str) -> u64 {
    let mut words = text.split([' ', ';']).filter(|word| !word.is_empty());
    let mut last = "";
    words
        .find_map(|next| {
            let number = if next == word { last.parse().ok() } else { None };
            last = next;
            number
        })
        .unwrap_or(0)
}

/// The reasons in lines `skip: why`, each once.
fn skips(lines: &[String]) -> Vec<String> {
    let mut reasons: Vec<String> =
        lines.iter().filter_map(|line| Some(line.trim().strip_prefix("skip: ")?.to_owned())).collect();
    reasons.sort();
    reasons.dedup();
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended(success: bool, lines: &[&str]) -> Ended {
        let lines = lines.iter().map(|line| (*line).to_owned()).collect();
        Ended { success, status: "exit status: 101".to_owned(), lines }
    }

    #[test]
    fn results_of_several_test_programs_are_summed() {
        let output = [
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test result: \u{1b}[31mFAILED\u{1b}[0m. 5 passed; 2 failed; 0 ignored; 0 measured",
        ];
        let tally = count(Count::Tests, &ended(false, &output));
        assert_eq!((tally.passed, tally.failed, tally.skipped), (8, 2, 1));
    }

    #[test]
    fn tests_that_do_not_compile_are_one_failure() {
        let tally = count(Count::Tests, &ended(false, &["error: could not compile"]));
        assert_eq!((tally.passed, tally.failed), (0, 1));
        assert_eq!(tally.why, ["no tests", "exit status: 101"]);
    }

    #[test]
    fn a_skip_is_seen_once_for_each_reason() {
        let tally = count(Count::Tests, &ended(true, &["skip: PostgreSQL: none", "skip: PostgreSQL: none"]));
        assert_eq!((tally.failed, tally.skipped), (0, 1));
        assert_eq!(tally.strict().failed, 1);
    }

    #[test]
    fn a_check_that_skips_has_not_passed() {
        let tally = count(Count::Check, &ended(true, &["skip: no target"]));
        assert_eq!((tally.passed, tally.skipped), (0, 1));
    }

    #[test]
    fn the_last_tally_counts_and_the_rest_is_a_note() {
        let lines = ["oracles: 1 passed, 9 failed", "oracles: 12 passed, 2 failed, 3 not applicable"];
        let tally = count(Count::Tally("oracles"), &ended(false, &lines));
        assert_eq!((tally.passed, tally.failed, tally.why.as_slice()), (12, 2, &["3 not applicable".to_owned()][..]));
        let tally = count(Count::Tally("vectors"), &ended(true, &["vectors: 40 equal in 1 runtimes, 0 differ"]));
        assert_eq!((tally.passed, tally.failed, tally.why.len()), (40, 0, 0));
    }

    #[test]
    fn the_closing_lines_of_nodes_runner_are_read_and_no_tests_are_a_failure() {
        let lines =
            ["✔ a promise (3ms)", "ℹ tests 4", "ℹ pass 2", "ℹ fail 1", "ℹ cancelled 0", "ℹ skipped 1", "ℹ todo 0"];
        let tally = count(Count::Node, &ended(false, &lines));
        assert_eq!((tally.passed, tally.failed, tally.skipped), (2, 1, 1));
        assert_eq!(count(Count::Node, &ended(true, &["ℹ pass 0", "ℹ fail 0"])).failed, 1);
        assert_eq!(count(Count::Node, &ended(true, &["skip: no target"])).skipped, 1);
    }

    #[test]
    fn a_missing_tally_is_a_failure() {
        assert_eq!(count(Count::Tally("vectors"), &ended(true, &["done"])).failed, 1);
    }

    #[test]
    fn an_example_that_prints_nothing_fails() {
        assert_eq!(count(Count::Prints, &ended(true, &[""])).failed, 1);
        assert_eq!(count(Count::Prints, &ended(true, &["receipt"])).passed, 1);
    }
}
