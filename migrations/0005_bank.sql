-- Deliveries of the bank: every accepted, unmatched or conflicting webhook body is kept, before any balance changes and in the
-- same transaction. Invariants: one credit per operation_id for ever (bank_deliveries_credited_once); what was received never
-- changes and is never removed; only the fate of an uncredited delivery may change, once.

create table bank_deliveries (
  id               bigint generated always as identity primary key,
  operation_id     uuid not null,
  payer_inn        text not null constraint bank_deliveries_inn_digits check (payer_inn ~ '^([0-9]{10}|[0-9]{12})$'),
  amount           money_amount not null constraint bank_deliveries_amount_positive check (amount > 0),
  document_number  text not null constraint bank_deliveries_document_short check (length(document_number) between 1 and 100),
  document_date    timestamptz not null constraint bank_deliveries_date_finite check (isfinite(document_date)),
  body             text not null,
  status           text not null constraint bank_deliveries_status_known check (status in ('credited', 'unmatched', 'conflict')),
  client_id        bigint,
  seq              bigint,                      -- the operation of that client which carries the credit
  times_received   integer not null default 1 constraint bank_deliveries_times_positive check (times_received >= 1),
  received_at      timestamptz not null,
  last_received_at timestamptz not null,
  resolved_by      text,
  constraint bank_deliveries_credit_linked check ((status = 'credited') = (client_id is not null and seq is not null))
);
create unique index bank_deliveries_credited_once on bank_deliveries (operation_id) where status = 'credited';
create unique index bank_deliveries_open_once on bank_deliveries
  (operation_id, payer_inn, amount, document_number, document_date) where status <> 'credited';
create index bank_deliveries_open on bank_deliveries (id) where status <> 'credited';

create function keep_delivery() returns trigger language plpgsql as $$
begin
  raise exception 'delivery %: what the bank sent is never changed', old.id
    using errcode = 'restrict_violation', constraint = 'bank_deliveries_kept';
end $$;
create trigger bank_deliveries_kept before update on bank_deliveries for each row
  when (old.status = 'credited'
     or (old.id, old.operation_id, old.payer_inn, old.amount, old.document_number, old.document_date, old.body, old.received_at)
        is distinct from
        (new.id, new.operation_id, new.payer_inn, new.amount, new.document_number, new.document_date, new.body, new.received_at))
  execute function keep_delivery();
create trigger bank_deliveries_not_removed before delete or truncate on bank_deliveries
  for each statement execute function refuse_change();

grant select, insert on bank_deliveries to saldo_server;
grant update (status, client_id, seq, times_received, last_received_at, resolved_by) on bank_deliveries to saldo_server;
