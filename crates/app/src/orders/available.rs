//! What can be done with an order now: every action with every reason against it, and how it could be paid. Decided by the domain,
//! by the same functions that the commands ask.

use contract::orders::{MethodOffer, OrderAction, OrderActions};
use contract::paths;
use contract::problem::Shortage;
use domain::{Action, PaymentMethod, PaymentStatus};

use super::read;
use crate::{Actor, App, Error, Result};

/// Every action on the order for `actor`.
///
/// # Errors
/// `not_found`.
pub async fn available_actions(app: &App, actor: &Actor, id: i64) -> Result<OrderActions> {
    let mut tx = app.db.begin_read().await?;
    let order = read::find(&mut tx, id).await?.ok_or_else(|| Error::not_found("order"))?;
    let account = read::account(&mut tx, order.client_id).await?;
    tx.rollback().await?;
    let (known, shelf) = (read::domain_order(&order), read::shelf(&order));
    let offers = known.offers(&shelf, |right| actor.may(right));
    let authorised = order.payments.iter().find(|payment| {
        payment.method == PaymentMethod::Online
            && !payment.taken
            && payment.status == PaymentStatus::Authorised
    });
    let methods = known.methods(&account, authorised.map(|payment| payment.amount), app.clock.today());
    let draft = known.edit().is_ok();
    let named = known.shortages(&shelf).into_iter().filter(|_| draft).map(|shortage| Shortage {
        product_id: shortage.product_id,
        name: order
            .lines
            .iter()
            .find(|line| line.product_id == shortage.product_id)
            .map_or_else(String::new, |line| line.name.clone()),
        available: shortage.available,
        required: shortage.required,
    });
    let action = |offer: domain::OrderOffer| {
        let (method, href) = request(offer.action, id);
        OrderAction {
            action: offer.action,
            method: method.into(),
            href,
            allowed: offer.obstacles.is_empty(),
            reasons: offer.obstacles,
        }
    };
    let method = |offer: domain::MethodOffer| MethodOffer {
        method: offer.method,
        allowed: draft && offer.obstacle.is_none(),
        reason: offer.obstacle,
        available: offer.available,
    };
    Ok(OrderActions {
        order_id: id,
        version: order.version,
        status: order.status,
        next_statuses: order.status.next(),
        shortages: named.collect(),
        actions: offers.into_iter().map(action).collect(),
        payment_methods: methods.into_iter().map(method).collect(),
    })
}

/// The request that does it.
fn request(action: Action, id: i64) -> (&'static str, String) {
    match action {
        Action::SetLines => ("PUT", paths::order_lines(id)),
        Action::Pay => ("POST", paths::order_pay(id)),
        Action::Cancel => ("POST", paths::order_cancel(id)),
        Action::Return => ("POST", paths::order_returns(id)),
        Action::Archive => ("POST", paths::order_archive(id)),
        Action::Unarchive => ("POST", paths::order_unarchive(id)),
        // The rest is no action on an order; it stands beside editing because the offers of an order never hold it.
        Action::Edit
        | Action::Deposit
        | Action::Withdraw
        | Action::Spend
        | Action::Operation
        | Action::Statement
        | Action::Delete
        | Action::Restore
        | Action::Reverse
        | Action::Bind
        | Action::Receive
        | Action::WriteOff
        | Action::Count
        | Action::Confirm
        | Action::Void
        | Action::Settle
        | Action::Retry => ("PUT", paths::order(id)),
    }
}
