//! The list of clients: filters in the address, keyset pages.
//!
//! Columns and filters are those of the document `telecom-billing.md`; the filter by services comes with the page of services.

mod columns;
mod fields;

use contract::clients::ClientPage;
use contract::paths;
use contract::problem::ProblemCode;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_url};

use crate::api::{ApiError, with_query};
use crate::filters::{ClientColumn, ClientFilters, ClientView, Direction, Field, PAGE_SIZES, Place};
use crate::i18n::{list::List, phrase, phrases, shell::Shell, t, ts};
use crate::load::{Load, load};
use crate::ui::{
    Button, DataTable, EmptyState, ErrorBanner, ErrorState, Heading, Pager, Skeleton, SortBy, Tab, Tabs,
};

/// What there is to show.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Loading,
    Failed,
    Nobody,
    NothingFound,
    Rows,
}

#[component]
pub fn Clients() -> impl IntoView {
    let url = use_url();
    let filters = Memo::new(move |_| url.with(|url| ClientFilters::parse(url.search())));
    let page = load::<ClientPage>(move || with_query(paths::CLIENTS, &filters.with(ClientFilters::query)));
    let navigate = use_navigate();
    // Typing replaces the entry of the history, a decision adds one.
    let go = Callback::new(move |(filters, replace): (ClientFilters, bool)| {
        navigate(
            &address(&filters),
            NavigateOptions { replace, scroll: false, ..NavigateOptions::default() },
        );
    });
    let shape = Memo::new(move |_| {
        let rows = page.value.with(|page| page.as_ref().map(|page| page.items.len()));
        match (rows, page.error.with(Option::is_some)) {
            (None, false) => Shape::Loading,
            (None, true) => Shape::Failed,
            (Some(0), _) if filters.with(ClientFilters::narrows) => Shape::NothingFound,
            (Some(0), _) => Shape::Nobody,
            (Some(_), _) => Shape::Rows,
        }
    });
    let count = phrase(move |lang| {
        let count = page.value.with(|page| page.as_ref().and_then(|page| page.count));
        count.map(|count| phrases::clients_announced(lang, count)).unwrap_or_default()
    });
    let reset = move |()| go.run((filters.with_untracked(ClientFilters::reset), false));
    let body = move || match shape.get() {
        Shape::Loading => view! { <Skeleton rows=10/> }.into_any(),
        Shape::Failed => view! { <Failure page filters go/> }.into_any(),
        Shape::Nobody => {
            view! { <EmptyState title=ts(List::NoClients) text=ts(List::NoClientsText)/> }.into_any()
        }
        Shape::NothingFound => view! {
            <EmptyState title=ts(List::NothingFound) text=ts(List::NothingFoundText)>
                <Button on_press=reset>{t(List::ResetFilters)}</Button>
            </EmptyState>
        }
        .into_any(),
        Shape::Rows => view! { <Rows page filters go/> }.into_any(),
    };
    view! {
        <div class="page-head">
            <Heading text=ts(Shell::Clients)/>
            <p class="muted" role="status" data-testid="count">{count}</p>
        </div>
        <Tabs label=ts(List::Views) tabs=views(filters)/>
        <fields::Fields filters go/>
        {body}
    }
}

fn address(filters: &ClientFilters) -> String {
    format!("/clients{}", filters.write())
}

fn views(filters: Memo<ClientFilters>) -> Vec<Tab> {
    let tab = |view: ClientView| {
        let text = match view {
            ClientView::All => List::ViewAll,
            ClientView::Debtors => List::ViewDebtors,
            ClientView::Expiring => List::ViewExpiring,
            ClientView::Archive => List::ViewArchive,
        };
        Tab {
            text: ts(text),
            href: Signal::derive(move || {
                filters.with(|filters| address(&filters.changed(|filters| filters.view = view)))
            }),
            current: Signal::derive(move || filters.with(|filters| filters.view == view)),
        }
    };
    ClientView::ALL.map(tab).to_vec()
}

#[component]
fn Failure(
    page: Load<ClientPage>,
    filters: Memo<ClientFilters>,
    go: Callback<(ClientFilters, bool)>,
) -> impl IntoView {
    move || {
        page.error.get().map(|error| {
            let retry = retry(&error, page, filters, go);
            view! { <ErrorState title=ts(List::LoadFailed) error on_retry=retry/> }
        })
    }
}

/// A cursor that no longer fits leads back to the first page; everything else is asked again.
fn retry(
    error: &ApiError,
    page: Load<ClientPage>,
    filters: Memo<ClientFilters>,
    go: Callback<(ClientFilters, bool)>,
) -> Callback<()> {
    let lost = error.is(ProblemCode::InvalidCursor);
    Callback::new(move |()| {
        if lost {
            go.run((filters.with_untracked(|filters| filters.at(Place::First)), true));
        } else {
            page.again();
        }
    })
}

#[component]
fn Rows(
    page: Load<ClientPage>,
    filters: Memo<ClientFilters>,
    go: Callback<(ClientFilters, bool)>,
) -> impl IntoView {
    let rows = move |lang| {
        page.value.with(|page| {
            let clients = page.iter().flat_map(|page| &page.items);
            clients.map(|client| columns::row(client, lang)).collect::<Vec<_>>()
        })
    };
    let neighbour = move |cursor: fn(&ClientPage) -> Option<String>, place: fn(String) -> Place| {
        Signal::derive(move || {
            let cursor = page.value.with(|page| page.as_ref().and_then(cursor))?;
            Some(filters.with(|filters| address(&filters.at(place(cursor)))))
        })
    };
    let next = neighbour(|page| page.next_cursor.clone(), Place::After);
    let previous = neighbour(|page| page.prev_cursor.clone(), Place::Before);
    let first = Signal::derive(move || {
        filters.with(|filters| (filters.place != Place::First).then(|| address(&filters.at(Place::First))))
    });
    let sort = SortBy {
        current: Signal::derive(move || {
            let sort = filters.with(ClientFilters::order);
            (sort.column.as_str(), sort.direction == Direction::Descending)
        }),
        on_sort: Callback::new(move |key: &'static str| {
            let Some(column) = ClientColumn::ALL.into_iter().find(|column| column.as_str() == key) else {
                return;
            };
            let change = |filters: &ClientFilters| {
                filters.changed(|it| it.sort = Field::Set(filters.order().clicked(column)))
            };
            go.run((filters.with_untracked(change), false));
        }),
    };
    let banner = move || {
        page.error.get().map(|error| {
            let retry = retry(&error, page, filters, go);
            view! { <ErrorBanner error on_retry=retry/> }
        })
    };
    view! {
        {banner}
        <DataTable
            label=ts(List::ClientsTable)
            columns=columns::columns()
            rows
            busy=page.busy
            sort
        />
        <div class="list-foot">
            <PageSize filters go/>
            <Pager first previous next/>
        </div>
    }
}

#[component]
fn PageSize(filters: Memo<ClientFilters>, go: Callback<(ClientFilters, bool)>) -> impl IntoView {
    let current = move || filters.with(|filters| filters.rows).unwrap_or(PAGE_SIZES[0]);
    let options = PAGE_SIZES.map(|rows| {
        view! { <option value=rows.to_string() selected=move || current() == rows>{rows}</option> }
    });
    view! {
        <label class="page-size no-print">
            <span>{t(List::PageSize)}</span>
            <select
                class="input"
                on:change=move |event| {
                    let rows = event_target_value(&event).parse().ok();
                    go.run((filters.with_untracked(|filters| filters.changed(|it| it.rows = rows)), false));
                }
            >
                {options.into_iter().collect_view()}
            </select>
        </label>
    }
}
