//! Setting indexes aside while a lot is loaded: building one at the end costs a tenth of keeping it through every row.
//!
//! Invariant: within the one transaction, what was parked is restored by its own definition. Indexes that hold a rule (primary keys,
//! unique ones) stay in place.

use sqlx::{AssertSqlSafe, PgConnection};

/// An index that was removed for a while.
pub struct Parked {
    pub name: String,
    definition: String,
}

/// Removes the plain indexes of the tables that are loaded.
pub async fn park(connection: &mut PgConnection) -> Result<Vec<Parked>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select c.relname as "name!", pg_get_indexdef(i.indexrelid) as "definition!"
             from pg_index i join pg_class c on c.oid = i.indexrelid
            where i.indrelid in ('clients'::regclass, 'contacts'::regclass, 'accounts'::regclass, 'operations'::regclass,
                                 'client_documents'::regclass, 'operation_texts'::regclass, 'journal_entries'::regclass,
                                 'orders'::regclass, 'order_lines'::regclass)
              and not i.indisunique
            order by i.indrelid, c.relname"#
    )
    .fetch_all(&mut *connection)
    .await?;
    for row in &rows {
        // A name and, later, a definition from PostgreSQL's own catalogue.
        sqlx::raw_sql(AssertSqlSafe(format!("drop index \"{}\"", row.name.replace('"', "\"\""))))
            .execute(&mut *connection)
            .await?;
    }
    Ok(rows.into_iter().map(|row| Parked { name: row.name, definition: row.definition }).collect())
}

/// Builds a parked index again.
pub async fn restore(connection: &mut PgConnection, parked: &Parked) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(parked.definition.clone())).execute(connection).await.map(|_| ())
}
