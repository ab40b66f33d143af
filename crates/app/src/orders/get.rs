//! Reading one order with everything that belongs to it.

use contract::orders::Order;
use sqlx::PgConnection;

use super::read;
use crate::actions;
use crate::{Actor, App, Error, Result};

/// The order as its page shows it to `actor`.
///
/// # Errors
/// `not_found`.
pub async fn get(app: &App, actor: &Actor, id: i64) -> Result<Order> {
    let mut tx = app.db.begin_read().await?;
    let order = get_in(&mut tx, actor, id).await;
    tx.rollback().await?;
    order
}

/// The same within a transaction.
///
/// # Errors
/// `not_found`.
pub(super) async fn get_in(tx: &mut PgConnection, actor: &Actor, id: i64) -> Result<Order> {
    let mut order = read::find(tx, id).await?.ok_or_else(|| Error::not_found("order"))?;
    let offers = read::domain_order(&order).offers(&read::shelf(&order), |right| actor.may(right));
    order.available_actions = offers.iter().map(actions::first_reason).collect();
    for payment in &mut order.payments {
        super::payments::offer(payment, actor);
    }
    Ok(order)
}
