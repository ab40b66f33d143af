//! The catalogue of services: its free-form billing parameters, the filters on them, and what may be removed.

use serde_json::{Value, json};

use crate::harness::{Env, address, run};

const SERVICES: &str = "/api/v1/services";

async fn names(env: &Env, pairs: &[(&str, &str)]) -> Vec<String> {
    let reply = env.api.get(&address(SERVICES, pairs)).await;
    assert_eq!(reply.status, 200, "{pairs:?}: {reply:?}");
    reply.body["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_service_is_created_read_and_edited_with_whatever_parameters_it_has() {
    run(|env| async move {
        let billing = json!({"connection_price": 300, "renewal_price": "550.00", "period": "month", "limits": {"gb": 0.1, "list": [1, "a", null]},
                             "безлимит": true, "big": 12345678901234567890_u64});
        let input = json!({"name": " Интернет 100 ", "description": "До 100 Мбит/с", "kind": "Internet", "billing_kind": "recurring",
                           "billing_info": billing});
        let reply = env.api.post(SERVICES, &input).await;
        assert_eq!(reply.status, 201, "{reply:?}");
        let service = &reply.body;
        let path = format!("{SERVICES}/{}", service["id"]);
        assert_eq!(reply.header("location"), Some(path.as_str()));
        assert_eq!((&service["name"], &service["kind"]), (&json!("Интернет 100"), &json!("internet")));
        assert_eq!(
            (&service["billing_info"], &service["in_use"], &service["version"]),
            (&billing, &json!(false), &json!(1))
        );
        assert_eq!(env.api.get(&path).await.body, *service);

        let edit = json!({"name": "Интернет 200", "kind": "internet", "version": 1});
        let reply = env.api.put(&path, &edit).await;
        assert_eq!(reply.status, 200, "{reply:?}");
        assert_eq!(
            (&reply.body["billing_info"], &reply.body["billing_kind"]),
            (&json!({}), &json!("one_off"))
        );
        assert_eq!((&reply.body["description"], &reply.body["version"]), (&json!(""), &json!(2)));
        let stale = env.api.put(&path, &edit).await;
        assert_eq!(
            (stale.status, stale.code(), &stale.body["current_version"]),
            (409, "stale_version", &json!(2))
        );
        let missing = env.api.put(&path, &json!({"name": "x", "kind": "sms"})).await;
        assert_eq!(missing.faults(), ["version:required"]);
        assert_eq!(env.api.get(&path).await.body, reply.body);
        env
    });
}

#[test]
fn wrong_fields_are_refused_with_their_codes() {
    run(|env| async move {
        let deep = json!({"a": {"b": {"c": {"d": {}}}}});
        let many: serde_json::Map<_, _> = (0..65).map(|n| (format!("k{n}"), json!(1))).collect();
        for (field, value, fault) in [
            ("name", json!(""), "name"),
            ("name", json!("  "), "name"),
            ("name", json!("я".repeat(301)), "name"),
            ("name", json!("a\u{0}"), "name:invalid_text"),
            ("description", json!("я".repeat(4001)), "description:too_long"),
            ("description", json!("a\u{0}"), "description:invalid_text"),
            ("kind", json!(""), "kind"),
            ("kind", json!("два слова"), "kind:invalid_kind"),
            ("kind", json!("k".repeat(41)), "kind"),
            ("billing_kind", json!("!"), "billing_kind"),
            ("billing_info", deep, "billing_info.a:too_deep"),
            ("billing_info", Value::Object(many), "billing_info:too_many"),
            ("billing_info", json!({"k": "a\u{0}"}), "billing_info.k:invalid_text"),
            ("billing_info", json!({"": 1}), "billing_info:invalid_key"),
            ("billing_info", json!({"k": "x".repeat(20_000)}), "billing_info:too_long"),
        ] {
            let mut body = json!({"name": "Услуга", "kind": "sms"});
            body[field] = value;
            let reply = env.api.post(SERVICES, &body).await;
            assert_eq!((reply.status, reply.code()), (422, "invalid_fields"), "{fault}: {reply:?}");
            let faults = reply.faults();
            assert!(faults.len() == 1 && faults[0].starts_with(fault), "{fault}: {faults:?}");
        }
        for text in [
            r#"{"name":"x","kind":"sms","billing_info":{"k":1e400}}"#,
            r#"{"name":"x","kind":"sms","billing_info":[]}"#,
        ] {
            let request =
                env.api.request(reqwest::Method::POST, SERVICES).header("content-type", "application/json");
            let reply = crate::harness::read(request.body(text)).await;
            assert!(matches!(reply.status, 400 | 422), "{text}: {reply:?}");
        }
        assert_eq!(names(&env, &[]).await, [""; 0]);
        env
    });
}

/// Prices as numbers, as texts, absent, nested: one catalogue as it grows in life.
async fn catalogue(env: &Env) {
    for (name, kind, billing) in [
        ("Звонки А", "calls", json!({"price": 100, "plan": "Базовый"})),
        ("Звонки Б", "calls", json!({"price": 250.5, "plan": "Unlim 250"})),
        ("Интернет В", "internet", json!({"price": "300", "plan": "unlimited"})),
        ("Интернет Г", "internet", json!({"price": 500, "plan": 500, "period": "month"})),
        ("СМС Д", "sms", json!({"price": {"value": 300}, "plan": ["unlim"]})),
        ("СМС Е", "sms", json!({"price": null, "plan": "100% Ёлка_\\"})),
        ("Прочее Ж", "прочее", json!({})),
    ] {
        let body = json!({"name": name, "description": format!("Описание {name}"), "kind": kind, "billing_info": billing});
        env.service(body).await;
    }
}

#[test]
fn billing_parameters_are_filtered_by_type_and_a_wrong_type_never_matches() {
    run(|env| async move {
        catalogue(&env).await;
        for (params, expected) in [
            (vec!["price:100..500"], vec!["Звонки А", "Звонки Б", "Интернет Г"]),
            (vec!["price:100.5.."], vec!["Звонки Б", "Интернет Г"]),
            (vec!["price:..250.50"], vec!["Звонки А", "Звонки Б"]),
            (vec!["price:300"], vec![]),
            (vec!["price:250.5"], vec!["Звонки Б"]),
            (vec!["plan:500"], vec!["Интернет Г"]),
            (vec!["plan~unlim"], vec!["Звонки Б", "Интернет В"]),
            (vec!["plan~UNLIM 2"], vec!["Звонки Б"]),
            (vec!["plan~500"], vec![]),
            (vec!["plan~%"], vec!["СМС Е"]),
            (vec!["plan~_"], vec!["СМС Е"]),
            (vec!["plan~\\"], vec!["СМС Е"]),
            (vec!["plan~елка"], vec!["СМС Е"]),
            (vec!["price:100..500", "plan~unlim"], vec!["Звонки Б"]),
            (vec!["price:100..500", "period~month", "plan:1..1000"], vec!["Интернет Г"]),
            (vec!["price:-10..0"], vec![]),
            (vec!["nothing:1.."], vec![]),
            (vec!["nothing~x"], vec![]),
        ] {
            let pairs: Vec<_> = params.iter().map(|param| ("param", *param)).collect();
            assert_eq!(names(&env, &pairs).await, expected, "{params:?}");
        }
        for wrong in [
            "price",
            "price:",
            "price:..",
            "price:a..b",
            "price:5..1",
            ":5",
            "~x",
            "plan~",
            "price:1e5",
            "price:1..2..3",
        ] {
            let reply = env.api.get(&address(SERVICES, &[("param", wrong)])).await;
            assert_eq!((reply.status, reply.code()), (400, "invalid_query"), "{wrong}: {reply:?}");
        }
        env
    });
}

#[test]
fn the_other_filters_and_sorts_of_the_list() {
    run(|env| async move {
        catalogue(&env).await;
        let first =
            env.api.get(&address(SERVICES, &[("limit", "1")])).await.body["items"][0]["id"].as_i64().unwrap();
        let (id, range) = ((first + 1).to_string(), format!("{},{}..", first, first + 5));
        for (pairs, expected) in [
            (vec![("id", id.as_str())], vec!["Звонки Б"]),
            (vec![("id", range.as_str())], vec!["Звонки А", "СМС Е", "Прочее Ж"]),
            (vec![("q", "звонки")], vec!["Звонки А", "Звонки Б"]),
            (vec![("q", "описание смс")], vec!["СМС Д", "СМС Е"]),
            (vec![("kind", "sms,прочее")], vec!["СМС Д", "СМС Е", "Прочее Ж"]),
            (vec![("kind", "Internet")], vec!["Интернет В", "Интернет Г"]),
            (vec![("kind", "internet"), ("q", "г")], vec!["Интернет Г"]),
            (vec![("sort", "-id"), ("kind", "calls")], vec!["Звонки Б", "Звонки А"]),
            (vec![("sort", "name"), ("kind", "calls,прочее")], vec!["Звонки А", "Звонки Б", "Прочее Ж"]),
            (vec![("sort", "-name"), ("kind", "calls,прочее")], vec!["Прочее Ж", "Звонки Б", "Звонки А"]),
        ] {
            assert_eq!(names(&env, &pairs).await, expected, "{pairs:?}");
        }
        let counted = env.api.get(&address(SERVICES, &[("count", "true"), ("limit", "2")])).await.body;
        assert_eq!(counted["count"], json!({"value": 7, "capped": false}));
        for pair in [
            ("sort", "price"),
            ("sort", "--id"),
            ("id", "x"),
            ("limit", "0"),
            ("limit", "201"),
            ("archived", "yes"),
            ("colour", "red"),
        ] {
            let reply = env.api.get(&address(SERVICES, &[pair])).await;
            assert_eq!(reply.status, 400, "{pair:?}: {reply:?}");
        }
        env
    });
}

#[test]
fn only_an_unused_service_is_deleted_a_used_one_is_archived() {
    run(|env| async move {
        let unused = env.service(json!({"name": "Ненужная", "kind": "sms"})).await;
        let used = env.service(json!({"name": "Нужная", "kind": "sms"})).await;
        let client =
            env.client_with(json!({"kind": "OTHER", "name": "Абонент", "credit_limit": "50.00"})).await;
        let charge = json!({"client_id": client, "kind": "USAGE", "amount": "-1.00", "service_id": used});
        assert_eq!(env.api.command("/api/v1/operations", "u", &charge).await.status, 201);
        assert_eq!(env.api.delete(&format!("{SERVICES}/{unused}")).await.status, 204);
        assert_eq!(env.api.get(&format!("{SERVICES}/{unused}")).await.status, 404);
        let path = format!("{SERVICES}/{used}");
        let reply = env.api.delete(&path).await;
        assert_eq!((reply.status, reply.code()), (409, "in_use"));
        assert_eq!(env.api.get(&path).await.body["in_use"], true);

        assert_eq!(env.api.post(&format!("{path}/archive"), &json!({})).await.status, 200);
        let again = env.api.post(&format!("{path}/archive"), &json!({})).await;
        assert_eq!((again.status, again.code()), (409, "archived"));
        assert_eq!(names(&env, &[]).await, [""; 0]);
        assert_eq!(names(&env, &[("archived", "only")]).await, ["Нужная"]);
        let version = env.api.get(&path).await.body["version"].clone();
        let edit = env.api.put(&path, &json!({"name": "Иная", "kind": "sms", "version": version})).await;
        assert_eq!((edit.status, edit.code()), (409, "archived"));
        assert_eq!(env.api.post(&format!("{path}/restore"), &json!({})).await.status, 200);
        let again = env.api.post(&format!("{path}/restore"), &json!({})).await;
        assert_eq!((again.status, again.code()), (409, "not_archived"));
        assert_eq!(names(&env, &[]).await, ["Нужная"]);
        for id in ["999999", "0", "-1"] {
            assert_eq!(env.api.delete(&format!("{SERVICES}/{id}")).await.status, 404);
            assert_eq!(env.api.post(&format!("{SERVICES}/{id}/archive"), &json!({})).await.status, 404);
        }
        env
    });
}

#[test]
fn a_service_deleted_while_it_is_charged_is_either_kept_or_not_charged() {
    run(|env| async move {
        let client =
            env.client_with(json!({"kind": "OTHER", "name": "Абонент", "credit_limit": "50.00"})).await;
        for round in 0..10 {
            let service = env.service(json!({"name": "Спорная", "kind": "sms"})).await;
            let (path, key) = (format!("{SERVICES}/{service}"), format!("u{round}"));
            let charge =
                json!({"client_id": client, "kind": "USAGE", "amount": "-1.00", "service_id": service});
            let (deleted, charged) =
                tokio::join!(env.api.delete(&path), env.api.command("/api/v1/operations", &key, &charge));
            assert!(
                matches!((deleted.status, charged.status), (204, 422) | (409, 201)),
                "{deleted:?} {charged:?}"
            );
        }
        env
    });
}
