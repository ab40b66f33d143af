//! Writing what happened in the shop: drafts with their lines by COPY, then every later event of every order by one statement, so that
//! the database checks them as a set.

use chrono::{DateTime, Utc};
use domain::PaymentMethod;
use sqlx::PgConnection;

use super::copy::Copy;
use super::shop::Shop;

const MOMENT: &str = "%Y-%m-%d %H:%M:%S%.6f+00";
const ACTOR: &str = "user:1";

/// The first ids of new orders and payments.
pub async fn first_ids(connection: &mut PgConnection) -> Result<(i64, i64), sqlx::Error> {
    let row = sqlx::query!(
        r#"select (select coalesce(max(id), 0) + 1 from orders) as "order!", (select coalesce(max(id), 0) + 1 from payments) as "payment!""#
    )
    .fetch_one(connection)
    .await?;
    Ok((row.order, row.payment))
}

/// Writes the drafts. Operations can name them from now on.
pub async fn load_drafts(connection: &mut PgConnection, shop: &Shop) -> Result<(), sqlx::Error> {
    let mut copy =
        Copy::begin(connection, "copy orders (id, client_id, comment, created_at, updated_at) from stdin")
            .await?;
    for order in &shop.orders {
        copy.plain(order.id).plain(order.client_id).text(order.comment);
        copy.plain(order.created_at.format(MOMENT)).plain(order.created_at.format(MOMENT));
        copy.end().await?;
    }
    copy.finish().await?;
    let mut copy =
        Copy::begin(connection, "copy order_history (order_id, seq, event, to_status, actor, at) from stdin")
            .await?;
    for order in &shop.orders {
        copy.plain(order.id).plain(1).plain("created").plain("draft").plain(ACTOR);
        copy.plain(order.created_at.format(MOMENT));
        copy.end().await?;
    }
    copy.finish().await?;
    let mut copy = Copy::begin(
        connection,
        "copy order_lines (order_id, number, product_id, name, unit, quantity, price) from stdin",
    )
    .await?;
    for order in &shop.orders {
        for (at, line) in order.lines.iter().enumerate() {
            let Some(good) = shop.goods().get(line.good) else { continue };
            copy.plain(order.id).plain(at + 1).plain(good.id).text(&good.name).text(good.unit);
            quantity(&mut copy, line.quantity);
            copy.money(good.price);
            copy.end().await?;
        }
    }
    copy.finish().await?;
    sqlx::raw_sql("select setval(pg_get_serial_sequence('orders', 'id'), (select coalesce(max(id), 0) + 1 from orders), false); analyze orders, order_lines")
        .execute(connection)
        .await
        .map(|_| ())
}

/// Writes everything that happened to the drafts.
pub async fn load_events(connection: &mut PgConnection, shop: &Shop) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(
        "create temporary table demo_history (order_id bigint, seq bigint, event order_event, from_status order_status, to_status order_status,
           reason text, at timestamptz) on commit drop;
         create temporary table demo_payments (id bigint, order_id bigint, method payment_method, amount numeric, event bigint,
           client_id bigint, operation_seq bigint, at timestamptz) on commit drop;
         create temporary table demo_refunds (payment_id bigint, order_id bigint, event bigint, amount numeric, client_id bigint,
           operation_seq bigint, at timestamptz) on commit drop;
         create temporary table demo_returns (order_id bigint, event bigint, number smallint, quantity numeric, restock boolean) on commit drop;
         create temporary table demo_movements (place bigint, product_id bigint, seq bigint, kind movement_kind, quantity numeric,
           quantity_after numeric, order_id bigint, event bigint, reason text, at timestamptz) on commit drop",
    )
    .execute(&mut *connection)
    .await?;
    history(connection, shop).await?;
    money(connection, shop).await?;
    goods(connection, shop).await?;
    sqlx::raw_sql(
        "analyze demo_history, demo_payments, demo_refunds, demo_returns, demo_movements;
         with happened as (
           insert into order_history (order_id, seq, event, from_status, to_status, reason, actor, at)
           select order_id, seq, event, from_status, to_status, reason, 'user:1', at from demo_history order by at, order_id, seq
         ), taken as (
           insert into payments (id, order_id, method, amount, status, event, client_id, operation_seq, provider, reference, actor,
                                 created_at, updated_at)
           overriding system value
           select id, order_id, method, amount, case when event is null then 'PENDING' else 'CAPTURED' end::payment_status, event, client_id,
                  operation_seq, case when method = 'ONLINE' then 'manual' end,
                  case when event is not null and method in ('CARD', 'ONLINE') then 'RRN ' || 100000000000 + id * 7919 % 899999999999 end,
                  'user:1', at, at from demo_payments order by id
         ), refunded as (
           insert into refunds (payment_id, order_id, event, amount, status, client_id, operation_seq, actor, created_at, updated_at)
           select payment_id, order_id, event, amount, 'SUCCEEDED', client_id, operation_seq, 'user:1', at, at from demo_refunds order by at
         ), returned as (
           insert into order_returns (order_id, event, number, quantity, restock)
           select order_id, event, number, quantity, restock from demo_returns
         )
         insert into stock_movements (product_id, seq, kind, quantity, quantity_after, order_id, event, reason, actor, created_at)
         select product_id, seq, kind, quantity, quantity_after, order_id, event, reason, 'user:1', at from demo_movements order by place;
         select setval(pg_get_serial_sequence('payments', 'id'), (select coalesce(max(id), 0) + 1 from payments), false);
         -- What is checked at commit is checked now: with checks pending, no index can be built.
         set constraints all immediate; set constraints all deferred",
    )
    .execute(connection)
    .await
    .map(|_| ())
}

async fn history(connection: &mut PgConnection, shop: &Shop) -> Result<(), sqlx::Error> {
    let mut copy = Copy::begin(connection, "copy demo_history from stdin").await?;
    for row in &shop.rows.history {
        copy.plain(row.order)
            .plain(row.seq)
            .plain(row.event)
            .plain(row.from)
            .plain(row.to)
            .optional(row.reason);
        copy.plain(row.at.format(MOMENT));
        copy.end().await?;
    }
    copy.finish().await.map(|_| ())
}

async fn money(connection: &mut PgConnection, shop: &Shop) -> Result<(), sqlx::Error> {
    let mut copy = Copy::begin(connection, "copy demo_payments from stdin").await?;
    for row in &shop.rows.payments {
        copy.plain(row.id).plain(row.order).plain(row.method).money(row.amount);
        optional(&mut copy, row.event);
        operation(&mut copy, row.operation.filter(|_| row.method == PaymentMethod::Wallet), row.at);
        copy.end().await?;
    }
    copy.finish().await?;
    let mut copy = Copy::begin(connection, "copy demo_refunds from stdin").await?;
    for row in &shop.rows.refunds {
        copy.plain(row.payment).plain(row.order).plain(row.event).money(row.amount);
        operation(&mut copy, row.operation, row.at);
        copy.end().await?;
    }
    copy.finish().await.map(|_| ())
}

async fn goods(connection: &mut PgConnection, shop: &Shop) -> Result<(), sqlx::Error> {
    let mut copy = Copy::begin(connection, "copy demo_returns from stdin").await?;
    for row in &shop.rows.returns {
        copy.plain(row.order).plain(row.event).plain(row.number);
        quantity(&mut copy, row.quantity);
        copy.plain(row.restock);
        copy.end().await?;
    }
    copy.finish().await?;
    let mut copy = Copy::begin(connection, "copy demo_movements from stdin").await?;
    for (place, row) in shop.rows.movements.iter().enumerate() {
        copy.plain(place).plain(row.product_id).plain(row.seq).plain(row.kind);
        quantity(&mut copy, row.quantity);
        quantity(&mut copy, row.quantity_after);
        optional(&mut copy, row.cause.map(|cause| cause.0));
        optional(&mut copy, row.cause.map(|cause| cause.1));
        copy.optional(row.reason).plain(row.at.format(MOMENT));
        copy.end().await?;
    }
    copy.finish().await.map(|_| ())
}

fn quantity(copy: &mut Copy<'_>, thousandths: i64) {
    copy.plain(rust_decimal::Decimal::new(thousandths, 3).normalize());
}

fn optional(copy: &mut Copy<'_>, value: Option<i64>) {
    match value {
        Some(value) => copy.plain(value),
        None => copy.null(),
    };
}

fn operation(copy: &mut Copy<'_>, operation: Option<(i64, i64)>, at: DateTime<Utc>) {
    optional(copy, operation.map(|operation| operation.0));
    optional(copy, operation.map(|operation| operation.1));
    copy.plain(at.format(MOMENT));
}
