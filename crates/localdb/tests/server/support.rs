//! What the tests of the life of a server share: a data directory of their own, `psql`, a second process to kill.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use localdb::{Config, Durability, Server};

/// Names the data directory to the helper process.
pub const HELPER: &str = "LOCALDB_TEST_HELPER";

/// A data directory that is removed in the end.
pub struct Data(pub PathBuf);

impl Data {
    pub fn new(name: &str) -> Self {
        let path = PathBuf::from(format!("/tmp/localdb-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        Self(path)
    }

    pub fn config(&self) -> Config {
        Config { durability: Durability::TestsOnly, ..Config::new(&self.0) }
    }
}

impl Drop for Data {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Runs one statement as the superuser; standard output without the last line break, or what went wrong.
pub fn sql(server: &Server, statement: &str) -> Result<String, String> {
    let url = server.url("postgres", "postgres");
    let psql = server.bin_dir().join("psql");
    let output = Command::new(psql).args(["-XAtq", "-d", &url, "-c", statement]).output().unwrap();
    match output.status.success() {
        true => Ok(String::from_utf8(output.stdout).unwrap().trim_end().to_owned()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

/// Another process that holds the server of `data` until it is killed.
pub fn helper(role: &str, data: &Path) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", role, "--nocapture"])
        .env(HELPER, data)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let said = BufReader::new(child.stdout.take().unwrap());
    assert!(said.lines().any(|line| line.unwrap().contains("READY")), "the helper did not start");
    child
}

pub fn kill(child: &mut Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

pub fn kill_postmaster(server: &Server) -> u32 {
    let pid = server.attach_info().postmaster_pid.unwrap();
    assert!(Command::new("kill").args(["-KILL", &pid.to_string()]).status().unwrap().success());
    pid
}

/// Waits at most ten seconds.
pub fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    let since = Instant::now();
    while !is_so() {
        assert!(since.elapsed() < Duration::from_secs(10), "never: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// No process works in the cluster any more.
pub fn nothing_runs_in(dir: &Path) -> bool {
    let Ok(processes) = std::fs::read_dir("/proc") else { return true };
    let mut cwds = processes.flatten().filter_map(|p| std::fs::read_link(p.path().join("cwd")).ok());
    !cwds.any(|cwd| cwd.starts_with(dir))
}
