//! A statement as CSV, streamed: memory holds a few hundred operations, never all.
//!
//! Text cells that a spreadsheet would run as a formula get an apostrophe; sums are written as numbers and stay numbers.

use std::ops::Range;

use bytes::Bytes;
use contract::operations::Operation;
use futures_util::{Stream, stream};
use sqlx::PgPool;

use super::statement_sql;
use crate::{Clock, Error, Result};

/// Operations that are read at once.
const CHUNK: i64 = 500;
const BOM: &str = "\u{feff}";
const HEADER: [&str; 5] = ["time", "kind", "description", "amount", "balance_after"];

/// The operations `first..end` of a client as CSV.
pub fn stream(pool: PgPool, clock: Clock, client_id: i64, first: i64, end: i64) -> impl Stream<Item = Result<Bytes>> + 'static {
    let start = (first..end.max(first), true);
    stream::try_unfold(start, move |(rest, is_first): (Range<i64>, bool)| {
        let pool = pool.clone();
        async move {
            if rest.is_empty() && !is_first {
                return Ok(None);
            }
            let until = rest.start.saturating_add(CHUNK).min(rest.end);
            let operations = statement_sql::operations(&pool, client_id, rest.start, until).await?;
            let bytes = rows(&clock, &operations, is_first)?;
            Ok(Some((bytes, (until..rest.end, false))))
        }
    })
}

fn rows(clock: &Clock, operations: &[Operation], with_header: bool) -> Result<Bytes> {
    let start = if with_header { BOM.as_bytes().to_vec() } else { Vec::new() };
    let mut writer = csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(start);
    let failed = |error: csv::Error| Error::Internal(format!("CSV: {error}"));
    if with_header {
        writer.write_record(HEADER).map_err(failed)?;
    }
    for operation in operations {
        let time = operation.created_at.with_timezone(&clock.zone()).format("%Y-%m-%d %H:%M:%S").to_string();
        let description = formula_safe(operation.description.as_deref().unwrap_or(""));
        let amount = operation.amount.map(|amount| amount.to_string()).unwrap_or_default();
        let balance = operation.balance_after.to_string();
        writer.write_record([&time, operation.kind.as_str(), &description, &amount, &balance]).map_err(failed)?;
    }
    writer.into_inner().map(Bytes::from).map_err(|error| Error::Internal(format!("CSV: {error}")))
}

/// An apostrophe before what a spreadsheet takes for a formula.
fn formula_safe(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_for_spreadsheets_in_the_business_zone() {
        let operation = |description: Option<&str>, amount: Option<&str>| Operation {
            id: 1,
            client_id: 2,
            seq: 3,
            kind: domain::OperationKind::Adjustment,
            amount: amount.map(|amount| amount.parse().unwrap()),
            balance_after: "-10.50".parse().unwrap(),
            service_id: None,
            order_id: None,
            description: description.map(str::to_owned),
            reversal_of: None,
            actor: "user:1".into(),
            created_at: "2026-01-31T22:00:00Z".parse().unwrap(),
        };
        let all = [operation(Some("=1+1; \"да\""), Some("-5")), operation(None, None), operation(Some("+7 978"), Some("5"))];
        let csv = rows(&Clock::new(chrono_tz::Europe::Moscow), &all, true).unwrap();
        assert_eq!(
            std::str::from_utf8(&csv).unwrap(),
            "\u{feff}time;kind;description;amount;balance_after\r\n\
             2026-02-01 01:00:00;ADJUSTMENT;\"'=1+1; \"\"да\"\"\";-5.00;-10.50\r\n\
             2026-02-01 01:00:00;ADJUSTMENT;;;-10.50\r\n\
             2026-02-01 01:00:00;ADJUSTMENT;'+7 978;5.00;-10.50\r\n"
        );
    }
}
