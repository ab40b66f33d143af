//! Statement of an account for a half-open interval: opening balance, operations, turnovers, closing balance.
//!
//! Times of one client never run back, so an interval of time is an interval of `seq`: its ends are found by binary search over the
//! primary key, and the opening balance stands on the row before the first. Nothing is summed that is stored.

use contract::operations::{Operation, Statement, StatementQuery};
use contract::problem::ProblemCode;
use domain::{Interval, Money};
use rust_decimal::Decimal;
use sqlx::PgPool;

use super::read::LogRow;
pub use super::statement_csv::csv;
use crate::decode::money;
use crate::filter;
use crate::{Actor, App, Error, Result};

/// Most operations in one JSON statement; CSV has no bound.
pub const MOST: i64 = 10_000;

/// The statement as one answer.
///
/// # Errors
/// No such client; `invalid_query` for the interval; `too_many_rows` above 10 000 operations.
pub async fn statement(app: &App, _actor: &Actor, client_id: i64, query: &StatementQuery) -> Result<Statement> {
    let (interval, span) = span(app, client_id, query).await?;
    if span.end - span.begin > MOST {
        let detail = format!("{} operations; a JSON statement holds {MOST}", span.end - span.begin);
        return Err(Error::new(ProblemCode::TooManyRows, detail));
    }
    let operations = rows(&app.db.read, client_id, span.begin, span.end).await?;
    let turnover = |positive: bool| {
        let sums = operations.iter().filter_map(|operation| operation.amount);
        Money::checked_sum(sums.filter(|sum| sum.is_positive() == positive))
            .ok_or_else(|| Error::Internal(format!("turnover of client {client_id} is out of bounds")))
    };
    let (credits, debits) = (turnover(true)?, turnover(false)?);
    let closing_balance = operations.last().map_or(span.opening, |operation| operation.balance_after);
    Ok(Statement {
        client_id,
        client_name: span.name,
        from: interval.from(),
        to: interval.to(),
        opening_balance: span.opening,
        credits,
        debits,
        closing_balance,
        operations,
        time_zone: app.clock.zone_name().to_owned(),
        generated_at: app.clock.now(),
    })
}

/// The operations of an interval: `seq` in `begin..end`, and the balance before them.
pub(super) struct Span {
    pub name: String,
    pub begin: i64,
    pub end: i64,
    pub opening: Money,
}

pub(super) async fn span(app: &App, client_id: i64, query: &StatementQuery) -> Result<(Interval, Span)> {
    let interval =
        filter::interval(&app.clock, ("from", query.from.as_deref()), ("to", query.to.as_deref()))?;
    let row = sqlx::query!(
        r#"select c.name,
                  case when $2::timestamptz is null then 1 else operation_seq_at(c.id, $2) end as "begin!",
                  case when $3::timestamptz is null then a.seq + 1 else operation_seq_at(c.id, $3) end as "end!"
             from clients c join accounts a on a.client_id = c.id where c.id = $1 and not c.is_system"#,
        client_id,
        interval.from(),
        interval.to()
    )
    .fetch_optional(&app.db.read)
    .await?
    .ok_or_else(|| Error::not_found("client"))?;
    let opening = sqlx::query_scalar!(
        r#"select balance_after as "balance_after: Decimal" from operations where client_id = $1 and seq = $2::bigint - 1"#,
        client_id,
        row.begin
    )
    .fetch_optional(&app.db.read)
    .await?;
    let opening = opening.map(money).transpose()?.unwrap_or(Money::ZERO);
    Ok((interval, Span { name: row.name, begin: row.begin, end: row.end.max(row.begin), opening }))
}

/// Operations of a client, oldest first, `seq` in `begin..end`.
pub(super) async fn rows(pool: &PgPool, client_id: i64, begin: i64, end: i64) -> Result<Vec<Operation>> {
    let rows = sqlx::query_as!(
        LogRow,
        r#"select o.id, o.client_id, o.seq, o.kind::text as "kind!", o.amount as "amount: Decimal",
                  o.balance_after as "balance_after: Decimal", o.service_id, o.order_id, o.description, o.actor, o.created_at,
                  r.id as "reversal_of?"
             from operations o left join operations r on r.client_id = o.client_id and r.seq = o.reversal_of
            where o.client_id = $1 and o.seq >= $2 and o.seq < $3 order by o.seq"#,
        client_id,
        begin,
        end
    )
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(LogRow::operation).collect::<Result<_, _>>()?)
}
