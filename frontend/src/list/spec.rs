//! A list as data. A page of a list is its [`ListSpec`]; everything that lists do alike is in this module, once.

use contract::page::Count;
use domain::Permission;

use super::filter::Filter;
use super::query::Query;
use crate::api::ApiError;
use crate::el::El;
use crate::i18n::{Lang, Msg};
use crate::ui::{Column, Row};

/// Sizes of a page that people choose from; the first is the default.
pub const PAGE_SIZES: [&str; 3] = ["50", "100", "200"];

pub struct ListSpec {
    /// Word for saved views and remembered choices; the API's name of the list.
    pub name: &'static str,
    pub title: Msg,
    /// Address of the page.
    pub path: &'static str,
    /// Path of the API.
    pub api: &'static str,
    /// Asks for what every request of this list has: `&totals=true`.
    pub always: &'static str,
    pub groups: &'static [Group],
    pub views: &'static [View],
    pub columns: &'static [Column],
    /// The order without a choice: `id`, `-time`; empty where the list has one order.
    pub sort: &'static str,
    /// Rows from an answer of the API.
    pub read: fn(&str, Lang) -> Result<Rows, ApiError>,
    /// "87 clients".
    pub found: fn(Lang, Count) -> String,
    /// What is said when there is nothing at all.
    pub nobody: (Msg, Msg),
    /// The page that makes a new one, its name, and who may.
    pub create: Option<(&'static str, Msg, Permission)>,
    /// Whether the whole filtered list can be had as CSV.
    pub export: bool,
}

/// Filters that belong together; the first group has no heading.
pub struct Group {
    pub legend: Option<Msg>,
    /// What the group means.
    pub text: Option<Msg>,
    pub filters: &'static [Filter],
}

/// A named condition that a person need not put together.
pub struct View {
    pub label: Msg,
    /// As in the address, with `?`; empty for everything.
    pub query: &'static str,
}

/// A page of the list.
pub struct Rows {
    pub rows: Vec<Row>,
    pub next: Option<String>,
    pub previous: Option<String>,
    pub count: Option<Count>,
    /// Under the table: totals of the whole filtered list.
    pub foot: Option<El>,
}

impl ListSpec {
    pub fn filters(&self) -> std::vec::IntoIter<&'static Filter> {
        let all: Vec<_> = self.groups.iter().flat_map(|group| group.filters).collect();
        all.into_iter()
    }

    /// Whether anything narrows the list.
    pub fn narrows(&self, query: &Query) -> bool {
        self.filters().any(|filter| filter.is_set(query))
    }

    /// Without any condition; order and size of the page stay, and what is not ours.
    pub fn reset(&self, query: &Query) -> Query {
        self.filters().fold(query.at("after", ""), |query, filter| filter.cleared(&query))
    }

    /// Only the conditions and the order: what a view keeps.
    pub fn conditions(&self, query: &Query) -> Query {
        query.only(|key| key == "sort" || self.filters().any(|filter| filter.keys().any(|own| own == key)))
    }

    /// Whether the list shows this view. The order does not matter: people sort within a view.
    pub fn shows(&self, query: &Query, view: &str) -> bool {
        let unsorted = |query: &Query| self.conditions(query).only(|key| key != "sort");
        unsorted(query).same(&unsorted(&Query::read(view)))
    }

    /// The order in effect.
    pub fn order(&self, query: &Query) -> String {
        let asked =
            query.first("sort").filter(|word| self.columns.iter().any(|column| column.sorts_by(word)));
        asked.unwrap_or(self.sort).to_owned()
    }

    /// What to ask of the API: path and query.
    pub fn request(&self, query: &Query) -> String {
        // The API does not count lists without filters: users, keys.
        let count = if self.filters().next().is_some() { "&count=true" } else { "" };
        let mut path = format!("{}?limit={}{count}{}", self.api, page_size(query), self.always);
        let mut add = |name: &str, value: &str| {
            path.push('&');
            path.push_str(name);
            path.push('=');
            path.push_str(&super::address::encode(value));
        };
        self.each_condition(query, &mut add);
        if let Some(cursor) = query.cursor() {
            add("cursor", cursor);
        }
        path
    }

    /// The whole filtered list as a file.
    pub fn export_path(&self, query: &Query, lang: Lang) -> String {
        let mut path = format!("{}/export?lang={}", self.api, lang.tag());
        self.each_condition(query, &mut |name, value| {
            path.push('&');
            path.push_str(name);
            path.push('=');
            path.push_str(&super::address::encode(value));
        });
        path
    }

    fn each_condition(&self, query: &Query, add: &mut dyn FnMut(&str, &str)) {
        for (name, value) in self.filters().flat_map(|filter| filter.asks(query)) {
            add(name, &value);
        }
        let order = self.order(query);
        if !order.is_empty() && order != self.sort {
            add("sort", &order);
        }
    }
}

/// Rows of a page: one of [`PAGE_SIZES`].
pub fn page_size(query: &Query) -> &'static str {
    let asked = query.first("n").and_then(|rows| PAGE_SIZES.into_iter().find(|size| *size == rows));
    asked.unwrap_or(PAGE_SIZES[0])
}
