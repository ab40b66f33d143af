//! The operating-system account that PostgreSQL runs as.
//!
//! Invariant: never root, which PostgreSQL refuses. An ordinary user runs it as himself; root drops to the owner
//! of an existing cluster, else to `postgres`, else to `nobody`.
//!
//! Deliberately absent: creating accounts.

use std::ffi::OsStr;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::{Error, tool};

const ROOT: u32 = 0;

/// Who runs PostgreSQL.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    pub uid: u32,
    /// The group to drop to; `None` when no drop is needed.
    drop_to_gid: Option<u32>,
}

impl Account {
    /// The account for a cluster; `cluster` is its directory, which may not exist yet.
    pub fn for_cluster(cluster: &Path) -> Result<Self, Error> {
        let me = id("-u", None)?;
        let owner = std::fs::metadata(cluster).ok().map(|m| (m.uid(), m.gid()));
        match (me, owner) {
            (ROOT, Some((uid, gid))) if uid != ROOT => Ok(Self { uid, drop_to_gid: Some(gid) }),
            (ROOT, _) => Self::unprivileged(),
            (_, Some((uid, _))) if uid != me => {
                Err(Error::OtherOwner { path: cluster.to_owned(), owner: uid, me })
            }
            _ => Ok(Self { uid: me, drop_to_gid: None }),
        }
    }

    fn unprivileged() -> Result<Self, Error> {
        ["postgres", "nobody"]
            .into_iter()
            .find_map(|name| {
                let uid = id("-u", Some(name)).ok()?;
                let gid = id("-g", Some(name)).ok()?;
                Some(Self { uid, drop_to_gid: Some(gid) })
            })
            .ok_or(Error::NoAccount)
    }

    /// True when this process is root and the database is another account's.
    pub fn is_another(&self) -> bool {
        self.drop_to_gid.is_some()
    }

    /// A command that runs as this account, with a plain environment.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        // The present directory may be closed to the account; PGDATA, PGHOST and friends would mislead the tools.
        command.current_dir("/").stdin(Stdio::null()).env("LC_ALL", "C");
        for (name, _) in std::env::vars_os() {
            if name.as_encoded_bytes().starts_with(b"PG") {
                command.env_remove(name);
            }
        }
        if let Some(gid) = self.drop_to_gid {
            // The supplementary groups of root go as well: std clears them when the user id changes.
            command.gid(gid).uid(self.uid);
        }
        command
    }

    /// Gives a file or directory to the account.
    pub fn own(&self, path: &Path) -> Result<(), Error> {
        match self.drop_to_gid {
            Some(gid) => std::os::unix::fs::chown(path, Some(self.uid), Some(gid))
                .map_err(Error::io("give to the database account", path)),
            None => Ok(()),
        }
    }

    /// Whether the account may pass through `dir`. Asked of the system, because mode bits are not the whole truth.
    pub fn can_enter(&self, dir: &Path) -> bool {
        tool::run(self.command("sh").args(["-c", "cd -- \"$0\""]).arg(dir)).is_ok()
    }
}

fn id(what: &str, name: Option<&str>) -> Result<u32, Error> {
    let said = tool::run(Command::new("id").arg(what).args(name))?;
    said.trim().parse().map_err(|_| Error::Tool { program: "id".into(), detail: said })
}
