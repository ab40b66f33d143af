//! Single rows that lie, with the rule that refuses each.

/// One row that lies.
pub const ALONE: &[(&str, &str)] = &[
    // The history of an order.
    ("update order_history set reason = 'x'", ""),
    ("update order_history set at = now() where false", ""),
    ("delete from order_history", ""),
    ("truncate order_history cascade", ""),
    ("{history} (987654321, 2, 'paid', 'draft', 'paid', null, 'system', now())", "order_history_chain"),
    (
        "{history} ({draft}, 2, 'archived', 'cancelled', 'cancelled', null, 'system', now())",
        "order_history_chain",
    ),
    (
        "{history} ({draft}, 2, 'cancelled', 'paid', 'cancelled', null, 'system', now())",
        "order_history_chain",
    ),
    (
        "{history} ({draft}, 3, 'cancelled', 'draft', 'cancelled', null, 'system', now())",
        "order_history_chain",
    ),
    ("{history} ({draft}, 2, 'cancelled', 'draft', 'paid', null, 'system', now())", "order_history_legal"),
    ("{history} ({draft}, 2, 'paid', 'cancelled', 'paid', null, 'system', now())", "order_history_legal"),
    ("{history} ({draft}, 2, 'created', null, 'draft', null, 'system', now())", "order_history_begins"),
    ("{history} ({draft}, 1, 'created', null, 'draft', null, 'system', now())", "order_history_pkey"),
    ("{history} ({draft}, 2, 'paid', 'draft', 'paid', null, 'system', now())", "order_goods"),
    ("{history} ({empty}, 2, 'paid', 'draft', 'paid', null, 'system', now())", "order_empty"),
    ("{history} ({paid}, 3, 'paid', 'draft', 'paid', null, 'system', now())", "order_history_once"),
    ("{history} ({paid}, 3, 'cancelled', 'paid', 'cancelled', null, 'system', now())", "order_money"),
    ("{history} ({paid}, 3, 'returned', 'paid', 'paid', null, 'system', now())", "order_returns_empty"),
    (
        "{history} ({cancelled}, 3, 'unarchived', 'cancelled', 'cancelled', null, 'system', now())",
        "order_history_chain",
    ),
    (
        "{history} ({cancelled}, 3, 'archived', 'cancelled', 'cancelled', null, 'system', now()),
                   ({cancelled}, 4, 'archived', 'cancelled', 'cancelled', null, 'system', now())",
        "order_history_chain",
    ),
    (
        "{history} ({draft}, 2, 'cancelled', 'draft', 'cancelled', null, 'x', 'infinity')",
        "order_history_at_finite",
    ),
    // The order itself.
    ("update orders set status = 'paid', paid_at = now() where id = {draft}", "orders_head"),
    ("update orders set total = 1 where id = {draft}", "orders_head"),
    ("update orders set seq = 5 where id = {paid}", "orders_head"),
    ("update orders set archived_at = now() where id = {cancelled}", "orders_head"),
    ("update orders set client_id = {other} where id = {paid}", "orders_head"),
    ("update orders set created_at = now() where id = {draft}", "orders_head"),
    ("delete from orders where id = {draft}", ""),
    ("truncate orders cascade", ""),
    (
        "insert into orders (client_id, created_at, updated_at) values ({client}, now(), now())",
        "orders_begun",
    ),
    (
        "insert into orders (client_id, status, paid_at, created_at, updated_at) values ({client}, 'paid', now(), now(), now())",
        "orders_head",
    ),
    (
        "insert into orders (client_id, total, created_at, updated_at) values ({client}, 5, now(), now())",
        "orders_head",
    ),
    ("insert into orders (client_id, created_at, updated_at) values (777777, now(), now())", "orders_client"),
    // Its lines.
    ("{line} ({paid}, 2, {another}, 'x', 'x', 1, 1)", "order_lines_frozen"),
    ("{line} ({cancelled}, 2, {another}, 'x', 'x', 1, 1)", "order_lines_frozen"),
    ("delete from order_lines where order_id = {paid}", "order_lines_frozen"),
    ("update order_lines set price = 1 where order_id = {paid}", "order_lines_frozen"),
    ("update order_lines set order_id = {draft}, number = 9 where order_id = {paid}", "order_lines_frozen"),
    ("update order_lines set order_id = {paid}, number = 9 where order_id = {draft}", "order_lines_frozen"),
    ("update order_lines set total = 1 where order_id = {draft}", ""),
    ("{line} ({draft}, 2, {another}, 'x', 'x', 0, 1)", "order_lines_quantity_positive"),
    ("{line} ({draft}, 2, {another}, 'x', 'x', 1, -1)", "order_lines_price_range"),
    ("{line} ({draft}, 2, 777777, 'x', 'x', 1, 1)", "order_lines_product"),
    ("{line} ({draft}, 2, {another}, 'x', 'x', 0.0001, 1)", "quantity_three_places"),
    ("{line} ({draft}, 2, {another}, 'x', 'x', 999999999, 999999999999999.99)", "money_in_bounds"),
    ("truncate order_lines cascade", ""),
    // Stock.
    ("update stock_movements set quantity = 1", ""),
    ("delete from stock_movements", ""),
    ("truncate stock_movements", ""),
    ("update products set quantity = 1000 where id = {product}", "products_head"),
    ("update products set quantity = quantity, seq = seq + 1 where id = {product}", "products_head"),
    ("insert into products (name, price, quantity, seq) values ('x', 1, 5, 1)", "products_head"),
    ("delete from products where id = {product}", "products_kept"),
    ("truncate products cascade", ""),
    ("update products set price = -1 where id = {product}", "products_price_range"),
    ("{movement} 'RECEIPT', 5, quantity + 6, null, null, {of} {product}", "stock_movements_chain"),
    (
        "insert into stock_movements (product_id, seq, kind, quantity, quantity_after, actor, created_at)
         select id, seq + 2, 'RECEIPT', 1, quantity + 1, 'system', now() from products where id = {product}",
        "stock_movements_chain",
    ),
    (
        "{movement} 'WRITE_OFF', -1000, quantity - 1000, null, null, 'брак', 'system', now() from products where id = {product}",
        "stock_movements_not_below_zero",
    ),
    ("{movement} 'WRITE_OFF', -1, quantity - 1, null, null, {of} {product}", "stock_movements_explained"),
    ("{movement} 'RECEIPT', -1, quantity - 1, null, null, {of} {product}", "stock_movements_sign"),
    ("{movement} 'RECEIPT', 'NaN', 'NaN', null, null, {of} {product}", "quantity_in_bounds"),
    ("{movement} 'RECEIPT', 0.0005, quantity + 0.0005, null, null, {of} {product}", "quantity_three_places"),
    ("{movement} 'RECEIPT', 1, quantity + 1, {draft}, 1, {of} {product}", "stock_movements_of_orders"),
    ("{movement} 'SALE', -1, quantity - 1, null, null, {of} {product}", "stock_movements_of_orders"),
    ("{movement} 'SALE', -1, quantity - 1, {draft}, 2, {of} {product}", "stock_movements_event"),
    ("{movement} 'SALE', -1, quantity - 1, {draft}, 1, {of} {product}", "stock_movements_event"),
    ("{movement} 'SALE', -2, quantity - 2, {paid}, 2, {of} {product}", "stock_movements_once"),
    ("{movement} 'SALE', -2, quantity - 2, {paid}, 2, {of} {another}", "stock_movements_event"),
    ("{movement} 'CANCELLATION', 2, quantity + 2, {paid}, 2, {of} {product}", "stock_movements_event"),
    ("{movement} 'RETURN', 1, quantity + 1, {paid}, 2, {of} {product}", "stock_movements_event"),
    ("{movement} 'RETURN', 1, quantity + 1, {returned}, 3, {of} {another}", "stock_movements_event"),
    ("{movement} 'RETURN', 1, quantity + 1, {returned}, 3, {of} {product}", "stock_movements_returned_once"),
    // Goods that come back.
    ("{return} ({paid}, 2, 1, 1, false)", "order_returns_of_event"),
    ("{return} ({returned}, 3, 2, 1, false)", "order_returns_of_event"),
    ("{return} ({returned}, 3, 9, 1, false)", "order_returns_line"),
    ("update order_returns set quantity = 1", ""),
    ("delete from order_returns", ""),
    // Payments.
    (
        "{payment} values ({paid}, 'CARD', 1, 'CAPTURED', 2, null, null, 'system', now(), now())",
        "payments_of_event",
    ),
    (
        "{payment} values ({paid}, 'CARD', 1, 'CAPTURED', 1, null, null, 'system', now(), now())",
        "payments_of_event",
    ),
    (
        "{payment} values ({paid}, 'CASH', 1, 'CAPTURED', 2, null, null, 'system', now(), now())",
        "payments_once_per_method",
    ),
    (
        "{payment} values ({draft}, 'CASH', 200, 'CAPTURED', 1, null, null, 'system', now(), now())",
        "payments_of_event",
    ),
    (
        "{payment} values ({draft}, 'CASH', 200, 'CAPTURED', 7, null, null, 'system', now(), now())",
        "payments_",
    ),
    (
        "{payment} values ({draft}, 'CASH', 200, 'CAPTURED', null, null, null, 'system', now(), now())",
        "payments_taken",
    ),
    (
        "{payment} values ({draft}, 'CASH', 200, 'PENDING', null, null, null, 'system', now(), now())",
        "payments_at_once",
    ),
    (
        "{payment} values ({draft}, 'ONLINE', 200, 'PENDING', null, null, null, 'system', now(), now())",
        "payments_online",
    ),
    (
        "{payment} values ({draft}, 'CASH', 0, 'CAPTURED', 1, null, null, 'system', now(), now())",
        "payments_amount_positive",
    ),
    (
        "{payment} values ({draft}, 'WALLET', 200, 'CAPTURED', 1, null, null, 'system', now(), now())",
        "payments_wallet",
    ),
    ("update payments set amount = 1 where order_id = {paid}", "payments_step"),
    ("update payments set event = null where order_id = {paid}", "payments_"),
    ("update payments set status = 'VOIDED' where order_id = {paid}", "payments_"),
    ("update payments set order_id = {draft} where order_id = {paid}", "payments_step"),
    ("delete from payments", ""),
    ("truncate payments cascade", ""),
    // Refunds.
    ("{refund} 2, 1, {by} {paid}", "refunds_of_event"),
    ("{refund} 1, 1, {by} {paid}", "refunds_of_event"),
    ("{refund} 3, 1, {by} {returned}", "refunds_once"),
    ("update refunds set amount = 1", "refunds_step"),
    ("update refunds set event = 2", "refunds_step"),
    ("delete from refunds", ""),
    ("truncate refunds", ""),
    // Operations of orders.
    (
        "{operation} 'ORDER_PAYMENT', -1, balance - 1, {draft}, null, 'system', now() from accounts where client_id = {client}",
        "operations_taken",
    ),
    (
        "{operation} 'ORDER_REFUND', 1, balance + 1, {paid}, null, 'system', now() from accounts where client_id = {client}",
        "operations_taken",
    ),
    (
        "{operation} 'ORDER_PAYMENT', -1, balance - 1, {draft}, null, 'system', now() from accounts where client_id = {other}",
        "operations_order_exists",
    ),
    (
        "{operation} 'ORDER_PAYMENT', -1, balance - 1, null, null, 'system', now() from accounts where client_id = {client}",
        "operations_order_exists",
    ),
    (
        "{operation} 'TOP_UP', 1, balance + 1, {draft}, null, 'system', now() from accounts where client_id = {client}",
        "operations_order_exists",
    ),
    (
        "{operation} 'REVERSAL', 100, balance + 100, null, 2, 'system', now() from accounts where client_id = {client}",
        "operations_order_reversed",
    ),
    // The books.
    ("{entry} (now(), '50', '90.01', 100, {client}, 1)", "journal_entries_made"),
    ("{entry} (now(), '50', '50', 100, {client}, 1)", "journal_entries_"),
    ("update journal_entries set amount = 1", ""),
    ("update journal_entries set debit = '51' where false", ""),
    ("delete from journal_entries", ""),
    ("truncate journal_entries", ""),
    ("update posting_rules set debit = '51'", ""),
    ("delete from posting_rules", ""),
    ("insert into posting_rules values ('GIFT', '50', '51', false)", ""),
    ("truncate chart_accounts cascade", ""),
    ("delete from chart_accounts where code = '50'", ""),
];
