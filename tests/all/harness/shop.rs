//! Products, stock and orders for tests.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};

use super::{Api, Env, Reply};

static KEYS: AtomicU64 = AtomicU64::new(0);

/// A key that nobody used before.
pub fn key() -> String {
    format!("k{}", KEYS.fetch_add(1, Ordering::Relaxed))
}

impl Env {
    /// A product with that price and so much of it in stock.
    pub async fn product(&self, name: &str, price: &str, quantity: &str) -> i64 {
        let reply = self.api.post("/api/v1/products", &json!({"name": name, "price": price})).await;
        assert_eq!(reply.status, 201, "{reply:?}");
        let id = reply.body["id"].as_i64().unwrap();
        if quantity != "0" {
            let receipt = json!({"kind": "RECEIPT", "lines": [{"product_id": id, "quantity": quantity}]});
            let reply = self.api.command("/api/v1/stock-movements", &key(), &receipt).await;
            assert_eq!(reply.status, 201, "{reply:?}");
        }
        id
    }

    /// What is in stock of a product.
    pub async fn stock(&self, product: i64) -> String {
        let mut connection = self.database.connect().await;
        let query = "select trim_scale(quantity)::text from products where id = $1";
        sqlx::query_scalar(query).bind(product).fetch_one(&mut connection).await.unwrap()
    }

    /// A client with that much on its account.
    pub async fn rich(&self, name: &str, balance: &str) -> i64 {
        let client = self.client(name).await;
        self.api.deposit(client, balance).await;
        client
    }

    pub async fn order(&self, id: i64) -> Value {
        self.api.get(&format!("/api/v1/orders/{id}")).await.body
    }

    /// Counts the rows of all tables that a command on an order may touch, and the sums that matter.
    pub async fn world(&self) -> String {
        let mut connection = self.database.connect().await;
        let query = "select concat_ws(' ',
              (select count(*) from operations), (select sum(balance) from accounts),
              (select count(*) from stock_movements), (select sum(quantity) from products),
              (select count(*) from order_history), (select count(*) from payments), (select count(*) from refunds),
              (select count(*) from order_returns), (select count(*) from journal_entries),
              (select string_agg(status::text || version, ',' order by id) from orders))";
        sqlx::query_scalar(query).fetch_one(&mut connection).await.unwrap()
    }
}

impl Api {
    /// A draft of products and quantities.
    pub async fn draft(&self, client: i64, lines: &[(i64, &str)]) -> i64 {
        let line = |(product, quantity): &(i64, &str)| json!({"product_id": product, "quantity": quantity});
        let lines: Vec<Value> = lines.iter().map(line).collect();
        let body = json!({"client_id": client, "lines": lines});
        let reply = self.command("/api/v1/orders", &key(), &body).await;
        assert_eq!(reply.status, 201, "{reply:?}");
        reply.body["id"].as_i64().unwrap()
    }

    /// Pays by methods and amounts under a new key.
    pub async fn pay(&self, order: i64, tenders: &[(&str, &str)]) -> Reply {
        self.pay_as(order, tenders, &key()).await
    }

    pub async fn pay_as(&self, order: i64, tenders: &[(&str, &str)], key: &str) -> Reply {
        let tender = |(method, amount): &(&str, &str)| json!({"method": method, "amount": amount});
        let body = json!({"payments": tenders.iter().map(tender).collect::<Vec<_>>()});
        self.command(&format!("/api/v1/orders/{order}/pay"), key, &body).await
    }

    pub async fn cancel(&self, order: i64, reason: &str) -> Reply {
        let body = json!({"reason": reason});
        self.command(&format!("/api/v1/orders/{order}/cancel"), &key(), &body).await
    }

    /// Returns lines as (number, quantity, restock).
    pub async fn take_back(&self, order: i64, lines: &[(i64, &str, bool)], amount: &str) -> Reply {
        let line = |(number, quantity, restock): &(i64, &str, bool)| json!({"number": number, "quantity": quantity, "restock": restock});
        let lines: Vec<Value> = lines.iter().map(line).collect();
        let body = json!({"lines": lines, "amount": amount, "reason": "брак"});
        self.command(&format!("/api/v1/orders/{order}/returns"), &key(), &body).await
    }
}
