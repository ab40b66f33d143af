//! What `saldo bench` asks of the database: scratch databases, facts about the server, the log's own count of what was done, and
//! the plain reads that the server's reads are measured against.
//!
//! Invariant: never removes or changes a database that it did not make.
//! Deliberately absent: load. It comes over HTTP, like everybody's.

pub mod orders;

use std::str::FromStr;

use rust_decimal::Decimal;
use serde::Serialize;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions, Connection, PgConnection};

/// The database of the server that is measured.
pub const DATABASE: &str = "saldo_bench";
/// The database of `pgbench`.
pub const REFERENCE_DATABASE: &str = "saldo_bench_reference";

/// Settings that a measured figure means nothing without.
const TOLD: [&str; 9] = [
    "fsync",
    "full_page_writes",
    "synchronous_commit",
    "wal_sync_method",
    "shared_buffers",
    "max_wal_size",
    "checkpoint_timeout",
    "wal_compression",
    "data_checksums",
];

/// The server of the database, as it describes itself.
#[derive(Clone, Debug, Serialize)]
pub struct ServerFacts {
    pub version: String,
    /// Name and value, in the order of importance.
    pub settings: Vec<(String, String)>,
}

impl ServerFacts {
    /// Whether an acknowledged commit survives a power cut.
    pub fn durable(&self) -> bool {
        let on = |name: &str| self.settings.iter().any(|(known, value)| known == name && value == "on");
        on("fsync") && on("full_page_writes") && on("synchronous_commit")
    }
}

/// A connection as whoever the address names, not as the server's role.
///
/// # Errors
/// The address cannot be read, or nobody answers there.
pub async fn connect(url: &str) -> sqlx::Result<PgConnection> {
    // Vacuum and checkpoint are slow, and nobody wants to be warned of it.
    let options =
        PgConnectOptions::from_str(url)?.application_name("saldo bench").disable_statement_logging();
    PgConnection::connect_with(&options).await
}

/// Makes both scratch databases.
///
/// # Errors
/// One of them exists; no right to make them.
pub async fn create_databases(connection: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query("create database saldo_bench").execute(&mut *connection).await?;
    sqlx::query("create database saldo_bench_reference").execute(&mut *connection).await?;
    Ok(())
}

/// Removes both scratch databases. Call only after [`create_databases`] made them.
///
/// # Errors
/// The database.
pub async fn drop_databases(connection: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query("drop database saldo_bench with (force)").execute(&mut *connection).await?;
    sqlx::query("drop database saldo_bench_reference with (force)").execute(&mut *connection).await?;
    Ok(())
}

/// Version and settings of the server.
///
/// # Errors
/// The database.
pub async fn facts(connection: &mut PgConnection) -> sqlx::Result<ServerFacts> {
    let version =
        sqlx::query_scalar("select current_setting('server_version')").fetch_one(&mut *connection).await?;
    let settings = sqlx::query_as(
        "select name, current_setting(name) from unnest($1::text[]) with ordinality as told(name, position)
          where current_setting(name, true) is not null order by position",
    )
    .bind(TOLD.as_slice())
    .fetch_all(connection)
    .await?;
    Ok(ServerFacts { version, settings })
}

/// Vacuums, analyzes and writes a checkpoint, so that none of the three falls into one measurement and not into the next.
///
/// # Errors
/// The database.
pub async fn settle(connection: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query("vacuum analyze").execute(&mut *connection).await?;
    sqlx::query("checkpoint").execute(connection).await?;
    Ok(())
}

/// Reads every table and index once, so that the system has them in memory if there is enough of it; gives their size in MiB. Needs
/// the extension `pg_prewarm` and the right to make it, and leaves nothing behind.
///
/// # Errors
/// The extension is not there; the database.
pub async fn read_all(connection: &mut PgConnection) -> sqlx::Result<i64> {
    let mut tx = connection.begin().await?;
    sqlx::query("create extension if not exists pg_prewarm").execute(&mut *tx).await?;
    let blocks: i64 = sqlx::query_scalar(
        "select coalesce(sum(pg_prewarm(oid::regclass, 'read')), 0)::bigint from pg_class
          where relkind in ('r', 'i') and relnamespace = 'public'::regnamespace",
    )
    .fetch_one(&mut *tx)
    .await?;
    tx.rollback().await?;
    Ok(blocks / 128)
}

/// The highest id of the log, 0 when it is empty. With nobody writing, what comes later has higher ids.
///
/// # Errors
/// The database.
pub async fn last_operation_id(connection: &mut PgConnection) -> sqlx::Result<i64> {
    sqlx::query_scalar!(r#"select coalesce(max(id), 0) as "id!" from operations"#).fetch_one(connection).await
}

/// How many operations the log holds above that id.
///
/// # Errors
/// The database.
pub async fn operations_above(connection: &mut PgConnection, id: i64) -> sqlx::Result<i64> {
    sqlx::query_scalar!(r#"select count(*) as "count!" from operations where id > $1"#, id)
        .fetch_one(connection)
        .await
}

/// A row as a hand-written server would read it.
#[derive(Clone, Debug, Serialize)]
pub struct PlainRow {
    pub id: i64,
    pub balance: Decimal,
}

/// The data side of the plain server: one statement per request on a pool, nothing shared between requests.
#[derive(Clone)]
pub struct PlainReader {
    pool: PgPool,
}

impl PlainReader {
    /// A pool of at most `connections`, without a question to the server at each acquire: the fastest that sqlx offers.
    ///
    /// # Errors
    /// The address cannot be read, or nobody answers there.
    pub async fn connect(url: &str, connections: u32) -> sqlx::Result<Self> {
        let options = PgPoolOptions::new().max_connections(connections).test_before_acquire(false);
        Ok(Self { pool: options.connect(url).await? })
    }

    /// One row of one table by its primary key.
    ///
    /// # Errors
    /// The database.
    pub async fn by_client(&self, client_id: i64) -> sqlx::Result<Option<PlainRow>> {
        sqlx::query_as!(
            PlainRow,
            r#"select client_id as id, balance as "balance: Decimal" from accounts where client_id = $1"#,
            client_id
        )
        .fetch_optional(&self.pool)
        .await
    }

    /// The row that the bank's balance endpoint shows.
    ///
    /// # Errors
    /// The database.
    pub async fn by_inn(&self, inn: &str) -> sqlx::Result<Option<PlainRow>> {
        sqlx::query_as!(
            PlainRow,
            r#"select c.id, a.balance as "balance: Decimal" from clients c join accounts a on a.client_id = c.id
                where c.inn = $1 and c.archived_at is null and not c.is_system"#,
            inn
        )
        .fetch_optional(&self.pool)
        .await
    }
}
