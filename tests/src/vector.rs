//! Golden vectors: a command with everything it is decided from, and the exact bytes of what it comes to.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

/// One golden case. `answer` is compared byte for byte.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vector {
    /// What it shows.
    pub name: String,
    /// A [`fondaco_contract::VectorRequest`].
    pub request: Box<RawValue>,
    /// A [`fondaco_contract::PlanAnswer`] or [`fondaco_contract::PricingAnswer`].
    pub answer: Box<RawValue>,
}

impl Vector {
    /// The request in one line, as runtimes read it.
    pub fn line(&self) -> Result<String, String> {
        let request = self.request.get();
        if !request.contains(['\n', '\r']) {
            return Ok(request.to_owned());
        }
        // Numbers of 64 bits are whole; nothing is lost.
        let value: Value = serde_json::from_str(request).map_err(|error| format!("{}: {error}", self.name))?;
        Ok(value.to_string())
    }
}

/// The vectors of the project.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors")
}

/// The vectors of every `.json` file in a folder, in the order of file names.
pub fn read(folder: &Path) -> Result<Vec<Vector>, String> {
    let listed = fs::read_dir(folder).map_err(|error| format!("`{}`: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = listed.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    let mut vectors = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).map_err(|error| format!("`{}`: {error}", file.display()))?;
        let read: Vec<Vector> =
            serde_json::from_str(&text).map_err(|error| format!("`{}`: {error}", file.display()))?;
        vectors.extend(read);
    }
    Ok(vectors)
}

/// Writes vectors to a file: a JSON array with a case a line, so that a change shows as the lines it changes.
pub fn write(file: &Path, vectors: &[Vector]) -> Result<(), String> {
    let lines: Result<Vec<String>, _> = vectors.iter().map(serde_json::to_string).collect();
    let lines = lines.map_err(|error| error.to_string())?;
    fs::write(file, format!("[\n{}\n]\n", lines.join(",\n"))).map_err(|error| format!("`{}`: {error}", file.display()))
}
