//! Signing in and out: what a session is, how it ends, and that nobody else's page or guess gets one.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Api, Env, PASSWORD, Reply, USER_PASSWORD, read, run};

const SESSION: &str = "/api/v1/session";

async fn attempt(env: &Env, login: &str, password: &str) -> Reply {
    Api::anonymous(&env.server.base).post(SESSION, &json!({"login": login, "password": password})).await
}

#[test]
fn signing_in_tells_who_one_is_and_what_one_may() {
    run(|env| async move {
        let operator = env.new_user("operator").await;
        let login = operator["login"].as_str().unwrap();
        let api = Api::anonymous(&env.server.base);
        assert_eq!(api.get(SESSION).await.code(), "unauthenticated");
        let reply = api.post(SESSION, &json!({"login": format!(" {} ", login.to_uppercase()), "password": USER_PASSWORD})).await;
        assert_eq!(reply.status, 200, "{reply:?}");
        assert_eq!((&reply.body["user"]["login"], &reply.body["user"]["role"]), (&json!(login), &json!("operator")));
        assert_eq!(reply.body["time_zone"], "Europe/Moscow");
        let rights: Vec<_> = domain::Role::Operator.permissions().map(|right| right.as_str()).collect();
        assert_eq!(reply.body["permissions"], json!(rights));
        assert!(!reply.text.contains("password") && !reply.text.contains("argon2"), "{}", reply.text);
        let who = api.get(SESSION).await;
        assert_eq!((who.status, &who.body["user"]["id"]), (200, &operator["id"]));
        env
    });
}

#[test]
fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    run(|env| async move {
        let sign_in = |origin: Option<&'static str>| {
            let api = Api::anonymous(&env.server.base);
            let body = json!({"login": "admin", "password": PASSWORD});
            let request = api.http.post(format!("{}{SESSION}", env.server.base)).json(&body);
            read(match origin {
                Some(origin) => request.header("origin", origin).header("sec-fetch-site", "same-origin"),
                None => request,
            })
        };
        let plain = sign_in(None).await;
        let cookie = plain.header("set-cookie").unwrap();
        for part in ["sid=", "HttpOnly", "SameSite=", "Path=/"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert!(!cookie.contains("Domain") && !cookie.contains("SameSite=None"), "{cookie}");
        let secure = sign_in(Some("https://saldo.example")).await;
        let cookie = secure.header("set-cookie").unwrap();
        assert!(cookie.starts_with("__Host-sid=") && cookie.contains("; Secure"), "{cookie}");
        let token = |cookie: &str| cookie.split(['=', ';']).nth(1).unwrap().to_owned();
        assert!(token(cookie).len() >= 22 && token(cookie) != token(plain.header("set-cookie").unwrap()));

        let mut connection = env.database.connect().await;
        let stored: Vec<Vec<u8>> = sqlx::query_scalar("select token_hash from sessions").fetch_all(&mut connection).await.unwrap();
        assert!(stored.iter().all(|hash| hash.len() == 32));
        env
    });
}

#[test]
fn a_wrong_password_and_an_unknown_login_look_the_same() {
    run(|env| async move {
        let mut seen = Vec::new();
        for (login, password) in [("admin", "wrong password"), ("nobody", "wrong password"), ("admin", ""), ("ad\u{0}min", "x"), ("'; --", "x")] {
            let reply = attempt(&env, login, password).await;
            if !password.is_empty() {
                assert_eq!((reply.status, reply.code()), (401, "invalid_credentials"), "{login:?}: {reply:?}");
                seen.push((reply.body["title"].clone(), reply.body["detail"].clone()));
            } else {
                assert_eq!(reply.faults(), ["password:length"]);
            }
            assert_eq!(reply.header("set-cookie"), None);
        }
        seen.dedup();
        assert_eq!(seen.len(), 1, "{seen:?}");
        let disabled = env.new_user("viewer").await;
        let path = format!("/api/v1/users/{}", disabled["id"]);
        let change = read(env.api.request(Method::PATCH, &path).json(&json!({"version": 1, "disabled": true}))).await;
        assert_eq!(change.status, 200, "{change:?}");
        let reply = attempt(&env, disabled["login"].as_str().unwrap(), USER_PASSWORD).await;
        assert_eq!((reply.code(), &reply.body["detail"]), ("invalid_credentials", &seen[0].1));
        env
    });
}

#[test]
fn guessing_is_slowed_down_with_a_time_to_come_back_and_the_owner_stays_in() {
    run(|env| async move {
        let user = env.new_user("cashier").await;
        let login = user["login"].as_str().unwrap();
        let owner = Api::sign_in(&env.server.base, login, USER_PASSWORD).await;
        let replies = futures_util::future::join_all((0..40).map(|n| attempt(&env, login, if n == 39 { USER_PASSWORD } else { "guess" }))).await;
        let evaluated = replies.iter().filter(|reply| reply.status != 429).count();
        assert!((1..=10).contains(&evaluated), "{evaluated} of 40 guesses were looked at");
        let refused = replies.iter().find(|reply| reply.status == 429).unwrap();
        assert_eq!(refused.code(), "too_many_requests");
        let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
        assert!((1..=900).contains(&wait), "{wait}");
        // Nobody is locked out by somebody else's guesses: not the session, not a new sign-in from it, not other people.
        assert_eq!(owner.get(SESSION).await.status, 200);
        assert_eq!(owner.post(SESSION, &json!({"login": login, "password": USER_PASSWORD})).await.status, 200);
        assert_eq!(attempt(&env, "admin", PASSWORD).await.status, 200);
        env
    });
}

#[test]
fn signing_out_ends_the_session_on_the_server_too() {
    run(|env| async move {
        let api = Api::anonymous(&env.server.base);
        let reply = api.post(SESSION, &json!({"login": "admin", "password": PASSWORD})).await;
        let cookie = reply.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
        let stolen = |cookie: String| read(Api::anonymous(&env.server.base).request(Method::GET, SESSION).header("cookie", cookie));
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
        let status = |cookie: String| read(Api::anonymous(&env.server.base).request(Method::GET, SESSION).header("cookie", cookie));
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
        assert_eq!(here.post(&own, &change("wrong", "another long one")).await.faults(), ["current_password:wrong"]);
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
        let (here, lost) = (Api::sign_in(&env.server.base, login, USER_PASSWORD).await, Api::sign_in(&env.server.base, login, USER_PASSWORD).await);
        let sessions = here.get("/api/v1/sessions").await.body["items"].as_array().unwrap().clone();
        let other = sessions.iter().find(|session| session["current"] == false).unwrap();
        let foreign = env.api.get("/api/v1/sessions").await.body["items"][0]["id"].clone();
        assert_eq!(here.delete(&format!("/api/v1/sessions/{foreign}")).await.status, 404);
        assert_eq!(here.delete(&format!("/api/v1/sessions/{}", other["id"])).await.status, 204);
        assert_eq!((here.get(SESSION).await.status, lost.get(SESSION).await.status, env.api.get(SESSION).await.status), (200, 401, 200));
        env
    });
}

#[test]
fn a_change_asked_for_by_another_site_is_refused() {
    run(|env| async move {
        let body = json!({"kind": "OTHER", "name": "Подделка"});
        let post = |name: &'static str, value: String| {
            read(env.api.http.post(format!("{}/api/v1/clients", env.server.base)).header(name, value).json(&body))
        };
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.example"),
            ("origin", "null"),
            ("origin", "http://127.0.0.1:1"),
        ] {
            let reply = post(name, value.to_owned()).await;
            assert_eq!((reply.status, reply.code()), (403, "cross_site"), "{name}: {value}: {reply:?}");
        }
        let text = read(env.api.request(Method::POST, "/api/v1/clients").header("content-type", "text/plain").body(body.to_string())).await;
        assert_eq!((text.status, text.code()), (415, "unsupported_media_type"));
        let form = env.api.request(Method::POST, "/api/v1/clients").header("content-type", "application/x-www-form-urlencoded");
        assert_eq!(read(form.body("kind=OTHER&name=x")).await.status, 415);
        assert_eq!(env.api.get("/api/v1/clients").await.body["items"], json!([]));
        assert_eq!(post("origin", env.server.base.clone()).await.status, 201);
        // Signing somebody in against their will is a cross-site request as well.
        let enter = env.api.http.post(format!("{}{SESSION}", env.server.base)).header("origin", "https://evil.example");
        assert_eq!(read(enter.json(&json!({"login": "admin", "password": PASSWORD}))).await.code(), "cross_site");
        env
    });
}
