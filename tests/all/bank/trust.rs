//! Who is believed without proof: nobody, unless the operator says that nobody else can reach the server.

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::{WEBHOOK, bank, example, organisation};
use crate::harness::{Env, Server, run, run_with};

const SECRET: &str = "a secret of the bank: long enough";
const NOTICE: &str = "/api/webhook/yookassa";
const BALANCE: &str = "/api/organizations/1234567890/balance/";
const HISTORY: &str = "/api/organizations/1234567890/balance/history/";

/// What `proxy_pass http://127.0.0.1:8080;` and nothing else makes of anybody's request: HTTP/1.0, the upstream's own name as Host,
/// no word about who asks.
async fn through_nginx(env: &Env, method: &str, path: &str, body: &str) -> u16 {
    let host = env.server.base.trim_start_matches("http://");
    let mut stream = tokio::net::TcpStream::connect(host).await.unwrap();
    let length = if body.is_empty() { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
    let request = format!(
        "{method} {path} HTTP/1.0\r\nHost: {host}\r\nConnection: close\r\n{length}User-Agent: curl/8.5.0\r\nAccept: */*\r\n\
         Content-Type: application/json\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).split(' ').nth(1).unwrap().parse().unwrap()
}

/// Every door that could take a caller for local, and whether it does.
async fn nobody_is_let_in(env: Env) -> Env {
    let client = organisation(&env).await;
    let notice = json!({"event": "payment.succeeded", "object": {"id": "x"}}).to_string();
    for (method, path, body) in [
        ("POST", WEBHOOK, example().to_string().as_str()),
        ("POST", "/api/webhook/bank", &example().to_string()),
        ("POST", NOTICE, &notice),
        ("GET", BALANCE, ""),
        ("GET", HISTORY, ""),
        ("GET", "/metrics", ""),
    ] {
        let status = through_nginx(&env, method, path, body).await;
        assert!(matches!(status, 401 | 403), "{method} {path}: {status}");
    }
    assert_eq!(env.balance(client).await, "0.00");
    env
}

#[test]
fn a_proxy_with_default_settings_lets_nobody_in() {
    run_with(&[("SALDO_TRUST_LOCAL", "false")], nobody_is_let_in);
    run_with(&[("SALDO_BANK_WEBHOOK_SECRET", SECRET)], nobody_is_let_in);
    run_with(&[("SALDO_TRUSTED_PROXIES", "127.0.0.1")], nobody_is_let_in);
}

#[test]
fn trust_in_local_callers_is_said_at_start_and_refused_where_others_could_pass_for_them() {
    run(|env| async move {
        assert!(env.server.printed().contains("--trust-local"), "{}", env.server.printed());
        for (name, value) in [
            ("SALDO_BANK_WEBHOOK_SECRET", SECRET),
            ("SALDO_PAYMENT_WEBHOOK_SECRET", SECRET),
            ("SALDO_TRUSTED_PROXIES", "127.0.0.1"),
            ("SALDO_ADDR", "0.0.0.0:0"),
            ("SALDO_ADDR", "[::]:0"),
        ] {
            let settings = [("SALDO_TRUST_LOCAL", "true"), (name, value)];
            let why = Server::try_start(&env.database.url, &settings).await.err().expect("a refusal");
            assert!(why.contains("--trust-local") && why.contains(name), "{name}={value}: {why}");
            assert!(!why.contains(SECRET), "{why}");
            let without =
                Server::start(&env.database.url, &[("SALDO_TRUST_LOCAL", "false"), (name, value)]).await;
            assert!(!without.printed().contains("--trust-local"));
        }
        env
    });
}

#[test]
fn a_key_with_the_right_is_as_good_as_a_signature() {
    let both = [("SALDO_BANK_WEBHOOK_SECRET", SECRET), ("SALDO_PAYMENT_WEBHOOK_SECRET", SECRET)];
    for settings in [&both[..], &[("SALDO_TRUST_LOCAL", "false")]] {
        run_with(settings, |env| async move {
            organisation(&env).await;
            let (key, other) = (env.program(&["bank.write"]).await, env.program(&["bank.read"]).await);
            assert_eq!(key.post(WEBHOOK, &example()).await.body, json!({"status": "success"}));
            assert_eq!(other.post(WEBHOOK, &example()).await.status, 403);
            assert!(matches!(env.api.post(WEBHOOK, &example()).await.status, 401 | 403), "a session");
            assert!(matches!(bank(&env).post(WEBHOOK, &example()).await.status, 401 | 403));
            assert_eq!((key.get(BALANCE).await.status, other.get(BALANCE).await.status), (403, 200));
            let provider = env.program(&["payments.write"]).await;
            assert!(!matches!(provider.post(NOTICE, &json!({})).await.status, 401 | 403));
            assert_eq!(key.post(NOTICE, &json!({})).await.status, 403);
            env
        });
    }
}
