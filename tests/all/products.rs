//! Products: made, changed, found, archived; what is in use stays.

use serde_json::{Value, json};

use crate::harness::{Env, NOW, address, csv_rows, run};

const PRODUCTS: &str = "/api/v1/products";

async fn names(env: &Env, pairs: &[(&str, &str)]) -> Vec<String> {
    let reply = env.api.get(&address(PRODUCTS, pairs)).await;
    assert_eq!(reply.status, 200, "{pairs:?}: {reply:?}");
    let items = reply.body["items"].as_array().unwrap().clone();
    items.iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect()
}

fn offered(product: &Value) -> Vec<String> {
    let actions = product["available_actions"].as_array().unwrap();
    let word = |action: &Value| {
        let reason = action["reason"].as_str().map(|reason| format!(":{reason}")).unwrap_or_default();
        format!("{}{reason}", action["action"].as_str().unwrap())
    };
    actions.iter().map(word).collect()
}

#[test]
fn a_product_is_created_read_and_edited_and_every_change_is_in_the_audit_log() {
    run(|env| async move {
        let input = json!({"name": " Кабель UTP 5e ", "sku": " CAB-UTP5 ", "unit": "м", "price": 35.5});
        let reply = env.api.post(PRODUCTS, &input).await;
        assert_eq!(reply.status, 201, "{reply:?}");
        let product = &reply.body;
        let path = format!("{PRODUCTS}/{}", product["id"]);
        assert_eq!(reply.header("location"), Some(path.as_str()));
        assert_eq!(
            [&product["name"], &product["sku"], &product["unit"], &product["price"], &product["quantity"]],
            [&json!("Кабель UTP 5e"), &json!("CAB-UTP5"), &json!("м"), &json!("35.50"), &json!("0")]
        );
        assert_eq!((&product["in_use"], &product["version"]), (&json!(false), &json!(1)));
        assert_eq!(env.api.get(&path).await.body, *product);
        assert_eq!(
            offered(product),
            [
                "edit",
                "receive",
                "write_off:insufficient_stock",
                "count",
                "delete",
                "archive",
                "restore:not_archived"
            ]
        );

        let edit = json!({"name": "Кабель", "price": "40.00", "version": 1});
        let reply = env.api.put(&path, &edit).await;
        assert_eq!(reply.status, 200, "{reply:?}");
        assert_eq!((&reply.body["sku"], &reply.body["unit"]), (&Value::Null, &json!("шт")));
        let stale = env.api.put(&path, &edit).await;
        assert_eq!((stale.code(), &stale.body["current_version"]), ("stale_version", &json!(2)));
        let missing = env.api.put(&path, &json!({"name": "x", "price": 1})).await;
        assert_eq!(missing.faults(), ["version:required"]);

        let log = env.api.get("/api/v1/audit?entity=product").await.body;
        let log = log["items"].as_array().unwrap();
        let actions: Vec<_> = log.iter().map(|entry| entry["action"].as_str().unwrap()).collect();
        assert_eq!(actions, ["change", "create"], "{log:?}");
        assert_eq!(
            (&log[0]["before"]["price"], &log[0]["after"]["price"]),
            (&json!("35.50"), &json!("40.00"))
        );
        env
    });
}

#[test]
fn wrong_fields_are_refused_and_an_article_number_belongs_to_one_product() {
    run(|env| async move {
        for (field, value, fault) in [
            ("name", json!("  "), "name:required"),
            ("name", json!("я".repeat(301)), "name"),
            ("name", json!("a\u{0}"), "name:invalid_text"),
            ("sku", json!("я".repeat(61)), "sku"),
            ("sku", json!("a\nb"), "sku:invalid_text"),
            ("unit", json!("я".repeat(21)), "unit"),
            ("price", json!("-0.01"), "price:out_of_range"),
            ("price", json!("0.001"), "price:too_many_decimals"),
        ] {
            let mut body = json!({"name": "Товар", "price": "1.00"});
            body[field] = value;
            let reply = env.api.post(PRODUCTS, &body).await;
            assert!(matches!(reply.status, 400 | 422), "{fault}: {reply:?}");
            assert!(reply.faults()[0].starts_with(fault), "{fault}: {reply:?}");
        }
        assert_eq!(names(&env, &[]).await, [""; 0]);

        let first = env.api.post(PRODUCTS, &json!({"name": "Первый", "sku": "A-1", "price": 0})).await.body;
        let taken = env.api.post(PRODUCTS, &json!({"name": "Второй", "sku": "A-1", "price": 0})).await;
        assert_eq!(
            (taken.status, taken.code(), &taken.body["existing_id"]),
            (409, "sku_taken", &first["id"])
        );
        let second = env.api.post(PRODUCTS, &json!({"name": "Второй", "price": 0})).await.body;
        let edit = json!({"name": "Второй", "sku": "A-1", "price": 0, "version": 1});
        let taken = env.api.put(&format!("{PRODUCTS}/{}", second["id"]), &edit).await;
        assert_eq!((taken.status, taken.code()), (409, "sku_taken"));
        env
    });
}

/// A shelf with names, article numbers, prices and quantities.
async fn shelf(env: &Env) -> Vec<i64> {
    let mut ids = Vec::new();
    for (name, sku, price, quantity) in [
        ("Кабель UTP 5e", Some("CAB-UTP5"), "35.50", "100.5"),
        ("Роутер «Ёж»", Some("RT-01"), "2990.00", "3"),
        ("кабель силовой", None, "120.00", "0"),
        ("Коннектор 100% \\ _", Some("CON_8"), "5.00", "1000"),
        ("Абонентский блок", Some("=1+1"), "0.00", "0.001"),
    ] {
        let reply = env.api.post(PRODUCTS, &json!({"name": name, "sku": sku, "price": price})).await;
        assert_eq!(reply.status, 201, "{reply:?}");
        let id = reply.body["id"].as_i64().unwrap();
        if quantity != "0" {
            env.old_receipt(id, quantity, NOW).await;
        }
        ids.push(id);
    }
    ids
}

#[test]
fn filters_sorts_pages_and_the_file_agree() {
    run(|env| async move {
        let ids = shelf(&env).await;
        let some = format!("{},{}..", ids[0], ids[3]);
        let (cable, router, power, plug, block) =
            ("Кабель UTP 5e", "Роутер «Ёж»", "кабель силовой", "Коннектор 100% \\ _", "Абонентский блок");
        for (pairs, expected) in [
            (vec![], vec![cable, router, power, plug, block]),
            (vec![("q", "КАБЕЛЬ")], vec![cable, power]),
            (vec![("q", "еж")], vec![router]),
            (vec![("q", "cab-")], vec![cable]),
            (vec![("q", "%")], vec![plug]),
            (vec![("q", "_8")], vec![plug]),
            (vec![("q", "нет такого")], vec![]),
            (vec![("id", some.as_str())], vec![cable, plug, block]),
            (vec![("price_min", "35.50"), ("price_max", "120")], vec![cable, power]),
            (vec![("quantity_min", "0.001"), ("quantity_max", "100.5")], vec![cable, router, block]),
            (vec![("quantity_max", "0")], vec![power]),
            (vec![("sort", "name")], vec![block, cable, power, plug, router]),
            (vec![("sort", "-price")], vec![router, power, cable, plug, block]),
            (vec![("sort", "quantity")], vec![power, block, router, cable, plug]),
            (vec![("sort", "-id"), ("q", "к")], vec![block, plug, power, cable]),
        ] {
            assert_eq!(names(&env, &pairs).await, expected, "{pairs:?}");
            pages(&env, &pairs, &expected).await;
            let file = env.api.get(&address(&format!("{PRODUCTS}/export"), &pairs)).await;
            let rows = csv_rows(&file.text);
            let told: Vec<&str> = rows[1..].iter().map(|row| row[2].as_str()).collect();
            assert_eq!(told, expected, "{pairs:?}");
        }
        let rows = csv_rows(&env.api.get(&format!("{PRODUCTS}/export")).await.text);
        assert_eq!(rows[0][..6], ["№", "Артикул", "Название", "Единица", "Цена", "Остаток"]);
        assert_eq!(rows[1][1..6], ["CAB-UTP5", cable, "шт", "35,50", "100,5"]);
        assert_eq!(rows[5][1], "'=1+1");
        let counted = env.api.get(&format!("{PRODUCTS}?count=true&limit=1")).await.body;
        assert_eq!(counted["count"], json!({"value": 5, "capped": false}));
        for pair in [
            ("sort", "sku"),
            ("price_min", "0.001"),
            ("quantity_min", "x"),
            ("quantity_min", "0.0001"),
            ("id", "x"),
            ("cursor", "x"),
            ("archived", "yes"),
            ("colour", "red"),
        ] {
            assert_eq!(env.api.get(&address(PRODUCTS, &[pair])).await.status, 400, "{pair:?}");
        }
        let crossed = env.api.get(&address(PRODUCTS, &[("quantity_min", "2"), ("quantity_max", "1")])).await;
        assert_eq!(crossed.faults(), ["quantity_min:min_above_max"]);
        env
    });
}

/// Pages of two, forward and back, show what the whole list shows.
async fn pages(env: &Env, pairs: &[(&str, &str)], expected: &[&str]) {
    let page = async |cursor: Option<&str>| {
        let mut pairs = pairs.to_vec();
        pairs.push(("limit", "2"));
        pairs.extend(cursor.map(|cursor| ("cursor", cursor)));
        let reply = env.api.get(&address(PRODUCTS, &pairs)).await;
        assert_eq!(reply.status, 200, "{pairs:?}: {reply:?}");
        reply.body
    };
    let (mut seen, mut cursor, mut back) = (Vec::new(), None, None);
    loop {
        let body = page(cursor.as_deref()).await;
        let items = body["items"].as_array().unwrap();
        seen.extend(items.iter().map(|item| item["name"].as_str().unwrap().to_owned()));
        back = body["prev_cursor"].as_str().map(str::to_owned).or(back);
        cursor = body["next_cursor"].as_str().map(str::to_owned);
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, expected, "{pairs:?}");
    if let Some(back) = back {
        let before = page(Some(&back)).await;
        let last = (expected.len() - 1) / 2 * 2;
        let told: Vec<_> =
            before["items"].as_array().unwrap().iter().map(|item| item["name"].clone()).collect();
        assert_eq!(told, expected[last - 2..last], "{pairs:?} backward");
    }
}

#[test]
fn what_was_moved_or_ordered_is_archived_instead_of_deleted() {
    run(|env| async move {
        let client = env.client("Покупатель").await;
        let unused = env.product("Ненужный", "1.00", "0").await;
        let moved = env.product("Привезённый", "1.00", "0").await;
        env.old_receipt(moved, "5", NOW).await;
        let ordered = env.product("Заказанный", "1.00", "0").await;
        env.old_draft(client, &[(ordered, "2")], "", NOW).await;
        assert_eq!(env.api.delete(&format!("{PRODUCTS}/{unused}")).await.status, 204);
        assert_eq!(env.api.get(&format!("{PRODUCTS}/{unused}")).await.status, 404);
        for id in [moved, ordered] {
            let path = format!("{PRODUCTS}/{id}");
            let reply = env.api.delete(&path).await;
            assert_eq!((reply.status, reply.code()), (409, "in_use"));
            let product = env.api.get(&path).await.body;
            assert_eq!(product["in_use"], true);
            assert!(offered(&product).contains(&"delete:in_use".to_owned()));
            assert_eq!(env.api.post(&format!("{path}/archive"), &json!({})).await.status, 200);
            let again = env.api.post(&format!("{path}/archive"), &json!({})).await;
            assert_eq!((again.status, again.code()), (409, "archived"));
            let edit = env.api.put(&path, &json!({"name": "x", "price": 1, "version": 2})).await;
            assert_eq!((edit.status, edit.code()), (409, "archived"));
        }
        assert_eq!(names(&env, &[]).await, [""; 0]);
        assert_eq!(names(&env, &[("archived", "only")]).await, ["Привезённый", "Заказанный"]);
        let path = format!("{PRODUCTS}/{moved}/restore");
        assert_eq!(env.api.post(&path, &json!({})).await.status, 200);
        assert_eq!(env.api.post(&path, &json!({})).await.code(), "not_archived");
        assert_eq!(names(&env, &[("archived", "any"), ("sort", "-id")]).await, ["Заказанный", "Привезённый"]);
        let cashier = env.user("cashier").await;
        let product = cashier.get(&format!("{PRODUCTS}/{moved}")).await.body;
        assert!(offered(&product).iter().all(|action| action.ends_with(":not_permitted")), "{product}");
        env
    });
}

#[test]
fn the_palette_finds_a_product_by_name_article_number_and_number() {
    run(|env| async move {
        let ids = shelf(&env).await;
        let found = async |q: &str| -> Vec<i64> {
            let reply = env.api.get(&address("/api/v1/search", &[("q", q)])).await;
            let hits = reply.body["products"].as_array().unwrap().clone();
            hits.iter().map(|hit| hit["id"].as_i64().unwrap()).collect()
        };
        assert_eq!(found("rt-01").await, [ids[1]]);
        assert_eq!(found("rf,tkm").await, [ids[0], ids[2]], "the other keyboard layout");
        assert_eq!(found(&format!("№{}", ids[3])).await, [ids[3]]);
        assert_eq!(found("коннектор").await, [ids[3]]);
        env
    });
}
