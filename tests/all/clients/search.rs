//! The autocomplete: who is found by what, who comes first, and who never comes.

use serde_json::json;

use super::search_forms::{found, names};
use crate::harness::{Env, address, run};

const SEARCH: &str = "/api/v1/clients/search";

async fn people(env: &Env, names: &[&str]) {
    for name in names {
        env.client(name).await;
    }
}

#[test]
fn the_best_match_comes_first() {
    run(|env| async move {
        people(
            &env,
            &["Аборигенов Степан", "Ремборисов Пётр", "Борисов Олег", "Сидоров Борис", "Бор", "Борис"],
        )
        .await;
        let hits = names(&env, "бор").await;
        assert_eq!(hits.first().map(String::as_str), Some("Бор"), "{hits:?}");
        assert!(
            hits.contains(&"Борисов Олег".to_owned()) && hits.contains(&"Сидоров Борис".to_owned()),
            "{hits:?}"
        );
        let hits = names(&env, "борис").await;
        assert_eq!(hits.first().map(String::as_str), Some("Борис"), "{hits:?}");
        let place = |name: &str| hits.iter().position(|hit| hit == name);
        assert!(
            place("Борисов Олег") < place("Сидоров Борис"),
            "a name that begins so is before one that goes on so: {hits:?}"
        );
        env
    });
}

#[test]
fn the_number_of_a_client_finds_that_client_first() {
    run(|env| async move {
        people(&env, &["Первый 3", "Второй 3", "Третий", "Четвёртый 3"]).await;
        let third =
            env.api.get(&address("/api/v1/clients", &[("q", "третий")])).await.body["items"][0]["id"].clone();
        for query in [third.to_string(), format!("#{third}"), format!("№{third}"), format!("№ {third}")] {
            let hits = found(&env, &query).await;
            assert_eq!(hits[0]["id"], third, "{query}: {hits:?}");
        }
        env
    });
}

#[test]
fn at_most_ten_are_shown_and_fewer_when_asked() {
    run(|env| async move {
        for number in 0..12 {
            env.client(&format!("Одинаков {number:02}")).await;
        }
        assert_eq!(found(&env, "одинаков").await.len(), 10);
        for (limit, expected) in [("1", 1), ("3", 3), ("10", 10)] {
            let reply = env.api.get(&address(SEARCH, &[("q", "одинаков"), ("limit", limit)])).await;
            assert_eq!(reply.body["items"].as_array().unwrap().len(), expected);
        }
        for wrong in ["0", "11", "255", "256", "-1", "x"] {
            let reply = env.api.get(&address(SEARCH, &[("q", "одинаков"), ("limit", wrong)])).await;
            assert_eq!((reply.status, reply.code()), (400, "invalid_query"), "{wrong}: {reply:?}");
        }
        env
    });
}

#[test]
fn an_archived_client_is_not_found_until_restored() {
    run(|env| async move {
        let id = env.client("Забытов Аркадий").await;
        assert_eq!(names(&env, "забытов").await, ["Забытов Аркадий"]);
        env.api.post(&format!("/api/v1/clients/{id}/archive"), &json!({})).await;
        assert_eq!(names(&env, "забытов").await, [""; 0]);
        assert_eq!(names(&env, &id.to_string()).await, [""; 0]);
        env.api.post(&format!("/api/v1/clients/{id}/restore"), &json!({})).await;
        assert_eq!(names(&env, "забытов").await, ["Забытов Аркадий"]);
        env
    });
}

#[test]
fn an_edit_is_found_at_once_and_the_old_name_no_more() {
    run(|env| async move {
        let id = env
            .client_with(json!({"kind": "OTHER", "name": "Гвоздика", "contacts": [{"full_name": "Марфа"}]}))
            .await;
        let edit = json!({"kind": "OTHER", "name": "Настурция", "contacts": [{"full_name": "Глафира"}], "version": 1});
        assert_eq!(env.api.put(&format!("/api/v1/clients/{id}"), &edit).await.status, 200);
        for (query, expected) in [("гвоздика", 0), ("марфа", 0), ("настурция", 1), ("глафира", 1)]
        {
            assert_eq!(found(&env, query).await.len(), expected, "{query}");
        }
        assert_eq!(env.api.delete(&format!("/api/v1/clients/{id}")).await.status, 204);
        assert_eq!(found(&env, "настурция").await.len(), 0);
        env
    });
}

#[test]
fn hits_carry_what_a_person_needs_to_choose() {
    run(|env| async move {
        let client = json!({"kind": "LEGAL_ENTITY", "name": "ООО Ромашка", "inn": "1234567890", "phone": "89788451364", "email": "r@r.ru"});
        let id = env.client_with(client).await;
        env.api.deposit(id, "12.50").await;
        let hit = &found(&env, "ромашка").await[0];
        let expected = json!({"id": id, "kind": "LEGAL_ENTITY", "name": "ООО Ромашка", "inn": "1234567890",
                              "phone": "+79788451364", "email": "r@r.ru", "balance": "12.50", "other_layout": false});
        assert_eq!(*hit, expected);
        env
    });
}

#[test]
fn an_empty_or_strange_question_finds_nobody_and_breaks_nothing() {
    run(|env| async move {
        people(&env, &["Иванов Иван"]).await;
        for query in [
            "",
            " ",
            "\t",
            "#",
            "№",
            "%",
            "_",
            "\\",
            "'",
            "\"",
            "'; --",
            "+",
            "@",
            "()",
            "....",
            "%%%",
            "___",
            "ив%нов",
            "и_анов",
            "%ванов",
        ] {
            let reply = env.api.get(&address(SEARCH, &[("q", query)])).await;
            assert_eq!((reply.status, &reply.body["items"]), (200, &json!([])), "{query:?}: {reply:?}");
        }
        let reply = env.api.get(SEARCH).await;
        assert!(matches!(reply.status, 200 | 400), "{reply:?}");
        let reply = env.api.get(&address(SEARCH, &[("q", &"я".repeat(201))])).await;
        assert_eq!((reply.status, reply.code()), (400, "invalid_query"), "{reply:?}");
        env
    });
}
