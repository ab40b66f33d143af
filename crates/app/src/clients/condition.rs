//! Filters of the client list as SQL: each as a condition on a row, and as a source of ids where an index gives them.
//!
//! The conditions are written against `clients c` and `accounts a`. Those on other tables are scalar subqueries on purpose: the
//! planner may not turn them into joins, so a condition costs one probe per row that is looked at and never a scan of its own.

use chrono::NaiveDate;
use contract::clients::{Archived, ClientQuery};
use domain::{ClientKind, Interval, Money, search_key};
use sqlx::{Postgres, QueryBuilder};

use super::text;
use crate::filter::{self, Ids, invalid};
use crate::reader::Reader;
use crate::services::filter::ServiceFilter;
use crate::text_index::Wanted;
use crate::{App, Result};

/// More services than this are looked for by reading all of a client's services instead of one probe each.
const PROBED_SERVICES: usize = 8;

/// One filter.
#[derive(Clone, Debug)]
pub enum Condition {
    Ids(Ids),
    Text(Wanted),
    Kinds(Vec<ClientKind>),
    City(String),
    Balance(Money, Money),
    CreditLimit(Money, Money),
    /// A due date within these days, inclusive.
    CreditDue(NaiveDate, NaiveDate),
    Live,
    Archived,
    /// Some operation in the interval for one of the services; `None` is any service.
    Services(Option<Vec<i64>>, Interval),
}

/// Reads all filters of a query. `None`: nothing can match.
///
/// # Errors
/// `invalid_query` with the parameter at fault.
pub async fn read(app: &App, reader: &Reader, query: &ClientQuery) -> Result<Option<Vec<Condition>>> {
    let mut conditions = Vec::new();
    match query.archived.unwrap_or_default() {
        Archived::No => conditions.push(Condition::Live),
        Archived::Only => conditions.push(Condition::Archived),
        Archived::Any => {}
    }
    conditions.extend(Ids::parse("id", query.id.as_deref())?.map(Condition::Ids));
    conditions.extend(filter::text("q", query.q.as_deref())?.map(|key| Condition::Text(text::wanted(&key))));
    let kinds = filter::words("kind", query.kind.as_deref(), ClientKind::parse)?;
    if !kinds.is_empty() {
        conditions.push(Condition::Kinds(kinds));
    }
    conditions
        .extend(filter::text("city", query.city.as_deref())?.map(|city| Condition::City(search_key(&city))));
    let balance = filter::money_range(("balance_min", query.balance_min), query.balance_max)?;
    conditions.extend(balance.map(|(low, high)| Condition::Balance(low, high)));
    if query.debtors == Some(true) {
        conditions.push(Condition::Balance(Money::MIN, Money::from_kopecks(-1).unwrap_or(Money::ZERO)));
    }
    let limit = filter::money_range(("credit_limit_min", query.credit_limit_min), query.credit_limit_max)?;
    conditions.extend(limit.map(|(low, high)| Condition::CreditLimit(low, high)));
    credit_due(app, query, &mut conditions)?;
    match services(app, reader, query).await? {
        Used::Unfiltered => {}
        Used::Nothing => return Ok(None),
        Used::By(condition) => conditions.push(condition),
    }
    tag(&mut conditions);
    Ok(Some(conditions))
}

/// Lets the search of a text know the other conditions that the documents have as tags (migration 0016).
fn tag(conditions: &mut [Condition]) {
    let tags = conditions.iter().filter_map(Condition::tags).collect();
    let text = conditions
        .iter_mut()
        .find_map(|condition| if let Condition::Text(text) = condition { Some(text) } else { None });
    if let Some(text) = text {
        text.tags = tags;
    }
}

fn credit_due(app: &App, query: &ClientQuery, conditions: &mut Vec<Condition>) -> Result<()> {
    if let Some(days) = query.credit_expiring_days {
        if days > 3660 {
            return Err(invalid("credit_expiring_days", "out_of_range"));
        }
        let today = app.clock.today();
        let last = today.checked_add_days(chrono::Days::new(u64::from(days))).unwrap_or(today);
        conditions.push(Condition::CreditDue(today, last));
    }
    if query.credit_due_from.is_some() || query.credit_due_to.is_some() {
        let (first, last) = (NaiveDate::from_ymd_opt(1900, 1, 1), NaiveDate::from_ymd_opt(9999, 12, 31));
        let (first, last) = (first.unwrap_or_default(), last.unwrap_or_default());
        // Days that no due date can have are cut off; the database could not compare some of them.
        let from = query.credit_due_from.unwrap_or(first).clamp(first, last);
        let to = query.credit_due_to.unwrap_or(last).clamp(first, last);
        if from > to {
            return Err(invalid("credit_due_from", "min_above_max"));
        }
        conditions.push(Condition::CreditDue(from, to));
    }
    Ok(())
}

enum Used {
    Unfiltered,
    Nothing,
    By(Condition),
}

/// "Services in an interval": one operation has to fit the interval and the whole service filter.
async fn services(app: &App, reader: &Reader, query: &ClientQuery) -> Result<Used> {
    let interval = filter::interval(
        &app.clock,
        ("service_from", query.service_from.as_deref()),
        ("service_to", query.service_to.as_deref()),
    )?;
    let service = ServiceFilter {
        ids: Ids::parse("service_id", query.service_id.as_deref())?,
        text: filter::text("service_q", query.service_q.as_deref())?,
        kinds: filter::words("service_kind", query.service_kind.as_deref(), domain::ServiceKind::parse)?,
        params: filter::Param::parse_all("service_param", &query.service_param)?,
    };
    if service.is_empty() {
        let all = interval == Interval::ALL;
        return Ok(if all { Used::Unfiltered } else { Used::By(Condition::Services(None, interval)) });
    }
    let ids = service.matching(reader).await?;
    Ok(if ids.is_empty() { Used::Nothing } else { Used::By(Condition::Services(Some(ids), interval)) })
}

impl Condition {
    /// Appends the condition on a row of `clients c` joined with `accounts a`.
    pub fn push(&self, query: &mut QueryBuilder<Postgres>) {
        match self {
            Self::Ids(ids) => ids.push(query, "c.id"),
            Self::Text(text) => {
                query.push("(select ");
                text.push(query, "d.document");
                query.push(" from client_documents d where d.client_id = c.id)");
            }
            Self::Kinds(kinds) => push_kinds(query, kinds),
            Self::City(city) => {
                push_city(query, city);
            }
            Self::Balance(low, high) => push_money(query, "a.balance", *low, *high),
            Self::CreditLimit(low, high) => push_money(query, "a.credit_limit", *low, *high),
            Self::CreditDue(from, to) => {
                query.push("a.credit_due_date between ").push_bind(*from).push(" and ").push_bind(*to);
            }
            Self::Live => {
                query.push("c.archived_at is null");
            }
            Self::Archived => {
                query.push("c.archived_at is not null");
            }
            Self::Services(ids, interval) => {
                query.push("(select true from operations o where o.client_id = c.id and ");
                push_services(query, ids.as_deref(), interval, true);
                query.push(" limit 1) is true");
            }
        }
    }

    /// Appends a statement that gives the ids of all clients which fit, in no order and perhaps repeatedly, from one index. `false`
    /// and nothing appended: there is no such index.
    pub fn push_source(&self, query: &mut QueryBuilder<Postgres>) -> bool {
        match self {
            Self::Kinds(kinds) => {
                query.push("select c.id from clients c where ");
                push_kinds(query, kinds);
            }
            Self::City(city) => {
                query.push("select c.id from clients c where ");
                push_city(query, city);
            }
            Self::Balance(low, high) => {
                query.push("select a.client_id from accounts a where ");
                push_money(query, "a.balance", *low, *high);
            }
            Self::CreditLimit(low, high) if low.is_positive() => {
                query.push("select a.client_id from accounts a where a.credit_limit > 0 and ");
                push_money(query, "a.credit_limit", *low, *high);
            }
            Self::CreditDue(from, to) => {
                query
                    .push("select a.client_id from accounts a where a.credit_due_date between ")
                    .push_bind(*from);
                query.push(" and ").push_bind(*to);
            }
            Self::Archived => {
                query.push("select c.id from clients c where c.archived_at is not null");
            }
            Self::Services(ids, interval) => {
                query.push("select o.client_id from operations o where ");
                push_services(query, ids.as_deref(), interval, false);
            }
            Self::Ids(_) | Self::CreditLimit(..) | Self::Live | Self::Text(_) => return false,
        }
        true
    }

    /// The tags of which a client's document has one if the client fits.
    pub fn tags(&self) -> Option<Vec<String>> {
        match self {
            Self::Kinds(kinds) => Some(kinds.iter().map(|kind| format!("kind {kind}")).collect()),
            Self::City(city) => Some(vec![format!("city {city}")]),
            Self::Ids(_)
            | Self::Text(_)
            | Self::Balance(..)
            | Self::CreditLimit(..)
            | Self::CreditDue(..)
            | Self::Live
            | Self::Archived
            | Self::Services(..) => None,
        }
    }

    /// Whether the condition needs the account.
    pub fn on_account(&self) -> bool {
        match self {
            Self::Balance(..) | Self::CreditLimit(..) | Self::CreditDue(..) => true,
            Self::Ids(_)
            | Self::Text(_)
            | Self::Kinds(_)
            | Self::City(_)
            | Self::Live
            | Self::Archived
            | Self::Services(..) => false,
        }
    }
}

/// Appends every condition, and that the system client is not meant. `with_text`: also the text; its index needs no second look.
pub fn push_all(query: &mut QueryBuilder<Postgres>, conditions: &[Condition], with_text: bool) {
    query.push("not c.is_system");
    for condition in conditions.iter().filter(|one| with_text || !matches!(one, Condition::Text(_))) {
        query.push(" and ");
        condition.push(query);
    }
}

fn push_kinds(query: &mut QueryBuilder<Postgres>, kinds: &[ClientKind]) {
    // Words of a closed vocabulary, and as constants the planner knows how common they are.
    let words: Vec<String> = kinds.iter().map(|kind| format!("'{kind}'")).collect();
    query.push("c.kind in (").push(words.join(", ")).push(")");
}

fn push_city(query: &mut QueryBuilder<Postgres>, city: &str) {
    // In the collation of the index: without it the index is not used.
    query.push("search_key(c.city) collate \"C\" = ").push_bind(city.to_owned());
}

fn push_money(query: &mut QueryBuilder<Postgres>, column: &str, low: Money, high: Money) {
    query.push(column).push(" between ").push_bind(low.decimal()).push(" and ").push_bind(high.decimal());
}

/// The condition on an operation `o`. `of_client`: one client's operations are looked at, else one service's.
fn push_services(
    query: &mut QueryBuilder<Postgres>,
    ids: Option<&[i64]>,
    interval: &Interval,
    of_client: bool,
) {
    query.push("o.service_id is not null");
    if let Some(ids) = ids {
        // An expression instead of the column keeps the planner from probing a client's index once per service.
        let scan = of_client && ids.len() > PROBED_SERVICES;
        query.push(if scan { " and o.service_id + 0 = any(" } else { " and o.service_id = any(" });
        query.push_bind(ids.to_vec()).push(")");
    }
    if let Some(from) = interval.from() {
        query.push(" and o.created_at >= ").push_bind(from);
    }
    if let Some(to) = interval.to() {
        query.push(" and o.created_at < ").push_bind(to);
    }
}
