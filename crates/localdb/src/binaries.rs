//! Finds the programs of PostgreSQL on this machine.
//!
//! Invariant: what is returned holds `postgres` and `initdb` of one major version, at least
//! [`MINIMUM_MAJOR`](crate::MINIMUM_MAJOR), and the one that an existing cluster was made with.
//!
//! Deliberately absent: downloads.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Error, MINIMUM_MAJOR, tool};

#[derive(Debug, Clone)]
pub(crate) struct Binaries {
    pub dir: PathBuf,
    pub major: u32,
}

impl Binaries {
    pub fn path(&self, program: &str) -> PathBuf {
        self.dir.join(program)
    }

    /// `None` when the directory does not hold both programs or they do not run.
    fn at(dir: &Path) -> Option<Self> {
        if !dir.join("initdb").is_file() {
            return None;
        }
        let said = tool::run(Command::new(dir.join("postgres")).arg("--version")).ok()?;
        Some(Self { dir: dir.to_owned(), major: major_of(&said)? })
    }
}

/// Chooses the programs: `explicit` alone when given, else the usual places in order.
pub(crate) fn find(explicit: Option<&Path>, cluster: Option<(&Path, u32)>) -> Result<Binaries, Error> {
    let found: Vec<Binaries> = match explicit {
        Some(dir) => {
            vec![Binaries::at(dir).ok_or_else(|| Error::NotABinDir { dir: dir.to_owned() })?]
        }
        None => usual_places().iter().filter_map(|dir| Binaries::at(dir)).collect(),
    };
    choose(found, cluster)
}

fn choose(found: Vec<Binaries>, cluster: Option<(&Path, u32)>) -> Result<Binaries, Error> {
    if let Some((dir, major)) = cluster {
        let installed: Vec<String> = found.iter().map(|b| b.major.to_string()).collect();
        return match found.into_iter().find(|b| b.major == major) {
            Some(same) => Ok(same),
            None if installed.is_empty() => Err(missing()),
            None => Err(Error::OtherMajor {
                dir: dir.to_owned(),
                cluster: major,
                installed: installed.join(", "),
            }),
        };
    }
    let newest_too_old = found.iter().max_by_key(|b| b.major).cloned();
    match (found.into_iter().find(|b| b.major >= MINIMUM_MAJOR), newest_too_old) {
        (Some(usable), _) => Ok(usable),
        (None, Some(old)) => Err(Error::TooOld { dir: old.dir, found: old.major }),
        (None, None) => Err(missing()),
    }
}

fn missing() -> Error {
    Error::BinariesMissing {
        looked: "pg_config --bindir, /usr/lib/postgresql, /usr/pgsql-*, Homebrew, Postgres.app or PATH"
            .into(),
    }
}

/// Directories that may hold the programs, best first.
fn usual_places() -> Vec<PathBuf> {
    let mut places = Vec::new();
    if let Ok(said) = tool::run(Command::new("pg_config").arg("--bindir")) {
        places.push(PathBuf::from(said.trim()));
    }
    places.extend(versions("/usr/lib/postgresql", "", "bin"));
    places.extend(versions("/usr", "pgsql-", "bin"));
    places.extend(versions("/opt/homebrew/opt", "postgresql@", "bin"));
    places.extend(versions("/usr/local/opt", "postgresql@", "bin"));
    places.extend(versions("/Applications/Postgres.app/Contents/Versions", "", "bin"));
    if let Some(path) = std::env::var_os("PATH") {
        // A link in PATH leads to the real directory, where initdb lies beside.
        let real = std::env::split_paths(&path).filter_map(|dir| dir.join("postgres").canonicalize().ok());
        places.extend(real.filter_map(|file| file.parent().map(Path::to_owned)));
    }
    places
}

/// `parent/prefixN/bin` for every N, newest first.
fn versions(parent: &str, prefix: &str, bin: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(parent) else { return Vec::new() };
    let mut numbered: Vec<(u32, PathBuf)> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name();
            let number = name.to_str()?.strip_prefix(prefix)?.parse().ok()?;
            Some((number, entry.path().join(bin)))
        })
        .collect();
    numbered.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
    numbered.into_iter().map(|(_, path)| path).collect()
}

/// `postgres (PostgreSQL) 15.18 (Debian 15.18-0)` is 15, `17beta1` is 17.
fn major_of(version_line: &str) -> Option<u32> {
    let version = version_line.split_whitespace().nth(2)?;
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn installed(majors: &[u32]) -> Vec<Binaries> {
        majors.iter().map(|&major| Binaries { dir: format!("/pg/{major}").into(), major }).collect()
    }

    #[test]
    fn the_version_line_of_every_packager_is_understood() {
        for (line, major) in [
            ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n", 15),
            ("postgres (PostgreSQL) 17.2 (Homebrew)", 17),
            ("postgres (PostgreSQL) 18beta1", 18),
        ] {
            assert_eq!(major_of(line), Some(major));
        }
        assert_eq!(major_of("not found"), None);
    }

    #[test]
    fn an_old_server_is_passed_over_and_refused_when_it_is_the_only_one() {
        assert_eq!(choose(installed(&[13, 16, 17]), None).unwrap().major, 16);
        assert!(matches!(choose(installed(&[13, 14]), None), Err(Error::TooOld { found: 14, .. })));
        assert!(matches!(choose(vec![], None), Err(Error::BinariesMissing { .. })));
    }

    #[test]
    fn a_cluster_keeps_the_major_version_that_made_it() {
        let dir = Path::new("/data/pg");
        assert_eq!(choose(installed(&[17, 15]), Some((dir, 15))).unwrap().major, 15);
        let error = choose(installed(&[17]), Some((dir, 15))).unwrap_err();
        assert!(error.to_string().contains("made by PostgreSQL 15, and only 17 is installed"));
    }
}
