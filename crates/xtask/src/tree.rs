//! The files of the repository: walked in one order, and digested to see whether anything changed.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// Built, downloaded or private: never ours to read.
const SKIPPED: [&str; 5] = ["target", "data", ".git", ".tools", "node_modules"];

/// Every file under `path` (or `path` itself), sorted; nothing when it does not exist.
pub fn files(path: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    collect(path, &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(path: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_file() {
        found.push(path.to_owned());
    } else if path.is_dir() {
        for entry in std::fs::read_dir(path).with_context(|| format!("cannot list {}", path.display()))? {
            let entry = entry?;
            if !SKIPPED.iter().any(|name| entry.file_name() == *name) {
                collect(&entry.path(), found)?;
            }
        }
    }
    Ok(())
}

/// SHA-256, in hexadecimal, over names and contents of all files under `paths`, and over `facts`.
pub fn digest(root: &Path, paths: &[&str], facts: &[&str]) -> Result<String> {
    let mut hasher = Sha256::new();
    for path in paths {
        for file in files(&root.join(path))? {
            let content = std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            let name = file.strip_prefix(root).unwrap_or(&file).to_string_lossy();
            hasher.update(format!("{name}\0{}\0", content.len()));
            hasher.update(content);
        }
    }
    for fact in facts {
        hasher.update(format!("{fact}\0"));
    }
    Ok(hex(&hasher.finalize()))
}

/// The first sixteen hexadecimal digits of the SHA-256 of `content`: enough to tell versions of one file apart.
pub fn short_hash(content: &[u8]) -> String {
    hex(&Sha256::digest(content)).chars().take(16).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
