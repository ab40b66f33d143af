//! Balance and latest changes of an organisation, by INN.

use contract::bank::{BankBalance, BankChange, BankHistory, Number};
use domain::{Inn, Money};
use rust_decimal::Decimal;

use crate::{App, Error, Result};

/// Changes shown when the caller does not say.
pub const DEFAULT_HISTORY: i64 = 10;
/// Most changes shown.
pub const MAX_HISTORY: i64 = 100;

/// Balance of the live client with that INN; `None` when there is none.
///
/// # Errors
/// The database.
pub async fn balance(app: &App, inn: &str) -> Result<Option<BankBalance>> {
    let Ok(inn) = Inn::parse(inn) else { return Ok(None) };
    let balance = app.balances.get(inn.as_str().to_owned()).await?;
    Ok(balance.map(|balance| BankBalance { inn: inn.as_str().to_owned(), balance: Number(balance) }))
}

/// The latest changes of the balance, newest first; `None` when no live client has the INN.
///
/// # Errors
/// `limit` outside 1..=100; the database.
pub async fn history(app: &App, inn: &str, limit: i64) -> Result<Option<BankHistory>> {
    if !(1..=MAX_HISTORY).contains(&limit) {
        return Err(Error::field("limit", "out_of_range"));
    }
    let Ok(inn) = Inn::parse(inn) else { return Ok(None) };
    let client = sqlx::query_scalar!(
        "select id from clients where inn = $1 and archived_at is null and not is_system",
        inn.as_str()
    )
    .fetch_optional(&app.db.read)
    .await?;
    let Some(client) = client else { return Ok(None) };
    let rows = sqlx::query!(
        r#"select amount as "amount!: Decimal", created_at, balance_after as "balance_after: Decimal"
             from operations where client_id = $1 and amount is not null order by seq desc limit $2"#,
        client,
        limit
    )
    .fetch_all(&app.db.read)
    .await?;
    let history = rows
        .into_iter()
        .map(|row| {
            Ok(BankChange {
                amount: number(row.amount)?,
                created_at: row.created_at,
                balance_after: number(row.balance_after)?,
            })
        })
        .collect::<Result<_>>()?;
    Ok(Some(BankHistory { inn: inn.as_str().to_owned(), history }))
}

fn number(value: Decimal) -> Result<Number> {
    Money::try_from(value).map(Number).map_err(|error| Error::Internal(format!("an amount of the log: {error}")))
}
