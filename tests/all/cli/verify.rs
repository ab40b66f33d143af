//! `saldo demo` makes data that `saldo verify` finds in order, and `saldo verify` finds what was broken by hand.

use super::text;
use crate::harness::{Env, Past, run, saldo};

fn verify(env: &Env) -> (bool, String) {
    let output = saldo(&["verify"], &[("DATABASE_URL", &env.database.url)]);
    (output.status.success(), format!("{}{}", text(&output.stdout), text(&output.stderr)))
}

#[test]
fn demonstration_data_is_believable_of_the_size_asked_for_and_in_order() {
    run(|env| async move {
        let demo = saldo(
            &["demo", "--clients", "300", "--operations", "3000"],
            &[("DATABASE_URL", &env.database.url)],
        );
        assert!(demo.status.success(), "{}", text(&demo.stderr));
        let (clean, report) = verify(&env);
        assert!(clean, "{report}");
        let count = async |path: &str| env.api.get(path).await.body["count"]["value"].as_u64().unwrap();
        assert_eq!(count("/api/v1/clients?count=true&archived=any").await, 300);
        let operations = count("/api/v1/operations?count=true").await;
        assert!((2700..=3300).contains(&operations), "{operations}");
        assert!(count("/api/v1/services?count=true").await >= 3);
        assert!(count("/api/v1/clients?count=true&kind=LEGAL_ENTITY").await > 0);
        assert!(count("/api/v1/operations?count=true&sign=debit").await > 0);
        assert!(count("/api/v1/products?count=true").await >= 250);
        let orders = count("/api/v1/orders?count=true&archived=any").await;
        assert!((100..=200).contains(&orders), "{orders}");
        for filter in ["status=draft", "status=paid", "status=cancelled", "client_id=0", "archived=only"] {
            assert!(count(&format!("/api/v1/orders?count=true&{filter}")).await > 0, "{filter}");
        }
        for kind in ["RECEIPT", "SALE", "CANCELLATION", "RETURN"] {
            assert!(count(&format!("/api/v1/stock-movements?count=true&kind={kind}")).await > 0, "{kind}");
        }
        assert!(count("/api/v1/operations?count=true&kind=ORDER_PAYMENT").await > 0);
        // The server that ran meanwhile goes on with it.
        let client = env.api.get("/api/v1/clients?limit=1").await.body["items"][0]["id"].as_i64().unwrap();
        let before = env.balance(client).await;
        env.api.deposit(client, "0.01").await;
        assert_ne!(env.balance(client).await, before);
        let hits = env.api.get("/api/v1/clients/search?q=%D0%B8%D0%B2").await.body;
        assert!(hits["items"].is_array());
        env
    });
}

/// Breaks one thing with all guards of the database off, and proves that it is found and named; then mends it.
pub async fn found(env: &Env, name: &str, break_it: &str, mend_it: &str) {
    // What is put into blocks while it is broken stays broken when it is mended.
    env.settled().await;
    let mut connection = env.database.connect().await;
    let unguarded = |statement: &str| {
        sqlx::AssertSqlSafe(format!(
            "begin; set local session_replication_role = replica; {statement}; commit"
        ))
    };
    sqlx::raw_sql(unguarded(break_it)).execute(&mut connection).await.unwrap();
    let (clean, report) = verify(env);
    assert!(!clean, "{break_it} is not found: {report}");
    assert!(report.contains(name), "{break_it}: {name} is not named: {report}");
    sqlx::raw_sql(unguarded(mend_it)).execute(&mut connection).await.unwrap();
    let (clean, report) = verify(env);
    assert!(clean, "{mend_it}: {report}");
}

#[test]
fn whatever_is_broken_by_hand_is_found_and_named() {
    run(|env| async move {
        let client = env
            .client_with(serde_json::json!({"kind": "OTHER", "name": "Жертва", "credit_limit": "100.00"}))
            .await;
        env.past(
            client,
            &[
                Past::of("2024-01-01T00:00:00Z", 10_000),
                Past::of("2024-01-02T00:00:00Z", -2_500),
                Past::of("2024-01-03T00:00:00Z", 100),
            ],
        )
        .await;
        assert!(verify(&env).0);
        let id = client.to_string();
        let change = |set: &str, seq: i64| {
            format!("update operations set {set} where client_id = {client} and seq = {seq}")
        };
        let head = |set: &str| format!("update accounts set {set} where client_id = {client}");
        for (break_it, mend_it) in [
            (change("balance_after = 99.00", 1), change("balance_after = 100.00", 1)),
            (change("amount = -24.00", 2), change("amount = -25.00", 2)),
            (change("seq = 7", 3), change("seq = 3", 7)),
            (change("created_at = '2023-01-01'", 3), change("created_at = '2024-01-03 00:00:00+00'", 3)),
            (change("service_id = 424242", 2), change("service_id = null", 2)),
            (head("balance = 77.00"), head("balance = 76.00")),
            (head("seq = 2"), head("seq = 3")),
        ] {
            found(&env, &id, &break_it, &mend_it).await;
        }
        env
    });
}

#[test]
fn verify_only_reads_and_says_what_it_has_looked_at() {
    run(|env| async move {
        let client = env.client("Иванов").await;
        env.api.deposit(client, "10.00").await;
        let before = env.api.get("/api/v1/operations").await.body;
        let (clean, report) = verify(&env);
        assert!(clean && report.contains('1'), "{report}");
        assert_eq!(env.api.get("/api/v1/operations").await.body, before);
        env
    });
}
