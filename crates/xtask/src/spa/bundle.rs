//! Turns the compiled WebAssembly into what a browser loads: a module of JavaScript and a smaller `.wasm`.

use std::path::Path;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::{Profile, order, prune, same};
use crate::tree;

pub struct Bundle {
    pub js: String,
    pub wasm: Vec<u8>,
    /// Modules that dependencies bring along; path below the assets, and text.
    pub snippets: Vec<(String, Vec<u8>)>,
}

/// Runs wasm-bindgen over `wasm`; `scratch` is emptied first.
pub fn bundle(wasm: &Path, scratch: &Path, profile: Profile) -> Result<Bundle> {
    if scratch.exists() {
        std::fs::remove_dir_all(scratch)?;
    }
    Bindgen::new()
        .input_path(wasm)
        .out_name("saldo")
        .web(true)?
        .typescript(false)
        // The boot script says where the module is: its name carries a hash.
        .omit_default_module_path(true)
        .remove_name_section(profile == Profile::Release)
        .remove_producers_section(true)
        .generate(scratch)
        .with_context(|| format!("wasm-bindgen failed on {}", wasm.display()))?;

    let snippets = tree::files(&scratch.join("snippets"))?
        .into_iter()
        .map(|file| {
            let name = file.strip_prefix(scratch)?.to_string_lossy().into_owned();
            Ok((name, std::fs::read(&file)?))
        })
        .collect::<Result<_>>()?;
    let mut js = std::fs::read_to_string(scratch.join("saldo.js"))?;
    let mut wasm = std::fs::read(scratch.join("saldo_bg.wasm"))?;
    if profile == Profile::Release {
        (js, wasm) = prune::prune(&js, &wasm)?;
        wasm = order::by_likeness(&same::merged(wasm)?)?;
    }
    Ok(Bundle { js, wasm, snippets })
}
