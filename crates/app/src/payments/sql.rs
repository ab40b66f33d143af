//! The statements about online payments and refunds. They decide nothing.

mod refunds;

use chrono::{DateTime, Utc};
use domain::{Money, OrderStatus, PaymentStatus};
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

pub use refunds::{
    OnlineRefund, lock_refund, open_refunds, payment_back, payment_back_refused, refund, refund_asked,
    reopen_refund, settle_by_hand, settle_refund,
};

use crate::decode::{money, valid};

/// An online payment as the job about it needs it.
pub struct Online {
    pub id: i64,
    pub order_id: i64,
    pub order_status: OrderStatus,
    pub order_total: Money,
    pub order_version: i64,
    pub amount: Money,
    pub status: PaymentStatus,
    pub taken: bool,
    pub provider: String,
    pub key: Uuid,
    pub external_id: Option<String>,
    pub return_url: Option<String>,
    pub failure: Option<String>,
    pub created_at: DateTime<Utc>,
    /// When the provider was first asked to give back what it took unasked, under the present key.
    pub back_asked_at: Option<DateTime<Utc>>,
    pub back_external_id: Option<String>,
    /// How often the provider refused that.
    pub back_attempt: i32,
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
        r#"select p.id, p.order_id, o.status::text as "order_status!", o.total as "order_total: Decimal", o.version as order_version, p.amount as "amount: Decimal",
                  p.status::text as "status!", p.event is not null as "taken!", p.provider as "provider!", p.key, p.external_id,
                  p.return_url, p.failure, p.created_at, p.back_asked_at, p.back_external_id, p.back_attempt
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
            order_version: row.order_version,
            amount: money(row.amount)?,
            status: valid(PaymentStatus::parse(&row.status))?,
            taken: row.taken,
            provider: row.provider,
            key: row.key,
            external_id: row.external_id,
            return_url: row.return_url,
            failure: row.failure,
            created_at: row.created_at,
            back_asked_at: row.back_asked_at,
            back_external_id: row.back_external_id,
            back_attempt: row.back_attempt,
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
