//! Receipt, write-off, stock-take: all lines or none, in one transaction of the ledger's lane for stock.

use std::collections::BTreeSet;

use contract::problem::FieldProblem;
use contract::products::{NewStockMovements, StockMovements};
use domain::order::LEAST_REASON_CHARS;
use domain::{MovementKind, TextError, clean_text};

use crate::ledger::{IdempotencyKey, Settlement, StockTask, Task, request_hash};
use crate::operations::post::Answer;
use crate::orders::submit;
use crate::{Actor, App, Error, Result};

/// Posts the movements.
///
/// # Errors
/// `invalid_fields`; `unknown_reference`; `product_archived` for a receipt; `insufficient_stock` with every shortage.
pub async fn post(
    app: &App,
    actor: &Actor,
    key: &IdempotencyKey,
    body: NewStockMovements,
) -> Result<Answer<StockMovements>> {
    let hash = request_hash("stock", 0, &body)?;
    let task = read(body)?;
    let Answer { body, replayed } = submit(app, actor, key, hash, Task::Stock(Box::new(task))).await?;
    match body {
        Settlement::Stock(items) => Ok(Answer { body: StockMovements { items }, replayed }),
        Settlement::Order(_) => Err(Error::Internal("a stock command was answered by an order".into())),
    }
}

/// Everything wrong is told at once.
fn read(body: NewStockMovements) -> Result<StockTask> {
    let mut errors = Vec::new();
    let mut fault = |field: String, code: &str| errors.push(FieldProblem { field, code: code.into() });
    let explained = matches!(body.kind, MovementKind::WriteOff | MovementKind::StockTake);
    if !explained && body.kind != MovementKind::Receipt {
        fault("kind".into(), "kind_not_creatable");
    }
    let mut seen = BTreeSet::new();
    for (index, line) in body.lines.iter().enumerate() {
        let counted = body.kind == MovementKind::StockTake;
        if line.quantity.is_negative() || (line.quantity.is_zero() && !counted) {
            fault(format!("lines[{index}].quantity"), "must_be_positive");
        }
        if counted && !seen.insert(line.product_id) {
            fault(format!("lines[{index}].product_id"), "duplicate");
        }
    }
    let reason = match clean_text(body.reason.as_deref().unwrap_or_default(), 500) {
        Ok(text) => Some(text),
        Err(TextError::Empty) => None,
        Err(error) => {
            fault("reason".into(), error.code());
            None
        }
    };
    if explained && reason.as_ref().is_none_or(|text| text.chars().count() < LEAST_REASON_CHARS) {
        fault("reason".into(), "required");
    }
    if !errors.is_empty() {
        return Err(Error::fields(errors));
    }
    let lines = body.lines.iter().map(|line| (line.product_id, line.quantity)).collect();
    Ok(StockTask { kind: body.kind, lines, reason })
}
