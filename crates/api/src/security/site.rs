//! Cross-site requests. A browser attaches the session cookie by itself, so a change that comes with a cookie must come from our
//! own pages.
//!
//! Every browser of this decade sends `Sec-Fetch-Site` (over https or to localhost) or `Origin` with such a request; neither can be
//! forged by a page. A request with neither comes from a program, which has no cookies of somebody else.

use actix_web::http::Method;
use actix_web::http::header::{HOST, HeaderMap, HeaderName, ORIGIN};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether the method changes something.
pub fn is_unsafe(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS | Method::TRACE)
}

/// Whether the request was made by a page of another site.
pub fn is_cross_site(headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get(SEC_FETCH_SITE) {
        return !matches!(site.as_bytes(), b"same-origin" | b"none");
    }
    match (headers.get(ORIGIN), headers.get(HOST)) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(origin), Some(host)) => authority(origin.as_bytes()) != Some(host.as_bytes()),
    }
}

/// `host:port` of an origin; none for `null` and the like.
fn authority(origin: &[u8]) -> Option<&[u8]> {
    origin.strip_prefix(b"https://").or_else(|| origin.strip_prefix(b"http://"))
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    fn cross(pairs: &[(&'static str, &'static str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        is_cross_site(&headers)
    }

    #[test]
    fn the_browsers_own_word_decides() {
        let host = ("host", "saldo.example");
        assert!(!cross(&[host, ("sec-fetch-site", "same-origin")]));
        assert!(!cross(&[host, ("sec-fetch-site", "none")]));
        assert!(cross(&[host, ("sec-fetch-site", "same-site")]));
        assert!(cross(&[host, ("sec-fetch-site", "cross-site"), ("origin", "https://saldo.example")]));
    }

    #[test]
    fn without_it_the_origin_must_be_the_host() {
        let host = ("host", "127.0.0.1:8080");
        assert!(!cross(&[host, ("origin", "http://127.0.0.1:8080")]));
        assert!(!cross(&[("host", "saldo.example"), ("origin", "https://saldo.example")]));
        for origin in [
            "http://127.0.0.1:8081",
            "http://127.0.0.1",
            "null",
            "file://127.0.0.1:8080",
            "https://evil.example",
        ] {
            assert!(cross(&[host, ("origin", origin)]), "{origin}");
        }
        assert!(cross(&[("origin", "http://127.0.0.1:8080")]));
    }

    #[test]
    fn a_program_sends_neither() {
        assert!(!cross(&[("host", "127.0.0.1:8080")]));
    }

    #[test]
    fn only_reading_methods_are_safe() {
        assert!(!is_unsafe(&Method::GET) && !is_unsafe(&Method::HEAD));
        assert!(is_unsafe(&Method::POST) && is_unsafe(&Method::DELETE) && is_unsafe(&Method::PATCH));
    }
}
