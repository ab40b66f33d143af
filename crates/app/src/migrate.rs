//! Bringing a database to the current schema: roles first, then the numbered migrations under sqlx's advisory lock and the
//! schema of the queue, as the role `saldo_owner`. Later the program works as `saldo_server`, which owns nothing.

use sqlx::migrate::Migrator;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection};

use crate::jobs;

/// The migrations that this program was built with.
pub static MIGRATOR: Migrator = sqlx::migrate!("../../migrations");

/// Why a database could not be prepared.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    #[error("cannot connect to the database: {0}")]
    Connect(#[source] sqlx::Error),
    #[error(
        "cannot make the roles saldo_owner and saldo_server ({0}); let an administrator run: {ROLES_BY_HAND}"
    )]
    Roles(#[source] sqlx::Error),
    #[error("PostgreSQL 15 or newer is needed, this is {0}")]
    TooOld(String),
    #[error(
        "the database must be UTF8 with a locale that knows Cyrillic letters ({0}); create it with ENCODING 'UTF8' LOCALE 'C.UTF-8'"
    )]
    Locale(String),
    #[error("migration failed: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    #[error("cannot prepare the queue of jobs: {0}")]
    Queue(String),
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
}

const ROLES_BY_HAND: &str = "CREATE ROLE saldo_owner NOLOGIN; CREATE ROLE saldo_server NOLOGIN; \
    GRANT saldo_owner, saldo_server TO <user>; GRANT CREATE ON DATABASE <database> TO saldo_owner; \
    ALTER SCHEMA public OWNER TO saldo_owner;";

/// Prepares the database that `options` lead to. Safe to run by several processes at once and again at every start.
///
/// # Errors
/// No connection, no right to make the roles, a wrong server or locale, a migration that fails or was edited after it ran.
pub async fn migrate(options: &PgConnectOptions) -> Result<(), MigrateError> {
    let mut connection: PgConnection =
        options.clone().application_name("saldo migrate").connect().await.map_err(MigrateError::Connect)?;
    check_server(&mut connection).await?;
    prepare_in_turn(&mut connection).await.map_err(MigrateError::Roles)?;
    sqlx::query("set role saldo_owner").execute(&mut connection).await.map_err(MigrateError::Roles)?;
    sqlx::raw_sql(include_str!("migrate/rewritten.sql")).execute(&mut connection).await?;
    MIGRATOR.run(&mut connection).await?;
    jobs::schema::prepare(&mut connection, options).await.map_err(MigrateError::Queue)?;
    connection.close().await?;
    Ok(())
}

/// A connection that works as the owner of everything, for loading data.
///
/// # Errors
/// No connection, or no right to be `saldo_owner`.
pub async fn connect_as_owner(options: &PgConnectOptions) -> Result<PgConnection, MigrateError> {
    let mut connection: PgConnection =
        options.clone().application_name("saldo owner").connect().await.map_err(MigrateError::Connect)?;
    sqlx::query("set role saldo_owner").execute(&mut connection).await.map_err(MigrateError::Roles)?;
    Ok(connection)
}

async fn check_server(connection: &mut PgConnection) -> Result<(), MigrateError> {
    let (number, version, encoding, lower): (i32, String, String, String) = sqlx::query_as(
        "select current_setting('server_version_num')::int, current_setting('server_version'),
                current_setting('server_encoding'), lower('Ж')",
    )
    .fetch_one(&mut *connection)
    .await?;
    if number < 150_000 {
        return Err(MigrateError::TooOld(version));
    }
    if encoding != "UTF8" || lower != "ж" {
        return Err(MigrateError::Locale(format!("encoding {encoding}, lower('Ж') = {lower}")));
    }
    Ok(())
}

/// How often the roles are tried when another process, preparing another database of the same server, is in the way.
const TURNS: u32 = 20;

/// Makes the roles, one process at a time. Within one database the lock sees to that; two databases of one server have no common
/// lock, so there the loser tries again.
async fn prepare_in_turn(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    const LOCK: i64 = 0x5a1d0;
    sqlx::query("select pg_advisory_lock($1)").bind(LOCK).execute(&mut *connection).await?;
    let mut result = prepare_roles(connection).await;
    for _ in 1..TURNS {
        match &result {
            // "tuple concurrently updated" has no code of its own.
            Err(error)
                if error.as_database_error().and_then(|error| error.code()).as_deref() == Some("XX000") =>
            {
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                result = prepare_roles(connection).await;
            }
            _ => break,
        }
    }
    sqlx::query("select pg_advisory_unlock($1)").bind(LOCK).execute(&mut *connection).await?;
    result
}

/// Roles belong to the whole server, so two databases may make them at the same moment: the loser's error is ignored by name.
async fn prepare_roles(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    for statement in [
        "do $$ begin
           if not exists (select from pg_roles where rolname = 'saldo_owner') then create role saldo_owner nologin; end if;
         exception when duplicate_object or unique_violation then null; end $$",
        "do $$ begin
           if not exists (select from pg_roles where rolname = 'saldo_server') then create role saldo_server nologin; end if;
         exception when duplicate_object or unique_violation then null; end $$",
        "do $$ begin
           if not pg_has_role(current_user, 'saldo_owner', 'member') then execute format('grant saldo_owner to %I', current_user); end if;
           if not pg_has_role(current_user, 'saldo_server', 'member') then execute format('grant saldo_server to %I', current_user); end if;
           if not has_database_privilege('saldo_owner', current_database(), 'create') then
             execute format('grant create on database %I to saldo_owner', current_database()); end if;
           if (select nspowner <> 'saldo_owner'::regrole from pg_namespace where nspname = 'public') then
             alter schema public owner to saldo_owner; end if;
         end $$",
    ] {
        sqlx::query(statement).execute(&mut *connection).await?;
    }
    Ok(())
}
