//! Where people signed in before: the browser, by a token that it keeps, and the network, by its address.
//!
//! Wrong passwords are counted per login and place (see `api/security/attempts`), so that guesses from elsewhere never count against a
//! place where the password was right once. A place gives no rights: it only has a count of its own.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{secret, sql};
use crate::{App, Result};

/// What a place is known by.
pub type Mark = [u8; 32];

/// Places that are remembered of one user; the longest unused go first.
const MOST_PLACES: i64 = 20;

/// Where an attempt comes from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The caller's network: an IPv4 address, or the /64 of an IPv6 one.
    pub network: IpAddr,
    /// The token that the browser keeps, if it has one.
    pub device: Option<String>,
}

impl Origin {
    fn network_mark(&self) -> Mark {
        secret::digest(&format!("network {}", self.network))
    }

    fn device_mark(&self) -> Option<Mark> {
        self.device.as_deref().filter(|token| token.len() == secret::TOKEN_LENGTH).map(secret::digest)
    }
}

/// The place, if whoever has that login signed in from there before: the browser rather than the network, which others may share.
///
/// # Errors
/// Only the database's.
pub async fn familiar(app: &App, login: &str, origin: &Origin) -> Result<Option<Mark>> {
    let login = login.trim().to_lowercase();
    if login.contains('\0') {
        return Ok(None);
    }
    let marks: Vec<Mark> = origin.device_mark().into_iter().chain([origin.network_mark()]).collect();
    let asked: Vec<Vec<u8>> = marks.iter().map(|mark| mark.to_vec()).collect();
    let known = sql::places::known(&app.db.read, &login, &asked).await?;
    Ok(marks.into_iter().find(|mark| known.iter().any(|known| known.as_slice() == mark.as_slice())))
}

/// Remembers where the right password came from. The token of a browser that had none that we know, to be kept there.
pub(super) async fn remember(
    tx: &mut PgConnection,
    user_id: i64,
    origin: &Origin,
    now: DateTime<Utc>,
) -> Result<Option<String>> {
    let (mut fresh, mut device) = (None, origin.device_mark());
    if let Some(mark) = device
        && !sql::places::exists(tx, &mark).await?
    {
        device = None;
    }
    let device = match device {
        Some(mark) => mark,
        None => secret::digest(fresh.insert(secret::random_token()?)),
    };
    for mark in [origin.network_mark(), device] {
        sql::places::remember(tx, user_id, &mark, now).await?;
    }
    sql::places::forget_oldest(tx, user_id, MOST_PLACES).await?;
    Ok(fresh)
}
