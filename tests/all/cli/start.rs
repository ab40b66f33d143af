//! Starting: two at once, durability that is not there, the first administrator, stopping.

use super::text;
use crate::harness::{Api, Database, Server, USER_PASSWORD, run, saldo};

#[test]
fn two_servers_that_start_at_once_on_an_empty_database_both_come_up_with_one_administrator() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let database = Database::empty().await;
        let settings = [("SALDO_ADMIN_PASSWORD", USER_PASSWORD)];
        let (first, second) =
            tokio::join!(Server::start(&database.url, &settings), Server::start(&database.url, &settings));
        let mut connection = database.connect().await;
        let admins: Vec<String> =
            sqlx::query_scalar("select login from users").fetch_all(&mut connection).await.unwrap();
        assert_eq!(admins, ["admin"]);
        let (here, there) = (
            Api::sign_in(&first.base, "admin", USER_PASSWORD).await,
            Api::sign_in(&second.base, "admin", USER_PASSWORD).await,
        );
        let body = serde_json::json!({"kind": "OTHER", "name": "Общий"});
        let client = here.post("/api/v1/clients", &body).await.body["id"].clone();
        assert_eq!(there.get(&format!("/api/v1/clients/{client}")).await.status, 200);
        first.stop().await;
        assert_eq!(there.get("/readyz").await.status, 200, "the other goes on");
        second.stop().await;
        crate::harness::verify(&database.url);
        database.remove().await;
    });
}

#[test]
fn the_first_start_without_a_password_prints_one_that_works_and_the_second_none() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let database = Database::empty().await;
        let first = Server::start(&database.url, &[]).await;
        let printed = first.printed();
        let mut works = 0;
        for word in printed
            .split_whitespace()
            .map(|word| word.trim_matches(['.', ',', '"', '`', ':', ')']))
            .filter(|word| word.len() >= 12)
        {
            let reply = Api::anonymous(&first.base)
                .post("/api/v1/session", &serde_json::json!({"login": "admin", "password": word}))
                .await;
            works += usize::from(reply.status == 200);
        }
        assert_eq!(works, 1, "{printed}");
        first.stop().await;
        let second = Server::start(&database.url, &[]).await;
        assert!(!second.printed().to_lowercase().contains("password"), "{}", second.printed());
        second.stop().await;
        database.remove().await;
    });
}

#[test]
fn a_database_that_may_lose_what_is_acknowledged_is_refused_with_the_reason() {
    run(|env| async move {
        let settings = [("DATABASE_URL", env.database.url.as_str()), ("SALDO_ADDR", "127.0.0.1:0")];
        let output = saldo(&["serve"], &settings);
        assert!(!output.status.success());
        let error = text(&output.stderr);
        for setting in ["fsync", "full_page_writes", "synchronous_commit"] {
            assert!(error.contains(setting), "{setting}: {error}");
        }
        env
    });
}

#[test]
fn asked_to_stop_it_finishes_what_it_has_accepted() {
    run(|env| async move {
        let client = env.client("Последний").await;
        let (server, api) = env.second().await;
        let body = serde_json::json!({"amount": "1.00", "description": "перед концом"});
        let path = format!("/api/v1/clients/{client}/deposit");
        let commands = (0..200).map(|n| {
            let (api, path, body) = (api.clone(), path.clone(), body.clone());
            tokio::spawn(async move {
                let request = api
                    .request(reqwest::Method::POST, &path)
                    .header("idempotency-key", format!("s{n}"))
                    .json(&body);
                crate::harness::try_read(request).await.map(|reply| reply.status)
            })
        });
        let commands: Vec<_> = commands.collect();
        tokio::time::sleep(std::time::Duration::from_millis(30)).await;
        server.stop().await;
        let mut acknowledged = 0;
        for command in commands {
            if matches!(command.await.unwrap(), Ok(201)) {
                acknowledged += 1;
            }
        }
        let page = env.api.get(&format!("/api/v1/operations?client_id={client}&count=true")).await.body;
        let written = page["count"]["value"].as_u64().unwrap();
        assert!(written >= acknowledged && written <= 200, "{acknowledged} acknowledged, {written} written");
        // Whoever was refused or cut off asks again with the same key and ends with exactly one.
        for n in 0..200 {
            let reply = env.api.command(&path, &format!("s{n}"), &body).await;
            assert_eq!(reply.status, 201, "{reply:?}");
        }
        assert_eq!(env.balance(client).await, "200.00");
        env
    });
}
