//! A server that is told to stop loses no request: kept connections are closed with an answer, never without one.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::json;

use crate::harness::{Server, key, run, try_read};

#[test]
fn callers_on_kept_connections_lose_no_request_when_the_server_stops() {
    run(|env| async move {
        let client = env.client("Постоянный").await;
        let server = Server::start(&env.database.url, &[]).await;
        let api = crate::harness::Api::sign_in(&server.base, "admin", crate::harness::PASSWORD).await;
        let done = Arc::new(AtomicU32::new(0));
        let callers: Vec<_> = (0..16)
            .map(|_| {
                let (api, done, path) =
                    (api.clone(), Arc::clone(&done), format!("/api/v1/clients/{client}/deposit"));
                tokio::spawn(async move {
                    loop {
                        let body = json!({"amount": "1.00", "description": "прощание"});
                        let request = api
                            .request(reqwest::Method::POST, &path)
                            .header("idempotency-key", key())
                            .json(&body);
                        match try_read(request).await {
                            Ok(reply) => {
                                assert_eq!(reply.status, 201, "{reply:?}");
                                done.fetch_add(1, Ordering::SeqCst);
                                if reply.header("connection") == Some("close") {
                                    return;
                                }
                            }
                            Err(error) => panic!("a request was lost: {error:?}"),
                        }
                    }
                })
            })
            .collect();
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        server.stop().await;
        for caller in callers {
            caller.await.unwrap();
        }
        let done = done.load(Ordering::SeqCst);
        assert!(done > 16, "{done}");
        assert_eq!(env.balance(client).await, format!("{done}.00"));
        env
    });
}
