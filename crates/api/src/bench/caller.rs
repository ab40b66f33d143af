//! The API as the preparation uses it: JSON there and back, one request at a time.

use std::net::SocketAddr;

use anyhow::{Context, Result, bail};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::http::Connection;
use super::plan::Prepared;

pub struct Caller {
    connection: Connection,
    address: SocketAddr,
    /// Header lines that say who calls.
    identity: String,
}

/// An answer of any status.
pub struct Said {
    pub status: u16,
    pub body: Value,
    pub cookie: Option<String>,
}

impl Caller {
    /// # Errors
    /// Nobody listens.
    pub async fn connect(address: SocketAddr, identity: String) -> Result<Self> {
        Ok(Self { connection: Connection::open(address).await?, address, identity })
    }

    /// # Errors
    /// The connection broke; an answer that is not JSON.
    pub async fn post(&mut self, path: &str, body: &impl Serialize) -> Result<Said> {
        self.send(&Prepared::post(self.address, path, &self.identity, &serde_json::to_string(body)?)).await
    }

    /// The body of a GET that is answered with 200.
    ///
    /// # Errors
    /// Another status, or another body than `T`.
    pub async fn get<T: DeserializeOwned>(&mut self, path: &str) -> Result<T> {
        let said = self.send(&Prepared::get(self.address, path, &self.identity)).await?;
        if said.status != 200 {
            bail!("GET {path} was answered with {}: {}", said.status, said.body);
        }
        serde_json::from_value(said.body)
            .with_context(|| format!("GET {path} was answered with something else"))
    }

    async fn send(&mut self, request: &Prepared) -> Result<Said> {
        let answer = self.connection.ask(request.bytes()).await?;
        let body = if answer.body.is_empty() { Value::Null } else { serde_json::from_slice(answer.body)? };
        let cookie = answer.header("set-cookie").and_then(|value| value.split(';').next()).map(str::to_owned);
        Ok(Said { status: answer.status, body, cookie })
    }
}
