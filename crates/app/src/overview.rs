//! Figures of the home page. Each is a bounded probe of an index, or a sum over the blocks of the log, so that it costs the same
//! however large the house is.

use chrono::{DateTime, Days, NaiveDate, Utc};
use contract::overview::{Overview, Today};
use contract::page::{COUNT_CAP, Count};
use domain::{Permission, Total};
use rust_decimal::Decimal;

use crate::decode::valid;
use crate::{Actor, App, Result};

/// Credit that ends within so many days from today is about to end.
const EXPIRING_DAYS: u64 = 7;
/// More operations that are not in blocks yet are not added up one by one: a bulk load is running.
const MOST_UNSETTLED: i64 = 50_000;

/// How things stand; what the caller may not read is null.
///
/// # Errors
/// Only the database's.
pub async fn overview(app: &App, actor: &Actor) -> Result<Overview> {
    let (clients, unmatched_payments, draft_orders, today) = tokio::try_join!(
        of_clients(app, actor.may(Permission::ClientsRead)),
        unmatched_payments(app, actor.may(Permission::BankRead)),
        draft_orders(app, actor.may(Permission::OrdersRead)),
        today(app, actor.may(Permission::OperationsRead))
    )?;
    let (clients, debtors, credit_expiring) = match clients {
        Some([clients, debtors, expiring]) => (Some(clients), Some(debtors), Some(expiring)),
        None => (None, None, None),
    };
    Ok(Overview { clients, debtors, credit_expiring, unmatched_payments, draft_orders, today })
}

/// Live clients: all, debtors, those whose credit is about to end. An account's status is its client's, so one narrow table answers.
async fn of_clients(app: &App, allowed: bool) -> Result<Option<[Count; 3]>> {
    if !allowed {
        return Ok(None);
    }
    let today = app.clock.today();
    let last = today.checked_add_days(Days::new(EXPIRING_DAYS)).unwrap_or(today);
    let row = sqlx::query!(
        r#"select (select count(*) from (select from clients where archived_at is null and not is_system limit $1) c) as "clients!",
                  (select count(*) from (select from accounts where balance < 0 and status = 'ACTIVE' limit $1) a) as "debtors!",
                  (select count(*) from (select from accounts where credit_due_date between $2 and $3 and status = 'ACTIVE' limit $1) a)
                    as "expiring!""#,
        COUNT_CAP.saturating_add(1),
        today,
        last
    )
    .fetch_one(&app.db.search)
    .await?;
    Ok(Some([count(row.clients), count(row.debtors), count(row.expiring)]))
}

async fn unmatched_payments(app: &App, allowed: bool) -> Result<Option<Count>> {
    if !allowed {
        return Ok(None);
    }
    let value = sqlx::query_scalar!(
        r#"select count(*) as "count!" from (select from bank_deliveries where status <> 'credited' and status = 'unmatched' limit $1) d"#,
        COUNT_CAP.saturating_add(1)
    )
    .fetch_one(&app.db.search)
    .await?;
    Ok(Some(count(value)))
}

async fn draft_orders(app: &App, allowed: bool) -> Result<Option<Count>> {
    if !allowed {
        return Ok(None);
    }
    let value = sqlx::query_scalar!(
        r#"select count(*) as "count!" from (select from orders where status = 'draft' and archived_at is null limit $1) o"#,
        COUNT_CAP.saturating_add(1)
    )
    .fetch_one(&app.db.search)
    .await?;
    Ok(Some(count(value)))
}

fn count(value: i64) -> Count {
    Count { value: value.min(COUNT_CAP), capped: value > COUNT_CAP }
}

async fn today(app: &App, allowed: bool) -> Result<Option<Today>> {
    if !allowed {
        return Ok(None);
    }
    let date = app.clock.today();
    let next = date.checked_add_days(Days::new(1)).unwrap_or(date);
    day(app, date, (app.clock.start_of(date), app.clock.start_of(next))).await
}

/// The sums of a day, all of one moment: whole blocks of the log by their sums, the blocks at both ends and what is in no block yet
/// operation by operation.
async fn day(
    app: &App,
    date: NaiveDate,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Option<Today>> {
    let row = sqlx::query!(
        r#"with horizon as (select upto from operation_horizon),
           near as (select block, operations, credits, debits, first_at >= $1 and last_at < $2 and operations is not null as whole
                      from operation_blocks where last_at >= $1 and first_at < $2),
           tail as (select o.amount, o.created_at from operations o
                     where o.id > (select upto from horizon) order by o.id limit $3),
           parts as (
             select operations::bigint as count, credits, debits from near where whole
             union all
             select count(*), sum(o.amount) filter (where o.amount > 0), sum(o.amount) filter (where o.amount < 0)
               from near join operations o on o.id between near.block << 12 and (near.block << 12) + 4095
              where not near.whole and o.id <= (select upto from horizon) and o.created_at >= $1 and o.created_at < $2
             union all
             select count(*), sum(amount) filter (where amount > 0), sum(amount) filter (where amount < 0)
               from tail where created_at >= $1 and created_at < $2)
           select coalesce(sum(count), 0)::bigint as "count!", coalesce(sum(credits), 0) as "credits!: Decimal",
                  coalesce(sum(debits), 0) as "debits!: Decimal", (select count(*) from tail) as "unsettled!"
             from parts"#,
        from,
        to,
        MOST_UNSETTLED
    )
    .fetch_one(&app.db.search)
    .await?;
    if row.unsettled >= MOST_UNSETTLED {
        return Ok(None);
    }
    let (credits, debits) = (valid(Total::try_from(row.credits))?, valid(Total::try_from(row.debits))?);
    Ok(Some(Today { date, count: row.count, credits, debits }))
}
