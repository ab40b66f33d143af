//! Figures of a whole filtered set: its number up to a cap, and its sums. Sums read every operation of the set, so they cost as much
//! as it is large.

use contract::operations::Totals;
use contract::page::{COUNT_CAP, Count};
use domain::Total;
use rust_decimal::Decimal;
use sqlx::{Postgres, QueryBuilder};

use super::blocks;
use super::condition::Conditions;
use crate::Result;
use crate::decode::valid;
use crate::reader::Reader;

/// How many operations pass, counted up to 10 000.
///
/// # Errors
/// The database.
pub async fn count(reader: &Reader, conditions: &Conditions) -> Result<Count> {
    let mut query = QueryBuilder::new("select count(*) from (select from ");
    push_matching(&mut query, reader, conditions).await?;
    query.push(" limit ").push_bind(COUNT_CAP.saturating_add(1)).push(") counted");
    let value: i64 = query.build_query_scalar().fetch_one(reader).await?;
    Ok(Count { value: value.min(COUNT_CAP), capped: value > COUNT_CAP })
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
    let Some(text) = conditions.text.as_ref().filter(|_| conditions.client.is_none()) else {
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
