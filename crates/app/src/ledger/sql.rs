//! What a batch locks and looks up. Set-based: the number of round trips does not depend on the number of commands.
//!
//! What is looked up for a list stands in a lateral that cannot be flattened: a join may be planned the other way round, "read the
//! table, compare with the list", and is while the table is small.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use contract::operations::Operation;
use domain::{Account, AccountStatus, CreditTerms, Money, Objection};
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::fold::inn_of;
use super::rows::{Accounts, KnownDelivery};
use super::waiting::Waiting;
use super::work::{Addressee, WorkKey};
use crate::decode::{money, valid};
use crate::keys::{self, KnownKey};
use crate::operations::read::OperationRow;

/// What a batch has to look up, sorted and without repetitions.
#[derive(Default)]
pub struct Asked {
    clients: Vec<i64>,
    inns: Vec<String>,
    principals: Vec<String>,
    keys: Vec<String>,
    payments: Vec<Uuid>,
    reversed: Vec<(i64, i64)>,
    services: Vec<i64>,
}

impl Asked {
    pub fn of(part: &[Waiting]) -> Self {
        let mut asked = Self::default();
        for waiting in part {
            let work = &waiting.work;
            match &work.key {
                WorkKey::Request(key) => {
                    asked.principals.push(work.actor.to_string());
                    asked.keys.push(key.key.as_str().to_owned());
                }
                WorkKey::Delivery(delivery) => asked.payments.push(delivery.operation_id),
            }
            asked.inns.extend(inn_of(work).map(|inn| inn.as_str().to_owned()));
            for command in work.commands() {
                if let Addressee::Id(id) = command.client {
                    asked.clients.push(id);
                    asked.reversed.extend(command.reverses.map(|reverses| (id, reverses.seq)));
                }
                asked.services.extend(command.service_id);
                asked.payments.extend(command.settles.map(|kept| kept.operation_id));
            }
        }
        unique(&mut asked.clients);
        unique(&mut asked.inns);
        unique(&mut asked.payments);
        unique(&mut asked.reversed);
        unique(&mut asked.services);
        asked
    }

    /// The accounts and keys of commands on orders, whose clients are known when the orders are read.
    pub fn for_orders(part: &[Waiting], clients: Vec<i64>) -> Self {
        let mut asked = Self::of(part);
        asked.clients = clients;
        unique(&mut asked.clients);
        asked
    }
}

fn unique<T: Ord>(values: &mut Vec<T>) {
    values.sort_unstable();
    values.dedup();
}

/// Locks the accounts in the order of their clients and reads them. The only lock that a batch waits for, and with `only_free` not
/// even that: accounts that another transaction holds are named as busy.
pub async fn lock_accounts(
    connection: &mut PgConnection,
    asked: &Asked,
    only_free: bool,
) -> Result<Accounts, sqlx::Error> {
    let mut accounts = Accounts::default();
    let mut ids = asked.clients.clone();
    if !asked.inns.is_empty() {
        let found = sqlx::query!(
            r#"select id, inn as "inn!" from clients where inn = any($1) and archived_at is null and not is_system"#,
            &asked.inns
        )
        .fetch_all(&mut *connection)
        .await?;
        ids.extend(found.iter().map(|row| row.id));
        accounts.by_inn = found.into_iter().map(|row| (row.inn, row.id)).collect();
        unique(&mut ids);
    }
    let free = match only_free {
        true => {
            let free = sqlx::query_scalar!(
                "select client_id from accounts where client_id = any($1) order by client_id for no key update skip locked",
                &ids
            )
            .fetch_all(&mut *connection)
            .await?;
            let all = sqlx::query_scalar!("select client_id from accounts where client_id = any($1)", &ids);
            accounts.busy = all.fetch_all(&mut *connection).await?.into_iter().collect();
            free.iter().for_each(|id| {
                accounts.busy.remove(id);
            });
            free
        }
        false => ids,
    };
    let rows = sqlx::query!(
        r#"select client_id, balance as "balance: Decimal", seq, last_at, status,
                  credit_limit as "credit_limit: Decimal", credit_due_date
             from accounts where client_id = any($1) order by client_id for no key update"#,
        &free
    )
    .fetch_all(&mut *connection)
    .await?;
    for row in rows {
        let account = Account {
            client_id: row.client_id,
            balance: money(row.balance)?,
            seq: row.seq,
            terms: valid(CreditTerms::new(money(row.credit_limit)?, row.credit_due_date))?,
            status: valid(AccountStatus::parse(&row.status))?,
            last_at: row.last_at,
        };
        accounts.by_id.insert(account.client_id, account);
    }
    Ok(accounts)
}

pub async fn find_keys(
    connection: &mut PgConnection,
    asked: &Asked,
) -> Result<HashMap<(String, String), KnownKey>, sqlx::Error> {
    keys::sql::find(connection, &asked.principals, &asked.keys).await
}

pub async fn find_deliveries(
    connection: &mut PgConnection,
    asked: &Asked,
) -> Result<HashMap<Uuid, Vec<KnownDelivery>>, sqlx::Error> {
    let mut found: HashMap<Uuid, Vec<KnownDelivery>> = HashMap::new();
    if asked.payments.is_empty() {
        return Ok(found);
    }
    // Two halves, because each has its partial unique index.
    let rows = sqlx::query!(
        r#"select id as "id!", operation_id as "operation_id!", payer_inn as "payer_inn!", amount as "amount!: Decimal",
                  document_number as "document_number!", document_date as "document_date!", last_received_at as "last_at!", objection,
                  credited as "credited!" from (
             select id, operation_id, payer_inn, amount, document_number, document_date, last_received_at, objection, true as credited
               from bank_deliveries where operation_id = any($1) and status = 'credited'
             union all
             select id, operation_id, payer_inn, amount, document_number, document_date, last_received_at, objection, false
               from bank_deliveries where operation_id = any($1) and status <> 'credited') known"#,
        &asked.payments
    )
    .fetch_all(connection)
    .await?;
    for row in rows {
        found.entry(row.operation_id).or_default().push(KnownDelivery {
            id: row.id,
            credited: row.credited,
            payer_inn: row.payer_inn,
            amount: money(row.amount)?,
            document_number: row.document_number,
            document_date: row.document_date,
            last_at: row.last_at,
            objection: row.objection.as_deref().map(|word| valid(Objection::parse(word))).transpose()?,
        });
    }
    Ok(found)
}

pub async fn find_reversals(
    connection: &mut PgConnection,
    asked: &Asked,
) -> Result<HashMap<(i64, i64), i64>, sqlx::Error> {
    if asked.reversed.is_empty() {
        return Ok(HashMap::new());
    }
    let (clients, seqs): (Vec<i64>, Vec<i64>) = asked.reversed.iter().copied().unzip();
    let rows = sqlx::query!(
        r#"select o.client_id, o.reversal_of as "seq!", o.id
             from unnest($1::bigint[], $2::bigint[]) as asked (client_id, seq)
            cross join lateral (select * from operations o
                                 where o.client_id = asked.client_id and o.reversal_of = asked.seq limit 1) o"#,
        &clients,
        &seqs
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| ((row.client_id, row.seq), row.id)).collect())
}

pub async fn find_services(
    connection: &mut PgConnection,
    asked: &Asked,
) -> Result<HashSet<i64>, sqlx::Error> {
    if asked.services.is_empty() {
        return Ok(HashSet::new());
    }
    let ids = sqlx::query_scalar!("select id from services where id = any($1)", &asked.services)
        .fetch_all(connection)
        .await?;
    Ok(ids.into_iter().collect())
}

/// What those in the batch who are bound by a daily sum have paid out since `since`. They are held until the end of the transaction, so
/// that their withdrawals in two processes follow each other.
pub async fn find_paid_out(
    connection: &mut PgConnection,
    part: &[Waiting],
    since: DateTime<Utc>,
) -> Result<HashMap<String, Money>, sqlx::Error> {
    let bound = part.iter().filter(|waiting| waiting.work.commands().any(|command| command.payout.is_some()));
    let mut actors: Vec<String> = bound.map(|waiting| waiting.work.actor.to_string()).collect();
    unique(&mut actors);
    if actors.is_empty() {
        return Ok(HashMap::new());
    }
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended('paid out by ' || actor, 0))
           from (select unnest($1::text[]) as actor order by 1) bound",
        &actors
    )
    .fetch_all(&mut *connection)
    .await?;
    // By a later statement than the lock, whose snapshot is older than what was waited for.
    let rows = sqlx::query!(
        r#"select actor, sum(-amount) as "sum!: Decimal" from operations
            where actor = any($1) and created_at >= $2 and kind = 'ADJUSTMENT' and amount < 0 group by actor"#,
        &actors,
        since
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| Ok((row.actor, money(row.sum)?))).collect()
}

/// Operations of the log by (client, seq), as they were answered when they were posted.
pub async fn read_operations(pool: &PgPool, pairs: &[(i64, i64)]) -> Result<Vec<Operation>, sqlx::Error> {
    let (clients, seqs): (Vec<i64>, Vec<i64>) = pairs.iter().copied().unzip();
    let rows = sqlx::query_as!(
        OperationRow,
        r#"select o.id, o.client_id, o.seq, o.kind::text as "kind!", o.amount as "amount: Decimal",
                  o.balance_after as "balance_after: Decimal", o.service_id, o.order_id, o.description, o.actor, o.created_at,
                  r.id as "reversal_id?"
             from unnest($1::bigint[], $2::bigint[]) as asked (client_id, seq)
             join operations o on o.client_id = asked.client_id and o.seq = asked.seq
             left join operations r on r.client_id = o.client_id and r.seq = o.reversal_of"#,
        &clients,
        &seqs
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter().map(OperationRow::operation).collect()
}
