//! Double entry as it is read: every event has its entry, the trial balance is right for any period, a wrong rule stops the server.

use serde_json::{Value, json};

use crate::harness::{Database, Env, NOW, Past, Server, address, csv_rows, run};

const TRIAL_BALANCE: &str = "/api/v1/trial-balance";

/// `62.02 0.00/100.00 5.00/0.00 0.00/95.00` for each account that has anything.
async fn trial_balance(env: &Env, from: &str, to: &str) -> Vec<String> {
    let body = env.api.get(&address(TRIAL_BALANCE, &[("from", from), ("to", to)])).await.body;
    let text = |line: &Value, name: &str| line[name].as_str().unwrap().to_owned();
    let columns = |line: &Value| {
        let pair = |name: &str| match name {
            "" => format!("{}/{}", text(line, "debit"), text(line, "credit")),
            name => {
                format!("{}/{}", text(line, &format!("{name}_debit")), text(line, &format!("{name}_credit")))
            }
        };
        format!("{} {} {}", pair("opening"), pair(""), pair("closing"))
    };
    let total = &body["total"];
    for pair in
        [("opening_debit", "opening_credit"), ("debit", "credit"), ("closing_debit", "closing_credit")]
    {
        assert_eq!(total[pair.0], total[pair.1], "{pair:?} {from} {to}: {body}");
    }
    let lines = body["accounts"].as_array().unwrap().iter();
    let lines = lines.map(|line| (text(line, "code"), columns(line)));
    lines
        .filter(|(_, sums)| sums.contains(|c: char| ('1'..='9').contains(&c)))
        .map(|(code, sums)| format!("{code} {sums}"))
        .collect()
}

async fn entries(env: &Env, pairs: &[(&str, &str)]) -> Vec<String> {
    let reply = env.api.get(&address("/api/v1/journal", pairs)).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    reply.body["items"].as_array().unwrap().iter().map(told).collect()
}

fn told(entry: &Value) -> String {
    let causes = ["operation_id", "payment_id", "refund_id"];
    let caused: Vec<&str> = causes.into_iter().filter(|cause| entry[cause].is_i64()).collect();
    let text = |name: &str| entry[name].as_str().unwrap();
    format!("{} {} {} {}", text("debit"), text("credit"), text("amount"), caused.join("+"))
}

#[test]
fn operations_have_entries_and_the_trial_balance_is_right_for_any_period() {
    run(|env| async move {
        let client =
            env.client_with(json!({"kind": "OTHER", "name": "Абонент", "credit_limit": "1000.00"})).await;
        let other = |at, kind, kopecks| Past { kind, ..Past::of(at, kopecks) };
        env.past(
            client,
            &[
                other("2026-01-01T00:00:00Z", "OPENING_BALANCE", -5_000),
                Past::of("2026-01-10T00:00:00Z", 100_000),
                Past::of("2026-01-20T00:00:00Z", -30_000),
                // The last moment of January in Moscow, and the first of February.
                other("2026-01-31T20:59:59.999999Z", "BANK_PAYMENT", 700),
                other("2026-01-31T21:00:00Z", "BANK_PAYMENT", 11),
            ],
        )
        .await;
        assert_eq!(
            entries(&env, &[]).await,
            [
                "51 62.02 0.11 operation_id",
                "51 62.02 7.00 operation_id",
                "62.02 90.01 300.00 operation_id",
                "50 62.02 1000.00 operation_id",
                "62.02 000 50.00 operation_id",
            ]
        );
        assert_eq!(
            trial_balance(&env, "2026-01-01", "2026-02-01").await,
            [
                "000 0.00/0.00 0.00/50.00 0.00/50.00",
                "50 0.00/0.00 1000.00/0.00 1000.00/0.00",
                "51 0.00/0.00 7.00/0.00 7.00/0.00",
                "62.02 0.00/0.00 350.00/1007.00 0.00/657.00",
                "90.01 0.00/0.00 0.00/300.00 0.00/300.00",
            ]
        );
        assert_eq!(
            trial_balance(&env, "2026-01-15", "2026-03-01").await,
            [
                "000 0.00/50.00 0.00/0.00 0.00/50.00",
                "50 1000.00/0.00 0.00/0.00 1000.00/0.00",
                "51 0.00/0.00 7.11/0.00 7.11/0.00",
                "62.02 0.00/950.00 300.00/7.11 0.00/657.11",
                "90.01 0.00/0.00 0.00/300.00 0.00/300.00",
            ]
        );
        assert_eq!(trial_balance(&env, "2025-01-01", "2025-02-01").await, [""; 0]);
        let advances = entries(&env, &[("account", "51"), ("to", "2026-02-01")]).await;
        assert_eq!(advances, ["51 62.02 7.00 operation_id"]);
        env
    });
}

#[test]
fn orders_have_entries_by_method_and_what_goes_back_is_negative() {
    run(|env| async move {
        let client = env.client("Покупатель").await;
        env.api.deposit(client, "500.00").await;
        let product = env.product("Роутер", "100.00", "0").await;
        env.old_receipt(product, "10", NOW).await;
        let mixed = env.old_draft(client, &[(product, "4")], "", NOW).await;
        let tenders = [("WALLET", "100.00"), ("CASH", "100.00"), ("CARD", "100.00"), ("ONLINE", "100.00")];
        env.old_payment(mixed, &tenders, NOW).await;
        env.old_cancellation(mixed, NOW).await;
        let mut told = entries(&env, &[("order_id", &mixed.to_string())]).await;
        told.sort();
        assert_eq!(
            told,
            [
                "50 90.01 -100.00 refund_id",
                "50 90.01 100.00 payment_id",
                "51 90.01 -100.00 refund_id",
                "51 90.01 100.00 payment_id",
                "57 90.01 -100.00 refund_id",
                "57 90.01 100.00 payment_id",
                "62.02 90.01 -100.00 operation_id",
                "62.02 90.01 100.00 operation_id",
            ]
        );
        let wallet = env.old_draft(client, &[(product, "2")], "", NOW).await;
        env.old_payment(wallet, &[("WALLET", "200.00")], NOW).await;
        env.old_return(wallet, (1, "1"), false, "70.00").await;
        let today = trial_balance(&env, "2020-01-01", "2999-01-01").await;
        assert_eq!(
            today,
            [
                "50 0.00/0.00 500.00/0.00 500.00/0.00",
                "62.02 0.00/0.00 130.00/500.00 0.00/370.00",
                "90.01 0.00/0.00 0.00/130.00 0.00/130.00",
            ]
        );
        assert_eq!(env.balance(client).await, "370.00");
        env
    });
}

#[test]
fn pages_and_files_tell_the_same() {
    run(|env| async move {
        let client = env.client("=Абонент").await;
        let past: Vec<_> = (0..5).map(|_| Past::of("2026-01-10T00:00:00Z", 100)).collect();
        env.past(client, &past).await;
        let ids = |body: &Value| -> Vec<String> {
            body["items"].as_array().unwrap().iter().map(|entry| entry["id"].to_string()).collect()
        };
        let whole = env.api.get("/api/v1/journal?count=true").await.body;
        assert_eq!(whole["count"], json!({"value": 5, "capped": false}));
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let body = env.api.get(&format!("/api/v1/journal?limit=2&cursor={cursor}")).await.body;
            seen.extend(ids(&body));
            let Some(next) = body["next_cursor"].as_str() else { break };
            cursor = next.to_owned();
        }
        assert_eq!(seen, ids(&whole));
        let rows = csv_rows(&env.api.get("/api/v1/journal/export").await.text);
        assert_eq!(rows[0][..5], ["№", "Время", "Дебет", "Кредит", "Сумма"]);
        assert_eq!(rows[1..].iter().map(|row| row[0].clone()).collect::<Vec<_>>(), seen);
        assert_eq!(
            rows[1][1..7],
            ["10.01.2026 03:00:00", "50", "62.02", "1,00", &client.to_string(), "'=Абонент"]
        );

        let path = format!("{TRIAL_BALANCE}/export?from=2026-01-01&to=2026-02-01&lang=en");
        let rows = csv_rows(&env.api.get(&path).await.text);
        assert_eq!(rows[0][..3], ["Account", "Name", "Opening debit"]);
        let chart = env.api.get("/api/v1/chart-of-accounts").await.body;
        let codes: Vec<&str> = chart["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|account| account["code"].as_str().unwrap())
            .collect();
        assert_eq!(codes, ["000", "50", "51", "57", "62.02", "76", "90.01"]);
        assert_eq!(rows.len(), codes.len() + 2);
        assert_eq!(rows.last().unwrap()[..6], ["Total", "", "0.00", "0.00", "5.00", "5.00"]);
        env
    });
}

#[test]
fn wrong_questions_are_refused_and_only_some_may_ask() {
    run(|env| async move {
        for path in [
            "/api/v1/journal?account=x",
            "/api/v1/journal?from=x",
            "/api/v1/journal?cursor=x",
            "/api/v1/journal?colour=red",
            "/api/v1/trial-balance?from=2026-02-01&to=2026-02-01",
            "/api/v1/trial-balance?from=yesterday",
            "/api/v1/trial-balance?from=0001-01-01",
            "/api/v1/trial-balance/export?to=1999-01-01&from=2000-01-01",
        ] {
            assert_eq!(env.api.get(path).await.status, 400, "{path}");
        }
        for (role, status) in [("accountant", 200), ("viewer", 200), ("operator", 403), ("cashier", 403)] {
            let api = env.user(role).await;
            for path in ["/api/v1/journal", "/api/v1/trial-balance/export", "/api/v1/chart-of-accounts"] {
                assert_eq!(api.get(path).await.status, status, "{role} {path}");
            }
        }
        env
    });
}

#[test]
fn a_server_whose_rules_differ_does_not_start() {
    run(|env| async move {
        let database = Database::create().await;
        let mut connection = database.connect().await;
        let rules = "begin; set local session_replication_role = replica;
            update posting_rules set debit = '51' where source = 'TOP_UP'; delete from posting_rules where source = 'USAGE';
            insert into posting_rules values ('GIFT', '76', '90.01', true); commit";
        sqlx::raw_sql(rules).execute(&mut connection).await.unwrap();
        let refusal = Server::try_start(&database.url, &[]).await.err().unwrap();
        for word in ["TOP_UP", "USAGE", "GIFT"] {
            assert!(refusal.contains(word), "{word}: {refusal}");
        }
        database.remove().await;
        env
    });
}
