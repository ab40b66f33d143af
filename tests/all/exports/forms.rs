//! Every file in every form: words, names, commas and dates for people, codes, points and moments for programs, and never a formula.

use std::collections::BTreeSet;

use domain::label::Labelled;
use serde_json::json;

use crate::harness::{Api, Env, csv_rows, key, run};

const DANGEROUS: &str = "＝1+1";
const TYPED: &str = "\u{200b}=1+1";

/// Something in every list.
async fn world(env: &Env) {
    let client = env
        .client_with(json!({"kind": "INDIVIDUAL", "last_name": TYPED, "first_name": DANGEROUS, "phone": "8 978 845-13-64",
                            "email": "=1+1@x.ru", "city": " @SUM(A1)", "credit_limit": "1000.50"}))
        .await;
    let company =
        env.client_with(json!({"kind": "LEGAL_ENTITY", "name": "ООО Ромашка", "inn": "1234567890"})).await;
    let service =
        json!({"name": DANGEROUS, "kind": "calls", "description": "-1", "billing_info": {"price": "1.50"}});
    let service = env.service(service).await;
    env.api.deposit(client, "5000.50").await;
    let fee = json!({"client_id": client, "kind": "RECURRING_FEE", "amount": "-10.25", "service_id": service, "description": DANGEROUS});
    assert_eq!(env.api.command("/api/v1/operations", &key(), &fee).await.status, 201);
    let product = json!({"name": DANGEROUS, "sku": "=CAB", "unit": "шт", "price": "10.50"});
    let product = env.api.post("/api/v1/products", &product).await.body["id"].as_i64().unwrap();
    let receipt = json!({"kind": "RECEIPT", "reason": DANGEROUS, "lines": [{"product_id": product, "quantity": "20.5"}]});
    let received = env.api.command("/api/v1/stock-movements", &key(), &receipt).await;
    assert_eq!(received.status, 201, "{received:?}");
    for tenders in [[("WALLET", "5.25"), ("CASH", "5.25")], [("CARD", "5.25"), ("CASH", "5.25")]] {
        let order = env.api.draft(client, &[(product, "1")]).await;
        let paid = env.api.pay(order, &tenders).await;
        assert_eq!(paid.status, 200, "{}", paid.text);
        assert_eq!(env.api.cancel(order, "=передумал").await.status, 200);
    }
    let order = env.api.draft(company, &[(product, "1")]).await;
    let asked = env
        .api
        .command(&format!("/api/v1/orders/{order}/payments"), &key(), &json!({"amount": "10.50"}))
        .await;
    let confirm = format!("/api/v1/payments/{}/confirm", asked.body["id"]);
    assert_eq!(env.api.post(&confirm, &json!({"reference": "=RRN"})).await.status, 200);
    for (id, inn) in [(1, "1234567890"), (2, "5001007322")] {
        let delivery = json!({"operation_id": uuid::Uuid::from_u128(id), "amount": 100.5, "payer_inn": inn, "payer_name": TYPED,
                              "document_number": DANGEROUS, "document_date": "2024-04-27T21:00:00Z"});
        Api::anonymous(&env.server.base).post("/api/webhook/bank/", &delivery).await;
    }
    let new = json!({"name": DANGEROUS, "scopes": ["clients.read"]});
    assert_eq!(env.api.post("/api/v1/api-keys", &new).await.status, 201);
}

/// Every path of the document that gives a file.
fn files() -> Vec<String> {
    let document: serde_json::Value =
        serde_json::from_str(include_str!("../../../openapi/openapi.json")).unwrap();
    let paths = document["paths"].as_object().unwrap();
    paths.keys().filter(|path| path.ends_with("/export")).cloned().collect()
}

/// Every word of our vocabularies, in whatever case it is written on the wire; those that are words of people too are left out.
fn codes() -> BTreeSet<&'static str> {
    fn words<T: Labelled>(all: &[T]) -> impl Iterator<Item = &'static str> {
        all.iter().filter(|word| word.word() != word.label().en).map(|word| word.word())
    }
    words(domain::OperationKind::ALL)
        .chain(words(domain::ClientKind::ALL))
        .chain(words(domain::OrderStatus::ALL))
        .chain(words(domain::PaymentMethod::ALL))
        .chain(words(domain::PaymentStatus::ALL))
        .chain(words(domain::MovementKind::ALL))
        .chain(words(domain::JobKind::ALL))
        .chain(words(domain::JobState::ALL))
        .collect()
}

fn is_decimal(cell: &str, mark: char) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts = cell.trim_start_matches('-').split_once(mark);
    parts.is_some_and(|(whole, part)| digits(whole) && digits(part) && part.len() <= 3)
}

/// As a spreadsheet looks at a cell.
fn runs(cell: &str) -> bool {
    let skipped =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}');
    let bare = cell.trim_start_matches(skipped);
    let number =
        is_decimal(bare, '.') || is_decimal(bare, ',') || bare.trim_start_matches('-').parse::<i64>().is_ok();
    let phone = bare
        .strip_prefix('+')
        .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == ' ' || c == '-'));
    bare.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) && !number && !phone
}

async fn rows(env: &Env, path: &str, form: &str) -> Vec<Vec<String>> {
    let reply = env.api.get(&format!("{path}?{form}")).await;
    assert_eq!(reply.status, 200, "{path} {form}: {reply:?}");
    let rows = csv_rows(&reply.text);
    assert!(rows.len() > 1, "{path} has something to show");
    assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{path} {form}");
    for cell in rows.iter().flatten() {
        assert!(!runs(cell), "{path} {form}: {cell:?}");
    }
    rows
}

#[test]
fn every_file_is_for_people_in_their_language_and_for_programs_in_codes() {
    run(|env| async move {
        world(&env).await;
        let codes = codes();
        let files = files();
        assert!(files.len() >= 14, "{files:?}");
        for path in &files {
            let plain = rows(&env, path, "").await;
            let russian = rows(&env, path, "lang=ru").await;
            assert_eq!(plain, russian, "{path}: Russian is what nobody has to ask for");
            let english = rows(&env, path, "lang=en").await;
            for (readable, mark) in
                [(&russian, '.'), (&english, ','), (&rows(&env, path, "columns=all").await, '.')]
            {
                for cell in readable.iter().flatten() {
                    assert!(!codes.contains(cell.as_str()), "{path}: the code {cell}");
                    assert!(!cell.starts_with("user:"), "{path}: {cell}");
                    // An account of the books looks like a sum.
                    let account = ["62.02", "90.01"].contains(&cell.as_str());
                    assert!(account || !is_decimal(cell, mark), "{path}: {cell}");
                }
            }
            let machine = rows(&env, path, "format=machine&lang=ru").await;
            assert_eq!(rows(&env, path, "format=machine&lang=en").await.len(), machine.len());
            assert!(machine[0].len() >= russian[0].len() && machine.len() == russian.len(), "{path}");
            for (at, key) in machine[0].iter().enumerate() {
                assert!(key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{path}: {key}");
                for cell in machine[1..].iter().map(|row| &row[at]).filter(|cell| !cell.is_empty()) {
                    assert!(!is_decimal(cell, ','), "{path} {key}: {cell}");
                    if key.ends_with("_at") || key == "at" || key == "document_date" {
                        assert!(chrono::DateTime::parse_from_rfc3339(cell).is_ok(), "{path} {key}: {cell}");
                    }
                    if key.ends_with("actor") {
                        assert!(
                            cell.starts_with("user:") || ["system", "bank"].contains(&cell.as_str()),
                            "{path}: {cell}"
                        );
                    }
                }
            }
        }
        env
    });
}

#[test]
fn clients_have_seven_columns_until_all_are_asked_for() {
    run(|env| async move {
        world(&env).await;
        let seven = ["ID", "Имя", "Фамилия", "Email", "Телефон", "Баланс кошелька", "Дата создания"];
        let path = "/api/v1/clients/export";
        for form in ["", "lang=ru", "lang=en", "columns=usual"] {
            assert_eq!(rows(&env, path, form).await[0], seven, "{form}");
        }
        let all = rows(&env, path, "columns=all").await;
        assert_eq!(all[0][..7], seven);
        for column in ["ИНН", "Город", "Кредитный лимит", "Вид"] {
            assert!(all[0].iter().any(|head| head == column), "{column}: {:?}", all[0]);
        }
        assert_eq!(all[1][1..6], ["'＝1+1", "'\u{200b}=1+1", "'=1+1@x.ru", "+7 978 845-13-64", "4990,25"]);
        let machine = rows(&env, path, "format=machine").await;
        assert_eq!(machine[1][4], "+79788451364");
        assert_eq!(machine[1][5], "4990.25");
        env
    });
}

#[test]
fn a_statement_says_what_was_charged() {
    run(|env| async move {
        world(&env).await;
        let client = env.api.get("/api/v1/clients?sort=id&limit=1").await.body["items"][0]["id"].clone();
        let path = format!("/api/v1/clients/{client}/statement");
        let json = env.api.get(&path).await.body;
        let operations = json["operations"].as_array().unwrap();
        let fee = operations.iter().find(|one| one["kind"] == "RECURRING_FEE").unwrap();
        assert_eq!((&fee["service_name"], fee["service_id"].is_i64()), (&json!(DANGEROUS), true), "{fee}");
        let paid = operations.iter().find(|one| one["kind"] == "ORDER_PAYMENT").unwrap();
        assert!(paid["order_id"].is_i64(), "{paid}");
        let order = paid["order_id"].to_string();
        for (form, kind, head, sum) in [
            ("format=csv", "Абонентская плата", "Услуга", "-10,25"),
            ("format=csv&lang=en", "Recurring fee", "Service", "-10.25"),
            ("format=machine", "RECURRING_FEE", "service_name", "-10.25"),
        ] {
            let rows = csv_rows(&env.api.get(&format!("{path}?{form}")).await.text);
            let at = rows[0].iter().position(|name| name == head).unwrap();
            let fee = rows.iter().find(|row| row.iter().any(|cell| cell == kind)).unwrap();
            assert_eq!(fee[at], format!("'{DANGEROUS}"), "{form}");
            assert!(fee.iter().any(|cell| cell == sum), "{form}: {fee:?}");
            assert!(rows.iter().any(|row| row[at + 1] == order), "{form}: {rows:?}");
            assert!(rows.iter().flatten().all(|cell| !runs(cell)), "{form}");
        }
        assert_eq!(env.api.get(&format!("{path}?format=xml")).await.code(), "invalid_query");
        env
    });
}
