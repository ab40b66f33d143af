//! Payments as a list and as a file.

use serde_json::json;

use crate::harness::{csv_rows, run};

#[test]
fn payments_of_every_method_are_listed_filtered_and_exported() {
    run(|env| async move {
        let client = env.rich("=Покупатель", "100.00").await;
        let cable = env.product("Кабель", "10.00", "100").await;
        let mut orders = Vec::new();
        for tenders in [vec![("WALLET", "10.00")], vec![("CASH", "4.00"), ("CARD", "6.00")]] {
            let order = env.api.draft(client, &[(cable, "1")]).await;
            assert_eq!(env.api.pay(order, &tenders).await.status, 200);
            orders.push(order);
        }
        assert_eq!(env.api.cancel(orders[0], "передумал").await.status, 200);
        let methods = |body: &serde_json::Value| {
            let items = body["items"].as_array().unwrap();
            items.iter().map(|item| item["method"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let all = env.api.get("/api/v1/payments?count=true").await.body;
        assert_eq!((methods(&all).len(), &all["count"]["value"]), (3, &json!(3)));
        assert_eq!(all["items"][2]["refunds"][0]["amount"], "10.00");
        for (query, found) in [
            ("method=CASH,WALLET", 2),
            ("status=CAPTURED", 3),
            ("status=VOIDED", 0),
            (&format!("order_id={}", orders[1]), 2),
            (&format!("client_id={client}"), 3),
            ("client_id=999999", 0),
            ("from=2020-01-01&to=2020-02-01", 0),
        ] {
            assert_eq!(
                methods(&env.api.get(&format!("/api/v1/payments?{query}")).await.body).len(),
                found,
                "{query}"
            );
        }
        let first = env.api.get("/api/v1/payments?limit=2").await.body;
        let cursor = first["next_cursor"].as_str().unwrap();
        assert_eq!(
            methods(&env.api.get(&format!("/api/v1/payments?cursor={cursor}")).await.body),
            ["WALLET"]
        );
        assert_eq!(env.api.get("/api/v1/payments?method=BARTER").await.code(), "invalid_query");
        let rows = csv_rows(&env.api.get("/api/v1/payments/export?method=WALLET").await.text);
        assert_eq!(rows.len(), 2);
        assert_eq!(
            (rows[1][4].as_str(), rows[1][6].as_str(), rows[1][7].as_str()),
            ("'=Покупатель", "10,00", "10,00")
        );
        let cashier = env.user("cashier").await;
        assert_eq!(cashier.get("/api/v1/payments").await.status, 200);
        env
    });
}
