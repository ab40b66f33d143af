//! Which payments a list or an export wants.

use contract::page::{COUNT_CAP, Count};
use contract::payments::PaymentQuery;
use domain::{Interval, PaymentMethod, PaymentStatus};
use sqlx::{Postgres, QueryBuilder};

use crate::reader::Reader;
use crate::{Clock, Result, filter};

/// The conditions of one request.
#[derive(Clone, Debug)]
pub struct Filter {
    order_id: Option<i64>,
    client_id: Option<i64>,
    methods: Vec<PaymentMethod>,
    statuses: Vec<PaymentStatus>,
    interval: Interval,
}

impl Filter {
    /// # Errors
    /// `invalid_query` with the parameter at fault.
    pub fn read(clock: &Clock, query: &PaymentQuery) -> Result<Self> {
        Ok(Self {
            order_id: query.order_id,
            client_id: query.client_id,
            methods: filter::words("method", query.method.as_deref(), PaymentMethod::parse)?,
            statuses: filter::words("status", query.status.as_deref(), PaymentStatus::parse)?,
            interval: filter::interval(clock, ("from", query.from.as_deref()), ("to", query.to.as_deref()))?,
        })
    }

    /// Appends the conditions on `payments p`.
    pub fn push(&self, sql: &mut QueryBuilder<Postgres>) {
        if let Some(order_id) = self.order_id {
            sql.push(" and p.order_id = ").push_bind(order_id);
        }
        if let Some(client_id) = self.client_id {
            sql.push(" and p.order_id in (select o.id from orders o where o.client_id = ");
            sql.push_bind(client_id).push(")");
        }
        if !self.methods.is_empty() {
            let words: Vec<&str> = self.methods.iter().map(|method| method.as_str()).collect();
            sql.push(" and p.method = any(").push_bind(words).push("::payment_method[])");
        }
        if !self.statuses.is_empty() {
            let words: Vec<&str> = self.statuses.iter().map(|status| status.as_str()).collect();
            sql.push(" and p.status = any(").push_bind(words).push("::payment_status[])");
        }
        if let Some(from) = self.interval.from() {
            sql.push(" and p.created_at >= ").push_bind(from);
        }
        if let Some(to) = self.interval.to() {
            sql.push(" and p.created_at < ").push_bind(to);
        }
    }

    /// How many there are, counted up to 10 000.
    pub async fn count(&self, reader: &Reader) -> Result<Count, sqlx::Error> {
        let mut sql = QueryBuilder::new("select count(*) from (select from payments p where true");
        self.push(&mut sql);
        sql.push(" limit ").push_bind(COUNT_CAP.saturating_add(1)).push(") counted");
        let rows: i64 = sql.build_query_scalar().fetch_one(reader).await?;
        Ok(Count { value: rows.min(COUNT_CAP), capped: rows > COUNT_CAP })
    }
}
