//! Everything that must hold before a merge, cheapest first, nothing compiled twice.
//!
//! The lints run over the same packages as the tests, so that they share what they compile of the dependencies, and
//! the same pass checks the queries against a live database.

use anyhow::{Result, bail};

use crate::shell::{cargo, on_path, root, run, step, target_dir};
use crate::{check, prepare, spa, tidy, tree, wasm_target};

const BROWSERS: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

pub fn all() -> Result<()> {
    let browser = browser_tests_can_run()?;
    step("house rules", tidy::check)?;
    step("formatting", check::formatting)?;
    wasm_target::ensure()?;
    step("lints, native, with the queries compared to .sqlx", || {
        prepare::check_with(&mut check::clippy_native())
    })?;
    step("lints, wasm", check::clippy_wasm)?;
    step("browser app", || spa::build(spa::Profile::Release))?;
    step("size of the browser app", spa::check_size)?;
    step("compile tests and server", || run(cargo("build").args(["--tests", "--bins"])))?;
    step("tests", || {
        run(cargo("test").args(["--tests"]).env("SALDO_BIN", target_dir().join("debug/saldo")))
    })?;
    if frontend_has_tests()? {
        step("tests of the browser app, native", || run(cargo("test").args(["-p", "frontend"])))?;
    }
    if !browser {
        println!("\nSKIPPED: the browser tests. {}", browser_cure());
    }
    println!("\nAll tests passed.");
    Ok(())
}

/// In CI a missing browser is an error, elsewhere it is said in the end.
fn browser_tests_can_run() -> Result<bool> {
    let browser = std::env::var_os("CHROME").is_some() || on_path(&BROWSERS).is_some();
    let driver = std::env::var_os("CHROMEDRIVER").is_some() || on_path(&["chromedriver"]).is_some();
    let ci = std::env::var("CI").is_ok_and(|value| !matches!(value.as_str(), "" | "0" | "false"));
    match browser && driver {
        true => Ok(true),
        false if ci => bail!("the browser tests cannot run, and CI is set. {}", browser_cure()),
        false => Ok(false),
    }
}

fn browser_cure() -> &'static str {
    if cfg!(target_os = "macos") {
        "Install Chrome and chromedriver (brew install --cask chromedriver), or set CHROME and CHROMEDRIVER."
    } else {
        "Install them (sudo apt-get install -y chromium chromium-driver), or set CHROME and CHROMEDRIVER."
    }
}

/// The browser app is not a default member; its own tests are compiled for this machine only when there are any.
fn frontend_has_tests() -> Result<bool> {
    for file in tree::files(&root().join("frontend/src"))? {
        if file.extension().is_some_and(|e| e == "rs") && std::fs::read_to_string(&file)?.contains("#[test]")
        {
            return Ok(true);
        }
    }
    Ok(false)
}
