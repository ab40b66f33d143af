//! Keys of commands: the `Idempotency-Key` header and the digest that binds it to one request.

use contract::problem::ProblemCode;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{Error, Result};

/// 1 to 255 printable ASCII characters, chosen by the caller, one per intended effect.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// # Errors
    /// `idempotency_key_required` for an empty, too long or unprintable key.
    pub fn parse(text: &str) -> Result<Self> {
        let good = (1..=255).contains(&text.len()) && text.bytes().all(|byte| (0x20..0x7f).contains(&byte));
        if good {
            Ok(Self(text.to_owned()))
        } else {
            Err(Error::new(
                ProblemCode::IdempotencyKeyRequired,
                "the key must be 1 to 255 printable ASCII characters",
            ))
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Digest of what was asked: the command's name, its target and its body in normal form, so that `100` and `"100.00"` are the
/// same request.
///
/// # Errors
/// A body that cannot be written as JSON; wire types always can.
pub fn request_hash(command: &str, target: i64, body: &impl Serialize) -> Result<[u8; 32]> {
    let body =
        serde_json::to_vec(body).map_err(|error| Error::Internal(format!("body of {command}: {error}")))?;
    let mut digest = Sha256::new();
    // Lengths first: no two different requests can give the same bytes.
    for part in [command.as_bytes(), &target.to_be_bytes(), &body] {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    Ok(digest.finalize().into())
}
