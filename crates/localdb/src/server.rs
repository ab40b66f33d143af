//! A process's hold on the running database: to connect to it, to keep it alive, to leave it.
//!
//! Several processes may use one data directory. The first is the owner; one that finds the database running
//! attaches; one that finds it running without an owner (the last was killed) adopts it. Whoever leaves stops the
//! database only when nobody else uses it, so an owner may stop before the others and takes nothing from them.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use crate::cluster::{Cluster, Found};
use crate::launch::READY_LIMIT;
use crate::locks::{Membership, Turn};
use crate::watcher::{self, Watcher};
use crate::{Config, Error, home, url};

/// A stop waits this long for another process that is starting or stopping.
const LEAVE_LIMIT: Duration = Duration::from_secs(120);

/// The embedded PostgreSQL, running. Dropping it is [`Server::stop`] with the error logged.
pub struct Server {
    cluster: Arc<Cluster>,
    /// `None` once left.
    membership: Option<Membership>,
    joined: Joined,
    watcher: Option<Watcher>,
}

/// How this process came to the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joined {
    /// It started the server.
    Started,
    /// It found a server that no living Saldo owned, and owns it now.
    Adopted,
    /// Another living process owns the server.
    Attached,
}

/// Where the database is and who holds it. `Display` is a line for the start-up log.
#[derive(Debug, Clone)]
pub struct AttachInfo {
    pub joined: Joined,
    /// The process that owned the data directory when this one came; `None` when this one owns it.
    pub owner_pid: Option<u32>,
    /// The server process; `None` while it is down.
    pub postmaster_pid: Option<u32>,
    pub major: u32,
    pub cluster_dir: PathBuf,
    pub log_dir: PathBuf,
}

pub(crate) fn start(config: &Config, cancel: &AtomicBool) -> Result<Server, Error> {
    let data = home::data_dir(&config.data_dir)?;
    let turn = Turn::take(&data, READY_LIMIT, cancel)?;
    home::check_format(&data)?;
    let membership = Membership::join(&data, &turn)?;
    let cluster = Cluster::open(config, data)?;
    if cluster.runs_too_weak() {
        if !membership.is_alone(&turn)? {
            return Err(Error::NotDurable { data_dir: cluster.home.data });
        }
        cluster.shut_down(&turn)?;
    }
    let found = match cluster.ensure(&turn, cancel) {
        Err(Error::Cancelled) if membership.is_alone(&turn)? => {
            cluster.shut_down(&turn)?;
            return Err(Error::Cancelled);
        }
        other => other?,
    };
    let joined = match (found, membership.is_owner()) {
        (Found::Launched, _) => Joined::Started,
        (Found::Running, true) => Joined::Adopted,
        (Found::Running, false) => Joined::Attached,
    };
    Ok(Server { cluster: Arc::new(cluster), membership: Some(membership), joined, watcher: None })
}

impl Server {
    /// The address of `database` for `user`; both exist or not, this does not look. The superuser is `postgres`.
    pub fn url(&self, user: &str, database: &str) -> String {
        url::of(&self.cluster.home.run, user, database)
    }

    /// Whether this process owns the data directory, i.e. was not attached to another's.
    pub fn owned(&self) -> bool {
        self.membership.as_ref().is_some_and(Membership::is_owner)
    }

    pub fn attach_info(&self) -> AttachInfo {
        AttachInfo {
            joined: self.joined,
            owner_pid: self.membership.as_ref().and_then(|membership| membership.owner_pid),
            postmaster_pid: self.cluster.postmaster().map(|server| server.pid),
            major: self.cluster.binaries.major,
            cluster_dir: self.cluster.home.pg.clone(),
            log_dir: self.cluster.home.log.clone(),
        }
    }

    /// Where `psql`, `pgbench` and the other programs of this server are.
    pub fn bin_dir(&self) -> &Path {
        &self.cluster.binaries.dir
    }

    /// Starts the server again when it died; true when it had to. Blocks as [`crate::start`] does.
    pub fn revive(&self) -> Result<bool, Error> {
        watcher::revive(&self.cluster, &AtomicBool::new(false))
    }

    /// From now on a thread does [`Server::revive`] four times a second. The address stays the same, so a pool
    /// that connects again recovers by itself.
    pub fn watch(&mut self) -> Result<(), Error> {
        if self.watcher.is_none() {
            self.watcher = Some(Watcher::start(Arc::clone(&self.cluster))?);
        }
        Ok(())
    }

    /// Leaves the database, and stops it when no other process uses it. Close the connections before: the server
    /// cuts those that remain.
    ///
    /// # Errors
    /// [`Error::NotStopped`] when the server resists; [`Error::Busy`] when another process holds the turn, and
    /// then that one is left to stop it.
    pub fn stop(mut self) -> Result<(), Error> {
        self.leave()
    }

    fn leave(&mut self) -> Result<(), Error> {
        if let Some(watcher) = self.watcher.take() {
            watcher.stop();
        }
        let Some(membership) = self.membership.take() else { return Ok(()) };
        let turn = Turn::take(&self.cluster.home.data, LEAVE_LIMIT, &AtomicBool::new(false))?;
        let left = if membership.is_alone(&turn)? {
            self.cluster.shut_down(&turn)
        } else {
            log::info!("PostgreSQL goes on: another process uses {}", self.cluster.home.data.display());
            Ok(())
        };
        // Before the turn is given up, so that the next to come finds no owner.
        drop(membership);
        left
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Err(e) = self.leave() {
            log::error!("{e}");
        }
    }
}

impl fmt::Display for AttachInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = match self.joined {
            Joined::Started => "started",
            Joined::Adopted => "adopted (it was running without an owner)",
            Joined::Attached => "attached to",
        };
        write!(f, "PostgreSQL {} in {}: {how}", self.major, self.cluster_dir.display())?;
        match (self.joined, self.owner_pid) {
            (Joined::Attached, Some(pid)) => write!(f, " the one of process {pid}"),
            (Joined::Attached, None) => write!(f, " the one of another process"),
            _ => Ok(()),
        }
    }
}
