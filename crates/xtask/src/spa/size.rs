//! The budget of what a browser loads, after brotli. Fonts and pictures: none.

use std::path::Path;

use anyhow::{Result, ensure};

use crate::tree;

/// In KiB: where a build fails. The aim is 300 and 10.
const CODE_KIB: u64 = 320;
const STYLE_KIB: u64 = 12;

/// Fails when the built app is above its budget.
pub fn check(assets: &Path) -> Result<()> {
    let (code, style) = (sum(assets, &[".wasm.br", ".js.br"])?, sum(assets, &[".css.br"])?);
    println!("code {:.1} KiB of {CODE_KIB}, styles {:.1} KiB of {STYLE_KIB}", kib(code), kib(style));
    ensure!(code > 0 && style > 0, "the browser app is not compressed: it is not a release build");
    ensure!(
        code <= CODE_KIB * 1024,
        "WASM and JS are {:.1} KiB after brotli, the budget is {CODE_KIB}",
        kib(code)
    );
    ensure!(
        style <= STYLE_KIB * 1024,
        "CSS is {:.1} KiB after brotli, the budget is {STYLE_KIB}",
        kib(style)
    );
    Ok(())
}

fn sum(assets: &Path, endings: &[&str]) -> Result<u64> {
    let mut bytes = 0;
    for file in tree::files(assets)? {
        let name = file.to_string_lossy();
        if endings.iter().any(|ending| name.ends_with(ending)) {
            bytes += file.metadata()?.len();
        }
    }
    Ok(bytes)
}

#[expect(clippy::cast_precision_loss, reason = "printed with one decimal")]
fn kib(bytes: u64) -> f64 {
    bytes as f64 / 1024.0
}
