//! Plants faults on purpose, one at a time, and sees whether a test notices. The list is docs/decisions/mutants.md.
//!
//! A copy of the sources gets all faults at once, each behind a question to the environment, is built once, and its tests are run for
//! one fault after another. Invariant: the sources themselves know nothing of it.
//!
//! Deliberately absent: this is no part of `make test`; it takes half an hour.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::shell::{cargo, output, root, run, step, target_dir};

const LIST: &str = "docs/decisions/mutants.md";
/// What a line of the list says for "this fault is on".
const ON: &str = "MUTANT";
/// A fault that makes a test wait for ever is noticed too.
const LONGEST: Duration = Duration::from_secs(240);
const QUESTION: &str = "
#[doc(hidden)]
pub fn mutant(name: &str) -> bool {
    std::env::var(\"SALDO_MUTANT\").is_ok_and(|chosen| chosen == name)
}
";

/// One fault: where, what it replaces, and the tests that notice.
#[derive(Debug, Default, PartialEq, Eq)]
struct Mutant {
    name: String,
    file: String,
    tests: String,
    old: Vec<String>,
    new: Vec<String>,
}

/// Tries every fault of the list whose name contains `only`.
pub fn try_all(only: &str) -> Result<()> {
    let text = std::fs::read_to_string(root().join(LIST))?;
    let mutants: Vec<Mutant> = read(&text)?.into_iter().filter(|one| one.name.contains(only)).collect();
    let copy = target_dir().join("mutants/sources");
    step("copy of the sources with the faults", || plant(&copy, &mutants))?;
    step("compile", || run(build(&copy, "build").args(["--tests", "--bins"])))?;
    let mut alive = Vec::new();
    for mutant in &mutants {
        let sound = notices(&copy, &mutant.tests, "")?;
        let noticed = notices(&copy, &mutant.tests, &mutant.name)?;
        let verdict = match (sound, noticed) {
            (true, _) => "the tests fail without it",
            (false, true) => "noticed",
            (false, false) => "ALIVE",
        };
        println!("{:<44} {verdict} ({})", mutant.name, mutant.tests);
        if verdict != "noticed" {
            alive.push(mutant.name.as_str());
        }
    }
    match alive.as_slice() {
        [] => Ok(()),
        some => bail!("{} of {} faults are not noticed: {}", some.len(), mutants.len(), some.join(", ")),
    }
}

fn build(copy: &Path, command: &str) -> Command {
    let mut cargo = cargo(command);
    cargo.current_dir(copy).env("CARGO_TARGET_DIR", target_dir().join("mutants/target"));
    cargo
}

/// Whether the tests fail while that fault is on.
fn notices(copy: &Path, tests: &str, name: &str) -> Result<bool> {
    let mut tested = build(copy, "test");
    tested
        .args(["--quiet", "--tests", "--", tests])
        .env("SALDO_MUTANT", name)
        .env("SALDO_BIN", target_dir().join("mutants/target/debug/saldo"))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut child = tested.spawn().context("cannot run the tests")?;
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(!status.success());
        }
        if begun.elapsed() > LONGEST {
            child.kill()?;
            child.wait()?;
            return Ok(true);
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Copies what git knows, and changes it.
fn plant(copy: &Path, mutants: &[Mutant]) -> Result<()> {
    let listed = output(Command::new("git").current_dir(root()).args(["ls-files", "-z"]))?;
    for name in listed.split('\0').filter(|name| !name.is_empty()) {
        let (from, to) = (root().join(name), copy.join(name));
        let Ok(content) = std::fs::read(&from) else { continue };
        write_if_changed(&to, &changed(name, content, mutants)?)?;
    }
    // The server embeds what it finds there.
    let spa = target_dir().join("spa");
    if spa.exists() {
        run(Command::new("cp").arg("-a").arg(spa).arg(target_dir().join("mutants/target/")))?;
    }
    Ok(())
}

fn changed(name: &str, content: Vec<u8>, mutants: &[Mutant]) -> Result<Vec<u8>> {
    let of_file: Vec<&Mutant> = mutants.iter().filter(|mutant| mutant.file == name).collect();
    let is_root = name.starts_with("crates/") && name.ends_with("/src/lib.rs");
    if of_file.is_empty() && !is_root {
        return Ok(content);
    }
    let mut text = String::from_utf8(content)?;
    for mutant in of_file {
        text = replace(&text, mutant).with_context(|| format!("{}: {name}", mutant.name))?;
    }
    if is_root {
        text.push_str(QUESTION);
    }
    Ok(text.into_bytes())
}

/// Replaces the one run of lines that are the old ones, whatever their indentation.
fn replace(text: &str, mutant: &Mutant) -> Result<String> {
    let lines: Vec<&str> = text.lines().collect();
    let old: Vec<&str> = mutant.old.iter().map(|line| line.trim()).collect();
    let fits = |at: &usize| {
        old.iter().enumerate().all(|(n, line)| lines.get(at + n).is_some_and(|here| here.trim() == *line))
    };
    let places: Vec<usize> = (0..lines.len()).filter(fits).collect();
    let [place] = places.as_slice() else {
        bail!("its lines stand {} times in the file", places.len());
    };
    let question = format!("crate::mutant(\"{}\")", mutant.name);
    let new = mutant.new.iter().map(|line| line.replace(ON, &question));
    let mut whole: Vec<String> = lines[..*place].iter().map(|line| (*line).to_owned()).collect();
    whole.extend(new);
    whole.extend(lines[place + old.len()..].iter().map(|line| (*line).to_owned()));
    Ok(whole.join("\n") + "\n")
}

fn write_if_changed(to: &PathBuf, content: &[u8]) -> Result<()> {
    if std::fs::read(to).is_ok_and(|there| there == content) {
        return Ok(());
    }
    if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(to, content).with_context(|| format!("cannot write {}", to.display()))
}

/// Reads the list: a heading with the name, a line "`file`, noticed by `tests`", and a diff.
fn read(text: &str) -> Result<Vec<Mutant>> {
    let mut mutants: Vec<Mutant> = Vec::new();
    let mut in_diff = false;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("### ") {
            mutants.push(Mutant { name: name.trim().to_owned(), ..Mutant::default() });
        }
        let Some(mutant) = mutants.last_mut() else { continue };
        match line {
            "```diff" => in_diff = true,
            "```" => in_diff = false,
            line if in_diff => match line.split_at_checked(1) {
                Some(("-", old)) => mutant.old.push(old.to_owned()),
                Some(("+", new)) => mutant.new.push(new.to_owned()),
                _ => bail!("{}: a line of a diff begins with - or +", mutant.name),
            },
            line if line.starts_with('`') => {
                let parts: Vec<&str> = line.split('`').collect();
                let [_, file, middle, tests, ..] = parts.as_slice() else { bail!("{}: {line}", mutant.name) };
                anyhow::ensure!(*middle == ", noticed by ", "{}: {line}", mutant.name);
                (mutant.file, mutant.tests) = ((*file).to_owned(), (*tests).to_owned());
            }
            _ => {}
        }
    }
    for mutant in &mutants {
        let whole = !mutant.file.is_empty() && !mutant.tests.is_empty() && !mutant.old.is_empty();
        anyhow::ensure!(
            whole && mutant.new.iter().any(|line| line.contains(ON)),
            "{} is not whole",
            mutant.name
        );
    }
    Ok(mutants)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A fault that fits nowhere any more would be tried in vain.
    #[test]
    fn every_fault_of_the_list_fits_the_sources() {
        let text = std::fs::read_to_string(root().join(LIST)).unwrap();
        let mutants = read(&text).unwrap();
        assert!(mutants.len() >= 28, "{}", mutants.len());
        for mutant in &mutants {
            let source = std::fs::read_to_string(root().join(&mutant.file)).unwrap();
            replace(&source, mutant).with_context(|| mutant.name.clone()).unwrap();
        }
        let mut names: Vec<&str> = mutants.iter().map(|mutant| mutant.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), mutants.len(), "each has a name of its own");
    }
}
