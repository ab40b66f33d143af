//! The embedded PostgreSQL: finds the installed binaries, creates a cluster, starts it, stops it.
//!
//! Invariants. One cluster per data directory, reachable only through a Unix socket in a directory that nobody
//! but the cluster's account may enter: there is no TCP port and no password. A first start that is cut short
//! leaves no half cluster. Nothing here weakens durability unless [`Durability::TestsOnly`] says so by name.
//! The processes that use one data directory share one PostgreSQL, and the last of them to leave stops it.
//!
//! Deliberately absent: downloads, TCP, upgrades between major versions, SQL of the application, async.

mod account;
mod binaries;
mod cluster;
mod error;
mod files;
mod home;
mod initdb;
mod launch;
mod locks;
mod machine;
mod postmaster;
mod private_dir;
mod server;
mod settings;
mod shutdown;
mod temporary;
mod tool;
mod url;
mod watcher;

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

pub use error::Error;
pub use server::{AttachInfo, Joined, Server};
pub use temporary::{Temporary, temporary};

/// The oldest major version of PostgreSQL that the migrations are written for.
pub const MINIMUM_MAJOR: u32 = 15;

/// What is promised about an acknowledged commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// `fsync`, `full_page_writes` and `synchronous_commit` are on: an acknowledged commit survives a power cut.
    Full,
    /// The three are off: fast, and a power cut corrupts the cluster. For clusters that live as long as a test.
    TestsOnly,
}

/// Where the cluster lives and how it runs.
#[derive(Debug, Clone)]
pub struct Config {
    /// Created when absent. Holds the cluster in `pg`, its logs in `log`, its socket in `run`.
    pub data_dir: PathBuf,
    /// The directory with `postgres` and `initdb`; `None` searches the usual places.
    pub bin_dir: Option<PathBuf>,
    pub durability: Durability,
    /// Further settings of PostgreSQL, name and value; they win over the defaults of this crate except for
    /// durability and the socket.
    pub settings: Vec<(String, String)>,
}

impl Config {
    /// Full durability, binaries searched, default settings.
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self { data_dir: data_dir.into(), bin_dir: None, durability: Durability::Full, settings: Vec::new() }
    }
}

/// Starts the cluster of `config.data_dir`, or joins it when it runs already.
///
/// Blocks until the server accepts connections; after a crash that includes the replay of its log.
///
/// # Errors
/// Every [`Error`] is a sentence with the cure: binaries missing or too old, a cluster of another major version,
/// a directory of another user, a server that does not come up (with the end of its log).
pub fn start(config: &Config) -> Result<Server, Error> {
    server::start(config, &AtomicBool::new(false))
}

/// The same, given up soon after `cancel` becomes true; then nothing that it started is left.
///
/// # Errors
/// [`Error::Cancelled`], and those of [`start`].
pub fn start_unless(cancel: &AtomicBool, config: &Config) -> Result<Server, Error> {
    server::start(config, cancel)
}
