//! The chart of accounts.

use contract::accounting::{Chart, ChartAccount};

use crate::{Actor, App, Result};

/// Every account, by code.
///
/// # Errors
/// Only the database's.
pub async fn chart(app: &App, _actor: &Actor) -> Result<Chart> {
    let items = sqlx::query_as!(
        ChartAccount,
        r#"select code, name_ru, name_en from chart_accounts order by code collate "C""#
    )
    .fetch_all(&app.db.search)
    .await?;
    Ok(Chart { items })
}
