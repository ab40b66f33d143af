//! The queue as people and the database see it.

use serde_json::json;

use super::IDLE;
use crate::harness::{csv_rows, run_with_provider};

#[test]
fn a_job_waits_is_stopped_and_is_tried_again() {
    run_with_provider(IDLE, |env, provider| async move {
        let payment = env.with_job().await;
        let id = env.job_of(payment).await;
        let job = env.api.get(&format!("/api/v1/jobs/{id}")).await.body;
        assert_eq!(
            (&job["kind"], &job["state"], &job["attempts"], &job["progress"], &job["actor"]),
            (&json!("PAYMENT"), &json!("QUEUED"), &json!(0), &json!(0), &json!("user:1")),
            "{job}"
        );
        let (retry, cancel) = (format!("/api/v1/jobs/{id}/retry"), format!("/api/v1/jobs/{id}/cancel"));
        let stopped = env.api.post(&cancel, &json!({})).await;
        assert_eq!((stopped.status, &stopped.body["state"]), (200, &json!("CANCELLED")), "{stopped:?}");
        assert!(stopped.body["finished_at"].is_string());
        assert_eq!(env.api.post(&cancel, &json!({})).await.code(), "job_settled");
        let actions = &stopped.body["available_actions"];
        assert_eq!(actions[0], json!({"action": "retry", "allowed": true}));
        assert_eq!(actions[1], json!({"action": "cancel", "allowed": false, "reason": "job_settled"}));
        let again = env.api.post(&retry, &json!({})).await;
        assert_eq!((again.status, &again.body["state"]), (200, &json!("QUEUED")), "{again:?}");
        assert_eq!(env.api.get("/api/v1/jobs/999999").await.status, 404);
        assert_eq!(env.api.post("/api/v1/jobs/999999/retry", &json!({})).await.status, 404);

        // A job that was stopped is not done by a worker that starts afterwards; one that was queued again is.
        env.api.post(&cancel, &json!({})).await;
        let mut settings = provider.settings();
        settings.push(("SALDO_JOBS", "2"));
        let worker = crate::harness::Server::start(&env.database.url, &settings).await;
        super::pause(1_500).await;
        assert_eq!(provider.books(|books| books.calls.len()), 0);
        env.api.post(&retry, &json!({})).await;
        env.job_until(id, |job| job["attempts"] == 1 && job["stage"] == "CREATE").await;
        worker.stop().await;
        env
    });
}

#[test]
fn jobs_are_listed_and_filtered_for_those_who_may_see_them() {
    run_with_provider(IDLE, |env, _| async move {
        for _ in 0..3 {
            env.with_job().await;
        }
        let all = env.api.get("/api/v1/jobs?count=true&limit=2").await.body;
        assert_eq!((all["items"].as_array().unwrap().len(), &all["count"]["value"]), (2, &json!(3)));
        let next = all["next_cursor"].as_str().unwrap();
        let rest = env.api.get(&format!("/api/v1/jobs?cursor={next}")).await.body;
        assert_eq!(rest["items"].as_array().unwrap().len(), 1);
        for (query, found) in
            [("kind=PAYMENT", 3), ("kind=REFUND", 0), ("state=QUEUED,FAILED", 3), ("state=RUNNING", 0)]
        {
            let body = env.api.get(&format!("/api/v1/jobs?{query}")).await.body;
            assert_eq!(body["items"].as_array().unwrap().len(), found, "{query}");
        }
        let rows = csv_rows(&env.api.get("/api/v1/jobs/export?state=QUEUED").await.text);
        assert_eq!(
            (rows.len(), rows[0][1].as_str(), rows[1][1].as_str(), rows[1][3].as_str()),
            (4, "Вид", "Онлайн-платёж", "в очереди")
        );
        assert!(rows[1][0].parse::<i64>().unwrap() > rows[3][0].parse().unwrap(), "newest first");
        assert_eq!(csv_rows(&env.api.get("/api/v1/jobs/export?kind=REFUND").await.text).len(), 1);
        assert_eq!(env.user("cashier").await.get("/api/v1/jobs/export").await.status, 403);
        assert_eq!(env.api.get("/api/v1/jobs?kind=CLEANING").await.code(), "invalid_query");
        assert_eq!(env.user("operator").await.get("/api/v1/jobs").await.status, 200);
        assert_eq!(env.user("cashier").await.get("/api/v1/jobs").await.status, 403);
        let operator = env.user("operator").await;
        assert_eq!(operator.post("/api/v1/jobs/1/cancel", &json!({})).await.status, 403);
        let metrics = env.api.get("/metrics").await.text;
        assert!(metrics.contains("saldo_jobs{kind=\"PAYMENT\",state=\"QUEUED\"} 3"), "{metrics}");
        env
    });
}

#[test]
fn the_database_keeps_the_queue_with_its_causes() {
    run_with_provider(IDLE, |env, _| async move {
        let payment = env.with_job().await;
        let mut server = env.database.connect_as("saldo_server").await;
        let entries = "select count(*) from graphile_worker._private_jobs";
        let count: i64 = sqlx::query_scalar(entries).fetch_one(&mut server).await.unwrap();
        assert_eq!(count, 1);
        // What is rolled back has queued nothing.
        for statement in [
            "begin",
            "insert into job_runs (kind, subject, actor, run_at, created_at, updated_at) values ('REFUND', 'refund:9', 'system', now(), now(), now())",
            "rollback",
        ] {
            sqlx::raw_sql(statement).execute(&mut server).await.unwrap();
        }
        let count: i64 = sqlx::query_scalar(entries).fetch_one(&mut server).await.unwrap();
        assert_eq!(count, 1);
        let second = format!(
            "insert into job_runs (kind, subject, actor, run_at, created_at, updated_at) values ('PAYMENT', 'payment:{payment}', 'system', now(), now(), now())"
        );
        for statement in [
            second.as_str(),
            "delete from job_runs",
            "truncate job_runs",
            "update job_runs set subject = 'payment:2'",
            "update job_runs set progress = 101",
            "update job_runs set state = 'SUCCEEDED'",
            "drop table graphile_worker._private_jobs",
            "select queue_job('PAYMENT', 'payment:1', 'me', now())",
        ] {
            let refused = sqlx::raw_sql(sqlx::AssertSqlSafe(statement.to_owned())).execute(&mut server).await;
            assert!(refused.is_err(), "{statement}");
        }
        let mut owner = env.database.connect_as("saldo_owner").await;
        assert!(sqlx::raw_sql("delete from job_runs").execute(&mut owner).await.is_err());
        env
    });
}
