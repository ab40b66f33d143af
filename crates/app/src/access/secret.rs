//! Random secrets and their digests. A secret has 256 random bits, so a plain SHA-256 of it cannot be guessed back.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::TryRng;
use rand::rngs::SysRng;
use sha2::{Digest, Sha256};

use crate::{Error, Result};

/// Characters of [`random_token`].
pub const TOKEN_LENGTH: usize = 43;

/// 32 bytes of the operating system's randomness in base64url.
///
/// # Errors
/// The operating system gives no randomness.
pub fn random_token() -> Result<String> {
    Ok(URL_SAFE_NO_PAD.encode(random_bytes::<32>()?))
}

/// `length` lower-case letters and digits.
///
/// # Errors
/// The operating system gives no randomness.
pub fn random_word(length: usize) -> Result<String> {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let bytes = random_bytes::<64>()?;
    Ok(bytes.iter().take(length).map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect())
}

pub fn digest(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

fn random_bytes<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    SysRng.try_fill_bytes(&mut bytes).map_err(|error| Error::Internal(format!("no randomness: {error}")))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_have_the_stated_length_and_differ() {
        let (one, two) = (random_token().unwrap(), random_token().unwrap());
        assert_eq!(one.len(), TOKEN_LENGTH);
        assert_ne!(one, two);
    }

    #[test]
    fn words_are_lower_case_letters_and_digits() {
        let word = random_word(8).unwrap();
        assert_eq!(word.len(), 8);
        assert!(word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()), "{word}");
    }
}
