//! What can go wrong with the embedded PostgreSQL, each as a sentence that ends with the cure.
//!
//! Deliberately absent: codes and translations; these are read by whoever starts the server, in a terminal.

use std::path::PathBuf;

use crate::MINIMUM_MAJOR;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(
        "the PostgreSQL server programs (postgres, initdb) were not found in {looked}; \
         install them: {install}; or give a running server in DATABASE_URL",
        install = install_line()
    )]
    BinariesMissing { looked: String },

    #[error("{} holds no postgres and initdb; SALDO_PG_BIN must name the directory that holds both", dir.display())]
    NotABinDir { dir: PathBuf },

    #[error(
        "{} is PostgreSQL {found}, Saldo needs {MINIMUM_MAJOR} or newer; install it: {install}",
        dir.display(),
        install = install_line()
    )]
    TooOld { dir: PathBuf, found: u32 },

    #[error(
        "the cluster in {} was made by PostgreSQL {cluster}, and only {installed} is installed; \
         install PostgreSQL {cluster} beside it, or move the data with pg_upgrade",
        dir.display()
    )]
    OtherMajor { dir: PathBuf, cluster: u32, installed: String },

    #[error(
        "{} has data format {found}, this Saldo knows {known}; use the Saldo that made it or another SALDO_DATA_DIR",
        dir.display()
    )]
    OtherFormat { dir: PathBuf, found: String, known: u32 },

    #[error(
        "no locale of this machine treats Cyrillic letters as letters (tried {tried}); \
         install one: sudo apt-get install -y locales && sudo locale-gen en_US.UTF-8"
    )]
    NoLocale { tried: String },

    #[error("PostgreSQL in {} lacks the extension pg_trgm; install its contrib package (postgresql-contrib)", dir.display())]
    NoTrigrams { dir: PathBuf },

    #[error("{} belongs to user id {owner}, this process runs as {me}; run as that user or use another SALDO_DATA_DIR", path.display())]
    OtherOwner { path: PathBuf, owner: u32, me: u32 },

    #[error(
        "PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody` to run it as; start Saldo as an ordinary user"
    )]
    NoAccount,

    #[error("{} cannot be used for the database: {why}", path.display())]
    UnsafeDirectory { path: PathBuf, why: String },

    #[error("another saldo has been starting or stopping the database in {} for {waited_s} s; look at what it does, then try again", data_dir.display())]
    Busy { data_dir: PathBuf, waited_s: u64 },

    #[error(
        "the database in {} already runs without durability (a test's settings); stop the process that uses it first",
        data_dir.display()
    )]
    NotDurable { data_dir: PathBuf },

    #[error(
        "`{name}` is not a setting of PostgreSQL: a name has letters, digits, `_` and `.`, a value no line break"
    )]
    BadSetting { name: String },

    #[error("processes of a killed PostgreSQL still hold {} after {waited_s} s; end them, then start again: {detail}", data_dir.display())]
    Leftovers { data_dir: PathBuf, waited_s: u64, detail: String },

    #[error("PostgreSQL did not start; the end of its log in {}:\n{tail}", log_dir.display())]
    NotStarted { log_dir: PathBuf, tail: String },

    #[error("PostgreSQL was not ready after {waited_s} s; it may still be replaying its log: see {}", log_dir.display())]
    NotReady { log_dir: PathBuf, waited_s: u64 },

    #[error("PostgreSQL, process {pid}, does not stop; end it with: kill -9 {pid}")]
    NotStopped { pid: u32 },

    #[error("the start was given up because this process is stopping")]
    Cancelled,

    #[error("{program} failed: {detail}")]
    Tool { program: String, detail: String },

    #[error("cannot {action} {}: {source}", path.display())]
    Io { action: &'static str, path: PathBuf, source: std::io::Error },
}

impl Error {
    /// For `map_err`: what was being done, and to which path.
    pub(crate) fn io(action: &'static str, path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { action, path, source }
    }
}

/// The one line that installs the server on this kind of machine.
fn install_line() -> &'static str {
    let has = |tool: &str| std::path::Path::new(tool).exists();
    if cfg!(target_os = "macos") {
        "brew install postgresql@17"
    } else if has("/usr/bin/dnf") {
        "sudo dnf install -y postgresql-server postgresql-contrib"
    } else if has("/sbin/apk") {
        "sudo apk add postgresql17 postgresql17-contrib"
    } else {
        "sudo apt-get install -y postgresql"
    }
}
