//! The statements about online payments and refunds. They decide nothing.

use chrono::{DateTime, Utc};
use domain::{Money, OrderStatus, PaymentStatus, RefundStatus};
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use crate::decode::{money, valid};

/// An online payment as the job about it needs it.
pub struct Online {
    pub id: i64,
    pub order_id: i64,
    pub order_status: OrderStatus,
    pub order_total: Money,
    pub amount: Money,
    pub status: PaymentStatus,
    pub taken: bool,
    pub provider: String,
    pub key: Uuid,
    pub external_id: Option<String>,
    pub return_url: Option<String>,
    pub failure: Option<String>,
    pub created_at: DateTime<Utc>,
}

/// What is learnt about a payment. Absent texts keep what is there.
#[derive(Default)]
pub struct News<'a> {
    pub external_id: Option<&'a str>,
    pub confirmation_url: Option<&'a str>,
    pub reference: Option<&'a str>,
    pub failure: Option<&'a str>,
}

pub async fn online(executor: impl PgExecutor<'_>, id: i64) -> Result<Option<Online>, sqlx::Error> {
    let row = sqlx::query!(
        r#"select p.id, p.order_id, o.status::text as "order_status!", o.total as "order_total: Decimal", p.amount as "amount: Decimal",
                  p.status::text as "status!", p.event is not null as "taken!", p.provider as "provider!", p.key, p.external_id,
                  p.return_url, p.failure, p.created_at
             from payments p join orders o on o.id = p.order_id where p.id = $1 and p.method = 'ONLINE'"#,
        id
    )
    .fetch_optional(executor)
    .await?;
    row.map(|row| {
        Ok(Online {
            id: row.id,
            order_id: row.order_id,
            order_status: valid(OrderStatus::parse(&row.order_status))?,
            order_total: money(row.order_total)?,
            amount: money(row.amount)?,
            status: valid(PaymentStatus::parse(&row.status))?,
            taken: row.taken,
            provider: row.provider,
            key: row.key,
            external_id: row.external_id,
            return_url: row.return_url,
            failure: row.failure,
            created_at: row.created_at,
        })
    })
    .transpose()
}

/// Writes news about a payment that stands at `from`, which may be `to`. Tells whether it still stood there.
pub async fn advance(
    executor: impl PgExecutor<'_>,
    id: i64,
    (from, to): (PaymentStatus, PaymentStatus),
    news: &News<'_>,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "update payments set status = ($3::text)::payment_status, external_id = coalesce(external_id, $4),
                confirmation_url = coalesce(confirmation_url, $5), reference = coalesce($6, reference), failure = coalesce($7, failure),
                updated_at = $8
          where id = $1 and status = ($2::text)::payment_status",
        id,
        from.as_str(),
        to.as_str(),
        news.external_id,
        news.confirmation_url,
        news.reference,
        news.failure,
        now
    )
    .execute(executor)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// An order whose payment is asked for.
pub struct Payable {
    pub status: OrderStatus,
    pub total: Money,
}

/// Locks an order.
pub async fn lock_order(tx: &mut PgConnection, order_id: i64) -> Result<Option<Payable>, sqlx::Error> {
    let row = sqlx::query!(
        r#"select status::text as "status!", total as "total: Decimal" from orders where id = $1 for no key update"#,
        order_id
    )
    .fetch_optional(tx)
    .await?;
    row.map(|row| Ok(Payable { status: valid(OrderStatus::parse(&row.status))?, total: money(row.total)? }))
        .transpose()
}

/// The online payment of an order that nobody has taken or given up.
pub async fn open_payment(tx: &mut PgConnection, order_id: i64) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar!(
        "select id from payments where order_id = $1 and method = 'ONLINE' and event is null and status in ('PENDING', 'AUTHORISED')",
        order_id
    )
    .fetch_optional(tx)
    .await
}

/// A new online payment.
pub struct Asked<'a> {
    pub order_id: i64,
    pub amount: Money,
    pub provider: &'a str,
    pub return_url: Option<&'a str>,
    pub actor: &'a str,
}

pub async fn insert(
    tx: &mut PgConnection,
    asked: &Asked<'_>,
    now: DateTime<Utc>,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        "insert into payments (order_id, method, amount, status, provider, return_url, actor, created_at, updated_at)
         values ($1, 'ONLINE', $2, 'PENDING', $3, $4, $5, $6, $6) returning id",
        asked.order_id,
        asked.amount.decimal() as Decimal,
        asked.provider,
        asked.return_url,
        asked.actor,
        now
    )
    .fetch_one(tx)
    .await
}

/// Locks a payment; false when there is none.
pub async fn lock(tx: &mut PgConnection, id: i64) -> Result<bool, sqlx::Error> {
    let row = sqlx::query_scalar!("select id from payments where id = $1 for no key update", id);
    Ok(row.fetch_optional(tx).await?.is_some())
}

/// The payment that a provider speaks of: by its number, or by ours while its number is not stored yet.
pub async fn spoken_of(
    executor: impl PgExecutor<'_>,
    provider: &str,
    external_id: &str,
    payment_id: Option<i64>,
) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select id as "id!" from payments where provider = $1 and external_id = $2
           union all
           select id from payments where provider = $1 and id = $3 and external_id is null
           limit 1"#,
        provider,
        external_id,
        payment_id
    )
    .fetch_optional(executor)
    .await
}

/// Refunds of a payment that wait for the provider.
pub async fn open_refunds(executor: impl PgExecutor<'_>, payment_id: i64) -> Result<Vec<i64>, sqlx::Error> {
    sqlx::query_scalar!(
        "select id from refunds where payment_id = $1 and status = 'PENDING' order by id",
        payment_id
    )
    .fetch_all(executor)
    .await
}

/// A refund as the job about it needs it.
pub struct OnlineRefund {
    pub id: i64,
    pub order_id: i64,
    pub amount: Money,
    pub status: RefundStatus,
    pub key: Uuid,
    pub external_id: Option<String>,
    pub created_at: DateTime<Utc>,
    pub payment_status: PaymentStatus,
    pub payment_external_id: Option<String>,
    pub provider: String,
}

pub async fn refund(executor: impl PgExecutor<'_>, id: i64) -> Result<Option<OnlineRefund>, sqlx::Error> {
    let row = sqlx::query!(
        r#"select r.id, r.order_id, r.amount as "amount: Decimal", r.status::text as "status!", r.key, r.external_id, r.created_at,
                  p.status::text as "payment_status!", p.external_id as payment_external_id, p.provider as "provider!"
             from refunds r join payments p on p.id = r.payment_id where r.id = $1 and p.method = 'ONLINE'"#,
        id
    )
    .fetch_optional(executor)
    .await?;
    row.map(|row| {
        Ok(OnlineRefund {
            id: row.id,
            order_id: row.order_id,
            amount: money(row.amount)?,
            status: valid(RefundStatus::parse(&row.status))?,
            key: row.key,
            external_id: row.external_id,
            created_at: row.created_at,
            payment_status: valid(PaymentStatus::parse(&row.payment_status))?,
            payment_external_id: row.payment_external_id,
            provider: row.provider,
        })
    })
    .transpose()
}

/// Writes what is learnt about a refund.
pub async fn settle_refund(
    executor: impl PgExecutor<'_>,
    id: i64,
    to: RefundStatus,
    (external_id, failure): (Option<&str>, Option<&str>),
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update refunds set status = ($2::text)::refund_status, external_id = coalesce(external_id, $3), failure = $4, updated_at = $5
          where id = $1",
        id,
        to.as_str(),
        external_id,
        failure,
        now
    )
    .execute(executor)
    .await
    .map(|_| ())
}
