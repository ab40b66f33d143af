//! Asking a client for an online payment of an order. One at a time, so that nobody pays twice.

use contract::payments::{NewPayment, Payment};
use contract::problem::{Problem, ProblemCode};
use domain::OrderStatus;
use sqlx::PgConnection;

use super::provider::MANUAL;
use super::sql::{self, Asked, Payable};
use super::{audit, link, list};
use crate::keys::{IdempotencyKey, Once};
use crate::operations::post::Answer;
use crate::orders::payments::read;
use crate::{Actor, App, Error, Result};

/// Writes the payment and, with it, the job that asks the provider. A repetition under the same key gives the payment as it is by then.
///
/// # Errors
/// `not_found`; `invalid_transition` unless a draft; `payment_open`; `amount_mismatch` above the order's total; `unknown_provider`;
/// `invalid_fields`; `idempotency_key_reused`.
pub async fn create(
    app: &App,
    actor: &Actor,
    key: &IdempotencyKey,
    order_id: i64,
    body: NewPayment,
) -> Result<Answer<Payment>> {
    let once = Once::new(app, actor, Some(key), ("order_payment", order_id), &body)?;
    let (provider, return_url) = route(app, &body)?;
    if !body.amount.is_positive() {
        return Err(Error::field("amount", "not_positive"));
    }
    let work = async |tx: &mut PgConnection| {
        let order = sql::lock_order(tx, order_id).await?.ok_or_else(|| Error::not_found("order"))?;
        payable(&order, &body)?;
        // Read by a later statement than the lock: who waited for it sees what the others have done.
        if let Some(open) = sql::open_payment(tx, order_id).await? {
            let mut problem = Problem::new(ProblemCode::PaymentOpen, "another online payment is open");
            problem.existing_id = Some(open);
            return Err(problem.into());
        }
        let asked = Asked {
            order_id,
            amount: body.amount,
            provider,
            return_url: return_url.as_deref(),
            actor: &actor.id.to_string(),
        };
        let id = sql::insert(tx, &asked, app.clock.now()).await?;
        if let Some(made) = read(tx, &[id], false).await?.first() {
            audit::note(tx, actor, "create", None, made).await?;
        }
        Ok((id, list::get_in(tx, actor, id).await?))
    };
    once.run(work, async |id| list::get(app, actor, id).await).await
}

/// Who is asked, and where the client comes back to.
fn route(app: &App, body: &NewPayment) -> Result<(&'static str, Option<String>)> {
    let name = body.provider.as_deref().unwrap_or_else(|| app.providers.default_name());
    let provider = app.providers.get(name);
    let provider =
        provider.ok_or_else(|| Error::new(ProblemCode::UnknownProvider, "no such provider is configured"))?;
    let given = body.return_url.as_deref().map(str::trim).filter(|url| !url.is_empty());
    let links = app.providers.links();
    match given.or(links.return_url.as_deref()) {
        Some(url) => match link::check(url, &links.return_hosts) {
            Ok(url) => Ok((provider.name(), Some(url))),
            Err(fault) => Err(Error::field("return_url", fault.code())),
        },
        None if provider.name() != MANUAL => Err(Error::field("return_url", "required")),
        None => Ok((provider.name(), None)),
    }
}

fn payable(order: &Payable, body: &NewPayment) -> Result<()> {
    if order.status != OrderStatus::Draft {
        let mut problem = Problem::new(ProblemCode::InvalidTransition, "only a draft is paid");
        problem.current_status = Some(order.status);
        return Err(problem.into());
    }
    if body.amount > order.total {
        let mut problem = Problem::new(ProblemCode::AmountMismatch, "more than the total of the order");
        (problem.available, problem.required) = (Some(order.total), Some(body.amount));
        return Err(problem.into());
    }
    Ok(())
}
