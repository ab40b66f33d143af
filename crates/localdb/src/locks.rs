//! Who uses a data directory: three files locked by the operating system, which lets go of a dead process's locks.
//!
//! * `saldo.lock.turn`, exclusive: one process at a time starts or stops the database. All joining and leaving
//!   happens while holding it.
//! * `saldo.lock.users`, shared: held by every process that uses the database. Whoever leaves and could have it
//!   alone was the last, and stops the database.
//! * `saldo.lock`, exclusive: the owner, i.e. the first of them; its pid is inside, for messages.
//!
//! Invariant: no decision depends on a pid; pids are for people.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::Error;

const POLL: Duration = Duration::from_millis(20);
const MENTION_AFTER: Duration = Duration::from_secs(3);

/// The right to start or stop the database; given back when dropped.
pub(crate) struct Turn {
    _file: File,
}

impl Turn {
    /// Waits until no other process holds it, at most `limit`.
    pub fn take(data: &Path, limit: Duration, cancel: &AtomicBool) -> Result<Self, Error> {
        let (path, file) = open(data, "saldo.lock.turn")?;
        let since = Instant::now();
        let mut mentioned = false;
        while !try_exclusive(&file, &path)? {
            if cancel.load(Ordering::Relaxed) {
                return Err(Error::Cancelled);
            }
            let waited = since.elapsed();
            if waited > limit {
                return Err(Error::Busy { data_dir: data.to_owned(), waited_s: waited.as_secs() });
            }
            if waited > MENTION_AFTER && !mentioned {
                log::info!("another saldo is starting or stopping the database; waiting for it");
                mentioned = true;
            }
            sleep(POLL);
        }
        Ok(Self { _file: file })
    }
}

/// One process's part in a data directory; given up when dropped.
pub(crate) struct Membership {
    users: (PathBuf, File),
    owner: Option<File>,
    /// Who held the data directory when this process came; `None` for the owner itself.
    pub owner_pid: Option<u32>,
}

impl Membership {
    /// Joins the users and becomes the owner when there is none. The turn proves that nobody leaves meanwhile.
    pub fn join(data: &Path, _turn: &Turn) -> Result<Self, Error> {
        let users = open(data, "saldo.lock.users")?;
        users.1.lock_shared().map_err(Error::io("lock", &users.0))?;
        let (path, mut file) = open(data, "saldo.lock")?;
        if try_exclusive(&file, &path)? {
            file.set_len(0)
                .and_then(|()| writeln!(file, "{}", std::process::id()))
                .map_err(Error::io("write", &path))?;
            return Ok(Self { users, owner: Some(file), owner_pid: None });
        }
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(Error::io("read", &path))?;
        Ok(Self { users, owner: None, owner_pid: text.trim().parse().ok() })
    }

    pub fn is_owner(&self) -> bool {
        self.owner.is_some()
    }

    /// Whether no other process uses the data directory, at this moment, which the turn makes last.
    pub fn is_alone(&self, _turn: &Turn) -> Result<bool, Error> {
        let (path, file) = &self.users;
        file.unlock().map_err(Error::io("unlock", path))?;
        let alone = try_exclusive(file, path)?;
        if alone {
            file.unlock().map_err(Error::io("unlock", path))?;
        }
        file.lock_shared().map_err(Error::io("lock", path))?;
        Ok(alone)
    }
}

fn open(data: &Path, name: &str) -> Result<(PathBuf, File), Error> {
    let path = data.join(name);
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(&path)
        .map_err(Error::io("open", &path))?;
    Ok((path, file))
}

fn try_exclusive(file: &File, path: &Path) -> Result<bool, Error> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(e)) => Err(Error::io("lock", path)(e)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_not_the_owner_and_the_last_knows_that_it_is_alone() {
        let data = std::env::temp_dir().join(format!("saldo-locks-{}", std::process::id()));
        std::fs::create_dir_all(&data).unwrap();
        let turn = Turn::take(&data, Duration::ZERO, &AtomicBool::new(false)).unwrap();
        let first = Membership::join(&data, &turn).unwrap();
        assert!(first.is_owner() && first.is_alone(&turn).unwrap());

        let second = Membership::join(&data, &turn).unwrap();
        assert!(!second.is_owner());
        assert_eq!(second.owner_pid, Some(std::process::id()));
        assert!(!first.is_alone(&turn).unwrap() && !second.is_alone(&turn).unwrap());

        drop(first);
        assert!(second.is_alone(&turn).unwrap());
        assert!(matches!(
            Turn::take(&data, Duration::ZERO, &AtomicBool::new(false)),
            Err(Error::Busy { .. })
        ));
        std::fs::remove_dir_all(&data).unwrap();
    }
}
