//! Saved views: one's own and shared ones, who may do what with them, how many there may be.

use serde_json::{Value, json};

use crate::harness::{Api, Env, Reply, address, run};

const VIEWS: &str = "/api/v1/views";

fn view(name: &str, query: &str, shared: bool) -> Value {
    json!({"list": "clients", "name": name, "query": query, "shared": shared})
}

async fn names(api: &Api, list: &str) -> Vec<String> {
    let pairs = [("list", list)];
    let reply = api.get(&address(VIEWS, if list.is_empty() { &[] } else { &pairs })).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    let items = reply.body["items"].as_array().unwrap().clone();
    items.iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect()
}

async fn made(api: &Api, body: Value) -> Value {
    let reply = api.post(VIEWS, &body).await;
    assert_eq!(reply.status, 201, "{reply:?}");
    assert_eq!(reply.header("location"), Some(format!("{VIEWS}/{}", reply.body["id"]).as_str()));
    reply.body
}

fn refusal(reply: &Reply) -> (u16, &str) {
    (reply.status, reply.code())
}

#[test]
fn views_are_saved_listed_changed_and_deleted() {
    run(|env| async move {
        let query = "debtors=true&city=%D0%AF%D0%BB%D1%82%D0%B0&sort=-balance";
        let one = made(&env.api, view(" Должники Ялты ", query, false)).await;
        for (field, value) in [
            ("list", json!("clients")),
            ("name", json!("Должники Ялты")),
            ("query", json!(query)),
            ("shared", json!(false)),
            ("mine", json!(true)),
            ("owner_name", json!("admin")),
            ("version", json!(1)),
        ] {
            assert_eq!(one[field], value, "{field}");
        }
        made(&env.api, view("Архив", "archived=only", false)).await;
        made(&env.api, json!({"list": "bank-deliveries", "name": "Ждут"})).await;
        assert_eq!(names(&env.api, "clients").await, ["Архив", "Должники Ялты"]);
        assert_eq!(names(&env.api, "").await, ["Архив", "Должники Ялты", "Ждут"]);
        assert_eq!(names(&env.api, "services").await, Vec::<String>::new());

        let path = format!("{VIEWS}/{}", one["id"]);
        let mut edit = view("Должники", "debtors=true", true);
        assert_eq!(env.api.put(&path, &edit).await.faults(), ["version:required"]);
        edit["version"] = json!(1);
        let changed = env.api.put(&path, &edit).await;
        assert_eq!((changed.status, &changed.body["version"]), (200, &json!(2)), "{changed:?}");
        assert_eq!((&changed.body["query"], &changed.body["shared"]), (&json!("debtors=true"), &json!(true)));
        let stale = env.api.put(&path, &edit).await;
        assert_eq!((refusal(&stale), &stale.body["current_version"]), ((409, "stale_version"), &json!(2)));
        let moved = json!({"list": "services", "name": "x", "version": 2});
        assert_eq!(env.api.put(&path, &moved).await.faults(), ["list:immutable"]);
        assert_eq!(env.api.delete(&path).await.status, 204);
        assert_eq!(env.api.delete(&path).await.status, 404);
        assert_eq!(names(&env.api, "clients").await, ["Архив"]);
        env
    });
}

#[test]
fn a_shared_view_is_everybodys_to_see_its_owners_to_change_and_an_administrators_to_remove() {
    run(|env| async move {
        let (owner, other) = (env.user("cashier").await, env.user("operator").await);
        let shared = made(&owner, view("Общий", "debtors=true", true)).await;
        let own = made(&owner, view("Личный", "", false)).await;
        made(&other, view("Мой", "", false)).await;
        // One's own first, then those of others.
        assert_eq!(names(&other, "clients").await, ["Мой", "Общий"]);
        let seen = other.get(&format!("{VIEWS}?list=clients")).await.body["items"][1].clone();
        assert_eq!((&seen["mine"], &seen["owner_name"]), (&json!(false), &shared["owner_name"]));
        let offers = |first: Value, second: Value| json!([first, second]);
        let barred = |action: &str| json!({"action": action, "allowed": false, "reason": "not_owner"});
        assert_eq!(seen["available_actions"], offers(barred("edit"), barred("delete")));

        let path = |view: &Value| format!("{VIEWS}/{}", view["id"]);
        let mut edit = view("Чужой", "", true);
        edit["version"] = json!(1);
        for (api, view, expected) in [
            (&other, &shared, (403, "forbidden")),
            (&other, &own, (404, "not_found")),
            (&env.api, &shared, (403, "forbidden")),
            (&env.api, &own, (404, "not_found")),
        ] {
            assert_eq!(refusal(&api.put(&path(view), &edit).await), expected);
        }
        assert_eq!(refusal(&other.delete(&path(&shared)).await), (403, "forbidden"));
        assert_eq!(refusal(&other.delete(&path(&own)).await), (404, "not_found"));
        assert_eq!(refusal(&env.api.delete(&path(&own)).await), (404, "not_found"));
        let admins = env.api.get(&format!("{VIEWS}?list=clients")).await.body["items"][0].clone();
        assert_eq!(
            admins["available_actions"],
            offers(barred("edit"), json!({"action": "delete", "allowed": true}))
        );
        assert_eq!(env.api.delete(&path(&shared)).await.status, 204);
        assert_eq!(names(&other, "clients").await, ["Мой"]);
        env
    });
}

#[test]
fn every_list_that_the_contract_names_keeps_views() {
    run(|env| async move {
        let document = env.api.get("/api/openapi.json").await.body;
        let lists = document["components"]["schemas"]["ViewList"]["enum"].as_array().unwrap().clone();
        assert!(lists.contains(&json!("journal")) && lists.contains(&json!("jobs")), "{lists:?}");
        for list in &lists {
            made(&env.api, json!({"list": list, "name": "Мой", "query": "q=1"})).await;
            assert_eq!(names(&env.api, list.as_str().unwrap()).await, ["Мой"]);
        }
        env
    });
}

#[test]
fn a_view_of_a_list_that_one_may_not_read_does_not_exist() {
    run(|env| async move {
        let shared = made(&env.api, json!({"list": "bank-deliveries", "name": "Ждут", "shared": true})).await;
        let cashier = env.user("cashier").await;
        assert_eq!(names(&cashier, "").await, Vec::<String>::new());
        assert_eq!(names(&env.user("viewer").await, "bank-deliveries").await, ["Ждут"]);
        let reply = cashier.post(VIEWS, &json!({"list": "bank-deliveries", "name": "Ждут"})).await;
        assert_eq!(refusal(&reply), (403, "forbidden"));
        assert_eq!(refusal(&cashier.delete(&format!("{VIEWS}/{}", shared["id"])).await), (404, "not_found"));
        let program = env.program(&["clients.read", "bank.read"]).await;
        assert_eq!(program.get(VIEWS).await.status, 403, "a program has no views");
        env
    });
}

#[test]
fn names_are_ones_own_per_list_and_fields_are_checked() {
    run(|env| async move {
        made(&env.api, view("Должники", "", false)).await;
        for name in ["Должники", "ДОЛЖНИКИ", " должники "] {
            assert_eq!(
                refusal(&env.api.post(VIEWS, &view(name, "", true)).await),
                (409, "name_taken"),
                "{name}"
            );
        }
        made(&env.api, json!({"list": "services", "name": "Должники"})).await;
        made(&env.user("viewer").await, view("Должники", "", false)).await;
        let second = made(&env.api, view("Второй", "", false)).await;
        let mut edit = view("должники", "", false);
        edit["version"] = json!(1);
        assert_eq!(
            refusal(&env.api.put(&format!("{VIEWS}/{}", second["id"]), &edit).await),
            (409, "name_taken")
        );
        for (field, value, fault) in [
            ("name", json!(""), "name:length"),
            ("name", json!("  "), "name:required"),
            ("name", json!("я".repeat(81)), "name:length"),
            ("name", json!("a\nb"), "name:invalid_text"),
            ("name", json!("a\u{0}"), "name:invalid_text"),
            ("query", json!("?q=1"), "query:invalid_text"),
            ("query", json!("q=\u{0}"), "query:invalid_text"),
            ("query", json!("q".repeat(2001)), "query:too_long"),
            ("list", json!("users"), "list:unknown_value"),
            ("shared", json!("yes"), "shared:invalid_type"),
            ("colour", json!("red"), "colour:unknown_field"),
        ] {
            let mut body = view("Новый", "", false);
            body[field] = value;
            let reply = env.api.post(VIEWS, &body).await;
            assert_eq!((reply.status, reply.faults()), (422, vec![fault.to_owned()]), "{reply:?}");
        }
        made(&env.api, view("Новый", &"q".repeat(2000), false)).await;
        assert_eq!(env.api.get(&format!("{VIEWS}?list=users")).await.status, 400);
        env
    });
}

#[test]
fn a_person_has_at_most_a_hundred_even_when_all_are_saved_at_once() {
    run(|env| async move {
        let api = env.user("viewer").await;
        let bodies: Vec<Value> = (0..105).map(|n| view(&format!("Вид {n}"), "", false)).collect();
        let replies = futures_util::future::join_all(bodies.iter().map(|body| api.post(VIEWS, body))).await;
        let made = replies.iter().filter(|reply| reply.status == 201).count();
        let refused = replies.iter().filter(|reply| refusal(reply) == (422, "limit_reached")).count();
        assert_eq!((made, refused), (100, 5));
        made_by_another(&env).await;
        env
    });
}

async fn made_by_another(env: &Env) {
    made(&env.api, view("Вид 1", "", false)).await;
}

#[test]
fn changes_of_views_are_kept_in_the_audit_log() {
    run(|env| async move {
        let one = made(&env.api, view("Вид", "q=1", true)).await;
        let mut edit = view("Вид", "q=2", true);
        edit["version"] = json!(1);
        let path = format!("{VIEWS}/{}", one["id"]);
        env.api.put(&path, &edit).await;
        env.api.delete(&path).await;
        let log = env.api.get(&format!("/api/v1/audit?entity=view&id={}", one["id"])).await.body;
        let told: Vec<_> = log["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| {
                (entry["action"].clone(), entry["before"]["query"].clone(), entry["after"]["query"].clone())
            })
            .collect();
        let none = Value::Null;
        assert_eq!(
            told,
            [
                (json!("delete"), json!("q=2"), none.clone()),
                (json!("change"), json!("q=1"), json!("q=2")),
                (json!("create"), none, json!("q=1")),
            ]
        );
        env
    });
}
