//! `cargo xtask tidy`: the code base checked by rules that a reviewer would otherwise have to remember.
//!
//! A rule is one function from the tree (or the dependency graph) to problems, one line in [`RULES`], and a test
//! beside it that shows it failing on a broken input.

mod docs;
mod graph;
mod layering;
mod length;
mod licences;
mod paths;
mod purity;
mod source;
mod text;
mod tree;

use std::fmt;

use anyhow::Result;
use graph::Graph;
use source::Source;
use tree::Tree;

/// What a rule found: where, which rule, what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Problem {
    file: String,
    line: usize,
    rule: &'static str,
    what: String,
}

impl Problem {
    fn new(file: &str, line: usize, rule: &'static str, what: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, rule, what: what.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}:{}: {}: {}", self.file, self.line, self.rule, self.what)
    }
}

/// What a rule looks at.
enum Check {
    /// The project's files.
    Tree(fn(&Tree) -> Vec<Problem>),
    /// Every Rust file, without its comments and texts.
    Source(fn(&Source) -> Vec<Problem>),
    /// The packages that are built in, as cargo resolves them.
    Graph(fn(&Graph) -> Vec<Problem>),
}

const RULES: &[(&str, &str, Check)] = &[
    ("layering", "dependencies point one way, and the core has fewer than ten", Check::Tree(layering::layering)),
    ("workspace", "versions, editions and lints stand in the workspace, once", Check::Tree(layering::workspace)),
    ("pure", "no std, unsafe, clock, randomness, hash order or float in core/src", Check::Source(purity::pure)),
    ("no-std", "core/src/lib.rs says `no_std` and forbids unsafe code", Check::Tree(purity::no_std)),
    ("file-length", "no Rust file is longer than 600 lines", Check::Tree(length::files)),
    ("function-length", "no function is longer than 70 lines, tests aside", Check::Source(length::functions)),
    ("one-path", "a name of the core has one public path", Check::Tree(paths::one_path)),
    ("banned", "no banned dependency, no feature that changes everybody's wire", Check::Graph(graph::banned)),
    ("source", "every package comes from the registry, none from git", Check::Graph(graph::sources)),
    ("msrv", "no package that is built in needs a newer Rust than the workspace states", Check::Graph(graph::msrv)),
    ("licence", "every package has a licence that deny.toml allows", Check::Graph(licences::licences)),
    ("docs", "files and links that the documents name exist", Check::Tree(docs::docs)),
    ("unfinished", "no marker of unfinished work, no ignored test", Check::Tree(text::unfinished)),
    ("machine-path", "no path of one machine", Check::Tree(text::machine_paths)),
];

/// Prints every rule.
#[expect(clippy::unnecessary_wraps, reason = "every task has one signature")]
pub(crate) fn list() -> Result<bool> {
    for (name, demand, _) in RULES {
        println!("{name:16} {demand}");
    }
    Ok(true)
}

/// Checks the project and prints what it found; false when that is anything.
pub(crate) fn run() -> Result<bool> {
    let tree = Tree::of_project()?;
    let graph = Graph::of_project()?;
    let sources = source::all(&tree);
    let mut problems: Vec<Problem> = RULES
        .iter()
        .flat_map(|(_, _, check)| match check {
            Check::Tree(rule) => rule(&tree),
            Check::Source(rule) => sources.iter().flat_map(rule).collect(),
            Check::Graph(rule) => rule(&graph),
        })
        .collect();
    problems.sort();
    for problem in &problems {
        println!("{problem}");
    }
    match length::long_files(&tree) {
        0 => {}
        long => println!("note: {long} Rust files are longer than 400 lines"),
    }
    println!("tidy: {} files, {} problems", tree.files().len(), problems.len());
    Ok(problems.is_empty())
}
