//! The browser app's speed on this machine: a release server, a real browser, demo data at size, a bare Leptos page beside it.

use anyhow::Result;

use crate::shell::{cargo, run, step, target_dir};
use crate::spa;

pub fn measure() -> Result<()> {
    step("browser app", || spa::build(spa::Profile::Release))?;
    step("bare page", spa::add_bare)?;
    step("server", || run(cargo("build").args(["--release", "-p", "api", "--bin", "saldo"])))?;
    step("measurement", || {
        let mut tests = cargo("test");
        tests.args(["-p", "tests", "--test", "all", "--", "--ignored", "--nocapture", "browser::speed"]);
        run(tests.env("SALDO_BIN", target_dir().join("release/saldo")))
    })
}
