//! Making, changing and removing views.

use contract::problem::ProblemCode;
use contract::views::{MAX_VIEWS, SavedView, SavedViewInput};
use sqlx::PgConnection;

use super::input::Record;
use super::sql::{self, ViewRow};
use super::{person, right};
use crate::access::audit;
use crate::actions::hindered;
use crate::keys::{IdempotencyKey, Once};
use crate::operations::post::Answer;
use crate::{Actor, App, Error, Result};

/// Saves a new view.
///
/// # Errors
/// `invalid_fields`; `forbidden` for a list that the caller may not read; `name_taken`; `limit_reached` above 100 views.
pub async fn create(
    app: &App,
    actor: &Actor,
    key: Option<&IdempotencyKey>,
    input: SavedViewInput,
) -> Result<Answer<SavedView>> {
    let asked = input.clone();
    let person = person(actor)?;
    let record = Record::parse(input)?;
    if !actor.may(right(record.list)) {
        return Err(Error::new(ProblemCode::Forbidden, "the right to read this list is missing"));
    }
    let once = Once::new(app, actor, key, ("view.create", 0), &asked)?;
    once.run(
        async |tx| {
            if sql::lock_and_count(tx, person).await? >= MAX_VIEWS {
                return Err(Error::new(ProblemCode::LimitReached, format!("{MAX_VIEWS} views are the most")));
            }
            let id = sql::insert(tx, person, &record, app.clock.now()).await.map_err(name_taken)?;
            let made = sql::lock(tx, id).await?.ok_or_else(|| Error::not_found("view"))?;
            audit::record(tx, actor, "create", "view", Some(id), None, Some(made.facts())).await?;
            Ok((id, shown(made, actor, person)?))
        },
        async |id| reread(app, actor, id).await,
    )
    .await
}

/// Replaces name, query and sharing of one's own view.
///
/// # Errors
/// `not_found`; `forbidden` for a view of somebody else; `stale_version`; `invalid_fields`; `name_taken`.
pub async fn update(
    app: &App,
    actor: &Actor,
    key: Option<&IdempotencyKey>,
    id: i64,
    input: SavedViewInput,
) -> Result<Answer<SavedView>> {
    let asked = input.clone();
    let person = person(actor)?;
    let version = input.version;
    let record = Record::parse(input)?;
    let version = version.ok_or_else(|| Error::field("version", "required"))?;
    let once = Once::new(app, actor, key, ("view.update", id), &asked)?;
    once.run(
        async |tx| {
            let before = visible(tx, actor, person, id).await?;
            before.state(person).edit().map_err(|obstacle| hindered("view", obstacle))?;
            if before.version != version {
                return Err(Error::stale(before.version));
            }
            if before.list() != Some(record.list) {
                return Err(Error::field("list", "immutable"));
            }
            sql::update(tx, id, &record, app.clock.now()).await.map_err(name_taken)?;
            let after = sql::lock(tx, id).await?.ok_or_else(|| Error::not_found("view"))?;
            let (old, new) = (Some(before.facts()), Some(after.facts()));
            audit::record(tx, actor, "change", "view", Some(id), old, new).await?;
            Ok((id, shown(after, actor, person)?))
        },
        async |id| reread(app, actor, id).await,
    )
    .await
}

/// Removes one's own view; administrators remove shared ones of others too.
///
/// # Errors
/// `not_found`; `forbidden`.
pub async fn delete(app: &App, actor: &Actor, key: Option<&IdempotencyKey>, id: i64) -> Result<Answer<()>> {
    let person = person(actor)?;
    let once = Once::new(app, actor, key, ("view.delete", id), &())?;
    once.run(
        async |tx| {
            let before = visible(tx, actor, person, id).await?;
            let state = before.state(person);
            state.delete(|right| actor.may(right)).map_err(|obstacle| hindered("view", obstacle))?;
            sql::delete(tx, id).await?;
            audit::record(tx, actor, "delete", "view", Some(id), Some(before.facts()), None).await?;
            Ok((id, ()))
        },
        async |_| Ok(()),
    )
    .await
}

/// A view that was made or changed before, as it is now.
async fn reread(app: &App, actor: &Actor, id: i64) -> Result<SavedView> {
    let person = person(actor)?;
    let mut tx = app.db.begin().await?;
    let row = visible(&mut tx, actor, person, id).await?;
    tx.rollback().await?;
    shown(row, actor, person)
}

/// A view that exists for the caller, locked.
async fn visible(tx: &mut PgConnection, actor: &Actor, person: i64, id: i64) -> Result<ViewRow> {
    let row = sql::lock(tx, id).await?;
    row.filter(|row| row.owner_id == person || row.shared)
        .filter(|row| row.list().is_some_and(|list| actor.may(right(list))))
        .ok_or_else(|| Error::not_found("view"))
}

fn name_taken(error: sqlx::Error) -> Error {
    if Error::constraint(&error) == Some("saved_views_name") {
        return Error::new(ProblemCode::NameTaken, "another of your views of this list has this name");
    }
    error.into()
}

fn shown(row: ViewRow, actor: &Actor, person: i64) -> Result<SavedView> {
    row.view(actor, person).ok_or_else(|| Error::Internal("a view of an unknown list".into()))
}
