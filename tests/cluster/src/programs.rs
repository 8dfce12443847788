//! PostgreSQL's own programs: where they are, and as whom they may run.

use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The folder with the newest `initdb`: `PG_BIN` alone when given, else Debian's folders, else `PATH`.
pub(crate) fn folder() -> Result<PathBuf, String> {
    if let Some(given) = std::env::var_os("PG_BIN").filter(|value| !value.is_empty()) {
        let given = PathBuf::from(given);
        let missing = format!("no `initdb` in `PG_BIN`, which is `{}`", given.display());
        return Some(given).filter(|given| given.join("initdb").is_file()).ok_or(missing);
    }
    newest(debian_folders())
        .or_else(|| path_folders().into_iter().find(|folder| folder.join("initdb").is_file()))
        .ok_or_else(|| "no `initdb` in `PG_BIN`, `/usr/lib/postgresql/*/bin` or `PATH`".to_owned())
}

/// `psql`, which may be installed without a server.
pub(crate) fn psql() -> Result<PathBuf, String> {
    let mut folders: Vec<PathBuf> = folder().into_iter().collect();
    folders.extend(path_folders());
    folders
        .into_iter()
        .map(|folder| folder.join("psql"))
        .find(|program| program.is_file())
        .ok_or_else(|| "`psql` is needed to make a database for each test, and is not installed".to_owned())
}

/// Runs one statement; the error is the server's own text.
pub(crate) fn query(psql: &Path, url: &str, statement: &str) -> Result<(), String> {
    let mut command = Command::new(psql);
    command.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", statement]).current_dir("/");
    finish(&mut command).map(|_| ())
}

/// Runs a program to its end and returns what it printed; the error is what it said on stderr.
pub(crate) fn finish(command: &mut Command) -> Result<String, String> {
    let name = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output().map_err(|error| format!("`{name}` did not start: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("`{name}` failed ({}): {}", output.status, said.trim()))
}

/// A user that PostgreSQL agrees to run as. It refuses to run as root.
#[derive(Debug, Clone, Copy)]
pub(crate) struct User {
    pub(crate) uid: u32,
    pub(crate) gid: u32,
}

impl User {
    /// `None` when this process is no root and may run PostgreSQL itself.
    pub(crate) fn to_drop_to() -> Result<Option<Self>, String> {
        if id(&["-u"])? != 0 {
            return Ok(None);
        }
        ["postgres", "nobody"]
            .iter()
            .find_map(|name| Some(Self { uid: id(&["-u", name]).ok()?, gid: id(&["-g", name]).ok()? }))
            .map(Some)
            .ok_or_else(|| "PostgreSQL does not run as root, and there is no user `postgres` or `nobody`".to_owned())
    }
}

/// A command of PostgreSQL's, as the user it may run as, in a folder that every user can enter.
pub(crate) fn command(program: &Path, user: Option<User>) -> Command {
    let mut command = Command::new(program);
    command.current_dir("/").env_remove("PGDATA").env_remove("PGHOST").env_remove("PGPORT").env_remove("PGOPTIONS");
    if let Some(user) = user {
        command.uid(user.uid).gid(user.gid);
    }
    command
}

fn id(arguments: &[&str]) -> Result<u32, String> {
    let printed = finish(Command::new("id").args(arguments))?;
    printed.trim().parse().map_err(|_| format!("`id` printed `{}`, which is no number", printed.trim()))
}

fn debian_folders() -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir("/usr/lib/postgresql") else { return Vec::new() };
    entries.flatten().map(|entry| entry.path().join("bin")).collect()
}

fn path_folders() -> Vec<PathBuf> {
    std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default()
}

/// The folder of the highest version that holds an `initdb`. Versions are compared as numbers: 9 is older than 15.
fn newest(folders: Vec<PathBuf>) -> Option<PathBuf> {
    let complete = folders.into_iter().filter(|folder| folder.join("initdb").is_file());
    complete.max_by_key(|folder| version_of(folder))
}

fn version_of(folder: &Path) -> Vec<u32> {
    let name = folder.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
    name.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        let version = |number: &str| version_of(&Path::new("/usr/lib/postgresql").join(number).join("bin"));
        assert!(version("9.6") < version("15"));
        assert!(version("15") < version("18"));
    }
}
