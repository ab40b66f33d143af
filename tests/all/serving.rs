//! What the server gives besides the API: health, figures, Swagger UI, the browser's files; and what its log never says.

mod crowd;
mod farewell;
mod files;
mod log;

use serde_json::json;

use crate::harness::{Api, read, run};

#[test]
fn it_says_that_it_is_alive_and_ready() {
    run(|env| async move {
        let nobody = Api::anonymous(&env.server.base);
        let live = nobody.get("/livez").await;
        assert_eq!((live.status, live.text.as_str()), (200, "ok"));
        let ready = nobody.get("/readyz").await;
        assert_eq!((ready.status, ready.body), (200, json!({"ready": true})));
        env
    });
}

#[test]
fn figures_are_prometheus_text_without_personal_data() {
    run(|env| async move {
        let body = json!({"kind": "LEGAL_ENTITY", "name": "Канарейкин", "inn": "7707083893", "phone": "89788451364"});
        let client = env.client_with(body).await;
        env.api.deposit(client, "10.00").await;
        let nobody = Api::anonymous(&env.server.base);
        for path in [
            "/api/organizations/7707083893/balance/",
            "/api/v1/clients/search?q=Канарейкин",
            "/Канарейкин",
            "/wp-login.php",
        ] {
            nobody.get(path).await;
        }
        let reply = nobody.get("/metrics").await;
        assert_eq!(reply.status, 200);
        assert!(reply.header("content-type").unwrap().starts_with("text/plain"));
        for line in reply.text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (name, value) = line.rsplit_once(' ').unwrap_or_else(|| panic!("{line}"));
            assert!(value.parse::<f64>().is_ok(), "{line}");
            assert!(name.starts_with("saldo_") || name.starts_with("process_"), "{line}");
        }
        for personal in ["7707083893", "Канарейкин", "79788451364", "wp-login", "%D0"] {
            assert!(!reply.text.contains(personal), "{personal}");
        }
        for figure in [
            "saldo_http_requests_total",
            "saldo_http_request_seconds_bucket",
            "saldo_ledger_events{event=\"operation\"} 1",
        ] {
            assert!(reply.text.contains(figure), "{figure}: {}", reply.text);
        }
        // From another machine only with the right to see them.
        let far = |api: &Api| {
            read(api.request(reqwest::Method::GET, "/metrics").header("x-forwarded-for", "203.0.113.7"))
        };
        assert_eq!(far(&nobody).await.status, 401);
        assert_eq!(far(&env.user("accountant").await).await.status, 403);
        assert_eq!(far(&env.api).await.status, 200);
        assert_eq!(far(&env.program(&["metrics.read"]).await).await.status, 200);
        env
    });
}

#[test]
fn swagger_ui_is_served_from_the_program_itself() {
    run(|env| async move {
        let nobody = Api::anonymous(&env.server.base);
        let page = nobody.get("/swagger-ui/").await;
        assert_eq!(page.status, 200, "{page:?}");
        assert!(page.header("content-type").unwrap().starts_with("text/html"));
        for (file, kind) in [
            ("swagger-ui.css", "text/css"),
            ("swagger-ui-bundle.js", "javascript"),
            ("swagger-ui-standalone-preset.js", "javascript"),
            ("swagger-initializer.js", "javascript"),
        ] {
            let reply = nobody.get(&format!("/swagger-ui/{file}")).await;
            assert_eq!(reply.status, 200, "{file}");
            assert!(reply.header("content-type").unwrap().contains(kind) && !reply.text.is_empty(), "{file}");
        }
        for (accepted, encoded) in
            [("", None), ("identity", None), ("gzip", Some("gzip")), ("br, gzip", Some("br"))]
        {
            let request = nobody.request(reqwest::Method::GET, "/swagger-ui/swagger-ui-bundle.js");
            let reply = request.header("accept-encoding", accepted).send().await.unwrap();
            let header =
                |name: &str| reply.headers().get(name).map(|value| value.to_str().unwrap().to_lowercase());
            assert_eq!(header("content-encoding").as_deref(), encoded, "{accepted}");
            assert!(encoded.is_none() || header("vary").is_some_and(|vary| vary.contains("accept-encoding")));
            let body = reply.bytes().await.unwrap();
            assert_eq!(
                body.starts_with(b"/*!") || body.starts_with(b"!function"),
                encoded.is_none(),
                "{accepted}"
            );
        }
        assert_eq!(nobody.get("/swagger-ui").await.status, 200, "the client follows the redirect");
        assert_eq!(nobody.get("/swagger-ui/nothing.js").await.status, 404);
        env
    });
}
