//! Runs the golden vectors: `vectors [DIR]` compares what every runtime answers, `vectors --write` makes the project's own
//! anew, `vectors --answer` is the runtime of Rust itself.

use std::io::{BufRead as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use fondaco_tests::runtime::{self, Runtime};
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
    if arguments.iter().any(|argument| argument == "--answer") {
        return answer().map(|()| 0);
    }
    if arguments.iter().any(|argument| argument == "--write") {
        for (file, vectors) in scenario::all()? {
            vector::write(&vector::folder().join(file), &vectors)?;
        }
    }
    let folder = arguments.iter().find(|argument| !argument.starts_with("--")).map(PathBuf::from);
    let vectors = vector::read(&folder.unwrap_or_else(vector::folder))?;
    if vectors.is_empty() {
        return Err("there is no vector to run".to_owned());
    }
    let requests = vectors.iter().map(vector::Vector::line).collect::<Result<Vec<_>, _>>()?;
    let mut runtimes = runtime::all()?;
    for further in arguments.iter().filter_map(|argument| argument.strip_prefix("--runtime=")) {
        runtimes.push(Runtime::parse(further)?);
    }
    let answers: Vec<_> = runtimes.iter().map(|one| (one.name.clone(), one.answers(&requests))).collect();
    let comparison = runtime::compare(&vectors, &answers);
    for said in &comparison.said {
        println!("{said}");
    }
    println!("vectors: {} equal in {} runtimes, {} differ", comparison.equal, runtimes.len(), comparison.differ);
    Ok(comparison.differ)
}

/// Answers requests, one a line, to the end.
fn answer() -> Result<(), String> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for request in std::io::stdin().lock().lines() {
        let request = request.map_err(|error| error.to_string())?;
        writeln!(out, "{}", fondaco_contract::run_vector(request)).map_err(|error| error.to_string())?;
    }
    out.flush().map_err(|error| error.to_string())
}
