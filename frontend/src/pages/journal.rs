//! The journal of entries: which amount went from which account to which, and why. Newest first.
//!
//! Invariant: names of accounts come from the server's chart; an entry shows their codes whether the chart has come or not.
//! Absent on purpose: entries made by hand. Every one follows from an operation, a payment or a refund.

use contract::accounting::{ChartAccount, JournalEntry};
use contract::paths;

use super::clients::nothing;
use super::operation::operation_href;
use super::operations::time_in_zone;
use super::orders::{client, order_href};
use super::record::moment;
use crate::api::{ApiError, read};
use crate::el::{El, el};
use crate::i18n::{
    Lang,
    accounting::{self as words, Acc},
    list::List,
    phrases,
};
use crate::list::names::{self, remember};
use crate::list::{Filter, Group, Kind, ListSpec, View, list_page};
use crate::load::load;
use crate::ui::{Column, Row, Tone, badge, balance};
use crate::watch::effect;

const FILTERS: &[Filter] = &[
    Filter::new("account", Acc::Account, Kind::Text { param: "account" }).promoted().hint(Acc::AccountHint),
    Filter::new("from", Acc::Period, Kind::Dates { until: "to", from: "from", to: "to", open_end: true })
        .promoted(),
    Filter::new("order", Acc::Order, Kind::Count { param: "order_id" }),
];

static JOURNAL: ListSpec = ListSpec {
    name: "journal",
    title: Acc::Journal,
    path: "/journal",
    api: paths::JOURNAL,
    groups: &[Group { legend: None, text: None, filters: FILTERS }],
    views: &[
        View { label: List::ViewAll, query: "" },
        View { label: Acc::ViewAdvances, query: "?account=62.02" },
        View { label: Acc::ViewRevenue, query: "?account=90.01" },
    ],
    columns: &[
        Column::new(Acc::ColTime).in_full(time_in_zone),
        Column::new(Acc::Debit),
        Column::new(Acc::Credit),
        Column::new(Acc::Amount).number(),
        Column::new(Acc::Client),
        Column::new(Acc::ColOrder),
        Column::new(Acc::Cause),
    ],
    sort: "",
    row,
    totals: None,
    found: words::entries_found,
    nobody: (Acc::None, Acc::NoneText),
    create: None,
};

pub fn journal() -> Vec<El> {
    let chart = load(|| paths::CHART.to_owned());
    effect(move || {
        for account in chart.items::<ChartAccount>() {
            remember(of(Lang::Ru), &account.code, &account.name_ru);
            remember(of(Lang::En), &account.code, &account.name_en);
        }
    });
    list_page(&JOURNAL)
}

/// Accounts are named in both languages.
fn of(lang: Lang) -> names::Of {
    match lang {
        Lang::Ru => "account.ru",
        Lang::En => "account.en",
    }
}

/// The code, and the name as soon as it is known.
fn account(lang: Lang, code: &str) -> El {
    let name = names::name(of(lang), code).map(|name| el("span").class("muted").child(" ").child(name));
    el("span").child(el("span").class("num").child(code.to_owned())).child(name)
}

/// In the order of the columns.
fn row(text: &str, lang: Lang) -> Result<Row, ApiError> {
    let entry: JournalEntry = read(text)?;
    let link = |to: String, text: String| el("a").attr("href", to).child(text);
    let storno = entry.amount.is_negative().then(|| badge(Tone::Neutral, Acc::Storno.text(lang)));
    let whose = match (entry.client_id, &entry.client_name) {
        (Some(id), Some(name)) => client(lang, id, name),
        _ => nothing(lang),
    };
    let order = entry.order_id.map(|id| link(order_href(id), phrases::number(lang, id)));
    let cause = match (entry.operation_id, entry.payment_id, entry.refund_id) {
        (Some(id), _, _) => link(operation_href(id), crate::i18n::operations::operation_number(lang, id)),
        (None, Some(id), _) => el("span").child(words::payment(lang, id)),
        (None, None, Some(id)) => el("span").child(words::refund(lang, id)),
        (None, None, None) => nothing(lang),
    };
    let cells = vec![
        moment(lang, entry.at),
        account(lang, &entry.debit),
        account(lang, &entry.credit),
        el("span").class("num").child(storno).child(" ").child(balance(lang, entry.amount)),
        whose,
        order.unwrap_or_else(|| nothing(lang)),
        cause,
    ];
    Ok(Row { cells, ..Row::default() })
}
