//! Requests as bytes, made before the measurement, and what their answers must look like.
//!
//! Invariant: two sent requests never share an id or an idempotency key; each carries 128 random bits, as a bank's or
//! a shop's do.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use uuid::Uuid;
use uuid::fmt::Hyphenated;

/// Stands in a text where each sent request has an id of its own.
pub const FRESH_ID: &str = "00000000-0000-0000-0000-000000000000";

/// A request with at most one place for a fresh id.
#[derive(Clone, Debug)]
pub struct Prepared {
    bytes: Vec<u8>,
    fresh_at: Option<usize>,
}

impl Prepared {
    fn new(text: String) -> Self {
        let fresh_at = text.find(FRESH_ID);
        Self { bytes: text.into_bytes(), fresh_at }
    }

    /// A GET without a body; `headers` are whole lines, each with its line end.
    pub fn get(address: SocketAddr, path: &str, headers: &str) -> Self {
        Self::new(format!("GET {path} HTTP/1.1\r\nhost: {address}\r\n{headers}\r\n"))
    }

    /// A POST of JSON.
    pub fn post(address: SocketAddr, path: &str, headers: &str, json: &str) -> Self {
        let length = json.len();
        Self::new(format!(
            "POST {path} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\n\
             content-length: {length}\r\n{headers}\r\n{json}"
        ))
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// What one scenario sends.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Chosen from at random, evenly; or, `once`, each sent once, in this order.
    pub requests: Vec<Prepared>,
    pub once: Option<Once>,
    /// Stands near the end of the body of every answer that counts; statuses are 200 and 201.
    pub proof: &'static str,
    /// What one answer stands for: 1, or the operations of a batch.
    pub units: u32,
}

/// How many of the requests that are sent once are sent already.
pub type Once = Arc<AtomicUsize>;

/// How far from the end of an answer the proof is looked for.
const PROOF_REACH: usize = 128;

impl Plan {
    /// Writes the next request into `out`; false when there is none left.
    pub fn next(&self, random: &mut Random, out: &mut Vec<u8>) -> bool {
        out.clear();
        let at = match &self.once {
            Some(once) => once.fetch_add(1, Ordering::Relaxed),
            None => random.below(self.requests.len()),
        };
        let Some(chosen) = self.requests.get(at) else { return false };
        out.extend_from_slice(&chosen.bytes);
        if let Some(at) = chosen.fresh_at
            && let Some(place) = out.get_mut(at..at.saturating_add(Hyphenated::LENGTH))
        {
            uuid::Builder::from_random_bytes(random.bytes()).into_uuid().hyphenated().encode_lower(place);
        }
        true
    }

    /// Whether an answer means that the request was done, for the first time.
    pub fn done(&self, status: u16, body: &[u8]) -> bool {
        let tail = body.get(body.len().saturating_sub(PROOF_REACH)..).unwrap_or_default();
        let proof = self.proof.as_bytes();
        matches!(status, 200 | 201)
            && (proof.is_empty() || tail.windows(proof.len()).any(|part| part == proof))
    }
}

/// A fast generator of random bits (SplitMix64), one for each connection. Not for secrets.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// Seeded by the operating system.
    pub fn new() -> Self {
        Self(Uuid::new_v4().as_u64_pair().0)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`; 0 when `bound` is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % bound).unwrap_or(0)
    }

    fn bytes(&mut self) -> [u8; 16] {
        Uuid::from_u64_pair(self.next(), self.next()).into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> Plan {
        let address = SocketAddr::from(([127, 0, 0, 1], 8080));
        let body = format!(r#"{{"operation_id":"{FRESH_ID}"}}"#);
        Plan {
            requests: vec![Prepared::post(address, "/x", "", &body)],
            once: None,
            proof: "success",
            units: 1,
        }
    }

    #[test]
    fn each_request_gets_an_id_of_its_own_and_keeps_its_length() {
        let (plan, mut random) = (plan(), Random::new());
        let (mut one, mut two) = (Vec::new(), Vec::new());
        plan.next(&mut random, &mut one);
        plan.next(&mut random, &mut two);
        assert_ne!(one, two);
        let text = String::from_utf8(one).unwrap();
        assert!(text.contains("content-length: 55\r\n") && !text.contains(FRESH_ID), "{text}");
    }

    #[test]
    fn what_is_sent_once_runs_out() {
        let plan = Plan { once: Some(Arc::default()), ..plan() };
        let (mut random, mut out) = (Random::new(), Vec::new());
        assert!(plan.next(&mut random, &mut out));
        assert!(!plan.next(&mut random, &mut out) && out.is_empty());
    }

    #[test]
    fn only_the_first_success_counts() {
        let plan = plan();
        assert!(plan.done(200, br#"{"status":"success"}"#));
        assert!(!plan.done(200, br#"{"status":"already processed"}"#));
        assert!(!plan.done(503, br#"{"status":"success"}"#));
    }
}
