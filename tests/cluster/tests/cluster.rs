//! What a cluster promises: each test its own database, and nothing left behind.
#![cfg(unix)]

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fondaco_cluster::{Cluster, Settings, require_all};

/// Set for the process that a test starts only in order to kill it.
const OWNER: &str = "FONDACO_CLUSTER_OWNER";

fn cluster() -> Option<Cluster> {
    match Cluster::private(&Settings::default()) {
        Ok(cluster) => Some(cluster),
        Err(reason) if require_all() => panic!("{reason}"),
        Err(_) => None,
    }
}

fn psql(url: &str, statement: &str) -> String {
    let program = std::fs::read_dir("/usr/lib/postgresql")
        .ok()
        .and_then(|mut versions| versions.next()?.ok())
        .map(|version| version.path().join("bin/psql"))
        .filter(|program| program.is_file())
        .unwrap_or_else(|| PathBuf::from("psql"));
    let output =
        Command::new(program).args(["-X", "-A", "-t", "-d", url, "-c", statement]).output().expect("psql runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn gone(folder: &Path) -> bool {
    let started = Instant::now();
    while folder.exists() && started.elapsed() < Duration::from_secs(30) {
        std::thread::sleep(Duration::from_millis(50));
    }
    !folder.exists()
}

#[test]
fn each_call_gives_another_empty_database() {
    let (Some(first), Some(second)) = (fondaco_cluster::database(), fondaco_cluster::database()) else { return };
    assert_ne!(first, second);
    psql(&first, "CREATE TABLE only_here (id bigint)");
    assert_eq!(psql(&second, "SELECT count(*) FROM pg_tables WHERE tablename = 'only_here'"), "0");
}

#[test]
fn a_dropped_cluster_leaves_nothing() {
    let Some(cluster) = cluster() else { return };
    let folder = cluster.folder().expect("a private cluster has a folder");
    assert!(folder.exists());
    assert_eq!(psql(cluster.url(), "SHOW synchronous_commit"), "on");

    drop(cluster);

    assert!(!folder.exists());
}

#[test]
fn a_killed_owner_leaves_nothing() {
    if std::env::var_os(OWNER).is_some() {
        return own_until_killed();
    }
    let mut owner = Command::new(std::env::current_exe().expect("the test knows its program"))
        .args(["a_killed_owner_leaves_nothing", "--exact", "--nocapture"])
        .env(OWNER, "1")
        .stdout(Stdio::piped())
        .spawn()
        .expect("the owner starts");
    let lines = BufReader::new(owner.stdout.take().expect("a pipe")).lines().map_while(Result::ok);
    let folder = lines.into_iter().find_map(|line| Some(line.split_once("folder=")?.1.to_owned()));
    let Some(folder) = folder.map(PathBuf::from) else { return ended_well(&mut owner) };
    assert!(folder.join("data/postmaster.pid").exists());

    owner.kill().expect("the owner is killed by SIGKILL");
    owner.wait().expect("the owner is gone");

    assert!(gone(&folder), "`{}` is still there", folder.display());
}

/// Without PostgreSQL the owner has nothing to own: it skips, or fails where nothing may be skipped.
fn ended_well(owner: &mut Child) {
    assert!(owner.wait().expect("the owner ends").success());
}

fn own_until_killed() {
    let Some(cluster) = cluster() else { return };
    println!("folder={}", cluster.folder().expect("a private cluster has a folder").display());
    std::thread::sleep(Duration::from_mins(2));
}
