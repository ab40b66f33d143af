//! Statements of the bank's reads, each for many callers at once.

use std::collections::HashMap;

use contract::bank::{BankChange, Number};
use domain::Money;
use rust_decimal::Decimal;
use sqlx::PgPool;

use crate::Result;
use crate::decode::money;

/// Balances of live clients by INN.
pub async fn balances(pool: &PgPool, inns: &[String]) -> Result<HashMap<String, Money>> {
    let rows = sqlx::query!(
        r#"select c.inn as "inn!", a.balance as "balance: Decimal"
             from clients c join accounts a on a.client_id = c.id
            where c.inn = any($1) and c.archived_at is null and not c.is_system"#,
        inns
    )
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(|row| Ok((row.inn, money(row.balance)?))).collect::<Result<_, sqlx::Error>>()?)
}

/// The latest changes of live clients, newest first, by INN and number of changes wanted.
pub async fn histories(
    pool: &PgPool,
    asked: &[(String, i64)],
) -> Result<HashMap<(String, i64), Vec<BankChange>>> {
    let (inns, limits): (Vec<String>, Vec<i64>) = asked.iter().cloned().unzip();
    let rows = sqlx::query!(
        r#"select c.inn as "inn!", asked.most as "most!", o.amount as "amount?: Decimal", o.created_at as "created_at?",
                  o.balance_after as "balance_after?: Decimal"
             from unnest($1::text[], $2::bigint[]) as asked (inn, most)
             join clients c on c.inn = asked.inn and c.archived_at is null and not c.is_system
             left join lateral (select seq, amount, created_at, balance_after from operations
                                 where client_id = c.id and amount is not null order by seq desc limit asked.most) o on true
            order by asked.inn, asked.most, o.seq desc"#,
        &inns,
        &limits
    )
    .fetch_all(pool)
    .await?;
    let mut found: HashMap<(String, i64), Vec<BankChange>> = HashMap::new();
    for row in rows {
        let history = found.entry((row.inn, row.most)).or_default();
        if let (Some(amount), Some(created_at), Some(balance_after)) =
            (row.amount, row.created_at, row.balance_after)
        {
            history.push(BankChange {
                amount: Number(money(amount)?),
                created_at,
                balance_after: Number(money(balance_after)?),
            });
        }
    }
    Ok(found)
}
