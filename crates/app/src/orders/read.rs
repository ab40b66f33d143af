//! Reading an order: its rows as the answer, and the answer as the domain's order.

use std::collections::BTreeMap;

use contract::orders::{Order, OrderLine};
use domain::order::{Line, OrderState, Settled, Tender, WALK_IN_CLIENT};
use domain::{
    Account, AccountStatus, CreditTerms, Money, OrderStatus, PaymentState, Quantity, ReturnState, Shelf,
};
use rust_decimal::Decimal;
use sqlx::PgConnection;

use super::edit::refuse;
use super::payments;
use crate::decode::{money, quantity, valid};
use crate::{Error, Result};

/// The order without what depends on the caller.
pub async fn find(tx: &mut PgConnection, id: i64) -> Result<Option<Order>, sqlx::Error> {
    let head = sqlx::query!(
        r#"select o.id, o.client_id, c.name, o.status::text as "status!", o.total as "total: Decimal", o.comment, o.version,
                  o.created_at, o.updated_at, o.paid_at, o.cancelled_at, o.archived_at
             from orders o join clients c on c.id = o.client_id where o.id = $1"#,
        id
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(head) = head else { return Ok(None) };
    let lines = lines(tx, id).await?;
    let payments = payments::read(tx, &[id], true).await?;
    let sum = |of: &dyn Fn(&contract::payments::Payment) -> Money| {
        Money::checked_sum(payments.iter().filter(|payment| payment.taken).map(of)).unwrap_or(Money::ZERO)
    };
    let (paid, refunded) = (sum(&|payment| payment.amount), sum(&|payment| payment.refunded));
    let status = valid(OrderStatus::parse(&head.status))?;
    Ok(Some(Order {
        id: head.id,
        client_id: head.client_id,
        client_name: head.name,
        status,
        total: money(head.total)?,
        paid,
        refunded,
        payment_state: PaymentState::of(paid, refunded, head.paid_at.is_some()),
        return_state: return_state(&lines),
        comment: head.comment,
        lines,
        payments,
        version: head.version,
        created_at: head.created_at,
        updated_at: head.updated_at,
        paid_at: head.paid_at,
        cancelled_at: head.cancelled_at,
        archived_at: head.archived_at,
        available_actions: Vec::new(),
    }))
}

async fn lines(tx: &mut PgConnection, id: i64) -> Result<Vec<OrderLine>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select l.number, l.product_id, l.name, l.unit, l.quantity as "quantity: Decimal", l.price as "price: Decimal",
                  l.total as "total!: Decimal", p.quantity as "stock: Decimal",
                  coalesce((select sum(r.quantity) from order_returns r where r.order_id = l.order_id and r.number = l.number), 0) as "returned!"
             from order_lines l join products p on p.id = l.product_id where l.order_id = $1 order by l.number"#,
        id
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(OrderLine {
                number: i64::from(row.number),
                product_id: row.product_id,
                name: row.name,
                unit: row.unit,
                quantity: quantity(row.quantity)?,
                price: money(row.price)?,
                total: money(row.total)?,
                returned: quantity(row.returned)?,
                stock: quantity(row.stock)?,
            })
        })
        .collect()
}

fn return_state(lines: &[OrderLine]) -> ReturnState {
    if lines.iter().all(|line| line.returned.is_zero()) {
        ReturnState::None
    } else if lines.iter().all(|line| line.returned == line.quantity) {
        ReturnState::Full
    } else {
        ReturnState::Partial
    }
}

/// The order as the domain decides about it.
pub fn domain_order(order: &Order) -> domain::Order {
    let line = |line: &OrderLine| Line {
        id: line.number,
        product_id: line.product_id,
        quantity: line.quantity,
        price: line.price,
    };
    let taken = order.payments.iter().filter(|payment| payment.taken);
    let settled = Settled {
        captured: taken
            .clone()
            .map(|payment| Tender { method: payment.method, amount: payment.amount })
            .collect(),
        refunded: taken.map(|payment| Tender { method: payment.method, amount: payment.refunded }).collect(),
        returned: order.lines.iter().map(|line| (line.number, line.returned)).collect(),
        restocked: BTreeMap::new(),
    };
    let state = match order.status {
        OrderStatus::Draft => OrderState::Draft,
        OrderStatus::Paid => OrderState::Paid { at: order.paid_at.unwrap_or(order.updated_at), settled },
        OrderStatus::Cancelled => {
            OrderState::Cancelled { at: order.cancelled_at.unwrap_or(order.updated_at) }
        }
    };
    domain::Order {
        id: order.id,
        walk_in: order.client_id == WALK_IN_CLIENT,
        lines: order.lines.iter().map(line).collect(),
        state,
        archived: order.archived_at.is_some(),
    }
}

/// What is in stock of the products of the order.
pub fn shelf(order: &Order) -> Shelf {
    order.lines.iter().map(|line| (line.product_id, line.stock)).collect::<BTreeMap<i64, Quantity>>()
}

/// Whether the draft may be changed by who saw that version. The state first: a paid order's version is another one anyway.
pub fn editable(order: &Order, version: i64) -> Result<()> {
    refuse(&domain_order(order)).map_err(|error| match error {
        Error::Refused(mut problem) => {
            problem.current_status = Some(order.status);
            Error::Refused(problem)
        }
        error @ (Error::RefusedAgain(_) | Error::Database(_) | Error::Internal(_)) => error,
    })?;
    if order.version == version { Ok(()) } else { Err(Error::stale(order.version)) }
}

/// The account of the order's client.
pub async fn account(tx: &mut PgConnection, client_id: i64) -> Result<Account, sqlx::Error> {
    let row = sqlx::query!(
        r#"select balance as "balance: Decimal", seq, last_at, status, credit_limit as "credit_limit: Decimal", credit_due_date
             from accounts where client_id = $1"#,
        client_id
    )
    .fetch_one(tx)
    .await?;
    Ok(Account {
        client_id,
        balance: money(row.balance)?,
        seq: row.seq,
        terms: valid(CreditTerms::new(money(row.credit_limit)?, row.credit_due_date))?,
        status: valid(AccountStatus::parse(&row.status))?,
        last_at: row.last_at,
    })
}
