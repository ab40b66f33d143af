//! A provider with an HTTP API in the manner of YooKassa: Basic authentication, `Idempotence-Key`, payments in two steps.
//!
//! Invariant: whatever cuts a call short (time, network, 5xx, an answer that cannot be read) leaves its outcome unknown; only an answer
//! that says no is a refusal. Wrong credentials are no refusal of a payment: they are repeated until somebody corrects them.
//! Absent on purpose: redirects, which could carry the secret elsewhere, and answers above 64 KiB.

mod wire;

use std::time::Duration;

use domain::Money;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use reqwest::{Client, Method, Response, StatusCode, Url, redirect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::{Back, Charge, NewCharge, NewRefund, Notice, Provider, ProviderError};

const NAME: &str = "yookassa";
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const MAX_ANSWER_BYTES: usize = 64 * 1024;
/// Most characters of a provider's explanation that are kept.
const MAX_REASON_CHARS: usize = 300;

/// How to reach the provider.
#[derive(Clone)]
pub struct YookassaConfig {
    /// Like `https://api.yookassa.ru`; `/v3/...` is added.
    pub base_url: String,
    pub shop_id: String,
    pub secret_key: String,
    /// For one whole call.
    pub timeout: Duration,
}

/// The provider.
pub struct Yookassa {
    http: Client,
    base: String,
    shop_id: String,
    secret_key: String,
}

type Answer<T> = Result<Option<T>, ProviderError>;

impl Yookassa {
    /// # Errors
    /// An address that is none, or one without TLS beyond this machine.
    pub fn new(config: YookassaConfig) -> Result<Self, String> {
        let url = Url::parse(&config.base_url).map_err(|error| format!("not an address: {error}"))?;
        let local = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        if url.scheme() != "https" && !(url.scheme() == "http" && local) {
            return Err("the address must begin with https://".into());
        }
        if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
            return Err("the address has parts that do not belong there".into());
        }
        // Another part of the program may have chosen already; it is the same provider everywhere.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = Client::builder()
            .redirect(redirect::Policy::none())
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(config.timeout)
            .build()
            .map_err(|error| format!("no HTTP client: {error}"))?;
        let base = url.as_str().trim_end_matches('/').to_owned();
        Ok(Self { http, base, shop_id: config.shop_id, secret_key: config.secret_key })
    }

    async fn call<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        command: Option<(String, &(impl Serialize + Sync))>,
    ) -> Answer<T> {
        let url = format!("{}/v3/{path}", self.base);
        let mut request = self.http.request(method, url).basic_auth(&self.shop_id, Some(&self.secret_key));
        if let Some((key, body)) = command {
            request = request.header("Idempotence-Key", key).json(body);
        }
        let response = request.send().await.map_err(|error| ProviderError::Unknown(cause(&error)))?;
        let status = response.status();
        let body = read(response).await?;
        judge(status, &body)
    }

    /// A command whose answer is a payment or refund.
    async fn command<T: DeserializeOwned>(
        &self,
        path: &str,
        key: String,
        body: &(impl Serialize + Sync),
    ) -> Result<T, ProviderError> {
        let answer = self.call(Method::POST, path, Some((key, body))).await?;
        answer.ok_or_else(|| ProviderError::Refused("not_found".into()))
    }

    async fn ask<T: DeserializeOwned>(&self, path: &str) -> Answer<T> {
        self.call(Method::GET, path, None::<(String, &())>).await
    }
}

impl Provider for Yookassa {
    fn name(&self) -> &'static str {
        NAME
    }

    fn create<'a>(&'a self, new: &'a NewCharge) -> BoxFuture<'a, Result<Charge, ProviderError>> {
        async move {
            let body = wire::payment(new);
            self.command::<wire::Payment>("payments", new.key.to_string(), &body).await?.read()
        }
        .boxed()
    }

    fn get<'a>(&'a self, external_id: &'a str) -> BoxFuture<'a, Result<Option<Charge>, ProviderError>> {
        async move {
            let path = format!("payments/{}", segment(external_id)?);
            self.ask::<wire::Payment>(&path).await?.map(wire::Payment::read).transpose()
        }
        .boxed()
    }

    fn capture<'a>(
        &'a self,
        key: Uuid,
        external_id: &'a str,
        amount: Money,
    ) -> BoxFuture<'a, Result<Charge, ProviderError>> {
        async move {
            let path = format!("payments/{}/capture", segment(external_id)?);
            let body = wire::Capture { amount: wire::Amount::of(amount) };
            self.command::<wire::Payment>(&path, format!("{key}-capture"), &body).await?.read()
        }
        .boxed()
    }

    fn void<'a>(&'a self, key: Uuid, external_id: &'a str) -> BoxFuture<'a, Result<Charge, ProviderError>> {
        async move {
            let path = format!("payments/{}/cancel", segment(external_id)?);
            let body = wire::Nothing {};
            self.command::<wire::Payment>(&path, format!("{key}-cancel"), &body).await?.read()
        }
        .boxed()
    }

    fn refund<'a>(&'a self, refund: &'a NewRefund) -> BoxFuture<'a, Result<Back, ProviderError>> {
        async move {
            let body = wire::refund(refund);
            self.command::<wire::Refund>("refunds", refund.key.clone(), &body).await?.read()
        }
        .boxed()
    }

    fn get_refund<'a>(&'a self, external_id: &'a str) -> BoxFuture<'a, Result<Option<Back>, ProviderError>> {
        async move {
            let path = format!("refunds/{}", segment(external_id)?);
            self.ask::<wire::Refund>(&path).await?.map(wire::Refund::read).transpose()
        }
        .boxed()
    }

    fn read_notice(&self, body: &[u8]) -> Result<Option<Notice>, String> {
        wire::notice(body)
    }
}

/// The provider's number as a part of a path. It came over the network, so it is looked at.
fn segment(external_id: &str) -> Result<&str, ProviderError> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if !external_id.is_empty() && external_id.bytes().all(plain) {
        Ok(external_id)
    } else {
        Err(ProviderError::Refused("the provider's number is not of its form".into()))
    }
}

async fn read(mut response: Response) -> Result<Vec<u8>, ProviderError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| ProviderError::Unknown(cause(&error)))? {
        if body.len() + chunk.len() > MAX_ANSWER_BYTES {
            return Err(ProviderError::Unknown("the answer is too large".into()));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// What an answer means. `None` is 404.
fn judge<T: DeserializeOwned>(status: StatusCode, body: &[u8]) -> Answer<T> {
    let unknown = |text: String| Err(ProviderError::Unknown(text));
    match status.as_u16() {
        200..=299 => match serde_json::from_slice(body) {
            Ok(value) => Ok(Some(value)),
            Err(_) => unknown("the answer cannot be read".into()),
        },
        404 => Ok(None),
        401 | 403 => unknown(format!("the provider does not accept our credentials ({status})")),
        408 | 409 | 425 | 429 => unknown(format!("the provider is busy ({status})")),
        400..=499 => Err(ProviderError::Refused(wire::refusal(body, MAX_REASON_CHARS))),
        _ => unknown(format!("the provider failed ({status})")),
    }
}

/// What cut a call short, without the address.
fn cause(error: &reqwest::Error) -> String {
    let text = if error.is_timeout() {
        "no answer in time"
    } else if error.is_connect() {
        "no connection"
    } else {
        "the connection broke"
    };
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(base_url: &str) -> YookassaConfig {
        YookassaConfig {
            base_url: base_url.into(),
            shop_id: "1".into(),
            secret_key: "s".into(),
            timeout: Duration::from_secs(1),
        }
    }

    #[test]
    fn only_an_address_with_tls_or_of_this_machine_will_do() {
        for good in ["https://api.example.ru", "https://api.example.ru/", "http://127.0.0.1:8081"] {
            assert!(Yookassa::new(config(good)).is_ok(), "{good}");
        }
        for bad in ["http://api.example.ru", "api.example.ru", "https://u:p@x.ru", "https://x.ru/?a=1", ""] {
            assert!(Yookassa::new(config(bad)).is_err(), "{bad}");
        }
    }

    #[test]
    fn only_a_clear_no_is_a_refusal() {
        let code = |status: u16| {
            let status = StatusCode::from_u16(status).unwrap();
            judge::<wire::Payment>(status, br#"{"type":"error","code":"invalid_request","description":"no"}"#)
        };
        assert_eq!(code(400), Err(ProviderError::Refused("invalid_request: no".into())));
        assert_eq!(code(404), Ok(None));
        for status in [200, 302, 401, 403, 408, 429, 500, 502, 503] {
            assert!(matches!(code(status), Err(ProviderError::Unknown(_))), "{status}");
        }
    }

    #[test]
    fn a_number_that_would_lead_elsewhere_is_refused() {
        assert!(segment("2d0a1b3c-000f-5000_a").is_ok());
        for bad in ["", "a/b", "..", "a?b", "а"] {
            assert!(segment(bad).is_err(), "{bad}");
        }
    }
}
