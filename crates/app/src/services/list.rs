//! The list of services. They are few: one statement with all conditions, sorted, cut by keyset.

use contract::clients::Archived;
use contract::page::{COUNT_CAP, Count};
use contract::services::{Service, ServicePage, ServiceQuery};
use domain::ServiceKind;
use sqlx::{Postgres, QueryBuilder};

use super::filter::ServiceFilter;
use super::read::{ROW_COLUMNS, ServiceRow};
use crate::filter::{self, Ids, Param};
use crate::page::{Paging, invalid_cursor};
use crate::{Actor, App, Result};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Id,
    Name,
}

/// One page of the services that pass every filter, and, on request, how many there are.
///
/// # Errors
/// `invalid_query` with the parameter at fault, `invalid_cursor`.
pub async fn list(app: &App, _actor: &Actor, query: ServiceQuery) -> Result<ServicePage> {
    let (sort, descending) = filter::sort(query.sort.as_deref(), &[("id", Sort::Id), ("name", Sort::Name)])?;
    let by = if sort == Sort::Id { "id" } else { "name" };
    let list = format!("services:{}{by}", if descending { "-" } else { "" });
    let paging = Paging::parse(list, query.cursor.as_deref(), query.limit)?;
    let services = ServiceFilter {
        ids: Ids::parse("id", query.id.as_deref())?,
        text: filter::text("q", query.q.as_deref())?,
        kinds: filter::words("kind", query.kind.as_deref(), ServiceKind::parse)?,
        params: Param::parse_all("param", &query.param)?,
    };
    let archived = query.archived.unwrap_or_default();

    let falling = descending != paging.backward();
    let mut sql = QueryBuilder::new("select ");
    sql.push(ROW_COLUMNS).push(" from services s where true");
    push_filter(&mut sql, &services, archived);
    push_after(&mut sql, &paging, sort, falling)?;
    let direction = if falling { " desc" } else { "" };
    sql.push(" order by ");
    if sort == Sort::Name {
        sql.push("search_key(s.name) collate \"C\"").push(direction).push(", ");
    }
    sql.push("s.id").push(direction).push(" limit ").push_bind(paging.fetch());
    let rows: Vec<ServiceRow> = sql.build_query_as().fetch_all(&app.db.search).await?;

    let cut = paging.cut(rows, |row| ((sort == Sort::Name).then(|| row.name_key.clone()), row.id));
    let count = if query.count == Some(true) { Some(count(app, &services, archived).await?) } else { None };
    let items: Vec<Service> = cut.items.into_iter().map(ServiceRow::view).collect();
    Ok(ServicePage { items, next_cursor: cut.next_cursor, prev_cursor: cut.prev_cursor, count })
}

async fn count(app: &App, services: &ServiceFilter, archived: Archived) -> Result<Count> {
    let mut sql = QueryBuilder::new("select count(*) from (select from services s where true");
    push_filter(&mut sql, services, archived);
    sql.push(" limit ").push_bind(COUNT_CAP.saturating_add(1)).push(") counted");
    let value: i64 = sql.build_query_scalar().fetch_one(&app.db.search).await?;
    Ok(Count { value: value.min(COUNT_CAP), capped: value > COUNT_CAP })
}

fn push_filter(sql: &mut QueryBuilder<Postgres>, services: &ServiceFilter, archived: Archived) {
    services.push(sql);
    match archived {
        Archived::No => sql.push(" and s.archived_at is null"),
        Archived::Only => sql.push(" and s.archived_at is not null"),
        Archived::Any => sql,
    };
}

fn push_after(sql: &mut QueryBuilder<Postgres>, paging: &Paging, sort: Sort, falling: bool) -> Result<()> {
    let Some(cursor) = &paging.cursor else { return Ok(()) };
    let comparison = if falling { " < " } else { " > " };
    match (sort, &cursor.key) {
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
