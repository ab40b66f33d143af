//! The id of a request: the caller's `x-request-id` when it is sane, else a new one that sorts by time.

use std::fmt;

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::{HttpMessage, HttpRequest};
use uuid::Uuid;

pub const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id as it is kept with the request. Its text is made only when somebody asks.
#[derive(Clone, Debug)]
pub enum RequestId {
    Given(HeaderValue),
    Own(Uuid),
}

impl RequestId {
    /// The caller's id, or a new one. A caller's id has at most 64 letters, digits and `._-`, so that it is harmless in logs.
    pub fn of(headers: &HeaderMap) -> Self {
        match headers.get(X_REQUEST_ID) {
            Some(given) if is_sane(given.as_bytes()) => Self::Given(given.clone()),
            _ => Self::Own(Uuid::now_v7()),
        }
    }

    /// The header that echoes it.
    pub fn header(&self) -> HeaderValue {
        match self {
            Self::Given(given) => given.clone(),
            Self::Own(id) => {
                let mut buffer = Uuid::encode_buffer();
                let text = id.hyphenated().encode_lower(&mut buffer);
                HeaderValue::from_str(text).unwrap_or_else(|_| HeaderValue::from_static("-"))
            }
        }
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Given(given) => f.write_str(given.to_str().unwrap_or("-")),
            Self::Own(id) => id.fmt(f),
        }
    }
}

/// The id of a request that came through the edge.
pub fn text(request: &HttpRequest) -> String {
    request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default()
}

fn is_sane(given: &[u8]) -> bool {
    (1..=64).contains(&given.len())
        && given.iter().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn echoed(given: &'static [u8]) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(X_REQUEST_ID, HeaderValue::from_bytes(given).unwrap());
        RequestId::of(&headers).to_string()
    }

    #[test]
    fn a_sane_id_is_kept_and_any_other_replaced() {
        assert_eq!(echoed(b"order-17_a.b"), "order-17_a.b");
        for strange in [&b""[..], b"a b", b"{\"x\":1}", b"\xff\xfe", &[b'x'; 65]] {
            assert_eq!(echoed(strange).len(), 36, "{strange:?}");
        }
        assert_eq!(RequestId::of(&HeaderMap::new()).header().len(), 36);
    }
}
