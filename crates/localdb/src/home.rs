//! The layout of a data directory, and where the cluster lives when it cannot live there.
//!
//! `DATA/format` is the version of this layout, `DATA/saldo.lock*` say who is alive, and `DATA/pg`, `DATA/log`,
//! `DATA/run` are the cluster, its logs and its socket. When root starts Saldo and the database's account cannot
//! enter DATA, the last three live in a directory of the system, and `DATA/pg-location` names it.
//!
//! Invariant: two processes that are given the same data directory, by whatever path, come to the same places.
//!
//! Deliberately absent: changes of format; there has been one.

use std::fs::{DirBuilder, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::account::Account;
use crate::{Error, files, private_dir};

const FORMAT: u32 = 1;
/// Port of the socket's name; no TCP port is opened, and the directory is private, so it never collides.
pub(crate) const PORT: u16 = 5432;
/// The system cuts socket paths at 104 (macOS) or 108 bytes.
const SOCKET_PATH_MAX: usize = 100;
/// Where root puts a cluster whose account cannot enter the data directory.
const SYSTEM_PLACES: [&str; 2] = ["/var/lib", "/var/tmp"];

#[derive(Debug, Clone)]
pub(crate) struct Home {
    pub data: PathBuf,
    pub base: PathBuf,
    pub pg: PathBuf,
    pub log: PathBuf,
    pub run: PathBuf,
}

/// Creates the data directory when absent; gives back its one true path.
pub(crate) fn data_dir(path: &Path) -> Result<PathBuf, Error> {
    if !path.exists() {
        if let Some(parent) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
            std::fs::create_dir_all(parent).map_err(Error::io("create", parent))?;
        }
        make_passable(path)?;
    }
    let real = path.canonicalize().map_err(Error::io("look at", path))?;
    if real.to_str().is_none_or(|text| text.contains(['\n', '\r'])) {
        return Err(Error::UnsafeDirectory { path: real, why: "its name is not plain UTF-8 text".into() });
    }
    Ok(real)
}

/// Refuses a directory of another format, marks a new one. Call with the turn taken.
pub(crate) fn check_format(data: &Path) -> Result<(), Error> {
    let file = data.join("format");
    match files::first_line(&file)? {
        None => files::write(&file, &format!("{FORMAT}\n")),
        Some(found) if found == FORMAT.to_string() => Ok(()),
        Some(found) => Err(Error::OtherFormat { dir: data.to_owned(), found, known: FORMAT }),
    }
}

impl Home {
    /// Finds or chooses the place of the cluster and makes its private directories.
    pub fn settle(data: PathBuf) -> Result<(Self, Account), Error> {
        let note = data.join("pg-location");
        let moved = files::first_line(&note)?.map(PathBuf::from);
        let base = moved.unwrap_or_else(|| data.clone());
        let account = Account::for_cluster(&base.join("pg"))?;
        let home = if !account.is_another() || account.can_enter(&base) {
            Self::at(data, base)
        } else if base.join("pg").exists() {
            return Err(Error::UnsafeDirectory {
                path: base,
                why: format!("user id {}, which owns the cluster in it, may not enter it", account.uid),
            });
        } else {
            Self::moved(data, &account)?
        };
        private_dir::ensure(&home.log, &account)?;
        private_dir::ensure(&home.run, &account)?;
        Ok((home, account))
    }

    fn at(data: PathBuf, base: PathBuf) -> Self {
        let (pg, log, run) = (base.join("pg"), base.join("log"), socket_dir(&base));
        Self { data, base, pg, log, run }
    }

    /// Chooses a directory of the system and leaves a note in the data directory.
    fn moved(data: PathBuf, account: &Account) -> Result<Self, Error> {
        let name = format!("saldo-{}", files::path_hash(&data));
        let usable = SYSTEM_PLACES.iter().map(|place| Path::new(place).join(&name)).find(|base| {
            let made = base.is_dir() || make_passable(base).is_ok();
            made && is_roots(base) && account.can_enter(base)
        });
        let Some(base) = usable else {
            return Err(Error::UnsafeDirectory {
                path: data,
                why: format!("user id {}, which runs the database, may not enter it", account.uid),
            });
        };
        let note = format!(
            "{}\nThe database cluster lives in the directory named above: PostgreSQL does not run as root, and \
             its account may not enter this directory.\nMove or delete the two together.\n",
            base.display()
        );
        files::write(&data.join("pg-location"), &note)?;
        log::info!("the database lives in {}: its account may not enter {}", base.display(), data.display());
        Ok(Self::at(data, base))
    }

    /// The major version that made the cluster; `None` before the first start.
    pub fn cluster_major(&self) -> Result<Option<u32>, Error> {
        let file = self.pg.join("PG_VERSION");
        let Some(line) = files::first_line(&file)? else { return Ok(None) };
        line.parse()
            .map(Some)
            .map_err(|_| Error::UnsafeDirectory { path: file, why: format!("`{line}` is no version") })
    }
}

/// The data directory itself: everybody may pass on to what is private inside, only the owner may list it.
fn make_passable(path: &Path) -> Result<(), Error> {
    match DirBuilder::new().mode(0o711).create(path) {
        Ok(()) => {}
        Err(e) if e.kind() == ErrorKind::AlreadyExists => return Ok(()),
        Err(e) => return Err(Error::io("create", path)(e)),
    }
    // Whatever the umask was.
    std::fs::set_permissions(path, Permissions::from_mode(0o711)).map_err(Error::io("open to pass", path))
}

fn is_roots(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir() && meta.uid() == 0)
}

/// `BASE/run`, or a short path when the socket's path would be cut or misread by PostgreSQL.
fn socket_dir(base: &Path) -> PathBuf {
    let plain = base.join("run");
    let socket = plain.join(format!(".s.PGSQL.{PORT}"));
    let bytes = socket.as_os_str().as_encoded_bytes();
    let readable = !bytes.iter().any(|byte| matches!(byte, b',' | b'"'));
    if readable && bytes.len() <= SOCKET_PATH_MAX {
        plain
    } else {
        PathBuf::from(format!("/tmp/saldo-{}", files::path_hash(base)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_or_odd_data_directory_gets_a_short_socket_directory() {
        assert_eq!(socket_dir(Path::new("/srv/saldo")), Path::new("/srv/saldo/run"));
        let long = PathBuf::from(format!("/srv/{}", "deep/".repeat(30)));
        for base in [long.as_path(), Path::new("/srv/a,b")] {
            let short = socket_dir(base);
            assert!(short.starts_with("/tmp") && short.as_os_str().len() < 40, "{short:?}");
            assert_eq!(short, socket_dir(base), "the same path gives the same directory");
        }
    }
}
