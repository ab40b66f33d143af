//! Deliveries of the bank as people see them: the list, and binding an uncredited one to a client.

use contract::bank::{BankDelivery, BankDeliveryPage, BankDeliveryQuery, BindDelivery, DeliveryStatus};
use contract::operations::Operation;
use contract::page::{COUNT_CAP, Count};
use domain::{Inn, Money};
use sqlx::{PgPool, QueryBuilder, Row};
use uuid::Uuid;

use super::credit;
use crate::decode;
use crate::filter::invalid;
use crate::ledger::{Addressee, Command, IdempotencyKey, StoredDelivery, request_hash};
use crate::operations::post::{Answer, single};
use crate::page::Paging;
use crate::{Actor, App, Error, Result};

const SELECT: &str = "select d.id, d.operation_id, d.payer_inn, d.amount::numeric as amount, d.document_number, d.document_date,
    d.status, d.client_id, c.name as client_name, o.id as credit_operation_id, d.times_received, d.received_at,
    d.last_received_at, d.resolved_by
  from bank_deliveries d
  left join clients c on c.id = d.client_id
  left join operations o on o.client_id = d.client_id and o.seq = d.seq
 where true";

/// Deliveries, newest first.
///
/// # Errors
/// `invalid_query`, `invalid_cursor`; the database.
pub async fn list(app: &App, _actor: &Actor, query: BankDeliveryQuery) -> Result<BankDeliveryPage> {
    let paging = Paging::parse("bank-deliveries", query.cursor.as_deref(), query.limit)?;
    let inn = query.payer_inn.as_deref().map(Inn::parse).transpose();
    let inn = inn.map_err(|error| invalid("payer_inn", error.code()))?;
    let mut sql = QueryBuilder::new(SELECT);
    filter(&mut sql, query.status, inn.as_ref());
    if let Some(cursor) = &paging.cursor {
        sql.push(if cursor.backward { " and d.id > " } else { " and d.id < " }).push_bind(cursor.id);
    }
    sql.push(if paging.backward() { " order by d.id limit " } else { " order by d.id desc limit " });
    sql.push_bind(paging.fetch());
    let rows = sql.build().fetch_all(&app.db.search).await?;
    let items = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let page = paging.cut(items, |delivery| (None, delivery.id));
    let count = match query.count {
        Some(true) => Some(count(&app.db.search, query.status, inn.as_ref()).await?),
        Some(false) | None => None,
    };
    Ok(BankDeliveryPage {
        items: page.items,
        next_cursor: page.next_cursor,
        prev_cursor: page.prev_cursor,
        count,
    })
}

fn filter(sql: &mut QueryBuilder<sqlx::Postgres>, status: Option<DeliveryStatus>, inn: Option<&Inn>) {
    // "not credited" names the partial index of what waits for a person.
    sql.push(match status {
        Some(DeliveryStatus::Credited) => " and d.status = 'credited'",
        Some(DeliveryStatus::Unmatched) => " and d.status <> 'credited' and d.status = 'unmatched'",
        Some(DeliveryStatus::Conflict) => " and d.status <> 'credited' and d.status = 'conflict'",
        None => "",
    });
    if let Some(inn) = inn {
        sql.push(" and d.payer_inn = ").push_bind(inn.as_str().to_owned());
    }
}

async fn count(pool: &PgPool, status: Option<DeliveryStatus>, inn: Option<&Inn>) -> Result<Count> {
    let mut sql = QueryBuilder::new("select count(*) from (select from bank_deliveries d where true");
    filter(&mut sql, status, inn);
    sql.push(" limit ").push_bind(COUNT_CAP + 1).push(") counted");
    let rows: i64 = sql.build_query_scalar().fetch_one(pool).await?;
    Ok(Count { value: rows.min(COUNT_CAP), capped: rows > COUNT_CAP })
}

fn read(row: &sqlx::postgres::PgRow) -> Result<BankDelivery, sqlx::Error> {
    let status: &str = row.try_get("status")?;
    Ok(BankDelivery {
        id: row.try_get("id")?,
        operation_id: row.try_get::<Uuid, _>("operation_id")?.to_string(),
        payer_inn: row.try_get("payer_inn")?,
        amount: decode::money(row.try_get("amount")?)?,
        document_number: row.try_get("document_number")?,
        document_date: row.try_get("document_date")?,
        status: match status {
            "credited" => DeliveryStatus::Credited,
            "unmatched" => DeliveryStatus::Unmatched,
            _ => DeliveryStatus::Conflict,
        },
        client_id: row.try_get("client_id")?,
        client_name: row.try_get("client_name")?,
        credit_operation_id: row.try_get("credit_operation_id")?,
        times_received: row.try_get("times_received")?,
        received_at: row.try_get("received_at")?,
        last_received_at: row.try_get("last_received_at")?,
        resolved_by: row.try_get("resolved_by")?,
    })
}

async fn get(pool: &PgPool, id: i64) -> Result<Option<BankDelivery>> {
    let mut sql = QueryBuilder::new(SELECT);
    let row = sql.push(" and d.id = ").push_bind(id).build().fetch_optional(pool).await?;
    Ok(row.as_ref().map(read).transpose()?)
}

/// Credits an uncredited delivery to a client that a person chose. Once per `operation_id`, like every credit of the bank.
///
/// # Errors
/// No such delivery; `delivery_settled`; unknown, archived or system client; a key used for something else.
pub async fn bind(
    app: &App,
    actor: &Actor,
    key: &IdempotencyKey,
    id: i64,
    body: BindDelivery,
) -> Result<Answer<BankDelivery>> {
    let hash = request_hash("bind", id, &body)?;
    let delivery = get(&app.db.read, id).await?.ok_or_else(|| Error::not_found("delivery"))?;
    let operation_id =
        Uuid::parse_str(&delivery.operation_id).map_err(|error| Error::Internal(error.to_string()))?;
    let mut command = Command::new(Addressee::Id(body.client_id), credit(delivery.amount));
    command.description = Some(describe(app, &delivery));
    command.settles = Some(StoredDelivery { id, operation_id });
    let Answer { body: operation, replayed } = single(app, actor, key, hash, command).await?;
    let bound = get(&app.db.read, id).await?.ok_or_else(|| Error::not_found("delivery"))?;
    check(&bound, &operation)?;
    Ok(Answer { body: bound, replayed })
}

/// What the operation of a payment says; the payer is named because the client may be somebody else.
fn describe(app: &App, delivery: &BankDelivery) -> String {
    let day = app.clock.day_of(delivery.document_date);
    format!("Платёж {} от {}, ИНН {}", delivery.document_number, day.format("%d.%m.%Y"), delivery.payer_inn)
}

/// The pair that was committed together must read together.
fn check(delivery: &BankDelivery, operation: &Operation) -> Result<()> {
    let same = delivery.credit_operation_id == Some(operation.id)
        && operation.amount.map(Money::abs) == Some(delivery.amount);
    if same {
        Ok(())
    } else {
        Err(Error::Internal(format!("delivery {} and operation {} disagree", delivery.id, operation.id)))
    }
}
