//! Heads of requests and answers: unknown parameters, request ids, security headers, methods that are none of ours.

use reqwest::Method;
use serde_json::json;

use crate::harness::{Api, read, run};

#[test]
fn an_unknown_or_repeated_parameter_is_refused_by_name() {
    run(|env| async move {
        for (path, name) in [
            ("/api/v1/clients?colour=red", "colour"),
            ("/api/v1/clients?offset=5", "offset"),
            ("/api/v1/clients?q=a&q=b", "q"),
            ("/api/v1/clients?Q=a", "Q"),
            ("/api/v1/clients/search?q=a&page=2", "page"),
            ("/api/v1/services?price=5", "price"),
            ("/api/v1/operations?amount=5", "amount"),
            ("/api/v1/operations?limit=5&limit=6", "limit"),
            ("/api/v1/users?role=admin", "role"),
            ("/api/v1/api-keys?x=1", "x"),
            ("/api/v1/bank-deliveries?state=x", "state"),
        ] {
            let reply = env.api.get(path).await;
            assert_eq!((reply.status, reply.code()), (400, "invalid_query"), "{path}: {reply:?}");
            assert!(
                reply.faults().iter().any(|fault| fault.starts_with(&format!("{name}:"))),
                "{path}: {reply:?}"
            );
        }
        env
    });
}

#[test]
fn every_answer_carries_the_security_headers_and_a_request_id() {
    run(|env| async move {
        let nobody = Api::anonymous(&env.server.base);
        let replies = [
            nobody.get("/").await,
            nobody.get("/livez").await,
            nobody.get("/metrics").await,
            nobody.get("/swagger-ui/").await,
            nobody.get("/api/openapi.json").await,
            nobody.get("/api/v1/clients").await,
            nobody.get("/api/v1/nothing").await,
            nobody.get("/no/such/file.js").await,
            nobody.delete("/api/v1/clients").await,
            nobody.post("/api/webhook/bank/", &json!({})).await,
            nobody.post("/api/v1/session", &json!({"login": "x", "password": "y"})).await,
            env.api.get("/api/v1/clients").await,
            env.api.get("/api/v1/clients?limit=x").await,
            read(env.api.request(Method::POST, "/api/v1/clients").body("{")).await,
            read(env.api.request(Method::HEAD, "/api/v1/clients")).await,
            read(env.api.request(Method::OPTIONS, "/api/v1/clients")).await,
        ];
        for reply in replies {
            let header = |name| reply.header(name).unwrap_or_else(|| panic!("no {name}: {reply:?}"));
            let policy = header("content-security-policy");
            for part in ["frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'"] {
                assert!(policy.contains(part), "{policy}");
            }
            assert!(!policy.contains("'unsafe-eval'") && !policy.contains(" *"), "{policy}");
            assert_eq!(header("x-content-type-options"), "nosniff");
            assert!(reply.header("referrer-policy").is_some() && reply.header("cache-control").is_some());
            assert!(reply.header("access-control-allow-origin").is_none());
            assert!(reply.header("server").is_none());
            assert!(!header("x-request-id").is_empty());
        }
        env
    });
}

#[test]
fn nobody_keeps_answers_of_the_api_and_no_other_site_reads_them() {
    run(|env| async move {
        let request = env
            .api
            .http
            .get(format!("{}/api/v1/clients", env.server.base))
            .header("origin", "https://evil.example");
        let reply = read(request).await;
        assert_eq!((reply.status, reply.header("cache-control")), (200, Some("no-store")));
        assert!(reply.headers.keys().all(|name| !name.as_str().starts_with("access-control-")), "{reply:?}");
        let preflight = env
            .api
            .request(Method::OPTIONS, "/api/v1/clients")
            .header("origin", "https://evil.example")
            .header("access-control-request-method", "POST");
        let reply = read(preflight).await;
        assert!(matches!(reply.status, 200 | 204 | 403 | 404 | 405), "{reply:?}");
        assert!(reply.headers.keys().all(|name| !name.as_str().starts_with("access-control-")), "{reply:?}");
        env
    });
}

#[test]
fn a_sane_request_id_comes_back_and_any_other_is_replaced() {
    run(|env| async move {
        let echo = |id: &[u8]| {
            let value = reqwest::header::HeaderValue::from_bytes(id).unwrap();
            read(env.api.request(Method::GET, "/api/v1/nothing").header("x-request-id", value))
        };
        let reply = echo(b"order-17_a.b").await;
        assert_eq!(
            (reply.header("x-request-id"), &reply.body["request_id"]),
            (Some("order-17_a.b"), &json!("order-17_a.b"))
        );
        let mut seen = std::collections::BTreeSet::new();
        for strange in [&b""[..], b"a b", b"\"x\"", b"<b>", b"a\tb", "имя".as_bytes(), &[b'x'; 1000]] {
            let reply = echo(strange).await;
            let id = reply.header("x-request-id").unwrap().to_owned();
            assert!(
                id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
                    && id.len() <= 64,
                "{id}"
            );
            assert_eq!(reply.body["request_id"], id);
            assert!(seen.insert(id), "an id of its own for each request");
        }
        env
    });
}

#[test]
fn unknown_paths_and_methods_are_problems_like_any_other() {
    run(|env| async move {
        for (method, path, status, code) in [
            ("GET", "/api/v1/nothing", 404, "not_found"),
            ("POST", "/api/v1/nothing", 404, "not_found"),
            ("GET", "/api", 404, "not_found"),
            ("DELETE", "/api/v1/clients", 405, "method_not_allowed"),
            ("PUT", "/api/v1/session", 405, "method_not_allowed"),
            ("TRACE", "/api/v1/clients", 405, "method_not_allowed"),
            ("BREW", "/api/v1/clients", 405, "method_not_allowed"),
            ("POST", "/livez", 405, "method_not_allowed"),
            ("POST", "/clients/7", 404, "not_found"),
        ] {
            let reply = read(env.api.request(method.parse().unwrap(), path)).await;
            assert_eq!((reply.status, reply.code()), (status, code), "{method} {path}: {reply:?}");
            assert_eq!(reply.header("content-type"), Some("application/problem+json"));
            assert!(reply.body["request_id"].as_str().is_some_and(|id| !id.is_empty()));
            assert_eq!(reply.header("allow").is_some(), status == 405);
        }
        let reply =
            read(env.api.request(Method::TRACE, "/api/v1/clients").header("x-secret", "canary")).await;
        assert!(!reply.text.contains("canary"), "TRACE must not echo");
        for path in ["/api/webhook/bank/", "/api/organizations/1234567890/balance/"] {
            let reply = read(env.api.request(Method::DELETE, path)).await;
            assert_eq!((reply.status, reply.body["error"].is_string()), (405, true), "{reply:?}");
        }
        env
    });
}

#[test]
fn head_is_get_without_a_body() {
    run(|env| async move {
        for path in ["/livez", "/api/v1/clients", "/api/v1/nothing", "/api/openapi.json"] {
            let (get, head) = (env.api.get(path).await, read(env.api.request(Method::HEAD, path)).await);
            assert!(head.text.is_empty(), "{path}: {head:?}");
            assert!(
                head.status == get.status || head.status == 405,
                "{path}: {} {}",
                head.status,
                get.status
            );
        }
        env
    });
}

#[test]
fn who_cannot_take_json_is_told_so() {
    run(|env| async move {
        let ask = |accept: &'static str| {
            read(env.api.request(Method::GET, "/api/v1/clients").header("accept", accept))
        };
        for accept in ["image/png", "text/html", "application/xml"] {
            let reply = ask(accept).await;
            assert!(matches!(reply.status, 200 | 406), "{accept}: {reply:?}");
            assert!(reply.status == 200 || reply.code() == "not_acceptable");
        }
        for accept in [
            "*/*",
            "application/json",
            "application/*",
            "application/problem+json, application/json;q=0.5",
            "",
        ] {
            assert_eq!(ask(accept).await.status, 200, "{accept}");
        }
        env
    });
}

#[test]
fn the_bank_gets_its_own_errors_for_strange_addresses_too() {
    run(|env| async move {
        let nobody = Api::anonymous(&env.server.base);
        for path in [
            "/api/organizations/1234567890/balance/history/?limit=1&limit=2",
            "/api/organizations/1234567890/balance/history/?limit=%FF",
            "/api/organizations/1234567890/balance/history/?limit=",
            "/api/organizations/%FF%FE/balance/",
            "/api/organizations/%00/balance/",
            "/api/organizations/'; --/balance/history/",
            "/api/organizations/12345678901234567890/balance",
        ] {
            let reply = nobody.get(path).await;
            assert!(matches!(reply.status, 400 | 404), "{path}: {reply:?}");
            assert!(
                reply.body["error"].is_string() && reply.body.as_object().unwrap().len() == 1,
                "{path}: {reply:?}"
            );
            assert_eq!(reply.header("content-type"), Some("application/json"), "{path}");
        }
        env
    });
}
