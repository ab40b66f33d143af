//! Orders of the client list, as walks over indexes.
//!
//! An order is one or two segments that follow each other, each sorted by its key and then by id as one index has it: half of the
//! clients have no credit limit or no due date, and one statement over both halves could use no index. Nulls stand last, and a
//! limit of zero first, in rising order; falling order reverses the limits but keeps clients without a due date last.

use contract::clients::ClientQuery;
use domain::Money;
use sqlx::{Postgres, QueryBuilder};

use super::condition::Condition;
use super::read::ClientRow;
use crate::Result;
use crate::filter;
use crate::page::{Cursor, Paging, invalid_cursor};

/// A sort field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Id,
    Name,
    Balance,
    CreditLimit,
    CreditDueDate,
}

const SORTS: [(&str, Sort); 5] = [
    ("id", Sort::Id),
    ("name", Sort::Name),
    ("balance", Sort::Balance),
    ("credit_limit", Sort::CreditLimit),
    ("credit_due_date", Sort::CreditDueDate),
];

/// What belongs to segments without a key.
const NO_LIMIT: &str = "a.credit_limit = 0";
const NO_DUE_DATE: &str = "a.credit_due_date is null";

/// A stretch of the list that one index serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The table that is walked: `clients c` or `accounts a`.
    pub on_accounts: bool,
    /// The id in that table.
    pub id: &'static str,
    /// The sort key and its type; `None`: by id alone.
    pub key: Option<(&'static str, &'static str)>,
    /// What belongs to the segment.
    pub belongs: Option<&'static str>,
}

/// The order of one request, in the direction of reading.
#[derive(Clone, Debug)]
pub struct Order {
    sort: Sort,
    /// The segments in the order of reading.
    pub segments: Vec<Segment>,
    /// Whether keys fall in the direction of reading.
    pub falling: bool,
}

/// A place in an order: just after a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index into the segments.
    pub segment: usize,
    /// The row's key as text, where the segment has one.
    pub key: Option<String>,
    pub id: i64,
}

/// Reads `sort`, `cursor` and `limit`.
///
/// # Errors
/// `invalid_query`, `invalid_cursor`.
pub fn read(query: &ClientQuery) -> Result<(Order, Paging, Option<Place>)> {
    let (sort, descending) = filter::sort(query.sort.as_deref(), &SORTS)?;
    let name = SORTS.iter().find(|(_, known)| *known == sort).map_or("id", |(name, _)| name);
    let list = format!("clients:{}{name}", if descending { "-" } else { "" });
    let paging = Paging::parse(list, query.cursor.as_deref(), query.limit)?;
    let mut segments = segments(sort);
    if descending && sort == Sort::CreditLimit {
        segments.reverse();
    }
    if paging.backward() {
        segments.reverse();
    }
    let order = Order { sort, segments, falling: descending != paging.backward() };
    let place = paging.cursor.as_ref().map(|cursor| order.place(cursor)).transpose()?;
    Ok((order, paging, place))
}

fn segments(sort: Sort) -> Vec<Segment> {
    let clients = Segment { on_accounts: false, id: "c.id", key: None, belongs: None };
    let accounts = Segment { on_accounts: true, id: "a.client_id", key: None, belongs: None };
    let keyed = |column, kind, belongs| Segment { key: Some((column, kind)), belongs, ..accounts };
    match sort {
        Sort::Id => vec![clients],
        Sort::Name => vec![Segment { key: Some(("c.name_key", "text")), ..clients }],
        Sort::Balance => vec![keyed("a.balance", "numeric", None)],
        Sort::CreditLimit => vec![
            Segment { belongs: Some(NO_LIMIT), ..accounts },
            keyed("a.credit_limit", "numeric", Some("a.credit_limit > 0")),
        ],
        Sort::CreditDueDate => vec![
            keyed("a.credit_due_date", "date", Some("a.credit_due_date is not null")),
            Segment { belongs: Some(NO_DUE_DATE), ..accounts },
        ],
    }
}

impl Segment {
    /// Whether no row of the segment can pass a condition.
    pub fn excluded_by(&self, condition: &Condition) -> bool {
        match condition {
            Condition::CreditLimit(low, _) => low.is_positive() && self.belongs == Some(NO_LIMIT),
            Condition::CreditDue(..) => self.belongs == Some(NO_DUE_DATE),
            Condition::Ids(_)
            | Condition::Text(_)
            | Condition::Kinds(_)
            | Condition::City(_)
            | Condition::Balance(..)
            | Condition::Live
            | Condition::Archived
            | Condition::Services(..) => false,
        }
    }

    /// Whether the index that the segment is walked along leads straight to what passes a condition.
    pub fn serves(&self, condition: &Condition) -> bool {
        let key = self.key.map(|(column, _)| column);
        match condition {
            Condition::Ids(_) => true,
            Condition::Balance(..) => key == Some("a.balance"),
            Condition::CreditLimit(..) => key == Some("a.credit_limit"),
            Condition::CreditDue(..) => key == Some("a.credit_due_date"),
            Condition::City(_) => key.is_none() && !self.on_accounts,
            Condition::Kinds(kinds) => key.is_none() && !self.on_accounts && kinds.len() == 1,
            Condition::Text(_) | Condition::Live | Condition::Archived | Condition::Services(..) => false,
        }
    }
}

impl Order {
    /// Lets a list that is sorted by id be walked along accounts, where filters are that only accounts know.
    pub fn prefer_accounts(&mut self) {
        if self.by_id() {
            self.segments = vec![Segment { on_accounts: true, id: "a.client_id", key: None, belongs: None }];
        }
    }

    /// Whether the list is sorted by id alone.
    pub fn by_id(&self) -> bool {
        self.sort == Sort::Id
    }

    /// The key and id of a row, for a cursor.
    pub fn key(&self, row: &ClientRow) -> (Option<String>, i64) {
        let key = match self.sort {
            Sort::Id => None,
            Sort::Name => Some(row.name_key.clone()),
            Sort::Balance => Some(row.balance.to_string()),
            Sort::CreditLimit => Some(row.credit_limit.to_string()),
            Sort::CreditDueDate => row.credit_due_date.map(|date| date.to_string()),
        };
        (key, row.id)
    }

    /// The place after a row of this very list.
    ///
    /// # Errors
    /// None for a row of the list.
    pub fn after(&self, row: &ClientRow) -> Result<Place> {
        let (key, id) = self.key(row);
        self.place(&Cursor { backward: false, key, id })
    }

    /// The place that a cursor names.
    fn place(&self, cursor: &Cursor) -> Result<Place> {
        let money = |key: &str| Money::parse(key).map_err(|_| invalid_cursor());
        let keyed = match (self.sort, cursor.key.as_deref()) {
            (Sort::Id | Sort::CreditDueDate, None) => false,
            (Sort::Name, Some(_)) => true,
            (Sort::Balance, Some(key)) => money(key).map(|_| true)?,
            (Sort::CreditLimit, Some(key)) => !money(key)?.is_zero(),
            (Sort::CreditDueDate, Some(key)) => filter::date(key).map(|_| true).ok_or_else(invalid_cursor)?,
            (Sort::Id, Some(_)) | (Sort::Name | Sort::Balance | Sort::CreditLimit, None) => {
                return Err(invalid_cursor());
            }
        };
        let segment = self
            .segments
            .iter()
            .position(|segment| segment.key.is_some() == keyed)
            .ok_or_else(invalid_cursor)?;
        Ok(Place { segment, key: cursor.key.clone().filter(|_| keyed), id: cursor.id })
    }

    /// Appends what keeps rows after `place` within `segment`; nothing when the place lies in an earlier segment.
    pub fn push_after(&self, query: &mut QueryBuilder<Postgres>, segment: usize, place: Option<&Place>) {
        let Some(current) = self.segments.get(segment) else { return };
        if let Some(belongs) = current.belongs {
            query.push(" and ").push(belongs);
        }
        let Some(place) = place.filter(|place| place.segment == segment) else { return };
        let comparison = if self.falling { " < " } else { " > " };
        match (current.key, &place.key) {
            (Some((column, kind)), Some(key)) => {
                query
                    .push(" and (")
                    .push(column)
                    .push(", ")
                    .push(current.id)
                    .push(")")
                    .push(comparison)
                    .push("(");
                query
                    .push_bind(key.clone())
                    .push("::text::")
                    .push(kind)
                    .push(", ")
                    .push_bind(place.id)
                    .push(")");
            }
            _ => {
                query.push(" and ").push(current.id).push(comparison).push_bind(place.id);
            }
        }
    }

    /// Appends `order by`.
    pub fn push_order(&self, query: &mut QueryBuilder<Postgres>, segment: usize) {
        let Some(current) = self.segments.get(segment) else { return };
        let direction = if self.falling { " desc" } else { "" };
        query.push(" order by ");
        if let Some((column, _)) = current.key {
            query.push(column).push(direction).push(", ");
        }
        query.push(current.id).push(direction);
    }
}
