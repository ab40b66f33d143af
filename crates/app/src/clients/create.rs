//! Registering a client.

use contract::clients::{Client, ClientInput, OnDuplicate};
use contract::problem::{Problem, ProblemCode};
use domain::Inn;
use serde_json::{Value, json};

use super::get;
use super::input::Record;
use super::read::{self, Stored};
use super::sql;
use super::{duplicates, guarded};
use crate::access::audit;
use crate::keys::{IdempotencyKey, Once};
use crate::operations::post::Answer;
use crate::{Actor, App, Error, Result};

/// Registers a client with an empty account; the answer is its page.
///
/// # Errors
/// `invalid_fields` with every field at fault; `inn_taken` with the id of the live client that has the INN; `duplicate_client` with
/// candidates, if the caller asked for that.
pub async fn create(
    app: &App,
    actor: &Actor,
    key: Option<&IdempotencyKey>,
    input: ClientInput,
) -> Result<Answer<Client>> {
    let asked = input.clone();
    let offer = input.on_duplicate == OnDuplicate::Refuse;
    let record = Record::parse(input)?;
    let now = app.clock.now();
    let once = Once::new(app, actor, key, ("client.create", 0), &asked)?;
    once.run(
        async |tx| {
            if offer {
                duplicates::refuse(tx, &record).await?;
            }
            guarded::allow(tx, (actor, now), None, &record).await?;
            let id = match sql::insert(tx, &record, now).await {
                Ok(id) => id,
                Err(error) => return Err(inn_taken(app, error, record.inn.as_ref()).await),
            };
            sql::insert_contacts(tx, id, &record.contacts).await?;
            if record.terms != domain::CreditTerms::NONE {
                sql::set_terms(tx, id, record.terms).await?;
            }
            let stored = read::find(&mut *tx, id).await?.ok_or_else(|| Error::not_found("client"))?;
            audit::record(tx, actor, "create", "client", Some(id), None, Some(facts(&stored))).await?;
            Ok((id, stored.view(actor, app.clock.today())?))
        },
        async |id| get(app, actor, id).await,
    )
    .await
}

/// Turns a broken rule "one live client per INN" into its answer. The transaction is lost already, so this asks anew.
pub async fn inn_taken(app: &App, error: sqlx::Error, inn: Option<&Inn>) -> Error {
    if inn.is_none() || Error::constraint(&error) != Some("clients_inn") {
        return error.into();
    }
    taken(app, inn).await
}

/// The answer to an INN that another live client has, with the id of that client.
pub async fn taken(app: &App, inn: Option<&Inn>) -> Error {
    let mut problem = Problem::new(ProblemCode::InnTaken, "another client has this INN");
    let Some(inn) = inn else { return problem.into() };
    match read::find_by_inn(&app.db.read, inn.as_str()).await {
        Ok(existing_id) => {
            problem.existing_id = existing_id;
            problem.into()
        }
        Err(error) => error.into(),
    }
}

/// What the audit log keeps of a client: everything that an edit can change.
pub fn facts(stored: &Stored) -> Value {
    let client = &stored.client;
    json!({
        "kind": client.kind,
        "name": client.name,
        "last_name": stored.last_name,
        "first_name": stored.first_name,
        "middle_name": stored.middle_name,
        "inn": client.inn,
        "phone": client.phone,
        "email": client.email,
        "city": client.city,
        "client_info": stored.client_info,
        "contacts": stored.contacts,
        "credit_limit": client.credit_limit.to_string(),
        "credit_due_date": client.credit_due_date,
        "archived_at": client.archived_at,
        "version": stored.version,
    })
}
