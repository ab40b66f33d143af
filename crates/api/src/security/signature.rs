//! Signatures of incoming webhooks by the Standard Webhooks scheme: HMAC-SHA256 over `id.timestamp.body`, base64, after `v1,`.
//! Several secrets may be valid at once, so that a secret can be changed without losing a delivery.

use std::fmt;
use std::str::FromStr;

use actix_web::http::header::HeaderMap;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// How far the sender's clock may be off, in seconds.
const TOLERANCE: i64 = 300;
/// Characters of a secret that cannot be guessed.
const SHORTEST_SECRET: usize = 24;
/// Signatures looked at in one header.
const MOST_SIGNATURES: usize = 10;

/// A shared secret: `whsec_` and base64, or any other text, whose bytes are the key.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Vec<u8>);

impl FromStr for Secret {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let told = text.strip_prefix("whsec_").unwrap_or(text);
        if told.chars().count() < SHORTEST_SECRET {
            return Err(format!(
                "a secret has fewer than {SHORTEST_SECRET} characters, so it can be guessed"
            ));
        }
        let key = match text.strip_prefix("whsec_") {
            Some(encoded) => {
                STANDARD.decode(encoded).map_err(|_| "what follows whsec_ is not base64".to_owned())?
            }
            None => text.as_bytes().to_vec(),
        };
        Ok(Self(key))
    }
}

/// Secrets never appear in logs or help texts.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// Whether the request says that its body is signed.
pub fn is_claimed(headers: &HeaderMap) -> bool {
    ["webhook-id", "webhook-timestamp", "webhook-signature"].iter().all(|name| headers.contains_key(*name))
}

/// Whether one of the secrets signed this body within five minutes of `now` (Unix seconds).
pub fn is_valid(headers: &HeaderMap, body: &[u8], secrets: &[Secret], now: i64) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let (Some(id), Some(timestamp), Some(signatures)) =
        (text("webhook-id"), text("webhook-timestamp"), text("webhook-signature"))
    else {
        return false;
    };
    let fresh = timestamp.parse::<i64>().is_ok_and(|sent| sent.abs_diff(now) <= TOLERANCE.unsigned_abs());
    let given: Vec<Vec<u8>> = signatures
        .split_ascii_whitespace()
        .take(MOST_SIGNATURES)
        .filter_map(|signature| STANDARD.decode(signature.strip_prefix("v1,")?).ok())
        .collect();
    fresh
        && secrets
            .iter()
            .any(|secret| given.iter().any(|signature| signed(secret, id, timestamp, body, signature)))
}

fn signed(secret: &Secret, id: &str, timestamp: &str, body: &[u8], signature: &[u8]) -> bool {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&secret.0) else { return false };
    for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", body] {
        mac.update(part);
    }
    // Compares in constant time.
    mac.verify_slice(signature).is_ok()
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};

    use super::*;

    /// The example of the Standard Webhooks specification.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const AT: i64 = 1_614_265_330;
    const BODY: &[u8] = br#"{"test": 2432232314}"#;
    const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    fn headers(id: &str, timestamp: &str, signature: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in
            [("webhook-id", id), ("webhook-timestamp", timestamp), ("webhook-signature", signature)]
        {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
        }
        headers
    }

    fn secrets(texts: &[&str]) -> Vec<Secret> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn the_published_vector_is_accepted() {
        let good = headers(ID, &AT.to_string(), SIGNATURE);
        assert!(is_valid(&good, BODY, &secrets(&[SECRET]), AT));
        assert!(is_valid(&good, BODY, &secrets(&[SECRET]), AT + 300));
    }

    #[test]
    fn during_a_rotation_either_secret_and_any_of_the_signatures_will_do() {
        let several = headers(ID, &AT.to_string(), &format!("v1,bm90IHRoaXMgb25l v2,xx {SIGNATURE}"));
        assert!(is_valid(&several, BODY, &secrets(&["another secret of the bank", SECRET]), AT));
    }

    #[test]
    fn anything_else_is_refused() {
        let at = AT.to_string();
        let ours = secrets(&[SECRET]);
        assert!(!is_valid(&headers(ID, &at, SIGNATURE), b"{\"test\": 1}", &ours, AT), "another body");
        assert!(!is_valid(&headers("msg_other", &at, SIGNATURE), BODY, &ours, AT), "another id");
        assert!(!is_valid(&headers(ID, &at, SIGNATURE), BODY, &ours, AT + 301), "too old");
        assert!(!is_valid(&headers(ID, &at, SIGNATURE), BODY, &ours, AT - 301), "from the future");
        assert!(
            !is_valid(&headers(ID, &at, SIGNATURE), BODY, &secrets(&["a wrong secret of the bank"]), AT),
            "another secret"
        );
        assert!(!is_valid(&headers(ID, "soon", SIGNATURE), BODY, &ours, AT), "no time");
        assert!(!is_valid(&headers(ID, &i64::MIN.to_string(), SIGNATURE), BODY, &ours, AT), "a hostile time");
        assert!(!is_valid(&headers(ID, &at, &SIGNATURE[3..]), BODY, &ours, AT), "no version");
        assert!(!is_valid(&HeaderMap::new(), BODY, &ours, AT), "nothing at all");
    }

    #[test]
    fn a_secret_is_base64_after_whsec_and_plain_otherwise() {
        assert_eq!(format!("whsec_{}", "AAEC".repeat(6)).parse::<Secret>().unwrap().0, [0, 1, 2].repeat(6));
        assert_eq!("plain words, many of them".parse::<Secret>().unwrap().0, b"plain words, many of them");
        assert!(format!("whsec_{}", "%".repeat(24)).parse::<Secret>().is_err());
        for short in ["", "a", "whsec_AAEC", "twenty-three characters", "whsec_AAECAAECAAECAAECAAE="] {
            assert!(
                short.parse::<Secret>().is_err_and(|why| short.len() < 5 || !why.contains(short)),
                "{short}"
            );
        }
        assert_eq!(format!("{:?}", "plain words, many of them".parse::<Secret>().unwrap()), "Secret(..)");
    }
}
