-- What the browser's pages ask for besides the records: saved views, words in use, figures of a day, the log of changes.
--
-- Invariants held here:
--   * a view has one owner, and its name is the only one of its kind among the owner's views of that list (saved_views_name);
--   * used_words has every key of the identifying data and of the further contacts that clients have now; it may have some that they
--     had once, because a key that was used is worth suggesting (triggers *_words_*);
--   * up to the horizon, the sums of a block are those of its operations, or null where the block is older than the sums.

create table saved_views (
  id          bigint generated always as identity primary key,
  owner_id    bigint not null references users,
  list        text not null constraint saved_views_list_known check (list in ('clients', 'services', 'operations', 'bank-deliveries')),
  name        text not null constraint saved_views_name_short check (length(name) between 1 and 80),
  query       text not null constraint saved_views_query_short check (length(query) <= 2000),
  shared      boolean not null default false,
  version     bigint not null default 1,
  created_at  timestamptz not null,
  updated_at  timestamptz not null
);
create unique index saved_views_name on saved_views (owner_id, list, (search_key(name)));
create index saved_views_shared on saved_views (list, id) where shared;

grant select, delete on saved_views to saldo_server;
grant insert (owner_id, list, name, query, shared, created_at, updated_at),
      update (name, query, shared, version, updated_at) on saved_views to saldo_server;

-- Keys that people gave to identifying data and to further contacts, for the fields that suggest them. Looking through a million
-- clients for their keys takes a second; a new key comes once in a while.
create table used_words (
  source  text not null constraint used_words_source_known check (source in ('client_info', 'contact')),
  word    text not null,
  primary key (source, word)
);
create index used_words_beginning on used_words (source, (search_key(word) collate "C"));

-- In one order, so that two transactions with the same new keys wait for each other one way only.
create function note_client_words() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into used_words
    select distinct 'client_info', key from changed, jsonb_object_keys(client_info) as key
    order by 2 on conflict do nothing;
  return null;
end $$;
create function note_contact_words() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into used_words
    select distinct 'contact', key from changed, jsonb_object_keys(other) as key
    order by 2 on conflict do nothing;
  return null;
end $$;
create trigger clients_words_added after insert on clients referencing new table as changed
  for each statement execute function note_client_words();
create trigger clients_words_changed after update on clients referencing new table as changed
  for each statement execute function note_client_words();
create trigger contacts_words_added after insert on contacts referencing new table as changed
  for each statement execute function note_contact_words();

insert into used_words select distinct 'client_info', key from clients, jsonb_object_keys(client_info) as key;
insert into used_words select distinct 'contact', key from contacts, jsonb_object_keys(other) as key;

grant select on used_words to saldo_server;

-- The sums of each 4096 settled operations, so that a day is added up from its blocks. Blocks that were settled before stay null and
-- are read operation by operation; only days that are over have such.
alter table operation_blocks
  add column operations  integer,
  add column credits     numeric,
  add column debits      numeric;

-- As before (0008), with the sums.
create or replace function settle_operations(most integer) returns bigint
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
  perform settle_blocks(known, goal);
  select count(*) into settled from operations where id > known and id <= goal;
  update operation_horizon set upto = goal;
  return settled;
end $$;

-- Adds the operations after `known` up to `goal` to their blocks. Also called by whoever loads a lot at once as the owner.
create function settle_blocks(known bigint, goal bigint) returns void
  language sql set search_path = public, pg_temp as $$
  insert into operation_blocks as b (block, first_at, last_at, operations, credits, debits)
    select id >> 12, min(created_at), max(created_at), count(*), coalesce(sum(amount) filter (where amount > 0), 0),
           coalesce(sum(amount) filter (where amount < 0), 0)
      from operations where id > known and id <= goal group by id >> 12
    on conflict (block) do update
      set first_at = least(b.first_at, excluded.first_at), last_at = greatest(b.last_at, excluded.last_at),
          operations = b.operations + excluded.operations, credits = b.credits + excluded.credits, debits = b.debits + excluded.debits
$$;
revoke execute on function settle_blocks(bigint, bigint) from public;

-- The log of changes of one kind of record, latest first; of one record there is an index already.
create index audit_log_kind on audit_log (entity, id);

-- Deliveries of one payer, latest first; and from an operation to the delivery that it credits.
create index bank_deliveries_payer on bank_deliveries (payer_inn, id);
create unique index bank_deliveries_operation on bank_deliveries (client_id, seq) where status = 'credited';

-- The archived client that had an INN, for a payment that finds no live one.
create index clients_inn_archived on clients (inn, archived_at) where inn is not null and archived_at is not null;

-- The name of whoever an actor is, for pages; null for the bank and the program itself.
create function actor_name(actor text) returns text
  language sql stable set search_path = public, pg_temp as $$
  select case
    when actor ~ '^user:[0-9]{1,18}$' then (select coalesce(nullif(u.name, ''), u.login) from users u where u.id = substr(actor, 6)::bigint)
    when actor ~ '^api_key:[0-9]{1,18}$' then (select k.name from api_keys k where k.id = substr(actor, 9)::bigint) end
$$;
