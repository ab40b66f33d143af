//! The filters of the stock journal as SQL, and its order: by time; the journal of one product by its own numbers.

use contract::page::{COUNT_CAP, Count};
use contract::products::StockMovementQuery;
use domain::{Interval, MovementKind};
use sqlx::{Postgres, QueryBuilder};

use super::read::{MovementRow, ROW_COLUMNS};
use crate::page::{Cursor, invalid_cursor, moment_key};
use crate::reader::Reader;
use crate::{Clock, Result, filter};

/// Conditions on a movement; all hold together.
#[derive(Clone, Debug)]
pub struct Filter {
    pub product: Option<i64>,
    kinds: Vec<MovementKind>,
    order: Option<i64>,
    interval: Interval,
}

impl Filter {
    /// # Errors
    /// `invalid_query` with the parameter at fault.
    pub fn read(clock: &Clock, query: &StockMovementQuery) -> Result<Self> {
        let (from, to) = (("from", query.from.as_deref()), ("to", query.to.as_deref()));
        Ok(Self {
            product: query.product_id,
            kinds: filter::words("kind", query.kind.as_deref(), MovementKind::parse)?,
            order: query.order_id,
            interval: filter::interval(clock, from, to)?,
        })
    }

    /// At most `limit` movements, newest first from the cursor on, or oldest first before it.
    ///
    /// # Errors
    /// `invalid_cursor`; the database.
    pub async fn block(
        &self,
        reader: &Reader,
        cursor: Option<&Cursor>,
        limit: i64,
    ) -> Result<Vec<MovementRow>> {
        let backward = cursor.is_some_and(|cursor| cursor.backward);
        let mut sql = QueryBuilder::new("select ");
        sql.push(ROW_COLUMNS).push(" from (select * from stock_movements m where true");
        self.push(&mut sql);
        self.push_after(&mut sql, cursor)?;
        let order = match (self.product.is_some(), backward) {
            (true, false) => " order by m.seq desc",
            (true, true) => " order by m.seq",
            (false, false) => " order by m.created_at desc, m.id desc",
            (false, true) => " order by m.created_at, m.id",
        };
        sql.push(order).push(" limit ").push_bind(limit);
        sql.push(") m join products p on p.id = m.product_id").push(order);
        Ok(sql.build_query_as().fetch_all(reader).await?)
    }

    /// How many there are, counted up to 10 000.
    pub async fn count(&self, reader: &Reader) -> Result<Count, sqlx::Error> {
        let mut sql = QueryBuilder::new("select count(*) from (select from stock_movements m where true");
        self.push(&mut sql);
        sql.push(" limit ").push_bind(COUNT_CAP.saturating_add(1)).push(") counted");
        let value: i64 = sql.build_query_scalar().fetch_one(reader).await?;
        Ok(Count { value: value.min(COUNT_CAP), capped: value > COUNT_CAP })
    }

    /// A movement's place in the list.
    pub fn key(&self, row: &MovementRow) -> (Option<String>, i64) {
        if self.product.is_some() { (None, row.seq) } else { (moment_key(row.created_at), row.id) }
    }

    fn push(&self, sql: &mut QueryBuilder<Postgres>) {
        if let Some(product) = self.product {
            sql.push(" and m.product_id = ").push_bind(product);
        }
        if let Some(order) = self.order {
            sql.push(" and m.order_id = ").push_bind(order);
        }
        if !self.kinds.is_empty() {
            let kinds: Vec<&str> = self.kinds.iter().map(|kind| kind.as_str()).collect();
            sql.push(" and m.kind = any(").push_bind(kinds).push("::text[]::movement_kind[])");
            let by_hand = |kind: &MovementKind| match kind {
                MovementKind::Receipt | MovementKind::WriteOff | MovementKind::StockTake => true,
                MovementKind::Sale | MovementKind::Cancellation | MovementKind::Return => false,
            };
            if self.kinds.iter().all(by_hand) {
                // Follows from the kinds, and names the index of the few that no order made.
                sql.push(" and m.order_id is null");
            }
        }
        for (comparison, moment) in [(" >= ", self.interval.from()), (" < ", self.interval.to())] {
            if let Some(moment) = moment {
                sql.push(" and m.created_at").push(comparison).push_bind(moment);
            }
        }
    }

    fn push_after(&self, sql: &mut QueryBuilder<Postgres>, cursor: Option<&Cursor>) -> Result<()> {
        let Some(cursor) = cursor else { return Ok(()) };
        let comparison = if cursor.backward { " > " } else { " < " };
        match (self.product.is_some(), &cursor.key) {
            (true, None) => {
                sql.push(" and m.seq").push(comparison).push_bind(cursor.id);
            }
            (false, Some(_)) => {
                sql.push(" and (m.created_at, m.id)").push(comparison).push("(").push_bind(cursor.moment()?);
                sql.push(", ").push_bind(cursor.id).push(")");
            }
            (true, Some(_)) | (false, None) => return Err(invalid_cursor()),
        }
        Ok(())
    }
}
