-- People, sessions, API keys, and the log of who changed what. Invariants: secrets are kept only as digests; logins are unique
-- whatever their case; the audit log is append-only.

create table users (
  id             bigint generated always as identity primary key,
  login          text not null constraint users_login_form check (login ~ '^[a-z0-9][a-z0-9._@-]{0,63}$'),
  name           text not null default '' constraint users_name_short check (length(name) <= 200),
  role           text not null constraint users_role_known check (role in ('admin', 'accountant', 'operator', 'cashier', 'viewer')),
  password_hash  text not null constraint users_password_argon2id check (password_hash like '$argon2id$%'),
  version        bigint not null default 1,
  created_at     timestamptz not null default now(),
  last_login_at  timestamptz,
  disabled_at    timestamptz
);
create unique index users_login on users (login);

create table sessions (
  token_hash    bytea primary key constraint sessions_token_sha256 check (octet_length(token_hash) = 32),
  id            bigint generated always as identity,
  user_id       bigint not null references users on delete cascade,
  created_at    timestamptz not null,
  last_seen_at  timestamptz not null,
  expires_at    timestamptz not null,
  user_agent    text not null default '' constraint sessions_user_agent_short check (length(user_agent) <= 300)
);
create index sessions_user on sessions (user_id);

create table api_keys (
  id            bigint generated always as identity primary key,
  name          text not null constraint api_keys_name_present check (length(btrim(name)) between 1 and 100),
  prefix        text not null constraint api_keys_prefix_form check (prefix ~ '^[a-z0-9]{8}$'),
  secret_hash   bytea not null constraint api_keys_secret_sha256 check (octet_length(secret_hash) = 32),
  scopes        text[] not null constraint api_keys_scopes_present check (cardinality(scopes) between 1 and 50),
  created_by    bigint not null references users,
  created_at    timestamptz not null default now(),
  last_used_at  timestamptz,
  expires_at    timestamptz,
  revoked_at    timestamptz
);
create unique index api_keys_prefix on api_keys (prefix);

create table audit_log (
  id          bigint generated always as identity primary key,
  at          timestamptz not null default clock_timestamp(),
  actor       text not null,
  action      text not null,
  entity      text not null,
  entity_id   bigint,
  before      jsonb,
  after       jsonb,
  request_id  text
);
create index audit_log_entity on audit_log (entity, entity_id, id);
create trigger audit_log_append_only before update or delete on audit_log for each statement execute function refuse_change();
create trigger audit_log_kept before truncate on audit_log for each statement execute function refuse_change();

grant select, insert on users, sessions, api_keys, audit_log to saldo_server;
grant update (name, role, password_hash, version, last_login_at, disabled_at) on users to saldo_server;
grant update (last_seen_at), delete on sessions to saldo_server;
grant update (last_used_at, revoked_at) on api_keys to saldo_server;
