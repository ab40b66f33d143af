//! Who may import whom: the table of ARCHITECTURE.md, held against the manifests.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::shell::{cargo, output};

/// A crate of ours.
struct Room {
    name: &'static str,
    /// The crates of ours that it may import.
    ours: &'static [&'static str],
    /// What of others it never imports, by the start of the name.
    never: &'static [&'static str],
}

const ROOMS: [Room; 9] = [
    Room {
        name: "domain",
        ours: &[],
        never: &["tokio", "sqlx", "actix", "utoipa", "leptos", "log", "web-sys"],
    },
    Room { name: "contract", ours: &["domain"], never: &["sqlx", "actix", "tokio", "leptos"] },
    Room { name: "onec", ours: &["domain"], never: &["sqlx", "actix"] },
    Room { name: "app", ours: &["domain", "contract", "onec"], never: &["actix", "utoipa", "clap"] },
    Room { name: "api", ours: &["app", "contract", "domain", "localdb"], never: &["leptos"] },
    Room { name: "localdb", ours: &[], never: &["sqlx", "tokio", "actix"] },
    Room { name: "frontend", ours: &["contract", "domain"], never: &["sqlx", "tokio", "actix"] },
    Room { name: "xtask", ours: &["localdb"], never: &["sqlx", "tokio", "actix"] },
    // Behaviour is tested from outside: over HTTP and in the database.
    Room { name: "tests", ours: &["contract", "domain", "localdb"], never: &["actix"] },
];

pub fn breaches() -> Result<Vec<String>> {
    let said = output(cargo("metadata").args(["--no-deps", "--format-version", "1"]))?;
    let metadata: Value = serde_json::from_str(&said)?;
    let packages = metadata["packages"].as_array().context("cargo metadata without packages")?;
    let names: Vec<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();

    let mut found = Vec::new();
    for package in packages {
        let imports = package["dependencies"].as_array().into_iter().flatten();
        let imports: Vec<(&str, bool)> = imports
            .filter_map(|import| Some((import["name"].as_str()?, import["optional"].as_bool() == Some(true))))
            .collect();
        found.extend(judge(package["name"].as_str().unwrap_or_default(), &imports, &names));
    }
    Ok(found)
}

/// `imports` are names with whether they are optional.
fn judge(name: &str, imports: &[(&str, bool)], all_ours: &[&str]) -> Vec<String> {
    let Some(room) = ROOMS.iter().find(|room| room.name == name) else {
        return vec![format!("{name}: a crate that the table in ARCHITECTURE.md and in xtask does not know")];
    };
    let mut found = Vec::new();
    for (import, optional) in imports {
        if all_ours.contains(import) && !room.ours.contains(import) {
            found.push(format!("{name}/Cargo.toml: may not import `{import}`"));
        }
        if room.never.iter().any(|start| import.starts_with(start)) {
            found.push(format!("{name}/Cargo.toml: never imports `{import}`"));
        }
        if name == "contract" && *import == "utoipa" && !optional {
            found.push("contract/Cargo.toml: utoipa only behind a feature, the browser does without".into());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forbidden_import_is_named() {
        let ours = ["domain", "app", "api", "contract", "frontend"];
        assert!(judge("app", &[("domain", false), ("sqlx", false)], &ours).is_empty());
        for (name, import) in [
            ("domain", "tokio"),
            ("frontend", "app"),
            ("app", "actix-web"),
            ("contract", "utoipa"),
            ("new", "serde"),
        ] {
            assert_eq!(judge(name, &[(import, false)], &ours).len(), 1, "{name} imports {import}");
        }
        assert!(judge("contract", &[("utoipa", true)], &ours).is_empty());
    }
}
