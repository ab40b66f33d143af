//! The list of services. They are few: one statement with all conditions, sorted, cut by keyset.

use contract::clients::Archived;
use contract::page::{COUNT_CAP, Count};
use contract::services::{Service, ServicePage, ServiceQuery};
use domain::ServiceKind;
use sqlx::{Postgres, QueryBuilder};

use super::filter::ServiceFilter;
use super::read::{ROW_COLUMNS, ServiceRow};
use crate::filter::{self, Ids, Param};
use crate::page::{Cursor, Paging, invalid_cursor};
use crate::reader::Reader;
use crate::{Actor, App, Result};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Id,
    Name,
}

/// One page of the services that pass every filter, and, on request, how many there are.
///
/// # Errors
/// `invalid_query` with the parameter at fault, `invalid_cursor`.
pub async fn list(app: &App, _actor: &Actor, query: ServiceQuery) -> Result<ServicePage> {
    let asked = Asked::read(&query)?;
    let by = if asked.sort == Sort::Id { "id" } else { "name" };
    let list = format!("services:{}{by}", if asked.descending { "-" } else { "" });
    let paging = Paging::parse(list, query.cursor.as_deref(), query.limit)?;
    let reader = app.db.lists();
    let rows = asked.block(&reader, paging.cursor.clone(), paging.fetch()).await?;
    let cut = paging.cut(rows, |row| asked.key(row));
    let count = if query.count == Some(true) { Some(asked.count(&reader).await?) } else { None };
    let items: Vec<Service> = cut.items.into_iter().map(ServiceRow::row).collect();
    Ok(ServicePage { items, next_cursor: cut.next_cursor, prev_cursor: cut.prev_cursor, count })
}

/// Filters and order of one request.
#[derive(Clone, Debug)]
pub struct Asked {
    services: ServiceFilter,
    archived: Archived,
    sort: Sort,
    descending: bool,
}

impl Asked {
    /// # Errors
    /// `invalid_query` with the parameter at fault.
    pub fn read(query: &ServiceQuery) -> Result<Self> {
        let sorts = [("id", Sort::Id), ("name", Sort::Name)];
        let (sort, descending) = filter::sort(query.sort.as_deref(), &sorts)?;
        let services = ServiceFilter {
            ids: Ids::parse("id", query.id.as_deref())?,
            text: filter::text("q", query.q.as_deref())?,
            kinds: filter::words("kind", query.kind.as_deref(), ServiceKind::parse)?,
            params: Param::parse_all("param", &query.param)?,
        };
        Ok(Self { services, archived: query.archived.unwrap_or_default(), sort, descending })
    }

    /// At most `limit` services that pass, from the cursor on in its direction.
    ///
    /// # Errors
    /// `invalid_cursor`; the database.
    pub async fn block(
        &self,
        reader: &Reader,
        cursor: Option<Cursor>,
        limit: i64,
    ) -> Result<Vec<ServiceRow>> {
        let falling = self.descending != cursor.as_ref().is_some_and(|cursor| cursor.backward);
        let mut sql = QueryBuilder::new("select ");
        sql.push(ROW_COLUMNS).push(" from services s where true");
        self.push_filter(&mut sql);
        self.push_after(&mut sql, cursor.as_ref(), falling)?;
        let direction = if falling { " desc" } else { "" };
        sql.push(" order by ");
        if self.sort == Sort::Name {
            sql.push("search_key(s.name) collate \"C\"").push(direction).push(", ");
        }
        sql.push("s.id").push(direction).push(" limit ").push_bind(limit);
        Ok(sql.build_query_as().fetch_all(reader).await?)
    }

    /// The place after a service.
    pub fn after(&self, row: &ServiceRow) -> Cursor {
        let (key, id) = self.key(row);
        Cursor { backward: false, key, id }
    }

    fn key(&self, row: &ServiceRow) -> (Option<String>, i64) {
        ((self.sort == Sort::Name).then(|| row.name_key.clone()), row.id)
    }

    async fn count(&self, reader: &Reader) -> Result<Count, sqlx::Error> {
        let mut sql = QueryBuilder::new("select count(*) from (select from services s where true");
        self.push_filter(&mut sql);
        sql.push(" limit ").push_bind(COUNT_CAP.saturating_add(1)).push(") counted");
        let value: i64 = sql.build_query_scalar().fetch_one(reader).await?;
        Ok(Count { value: value.min(COUNT_CAP), capped: value > COUNT_CAP })
    }

    fn push_filter(&self, sql: &mut QueryBuilder<Postgres>) {
        self.services.push(sql);
        match self.archived {
            Archived::No => sql.push(" and s.archived_at is null"),
            Archived::Only => sql.push(" and s.archived_at is not null"),
            Archived::Any => sql,
        };
    }

    fn push_after(
        &self,
        sql: &mut QueryBuilder<Postgres>,
        cursor: Option<&Cursor>,
        falling: bool,
    ) -> Result<()> {
        let Some(cursor) = cursor else { return Ok(()) };
        let comparison = if falling { " < " } else { " > " };
        match (self.sort, &cursor.key) {
            (Sort::Id, None) => {
                sql.push(" and s.id").push(comparison).push_bind(cursor.id);
            }
            (Sort::Name, Some(key)) => {
                sql.push(" and (search_key(s.name) collate \"C\", s.id)")
                    .push(comparison)
                    .push("(")
                    .push_bind(key.clone());
                sql.push(", ").push_bind(cursor.id).push(")");
            }
            (Sort::Id, Some(_)) | (Sort::Name, None) => return Err(invalid_cursor()),
        }
        Ok(())
    }
}
