//! Starts the server process and waits until it accepts connections.
//!
//! Invariants: the server is in a process group of its own, so that Ctrl-C in a terminal reaches Saldo first; the
//! interlock of PostgreSQL against two servers on one cluster is never taken away while a process of the old one
//! may live.

use std::fs::{File, OpenOptions};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::account::Account;
use crate::binaries::Binaries;
use crate::home::Home;
use crate::{Durability, Error, postmaster, private_dir, settings, tool};

/// How long the processes of a killed server may take to leave.
const LEFTOVERS_LIMIT: Duration = Duration::from_secs(30);
/// How long the replay of the log may take before the start is given up; the server goes on with it.
pub(crate) const READY_LIMIT: Duration = Duration::from_secs(15 * 60);
const MENTION_EVERY: Duration = Duration::from_secs(10);
const POLL: Duration = Duration::from_millis(20);

/// Starts the server; tries again while processes of a killed one are leaving.
pub(crate) fn launch(
    home: &Home,
    account: &Account,
    binaries: &Binaries,
    durability: Durability,
    cancel: &AtomicBool,
) -> Result<Child, Error> {
    let since = Instant::now();
    loop {
        private_dir::ensure(&home.run, account)?;
        clear_stale(home)?;
        let mut child = spawn(home, account, binaries, durability)?;
        if becomes_ready(&mut child, home, cancel)? {
            return Ok(child);
        }
        let said = std::fs::read_to_string(early_log(home)).unwrap_or_default();
        if !blames_leftovers(&said) {
            return Err(Error::NotStarted { log_dir: home.log.clone(), tail: last_words(home, &said) });
        }
        if since.elapsed() > LEFTOVERS_LIMIT {
            let named = postmaster::workers(&home.pg).unwrap_or_default().join(", ");
            let detail = if named.is_empty() { tool::tail(&said) } else { named };
            let waited_s = since.elapsed().as_secs();
            return Err(Error::Leftovers { data_dir: home.base.clone(), waited_s, detail });
        }
        if cancel.load(Ordering::Relaxed) {
            return Err(Error::Cancelled);
        }
        sleep(POLL * 10);
    }
}

fn spawn(
    home: &Home,
    account: &Account,
    binaries: &Binaries,
    durability: Durability,
) -> Result<Child, Error> {
    let log = early_log(home);
    let out = OpenOptions::new()
        .create(true)
        .write(true)
        .truncate(true)
        .open(&log)
        .map_err(Error::io("create", &log))?;
    let err: File = out.try_clone().map_err(Error::io("open", &log))?;
    let program = binaries.path("postgres");
    account
        .command(&program)
        .args(settings::arguments(home, durability))
        .stdout(Stdio::from(out))
        .stderr(Stdio::from(err))
        .process_group(0)
        .spawn()
        .map_err(Error::io("run", &program))
}

/// True when the server accepts connections, false when it ended before.
fn becomes_ready(child: &mut Child, home: &Home, cancel: &AtomicBool) -> Result<bool, Error> {
    let since = Instant::now();
    let mut mention_at = MENTION_EVERY;
    loop {
        if child.try_wait().map_err(Error::io("wait for the server of", &home.pg))?.is_some() {
            return Ok(false);
        }
        if postmaster::noted(&home.pg).is_some_and(|server| server.ready && server.pid == child.id()) {
            return Ok(true);
        }
        if cancel.load(Ordering::Relaxed) {
            return Err(Error::Cancelled);
        }
        let waited = since.elapsed();
        if waited > READY_LIMIT {
            return Err(Error::NotReady { log_dir: home.log.clone(), waited_s: waited.as_secs() });
        }
        if waited > mention_at {
            log::info!("PostgreSQL is replaying its log after a crash: {} s so far", waited.as_secs());
            mention_at += MENTION_EVERY;
        }
        sleep(POLL);
    }
}

/// Removes what would make PostgreSQL take a stranger for a server of this cluster. Call only when none runs.
fn clear_stale(home: &Home) -> Result<(), Error> {
    if postmaster::workers(&home.pg).is_none_or(|workers| !workers.is_empty()) {
        // Somebody may still be at work in the cluster; PostgreSQL itself finds out, by its shared memory.
        return Ok(());
    }
    for stale in [
        postmaster::pid_file(&home.pg),
        home.run.join(format!(".s.PGSQL.{}.lock", crate::home::PORT)),
        home.run.join(format!(".s.PGSQL.{}", crate::home::PORT)),
    ] {
        match std::fs::remove_file(&stale) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(Error::io("remove", &stale)(e)),
            _ => {}
        }
    }
    Ok(())
}

/// What the server says before its own log is open.
fn early_log(home: &Home) -> PathBuf {
    home.log.join("start.log")
}

fn blames_leftovers(said: &str) -> bool {
    said.contains("is still in use") || (said.contains("lock file") && said.contains("already exists"))
}

/// The end of the early messages, and of the newest log file when the server got as far as opening it.
fn last_words(home: &Home, early: &str) -> String {
    let newest = std::fs::read_dir(&home.log).ok().and_then(|entries| {
        let logs = entries.flatten().filter(|e| e.file_name().to_string_lossy().starts_with("postgresql-"));
        logs.max_by_key(|entry| entry.metadata().and_then(|meta| meta.modified()).ok())
    });
    match newest {
        Some(file) if early.contains("redirecting log output") => {
            let text = std::fs::read(file.path()).unwrap_or_default();
            tool::tail(&String::from_utf8_lossy(&text))
        }
        _ => tool::tail(early),
    }
}
