//! Background jobs: queued with their cause, done once, taken over from the dead, shown, tried again, stopped.

mod queue;
mod workers;

use std::time::Duration;

use serde_json::{Value, json};

use crate::harness::{Env, key};

/// The setting of a server that leaves jobs to others.
const IDLE: &[(&str, &str)] = &[("SALDO_JOBS", "0")];

impl Env {
    /// A draft with an online payment, whose job is number one; gives the payment.
    async fn with_job(&self) -> i64 {
        let client = self.client("Покупатель").await;
        let cable = self.product("Кабель", "10.01", "10").await;
        let order = self.api.draft(client, &[(cable, "2")]).await;
        let path = format!("/api/v1/orders/{order}/payments");
        let reply = self.api.command(&path, &key(), &json!({"amount": "20.02"})).await;
        assert_eq!(reply.status, 201, "{reply:?}");
        reply.body["id"].as_i64().unwrap()
    }

    async fn job_until(&self, id: i64, wished: impl Fn(&Value) -> bool) -> Value {
        crate::payments::until(&self.api, &format!("/api/v1/jobs/{id}"), wished).await
    }

    async fn job_of(&self, payment: i64) -> i64 {
        let jobs = self.api.get(&format!("/api/v1/jobs?subject=payment:{payment}")).await.body;
        jobs["items"][0]["id"].as_i64().unwrap_or_else(|| panic!("{jobs}"))
    }
}

async fn pause(milliseconds: u64) {
    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
}
