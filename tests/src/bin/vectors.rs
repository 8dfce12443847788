//! Runs the golden vectors: `vectors [DIR]` compares, `vectors --write` makes the project's own anew.

use std::path::PathBuf;
use std::process::ExitCode;

use fondaco_tests::{scenario, vector};

fn main() -> ExitCode {
    match run(&std::env::args().skip(1).collect::<Vec<_>>()) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(reason) => {
            eprintln!("vectors: {reason}");
            ExitCode::from(2)
        }
    }
}

/// Answers how many differ.
fn run(arguments: &[String]) -> Result<usize, String> {
    if arguments.iter().any(|argument| argument == "--write") {
        for (file, vectors) in scenario::all()? {
            vector::write(&vector::folder().join(file), &vectors)?;
        }
    }
    let folder = arguments.iter().find(|argument| !argument.starts_with("--")).map(PathBuf::from);
    let vectors = vector::read(&folder.unwrap_or_else(vector::folder))?;
    let mut differ = 0;
    for vector in &vectors {
        if let Some(answer) = vector.difference() {
            differ += 1;
            println!("{}\n  expected {}\n  answered {answer}", vector.name, vector.answer);
        }
    }
    if vectors.is_empty() {
        return Err("there is no vector to run".to_owned());
    }
    println!("vectors: {} equal in 1 runtimes, {differ} differ", vectors.len() - differ);
    Ok(differ)
}
