//! Rust source with its comments and texts blanked out, so that a rule sees code only.
//!
//! A lexer of one screen instead of a parser: rustfmt has brought every file into one form, and the rules ask for
//! words and braces.

use std::collections::BTreeSet;

use super::tree::Tree;

/// One Rust file.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) path: String,
    /// The text with comments and the insides of literals as blanks. Same lines, same columns in characters.
    pub(crate) code: Vec<char>,
    /// Like `code`, with the comments kept.
    pub(crate) commented: Vec<char>,
    /// For each character, whether it is compiled for tests only.
    for_tests: Vec<bool>,
}

impl Source {
    /// Reads one file.
    pub(crate) fn of(path: &str, text: &str) -> Self {
        let (code, commented) = masked(text);
        let whole = path.split('/').any(|part| matches!(part, "tests" | "tests.rs"));
        let mut for_tests = vec![whole; code.len()];
        for (start, end) in test_items(&code) {
            for_tests[start..end].fill(true);
        }
        Self { path: path.to_owned(), code, commented, for_tests }
    }

    /// Whether the character at an index is compiled for tests only.
    pub(crate) fn is_test(&self, at: usize) -> bool {
        self.for_tests.get(at).copied().unwrap_or(false)
    }

    /// The line of an index, from 1.
    pub(crate) fn line(&self, at: usize) -> usize {
        1 + self.code.iter().take(at).filter(|char| **char == '\n').count()
    }

    /// Every word (identifier, keyword or number) of the code with its index.
    pub(crate) fn words(&self) -> Vec<(usize, String)> {
        words(&self.code)
    }
}

/// Every Rust file of the tree. A file that only tests include counts as test code.
pub(crate) fn all(tree: &Tree) -> Vec<Source> {
    let rust = tree.texts().filter(|(path, _)| is_rust(path));
    let mut sources: Vec<Source> = rust.map(|(path, text)| Source::of(path, text)).collect();
    let test_files: BTreeSet<String> = sources.iter().flat_map(test_modules).collect();
    for source in sources.iter_mut().filter(|source| test_files.contains(&source.path)) {
        source.for_tests.fill(true);
    }
    sources
}

/// Whether a path is a Rust source file.
pub(crate) fn is_rust(path: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|ending| ending == "rs")
}

/// Every word with its index in `code`.
pub(crate) fn words(code: &[char]) -> Vec<(usize, String)> {
    let mut words = Vec::new();
    let mut at = 0;
    while at < code.len() {
        let length = code[at..].iter().take_while(|char| is_word(**char)).count();
        if length > 0 {
            words.push((at, code[at..at + length].iter().collect()));
        }
        at += length.max(1);
    }
    words
}

pub(crate) fn is_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

/// The index after the block or statement that begins at `from`: behind its closing brace or its semicolon.
pub(crate) fn item_end(code: &[char], from: usize) -> usize {
    let mut depth = 0_usize;
    for (at, char) in code.iter().enumerate().skip(from) {
        match char {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && *char == '}' {
                    return at + 1;
                }
            }
            ';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

/// The spans of items under `#[cfg(test)]`, `#[cfg(all(test, …))]` or `#[test]`.
fn test_items(code: &[char]) -> Vec<(usize, usize)> {
    let text: String = code.iter().collect();
    let mut spans = Vec::new();
    for mark in ["#[cfg(test)]", "#[cfg(all(test,", "#[test]"] {
        for (byte, _) in text.match_indices(mark) {
            let start = text[..byte].chars().count();
            let after = start + code[start..].iter().take_while(|char| **char != '\n').count();
            spans.push((start, item_end(code, after)));
        }
    }
    spans
}

/// The files of `#[cfg(test)] mod name;`, both places where cargo looks for them.
fn test_modules(source: &Source) -> Vec<String> {
    let folder = match source.path.rsplit_once('/') {
        Some((folder, "lib.rs" | "main.rs" | "mod.rs")) => folder.to_owned(),
        _ => source.path.trim_end_matches(".rs").to_owned(),
    };
    let words = source.words();
    let named = words.windows(2).filter(|pair| pair[0].1 == "mod" && source.is_test(pair[0].0));
    named.flat_map(|pair| [format!("{folder}/{}.rs", pair[1].1), format!("{folder}/{}/mod.rs", pair[1].1)]).collect()
}

/// The text as code alone, and as code with comments.
fn masked(text: &str) -> (Vec<char>, Vec<char>) {
    let chars: Vec<char> = text.chars().collect();
    let (mut code, mut commented) = (chars.clone(), chars.clone());
    let mut at = 0;
    while at < chars.len() {
        let (length, kind) = token(&chars, at);
        let inside = match kind {
            Kind::Code => 0..0,
            Kind::Comment => at..at + length,
            Kind::Literal => (at + 1).min(chars.len())..(at + length).saturating_sub(1),
        };
        for index in inside.filter(|index| chars[*index] != '\n') {
            code[index] = ' ';
            if kind == Kind::Literal {
                commented[index] = ' ';
            }
        }
        at += length.max(1);
    }
    (code, commented)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Code,
    Comment,
    Literal,
}

/// The length and kind of what begins at an index: a comment, a literal, a word, or one character of code.
fn token(chars: &[char], at: usize) -> (usize, Kind) {
    let rest = &chars[at..];
    match rest {
        ['/', '/', ..] => (rest.iter().take_while(|char| **char != '\n').count(), Kind::Comment),
        ['/', '*', ..] => (block_comment(rest), Kind::Comment),
        ['"', ..] => (quoted(rest, '"'), Kind::Literal),
        ['b' | 'c', '"', ..] => (1 + quoted(&rest[1..], '"'), Kind::Literal),
        ['b', '\'', ..] => (1 + quoted(&rest[1..], '\''), Kind::Literal),
        ['\'', '\\', ..] | ['\'', _, '\'', ..] => (quoted(rest, '\''), Kind::Literal),
        ['r', '"' | '#', ..] => raw(rest, 1).map_or_else(|| word(rest), |length| (length, Kind::Literal)),
        ['b' | 'c', 'r', '"' | '#', ..] => raw(rest, 2).map_or_else(|| word(rest), |length| (length, Kind::Literal)),
        _ => word(rest),
    }
}

fn word(rest: &[char]) -> (usize, Kind) {
    (rest.iter().take_while(|char| is_word(**char)).count().max(1), Kind::Code)
}

fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        match &rest[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] if depth == 1 => return at + 2,
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    rest.len()
}

/// The length of a literal from its opening quote to its closing one.
fn quoted(rest: &[char], quote: char) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            '\\' => at += 2,
            char if char == quote => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// The length of a raw literal whose hashes begin at `from`; `None` for a raw identifier.
fn raw(rest: &[char], from: usize) -> Option<usize> {
    let hashes = rest[from..].iter().take_while(|char| **char == '#').count();
    if rest.get(from + hashes) != Some(&'"') {
        return None;
    }
    let mut at = from + hashes + 1;
    while at < rest.len() {
        if rest[at] == '"' && rest[at + 1..].iter().take(hashes).filter(|char| **char == '#').count() == hashes {
            return Some(at + 1 + hashes);
        }
        at += 1;
    }
    Some(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> String {
        Source::of("x.rs", text).code.iter().collect()
    }

    #[test]
    fn comments_and_texts_are_blank_and_nothing_moves() {
        assert_eq!(code("a // b\nc"), "a     \nc");
        assert_eq!(code("a /* b /* c */ */ d"), format!("a{}d", " ".repeat(17)));
        assert_eq!(code(r#"f("a\"}")"#), r#"f("    ")"#);
        assert_eq!(code("r#\"a}\"# x"), "r     # x");
    }

    #[test]
    fn a_lifetime_is_no_character() {
        assert_eq!(code("fn f<'a>(x: &'a str, y: '{')"), "fn f<'a>(x: &'a str, y: ' ')");
    }

    #[test]
    fn code_for_tests_is_known() {
        let source = Source::of("x.rs", "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\nfn c() {}");
        let words = source.words();
        let test = |name: &str| words.iter().any(|(at, word)| word == name && source.is_test(*at));
        assert_eq!((test("a"), test("b"), test("c")), (false, true, false));
    }

    #[test]
    fn a_module_file_that_only_tests_include_is_test_code() {
        let tree = Tree::of(&[("core/src/lib.rs", "#[cfg(test)]\nmod world;\n"), ("core/src/world.rs", "fn a() {}")]);
        assert!(all(&tree).iter().any(|source| source.path.ends_with("world.rs") && source.is_test(0)));
    }

    #[test]
    fn an_item_ends_at_its_brace_or_semicolon() {
        let code: Vec<char> = "fn f(x: [u8; 2]) { { } } rest".chars().collect();
        assert_eq!(item_end(&code, 0), "fn f(x: [u8; 2]) { { } }".len());
    }
}
