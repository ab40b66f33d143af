//! Reading the audit log, latest first.

use contract::audit::{AuditEntry, AuditPage, AuditQuery};
use sqlx::{Postgres, QueryBuilder};

use crate::filter::{self, invalid};
use crate::page::Paging;
use crate::sheet::{Cell, Line};
use crate::{App, Result};

/// Longer than any word for a kind of record.
const MAX_ENTITY_CHARS: usize = 40;

#[derive(sqlx::FromRow)]
pub(super) struct EntryRow {
    pub(super) id: i64,
    at: chrono::DateTime<chrono::Utc>,
    actor: String,
    actor_name: Option<String>,
    action: String,
    entity: String,
    entity_id: Option<i64>,
    before: Option<serde_json::Value>,
    after: Option<serde_json::Value>,
    request_id: Option<String>,
}

/// One page of the changes of everything, of one kind of record, or of one record.
///
/// # Errors
/// `invalid_query`, also for a number without the kind; `invalid_cursor`.
pub async fn list(app: &App, query: AuditQuery) -> Result<AuditPage> {
    let paging = Paging::parse("audit", query.cursor.as_deref(), query.limit)?;
    let mut sql = Filter::read(&query)?.select();
    if let Some(cursor) = &paging.cursor {
        sql.push(if cursor.backward { " and id > " } else { " and id < " }).push_bind(cursor.id);
    }
    sql.push(if paging.backward() { " order by id limit " } else { " order by id desc limit " });
    let rows: Vec<EntryRow> =
        sql.push_bind(paging.fetch()).build_query_as().fetch_all(&app.db.search).await?;
    let cut = paging.cut(rows, |row| (None, row.id));
    Ok(AuditPage {
        items: cut.items.into_iter().map(EntryRow::view).collect(),
        next_cursor: cut.next_cursor,
        prev_cursor: cut.prev_cursor,
        count: None,
    })
}

/// Whose changes.
pub(super) struct Filter {
    entity: Option<String>,
    id: Option<i64>,
}

impl Filter {
    pub(super) fn read(query: &AuditQuery) -> Result<Self> {
        let entity = filter::text("entity", query.entity.as_deref())?;
        if entity.as_ref().is_some_and(|entity| entity.chars().count() > MAX_ENTITY_CHARS) {
            return Err(invalid("entity", "too_long"));
        }
        if entity.is_none() && query.id.is_some() {
            return Err(invalid("entity", "required"));
        }
        Ok(Self { entity, id: query.id })
    }

    pub(super) fn select(&self) -> QueryBuilder<Postgres> {
        let mut sql = QueryBuilder::new(
            "select id, at, actor, actor_name(actor) as actor_name, action, entity, entity_id, before, after, \
             request_id from audit_log where true",
        );
        if let Some(entity) = &self.entity {
            sql.push(" and entity = ").push_bind(entity.clone());
        }
        if let Some(id) = self.id {
            sql.push(" and entity_id = ").push_bind(id);
        }
        sql
    }
}

impl EntryRow {
    /// In a file.
    pub(super) fn line(self) -> Line {
        let json = |value: Option<serde_json::Value>| Cell::from(value.map(|value| value.to_string()));
        vec![
            self.id.into(),
            self.at.into(),
            Cell::Person(self.actor, self.actor_name),
            Cell::OpenWord(self.action),
            Cell::OpenWord(self.entity),
            self.entity_id.into(),
            json(self.before),
            json(self.after),
            self.request_id.into(),
        ]
    }

    fn view(self) -> AuditEntry {
        AuditEntry {
            id: self.id,
            at: self.at,
            actor: self.actor,
            actor_name: self.actor_name,
            action: self.action,
            entity: self.entity,
            entity_id: self.entity_id,
            before: self.before,
            after: self.after,
            request_id: self.request_id,
        }
    }
}
