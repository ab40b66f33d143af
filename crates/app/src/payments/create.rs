//! Asking a client for an online payment of a order. One at a time, so that nobody pays twice.

use contract::payments::{NewPayment, Payment};
use contract::problem::{Problem, ProblemCode};
use domain::OrderStatus;

use super::provider::MANUAL;
use super::sql::{self, Asked, Payable};
use super::{audit, link, list};
use crate::ledger::{IdempotencyKey, request_hash};
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
    let hash = request_hash("order_payment", order_id, &body)?;
    let (provider, return_url) = route(app, &body)?;
    if !body.amount.is_positive() {
        return Err(Error::field("amount", "not_positive"));
    }
    let principal = actor.id.to_string();
    loop {
        let mut tx = app.db.begin().await?;
        let order = sql::lock_order(&mut tx, order_id).await?.ok_or_else(|| Error::not_found("order"))?;
        // Read by later statements than the lock: who waited for it sees what the others have done.
        if let Some((known, payment)) = sql::keyed(&mut tx, &principal, key.as_str()).await? {
            let reused =
                || Error::new(ProblemCode::IdempotencyKeyReused, "this key came before with another request");
            let id = payment.filter(|_| known == hash).ok_or_else(reused)?;
            drop(tx);
            return Ok(Answer { body: list::get(app, actor, id).await?, replayed: true });
        }
        payable(&order, &body)?;
        if let Some(open) = sql::open_payment(&mut tx, order_id).await? {
            let mut problem = Problem::new(ProblemCode::PaymentOpen, "another online payment is open");
            problem.existing_id = Some(open);
            return Err(problem.into());
        }
        let now = app.clock.now();
        let asked = Asked {
            order_id,
            amount: body.amount,
            provider,
            return_url: return_url.as_deref(),
            actor: &principal,
        };
        let id = sql::insert(&mut tx, &asked, now).await?;
        match sql::keep_key(&mut tx, &principal, key.as_str(), &hash, id, now).await {
            Ok(()) => {}
            // The same key at the same moment: whoever was first has made the payment.
            Err(error) if Error::constraint(&error) == Some("idempotency_keys_pkey") => continue,
            Err(error) => return Err(error.into()),
        }
        if let Some(made) = read(&mut tx, &[id], false).await?.first() {
            audit::note(&mut tx, actor, "create", None, made).await?;
        }
        tx.commit().await?;
        return Ok(Answer { body: list::get(app, actor, id).await?, replayed: false });
    }
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
