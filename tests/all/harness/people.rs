//! Other callers than the administrator: users of each role, programs with API keys.

use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};

use super::{Api, Env};

/// Password of every user that a test makes.
pub const USER_PASSWORD: &str = "a password for tests";

static NEXT: AtomicU32 = AtomicU32::new(1);

impl Env {
    /// A new user of that role, signed in.
    pub async fn user(&self, role: &str) -> Api {
        let user = self.new_user(role).await;
        Api::sign_in(&self.server.base, user["login"].as_str().unwrap(), USER_PASSWORD).await
    }

    /// A new user of that role, as the API shows it.
    pub async fn new_user(&self, role: &str) -> Value {
        let login = format!("{role}-{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let body = json!({"login": login, "role": role, "password": USER_PASSWORD});
        let reply = self.api.post("/api/v1/users", &body).await;
        assert_eq!(reply.status, 201, "{reply:?}");
        reply.body
    }

    /// A program with a new API key of these scopes.
    pub async fn program(&self, scopes: &[&str]) -> Api {
        let reply = self.api.post("/api/v1/api-keys", &json!({"name": "program", "scopes": scopes})).await;
        assert_eq!(reply.status, 201, "{reply:?}");
        Api::bearer(&self.server.base, reply.body["key"].as_str().unwrap())
    }
}
