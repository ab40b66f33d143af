//! Products, stock and orders for the pages of orders.

use serde_json::{Value, json};

use crate::harness::Env;

/// A product with its price and what of it is in stock.
pub async fn product(env: &Env, name: &str, price: &str, stock: &str) -> i64 {
    let made = env.api.post("/api/v1/products", &json!({"name": name, "price": price})).await;
    assert_eq!(made.status, 201, "{made:?}");
    let id = made.body["id"].as_i64().unwrap();
    if stock != "0" {
        let body = json!({"kind": "RECEIPT", "lines": [{"product_id": id, "quantity": stock}]});
        let got = env.api.command("/api/v1/stock-movements", &format!("receipt-{id}"), &body).await;
        assert_eq!(got.status, 201, "{got:?}");
    }
    id
}

/// What is left of a product.
pub async fn stock(env: &Env, product: i64) -> String {
    let found = env.api.get(&format!("/api/v1/products/{product}")).await.body;
    found["quantity"].as_str().unwrap().to_owned()
}

/// A draft with these products and quantities.
pub async fn draft(env: &Env, client: i64, lines: &[(i64, &str)]) -> i64 {
    let lines: Vec<Value> = lines
        .iter()
        .map(|(product, quantity)| json!({"product_id": product, "quantity": quantity}))
        .collect();
    let key = uuid::Uuid::new_v4().to_string();
    let made = env.api.command("/api/v1/orders", &key, &json!({"client_id": client, "lines": lines})).await;
    assert_eq!(made.status, 201, "{made:?}");
    made.body["id"].as_i64().unwrap()
}

pub async fn order(env: &Env, id: i64) -> Value {
    env.api.get(&format!("/api/v1/orders/{id}")).await.body
}

/// Pays by one method through the API, as somebody else would.
pub async fn pay(env: &Env, id: i64, method: &str) {
    let total = order(env, id).await["total"].clone();
    let body = json!({"payments": [{"method": method, "amount": total}]});
    let paid = env.api.command(&format!("/api/v1/orders/{id}/pay"), &format!("pay-{id}"), &body).await;
    assert_eq!(paid.status, 200, "{paid:?}");
}
