//! Sessions of people in the browser: an opaque token, kept as a digest, ended by idleness, by age, by signing out, by a new
//! password, by disabling the user.

use chrono::{DateTime, TimeDelta, Utc};
use contract::access::{ActiveSession, PasswordChange, Session, SessionList, SignIn, User};
use contract::problem::ProblemCode;
use serde_json::json;
use sqlx::PgConnection;

use super::places::{self, Origin};
use super::sql::{self, users::UserRow};
use super::{audit, password, secret};
use crate::keys::{IdempotencyKey, Once};
use crate::operations::post::Answer;
use crate::{Actor, ActorId, App, Error, Result};

/// How long sessions last.
#[derive(Clone, Copy, Debug)]
pub struct SessionTerms {
    /// Without a request for so long, the session is over.
    pub idle: TimeDelta,
    /// The session is over then in any case.
    pub absolute: TimeDelta,
}

impl Default for SessionTerms {
    fn default() -> Self {
        Self { idle: TimeDelta::hours(12), absolute: TimeDelta::days(30) }
    }
}

/// A live session.
#[derive(Clone, Debug)]
pub struct Found {
    pub id: i64,
    pub actor: Actor,
    pub user: User,
    /// When it ends if nothing more is asked.
    pub expires_at: DateTime<Utc>,
}

impl Found {
    /// The session as the wire shows it.
    pub fn view(self, app: &App) -> Session {
        let permissions = self.actor.permissions.into_iter().collect();
        let time_zone = app.clock.zone_name().to_owned();
        Session { user: self.user, permissions, expires_at: self.expires_at, time_zone }
    }
}

/// A session just opened. The tokens are shown to the browser and kept nowhere.
pub struct Opened {
    pub token: String,
    /// For the browser to keep, so that it is known the next time; none when it has one already.
    pub device: Option<String>,
    pub session: Found,
}

/// Opens a session for the right login and password.
///
/// # Errors
/// `InvalidCredentials`, the same and after the same work for an unknown login, a wrong password and a disabled user.
pub async fn sign_in(
    app: &App,
    terms: &SessionTerms,
    attempt: SignIn,
    origin: &Origin,
    user_agent: &str,
    request_id: &str,
) -> Result<Opened> {
    let login = attempt.login.trim().to_lowercase();
    // What no login can be is not worth a question: PostgreSQL would refuse the NUL.
    let known = match login.contains('\0') {
        true => None,
        false => sql::users::by_login(&app.db.read, &login).await?,
    };
    let hash = known.as_ref().map(|row| row.password_hash.clone());
    let right = password::verify(attempt.password, hash).await?;
    match known {
        Some(row) if right && row.disabled_at.is_none() => {
            open(app, terms, row, origin, user_agent, request_id).await
        }
        known => {
            note_failure(app, known.map(|row| row.id), request_id).await?;
            Err(Error::new(ProblemCode::InvalidCredentials, "wrong login or password"))
        }
    }
}

/// The live session of a token. Moves "last seen" on at most once a minute.
///
/// # Errors
/// Only the database's.
pub async fn find(app: &App, terms: &SessionTerms, token: &str, request_id: &str) -> Result<Option<Found>> {
    if token.len() != secret::TOKEN_LENGTH {
        return Ok(None);
    }
    let now = app.clock.now();
    let hash = secret::digest(token);
    let Some(live) = sql::sessions::find(&app.db.read, &hash, now, now - terms.idle).await? else {
        return Ok(None);
    };
    let minute_ago = now - TimeDelta::minutes(1);
    if live.last_seen_at < minute_ago
        && let Err(error) = sql::sessions::touch(&app.db.read, &hash, now, minute_ago).await
    {
        log::warn!("last seen of session {} not written: {error}", live.session_id);
    }
    found(live.session_id, live.user, live.expires_at.min(now + terms.idle), request_id).map(Some)
}

/// Ends the session of a token, if there is one.
///
/// # Errors
/// Only the database's.
pub async fn sign_out(app: &App, actor: &Actor, token: &str) -> Result<()> {
    let mut tx = app.db.begin().await?;
    if let Some(user_id) = sql::sessions::delete_by_token(&mut tx, &secret::digest(token)).await? {
        audit::record(&mut tx, actor, "sign_out", "user", Some(user_id), None, None).await?;
    }
    app.db.commit(tx).await?;
    Ok(())
}

/// One's own live sessions, latest first.
///
/// # Errors
/// Only the database's.
pub async fn list(app: &App, terms: &SessionTerms, current: &Found) -> Result<SessionList> {
    let now = app.clock.now();
    let rows = sql::sessions::of_user(&app.db.read, current.user.id, now, now - terms.idle).await?;
    let show = |row: sql::sessions::OwnRow| ActiveSession {
        current: row.id == current.id,
        expires_at: row.expires_at.min(row.last_seen_at + terms.idle),
        id: row.id,
        user_agent: row.user_agent,
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
    };
    Ok(SessionList { items: rows.into_iter().map(show).collect() })
}

/// Ends one of one's own sessions.
///
/// # Errors
/// `NotFound`, also for a session of somebody else.
pub async fn revoke(app: &App, current: &Found, id: i64) -> Result<()> {
    let mut tx = app.db.begin().await?;
    if !sql::sessions::delete_of_user(&mut tx, current.user.id, id).await? {
        return Err(Error::not_found("session"));
    }
    let entry = Some(json!({ "session": id }));
    audit::record(&mut tx, &current.actor, "end_session", "user", Some(current.user.id), entry, None).await?;
    app.db.commit(tx).await?;
    Ok(())
}

/// Changes one's own password and ends one's other sessions.
///
/// # Errors
/// `InvalidFields` on `current_password` when it is wrong, on `password` when it is too common.
pub async fn change_password(
    app: &App,
    current: &Found,
    key: Option<&IdempotencyKey>,
    change: PasswordChange,
) -> Result<Answer<()>> {
    let id = current.user.id;
    password::check_strength(&change.password, &current.user.login)?;
    let asked = match key {
        Some(key) => {
            let both = format!("{}\u{0}{}", change.current_password, change.password);
            Some(password::digest(both, format!("{} {}", current.actor.id, key.as_str())).await?)
        }
        None => None,
    };
    let once = Once::new(app, &current.actor, key, ("session.password", id), &asked)?;
    // In the transaction although it takes tens of milliseconds: a repetition must not be judged by the password that holds by now.
    let work = async |tx: &mut PgConnection| {
        let mut row = sql::users::lock(tx, id).await?.ok_or_else(|| Error::not_found("user"))?;
        if !password::verify(change.current_password, Some(row.password_hash.clone())).await? {
            return Err(Error::field("current_password", "wrong"));
        }
        row.password_hash = password::hash(change.password).await?;
        sql::users::update(tx, &row).await?;
        sql::sessions::delete_all_of_user(tx, id, Some(current.id)).await?;
        audit::record(tx, &current.actor, "change_password", "user", Some(id), None, None).await?;
        Ok((id, ()))
    };
    once.run(work, async |_| Ok(())).await
}

async fn open(
    app: &App,
    terms: &SessionTerms,
    row: UserRow,
    origin: &Origin,
    user_agent: &str,
    request_id: &str,
) -> Result<Opened> {
    let now = app.clock.now();
    let token = secret::random_token()?;
    let expires_at = now + terms.absolute;
    let agent: String = user_agent.chars().filter(|letter| !letter.is_control()).take(300).collect();
    let mut tx = app.db.begin().await?;
    sql::sessions::delete_ended(&mut tx, now, now - terms.idle).await?;
    let id = sql::sessions::insert(&mut tx, &secret::digest(&token), row.id, now, expires_at, &agent).await?;
    sql::users::set_last_login(&mut tx, row.id, now).await?;
    // After the user's row, which lets one sign-in of a user pass at a time.
    let device = places::remember(&mut tx, row.id, origin, now).await?;
    let session = found(id, row, expires_at.min(now + terms.idle), request_id)?;
    audit::record(&mut tx, &session.actor, "sign_in", "user", Some(session.user.id), None, None).await?;
    app.db.commit(tx).await?;
    Ok(Opened { token, device, session })
}

async fn note_failure(app: &App, user_id: Option<i64>, request_id: &str) -> Result<()> {
    let mut tx = app.db.begin().await?;
    let request_id = Some(request_id);
    sql::insert_audit(&mut tx, "anonymous", "sign_in_failed", "user", user_id, None, None, request_id)
        .await?;
    app.db.commit(tx).await?;
    Ok(())
}

fn found(id: i64, row: UserRow, expires_at: DateTime<Utc>, request_id: &str) -> Result<Found> {
    let user = row.view()?;
    let permissions = user.role.permissions().collect();
    let actor = Actor { id: ActorId::User(user.id), permissions, request_id: request_id.to_owned() };
    Ok(Found { id, actor, user, expires_at })
}
