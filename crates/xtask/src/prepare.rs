//! The description of the queries in `.sqlx`, from which everybody builds without a database.
//!
//! A throw-away cluster gets the migrations, the compiler checks every query of crates/app against it, and what
//! sqlx writes down on the way is kept, or compared with what is committed.
//!
//! Invariant: the migrations are applied by `psql`, not by the server, which does not compile while `.sqlx` is old.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::shell::{cargo, output, root, run, target_dir};
use crate::tree;

/// As the server makes them before its first migration.
const ROLES: &str = "create role saldo_owner nologin; create role saldo_server nologin; \
    grant create on database postgres to saldo_owner; alter schema public owner to saldo_owner";

/// Writes `.sqlx` anew.
pub fn write() -> Result<()> {
    let described = describe(cargo("check").args(["-p", "app", "--all-targets"]))?;
    let place = root().join(".sqlx");
    if place.exists() {
        std::fs::remove_dir_all(&place).context("cannot remove .sqlx")?;
    }
    std::fs::create_dir_all(&place)?;
    for (name, text) in &described {
        std::fs::write(place.join(name), text)?;
    }
    println!("{} queries described in .sqlx", described.len());
    Ok(())
}

/// Fails when `.sqlx` is not what [`write`] would write.
pub fn check() -> Result<()> {
    compare(&describe(cargo("check").args(["-p", "app", "--all-targets"]))?)
}

/// Runs `compiler`, which must compile crates/app, with a live database, and compares. Skips the database when
/// nothing that matters has changed since the last time.
pub fn check_with(compiler: &mut Command) -> Result<()> {
    let inputs = ["crates/app", "crates/domain", "crates/contract", "migrations", ".sqlx", "Cargo.lock"];
    let digest = tree::digest(&root(), &inputs, &[])?;
    let stamp = target_dir().join("sqlx-checked");
    if std::fs::read_to_string(&stamp).is_ok_and(|seen| seen == digest) {
        println!("queries unchanged since they were last compared with .sqlx");
        return run(compiler);
    }
    compare(&describe(compiler)?)?;
    std::fs::write(&stamp, digest).context("cannot note the check")
}

fn compare(described: &BTreeMap<String, String>) -> Result<()> {
    let committed = read(&root().join(".sqlx"))?;
    let differ = |name: &&String| committed.get(*name) != described.get(*name);
    let mut names: Vec<&String> = described.keys().chain(committed.keys()).filter(differ).collect();
    names.sort();
    names.dedup();
    match names.as_slice() {
        [] => Ok(()),
        some => bail!(
            ".sqlx is out of date ({} of its files, e.g. {}); run `make prepare` and commit it",
            some.len(),
            some[0]
        ),
    }
}

/// What sqlx says about each query, by file name.
fn describe(compiler: &mut Command) -> Result<BTreeMap<String, String>> {
    let server = localdb::temporary(vec![]).context("cannot start a database to check the queries with")?;
    let url = server.url("postgres", "postgres");
    apply_migrations(&server.bin_dir().join("psql"), &url)?;

    let place = target_dir().join("sqlx-described");
    if place.exists() {
        std::fs::remove_dir_all(&place)?;
    }
    std::fs::create_dir_all(&place)?;
    let _changed = Touched::now(root().join("crates/app/src/lib.rs"), &place)?;
    run(compiler.env("SQLX_OFFLINE", "false").env("SQLX_OFFLINE_DIR", &place).env("DATABASE_URL", &url))?;
    read(&place)
}

fn apply_migrations(psql: &Path, url: &str) -> Result<()> {
    let client = || {
        let mut command = Command::new(psql);
        command.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", url]);
        command
    };
    output(client().args(["-c", ROLES]))?;
    for file in tree::files(&root().join("migrations"))? {
        let name = file.to_string_lossy();
        if name.ends_with(".sql") && !name.ends_with(".down.sql") {
            let whole = !std::fs::read_to_string(&file)?.starts_with("-- no-transaction");
            let mut command = client();
            command.args(whole.then_some("-1")).args(["-c", "set role saldo_owner", "-f"]).arg(&file);
            output(&mut command).with_context(|| format!("migration {name}"))?;
        }
    }
    Ok(())
}

fn read(dir: &Path) -> Result<BTreeMap<String, String>> {
    let mut texts = BTreeMap::new();
    for file in tree::files(dir)? {
        if file.extension().is_some_and(|extension| extension == "json") {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            texts.insert(name, std::fs::read_to_string(&file)?);
        }
    }
    Ok(texts)
}

/// A source file that looks changed to cargo, until dropped: the queries are expanded again, and the artefacts
/// built before from the same text stay good.
struct Touched {
    path: PathBuf,
    before: SystemTime,
    after: SystemTime,
}

impl Touched {
    fn now(path: PathBuf, scratch: &Path) -> Result<Self> {
        let before = std::fs::metadata(&path)?.modified()?;
        let after = File::create(scratch.join("now"))?.metadata()?.modified()?;
        File::options().write(true).open(&path)?.set_modified(after)?;
        Ok(Self { path, before, after })
    }
}

impl Drop for Touched {
    fn drop(&mut self) {
        let unchanged =
            std::fs::metadata(&self.path).and_then(|meta| meta.modified()).is_ok_and(|m| m == self.after);
        if unchanged {
            // At worst the next build compiles once more.
            let _ =
                File::options().write(true).open(&self.path).and_then(|file| file.set_modified(self.before));
        }
    }
}
