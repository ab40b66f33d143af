//! Signing in and out: what a session is, how it ends, and that nobody else's page or guess gets one.

mod ending;
mod guessing;
mod places;
mod signing_in;

use serde_json::json;

use crate::harness::{Api, Env, Reply};

const SESSION: &str = "/api/v1/session";

async fn attempt(env: &Env, login: &str, password: &str) -> Reply {
    Api::anonymous(&env.server.base).post(SESSION, &json!({"login": login, "password": password})).await
}
