//! Wrong passwords are counted per login and place: strangers never keep the owner out, and no door guesses faster than another.

use reqwest::Method;
use serde_json::json;

use super::SESSION;
use crate::harness::{Api, Env, PASSWORD, Reply, USER_PASSWORD, read, run_with};

const BEHIND_A_PROXY: &[(&str, &str)] = &[("SALDO_TRUSTED_PROXIES", "127.0.0.1")];

/// An attempt from that address, as the proxy tells it.
async fn from(api: &Api, address: &str, login: &str, password: &str) -> Reply {
    let body = json!({"login": login, "password": password});
    read(api.request(Method::POST, SESSION).header("x-forwarded-for", address).json(&body)).await
}

/// Guesses by strangers from everywhere, the owner's own network too.
async fn strangers_guess(env: &Env, login: &str, addresses: &[String]) {
    for address in addresses {
        let guesses = (0..25).map(|_| {
            let nobody = Api::anonymous(&env.server.base);
            async move { from(&nobody, address, login, "a wrong guess").await.status }
        });
        let statuses = futures_util::future::join_all(guesses).await;
        assert!(statuses.contains(&429), "{address}: {statuses:?}");
    }
}

#[test]
fn strangers_never_keep_the_owner_out_of_where_they_were_before() {
    run_with(BEHIND_A_PROXY, |env| async move {
        let user = env.new_user("cashier").await;
        let login = user["login"].as_str().unwrap();
        let (office, elsewhere) = ("192.0.2.10", "203.0.113.77");
        let browser = Api::anonymous(&env.server.base);
        assert_eq!(from(&browser, office, login, USER_PASSWORD).await.status, 200);
        assert_eq!(browser.delete(SESSION).await.status, 204);
        let far: Vec<String> = (1..4).map(|n| format!("198.51.100.{n}")).collect();
        strangers_guess(&env, login, &far).await;
        // The network is familiar, even to another browser; so is the browser, wherever it is carried.
        let fresh = Api::anonymous(&env.server.base);
        assert_eq!(from(&fresh, office, login, USER_PASSWORD).await.status, 200);
        assert_eq!(from(&browser, elsewhere, login, USER_PASSWORD).await.status, 200);
        let unknown = from(&Api::anonymous(&env.server.base), "203.0.113.200", login, USER_PASSWORD).await;
        assert_eq!(unknown.status, 429, "an unfamiliar place waits: {unknown:?}");
        // A stranger in the same office has spoilt its count; the browser has its own. Another server knows it as well.
        strangers_guess(&env, login, &[office.to_owned()]).await;
        assert_eq!(from(&browser, office, login, USER_PASSWORD).await.status, 200);
        let (server, _) = env.second().await;
        let mut there = browser.clone();
        there.base = server.base.clone();
        assert_eq!(from(&there, office, login, USER_PASSWORD).await.status, 200);
        assert_eq!(from(&Api::anonymous(&env.server.base), office, "admin", PASSWORD).await.status, 200);
        env
    });
}

#[test]
fn a_stolen_session_has_one_count_for_all_doors() {
    run_with(BEHIND_A_PROXY, |env| async move {
        let user = env.new_user("operator").await;
        let login = user["login"].as_str().unwrap();
        let owner = Api::anonymous(&env.server.base);
        let entered = from(&owner, "192.0.2.10", login, USER_PASSWORD).await;
        let cookies =
            entered.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap().to_owned());
        let session = cookies
            .map(|cookie| cookie.split(';').next().unwrap().to_owned())
            .find(|cookie| cookie.starts_with("sid="))
            .unwrap();
        let nobody = Api::anonymous(&env.server.base);
        let mut looked_at = 0;
        for n in 0..40 {
            let (path, body) = match n % 2 {
                0 => (SESSION.to_owned(), json!({"login": login, "password": "a wrong guess"})),
                _ => (
                    format!("{SESSION}/password"),
                    json!({"current_password": "a wrong guess", "password": "another long one"}),
                ),
            };
            let request = nobody.request(Method::POST, &path).header("cookie", &session);
            let reply = read(request.header("x-forwarded-for", "203.0.113.5").json(&body)).await;
            looked_at += usize::from(reply.status != 429);
        }
        assert_eq!(looked_at, 10);
        assert_eq!(from(&owner, "192.0.2.10", login, USER_PASSWORD).await.status, 200);
        env
    });
}
