//! The trial balance: what every account had, what moved, what it has. For the screen and for paper.
//!
//! Invariant: the six sums and their totals are the server's; that debit equals credit is compared, not computed.

use contract::accounting::TrialBalanceSums;
use contract::paths;
use domain::{Money, Total};
use leptos::prelude::*;
use serde::Deserialize;

use super::period_bar::{Sheet, api_period, period_of};
use crate::el::{El, div, el, live};
use crate::i18n::{Lang, accounting::Acc, lang, statement};
use crate::ui::{self, Column, Look, Row, Tone, badge, cell};
use crate::watch::memo;

const COLUMNS: &[Column] = &[
    Column::new(Acc::Account),
    Column::new(Acc::Name),
    Column::new(Acc::OpeningDebit).number(),
    Column::new(Acc::OpeningCredit).number(),
    Column::new(Acc::TurnoverDebit).number(),
    Column::new(Acc::TurnoverCredit).number(),
    Column::new(Acc::ClosingDebit).number(),
    Column::new(Acc::ClosingCredit).number(),
];

/// `contract::accounting::TrialBalance` as far as it is shown. Read field by field: what serde does for flattened ones is 10 KB.
#[derive(Deserialize)]
struct Found {
    accounts: Vec<Account>,
    total: TrialBalanceSums,
}

#[derive(Deserialize)]
struct Account {
    code: String,
    name_ru: String,
    name_en: String,
    opening_debit: Total,
    opening_credit: Total,
    debit: Total,
    credit: Total,
    closing_debit: Total,
    closing_credit: Total,
}

impl Account {
    fn sums(&self) -> TrialBalanceSums {
        let Self { opening_debit, opening_credit, debit, credit, closing_debit, closing_credit, .. } = *self;
        TrialBalanceSums { opening_debit, opening_credit, debit, credit, closing_debit, closing_credit }
    }
}

pub fn trial_balance() -> Vec<El> {
    let page = Sheet::new("/trial-balance".to_owned(), paths::TRIAL_BALANCE.to_owned());
    let load = page.load;
    let csv = live(move || {
        let period = page.query.with(period_of)?;
        Some(format!("{}{}&lang={}", paths::TRIAL_BALANCE_EXPORT, api_period(period), lang().tag()))
    });
    let journal = ui::link_button(Look::Plain, "/journal", Acc::ToJournal);
    let settled = live(move || (!load.busy.get() && load.has()).then(String::new));
    vec![
        ui::heading(|| Acc::Balance.now().to_owned()),
        div("stack statement")
            .attr("data-ready", settled)
            .child(page.controls(Acc::BalancePeriod, csv, journal))
            .child(page.result(Acc::LoadFailed, move || sheet(page))),
    ]
}

fn sheet(page: Sheet) -> Vec<El> {
    let found = move || page.load.read::<Found>();
    let empty = memo(move || found().is_none_or(|found| found.accounts.is_empty()));
    let rows = move || found().map(|found| rows(&found, page, lang())).unwrap_or_default();
    let table = ui::table(Acc::Balance, COLUMNS, rows, page.load.busy.into(), None);
    let none = move || empty.get().then(|| ui::empty_state(Acc::Empty, Acc::EmptyText, Vec::new()));
    let head = move || Some(head(&found()?, page, lang()));
    vec![
        div("cluster").maybe(head),
        div("statement-none").maybe(none),
        div("balance-table").attr("hidden", live(move || empty.get().then(String::new))).child(table),
    ]
}

/// The period in words, for paper, and whether it balances.
fn head(found: &Found, page: Sheet, lang: Lang) -> El {
    let date = |day| crate::format::date(lang, day);
    let period = page.query.with(period_of).map(|(from, to)| statement::period(lang, &date(from), &date(to)));
    let TrialBalanceSums { opening_debit, opening_credit, debit, credit, closing_debit, closing_credit } =
        found.total;
    let equal = opening_debit == opening_credit && debit == credit && closing_debit == closing_credit;
    let state = if equal {
        badge(Tone::Good, Acc::Balanced.text(lang))
    } else {
        badge(Tone::Danger, Acc::Unbalanced.text(lang))
    };
    el("p")
        .class("cluster")
        .child(period.map(|period| el("span").attr("data-testid", "period").child(period)))
        .child(state.attr("data-testid", "balanced"))
}

/// Each account leads to its entries of the period; the last row adds up.
fn rows(found: &Found, page: Sheet, lang: Lang) -> Vec<Row> {
    let period = page.query.with(period_of);
    let mut rows: Vec<Row> = found
        .accounts
        .iter()
        .map(|line| {
            let period = period.map(|(from, to)| format!("&from={from}&to={to}")).unwrap_or_default();
            let href = format!("/journal?account={}{period}", line.code);
            let name = match lang {
                Lang::Ru => &line.name_ru,
                Lang::En => &line.name_en,
            };
            let code = el("a").class("num").attr("href", href.clone()).child(line.code.clone());
            Row { href: Some(href), ..row(vec![code, cell(name.clone())], &line.sums(), lang) }
        })
        .collect();
    let total = vec![cell(Acc::Total.text(lang)), cell(Acc::AllAccounts.text(lang))];
    rows.push(Row { sum: true, ..row(total, &found.total, lang) });
    rows
}

fn row(mut cells: Vec<El>, sums: &TrialBalanceSums, lang: Lang) -> Row {
    let sums = [
        sums.opening_debit,
        sums.opening_credit,
        sums.debit,
        sums.credit,
        sums.closing_debit,
        sums.closing_credit,
    ];
    cells.extend(sums.map(|sum| figure(lang, sum)));
    Row { cells, ..Row::default() }
}

/// Without the currency: six columns must fit. A sum may pass the bounds of one balance; then it stands as plain digits.
fn figure(lang: Lang, sum: Total) -> El {
    let text = sum.to_string();
    let shown = Money::parse(&text).map_or(text, |sum| domain::format_amount(sum, lang.decimal_comma()));
    let class = if shown.starts_with('0') { "num muted" } else { "num" };
    el("span").class(class).child(shown)
}

#[cfg(test)]
mod tests {
    use contract::accounting::{TrialBalance, TrialBalanceLine};

    use super::*;

    #[test]
    fn a_line_is_read_as_the_server_writes_it() {
        let sums = TrialBalanceSums {
            debit: Total::default().plus(Money::parse("5.00").unwrap()).unwrap(),
            closing_debit: Total::default().plus(Money::parse("7.00").unwrap()).unwrap(),
            ..TrialBalanceSums::default()
        };
        let day = domain::parse_day("2026-01-01").unwrap();
        let account =
            TrialBalanceLine {
                code: "51".into(), name_ru: "Счёт".into(), name_en: "Account".into(), sums
            };
        let sheet = TrialBalance { from: day, to: day, accounts: vec![account], total: sums };
        let found: Found = crate::api::read(&serde_json::to_string(&sheet).unwrap()).unwrap();
        assert_eq!((found.accounts[0].sums(), found.total), (sums, sums));
    }
}
