//! A key belongs to its owner, and nobody gives what they do not have.

use domain::{Permission, Role};
use reqwest::Method;
use serde_json::{Value, json};

use super::{KEYS, USERS};
use crate::harness::{Api, Env, PASSWORD, USER_PASSWORD, read, run};

/// A change on the version that stands, which not every caller may read.
async fn patch(env: &Env, api: &Api, id: &Value, mut change: Value) -> crate::harness::Reply {
    change["version"] = env.api.get(&format!("{USERS}/{id}")).await.body["version"].clone();
    read(api.request(Method::PATCH, &format!("{USERS}/{id}")).json(&change)).await
}

/// An administrator of one's own, and a key of theirs with every scope.
async fn owner(env: &Env, service_account: bool) -> (Value, Api) {
    let user = env.new_user("admin").await;
    let person = Api::sign_in(&env.server.base, user["login"].as_str().unwrap(), USER_PASSWORD).await;
    let scopes: Vec<_> = Permission::ALL.iter().filter(|scope| **scope != Permission::Session).collect();
    let body = json!({"name": "ключ", "scopes": scopes, "service_account": service_account});
    let made = person.post(KEYS, &body).await;
    assert_eq!((made.status, &made.body["service_account"]), (201, &json!(service_account)), "{made:?}");
    (user, Api::bearer(&env.server.base, made.body["key"].as_str().unwrap()))
}

/// One cheap question for some of the rights.
const QUESTIONS: [(&str, Permission); 7] = [
    ("/api/v1/clients", Permission::ClientsRead),
    ("/api/v1/bank-deliveries", Permission::BankRead),
    ("/api/v1/journal", Permission::AccountingRead),
    ("/api/v1/users", Permission::UsersRead),
    ("/api/v1/api-keys", Permission::ApiKeysWrite),
    ("/api/v1/jobs", Permission::JobsRead),
    ("/api/v1/orders", Permission::OrdersRead),
];

#[test]
fn a_key_has_what_its_owner_has_now_and_ends_with_them() {
    run(|env| async move {
        let (user, key) = owner(&env, false).await;
        let (maker, service) = owner(&env, true).await;
        for role in Role::ALL.iter().rev() {
            for id in [&user["id"], &maker["id"]] {
                assert_eq!(patch(&env, &env.api, id, json!({"role": role})).await.status, 200, "{role}");
            }
            for (path, permission) in QUESTIONS {
                let allowed = if role.grants(permission) { 200 } else { 403 };
                assert_eq!(key.get(path).await.status, allowed, "{role} {path}");
                assert_eq!(
                    service.get(path).await.status,
                    200,
                    "{role} {path}: the service account keeps its scopes"
                );
            }
        }
        for id in [&user["id"], &maker["id"]] {
            assert_eq!(patch(&env, &env.api, id, json!({"disabled": true})).await.status, 200);
        }
        for (path, _) in QUESTIONS {
            assert_eq!((key.get(path).await.status, service.get(path).await.status), (401, 200), "{path}");
        }
        let client = env.client("Иванов").await;
        let deposit = json!({"amount": "1.00", "description": "x"});
        let path = format!("/api/v1/clients/{client}/deposit");
        assert_eq!(key.command(&path, "d", &deposit).await.status, 401);
        assert_eq!(patch(&env, &env.api, &user["id"], json!({"disabled": false})).await.status, 200);
        assert_eq!(
            key.get("/api/v1/clients").await.status,
            200,
            "an owner who comes back has their keys back"
        );
        let list = env.api.get(KEYS).await.body;
        let marked =
            list["items"].as_array().unwrap().iter().filter(|item| item["service_account"] == true).count();
        assert_eq!(marked, 1, "{list}");
        env
    });
}

/// Tries to make and to raise a user of every role; whether each was done.
async fn gives(env: &Env, giver: &Api, rights: &[Permission], who: &str) {
    for role in Role::ALL {
        let lacks = role.permissions().any(|right| right != Permission::Session && !rights.contains(&right));
        let may = rights.contains(&Permission::UsersWrite) && !lacks;
        let login = format!("made-{}", uuid::Uuid::new_v4().simple());
        let made = giver.post(USERS, &json!({"login": login, "role": role, "password": USER_PASSWORD})).await;
        assert_eq!(made.status, if may { 201 } else { 403 }, "{who} makes {role}: {made:?}");
        let viewer = env.new_user("viewer").await;
        let raised = patch(env, giver, &viewer["id"], json!({"role": role})).await;
        let raises = may
            && Role::Viewer
                .permissions()
                .all(|right| right == Permission::Session || rights.contains(&right));
        assert_eq!(raised.status, if raises { 200 } else { 403 }, "{who} raises to {role}: {raised:?}");
        let target = env.new_user(role.as_str()).await;
        for change in
            [json!({"password": "taken over by somebody"}), json!({"disabled": true}), json!({"name": "x"})]
        {
            let reply = patch(env, giver, &target["id"], change.clone()).await;
            assert_eq!(reply.status, if may { 200 } else { 403 }, "{who} changes {role} {change}: {reply:?}");
        }
        let password = if may { "taken over by somebody" } else { USER_PASSWORD };
        let enter = json!({"login": target["login"], "password": password});
        let status = Api::anonymous(&env.server.base).post("/api/v1/session", &enter).await.status;
        assert_eq!(status, if may { 401 } else { 200 }, "{who} {role}: disabled, or untouched");
    }
}

#[test]
fn nobody_makes_raises_or_takes_over_a_user_with_rights_that_they_lack() {
    run(|env| async move {
        for role in Role::ALL {
            let rights: Vec<_> = role.permissions().collect();
            gives(&env, &env.user(role.as_str()).await, &rights, role.as_str()).await;
            // A key with users.write and all that this role has.
            let mut scopes: Vec<_> =
                role.permissions().filter(|right| *right != Permission::Session).collect();
            if !scopes.contains(&Permission::UsersWrite) {
                scopes.push(Permission::UsersWrite);
            }
            let words: Vec<_> = scopes.iter().map(|scope| scope.as_str()).collect();
            gives(&env, &env.program(&words).await, &scopes, &format!("a key of {role}")).await;
        }
        let alone = env.program(&["users.write"]).await;
        gives(&env, &alone, &[Permission::UsersWrite], "a key with users.write alone").await;
        let admin = json!({"login": "admin", "password": PASSWORD});
        assert_eq!(Api::anonymous(&env.server.base).post("/api/v1/session", &admin).await.status, 200);
        env
    });
}

#[test]
fn service_accounts_are_made_by_administrators_only() {
    run(|env| async move {
        let body = json!({"name": "x", "scopes": ["clients.read"], "service_account": true});
        assert_eq!(env.api.post(KEYS, &body).await.status, 201);
        for role in ["accountant", "operator", "cashier", "viewer"] {
            assert_eq!(env.user(role).await.post(KEYS, &body).await.status, 403, "{role}");
        }
        assert_eq!(
            env.program(&["api_keys.write", "clients.read"]).await.post(KEYS, &body).await.status,
            403
        );
        env
    });
}
