//! Users: who may sign in, with which role.
//!
//! Invariants: at least one active administrator remains, whatever happens at the same time; disabling a user or giving a new
//! password ends that user's sessions in the same transaction; nobody gives a role, or changes a user of a role, with rights that they
//! lack themselves, because whoever sets a password can sign in with it.

use contract::access::{NewUser, User, UserChange, UserPage};
use contract::page::PageQuery;
use contract::problem::ProblemCode;
use domain::{Role, may_give};
use serde_json::{Value, json};
use sqlx::PgConnection;

use super::sql::{self, users::UserRow};
use super::{audit, password, secret};
use crate::keys::{IdempotencyKey, Once};
use crate::operations::post::Answer;
use crate::page::Paging;
use crate::{Actor, App, Clock, Db, Error, Result};

/// Length of a generated password.
const GENERATED: usize = 20;

/// Users by login.
///
/// # Errors
/// `InvalidCursor`, `InvalidQuery`.
pub async fn list(app: &App, query: &PageQuery) -> Result<UserPage> {
    let paging = Paging::parse("users", query.cursor.as_deref(), query.limit)?;
    let place = paging.cursor.as_ref().and_then(|cursor| cursor.key.as_deref()).unwrap_or_default();
    let rows = match paging.backward() {
        true => sql::users::before(&app.db.read, place, paging.fetch()).await?,
        false => sql::users::after(&app.db.read, place, paging.fetch()).await?,
    };
    let cut = paging.cut(rows, |row| (Some(row.login.clone()), row.id));
    let items = cut.items.into_iter().map(UserRow::view).collect::<Result<_>>()?;
    Ok(UserPage { items, next_cursor: cut.next_cursor, prev_cursor: cut.prev_cursor, count: None })
}

/// One user.
///
/// # Errors
/// `NotFound`.
pub async fn get(app: &App, id: i64) -> Result<User> {
    sql::users::by_id(&app.db.read, id).await?.ok_or_else(|| Error::not_found("user"))?.view()
}

/// The user with that login, for the command line.
///
/// # Errors
/// `NotFound`.
pub async fn get_by_login(app: &App, login: &str) -> Result<User> {
    sql::users::by_login(&app.db.read, login).await?.ok_or_else(|| Error::not_found("user"))?.view()
}

/// Creates a user.
///
/// # Errors
/// `LoginTaken`; `Forbidden` for a role with rights that the caller lacks; `InvalidFields` for the form of the login or a password that
/// everybody tries first.
pub async fn create(
    app: &App,
    actor: &Actor,
    key: Option<&IdempotencyKey>,
    new: NewUser,
) -> Result<Answer<User>> {
    check_role(actor, new.role)?;
    check_login(&new.login)?;
    password::check_strength(&new.password, &new.login)?;
    let name = clean_name(&new.name)?;
    let asked = (&new.login, &new.name, new.role, asked_password(actor, key, Some(&new.password)).await?);
    let once = Once::new(app, actor, key, ("user.create", 0), &asked)?;
    let hash = password::hash(new.password.clone()).await?;
    let work = async |tx: &mut PgConnection| {
        let row = sql::users::insert(tx, &new.login, &name, new.role, &hash, app.clock.now()).await;
        let user = row.map_err(login_taken)?.view()?;
        audit::record(tx, actor, "create", "user", Some(user.id), None, Some(shown(&user))).await?;
        Ok((user.id, user))
    };
    once.run(work, async |id| get(app, id).await).await
}

/// What the digest of a request says of a password: a slow digest of it, as nothing quick to guess may be kept.
async fn asked_password(
    actor: &Actor,
    key: Option<&IdempotencyKey>,
    text: Option<&str>,
) -> Result<Option<[u8; 32]>> {
    match (key, text) {
        (Some(key), Some(text)) => {
            Ok(Some(password::digest(text.to_owned(), format!("{} {}", actor.id, key.as_str())).await?))
        }
        (None, _) | (_, None) => Ok(None),
    }
}

/// Changes what is given, based on the version that the caller saw.
///
/// # Errors
/// `NotFound`, `StaleVersion`, `LastAdmin`, `InvalidFields`; `Forbidden` when the user has, or would have, rights that the caller lacks.
pub async fn change(
    app: &App,
    actor: &Actor,
    key: Option<&IdempotencyKey>,
    id: i64,
    change: UserChange,
) -> Result<Answer<User>> {
    if let Some(role) = change.role {
        check_role(actor, role)?;
    }
    let secret = asked_password(actor, key, change.password.as_deref()).await?;
    let asked = (&change.name, change.role, change.disabled, change.version, secret);
    let once = Once::new(app, actor, key, ("user.change", id), &asked)?;
    // Hashing takes tens of milliseconds: before the locks, not under them.
    let hash = match change.password.clone() {
        Some(text) => Some(password::hash(text).await?),
        None => None,
    };
    let work = async |tx: &mut PgConnection| {
        let admins = sql::users::lock_active_admins(tx).await?;
        let before = sql::users::lock(tx, id).await?.ok_or_else(|| Error::not_found("user"))?;
        check_role(actor, before.role()?)?;
        if before.version != change.version {
            return Err(Error::stale(before.version));
        }
        if let Some(text) = &change.password {
            password::check_strength(text, &before.login)?;
        }
        let new_password = hash.is_some();
        let after = sql::users::update(tx, &changed(&before, &change, hash, &app.clock)?).await?;
        if admins == [id] && (after.role != Role::Admin.as_str() || after.disabled_at.is_some()) {
            return Err(Error::new(ProblemCode::LastAdmin, "this is the last active administrator"));
        }
        if new_password || after.disabled_at.is_some() {
            sql::sessions::delete_all_of_user(tx, id, None).await?;
        }
        let (before, after) = (before.view()?, after.view()?);
        let mut entry = shown(&after);
        entry["password_changed"] = Value::Bool(new_password);
        audit::record(tx, actor, "change", "user", Some(id), Some(shown(&before)), Some(entry)).await?;
        Ok((id, after))
    };
    once.run(work, async |id| get(app, id).await).await
}

/// Creates the user `admin` when there is no user at all. Returns the password if it was generated: show it once.
///
/// # Errors
/// A given password that is too short or too common.
pub async fn ensure_admin(db: &Db, clock: &Clock, given: Option<String>) -> Result<Option<String>> {
    if sql::users::any(&db.read).await? {
        return Ok(None);
    }
    if let Some(given) = &given {
        password::check_strength(given, "admin")?;
    }
    let generated = given.is_none();
    let text = match given {
        Some(given) => given,
        None => secret::random_word(GENERATED)?,
    };
    let hash = password::hash(text.clone()).await?;
    let mut tx = db.begin().await?;
    let id = sql::users::insert_first_admin(&mut tx, &hash, clock.now()).await?;
    if id.is_some() {
        audit::record(&mut tx, &Actor::system(), "create", "user", id, None, Some(json!({"login": "admin"})))
            .await?;
    }
    db.commit(tx).await?;
    // Another process may have been faster: then its password holds.
    Ok((id.is_some() && generated).then_some(text))
}

/// A password for a user made from the command line without one.
///
/// # Errors
/// The operating system gives no randomness.
pub fn generate_password() -> Result<String> {
    secret::random_word(GENERATED)
}

fn changed(before: &UserRow, change: &UserChange, hash: Option<String>, clock: &Clock) -> Result<UserRow> {
    let name = match &change.name {
        Some(name) => clean_name(name)?,
        None => before.name.clone(),
    };
    let disabled_at = match change.disabled {
        Some(true) => before.disabled_at.or_else(|| Some(clock.now())),
        Some(false) => None,
        None => before.disabled_at,
    };
    Ok(UserRow {
        id: before.id,
        login: before.login.clone(),
        name,
        role: change.role.map_or_else(|| before.role.clone(), |role| role.as_str().to_owned()),
        password_hash: hash.unwrap_or_else(|| before.password_hash.clone()),
        version: before.version,
        created_at: before.created_at,
        last_login_at: before.last_login_at,
        disabled_at,
    })
}

/// Refuses whoever lacks a right of that role.
fn check_role(actor: &Actor, role: Role) -> Result<()> {
    match may_give(&actor.permissions, role.permissions()) {
        true => Ok(()),
        false => Err(Error::new(
            ProblemCode::Forbidden,
            format!("the role {role} has rights that the caller lacks"),
        )),
    }
}

fn check_login(login: &str) -> Result<()> {
    let first = login.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let rest = login
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._@-".contains(&byte));
    match first && rest && login.len() <= 64 {
        true => Ok(()),
        false => Err(Error::field("login", "invalid_login")),
    }
}

fn clean_name(name: &str) -> Result<String> {
    if name.chars().any(char::is_control) {
        return Err(Error::field("name", "control_character"));
    }
    Ok(name.trim().to_owned())
}

fn login_taken(error: sqlx::Error) -> Error {
    match Error::constraint(&error) {
        Some("users_login") => Error::new(ProblemCode::LoginTaken, "another user has this login"),
        _ => error.into(),
    }
}

fn shown(user: &User) -> Value {
    json!({ "login": user.login, "name": user.name, "role": user.role, "disabled_at": user.disabled_at })
}
