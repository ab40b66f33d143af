//! The list of services.

use contract::paths;
use contract::services::Service;
use domain::Permission;

use super::clients::nothing;
use super::service::{period, price};
use crate::api::{ApiError, read};
use crate::el::el;
use crate::format;
use crate::i18n::{Lang, list::List, phrases, services::Svc};
use crate::list::names::{self, remember};
use crate::list::{Choice, Filter, Group, Kind, ListSpec, View};
use crate::ui::{Column, Row, Tone, badge, cell};

const ARCHIVED: &[Choice] = &[
    Choice { word: "only", value: "only", label: List::ArchivedOnly },
    Choice { word: "any", value: "any", label: List::ArchivedAny },
];

const FILTERS: &[Filter] = &[
    Filter::new("q", List::Search, Kind::Text { param: "q" }).promoted().hint(Svc::SearchHint),
    Filter::new("type", Svc::Kind, Kind::Word { param: "kind", of: "service_kind" })
        .promoted()
        .hint(Svc::KindHint),
    Filter::new("id", Svc::Number, Kind::Numbers { param: "id" }).promoted().hint(Svc::NumberHint),
    Filter::new(
        "arch",
        List::Archive,
        Kind::One { param: "archived", none: List::ArchivedNo, options: ARCHIVED },
    ),
    Filter::new("p", Svc::Param, Kind::Params { param: "param" }),
];

pub static SERVICES: ListSpec = ListSpec {
    name: "services",
    title: Svc::Services,
    path: "/services",
    api: paths::SERVICES,
    groups: &[Group { legend: None, text: None, filters: FILTERS }],
    views: &[
        View { label: List::ViewAll, query: "" },
        View { label: List::ViewArchive, query: "?arch=only" },
    ],
    columns: &[
        Column::new(List::ColNumber).sorted_by("id"),
        Column::new(Svc::ColName).sorted_by("name"),
        Column::new(Svc::ColDescription),
        Column::new(Svc::Kind),
        Column::new(Svc::ColPeriod),
        Column::new(Svc::ColPrice).number(),
    ],
    sort: "id",
    row,
    totals: None,
    found: phrases::services_found,
    nobody: (Svc::None, Svc::NoneText),
    create: Some(("/services/new", Svc::New, Permission::ServicesWrite)),
};

/// In the order of the columns.
fn row(text: &str, lang: Lang) -> Result<Row, ApiError> {
    let service: Service = read(text)?;
    remember(names::SERVICE, &service.id.to_string(), &service.name);
    let href = format!("/services/{}", service.id);
    let archived = service.archived_at.is_some().then(|| badge(Tone::Neutral, List::Archived.text(lang)));
    let description = match service.description.trim() {
        "" => nothing(lang),
        text => el("span").class("service-description").child(text.to_owned()),
    };
    let period = period(lang, &service.billing_info).map_or_else(|| nothing(lang), cell);
    let price =
        price(&service.billing_info).map_or_else(|| nothing(lang), |sum| cell(format::money(lang, sum)));
    let cells = vec![
        el("a").attr("href", href.clone()).child(service.id.to_string()),
        el("span").class("client-name").child(service.name.clone()).child(archived),
        description,
        cell(service.kind.clone()),
        period,
        price,
    ];
    Ok(Row { href: Some(href), cells, ..Row::default() })
}
