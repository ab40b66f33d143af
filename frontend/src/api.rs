//! The one place that talks to the server.
//!
//! Invariant: every answer becomes a value or an [`ApiError`]; a 401 during a session raises the sign-in dialog and leaves the
//! page as it is; a request that nobody waits for any more is stopped. Retries are never silent: people decide.
//! Absent on purpose: caches, base addresses, tokens in scripts (the session is an HttpOnly cookie of the same origin).

mod early;
mod error;
mod key;
mod stop;

use std::pin::Pin;

use contract::problem::ProblemCode;
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{Headers, RequestInit, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen_futures::JsFuture;

use crate::json;

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

impl Method {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
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
    let broken = |_: JsValue| ApiError::no_answer();
    let early = if method == Method::Get { early::answer(path).await } else { None };
    let response = match early {
        Some(response) => response,
        None => {
            let request = request(method, body, key, stop).map_err(broken)?;
            JsFuture::from(window().fetch_with_str_and_init(path, &request)).await.map_err(broken)?
        }
    };
    let response: Response = response.unchecked_into();
    let (status, good) = (response.status(), response.ok());
    let request_id = response.headers().get("x-request-id").ok().flatten();
    // The body can break off after the headers: then nobody knows what it said.
    let text = JsFuture::from(response.text().map_err(broken)?).await.map_err(broken)?;
    let text = text.as_string().unwrap_or_default();
    if good { Ok(text) } else { Err(ApiError::from_answer(status, &text, request_id)) }
}

fn request(
    method: Method,
    body: Option<String>,
    key: Option<&IdempotencyKey>,
    stop: &Stop,
) -> Result<RequestInit, JsValue> {
    let request = RequestInit::new();
    request.set_method(method.as_str());
    request.set_signal(stop.signal().as_ref());
    let headers = Headers::new()?;
    headers.set("accept", "application/json, application/problem+json")?;
    if let Some(key) = key {
        headers.set("idempotency-key", key.as_str())?;
    }
    if let Some(json) = body {
        headers.set("content-type", "application/json")?;
        request.set_body(&JsValue::from_str(&json));
    }
    request.set_headers(&headers);
    Ok(request)
}

/// What the text of a good answer says.
///
/// # Errors
/// [`Code::Unreadable`] for a text of another form.
#[inline(never)]
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, ApiError> {
    json::from_str(text).map_err(|_| ApiError::unreadable())
}

/// The records of a page of a list. A page as one type would bring code of its own for every list.
///
/// # Errors
/// [`Code::Unreadable`] for a text of another form.
pub fn read_items<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, ApiError> {
    let page = json::page(text).map_err(|_| ApiError::unreadable())?;
    page.items.into_iter().map(read).collect()
}

/// # Errors
/// [`Code::Unreadable`] for what JSON cannot say.
pub fn write<B: Serialize>(body: &B) -> Result<String, ApiError> {
    serde_json::to_string(body).map_err(|_| ApiError::unreadable())
}
