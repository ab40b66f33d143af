//! Posting by hand: deposit, withdraw, spend, an operation of any creatable kind, a batch of them.
//!
//! Each builds the commands, hands them to the ledger under the caller's key, and gives the committed operations back.

use contract::operations::{BatchItem, BatchResult, NewOperation, Operation, OperationBatch, WalletCommand};
use contract::problem::{FieldProblem, Problem, ProblemCode};
use domain::{Money, OperationKind, PayoutLimits, Permission, Posting, check_amount, clean_text};

use crate::keys::reused;
use crate::ledger::{
    Addressee, Command, Decision, IdempotencyKey, Item, Outcome, RequestKey, Task, Work, WorkKey,
    request_hash,
};
use crate::{Actor, App, Error, Result};

/// A committed answer, and whether it was given before under the same key.
#[derive(Clone, Debug)]
pub struct Answer<T> {
    pub body: T,
    pub replayed: bool,
}

/// Puts money on the account; any positive amount, description required. Kind `TOP_UP`.
///
/// # Errors
/// Invalid fields, no such client, archived or system client, a key used for something else.
pub async fn deposit(
    app: &App,
    actor: &Actor,
    client_id: i64,
    key: &IdempotencyKey,
    body: WalletCommand,
) -> Result<Answer<Operation>> {
    wallet(app, actor, client_id, key, "deposit", body, |amount| (Posting::deposit(amount), None)).await
}

/// Gives money back to the client: never below zero, description required. Kind `ADJUSTMENT`, as the wallet document has it.
///
/// # Errors
/// As [`deposit`]; `insufficient_funds` with the figures; `payout_limit` above the sums that bind the caller.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    client_id: i64,
    key: &IdempotencyKey,
    body: WalletCommand,
) -> Result<Answer<Operation>> {
    let bound = !actor.may(Permission::WalletWithdrawAny);
    let payout = bound.then_some(app.payouts);
    wallet(app, actor, client_id, key, "withdraw", body, |amount| (Posting::withdrawal(amount), payout)).await
}

/// Charges the client down to the available amount, credit included. Kind `USAGE`.
///
/// # Errors
/// As [`withdraw`].
pub async fn spend(
    app: &App,
    actor: &Actor,
    client_id: i64,
    key: &IdempotencyKey,
    body: WalletCommand,
) -> Result<Answer<Operation>> {
    wallet(app, actor, client_id, key, "spend", body, |amount| (Posting::spending(amount), None)).await
}

async fn wallet(
    app: &App,
    actor: &Actor,
    client_id: i64,
    key: &IdempotencyKey,
    command: &str,
    body: WalletCommand,
    asked: impl Fn(Money) -> (Posting, Option<PayoutLimits>),
) -> Result<Answer<Operation>> {
    let hash = request_hash(command, client_id, &body)?;
    let mut errors = Vec::new();
    if !body.amount.is_positive() {
        errors.push(FieldProblem { field: "amount".into(), code: "must_be_positive".into() });
    }
    let description = description(Some(&body.description), 500, 3, &mut errors);
    if !errors.is_empty() {
        return Err(Error::fields(errors));
    }
    let (posting, payout) = asked(body.amount);
    let mut command = Command::new(Addressee::Id(client_id), posting).described(description);
    command.payout = payout;
    let answer = single(app, actor, key, hash, command).await;
    // Here the client stands in the path, so an unknown one is a page that does not exist.
    match answer {
        Err(error) if error.code() == Some(ProblemCode::UnknownReference.as_str()) => {
            Err(Error::not_found("client"))
        }
        other => other,
    }
}

/// Records an operation of a kind that people may create.
///
/// # Errors
/// Invalid fields (the sign included), unknown client or service, `insufficient_funds`, no right to adjust.
pub async fn create(
    app: &App,
    actor: &Actor,
    key: &IdempotencyKey,
    body: NewOperation,
) -> Result<Answer<Operation>> {
    let hash = request_hash("operation", 0, &body)?;
    // Refused for want of a right, it is a decision like any other and goes to the ledger; fields that break a rule are none.
    let item = match command_of(actor, body) {
        Err(problem) if problem.code != ProblemCode::Forbidden.as_str() => {
            return Err(Error::Refused(problem));
        }
        item => item,
    };
    one(app, actor, key, hash, item).await
}

/// Records up to 1000 operations, decided one by one, committed together. A refused item does not stop the others.
///
/// # Errors
/// Only what concerns the batch as a whole; items carry their own problems.
pub async fn batch(
    app: &App,
    actor: &Actor,
    key: &IdempotencyKey,
    body: OperationBatch,
) -> Result<Answer<BatchResult>> {
    let hash = request_hash("batch", 0, &body)?;
    let items = body.operations.into_iter().map(|operation| command_of(actor, operation)).collect();
    let (decisions, replayed) = submit(app, actor, key, hash, items).await?;
    let results: Vec<BatchItem> = decisions
        .into_iter()
        .map(|decision| match decision {
            Ok(operation) => BatchItem { status: 201, operation: Some(operation), problem: None },
            Err(problem) => BatchItem { status: problem.status, operation: None, problem: Some(*problem) },
        })
        .collect();
    let accepted = results.iter().filter(|item| item.operation.is_some()).count();
    let refused = results.len() - accepted;
    Ok(Answer { body: BatchResult { results, accepted, refused }, replayed })
}

/// Hands one command to the ledger and takes its decision.
pub(crate) async fn single(
    app: &App,
    actor: &Actor,
    key: &IdempotencyKey,
    hash: [u8; 32],
    command: Command,
) -> Result<Answer<Operation>> {
    one(app, actor, key, hash, Ok(command)).await
}

async fn one(
    app: &App,
    actor: &Actor,
    key: &IdempotencyKey,
    hash: [u8; 32],
    item: Item,
) -> Result<Answer<Operation>> {
    let (decisions, replayed) = submit(app, actor, key, hash, vec![item]).await?;
    match decisions.into_iter().next() {
        Some(Ok(body)) => Ok(Answer { body, replayed }),
        Some(Err(problem)) if replayed => Err(Error::RefusedAgain(problem)),
        Some(Err(problem)) => Err(Error::Refused(problem)),
        None => Err(Error::Internal("the ledger gave no decision".into())),
    }
}

async fn submit(
    app: &App,
    actor: &Actor,
    key: &IdempotencyKey,
    hash: [u8; 32],
    items: Vec<Item>,
) -> Result<(Vec<Decision>, bool)> {
    let key = WorkKey::Request(RequestKey { key: key.clone(), hash });
    match app.ledger.submit(Work { actor: actor.id, key, task: Task::Post(items) }).await? {
        Outcome::Decided { decisions, replayed } => Ok((decisions, replayed)),
        Outcome::KeyReused => Err(reused()),
        // A lone refusal that was kept by a build before migration 0023.
        Outcome::Settled { result: Err(problem), replayed } => Ok((vec![Err(problem)], replayed)),
        Outcome::Settled { result: Ok(_), .. }
        | Outcome::Received(_)
        | Outcome::Stored { .. }
        | Outcome::Busy
        | Outcome::Postponed => Err(Error::Internal("the ledger answered something else".into())),
    }
}

/// What a person may ask for, as a command; or everything that is wrong with it.
fn command_of(actor: &Actor, body: NewOperation) -> Result<Command, Box<Problem>> {
    let kind = body.kind;
    let mut errors = Vec::new();
    let mut fault =
        |field: &str, code: &str| errors.push(FieldProblem { field: field.into(), code: code.into() });
    if !kind.creatable() {
        fault("kind", "kind_not_creatable");
    }
    if let Err(error) = check_amount(kind, body.amount) {
        fault("amount", error.code());
    }
    let description = description(body.description.as_deref(), 1000, kind.least_description(), &mut errors);
    if !errors.is_empty() {
        return Err(refused(Error::fields(errors)));
    }
    let correcting = matches!(kind, OperationKind::Adjustment | OperationKind::OpeningBalance);
    if correcting && !actor.may(Permission::OperationsAdjust) {
        let detail = format!("{kind} needs the right {}", Permission::OperationsAdjust.as_str());
        return Err(Box::new(Problem::new(ProblemCode::Forbidden, detail)));
    }
    let posting = Posting::by_hand(kind, body.amount);
    let mut command = Command::new(Addressee::Id(body.client_id), posting).described(description);
    command.service_id = body.service_id;
    Ok(command)
}

fn refused(error: Error) -> Box<Problem> {
    match error {
        Error::Refused(problem) | Error::RefusedAgain(problem) => problem,
        error @ (Error::Database(_) | Error::Internal(_)) => {
            Box::new(Problem::new(ProblemCode::InternalError, error.to_string()))
        }
    }
}

/// A trimmed description of at least `least` characters, or none.
pub(crate) fn description(
    text: Option<&str>,
    most: usize,
    least: usize,
    errors: &mut Vec<FieldProblem>,
) -> Option<String> {
    let mut fault = |code: &str| errors.push(FieldProblem { field: "description".into(), code: code.into() });
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        None if least > 0 => {
            fault("required");
            None
        }
        None => None,
        Some(text) => match clean_text(text, most) {
            Ok(text) if text.chars().count() >= least => Some(text),
            Ok(_) => {
                fault("too_short");
                None
            }
            Err(error) => {
                fault(error.code());
                None
            }
        },
    }
}
