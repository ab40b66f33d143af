//! Deleting what was never used, archiving what was; the system client is out of reach.

use serde_json::json;

use crate::harness::{address, run};

const CLIENTS: &str = "/api/v1/clients";

#[test]
fn a_client_without_operations_is_deleted_with_its_contacts() {
    run(|env| async move {
        let id =
            env.client_with(json!({"kind": "OTHER", "name": "Недолгий", "contacts": [{"phone": "1"}]})).await;
        let path = format!("{CLIENTS}/{id}");
        assert_eq!(env.api.delete(&path).await.status, 204);
        for reply in [
            env.api.get(&path).await,
            env.api.delete(&path).await,
            env.api.get(&format!("{path}/operations")).await,
        ] {
            assert_eq!((reply.status, reply.code()), (404, "not_found"));
        }
        assert_eq!(env.api.get(CLIENTS).await.body["items"], json!([]));
        let mut connection = env.database.connect().await;
        let left: i64 =
            sqlx::query_scalar("select count(*) from contacts").fetch_one(&mut connection).await.unwrap();
        assert_eq!(left, 0);
        env
    });
}

#[test]
fn a_client_with_operations_is_archived_instead() {
    run(|env| async move {
        let id = env.client("Постоянный").await;
        env.api.deposit(id, "10.00").await;
        let path = format!("{CLIENTS}/{id}");
        let reply = env.api.delete(&path).await;
        assert_eq!((reply.status, reply.code()), (409, "in_use"));
        let archive = format!("{path}/archive");
        let reply = env.api.post(&archive, &json!({})).await;
        assert_eq!(reply.status, 200, "{reply:?}");
        assert!(reply.body["archived_at"].is_string());
        let again = env.api.post(&archive, &json!({})).await;
        assert_eq!((again.status, again.code()), (409, "archived"));
        let mut edit = json!({"kind": "INDIVIDUAL", "name": "Другой", "version": 1});
        edit["version"] = env.api.get(&path).await.body["version"].clone();
        let reply = env.api.put(&path, &edit).await;
        assert_eq!((reply.status, reply.code()), (409, "archived"));
        let listed = |archived: &'static str| {
            let (api, path) = (env.api.clone(), address(CLIENTS, &[("archived", archived)]));
            async move { api.get(&path).await.body["items"].as_array().unwrap().len() }
        };
        assert_eq!((listed("no").await, listed("only").await, listed("any").await), (0, 1, 1));
        // It is still there to be looked at.
        assert_eq!(env.api.get(&path).await.body["balance"], "10.00");
        let restore = format!("{path}/restore");
        assert_eq!(env.api.post(&restore, &json!({})).await.status, 200);
        let again = env.api.post(&restore, &json!({})).await;
        assert_eq!((again.status, again.code()), (409, "not_archived"));
        assert_eq!((listed("no").await, listed("only").await, listed("any").await), (1, 0, 1));
        env
    });
}

#[test]
fn an_unknown_client_cannot_be_archived_or_restored() {
    run(|env| async move {
        for id in ["999999", "0", "-1", "9223372036854775807"] {
            for command in ["archive", "restore"] {
                let reply = env.api.post(&format!("{CLIENTS}/{id}/{command}"), &json!({})).await;
                assert_eq!(reply.status, 404, "{id} {command}: {reply:?}");
            }
            assert_eq!(env.api.delete(&format!("{CLIENTS}/{id}")).await.status, 404);
        }
        env
    });
}

#[test]
fn the_system_client_is_never_shown_found_or_changed() {
    run(|env| async move {
        env.client("Розница Иван").await;
        for query in [
            vec![],
            vec![("id", "0")],
            vec![("id", "0..5")],
            vec![("q", "розничный")],
            vec![("archived", "any")],
        ] {
            let items = env.api.get(&address(CLIENTS, &query)).await.body["items"].clone();
            assert!(items.as_array().unwrap().iter().all(|client| client["id"] != 0), "{query:?}: {items}");
        }
        for query in ["розничный", "покупатель", "0", "#0", "№0", "розни"] {
            let items =
                env.api.get(&address(&format!("{CLIENTS}/search"), &[("q", query)])).await.body["items"]
                    .clone();
            assert!(items.as_array().unwrap().iter().all(|client| client["id"] != 0), "{query}: {items}");
        }
        for path in ["", "/contacts", "/operations", "/statement"] {
            assert_eq!(env.api.get(&format!("{CLIENTS}/0{path}")).await.status, 404, "{path}");
        }
        let operation = json!({"client_id": 0, "kind": "TOP_UP", "amount": "1.00", "description": "тайком"});
        let reply = env.api.command("/api/v1/operations", "o", &operation).await;
        assert_eq!(reply.status, 422, "{reply:?}");
        env
    });
}

#[test]
fn a_delete_and_a_deposit_at_once_never_leave_money_without_a_client() {
    run(|env| async move {
        for round in 0..10 {
            let id = env.client("Исчезающий").await;
            let (path, key) = (format!("{CLIENTS}/{id}"), format!("d{round}"));
            let (deposit, body) =
                (format!("{path}/deposit"), json!({"amount": "5.00", "description": "вовремя"}));
            let (deleted, paid) = tokio::join!(env.api.delete(&path), env.api.command(&deposit, &key, &body));
            assert!(
                matches!((deleted.status, paid.status), (204, 404 | 422) | (409, 201)),
                "{deleted:?} {paid:?}"
            );
        }
        env
    });
}
