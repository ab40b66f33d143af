-- The guards of orders: see 0013_orders.sql for what they hold.

create function refuse_direct_order() returns trigger language plpgsql as $$
begin
  raise exception 'order %: the status changes only through its history, the total through its lines', coalesce(new.id, old.id)
    using errcode = 'restrict_violation', constraint = 'orders_head';
end $$;
create trigger orders_head before update of id, status, seq, total, paid_at, cancelled_at, archived_at, created_at on orders
  for each row when (pg_trigger_depth() = 0) execute function refuse_direct_order();
create trigger orders_opened before insert on orders
  for each row when (new.seq <> 0 or new.status <> 'draft' or new.total <> 0) execute function refuse_direct_order();
create trigger orders_client_kept before update of client_id on orders
  for each row when (old.status <> 'draft' and old.client_id <> new.client_id) execute function refuse_direct_order();
create trigger orders_kept before delete or truncate on orders for each statement execute function refuse_change();

-- At commit every order has a history.
create function check_order_begun() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from order_history where order_id = new.id and seq = 1) then
    raise exception 'order % has no history', new.id using errcode = 'check_violation', constraint = 'orders_begun';
  end if;
  return null;
end $$;
create constraint trigger orders_begun after insert on orders deferrable initially deferred
  for each row execute function check_order_begun();

-- Lines of a draft only; locks the orders, so that a payment that runs at the same moment sees the lines or is seen by them.
create function total_orders(touched bigint[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  drafts bigint;
begin
  perform from orders where id = any(touched) order by id for no key update;
  with summed as (
    update orders o set total = coalesce((select sum(l.total) from order_lines l where l.order_id = o.id), 0)
     where o.id = any(touched) and o.status = 'draft' returning 1)
  select count(*) from summed into drafts;
  if drafts <> cardinality(touched) then
    raise exception 'lines and prices are frozen once an order is no draft'
      using errcode = 'restrict_violation', constraint = 'order_lines_frozen';
  end if;
end $$;
create function follow_added_lines() returns trigger language plpgsql as $$
begin
  perform total_orders(array(select distinct order_id from added));
  return null;
end $$;
create function follow_removed_lines() returns trigger language plpgsql as $$
begin
  perform total_orders(array(select distinct order_id from removed));
  return null;
end $$;
create function follow_changed_lines() returns trigger language plpgsql as $$
begin
  perform total_orders(array(select order_id from added union select order_id from removed));
  return null;
end $$;
create trigger order_lines_added after insert on order_lines referencing new table as added
  for each statement execute function follow_added_lines();
create trigger order_lines_removed after delete on order_lines referencing old table as removed
  for each statement execute function follow_removed_lines();
create trigger order_lines_changed after update on order_lines referencing old table as removed new table as added
  for each statement execute function follow_changed_lines();
create trigger order_lines_kept before truncate on order_lines for each statement execute function refuse_change();

-- The money of orders, against their history.
create function check_order_money(touched bigint[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  broken bigint[];
begin
  select array_agg(o.id) into broken
    from orders o
    left join lateral (select bool_or(h.event = 'paid') as paid, bool_or(h.event = 'cancelled') as cancelled
                         from order_history h where h.order_id = o.id) h on true
    left join lateral (select coalesce(sum(p.amount), 0) as taken, coalesce(sum(r.refunded), 0) as refunded,
                              bool_or(coalesce(r.refunded, 0) > p.amount) as too_much
                         from payments p
                         left join lateral (select sum(r.amount) as refunded from refunds r where r.payment_id = p.id) r on true
                        where p.order_id = o.id and p.event is not null) m on true
   where o.id = any(touched)
     and (m.taken <> case when h.paid then o.total else 0 end
       or coalesce(m.too_much, false)
       or (h.cancelled and m.refunded <> m.taken));
  if broken is not null then
    raise exception 'orders %: payments and refunds do not agree with the history', broken
      using errcode = 'check_violation', constraint = 'order_money';
  end if;
  if exists (select from refunds r join payments p on p.id = r.payment_id
              where r.order_id = any(touched) and (p.order_id <> r.order_id or p.event is null
                or (p.method = 'WALLET') <> (r.operation_seq is not null)))
     or exists (select from payments p join operations o on o.client_id = p.client_id and o.seq = p.operation_seq
                 where p.order_id = any(touched) and (o.kind, o.amount, o.order_id) is distinct from ('ORDER_PAYMENT'::operation_kind, -p.amount, p.order_id))
     or exists (select from refunds r join operations o on o.client_id = r.client_id and o.seq = r.operation_seq
                 where r.order_id = any(touched) and (o.kind, o.amount, o.order_id) is distinct from ('ORDER_REFUND'::operation_kind, r.amount, r.order_id)) then
    raise exception 'refunds of another order, of money not taken, or a wallet part without its operation'
      using errcode = 'check_violation', constraint = 'order_money';
  end if;
end $$;

-- The goods of orders, against their history: sold once by the sum of the lines, back at most once.
create function check_order_goods(touched bigint[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  broken bigint[];
begin
  select array_agg(distinct order_id) into broken
    from (select l.order_id, l.product_id, sum(l.quantity) as sold, sum(coalesce(r.back, 0)) as back,
                 sum(coalesce(r.restocked, 0)) as restocked, bool_or(coalesce(r.back, 0) > l.quantity) as too_much
            from order_lines l
            left join (select order_id, number, sum(quantity) as back, sum(quantity) filter (where restock) as restocked
                         from order_returns where order_id = any(touched) group by order_id, number) r using (order_id, number)
           where l.order_id = any(touched) group by l.order_id, l.product_id) l
    full join (select order_id, product_id, coalesce(sum(quantity) filter (where kind = 'SALE'), 0) as sale,
                      coalesce(sum(quantity) filter (where kind = 'CANCELLATION'), 0) as cancelled,
                      coalesce(sum(quantity) filter (where kind = 'RETURN'), 0) as returned
                 from stock_movements where order_id = any(touched) group by order_id, product_id) m using (order_id, product_id)
    left join (select order_id, bool_or(event = 'paid') as paid, bool_or(event = 'cancelled') as cancelled
                 from order_history where order_id = any(touched) group by order_id) h using (order_id)
   where l.sold is null or l.too_much
      or coalesce(m.sale, 0) <> case when h.paid then -l.sold else 0 end
      or coalesce(m.cancelled, 0) <> case when h.paid and h.cancelled then l.sold - l.back else 0 end
      or coalesce(m.returned, 0) <> l.restocked;
  if broken is not null then
    raise exception 'orders %: stock movements and returns do not agree with the lines', broken
      using errcode = 'check_violation', constraint = 'order_goods';
  end if;
end $$;

-- Checks the events of one INSERT as a set and moves the orders.
create function move_orders() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  touched bigint[] := array(select distinct order_id from recorded);
  settling bigint[] := array(select distinct order_id from recorded where event in ('paid', 'returned', 'cancelled'));
  moved bigint;
begin
  with linked as (
    select order_id, seq, event, from_status, to_status, at, lag(seq) over chain as prev_seq, lag(to_status) over chain as prev_status,
           lag(event) over chain as prev_event, lead(seq) over chain is null as is_last
      from recorded window chain as (partition by order_id order by seq)
  ), heads as (
    select order_id, min(seq) as first_seq, max(seq) as last_seq,
           max(from_status) filter (where prev_seq is null) as opening, max(to_status) filter (where is_last) as closing,
           max(at) filter (where event = 'paid') as paid_at, max(at) filter (where event = 'cancelled') as cancelled_at,
           max(at) filter (where is_last) as at, max(event) filter (where prev_seq is null) as first_event,
           max(event) filter (where is_last) as last_event,
           bool_and(prev_seq is null or (seq = prev_seq + 1 and from_status = prev_status
             and (event = 'unarchived') <= (prev_event = 'archived') and (event = 'archived') <= (prev_event <> 'archived'))) as chained
      from linked group by order_id
  ), forward as (
    update orders o set status = h.closing, seq = h.last_seq, paid_at = coalesce(h.paid_at, o.paid_at),
           cancelled_at = coalesce(h.cancelled_at, o.cancelled_at), updated_at = h.at, version = o.version + (h.first_seq > 1)::int,
           archived_at = case h.last_event when 'archived' then h.at when 'unarchived' then null else o.archived_at end
      from heads h
     where o.id = h.order_id and h.chained and o.seq = h.first_seq - 1 and (h.first_seq = 1 or o.status = h.opening)
       and (h.first_event = 'unarchived') <= (o.archived_at is not null) and (h.first_event = 'archived') <= (o.archived_at is null)
    returning 1
  )
  select count(*) from forward into moved;
  if moved <> cardinality(touched) then
    raise exception 'events do not continue the orders: % of % moved', moved, cardinality(touched)
      using errcode = 'check_violation', constraint = 'order_history_chain';
  end if;
  if exists (select from recorded r where r.event = 'returned'
               and not exists (select from order_returns b where b.order_id = r.order_id and b.event = r.seq)) then
    raise exception 'an order is returned without goods' using errcode = 'check_violation', constraint = 'order_returns_empty';
  end if;
  if exists (select from recorded r where r.event = 'paid' and not exists (select from order_lines l where l.order_id = r.order_id)) then
    raise exception 'an order without lines is not paid' using errcode = 'check_violation', constraint = 'order_empty';
  end if;
  if cardinality(settling) > 0 then
    perform check_order_money(settling), check_order_goods(settling);
  end if;
  return null;
end $$;
create trigger order_history_recorded after insert on order_history referencing new table as recorded
  for each statement execute function move_orders();

-- What an event did is written with it: in the transaction that wrote the event, which has its right kind. Later nothing is added to it.
create function event_is_new(of_order bigint, number bigint, kinds order_event[]) returns boolean
  language sql stable as $$
  select exists (select from order_history h where h.order_id = of_order and h.seq = number and h.event = any(kinds)
                    and h.xmin = pg_current_xact_id()::xid)
$$;

create function follow_order_movements() returns trigger language plpgsql as $$
declare
  touched bigint[] := array(select distinct order_id from moved_rows where order_id is not null);
begin
  if cardinality(touched) > 0 then
    if exists (select from moved_rows m where m.order_id is not null and not event_is_new(m.order_id, m.event,
                 array[case m.kind when 'SALE' then 'paid'::order_event when 'RETURN' then 'returned' else 'cancelled' end])) then
      raise exception 'a movement names no event of its kind that happens now'
        using errcode = 'foreign_key_violation', constraint = 'stock_movements_event';
    end if;
    perform check_order_goods(touched);
  end if;
  return null;
end $$;
create trigger stock_of_orders after insert on stock_movements referencing new table as moved_rows
  for each statement execute function follow_order_movements();

create function follow_order_returns() returns trigger language plpgsql as $$
begin
  if exists (select from returned r where not event_is_new(r.order_id, r.event, array['returned'::order_event])) then
    raise exception 'goods come back by no return that happens now'
      using errcode = 'foreign_key_violation', constraint = 'order_returns_of_event';
  end if;
  perform check_order_goods(array(select distinct order_id from returned));
  return null;
end $$;
create trigger order_returns_recorded after insert on order_returns referencing new table as returned
  for each statement execute function follow_order_returns();

create function follow_payments() returns trigger language plpgsql as $$
declare
  touched bigint[] := array(select distinct order_id from written where event is not null);
begin
  if cardinality(touched) > 0 then
    if exists (select from written w where w.event is not null and not event_is_new(w.order_id, w.event, array['paid'::order_event])) then
      raise exception 'a payment is taken by no event that happens now'
        using errcode = 'foreign_key_violation', constraint = 'payments_of_event';
    end if;
    perform check_order_money(touched);
  end if;
  return null;
end $$;
create trigger payments_added after insert on payments referencing new table as written
  for each statement execute function follow_payments();
create function follow_taken_payments() returns trigger language plpgsql as $$
declare
  touched bigint[] := array(select distinct w.order_id from written w join was on was.id = w.id
                             where w.event is not null and was.event is null);
begin
  if cardinality(touched) > 0 then
    if exists (select from written w join was on was.id = w.id where w.event is not null and was.event is null
                  and not event_is_new(w.order_id, w.event, array['paid'::order_event])) then
      raise exception 'a payment is taken by no event that happens now'
        using errcode = 'foreign_key_violation', constraint = 'payments_of_event';
    end if;
    perform check_order_money(touched);
  end if;
  return null;
end $$;
create trigger payments_changed after update on payments referencing old table as was new table as written
  for each statement execute function follow_taken_payments();
create function follow_refunds() returns trigger language plpgsql as $$
begin
  if exists (select from written w where not event_is_new(w.order_id, w.event, array['returned', 'cancelled']::order_event[])) then
    raise exception 'money goes back by no event that happens now'
      using errcode = 'foreign_key_violation', constraint = 'refunds_of_event';
  end if;
  perform check_order_money(array(select distinct order_id from written));
  return null;
end $$;
create trigger refunds_added after insert on refunds referencing new table as written
  for each statement execute function follow_refunds();

-- A payment goes its way and keeps what it is.
create function guard_payment() returns trigger language plpgsql as $$
begin
  if (new.id, new.order_id, new.method, new.amount, new.key, new.created_at)
       is distinct from (old.id, old.order_id, old.method, old.amount, old.key, old.created_at)
     or new.client_id is distinct from old.client_id or new.operation_seq is distinct from old.operation_seq
     or new.provider is distinct from old.provider
     or (old.event is not null and new.event is distinct from old.event)
     or (old.external_id is not null and new.external_id is distinct from old.external_id)
     or (old.event is null and new.event is not null and (old.status, new.status) not in (('AUTHORISED', 'CAPTURING'), ('AUTHORISED', 'CAPTURED')))
     or (old.status <> new.status and (old.status, new.status) not in (
       ('PENDING', 'AUTHORISED'), ('PENDING', 'FAILED'), ('PENDING', 'VOIDING'), ('PENDING', 'VOIDED'),
       ('AUTHORISED', 'CAPTURING'), ('AUTHORISED', 'CAPTURED'), ('AUTHORISED', 'VOIDING'), ('AUTHORISED', 'VOIDED'),
       ('CAPTURING', 'CAPTURED'), ('CAPTURING', 'VOIDING'), ('CAPTURING', 'VOIDED'),
       ('VOIDING', 'VOIDED'), ('VOIDING', 'CAPTURED'))) then
    raise exception 'payment %: % -> % or a changed fact', old.id, old.status, new.status
      using errcode = 'check_violation', constraint = 'payments_step';
  end if;
  return new;
end $$;
create trigger payments_step before update on payments for each row execute function guard_payment();
create trigger payments_kept before delete or truncate on payments for each statement execute function refuse_change();

create function guard_refund() returns trigger language plpgsql as $$
begin
  if (new.id, new.payment_id, new.order_id, new.event, new.amount, new.key, new.created_at)
       is distinct from (old.id, old.payment_id, old.order_id, old.event, old.amount, old.key, old.created_at)
     or new.client_id is distinct from old.client_id or new.operation_seq is distinct from old.operation_seq
     or (old.status <> new.status and (old.status, new.status) not in (
       ('PENDING', 'SUCCEEDED'), ('PENDING', 'FAILED'), ('FAILED', 'PENDING'))) then
    raise exception 'refund %: % -> % or a changed fact', old.id, old.status, new.status
      using errcode = 'check_violation', constraint = 'refunds_step';
  end if;
  return new;
end $$;
create trigger refunds_step before update on refunds for each row execute function guard_refund();
create trigger refunds_kept before delete or truncate on refunds for each statement execute function refuse_change();

-- An operation may name an order from now on: the order exists, only its own kinds name one, and what an order did is undone by the
-- order, not by a reversal.
create function check_operation_orders() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from posted p where (p.kind in ('ORDER_PAYMENT', 'ORDER_REFUND')) <> (p.order_id is not null)
                or (p.order_id is not null and not exists (select from orders o where o.id = p.order_id and o.client_id = p.client_id))) then
    raise exception 'an operation names no order of its client'
      using errcode = 'foreign_key_violation', constraint = 'operations_order_exists';
  end if;
  if exists (select from posted p join operations o on o.client_id = p.client_id and o.seq = p.reversal_of
              where p.kind = 'REVERSAL' and o.kind in ('ORDER_PAYMENT', 'ORDER_REFUND')) then
    raise exception 'an operation of an order is not reversed'
      using errcode = 'check_violation', constraint = 'operations_order_reversed';
  end if;
  return null;
end $$;
create trigger operations_orders after insert on operations referencing new table as posted
  for each statement execute function check_operation_orders();

-- At commit every operation of an order is part of a payment or a refund.
create function check_operation_taken() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not (case new.kind
            when 'ORDER_PAYMENT' then exists (select from payments p where p.client_id = new.client_id and p.operation_seq = new.seq)
            else exists (select from refunds r where r.client_id = new.client_id and r.operation_seq = new.seq) end) then
    raise exception 'operation %/% belongs to no payment or refund', new.client_id, new.seq
      using errcode = 'check_violation', constraint = 'operations_taken';
  end if;
  return null;
end $$;
create constraint trigger operations_taken after insert on operations deferrable initially deferred
  for each row when (new.kind in ('ORDER_PAYMENT', 'ORDER_REFUND')) execute function check_operation_taken();

grant select on orders, order_lines, order_history, order_returns, payments, refunds to saldo_server;
grant insert (client_id, comment, created_at, updated_at), update (client_id, comment, version, updated_at) on orders to saldo_server;
grant insert (order_id, number, product_id, name, unit, quantity, price), delete on order_lines to saldo_server;
grant insert on order_history, order_returns to saldo_server;
grant insert (order_id, method, amount, status, event, client_id, operation_seq, provider, key, reference, actor, created_at, updated_at),
      update (status, event, external_id, confirmation_url, reference, failure, updated_at) on payments to saldo_server;
grant insert (payment_id, order_id, event, amount, status, client_id, operation_seq, key, reference, actor, created_at, updated_at),
      update (status, external_id, reference, failure, updated_at) on refunds to saldo_server;
