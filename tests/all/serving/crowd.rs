//! Many connections at once: strangers' large bodies are not kept, and one address does not take all there is.

use std::time::{Duration, Instant};

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::harness::{Api, Env, run, run_with};

/// Resident memory of the server in kilobytes; none where there is no /proc.
fn resident(env: &Env) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", env.server.pid())).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?.trim().split(' ').next()?.parse().ok()
}

fn host(env: &Env) -> String {
    env.server.base.trim_start_matches("http://").to_owned()
}

/// Sends a head and most of a large body, and leaves the rest out. The status of the answer, if one came.
async fn pour(host: String, path: &str) -> (TcpStream, Option<u16>) {
    let mut stream = TcpStream::connect(&host).await.unwrap();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: 255000\r\n\r\n"
    );
    let sent = async {
        stream.write_all(head.as_bytes()).await?;
        stream.write_all(&vec![b' '; 200_000]).await
    };
    // Who is refused is not read to the end.
    let _ = tokio::time::timeout(Duration::from_secs(5), sent).await;
    let mut answer = [0; 12];
    let read = tokio::time::timeout(Duration::from_secs(15), stream.read_exact(&mut answer)).await;
    let status = matches!(read, Ok(Ok(_)))
        .then(|| String::from_utf8_lossy(&answer).split(' ').nth(1).and_then(|status| status.parse().ok()))
        .flatten();
    (stream, status)
}

#[test]
fn large_bodies_of_strangers_are_refused_unread_on_every_route() {
    run_with(&[("SALDO_BANK_WEBHOOK_SECRET", "a secret of the bank: long enough")], |env| async move {
        let before = resident(&env);
        for (path, expected) in [
            ("/api/v1/session", 413),
            ("/api/v1/session/password", 401),
            ("/api/v1/clients", 401),
            ("/api/v1/operations/batch", 401),
            ("/api/webhook/bank/", 401),
            ("/api/webhook/yookassa", 403),
        ] {
            let crowd: Vec<_> = (0..50).map(|_| tokio::spawn(pour(host(&env), path))).collect();
            let mut kept = Vec::new();
            for one in crowd {
                let (stream, status) = one.await.unwrap();
                // A connection that is cut while its body is on the way may lose the answer.
                assert!(status.is_none_or(|status| status == expected), "{path}: {status:?}");
                kept.push(stream);
            }
            assert_eq!(env.api.get("/api/v1/session").await.status, 200, "{path}");
        }
        if let (Some(before), Some(after)) = (before, resident(&env)) {
            assert!(after < before + 100_000, "300 strangers took {} kB", after - before);
        }
        env
    });
}

#[test]
fn a_sign_in_has_four_kilobytes() {
    run(|env| async move {
        let nobody = Api::anonymous(&env.server.base);
        let attempt = |length| json!({"login": "admin", "password": "x".repeat(length)});
        let large = nobody.post("/api/v1/session", &attempt(5000)).await;
        assert_eq!((large.status, large.code()), (413, "payload_too_large"), "{large:?}");
        assert_eq!(nobody.post("/api/v1/session", &attempt(3000)).await.status, 422);
        env
    });
}

#[cfg(target_os = "linux")]
#[test]
fn idle_connections_of_one_address_do_not_stop_the_service_for_others() {
    run_with(&[("SALDO_CONNECTIONS_PER_ADDRESS", "64")], |env| async move {
        let mut open = Vec::new();
        for _ in 0..300 {
            open.push(TcpStream::connect(host(&env)).await.unwrap());
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
        let mut closed = 0;
        for stream in &mut open {
            let end = tokio::time::timeout(Duration::from_millis(5), stream.read(&mut [0; 1])).await;
            closed += usize::from(matches!(end, Ok(Ok(0) | Err(_))));
        }
        assert!(closed >= 300 - 64, "{closed} of 300 were closed");
        // Somebody else, from another address of this machine.
        let other =
            reqwest::Client::builder().local_address(std::net::IpAddr::from([127, 0, 0, 2])).build().unwrap();
        let live = other.get(format!("{}/livez", env.server.base)).send().await.unwrap();
        assert_eq!(live.status().as_u16(), 200);
        // Those that say nothing are closed in a few seconds, and the address is served again.
        let begun = Instant::now();
        loop {
            let again = reqwest::Client::new().get(format!("{}/livez", env.server.base)).send().await;
            if again.is_ok_and(|live| live.status().as_u16() == 200) {
                break;
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "the address stays shut");
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        drop(open);
        env
    });
}
