//! A statement as CSV, streamed: memory holds a few hundred operations, never all.
//!
//! The form of the file is `sheet`'s.

use bytes::Bytes;
use contract::export::ExportForm;
use contract::operations::OperationView;
use domain::label::Label;
use domain::{Money, Total};
use futures_util::{Stream, stream};
use sqlx::PgPool;

use super::statement_sql::{self, Span};
use crate::sheet::{Cell, Column, Layout, Line, Sheet as Piece, column};
use crate::{Clock, Error, Result};

/// Operations that are read at once.
const CHUNK: i64 = 500;
const COLUMNS: &[Column] = &[
    column("created_at", "Время", "Time"),
    column("id", "№", "No."),
    column("kind", "Вид", "Kind"),
    column("service_name", "Услуга", "Service"),
    column("order_id", "Заказ №", "Order no."),
    column("description", "Описание", "Description"),
    column("amount", "Сумма", "Amount"),
    column("balance_after", "Баланс после", "Balance after"),
    column("service_id", "Услуга №", "Service no.").extra(),
    column("reversal_of", "Сторно операции №", "Reverses no.").extra(),
    column("reversed_by", "Сторнирована операцией №", "Reversed by no.").extra(),
    column("actor", "Кто", "Who").extra(),
    column("seq", "№ по счёту клиента", "No. in the account").extra(),
];

/// What is written and what is still to come.
struct Sheet {
    pool: PgPool,
    layout: Layout,
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
    form: ExportForm,
    client_id: i64,
    span: &Span,
) -> impl Stream<Item = Result<Bytes>> + 'static + use<> {
    let sheet = Sheet {
        pool,
        layout: Layout { columns: COLUMNS, form, clock },
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
        let bytes = sheet.piece(operations)?;
        Ok(Some((bytes, sheet)))
    })
}

const OPENING: Cell = Cell::Word("opening_balance", Label { ru: "Входящий остаток", en: "Opening balance" });
const CREDITS: Cell = Cell::Word("credits", Label { ru: "Приход", en: "Credits" });
const DEBITS: Cell = Cell::Word("debits", Label { ru: "Расход", en: "Debits" });
const CLOSING: Cell = Cell::Word("closing_balance", Label { ru: "Исходящий остаток", en: "Closing balance" });

impl Sheet {
    /// The next piece of the file; the last one ends with the sums.
    fn piece(&mut self, operations: Vec<OperationView>) -> Result<Bytes> {
        let begins = !std::mem::replace(&mut self.begun, true);
        let mut piece = if begins { Piece::begin(self.layout)? } else { Piece::go_on(self.layout) };
        if begins {
            piece.line(&summary(OPENING, Cell::Empty, self.balance.into()))?;
        }
        for operation in operations {
            self.count(&operation)?;
            piece.line(&line(operation))?;
        }
        if self.next >= self.end {
            self.done = true;
            piece.line(&summary(CREDITS, self.credits.into(), Cell::Empty))?;
            piece.line(&summary(DEBITS, self.debits.into(), Cell::Empty))?;
            piece.line(&summary(CLOSING, Cell::Empty, self.balance.into()))?;
        }
        piece.finish()
    }

    fn count(&mut self, operation: &OperationView) -> Result<()> {
        let amount = operation.amount.unwrap_or_default();
        let turnover = if amount.is_negative() { &mut self.debits } else { &mut self.credits };
        *turnover = turnover.plus(amount).ok_or_else(|| {
            Error::Internal(format!("turnovers of client {} are out of bounds", self.client_id))
        })?;
        self.balance = operation.balance_after;
        Ok(())
    }
}

/// A line that is no operation: its name stands where an operation's description does.
fn summary(name: Cell, amount: Cell, balance: Cell) -> Line {
    let mut line = vec![Cell::Empty; COLUMNS.len()];
    for (place, cell) in line.iter_mut().skip(5).zip([name, amount, balance]) {
        *place = cell;
    }
    line
}

fn line(operation: OperationView) -> Line {
    vec![
        operation.created_at.into(),
        operation.id.into(),
        Cell::word(operation.kind),
        operation.service_name.into(),
        operation.order_id.into(),
        operation.description.into(),
        operation.amount.into(),
        operation.balance_after.into(),
        operation.service_id.into(),
        operation.reversal_of.into(),
        operation.reversed_by.into(),
        Cell::Person(operation.actor, operation.actor_name),
        operation.seq.into(),
    ]
}
