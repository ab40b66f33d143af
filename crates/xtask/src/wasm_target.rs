//! The compiler's part for WebAssembly, installed when missing.

use std::process::Command;

use anyhow::{Context, Result};

use crate::shell::{output, run};

pub const TARGET: &str = "wasm32-unknown-unknown";

/// # Errors
/// The part is missing and rustup cannot install it.
pub fn ensure() -> Result<()> {
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]))?;
    // Looked for where it lies, so that a Rust without rustup works too.
    if std::path::Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    run(Command::new("rustup").args(["target", "add", TARGET])).with_context(|| {
        format!("the Rust target {TARGET} is missing; install it with rustup or your package manager")
    })
}
