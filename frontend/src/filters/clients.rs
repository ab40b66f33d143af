//! Filters of the client list.

use contract::clients::{Archived, ClientQuery};
use contract::page::{DEFAULT_LIMIT, MAX_LIMIT};

use super::{Field, MoneyRange, NumberSet, Place, Sort, Term, address};

/// Everything that the address of the client list says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientFilters {
    pub view: ClientView,
    /// Text in the name or any contact; empty is no filter.
    pub q: String,
    pub id: Field<NumberSet>,
    pub balance: Field<MoneyRange>,
    pub sort: Field<Sort>,
    pub place: Place,
    /// Rows of a page, one of [`PAGE_SIZES`].
    pub rows: Option<u16>,
    /// Keys of somebody else: kept, so that a newer link survives an older page.
    pub unknown: Vec<(String, String)>,
}

/// Sizes of a page that people choose from; the first is the default.
pub const PAGE_SIZES: [u16; 3] = [DEFAULT_LIMIT, 100, MAX_LIMIT];

/// Built-in views: a named condition that a person need not put together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClientView {
    #[default]
    All,
    Debtors,
    Expiring,
    Archive,
}

impl ClientView {
    pub const ALL: [Self; 4] = [Self::All, Self::Debtors, Self::Expiring, Self::Archive];
    /// "Soon" for a credit that ends.
    const EXPIRING_DAYS: u16 = 30;

    const fn word(self) -> Option<&'static str> {
        match self {
            Self::All => None,
            Self::Debtors => Some("debtors"),
            Self::Expiring => Some("expiring"),
            Self::Archive => Some("archive"),
        }
    }
}

impl ClientFilters {
    /// From the query part of an address, with or without `?`. The first of repeated keys counts.
    pub fn parse(search: &str) -> Self {
        let pairs = address::parse(search);
        let mut filters = Self { place: Place::read(&pairs), ..Self::default() };
        let mut seen: Vec<String> = Vec::new();
        for (key, value) in pairs {
            if is_known(&key) && seen.contains(&key) {
                continue;
            }
            match key.as_str() {
                "view" => {
                    let view = ClientView::ALL.into_iter().find(|view| view.word() == Some(&value));
                    filters.view = view.unwrap_or_default();
                }
                "q" => filters.q = value.trim().to_owned(),
                "id" => filters.id = Field::read(&value),
                "bal" => filters.balance = Field::read(&value),
                "sort" => filters.sort = Field::read(&value),
                "n" => filters.rows = value.parse().ok().filter(|rows| PAGE_SIZES.contains(rows)),
                "after" | "before" => {}
                _ => filters.unknown.push((key.clone(), value)),
            }
            seen.push(key);
        }
        filters
    }

    /// The query part of the address, with `?` unless empty. The defaults are left out.
    pub fn write(&self) -> String {
        let (id, balance, sort) = (self.id.write(), self.balance.write(), self.sort.write());
        let rows = self.rows.filter(|rows| *rows != DEFAULT_LIMIT).map(|rows| rows.to_string());
        let known = [
            self.view.word().map(|word| ("view", word)),
            Some(("q", self.q.as_str())).filter(|(_, q)| !q.is_empty()),
            id.as_deref().map(|id| ("id", id)),
            balance.as_deref().map(|balance| ("bal", balance)),
            sort.as_deref().map(|sort| ("sort", sort)),
            rows.as_deref().map(|rows| ("n", rows)),
            self.place.pair(),
        ];
        let unknown = self.unknown.iter().map(|(key, value)| (key.as_str(), value.as_str()));
        address::write(known.into_iter().flatten().chain(unknown))
    }

    /// The same list with something changed, from its first page: a narrowed list is never empty by accident.
    pub fn changed(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut filters = Self { place: Place::First, ..self.clone() };
        change(&mut filters);
        filters
    }

    /// Another page of the same list.
    pub fn at(&self, place: Place) -> Self {
        Self { place, ..self.clone() }
    }

    /// No conditions at all, in the same order and page size.
    pub fn reset(&self) -> Self {
        Self { sort: self.sort.clone(), rows: self.rows, unknown: self.unknown.clone(), ..Self::default() }
    }

    /// Whether conditions can have emptied the list.
    pub fn narrows(&self) -> bool {
        self.view != ClientView::All
            || !self.q.is_empty()
            || self.id.get().is_some()
            || self.balance.get().is_some()
    }

    pub fn order(&self) -> Sort {
        self.sort.get().copied().unwrap_or(Sort::DEFAULT)
    }

    /// The request of the API. What could not be read is not applied.
    pub fn query(&self) -> ClientQuery {
        let balance = self.balance.get();
        ClientQuery {
            id: self.id.get().map(Term::write),
            balance_min: balance.and_then(|range| range.from),
            balance_max: balance.and_then(|range| range.to),
            q: Some(self.q.clone()).filter(|q| !q.is_empty()),
            debtors: (self.view == ClientView::Debtors).then_some(true),
            credit_expiring_days: (self.view == ClientView::Expiring).then_some(ClientView::EXPIRING_DAYS),
            archived: (self.view == ClientView::Archive).then_some(Archived::Only),
            sort: self.sort.get().map(Term::write),
            cursor: self.place.cursor().map(str::to_owned),
            limit: self.rows,
            count: Some(true),
            ..ClientQuery::default()
        }
    }
}

fn is_known(key: &str) -> bool {
    matches!(key, "view" | "q" | "id" | "bal" | "sort" | "n" | "after" | "before")
}

#[cfg(test)]
mod tests;
