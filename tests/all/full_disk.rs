//! A database without disk, memory or connections: 503 with a time to come back in every path, not ready while it lasts, nothing lost,
//! and all as before once there is room.

use std::process::Command;
use std::time::Duration;

use serde_json::json;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::harness::{Api, Database, Env, PASSWORD, Reply, Server, key, run, run_with_provider, verify};

const SQLSTATES: [&str; 5] = ["53100", "53200", "53300", "53400", "58030"];

async fn execute(owner: &mut PgConnection, statement: &str) {
    sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(owner).await.unwrap();
}

/// From now on the database refuses to write into the table as if it had no room; gives what ends that.
async fn no_room(owner: &mut PgConnection, table: &str, sqlstate: &str) -> String {
    execute(
        owner,
        &format!(
            "create or replace function no_room() returns trigger language plpgsql as $$
               begin raise exception 'no room' using errcode = '{sqlstate}'; end $$;
             create trigger no_room before insert or update on {table} for each statement execute function no_room()"
        ),
    )
    .await;
    format!("drop trigger no_room on {table}")
}

fn comes_back(reply: &Reply, what: &str) {
    assert_eq!(reply.status, 503, "{what}: {reply:?}");
    assert!(reply.header("retry-after").is_some(), "{what}: {reply:?}");
}

#[test]
fn every_path_says_come_back_and_has_done_nothing() {
    run(|env| async move {
        let client = env
            .client_with(json!({"kind": "LEGAL_ENTITY", "name": "ООО Ромашка", "inn": "1234567890"}))
            .await;
        env.api.deposit(client, "10.00").await;
        let cable = env.product("Кабель", "1.00", "5").await;
        let order = env.api.draft(client, &[(cable, "1")]).await;
        let bank = Api::anonymous(&env.server.base);
        let mut owner = env.database.connect().await;
        for sqlstate in SQLSTATES {
            let (deposit, delivery) = (key(), uuid::Uuid::new_v4());
            let amount = json!({"amount": "1.00", "description": "проверка"});
            let payment = json!({"operation_id": delivery, "amount": 1, "payer_inn": "1234567890", "document_number": "1",
                                 "document_date": "2024-04-27T21:00:00Z"});
            let path = format!("/api/v1/clients/{client}/deposit");
            let before = env.balance(client).await;
            let end = no_room(&mut owner, "operations", sqlstate).await;
            comes_back(&env.api.command(&path, &deposit, &amount).await, sqlstate);
            let reply = bank.post("/api/webhook/bank", &payment).await;
            comes_back(&reply, sqlstate);
            assert!(reply.body["error"].is_string(), "{reply:?}");
            comes_back(&env.api.pay(order, &[("WALLET", "1.00")]).await, sqlstate);
            assert_eq!(env.balance(client).await, before, "{sqlstate}");
            assert_eq!(env.order(order).await["status"], "draft");
            execute(&mut owner, &end).await;
            assert_eq!(
                env.api.command(&path, &deposit, &amount).await.status,
                201,
                "{sqlstate}: the key is free"
            );
            assert_eq!(bank.post("/api/webhook/bank", &payment).await.body, json!({"status": "success"}));

            for (table, path, body) in [
                ("clients", "/api/v1/clients", json!({"kind": "OTHER", "name": "Клиент"})),
                ("services", "/api/v1/services", json!({"name": format!("S{sqlstate}"), "kind": "calls"})),
                (
                    "audit_log",
                    "/api/v1/products",
                    json!({"name": format!("P{sqlstate}"), "unit": "шт", "price": "1.00"}),
                ),
                ("orders", "/api/v1/orders", json!({"client_id": client})),
            ] {
                let end = no_room(&mut owner, table, sqlstate).await;
                comes_back(&env.api.command(path, &key(), &body).await, table);
                execute(&mut owner, &end).await;
                let reply = env.api.command(path, &key(), &body).await;
                assert_eq!(reply.status, 201, "{path} {reply:?}");
            }
        }
        env
    });
}

#[test]
fn a_job_waits_for_room() {
    run_with_provider(&[], |env, _| async move {
        let client = env.client("Покупатель").await;
        let cable = env.product("Кабель", "1.00", "5").await;
        let order = env.api.draft(client, &[(cable, "1")]).await;
        let mut owner = env.database.connect().await;
        let end = "drop trigger no_room on payments";
        execute(
            &mut owner,
            "create function no_room() returns trigger language plpgsql as $$ begin raise exception 'no room' using errcode = '53100'; end $$;
             create trigger no_room before update on payments for each statement execute function no_room()",
        )
        .await;
        let asked = env
            .api
            .command(&format!("/api/v1/orders/{order}/payments"), &key(), &json!({"amount": "1.00"}))
            .await;
        let path = format!("/api/v1/payments/{}", asked.body["id"]);
        tokio::time::sleep(Duration::from_secs(2)).await;
        execute(&mut owner, end).await;
        crate::payments::until(&env.api, &path, |payment| payment["confirmation_url"].is_string()).await;
        env
    });
}

/// A small file system of its own, where this machine lets us have one.
struct SmallDisk(std::path::PathBuf);

impl SmallDisk {
    fn mount() -> Option<Self> {
        let path = std::env::temp_dir().join(format!("saldo-small-{}", uuid::Uuid::new_v4().simple()));
        std::fs::create_dir(&path).ok()?;
        let done = |command: &mut Command| command.output().is_ok_and(|output| output.status.success());
        if !done(Command::new("mount").args(["-t", "tmpfs", "-o", "size=48m,mode=0777", "tmpfs"]).arg(&path))
        {
            let _ = std::fs::remove_dir(&path);
            return None;
        }
        Some(Self(path))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
        let _ = std::fs::remove_dir(&self.0);
    }
}

async fn ready(server: &Server) -> u16 {
    reqwest::get(format!("{}/readyz", server.base)).await.unwrap().status().as_u16()
}

#[test]
fn a_full_disk_is_not_ready_loses_nothing_and_ends_by_itself() {
    let Some(disk) = SmallDisk::mount() else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    // A cluster of its own: what happens to its files is nobody else's trouble.
    let cluster = localdb::temporary(Vec::new()).expect("PostgreSQL for the test");
    runtime.block_on(async {
        let mut admin = PgConnection::connect(&cluster.url("postgres", "postgres")).await.unwrap();
        // PostgreSQL wants a folder of its own user, which is ours or the one that it was given.
        let folder = disk.0.join("data");
        let made = format!("copy (select 1) to program 'mkdir -m 700 {}'", folder.display());
        execute(&mut admin, &made).await;
        execute(&mut admin, &format!("create tablespace small location '{}'", folder.display())).await;
        execute(&mut admin, "create database saldo tablespace small").await;
        let database = Database::at(cluster.url("postgres", "saldo"));
        let server = Server::start(&database.url, &[("SALDO_ADMIN_PASSWORD", PASSWORD)]).await;
        let api = Api::sign_in(&server.base, "admin", PASSWORD).await;
        let env = Env { database, server, api };
        full(&env).await;
        verify(&env.database.url);
    });
    drop(cluster);
}

async fn full(env: &Env) {
    let client = env.client("Клиент").await;
    let path = format!("/api/v1/clients/{client}/deposit");
    let amount = json!({"amount": "1.00", "description": "ж".repeat(250)});
    let mut owner = env.database.connect().await;
    execute(&mut owner, "create table filler (filler text)").await;
    // Until the server says that there is no room; smaller and smaller, so that nothing is left.
    for rows in [2000, 200, 20, 4, 4, 4] {
        let fill = format!("insert into filler select repeat('x', 1900) from generate_series(1, {rows})");
        while sqlx::raw_sql(AssertSqlSafe(fill.clone())).execute(&mut owner).await.is_ok() {}
    }
    let (mut done, mut refused) = (0, None);
    for _ in 0..3000 {
        let key = key();
        let reply = env.api.command(&path, &key, &amount).await;
        if reply.status != 201 {
            comes_back(&reply, "deposit");
            refused = Some(key);
            break;
        }
        done += 1;
    }
    let refused = refused.expect("a full disk refuses");
    assert_eq!(ready(&env.server).await, 503, "not ready while it lasts");
    assert_eq!(ready(&env.server).await, 503);
    assert_eq!(
        env.balance(client).await,
        format!("{done}.00"),
        "what was acknowledged is there, and nothing else"
    );
    execute(&mut owner, "drop table filler").await;
    let mut status = 0;
    for _ in 0..50 {
        status = ready(&env.server).await;
        if status == 200 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    assert_eq!(status, 200, "it recovers by itself");
    assert_eq!(env.api.command(&path, &refused, &amount).await.status, 201, "the same key");
    assert_eq!(env.balance(client).await, format!("{}.00", done + 1));
}
