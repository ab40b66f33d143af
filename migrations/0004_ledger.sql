-- The ledger: one immutable log of operations.
--
-- Invariants held here, whatever a program or a person sends (docs/decisions/ledger-invariants.md has the measurements
-- that chose this construction over a chain of foreign keys):
--   * append-only: no UPDATE, DELETE, TRUNCATE, for the owner neither;
--   * per client: seq = 1, 2, 3, ... without gaps; balance_after = previous balance_after + amount; times never run back;
--   * accounts.balance = balance_after of the last operation, accounts.seq = its seq: the head is moved by this trigger and
--     by nothing else;
--   * only an active account takes operations;
--   * balance_after >= -credit_limit at every operation, not only at the last one of a batch;
--   * a kind has only the signs that it allows; a reversal mirrors an operation of the same client, once;
--   * a service named by an operation exists, and stays.

create table operations (
  id             bigint generated always as identity,
  client_id      bigint not null,
  seq            bigint not null constraint operations_seq_positive check (seq >= 1),
  kind           operation_kind not null,
  amount         money_amount,
  balance_after  money_amount not null,
  service_id     bigint,
  order_id       bigint,
  reversal_of    bigint,                        -- seq of the reversed operation of the same client
  description    text constraint operations_description_short check (length(description) <= 1000),
  actor          text not null constraint operations_actor_short check (length(actor) between 1 and 40),
  created_at     timestamptz not null constraint operations_created_at_finite check (isfinite(created_at)),
  primary key (client_id, seq),
  constraint operations_sign check (case
    when kind in ('TOP_UP', 'BANK_PAYMENT', 'ORDER_REFUND') then amount is not null and amount > 0
    when kind in ('CONNECTION_FEE', 'RECURRING_FEE', 'USAGE', 'ORDER_PAYMENT') then amount is not null and amount < 0
    when kind in ('ADJUSTMENT', 'REVERSAL', 'OPENING_BALANCE') then amount is not null and amount <> 0
    else amount is null end),
  constraint operations_reversal_kind check ((kind = 'REVERSAL') = (reversal_of is not null)),
  constraint operations_adjustment_explained check (kind <> 'ADJUSTMENT' or length(btrim(coalesce(description, ''))) >= 3)
) with (autovacuum_vacuum_insert_scale_factor = 0.05);

-- Each index earns its place: (client_id, seq) history and chain; id a link to one operation; (created_at, id) the log, newest
-- first; (kind, amount, id) rare kinds and amounts; the two on services "clients by services in an interval".
create unique index operations_id on operations (id);
create index operations_log on operations (created_at, id);
create index operations_kind_amount on operations (kind, amount, id);
create index operations_service on operations (service_id, created_at, client_id) where service_id is not null;
create index operations_client_service on operations (client_id, service_id, created_at) where service_id is not null;
create index operations_order on operations (order_id) where order_id is not null;
create unique index operations_reversed_once on operations (client_id, reversal_of) where reversal_of is not null;

create trigger operations_append_only before update or delete on operations
  for each statement execute function refuse_change();
create trigger operations_kept before truncate on operations for each statement execute function refuse_change();

-- Checks the rows of one INSERT as a set and moves the heads of their accounts. One pass per statement, not per row.
create function post_operations() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  touched bigint;
  moved bigint;
  broken bigint;
begin
  with linked as (
    select client_id, seq, coalesce(amount, 0) as amount, balance_after, created_at,
           lag(seq) over chain as prev_seq, lag(balance_after) over chain as prev_balance,
           lag(created_at) over chain as prev_at, lead(seq) over chain is null as is_last
      from posted window chain as (partition by client_id order by seq)
  ), heads as (
    select client_id, min(seq) as first_seq, max(seq) as last_seq, min(balance_after) as lowest,
           max(balance_after - amount) filter (where prev_seq is null) as opening,
           max(created_at) filter (where prev_seq is null) as first_at,
           max(balance_after) filter (where is_last) as closing,
           max(created_at) filter (where is_last) as last_at,
           bool_and(prev_seq is null
             or (seq = prev_seq + 1 and balance_after = prev_balance + amount and created_at >= prev_at)) as chained
      from linked group by client_id
  ), forward as (
    update accounts a set balance = h.closing, seq = h.last_seq, last_at = h.last_at
      from heads h
     where a.client_id = h.client_id and h.chained and a.seq = h.first_seq - 1 and a.balance = h.opening
       and a.status = 'ACTIVE' and h.lowest >= -a.credit_limit and (a.last_at is null or a.last_at <= h.first_at)
    returning 1
  )
  select (select count(*) from heads), (select count(*) from forward) into touched, moved;
  if moved <> touched then
    raise exception 'operations do not continue the accounts: % of % accounts moved', moved, touched
      using errcode = 'check_violation', constraint = 'operations_chain';
  end if;

  if exists (select from posted where kind = 'REVERSAL') then
    select count(*) into broken from posted r
     where r.kind = 'REVERSAL' and not exists (
       select from operations o where o.client_id = r.client_id and o.seq = r.reversal_of and o.seq < r.seq
          and o.kind <> 'REVERSAL' and o.amount = -r.amount);
    if broken > 0 then
      raise exception '% reversals do not mirror an operation', broken
        using errcode = 'check_violation', constraint = 'operations_reversal_mirrors';
    end if;
  end if;

  if exists (select from posted where service_id is not null) then
    -- The share lock keeps the services until commit; a set of few rows, taken in order.
    select count(*) into broken
      from (select distinct service_id from posted where service_id is not null) used
      left join (select id from services where id in (select service_id from posted) order by id for key share) known
        on known.id = used.service_id
     where known.id is null;
    if broken > 0 then
      raise exception '% services do not exist', broken
        using errcode = 'foreign_key_violation', constraint = 'operations_service_exists';
    end if;
  end if;
  return null;
end $$;
create trigger operations_posted after insert on operations referencing new table as posted
  for each statement execute function post_operations();

create function refuse_used_service() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' and not exists (select from operations where service_id = old.id) then
    return old;
  end if;
  raise exception 'service % has operations', old.id
    using errcode = 'foreign_key_violation', constraint = 'services_kept';
end $$;
create trigger services_kept before delete on services for each row execute function refuse_used_service();
create trigger services_identity before update of id on services
  for each row when (old.id <> new.id) execute function refuse_used_service();
create trigger services_truncated before truncate on services for each statement execute function refuse_change();
create trigger clients_truncated before truncate on clients for each statement execute function refuse_change();

-- The first seq of a client at or after a moment (last seq + 1 when there is none). Times of one client never run back, so
-- a binary search over the primary key replaces an index on (client_id, created_at): some 20 probes for a million rows.
create function operation_seq_at(client bigint, moment timestamptz) returns bigint
  language plpgsql stable strict parallel safe set search_path = public, pg_temp as $$
declare
  low bigint := 1;
  high bigint;
  middle bigint;
begin
  select seq + 1 into high from accounts where client_id = client;
  if high is null then
    return 1;
  end if;
  while low < high loop
    middle := (low + high) / 2;
    if (select created_at from operations where client_id = client and seq = middle) < moment then
      low := middle + 1;
    else
      high := middle;
    end if;
  end loop;
  return low;
end $$;

-- Keys of commands: written once, with the outcome, in the transaction of the effect.
create table idempotency_keys (
  principal     text not null constraint idempotency_principal_short check (length(principal) between 1 and 40),
  key           text not null constraint idempotency_key_short check (length(key) between 1 and 255),
  request_hash  bytea not null constraint idempotency_hash_sha256 check (octet_length(request_hash) = 32),
  outcome       jsonb not null,
  created_at    timestamptz not null,
  primary key (principal, key)
);
create trigger idempotency_keys_append_only before update on idempotency_keys
  for each statement execute function refuse_change();

grant select on operations, idempotency_keys to saldo_server;
grant insert (client_id, seq, kind, amount, balance_after, service_id, order_id, reversal_of, description, actor, created_at)
  on operations to saldo_server;
grant insert on idempotency_keys to saldo_server;
