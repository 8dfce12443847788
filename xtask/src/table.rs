//! The closing table of a test run.

use std::time::Duration;

use crate::count::Tally;

/// One suite with its result.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) suite: &'static str,
    pub(crate) tally: Tally,
    pub(crate) took: Duration,
}

/// The table, and as its last line the sum that a machine may read.
pub(crate) fn render(rows: &[Row]) -> String {
    let width = rows.iter().map(|row| row.suite.len()).chain([5]).max().unwrap_or(5);
    let mut text = format!("{:width$}  passed  failed  skipped  seconds  why\n", "suite");
    for Row { suite, tally, took } in rows {
        let (passed, failed, skipped) = (tally.passed, tally.failed, tally.skipped);
        let seconds = took.as_secs_f64();
        let line =
            format!("{suite:width$}  {passed:>6}  {failed:>6}  {skipped:>7}  {seconds:>7.1}  {}", tally.why.join("; "));
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text.push('\n');
    text.push_str(&sum(rows));
    text
}

/// Whether anything failed.
pub(crate) fn failed(rows: &[Row]) -> bool {
    rows.iter().any(|row| row.tally.failed > 0)
}

fn sum(rows: &[Row]) -> String {
    let total = |pick: fn(&Tally) -> u64| rows.iter().map(|row| pick(&row.tally)).sum::<u64>();
    let sum = format!("{} passed, {} failed", total(|tally| tally.passed), total(|tally| tally.failed));
    match total(|tally| tally.skipped) {
        0 => sum,
        skipped => format!("{sum}, {skipped} skipped"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(suite: &'static str, passed: u64, failed: u64, skipped: u64) -> Row {
        let tally = Tally { passed, failed, skipped, why: vec!["because".to_owned()] };
        Row { suite, tally, took: Duration::from_millis(1500) }
    }

    #[test]
    fn the_last_line_stands_alone_and_is_the_sum() {
        let text = render(&[row("core", 4, 0, 0), row("stores", 2, 1, 0)]);
        assert_eq!(text.lines().last(), Some("6 passed, 1 failed"));
        assert!(text.contains("stores       2       1        0      1.5  because"), "{text}");
    }

    #[test]
    fn what_was_skipped_is_said_last() {
        assert!(render(&[row("core", 4, 0, 2)]).ends_with("\n4 passed, 0 failed, 2 skipped"));
        assert!(!failed(&[row("core", 4, 0, 2)]));
    }
}
