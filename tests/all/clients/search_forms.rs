//! The many ways in which people write one name, phone or address: each finds the client.

use serde_json::{Value, json};

use crate::harness::{Env, address, run};

/// Hits of the autocomplete.
pub async fn found(env: &Env, query: &str) -> Vec<Value> {
    let reply = env.api.get(&address("/api/v1/clients/search", &[("q", query)])).await;
    assert_eq!(reply.status, 200, "{query}: {reply:?}");
    reply.body["items"].as_array().unwrap().clone()
}

/// Names of the hits, best first.
pub async fn names(env: &Env, query: &str) -> Vec<String> {
    found(env, query).await.iter().map(|hit| hit["name"].as_str().unwrap().to_owned()).collect()
}

async fn company(env: &Env) {
    for body in [
        json!({"kind": "INDIVIDUAL", "last_name": "Иванов", "first_name": "Иван", "middle_name": "Иванович", "inn": "500100732259",
               "phone": "8 978 845-13-64", "email": "ivanov.i@mail.ru"}),
        json!({"kind": "INDIVIDUAL", "last_name": "Ёлкин", "first_name": "Артём", "phone": "+375 29 123-45-67"}),
        json!({"kind": "LEGAL_ENTITY", "name": "ООО «Ромашка-плюс»", "inn": "1234567890", "contacts": [
            {"full_name": "Петрова Анна", "phone": "8 (911) 222-33-44", "email": "buh@romashka.example", "address": "Ялта, ул. Мира",
             "other": {"telegram": "@anna_romashka"}}]}),
        json!({"kind": "SOLE_PROPRIETOR", "name": "ИП Сидоров Семён Ильич"}),
    ] {
        env.client_with(body).await;
    }
}

/// Every query finds that client first, on the layout as typed.
async fn all_find(env: &Env, name: &str, queries: &[&str]) {
    let mut wrong = Vec::new();
    for query in queries {
        let hits = found(env, query).await;
        if hits.first().is_none_or(|hit| hit["name"] != name || hit["other_layout"] != false) {
            wrong.push(format!("{query}: {hits:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new(), "{name}");
}

#[test]
fn names_are_found_by_beginnings_of_words_in_any_order_and_case() {
    run(|env| async move {
        company(&env).await;
        let ivanov = [
            "иванов",
            "ИВАН",
            "ив",
            "иванов иван",
            "иван иванов",
            "иванович иван",
            "ив ив ив",
            "  иванов   иван ",
            "Иванов И",
        ];
        all_find(&env, "Иванов Иван Иванович", &ivanov).await;
        all_find(
            &env,
            "Ёлкин Артём",
            &["ёлкин", "елкин", "ЕЛКИН", "Елкин Артем", "артём", "артем ёл", "Артем"],
        )
        .await;
        all_find(
            &env,
            "ООО «Ромашка-плюс»",
            &["ромашка", "ооо ромашка", "ромаш", "ромашка-плюс", "«ромашка", "плюс"],
        )
        .await;
        all_find(&env, "ИП Сидоров Семён Ильич", &["ип сид", "семен сидоров", "ильич"]).await;
        for query in ["иванов пётр", "иванов артём", "ромашка сидоров"] {
            assert_eq!(names(&env, query).await, [""; 0], "{query}");
        }
        env
    });
}

#[test]
fn the_words_of_a_whole_name_are_looked_for_apart_only_when_nothing_begins_with_it() {
    run(|env| async move {
        for name in ["Лебедев Олег Юрьевич", "Олег Лебедев и Юрьевич", "Олегов Юрьевич Лебедев"]
        {
            env.client(name).await;
        }
        assert_eq!(names(&env, "лебедев олег юрьевич").await, ["Лебедев Олег Юрьевич"]);
        // Two words are not a whole name yet.
        let two = names(&env, "лебедев олег").await;
        assert_eq!((two[0].as_str(), two.len()), ("Лебедев Олег Юрьевич", 3), "{two:?}");
        let mut turned = names(&env, "юрьевич олег лебедев").await;
        turned.sort_unstable();
        assert_eq!(turned, ["Лебедев Олег Юрьевич", "Олег Лебедев и Юрьевич", "Олегов Юрьевич Лебедев"]);
        env
    });
}

#[test]
fn a_phone_is_found_however_it_is_written() {
    run(|env| async move {
        company(&env).await;
        let whole = [
            "8 978 845-13-64",
            "+7(978)845-13-64",
            "+7 978 845 13 64",
            "79788451364",
            "89788451364",
            "9788451364",
            "978 845-13-64",
            "8(978)8451364",
            "7 (978) 845 13 64",
            "+7\u{a0}978\u{a0}845\u{2011}13\u{2011}64",
        ];
        all_find(&env, "Иванов Иван Иванович", &whole).await;
        let parts =
            ["978845", "8 978", "+7 978 845", "8978845136", "+7(978)", "8451364", "845-13-64", "1364"];
        all_find(&env, "Иванов Иван Иванович", &parts).await;
        all_find(&env, "Ёлкин Артём", &["+375 29 123-45-67", "375291234567", "+37529", "291234567"]).await;
        assert_eq!(names(&env, "8 978 845-13-65").await, [""; 0]);
        env
    });
}

#[test]
fn an_email_is_found_by_its_parts_and_an_inn_as_a_whole() {
    run(|env| async move {
        company(&env).await;
        let ivanov = ["ivanov.i@mail.ru", "ivanov.i", "IVANOV", "@mail.ru", "mail.ru", "500100732259"];
        all_find(&env, "Иванов Иван Иванович", &ivanov).await;
        all_find(&env, "ООО «Ромашка-плюс»", &["1234567890", " 1234567890 "]).await;
        env
    });
}

#[test]
fn a_contact_person_leads_to_the_client() {
    run(|env| async move {
        company(&env).await;
        let queries = [
            "петрова",
            "Анна Петрова",
            "8 911 222-33-44",
            "+7(911)222-33-44",
            "9112223344",
            "buh@romashka.example",
            "buh@",
        ];
        all_find(&env, "ООО «Ромашка-плюс»", &queries).await;
        env
    });
}

#[test]
fn a_text_typed_on_the_wrong_layout_is_understood_and_marked() {
    run(|env| async move {
        company(&env).await;
        for (query, name) in [
            ("bdfyjd", "Иванов Иван Иванович"),
            ("Bdfyjd Bdfy", "Иванов Иван Иванович"),
            ("`krby", "Ёлкин Артём"),
            ("tkrby", "Ёлкин Артём"),
            ("hjvfirf", "ООО «Ромашка-плюс»"),
            ("gtnhjdf", "ООО «Ромашка-плюс»"),
            ("шмфтщмюш", "Иванов Иван Иванович"),
        ] {
            let hits = found(&env, query).await;
            assert_eq!(hits.first().map(|hit| &hit["name"]), Some(&json!(name)), "{query}: {hits:?}");
            assert!(hits.iter().all(|hit| hit["other_layout"] == true), "{query}: {hits:?}");
        }
        env
    });
}
