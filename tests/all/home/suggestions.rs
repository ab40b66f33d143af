//! Words in use: of services and of clients, by their beginning, each once.

use serde_json::json;

use crate::harness::{Env, address, run};

const SUGGESTIONS: &str = "/api/v1/suggestions";

async fn words(env: &Env, of: &str, q: &str) -> Vec<String> {
    let reply = env.api.get(&address(SUGGESTIONS, &[("of", of), ("q", q)])).await;
    assert_eq!(reply.status, 200, "{of} {q}: {reply:?}");
    let items = reply.body["items"].as_array().unwrap().clone();
    items.iter().map(|item| item["value"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn words_of_services_are_suggested() {
    run(|env| async move {
        for (kind, billing) in [
            ("internet", json!({"price": 1, "Период": "month", "plan": "x"})),
            ("internet", json!({"price": 2, "previous_price": 1})),
            ("sms", json!({})),
            ("интернет-тв", json!({"100%": 1})),
        ] {
            env.service(json!({"name": "Услуга", "kind": kind, "billing_info": billing})).await;
        }
        assert_eq!(words(&env, "service_kind", "").await, ["internet", "sms", "интернет-тв"]);
        assert_eq!(words(&env, "service_kind", "IN").await, ["internet"]);
        assert_eq!(words(&env, "billing_key", "pr").await, ["previous_price", "price"]);
        assert_eq!(words(&env, "billing_key", "пер").await, ["Период"]);
        assert_eq!(words(&env, "billing_key", "100%").await, ["100%"]);
        for nothing in ["%", "_", "нет", "rice"] {
            assert_eq!(words(&env, "billing_key", nothing).await, Vec::<String>::new(), "{nothing}");
        }
        env
    });
}

#[test]
fn words_of_clients_are_suggested_in_any_case_and_each_once() {
    run(|env| async move {
        for (city, info, other) in [
            ("Симферополь", json!({"kpp": "770701001"}), json!({"telegram": "@a"})),
            ("симферополь", json!({"ogrn": "1027700132195"}), json!({"Telegram": "@b", "факс": "1"})),
            ("Севастополь", json!({"Ёмкость": "1"}), json!({})),
            ("Ялта", json!({}), json!({})),
        ] {
            let contacts = json!([{"full_name": "Анна", "other": other}]);
            let body = json!({"kind": "LEGAL_ENTITY", "name": "ООО", "city": city, "client_info": info, "contacts": contacts});
            env.client_with(body).await;
        }
        assert_eq!(words(&env, "city", "").await, ["Севастополь", "Симферополь", "Ялта"]);
        assert_eq!(words(&env, "city", "СИМ").await, ["Симферополь"]);
        assert_eq!(words(&env, "city", "полтава").await, Vec::<String>::new());
        assert_eq!(words(&env, "client_info_key", "").await, ["kpp", "ogrn", "Ёмкость"]);
        assert_eq!(words(&env, "client_info_key", "ем").await, ["Ёмкость"]);
        assert_eq!(words(&env, "contact_key", "tele").await, ["Telegram", "telegram"]);
        // A key that an edit brings is known at once.
        let id = env.client("Иванов").await;
        let edit = json!({"kind": "OTHER", "name": "Иванов", "version": 1, "client_info": {"skype": "x"},
                          "contacts": [{"other": {"viber": "x"}}]});
        assert_eq!(env.api.put(&format!("/api/v1/clients/{id}"), &edit).await.status, 200);
        assert_eq!(words(&env, "client_info_key", "sk").await, ["skype"]);
        assert_eq!(words(&env, "contact_key", "v").await, ["viber"]);
        env
    });
}

#[test]
fn at_most_twenty_are_suggested_and_wrong_questions_are_refused() {
    run(|env| async move {
        for number in 0..25 {
            let body = json!({"kind": "OTHER", "name": "Клиент", "city": format!("Город {number:02}"),
                              "client_info": {(format!("key {number:02}")): "x"}});
            env.client_with(body).await;
        }
        for (of, first, last) in [("city", "Город 00", "Город 19"), ("client_info_key", "key 00", "key 19")]
        {
            let words = words(&env, of, "").await;
            assert_eq!((words.len(), words[0].as_str(), words[19].as_str()), (20, first, last));
        }
        for (pairs, field) in [
            (vec![("of", "colour")], "of:unknown_value"),
            (vec![("q", "x")], "of:required"),
            (vec![("of", "city"), ("q", "\u{0}")], "q:invalid_text"),
            (vec![("of", "city"), ("limit", "5")], "limit:unknown_field"),
        ] {
            let reply = env.api.get(&address(SUGGESTIONS, &pairs)).await;
            assert_eq!((reply.status, reply.code()), (400, "invalid_query"), "{pairs:?}");
            assert_eq!(reply.faults(), [field]);
        }
        assert_eq!(env.api.get(&address(SUGGESTIONS, &[("of", "city")])).await.status, 200);
        env
    });
}
