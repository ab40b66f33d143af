//! The invariants of stock, orders and their money, recomputed from the rows alone.

/// Invariant and offenders.
pub const CHECKS: &[(&str, &str)] = &[
    (
        "movements of a product are numbered 1, 2, 3, ... and each quantity is the one before plus the movement, never below zero",
        "select format('product %s movement %s: quantity_after %s, expected %s', product_id, seq, quantity_after, before + quantity)
           from (select product_id, seq, quantity, quantity_after, coalesce(lag(seq) over chain, 0) as prev_seq,
                        coalesce(lag(quantity_after) over chain, 0) as before
                   from stock_movements window chain as (partition by product_id order by seq)) linked
          where seq <> prev_seq + 1 or quantity_after <> before + quantity or quantity_after < 0",
    ),
    (
        "what is in stock is the sum of the movements, and the product knows their number",
        "select format('product %s: quantity %s, sum %s, seq %s, movements %s', product_id, p.quantity, m.total, p.seq, m.number)
           from (select id as product_id, quantity, seq from products) p
           full join (select product_id, sum(quantity) as total, count(*) as number from stock_movements group by product_id) m
             using (product_id)
          where p.product_id is null or p.quantity <> coalesce(m.total, 0) or p.seq <> coalesce(m.number, 0)",
    ),
    (
        "a movement has a sign that its kind allows and an id of its own, and names an order exactly when an order made it",
        "select format('movement %s: %s %s of order %s', id, kind, quantity, order_id) from stock_movements
          where (order_id is null) <> (event is null) or (order_id is not null) <> (kind in ('SALE', 'CANCELLATION', 'RETURN'))
             or case when kind in ('RECEIPT', 'CANCELLATION', 'RETURN') then quantity <= 0
                     when kind in ('SALE', 'WRITE_OFF') then quantity >= 0 else false end
         union all
         select format('id %s: %s movements', id, count(*)) from stock_movements group by id having count(*) > 1",
    ),
    (
        "the history of an order is numbered 1, 2, 3, ... and is a path of allowed steps that begins with the draft",
        "select format('order %s event %s: %s from %s to %s', order_id, seq, event, from_status, to_status)
           from (select *, coalesce(lag(seq) over chain, 0) as prev_seq, lag(to_status) over chain as prev_status,
                        lag(event) over chain as prev_event,
                        count(*) filter (where event in ('paid', 'cancelled')) over (partition by order_id, event) as times
                   from order_history window chain as (partition by order_id order by seq)) linked
          where seq <> prev_seq + 1 or from_status is distinct from prev_status or times > 1 or (seq = 1) <> (event = 'created')
             or (event = 'archived' and prev_event = 'archived') or (event = 'unarchived' and prev_event is distinct from 'archived')
             or (event, coalesce(from_status::text, ''), to_status) not in (
                ('created', '', 'draft'), ('paid', 'draft', 'paid'), ('returned', 'paid', 'paid'), ('cancelled', 'draft', 'cancelled'),
                ('cancelled', 'paid', 'cancelled'), ('archived', 'cancelled', 'cancelled'), ('unarchived', 'cancelled', 'cancelled'))",
    ),
    (
        "an order stands where its history ends, and has the times of its events",
        "select format('order %s: %s at %s, history ends %s at %s', coalesce(o.id, h.order_id), o.status, o.seq, h.status, h.seq)
           from orders o
           full join (select order_id, max(seq) as seq, (array_agg(to_status order by seq desc))[1] as status,
                             max(at) filter (where event = 'paid') as paid_at, max(at) filter (where event = 'cancelled') as cancelled_at,
                             (array_agg(event order by seq desc) filter (where event in ('archived', 'unarchived')))[1] = 'archived' as archived
                        from order_history group by order_id) h on h.order_id = o.id
          where o.id is null or h.order_id is null or (o.seq, o.status) is distinct from (h.seq, h.status)
             or o.paid_at is distinct from h.paid_at or o.cancelled_at is distinct from h.cancelled_at
             or (o.archived_at is not null) <> coalesce(h.archived, false)",
    ),
    (
        "the total of an order is the sum of its lines, each quantity times price in whole kopecks, and what is paid has lines",
        "select format('order %s: total %s, lines %s', o.id, o.total, l.total)
           from orders o
           left join (select order_id, sum(round(quantity * price, 2)) as total, bool_and(total = round(quantity * price, 2)) as exact
                        from order_lines group by order_id) l on l.order_id = o.id
          where o.total <> coalesce(l.total, 0) or not coalesce(l.exact, true) or (o.paid_at is not null and l.order_id is null)
         union all
         select format('line %s of order %s', l.number, l.order_id) from order_lines l left join orders o on o.id = l.order_id
          where o.id is null",
    ),
    (
        "an order took its total when it was paid and nothing else; no refund exceeds its payment; what is cancelled is given back",
        "select format('order %s: total %s, taken %s, refunded %s', o.id, o.total, m.taken, m.refunded)
           from orders o
           left join (select p.order_id, sum(p.amount) as taken, sum(coalesce(r.refunded, 0)) as refunded,
                             bool_or(coalesce(r.refunded, 0) > p.amount) as too_much
                        from payments p left join (select payment_id, sum(amount) as refunded from refunds group by payment_id) r
                          on r.payment_id = p.id
                       where p.event is not null group by p.order_id) m on m.order_id = o.id
          where coalesce(m.taken, 0) <> case when o.paid_at is not null then o.total else 0 end or coalesce(m.too_much, false)
             or (o.status = 'cancelled' and coalesce(m.refunded, 0) <> coalesce(m.taken, 0))",
    ),
    (
        "a payment names the event that took it, a refund the event that gave it back and a payment of the same order that was taken",
        "select format('payment %s of order %s: event %s', p.id, p.order_id, p.event)
           from payments p left join order_history h on h.order_id = p.order_id and h.seq = p.event
          where p.event is not null and h.event is distinct from 'paid'
         union all
         select format('refund %s of order %s: event %s', r.id, r.order_id, r.event)
           from refunds r left join payments p on p.id = r.payment_id
           left join order_history h on h.order_id = r.order_id and h.seq = r.event
          where p.order_id is distinct from r.order_id or p.event is null or h.event is null or h.event not in ('returned', 'cancelled')",
    ),
    (
        "a wallet part has its operation, of the same client, order and amount, and every operation of an order has its payment or refund",
        "select format('payment %s, operation %s', p.id, o.id)
           from (select p.*, c.client_id as owner from payments p join orders c on c.id = p.order_id where p.method = 'WALLET') p
           full join (select * from operations where kind = 'ORDER_PAYMENT') o on o.client_id = p.client_id and o.seq = p.operation_seq
          where p.id is null or (o.amount, o.order_id, o.client_id) is distinct from (-p.amount, p.order_id, p.owner)
         union all
         select format('refund %s, operation %s', r.id, o.id)
           from (select r.*, c.client_id as owner from refunds r join payments p on p.id = r.payment_id join orders c on c.id = r.order_id
                  where p.method = 'WALLET') r
           full join (select * from operations where kind = 'ORDER_REFUND') o on o.client_id = r.client_id and o.seq = r.operation_seq
          where r.id is null or (o.amount, o.order_id, o.client_id) is distinct from (r.amount, r.order_id, r.owner)
         union all
         select format('operation %s of an order is reversed', o.id)
           from operations r join operations o on o.client_id = r.client_id and o.seq = r.reversal_of
          where r.kind = 'REVERSAL' and o.kind in ('ORDER_PAYMENT', 'ORDER_REFUND')",
    ),
    (
        "goods leave once by the sum of the lines, come back at most once each, and all of a cancelled order are back",
        "select format('order %s product %s: lines %s, back %s, sale %s, cancelled %s, returned %s', order_id, product_id, l.sold, l.back,
                       m.sale, m.cancelled, m.returned)
           from (select l.order_id, l.product_id, sum(l.quantity) as sold, sum(coalesce(r.back, 0)) as back,
                        sum(coalesce(r.restocked, 0)) as restocked, bool_or(coalesce(r.back, 0) > l.quantity) as too_much
                   from order_lines l
                   left join (select order_id, number, sum(quantity) as back, sum(quantity) filter (where restock) as restocked
                                from order_returns group by order_id, number) r using (order_id, number)
                  group by l.order_id, l.product_id) l
           full join (select order_id, product_id, coalesce(sum(quantity) filter (where kind = 'SALE'), 0) as sale,
                             coalesce(sum(quantity) filter (where kind = 'CANCELLATION'), 0) as cancelled,
                             coalesce(sum(quantity) filter (where kind = 'RETURN'), 0) as returned
                        from stock_movements where order_id is not null group by order_id, product_id) m using (order_id, product_id)
           left join orders o on o.id = order_id
          where l.sold is null or o.id is null or l.too_much
             or coalesce(m.sale, 0) <> case when o.paid_at is not null then -l.sold else 0 end
             or coalesce(m.cancelled, 0) <> case when o.paid_at is not null and o.status = 'cancelled' then l.sold - l.back else 0 end
             or coalesce(m.returned, 0) <> l.restocked",
    ),
    (
        "a movement of an order names the event that made it, a return of goods an event of its kind, and such an event has goods",
        "select format('movement %s: %s by event %s of order %s', m.id, m.kind, m.event, m.order_id)
           from stock_movements m left join order_history h on h.order_id = m.order_id and h.seq = m.event
          where m.order_id is not null and h.event is distinct from
                case m.kind when 'SALE' then 'paid'::order_event when 'RETURN' then 'returned' else 'cancelled' end
         union all
         select format('order %s event %s: nothing came back', h.order_id, h.seq) from order_history h
          where h.event = 'returned' and not exists (select from order_returns r where r.order_id = h.order_id and r.event = h.seq)
         union all
         select format('return by event %s of order %s', r.event, r.order_id)
           from order_returns r left join order_history h on h.order_id = r.order_id and h.seq = r.event
          where h.event is distinct from 'returned'",
    ),
];
