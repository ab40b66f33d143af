//! The stock journal as it is read: its filters, its pages, its file. What writes it is tried out with the commands.

use serde_json::{Value, json};

use crate::harness::{Env, address, csv_rows, run};

const MOVEMENTS: &str = "/api/v1/stock-movements";

fn told(item: &Value) -> String {
    let word = |name: &str| item[name].as_str().unwrap();
    format!("{} {} {} {}", word("product_name"), word("kind"), word("quantity"), word("quantity_after"))
}

async fn movements(env: &Env, pairs: &[(&str, &str)]) -> Vec<String> {
    let reply = env.api.get(&address(MOVEMENTS, pairs)).await;
    assert_eq!(reply.status, 200, "{pairs:?}: {reply:?}");
    reply.body["items"].as_array().unwrap().iter().map(told).collect()
}

/// Two products, a sale, a return, a cancellation, a write-off; gives the products and the order that was paid.
async fn history(env: &Env) -> (i64, i64, i64) {
    let client = env.client("Покупатель").await;
    let (cable, router) =
        (env.product("Кабель", "10.00", "0").await, env.product("Роутер", "100.00", "0").await);
    env.old_receipt(cable, "50.5", "2026-01-10T10:00:00Z").await;
    env.old_receipt(router, "5", "2026-01-10T10:00:00Z").await;
    let order = env.old_draft(client, &[(cable, "2.5"), (router, "1"), (cable, "3")], "", "2026-02-01").await;
    env.old_payment(order, &[("CASH", "155.00")], "2026-02-01T09:00:00Z").await;
    let gone = env.old_draft(client, &[(router, "2")], "", "2026-02-02").await;
    env.old_payment(gone, &[("CARD", "200.00")], "2026-02-02T09:00:00Z").await;
    env.old_cancellation(gone, "2026-02-03T09:00:00Z").await;
    let mut connection = env.database.connect().await;
    let write_off = "insert into stock_movements (product_id, seq, kind, quantity, quantity_after, reason, actor, created_at)
        select id, seq + 1, 'WRITE_OFF', -1, quantity - 1, '=брак', 'user:1', '2026-02-04T09:00:00Z' from products where id = $1";
    sqlx::query(write_off).bind(router).execute(&mut connection).await.unwrap();
    (cable, router, order)
}

#[test]
fn the_journal_is_read_newest_first_with_every_filter_and_the_file_agrees() {
    run(|env| async move {
        let (cable, router, order) = history(&env).await;
        let [cable_id, router_id, order_id] = [cable, router, order].map(|id| id.to_string());
        let written_off = "Роутер WRITE_OFF -1 3";
        let (back, sold_router_again) = ("Роутер CANCELLATION 2 4", "Роутер SALE -2 2");
        let (sold_router, sold_cable) = ("Роутер SALE -1 4", "Кабель SALE -5.5 45");
        let (in_router, in_cable) = ("Роутер RECEIPT 5 5", "Кабель RECEIPT 50.5 50.5");
        for (pairs, expected) in [
            (
                vec![],
                vec![written_off, back, sold_router_again, sold_router, sold_cable, in_router, in_cable],
            ),
            (vec![("product_id", cable_id.as_str())], vec![sold_cable, in_cable]),
            (
                vec![("product_id", router_id.as_str())],
                vec![written_off, back, sold_router_again, sold_router, in_router],
            ),
            (vec![("order_id", order_id.as_str())], vec![sold_router, sold_cable]),
            (vec![("kind", "RECEIPT,WRITE_OFF")], vec![written_off, in_router, in_cable]),
            (
                vec![("kind", "SALE"), ("product_id", router_id.as_str())],
                vec![sold_router_again, sold_router],
            ),
            (vec![("from", "2026-02-02"), ("to", "2026-02-04")], vec![back, sold_router_again]),
            (vec![("to", "2026-01-10T10:00:00Z")], vec![]),
            (vec![("from", "2026-02-04T09:00:00Z")], vec![written_off]),
            (vec![("product_id", "999999")], vec![]),
        ] {
            assert_eq!(movements(&env, &pairs).await, expected, "{pairs:?}");
            pages(&env, &pairs, &expected).await;
            let file = env
                .api
                .get(&address(
                    &format!("{MOVEMENTS}/export"),
                    &[pairs.as_slice(), &[("format", "machine")]].concat(),
                ))
                .await;
            let rows = csv_rows(&file.text);
            let rows: Vec<String> =
                rows[1..].iter().map(|row| format!("{} {} {} {}", row[3], row[5], row[6], row[7])).collect();
            assert_eq!(rows, expected, "{pairs:?}");
        }
        let newest = env.api.get(&format!("{MOVEMENTS}?limit=1&count=true")).await.body;
        assert_eq!(newest["count"], json!({"value": 7, "capped": false}));
        let newest = &newest["items"][0];
        assert_eq!((&newest["reason"], &newest["unit"]), (&json!("=брак"), &json!("шт")));
        assert_eq!((&newest["order_id"], &newest["actor"]), (&Value::Null, &json!("user:1")));
        assert!(newest["actor_name"].is_string(), "{newest}");
        let rows = csv_rows(&env.api.get(&format!("{MOVEMENTS}/export")).await.text);
        assert_eq!(rows[0][..4], ["№", "Время", "Товар №", "Товар"]);
        assert_eq!((rows[1][1].as_str(), rows[1][9].as_str()), ("04.02.2026 12:00:00", "'=брак"));
        env
    });
}

/// Pages of two show what the whole list shows.
async fn pages(env: &Env, pairs: &[(&str, &str)], expected: &[&str]) {
    let (mut seen, mut cursor): (Vec<String>, Option<String>) = (Vec::new(), None);
    loop {
        let mut pairs = pairs.to_vec();
        pairs.push(("limit", "2"));
        pairs.extend(cursor.as_deref().map(|cursor| ("cursor", cursor)));
        let body = env.api.get(&address(MOVEMENTS, &pairs)).await.body;
        seen.extend(body["items"].as_array().unwrap().iter().map(told));
        if let (Some(back), Some(_)) = (body["prev_cursor"].as_str(), &cursor) {
            *pairs.last_mut().unwrap() = ("cursor", back);
            let before = movements(env, &pairs).await;
            let at = (seen.len() - 1) / 2 * 2;
            assert_eq!(before, expected[at - 2..at], "{pairs:?} backward");
        }
        cursor = body["next_cursor"].as_str().map(str::to_owned);
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, expected, "{pairs:?}");
}

#[test]
fn what_cannot_be_understood_is_refused_and_a_cursor_belongs_to_its_list() {
    run(|env| async move {
        let (_, router, _) = history(&env).await;
        for pair in [
            ("kind", "GIFT"),
            ("product_id", "x"),
            ("from", "yesterday"),
            ("limit", "0"),
            ("cursor", "x"),
            ("colour", "red"),
        ] {
            let reply = env.api.get(&address(MOVEMENTS, &[pair])).await;
            assert_eq!(reply.status, 400, "{pair:?}: {reply:?}");
        }
        let crossed = env.api.get(&format!("{MOVEMENTS}?from=2026-02-02&to=2026-02-01")).await;
        assert_eq!((crossed.status, crossed.code()), (400, "invalid_query"));
        let all = env.api.get(&format!("{MOVEMENTS}?limit=1")).await.body;
        let cursor = all["next_cursor"].as_str().unwrap();
        let path = format!("{MOVEMENTS}?product_id={router}&cursor={cursor}");
        assert_eq!(env.api.get(&path).await.code(), "invalid_cursor");
        env
    });
}
