-- Finding operations by text, and by time through their ids, without an index more on the log itself: posting pays nothing.
--
-- A task of the server copies what it needs from operations that are settled. `operation_horizon.upto` is the last settled id: no
-- operation with that id or a smaller one can still appear. Searches read these tables up to it and the log itself after it, so they
-- are exact at any moment, however late the task is.
-- Invariants: up to the horizon, every operation with a description is in operation_texts, and the times of every operation lie
-- within its block of operation_blocks.

create table operation_texts (
  operation_id  bigint primary key,
  document      text not null                    -- the description in the form of search_key
);
-- Stretches of ids as in client_documents_text. No pending list: whoever fills this is in no hurry.
create index operation_texts_text on operation_texts
  using gin ((operation_id >> 16), (operation_id >> 12), document gin_trgm_ops) with (fastupdate = off);

-- Ids grow with time, but not strictly: several processes post at once. The bounds of each 4096 ids turn times into ids and back.
create table operation_blocks (
  block     bigint primary key,
  first_at  timestamptz not null,
  last_at   timestamptz not null
);

create table operation_horizon (
  one   boolean primary key default true constraint operation_horizon_single check (one),
  upto  bigint not null
);
insert into operation_horizon (upto) values (0);

-- Settles up to `most` operations; gives how many. Ids are drawn before commit, so the greatest visible id is not enough: whoever
-- could still bring a smaller one has the log open for writing right now. They are awaited without blocking anybody, the way
-- CREATE INDEX CONCURRENTLY does it.
create function settle_operations(most integer) returns bigint
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  known bigint;
  goal bigint;
  writers text[];
  settled bigint;
begin
  if not pg_try_advisory_xact_lock(hashtext('settle_operations')) then
    return 0;
  end if;
  select upto into known from operation_horizon;
  select max(id) into goal from (select id from operations where id > known order by id limit most) next;
  if goal is null then
    return 0;
  end if;
  writers := array(select virtualtransaction from pg_locks
                    where locktype = 'relation' and relation = 'operations'::regclass and mode = 'RowExclusiveLock' and granted
                      and database = (select oid from pg_database where datname = current_database()));
  for attempt in 1 .. 200 loop
    exit when not exists (select from pg_locks where locktype = 'relation' and relation = 'operations'::regclass
                             and mode = 'RowExclusiveLock' and virtualtransaction = any(writers));
    if attempt = 200 then
      return 0;
    end if;
    perform pg_sleep(0.005);
  end loop;

  insert into operation_texts
    select id, search_key(description) from operations
     where id > known and id <= goal and description is not null;
  insert into operation_blocks as b
    select id >> 12, min(created_at), max(created_at) from operations where id > known and id <= goal group by id >> 12
    on conflict (block) do update set first_at = least(b.first_at, excluded.first_at), last_at = greatest(b.last_at, excluded.last_at);
  select count(*) into settled from operations where id > known and id <= goal;
  update operation_horizon set upto = goal;
  return settled;
end $$;
revoke execute on function settle_operations(integer) from public;

create function sample_operation_grams() returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  greatest_id bigint := (select max(operation_id) from operation_texts);
begin
  if greatest_id is null or exists (select from search_samples where source = 'operations' and upto * 3 / 2 + 1000 > greatest_id
                                       and taken_at > clock_timestamp() - interval '1 day')
     or not pg_try_advisory_xact_lock(hashtext('sample_operation_grams')) then
    return false;
  end if;
  perform sample_grams('operations', greatest_id, array(
    select document from operation_texts
     where operation_id in (select n * greatest_id / 20000 from generate_series(1, 20000) as n)));
  return true;
end $$;
revoke execute on function sample_operation_grams() from public;

grant select on operation_texts, operation_blocks, operation_horizon to saldo_server;
grant execute on function settle_operations(integer), sample_operation_grams() to saldo_server;
