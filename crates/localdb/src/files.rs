//! Small files with one fact in them: the format, the place of the cluster, the holder of a lock.
//!
//! Invariant: a reader sees the old content or the new one, never half of it.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::Error;

/// The first line, without its end; `None` when the file does not exist or is empty.
pub(crate) fn first_line(path: &Path) -> Result<Option<String>, Error> {
    match std::fs::read_to_string(path) {
        Ok(text) => {
            Ok(text.lines().next().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()))
        }
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
        Err(e) => Err(Error::io("read", path)(e)),
    }
}

/// Writes beside and renames, and makes both durable.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Error> {
    let beside = path.with_added_extension("new");
    let mut file = File::create(&beside).map_err(Error::io("create", &beside))?;
    file.write_all(text.as_bytes()).map_err(Error::io("write", &beside))?;
    file.sync_all().map_err(Error::io("write", &beside))?;
    rename(&beside, path)
}

/// Renames and makes the new name durable.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    std::fs::rename(from, to).map_err(Error::io("rename to", to))?;
    match to.parent() {
        Some(parent) => {
            File::open(parent).and_then(|dir| dir.sync_all()).map_err(Error::io("make durable", parent))
        }
        None => Ok(()),
    }
}

/// FNV-1a over the bytes of a path: a short name that stays the same for the same path.
pub(crate) fn path_hash(path: &Path) -> String {
    let hash = path.as_os_str().as_encoded_bytes().iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}
