//! Signing in: what one gets, and that another site cannot ask in our name.

use reqwest::Method;
use serde_json::json;

use super::SESSION;
use crate::harness::{Api, PASSWORD, USER_PASSWORD, read, run};

#[test]
fn signing_in_tells_who_one_is_and_what_one_may() {
    run(|env| async move {
        let operator = env.new_user("operator").await;
        let login = operator["login"].as_str().unwrap();
        let api = Api::anonymous(&env.server.base);
        assert_eq!(api.get(SESSION).await.code(), "unauthenticated");
        let reply = api
            .post(
                SESSION,
                &json!({"login": format!(" {} ", login.to_uppercase()), "password": USER_PASSWORD}),
            )
            .await;
        assert_eq!(reply.status, 200, "{reply:?}");
        assert_eq!(
            (&reply.body["user"]["login"], &reply.body["user"]["role"]),
            (&json!(login), &json!("operator"))
        );
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
        let stored: Vec<Vec<u8>> =
            sqlx::query_scalar("select token_hash from sessions").fetch_all(&mut connection).await.unwrap();
        assert!(stored.iter().all(|hash| hash.len() == 32));
        env
    });
}

#[test]
fn a_change_asked_for_by_another_site_is_refused() {
    run(|env| async move {
        let body = json!({"kind": "OTHER", "name": "Подделка"});
        let post = |name: &'static str, value: String| {
            read(
                env.api
                    .http
                    .post(format!("{}/api/v1/clients", env.server.base))
                    .header(name, value)
                    .json(&body),
            )
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
        let text = read(
            env.api
                .request(Method::POST, "/api/v1/clients")
                .header("content-type", "text/plain")
                .body(body.to_string()),
        )
        .await;
        assert_eq!((text.status, text.code()), (415, "unsupported_media_type"));
        let form = env
            .api
            .request(Method::POST, "/api/v1/clients")
            .header("content-type", "application/x-www-form-urlencoded");
        assert_eq!(read(form.body("kind=OTHER&name=x")).await.status, 415);
        assert_eq!(env.api.get("/api/v1/clients").await.body["items"], json!([]));
        assert_eq!(post("origin", env.server.base.clone()).await.status, 201);
        // Signing somebody in against their will is a cross-site request as well.
        let enter = env
            .api
            .http
            .post(format!("{}{SESSION}", env.server.base))
            .header("origin", "https://evil.example");
        assert_eq!(
            read(enter.json(&json!({"login": "admin", "password": PASSWORD}))).await.code(),
            "cross_site"
        );
        env
    });
}
