//! Tells whether a PostgreSQL runs on a cluster: from `postmaster.pid`, and from the process that it names.
//!
//! Invariant: a pid file alone is never believed. After a crash or a reboot its number may belong to nobody, to a
//! zombie or to a stranger.
//!
//! Deliberately absent: connecting; that the server is ready it writes into the same file.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::tool;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Postmaster {
    pub pid: u32,
    /// It accepts connections.
    pub ready: bool,
    /// It was told to stop and has not ended yet.
    pub stopping: bool,
}

/// The live server of the cluster in `pg`, if any.
pub(crate) fn find(pg: &Path) -> Option<Postmaster> {
    let noted = noted(pg)?;
    serves(noted.pid, pg).then_some(noted)
}

/// What `postmaster.pid` says, true or stale.
pub(crate) fn noted(pg: &Path) -> Option<Postmaster> {
    let text = std::fs::read_to_string(pid_file(pg)).ok()?;
    parse(&text)
}

pub(crate) fn pid_file(pg: &Path) -> PathBuf {
    pg.join("postmaster.pid")
}

/// Whether the arguments that the cluster was started with contain `mark`.
pub(crate) fn started_with(pg: &Path, mark: &str) -> bool {
    std::fs::read_to_string(pg.join("postmaster.opts")).is_ok_and(|text| text.contains(mark))
}

/// Line 1 is the pid, line 8 the state.
fn parse(text: &str) -> Option<Postmaster> {
    let mut lines = text.lines();
    let pid = lines.next()?.trim().parse().ok()?;
    let state = lines.nth(6).map(str::trim);
    Some(Postmaster { pid, ready: state == Some("ready"), stopping: state == Some("stopping") })
}

/// Whether process `pid` is alive, no zombie, and a `postgres` that was given this directory.
fn serves(pid: u32, pg: &Path) -> bool {
    let dir = pg.as_os_str().as_encoded_bytes();
    if Path::new("/proc/self/stat").exists() {
        let Ok(arguments) = std::fs::read(format!("/proc/{pid}/cmdline")) else { return false };
        // A zombie has no arguments.
        return arguments.split(|byte| *byte == 0).any(|argument| argument == dir);
    }
    let pid = pid.to_string();
    let said =
        tool::run(Command::new("ps").args(["-ww", "-o", "stat=,args=", "-p", &pid])).unwrap_or_default();
    let alive = !said.trim_start().starts_with('Z');
    alive && said.as_bytes().windows(dir.len().max(1)).any(|part| part == dir)
}

/// Processes that work in the cluster's directory, i.e. backends that a killed server left behind, as
/// "pid name". `None` when this system does not tell.
pub(crate) fn workers(pg: &Path) -> Option<Vec<String>> {
    let entries = std::fs::read_dir("/proc").ok()?;
    if !Path::new("/proc/self/stat").exists() {
        return None;
    }
    let working = entries.flatten().filter_map(|entry| {
        let pid: u32 = entry.file_name().to_str()?.parse().ok()?;
        let cwd = std::fs::read_link(entry.path().join("cwd")).ok()?;
        let name = std::fs::read_to_string(entry.path().join("comm")).unwrap_or_default();
        (cwd == pg).then(|| format!("{pid} {}", name.trim()))
    });
    Some(working.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pid_file_tells_the_process_and_its_state() {
        let ready = "4242\n/srv/pg\n1700000000\n5432\n/srv/run\n\n  7 8\nready   \n";
        assert_eq!(parse(ready), Some(Postmaster { pid: 4242, ready: true, stopping: false }));
        let starting = ready.replace("ready   ", "starting");
        assert_eq!(parse(&starting), Some(Postmaster { pid: 4242, ready: false, stopping: false }));
        let stopping = ready.replace("ready   ", "stopping");
        assert_eq!(parse(&stopping), Some(Postmaster { pid: 4242, ready: false, stopping: true }));
        assert_eq!(parse("4242\n/srv/pg\n"), Some(Postmaster { pid: 4242, ready: false, stopping: false }));
        assert_eq!(parse(""), None);
    }

    #[test]
    fn a_stranger_with_the_noted_pid_is_not_the_server() {
        assert!(!serves(std::process::id(), Path::new("/srv/no-such-cluster/pg")));
    }
}
