//! Rules that read every line of text.

use super::Problem;
use super::source::{Source, is_rust, is_word};
use super::tree::Tree;

/// Words that mark unfinished work. Put together from halves, so that this file passes its own rule in any form.
const MARKS: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME")];

/// Marks with their colon: alone, the first is the code of ISO 4217 for no currency.
const MARKS_WITH_COLON: &[&str] = &[concat!("XX", "X:")];

/// Code that is unfinished or switched off.
const UNFINISHED: &[&str] = &[concat!("unimple", "mented!"), concat!("to", "do!"), concat!("#[ig", "nore")];

/// Where one machine keeps things.
const MACHINE: &[&str] = &[concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")];

/// Finds unfinished work in sources: in Rust also in comments, but not in texts.
pub(crate) fn unfinished(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, text) in tree.texts().filter(|(path, _)| is_source(path)) {
        let blanked: String =
            if is_rust(path) { Source::of(path, text).commented.iter().collect() } else { text.to_owned() };
        for (number, line) in blanked.lines().enumerate() {
            let marked = line.split(|char| !is_word(char)).find(|word| MARKS.contains(word));
            let marked = marked.or_else(|| MARKS_WITH_COLON.iter().copied().find(|mark| line.contains(mark)));
            let cut = UNFINISHED.iter().copied().find(|cut| is_rust(path) && line.contains(cut));
            if let Some(found) = marked.or(cut) {
                problems.push(Problem::new(path, number + 1, "unfinished", format!("`{found}`")));
            }
        }
    }
    problems
}

/// Finds paths that exist on somebody's machine only.
pub(crate) fn machine_paths(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, text) in tree.texts() {
        for (number, line) in text.lines().enumerate() {
            if let Some(found) = MACHINE.iter().find(|machine| begins_a_path(line, machine)) {
                problems.push(Problem::new(
                    path,
                    number + 1,
                    "machine-path",
                    format!("`{found}` is one machine's path"),
                ));
            }
        }
    }
    problems
}

/// Whether a line has a path that begins so; `example.org/work/` does not.
fn begins_a_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|char| is_word(char) || matches!(char, '.' | '-' | '~' | '/' | '}' | '$'))
    })
}

fn is_source(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default();
    path.starts_with(".ci/")
        || matches!(ending, "rs" | "toml" | "sql" | "sh" | "py" | "ts" | "js" | "swift" | "kt" | "yml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unfinished_work_is_found_in_comments_but_not_in_texts() {
        let mark = MARKS[0];
        let tree = Tree::of(&[
            ("a.rs", &format!("// {mark}: later\n")),
            ("b.sql", &format!("-- {mark}\n")),
            ("c.rs", &format!("let x = \"{mark}\";\n// {mark}S are many, `XXX` is no currency\n")),
            ("d.rs", &format!("fn f() {{ {}() }}", UNFINISHED[0])),
            ("e.rs", &format!("// {} later", MARKS_WITH_COLON[0])),
            ("f.rs", &format!("{}]\nfn f() {{}}", UNFINISHED[2])),
        ]);
        let found: Vec<_> = unfinished(&tree).into_iter().map(|problem| problem.file).collect();
        assert_eq!(found, ["a.rs", "b.sql", "d.rs", "e.rs", "f.rs"]);
    }

    #[test]
    fn a_path_of_one_machine_is_found_and_a_part_of_an_address_is_none() {
        let tree = Tree::of(&[
            ("a.md", &format!("see `{}x`", MACHINE[0])),
            ("b.md", &format!("https://example.org{}x and tests{}x", MACHINE[0], MACHINE[0])),
        ]);
        assert_eq!(
            machine_paths(&tree),
            [Problem::new("a.md", 1, "machine-path", machine_paths(&tree)[0].what.clone())]
        );
    }
}
