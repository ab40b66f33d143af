//! Double entry: the chart of accounts, the journal, the trial balance.

use actix_web::get;
use actix_web::middleware::Compress;
use app::accounting;
use contract::accounting::{Chart, JournalPage, JournalQuery, TrialBalance, TrialBalanceQuery};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{Reply, ok};
use crate::extract::Query;
use crate::guard::{AccountingRead, Guard, Right};
use crate::state::Shared;

pub fn routes(config: &mut ServiceConfig) {
    config.service(get_chart).service(list_journal).service(get_trial_balance);
}

/// Chart of accounts
///
/// Every account that entries are made on, by code.
#[utoipa::path(
    tag = "accounting",
    responses((status = 200, description = "The accounts.", body = Chart)),
    extensions(("x-permission" = json!(AccountingRead::WORD)))
)]
#[get("/chart-of-accounts")]
pub async fn get_chart(state: Shared, actor: Guard<AccountingRead>) -> Reply {
    ok(&accounting::chart(&state.app, &actor).await?)
}

/// List entries of the journal
///
/// Newest first. An entry has one amount, one debit and one credit account, and one cause: an operation, a payment or a refund.
#[utoipa::path(
    tag = "accounting",
    params(JournalQuery),
    responses((status = 200, description = "A page of entries.", body = JournalPage)),
    extensions(("x-permission" = json!(AccountingRead::WORD)), ("x-problems" = json!(["invalid_cursor"])))
)]
#[get("/journal", wrap = "Compress::default()")]
pub async fn list_journal(state: Shared, actor: Guard<AccountingRead>, query: Query<JournalQuery>) -> Reply {
    ok(&accounting::journal(&state.app, &actor, query.0).await?)
}

/// Trial balance
///
/// What every account had before the period, its turnovers, and what it has after: in each pair of columns debit = credit. Days are those
/// of the business zone; the first day after the period is not in it.
#[utoipa::path(
    tag = "accounting",
    params(TrialBalanceQuery),
    responses((status = 200, description = "The trial balance.", body = TrialBalance)),
    extensions(("x-permission" = json!(AccountingRead::WORD)))
)]
#[get("/trial-balance")]
pub async fn get_trial_balance(
    state: Shared,
    actor: Guard<AccountingRead>,
    query: Query<TrialBalanceQuery>,
) -> Reply {
    ok(&accounting::trial_balance(&state.app, &actor, &query.0).await?)
}
