-- Clients, their contacts and their accounts.
--
-- Invariants held here:
--   * every client has exactly one account, made with it (trigger clients_account);
--   * an account's balance, number of operations and last time change only together with rows of `operations`
--     (0004_ledger.sql), by nobody and nothing else (trigger accounts_head);
--   * balance >= -credit_limit, always;
--   * an account's status follows its client (trigger clients_account_status), so that the ledger locks and reads one narrow row;
--   * a client with operations cannot be deleted (trigger accounts_kept);
--   * one live client per INN, so that a bank payment has one addressee.

create table clients (
  id           bigint generated always as identity primary key,
  kind         client_kind not null,
  name         text not null constraint clients_name_present check (length(btrim(name)) between 1 and 300),
  last_name    text constraint clients_last_name_short check (length(last_name) <= 100),
  first_name   text constraint clients_first_name_short check (length(first_name) <= 100),
  middle_name  text constraint clients_middle_name_short check (length(middle_name) <= 100),
  inn          text constraint clients_inn_digits check (inn ~ '^([0-9]{10}|[0-9]{12})$'),
  phone        text constraint clients_phone_e164 check (phone ~ '^\+[0-9]{7,15}$'),
  email        text constraint clients_email_short check (length(email) <= 254),
  city         text constraint clients_city_short check (length(city) <= 100),
  client_info  jsonb not null default '{}' constraint clients_info_object check (jsonb_typeof(client_info) = 'object'),
  is_system    boolean not null default false,
  version      bigint not null default 1,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  archived_at  timestamptz,
  name_key     text collate "C" not null generated always as (search_key(name)) stored,
  constraint clients_system_live check (not is_system or archived_at is null)
);

create unique index clients_inn on clients (inn) where inn is not null and archived_at is null;
create unique index clients_one_system on clients (is_system) where is_system;
create index clients_name on clients (name_key, id);
create index clients_city on clients (city, id) where city is not null;
create index clients_kind on clients (kind, id);
create index clients_archived on clients (archived_at, id) where archived_at is not null;

create table contacts (
  client_id  bigint not null references clients on delete cascade,
  position   smallint not null constraint contacts_position_range check (position between 0 and 99),
  full_name  text constraint contacts_full_name_short check (length(full_name) <= 300),
  phone      text constraint contacts_phone_short check (length(phone) <= 100),
  email      text constraint contacts_email_short check (length(email) <= 254),
  address    text constraint contacts_address_short check (length(address) <= 500),
  other      jsonb not null default '{}' constraint contacts_other_object check (jsonb_typeof(other) = 'object'),
  primary key (client_id, position)
);

-- The account is a narrow row of its own: it changes with every batch of operations, the client hardly ever.
create table accounts (
  client_id        bigint primary key references clients on delete cascade,
  currency         text not null default 'RUB' constraint accounts_currency_rub check (currency = 'RUB'),
  balance          money_amount not null default 0,
  seq              bigint not null default 0 constraint accounts_seq_range check (seq >= 0),
  last_at          timestamptz,
  status           text not null default 'ACTIVE' constraint accounts_status_known check (status in ('ACTIVE', 'ARCHIVED', 'SYSTEM')),
  credit_limit     money_amount not null default 0 constraint accounts_credit_limit_range check (credit_limit >= 0),
  credit_due_date  date constraint accounts_due_date_finite check (isfinite(credit_due_date)),
  constraint accounts_within_limit check (balance >= -credit_limit),
  constraint accounts_due_date_needs_limit check (credit_due_date is null or credit_limit > 0),
  constraint accounts_empty_is_zero check (seq > 0 or (balance = 0 and last_at is null))
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);

-- Serves "balance from .. to" and sorting by balance. It ends HOT updates of this table; docs/performance.md has the price.
create index accounts_balance on accounts (balance, client_id);
create index accounts_credit_limit on accounts (credit_limit, client_id) where credit_limit > 0;
create index accounts_credit_due_date on accounts (credit_due_date, client_id) where credit_due_date is not null;

create function open_accounts() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into accounts (client_id, status) select id, case when is_system then 'SYSTEM' else 'ACTIVE' end from opened;
  return null;
end $$;
create trigger clients_account after insert on clients referencing new table as opened
  for each statement execute function open_accounts();

create function follow_client_status() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update accounts set status = case when new.archived_at is null then 'ACTIVE' else 'ARCHIVED' end where client_id = new.id;
  return null;
end $$;
create trigger clients_account_status after update of archived_at on clients for each row
  when ((old.archived_at is null) <> (new.archived_at is null)) execute function follow_client_status();

create function refuse_direct_balance() returns trigger language plpgsql as $$
begin
  raise exception 'account %: the head changes only through operations', coalesce(new.client_id, old.client_id)
    using errcode = 'restrict_violation', constraint = 'accounts_head';
end $$;
-- Depth 0 is a statement of a session; the ledger's own trigger updates the head from depth 1.
create trigger accounts_head before update of client_id, balance, seq, last_at, status, currency on accounts
  for each row when (pg_trigger_depth() = 0) execute function refuse_direct_balance();
create trigger accounts_opened before insert on accounts
  for each row when (new.seq <> 0 or new.balance <> 0 or new.last_at is not null or pg_trigger_depth() = 0)
  execute function refuse_direct_balance();
create trigger accounts_truncated before truncate on accounts for each statement execute function refuse_change();

create function refuse_used_account() returns trigger language plpgsql as $$
begin
  raise exception 'client % has operations and cannot be deleted', old.client_id
    using errcode = 'foreign_key_violation', constraint = 'accounts_kept';
end $$;
create trigger accounts_kept before delete on accounts for each row when (old.seq > 0) execute function refuse_used_account();

-- A client is removed only whole: without its account it would be a client without a balance.
create function refuse_orphan_client() returns trigger language plpgsql as $$
begin
  if exists (select from clients where id = old.client_id) then
    raise exception 'account % is removed only with its client', old.client_id
      using errcode = 'restrict_violation', constraint = 'accounts_kept';
  end if;
  return null;
end $$;
create constraint trigger accounts_owned after delete on accounts deferrable initially deferred
  for each row execute function refuse_orphan_client();

create function keep_client_identity() returns trigger language plpgsql as $$
begin
  raise exception 'client %: the number and the system mark never change', old.id
    using errcode = 'restrict_violation', constraint = 'clients_identity';
end $$;
create trigger clients_identity before update of id, is_system on clients
  for each row when (old.id <> new.id or old.is_system <> new.is_system) execute function keep_client_identity();
create trigger clients_system_kept before delete on clients
  for each row when (old.is_system) execute function keep_client_identity();

-- Walk-in sales stand on this client; it is never listed, exported, found or credited by hand.
insert into clients (id, kind, name, is_system) overriding system value values (0, 'OTHER', 'Розничный покупатель', true);

grant select on clients, contacts, accounts to saldo_server;
grant insert (kind, name, last_name, first_name, middle_name, inn, phone, email, city, client_info, created_at, updated_at),
      update (kind, name, last_name, first_name, middle_name, inn, phone, email, city, client_info, version, updated_at, archived_at),
      delete on clients to saldo_server;
grant insert, update, delete on contacts to saldo_server;
grant update (credit_limit, credit_due_date) on accounts to saldo_server;
