//! Processes that work on jobs: several at once, killed, stopped, in a process of their own.

use std::process::Stdio;
use std::time::Duration;

use serde_json::json;

use super::{IDLE, pause};
use crate::harness::{Fault, Provider, Server, run_with_provider};

/// A server on the database of `env` that works on jobs and misses dead ones soon.
async fn working(provider: &Provider, database: &str) -> Server {
    let mut settings = provider.settings();
    settings.push(("SALDO_JOB_TAKEOVER_SECONDS", "3"));
    settings.push(("SALDO_PAYMENT_TIMEOUT_SECONDS", "60"));
    Server::start(database, &settings).await
}

#[test]
fn the_job_of_a_killed_process_is_taken_over_and_nothing_happens_twice() {
    run_with_provider(IDLE, |env, provider| async move {
        let first = working(&provider, &env.database.url).await;
        provider.fail("POST /v3/payments", Fault::Slow(20_000));
        let payment = env.with_job().await;
        let job = env.job_of(payment).await;
        env.job_until(job, |job| job["state"] == "RUNNING" && job["stage"] == "CREATE").await;
        pause(300).await;
        first.kill().await;
        let second = working(&provider, &env.database.url).await;
        let done = env.job_until(job, |job| job["attempts"] == 2 && job["state"] == "QUEUED").await;
        assert_eq!(done["error"], serde_json::Value::Null, "{done}");
        assert_eq!(provider.books(|books| books.payments.len()), 1);
        let number = provider.books(|books| books.payment().0.clone());
        // The slow call of the dead process arrives at last: the same key, the same payment.
        provider.books(|books| books.set(&number, "waiting_for_capture"));
        let path = format!("/api/v1/payments/{payment}");
        crate::payments::until(&env.api, &path, |payment| payment["status"] == "CAPTURED").await;
        second.stop().await;
        env
    });
}

#[test]
fn a_process_that_stops_finishes_what_it_does() {
    run_with_provider(IDLE, |env, provider| async move {
        let server = working(&provider, &env.database.url).await;
        provider.fail("POST /v3/payments", Fault::Slow(2_000));
        let payment = env.with_job().await;
        let job = env.job_of(payment).await;
        env.job_until(job, |job| job["state"] == "RUNNING").await;
        server.stop().await;
        let job = env.job_until(job, |_| true).await;
        assert_eq!((&job["state"], &job["attempts"]), (&json!("QUEUED"), &json!(1)), "{job}");
        let payment = env.api.get(&format!("/api/v1/payments/{payment}")).await.body;
        assert!(payment["confirmation_url"].is_string(), "{payment}");
        env
    });
}

#[test]
fn a_running_job_stops_at_its_next_step() {
    run_with_provider(&[], |env, provider| async move {
        let payment = env.with_job().await;
        let job = env.job_of(payment).await;
        env.job_until(job, |job| job["state"] == "QUEUED" && job["attempts"] == 1).await;
        let number = provider.books(|books| books.payment().0.clone());
        provider.books(|books| books.set(&number, "waiting_for_capture"));
        provider.fail("GET /v3/payments", Fault::Slow(1_500));
        let now = env.api.post(&format!("/api/v1/jobs/{job}/retry"), &json!({})).await;
        assert_eq!(now.status, 200, "{now:?}");
        env.job_until(job, |job| job["state"] == "RUNNING").await;
        let running = env.api.post(&format!("/api/v1/jobs/{job}/retry"), &json!({})).await;
        assert_eq!(running.code(), "job_running");
        let cancelled = env.api.post(&format!("/api/v1/jobs/{job}/cancel"), &json!({})).await;
        assert_eq!(cancelled.body["cancel_requested"], true, "{cancelled:?}");
        env.job_until(job, |job| job["state"] == "CANCELLED").await;
        assert_eq!(provider.books(|books| books.count("/capture")), 0);
        env.api.post(&format!("/api/v1/jobs/{job}/retry"), &json!({})).await;
        env.job_until(job, |job| job["state"] == "SUCCEEDED" && job["progress"] == 100).await;
        assert_eq!(provider.books(|books| books.count("/capture")), 1);
        env
    });
}

#[test]
fn several_processes_do_every_job_once() {
    run_with_provider(IDLE, |env, provider| async move {
        let mut payments = Vec::new();
        for _ in 0..30 {
            payments.push(env.with_job().await);
        }
        let servers = [
            working(&provider, &env.database.url).await,
            working(&provider, &env.database.url).await,
            working(&provider, &env.database.url).await,
        ];
        for payment in &payments {
            let path = format!("/api/v1/payments/{payment}");
            crate::payments::until(&env.api, &path, |payment| payment["confirmation_url"].is_string()).await;
        }
        assert_eq!(
            provider.books(|books| (books.payments.len(), books.count("POST /v3/payments"))),
            (30, 30)
        );
        for server in servers {
            server.stop().await;
        }
        env
    });
}

#[test]
fn a_worker_of_its_own_does_what_servers_leave() {
    run_with_provider(IDLE, |env, provider| async move {
        let payment = env.with_job().await;
        let mut command = tokio::process::Command::new(crate::harness::binary());
        command.args(["worker", "--unsafe-durability"]).env("DATABASE_URL", &env.database.url);
        command.envs(provider.settings()).stdout(Stdio::null()).kill_on_drop(true);
        let mut worker = command.spawn().unwrap();
        let path = format!("/api/v1/payments/{payment}");
        crate::payments::until(&env.api, &path, |payment| payment["confirmation_url"].is_string()).await;
        let pid = worker.id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        let ended = tokio::time::timeout(Duration::from_secs(20), worker.wait()).await.unwrap().unwrap();
        assert!(ended.success(), "{ended}");
        env
    });
}
