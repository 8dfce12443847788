//! One cluster in a temporary folder, and the process that removes it.

use std::fmt::Write as _;
use std::io::Write as _;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use crate::programs::{self, User};
use crate::{Settings, fresh_name, url};

/// Waits for the owner's end, then stops the server and removes its folder. Signals of a terminal or of a
/// killed group are for the owner: the watcher sees them as the end of its pipe.
const WATCH_CLUSTER: &str = r#"trap '' INT TERM HUP
cat >/dev/null
"$1/pg_ctl" stop -D "$2/data" -m immediate -s >/dev/null 2>&1 ||
    { sleep 1; "$1/pg_ctl" stop -D "$2/data" -m immediate -s >/dev/null 2>&1; }
rm -rf "$2""#;

/// Waits for the owner's end, then drops the databases that the owner named, one a line.
const WATCH_DATABASES: &str = r#"trap '' INT TERM HUP
names=
while read -r name; do names="$names $name"; done
for name in $names; do
    "$1" -X -q -d "$2" -c "DROP DATABASE IF EXISTS $name WITH (FORCE)" >/dev/null 2>&1
done"#;

/// The longest path that a socket may have, less the name PostgreSQL gives it. The system's limit is 103 bytes
/// or more.
const LONGEST_FOLDER: usize = 80;

/// The watcher, as its owner sees it: a pipe whose end means that everything can go.
#[derive(Debug)]
pub(crate) struct Keeper {
    watcher: Child,
    /// Held open on purpose; `None` once closed.
    pipe: Mutex<Option<std::process::ChildStdin>>,
    folder: Option<PathBuf>,
}

impl Keeper {
    /// Watches databases made on a server that isn't ours.
    pub(crate) fn of_databases(psql: &Path, url: &str) -> Result<Self, String> {
        let mut command = Command::new("sh");
        command.args(["-c", WATCH_DATABASES, "sh"]).arg(psql).arg(url).current_dir("/");
        Self::spawn(command, None)
    }

    fn of_cluster(programs: &Path, folder: &Path, user: Option<User>) -> Result<Self, String> {
        let mut command = programs::command(Path::new("sh"), user);
        command.args(["-c", WATCH_CLUSTER, "sh"]).arg(programs).arg(folder);
        Self::spawn(command, Some(folder.to_owned()))
    }

    fn spawn(mut command: Command, folder: Option<PathBuf>) -> Result<Self, String> {
        // A group of its own: whoever kills the tests' whole group must not kill the cleanup.
        command.process_group(0).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut watcher = command.spawn().map_err(|error| format!("the cleanup process did not start: {error}"))?;
        let pipe = Mutex::new(watcher.stdin.take());
        Ok(Self { watcher, pipe, folder })
    }

    /// The folder that goes with the cluster.
    pub(crate) fn folder(&self) -> Option<PathBuf> {
        self.folder.clone()
    }

    /// Names a database that must go too. A private cluster takes all of its databases with it.
    pub(crate) fn announce(&self, database: &str) {
        if let Some(pipe) = self.pipe.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            // A watcher that is gone can't be told; the database stays, and that is all.
            let _ = writeln!(pipe, "{database}");
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        drop(self.pipe.lock().unwrap_or_else(PoisonError::into_inner).take());
        // The cleanup is best effort here as in the watcher: there is nobody left to tell.
        let _ = self.watcher.wait();
    }
}

/// Makes and starts a cluster: its keeper, its address and the `psql` that belongs to it.
pub(crate) fn start(settings: &Settings) -> Result<(Keeper, String, PathBuf), String> {
    let programs = programs::folder()?;
    let psql = Some(programs.join("psql")).filter(|psql| psql.is_file()).map_or_else(programs::psql, Ok)?;
    let user = User::to_drop_to()?;
    let folder = make_folder(user)?;
    // Before anything else: whatever fails from here on, the folder goes.
    let keeper = Keeper::of_cluster(&programs, &folder, user)?;
    let data = folder.join("data");
    programs::finish(
        programs::command(&programs.join("initdb"), user)
            .args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "-D"])
            .arg(&data),
    )?;
    let file = data.join("postgresql.conf");
    let mut text = std::fs::read_to_string(&file).map_err(|error| format!("cannot read its settings: {error}"))?;
    text.push_str(&configuration(settings, &folder));
    std::fs::write(&file, text).map_err(|error| format!("cannot write its settings: {error}"))?;
    let log = folder.join("log");
    programs::finish(
        programs::command(&programs.join("pg_ctl"), user)
            .args(["start", "-s", "-w", "-t", "60", "-D"])
            .arg(&data)
            .arg("-l")
            .arg(&log)
            .stdout(Stdio::null()),
    )
    .map_err(|error| format!("{error}; its log: {}", std::fs::read_to_string(&log).unwrap_or_default().trim()))?;
    Ok((keeper, url::of_socket(&folder), psql))
}

/// The settings of a cluster, as text of `postgresql.conf`.
fn configuration(settings: &Settings, folder: &Path) -> String {
    let durable = if settings.fsync { "on" } else { "off" };
    let mut text = format!(
        "\nlisten_addresses = ''\nunix_socket_directories = '{}'\nmax_connections = 200\n\
         fsync = {durable}\nfull_page_writes = {durable}\n",
        folder.display()
    );
    for (name, value) in &settings.options {
        let _ = writeln!(text, "{name} = '{}'", value.replace('\'', "''"));
    }
    text
}

/// A new folder that `user` owns and nobody else enters.
fn make_folder(user: Option<User>) -> Result<PathBuf, String> {
    // Root's own temporary folder may be closed to the user that PostgreSQL runs as.
    let temporary = match user {
        Some(_) => PathBuf::from("/tmp"),
        None => std::env::temp_dir(),
    };
    let short = temporary.as_os_str().len() + fresh_name().len() < LONGEST_FOLDER;
    let parent = if short { temporary } else { PathBuf::from("/tmp") };
    let folder = parent.join(fresh_name());
    let failed = |error: std::io::Error| format!("cannot make the folder `{}`: {error}", folder.display());
    std::fs::create_dir(&folder).map_err(failed)?;
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o700)).map_err(failed)?;
    if let Some(user) = user {
        chown(&folder, Some(user.uid), Some(user.gid)).map_err(failed)?;
    }
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_durable_cluster_says_so_and_options_come_last() {
        let text = configuration(&Settings::durable().with("work_mem", "it's"), Path::new("/tmp/x"));
        assert!(text.contains("\nfsync = on\n"));
        assert!(text.ends_with("work_mem = 'it''s'\n"));
    }

    #[test]
    fn tests_do_not_wait_for_the_disk() {
        assert!(configuration(&Settings::default(), Path::new("/tmp/x")).contains("\nfsync = off\n"));
    }
}
