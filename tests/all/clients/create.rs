//! New clients of every kind, and everything that can be wrong with one.

use serde_json::{Value, json};

use crate::harness::run;

const CLIENTS: &str = "/api/v1/clients";

/// One complete client of each kind.
fn examples() -> [Value; 4] {
    let contacts = json!([
        {"full_name": "Петров Пётр", "phone": "8 (911) 222-33-44", "email": "petrov@romashka.ru", "address": "Ялта, ул. Мира, 1",
         "other": {"telegram": "@petrov", "второй телефон": "8 978 000-00-00"}},
        {"email": "buh@romashka.ru"}
    ]);
    [
        json!({"kind": "INDIVIDUAL", "last_name": "Иванов", "first_name": "Иван", "middle_name": "Иванович", "inn": "500100732259",
               "phone": "8 978 845-13-64", "email": "Ivan@Example.RU", "city": "Симферополь", "contacts": contacts,
               "client_info": {"passport_number": "4700123456", "passport_issue_date": "2025-02-26"}}),
        json!({"kind": "LEGAL_ENTITY", "name": "ООО Ромашка", "inn": "1234567890", "credit_limit": "1000.50",
               "credit_due_date": "2099-12-31", "client_info": {"kpp": "770701001", "ogrn": "1027700132195", "bik": "044525225"}}),
        json!({"kind": "SOLE_PROPRIETOR", "name": "ИП Сидоров", "client_info": {"ogrnip": "304500116000157"}}),
        json!({"kind": "OTHER", "name": "Садовое товарищество «Ёлка»", "client_info": {"любой ключ": "любое значение"}}),
    ]
}

#[test]
fn every_kind_is_created_with_its_data_and_read_back_the_same() {
    run(|env| async move {
        for example in examples() {
            let reply = env.api.post(CLIENTS, &example).await;
            assert_eq!(reply.status, 201, "{reply:?}");
            let client = &reply.body;
            let path = format!("{CLIENTS}/{}", client["id"]);
            assert_eq!(reply.header("location"), Some(path.as_str()));
            for field in [
                "kind",
                "inn",
                "city",
                "client_info",
                "last_name",
                "first_name",
                "middle_name",
                "credit_due_date",
            ] {
                let given = example.get(field).cloned();
                let absent = if field == "client_info" { json!({}) } else { Value::Null };
                assert_eq!(client[field], given.unwrap_or(absent), "{field}");
            }
            assert_eq!(
                (&client["balance"], &client["currency"], &client["version"]),
                (&json!("0.00"), &json!("RUB"), &json!(1))
            );
            assert_eq!(client["archived_at"], Value::Null);
            assert_eq!(env.api.get(&path).await.body, *client);
        }
        env
    });
}

#[test]
fn what_people_type_is_stored_in_one_form() {
    run(|env| async move {
        let [person, company, ..] = examples();
        let person = env.api.post(CLIENTS, &person).await.body;
        assert_eq!(person["name"], "Иванов Иван Иванович");
        assert_eq!((&person["phone"], &person["email"]), (&json!("+79788451364"), &json!("Ivan@example.ru")));
        assert_eq!(
            person["contacts"][0]["other"],
            json!({"telegram": "@petrov", "второй телефон": "8 978 000-00-00"})
        );
        assert_eq!(person["contacts"][1]["full_name"], Value::Null);
        assert_eq!(person["warnings"], json!([]));
        let company = env.api.post(CLIENTS, &company).await.body;
        assert_eq!((&company["credit_limit"], &company["available"]), (&json!("1000.50"), &json!("1000.50")));
        // The document's own example of an INN fails the checksum and must work.
        assert_eq!(company["warnings"], json!(["inn_checksum"]));
        assert_eq!(company["limits"], json!({"withdraw_max": "0.00", "charge_max": "1000.50"}));
        env
    });
}

#[test]
fn all_faults_come_at_once_with_their_fields_and_codes() {
    run(|env| async move {
        let wrong = json!({
            "kind": "LEGAL_ENTITY", "name": " ", "inn": "12345678901", "phone": "12", "email": "nobody", "credit_limit": "-1.00",
            "client_info": {"kpp": "7", "bik": "944525225"}, "contacts": [{"full_name": "Анна"}, {}],
        });
        let reply = env.api.post(CLIENTS, &wrong).await;
        assert_eq!((reply.status, reply.code()), (422, "invalid_fields"));
        let mut faults = reply.faults();
        faults.sort();
        assert_eq!(
            faults,
            [
                "client_info.bik:invalid_bik",
                "client_info.kpp:invalid_kpp",
                "contacts[1]:empty",
                "credit_limit:negative_credit_limit",
                "email:invalid_email",
                "inn:invalid_inn",
                "name:required",
                "phone:invalid_phone",
            ]
        );
        assert_eq!(env.api.get(CLIENTS).await.body["items"], json!([]));
        env
    });
}

#[test]
fn each_wrong_field_is_refused_with_its_own_code() {
    run(|env| async move {
        let long = "я".repeat(501);
        let many: serde_json::Map<_, _> = (0..51).map(|n| (format!("k{n}"), json!("v"))).collect();
        for (field, value, fault) in [
            ("name", json!("я".repeat(301)), "name:too_long"),
            ("name", json!("a\u{0}b"), "name:invalid_text"),
            ("last_name", json!("я".repeat(101)), "last_name:too_long"),
            ("city", json!("я".repeat(101)), "city:too_long"),
            ("inn", json!("12345 7890"), "inn:invalid_inn"),
            ("phone", json!("9".repeat(41)), "phone:too_long"),
            ("email", json!(format!("{}@mail.ru", "a".repeat(255))), "email:too_long"),
            ("credit_limit", json!("0.005"), "credit_limit:too_many_decimals"),
            ("credit_due_date", json!("2026-01-31"), "credit_due_date:due_date_without_limit"),
            ("client_info", json!({"": "x"}), "client_info:invalid_key"),
            ("client_info", json!({"k": long}), "client_info.k:too_long"),
            ("client_info", Value::Object(many.clone()), "client_info:too_many"),
            ("contacts", json!([{"full_name": " "}]), "contacts[0]:empty"),
            ("contacts", json!([{"full_name": "я", "other": {"tg": long}}]), "contacts[0].other.tg:too_long"),
            ("contacts", json!([{"full_name": "я".repeat(301)}]), "contacts[0].full_name:too_long"),
            ("contacts", json!([{"phone": "1", "other": many}]), "contacts[0].other:too_many"),
            ("contacts", json!(vec![json!({"phone": "1"}); 51]), "contacts:too_many"),
        ] {
            let mut body = json!({"kind": "INDIVIDUAL", "name": "Кто-то"});
            body[field] = value;
            let reply = env.api.post(CLIENTS, &body).await;
            assert_eq!((reply.status, reply.code()), (422, "invalid_fields"), "{fault}: {reply:?}");
            assert_eq!(reply.faults(), [fault]);
        }
        env
    });
}

#[test]
fn a_body_that_is_no_client_is_refused() {
    run(|env| async move {
        for (body, field) in [
            (json!({"kind": "PERSON", "name": "Кто-то"}), "kind"),
            (json!({"name": "Кто-то"}), "kind"),
            (json!({"kind": "OTHER", "name": 5}), "name"),
            (json!({"kind": "OTHER", "name": "x", "contacts": {}}), "contacts"),
            (json!({"kind": "OTHER", "name": "x", "client_info": {"k": 5}}), "client_info"),
            (json!({"kind": "OTHER", "name": "x", "credit_due_date": "2026-02-30"}), "credit_due_date"),
            // What the server decides is no input.
            (json!({"kind": "OTHER", "name": "x", "balance": "100.00"}), "balance"),
            (json!({"kind": "OTHER", "name": "x", "id": 5}), "id"),
            (json!({"kind": "OTHER", "name": "x", "is_system": true}), "is_system"),
            (json!({"kind": "OTHER", "name": "x", "archived_at": "2026-01-01T00:00:00Z"}), "archived_at"),
            (json!([]), ""),
            (json!("x"), ""),
        ] {
            let reply = env.api.post(CLIENTS, &body).await;
            assert!(matches!(reply.status, 400 | 422), "{body}: {reply:?}");
            assert!(reply.text.contains(field), "{field} is not named: {reply:?}");
        }
        assert_eq!(env.api.get(CLIENTS).await.body["items"], json!([]));
        env
    });
}

#[test]
fn one_inn_is_one_live_client() {
    run(|env| async move {
        let company = json!({"kind": "LEGAL_ENTITY", "name": "ООО Ромашка", "inn": "1234567890"});
        let first = env.client_with(company.clone()).await;
        let reply = env.api.post(CLIENTS, &company).await;
        assert_eq!((reply.status, reply.code()), (409, "inn_taken"));
        assert_eq!(reply.body["existing_id"], first);
        // An archived client leaves its INN; coming back needs it free.
        assert_eq!(env.api.post(&format!("{CLIENTS}/{first}/archive"), &json!({})).await.status, 200);
        let second = env.client_with(company).await;
        let reply = env.api.post(&format!("{CLIENTS}/{first}/restore"), &json!({})).await;
        assert_eq!((reply.status, reply.code()), (409, "inn_taken"));
        assert_eq!(reply.body["existing_id"], second);
        env
    });
}

#[test]
fn a_due_date_is_a_day_that_exists_in_a_year_that_people_write() {
    run(|env| async move {
        let post = async |date: Value| {
            let body =
                json!({"kind": "OTHER", "name": "Должник", "credit_limit": "1.00", "credit_due_date": date});
            env.api.post(CLIENTS, &body).await
        };
        for date in ["1900-01-01", "2024-02-29", "9999-12-31"] {
            assert_eq!(post(json!(date)).await.status, 201, "{date}");
        }
        for date in [
            json!("1899-12-31"),
            json!("0000-01-01"),
            json!("-0001-01-01"),
            json!("+10000-01-01"),
            json!("+262142-12-31"),
            json!("2026-02-29"),
            json!("01.01.2026"),
            json!("infinity"),
            json!("2026-01-01T00:00:00Z"),
            json!(20_260_101),
            json!(""),
        ] {
            let reply = post(date.clone()).await;
            assert_eq!((reply.status, reply.code()), (422, "invalid_fields"), "{date}: {reply:?}");
            assert!(reply.faults()[0].starts_with("credit_due_date:"), "{reply:?}");
        }
        env
    });
}
