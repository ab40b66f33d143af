//! Locking and reading for a batch of commands on orders: the number of round trips does not depend on the number of commands.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::order::{Line, Order, OrderState, Settled, Tender, WALK_IN_CLIENT};
use domain::{PaymentMethod, PaymentStatus, Quantity};
use rust_decimal::Decimal;
use sqlx::PgConnection;

use super::found::{FoundOrder, FoundPayment, ProductHead, Products};
use super::task::Deed;
use crate::decode::{money, quantity, valid};
use crate::ledger::waiting::Waiting;
use crate::ledger::work::Task;

/// The orders and products that a batch names, sorted and without repetitions.
#[derive(Default)]
pub struct Wanted {
    orders: Vec<i64>,
    products: Vec<i64>,
}

impl Wanted {
    pub fn of(part: &[Waiting]) -> Self {
        let mut wanted = Self::default();
        for waiting in part {
            match &waiting.work.task {
                Task::Order(task) => wanted.orders.push(task.order_id),
                Task::Stock(task) => wanted.products.extend(task.lines.iter().map(|(product, _)| *product)),
                Task::Post(_) => {}
            }
        }
        wanted.orders.sort_unstable();
        wanted.orders.dedup();
        wanted
    }
}

/// Locks the orders in the order of their ids and reads them with lines and payments. With `only_free`, orders that another
/// transaction holds go to `busy` instead of being waited for.
pub async fn lock_orders(
    connection: &mut PgConnection,
    wanted: &Wanted,
    only_free: bool,
    busy: &mut HashSet<i64>,
) -> Result<HashMap<i64, FoundOrder>, sqlx::Error> {
    if wanted.orders.is_empty() {
        return Ok(HashMap::new());
    }
    let free = match only_free {
        true => {
            let free = sqlx::query_scalar!(
                "select id from orders where id = any($1) order by id for no key update skip locked",
                &wanted.orders
            )
            .fetch_all(&mut *connection)
            .await?;
            let all = sqlx::query_scalar!("select id from orders where id = any($1)", &wanted.orders);
            busy.extend(all.fetch_all(&mut *connection).await?);
            free.iter().for_each(|id| {
                busy.remove(id);
            });
            free
        }
        false => wanted.orders.clone(),
    };
    let heads = sqlx::query!(
        r#"select id, client_id, status::text as "status!", seq, version, paid_at, cancelled_at, archived_at
             from orders where id = any($1) order by id for no key update"#,
        &free
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut parts = read_parts(connection, &free).await?;
    let mut orders = HashMap::new();
    for head in heads {
        let parts = parts.remove(&head.id).unwrap_or_default();
        let state = match (head.status.as_str(), head.paid_at, head.cancelled_at) {
            ("paid", Some(at), _) => OrderState::Paid { at, settled: parts.settled },
            ("cancelled", _, Some(at)) => OrderState::Cancelled { at },
            ("draft", None, None) => OrderState::Draft,
            (status, ..) => {
                let unknown = format!("order {} has a status of no known kind: {status}", head.id);
                return Err(sqlx::Error::Decode(unknown.into()));
            }
        };
        let order = Order {
            id: head.id,
            walk_in: head.client_id == WALK_IN_CLIENT,
            lines: parts.lines,
            state,
            archived: head.archived_at.is_some(),
        };
        let found = FoundOrder {
            order,
            client_id: head.client_id,
            seq: head.seq,
            version: head.version,
            payments: parts.payments,
        };
        orders.insert(head.id, found);
    }
    Ok(orders)
}

/// What belongs to an order, as the domain wants it.
#[derive(Default)]
pub struct Parts {
    pub lines: Vec<Line>,
    pub settled: Settled,
    pub payments: Vec<FoundPayment>,
}

/// Lines, returns, payments and refunds of orders.
pub async fn read_parts(
    connection: &mut PgConnection,
    orders: &[i64],
) -> Result<HashMap<i64, Parts>, sqlx::Error> {
    let mut parts: HashMap<i64, Parts> = HashMap::new();
    let lines = sqlx::query!(
        r#"select l.order_id, l.number, l.product_id, l.quantity as "quantity: Decimal", l.price as "price: Decimal",
                  coalesce(r.back, 0) as "back!", coalesce(r.restocked, 0) as "restocked!"
             from order_lines l
             left join (select order_id, number, sum(quantity) as back, sum(quantity) filter (where restock) as restocked
                          from order_returns where order_id = any($1) group by order_id, number) r using (order_id, number)
            where l.order_id = any($1) order by l.order_id, l.number"#,
        orders
    )
    .fetch_all(&mut *connection)
    .await?;
    for row in lines {
        let of = parts.entry(row.order_id).or_default();
        let id = i64::from(row.number);
        let (back, restocked) = (quantity(row.back)?, quantity(row.restocked)?);
        of.lines.push(Line {
            id,
            product_id: row.product_id,
            quantity: quantity(row.quantity)?,
            price: money(row.price)?,
        });
        if !back.is_zero() {
            of.settled.returned.insert(id, back);
        }
        let sum: &mut Quantity = of.settled.restocked.entry(row.product_id).or_default();
        *sum = sum.checked_add(restocked).unwrap_or(*sum);
    }
    let payments = sqlx::query!(
        r#"select p.id, p.order_id, p.method::text as "method!", p.status::text as "status!", p.amount as "amount: Decimal",
                  p.event is not null as "taken!", coalesce(p.provider = 'manual', true) as "manual!",
                  coalesce((select sum(r.amount) from refunds r where r.payment_id = p.id), 0) as "refunded!"
             from unnest($1::bigint[]) as asked (id)
            cross join lateral (select * from payments p where p.order_id = asked.id offset 0) p order by p.id"#,
        orders
    )
    .fetch_all(&mut *connection)
    .await?;
    for row in payments {
        let of = parts.entry(row.order_id).or_default();
        let method = valid(PaymentMethod::parse(&row.method))?;
        let amount = money(row.amount)?;
        if row.taken {
            of.settled.captured.push(Tender { method, amount });
            of.settled.refunded.push(Tender { method, amount: money(row.refunded)? });
        }
        of.payments.push(FoundPayment {
            id: row.id,
            method,
            status: valid(PaymentStatus::parse(&row.status))?,
            taken: row.taken,
            amount,
            manual: row.manual,
        });
    }
    Ok(parts)
}

/// The clients whose accounts the batch may move: those who pay by wallet now, or have, and get money back.
pub fn paying_clients(part: &[Waiting], orders: &HashMap<i64, FoundOrder>) -> Vec<i64> {
    let client = |waiting: &Waiting| {
        let Task::Order(task) = &waiting.work.task else { return None };
        let found = orders.get(&task.order_id)?;
        let by_wallet = match &task.deed {
            Deed::Pay(tenders) => tenders.iter().any(|tender| tender.method == PaymentMethod::Wallet),
            Deed::Cancel { .. } | Deed::Return { .. } => {
                found.payments.iter().any(|payment| payment.method == PaymentMethod::Wallet)
            }
            Deed::Archive | Deed::Unarchive => false,
        };
        by_wallet.then_some(found.client_id)
    };
    part.iter().filter_map(client).collect()
}

/// Locks the products of the orders and of the movements in the order of their ids.
pub async fn lock_products(
    connection: &mut PgConnection,
    wanted: &Wanted,
    orders: &HashMap<i64, FoundOrder>,
    only_free: bool,
    busy: &mut HashSet<i64>,
) -> Result<Products, sqlx::Error> {
    let of_orders = orders.values().flat_map(|found| found.order.lines.iter().map(|line| line.product_id));
    let mut ids: Vec<i64> = wanted.products.iter().copied().chain(of_orders).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(Products::default());
    }
    if only_free {
        let free = sqlx::query_scalar!(
            "select id from products where id = any($1) order by id for no key update skip locked",
            &ids
        )
        .fetch_all(&mut *connection)
        .await?;
        let all = sqlx::query_scalar!("select id from products where id = any($1)", &ids);
        busy.extend(all.fetch_all(&mut *connection).await?);
        free.iter().for_each(|id| {
            busy.remove(id);
        });
        ids = free;
    }
    let rows = sqlx::query!(
        r#"select id, quantity as "quantity: Decimal", seq, name, unit, archived_at is not null as "archived!"
             from products where id = any($1) order by id for no key update"#,
        &ids
    )
    .fetch_all(connection)
    .await?;
    let mut products = Products { shelf: BTreeMap::new(), heads: HashMap::new() };
    for row in rows {
        products.shelf.insert(row.id, quantity(row.quantity)?);
        let head = ProductHead { seq: row.seq, name: row.name, unit: row.unit, archived: row.archived };
        products.heads.insert(row.id, head);
    }
    Ok(products)
}
