//! The statements about refunds, and about what a provider gives back that it took unasked. They decide nothing.

use chrono::{DateTime, Utc};
use domain::{Money, PaymentStatus, RefundStatus};
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use crate::decode::{money, valid};

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
    pub failure: Option<String>,
    /// When the key was first used.
    pub asked_at: Option<DateTime<Utc>>,
    pub payment_status: PaymentStatus,
    pub payment_external_id: Option<String>,
    pub provider: String,
}

pub async fn refund(executor: impl PgExecutor<'_>, id: i64) -> Result<Option<OnlineRefund>, sqlx::Error> {
    let row = sqlx::query!(
        r#"select r.id, r.order_id, r.amount as "amount: Decimal", r.status::text as "status!", r.key, r.external_id, r.failure, r.asked_at,
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
            failure: row.failure,
            asked_at: row.asked_at,
            payment_status: valid(PaymentStatus::parse(&row.payment_status))?,
            payment_external_id: row.payment_external_id,
            provider: row.provider,
        })
    })
    .transpose()
}

/// Writes what is learnt about a refund that waits. One that a person settled meanwhile stays as it is.
pub async fn settle_refund(
    executor: impl PgExecutor<'_>,
    id: i64,
    to: RefundStatus,
    (external_id, failure): (Option<&str>, Option<&str>),
    refused: bool,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update refunds set status = ($2::text)::refund_status, external_id = coalesce(external_id, $3), failure = $4, refused = $5,
                updated_at = $6
          where id = $1 and status = 'PENDING'",
        id,
        to.as_str(),
        external_id,
        failure,
        refused,
        now
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// Opens the failed refund of a job again; a provider that has said no for certain is asked under a new key.
pub async fn reopen_refund(tx: &mut PgConnection, job: i64, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update refunds r set status = 'PENDING', failure = null, refused = false, updated_at = $2,
                key = case when r.refused then gen_random_uuid() else r.key end,
                asked_at = case when r.refused then null else r.asked_at end,
                external_id = case when r.refused then null else r.external_id end
           from job_runs j
          where j.id = $1 and j.kind = 'REFUND' and r.id = substring(j.subject from '^refund:([0-9]{1,18})$')::bigint
            and r.status = 'FAILED'",
        job,
        now
    )
    .execute(tx)
    .await
    .map(|_| ())
}

/// Writes down that the key of a refund is about to be used.
pub async fn refund_asked(
    executor: impl PgExecutor<'_>,
    id: i64,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!("update refunds set asked_at = coalesce(asked_at, $2) where id = $1", id, now)
        .execute(executor)
        .await
        .map(|_| ())
}

/// Locks a refund; gives its payment.
pub async fn lock_refund(tx: &mut PgConnection, id: i64) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar!("select payment_id from refunds where id = $1 for no key update", id)
        .fetch_optional(tx)
        .await
}

/// A person says that the money went back.
pub async fn settle_by_hand(
    tx: &mut PgConnection,
    id: i64,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update refunds set status = 'SUCCEEDED', refused = false, settled_reason = $2, updated_at = $3 where id = $1",
        id,
        reason,
        now
    )
    .execute(tx)
    .await
    .map(|_| ())
}

/// What is learnt about money that a provider took unasked and gives back: the moment it was first asked, or its number.
pub async fn payment_back(
    executor: impl PgExecutor<'_>,
    id: i64,
    (asked_at, external_id): (Option<DateTime<Utc>>, Option<&str>),
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update payments set back_asked_at = coalesce(back_asked_at, $2), back_external_id = coalesce(back_external_id, $3) where id = $1",
        id,
        asked_at,
        external_id
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// The provider said no for certain: the next attempt has a key of its own.
pub async fn payment_back_refused(
    executor: impl PgExecutor<'_>,
    id: i64,
    why: &str,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update payments set back_attempt = back_attempt + 1, back_asked_at = null, back_external_id = null, failure = $2, updated_at = $3
          where id = $1 and status = 'VOIDING'",
        id,
        why,
        now
    )
    .execute(executor)
    .await
    .map(|_| ())
}
