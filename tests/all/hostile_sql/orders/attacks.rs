//! The statements, with the rule that refuses each.

mod alone;
mod together;

pub use alone::ALONE;
pub use together::TOGETHER;

/// Beginnings of statements.
pub const PARTS: &[(&str, &str)] = &[
    ("{history}", "insert into order_history (order_id, seq, event, from_status, to_status, reason, actor, at) values"),
    (
        "{movement}",
        "insert into stock_movements (product_id, seq, kind, quantity, quantity_after, order_id, event, reason, actor, created_at)
         select id, seq + 1,",
    ),
    ("{of}", "null, 'system', now() from products where id ="),
    (
        "{payment}",
        "insert into payments (order_id, method, amount, status, event, client_id, operation_seq, actor, created_at, updated_at)",
    ),
    (
        "{refund}",
        "insert into refunds (payment_id, order_id, event, amount, status, actor, created_at, updated_at)
         select id, order_id,",
    ),
    ("{by}", "'SUCCEEDED', 'system', now(), now() from payments where method = 'CASH' and order_id ="),
    ("{return}", "insert into order_returns (order_id, event, number, quantity, restock) values"),
    (
        "{operation}",
        "insert into operations (client_id, seq, kind, amount, balance_after, order_id, reversal_of, actor, created_at)
         select client_id, seq + 1,",
    ),
    ("{line}", "insert into order_lines (order_id, number, product_id, name, unit, quantity, price) values"),
    ("{entry}", "insert into journal_entries (at, debit, credit, amount, client_id, operation_id) values"),
];

/// What the server's role may not even try.
pub const SERVER_ONLY: &[&str] = &[
    "insert into journal_entries (at, debit, credit, amount, operation_id) values (now(), '50', '51', 1, 1)",
    "insert into posting_rules values ('GIFT', '50', '51', false)",
    "update chart_accounts set name_ru = 'x'",
    "update order_lines set price = 1 where order_id = {draft}",
    "update payments set amount = 1",
    "update payments set actor = 'nobody'",
    "update refunds set amount = 1",
    "update products set quantity = 1",
    "update orders set total = 1",
    "delete from orders",
    "insert into products (name, price, quantity) values ('x', 1, 1)",
    "insert into orders (client_id, status, created_at, updated_at) values ({client}, 'paid', now(), now())",
    "alter table orders disable trigger all",
    "alter table stock_movements disable trigger stock_moved",
    "drop trigger payments_step on payments",
    "create or replace function move_orders() returns trigger language plpgsql as 'begin return null; end'",
];

/// Paid, returned, cancelled as the rules want it.
pub const HONEST: &[&str] = &[
    "with h as ({history} ({draft}, 2, 'paid', 'draft', 'paid', null, 'system', now())),
          m as ({movement} 'SALE', -2, quantity - 2, {draft}, 2, {of} {product}),
          o as ({operation} 'ORDER_PAYMENT', -150, balance - 150, {draft}, null, 'system', now() from accounts where client_id = {client})
     {payment} select {draft}, 'WALLET'::payment_method, 150, 'CAPTURED'::payment_status, 2, client_id, seq + 1, 'system', now(), now() from accounts where client_id = {client}
               union all select {draft}, 'CASH', 50, 'CAPTURED', 2, null, null, 'system', now(), now()",
    "with h as ({history} ({paid}, 3, 'returned', 'paid', 'paid', null, 'system', now())),
          m as ({movement} 'RETURN', 1, quantity + 1, {paid}, 3, {of} {product}),
          r as ({return} ({paid}, 3, 1, 1, true), ({paid}, 3, 1, 0.5, false))
     {refund} 3, 100, {by} {paid}",
    "with h as ({history} ({returned}, 4, 'cancelled', 'paid', 'cancelled', null, 'system', now())),
          m as ({movement} 'CANCELLATION', 1, quantity + 1, {returned}, 4, {of} {product}),
          n as ({movement} 'CANCELLATION', 3, quantity + 3, {returned}, 4, {of} {another})
     {refund} 4, 180, {by} {returned}",
    "{history} ({empty}, 2, 'cancelled', 'draft', 'cancelled', null, 'system', now()), ({empty}, 3, 'archived', 'cancelled', 'cancelled', null, 'system', now()),
               ({empty}, 4, 'unarchived', 'cancelled', 'cancelled', null, 'system', now())",
];
