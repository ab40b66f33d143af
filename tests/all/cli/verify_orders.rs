//! `saldo verify` finds whatever is broken by hand in stock, orders, their money and the books.

use super::verify::found;
use crate::harness::{NOW, run};

#[test]
fn whatever_is_broken_in_stock_and_orders_is_found_and_named() {
    run(|env| async move {
        let client = env.rich("Жертва", "1000.00").await;
        let product = env.product("Роутер", "100.00", "50").await;
        let paid = env.old_draft(client, &[(product, "2")], "", NOW).await;
        env.old_payment(paid, &[("WALLET", "150.00"), ("CASH", "50.00")], NOW).await;
        let returned = env.old_draft(client, &[(product, "3")], "", NOW).await;
        env.old_payment(returned, &[("CARD", "300.00")], NOW).await;
        env.old_return(returned, (1, "1"), true, "10.00").await;
        let draft = env.old_draft(client, &[(product, "1")], "", NOW).await;
        let set =
            |table: &str, set: &str, condition: String| format!("update {table} set {set} where {condition}");
        let product = |what: &str| set("products", what, format!("id = {product}"));
        let sale = |what: &str| set("stock_movements", what, format!("order_id = {paid}"));
        let history = |what: &str| set("order_history", what, format!("order_id = {paid} and seq = 2"));
        let order = |what: &str| set("orders", what, format!("id = {paid}"));
        let line = |what: &str| set("order_lines", what, format!("order_id = {draft}"));
        let payment = |what: &str| set("payments", what, format!("order_id = {returned}"));
        let refund = |what: &str| set("refunds", what, format!("order_id = {returned}"));
        let back = |what: &str| set("order_returns", what, format!("order_id = {returned}"));
        let (paid, returned, draft) =
            (format!("order {paid}"), format!("order {returned}"), format!("order {draft}"));
        for (name, break_it, mend_it) in [
            ("product", product("quantity = 7"), product("quantity = 46")),
            ("product", product("seq = 9"), product("seq = 4")),
            ("product", sale("quantity_after = 47"), sale("quantity_after = 48")),
            ("movement", sale("event = 1"), sale("event = 2")),
            (
                &paid,
                history("seq = 3"),
                "update order_history set seq = 2 where seq = 3 and event = 'paid'".into(),
            ),
            (&paid, history("at = '2020-01-01'"), order_at()),
            (
                &paid,
                order("status = 'cancelled', cancelled_at = now()"),
                order("status = 'paid', cancelled_at = null"),
            ),
            (&paid, order("seq = 7"), order("seq = 2")),
            (&paid, order("total = 199"), order("total = 200")),
            (&draft, line("price = 99"), line("price = 100")),
            (&returned, payment("amount = 299"), payment("amount = 300")),
            ("payment", payment("event = 1"), payment("event = 2")),
            ("refund", refund("event = 1"), refund("event = 3")),
            (&returned, refund("amount = 300.01"), refund("amount = 10")),
            (&returned, back("quantity = 0.5"), back("quantity = 1")),
            (&returned, back("restock = false"), back("restock = true")),
            ("return by event", back("event = 2"), back("event = 3")),
            ("nothing came back", back("event = 2"), back("event = 3")),
        ] {
            found(&env, name, &break_it, &mend_it).await;
        }
        env
    });
}

/// Puts the time of a payment back to that of its order.
fn order_at() -> String {
    "update order_history h set at = o.paid_at from orders o where o.id = h.order_id and h.event = 'paid'"
        .to_owned()
}

#[test]
fn whatever_is_broken_in_the_books_or_about_the_guards_is_found_and_named() {
    run(|env| async move {
        let client = env.rich("Жертва", "1000.00").await;
        let product = env.product("Роутер", "100.00", "50").await;
        let order = env.old_draft(client, &[(product, "2")], "", NOW).await;
        env.old_payment(order, &[("WALLET", "150.00"), ("CASH", "50.00")], NOW).await;
        let entry =
            |what: &str, cause: &str| format!("update journal_entries set {what} where {cause} is not null");
        let wallet = "kind = 'ORDER_PAYMENT'";
        for (name, break_it, mend_it) in [
            ("payment", entry("amount = 49", "payment_id"), entry("amount = 50", "payment_id")),
            ("payment", entry("debit = '51'", "payment_id"), entry("debit = '50'", "payment_id")),
            (
                "operation",
                "update journal_entries set credit = '76' where debit = '62.02'".to_owned(),
                "update journal_entries set credit = '90.01' where debit = '62.02'".to_owned(),
            ),
            (
                "62.02",
                "insert into journal_entries (at, debit, credit, amount, operation_id) values (now(), '50', '62.02', 5, 777777)".to_owned(),
                "delete from journal_entries where operation_id = 777777".to_owned(),
            ),
            (
                "entry",
                "insert into journal_entries (at, debit, credit, amount, operation_id) values (now(), '99', '98', 5, 777777)".to_owned(),
                "delete from journal_entries where operation_id = 777777".to_owned(),
            ),
            (
                "operation",
                format!("update operations set order_id = 777777 where {wallet}"),
                format!("update operations set order_id = {order} where {wallet}"),
            ),
            (
                "TOP_UP",
                "update posting_rules set debit = '51' where source = 'TOP_UP'".to_owned(),
                "update posting_rules set debit = '50' where source = 'TOP_UP'".to_owned(),
            ),
            (
                "trigger stock_moved on stock_movements",
                "alter table stock_movements disable trigger stock_moved".to_owned(),
                "alter table stock_movements enable trigger stock_moved".to_owned(),
            ),
            (
                "saldo_server may insert into journal_entries",
                "grant insert on journal_entries to saldo_server".to_owned(),
                "revoke insert on journal_entries from saldo_server".to_owned(),
            ),
            (
                "saldo_server may update orders.total",
                "grant update (total) on orders to saldo_server".to_owned(),
                "revoke update (total) on orders from saldo_server".to_owned(),
            ),
        ] {
            found(&env, name, &break_it, &mend_it).await;
        }
        env
    });
}
