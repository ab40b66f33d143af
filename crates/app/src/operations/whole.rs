//! Figures of a whole filtered set: its number up to a cap, and its sums. Sums read every operation of the set, so they cost as much
//! as it is large.

use contract::operations::Totals;
use contract::page::{COUNT_CAP, Count};
use domain::{Interval, Total};
use rust_decimal::Decimal;
use sqlx::{Postgres, QueryBuilder};

use super::condition::Conditions;
use super::find::Finder;
use super::{blocks, kinds};
use crate::Result;
use crate::decode::valid;
use crate::reader::Reader;
use crate::text_index::{OPERATIONS, Search};

/// How many operations pass, counted up to 10 000.
///
/// # Errors
/// The database.
pub async fn count(reader: &Reader, conditions: &Conditions) -> Result<Count> {
    let value = match counted_by_text(reader, conditions).await? {
        Some(value) => value,
        None => counted(reader, conditions).await?,
    };
    Ok(Count { value: value.min(COUNT_CAP), capped: value > COUNT_CAP })
}

/// How many pass, up to one more than the cap, by one statement.
async fn counted(reader: &Reader, conditions: &Conditions) -> Result<i64, sqlx::Error> {
    let mut query = QueryBuilder::new("select count(*) from (select from ");
    if conditions.is_kind_alone() {
        push_kinds(&mut query, reader, conditions).await?;
    } else {
        push_matching(&mut query, reader, conditions).await?;
    }
    query.push(" limit ").push_bind(COUNT_CAP.saturating_add(1)).push(") counted");
    query.build_query_scalar().fetch_one(reader).await
}

/// How many pass, as the text index gives them; `None` when it is not asked.
async fn counted_by_text(reader: &Reader, conditions: &Conditions) -> Result<Option<i64>, sqlx::Error> {
    let Some(text) = conditions.text.as_ref().filter(|_| conditions.client.is_none()) else {
        return Ok(None);
    };
    let most = usize::try_from(COUNT_CAP).unwrap_or(usize::MAX).saturating_add(1);
    let finder = Finder { reader, conditions, wanted: most, rising: false };
    let horizon = blocks::horizon(reader).await?;
    let Some(unsettled) = finder.unsettled(horizon, None).await? else { return Ok(None) };
    let (mut counted, wanted) = (unsettled.len(), text.wanted());
    let range = finder.range(None, horizon).await?;
    let mut search = Search::begin(reader, OPERATIONS, &wanted, range, horizon, true, most).await?;
    while let Some(window) = search.next().await? {
        let fit = if conditions.is_text_alone() {
            window.ids.len()
        } else {
            finder.read(&window.ids, None).await?.len()
        };
        counted = counted.saturating_add(fit);
        if counted >= most {
            break;
        }
    }
    Ok(Some(i64::try_from(counted).unwrap_or(i64::MAX)))
}

/// Appends the operations of kinds and amounts that pass, as a table `o`: the settled ones whose stretches can lie in the interval, and
/// those that are not settled.
async fn push_kinds(
    query: &mut QueryBuilder<Postgres>,
    reader: &Reader,
    conditions: &Conditions,
) -> Result<(), sqlx::Error> {
    let last = blocks::last_id(reader).await?;
    let timed = conditions.interval != Interval::ALL;
    if !timed {
        kinds::push_stretches(query, conditions, (0, last), false, false);
        return Ok(());
    }
    let horizon = blocks::horizon(reader).await?;
    let (low, high) = blocks::ids_of(reader, conditions.interval.from(), conditions.interval.to()).await?;
    query.push("(");
    for (at, (low, high)) in
        [(low, high.min(horizon)), (horizon.saturating_add(1), last)].into_iter().enumerate()
    {
        query.push(if at == 0 { "select o.id from " } else { " union all select o.id from " });
        kinds::push_stretches(query, conditions, (low, high), false, true);
        query.push(" where o.id between ").push_bind(low).push(" and ").push_bind(high);
    }
    query.push(") o");
    Ok(())
}

/// Credits, debits, net and number of all operations that pass.
///
/// # Errors
/// The database, also when a large set takes longer than a statement may.
pub async fn totals(reader: &Reader, conditions: &Conditions) -> Result<Totals> {
    let mut query = QueryBuilder::new(
        "select coalesce(sum(o.amount) filter (where o.amount > 0), 0)::numeric, \
         coalesce(sum(o.amount) filter (where o.amount < 0), 0)::numeric, count(*) from ",
    );
    push_matching(&mut query, reader, conditions).await?;
    let (credits, debits, operations): (Decimal, Decimal, i64) =
        query.build_query_as().fetch_one(reader).await?;
    let net = valid(Total::try_from(credits + debits))?;
    Ok(Totals {
        credits: valid(Total::try_from(credits))?,
        debits: valid(Total::try_from(debits))?,
        net,
        operations,
    })
}

/// Appends the operations that pass, as a table `o`.
async fn push_matching(
    query: &mut QueryBuilder<Postgres>,
    reader: &Reader,
    conditions: &Conditions,
) -> Result<(), sqlx::Error> {
    if let Some(client) = conditions.client {
        query.push("operations o where true");
        conditions.push_timeless(query);
        conditions.push_interval_of(query, client);
        return Ok(());
    }
    let Some(text) = &conditions.text else {
        query.push("operations o where true");
        conditions.push(query);
        return Ok(());
    };
    // Up to the horizon the index on texts has them; after it the log itself.
    let horizon = blocks::horizon(reader).await?;
    query.push("(select o.amount from operations o where o.id > ").push_bind(horizon);
    conditions.push(query);
    query.push(" union all select o.amount from operation_texts t join operations o on o.id = t.operation_id where t.operation_id <= ");
    query.push_bind(horizon).push(" and ");
    text.wanted().push(query, "t.document");
    conditions.push(query);
    query.push(") o");
    Ok(())
}
