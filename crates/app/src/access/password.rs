//! Passwords: argon2id, at most two hashes at a time, so that a flood of sign-ins costs two threads and 38 MiB and no more.
//!
//! Invariant: verifying takes the same work whether the login exists or not.

use std::time::Duration;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use contract::problem::ProblemCode;
use sha2::Digest;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::{Error, Result};

/// Hashes at a time.
static SLOTS: Semaphore = Semaphore::const_new(2);
/// A queue for the slots longer than this is an overload, not a wait.
const PATIENCE: Duration = Duration::from_secs(5);
/// Hash of nothing that anybody knows; verified in place of a login that does not exist. Same parameters as new hashes.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c2FsZG8tbm9ib2R5LXNhbHQ$J3X4mQ0y1bq2H2b3d0T8c1xw1yYb1f8b6q0rXy2n3kE";

/// What everybody tries first; 8 characters and longer, because shorter ones are refused anyway.
const COMMON: &[&str] = &[
    "password",
    "password1",
    "password12",
    "password123",
    "passw0rd",
    "p@ssw0rd",
    "p@ssword",
    "12345678",
    "123456789",
    "1234567890",
    "0123456789",
    "0987654321",
    "987654321",
    "87654321",
    "11111111",
    "00000000",
    "88888888",
    "12341234",
    "11223344",
    "123123123",
    "1q2w3e4r",
    "1q2w3e4r5t",
    "q1w2e3r4",
    "1qaz2wsx",
    "qazwsxedc",
    "qwertyui",
    "qwertyuiop",
    "qwerty12",
    "qwerty123",
    "qwerty1234",
    "qwerty12345",
    "asdfghjk",
    "asdfghjkl",
    "zxcvbnm1",
    "abcd1234",
    "abc12345",
    "abcdefgh",
    "a1b2c3d4",
    "iloveyou",
    "sunshine",
    "princess",
    "football",
    "baseball",
    "superman",
    "trustno1",
    "welcome1",
    "letmein1",
    "whatever",
    "starwars",
    "computer",
    "internet",
    "michelle",
    "jennifer",
    "changeme",
    "administrator",
    "admin123",
    "admin1234",
    "adminadmin",
    "administrator1",
    "rootroot",
    "testtest",
    "test1234",
    "zaq12wsx",
    "qweasdzxc",
    "qwe123qwe",
    "samsung1",
    "spartak1",
    "marina123",
    "natasha1",
    "qwertyqwerty",
    "йцукенгш",
    "йцукенгшщз",
    "пароль123",
    "пароль12",
    "парольпароль",
    "любовь123",
    "фывапролд",
    "ячсмитьбю",
    "привет123",
];

/// The hash to store, in PHC form.
///
/// # Errors
/// `Overloaded` when too many hashes wait.
pub async fn hash(password: String) -> Result<String> {
    let permit = slot().await?;
    let hashed = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        let hash: PasswordHash = Argon2::default().hash_password(password.as_bytes())?;
        Ok::<_, argon2::password_hash::Error>(hash.to_string())
    });
    match hashed.await {
        Ok(Ok(hash)) => Ok(hash),
        Ok(Err(error)) => Err(Error::Internal(format!("password hash: {error}"))),
        Err(error) => Err(Error::Internal(format!("password hash: {error}"))),
    }
}

/// A slow digest of `password`, the same for the same `salt`: to tell whether a request came before without keeping anything quick to
/// guess.
///
/// # Errors
/// `Overloaded` when too many hashes wait.
pub async fn digest(password: String, salt: String) -> Result<[u8; 32]> {
    let permit = slot().await?;
    let digested = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        let mut digest = [0; 32];
        let salt = sha2::Sha256::digest(salt.as_bytes());
        Argon2::default().hash_password_into(password.as_bytes(), &salt, &mut digest).map(|()| digest)
    });
    match digested.await {
        Ok(Ok(digest)) => Ok(digest),
        Ok(Err(error)) => Err(Error::Internal(format!("password digest: {error}"))),
        Err(error) => Err(Error::Internal(format!("password digest: {error}"))),
    }
}

/// Whether `password` belongs to `hash`; with no hash it is false after the same work.
///
/// # Errors
/// `Overloaded` when too many hashes wait.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool> {
    let permit = slot().await?;
    let verified = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        let known = hash.is_some();
        let hash = hash.as_deref().unwrap_or(NOBODY);
        Argon2::default().verify_password(password.as_bytes(), hash).is_ok() && known
    });
    verified.await.map_err(|error| Error::Internal(format!("password check: {error}")))
}

/// Refuses what guessers try first: common passwords and the login itself.
///
/// # Errors
/// `InvalidFields` on `password`.
pub fn check_strength(password: &str, login: &str) -> Result<()> {
    let length = password.chars().count();
    if !(8..=128).contains(&length) {
        return Err(Error::field("password", "length"));
    }
    let plain = password.to_lowercase();
    if COMMON.contains(&plain.as_str())
        || plain == login
        || plain.chars().all(|letter| plain.starts_with(letter))
    {
        return Err(Error::field("password", "too_common"));
    }
    Ok(())
}

async fn slot() -> Result<SemaphorePermit<'static>> {
    match tokio::time::timeout(PATIENCE, SLOTS.acquire()).await {
        Ok(Ok(permit)) => Ok(permit),
        Ok(Err(_)) | Err(_) => Err(Error::new(ProblemCode::Overloaded, "too many sign-ins at once")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_hash_names_its_parameters_and_fits_only_its_password() {
        let hashed = hash("correct horse".into()).await.unwrap();
        assert!(hashed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hashed}");
        assert!(verify("correct horse".into(), Some(hashed.clone())).await.unwrap());
        assert!(!verify("wrong horse".into(), Some(hashed)).await.unwrap());
    }

    #[tokio::test]
    async fn nobody_costs_as_much_as_somebody() {
        PasswordHash::new(NOBODY).unwrap();
        let hashed = hash("correct horse".into()).await.unwrap();
        let timed = async |hash: Option<String>| {
            let start = std::time::Instant::now();
            assert!(!verify("wrong".into(), hash).await.unwrap());
            start.elapsed()
        };
        let somebody = timed(Some(hashed)).await.min(timed(None).await);
        let nobody = timed(None).await;
        assert!(nobody * 4 > somebody && nobody > Duration::from_millis(2), "{nobody:?} {somebody:?}");
    }

    #[test]
    fn weak_passwords_are_refused_by_name() {
        for weak in ["short", "Password1", "йцукенгш", "aaaaaaaaaa", "director77"] {
            assert!(check_strength(weak, "director77").is_err(), "{weak}");
        }
        check_strength("correct horse", "director77").unwrap();
        assert!(check_strength(&"x".repeat(129), "a").is_err());
    }
}
