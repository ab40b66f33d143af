//! One operation as its page shows it: with who did it, what caused it, and whether it can be reversed now.

use chrono::{DateTime, NaiveDate, Utc};
use contract::operations::OperationView;
use domain::{Account, AccountStatus, CreditTerms, OperationState};
use rust_decimal::Decimal;
use sqlx::PgExecutor;

use super::read;
use crate::actions::shown;
use crate::decode::{money, valid};
use crate::{Actor, App, Error, Result};

/// An operation with its names, its links and what the caller may do with it.
///
/// # Errors
/// `not_found`.
pub async fn get(app: &App, actor: &Actor, id: i64) -> Result<OperationView> {
    let found = read::views(&app.db.read, &[id]).await?.pop();
    let mut view = found.ok_or_else(|| Error::not_found("operation"))?;
    let around = around(&app.db.read, &view).await?;
    let state = OperationState {
        kind: view.kind,
        amount: view.amount,
        reversed: view.reversed_by.is_some(),
        account: around.account()?,
    };
    view.available_actions = offered(&state, actor, app.clock.today());
    view.actor_name = around.actor_name;
    view.bank_delivery_id = around.bank_delivery_id;
    Ok(view)
}

fn offered(
    state: &OperationState,
    actor: &Actor,
    today: NaiveDate,
) -> Vec<contract::actions::AvailableAction> {
    shown(state.offers(today, |right| actor.may(right)))
}

/// What an operation's page needs of other tables.
struct Around {
    client_id: i64,
    balance: Decimal,
    seq: i64,
    last_at: Option<DateTime<Utc>>,
    status: String,
    credit_limit: Decimal,
    credit_due_date: Option<NaiveDate>,
    actor_name: Option<String>,
    bank_delivery_id: Option<i64>,
}

impl Around {
    fn account(&self) -> Result<Account, sqlx::Error> {
        Ok(Account {
            client_id: self.client_id,
            balance: money(self.balance)?,
            seq: self.seq,
            terms: valid(CreditTerms::new(money(self.credit_limit)?, self.credit_due_date))?,
            status: valid(AccountStatus::parse(&self.status))?,
            last_at: self.last_at,
        })
    }
}

async fn around(executor: impl PgExecutor<'_>, view: &OperationView) -> Result<Around, sqlx::Error> {
    sqlx::query_as!(
        Around,
        r#"select client_id, balance as "balance: Decimal", seq, last_at, status, credit_limit as "credit_limit: Decimal",
                  credit_due_date, actor_name($3),
                  (select d.id from bank_deliveries d where d.client_id = $1 and d.seq = $2 and d.status = 'credited') as bank_delivery_id
             from accounts where client_id = $1"#,
        view.client_id,
        view.seq,
        view.actor
    )
    .fetch_one(executor)
    .await
}
