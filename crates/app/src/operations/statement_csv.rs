//! A statement as CSV, streamed: memory holds a few hundred operations, never all.
//!
//! The form of the file is `sheet`'s.

use bytes::Bytes;
use contract::operations::Operation;
use domain::{Money, Total};
use futures_util::{Stream, stream};
use sqlx::PgPool;

use super::statement_sql::{self, Span};
use crate::sheet::{self, Sheet as Piece};
use crate::{Clock, Error, Result};

/// Operations that are read at once.
const CHUNK: i64 = 500;
const HEADER: [&str; 6] = ["Время", "№", "Вид", "Описание", "Сумма", "Баланс после"];

/// What is written and what is still to come.
struct Sheet {
    pool: PgPool,
    clock: Clock,
    client_id: i64,
    next: i64,
    end: i64,
    balance: Money,
    credits: Total,
    debits: Total,
    begun: bool,
    done: bool,
}

/// The operations of a span as CSV, between the opening balance and the turnovers with the closing balance.
pub fn stream(
    pool: PgPool,
    clock: Clock,
    client_id: i64,
    span: &Span,
) -> impl Stream<Item = Result<Bytes>> + 'static + use<> {
    let sheet = Sheet {
        pool,
        clock,
        client_id,
        next: span.first,
        end: span.end,
        balance: span.opening,
        credits: Total::default(),
        debits: Total::default(),
        begun: false,
        done: false,
    };
    stream::try_unfold(sheet, |mut sheet| async move {
        if sheet.done {
            return Ok(None);
        }
        let until = sheet.next.saturating_add(CHUNK).min(sheet.end);
        let operations = statement_sql::operations(&sheet.pool, sheet.client_id, sheet.next, until).await?;
        sheet.next = until;
        let bytes = sheet.piece(&operations)?;
        Ok(Some((bytes, sheet)))
    })
}

impl Sheet {
    /// The next piece of the file; the last one ends with the sums.
    fn piece(&mut self, operations: &[Operation]) -> Result<Bytes> {
        let begins = !std::mem::replace(&mut self.begun, true);
        let mut piece = if begins { Piece::begin(&HEADER)? } else { Piece::go_on() };
        if begins {
            piece.line(&summary("Входящий остаток", "", &self.balance.to_string()))?;
        }
        for operation in operations {
            self.count(operation)?;
            piece.line(&line(&self.clock, operation))?;
        }
        if self.next >= self.end {
            self.done = true;
            piece.line(&summary("Приход", &self.credits.to_string(), ""))?;
            piece.line(&summary("Расход", &self.debits.to_string(), ""))?;
            piece.line(&summary("Исходящий остаток", "", &self.balance.to_string()))?;
        }
        piece.finish()
    }

    fn count(&mut self, operation: &Operation) -> Result<()> {
        let amount = operation.amount.unwrap_or_default();
        let turnover = if amount.is_negative() { &mut self.debits } else { &mut self.credits };
        *turnover = turnover.plus(amount).ok_or_else(|| {
            Error::Internal(format!("turnovers of client {} are out of bounds", self.client_id))
        })?;
        self.balance = operation.balance_after;
        Ok(())
    }
}

fn summary<'a>(name: &'a str, amount: &'a str, balance: &'a str) -> [&'a str; 6] {
    ["", "", "", name, amount, balance]
}

fn line(clock: &Clock, operation: &Operation) -> [String; 6] {
    [
        sheet::moment(clock, operation.created_at),
        operation.id.to_string(),
        operation.kind.to_string(),
        sheet::optional(operation.description.as_deref()),
        sheet::plain(operation.amount),
        operation.balance_after.to_string(),
    ]
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
        let clock = Clock::new(chrono_tz::Europe::Moscow);
        let moment = "01.02.2026 01:00:00";
        let cells = |description: &str, amount: &str| {
            [moment, "1", "ADJUSTMENT", description, amount, "-10.50"].map(str::to_owned)
        };
        assert_eq!(
            line(&clock, &operation(Some("=1+1; \"да\""), Some("-5"))),
            cells("'=1+1; \"да\"", "-5.00")
        );
        assert_eq!(line(&clock, &operation(None, None)), cells("", ""));
        assert_eq!(line(&clock, &operation(Some("+7 978"), Some("5"))), cells("'+7 978", "5.00"));
    }
}
