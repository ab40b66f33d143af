//! Reading balances by INN for many callers with one statement.

use std::collections::HashMap;

use domain::Money;
use rust_decimal::Decimal;

use crate::gather::Gather;
use crate::{Db, Error};

/// A gathering reader of balances by INN.
pub fn reader(db: &Db) -> Gather<String, Money> {
    let pool = db.read.clone();
    Gather::start(move |inns: Vec<String>| {
        let pool = pool.clone();
        async move {
            let rows = sqlx::query!(
                r#"select c.inn as "inn!", a.balance as "balance: Decimal"
                     from clients c join accounts a on a.client_id = c.id
                    where c.inn = any($1) and c.archived_at is null and not c.is_system"#,
                &inns
            )
            .fetch_all(&pool)
            .await?;
            rows.into_iter()
                .map(|row| {
                    let balance = Money::try_from(row.balance).map_err(|error| Error::Internal(format!("a balance: {error}")))?;
                    Ok((row.inn, balance))
                })
                .collect::<Result<HashMap<_, _>, Error>>()
        }
    })
}
