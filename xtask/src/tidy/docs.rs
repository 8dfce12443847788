//! Documents name real files: a page that points nowhere is worse than none.

use super::Problem;
use super::tree::Tree;

/// Endings that make a word in backticks the name of a file.
const ENDINGS: &[&str] = &["rs", "md", "toml", "json", "sql", "sh", "py", "ts", "swift", "kt", "yml"];

/// Folders that building makes, so they are in no fresh clone.
const BUILT: &[&str] = &["target/", "node_modules/"];

/// Finds paths in backticks and relative links that lead nowhere. The change log speaks of the past.
pub(crate) fn docs(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, text) in tree.texts().filter(|(path, _)| is_document(path)) {
        let mut fenced = false;
        for (number, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("```") {
                fenced = !fenced;
            } else if !fenced {
                let missing =
                    quoted(line).filter(|word| names_file(tree, word)).filter(|word| !exists(tree, path, word));
                let dead = links(line).filter(|link| is_relative(link) && !resolves(tree, path, link));
                problems.extend(missing.map(|word| problem(path, number, "no such file", word)));
                problems.extend(dead.map(|link| problem(path, number, "the link leads nowhere", link)));
            }
        }
    }
    problems
}

fn problem(path: &str, number: usize, what: &str, named: &str) -> Problem {
    Problem::new(path, number + 1, "docs", format!("{what}: `{named}`"))
}

/// Markdown at the root, in `docs/`, and each folder's own page.
fn is_document(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ours = !path.contains('/') || path.starts_with("docs/") || name == "README.md";
    name.rsplit_once('.').is_some_and(|(_, ending)| ending == "md") && name != "CHANGELOG.md" && ours
}

/// The words in backticks of a line, those with blanks aside.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2).filter(|word| !word.is_empty() && !word.contains(char::is_whitespace))
}

/// Whether a word in backticks means a file of this project.
fn names_file(tree: &Tree, word: &str) -> bool {
    let plain = word.chars().all(|char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-' | '.' | '/'));
    if !plain || word.starts_with(['/', '-']) || BUILT.iter().any(|folder| word.starts_with(folder)) {
        return false;
    }
    let ended = word.rsplit_once('.').is_some_and(|(stem, ending)| !stem.is_empty() && ENDINGS.contains(&ending));
    ended || word.split_once('/').is_some_and(|(first, _)| tree.has(first))
}

/// From the root, from the document's own folder, or, as prose names files, by the end of its path.
fn exists(tree: &Tree, document: &str, word: &str) -> bool {
    let word = word.trim_start_matches("./");
    tree.has_ending(word) || resolves(tree, document, word)
}

/// The targets of `[text](target)` in a line, code in backticks aside.
fn links(line: &str) -> impl Iterator<Item = &str> {
    let prose = line.split('`').step_by(2);
    prose.flat_map(|part| part.split("](").skip(1)).filter_map(|rest| rest.split([')', ' ']).next())
}

fn is_relative(link: &str) -> bool {
    !link.is_empty() && !link.starts_with('#') && !link.contains(':')
}

/// Whether a relative link leads to a file or folder.
fn resolves(tree: &Tree, document: &str, link: &str) -> bool {
    let target = link.split('#').next().unwrap_or(link);
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            ".." if parts.is_empty() => return false,
            ".." => parts.truncate(parts.len() - 1),
            "" | "." => {}
            part => parts.push(part),
        }
    }
    tree.has(&parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let files = [("docs/a.md", text), ("core/src/decide.rs", ""), ("README.md", ""), ("docs/adr/1.md", "")];
        docs(&Tree::of(&files)).into_iter().map(|problem| problem.what).collect()
    }

    #[test]
    fn a_name_of_no_file_is_found() {
        assert_eq!(found("see `core/src/gone.rs`").len(), 1);
        assert_eq!(found("see `gone.rs`").len(), 1);
        assert_eq!(found("see `core/gone`").len(), 1);
    }

    #[test]
    fn real_files_are_found_from_the_root_and_by_their_end() {
        assert!(found("`core/src/decide.rs`, `decide.rs`, `core/src/`, `adr/1.md`, `src/decide.rs`").is_empty());
    }

    #[test]
    fn what_is_no_file_of_ours_passes() {
        assert!(
            found("`and/or`, `serde_json/float`, `sqlite:shop.db`, `cargo run x/y`, `/usr/bin`, `target/doc/`")
                .is_empty()
        );
    }

    #[test]
    fn a_dead_link_is_found_and_a_live_one_is_not() {
        assert_eq!(found("[x](gone.md) and [y](../../out.md)").len(), 2);
        assert!(found("[x](adr/1.md#top) [y](../README.md) [z](https://x.org/a.md) [w](#here)").is_empty());
    }

    #[test]
    fn code_blocks_are_left_alone() {
        assert!(found("```\n`gone.rs`\n[x](gone.md)\n```").is_empty());
    }
}
