//! Bodies that are no JSON, too much JSON, JSON of another form.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Env, Reply, read, run};

/// POST and PUT paths with a body, one of each shape of handler.
const PATHS: [(&str, &str); 10] = [
    ("POST", "/api/v1/session"),
    ("POST", "/api/v1/clients"),
    ("PUT", "/api/v1/clients/1"),
    ("POST", "/api/v1/services"),
    ("POST", "/api/v1/clients/1/deposit"),
    ("POST", "/api/v1/operations"),
    ("POST", "/api/v1/operations/batch"),
    ("POST", "/api/v1/operations/1/reversal"),
    ("PATCH", "/api/v1/users/1"),
    ("POST", "/api/webhook/bank/"),
];

async fn send(env: &Env, method: &str, path: &str, body: impl Into<reqwest::Body>) -> Reply {
    let method: Method = method.parse().unwrap();
    let request = env
        .api
        .request(method, path)
        .header("content-type", "application/json")
        .header("idempotency-key", "hostile");
    read(request.body(body)).await
}

/// A refusal in the form that belongs to the path.
fn refused(reply: &Reply, statuses: &[u16], what: &str) {
    assert!(statuses.contains(&reply.status), "{what}: {reply:?}");
    let told = reply.body["code"].is_string() || reply.body["error"].is_string();
    assert!(told, "{what}: no reason in {reply:?}");
}

#[test]
fn what_is_not_json_is_refused_everywhere() {
    run(|env| async move {
        let deep = [
            "[".repeat(100_000),
            "{\"a\":".repeat(20_000),
            format!("{{\"name\":{}1{}}}", "[".repeat(50_000), "]".repeat(50_000)),
        ];
        let texts: Vec<&[u8]> = vec![
            b"",
            b" ",
            b"{",
            b"}",
            b"nul",
            b"{\"a\":}",
            b"{} {}",
            b"{}x",
            b"{'a':1}",
            b"{\"a\":NaN}",
            b"{\"a\":01}",
            b"{\"a\":+1}",
            b"{\"a\":.5}",
            b"{\"name\":\"\\ud800\"}",
            b"{\"name\":\"\\udc00x\"}",
            b"{\"name\":\"\xff\xfe\"}",
            b"\xef\xbb\xbf{}",
            b"\xff\xfe{\x00}\x00",
            b"{\"name\":\"a\x00b\"}",
            b"{\"name\":\"\n\"}",
            b"<xml/>",
            b"a=b&c=d",
            deep[0].as_bytes(),
            deep[1].as_bytes(),
            deep[2].as_bytes(),
        ];
        for (method, path) in PATHS {
            for text in &texts {
                let shown = String::from_utf8_lossy(&text[..text.len().min(40)]).into_owned();
                let reply = send(&env, method, path, text.to_vec()).await;
                // An unknown field may be met before the fault of the syntax; the bank's long bodies are too large for it.
                let statuses: &[u16] = match text {
                    long if long.len() > 10_000 => &[400, 413, 422],
                    [b'{', b'"' | b'}', ..] => &[400, 422],
                    _ => &[400],
                };
                refused(&reply, statuses, &format!("{method} {path} {shown}"));
            }
        }
        assert_eq!(env.api.get("/livez").await.status, 200);
        env
    });
}

#[test]
fn json_of_another_form_is_refused_with_the_place() {
    run(|env| async move {
        for (method, path) in PATHS {
            for body in [
                json!(null),
                json!(true),
                json!(1),
                json!("x"),
                json!([]),
                json!([{}]),
                json!({"no such field": 1}),
            ] {
                let empty_is_fine = path.ends_with("/reversal") && body == json!([]);
                let reply = send(&env, method, path, body.to_string()).await;
                if !empty_is_fine {
                    refused(&reply, &[400, 404, 422], &format!("{method} {path} {body}"));
                }
            }
        }
        let reply =
            send(&env, "POST", "/api/v1/clients", r#"{"kind":"OTHER","name":"x","colour":"red"}"#).await;
        assert_eq!((reply.status, reply.faults()), (422, vec!["colour:unknown_field".to_owned()]));
        let reply = send(
            &env,
            "POST",
            "/api/v1/clients",
            r#"{"kind":"OTHER","name":"x","contacts":[{"colour":"red"}]}"#,
        )
        .await;
        assert_eq!(reply.faults(), ["contacts[0].colour:unknown_field"]);
        let reply = send(
            &env,
            "POST",
            "/api/v1/operations/batch",
            r#"{"operations":[{"client_id":1,"kind":"TOP_UP","amount":0.005}]}"#,
        )
        .await;
        assert_eq!(reply.faults(), ["operations[0].amount:too_many_decimals"]);
        env
    });
}

#[test]
fn a_key_that_comes_twice_never_means_two_things() {
    run(|env| async move {
        let client = env.client("Двойник").await;
        let path = format!("/api/v1/clients/{client}/deposit");
        let reply =
            send(&env, "POST", &path, r#"{"amount":"1.00","amount":"999.00","description":"дважды"}"#).await;
        refused(&reply, &[400, 422], "amount twice");
        let reply = send(&env, "POST", "/api/v1/clients", r#"{"kind":"OTHER","name":"a","name":"b"}"#).await;
        refused(&reply, &[400, 422], "name twice");
        let body = r#"{"operation_id":"ccf0a86d-041b-4991-bcf7-e2352f7b8a4a","amount":1,"amount":100,"payer_inn":"1234567890",
                       "document_number":"1","document_date":"2024-04-27T21:00:00Z"}"#;
        refused(&send(&env, "POST", "/api/webhook/bank/", body).await, &[400], "bank's amount twice");
        assert_eq!(env.balance(client).await, "0.00");
        env
    });
}

#[test]
fn too_large_is_413_before_it_is_read() {
    run(|env| async move {
        let big = format!(r#"{{"kind":"OTHER","name":"{}"}}"#, "x".repeat(1_000_000));
        let bank = format!(r#"{{"operation_id":"{}"}}"#, "x".repeat(20_000));
        let batch = format!(r#"{{"operations":[{}]}}"#, " ".repeat(3_000_000));
        for (path, body) in [
            ("/api/v1/clients", &big),
            ("/api/v1/session", &big),
            ("/api/webhook/bank/", &bank),
            ("/api/v1/operations/batch", &batch),
        ] {
            let reply = send(&env, "POST", path, body.clone()).await;
            refused(&reply, &[413], path);
            // The same without a length in the head.
            let chunks = body
                .as_bytes()
                .chunks(50_000)
                .map(|chunk| Ok::<_, std::io::Error>(chunk.to_vec()))
                .collect::<Vec<_>>();
            let stream = reqwest::Body::wrap_stream(futures_util::stream::iter(chunks));
            let reply = crate::harness::try_read(
                env.api
                    .request(Method::POST, path)
                    .header("content-type", "application/json")
                    .header("idempotency-key", "big")
                    .body(stream),
            )
            .await;
            // The server may close before the last chunk is sent.
            assert!(reply.as_ref().map_or(true, |reply| reply.status == 413), "{path}: {reply:?}");
        }
        assert_eq!(env.api.get("/livez").await.status, 200);
        env
    });
}

#[test]
fn the_content_type_must_say_json_and_nothing_compressed() {
    run(|env| async move {
        let body = json!({"kind": "OTHER", "name": "Тип"}).to_string();
        let send = |kind: &'static str| {
            read(
                env.api
                    .request(Method::POST, "/api/v1/clients")
                    .header("content-type", kind)
                    .body(body.clone()),
            )
        };
        for kind in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/xml",
            "json",
            "*/*",
            "",
        ] {
            let reply = send(kind).await;
            assert_eq!((reply.status, reply.code()), (415, "unsupported_media_type"), "{kind}: {reply:?}");
        }
        let none = read(env.api.request(Method::POST, "/api/v1/clients").body(body.clone())).await;
        assert_eq!(none.status, 415);
        for encoding in ["gzip", "br", "deflate", "x"] {
            let request =
                env.api.request(Method::POST, "/api/v1/clients").header("content-type", "application/json");
            let reply = read(request.header("content-encoding", encoding).body(body.clone())).await;
            assert_eq!(reply.status, 415, "{encoding}: {reply:?}");
        }
        for kind in ["application/json", "application/json; charset=utf-8", "APPLICATION/JSON"] {
            assert_eq!(send(kind).await.status, 201, "{kind}");
        }
        env
    });
}

#[test]
fn a_million_keys_or_items_cost_a_refusal() {
    run(|env| async move {
        let keys: String = (0..9000).map(|n| format!("\"k{n}\":\"v\",")).collect();
        let body = format!(r#"{{"kind":"OTHER","name":"x","client_info":{{{}"z":"z"}}}}"#, keys);
        refused(&send(&env, "POST", "/api/v1/clients", body).await, &[422], "client_info");
        let body = format!(r#"{{"name":"x","kind":"sms","billing_info":{{{}"z":"z"}}}}"#, keys);
        refused(&send(&env, "POST", "/api/v1/services", body).await, &[422], "billing_info");
        let contacts = "{\"phone\":\"1\"},".repeat(10_000);
        let body = format!(r#"{{"kind":"OTHER","name":"x","contacts":[{}{{"phone":"1"}}]}}"#, contacts);
        let reply = send(&env, "POST", "/api/v1/clients", body).await;
        refused(&reply, &[422], "contacts");
        assert!(reply.text.len() < 10_000, "an answer of {} bytes", reply.text.len());
        let numbers = Value::Array(vec![json!(1e300); 1000]);
        let body = json!({"name": "x", "kind": "sms", "billing_info": {"n": numbers}});
        refused(&send(&env, "POST", "/api/v1/services", body.to_string()).await, &[422], "numbers");
        env
    });
}
