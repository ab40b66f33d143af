//! The list of clients: filters, columns and views of the document `telecom-billing.md`.

use contract::clients::ClientSummary;
use contract::paths;
use domain::Permission;

use crate::api::{ApiError, read};
use crate::el::{El, el};
use crate::format;
use crate::i18n::{Lang, client::ClientText, list::List, phrases, words};
use crate::list::{Choice, Filter, Group, Kind, ListSpec, View};
use crate::ui::{Column, Row, Tone, badge, balance, cell};

const KINDS: &[Choice] = &[
    Choice { word: "person", value: "INDIVIDUAL", label: List::KindPerson },
    Choice { word: "legal", value: "LEGAL_ENTITY", label: List::KindLegal },
    Choice { word: "sp", value: "SOLE_PROPRIETOR", label: List::KindSole },
    Choice { word: "other", value: "OTHER", label: List::KindOther },
];
const DEBTORS: &[Choice] = &[Choice { word: "yes", value: "true", label: List::OnlyDebtors }];
const ARCHIVED: &[Choice] = &[
    Choice { word: "only", value: "only", label: List::ArchivedOnly },
    Choice { word: "any", value: "any", label: List::ArchivedAny },
];

const GROUPS: &[Group] = &[
    Group {
        legend: None,
        text: None,
        filters: &[
            Filter::new("q", List::Search, Kind::Text { param: "q" }).promoted().hint(List::SearchHint),
            Filter::new("id", List::Number, Kind::Numbers { param: "id" }).promoted().hint(List::NumberHint),
            Filter::new("bal", List::Balance, Kind::Money { min: "balance_min", max: "balance_max" })
                .promoted(),
            Filter::new("type", List::ColKind, Kind::Choice { param: "kind", options: KINDS }),
            Filter::new("debt", List::Debt, Kind::Choice { param: "debtors", options: DEBTORS }),
            Filter::new(
                "arch",
                List::Archive,
                Kind::One { param: "archived", none: List::ArchivedNo, options: ARCHIVED },
            ),
            Filter::new("city", List::City, Kind::Word { param: "city", of: "city" }),
            Filter::new(
                "limit",
                List::Limit,
                Kind::Money { min: "credit_limit_min", max: "credit_limit_max" },
            ),
            Filter::new(
                "due",
                List::ColDue,
                Kind::Dates {
                    until: "due.to",
                    from: "credit_due_from",
                    to: "credit_due_to",
                    open_end: false,
                },
            ),
            Filter::new("expiring", List::Expiring, Kind::Count { param: "credit_expiring_days" }),
        ],
    },
    Group {
        legend: Some(List::ServicesInPeriod),
        text: Some(List::ServicesInPeriodText),
        filters: &[
            Filter::new(
                "svc.from",
                List::Period,
                Kind::Dates { until: "svc.to", from: "service_from", to: "service_to", open_end: true },
            ),
            Filter::new("svc.id", List::ServiceNumber, Kind::Numbers { param: "service_id" }),
            Filter::new("svc.q", List::ServiceText, Kind::Text { param: "service_q" }),
            Filter::new(
                "svc.type",
                List::ServiceKind,
                Kind::Word { param: "service_kind", of: "service_kind" },
            ),
            Filter::new("svc.p", List::ServiceParam, Kind::Params { param: "service_param" }),
        ],
    },
];

pub static CLIENTS: ListSpec = ListSpec {
    name: "clients",
    title: List::Clients,
    path: "/clients",
    api: paths::CLIENTS,
    groups: GROUPS,
    views: &[
        View { label: List::ViewAll, query: "" },
        View { label: List::ViewDebtors, query: "?debt=yes&sort=balance" },
        View { label: List::ViewExpiring, query: "?expiring=30&sort=credit_due_date" },
        View { label: List::ViewArchive, query: "?arch=only" },
    ],
    columns: &[
        Column::new(List::ColNumber).sorted_by("id"),
        Column::new(List::ColName).sorted_by("name"),
        Column::new(List::ColKind),
        Column::new(List::ColBalance).largest_first("balance"),
        Column::new(List::ColLimit).largest_first("credit_limit"),
        Column::new(List::ColDue).number().sorted_by("credit_due_date"),
        Column::new(List::City).optional(),
        Column::new(ClientText::Phone).optional(),
    ],
    sort: "id",
    row,
    totals: None,
    found: phrases::clients_found,
    nobody: (List::NoClients, List::NoClientsText),
    create: Some(("/clients/new", List::NewClient, Permission::ClientsWrite)),
};

/// In the order of the columns.
fn row(text: &str, lang: Lang) -> Result<Row, ApiError> {
    let client: ClientSummary = read(text)?;
    let href = format!("/clients/{}", client.id);
    let archived = client.archived_at.is_some().then(|| badge(Tone::Neutral, List::Archived.text(lang)));
    let limit = if client.credit_limit.is_zero() {
        nothing(lang)
    } else {
        cell(format::money(lang, client.credit_limit))
    };
    let due = client.credit_due_date.map_or_else(|| nothing(lang), |date| cell(format::date(lang, date)));
    let cells = vec![
        el("a").attr("href", href.clone()).child(client.id.to_string()),
        el("span").class("client-name").child(client.name.clone()).child(archived),
        cell(words::client_kind(lang, client.kind)),
        balance(lang, client.balance),
        limit,
        due,
        client.city.map_or_else(|| nothing(lang), cell),
        client.phone.map_or_else(|| nothing(lang), |phone| cell(format::phone(&phone))),
    ];
    Ok(Row { href: Some(href), cells, ..Row::default() })
}

/// Quiet, but said: a screen reader should not meet an empty cell.
pub fn nothing(lang: Lang) -> El {
    el("span").class("muted").child(List::NoValue.text(lang))
}
