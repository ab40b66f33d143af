//! Readers that never read: their places come back by the clock, and nobody has them all.

use std::time::{Duration, Instant};

use reqwest::Method;

use super::streaming::{OPERATIONS, busy_client};
use crate::harness::{Api, Env, run_with};

const SOON: &[(&str, &str)] = &[("SALDO_EXPORT_IDLE_SECONDS", "2")];

/// Begins a file and reads nothing of it.
async fn begun(api: &Api, path: &str) -> reqwest::Response {
    let response = api.request(Method::GET, path).send().await.unwrap();
    assert_eq!(response.status().as_u16(), 200);
    response
}

async fn busy(env: &Env) -> String {
    format!("{OPERATIONS}?client_id={}", busy_client(env, 40_000).await)
}

#[test]
fn a_reader_that_never_reads_loses_the_place_and_gets_no_file_that_looks_whole() {
    run_with(SOON, |env| async move {
        let path = busy(&env).await;
        let readers = [env.program(&["operations.read"]).await, env.program(&["operations.read"]).await];
        let mut stalled = Vec::new();
        for reader in &readers {
            for _ in 0..2 {
                stalled.push(begun(reader, &path).await);
            }
        }
        let full = env.api.get(&path).await;
        assert_eq!((full.status, full.code()), (503, "overloaded"), "{full:?}");
        let begin = Instant::now();
        let file = loop {
            let reply = env.api.get(&path).await;
            if reply.status == 200 {
                break reply;
            }
            assert!(begin.elapsed() < Duration::from_secs(10), "the places are not given back: {reply:?}");
            tokio::time::sleep(Duration::from_millis(200)).await;
        };
        assert_eq!(file.text.lines().count(), 40_001);
        // Whoever stood still has a place again, and the old file breaks off.
        assert_eq!(readers[0].get(&path).await.status, 200);
        for response in stalled {
            assert!(response.bytes().await.is_err(), "a file that was cut looks whole");
        }
        env
    });
}

#[test]
fn one_caller_has_two_files_at_once() {
    run_with(&[], |env| async move {
        let path = busy(&env).await;
        let held = [begun(&env.api, &path).await, begun(&env.api, &path).await];
        let third = env.api.get(&path).await;
        assert_eq!((third.status, third.code()), (429, "too_many_requests"), "{third:?}");
        assert!(third.header("retry-after").is_some());
        let other = env.program(&["operations.read"]).await;
        assert_eq!(other.get(&path).await.status, 200);
        drop(held);
        let begin = Instant::now();
        while env.api.get(&path).await.status != 200 {
            assert!(begin.elapsed() < Duration::from_secs(5), "a file that ended still counts");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        env
    });
}
