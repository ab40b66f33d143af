-- The server's own role may learn which migrations have run, and nothing else about them: `/readyz` refuses an older schema.

create function schema_version() returns bigint
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  -- The table is sqlx's own; it is there before the first migration runs.
  return (select max(version) from _sqlx_migrations where success);
end $$;
revoke execute on function schema_version() from public;
grant execute on function schema_version() to saldo_server;
