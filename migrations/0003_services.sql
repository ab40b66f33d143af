-- The catalogue of services with free-form billing parameters. Invariant: a service with operations cannot be deleted
-- (trigger services_kept, made in 0004 where the operations are).

create table services (
  id            bigint generated always as identity primary key,
  name          text not null constraint services_name_present check (length(btrim(name)) between 1 and 300),
  description   text not null default '' constraint services_description_short check (length(description) <= 4000),
  kind          text not null constraint services_kind_short check (length(kind) between 1 and 40),
  billing_kind  text not null default 'one_off' constraint services_billing_kind_short check (length(billing_kind) between 1 and 40),
  billing_info  jsonb not null default '{}' constraint services_billing_object check (jsonb_typeof(billing_info) = 'object'),
  version       bigint not null default 1,
  created_at    timestamptz not null default now(),
  updated_at    timestamptz not null default now(),
  archived_at   timestamptz
);
create index services_kind on services (kind, id);

grant select, delete on services to saldo_server;
grant insert (name, description, kind, billing_kind, billing_info, created_at, updated_at),
      update (name, description, kind, billing_kind, billing_info, version, updated_at, archived_at) on services to saldo_server;
