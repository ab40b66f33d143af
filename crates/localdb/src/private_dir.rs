//! Directories that only the account of the database may enter.
//!
//! Invariant: after [`ensure`] the path is a real directory (no link), owned by the account, mode 0700. This is
//! what lets the cluster trust whoever reaches its socket, so a directory that somebody else made is refused.

use std::fs::{DirBuilder, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::Path;

use crate::{Error, account::Account};

const OWNER_ONLY: u32 = 0o700;

pub(crate) fn ensure(path: &Path, account: &Account) -> Result<(), Error> {
    match DirBuilder::new().mode(OWNER_ONLY).create(path) {
        Ok(()) => account.own(path),
        Err(e) if e.kind() == ErrorKind::AlreadyExists => verify(path, account),
        Err(e) => Err(Error::io("create", path)(e)),
    }
}

fn verify(path: &Path, account: &Account) -> Result<(), Error> {
    let refused = |why: String| Error::UnsafeDirectory { path: path.to_owned(), why };
    let meta = std::fs::symlink_metadata(path).map_err(Error::io("look at", path))?;
    if !meta.is_dir() {
        return Err(refused("it is not a directory".into()));
    }
    let left_by_root = account.is_another() && meta.uid() == 0;
    if meta.uid() != account.uid && !left_by_root {
        return Err(refused(format!("it belongs to user id {}", meta.uid())));
    }
    if left_by_root {
        // A first start was killed between the creation and the change of owner.
        account.own(path)?;
    }
    if meta.mode() & 0o777 != OWNER_ONLY {
        std::fs::set_permissions(path, Permissions::from_mode(OWNER_ONLY))
            .map_err(Error::io("restrict", path))?;
    }
    Ok(())
}
