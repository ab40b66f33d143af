//! Changing a client: the whole record, based on the version that was seen.

use contract::clients::{Client, ClientInput};
use contract::problem::{FieldProblem, Problem, ProblemCode};
use domain::{CreditError, CreditTerms};

use super::create::{facts, inn_taken};
use super::get;
use super::guarded;
use super::input::{Record, credit_field};
use super::read::{self, Stored};
use super::sql;
use crate::access::audit;
use crate::actions::hindered;
use crate::decode::money;
use crate::keys::{IdempotencyKey, Once};
use crate::operations::post::Answer;
use crate::{Actor, App, Error, Result};

/// Replaces everything about a client but its number, balance and operations; contacts are replaced as a whole.
///
/// # Errors
/// `not_found`; `stale_version` with the current version; `archived`; `invalid_fields`; `inn_taken`; `credit_below_debt` with the debt.
pub async fn update(
    app: &App,
    actor: &Actor,
    key: Option<&IdempotencyKey>,
    id: i64,
    input: ClientInput,
) -> Result<Answer<Client>> {
    let asked = input.clone();
    let version = input.version;
    let record = Record::parse(input)?;
    let version = version.ok_or_else(|| Error::field("version", "required"))?;
    let seen = read::find(&app.db.read, id).await?.ok_or_else(|| Error::not_found("client"))?;
    let new_terms = seen.client.terms()? != record.terms;

    let once = Once::new(app, actor, key, ("client.update", id), &asked)?;
    once.run(
        async |tx| {
            if new_terms {
                // The ledger may be spending by the old terms right now.
                sql::lock_account(tx, id).await?;
            }
            sql::lock_client(tx, id).await?;
            let before = read::find(&mut *tx, id).await?.ok_or_else(|| Error::not_found("client"))?;
            check_editable(&before, version)?;
            guarded::allow(tx, (actor, app.clock.now()), Some(&before), &record).await?;
            // The same version has the same terms: whether the account had to be locked is still right.
            if new_terms {
                check_terms(&before, record.terms)?;
                sql::set_terms(tx, id, record.terms).await?;
            }
            if let Err(error) = sql::update(tx, id, &record, app.clock.now()).await {
                return Err(inn_taken(app, error, record.inn.as_ref()).await);
            }
            if before.contacts != record.contacts {
                sql::delete_contacts(tx, id).await?;
                sql::insert_contacts(tx, id, &record.contacts).await?;
            }
            let after = read::find(&mut *tx, id).await?.ok_or_else(|| Error::not_found("client"))?;
            audit::record(tx, actor, "change", "client", Some(id), Some(facts(&before)), Some(facts(&after)))
                .await?;
            Ok((id, after.view(actor, app.clock.today())?))
        },
        async |id| get(app, actor, id).await,
    )
    .await
}

fn check_editable(before: &Stored, version: i64) -> Result<()> {
    if before.version != version {
        return Err(Error::stale(before.version));
    }
    before.state()?.edit().map_err(|obstacle| hindered("client", obstacle))
}

/// The new limit may not be below what the client owes already.
fn check_terms(before: &Stored, terms: CreditTerms) -> Result<()> {
    let Err(error) = CreditTerms::check_change(money(before.client.balance)?, terms) else { return Ok(()) };
    let mut problem = Problem::new(ProblemCode::CreditBelowDebt, error.to_string());
    problem.errors = vec![FieldProblem { field: credit_field(&error).into(), code: error.code().into() }];
    if let CreditError::LimitBelowDebt { debt, limit } = error {
        problem.available = Some(limit);
        problem.required = Some(debt);
    }
    Err(problem.into())
}
