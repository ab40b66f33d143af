//! Guessing passwords: nothing is given away, and it takes for ever.

use reqwest::Method;
use serde_json::json;

use super::{SESSION, attempt};
use crate::harness::{Api, PASSWORD, USER_PASSWORD, read, run};

#[test]
fn a_wrong_password_and_an_unknown_login_look_the_same() {
    run(|env| async move {
        let mut seen = Vec::new();
        for (login, password) in [
            ("admin", "wrong password"),
            ("nobody", "wrong password"),
            ("admin", ""),
            ("ad\u{0}min", "x"),
            ("'; --", "x"),
        ] {
            let reply = attempt(&env, login, password).await;
            if !password.is_empty() {
                assert_eq!(
                    (reply.status, reply.code()),
                    (401, "invalid_credentials"),
                    "{login:?}: {reply:?}"
                );
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
        let change =
            read(env.api.request(Method::PATCH, &path).json(&json!({"version": 1, "disabled": true}))).await;
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
        let replies = futures_util::future::join_all(
            (0..40).map(|n| attempt(&env, login, if n == 39 { USER_PASSWORD } else { "guess" })),
        )
        .await;
        let evaluated = replies.iter().filter(|reply| reply.status != 429).count();
        assert!((1..=10).contains(&evaluated), "{evaluated} of 40 guesses were looked at");
        let refused = replies.iter().find(|reply| reply.status == 429).unwrap();
        assert_eq!(refused.code(), "too_many_requests");
        let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
        assert!((1..=900).contains(&wait), "{wait}");
        // Nobody is locked out by somebody else's guesses: not the session, not a new sign-in from it, not other people.
        assert_eq!(owner.get(SESSION).await.status, 200);
        assert_eq!(
            owner.post(SESSION, &json!({"login": login, "password": USER_PASSWORD})).await.status,
            200
        );
        assert_eq!(attempt(&env, "admin", PASSWORD).await.status, 200);
        env
    });
}

#[test]
fn a_stolen_session_guesses_the_password_as_slowly_and_shuts_nobody_out() {
    run(|env| async move {
        let user = env.new_user("operator").await;
        let login = user["login"].as_str().unwrap();
        let stolen = Api::sign_in(&env.server.base, login, USER_PASSWORD).await;
        let own = format!("{SESSION}/password");
        let change = |current: &str| json!({"current_password": current, "password": "another long one"});
        // What is refused before the password is looked at costs nothing.
        for _ in 0..15 {
            let weak = json!({"current_password": "guess", "password": "password123"});
            assert_eq!(stolen.post(&own, &weak).await.faults(), ["password:too_common"]);
        }
        let guess = change("guess");
        let replies = futures_util::future::join_all((0..30).map(|_| stolen.post(&own, &guess))).await;
        let evaluated = replies.iter().filter(|reply| reply.faults() == ["current_password:wrong"]).count();
        assert!((1..=10).contains(&evaluated), "{evaluated} of 30 guesses were looked at");
        let refused = replies.iter().find(|reply| reply.status == 429).unwrap();
        assert_eq!(refused.code(), "too_many_requests");
        assert!(refused.header("retry-after").is_some());
        assert_eq!(stolen.post(&own, &change(USER_PASSWORD)).await.status, 429, "not even the right one");
        // Signing in from elsewhere in the network is open, and so is every other user.
        let owner = Api::sign_in(&env.server.base, login, USER_PASSWORD).await;
        assert_eq!(owner.get(SESSION).await.status, 200);
        let other = env.user("operator").await;
        assert_eq!(other.post(&own, &change(USER_PASSWORD)).await.status, 204);
        env
    });
}

#[test]
fn a_forged_forwarding_header_does_not_hide_who_guesses() {
    run(|env| async move {
        let guesses = (0..80).map(|n| {
            let api = Api::anonymous(&env.server.base);
            async move {
                let body = json!({"login": format!("user{n}"), "password": "guess"});
                let request =
                    api.request(Method::POST, SESSION).header("x-forwarded-for", format!("198.51.100.{n}"));
                read(request.header("forwarded", format!("for=198.51.100.{n}")).json(&body)).await.status
            }
        });
        let statuses = futures_util::future::join_all(guesses).await;
        let evaluated = statuses.iter().filter(|status| **status != 429).count();
        assert!(
            (1..=50).contains(&evaluated),
            "{evaluated} of 80 guesses from one machine were looked at: {statuses:?}"
        );
        env
    });
}
