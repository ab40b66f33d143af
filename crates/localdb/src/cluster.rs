//! One cluster: what is needed to start and stop it, and the server process when it is a child of ours.
//!
//! Invariant: everything that starts or stops a server here is given the [`Turn`].

use std::process::Child;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::account::Account;
use crate::binaries::{self, Binaries};
use crate::home::Home;
use crate::launch::{self, READY_LIMIT};
use crate::locks::Turn;
use crate::machine::Machine;
use crate::postmaster::{self, Postmaster};
use crate::{Config, Durability, Error, files, initdb, settings, shutdown, tool};

const POLL: Duration = Duration::from_millis(50);
/// How long a server that was told to stop may take before it is stopped the immediate way.
const STOPPING_LIMIT: Duration = Duration::from_secs(10);

pub(crate) struct Cluster {
    pub home: Home,
    pub binaries: Binaries,
    account: Account,
    durability: Durability,
    settings: Vec<(String, String)>,
    child: Mutex<Option<Child>>,
}

/// How the server came to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    Running,
    Launched,
}

impl Cluster {
    pub fn open(config: &Config, data: std::path::PathBuf) -> Result<Self, Error> {
        let (home, account) = Home::settle(data)?;
        let major = home.cluster_major()?;
        let binaries =
            binaries::find(config.bin_dir.as_deref(), major.map(|major| (home.pg.as_path(), major)))?;
        Ok(Self {
            home,
            binaries,
            account,
            durability: config.durability,
            settings: config.settings.clone(),
            child: Mutex::new(None),
        })
    }

    pub fn postmaster(&self) -> Option<Postmaster> {
        postmaster::find(&self.home.pg)
    }

    /// Whether a server runs with less durability than asked for.
    pub fn runs_too_weak(&self) -> bool {
        self.durability == Durability::Full
            && self.postmaster().is_some()
            && postmaster::started_with(&self.home.pg, settings::NOT_DURABLE_MARK)
    }

    /// Comes back when a server accepts connections, whoever started it.
    pub fn ensure(&self, _turn: &Turn, cancel: &AtomicBool) -> Result<Found, Error> {
        let since = Instant::now();
        while let Some(server) = self.postmaster() {
            if server.ready {
                return Ok(Found::Running);
            }
            // Another's, on its way up or down. With the turn in our hands nobody else stops it: one that hangs is helped.
            if server.stopping && since.elapsed() > STOPPING_LIMIT {
                log::warn!(
                    "PostgreSQL, process {}, has been stopping for {} s: it is stopped the immediate way, and replays its log",
                    server.pid,
                    STOPPING_LIMIT.as_secs()
                );
                shutdown::stop_immediately(&self.home, &self.account, &self.binaries)?;
                continue;
            }
            if since.elapsed() > READY_LIMIT {
                let waited_s = since.elapsed().as_secs();
                return Err(Error::NotReady { log_dir: self.home.log.clone(), waited_s });
            }
            if cancel.load(Ordering::Relaxed) {
                return Err(Error::Cancelled);
            }
            sleep(POLL);
        }
        self.forget_ended_child();
        if self.home.cluster_major()?.is_none() {
            initdb::create(&self.home, &self.account, &self.binaries, self.durability)?;
        }
        self.write_settings()?;
        let child = launch::launch(&self.home, &self.account, &self.binaries, self.durability, cancel)?;
        *self.child() = Some(child);
        Ok(Found::Launched)
    }

    pub fn shut_down(&self, _turn: &Turn) -> Result<(), Error> {
        let child = self.child().take();
        shutdown::stop(&self.home, &self.account, &self.binaries, child)
    }

    fn write_settings(&self) -> Result<(), Error> {
        let text = settings::file(
            &self.home,
            self.durability,
            &self.settings,
            Machine::this(),
            self.best_compression(),
        )?;
        let path = self.home.pg.join("saldo.conf");
        files::write(&path, &text)?;
        self.account.own(&path)
    }

    /// LZ4 costs a fraction of the built-in method, and not every build has it.
    fn best_compression(&self) -> &'static str {
        let mut ask = self.account.command(self.binaries.path("postgres"));
        ask.arg("-D").arg(&self.home.pg).args(["-C", "wal_compression", "-c", "wal_compression=lz4"]);
        if tool::run(&mut ask).is_ok() { "lz4" } else { "pglz" }
    }

    /// A child that ended stays a zombie until somebody asks for its status.
    fn forget_ended_child(&self) {
        let mut child = self.child();
        if child.as_mut().is_some_and(|child| !matches!(child.try_wait(), Ok(None))) {
            *child = None;
        }
    }

    fn child(&self) -> MutexGuard<'_, Option<Child>> {
        self.child.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
