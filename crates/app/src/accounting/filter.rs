//! The filters of the journal as SQL, newest first.

use contract::accounting::JournalQuery;
use contract::page::{COUNT_CAP, Count};
use domain::Interval;
use sqlx::{Postgres, QueryBuilder};

use super::read::{EntryRow, ROW_COLUMNS};
use crate::filter::{self, invalid};
use crate::page::{Cursor, moment_key};
use crate::reader::Reader;
use crate::{Clock, Result};

/// The longest code of an account: `62.02`.
const MOST_CODE_CHARS: usize = 6;

/// Conditions on an entry; all hold together.
#[derive(Clone, Debug)]
pub struct Filter {
    account: Option<String>,
    order: Option<i64>,
    interval: Interval,
}

impl Filter {
    /// # Errors
    /// `invalid_query` with the parameter at fault.
    pub fn read(clock: &Clock, query: &JournalQuery) -> Result<Self> {
        let account = query.account.as_deref().map(str::trim).filter(|account| !account.is_empty());
        let is_code = |code: &str| {
            code.len() <= MOST_CODE_CHARS && code.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        };
        if account.is_some_and(|account| !is_code(account)) {
            return Err(invalid("account", "unknown_value"));
        }
        let (from, to) = (("from", query.from.as_deref()), ("to", query.to.as_deref()));
        Ok(Self {
            account: account.map(str::to_owned),
            order: query.order_id,
            interval: filter::interval(clock, from, to)?,
        })
    }

    /// At most `limit` entries, newest first from the cursor on, or oldest first before it.
    ///
    /// # Errors
    /// `invalid_cursor`; the database.
    pub async fn block(&self, reader: &Reader, cursor: Option<&Cursor>, limit: i64) -> Result<Vec<EntryRow>> {
        let backward = cursor.is_some_and(|cursor| cursor.backward);
        let mut sql = QueryBuilder::new("select ");
        sql.push(ROW_COLUMNS).push(" from (select * from journal_entries j where true");
        self.push(&mut sql);
        if let Some(cursor) = cursor {
            sql.push(" and (j.at, j.id)").push(if backward { " > (" } else { " < (" });
            sql.push_bind(cursor.moment()?).push(", ").push_bind(cursor.id).push(")");
        }
        let order = if backward { " order by j.at, j.id" } else { " order by j.at desc, j.id desc" };
        sql.push(order).push(" limit ").push_bind(limit);
        sql.push(") j left join clients c on c.id = j.client_id").push(order);
        Ok(sql.build_query_as().fetch_all(reader).await?)
    }

    /// How many there are, counted up to 10 000.
    pub async fn count(&self, reader: &Reader) -> Result<Count, sqlx::Error> {
        let mut sql = QueryBuilder::new("select count(*) from (select from journal_entries j where true");
        self.push(&mut sql);
        sql.push(" limit ").push_bind(COUNT_CAP.saturating_add(1)).push(") counted");
        let value: i64 = sql.build_query_scalar().fetch_one(reader).await?;
        Ok(Count { value: value.min(COUNT_CAP), capped: value > COUNT_CAP })
    }

    /// An entry's place in the list.
    pub fn key(row: &EntryRow) -> (Option<String>, i64) {
        (moment_key(row.at), row.id)
    }

    fn push(&self, sql: &mut QueryBuilder<Postgres>) {
        if let Some(account) = &self.account {
            sql.push(" and (j.debit = ").push_bind(account.clone());
            sql.push(" or j.credit = ").push_bind(account.clone()).push(")");
        }
        if let Some(order) = self.order {
            sql.push(" and j.order_id = ").push_bind(order);
        }
        for (comparison, moment) in [(" >= ", self.interval.from()), (" < ", self.interval.to())] {
            if let Some(moment) = moment {
                sql.push(" and j.at").push(comparison).push_bind(moment);
            }
        }
    }
}
