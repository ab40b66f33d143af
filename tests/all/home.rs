//! What the browser's frame asks: one search over everything, figures of the home page, words to suggest.

mod overview;
mod suggestions;

use serde_json::{Value, json};

use crate::harness::{Api, address, run};

async fn found(api: &Api, q: &str) -> Value {
    let reply = api.get(&address("/api/v1/search", &[("q", q)])).await;
    assert_eq!(reply.status, 200, "{q}: {reply:?}");
    reply.body
}

fn ids(found: &Value, kind: &str) -> Vec<i64> {
    found[kind].as_array().unwrap().iter().map(|hit| hit["id"].as_i64().unwrap()).collect()
}

#[test]
fn a_number_is_looked_up_in_all_three_kinds() {
    run(|env| async move {
        let client = env.client("Иванов").await;
        let service = env.service(json!({"name": "Связь", "kind": "calls"})).await;
        let operation = env.api.deposit(client, "1.00").await["id"].as_i64().unwrap();
        assert_eq!((client, service, operation), (1, 1, 1), "the first of each kind");
        for q in ["1", "#1", "№1", "№ 1", " 1 "] {
            let found = found(&env.api, q).await;
            for kind in ["clients", "services", "operations"] {
                assert_eq!(ids(&found, kind), [1], "{q} {kind}");
            }
            assert_eq!(found["operations"][0]["client_name"], "Иванов");
            assert_eq!(
                found["services"][0],
                json!({"id": 1, "name": "Связь", "kind": "calls", "archived": false})
            );
        }
        for q in ["", " ", "#", "№", "999999", "99999999999999999999", "-1", "%", "_"] {
            let found = found(&env.api, q).await;
            let nothing =
                json!({"clients": [], "services": [], "operations": [], "products": [], "orders": []});
            assert_eq!(found, nothing, "{q}");
        }
        let long = "я".repeat(201);
        for wrong in ["a\u{0}b", &long] {
            assert_eq!(
                env.api.get(&address("/api/v1/search", &[("q", wrong)])).await.code(),
                "invalid_query"
            );
        }
        env
    });
}

#[test]
fn a_text_finds_clients_and_services_the_best_first_at_most_five() {
    run(|env| async move {
        for name in ["Интернет-клуб", "Петров"] {
            env.client(name).await;
        }
        let mut services = Vec::new();
        for (name, description) in [
            ("Дом", "Домашний интернет"),
            ("Быстрый интернет", ""),
            ("Интернет 100", ""),
            ("Интернет 200", ""),
            ("Ёлка", "Гирлянда 50%"),
        ] {
            services.push(
                env.service(json!({"name": name, "description": description, "kind": "internet"})).await,
            );
        }
        let all = found(&env.api, "интернет").await;
        assert_eq!(ids(&all, "clients").len(), 1);
        // Names that begin so, names that have it, descriptions that have it; archived ones after live ones.
        assert_eq!(ids(&all, "services"), [services[2], services[3], services[1], services[0]]);
        env.api.post(&format!("/api/v1/services/{}/archive", services[2]), &json!({})).await;
        let all = found(&env.api, "ИНТЕРНЕТ").await;
        assert_eq!(ids(&all, "services"), [services[3], services[2], services[1], services[0]]);
        assert_eq!(all["services"][1]["archived"], true);
        for (q, at) in [("елка", 4), ("50%", 4), ("`krf", 4)] {
            assert_eq!(ids(&found(&env.api, q).await, "services"), [services[at]], "{q}");
        }
        for number in 0..6 {
            env.client(&format!("Сидоров {number}")).await;
            env.service(json!({"name": format!("Сидоров {number}"), "kind": "calls"})).await;
        }
        let many = found(&env.api, "сидоров").await;
        assert_eq!((ids(&many, "clients").len(), ids(&many, "services").len()), (5, 5));
        assert_eq!(found(&env.user("viewer").await, "сидоров").await, many, "every role may read these");
        assert_eq!(env.program(&["clients.read"]).await.get("/api/v1/search?q=x").await.status, 403);
        env
    });
}
