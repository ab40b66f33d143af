//! Balance and latest changes of an organisation, by INN.

use contract::bank::{BankBalance, BankHistory, Number};
use domain::Inn;

use super::sql;
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
    let balance = sql::balance(&app.db.read, inn.as_str()).await?;
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
    let history = sql::history(&app.db.read, inn.as_str(), limit).await?;
    Ok(history.map(|history| BankHistory { inn: inn.as_str().to_owned(), history }))
}
