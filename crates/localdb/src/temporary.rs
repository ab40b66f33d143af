//! A cluster for a test run, gone afterwards whatever happens to the run.
//!
//! Invariant: when this process ends, by return, panic, Ctrl-C or `kill -9`, the server is stopped and its
//! directory removed. A static in a test binary is never dropped, so `Drop` alone does not do: a small shell waits
//! for the pipe from this process to close.

use std::ops::Deref;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::account::Account;
use crate::{Config, Durability, Error, Server};

/// Waits for end of file on standard input, ends the server of the cluster `$1`, removes the directory `$0`.
const GUARD: &str = r#"
cat > /dev/null
pid=$(head -n 1 "$1/postmaster.pid" 2> /dev/null)
if [ -n "$pid" ]; then
    kill -QUIT "$pid" 2> /dev/null
    # The server removes the file as its last act. Its pid may stay for long, as a zombie in a container.
    for i in 1 2 3 4 5 6 7 8 9 10; do
        [ -e "$1/postmaster.pid" ] || break
        sleep 0.2 2> /dev/null || sleep 1
    done
fi
rm -rf -- "$0"
"#;

/// A running throw-away server; use it as a [`Server`].
pub struct Temporary {
    /// `None` only while being dropped.
    server: Option<Server>,
    guard: Child,
    dir: PathBuf,
}

/// Starts a server without durability in a new directory under the system's one for temporary files.
///
/// # Errors
/// As [`crate::start`].
pub fn temporary(settings: Vec<(String, String)>) -> Result<Temporary, Error> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("saldo-test-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let dir = temporary_place()?.join(name);
    // A run with the same pid before a reboot.
    if dir.exists() {
        std::fs::remove_dir_all(&dir).map_err(Error::io("remove", &dir))?;
    }
    let guard = guard(&dir)?;
    let mut temporary = Temporary { server: None, guard, dir: dir.clone() };
    temporary.server = Some(crate::start(&Config {
        data_dir: dir,
        bin_dir: std::env::var_os("SALDO_PG_BIN").map(PathBuf::from),
        durability: Durability::TestsOnly,
        settings,
    })?);
    Ok(temporary)
}

/// The first place for temporary files that the database's account may enter.
fn temporary_place() -> Result<PathBuf, Error> {
    let own = std::env::temp_dir();
    let account = Account::for_cluster(Path::new("/no/cluster/yet"))?;
    let enterable = |dir: &PathBuf| !account.is_another() || account.can_enter(dir);
    [own.clone(), PathBuf::from("/tmp")].into_iter().find(enterable).ok_or_else(|| Error::UnsafeDirectory {
        path: own,
        why: "the account that runs the database may not enter it; set TMPDIR".into(),
    })
}

fn guard(dir: &Path) -> Result<Child, Error> {
    Command::new("sh")
        .args(["-c", GUARD])
        .arg(dir)
        .arg(dir.join("pg"))
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // Ctrl-C is for the test, not for its guard.
        .process_group(0)
        .spawn()
        .map_err(|e| Error::Tool { program: "sh".into(), detail: e.to_string() })
}

impl Deref for Temporary {
    type Target = Server;

    #[expect(
        clippy::expect_used,
        reason = "the server is taken out only by `drop`, after which nobody can call this"
    )]
    fn deref(&self) -> &Server {
        self.server.as_ref().expect("a live throw-away server")
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // The server first; its directory is removed by the guard, who sees the pipe close.
        drop(self.server.take());
        drop(self.guard.stdin.take());
        if let Err(e) = self.guard.wait() {
            log::warn!("{} may be left over: {e}", self.dir.display());
        }
    }
}
