//! Drafts for the measurement of payments, written straight into the tables; the database checks them as it checks the server's.

use sqlx::{Connection, PgConnection};

/// Products that lines are spread over, besides the first one.
const PRODUCTS: i64 = 1000;

/// Makes so many drafts of two lines, spread over the clients, and tells their ids and totals. Every client gets money and every
/// product stock enough for all of them. `hot`: the first product is in every draft.
///
/// # Errors
/// The database.
pub async fn drafts(
    connection: &mut PgConnection,
    clients: &[i64],
    count: i64,
    hot: bool,
) -> sqlx::Result<Vec<(i64, String)>> {
    let mut tx = connection.begin().await?;
    sqlx::raw_sql("set local statement_timeout = 0").execute(&mut *tx).await?;
    sqlx::query(
        "insert into products (sku, name, price) select 'bench-' || n, 'Замер ' || n, 10 from generate_series(0, $1) n
           on conflict do nothing",
    )
    .bind(PRODUCTS)
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "insert into stock_movements (product_id, seq, kind, quantity, quantity_after, actor, created_at)
         select id, seq + 1, 'RECEIPT', 900000000 - quantity, 900000000, 'system', now() from products
          where sku like 'bench-%' and quantity < 800000000",
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "insert into operations (client_id, seq, kind, amount, balance_after, description, actor, created_at)
         select client_id, seq + 1, 'TOP_UP', 100000000, balance + 100000000, 'Замер', 'system', greatest(now(), last_at) from accounts
          where client_id = any($1) and balance < 90000000",
    )
    .bind(clients)
    .execute(&mut *tx)
    .await?;
    let ids: Vec<i64> = sqlx::query_scalar(
        "with made as (
           insert into orders (client_id, created_at, updated_at)
           select ($1::bigint[])[1 + n % cardinality($1::bigint[])], now(), now() from generate_series(1, $2) n returning id)
         insert into order_history (order_id, seq, event, to_status, actor, at)
         select id, 1, 'created', 'draft', 'system', now() from made returning order_id",
    )
    .bind(clients)
    .bind(count)
    .fetch_all(&mut *tx)
    .await?;
    // Of the two, one comes from the first half and one from the second, so that they differ.
    sqlx::query(
        "insert into order_lines (order_id, number, product_id, name, unit, quantity, price)
         select o.id, l.number, p.id, p.name, p.unit, 1, p.price
           from unnest($1::bigint[]) o (id)
          cross join lateral (values (1, case when $2 then 0 else 1 + (o.id * 7919) % 500 end), (2, 501 + (o.id * 104729) % 500))
             as l (number, product)
           join products p on p.sku = 'bench-' || l.product",
    )
    .bind(&ids)
    .bind(hot)
    .execute(&mut *tx)
    .await?;
    let made =
        sqlx::query_as("select id, total::numeric(17, 2)::text from orders where id = any($1) order by id")
            .bind(&ids)
            .fetch_all(&mut *tx)
            .await?;
    crate::db::commit(tx).await.map_err(|error| sqlx::Error::Protocol(error.to_string()))?;
    Ok(made)
}
