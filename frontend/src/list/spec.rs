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

/// From a part of the API's answer to what is shown.
pub type Read<T> = fn(&str, Lang) -> Result<T, ApiError>;

pub struct ListSpec {
    /// Word for saved views and remembered choices; the API's name of the list.
    pub name: &'static str,
    pub title: Msg,
    /// Address of the page.
    pub path: &'static str,
    /// Path of the API.
    pub api: &'static str,
    pub groups: &'static [Group],
    pub views: &'static [View],
    pub columns: &'static [Column],
    /// The order without a choice: `id`, `-time`; empty where the list has one order.
    pub sort: &'static str,
    /// The row of one record as the API answers it.
    pub row: Read<Row>,
    /// Under the table: the sums of the whole filtered list. They may take longer than a page, so they are asked for apart.
    pub totals: Option<Read<El>>,
    /// "87 clients".
    pub found: fn(Lang, Count) -> String,
    /// What is said when there is nothing at all.
    pub nobody: (Msg, Msg),
    /// The page that makes a new one, its name, and who may.
    pub create: Option<(&'static str, Msg, Permission)>,
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
        let mut path = format!("{}?limit={}{count}", self.api, page_size(query));
        self.add_conditions(&mut path, query);
        self.add_order(&mut path, query);
        if let Some(cursor) = query.cursor() {
            add(&mut path, "cursor", cursor);
        }
        path
    }

    /// What to ask for the sums of the whole filtered list; empty if it has none. The same for every page of it.
    pub fn totals_request(&self, query: &Query) -> String {
        let mut path = String::new();
        if self.totals.is_some() {
            path = format!("{}?limit=1&totals=true", self.api);
            self.add_conditions(&mut path, query);
        }
        path
    }

    /// The whole filtered list as a file.
    pub fn export_path(&self, query: &Query, lang: Lang) -> String {
        let mut path = format!("{}/export?lang={}", self.api, lang.tag());
        self.add_conditions(&mut path, query);
        self.add_order(&mut path, query);
        path
    }

    fn add_conditions(&self, path: &mut String, query: &Query) {
        for filter in self.filters() {
            for (name, value) in filter.asks(query) {
                add(path, name, &value);
            }
        }
    }

    fn add_order(&self, path: &mut String, query: &Query) {
        let order = self.order(query);
        if !order.is_empty() && order != self.sort {
            add(path, "sort", &order);
        }
    }
}

fn add(path: &mut String, name: &str, value: &str) {
    path.push('&');
    path.push_str(name);
    path.push('=');
    path.push_str(&super::address::encode(value));
}

/// Rows of a page: one of [`PAGE_SIZES`].
pub fn page_size(query: &Query) -> &'static str {
    let asked = query.first("n").and_then(|rows| PAGE_SIZES.into_iter().find(|size| *size == rows));
    asked.unwrap_or(PAGE_SIZES[0])
}
