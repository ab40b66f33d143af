//! Drafts: made once per key, lines set as a whole, prices taken from the products.

use serde_json::json;

use crate::harness::{key, run};

#[test]
fn a_draft_is_made_once_per_key() {
    run(|env| async move {
        let client = env.client("Покупатель").await;
        let cable = env.product("Кабель", "10.00", "0").await;
        let body = json!({"client_id": client, "lines": [{"product_id": cable, "quantity": "2"}]});
        let first = env.api.command("/api/v1/orders", "new", &body).await;
        assert_eq!(first.status, 201, "{first:?}");
        assert_eq!(first.header("location"), Some(&*format!("/api/v1/orders/{}", first.body["id"])));
        assert_eq!((&first.body["version"], &first.body["total"]), (&json!(1), &json!("20.00")));
        let again = env.api.command("/api/v1/orders", "new", &body).await;
        assert_eq!((again.status, &again.text), (201, &first.text));
        assert_eq!(again.header("idempotent-replayed"), Some("true"));
        let other = env.api.command("/api/v1/orders", "new", &json!({"client_id": client})).await;
        assert_eq!(other.code(), "idempotency_key_reused");
        let missing = env.api.post("/api/v1/orders", &body).await;
        assert_eq!(missing.code(), "idempotency_key_required");
        env
    });
}

#[test]
fn everything_wrong_with_a_draft_is_told_at_once() {
    run(|env| async move {
        let cable = env.product("Кабель", "10.00", "0").await;
        let body = json!({"client_id": 0, "lines": [
            {"product_id": 99, "quantity": "1"}, {"product_id": cable, "quantity": "0"}, {"product_id": cable, "quantity": "-1"},
        ]});
        let reply = env.api.command("/api/v1/orders", &key(), &body).await;
        assert_eq!(
            reply.faults(),
            [
                "lines[0].product_id:unknown_reference",
                "lines[1].quantity:must_be_positive",
                "lines[2].quantity:must_be_positive"
            ]
        );
        let unknown = env.api.command("/api/v1/orders", &key(), &json!({"client_id": 77})).await;
        assert_eq!(unknown.faults(), ["client_id:unknown_reference"]);
        for quantity in [
            json!("1e3"),
            json!("0.0001"),
            json!("１"),
            json!("NaN"),
            json!(0.0001),
            json!(true),
            json!("9999999999"),
        ] {
            let body = json!({"client_id": 0, "lines": [{"product_id": cable, "quantity": quantity}]});
            let reply = env.api.command("/api/v1/orders", &key(), &body).await;
            assert!(matches!(reply.status, 400 | 422), "{quantity}: {reply:?}");
        }
        let priced =
            json!({"client_id": 0, "lines": [{"product_id": cable, "quantity": "1", "price": "0.01"}]});
        let reply = env.api.command("/api/v1/orders", &key(), &priced).await;
        assert!(matches!(reply.status, 400 | 422), "a caller sets no price: {reply:?}");
        let gone = env.client("Ушедший").await;
        assert_eq!(env.api.post(&format!("/api/v1/clients/{gone}/archive"), &json!({})).await.status, 200);
        let reply = env.api.command("/api/v1/orders", &key(), &json!({"client_id": gone})).await;
        assert_eq!(reply.code(), "client_archived");
        env
    });
}

#[test]
fn lines_are_set_as_a_whole_and_counted_exactly() {
    run(|env| async move {
        let (cable, plug) =
            (env.product("Кабель", "10.01", "0").await, env.product("Вилка", "0.01", "0").await);
        let order = env.api.draft(0, &[(cable, "1")]).await;
        let path = format!("/api/v1/orders/{order}/lines");
        let body = json!({"version": 1, "lines": [
            {"product_id": cable, "quantity": "2.5"}, {"product_id": plug, "quantity": 0.5}, {"product_id": plug, "quantity": "0.499"},
        ]});
        let reply = env.api.put(&path, &body).await;
        assert_eq!(reply.status, 200, "{reply:?}");
        let totals: Vec<&str> = reply.body["lines"]
            .as_array()
            .unwrap()
            .iter()
            .map(|line| line["total"].as_str().unwrap())
            .collect();
        assert_eq!(totals, ["25.03", "0.01", "0.00"]);
        assert_eq!((&reply.body["total"], &reply.body["version"]), (&json!("25.04"), &json!(2)));
        let reply = env.api.put(&path, &json!({"version": 2, "lines": []})).await;
        assert_eq!(reply.body["total"], "0.00");
        let client = env.client("Другой").await;
        let head = json!({"client_id": client, "comment": "к пятнице", "version": 3});
        let reply = env.api.put(&format!("/api/v1/orders/{order}"), &head).await;
        assert_eq!(
            (&reply.body["client_name"], &reply.body["comment"]),
            (&json!("Другой"), &json!("к пятнице"))
        );
        let audit = env.api.get(&format!("/api/v1/audit?entity=order&id={order}")).await;
        assert_eq!(audit.body["items"].as_array().unwrap().len(), 3);
        env
    });
}

#[test]
fn a_client_with_orders_stays() {
    run(|env| async move {
        let client = env.client("Покупатель").await;
        env.api.draft(client, &[]).await;
        let reply = env.api.delete(&format!("/api/v1/clients/{client}")).await;
        assert_eq!((reply.status, reply.code()), (409, "in_use"), "{reply:?}");
        env
    });
}
