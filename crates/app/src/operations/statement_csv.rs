//! A statement as CSV: streamed in chunks, so that its length costs no memory.
//!
//! UTF-8 with BOM and `;`, as Russian spreadsheets expect; times in the business zone; amounts stay numbers, texts that a spreadsheet
//! would take for a formula get an apostrophe.

use contract::operations::{Operation, StatementQuery};
use domain::Money;
use futures_util::stream::{Stream, StreamExt, once, unfold};

use super::statement::{rows, span};
use crate::{Actor, App, Clock, Error, Result};

/// Rows read at a time.
const CHUNK: i64 = 2_000;

/// The statement of a client, piece by piece.
///
/// # Errors
/// No such client; `invalid_query` for the interval. An error in the middle breaks the stream off.
pub async fn csv(
    app: &App,
    _actor: &Actor,
    client_id: i64,
    query: &StatementQuery,
) -> Result<impl Stream<Item = Result<Vec<u8>>> + use<>> {
    let (_, span) = span(app, client_id, query).await?;
    let (pool, clock) = (app.db.read.clone(), app.clock);
    let opening = span.opening;
    let head = async move {
        let mut out = "\u{feff}".as_bytes().to_vec();
        out.extend(write(|sheet| {
            sheet.write_record(["Время", "№", "Вид", "Описание", "Сумма", "Баланс после"])?;
            sheet.write_record(["", "", "", "Входящий остаток", "", &opening.to_string()])
        })?);
        Ok(out)
    };
    // The state is the next seq and the balance so far; one past the end means that the closing line is out.
    let body = unfold((span.begin, opening), move |(seq, balance)| {
        let (pool, end) = (pool.clone(), span.end);
        async move {
            if seq > end {
                return None;
            }
            if seq == end {
                let closing = write(|sheet| sheet.write_record(["", "", "", "Исходящий остаток", "", &balance.to_string()]));
                return Some((closing, (end + 1, balance)));
            }
            let next = (seq + CHUNK).min(end);
            Some(match rows(&pool, client_id, seq, next).await {
                Ok(operations) => {
                    let balance = operations.last().map_or(balance, |operation| operation.balance_after);
                    (lines(&clock, &operations), (next, balance))
                }
                Err(error) => (Err(error), (end + 1, balance)),
            })
        }
    });
    Ok(once(head).chain(body))
}

fn lines(clock: &Clock, operations: &[Operation]) -> Result<Vec<u8>> {
    write(|sheet| {
        operations.iter().try_for_each(|operation| {
            sheet.write_record([
                operation.created_at.with_timezone(&clock.zone()).format("%d.%m.%Y %H:%M:%S").to_string(),
                operation.id.to_string(),
                operation.kind.to_string(),
                harmless(operation.description.as_deref().unwrap_or_default()),
                operation.amount.map(|amount: Money| amount.to_string()).unwrap_or_default(),
                operation.balance_after.to_string(),
            ])
        })
    })
}

fn write(fill: impl FnOnce(&mut csv::Writer<Vec<u8>>) -> csv::Result<()>) -> Result<Vec<u8>> {
    let broken = |error: String| Error::Internal(format!("CSV: {error}"));
    let mut sheet = csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    fill(&mut sheet).map_err(|error| broken(error.to_string()))?;
    sheet.into_inner().map_err(|error| broken(error.to_string()))
}

/// A text cell that no spreadsheet takes for a formula (OWASP, CSV injection).
fn harmless(text: &str) -> String {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{text}"),
        _ => text.to_owned(),
    }
}
