-- Online payments and refunds that wait for their provider are jobs.
--
-- Invariant held here: whoever leaves a payment or refund in a state in which its provider has something to do, has queued the job that
-- does it, in the same transaction. A terminal has nothing to do, except that an order is paid by what a person has confirmed.

-- Where the provider sends the client afterwards.
alter table payments add column return_url text constraint payments_return_url_short check (length(return_url) <= 2000);
grant insert (return_url) on payments to saldo_server;

create function queue_job(wanted_kind text, wanted_subject text, wanted_actor text, moment timestamptz) returns void
  language sql security definer set search_path = public, pg_temp as $$
  insert into job_runs as r (kind, subject, actor, run_at, created_at, updated_at)
  values (wanted_kind, wanted_subject, wanted_actor, moment, moment, moment)
  on conflict (kind, subject) where state in ('QUEUED', 'RUNNING')
  do update set again = r.state = 'RUNNING', run_at = least(r.run_at, excluded.run_at), updated_at = greatest(r.updated_at, excluded.updated_at);
$$;
revoke execute on function queue_job(text, text, text, timestamptz) from public;

create function queue_payment() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform queue_job('PAYMENT', 'payment:' || new.id, new.actor, new.updated_at);
  return null;
end $$;
create trigger payments_asked after insert on payments
  for each row when (new.method = 'ONLINE' and new.status = 'PENDING' and new.provider <> 'manual') execute function queue_payment();
create trigger payments_goes_on after update of status on payments
  for each row when (new.method = 'ONLINE' and new.status <> old.status
    and (new.status = 'AUTHORISED' or (new.status in ('CAPTURING', 'VOIDING') and new.provider <> 'manual'))) execute function queue_payment();

create function queue_refund() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform queue_job('REFUND', 'refund:' || new.id, new.actor, new.updated_at);
  return null;
end $$;
create trigger refunds_asked after insert on refunds for each row when (new.status = 'PENDING') execute function queue_refund();
