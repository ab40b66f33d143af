//! A small believable world for pages to show: people, services, payments, operations of every kind.

use serde_json::{Value, json};

use super::goods;
use crate::harness::{Env, Past};

/// Numbers of what is there.
pub struct World {
    pub person: i64,
    pub company: i64,
    pub service: i64,
    pub operation: i64,
    pub delivery: i64,
    pub user: i64,
    /// A draft with more than there is in stock, and an order that was paid by several methods and came back in part.
    pub draft: i64,
    pub sold: i64,
    /// A draft that can be paid.
    pub payable: i64,
    /// What all of them are about.
    pub product: i64,
    /// A job that was given up.
    pub job: i64,
}

pub async fn world(env: &Env) -> World {
    let company = company(env).await;
    let person = env
        .client_with(json!({
            "kind": "INDIVIDUAL", "last_name": "Ёлкина", "first_name": "Анна", "middle_name": "Сергеевна",
            "phone": "8 978 845-13-64", "email": "elkina@example.com", "city": "Симферополь",
            "client_info": {"passport_number": "4700 123456", "passport_issue_date": "2014-05-21"},
            "credit_limit": "5000.00", "credit_due_date": "2030-12-31"
        }))
        .await;
    for name in [
        "Бондаренко Олег Петрович",
        "ИП Кравцова Мария Ивановна",
        "ООО Северный ветер и компания по обслуживанию сетей связи",
    ] {
        env.client(name).await;
    }
    let service = env
        .service(json!({
            "name": "Интернет 100", "kind": "internet", "billing_kind": "recurring",
            "description": "Доступ в интернет до 100 Мбит/с без ограничения объёма, круглосуточная поддержка, статический адрес по запросу.",
            "billing_info": {"connection_price": 300, "renewal_price": 550, "period": "month", "plan": "unlim"}
        }))
        .await;
    env.service(json!({"name": "Звонки по России", "kind": "calls", "billing_info": {"price": 1.5}})).await;
    let used = |at, kopecks| Past {
        service: Some(service),
        kind: "RECURRING_FEE",
        description: Some("Абонентская плата"),
        ..Past::of(at, kopecks)
    };
    env.past(
        person,
        &[
            Past::of("2026-02-01T09:00:00Z", 100_000),
            used("2026-03-01T00:05:00Z", -55_000),
            used("2026-04-01T00:05:00Z", -55_000),
        ],
    )
    .await;
    env.past(company, &[Past::of("2026-04-27T21:00:00Z", 14_500_000), used("2026-05-01T00:05:00Z", -55_000)])
        .await;
    let charged = env.api.deposit(company, "1000.50").await;
    let operation = charged["id"].as_i64().unwrap();
    let mistake = env.api.deposit(company, "10.00").await["id"].as_i64().unwrap();
    let reversed =
        env.api.command(&format!("/api/v1/operations/{mistake}/reversal"), "undo", &json!({})).await;
    assert_eq!(reversed.status, 201, "{reversed:?}");
    let [draft, sold, payable, product] = orders(env, person).await;
    let (delivery, user, job) = (unmatched(env).await, user(env).await, failed_job(env).await);
    World { person, company, service, operation, delivery, user, draft, sold, payable, product, job }
}

async fn orders(env: &Env, client: i64) -> [i64; 4] {
    let router =
        goods::product(env, "Маршрутизатор двухдиапазонный с четырьмя антеннами AX3000", "2490.00", "5")
            .await;
    let cable = goods::product(env, "Кабель UTP 5e", "35.50", "120.5").await;
    let draft = goods::draft(env, client, &[(router, "20"), (cable, "300")]).await;
    let sold = goods::draft(env, 0, &[(router, "2"), (cable, "10.5")]).await;
    let payments = json!([
        {"method": "CASH", "amount": "5000.00"},
        {"method": "CARD", "amount": "352.75", "reference": "RRN 012345678901"}
    ]);
    let paid = env
        .api
        .command(&format!("/api/v1/orders/{sold}/pay"), "world-pay", &json!({"payments": payments}))
        .await;
    assert_eq!(paid.status, 200, "{paid:?}");
    let back = json!({"lines": [{"number": 1, "quantity": "1", "restock": true}], "amount": "2490.00", "reason": "Не подошёл разъём"});
    let back = env.api.command(&format!("/api/v1/orders/{sold}/returns"), "world-return", &back).await;
    assert_eq!(back.status, 200, "{back:?}");
    [draft, sold, goods::draft(env, client, &[(router, "1"), (cable, "0.5")]).await, router]
}

async fn company(env: &Env) -> i64 {
    env.client_with(json!({
        "kind": "LEGAL_ENTITY", "name": "ООО Ромашка", "inn": "1234567890", "phone": "+7 495 123-45-67",
        "email": "buh@romashka.example", "city": "Москва", "credit_limit": "10000.00", "credit_due_date": "2030-12-31",
        "client_info": {"kpp": "773301001", "ogrn": "1027700132195", "director": "Петров Пётр Петрович"},
        "contacts": [
            {"full_name": "Петров Пётр Петрович", "phone": "8 911 222-33-44", "email": "petrov@romashka.example", "other": {"telegram": "@petrov"}},
            {"full_name": "Иванова Ирина", "address": "Москва, ул. Ленина, 1, офис 15"}
        ]
    }))
    .await
}

/// A payment of the bank for an organisation that nobody knows.
async fn unmatched(env: &Env) -> i64 {
    let payment = json!({
        "operation_id": "ccf0a86d-041b-4991-bcf7-e2352f7b8a4a", "amount": 145000, "payer_inn": "7707083893",
        "document_number": "PAY-328", "document_date": "2026-04-27T21:00:00Z"
    });
    assert_eq!(env.api.post("/api/webhook/bank/", &payment).await.status, 400);
    let kept = env.api.get("/api/v1/bank-deliveries").await.body;
    kept["items"][0]["id"].as_i64().unwrap()
}

async fn user(env: &Env) -> i64 {
    let made: Value = env.new_user("operator").await;
    made["id"].as_i64().unwrap()
}

/// A job that a worker has given up: what only a provider that refuses can make.
pub async fn failed_job(env: &Env) -> i64 {
    let insert = "insert into job_runs (kind, subject, state, stage, progress, attempts, error, actor, run_at, created_at, updated_at, started_at, finished_at)
        values ('REFUND', 'refund:7', 'FAILED', 'CREATE', 30, 3, 'the provider refuses: refund_amount_exceeded', 'user:1', now(), now(), now(), now(), now())
        returning id";
    let mut connection = env.database.connect().await;
    sqlx::query_scalar(insert).fetch_one(&mut connection).await.unwrap()
}
