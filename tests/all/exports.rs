//! Lists as files: the columns, what a spreadsheet would run, the order and the filters of the list, one state of the database.
//!
//! That a file has exactly the rows of its list is tried out for every filter in `filters`.

mod forms;
mod house;
mod stalled;
mod streaming;

use serde_json::{Value, json};

use crate::harness::{Api, Env, address, csv_rows, run};

async fn file(api: &Api, list: &str, pairs: &[(&str, &str)]) -> Vec<Vec<String>> {
    let reply = api.get(&address(&format!("/api/v1/{list}/export"), pairs)).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    assert_eq!(reply.header("content-type"), Some("text/csv; charset=utf-8"));
    let disposition = reply.header("content-disposition").unwrap();
    let dated = disposition.strip_prefix(&format!("attachment; filename=\"{list}-20"));
    assert!(dated.is_some_and(|rest| rest.ends_with(".csv\"")), "{disposition}");
    assert!(!reply.text.replace("\r\n", "").contains('\r') && reply.text.ends_with("\r\n"));
    csv_rows(&reply.text)
}

#[test]
fn clients_have_exactly_the_agreed_columns() {
    run(|env| async move {
        let person = json!({"kind": "INDIVIDUAL", "last_name": "Иванов", "first_name": "Иван", "middle_name": "Иванович",
                            "phone": "8 978 845-13-64", "email": "ivan@mail.ru", "credit_limit": "100.00"});
        let person = env.client_with(person).await;
        env.api.deposit(person, "1234.50").await;
        let whole = env.client("Пётр в одно поле").await;
        let company =
            env.client_with(json!({"kind": "LEGAL_ENTITY", "name": "ООО \"Ромашка\"; филиал"})).await;
        let owing = env.client_with(json!({"kind": "OTHER", "name": "Должник", "credit_limit": "10"})).await;
        let spent = json!({"amount": "0.01", "description": "трата"});
        env.api.command(&format!("/api/v1/clients/{owing}/spend"), "s", &spent).await;

        let rows = file(&env.api, "clients", &[]).await;
        assert_eq!(rows[0], ["ID", "Имя", "Фамилия", "Email", "Телефон", "Баланс кошелька", "Дата создания"]);
        let told: Vec<Vec<&str>> =
            rows[1..].iter().map(|row| row[..6].iter().map(String::as_str).collect()).collect();
        let id = [person, whole, company, owing].map(|id| id.to_string());
        assert_eq!(
            told,
            [
                [id[0].as_str(), "Иван", "Иванов", "ivan@mail.ru", "+7 978 845-13-64", "1234,50"],
                [id[1].as_str(), "Пётр в одно поле", "", "", "", "0,00"],
                [id[2].as_str(), "ООО \"Ромашка\"; филиал", "", "", "", "0,00"],
                [id[3].as_str(), "Должник", "", "", "", "-0,01"],
            ]
        );
        let created = env.api.get(&format!("/api/v1/clients/{person}")).await.body["created_at"]
            .as_str()
            .unwrap()
            .to_owned();
        let created: chrono::DateTime<chrono::Utc> = created.parse().unwrap();
        let local = created + chrono::TimeDelta::hours(3);
        assert_eq!(rows[1][6], local.format("%d.%m.%Y %H:%M:%S").to_string(), "the business zone");
        // The head of clients is the same in every language: an import knows it.
        assert_eq!(file(&env.api, "clients", &[("lang", "en")]).await[0], rows[0]);
        env
    });
}

#[test]
fn nothing_in_a_file_runs_as_a_formula_and_nothing_is_lost() {
    run(|env| async move {
        let names =
            ["=1+1", "+7 978", "-5", "@SUM(A1)", "'=2", "<img onerror=alert(1)>", "a;\"b\"\nc", "O'Нил"];
        for name in names {
            env.client_with(json!({"kind": "OTHER", "name": name, "phone": "8 978 845-13-64"})).await;
        }
        let rows = file(&env.api, "clients", &[]).await;
        let cells: Vec<&str> = rows[1..].iter().map(|row| row[1].as_str()).collect();
        assert_eq!(
            cells,
            ["'=1+1", "'+7 978", "'-5", "'@SUM(A1)", "''=2", "<img onerror=alert(1)>", "a;\"b\"\nc", "O'Нил"]
        );
        assert!(rows[1..].iter().all(|row| row[4] == "+7 978 845-13-64"), "a spreadsheet keeps them as text");
        let service =
            json!({"name": "=cmd", "kind": "calls", "description": "@x", "billing_info": {"price": "-1"}});
        let service = env.service(service).await;
        let client = env.client("Клиент").await;
        let note = json!({"client_id": client, "kind": "NOTE", "service_id": service, "description": "=HYPERLINK(\"x\")"});
        assert_eq!(env.api.command("/api/v1/operations", "n", &note).await.status, 201);
        let rows = file(&env.api, "services", &[]).await;
        assert_eq!(
            (rows[1][1].as_str(), rows[1][2].as_str(), rows[1][5].as_str()),
            ("'=cmd", "'@x", "{\"price\":\"-1\"}")
        );
        let rows = file(&env.api, "operations", &[]).await;
        assert_eq!((rows[1][6].as_str(), rows[1][7].as_str()), ("'=cmd", "'=HYPERLINK(\"x\")"));
        env
    });
}

#[test]
fn files_follow_the_filters_and_the_order_of_their_lists() {
    run(|env| async move {
        for (name, city) in [("Борис", "Ялта"), ("анна", "Керчь"), ("Вера", "Ялта")]
        {
            let id = env.client_with(json!({"kind": "OTHER", "name": name, "city": city})).await;
            env.api.deposit(id, "10.00").await;
        }
        let gone = env.client("Архивный").await;
        env.api.post(&format!("/api/v1/clients/{gone}/archive"), &json!({})).await;
        let names = async |pairs: &[(&str, &str)]| -> Vec<String> {
            file(&env.api, "clients", pairs).await[1..].iter().map(|row| row[1].clone()).collect()
        };
        assert_eq!(names(&[("sort", "name")]).await, ["анна", "Борис", "Вера"]);
        assert_eq!(names(&[("sort", "-name"), ("city", "ялта")]).await, ["Вера", "Борис"]);
        assert_eq!(names(&[("archived", "only")]).await, ["Архивный"]);
        assert_eq!(names(&[("q", "нет такого")]).await, Vec::<String>::new());
        assert_eq!(names(&[("service_kind", "нетакого")]).await, Vec::<String>::new());
        for kind in ["calls", "sms"] {
            env.service(json!({"name": format!("Услуга {kind}"), "kind": kind})).await;
        }
        assert_eq!(file(&env.api, "services", &[("kind", "sms")]).await.len(), 2);
        let by_name = file(&env.api, "services", &[("sort", "-name")]).await;
        assert_eq!((by_name[1][1].as_str(), by_name[2][1].as_str()), ("Услуга sms", "Услуга calls"));
        let operations = file(&env.api, "operations", &[("amount_min", "1"), ("lang", "en")]).await;
        assert_eq!(
            (operations.len(), operations[0][8].as_str(), operations[1][8].as_str()),
            (4, "Amount", "10.00")
        );
        assert_eq!(operations[0].len(), operations[1].len());
        env
    });
}

#[test]
fn deliveries_of_the_bank_are_exported_with_their_fate() {
    run(|env| async move {
        let client = env
            .client_with(json!({"kind": "LEGAL_ENTITY", "name": "ООО Ромашка", "inn": "1234567890"}))
            .await;
        let bank = Api::anonymous(&env.server.base);
        for (number, inn) in [(1, "1234567890"), (2, "5001007322")] {
            let id = uuid::Uuid::new_v4();
            let payment = json!({"operation_id": id, "amount": 100.5, "payer_inn": inn, "document_number": format!("=PAY-{number}"),
                                 "document_date": "2024-04-27T21:00:00Z"});
            bank.post("/api/webhook/bank/", &payment).await;
        }
        let rows = file(&env.api, "bank-deliveries", &[]).await;
        assert_eq!(rows[0][..4], ["№", "Получено", "ID у банка", "ИНН плательщика"]);
        let told = |row: &[String]| row[3..11].join("|");
        assert_eq!(told(&rows[1]), "5001007322||'=PAY-2|28.04.2024 00:00:00|100,50|не опознан||");
        assert_eq!(
            told(&rows[2]),
            format!("1234567890||'=PAY-1|28.04.2024 00:00:00|100,50|зачислен|{client}|ООО Ромашка")
        );
        let waiting = file(&env.api, "bank-deliveries", &[("status", "unmatched"), ("lang", "en")]).await;
        assert_eq!((waiting.len(), waiting[0][3].as_str()), (2, "Payer's INN"));
        env
    });
}

#[test]
fn wrong_questions_are_refused_before_a_file_begins() {
    run(|env| async move {
        for (list, name, value) in [
            ("clients", "limit", "10"),
            ("clients", "cursor", "x"),
            ("clients", "count", "true"),
            ("operations", "totals", "true"),
            ("clients", "balance_min", "0.005"),
            ("clients", "sort", "colour"),
            ("services", "colour", "red"),
            ("operations", "lang", "de"),
            ("bank-deliveries", "payer_inn", "12"),
        ] {
            let reply = env.api.get(&address(&format!("/api/v1/{list}/export"), &[(name, value)])).await;
            assert_eq!((reply.status, reply.code()), (400, "invalid_query"), "{list} {name}: {reply:?}");
            assert!(reply.faults()[0].starts_with(&format!("{name}:")), "{list} {name}: {reply:?}");
            assert_eq!(reply.header("content-disposition"), None);
        }
        let cashier = env.user("cashier").await;
        assert_eq!(cashier.get("/api/v1/bank-deliveries/export").await.status, 403);
        assert_eq!(cashier.get("/api/v1/clients/export").await.status, 200);
        nothing_to_export(&env).await;
        env
    });
}

/// An empty list is a file with a head.
async fn nothing_to_export(env: &Env) {
    for list in ["clients", "services", "operations", "bank-deliveries"] {
        let rows = file(&env.api, list, &[]).await;
        assert_eq!(rows.len(), 1, "{list}: {rows:?}");
    }
    let walk_in: Value = env.api.get("/api/v1/clients/0").await.body;
    assert_eq!(walk_in["code"], "not_found", "the system client is in no file because it is nowhere");
}
