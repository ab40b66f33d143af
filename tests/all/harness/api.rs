//! A caller of the API: a browser session or a bearer key.

use reqwest::Method;
use reqwest::header::HeaderMap;
use serde_json::Value;

/// An answer, read whole.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
    /// Null when the body is not JSON.
    pub body: Value,
}

impl Reply {
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Codes of the fields at fault, as `field:code`.
    pub fn faults(&self) -> Vec<String> {
        let errors = self.body["errors"].as_array().cloned().unwrap_or_default();
        errors
            .iter()
            .map(|error| format!("{}:{}", error["field"].as_str().unwrap(), error["code"].as_str().unwrap()))
            .collect()
    }
}

/// Who calls.
#[derive(Clone)]
pub struct Api {
    pub base: String,
    pub http: reqwest::Client,
    bearer: Option<String>,
}

impl Api {
    /// Nobody: no session, no key.
    pub fn anonymous(base: &str) -> Self {
        // The features of the program are those of this client too: without a provider of ciphers it does not start.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder().cookie_store(true).build().unwrap();
        Self { base: base.to_owned(), http, bearer: None }
    }

    pub async fn sign_in(base: &str, login: &str, password: &str) -> Self {
        let api = Self::anonymous(base);
        let reply =
            api.post("/api/v1/session", &serde_json::json!({"login": login, "password": password})).await;
        assert!(matches!(reply.status, 200 | 201), "{reply:?}");
        api
    }

    /// A program with an API key.
    pub fn bearer(base: &str, key: &str) -> Self {
        let mut api = Self::anonymous(base);
        api.bearer = Some(key.to_owned());
        api
    }

    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.base)).header("origin", &self.base);
        match &self.bearer {
            Some(key) => request.bearer_auth(key),
            None => request,
        }
    }

    pub async fn get(&self, path: &str) -> Reply {
        read(self.request(Method::GET, path)).await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        read(self.request(Method::DELETE, path)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Reply {
        read(self.request(Method::POST, path).json(body)).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Reply {
        read(self.request(Method::PUT, path).json(body)).await
    }

    /// A POST that moves money.
    pub async fn command(&self, path: &str, key: &str, body: &Value) -> Reply {
        read(self.request(Method::POST, path).header("idempotency-key", key).json(body)).await
    }

    /// As [`Api::command`] with a key of its own and the body as text, for numbers that Rust cannot hold.
    pub async fn command_text(&self, path: &str, body: &str) -> Reply {
        let key = uuid::Uuid::new_v4().to_string();
        let request = self.request(Method::POST, path).header("idempotency-key", key);
        read(request.header("content-type", "application/json").body(body.to_owned())).await
    }

    /// Deposits and expects it to be done.
    pub async fn deposit(&self, client: i64, amount: &str) -> Value {
        let key = uuid::Uuid::new_v4().to_string();
        let body = serde_json::json!({"amount": amount, "description": "пополнение"});
        let reply = self.command(&format!("/api/v1/clients/{client}/deposit"), &key, &body).await;
        assert_eq!(reply.status, 201, "{reply:?}");
        reply.body
    }
}

pub async fn read(request: reqwest::RequestBuilder) -> Reply {
    try_read(request).await.unwrap()
}

/// An answer, or why there is none.
pub async fn try_read(request: reqwest::RequestBuilder) -> Result<Reply, reqwest::Error> {
    let response = request.send().await?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let text = response.text().await?;
    let body = serde_json::from_str(&text).unwrap_or(Value::Null);
    Ok(Reply { status, headers, text, body })
}
