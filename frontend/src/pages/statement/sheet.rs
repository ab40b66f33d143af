//! The sheet itself: whose account, the figures, the operations, when it was made.

use contract::operations::{OperationView, Statement};
use domain::{Money, Total};
use leptos::prelude::With;

use crate::el::{El, div, el, live_text};
use crate::format;
use crate::i18n::{Lang, Msg, lang, orders, phrases, statement, statement::StatementText as Text, words};
use crate::pages::period_bar::{Sheet, period_of};
use crate::pages::record::moment;
use crate::ui::{self, Column, Row, balance, cell, signed_amount};
use crate::zone;

const COLUMNS: &[Column] = &[
    Column::new(Text::ColTime),
    Column::new(Text::ColNumber).number(),
    Column::new(Text::ColKind),
    Column::new(Text::ColFor),
    Column::new(Text::ColDescription),
    Column::new(Text::ColAmount).number(),
    Column::new(Text::ColAfter).number(),
];

pub fn sheet(page: Sheet, zone: String) -> Vec<El> {
    let head = div("stack").live(move || head(page, &zone));
    let rows = move || -> Vec<Row> {
        let lang = lang();
        let operations =
            page.load.read::<Statement>().map(|statement| statement.operations).unwrap_or_default();
        operations.iter().map(|operation| row(operation, lang)).collect()
    };
    let table = ui::table(Text::Table, COLUMNS, rows, page.load.busy.into(), None);
    let any = move || page.load.read::<Statement>().is_some_and(|statement| !statement.operations.is_empty());
    let none = move || (!any()).then(|| ui::empty_state(Text::None, Text::NoneText, Vec::new()));
    let operations = el("section")
        .class("stack")
        .attr("aria-labelledby", "statement-operations")
        .child(el("h2").id("statement-operations").class("vh").child(Text::Operations))
        .child(div("statement-none").maybe(none))
        .child(div("").attr("hidden", crate::el::live(move || (!any()).then(String::new))).child(table));
    vec![head, operations, div("stack").live(move || foot(page))]
}

fn head(page: Sheet, zone: &str) -> Vec<El> {
    let Some(found) = page.load.read::<Statement>() else { return Vec::new() };
    let lang = lang();
    let period = page
        .query
        .with(period_of)
        .map(|(from, to)| statement::period(lang, &format::date(lang, from), &format::date(lang, to)));
    let at = format::moment(lang, zone::local(zone, found.generated_at));
    let zone = format!("{} ({})", zone::label(lang, zone), found.time_zone);
    vec![
        el("p")
            .class("statement-whose")
            .child(
                el("span")
                    .child(el("span").class("num").child(phrases::number(lang, found.client_id)))
                    .child(
                        period
                            .map(|period| el("span").attr("data-testid", "period").child(", ").child(period)),
                    ),
            )
            .child(
                el("span")
                    .class("muted")
                    .attr("data-testid", "made")
                    .child(statement::made(lang, &at, &zone)),
            ),
        figures(vec![figure(Text::Opening, "opening", balance(lang, found.opening_balance))]),
    ]
}

fn foot(page: Sheet) -> Vec<El> {
    let Some(found) = page.load.read::<Statement>() else { return Vec::new() };
    let lang = lang();
    vec![
        el("h2").class("vh").child(live_text(|| Text::Totals.now().to_owned())),
        figures(vec![
            figure(Text::Credits, "credits", turnover(lang, found.credits)),
            figure(Text::Debits, "debits", turnover(lang, found.debits)),
            figure(Text::Closing, "closing", balance(lang, found.closing_balance)),
        ]),
    ]
}

fn figures(figures: Vec<El>) -> El {
    el("dl").class("card figures").child(figures)
}

fn figure(name: Msg, id: &'static str, value: El) -> El {
    div("").child(el("dt").child(name)).child(el("dd").attr("data-testid", id).child(value))
}

/// A turnover may pass the bounds of one balance: then it is written as it came.
fn turnover(lang: Lang, sum: Total) -> El {
    match Money::parse(&sum.to_string()) {
        Ok(sum) => signed_amount(lang, sum, false),
        Err(_) => el("span").class("num").child(format!("{sum} ₽")),
    }
}

/// What was charged: the service by its name, or the order.
fn charged(operation: &OperationView, lang: Lang) -> Vec<El> {
    let service = operation.service_id.zip(operation.service_name.clone());
    let service = service.map(|(id, name)| el("a").attr("href", format!("/services/{id}")).child(name));
    let order = operation
        .order_id
        .map(|id| el("a").attr("href", format!("/orders/{id}")).child(orders::order_number(lang, id)));
    service.into_iter().chain(order).collect()
}

/// In the order of [`COLUMNS`].
fn row(operation: &OperationView, lang: Lang) -> Row {
    let href = format!("/operations/{}", operation.id);
    let amount = match operation.amount {
        Some(sum) => signed_amount(lang, sum, false),
        None => el("span").class("muted").child(Text::NoAmount.text(lang)),
    };
    let storno = operation
        .reversal_of
        .map(|id| el("span").class("muted").child(format!(" ({})", phrases::reverses(lang, id))));
    let cells = vec![
        moment(lang, operation.created_at),
        el("a").attr("href", href.clone()).child(operation.id.to_string()),
        cell(words::operation_kind(lang, operation.kind)),
        el("span").attr("data-testid", "charged").child(charged(operation, lang)),
        el("span").child(operation.description.clone()).child(storno),
        amount,
        balance(lang, operation.balance_after),
    ];
    Row { href: Some(href), cells, ..Row::default() }
}
