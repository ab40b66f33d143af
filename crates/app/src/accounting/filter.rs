//! The filters of the journal as SQL, newest first.
//!
//! An account is found through the pairs of accounts that there are, a dozen: of each, the index gives the first rows of a page. So a rare
//! account costs what a common one costs.

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
        let order = if backward { " order by j.at, j.id" } else { " order by j.at desc, j.id desc" };
        let mut sql = QueryBuilder::new("");
        self.push_pairs(&mut sql);
        sql.push("select ").push(ROW_COLUMNS).push(" from (");
        self.push_entries(&mut sql, cursor, order, limit)?;
        sql.push(order).push(" limit ").push_bind(limit);
        sql.push(") j left join clients c on c.id = j.client_id").push(order);
        Ok(sql.build_query_as().fetch_all(reader).await?)
    }

    /// How many there are, counted up to 10 000.
    pub async fn count(&self, reader: &Reader) -> Result<Count> {
        let most = COUNT_CAP.saturating_add(1);
        let mut sql = QueryBuilder::new("");
        self.push_pairs(&mut sql);
        sql.push("select count(*) from (");
        self.push_entries(&mut sql, None, "", most)?;
        sql.push(" limit ").push_bind(most).push(") counted");
        let value: i64 = sql.build_query_scalar().fetch_one(reader).await?;
        Ok(Count { value: value.min(COUNT_CAP), capped: value > COUNT_CAP })
    }

    /// Appends the pairs of accounts that there are, jumping from one to the next in the index.
    fn push_pairs(&self, sql: &mut QueryBuilder<Postgres>) {
        if self.account.is_some() {
            sql.push(
                "with recursive pairs as (
                   (select debit, credit from journal_entries order by debit, credit limit 1)
                   union all
                   select n.debit, n.credit from pairs p cross join lateral (
                     select j.debit, j.credit from journal_entries j where (j.debit, j.credit) > (p.debit, p.credit)
                      order by j.debit, j.credit limit 1) n) ",
            );
        }
    }

    /// Appends the entries that fit; with an account, the first `limit` of each pair.
    fn push_entries(
        &self,
        sql: &mut QueryBuilder<Postgres>,
        cursor: Option<&Cursor>,
        order: &str,
        limit: i64,
    ) -> Result<()> {
        let Some(account) = &self.account else {
            sql.push("select * from journal_entries j where true");
            return self.push(sql, cursor);
        };
        sql.push(
            "select j.* from pairs p cross join lateral (
               select * from journal_entries j where j.debit = p.debit and j.credit = p.credit",
        );
        self.push(sql, cursor)?;
        sql.push(order).push(" limit ").push_bind(limit).push(") j where ").push_bind(account.clone());
        sql.push(" in (p.debit, p.credit)");
        Ok(())
    }

    fn push(&self, sql: &mut QueryBuilder<Postgres>, cursor: Option<&Cursor>) -> Result<()> {
        if let Some(order) = self.order {
            sql.push(" and j.order_id = ").push_bind(order);
        }
        for (comparison, moment) in [(" >= ", self.interval.from()), (" < ", self.interval.to())] {
            if let Some(moment) = moment {
                sql.push(" and j.at").push(comparison).push_bind(moment);
            }
        }
        if let Some(cursor) = cursor {
            sql.push(" and (j.at, j.id)").push(if cursor.backward { " > (" } else { " < (" });
            sql.push_bind(cursor.moment()?).push(", ").push_bind(cursor.id).push(")");
        }
        Ok(())
    }

    /// An entry's place in the list.
    pub fn key(row: &EntryRow) -> (Option<String>, i64) {
        (moment_key(row.at), row.id)
    }
}
