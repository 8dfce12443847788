//! The project's files, as git sees them: tracked ones and new ones that aren't ignored.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use crate::run;

/// Paths with their text. A file that isn't UTF-8 has a path and no text.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    files: BTreeMap<String, Option<String>>,
    folders: BTreeSet<String>,
}

impl Tree {
    /// Reads the project that this program belongs to.
    pub(crate) fn of_project() -> Result<Self> {
        let root = run::root();
        let listed = run::output(run::command("git").args(["ls-files", "-z", "-co", "--exclude-standard"]))?;
        let mut tree = Self::default();
        for path in String::from_utf8_lossy(&listed).split('\0').filter(|path| !path.is_empty()) {
            // A tracked file that is deleted in the working tree is gone.
            if let Ok(bytes) = std::fs::read(root.join(path)) {
                tree.insert(path, String::from_utf8(bytes).ok());
            }
        }
        Ok(tree)
    }

    /// A tree for a test, from paths and texts.
    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let mut tree = Self::default();
        for (path, text) in files {
            tree.insert(path, Some((*text).to_owned()));
        }
        tree
    }

    fn insert(&mut self, path: &str, text: Option<String>) {
        let mut folder = path;
        while let Some((parent, _)) = folder.rsplit_once('/') {
            self.folders.insert(parent.to_owned());
            folder = parent;
        }
        self.files.insert(path.to_owned(), text);
    }

    /// Every file, with its text where it has one.
    pub(crate) fn files(&self) -> &BTreeMap<String, Option<String>> {
        &self.files
    }

    /// The files that are text.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().filter_map(|(path, text)| Some((path.as_str(), text.as_deref()?)))
    }

    /// The text of one file.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path)?.as_deref()
    }

    /// Whether a file or a folder has this path.
    pub(crate) fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        path.is_empty() || self.files.contains_key(path) || self.folders.contains(path)
    }

    /// Whether any file's or folder's path ends so.
    pub(crate) fn has_ending(&self, path: &str) -> bool {
        let ending = format!("/{}", path.trim_end_matches('/'));
        self.has(path) || self.files.keys().chain(&self.folders).any(|known| known.ends_with(&ending))
    }
}
