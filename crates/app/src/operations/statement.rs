//! Statement of an account for an interval: opening balance, operations, turnovers, closing balance.
//!
//! Invariant: opening + credits + debits = closing. All of it is read from one snapshot of the log, which never changes, so only the
//! operations of the interval are read, whatever came before.

use bytes::Bytes;
use chrono::{DateTime, Utc};
use contract::export::{ExportForm, ExportFormat};
use contract::operations::{OperationView, Statement, StatementFormat, StatementQuery};
use contract::problem::ProblemCode;
use domain::{Interval, Total};
use futures_util::Stream;

use super::statement_csv;
use super::statement_sql::{self, Span};
use crate::filter;
use crate::{Actor, App, Error, Result};

/// Most operations of a JSON statement.
pub const MAX_OPERATIONS: i64 = 10_000;

/// The statement as one answer, oldest operation first.
///
/// # Errors
/// `not_found`; `invalid_query` for an interval that cannot be understood; `too_many_rows` above 10 000 operations.
pub async fn statement(
    app: &App,
    _actor: &Actor,
    client_id: i64,
    query: &StatementQuery,
) -> Result<Statement> {
    let (interval, span) = span(app, client_id, query).await?;
    if span.operations() > MAX_OPERATIONS {
        let detail = format!("the interval has {} operations: narrow it or ask for CSV", span.operations());
        return Err(Error::new(ProblemCode::TooManyRows, detail));
    }
    let operations = statement_sql::operations(&app.db.read, client_id, span.first, span.end).await?;
    let sum = |sign: i8| {
        let mut amounts = operations.iter().filter_map(|o| o.amount).filter(|amount| amount.sign() == sign);
        amounts.try_fold(Total::default(), Total::plus)
    };
    let (Some(credits), Some(debits)) = (sum(1), sum(-1)) else {
        return Err(Error::Internal(format!("turnovers of client {client_id} are out of bounds")));
    };
    Ok(Statement {
        client_id,
        client_name: span.client_name,
        from: interval.from(),
        to: interval.to(),
        opening_balance: span.opening,
        credits,
        debits,
        closing_balance: operations.last().map_or(span.opening, |last: &OperationView| last.balance_after),
        operations,
        time_zone: app.clock.zone_name().to_owned(),
        generated_at: app.clock.now(),
    })
}

/// The operations of the interval as CSV, however many: UTF-8 with BOM, semicolons, times in the business zone.
///
/// # Errors
/// As [`statement`], but for the number of operations; the stream ends with an error when the database does.
pub async fn csv(
    app: &App,
    _actor: &Actor,
    client_id: i64,
    query: &StatementQuery,
) -> Result<impl Stream<Item = Result<Bytes>> + 'static + use<>> {
    let (_, span) = span(app, client_id, query).await?;
    let form = ExportForm {
        lang: query.lang.unwrap_or_default(),
        columns: query.columns.unwrap_or_default(),
        format: match query.format {
            Some(StatementFormat::Machine) => ExportFormat::Machine,
            Some(StatementFormat::Csv | StatementFormat::Json) | None => ExportFormat::Readable,
        },
    };
    Ok(statement_csv::stream(app.db.read.clone(), app.clock, form, client_id, &span))
}

/// The client's operations of the interval, as numbers.
async fn span(app: &App, client_id: i64, query: &StatementQuery) -> Result<(Interval, Span)> {
    let interval =
        filter::interval(&app.clock, ("from", query.from.as_deref()), ("to", query.to.as_deref()))?;
    let bounds: (Option<DateTime<Utc>>, Option<DateTime<Utc>>) = (interval.from(), interval.to());
    let span = statement_sql::span(&app.db.read, client_id, bounds)
        .await?
        .ok_or_else(|| Error::not_found("client"))?;
    Ok((interval, span))
}
