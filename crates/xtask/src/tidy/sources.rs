//! Rules about the text of files: length, headers, where SQL is, what must not be left in.

use std::path::Path;

use anyhow::Result;

use crate::tree;

const LINES_MAX: usize = 300;
/// Files that may be longer, with the reason beside each. There is none.
const LONG_FILES: [&str; 0] = [];

/// Where SQL may be written.
const SQL_PLACES: [&str; 3] = ["crates/app/", "crates/localdb/", "tests/"];
/// Written in two parts, so that this file is not its own finding.
const SQL_CALLS: [&str; 6] = [
    concat!("query", "!("),
    concat!("query", "_as!("),
    concat!("query", "_scalar!("),
    concat!("sqlx::", "query"),
    concat!("sqlx::", "raw_sql"),
    concat!("Query", "Builder"),
];
const LEFT_OVER: [&str; 3] = [concat!("to", "do!("), concat!("unimple", "mented!("), concat!("FIX", "ME")];
/// A path that exists on somebody's machine only.
const MACHINE_PATHS: [&str; 5] = [
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("/wo", "rk/"),
    concat!("/tmp/sal", "do/"),
];
/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 4] = ["utils", "common", "helpers", "manager"];
const TEXT: [&str; 14] =
    ["rs", "toml", "md", "sql", "html", "css", "js", "json", "svg", "yml", "yaml", "sh", "txt", ""];

pub fn breaches(root: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for file in tree::files(root)? {
        let name = file.strip_prefix(root).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let extension = file.extension().unwrap_or_default().to_string_lossy().into_owned();
        if !TEXT.contains(&extension.as_str()) || name.starts_with(".sqlx/") || name == "Cargo.lock" {
            continue;
        }
        // What is not text has no lines to judge.
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        lines_of_any_file(&name, &text, &mut found);
        if extension == "rs" {
            rust(&name, &text, &mut found);
        }
    }
    Ok(found)
}

fn lines_of_any_file(name: &str, text: &str, found: &mut Vec<String>) {
    for (number, line) in (1..).zip(text.lines()) {
        for path in MACHINE_PATHS.iter().filter(|path| line.contains(**path)) {
            found.push(format!("{name}:{number}: a path of one machine ({path})"));
        }
    }
}

fn rust(name: &str, text: &str, found: &mut Vec<String>) {
    let length = text.lines().count();
    if length > LINES_MAX && !LONG_FILES.contains(&name) {
        found.push(format!("{name}: {length} lines, split it before {LINES_MAX}"));
    }
    if !text.trim_start().starts_with("//!") {
        found.push(format!("{name}:1: no module header (`//!`: purpose, invariant, what is absent)"));
    }
    let stem = Path::new(name).file_stem().unwrap_or_default().to_string_lossy();
    if EMPTY_NAMES.contains(&stem.as_ref()) {
        found.push(format!("{name}: the name `{stem}` says nothing; name it after what it holds"));
    }
    let may_speak_sql = SQL_PLACES.iter().any(|place| name.starts_with(place));
    for (number, line) in (1..).zip(text.lines()) {
        for left in LEFT_OVER.iter().filter(|left| line.contains(**left)) {
            found.push(format!("{name}:{number}: `{left}` left in"));
        }
        let comment = line.trim_start().starts_with("//");
        if !may_speak_sql && !comment && SQL_CALLS.iter().any(|call| line.contains(call)) {
            found.push(format!("{name}:{number}: SQL outside crates/app"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(name: &str, text: &str) -> Vec<String> {
        let mut found = Vec::new();
        lines_of_any_file(name, text, &mut found);
        rust(name, text, &mut found);
        found
    }

    #[test]
    fn each_rule_finds_its_breach_and_names_the_line() {
        let header = "//! Purpose.\n";
        let long = format!("{header}{}", "\n".repeat(LINES_MAX));
        let sql = format!("{header}fn f() {{ sqlx::{}(\"select 1\") }}\n", "query");
        let path = format!("{header}const P: &str = \"{}x\";\n", MACHINE_PATHS[0]);
        for (name, text, message) in [
            ("crates/api/src/x.rs", long.as_str(), "301 lines"),
            ("crates/api/src/x.rs", "fn f() {}\n", "no module header"),
            ("crates/api/src/utils.rs", header, "says nothing"),
            ("crates/api/src/x.rs", sql.as_str(), "x.rs:2: SQL outside"),
            ("crates/api/src/x.rs", path.as_str(), "x.rs:2: a path of one machine"),
        ] {
            let found = judged(name, text);
            assert!(found.len() == 1 && found[0].contains(message), "{message}: {found:?}");
        }
        assert!(judged("crates/app/src/sql.rs", &sql).is_empty());
    }
}
