//! Reading one order with everything that belongs to it.

use contract::orders::Order;

use super::read;
use crate::actions;
use crate::{Actor, App, Error, Result};

/// The order as its page shows it to `actor`.
///
/// # Errors
/// `not_found`.
pub async fn get(app: &App, actor: &Actor, id: i64) -> Result<Order> {
    let mut tx = app.db.begin_read().await?;
    let found = read::find(&mut tx, id).await?;
    tx.rollback().await?;
    let mut order = found.ok_or_else(|| Error::not_found("order"))?;
    let offers = read::domain_order(&order).offers(&read::shelf(&order), |right| actor.may(right));
    order.available_actions = offers.iter().map(actions::first_reason).collect();
    for payment in &mut order.payments {
        super::payments::offer(payment, actor);
    }
    Ok(order)
}
