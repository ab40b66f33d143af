//! The list of orders, newest first.

use contract::orders::OrderRow;
use contract::paths;
use domain::{OrderStatus, Permission};

use super::clients::nothing;
use super::record::moment;
use crate::api::{ApiError, read};
use crate::el::{El, el};
use crate::format;
use crate::i18n::{
    Lang,
    list::List,
    orders::{self as words, Ord},
    phrases,
};
use crate::list::names::{self, remember};
use crate::list::{Choice, Filter, Group, Kind, ListSpec, View};
use crate::ui::{Column, Row, Tone, badge, cell};

const STATUSES: &[Choice] = &[
    Choice { word: "draft", value: "draft", label: Ord::Draft },
    Choice { word: "paid", value: "paid", label: Ord::Paid },
    Choice { word: "cancelled", value: "cancelled", label: Ord::Cancelled },
];
const ARCHIVED: &[Choice] = &[
    Choice { word: "only", value: "only", label: List::ArchivedOnly },
    Choice { word: "any", value: "any", label: List::ArchivedAny },
];

const FILTERS: &[Filter] = &[
    Filter::new("q", Ord::Search, Kind::Text { param: "q" }).promoted().hint(Ord::SearchHint),
    Filter::new("client", Ord::Client, Kind::Client { param: "client_id" }).promoted(),
    Filter::new("from", Ord::Created, Kind::Dates { until: "to", from: "from", to: "to", open_end: true })
        .promoted(),
    Filter::new("id", Ord::Number, Kind::Numbers { param: "id" }).hint(Ord::NumberHint),
    Filter::new("product", Ord::Product, Kind::Product { param: "product_id" }),
    Filter::new("total", Ord::Total, Kind::Money { min: "total_min", max: "total_max" }),
    Filter::new("status", Ord::Status, Kind::Choice { param: "status", options: STATUSES }),
    Filter::new(
        "arch",
        List::Archive,
        Kind::One { param: "archived", none: List::ArchivedNo, options: ARCHIVED },
    ),
];

pub static ORDERS: ListSpec = ListSpec {
    name: "orders",
    title: Ord::Orders,
    path: "/orders",
    api: paths::ORDERS,
    groups: &[Group { legend: None, text: None, filters: FILTERS }],
    views: &[
        View { label: List::ViewAll, query: "" },
        View { label: Ord::ViewDrafts, query: "?status=draft" },
        View { label: Ord::ViewPaid, query: "?status=paid" },
        View { label: Ord::ViewCancelled, query: "?status=cancelled" },
        View { label: List::ViewArchive, query: "?arch=only" },
    ],
    columns: &[
        Column::new(Ord::ColNumber).sorted_by("id"),
        Column::new(Ord::Created),
        Column::new(Ord::Client),
        Column::new(Ord::Status),
        Column::new(Ord::ColLines).number(),
        Column::new(Ord::ColTotal).number(),
        Column::new(Ord::ColPaid),
    ],
    sort: "-id",
    row,
    totals: None,
    found: words::orders_found,
    nobody: (Ord::None, Ord::NoneText),
    create: Some(("/orders/new", Ord::New, Permission::OrdersWrite)),
};

/// In the order of the columns.
fn row(text: &str, lang: Lang) -> Result<Row, ApiError> {
    let order: OrderRow = read(text)?;
    remember(names::CLIENT, &order.client_id.to_string(), &order.client_name);
    let href = order_href(order.id);
    let archived = order.archived_at.is_some().then(|| badge(Tone::Neutral, Ord::Archived.text(lang)));
    let refunded = (!order.refunded.is_zero()).then(|| {
        let text = format!("{} {}", Ord::Refunded.text(lang), format::money(lang, order.refunded));
        el("span").class("order-detail").child(text)
    });
    let cells = vec![
        el("a").attr("href", href.clone()).child(order.id.to_string()),
        moment(lang, order.created_at),
        client(lang, order.client_id, &order.client_name),
        el("span").class("badges").child(status(lang, order.status)).child(archived),
        cell(phrases::whole(lang, order.lines)),
        el("span").class("stack-tight").child(cell(format::money(lang, order.total))).child(refunded),
        order.paid_at.map_or_else(|| nothing(lang), |at| moment(lang, at)),
    ];
    Ok(Row { href: Some(href), cells, ..Row::default() })
}

pub fn order_href(id: i64) -> String {
    format!("/orders/{id}")
}

/// The way to the client; who walks in has no page.
pub fn client(lang: Lang, id: i64, name: &str) -> El {
    match id {
        0 => cell(Ord::WalkIn.text(lang)),
        id => el("a").attr("href", format!("/clients/{id}")).child(name.to_owned()),
    }
}

pub fn status(lang: Lang, status: OrderStatus) -> El {
    let tone = match status {
        OrderStatus::Draft => Tone::Warning,
        OrderStatus::Paid => Tone::Good,
        OrderStatus::Cancelled => Tone::Neutral,
    };
    badge(tone, words::status(status).text(lang))
}
