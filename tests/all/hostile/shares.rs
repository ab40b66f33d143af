//! One caller who asks for more than can be answered waits for themselves and keeps nobody else waiting.

use std::time::{Duration, Instant};

use futures_util::future::join_all;

use crate::harness::run;

#[test]
fn a_viewer_whose_questions_are_stuck_stops_nobodys_lists() {
    run(|env| async move {
        env.client("Иванов").await;
        let (viewer, other) = (env.user("viewer").await, env.user("viewer").await);
        let program = env.program(&["clients.read", "operations.read"]).await;
        // Whoever reads operations waits: as costly a question as one can ask.
        let mut holder = env.database.connect().await;
        sqlx::raw_sql("set idle_in_transaction_session_timeout = 0; begin; lock table operations in access exclusive mode")
            .execute(&mut holder)
            .await
            .unwrap();
        let paths = [
            "/api/v1/operations?q=а&totals=true&count=true",
            "/api/v1/operations",
            "/api/v1/operations?kind=TOP_UP",
        ];
        let flood = join_all((0..90).map(|at| viewer.get(paths[at % paths.len()])));
        let served = async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            for caller in [&other, &program, &env.api] {
                for _ in 0..5 {
                    let begun = Instant::now();
                    let reply = caller.get("/api/v1/clients?q=иван").await;
                    assert_eq!(reply.status, 200, "{reply:?}");
                    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
                }
            }
            sqlx::raw_sql("rollback").execute(&mut holder).await.unwrap();
        };
        let (replies, ()) = tokio::join!(flood, served);
        let refused: Vec<_> = replies.iter().filter(|reply| reply.status == 429).collect();
        assert!(!refused.is_empty(), "90 at once are more than anybody's share");
        for reply in refused {
            assert!(
                reply.header("retry-after").is_some() && reply.header("ratelimit").is_some(),
                "{reply:?}"
            );
            assert_eq!(reply.header("ratelimit-policy"), Some("\"at-once\";q=3"));
        }
        assert!(replies.iter().all(|reply| matches!(reply.status, 200 | 429 | 503)), "{replies:?}");
        let after = viewer.get("/api/v1/operations").await;
        assert_eq!(after.status, 200, "the share is given back: {after:?}");
        env
    });
}
