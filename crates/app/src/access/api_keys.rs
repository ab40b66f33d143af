//! API keys of programs: `saldo_<8 letters>_<secret>`. The letters find the key, the digest of the secret proves it.
//!
//! A key belongs to the person who made it: it may do what its scopes say as far as that person may do it now, and nothing while that
//! person is disabled. A service account is a key of no person, made by an administrator: it keeps its scopes whoever leaves.

use chrono::TimeDelta;
use contract::access::{ApiKey, ApiKeyPage, CreatedApiKey, NewApiKey};
use contract::page::PageQuery;
use contract::problem::ProblemCode;
use domain::{Permission, may_give};
use serde_json::{Value, json};
use sqlx::PgConnection;
use subtle::ConstantTimeEq;

use super::sql::api_keys::{KeyRow, NewKey};
use super::{audit, secret, sql};
use crate::keys::{IdempotencyKey, Once};
use crate::operations::post::Answer;
use crate::page::Paging;
use crate::{Actor, ActorId, App, Error, Result};

const PREFIX_LENGTH: usize = 8;

/// Keys, newest first, revoked ones too.
///
/// # Errors
/// `InvalidCursor`, `InvalidQuery`.
pub async fn list(app: &App, query: &PageQuery) -> Result<ApiKeyPage> {
    let paging = Paging::parse("api_keys", query.cursor.as_deref(), query.limit)?;
    let place = paging.cursor.as_ref().map(|cursor| cursor.id);
    let rows = match paging.backward() {
        true => sql::api_keys::above(&app.db.read, place.unwrap_or(i64::MIN), paging.fetch()).await?,
        false => sql::api_keys::below(&app.db.read, place.unwrap_or(i64::MAX), paging.fetch()).await?,
    };
    let cut = paging.cut(rows, |row| (None, row.id));
    let items = cut.items.into_iter().map(KeyRow::view).collect::<Result<_>>()?;
    Ok(ApiKeyPage { items, next_cursor: cut.next_cursor, prev_cursor: cut.prev_cursor, count: None })
}

/// Makes a key. The answer is the only place that ever shows it.
///
/// # Errors
/// `Forbidden` for a key that makes keys; `InvalidFields` for rights that the maker lacks, a service account made by somebody else than an
/// administrator, a name that is blank, an end in the past.
pub async fn create(
    app: &App,
    actor: &Actor,
    key: Option<&IdempotencyKey>,
    new: NewApiKey,
) -> Result<Answer<CreatedApiKey>> {
    let once = Once::new(app, actor, key, ("api_key.create", 0), &new)?;
    let ActorId::User(created_by) = actor.id else {
        return Err(Error::new(ProblemCode::Forbidden, "only a person can make API keys"));
    };
    let now = app.clock.now();
    let name = new.name.trim();
    if name.is_empty() || name.chars().any(char::is_control) {
        return Err(Error::field("name", "invalid_name"));
    }
    if new.expires_at.is_some_and(|end| end <= now || end > now + TimeDelta::days(3660)) {
        return Err(Error::field("expires_at", "out_of_range"));
    }
    let scopes = scopes(actor, &new.scopes)?;
    // It outlives every check of its maker's rights, so only whoever has all of them makes one.
    if new.service_account && !may_give(&actor.permissions, Permission::ALL.iter().copied()) {
        return Err(Error::field("service_account", "beyond_own_rights"));
    }
    let (prefix, secret) = (secret::random_word(PREFIX_LENGTH)?, secret::random_token()?);
    let stored = NewKey {
        name,
        prefix: &prefix,
        secret_hash: &secret::digest(&secret),
        scopes: &scopes,
        created_by,
        service_account: new.service_account,
        created_at: now,
        expires_at: new.expires_at,
    };
    let work = async |tx: &mut PgConnection| {
        let made = sql::api_keys::insert(tx, &stored).await?.view()?;
        audit::record(tx, actor, "create", "api_key", Some(made.id), None, Some(shown(&made))).await?;
        Ok((made.id, created(made, Some(format!("saldo_{prefix}_{secret}")))))
    };
    // The secret is kept nowhere, so a repetition cannot show it again.
    let again = async |id| {
        let made = sql::api_keys::find(&app.db.read, id).await?.ok_or_else(|| Error::not_found("API key"))?;
        Ok(created(made.view()?, None))
    };
    once.run(work, again).await
}

fn created(api_key: ApiKey, key: Option<String>) -> CreatedApiKey {
    CreatedApiKey {
        key,
        id: api_key.id,
        name: api_key.name,
        prefix: api_key.prefix,
        scopes: api_key.scopes,
        created_by: api_key.created_by,
        service_account: api_key.service_account,
        created_at: api_key.created_at,
        expires_at: api_key.expires_at,
        last_used_at: api_key.last_used_at,
        revoked_at: api_key.revoked_at,
    }
}

/// Ends a key at once. Revoking it again changes nothing.
///
/// # Errors
/// `NotFound`.
pub async fn revoke(app: &App, actor: &Actor, key: Option<&IdempotencyKey>, id: i64) -> Result<Answer<()>> {
    let once = Once::new(app, actor, key, ("api_key.revoke", id), &())?;
    let work = async |tx: &mut PgConnection| {
        let row = sql::api_keys::revoke(tx, id, app.clock.now()).await?;
        let revoked = row.ok_or_else(|| Error::not_found("API key"))?.view()?;
        audit::record(tx, actor, "revoke", "api_key", Some(id), None, Some(shown(&revoked))).await?;
        Ok((id, ()))
    };
    once.run(work, async |_| Ok(())).await
}

/// Who acts with this key. Moves "last used" on at most once a minute.
///
/// # Errors
/// Only the database's.
pub async fn find(app: &App, key: &str, request_id: &str) -> Result<Option<Actor>> {
    let Some((prefix, secret)) = parse(key) else { return Ok(None) };
    let now = app.clock.now();
    let mut live = sql::api_keys::find_live(&app.db.read, &[prefix.to_owned()], now).await?;
    let Some(live) = live.remove(prefix) else { return Ok(None) };
    let row = &live.key;
    if !bool::from(row.secret_hash.as_slice().ct_eq(&secret::digest(secret))) {
        return Ok(None);
    }
    let minute_ago = now - TimeDelta::minutes(1);
    if row.last_used_at.is_none_or(|used| used < minute_ago)
        && let Err(error) = sql::api_keys::touch(&app.db.read, row.id, now, minute_ago).await
    {
        log::warn!("last use of API key {} not written: {error}", row.id);
    }
    let permissions = live.permissions()?;
    Ok(Some(Actor { id: ActorId::ApiKey(row.id), permissions, request_id: request_id.to_owned() }))
}

/// The letters and the secret of a well-formed key.
fn parse(key: &str) -> Option<(&str, &str)> {
    let (prefix, secret) = key.strip_prefix("saldo_")?.split_at_checked(PREFIX_LENGTH)?;
    let secret = secret.strip_prefix('_')?;
    let formed = prefix.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    (formed && secret.len() == secret::TOKEN_LENGTH).then_some((prefix, secret))
}

fn scopes(actor: &Actor, wanted: &[Permission]) -> Result<Vec<String>> {
    // A session is a person's; a key has none.
    if wanted.contains(&Permission::Session) || !may_give(&actor.permissions, wanted.iter().copied()) {
        return Err(Error::field("scopes", "beyond_own_rights"));
    }
    let set: std::collections::BTreeSet<_> = wanted.iter().copied().collect();
    Ok(set.into_iter().map(|scope| scope.as_str().to_owned()).collect())
}

fn shown(key: &ApiKey) -> Value {
    json!({ "name": key.name, "prefix": key.prefix, "scopes": key.scopes, "service_account": key.service_account,
            "expires_at": key.expires_at })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_well_formed_key_is_looked_up() {
        let secret = "a".repeat(43);
        let key = format!("saldo_k3j9x2aq_{secret}");
        assert_eq!(parse(&key), Some(("k3j9x2aq", secret.as_str())));
        let short = &key[..key.len() - 1];
        for wrong in ["", "saldo_", "saldo_short_x", short, &key.to_uppercase(), "saldo_яяяя_1234567"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
