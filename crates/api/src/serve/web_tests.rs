//! What can be seen of the server without a database: its edge, and how it stands without one.

use std::net::SocketAddr;

use actix_web::body::MessageBody;
use actix_web::http::Method;
use actix_web::http::header::HeaderMap;
use actix_web::test::{TestRequest, init_service};
use actix_web::web::{Data, get};
use app::db::PoolSizes;
use app::payments::provider::Providers;
use app::{App, Clock, Db, Sizes};
use serde_json::Value;
use sqlx::postgres::PgConnectOptions;

use super::site;
use crate::security::cookie::SecureCookies;
use crate::state::{Settings, Shared, State};

struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Value,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// A state whose database does not exist.
fn state(secrets: &[&str]) -> Shared {
    state_of(secrets, secrets.is_empty())
}

fn state_of(secrets: &[&str], trust_local: bool) -> Shared {
    let options =
        PgConnectOptions::new_without_pgpass().socket("/nonexistent").username("nobody").database("nothing");
    let db = Db::new(options, PoolSizes::default());
    let settings = Settings {
        terms: Default::default(),
        cookies: SecureCookies::Auto,
        export_idle: std::time::Duration::from_secs(60),
        trusted_proxies: Vec::new(),
        trust_local,
        payment_secrets: Vec::new(),
        bank_secrets: secrets.iter().map(|text| text.parse().unwrap()).collect(),
        unsafe_durability: false,
    };
    let app = App::start(db, Clock::new(chrono_tz::UTC), Sizes::default(), Providers::default());
    Data::new(State::new(app, settings).unwrap())
}

async fn ask_with(state: Shared, request: TestRequest) -> Answer {
    let site =
        site(state).route("/panic", get().to(|| async { if true { panic!("on purpose") } else { "" } }));
    let service = init_service(site).await;
    let local: SocketAddr = "127.0.0.1:5000".parse().unwrap();
    let request = request.peer_addr(local).insert_header(("host", "127.0.0.1:8080")).to_request();
    let response = match actix_web::dev::Service::call(&service, request).await {
        Ok(response) => response.into_parts().1,
        // As the connection would write it.
        Err(error) => error.error_response(),
    };
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let bytes = response.into_body().try_into_bytes().unwrap_or_default();
    Answer { status, headers, body: serde_json::from_slice(&bytes).unwrap_or_default() }
}

async fn ask(request: TestRequest) -> Answer {
    ask_with(state(&[]), request).await
}

fn post(path: &str) -> TestRequest {
    TestRequest::post().uri(path).insert_header(("content-type", "application/json"))
}

#[actix_web::test]
async fn a_panic_is_a_problem_like_any_other() {
    let answer = ask(TestRequest::get().uri("/panic").insert_header(("x-request-id", "seen-1"))).await;
    assert_eq!((answer.status, &answer.body["code"]), (500, &"internal_error".into()));
    assert_eq!(answer.body["request_id"], "seen-1");
    assert_eq!(answer.header("x-request-id"), "seen-1");
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
}

#[actix_web::test]
async fn every_answer_has_the_security_headers_and_an_id() {
    for request in [
        TestRequest::get().uri("/livez"),
        TestRequest::get().uri("/api/v1/clients"),
        TestRequest::get().uri("/api/v1/nothing"),
        TestRequest::delete().uri("/api/v1/clients"),
        TestRequest::get().uri("/api/openapi.json"),
        TestRequest::get().uri("/swagger-ui/"),
        TestRequest::get().uri("/nothing"),
        TestRequest::get().uri("/api/v1/clients").insert_header(("accept", "image/png")),
        post("/api/webhook/bank/").set_payload("{"),
    ] {
        let answer = ask(request).await;
        for (name, part) in [
            ("content-security-policy", "frame-ancestors 'none'"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cache-control", "no-"),
            ("x-request-id", "-"),
        ] {
            assert!(answer.header(name).contains(part), "{} {name}: {}", answer.status, answer.header(name));
        }
    }
}

#[actix_web::test]
async fn what_no_route_takes_is_told_apart() {
    let unknown = ask(TestRequest::get().uri("/api/v1/nothing")).await;
    assert_eq!((unknown.status, &unknown.body["code"]), (404, &"not_found".into()));
    let method = ask(TestRequest::delete().uri("/api/v1/clients")).await;
    assert_eq!((method.status, method.header("allow")), (405, "GET, POST"));
    let bank = ask(TestRequest::get().uri("/api/webhook/bank")).await;
    assert_eq!((bank.status, &bank.body["error"]), (405, &"use POST".into()));
    let picture = ask(TestRequest::get().uri("/api/v1/clients").insert_header(("accept", "image/png"))).await;
    assert_eq!((picture.status, &picture.body["code"]), (406, &"not_acceptable".into()));
}

#[actix_web::test]
async fn whatever_can_be_read_can_be_asked_for_its_head() {
    assert_eq!(ask(TestRequest::default().method(Method::HEAD).uri("/livez")).await.status, 200);
    let document = ask(TestRequest::default().method(Method::HEAD).uri("/api/openapi.json")).await;
    assert_eq!((document.status, document.header("content-type")), (200, "application/json"));
}

#[actix_web::test]
async fn strangers_are_refused_before_their_body_is_read() {
    let answer = ask(post("/api/v1/clients").set_payload("not json")).await;
    assert_eq!((answer.status, &answer.body["code"]), (401, &"unauthenticated".into()));
    assert!(answer.header("www-authenticate").starts_with("Bearer"));
    let bearer =
        ask(TestRequest::get().uri("/api/v1/clients").insert_header(("authorization", "Basic eA=="))).await;
    assert_eq!(bearer.status, 401);
}

#[actix_web::test]
async fn signing_in_is_refused_to_other_sites_and_to_forms() {
    let attempt = || post("/api/v1/session").set_payload(r#"{"login":"admin","password":"correct horse"}"#);
    let foreign = ask(attempt().insert_header(("sec-fetch-site", "cross-site"))).await;
    assert_eq!((foreign.status, &foreign.body["code"]), (403, &"cross_site".into()));
    let form = attempt().insert_header(("content-type", "application/x-www-form-urlencoded"));
    assert_eq!(ask(form).await.status, 415);
}

#[actix_web::test]
async fn with_a_secret_an_unsigned_payment_is_refused_even_from_this_machine() {
    let answer =
        ask_with(state(&["a long secret of the bank"]), post("/api/webhook/bank/").set_payload("{}")).await;
    assert_eq!((answer.status, answer.body["error"].is_string()), (401, true));
}

#[actix_web::test]
async fn without_a_secret_only_this_machine_is_served() {
    let balance = || TestRequest::get().uri("/api/organizations/1234567890/balance/");
    let proxied = ask(balance().insert_header(("x-forwarded-for", "198.51.100.7"))).await;
    assert_eq!((proxied.status, proxied.body["error"].is_string()), (403, true));
    let page =
        ask(post("/api/webhook/bank/").insert_header(("origin", "https://evil.example")).set_payload("{}"))
            .await;
    assert_eq!(page.status, 403);
    let metrics = ask(TestRequest::get().uri("/metrics").insert_header(("via", "proxy"))).await;
    assert_eq!(metrics.status, 401);
}

#[actix_web::test]
async fn nobody_is_trusted_for_being_on_this_machine_unless_the_operator_says_so() {
    for secrets in [&[][..], &["a long secret of the bank"]] {
        let shut = || state_of(secrets, false);
        let payment = ask_with(shut(), post("/api/webhook/bank/").set_payload("{}")).await;
        assert_eq!(payment.status, if secrets.is_empty() { 403 } else { 401 });
        let notice = ask_with(shut(), post("/api/webhook/yookassa").set_payload("{}")).await;
        assert_eq!(notice.status, 403);
        for (path, status) in [
            ("/api/organizations/1234567890/balance/", 403),
            ("/api/organizations/1234567890/balance/history/", 403),
            ("/metrics", 401),
        ] {
            assert_eq!(ask_with(shut(), TestRequest::get().uri(path)).await.status, status, "{path}");
        }
    }
}

#[actix_web::test]
async fn without_a_database_the_server_says_so_and_lives() {
    assert_eq!(ask(TestRequest::get().uri("/livez")).await.status, 200);
    let ready = ask(TestRequest::get().uri("/readyz")).await;
    assert_eq!((ready.status, &ready.body["ready"]), (503, &false.into()));
    let balance = ask(TestRequest::get().uri("/api/organizations/1234567890/balance/")).await;
    assert_eq!((balance.status, balance.header("retry-after")), (503, "1"));
    let token = format!("sid={}", "t".repeat(43));
    let clients = ask(TestRequest::get().uri("/api/v1/clients").insert_header(("cookie", token))).await;
    assert_eq!((clients.status, &clients.body["code"]), (503, &"database_unavailable".into()));
}

#[actix_web::test]
async fn a_draining_server_is_not_ready() {
    let state = state(&[]);
    state.drain();
    let answer = ask_with(state, TestRequest::get().uri("/readyz")).await;
    assert_eq!((answer.status, &answer.body["reason"]), (503, &"the server is stopping".into()));
}
