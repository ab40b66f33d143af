//! Statements on `saved_views`. They neither begin, commit nor decide.

use chrono::{DateTime, Utc};
use contract::views::{SavedView, ViewList};
use domain::ViewState;
use serde_json::{Value, json};
use sqlx::{PgConnection, PgExecutor};

use super::input::Record;
use super::{LISTS, word};
use crate::Actor;
use crate::actions::shown;

/// Views that are shown of others.
const MOST: i64 = 1_000;

/// A view with its owner, as stored.
#[derive(Debug)]
pub struct ViewRow {
    pub id: i64,
    pub owner_id: i64,
    pub owner_name: String,
    pub list: String,
    pub name: String,
    pub query: String,
    pub shared: bool,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl ViewRow {
    pub fn list(&self) -> Option<ViewList> {
        LISTS.into_iter().find(|list| word(*list) == self.list)
    }

    pub fn state(&self, person: i64) -> ViewState {
        ViewState { mine: self.owner_id == person }
    }

    /// The view as that person sees it; none of a list that this program does not know.
    pub fn view(self, actor: &Actor, person: i64) -> Option<SavedView> {
        Some(SavedView {
            list: self.list()?,
            mine: self.owner_id == person,
            available_actions: shown(self.state(person).offers(|right| actor.may(right))),
            id: self.id,
            name: self.name,
            query: self.query,
            shared: self.shared,
            owner_name: self.owner_name,
            version: self.version,
            created_at: self.created_at,
            updated_at: self.updated_at,
        })
    }

    /// What the audit log keeps.
    pub fn facts(&self) -> Value {
        json!({
            "list": self.list,
            "name": self.name,
            "query": self.query,
            "shared": self.shared,
            "owner_id": self.owner_id,
            "version": self.version,
        })
    }
}

/// One's own views and the shared ones, of these lists.
pub async fn of_lists(
    executor: impl PgExecutor<'_>,
    person: i64,
    lists: &[String],
) -> Result<Vec<ViewRow>, sqlx::Error> {
    sqlx::query_as!(
        ViewRow,
        r#"select v.id, v.owner_id, coalesce(nullif(u.name, ''), u.login) as "owner_name!", v.list, v.name, v.query, v.shared, v.version,
                  v.created_at, v.updated_at
             from saved_views v join users u on u.id = v.owner_id
            where (v.owner_id = $1 or v.shared) and v.list = any($2)
            order by v.owner_id <> $1, search_key(v.name) collate "C", v.id limit $3"#,
        person,
        lists,
        MOST
    )
    .fetch_all(executor)
    .await
}

/// One view, kept from other edits until the transaction ends.
pub async fn lock(tx: &mut PgConnection, id: i64) -> Result<Option<ViewRow>, sqlx::Error> {
    sqlx::query_as!(
        ViewRow,
        r#"select v.id, v.owner_id, coalesce(nullif(u.name, ''), u.login) as "owner_name!", v.list, v.name, v.query, v.shared, v.version,
                  v.created_at, v.updated_at
             from saved_views v join users u on u.id = v.owner_id
            where v.id = $1 for no key update of v"#,
        id
    )
    .fetch_optional(tx)
    .await
}

/// How many views a person has. The lock makes two new ones wait for each other.
pub async fn lock_and_count(tx: &mut PgConnection, person: i64) -> Result<i64, sqlx::Error> {
    sqlx::query!("select id from users where id = $1 for no key update", person)
        .fetch_optional(&mut *tx)
        .await?;
    sqlx::query_scalar!(r#"select count(*) as "count!" from saved_views where owner_id = $1"#, person)
        .fetch_one(tx)
        .await
}

pub async fn insert(
    tx: &mut PgConnection,
    person: i64,
    record: &Record,
    now: DateTime<Utc>,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        "insert into saved_views (owner_id, list, name, query, shared, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $6) returning id",
        person,
        word(record.list),
        record.name,
        record.query,
        record.shared,
        now
    )
    .fetch_one(tx)
    .await
}

pub async fn update(
    tx: &mut PgConnection,
    id: i64,
    record: &Record,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update saved_views set name = $2, query = $3, shared = $4, version = version + 1, updated_at = $5 where id = $1",
        id,
        record.name,
        record.query,
        record.shared,
        now
    )
    .execute(tx)
    .await
    .map(|_| ())
}

pub async fn delete(tx: &mut PgConnection, id: i64) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from saved_views where id = $1", id).execute(tx).await.map(|_| ())
}
