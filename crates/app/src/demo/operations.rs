//! Two years of operations in the order of time, as one COPY of at most ten million rows at once: the ledger's trigger then checks every
//! chain and moves every account once.

use chrono::{DateTime, TimeDelta, Utc};
use domain::ClientKind;
use sqlx::PgConnection;

use super::Plan;
use super::clients::Known;
use super::copy::Copy;
use super::history::{Account, Event};
use super::random::Random;
use super::services::Offer;
use super::shop::Shop;

/// Rows of one COPY. Its trigger holds them all, on disk if need be.
const ROWS_AT_ONCE: u64 = 10_000_000;
const HISTORY_DAYS: i64 = 730;
/// Bank payments that are remembered for the deliveries of the bank.
const REMEMBERED: usize = 300;
/// Organisations that are charged and pay far more often than the rest.
const BUSY_CLIENTS: usize = 30;

const COPY: &str = "copy operations (id, client_id, seq, kind, amount, balance_after, service_id, order_id, reversal_of, description, actor, created_at) from stdin";

/// A bank payment of the log, for its delivery.
#[derive(Clone, Debug)]
pub struct Payment {
    pub client_id: i64,
    pub seq: i64,
    pub kopecks: i64,
    pub inn: String,
    pub document: String,
    pub at: DateTime<Utc>,
}

/// The first id of a new operation.
pub async fn first_id(connection: &mut PgConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(r#"select coalesce(max(id), 0) + 1 as "next!" from operations"#)
        .fetch_one(connection)
        .await
}

/// What happens in the shop while the operations happen, which name its orders: so this is found out first.
pub fn rehearse(plan: &Plan, offers: &[Offer], people: &[Known], shop: Shop, first_id: i64) -> Shop {
    let mut writer = Writer::new(plan, offers, people, shop);
    let ticks = if people.is_empty() { 0 } else { plan.size.operations };
    for tick in 0..ticks {
        writer.next(first_id.saturating_add(i64::try_from(tick).unwrap_or(0)));
    }
    writer.shop.settle(plan.now);
    writer.shop.ask_online(plan.now - TimeDelta::days(5));
    writer.shop
}

/// Writes the log; gives the latest bank payments. `shop` is as new as for the rehearsal.
pub async fn load(
    connection: &mut PgConnection,
    plan: &Plan,
    offers: &[Offer],
    people: &[Known],
    shop: Shop,
    mut next_id: i64,
) -> Result<Vec<Payment>, sqlx::Error> {
    let mut writer = Writer::new(plan, offers, people, shop);
    let mut left = if people.is_empty() { 0 } else { plan.size.operations };
    while left > 0 {
        let rows = left.min(ROWS_AT_ONCE);
        let mut copy = Copy::begin(connection, COPY).await?;
        for _ in 0..rows {
            writer.write(&mut copy, next_id);
            copy.end().await?;
            next_id = next_id.saturating_add(1);
        }
        copy.finish().await?;
        left = left.saturating_sub(rows);
    }
    sqlx::query!("select setval(pg_get_serial_sequence('operations', 'id'), $1, false)", next_id)
        .fetch_one(&mut *connection)
        .await?;
    Ok(writer.payments)
}

/// Makes the operations searchable. All at once: nobody else is writing.
pub async fn settle(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(
        "analyze operations, accounts;
         insert into operation_texts select id, search_key(description) from operations
           where id > (select upto from operation_horizon) and description is not null;
         select settle_blocks((select upto from operation_horizon), (select max(id) from operations));
         update operation_horizon set upto = greatest(upto, (select coalesce(max(id), 0) from operations))",
    )
    .execute(connection)
    .await
    .map(|_| ())
}

struct Writer<'a> {
    plan: &'a Plan,
    people: &'a [Known],
    offers: &'a [Offer],
    accounts: Vec<Account>,
    busy: Vec<usize>,
    random: Random,
    written: u64,
    /// Clients that exist by now: they are in the order of their registration.
    present: usize,
    payments: Vec<Payment>,
    shop: Shop,
}

impl<'a> Writer<'a> {
    fn new(plan: &'a Plan, offers: &'a [Offer], people: &'a [Known], shop: Shop) -> Self {
        let mut random = plan.random(7);
        let accounts = people.iter().map(|known| Account::open(known, offers, &mut random)).collect();
        let organisation = |(_, known): &(usize, &Known)| known.kind == ClientKind::LegalEntity;
        let busy =
            people.iter().enumerate().filter(organisation).map(|(at, _)| at).take(BUSY_CLIENTS).collect();
        Self {
            plan,
            people,
            offers,
            accounts,
            busy,
            random,
            written: 0,
            present: 0,
            payments: Vec::new(),
            shop,
        }
    }

    fn write(&mut self, copy: &mut Copy<'_>, id: i64) {
        let Some((client, event, at)) = self.next(id) else { return };
        let Some(known) = self.people.get(client) else { return };
        write_event(copy, id, known.id, &event, at);
        if let (Some(document), Some(inn)) = (event.document, &known.inn) {
            if self.payments.len() == REMEMBERED {
                self.payments.remove(0);
            }
            let kopecks = event.amount.unwrap_or(0);
            self.payments.push(Payment {
                client_id: known.id,
                seq: event.seq,
                kopecks,
                inn: inn.clone(),
                document,
                at,
            });
        }
    }

    /// The next operation with the place of its client.
    fn next(&mut self, id: i64) -> Option<(usize, Event, DateTime<Utc>)> {
        let mailing = self.mailing();
        let at = self.moment();
        if !mailing && let Some((client, event)) = self.of_shop(at) {
            return Some((client, event, at));
        }
        let client = self.client(at);
        let (known, account) = (self.people.get(client)?, self.accounts.get_mut(client)?);
        let event = if mailing {
            account.note("Рассылка: новые реквизиты")
        } else {
            account.happen(id, known, self.offers, &mut self.random, at)
        };
        self.shop.perhaps_begin(client, known.id, at);
        Some((client, event, at))
    }

    /// What an order takes from a wallet or gives back, if one does now.
    fn of_shop(&mut self, at: DateTime<Utc>) -> Option<(usize, Event)> {
        while let Some(wanted) = self.shop.settle(at) {
            let (known, account) = (self.people.get(wanted.person)?, self.accounts.get_mut(wanted.person)?);
            let event = account.order(wanted.order_id, wanted.amount);
            self.shop.by_wallet(wanted, event.as_ref().map(|event| (known.id, event.seq)), at);
            if let Some(event) = event {
                return Some((wanted.person, event));
            }
        }
        None
    }

    /// Once, two fifths into the history, a letter went to many clients in a row.
    fn mailing(&self) -> bool {
        let begin = self.plan.size.operations / 5 * 2;
        (begin..begin + self.plan.size.operations / 500).contains(&self.written)
    }

    /// Times grow evenly, with some chance between neighbours.
    fn moment(&mut self) -> DateTime<Utc> {
        let span = TimeDelta::days(HISTORY_DAYS).num_microseconds().unwrap_or(0);
        let step = span / i64::try_from(self.plan.size.operations.max(1)).unwrap_or(i64::MAX);
        let begun =
            i128::from(span) * i128::from(self.written) / i128::from(self.plan.size.operations.max(1));
        self.written = self.written.saturating_add(1);
        let passed =
            i64::try_from(begun).unwrap_or(0).saturating_add(self.random.between(0, step.max(1) - 1));
        self.plan.now - TimeDelta::days(HISTORY_DAYS) + TimeDelta::microseconds(passed)
    }

    fn client(&mut self, at: DateTime<Utc>) -> usize {
        while self.people.get(self.present).is_some_and(|known| known.created_at <= at) {
            self.present += 1;
        }
        if self.random.percent(2) {
            let end = self.random.below(self.busy.len() as u64).saturating_add(1);
            let busy = self.busy.get(usize::try_from(self.random.below(end)).unwrap_or(0)).copied();
            if let Some(busy) = busy.filter(|busy| *busy < self.present) {
                return busy;
            }
        }
        // Not those of the import at the end.
        let active = self.present.min(self.people.len() - self.people.len() / 50);
        let chosen = usize::try_from(self.random.below(active as u64)).unwrap_or(0);
        // One in fifty never did anything; its neighbour acts instead.
        if chosen % 50 == 49 { chosen - 1 } else { chosen }
    }
}

fn write_event(copy: &mut Copy<'_>, id: i64, client_id: i64, event: &Event, at: DateTime<Utc>) {
    copy.plain(id).plain(client_id).plain(event.seq).plain(event.kind);
    match event.amount {
        Some(amount) => copy.money(amount),
        None => copy.null(),
    };
    copy.money(event.balance);
    match event.service {
        Some(service) => copy.plain(service),
        None => copy.null(),
    };
    match event.order {
        Some(order) => copy.plain(order),
        None => copy.null(),
    };
    match event.reverses {
        Some(seq) => copy.plain(seq),
        None => copy.null(),
    };
    copy.optional(event.description.as_deref())
        .plain(event.actor)
        .plain(at.format("%Y-%m-%d %H:%M:%S%.6f+00"));
}
