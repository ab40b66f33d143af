//! Online payments, through a provider with a network and through a terminal.

mod back;
mod faults;
mod kills;
mod lists;
mod manual;
mod refusals;
mod way;

use std::time::Duration;

use serde_json::{Value, json};

use crate::harness::{Api, Env, Provider, Reply, key, run_with_provider};

/// A shop with a provider.
fn shop<F: Future<Output = Env>>(test: impl FnOnce(Env, Provider) -> F) {
    run_with_provider(&[], test);
}

/// Asks again until the answer is as wished; at most half a minute.
pub async fn until(api: &Api, path: &str, wished: impl Fn(&Value) -> bool) -> Value {
    let mut body = Value::Null;
    for _ in 0..300 {
        body = api.get(path).await.body;
        if wished(&body) {
            return body;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{path} does not come to what is wished: {body}");
}

impl Env {
    /// An order of two cables, 20.02 in all, at a client without money.
    async fn unpaid(&self) -> (i64, i64) {
        let client = self.client("Покупатель").await;
        let cable = self.product("Кабель", "10.01", "10").await;
        (self.api.draft(client, &[(cable, "2")]).await, cable)
    }

    async fn ask_online(&self, order: i64, body: Value) -> Reply {
        self.api.command(&format!("/api/v1/orders/{order}/payments"), &key(), &body).await
    }

    /// An online payment of the whole order that its provider knows.
    async fn asked(&self, order: i64) -> i64 {
        let reply = self.ask_online(order, json!({"amount": "20.02"})).await;
        assert_eq!((reply.status, &reply.body["status"]), (201, &json!("PENDING")), "{reply:?}");
        let id = reply.body["id"].as_i64().unwrap();
        self.payment_until(id, |payment| payment["confirmation_url"].is_string()).await;
        id
    }

    async fn payment_until(&self, id: i64, wished: impl Fn(&Value) -> bool) -> Value {
        until(&self.api, &format!("/api/v1/payments/{id}"), wished).await
    }

    async fn payment_becomes(&self, id: i64, status: &str) -> Value {
        self.payment_until(id, |payment| payment["status"] == status).await
    }

    async fn order_becomes(&self, id: i64, status: &str) -> Value {
        until(&self.api, &format!("/api/v1/orders/{id}"), |order| order["status"] == status).await
    }
}
