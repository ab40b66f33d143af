//! Child processes that never outlive the run.
//!
//! Invariant: dropping a child kills it; every way out of the run (return, error, Ctrl-C) drops.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tokio::process::{Child, Command};

/// A server finishes what it has begun, then it is killed.
const STOP_LIMIT: Duration = Duration::from_secs(20);
/// Lines of a log that an error shows.
const TAIL_LINES: usize = 15;

/// A child that runs until it is stopped, its output in a file.
pub struct Running {
    child: Child,
    pid: u32,
    log: PathBuf,
}

impl Running {
    /// # Errors
    /// The program cannot be run, the file not be made.
    pub fn start(mut command: Command, log: PathBuf) -> Result<Self> {
        let out = File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
        let err = out.try_clone()?;
        command.stdin(Stdio::null()).stdout(out).stderr(err).kill_on_drop(true);
        let child = command.spawn().context("cannot start a child process")?;
        let pid = child.id().context("a child process ended at once")?;
        Ok(Self { child, pid, log })
    }

    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// # Errors
    /// It has ended; the message holds the end of its log.
    pub fn still_runs(&mut self) -> Result<()> {
        match self.child.try_wait()? {
            None => Ok(()),
            Some(status) => bail!("the server ended ({status}):\n{}", tail(&self.log)),
        }
    }

    /// Asks it to stop and waits; kills it when it does not.
    ///
    /// # Errors
    /// It ended badly or had to be killed.
    pub async fn stop(mut self) -> Result<()> {
        let asked = Command::new("kill").arg(self.pid.to_string()).status().await;
        match tokio::time::timeout(STOP_LIMIT, self.child.wait()).await {
            Ok(status) if asked.is_ok() => {
                let status = status?;
                if status.success() {
                    Ok(())
                } else {
                    bail!("the server ended with {status}:\n{}", tail(&self.log))
                }
            }
            Ok(_) => Ok(()),
            Err(_) => {
                self.child.kill().await?;
                bail!("the server did not stop within {} s and was killed", STOP_LIMIT.as_secs())
            }
        }
    }
}

/// Runs a program to its end; gives back what it printed.
///
/// # Errors
/// It cannot be run or fails; the message holds what it said.
pub async fn output(mut command: Command) -> Result<String> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    let name = command.as_std().get_program().to_string_lossy().into_owned();
    let output = command.output().await.with_context(|| format!("cannot run {name}"))?;
    if !output.status.success() {
        bail!("{name} failed ({}): {}", output.status, last_lines(&String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a program to its end, its output where this one's goes.
///
/// # Errors
/// It cannot be run.
pub async fn shown(mut command: Command) -> Result<ExitStatus> {
    command.stdin(Stdio::null()).kill_on_drop(true);
    command.status().await.context("cannot start a child process")
}

fn tail(log: &Path) -> String {
    last_lines(&fs::read_to_string(log).unwrap_or_default())
}

fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines.get(lines.len().saturating_sub(TAIL_LINES)..).unwrap_or_default().join("\n")
}
