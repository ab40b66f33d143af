//! Products by a text, for the command palette: the number or article number, then names that begin so, then what contains it.

use contract::search::ProductHit;
use domain::Quantity;
use rust_decimal::Decimal;
use sqlx::QueryBuilder;

use super::filter::TEXT;
use crate::App;
use crate::decode::valid;
use crate::filter::like_literal;

#[derive(sqlx::FromRow)]
struct HitRow {
    id: i64,
    name: String,
    sku: Option<String>,
    unit: String,
    quantity: Decimal,
    archived: bool,
}

/// At most `limit` products. `key` is in the form of `search_key`.
pub async fn search(
    app: &App,
    key: &str,
    id: Option<i64>,
    limit: i64,
) -> Result<Vec<ProductHit>, sqlx::Error> {
    let (begins, contains) = (format!("{}%", like_literal(key)), format!("%{}%", like_literal(key)));
    let mut query = QueryBuilder::new(
        "select p.id, p.name, p.sku, p.unit, p.quantity::numeric as quantity, p.archived_at is not null as archived
           from products p where p.id = ",
    );
    query.push_bind(id).push(" or ").push(TEXT).push(" like ").push_bind(contains).push(r" escape '\'");
    query
        .push(" order by case when p.id = ")
        .push_bind(id)
        .push(" or search_key(p.sku) = ")
        .push_bind(key.to_owned());
    query
        .push(" then 0 when search_key(p.name) like ")
        .push_bind(begins)
        .push(r" escape '\' then 1 else 2 end, ");
    query.push(r#"p.archived_at is not null, search_key(p.name) collate "C", p.id limit "#).push_bind(limit);
    let rows: Vec<HitRow> = query.build_query_as().fetch_all(&app.db.search).await?;
    let hit = |row: HitRow| {
        Ok(ProductHit {
            id: row.id,
            name: row.name,
            sku: row.sku,
            unit: row.unit,
            quantity: valid(Quantity::try_from(row.quantity))?,
            archived: row.archived,
        })
    };
    rows.into_iter().map(hit).collect()
}
