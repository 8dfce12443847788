//! The programs that run golden vectors, one for each language.
//!
//! A runtime reads requests on its standard input, one a line, and writes the answers on its standard output, one a line, in
//! the same order: nothing else is asked of it, and all of the comparing is done here.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;

use crate::vector::Vector;

/// A language that runs the vectors.
#[derive(Debug)]
pub struct Runtime {
    /// What it is called.
    pub name: String,
    /// The program and its arguments.
    pub command: Vec<String>,
}

/// What a runtime answered, line by line; or why it did not start.
pub type Answers = Result<Vec<String>, String>;

/// What came of a comparison.
#[derive(Debug, Default)]
pub struct Comparison {
    /// How many vectors every runtime answered as expected.
    pub equal: usize,
    /// How many at least one did not.
    pub differ: usize,
    /// What to say about those.
    pub said: Vec<String>,
}

/// The runtimes of this project. Rust is this program itself.
pub fn all() -> Result<Vec<Runtime>, String> {
    let own: PathBuf = std::env::current_exe().map_err(|error| format!("this program is not known: {error}"))?;
    let rust = Runtime { name: "Rust".into(), command: vec![own.display().to_string(), "--answer".into()] };
    Ok(vec![rust])
}

impl Runtime {
    /// A runtime given as `NAME=PROGRAM ARGUMENT …`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (name, command) = text.split_once('=').ok_or_else(|| format!("`{text}` is not `NAME=PROGRAM`"))?;
        Ok(Self { name: name.to_owned(), command: command.split_whitespace().map(str::to_owned).collect() })
    }

    /// Has it answer all requests.
    pub fn answers(&self, requests: &[String]) -> Answers {
        let (program, arguments) = self.command.split_first().ok_or("there is no program")?;
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().map_err(|error| format!("`{program}` does not start: {error}"))?;
        let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(format!("`{program}` has no input or output"));
        };
        let text: String = requests.iter().flat_map(|request| [request, "\n"]).collect();
        // Written beside the reading: a pipe holds less than all requests.
        let writer = thread::spawn(move || input.write_all(text.as_bytes()));
        let answers: Result<Vec<String>, _> = BufReader::new(output).lines().collect();
        let ended = child.wait().map_err(|error| format!("`{program}` was lost: {error}"))?;
        // A program that ends early breaks the pipe; that answers are missing is said for each vector.
        let _ = writer.join();
        let answers = answers.map_err(|error| format!("`{program}` answers no text: {error}"))?;
        if ended.success() { Ok(answers) } else { Err(format!("`{program}` failed: {ended}")) }
    }
}

/// Compares what runtimes answered with what is expected, byte by byte.
pub fn compare(vectors: &[Vector], runtimes: &[(String, Answers)]) -> Comparison {
    let mut comparison = Comparison::default();
    for (name, answers) in runtimes {
        if let Err(reason) = answers {
            comparison.said.push(format!("{name}: {reason}"));
        }
    }
    for (place, vector) in vectors.iter().enumerate() {
        let expected = vector.answer.get();
        let others = runtimes.iter().filter_map(|(name, answers)| {
            let answer = answers.as_ref().ok().and_then(|answers| answers.get(place));
            let said = answer.map_or("nothing", String::as_str);
            (said != expected).then(|| format!("{}\n  expected {expected}\n  {name} answered {said}", vector.name))
        });
        let before = comparison.said.len();
        comparison.said.extend(others);
        if comparison.said.len() == before {
            comparison.equal += 1;
        } else {
            comparison.differ += 1;
        }
    }
    comparison
}
