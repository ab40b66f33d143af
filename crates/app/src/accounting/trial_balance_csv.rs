//! The trial balance as a file: a line per account, the sums in the last one.

use bytes::Bytes;
use contract::accounting::{TrialBalanceQuery, TrialBalanceSums};
use contract::export::ExportLang;

use super::trial_balance::trial_balance;
use crate::sheet::Sheet;
use crate::{Actor, App, Result, sheet};

const HEAD_RU: [&str; 8] = [
    "Счёт",
    "Название",
    "Сальдо на начало, дебет",
    "Сальдо на начало, кредит",
    "Оборот, дебет",
    "Оборот, кредит",
    "Сальдо на конец, дебет",
    "Сальдо на конец, кредит",
];
const HEAD_EN: [&str; 8] = [
    "Account",
    "Name",
    "Opening debit",
    "Opening credit",
    "Debit turnover",
    "Credit turnover",
    "Closing debit",
    "Closing credit",
];

/// The file of [`trial_balance`].
///
/// # Errors
/// As [`trial_balance`].
pub async fn csv(app: &App, actor: &Actor, query: &TrialBalanceQuery, lang: ExportLang) -> Result<Bytes> {
    let balance = trial_balance(app, actor, query).await?;
    let (head, sum) = match lang {
        ExportLang::Ru => (&HEAD_RU, "Итого"),
        ExportLang::En => (&HEAD_EN, "Total"),
    };
    let mut sheet = Sheet::begin(head)?;
    for account in &balance.accounts {
        let name = match lang {
            ExportLang::Ru => &account.name_ru,
            ExportLang::En => &account.name_en,
        };
        sheet.line(&line(account.code.clone(), sheet::text(name), account.sums))?;
    }
    sheet.line(&line(sum.to_owned(), String::new(), balance.total))?;
    sheet.finish()
}

fn line(code: String, name: String, sums: TrialBalanceSums) -> [String; 8] {
    [
        code,
        name,
        sums.opening_debit.to_string(),
        sums.opening_credit.to_string(),
        sums.debit.to_string(),
        sums.credit.to_string(),
        sums.closing_debit.to_string(),
        sums.closing_credit.to_string(),
    ]
}
