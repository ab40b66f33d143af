//! Every page in both languages, both themes and two widths: no barrier that axe-core knows, no sideways scroll, no markup from
//! data. Pictures of all of them go to `docs/screenshots/all/` (not in git).

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::driver::{browse, cdp};
use super::page::Page;
use super::world::{World, world};
use crate::harness::Env;

/// axe-core 4.14.1, MPL-2.0, as published.
const AXE: &str = include_str!("../../assets/axe.min.js");
const WIDTHS: [(u32, u32); 2] = [(1280, 900), (360, 740)];
const RUN: &str = "const done = arguments[arguments.length - 1];
    axe.run(document, {runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}})
       .then(found => done(found.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + (n.any[0]?.message ?? n.all[0]?.message ?? n.none[0]?.message ?? '')).join(' | '))),
             error => done(['axe: ' + error]));";

/// A page: name of its picture, address, what to wait for, and what to press first.
struct Stop {
    name: &'static str,
    path: String,
    ready: &'static str,
    press: &'static [&'static str],
    /// What opens a dialog, and what is in it.
    click: Option<(&'static str, &'static str)>,
}

fn stop(name: &'static str, path: impl Into<String>) -> Stop {
    Stop { name, path: path.into(), ready: "main [data-ready]", press: &[], click: None }
}

impl Stop {
    fn after(self, press: &'static [&'static str]) -> Self {
        Self { press, ..self }
    }

    fn click(self, button: &'static str, shows: &'static str) -> Self {
        Self { click: Some((button, shows)), ..self }
    }

    fn ready(self, ready: &'static str) -> Self {
        Self { ready, ..self }
    }
}

fn stops(world: &World) -> Vec<Stop> {
    let World {
        person, company, service, operation, delivery, user, draft, sold, payable, product, job, ..
    } = world;
    vec![
        stop("home", "/"),
        stop("clients", "/clients"),
        stop("clients-filters", "/clients?q=%D0%B0&bal=abc&svc.p=price:1..5").after(&[".chip"]),
        stop("clients-columns", "/clients").click("#columns-open", "#columns-close"),
        stop("clients-nothing", "/clients?q=zzzzzz"),
        stop("client", format!("/clients/{company}")),
        stop("client-audit", format!("/clients/{person}?tab=audit")),
        stop("client-new", "/clients/new"),
        stop("client-edit", format!("/clients/{company}/edit")),
        stop("statement", format!("/clients/{company}/statement?from=2026-01-01&to=2026-12-31")),
        stop("services", "/services"),
        stop("service", format!("/services/{service}")),
        stop("service-new", "/services/new"),
        stop("service-edit", format!("/services/{service}/edit")),
        stop("operations", "/operations"),
        stop("operation", format!("/operations/{operation}")),
        stop("operation-new", "/operations/new").ready("main form"),
        stop("orders", "/orders"),
        stop("order-new", "/orders/new").ready("main form"),
        stop("order-draft", format!("/orders/{draft}")).ready("main [data-testid=shortages]"),
        stop("order-edit", format!("/orders/{draft}/edit")).ready("main form"),
        stop("order-sold", format!("/orders/{sold}")).ready("main .timeline"),
        stop("order-pay", format!("/orders/{payable}")).click("#order-pay", "#order-by-cash"),
        stop("order-payments", format!("/orders/{draft}")).click("#order-online", "#order-form"),
        stop("order-return", format!("/orders/{sold}")).click("#order-return", "#order-form"),
        stop("order-cancel", format!("/orders/{sold}")).click("#order-cancel", "#order-form"),
        stop("products", "/products?price=abc&left=0.5.."),
        stop("product", format!("/products/{product}")),
        stop("product-new", "/products/new").ready("main form"),
        stop("product-edit", format!("/products/{product}/edit")).ready("main form"),
        stop("stock", "/stock"),
        stop("stock-new", format!("/stock/new?kind=STOCK_TAKE&product_id={product}")).ready(".stock-line"),
        stop("order-payments-list", "/order-payments"),
        stop("jobs", "/jobs"),
        stop("job", format!("/jobs/{job}")),
        stop("journal", "/journal"),
        stop("trial-balance", "/trial-balance"),
        stop("payments", "/payments"),
        stop("payment", format!("/payments/{delivery}")),
        stop("users", "/users"),
        stop("user-new", "/users/new").ready("main form"),
        stop("user", format!("/users/{user}")),
        stop("api-keys", "/users/api-keys"),
        stop("settings", "/settings"),
        stop("not-found", "/no/such/page").ready("main h1"),
    ]
}

#[test]
fn no_page_has_a_barrier_in_any_language_theme_or_width() {
    browse(&["404"], |env, page| async move {
        let world = world(&env).await;
        page.open("/").await;
        page.sign_in().await;
        let mut faults = Vec::new();
        for stop in stops(&world) {
            for lang in ["ru", "en"] {
                faults.extend(visit(&page, &stop, lang).await);
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        (env, page)
    });
}

async fn visit(page: &Page, stop: &Stop, lang: &str) -> Vec<String> {
    size(page, WIDTHS[0]).await;
    page.eval(&format!("localStorage.setItem('saldo.lang', '{lang}')")).await;
    page.open(&stop.path).await;
    page.find(stop.ready).await;
    for css in stop.press {
        page.find(css).await;
    }
    if let Some((button, shows)) = stop.click {
        page.press(button).await;
        page.find(shows).await;
    }
    page.client.execute(AXE, Vec::new()).await.unwrap();
    let mut faults = Vec::new();
    for (width, height) in WIDTHS {
        size(page, (width, height)).await;
        for theme in ["light", "dark"] {
            page.eval(&format!("document.documentElement.dataset.theme = '{theme}'")).await;
            tokio::time::sleep(std::time::Duration::from_millis(60)).await;
            let place = format!("{} {lang} {theme} {width}", stop.name);
            let found = page.client.execute_async(RUN, Vec::new()).await.unwrap();
            let found = found.as_array().cloned().unwrap_or_default();
            faults
                .extend(found.iter().map(|fault| format!("{place}: {}", fault.as_str().unwrap_or_default())));
            let reach = page.eval("document.documentElement.scrollWidth - innerWidth").await;
            if reach.as_i64() > Some(0) {
                faults.push(format!("{place}: the page is {reach} px too wide"));
            }
            save(page, &format!("{}-{lang}-{theme}-{width}.png", stop.name)).await;
        }
    }
    let strangers = "document.querySelectorAll('main img, main script, main iframe').length";
    if page.eval(strangers).await != json!(0)
        || page.eval("window.hacked === undefined").await != Value::Bool(true)
    {
        faults.push(format!("{} {lang}: markup from data", stop.name));
    }
    faults
}

async fn size(page: &Page, (width, height): (u32, u32)) {
    // Colours in transition would be measured halfway.
    let still = json!({"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]});
    cdp(&page.client, "Emulation.setEmulatedMedia", still).await;
    let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
    cdp(&page.client, "Emulation.setDeviceMetricsOverride", metrics).await;
}

async fn save(page: &Page, name: &str) {
    let place: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/screenshots/all");
    std::fs::create_dir_all(&place).unwrap();
    std::fs::write(place.join(name), page.client.screenshot().await.unwrap()).unwrap();
}

#[test]
fn text_of_people_stays_text_wherever_it_is_shown() {
    browse(&[], |env: Env, page| async move {
        const HOSTILE: &str = "<img src=x onerror=\"window.hacked=1\">";
        let contact = json!([{"full_name": HOSTILE, "address": HOSTILE, "other": {"telegram": HOSTILE}}]);
        let client = env
            .client_with(json!({"kind": "OTHER", "name": HOSTILE, "city": HOSTILE, "client_info": {"note": HOSTILE}, "contacts": contact}))
            .await;
        let service = env
            .service(json!({"name": HOSTILE, "description": HOSTILE, "kind": "internet", "billing_info": {"plan": HOSTILE}}))
            .await;
        let body =
            json!({"client_id": client, "kind": "NOTE", "service_id": service, "description": HOSTILE});
        let noted = env.api.command("/api/v1/operations", "k-1", &body).await;
        assert_eq!(noted.status, 201, "{noted:?}");
        let goods = json!({"name": HOSTILE, "sku": "<b>1</b>", "unit": "<i>", "price": "1"});
        let product = env.api.post("/api/v1/products", &goods).await.body["id"].clone();
        let receipt = json!({"kind": "RECEIPT", "lines": [{"product_id": product, "quantity": "1"}], "reason": HOSTILE});
        assert_eq!(env.api.command("/api/v1/stock-movements", "k-2", &receipt).await.status, 201);
        page.open("/").await;
        page.sign_in().await;
        for path in [
            "/clients".to_owned(),
            format!("/clients/{client}"),
            format!("/clients/{client}/edit"),
            format!("/clients/{client}/statement"),
            format!("/clients/{client}?tab=audit"),
            "/services".to_owned(),
            format!("/services/{service}"),
            format!("/services/{service}/edit"),
            "/operations".to_owned(),
            format!("/operations/{}", noted.body["id"]),
            "/products".to_owned(),
            format!("/products/{product}"),
            format!("/products/{product}/edit"),
            "/stock".to_owned(),
            format!("/stock/new?product_id={product}"),
        ] {
            page.open(&path).await;
            page.find("main [data-ready]").await;
            page.holds("document.body.innerHTML.includes('onerror') && !document.querySelector('main img')")
                .await;
            page.holds("window.hacked === undefined").await;
        }
        (env, page)
    });
}
