//! Files that tests compare with what they make; `UPDATE_SNAPSHOTS=1` writes them.

use std::fs;
use std::path::Path;

/// Compares a text with the file at a path below the project's root.
pub(crate) fn compare(path: &str, actual: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, actual).unwrap();
        return;
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    let first = expected.lines().zip(actual.lines()).position(|(expected, actual)| expected != actual);
    let line = first.unwrap_or_else(|| expected.lines().count().min(actual.lines().count()));
    assert!(
        expected == actual,
        "{path} is another from line {}: `{}` was `{}`; UPDATE_SNAPSHOTS=1 writes it anew",
        line + 1,
        actual.lines().nth(line).unwrap_or_default(),
        expected.lines().nth(line).unwrap_or_default()
    );
}
