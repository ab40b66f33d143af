//! Statements of the bank's reads.

use contract::bank::{BankChange, Number};
use domain::Money;
use rust_decimal::Decimal;
use sqlx::PgPool;

use crate::decode::money;

/// Balance of the live client with an INN.
pub async fn balance(pool: &PgPool, inn: &str) -> Result<Option<Money>, sqlx::Error> {
    let balance = sqlx::query_scalar!(
        r#"select a.balance as "balance: Decimal" from clients c join accounts a on a.client_id = c.id
            where c.inn = $1 and c.archived_at is null and not c.is_system"#,
        inn
    )
    .fetch_optional(pool)
    .await?;
    balance.map(money).transpose()
}

/// The latest changes of the live client with an INN, newest first; `None` when there is no such client.
pub async fn history(pool: &PgPool, inn: &str, limit: i64) -> Result<Option<Vec<BankChange>>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select o.amount as "amount?: Decimal", o.created_at as "created_at?", o.balance_after as "balance_after?: Decimal"
             from clients c
             left join lateral (select seq, amount, created_at, balance_after from operations
                                 where client_id = c.id and amount is not null order by seq desc limit $2) o on true
            where c.inn = $1 and c.archived_at is null and not c.is_system order by o.seq desc"#,
        inn,
        limit
    )
    .fetch_all(pool)
    .await?;
    if rows.is_empty() {
        return Ok(None);
    }
    let mut history = Vec::with_capacity(rows.len());
    for row in rows {
        // A client without changes is one row of nulls.
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
    Ok(Some(history))
}
