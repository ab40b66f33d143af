//! The rules of the house that a compiler does not know: see ARCHITECTURE.md.
//!
//! Invariant: every message names the file, the line and the rule, so that it can be mended without a search.

mod imports;
mod sources;

use anyhow::{Result, bail};

use crate::shell;

/// # Errors
/// Every breach, one a line.
pub fn check() -> Result<()> {
    let root = shell::root();
    let mut breaches = imports::breaches()?;
    breaches.extend(sources::breaches(&root)?);
    if breaches.is_empty() {
        return Ok(());
    }
    bail!("{} breaches of the house rules:\n{}", breaches.len(), breaches.join("\n"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_house_rules_hold() {
        super::check().unwrap();
    }
}
