//! The filters of the order list as SQL.

use contract::clients::Archived;
use contract::orders::OrderQuery;
use domain::{Interval, Money, OrderStatus};
use sqlx::{Postgres, QueryBuilder};

use crate::filter::{self, Ids, like_literal};
use crate::{Clock, Result};

/// Conditions on an order; all hold together.
#[derive(Clone, Debug)]
pub struct Conditions {
    ids: Option<Ids>,
    client: Option<i64>,
    product: Option<i64>,
    statuses: Vec<OrderStatus>,
    /// In the form of `search_key`.
    pub text: Option<String>,
    total: Option<(Money, Money)>,
    interval: Interval,
    archived: Archived,
    /// Oldest first.
    pub rising: bool,
}

/// The comment as it is searched: an expression that has an index (0018).
pub const COMMENT: &str = "search_key(o.comment)";

impl Conditions {
    /// # Errors
    /// `invalid_query` with the parameter at fault.
    pub fn read(clock: &Clock, query: &OrderQuery) -> Result<Self> {
        let (from, to) = (("from", query.from.as_deref()), ("to", query.to.as_deref()));
        let sort = query.sort.as_deref().map(str::trim).filter(|sort| !sort.is_empty()).unwrap_or("-id");
        let ((), falling) = filter::sort(Some(sort), &[("id", ())])?;
        Ok(Self {
            ids: Ids::parse("id", query.id.as_deref())?,
            client: query.client_id,
            product: query.product_id,
            statuses: filter::words("status", query.status.as_deref(), OrderStatus::parse)?,
            text: filter::text("q", query.q.as_deref())?,
            total: filter::money_range(("total_min", query.total_min), query.total_max)?,
            interval: filter::interval(clock, from, to)?,
            archived: query.archived.unwrap_or_default(),
            rising: !falling,
        })
    }

    /// Whether orders are walked by the time of their creation: then a period costs what it shows.
    pub fn by_time(&self) -> bool {
        self.interval != Interval::ALL
    }

    /// Appends all conditions but the text on `orders o`, each with `and` before it.
    pub fn push(&self, sql: &mut QueryBuilder<Postgres>) {
        if let Some(ids) = &self.ids {
            sql.push(" and ");
            ids.push(sql, "o.id");
        }
        if let Some(client) = self.client {
            sql.push(" and o.client_id = ").push_bind(client);
        }
        if let Some(product) = self.product {
            sql.push(" and o.id in (select l.order_id from order_lines l where l.product_id = ");
            sql.push_bind(product).push(")");
        }
        if !self.statuses.is_empty() {
            let statuses: Vec<&str> = self.statuses.iter().map(|status| status.as_str()).collect();
            sql.push(" and o.status = any(").push_bind(statuses).push("::text[]::order_status[])");
        }
        if let Some((low, high)) = self.total {
            sql.push(" and o.total between ")
                .push_bind(low.decimal())
                .push(" and ")
                .push_bind(high.decimal());
        }
        for (comparison, moment) in [(" >= ", self.interval.from()), (" < ", self.interval.to())] {
            if let Some(moment) = moment {
                sql.push(" and o.created_at").push(comparison).push_bind(moment);
            }
        }
        match self.archived {
            Archived::No => sql.push(" and o.archived_at is null"),
            Archived::Only => sql.push(" and o.archived_at is not null"),
            Archived::Any => sql,
        };
    }

    /// Appends the text, compared order by order: a scalar subquery, so that it costs one probe per order that is looked at.
    pub fn push_text(&self, sql: &mut QueryBuilder<Postgres>) {
        let Some(text) = &self.text else { return };
        let pattern = format!("%{}%", like_literal(text));
        sql.push(" and (").push(COMMENT).push(" like ").push_bind(pattern.clone()).push(r" escape '\'");
        sql.push(" or (select c.name_key from clients c where c.id = o.client_id) like ").push_bind(pattern);
        sql.push(r" escape '\')");
    }
}
