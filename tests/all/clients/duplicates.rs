//! The offer of the client that exists already: same phone or email, its own or a contact's.

use serde_json::{Value, json};

use crate::harness::{Env, Reply, run};

const CLIENTS: &str = "/api/v1/clients";

async fn offered(env: &Env, mut body: Value) -> Reply {
    body["kind"] = json!("INDIVIDUAL");
    body["name"] = json!("Новый клиент");
    body["on_duplicate"] = json!("REFUSE");
    env.api.post(CLIENTS, &body).await
}

fn ids(reply: &Reply) -> Vec<i64> {
    assert_eq!((reply.status, reply.code()), (409, "duplicate_client"), "{reply:?}");
    reply.body["candidates"].as_array().unwrap().iter().map(|one| one["id"].as_i64().unwrap()).collect()
}

#[test]
fn the_same_phone_or_email_is_offered_however_it_is_written() {
    run(|env| async move {
        let own = env
            .client_with(
                json!({"kind": "OTHER", "name": "Клуб", "phone": "8 978 845-13-64", "email": "Club@Mail.ru"}),
            )
            .await;
        let contact = env
            .client_with(json!({"kind": "OTHER", "name": "ООО Ромашка", "contacts": [
                {"full_name": "Анна", "phone": "8 (911) 222-33-44", "email": "anna@mail.ru"},
                {"phone": "911 222 33 55"}
            ]}))
            .await;
        for phone in ["+7 978 845 13 64", "8(978)8451364", "89788451364"] {
            let reply = offered(&env, json!({"phone": phone})).await;
            assert_eq!(ids(&reply), [own], "{phone}");
            assert_eq!(
                reply.body["candidates"][0],
                json!({"id": own, "name": "Клуб", "phone": "+79788451364", "email": "Club@mail.ru"})
            );
        }
        assert_eq!(ids(&offered(&env, json!({"email": "club@MAIL.ru"})).await), [own]);
        for phone in ["8 911 222 33 44", "+79112223355"] {
            assert_eq!(ids(&offered(&env, json!({"phone": phone})).await), [contact], "{phone}");
        }
        // Whose own data fit comes first.
        let both = json!({"phone": "8 911 222-33-44", "email": "club@mail.ru"});
        assert_eq!(ids(&offered(&env, both).await), [own, contact]);
        env
    });
}

#[test]
fn nothing_is_made_by_a_refusal_and_everything_is_made_without_the_wish() {
    run(|env| async move {
        let body = json!({"kind": "INDIVIDUAL", "name": "Первый", "phone": "8 978 845-13-64"});
        let first = env.client_with(body.clone()).await;
        assert_eq!(ids(&offered(&env, json!({"phone": "8 978 845-13-64"})).await), [first]);
        assert_eq!(env.api.get(&format!("{CLIENTS}?count=true")).await.body["count"]["value"], 1);
        // Others share a phone, nobody has this one, there is none at all.
        for wish in [json!(null), json!("ALLOW")] {
            let mut body = body.clone();
            if !wish.is_null() {
                body["on_duplicate"] = wish;
            }
            assert_eq!(env.api.post(CLIENTS, &body).await.status, 201);
        }
        assert_eq!(
            offered(&env, json!({"phone": "8 978 000-00-00", "email": "new@mail.ru"})).await.status,
            201
        );
        assert_eq!(offered(&env, json!({})).await.status, 201);
        assert_eq!(offered(&env, json!({"phone": "12"})).await.faults(), ["phone:invalid_phone"]);
        let unknown =
            env.api.post(CLIENTS, &json!({"kind": "OTHER", "name": "x", "on_duplicate": "refuse"})).await;
        assert_eq!(unknown.faults(), ["on_duplicate:unknown_value"]);
        env
    });
}

#[test]
fn archived_clients_are_not_offered_and_at_most_five_are() {
    run(|env| async move {
        let mut made = Vec::new();
        for number in 0..7 {
            let body = json!({"kind": "OTHER", "name": format!("Клиент {number}"), "email": "box@mail.ru",
                              "contacts": [{"email": "box@mail.ru"}]});
            made.push(env.client_with(body).await);
        }
        assert_eq!(ids(&offered(&env, json!({"email": "box@mail.ru"})).await), made[..5]);
        for id in &made[..6] {
            env.api.post(&format!("{CLIENTS}/{id}/archive"), &json!({})).await;
        }
        assert_eq!(ids(&offered(&env, json!({"email": "box@mail.ru"})).await), made[6..]);
        env
    });
}
