//! Services by a text, for the command palette: the number, then names that begin so, then names and descriptions that contain it.

use contract::search::ServiceHit;
use sqlx::QueryBuilder;

use crate::App;
use crate::filter::like_literal;

#[derive(sqlx::FromRow)]
struct HitRow {
    id: i64,
    name: String,
    kind: String,
    archived: bool,
}

/// At most `limit` services. `key` is in the form of `search_key`. Services are few: all of them are looked at.
pub async fn search(
    app: &App,
    key: &str,
    id: Option<i64>,
    limit: i64,
) -> Result<Vec<ServiceHit>, sqlx::Error> {
    let (begins, contains) = (format!("{}%", like_literal(key)), format!("%{}%", like_literal(key)));
    let mut query = QueryBuilder::new("select id, name, kind, archived_at is not null as archived from (");
    query.push("select s.*, case when s.id = ").push_bind(id).push(" then 0 when search_key(s.name) like ");
    query
        .push_bind(begins)
        .push(r" escape '\' then 1 when search_key(s.name) like ")
        .push_bind(contains.clone());
    query.push(r" escape '\' then 2 when search_key(s.description) like ").push_bind(contains);
    query.push(r" escape '\' then 3 end as place from services s) found where place is not null ");
    query
        .push(r#"order by place, archived_at is not null, search_key(name) collate "C", id limit "#)
        .push_bind(limit);
    let rows: Vec<HitRow> = query.build_query_as().fetch_all(&app.db.search).await?;
    let hit = |row: HitRow| ServiceHit { id: row.id, name: row.name, kind: row.kind, archived: row.archived };
    Ok(rows.into_iter().map(hit).collect())
}
