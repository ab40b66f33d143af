//! Bytes that no HTTP library sends: broken heads, smuggling, invalid UTF-8, bodies that never come.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::harness::{Env, run};

fn host(env: &Env) -> String {
    env.server.base.strip_prefix("http://").unwrap().to_owned()
}

/// Sends bytes and reads until the server closes or falls silent.
async fn talk(env: &Env, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(host(env)).await.unwrap();
    let _ = stream.write_all(bytes).await;
    let mut answer = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(3), stream.read_to_end(&mut answer)).await;
    String::from_utf8_lossy(&answer).into_owned()
}

fn status(answer: &str) -> Option<u16> {
    answer.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()
}

#[test]
fn invalid_utf8_in_paths_and_parameters_is_no_server_error() {
    run(|env| async move {
        for target in [
            "/api/v1/clients/%FF%FE",
            "/api/v1/clients/%C3%28/contacts",
            "/api/organizations/%FF/balance/",
            "/%FF",
            "/api/v1/clients?q=%FF%FE",
            "/api/v1/clients?%FF=1",
            "/api/v1/clients/search?q=%ED%A0%80",
            "/api/v1/services?param=%FF~x",
            "/api/v1/operations?q=%C3",
            "/api/v1/clients?q=%",
            "/api/v1/clients?q=%zz",
            "/api/v1/clients?&&&===",
            "/api/v1/clients?q",
            "/swagger-ui/%2e%2e/%2e%2e/etc/passwd",
            "/../../etc/passwd",
            "/assets/..%2f..%2fCargo.toml",
            "//api/v1/clients",
            "/api/v1/clients#x",
        ] {
            let request =
                env.api.http.get(format!("{}{target}", env.server.base)).header("connection", "close");
            let reply = crate::harness::read(request).await;
            assert!(reply.status < 500 && reply.status != 0, "{target}: {reply:?}");
            assert!(!reply.text.contains("root:") && !reply.text.contains("[workspace]"), "{target}");
            let answer = talk(
                &env,
                format!("GET {target} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", host(&env))
                    .as_bytes(),
            )
            .await;
            assert!(status(&answer).is_some_and(|status| (200..500).contains(&status)), "{target}: {answer}");
        }
        let raw = [
            b"GET /api/v1/clients/\xff\xfe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".as_slice(),
            b"GET /?q=\xd0 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        ];
        for bytes in raw {
            let answer = talk(&env, bytes).await;
            assert!(status(&answer).is_none_or(|status| status < 500), "{answer}");
        }
        assert_eq!(env.api.get("/livez").await.status, 200);
        env
    });
}

#[test]
fn heads_that_mean_two_things_are_refused() {
    run(|env| async move {
        let body = "{\"login\":\"x\",\"password\":\"y\"}";
        let head = "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
        for (name, bytes) in [
            (
                "length and chunks",
                format!(
                    "{head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /livez HTTP/1.1\r\nHost: x\r\n\r\n"
                ),
            ),
            ("two lengths", format!("{head}Content-Length: 5\r\nContent-Length: 27\r\n\r\n{body}")),
            ("a negative length", format!("{head}Content-Length: -1\r\n\r\n{body}")),
            ("a length with a plus", format!("{head}Content-Length: +27\r\n\r\n{body}")),
            ("an unknown coding", format!("{head}Transfer-Encoding: xchunked\r\n\r\n{body}")),
            ("a broken chunk", format!("{head}Transfer-Encoding: chunked\r\n\r\nzz\r\n{body}\r\n0\r\n\r\n")),
            ("a folded header", format!("{head}X-A: b\r\n c\r\n\r\n")),
            ("a header without a colon", format!("{head}nonsense\r\n\r\n")),
            ("a space in a name", format!("{head}Content Length: 5\r\n\r\n")),
            ("a NUL in a header", format!("{head}X-A: a\u{0}b\r\n\r\n")),
            ("no method", " / HTTP/1.1\r\n\r\n".to_owned()),
            ("another protocol", "SSH-2.0-OpenSSH_9.2\r\n\r\n".to_owned()),
            ("a TLS hello", "\u{16}\u{3}\u{1}\u{0}".to_owned()),
            ("HTTP/9", "GET / HTTP/9.9\r\nHost: x\r\n\r\n".to_owned()),
            ("300 headers", format!("GET /livez HTTP/1.1\r\nHost: x\r\n{}\r\n", "X-A: b\r\n".repeat(300))),
            (
                "a head of 300 KB",
                format!("GET /livez HTTP/1.1\r\nHost: x\r\nX-A: {}\r\n\r\n", "b".repeat(300_000)),
            ),
            ("an address of 100 KB", format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(100_000))),
        ] {
            let answer = talk(&env, bytes.as_bytes()).await;
            let codes: Vec<&str> =
                answer.match_indices("HTTP/1.1 ").map(|(at, _)| &answer[at + 9..at + 12]).collect();
            assert!(codes.iter().all(|code| !code.starts_with('5')), "{name}: {answer}");
            assert!(codes.len() <= 1, "{name}: a second request was smuggled: {answer}");
        }
        assert_eq!(env.api.get("/livez").await.status, 200);
        env
    });
}

#[test]
fn a_body_that_drips_is_timed_out_and_stalls_nobody() {
    run(|env| async move {
        let client = env.client("Терпеливый").await;
        let mut slow = Vec::new();
        for at in 0..200 {
            let mut stream = TcpStream::connect(host(&env)).await.unwrap();
            // Half of them stop in the head, half in the body.
            let path = if at % 2 == 0 { "/api/webhook/bank/" } else { "/api/v1/session" };
            let head = format!(
                "POST {path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: 200\r\n",
                host(&env)
            );
            stream.write_all(head.as_bytes()).await.unwrap();
            if at % 4 < 2 {
                stream.write_all(b"\r\n{").await.unwrap();
            }
            slow.push(stream);
        }
        let begun = Instant::now();
        let mut worst = Duration::ZERO;
        let mut drips = 0;
        while begun.elapsed() < Duration::from_secs(11) {
            let asked = Instant::now();
            assert_eq!(env.api.get(&format!("/api/v1/clients/{client}")).await.status, 200);
            worst = worst.max(asked.elapsed());
            if begun.elapsed() > Duration::from_secs(drips) {
                drips += 1;
                for (at, stream) in slow.iter_mut().enumerate().take(40) {
                    if at % 4 < 2 {
                        let _ = stream.write_all(b" ").await;
                    }
                }
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        assert!(worst < Duration::from_secs(2), "another request took {worst:?}");
        let mut timed_out = 0;
        for mut stream in slow {
            let mut answer = Vec::new();
            let ended = tokio::time::timeout(Duration::from_secs(4), stream.read_to_end(&mut answer)).await;
            let answer = String::from_utf8_lossy(&answer).into_owned();
            assert!(ended.is_ok(), "the server keeps a dripping connection open: {answer}");
            assert!(answer.is_empty() || status(&answer) == Some(408), "{answer}");
            timed_out +=
                usize::from(answer.contains("\"code\":\"request_timeout\"") || answer.contains("\"error\""));
        }
        assert!(timed_out >= 50, "{timed_out} were told why");
        env
    });
}

#[test]
fn callers_that_hang_up_harm_nobody() {
    run(|env| async move {
        let client = env.client("Настойчивый").await;
        let body = "{\"amount\":\"1.00\",\"description\":\"обрыв\"}";
        for cut in 0..40 {
            let mut stream = TcpStream::connect(host(&env)).await.unwrap();
            let request = format!(
                "POST /api/v1/clients/{client}/deposit HTTP/1.1\r\nHost: x\r\nIdempotency-Key: c{cut}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            );
            let until = request.len() * cut / 40;
            stream.write_all(&request.as_bytes()[..until]).await.unwrap();
            drop(stream);
        }
        assert_eq!(env.balance(client).await, "0.00");
        env.api.deposit(client, "2.00").await;
        assert_eq!(env.balance(client).await, "2.00");
        env
    });
}
