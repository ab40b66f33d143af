//! The list of orders: its filters, its pages, its file. What makes orders is tried out with the commands.

use serde_json::{Value, json};

use crate::harness::{Env, NOW, address, csv_rows, run};

const ORDERS: &str = "/api/v1/orders";

async fn listed(env: &Env, pairs: &[(&str, &str)]) -> Vec<i64> {
    let reply = env.api.get(&address(ORDERS, pairs)).await;
    assert_eq!(reply.status, 200, "{pairs:?}: {reply:?}");
    ids(&reply.body)
}

fn ids(body: &Value) -> Vec<i64> {
    body["items"].as_array().unwrap().iter().map(|item| item["id"].as_i64().unwrap()).collect()
}

/// A draft, a paid order with a return, a cancelled draft in the archive, a cancelled paid one, a draft of the walk-in client.
struct World {
    client: i64,
    other: i64,
    cable: i64,
    orders: [i64; 5],
}

async fn world(env: &Env) -> World {
    let client = env.client("Ёлкин Пётр").await;
    let other = env.client("ООО «Ромашка» 100%").await;
    env.api.deposit(client, "500.00").await;
    let (cable, router) =
        (env.product("Кабель", "10.00", "0").await, env.product("Роутер", "100.00", "0").await);
    env.old_receipt(cable, "100", "2026-01-01").await;
    env.old_receipt(router, "10", "2026-01-01").await;
    let draft = env.old_draft(client, &[(cable, "1.5")], "Позвонить до обеда", "2026-01-10T10:00:00Z").await;
    let paid = env.old_draft(client, &[(cable, "10"), (router, "1")], "", "2026-01-11T10:00:00Z").await;
    env.old_payment(paid, &[("WALLET", "150.00"), ("CASH", "50.00")], NOW).await;
    let archived = env.old_draft(other, &[], "дубль", "2026-01-12T10:00:00Z").await;
    env.old_cancellation(archived, NOW).await;
    env.archive_order(archived).await;
    let returned = env.old_draft(other, &[(router, "2"), (cable, "1")], "=1+1", "2026-01-13T10:00:00Z").await;
    env.old_payment(returned, &[("CARD", "210.00")], NOW).await;
    env.old_return(returned, (1, "1"), true, "100.00").await;
    env.old_cancellation(returned, NOW).await;
    let walk_in = env.old_draft(0, &[(router, "1")], "самовывоз", "2026-01-14T10:00:00Z").await;
    World { client, other, cable, orders: [draft, paid, archived, returned, walk_in] }
}

#[test]
fn every_filter_finds_its_orders_newest_first_in_pages_and_in_the_file() {
    run(|env| async move {
        let World { client, other, cable, orders } = world(&env).await;
        let [draft, paid, archived, returned, walk_in] = orders;
        let [client, other, cable] = [client, other, cable].map(|id| id.to_string());
        let some = format!("{paid}..{returned}");
        for (pairs, expected) in [
            (vec![], vec![walk_in, returned, paid, draft]),
            (vec![("sort", "id")], vec![draft, paid, returned, walk_in]),
            (vec![("archived", "any")], vec![walk_in, returned, archived, paid, draft]),
            (vec![("archived", "only")], vec![archived]),
            (vec![("status", "draft")], vec![walk_in, draft]),
            (vec![("status", "paid,cancelled")], vec![returned, paid]),
            (vec![("client_id", client.as_str())], vec![paid, draft]),
            (vec![("client_id", "0")], vec![walk_in]),
            (vec![("client_id", other.as_str()), ("archived", "any")], vec![returned, archived]),
            (vec![("product_id", cable.as_str())], vec![returned, paid, draft]),
            (vec![("product_id", cable.as_str()), ("status", "draft")], vec![draft]),
            (vec![("id", some.as_str())], vec![returned, paid]),
            (vec![("q", "елкин")], vec![paid, draft]),
            (vec![("q", "ЁЛК")], vec![paid, draft]),
            (vec![("q", "до обеда")], vec![draft]),
            (vec![("q", "100%")], vec![returned]),
            (vec![("q", "самовывоз"), ("status", "draft")], vec![walk_in]),
            (vec![("q", "нет такого")], vec![]),
            (vec![("total_min", "100.00"), ("total_max", "200.00")], vec![walk_in, paid]),
            (vec![("from", "2026-01-11"), ("to", "2026-01-14")], vec![returned, paid]),
            (vec![("from", "2026-01-11"), ("sort", "id")], vec![paid, returned, walk_in]),
            (vec![("from", "2026-01-11"), ("q", "елкин")], vec![paid]),
            (vec![("to", "2026-01-10T10:00:00Z")], vec![]),
        ] {
            assert_eq!(listed(&env, &pairs).await, expected, "{pairs:?}");
            pages(&env, &pairs, &expected).await;
            let file = env.api.get(&address(&format!("{ORDERS}/export"), &pairs)).await;
            let told: Vec<i64> =
                csv_rows(&file.text)[1..].iter().map(|row| row[0].parse().unwrap()).collect();
            assert_eq!(told, expected, "{pairs:?}");
            let mut counted = pairs.clone();
            counted.extend([("count", "true"), ("limit", "1")]);
            let count = env.api.get(&address(ORDERS, &counted)).await.body["count"].clone();
            assert_eq!(count, json!({"value": expected.len(), "capped": false}), "{pairs:?}");
        }
        env
    });
}

/// Pages of two, forward and back, show what the whole list shows.
async fn pages(env: &Env, pairs: &[(&str, &str)], expected: &[i64]) {
    let (mut seen, mut cursor): (Vec<i64>, Option<String>) = (Vec::new(), None);
    loop {
        let mut pairs = pairs.to_vec();
        pairs.push(("limit", "2"));
        pairs.extend(cursor.as_deref().map(|cursor| ("cursor", cursor)));
        let body = env.api.get(&address(ORDERS, &pairs)).await.body;
        seen.extend(ids(&body));
        if let (Some(back), Some(_)) = (body["prev_cursor"].as_str(), &cursor) {
            *pairs.last_mut().unwrap() = ("cursor", back);
            let at = (seen.len() - 1) / 2 * 2;
            assert_eq!(listed(env, &pairs).await, expected[at - 2..at], "{pairs:?} backward");
        }
        cursor = body["next_cursor"].as_str().map(str::to_owned);
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, expected, "{pairs:?}");
}

#[test]
fn a_row_says_whose_it_is_what_it_costs_and_what_went_back() {
    run(|env| async move {
        let World { other, orders, .. } = world(&env).await;
        let returned = orders[3];
        let body = env.api.get(&format!("{ORDERS}?id={returned}")).await.body;
        let row = &body["items"][0];
        assert_eq!((&row["client_id"], &row["client_name"]), (&json!(other), &json!("ООО «Ромашка» 100%")));
        assert_eq!(
            [&row["status"], &row["total"], &row["refunded"], &row["lines"], &row["archived_at"]],
            [&json!("cancelled"), &json!("210.00"), &json!("210.00"), &json!(2), &Value::Null]
        );
        assert!(
            row["paid_at"].is_string() && row["cancelled_at"].is_string() && row["created_at"].is_string()
        );
        let file = env.api.get(&format!("{ORDERS}/export?id={returned}&lang=en")).await;
        let rows = csv_rows(&file.text);
        assert_eq!(rows[0][..5], ["No.", "Created", "Client no.", "Client", "State"]);
        assert_eq!(rows[1][3..8], ["ООО «Ромашка» 100%", "Cancelled", "2", "210.00", "210.00"]);

        let hits = env.api.get(&address("/api/v1/search", &[("q", &format!("№{returned}"))])).await.body;
        assert_eq!(hits["orders"], json!([row]), "{hits}");
        env
    });
}

#[test]
fn what_cannot_be_understood_is_refused() {
    run(|env| async move {
        world(&env).await;
        for pair in [
            ("status", "new"),
            ("sort", "total"),
            ("total_min", "0.001"),
            ("client_id", "x"),
            ("id", "x"),
            ("from", "x"),
            ("limit", "201"),
            ("cursor", "x"),
            ("colour", "red"),
        ] {
            assert_eq!(env.api.get(&address(ORDERS, &[pair])).await.status, 400, "{pair:?}");
        }
        let cursor = env.api.get(&format!("{ORDERS}?limit=1")).await.body["next_cursor"].clone();
        let cursor = cursor.as_str().unwrap();
        for other in ["sort=id", "from=2026-01-11"] {
            let reply = env.api.get(&format!("{ORDERS}?{other}&cursor={cursor}")).await;
            assert_eq!(reply.code(), "invalid_cursor", "{other}");
        }
        env
    });
}
