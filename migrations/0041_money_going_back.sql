-- Money that goes back to a client through a provider: one decision for refunds of orders and for what a provider took unasked.
--
-- Invariants: a key under which money may have gone back is not exchanged for another one, unless the provider has said no for certain;
-- a refund that failed becomes true only by another attempt, or by a person who gives the reason; whoever moves a payment on to where
-- money moves keeps its job going, whatever somebody wanted of the job before.

alter table refunds
  add column asked_at       timestamptz,            -- when the present key was first used
  add column refused        boolean not null default false, -- the provider said no for certain: nothing happened and nothing will
  add column settled_reason text constraint refunds_settled_reason_short check (length(settled_reason) between 1 and 500),
  add constraint refunds_refused_failed check (not refused or status = 'FAILED'),
  add constraint refunds_settled_by_hand check (settled_reason is null or status = 'SUCCEEDED');

alter table payments
  add column back_asked_at    timestamptz,
  add column back_external_id text constraint payments_back_external_id_short check (length(back_external_id) between 1 and 200),
  add column back_attempt     integer not null default 0 constraint payments_back_attempt_positive check (back_attempt >= 0);

-- What is there was asked at the latest when it was made.
update refunds r set asked_at = r.created_at,
       refused = r.status = 'FAILED' and r.failure is distinct from 'the outcome is not known: look at the provider''s records'
  from payments p where p.id = r.payment_id and p.method = 'ONLINE' and r.status <> 'SUCCEEDED';

create or replace function guard_refund() returns trigger language plpgsql as $$
begin
  if (new.id, new.payment_id, new.order_id, new.event, new.amount, new.created_at)
       is distinct from (old.id, old.payment_id, old.order_id, old.event, old.amount, old.created_at)
     or new.client_id is distinct from old.client_id or new.operation_seq is distinct from old.operation_seq
     or (new.key <> old.key and not (old.refused and (old.status, new.status) = ('FAILED', 'PENDING')))
     or (old.status <> new.status and (old.status, new.status) not in (
       ('PENDING', 'SUCCEEDED'), ('PENDING', 'FAILED'), ('FAILED', 'PENDING'), ('FAILED', 'SUCCEEDED')))
     or ((old.status, new.status) = ('FAILED', 'SUCCEEDED') and new.settled_reason is null)
     or (old.settled_reason is not null and new.settled_reason is distinct from old.settled_reason) then
    raise exception 'refund %: % -> % or a changed fact', old.id, old.status, new.status
      using errcode = 'check_violation', constraint = 'refunds_step';
  end if;
  return new;
end $$;

create or replace function queue_payment() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform queue_job('PAYMENT', 'payment:' || new.id, new.actor, new.updated_at);
  if new.status in ('CAPTURING', 'VOIDING') then
    update job_runs set cancel_requested = false
     where kind = 'PAYMENT' and subject = 'payment:' || new.id and state in ('QUEUED', 'RUNNING') and cancel_requested;
  end if;
  return null;
end $$;

grant update (key, asked_at, refused, settled_reason) on refunds to saldo_server;
grant update (back_asked_at, back_external_id, back_attempt) on payments to saldo_server;

-- Whether a job is in the middle of money that an order has counted on: such a job is not stopped by a person.
create function job_moves_money(kind text, subject text) returns boolean language sql stable set search_path = public, pg_temp as $$
  select case kind
    when 'PAYMENT' then exists (
      select from payments p join orders o on o.id = p.order_id
       where p.id = substring(subject from '^payment:([0-9]{1,18})$')::bigint
         and (p.status in ('CAPTURING', 'VOIDING') or (p.status = 'VOIDED' and p.event is not null and o.status <> 'cancelled')))
    when 'REFUND' then exists (
      select from refunds r where r.id = substring(subject from '^refund:([0-9]{1,18})$')::bigint and r.status = 'PENDING')
    else false end;
$$;
