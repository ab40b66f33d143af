//! The list of operations: the log of all accounts, newest first.
//!
//! Absent on purpose: sorting. The log has one order, that of events.

use contract::operations::{OperationView, Totals};
use contract::paths;
use domain::{Money, Permission, Total};

use super::clients::nothing;
use super::operation::{amount, kind_badge, moment, operation_href};
use crate::api::{ApiError, read};
use crate::el::{El, div, el};
use crate::format;
use crate::i18n::{Lang, list::List, operations::Ops, phrases};
use crate::list::names::{self, remember};
use crate::list::{Choice, Filter, Group, Kind, ListSpec, View};
use crate::session::use_session;
use crate::ui::{Column, Row, balance};
use crate::zone;

const KINDS: &[Choice] = &[
    Choice { word: "topup", value: "TOP_UP", label: Ops::TopUp },
    Choice { word: "bank", value: "BANK_PAYMENT", label: Ops::BankPayment },
    Choice { word: "connection", value: "CONNECTION_FEE", label: Ops::ConnectionFee },
    Choice { word: "recurring", value: "RECURRING_FEE", label: Ops::RecurringFee },
    Choice { word: "usage", value: "USAGE", label: Ops::Usage },
    Choice { word: "order", value: "ORDER_PAYMENT", label: Ops::OrderPayment },
    Choice { word: "refund", value: "ORDER_REFUND", label: Ops::OrderRefund },
    Choice { word: "adjustment", value: "ADJUSTMENT", label: Ops::Adjustment },
    Choice { word: "reversal", value: "REVERSAL", label: Ops::Reversal },
    Choice { word: "opening", value: "OPENING_BALANCE", label: Ops::OpeningBalance },
    Choice { word: "purchase", value: "PURCHASE", label: Ops::Purchase },
    Choice { word: "note", value: "NOTE", label: Ops::Note },
];
const SIGNS: &[Choice] = &[
    Choice { word: "credit", value: "credit", label: Ops::SignCredit },
    Choice { word: "debit", value: "debit", label: Ops::SignDebit },
    Choice { word: "none", value: "none", label: Ops::SignNone },
];

const FILTERS: &[Filter] = &[
    Filter::new("q", Ops::Search, Kind::Text { param: "q" }).promoted().hint(Ops::SearchHint),
    Filter::new("client", Ops::Client, Kind::Client { param: "client_id" }).promoted(),
    Filter::new("from", Ops::Period, Kind::Dates { until: "to", from: "from", to: "to", open_end: true })
        .promoted(),
    Filter::new("id", Ops::Number, Kind::Numbers { param: "id" }).hint(Ops::NumberHint),
    Filter::new("service", Ops::Service, Kind::Service { param: "service_id" }),
    Filter::new("amount", Ops::Amount, Kind::Money { min: "amount_min", max: "amount_max" }),
    Filter::new("sign", Ops::Sign, Kind::One { param: "sign", none: List::Any, options: SIGNS }),
    Filter::new("kind", Ops::Kind, Kind::Choice { param: "kind", options: KINDS }),
];

pub static OPERATIONS: ListSpec = ListSpec {
    name: "operations",
    title: Ops::Operations,
    path: "/operations",
    api: paths::OPERATIONS,
    groups: &[Group { legend: None, text: None, filters: FILTERS }],
    views: &[
        View { label: List::ViewAll, query: "" },
        View { label: Ops::ViewTopUps, query: "?kind=topup,bank" },
        View { label: Ops::ViewDebits, query: "?sign=debit" },
        View { label: Ops::ViewReversals, query: "?kind=reversal" },
    ],
    columns: &[
        Column::new(Ops::ColTime).in_full(time_in_zone),
        Column::new(Ops::ColNumber).number(),
        Column::new(Ops::Client),
        Column::new(Ops::Kind),
        Column::new(Ops::Service),
        Column::new(Ops::ColDescription),
        Column::new(Ops::ColAmount).number(),
        Column::new(Ops::ColAfter).number(),
    ],
    sort: "",
    row,
    totals: Some(totals),
    found: phrases::operations_found,
    nobody: (Ops::None, Ops::NoneText),
    create: Some(("/operations/new", Ops::New, Permission::OperationsWrite)),
};

/// `Время (МСК)`.
pub fn time_in_zone(lang: Lang) -> String {
    phrases::time_in_zone(lang, &zone::label(lang, &use_session().time_zone()))
}

/// In the order of the columns.
fn row(text: &str, lang: Lang) -> Result<Row, ApiError> {
    let operation: OperationView = read(text)?;
    remember(names::CLIENT, &operation.client_id.to_string(), &operation.client_name);
    if let (Some(id), Some(name)) = (operation.service_id, &operation.service_name) {
        remember(names::SERVICE, &id.to_string(), name);
    }
    let href = operation_href(operation.id);
    let link = |to: String, text: String| el("a").attr("href", to).child(text);
    let service = match (operation.service_id, &operation.service_name) {
        (Some(id), Some(name)) => link(format!("/services/{id}"), name.clone()),
        _ => nothing(lang),
    };
    let cells = vec![
        moment(lang, operation.created_at),
        link(href.clone(), operation.id.to_string()),
        link(format!("/clients/{}", operation.client_id), operation.client_name.clone()),
        kind_badge(lang, operation.kind, operation.amount),
        service,
        description(&operation, lang),
        amount(lang, &operation),
        balance(lang, operation.balance_after),
    ];
    Ok(Row { href: Some(href), cells, ..Row::default() })
}

/// The text, and under it the way to the operation that undoes this one or is undone by it.
pub fn description(operation: &OperationView, lang: Lang) -> El {
    let text = operation.description.clone().map(|text| el("span").class("operation-text").child(text));
    let pair = operation.reversed_by.map(|id| (id, phrases::reversed_by(lang, id)));
    let pair = pair.or_else(|| operation.reversal_of.map(|id| (id, phrases::reverses(lang, id))));
    if text.is_none() && pair.is_none() {
        return nothing(lang);
    }
    let link =
        pair.map(|(id, words)| el("a").class("operation-pair").attr("href", operation_href(id)).child(words));
    div("operation-description").child(text).child(link)
}

/// Turnover of everything that was found, not only of this page.
fn totals(text: &str, lang: Lang) -> Result<El, ApiError> {
    let totals: Totals = read(text)?;
    let item = |name: crate::i18n::Msg, class: &'static str, sum: Total| {
        div("").child(el("dt").child(name.text(lang))).child(el("dd").class(class).child(signed(lang, sum)))
    };
    let list = el("dl")
        .class("totals")
        .child(item(Ops::Credits, "num credit", totals.credits))
        .child(item(Ops::Debits, "num debit", totals.debits))
        .child(item(Ops::Net, "num", totals.net));
    Ok(el("section")
        .class("card totals-card")
        .attr("aria-label", Ops::TotalsTitle)
        .attr("data-testid", "totals")
        .child(el("p").class("muted").child(Ops::TotalsTitle.text(lang)))
        .child(list))
}

/// A turnover may pass what one balance can hold; then it stands as plain digits.
fn signed(lang: Lang, sum: Total) -> String {
    let text = sum.to_string();
    Money::parse(&text).map_or(text, |sum| format::signed(lang, sum))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::words::operation_kind;
    use domain::OperationKind;

    #[test]
    fn every_kind_can_be_filtered_by_and_is_called_what_rows_call_it() {
        let known: Vec<_> = KINDS.iter().map(|choice| choice.value).collect();
        let all: Vec<_> = OperationKind::ALL.iter().map(|kind| kind.as_str()).collect();
        assert_eq!(known, all);
        for (choice, kind) in KINDS.iter().zip(OperationKind::ALL) {
            assert_eq!(choice.label.text(Lang::Ru), operation_kind(Lang::Ru, *kind));
        }
    }
}
