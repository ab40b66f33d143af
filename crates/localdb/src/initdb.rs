//! Creates the cluster.
//!
//! Invariants: the cluster appears under its name only when it is complete and durable; it is UTF-8, has data
//! checksums, and its locale knows Cyrillic letters (proved by asking the new cluster itself).
//!
//! Deliberately absent: databases and roles of the application; the migrations make them.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::Command;

use crate::account::Account;
use crate::binaries::Binaries;
use crate::home::Home;
use crate::{Durability, Error, files, private_dir, tool};

/// Sorting by code point keeps indexes valid across upgrades of the C library, so `C.UTF-8` comes first.
const PREFERRED_LOCALES: [&str; 3] = ["C.UTF-8", "en_US.UTF-8", "ru_RU.UTF-8"];

/// One line each: the single-user server takes a line as a command. `Жук` has four trigrams when its letters count.
const PROBE: &str = "select lower('Ж') = 'ж' as letters\n\
    begin; create extension pg_trgm; \
    select cardinality(show_trgm('Жук')) = 4 and show_trgm('ЖУК') = show_trgm('жук') as trigrams; rollback\n";

/// Creates `home.pg`; it must not exist.
pub(crate) fn create(
    home: &Home,
    account: &Account,
    binaries: &Binaries,
    durability: Durability,
) -> Result<(), Error> {
    log::info!("creating a PostgreSQL {} cluster in {}", binaries.major, home.pg.display());
    let unfinished = home.base.join("pg.new");
    let locales = locales();
    for locale in &locales {
        remove(&unfinished)?;
        private_dir::ensure(&unfinished, account)?;
        match initdb(&unfinished, account, binaries, durability, locale) {
            Ok(()) => {}
            // The system lists a locale that the C library does not load.
            Err(Error::Tool { detail, .. }) if detail.contains("locale") => continue,
            Err(other) => return Err(other),
        }
        if knows_cyrillic(&unfinished, account, binaries)? {
            include_settings(&unfinished)?;
            return files::rename(&unfinished, &home.pg);
        }
    }
    remove(&unfinished)?;
    Err(Error::NoLocale { tried: locales.join(", ") })
}

fn initdb(
    dir: &Path,
    account: &Account,
    binaries: &Binaries,
    durability: Durability,
    locale: &str,
) -> Result<(), Error> {
    let mut command = account.command(binaries.path("initdb"));
    command.arg("-D").arg(dir).args([
        "-U",
        "postgres",
        "-E",
        "UTF8",
        "--data-checksums",
        "--no-instructions",
    ]);
    // Whoever reaches the socket has passed a directory that is the account's alone.
    command.args(["--auth-local=trust", "--auth-host=reject"]).arg(format!("--locale={locale}"));
    if durability == Durability::TestsOnly {
        command.arg("--no-sync");
    }
    tool::run(&mut command).map(drop)
}

fn knows_cyrillic(dir: &Path, account: &Account, binaries: &Binaries) -> Result<bool, Error> {
    let mut command = account.command(binaries.path("postgres"));
    command.arg("--single").arg("-D").arg(dir).arg("postgres");
    let said = tool::run_with_input(&mut command, PROBE)?;
    if !said.contains("trigrams = ") {
        return Err(Error::NoTrigrams { dir: binaries.dir.clone() });
    }
    Ok(said.contains("letters = \"t\"") && said.contains("trigrams = \"t\""))
}

fn include_settings(dir: &Path) -> Result<(), Error> {
    let path = dir.join("postgresql.conf");
    let mut file = OpenOptions::new().append(true).open(&path).map_err(Error::io("open", &path))?;
    file.write_all(b"\ninclude_if_exists = 'saldo.conf'\n")
        .and_then(|()| file.sync_all())
        .map_err(Error::io("write", &path))
}

/// Removes what a killed first start left.
fn remove(dir: &Path) -> Result<(), Error> {
    match std::fs::remove_dir_all(dir) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(Error::io("remove", dir)(e)),
        _ => Ok(()),
    }
}

/// The UTF-8 locales of this machine, the preferred ones first.
fn locales() -> Vec<String> {
    let said = tool::run(Command::new("locale").arg("-a")).unwrap_or_default();
    let installed: Vec<&str> =
        said.lines().map(str::trim).filter(|name| plain(name).ends_with("utf8")).collect();
    if installed.is_empty() {
        // No `locale` program (musl): the C library may take them all the same.
        return PREFERRED_LOCALES.map(str::to_owned).to_vec();
    }
    let has = |wanted: &str| installed.iter().any(|name| plain(name) == plain(wanted));
    let preferred = PREFERRED_LOCALES.into_iter().filter(|name| has(name));
    let others =
        installed.iter().copied().filter(|name| PREFERRED_LOCALES.iter().all(|p| plain(p) != plain(name)));
    // One more is enough: every other UTF-8 locale has the same letters.
    preferred.chain(others.take(1)).map(str::to_owned).collect()
}

/// `C.utf8` and `C.UTF-8` are one.
fn plain(locale: &str) -> String {
    locale.to_ascii_lowercase().replace('-', "")
}
