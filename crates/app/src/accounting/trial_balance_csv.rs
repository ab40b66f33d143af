//! The trial balance as a file: a line per account, the sums in the last one.

use bytes::Bytes;
use contract::accounting::{TrialBalanceQuery, TrialBalanceSums};
use contract::export::ExportForm;
use domain::label::Label;

use super::trial_balance::trial_balance;
use crate::export;
use crate::sheet::{Cell, Column, Layout, Line, column};
use crate::{Actor, App, Result};

const COLUMNS: &[Column] = &[
    column("account", "Счёт", "Account"),
    column("name", "Название", "Name"),
    column("opening_debit", "Сальдо на начало, дебет", "Opening debit"),
    column("opening_credit", "Сальдо на начало, кредит", "Opening credit"),
    column("debit", "Оборот, дебет", "Debit turnover"),
    column("credit", "Оборот, кредит", "Credit turnover"),
    column("closing_debit", "Сальдо на конец, дебет", "Closing debit"),
    column("closing_credit", "Сальдо на конец, кредит", "Closing credit"),
];

/// The file of [`trial_balance`].
///
/// # Errors
/// As [`trial_balance`].
pub async fn csv(app: &App, actor: &Actor, query: &TrialBalanceQuery, form: ExportForm) -> Result<Bytes> {
    let balance = trial_balance(app, actor, query).await?;
    let mut lines = Vec::new();
    for account in balance.accounts {
        let name = form.lang.choose(account.name_ru, account.name_en);
        lines.push(line(account.code.into(), name.into(), account.sums));
    }
    let total = Cell::Word("total", Label { ru: "Итого", en: "Total" });
    lines.push(line(total, Cell::Empty, balance.total));
    export::whole(Layout { columns: COLUMNS, form, clock: app.clock }, lines)
}

fn line(code: Cell, name: Cell, sums: TrialBalanceSums) -> Line {
    vec![
        code,
        name,
        sums.opening_debit.into(),
        sums.opening_credit.into(),
        sums.debit.into(),
        sums.credit.into(),
        sums.closing_debit.into(),
        sums.closing_credit.into(),
    ]
}
