//! Stops the server.
//!
//! Invariant: after `Ok` no process of the server is left, and nothing that was acknowledged is lost by how it was
//! stopped: first the fast way, which cuts clients and writes a checkpoint, then the immediate way, which leaves
//! the replay to the next start, then by force.

use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::account::Account;
use crate::binaries::Binaries;
use crate::home::Home;
use crate::{Error, postmaster, tool};

const STEPS: [(&str, &str); 2] = [("fast", "60"), ("immediate", "20")];
const FORCE_LIMIT: Duration = Duration::from_secs(10);
const POLL: Duration = Duration::from_millis(20);

/// Stops the server of the cluster, `child` when this process started it. No server is success.
pub(crate) fn stop(
    home: &Home,
    account: &Account,
    binaries: &Binaries,
    child: Option<Child>,
) -> Result<(), Error> {
    stop_by(&STEPS, home, account, binaries)?;
    if let Some(mut child) = child {
        reap(&mut child);
    }
    if !home.run.starts_with(&home.base) {
        // The short directory for the socket; not empty means that somebody else put something there.
        let _ = std::fs::remove_dir(&home.run);
    }
    Ok(())
}

/// Stops a server that does not stop: without a checkpoint, then by force.
pub(crate) fn stop_immediately(home: &Home, account: &Account, binaries: &Binaries) -> Result<(), Error> {
    stop_by(&STEPS[1..], home, account, binaries)
}

fn stop_by(steps: &[(&str, &str)], home: &Home, account: &Account, binaries: &Binaries) -> Result<(), Error> {
    for (mode, limit_s) in steps {
        let Some(server) = postmaster::find(&home.pg) else { break };
        let mut command = account.command(binaries.path("pg_ctl"));
        command.args(["stop", "-s", "-w", "-m", mode, "-t", limit_s]).arg("-D").arg(&home.pg);
        if let Err(e) = tool::run(&mut command) {
            log::warn!("PostgreSQL, process {}, did not stop the {mode} way: {e}", server.pid);
        }
    }
    if let Some(server) = postmaster::find(&home.pg) {
        force(home, server.pid)?;
    }
    Ok(())
}

fn force(home: &Home, pid: u32) -> Result<(), Error> {
    tool::run(Command::new("kill").args(["-KILL", &pid.to_string()]))?;
    let since = Instant::now();
    while postmaster::find(&home.pg).is_some() {
        if since.elapsed() > FORCE_LIMIT {
            return Err(Error::NotStopped { pid });
        }
        sleep(POLL);
    }
    Ok(())
}

/// Lets the system forget the ended process.
fn reap(child: &mut Child) {
    let since = Instant::now();
    while matches!(child.try_wait(), Ok(None)) && since.elapsed() < FORCE_LIMIT {
        sleep(POLL);
    }
}
