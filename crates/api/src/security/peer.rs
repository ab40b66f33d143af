//! Whether a caller is trusted because it is on this very machine: the one decision for the bank's routes, the providers' webhooks
//! and `/metrics`.
//!
//! Loopback proves nothing by itself: a reverse proxy with default settings, an SSH tunnel or a sidecar is a loopback peer too, and
//! speaks for the whole network without a header that says so. So local callers are trusted only where the operator has said that
//! there is no such thing (`--trust-local`). Even then a proxy that gives itself away by its forwarding headers is no local caller,
//! and neither is a page in the local browser: its origin, or a host name that is not loopback's (DNS rebinding), gives it away.

use std::net::IpAddr;

use actix_web::HttpRequest;
use actix_web::http::header::{HOST, HeaderMap};

use super::site;
use crate::state::State;

const FORWARDING: [&str; 4] = ["forwarded", "x-real-ip", "via", "x-client-ip"];

/// Whether the caller needs no other proof: a program on this machine, where the operator trusts those.
pub fn is_trusted(state: &State, request: &HttpRequest) -> bool {
    state.trust_local && is_local(request.peer_addr().map(|peer| peer.ip()), request.headers())
}

/// Whether a request of that peer was made by a program on this machine, as far as can be seen.
fn is_local(peer: Option<IpAddr>, headers: &HeaderMap) -> bool {
    peer.is_some_and(is_loopback)
        && !is_forwarded(headers)
        && !site::is_cross_site(headers)
        && has_loopback_host(headers)
}

/// Whether an address can be reached from this machine only.
pub fn is_loopback(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}

fn is_forwarded(headers: &HeaderMap) -> bool {
    headers.keys().any(|name| {
        let name = name.as_str();
        name.starts_with("x-forwarded-") || FORWARDING.contains(&name)
    })
}

fn has_loopback_host(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(HOST).and_then(|host| host.to_str().ok()) else { return false };
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(is_loopback)
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};

    use super::*;

    fn local(peer: &str, pairs: &[(&'static str, &'static str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        is_local(peer.parse().ok(), &headers)
    }

    #[test]
    fn a_program_on_this_machine_is_local() {
        for host in ["127.0.0.1:8080", "localhost:8080", "LOCALHOST", "[::1]:8080", "127.0.0.2"] {
            assert!(local("127.0.0.1", &[("host", host)]), "{host}");
        }
        assert!(local("::1", &[("host", "[::1]:8080")]));
        assert!(local("::ffff:127.0.0.1", &[("host", "localhost")]));
    }

    #[test]
    fn another_machine_is_not() {
        assert!(!local("192.168.1.7", &[("host", "127.0.0.1:8080")]));
        assert!(!is_local(None, &HeaderMap::new()));
    }

    #[test]
    fn whoever_came_through_a_proxy_is_not() {
        for name in
            ["forwarded", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "x-real-ip", "via"]
        {
            assert!(!local("127.0.0.1", &[("host", "127.0.0.1:8080"), (name, "x")]), "{name}");
        }
    }

    #[test]
    fn a_page_in_the_local_browser_is_not() {
        assert!(!local("127.0.0.1", &[("host", "evil.example:8080")]));
        assert!(!local("127.0.0.1", &[("host", "127.0.0.1:8080"), ("origin", "https://evil.example")]));
        assert!(!local("127.0.0.1", &[("host", "127.0.0.1:8080"), ("sec-fetch-site", "cross-site")]));
        assert!(!local("127.0.0.1", &[]));
    }
}
