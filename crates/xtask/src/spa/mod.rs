//! Builds the browser app into `target/spa`, which the server embeds: `index.html` and `assets/`.
//!
//! Invariants: the name of an asset changes with its content, so it may be cached for ever; `.br` and `.gz` lie
//! beside each; there is no inline script, because the content security policy forbids them; the directory is
//! replaced as a whole.
//!
//! Deliberately absent: node, trunk, wasm-opt (it saves 1% after compression).

mod assets;
mod bundle;
mod css;
mod functions;
mod order;
mod prune;
mod same;
mod size;

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::shell::{cargo, output, root, run, target_dir};
use crate::{tree, wasm_target};
use assets::Assets;

/// Changes the stamp when this task changes what it makes.
const FORMAT: &str = "1";
/// All that the browser app is made of.
const INPUTS: [&str; 6] =
    ["frontend", "crates/contract", "crates/domain", "crates/xtask/src/spa", "Cargo.lock", "Cargo.toml"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Small: minutes to compile.
    Release,
    /// Quick to compile, several times as big, with names in stack traces.
    Dev,
}

impl Profile {
    fn cargo_name(self) -> &'static str {
        match self {
            Self::Release => "wasm-release",
            Self::Dev => "dev",
        }
    }

    fn directory(self) -> &'static str {
        match self {
            Self::Release => "wasm-release",
            Self::Dev => "debug",
        }
    }
}

pub fn build(profile: Profile) -> Result<()> {
    let root = root();
    let place = root.join("target/spa");
    let compiler = output(std::process::Command::new("rustc").arg("-V"))?;
    let stamp = tree::digest(&root, &INPUTS, &[FORMAT, profile.cargo_name(), &compiler])?;
    let seen = std::fs::read_to_string(place.join(".stamp"));
    if seen.is_ok_and(|seen| seen == stamp) && place.join("index.html").is_file() {
        println!("browser app: unchanged");
        return Ok(());
    }
    wasm_target::ensure()?;
    compile(profile)?;

    let fresh = root.join("target/spa.new");
    if fresh.exists() {
        std::fs::remove_dir_all(&fresh)?;
    }
    assemble(&root.join("frontend"), &fresh, profile)?;
    std::fs::write(fresh.join(".stamp"), stamp)?;
    if place.exists() {
        std::fs::remove_dir_all(&place)?;
    }
    std::fs::rename(&fresh, &place).context("cannot put the browser app in its place")
}

fn compile(profile: Profile) -> Result<()> {
    compile_bin(profile, &["--bin", "frontend"])
}

fn compile_bin(profile: Profile, which: &[&str]) -> Result<()> {
    let mut build = cargo("build");
    build.args(["-p", "frontend", "--target", wasm_target::TARGET, "--profile", profile.cargo_name()]);
    build.args(which);
    if profile == Profile::Release {
        // Panics name their source file: without the machine's paths they are shorter, and the same everywhere.
        let flags: Vec<_> =
            registries().iter().map(|home| format!("--remap-path-prefix={}/=", home.display())).collect();
        build.arg("--config").arg(format!("target.{}.rustflags={flags:?}", wasm_target::TARGET));
    }
    run(&mut build)
}

/// Fails when what the browser loads is above its budget.
pub fn check_size() -> Result<()> {
    size::check(&root().join("target/spa/assets"))
}

/// Where cargo has unpacked the sources of dependencies.
fn registries() -> Vec<std::path::PathBuf> {
    let home = std::env::var_os("CARGO_HOME")
        .map(Into::into)
        .or_else(|| std::env::var_os("HOME").map(|home| std::path::PathBuf::from(home).join(".cargo")));
    let entries = home.and_then(|home| std::fs::read_dir(home.join("registry/src")).ok());
    let mut found: Vec<_> =
        entries.into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    found.sort();
    found
}

/// Adds the bare page `/bare.html` beside the built app, for `cargo xtask speed`; the next build takes it away.
pub fn add_bare() -> Result<()> {
    compile_bin(Profile::Release, &["--bin", "bare", "--features", "bare"])?;
    let (frontend, place) = (root().join("frontend"), root().join("target/spa"));
    let wasm = target_dir().join(wasm_target::TARGET).join(Profile::Release.directory()).join("bare.wasm");
    let bundle = bundle::bundle(&wasm, &target_dir().join("bindgen"), Profile::Release)?;
    let mut assets = Assets::new(place.join("assets"), Profile::Release)?;
    let wasm = assets.add("bare", "_bg.wasm", &bundle.wasm)?;
    let js = assets.add("bare", ".js", bundle.js.as_bytes())?;
    let css = assets.add("bare", ".css", b"")?;
    let boot = script(&frontend.join("boot.js"), &[("js", &js), ("wasm", &wasm)])?;
    let boot = assets.add("bare-boot", ".js", boot.as_bytes())?;
    let known = [("js", js.as_str()), ("wasm", &wasm), ("css", &css), ("boot", &boot)];
    std::fs::write(place.join("bare.html"), fill(&frontend.join("index.html"), &known)?)?;
    std::fs::remove_file(place.join(".stamp"))?;
    assets.report();
    Ok(())
}

fn assemble(frontend: &Path, fresh: &Path, profile: Profile) -> Result<()> {
    let wasm = target_dir().join(wasm_target::TARGET).join(profile.directory()).join("frontend.wasm");
    let bundle = bundle::bundle(&wasm, &target_dir().join("bindgen"), profile)?;
    let mut assets = Assets::new(fresh.join("assets"), profile)?;
    let wasm = assets.add("saldo", "_bg.wasm", &bundle.wasm)?;
    let js = assets.add("saldo", ".js", bundle.js.as_bytes())?;
    for (name, text) in &bundle.snippets {
        assets.add_as_is(name, text)?;
    }
    let css = assets.add("app", ".css", css::all(frontend)?.as_bytes())?;
    let boot = script(&frontend.join("boot.js"), &[("js", &js), ("wasm", &wasm)])?;
    let ask = script(&frontend.join("ask.js"), &[])?;
    let boot = assets.add("boot", ".js", format!("{ask}{boot}").as_bytes())?;

    let known = [("js", js.as_str()), ("wasm", &wasm), ("css", &css), ("boot", &boot)];
    std::fs::write(fresh.join("index.html"), fill(&frontend.join("index.html"), &known)?)?;
    let public = frontend.join("public");
    for file in tree::files(&public)? {
        let to = fresh.join(file.strip_prefix(&public)?);
        if let Some(parent) = to.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::copy(&file, &to).with_context(|| format!("cannot copy {}", file.display()))?;
    }
    assets.report();
    Ok(())
}

/// A script without its comments, filled.
fn script(path: &Path, values: &[(&str, &str)]) -> Result<String> {
    let text = fill(path, values)?;
    let code = text.lines().map(str::trim).filter(|line| !line.starts_with("//"));
    Ok(code.map(|line| format!("{line}\n")).collect())
}

/// Replaces each `{{name}}`; one that nobody knows is an error.
fn fill(template: &Path, values: &[(&str, &str)]) -> Result<String> {
    let mut text =
        std::fs::read_to_string(template).with_context(|| format!("cannot read {}", template.display()))?;
    for (name, value) in values {
        text = text.replace(&format!("{{{{{name}}}}}"), value);
    }
    if let Some((_, rest)) = text.split_once("{{") {
        let name = rest.split("}}").next().unwrap_or_default();
        bail!("{} names `{name}`, which is none of {:?}", template.display(), values.iter().map(|v| v.0));
    }
    Ok(text)
}
