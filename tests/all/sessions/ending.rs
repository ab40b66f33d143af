//! The end of a session: by signing out, a new password, a disabled user, time.

use reqwest::Method;
use serde_json::{Value, json};

use super::{SESSION, attempt};
use crate::harness::{Api, PASSWORD, USER_PASSWORD, read, run};

#[test]
fn signing_out_ends_the_session_on_the_server_too() {
    run(|env| async move {
        let api = Api::anonymous(&env.server.base);
        let reply = api.post(SESSION, &json!({"login": "admin", "password": PASSWORD})).await;
        let cookie = reply.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
        let stolen = |cookie: String| {
            read(Api::anonymous(&env.server.base).request(Method::GET, SESSION).header("cookie", cookie))
        };
        assert_eq!(stolen(cookie.clone()).await.status, 200);
        let out = api.delete(SESSION).await;
        assert_eq!(out.status, 204, "{out:?}");
        assert!(out.header("set-cookie").unwrap().contains("Max-Age=0"), "{out:?}");
        assert_eq!(stolen(cookie).await.code(), "unauthenticated");
        assert_eq!(api.get(SESSION).await.code(), "unauthenticated");
        for forged in ["sid=", "sid=x", "sid=' or 1=1 --", "sid=%00", "__Host-sid=aaaa"] {
            assert_eq!(stolen(forged.to_owned()).await.status, 401, "{forged}");
        }
        env
    });
}

#[test]
fn signing_in_again_leaves_no_older_token_alive() {
    run(|env| async move {
        let api = Api::anonymous(&env.server.base);
        let mut cookies = Vec::new();
        for _ in 0..2 {
            let reply = api.post(SESSION, &json!({"login": "admin", "password": PASSWORD})).await;
            cookies.push(reply.header("set-cookie").unwrap().split(';').next().unwrap().to_owned());
        }
        let status = |cookie: String| {
            read(Api::anonymous(&env.server.base).request(Method::GET, SESSION).header("cookie", cookie))
        };
        assert_ne!(cookies[0], cookies[1]);
        assert_eq!(status(cookies[0].clone()).await.status, 401);
        assert_eq!(status(cookies[1].clone()).await.status, 200);
        env
    });
}

#[test]
fn a_new_password_and_a_disabled_user_end_the_sessions() {
    run(|env| async move {
        let user = env.new_user("operator").await;
        let (login, path) = (user["login"].as_str().unwrap(), format!("/api/v1/users/{}", user["id"]));
        let enter = async |password: &str| Api::sign_in(&env.server.base, login, password).await;
        let (here, there) = (enter(USER_PASSWORD).await, enter(USER_PASSWORD).await);
        let sessions = here.get("/api/v1/sessions").await.body["items"].as_array().unwrap().clone();
        assert_eq!(sessions.iter().filter(|session| session["current"] == true).count(), 1);
        assert_eq!(sessions.len(), 2);

        let change = |current: &str, new: &str| json!({"current_password": current, "password": new});
        let own = format!("{SESSION}/password");
        assert_eq!(
            here.post(&own, &change("wrong", "another long one")).await.faults(),
            ["current_password:wrong"]
        );
        assert_eq!(here.post(&own, &change(USER_PASSWORD, "short")).await.faults(), ["password:length"]);
        assert_eq!(here.post(&own, &change(USER_PASSWORD, "password123")).await.status, 422);
        assert_eq!(here.post(&own, &change(USER_PASSWORD, "another long one")).await.status, 204);
        assert_eq!((here.get(SESSION).await.status, there.get(SESSION).await.status), (200, 401));
        assert_eq!(attempt(&env, login, USER_PASSWORD).await.status, 401);

        let patch = async |body: Value| read(env.api.request(Method::PATCH, &path).json(&body)).await;
        let version = env.api.get(&path).await.body["version"].clone();
        assert_eq!(patch(json!({"version": version, "password": "set by the admin"})).await.status, 200);
        assert_eq!(here.get(SESSION).await.status, 401);
        let again = enter("set by the admin").await;
        let version = env.api.get(&path).await.body["version"].clone();
        assert_eq!(patch(json!({"version": version, "disabled": true})).await.status, 200);
        assert_eq!(again.get(SESSION).await.status, 401);
        env
    });
}

#[test]
fn one_ends_ones_own_other_sessions_but_nobody_elses() {
    run(|env| async move {
        let user = env.new_user("viewer").await;
        let login = user["login"].as_str().unwrap();
        let (here, lost) = (
            Api::sign_in(&env.server.base, login, USER_PASSWORD).await,
            Api::sign_in(&env.server.base, login, USER_PASSWORD).await,
        );
        let sessions = here.get("/api/v1/sessions").await.body["items"].as_array().unwrap().clone();
        let other = sessions.iter().find(|session| session["current"] == false).unwrap();
        let foreign = env.api.get("/api/v1/sessions").await.body["items"][0]["id"].clone();
        assert_eq!(here.delete(&format!("/api/v1/sessions/{foreign}")).await.status, 404);
        assert_eq!(here.delete(&format!("/api/v1/sessions/{}", other["id"])).await.status, 204);
        assert_eq!(
            (
                here.get(SESSION).await.status,
                lost.get(SESSION).await.status,
                env.api.get(SESSION).await.status
            ),
            (200, 401, 200)
        );
        env
    });
}

#[test]
fn a_session_ends_by_itself_when_idle_or_old() {
    run(|env| async move {
        let mut connection = env.database.connect().await;
        for (column, ago) in [("last_seen_at", "13 hours"), ("expires_at", "1 second")] {
            let api = env.user("viewer").await;
            assert_eq!(api.get(SESSION).await.status, 200);
            let latest = "where id = (select max(id) from sessions)";
            let age = format!("update sessions set {column} = now() - interval '{ago}' {latest}");
            sqlx::raw_sql(sqlx::AssertSqlSafe(age)).execute(&mut connection).await.unwrap();
            let reply = api.get(SESSION).await;
            assert_eq!((reply.status, reply.code()), (401, "unauthenticated"), "{column}: {reply:?}");
        }
        assert_eq!(env.api.get(SESSION).await.status, 200);
        env
    });
}
