//! The client's part of the log, newest first.

use contract::operations::{OperationPage, OperationQuery, OperationView};
use contract::paths;
use leptos::prelude::*;

use crate::api::with_query;
use crate::filters::{Place, address};
use crate::format;
use crate::i18n::{Lang, Message, client::ClientText, phrase, phrases, t, ts, words};
use crate::load::{Load, load};
use crate::session::use_session;
use crate::ui::{
    Balance, Column, DataTable, EmptyState, ErrorBanner, ErrorState, Pager, Row, Skeleton, signed_amount,
};
use crate::zone;

pub fn load_operations(id: i64, place: Memo<Place>) -> Load<OperationPage> {
    load(move || {
        let cursor = place.with(|place| place.cursor().map(str::to_owned));
        with_query(&paths::client_operations(id), &OperationQuery { cursor, ..OperationQuery::default() })
    })
}

/// What there is to show.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Loading,
    Failed,
    Empty,
    Rows,
}

#[component]
pub fn History(
    id: i64,
    operations: Load<OperationPage>,
    place: Memo<Place>,
    /// The operation that was just posted here, to show it among the others.
    latest: RwSignal<Option<i64>>,
) -> impl IntoView {
    let shape = Memo::new(move |_| {
        let rows = operations.value.with(|page| page.as_ref().map(|page| page.items.len()));
        match (rows, operations.error.with(Option::is_some)) {
            (None, false) => Shape::Loading,
            (None, true) => Shape::Failed,
            (Some(0), _) => Shape::Empty,
            (Some(_), _) => Shape::Rows,
        }
    });
    let again = Callback::new(move |()| operations.again());
    let body = move || match shape.get() {
        Shape::Loading => view! { <Skeleton rows=6/> }.into_any(),
        Shape::Failed => operations
            .error
            .get()
            .map(|error| {
                view! { <ErrorState title=ts(ClientText::OperationsFailed) error on_retry=again/> }
            })
            .into_any(),
        Shape::Empty => {
            view! { <EmptyState title=ts(ClientText::NoOperations) text=ts(ClientText::NoOperationsText)/> }
                .into_any()
        }
        Shape::Rows => view! { <Rows id operations place latest/> }.into_any(),
    };
    view! {
        <section class="stack" aria-labelledby="operations">
            <h2 id="operations">{t(ClientText::Operations)}</h2>
            {body}
        </section>
    }
}

#[component]
fn Rows(
    id: i64,
    operations: Load<OperationPage>,
    place: Memo<Place>,
    latest: RwSignal<Option<i64>>,
) -> impl IntoView {
    let zone = use_session().time_zone();
    let rows = move |lang| {
        let latest = latest.get();
        operations.value.with(|page| {
            let operations = page.iter().flat_map(|page| &page.items);
            operations.map(|operation| row(operation, lang, &zone, latest)).collect::<Vec<_>>()
        })
    };
    let href = move |place: &Place| format!("/clients/{id}{}", address::write(place.pair()));
    let neighbour = move |cursor: fn(&OperationPage) -> Option<String>, to: fn(String) -> Place| {
        Signal::derive(move || {
            let cursor = operations.value.with(|page| page.as_ref().and_then(cursor))?;
            Some(href(&to(cursor)))
        })
    };
    let next = neighbour(|page| page.next_cursor.clone(), Place::After);
    let previous = neighbour(|page| page.prev_cursor.clone(), Place::Before);
    let first =
        Signal::derive(move || place.with(|place| (*place != Place::First).then(|| href(&Place::First))));
    let banner = move || {
        operations
            .error
            .get()
            .map(|error| view! { <ErrorBanner error on_retry=move |()| operations.again()/> })
    };
    view! {
        {banner}
        <DataTable
            label=ts(ClientText::OperationsTable)
            columns=columns()
            rows
            busy=operations.busy
        />
        <Pager first previous next stay=true/>
    }
}

fn columns() -> Vec<Column> {
    let zone = use_session().time_zone();
    let time = phrase(move |lang| phrases::time_in_zone(lang, &zone::label(lang, &zone)));
    vec![
        Column::new(time),
        Column::new(ts(ClientText::ColNumber)).number(),
        Column::new(ts(ClientText::ColKind)),
        Column::new(ts(ClientText::ColDescription)),
        Column::new(ts(ClientText::ColAmount)).number(),
        Column::new(ts(ClientText::ColAfter)).number(),
    ]
}

/// In the order of [`columns`].
fn row(operation: &OperationView, lang: Lang, zone: &str, latest: Option<i64>) -> Row {
    let at = operation.created_at;
    let utc = at.to_rfc3339();
    let shown = format::moment(lang, zone::local(zone, at));
    let cells = vec![
        view! { <time class="num" datetime=utc.clone() title=utc>{shown}</time> }.into_any(),
        operation.id.into_any(),
        words::operation_kind(lang, operation.kind).into_any(),
        description(operation, lang).into_any(),
        amount(operation, lang),
        view! { <Balance lang sum=operation.balance_after/> }.into_any(),
    ];
    Row { href: None, fresh: latest == Some(operation.id), cells }
}

fn description(row: &OperationView, lang: Lang) -> impl IntoView + use<> {
    let (service, text) = (row.service_name.as_deref(), row.description.as_deref());
    // Descriptions of charges mostly name the service themselves.
    let service = service.filter(|service| text.is_none_or(|text| !text.contains(service)));
    let text = [service, text].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let link = match (row.reversal_of, row.reversed_by) {
        (_, Some(id)) => Some(phrases::reversed_by(lang, id)),
        (Some(id), None) => Some(phrases::reverses(lang, id)),
        (None, None) => None,
    };
    view! { <span>{text} {link.map(|link| view! { <span class="muted operation-link">{link}</span> })}</span> }
}

fn amount(row: &OperationView, lang: Lang) -> AnyView {
    match row.amount {
        Some(sum) => signed_amount(lang, sum, row.reversed_by.is_some()).into_any(),
        None => view! { <span class="muted">{ClientText::NoAmount.text(lang)}</span> }.into_any(),
    }
}
