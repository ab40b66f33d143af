//! What the database must be like before Saldo serves: durable, its own role without power over the log, entries made by the rules
//! that this program knows.
//!
//! Deliberately absent: repair. A server that could lose an acknowledged payment is refused with the reason.

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection};

use crate::error::{self, Failing};
use crate::{Db, Result, accounting};

/// The durability settings that are off on that server, as a new session of that user gets them.
///
/// # Errors
/// No connection.
pub async fn unsafe_settings(options: &PgConnectOptions) -> Result<Vec<String>> {
    let mut connection = options.clone().application_name("saldo self-check").connect().await?;
    let names = sqlx::query_scalar!(
        r#"select name as "name!" from pg_settings
            where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off' order by name"#
    )
    .fetch_all(&mut connection)
    .await?;
    connection.close().await?;
    Ok(names)
}

/// What the server's role could do and must not be able to; empty when all is well.
///
/// # Errors
/// No connection, or the role cannot be taken.
pub async fn role_faults(db: &Db) -> Result<Vec<String>> {
    let facts = sqlx::query!(
        r#"select current_user::text as "role!",
                  (select rolsuper or rolcreaterole or rolbypassrls from pg_roles where rolname = current_user) as "powerful!",
                  exists (select from pg_class where relowner = current_user::regrole) as "owns!",
                  has_any_column_privilege('operations', 'update') or has_table_privilege('operations', 'delete')
                    or has_table_privilege('operations', 'truncate') as "rewrites!",
                  has_any_column_privilege('audit_log', 'update') or has_table_privilege('audit_log', 'delete') as "hides!",
                  has_schema_privilege('public', 'create') as "creates!""#
    )
    .fetch_one(&db.read)
    .await?;
    let role = facts.role;
    let faults = [
        (facts.powerful, format!("{role} is a superuser or may make roles")),
        (facts.owns, format!("{role} owns tables")),
        (facts.rewrites, format!("{role} may change or remove operations")),
        (facts.hides, format!("{role} may change or remove entries of the audit log")),
        (facts.creates, format!("{role} may create objects in the schema public")),
    ];
    Ok(faults.into_iter().filter(|(holds, _)| *holds).map(|(_, fault)| fault).collect())
}

/// Where the database's posting rules are not those of this program; empty when all is well.
///
/// # Errors
/// No connection.
pub async fn posting_faults(db: &Db) -> Result<Vec<String>> {
    Ok(accounting::rule_faults(&db.search).await?)
}

/// Whether the database has the disk, memory and connections for something new: it writes some, and takes it back.
///
/// # Errors
/// No connection.
pub async fn has_room(db: &Db) -> Result<bool> {
    let mut tx = db.begin().await?;
    let written = sqlx::raw_sql(
        "create temp table saldo_room (filler text) on commit drop;
         insert into saldo_room select repeat('x', 1900) from generate_series(1, 100)",
    )
    .execute(&mut *tx)
    .await;
    let rolled_back = tx.rollback().await;
    match written.map_err(|error| (error::class(&error), error)) {
        Err((Failing::Resources, _)) => Ok(false),
        Err((Failing::Connection, error)) => Err(error.into()),
        // A role that may not make temporary tables says nothing about room.
        Err((Failing::Busy | Failing::Data | Failing::Statement, _)) | Ok(_) => {
            Ok(rolled_back.map(|()| true)?)
        }
    }
}

/// Why the database cannot serve now; none when it can. One quick statement.
///
/// # Errors
/// No connection.
pub async fn not_ready(db: &Db, unsafe_durability: bool) -> Result<Option<&'static str>> {
    let facts = sqlx::query!(
        r#"select pg_is_in_recovery() as "standby!",
                  current_setting('fsync') = 'off' or current_setting('full_page_writes') = 'off' as "unsafe!",
                  schema_version() as "version""#
    )
    .fetch_one(&db.read)
    .await?;
    let newest = crate::migrate::MIGRATOR.iter().map(|migration| migration.version).max();
    Ok(if facts.standby {
        Some("the database is read-only")
    } else if facts.r#unsafe && !unsafe_durability {
        Some("fsync or full_page_writes is off")
    } else if facts.version < newest {
        Some("the database has an older schema than this program")
    } else {
        None
    })
}
