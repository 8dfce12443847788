//! Files and functions stay short enough to be read at once.

use super::Problem;
use super::source::{Source, is_rust, is_word};
use super::tree::Tree;

const LONGEST_FILE: usize = 600;
/// Files that are one list, which grows with what can be asked and what can happen: they cannot be divided.
const LISTS: [&str; 2] = ["core/src/command.rs", "core/src/event.rs"];
const LONGEST_LIST: usize = 1_000;
const LONG_FILE: usize = 400;
const LONGEST_FUNCTION: usize = 70;

/// Finds Rust files that are too long.
pub(crate) fn files(tree: &Tree) -> Vec<Problem> {
    let lengths = tree.texts().filter(|(path, _)| is_rust(path)).map(|(path, text)| (path, text.lines().count()));
    lengths
        .filter(|(path, length)| *length > longest(path))
        .map(|(path, length)| {
            Problem::new(path, length, "file-length", format!("{length} lines, {} allowed", longest(path)))
        })
        .collect()
}

fn longest(path: &str) -> usize {
    if LISTS.contains(&path) { LONGEST_LIST } else { LONGEST_FILE }
}

/// How many Rust files are on their way to being too long.
pub(crate) fn long_files(tree: &Tree) -> usize {
    tree.texts().filter(|(path, text)| is_rust(path) && text.lines().count() > LONG_FILE).count()
}

/// Finds functions that are too long, from the line of `fn` to that of the closing brace. Tests may tell long
/// stories, and an attribute `too_many_lines` with its reason excuses a table.
pub(crate) fn functions(source: &Source) -> Vec<Problem> {
    let words = source.words();
    let mut problems = Vec::new();
    for pair in words.windows(2) {
        let [(at, word), (named, name)] = pair else { continue };
        let is_function = word == "fn" && source.code[at + 2..*named].iter().all(|char| char.is_whitespace());
        if !is_function || source.is_test(*at) || excused(source, *at) {
            continue;
        }
        let Some(body) = body(&source.code, *named) else { continue };
        let length = 1 + source.line(super::source::item_end(&source.code, body) - 1) - source.line(*at);
        if length > LONGEST_FUNCTION {
            let what = format!("`{name}` has {length} lines, {LONGEST_FUNCTION} allowed");
            problems.push(Problem::new(&source.path, source.line(*at), "function-length", what));
        }
    }
    problems
}

/// The index of a function's opening brace; `None` for a declaration without a body.
fn body(code: &[char], from: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, char) in code.iter().enumerate().skip(from) {
        match char {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '{' if depth == 0 => return Some(at),
            ';' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// Whether the attributes right before a function excuse its length.
fn excused(source: &Source, at: usize) -> bool {
    let start = source.code[..at].iter().rposition(|char| matches!(char, '}' | ';' | '{')).map_or(0, |end| end + 1);
    let before: String = source.code[start..at].iter().collect();
    before.split(|char| !is_word(char)).any(|word| word == "too_many_lines") && before.contains("reason")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function(lines: usize) -> String {
        format!("fn long(x: [u8; 2]) {{\n{}}}\n", "    work();\n".repeat(lines - 2))
    }

    #[test]
    fn a_function_of_71_lines_fails() {
        assert_eq!(functions(&Source::of("x.rs", &function(71))).len(), 1);
        assert!(functions(&Source::of("x.rs", &function(70))).is_empty());
    }

    #[test]
    fn tests_and_excused_tables_may_be_long() {
        let long = function(99);
        assert!(functions(&Source::of("x.rs", &format!("#[cfg(test)]\nmod tests {{\n{long}}}\n"))).is_empty());
        assert!(functions(&Source::of("core/tests/x.rs", &long)).is_empty());
        let excused = format!("#[expect(clippy::too_many_lines, reason = \"a table\")]\n{long}");
        assert!(functions(&Source::of("x.rs", &excused)).is_empty());
    }

    #[test]
    fn types_of_functions_and_declarations_have_no_length() {
        let text = format!("trait T {{\n    fn f(&self);\n    const X: fn(u8) -> u8;\n}}\n{}", function(5));
        assert!(functions(&Source::of("x.rs", &text)).is_empty());
    }

    #[test]
    fn a_file_of_601_lines_fails() {
        let (long, short) = ("//\n".repeat(601), "//\n".repeat(600));
        assert_eq!(files(&Tree::of(&[("a.rs", &long), ("b.rs", &short), ("c.md", &long)])).len(), 1);
    }
}
