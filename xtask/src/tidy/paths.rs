//! One name has one public path: whoever reads `use fondaco::…` in two programs sees the same words.

use std::collections::{BTreeMap, BTreeSet};

use super::Problem;
use super::source::{self, Source, is_word};
use super::tree::Tree;

const CORE: &str = "core/src/";

/// A `pub use` of one name: where it stands, and from where it takes what.
#[derive(Debug)]
struct Reexport {
    file: String,
    line: usize,
    /// The module that shows the name.
    into: Vec<String>,
    /// The full path of what is shown, without `crate`; its last part is the name or `*`.
    of: Vec<String>,
}

/// What the core's files say about modules.
#[derive(Debug, Default)]
struct Modules {
    public: BTreeSet<Vec<String>>,
    all: BTreeSet<Vec<String>>,
    reexports: Vec<Reexport>,
}

/// Finds names of the core that can be reached by two public paths.
pub(crate) fn one_path(tree: &Tree) -> Vec<Problem> {
    let modules = modules(tree);
    let mut shown: BTreeMap<&[String], &Reexport> = BTreeMap::new();
    let mut problems = Vec::new();
    for reexport in modules.reexports.iter().filter(|reexport| modules.reachable(&reexport.into)) {
        let Some((name, from)) = reexport.of.split_last() else { continue };
        let mut report = |what: String| problems.push(Problem::new(&reexport.file, reexport.line, "one-path", what));
        if modules.all.contains(from) && modules.reachable(from) {
            report(format!("`{name}` is public in `{}` already", from.join("::")));
        } else if let Some(first) = shown.insert(&reexport.of, reexport) {
            report(format!("`{name}` is shown in {}:{} already", first.file, first.line));
        }
    }
    problems
}

impl Modules {
    /// Whether everything from the crate's root to this module is public.
    fn reachable(&self, module: &[String]) -> bool {
        (1..=module.len()).all(|depth| self.public.contains(&module[..depth]))
    }

    /// The full path of a `use` in `module`; `None` when it leads out of the crate.
    fn resolve(&self, module: &[String], path: &[String]) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        let mut full = match first.as_str() {
            "crate" => Vec::new(),
            "self" => module.to_vec(),
            "super" => module.split_last()?.1.to_vec(),
            name => {
                let child = [module, &[name.to_owned()]].concat();
                return self.all.contains(&child).then(|| [child.as_slice(), rest].concat());
            }
        };
        for part in rest {
            if part == "super" {
                full.pop()?;
            } else {
                full.push(part.clone());
            }
        }
        Some(full)
    }
}

fn modules(tree: &Tree) -> Modules {
    let sources: Vec<Source> = source::all(tree).into_iter().filter(|source| source.path.starts_with(CORE)).collect();
    let mut modules = Modules::default();
    let mut uses = Vec::new();
    for source in &sources {
        scan(source, &mut modules, &mut uses);
    }
    for (file, line, module, path) in uses {
        if let Some(of) = modules.resolve(&module, &path) {
            modules.reexports.push(Reexport { file, line, into: module, of });
        }
    }
    modules
}

type Use = (String, usize, Vec<String>, Vec<String>);

/// Reads the `mod` and `pub use` of one file, modules written inside it included.
fn scan(source: &Source, modules: &mut Modules, uses: &mut Vec<Use>) {
    let words = source.words();
    // Modules that are open at this place, each with the index where it ends.
    let mut open: Vec<(String, usize)> = Vec::new();
    let file_module = module_of(&source.path);
    for (index, (at, word)) in words.iter().enumerate() {
        open.retain(|(_, end)| end > at);
        let public = index > 0 && words[index - 1].1 == "pub";
        let after = words.get(index + 1);
        let Some((next_at, next)) = after.filter(|_| !source.is_test(*at) && matches!(word.as_str(), "mod" | "use"))
        else {
            continue;
        };
        let mut module = file_module.clone();
        module.extend(open.iter().map(|(name, _)| name.clone()));
        if word == "mod" {
            module.push(next.clone());
            let behind = next_at + next.len();
            if source.code[behind..].iter().find(|char| !char.is_whitespace()) == Some(&'{') {
                open.push((next.clone(), source::item_end(&source.code, *at)));
            }
            if public {
                modules.public.insert(module.clone());
            }
            modules.all.insert(module);
        } else if public {
            let end = source.code[*at..].iter().position(|char| *char == ';').map_or(source.code.len(), |end| at + end);
            let text: String = source.code[at + 3..end].iter().filter(|char| **char != '\n').collect();
            let line = source.line(*at);
            uses.extend(leaves(&text).into_iter().map(|path| (source.path.clone(), line, module.clone(), path)));
        }
    }
}

/// The module that a file of the core is.
fn module_of(path: &str) -> Vec<String> {
    let inner = path.trim_start_matches(CORE).trim_end_matches(".rs");
    let parts = inner.split('/').filter(|part| !matches!(*part, "lib" | "mod"));
    parts.map(str::to_owned).collect()
}

/// The single paths of a `use`: `a::{b, c::d}` is `a::b` and `a::c::d`. What follows `as` is dropped.
fn leaves(text: &str) -> Vec<Vec<String>> {
    let text = text.trim();
    let (prefix, group) = match text.split_once('{') {
        Some((prefix, rest)) => (prefix, rest.rsplit_once('}').map(|(group, _)| group)),
        None => (text.split(" as ").next().unwrap_or(text), None),
    };
    let parts = prefix.split("::").map(str::trim).filter(|part| !part.is_empty());
    let prefix: Vec<String> =
        parts.filter(|part| *part == "*" || part.chars().all(is_word)).map(str::to_owned).collect();
    let Some(group) = group else { return vec![prefix] };
    let members = split_at_top(group).into_iter().filter(|member| !member.trim().is_empty());
    members.flat_map(leaves).map(|leaf| [prefix.clone(), leaf].concat()).collect()
}

/// Splits at the commas that are in no inner group.
fn split_at_top(group: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0_usize, 0, Vec::new());
    for (at, char) in group.char_indices() {
        match char {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&group[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)]) -> usize {
        one_path(&Tree::of(files)).len()
    }

    #[test]
    fn a_name_shown_again_from_a_public_module_is_found() {
        assert_eq!(found(&[("core/src/lib.rs", "pub mod money;\npub use money::Money;")]), 1);
        assert_eq!(found(&[("core/src/lib.rs", "pub mod money;\npub use crate::money::{Money, Rate};")]), 2);
        assert_eq!(found(&[("core/src/lib.rs", "pub mod money;\npub use money::*;")]), 1);
        let prelude = "pub mod money;\npub mod prelude {\n    pub use super::money::Money;\n}";
        assert_eq!(found(&[("core/src/lib.rs", prelude)]), 1);
    }

    #[test]
    fn a_name_shown_twice_from_a_private_module_is_found() {
        let files = [
            ("core/src/lib.rs", "pub mod money;\npub use money::amount::Money;"),
            ("core/src/money/mod.rs", "mod amount;\npub use amount::Money;"),
        ];
        assert_eq!(found(&files), 1);
    }

    #[test]
    fn a_front_page_that_shows_its_private_parts_passes() {
        let files = [
            (
                "core/src/lib.rs",
                "pub mod money;\nmod refusal;\npub use refusal::{Code, Refusal};\npub use alloc::vec::Vec;",
            ),
            (
                "core/src/money/mod.rs",
                "mod amount;\nmod rate;\npub use amount::{Money, part::Part};\npub use self::rate::Rate;",
            ),
        ];
        assert_eq!(found(&files), 0);
    }

    #[test]
    fn what_only_the_crate_sees_is_free() {
        assert_eq!(found(&[("core/src/lib.rs", "pub mod money;\npub(crate) use money::Money;\nuse money::Rate;")]), 0);
        assert_eq!(
            found(&[("core/src/lib.rs", "pub mod money;\nmod inner {\n    pub use crate::money::Money;\n}")]),
            0
        );
    }
}
