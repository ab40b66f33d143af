//! Deliveries of the bank as people see them: the list, and binding an uncredited one to a client.

use contract::bank::{
    BankDelivery, BankDeliveryPage, BankDeliveryQuery, BindDelivery, DeliveryReason, DeliveryStatus,
};
use contract::operations::Operation;
use contract::page::{COUNT_CAP, Count};
use domain::{DeliveryState, Inn, Money, Objection, Permission};
use sqlx::{Postgres, QueryBuilder};
use uuid::Uuid;

use super::credit;
use super::read::{self, DeliveryRow};
use crate::access::present;
use crate::actions::hindered;
use crate::filter::invalid;
use crate::ledger::{Addressee, Command, IdempotencyKey, StoredDelivery, request_hash};
use crate::operations::post::{Answer, single};
use crate::page::Paging;
use crate::reader::Reader;
use crate::{Actor, App, Error, Result};

/// Deliveries, newest first.
///
/// # Errors
/// `invalid_query`, `invalid_cursor`; the database.
pub async fn list(app: &App, actor: &Actor, query: BankDeliveryQuery) -> Result<BankDeliveryPage> {
    let paging = Paging::parse("bank-deliveries", query.cursor.as_deref(), query.limit)?;
    let filter = Filter::read(&query)?;
    let reader = app.db.lists();
    let place = paging.cursor.as_ref().map(|cursor| cursor.id);
    let rows = filter.block(&reader, place, paging.backward(), paging.fetch()).await?;
    let page = paging.cut(rows, |row| (None, row.id));
    let count = match query.count {
        Some(true) => Some(filter.count(&reader).await?),
        Some(false) | None => None,
    };
    Ok(BankDeliveryPage {
        items: page.items.into_iter().map(|row| row.view(actor)).collect::<Result<_, sqlx::Error>>()?,
        next_cursor: page.next_cursor,
        prev_cursor: page.prev_cursor,
        count,
    })
}

/// Which deliveries.
#[derive(Clone, Debug)]
pub(crate) struct Filter {
    status: Option<DeliveryStatus>,
    inn: Option<Inn>,
}

impl Filter {
    /// # Errors
    /// `invalid_query` with the parameter at fault.
    pub fn read(query: &BankDeliveryQuery) -> Result<Self> {
        let inn = query.payer_inn.as_deref().filter(|inn| !inn.trim().is_empty());
        let inn = inn.map(Inn::parse).transpose().map_err(|error| invalid("payer_inn", error.code()))?;
        Ok(Self { status: query.status, inn })
    }

    /// At most `limit` deliveries after the one with the id `place`, from the latest on; or before it, nearest first.
    pub async fn block(
        &self,
        reader: &Reader,
        place: Option<i64>,
        backward: bool,
        limit: i64,
    ) -> Result<Vec<DeliveryRow>, sqlx::Error> {
        let mut sql = QueryBuilder::new(read::SELECT);
        self.push(&mut sql);
        if let Some(place) = place {
            sql.push(if backward { " and d.id > " } else { " and d.id < " }).push_bind(place);
        }
        sql.push(if backward { " order by d.id limit " } else { " order by d.id desc limit " });
        sql.push_bind(limit).build_query_as().fetch_all(reader).await
    }

    fn push(&self, sql: &mut QueryBuilder<Postgres>) {
        // "not credited" names the partial index of what waits for a person.
        sql.push(match self.status {
            Some(DeliveryStatus::Credited) => " and d.status = 'credited'",
            Some(DeliveryStatus::Unmatched) => " and d.status <> 'credited' and d.status = 'unmatched'",
            Some(DeliveryStatus::Conflict) => " and d.status <> 'credited' and d.status = 'conflict'",
            None => "",
        });
        if let Some(inn) = &self.inn {
            sql.push(" and d.payer_inn = ").push_bind(inn.as_str().to_owned());
        }
    }

    /// How many there are, counted up to 10 000.
    pub async fn count(&self, reader: &Reader) -> Result<Count, sqlx::Error> {
        let mut sql = QueryBuilder::new("select count(*) from (select from bank_deliveries d where true");
        self.push(&mut sql);
        sql.push(" limit ").push_bind(COUNT_CAP + 1).push(") counted");
        let rows: i64 = sql.build_query_scalar().fetch_one(reader).await?;
        Ok(Count { value: rows.min(COUNT_CAP), capped: rows > COUNT_CAP })
    }
}

/// One delivery.
///
/// # Errors
/// No such delivery; the database.
pub async fn get(app: &App, actor: &Actor, id: i64) -> Result<BankDelivery> {
    let mut sql = QueryBuilder::new(read::SELECT);
    let row: Option<DeliveryRow> =
        sql.push(" and d.id = ").push_bind(id).build_query_as().fetch_optional(&app.db.read).await?;
    Ok(row.ok_or_else(|| Error::not_found("delivery"))?.view(actor)?)
}

/// Credits an uncredited delivery to a client that a person chose. Once per `operation_id`, like every credit of the bank.
///
/// # Errors
/// No such delivery; `forbidden` for another client than the payer without `clients.requisites`; `delivery_settled`; unknown, archived or system client; a key used for something else.
pub async fn bind(
    app: &App,
    actor: &Actor,
    key: &IdempotencyKey,
    id: i64,
    body: BindDelivery,
) -> Result<Answer<BankDelivery>> {
    let hash = request_hash("bind", id, &body)?;
    let delivery = get(app, actor, id).await?;
    let operation_id =
        Uuid::parse_str(&delivery.operation_id).map_err(|error| Error::Internal(error.to_string()))?;
    let objected = match delivery.reason {
        Some(DeliveryReason::OtherCurrency) => Some(Objection::Currency),
        Some(DeliveryReason::NotIncoming) => Some(Objection::Direction),
        Some(DeliveryReason::NotCompleted) => Some(Objection::State),
        Some(
            DeliveryReason::NoClient
            | DeliveryReason::ClientArchived
            | DeliveryReason::ClientAppeared
            | DeliveryReason::OtherData,
        )
        | None => None,
    };
    // Whether it is credited meanwhile is asked by the ledger, under the lock; what the bank said never changes.
    let state = DeliveryState { settled: false, objection: objected };
    state.bind().map_err(|obstacle| hindered("delivery", obstacle))?;
    // Money of one payer for another client is redirected: not by everybody who may bind.
    let inn = crate::clients::inn(&app.db.read, body.client_id).await?;
    if inn.as_deref() != Some(delivery.payer_inn.as_str()) {
        let mut tx = app.db.begin().await?;
        let now = (actor, app.clock.now());
        present::require(&mut tx, now, Permission::ClientsRequisites, &["client_id"]).await?;
        tx.rollback().await?;
    }
    let mut command = Command::new(Addressee::Id(body.client_id), credit(delivery.amount));
    command.description = Some(describe(app, &delivery));
    command.settles = Some(StoredDelivery { id, operation_id });
    let Answer { body: operation, replayed } = single(app, actor, key, hash, command).await?;
    let bound = get(app, actor, id).await.map_err(Error::after_commit)?;
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
