//! How fast the app feels, measured in a real browser: `cargo xtask speed`. Prints a table; asserts nothing about time, because
//! machines are shared and noisy.

use std::time::Duration;

use serde_json::json;

use super::driver::{browse, cdp};
use super::page::Page;
use crate::harness::saldo;

const ROUNDS: usize = 9;
const CLIENTS: &str = "100000";
const OPERATIONS: &str = "1000000";
/// Ready means: there, and two frames painted.
const READY: &str = "const [css, done] = [arguments[0], arguments[arguments.length - 1]];
    const look = () => document.querySelector(css)
        ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())))
        : setTimeout(look, 2);
    look();";
/// From the last key to the first frame with new rows: they are replaced as a whole.
const TYPED: &str = "const [css, text, rows, done] = [...arguments];
    const field = document.querySelector(css);
    const before = document.querySelector(rows);
    field.focus(); field.value = text;
    const begun = performance.now();
    field.dispatchEvent(new InputEvent('input', {bubbles: true}));
    const look = () => document.querySelector(rows) && document.querySelector(rows) !== before
        ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun)))
        : performance.now() - begun > 9000 ? done(9000) : setTimeout(look, 2);
    look();";

#[test]
#[ignore = "measures for minutes: cargo xtask speed"]
fn how_fast_the_app_is() {
    browse(&["Failed to load resource"], |env, page| async move {
        let url = env.database.url.clone();
        let filled = tokio::task::spawn_blocking(move || {
            saldo(&["demo", "--clients", CLIENTS, "--operations", OPERATIONS], &[("DATABASE_URL", &url)])
        });
        let filled = filled.await.unwrap();
        assert!(filled.status.success(), "{}", String::from_utf8_lossy(&filled.stderr));
        page.open("/").await;
        page.sign_in().await;
        println!("\nload average: {}", std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
        println!("{:<56}{:>9}{:>9}{:>9}", "ms", "median", "p95", "max");
        let bare = first_paint(&page, "/bare.html", "main[data-ready]").await;
        show("bare Leptos page: first paint, empty cache", &bare);
        let list = first_paint(&page, "/clients", "main tbody tr").await;
        show("client list: first rows, empty cache", &list);
        println!("{:<56}{:>9.2}", "  ratio of the medians", middle(&list) / middle(&bare));
        show("client list: 200 rows, scripting", &scripting(&page).await);
        show("operation form: last key -> options painted", &autocomplete(&page).await);
        show("operation list: filter changed -> rows painted", &filtered(&page).await);
        (env, page)
    });
}

/// From the start of the navigation until it can be used, each time with an empty cache.
async fn first_paint(page: &Page, path: &str, ready: &str) -> Vec<f64> {
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        cdp(&page.client, "Network.clearBrowserCache", json!({})).await;
        page.open(path).await;
        let now = page.client.execute_async(READY, vec![json!(ready)]).await.unwrap();
        times.push(now.as_f64().unwrap_or_default());
    }
    times
}

/// Time in scripts while a page of 200 rows replaces one of 50.
async fn scripting(page: &Page) -> Vec<f64> {
    cdp(&page.client, "Performance.enable", json!({"timeDomain": "timeTicks"})).await;
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        page.open("/clients").await;
        page.holds("document.querySelectorAll('tbody tr').length === 50").await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        let before = script_ms(page).await;
        page.choose("#page-size", "200").await;
        page.client
            .execute_async(
                "const done = arguments[0]; const look = () => document.querySelectorAll('tbody tr').length === 200
                    ? requestAnimationFrame(() => requestAnimationFrame(() => done(1))) : setTimeout(look, 50); look();",
                Vec::new(),
            )
            .await
            .unwrap();
        times.push(script_ms(page).await - before);
    }
    times
}

async fn script_ms(page: &Page) -> f64 {
    let metrics = cdp(&page.client, "Performance.getMetrics", json!({})).await;
    let metrics = metrics["metrics"].as_array().cloned().unwrap_or_default();
    let script = metrics.iter().find(|metric| metric["name"] == "ScriptDuration");
    script.and_then(|metric| metric["value"].as_f64()).unwrap_or_default() * 1000.0
}

async fn autocomplete(page: &Page) -> Vec<f64> {
    page.open("/operations/new").await;
    page.find("#client_id").await;
    let mut times = Vec::new();
    for text in [
        "иван",
        "петр",
        "ооо",
        "кузн",
        "смир",
        "морозов",
        "анна",
        "сергеев",
        "8978",
        "алекс",
        "ромаш",
        "волк",
    ] {
        times.push(typed(page, "#client_id", text, "[role=listbox] [role=option]").await);
    }
    times
}

async fn filtered(page: &Page) -> Vec<f64> {
    page.open("/operations").await;
    page.find("tbody tr").await;
    let mut times = Vec::new();
    for sum in ["100", "550", "1000", "250", "5000", "300", "75", "2000", "1500", "60", "900", "10"] {
        times.push(typed(page, "#amount-from", sum, "tbody tr").await);
    }
    times
}

async fn typed(page: &Page, field: &str, text: &str, rows: &str) -> f64 {
    let taken = page.client.execute_async(TYPED, vec![json!(field), json!(text), json!(rows)]).await.unwrap();
    tokio::time::sleep(Duration::from_millis(400)).await;
    taken.as_f64().unwrap_or_default()
}

fn sorted(times: &[f64]) -> Vec<f64> {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    times
}

fn middle(times: &[f64]) -> f64 {
    sorted(times)[times.len() / 2]
}

fn show(name: &str, times: &[f64]) {
    let times = sorted(times);
    let p95 = times[(times.len() * 95).div_ceil(100) - 1];
    println!("{name:<56}{:>9.0}{p95:>9.0}{:>9.0}", times[times.len() / 2], times[times.len() - 1]);
}
