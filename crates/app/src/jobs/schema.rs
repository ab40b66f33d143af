//! The schema of the queue: made by the library as `saldo_owner`, opened to the server's role as far as a worker needs.
//!
//! Invariant: the server's role owns nothing of it. The library puts row security on its tables, so besides rights the role needs a
//! policy; neither gives it more than taking, finishing and missing jobs.

use sqlx::PgConnection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

/// Where the library keeps its tables; the trigger of `job_runs` names it too.
pub const SCHEMA: &str = "graphile_worker";

/// One process at a time: the library's own migrations and the rights after them.
const LOCK: i64 = 0x5a1d1;

/// Rights are written only where they are missing, because every start comes along here.
const GRANTS: &str = "do $$ declare kept record; begin
    if not has_schema_privilege('saldo_server', 'graphile_worker', 'usage') then
      grant usage on schema graphile_worker to saldo_server; end if;
    for kept in select c.oid, c.relname, c.relkind, c.relrowsecurity from pg_class c
                 where c.relnamespace = 'graphile_worker'::regnamespace and c.relkind in ('r', 'S') loop
      if kept.relkind = 'S' then
        if not has_sequence_privilege('saldo_server', kept.oid, 'usage') then
          execute format('grant usage on sequence graphile_worker.%I to saldo_server', kept.relname); end if;
      elsif kept.relname = 'migrations' then
        if not has_table_privilege('saldo_server', kept.oid, 'select') then
          grant select on graphile_worker.migrations to saldo_server; end if;
      else
        if not has_table_privilege('saldo_server', kept.oid, 'delete') then
          execute format('grant select, insert, update, delete on graphile_worker.%I to saldo_server', kept.relname); end if;
        if kept.relrowsecurity and not exists (select from pg_policy where polrelid = kept.oid and polname = 'saldo_server') then
          execute format('create policy saldo_server on graphile_worker.%I to saldo_server using (true) with check (true)', kept.relname);
        end if;
      end if;
    end loop;
  end $$";

/// Brings the queue to the form that this program's library wants. `connection` works as `saldo_owner`, `options` lead to the same
/// database.
///
/// # Errors
/// What the database or the library says.
pub async fn prepare(connection: &mut PgConnection, options: &PgConnectOptions) -> Result<(), String> {
    let text = |error: sqlx::Error| error.to_string();
    sqlx::query("select pg_advisory_lock($1)").bind(LOCK).execute(&mut *connection).await.map_err(text)?;
    let prepared = prepare_alone(connection, options).await;
    sqlx::query("select pg_advisory_unlock($1)").bind(LOCK).execute(&mut *connection).await.map_err(text)?;
    prepared
}

async fn prepare_alone(connection: &mut PgConnection, options: &PgConnectOptions) -> Result<(), String> {
    let options = options.clone().application_name("saldo migrate").options([("role", "saldo_owner")]);
    let pool = PgPoolOptions::new().max_connections(1).connect_with(options).await;
    let pool = pool.map_err(|error| error.to_string())?;
    let utils = graphile_worker::WorkerUtils::new(pool.clone(), SCHEMA.to_owned());
    let migrated = utils.migrate().await.map_err(|error| error.to_string());
    pool.close().await;
    migrated?;
    sqlx::raw_sql(GRANTS).execute(connection).await.map_err(|error| error.to_string())?;
    Ok(())
}
