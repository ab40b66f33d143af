//! The trial balance: what every account had, what moved, what it has. For the screen and for paper.
//!
//! Invariant: the six sums and their totals are the server's; that debit equals credit is compared, not computed.

use contract::paths;
use domain::Money;
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

/// As the server writes it.
const ZERO: &str = "0.00";

/// `contract::accounting::TrialBalance` as far as it is shown. Sums stay texts: they are compared and shown, nothing else; and the
/// total reads like an account.
#[derive(Deserialize)]
struct Found {
    accounts: Vec<Line>,
    total: Line,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Line {
    code: String,
    name_ru: String,
    name_en: String,
    opening_debit: String,
    opening_credit: String,
    debit: String,
    credit: String,
    closing_debit: String,
    closing_credit: String,
}

impl Line {
    /// Nothing was there and nothing moved.
    fn is_idle(&self) -> bool {
        self.pairs().iter().all(|(debit, credit)| *debit == ZERO && *credit == ZERO)
    }

    /// Debit and credit of the opening, the turnover and the closing.
    fn pairs(&self) -> [(&str, &str); 3] {
        [
            (&self.opening_debit, &self.opening_credit),
            (&self.debit, &self.credit),
            (&self.closing_debit, &self.closing_credit),
        ]
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
    let empty = memo(move || found().is_none_or(|found| found.accounts.iter().all(Line::is_idle)));
    let rows = move || found().map(|found| rows(&found, page, lang())).unwrap_or_default();
    let table = ui::table(Acc::Balance, COLUMNS, rows, page.load.busy.into(), None);
    let none = move || empty.get().then(|| ui::empty_state(Acc::Empty, Acc::EmptyText, Vec::new()));
    let head = move || Some(head(&found()?, page, lang()));
    vec![
        div("cluster").maybe(head),
        div("statement-none").maybe(none),
        div("stack").attr("hidden", live(move || empty.get().then(String::new))).child(table),
    ]
}

/// The period in words, for paper, and whether it balances.
fn head(found: &Found, page: Sheet, lang: Lang) -> El {
    let date = |day| crate::format::date(lang, day);
    let period = page.query.with(period_of).map(|(from, to)| statement::period(lang, &date(from), &date(to)));
    let equal = found.total.pairs().iter().all(|(debit, credit)| debit == credit);
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

/// Each account that had anything leads to its entries of the period; the last row adds up.
fn rows(found: &Found, page: Sheet, lang: Lang) -> Vec<Row> {
    let period = page.query.with(period_of);
    let mut rows: Vec<Row> = found
        .accounts
        .iter()
        .filter(|line| !line.is_idle())
        .map(|line| {
            let period = period.map(|(from, to)| format!("&from={from}&to={to}")).unwrap_or_default();
            let href = format!("/journal?account={}{period}", line.code);
            let name = match lang {
                Lang::Ru => &line.name_ru,
                Lang::En => &line.name_en,
            };
            let code = el("a").class("num").attr("href", href.clone()).child(line.code.clone());
            Row { href: Some(href), ..row(vec![code, cell(name.clone())], line, lang) }
        })
        .collect();
    let total = vec![cell(Acc::Total.text(lang)), cell(Acc::AllAccounts.text(lang))];
    rows.push(Row { sum: true, ..row(total, &found.total, lang) });
    rows
}

fn row(mut cells: Vec<El>, line: &Line, lang: Lang) -> Row {
    cells.extend(
        line.pairs().into_iter().flat_map(|(debit, credit)| [debit, credit].map(|sum| figure(lang, sum))),
    );
    Row { cells, ..Row::default() }
}

/// Without the currency: six columns must fit. A sum may pass the bounds of one balance; then it stands as plain digits.
fn figure(lang: Lang, sum: &str) -> El {
    let shown = Money::parse(sum)
        .map_or_else(|_| sum.to_owned(), |sum| domain::format_amount(sum, lang.decimal_comma()));
    let class = if sum == ZERO { "num muted" } else { "num" };
    el("span").class(class).child(shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::accounting::{TrialBalance, TrialBalanceLine, TrialBalanceSums};
    use domain::Total;

    #[test]
    fn what_the_server_writes_is_read_with_all_its_sums() {
        let sum = |text: &str| Total::default().plus(Money::parse(text).unwrap()).unwrap();
        let sums =
            TrialBalanceSums { debit: sum("5"), closing_credit: sum("7.5"), ..TrialBalanceSums::default() };
        let day = "2026-11-01".parse().unwrap();
        let account =
            TrialBalanceLine {
                code: "50".into(), name_ru: "Касса".into(), name_en: "Cash".into(), sums
            };
        let sent = TrialBalance { from: day, to: day, accounts: vec![account], total: sums };
        let found: Found = crate::api::read(&serde_json::to_string(&sent).unwrap()).unwrap();
        let [line] = found.accounts.as_slice() else { panic!("one account") };
        assert_eq!((line.code.as_str(), line.name_en.as_str()), ("50", "Cash"));
        assert_eq!(line.pairs(), [("0.00", "0.00"), ("5.00", "0.00"), ("0.00", "7.50")]);
        assert_eq!(line.pairs(), found.total.pairs());
    }
}
