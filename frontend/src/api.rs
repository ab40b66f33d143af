//! The one place that talks to the server.
//!
//! Invariant: every answer becomes a value or an [`ApiError`]; a 401 during a session raises the sign-in dialog and leaves the
//! page as it is; a request that nobody waits for any more is stopped. Retries are never silent: people decide.
//! Absent on purpose: caches, base addresses, tokens in scripts (the session is an HttpOnly cookie of the same origin).

mod error;
mod key;
mod stop;

use std::pin::Pin;

use contract::problem::ProblemCode;
use gloo_net::http::{Request, RequestBuilder};
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use error::{ApiError, Code};
pub use key::IdempotencyKey;
pub use stop::Stop;

/// What is done to a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

/// The API as the signed-in person sees it.
#[derive(Clone, Copy)]
pub struct Api {
    /// Set when the server no longer knows the session.
    lost: RwSignal<bool>,
}

impl Api {
    pub fn new(lost: RwSignal<bool>) -> Self {
        Self { lost }
    }

    pub async fn get<T: DeserializeOwned>(self, path: &str, stop: &Stop) -> Result<T, ApiError> {
        read(&self.send(Method::Get, path, None, None, stop).await?)
    }

    /// The same before it is read; see [`read`].
    pub fn get_text(self, path: &str, stop: &Stop) -> Answer {
        self.send(Method::Get, path, None, None, stop)
    }

    /// `key` is required by every command that moves money.
    pub async fn post<B: Serialize, T: DeserializeOwned>(
        self,
        path: &str,
        body: &B,
        key: Option<&IdempotencyKey>,
        stop: &Stop,
    ) -> Result<T, ApiError> {
        let body = write(body)?;
        read(&self.send(Method::Post, path, Some(body), key, stop).await?)
    }

    /// The text of the answer. Neither generic nor inlined, so that the machinery exists once in the WASM file.
    pub fn send(
        self,
        method: Method,
        path: &str,
        body: Option<String>,
        key: Option<&IdempotencyKey>,
        stop: &Stop,
    ) -> Answer {
        let (path, key, stop) = (path.to_owned(), key.cloned(), stop.clone());
        Box::pin(async move {
            let _deadline = stop.deadline();
            let result = exchange(method, &path, body, key.as_ref(), &stop).await;
            if stop.is_stopped() {
                return Err(ApiError::stopped());
            }
            if let Err(error) = &result
                && error.code == Code::Problem(ProblemCode::Unauthenticated)
            {
                self.lost.try_set(true);
            }
            result
        })
    }
}

/// The text of an answer on its way.
pub type Answer = Pin<Box<dyn Future<Output = Result<String, ApiError>>>>;

async fn exchange(
    method: Method,
    path: &str,
    body: Option<String>,
    key: Option<&IdempotencyKey>,
    stop: &Stop,
) -> Result<String, ApiError> {
    let mut request = match method {
        Method::Get => Request::get(path),
        Method::Post => Request::post(path),
        Method::Put => Request::put(path),
        Method::Patch => Request::patch(path),
        Method::Delete => Request::delete(path),
    }
    .header("accept", "application/json, application/problem+json")
    .abort_signal(stop.signal().as_ref());
    if let Some(key) = key {
        request = request.header("idempotency-key", key.as_str());
    }
    let response = dispatch(request, body).await.map_err(|_| ApiError::no_answer())?;
    let status = response.status();
    let request_id = response.headers().get("x-request-id");
    // The body can break off after the headers: then nobody knows what it said.
    let text = response.text().await.map_err(|_| ApiError::no_answer())?;
    if response.ok() { Ok(text) } else { Err(ApiError::from_answer(status, &text, request_id)) }
}

async fn dispatch(
    request: RequestBuilder,
    body: Option<String>,
) -> Result<gloo_net::http::Response, gloo_net::Error> {
    match body {
        Some(json) => request.header("content-type", "application/json").body(json)?.send().await,
        None => request.send().await,
    }
}

/// What the text of a good answer says.
///
/// # Errors
/// [`Code::Unreadable`] for a text of another form.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, ApiError> {
    serde_json::from_str(text).map_err(|_| ApiError::unreadable())
}

/// # Errors
/// [`Code::Unreadable`] for what JSON cannot say.
pub fn write<B: Serialize>(body: &B) -> Result<String, ApiError> {
    serde_json::to_string(body).map_err(|_| ApiError::unreadable())
}
