//! Statements: opening balance, operations, turnovers, closing balance of an interval.

use serde_json::{Value, json};

use crate::harness::{Env, Past, address, run};

/// One client with the bank document's moment, 2024-04-27T21:00Z, which is 28 April in Moscow.
pub async fn client_with_a_past(env: &Env) -> i64 {
    let client = env.client("ООО Ромашка").await;
    let history = [
        Past {
            description: Some("до; \"апреля\"\nдве строки"), ..Past::of("2024-03-30T12:00:00Z", 100_000)
        },
        Past { description: Some("=1+1"), ..Past::of("2024-04-27T20:59:59Z", -25_075) },
        Past { kind: "BANK_PAYMENT", ..Past::of("2024-04-27T21:00:00Z", 14_500_000) },
        Past {
            kind: "NOTE",
            kopecks: None,
            description: Some("звонил"),
            ..Past::of("2024-04-28T08:00:00Z", 0)
        },
        Past::of("2024-04-28T20:59:59.999999Z", -1),
        Past::of("2024-04-28T21:00:00Z", -100_000),
    ];
    env.past(client, &history).await;
    client
}

pub fn path(client: i64, pairs: &[(&str, &str)]) -> String {
    address(&format!("/api/v1/clients/{client}/statement"), pairs)
}

fn figures(statement: &Value) -> [&str; 4] {
    ["opening_balance", "credits", "debits", "closing_balance"].map(|name| statement[name].as_str().unwrap())
}

#[test]
fn opening_plus_turnovers_is_closing_for_every_interval() {
    run(|env| async move {
        let client = client_with_a_past(&env).await;
        for (from, to, expected, seqs) in [
            ("", "", ["0.00", "146000.00", "-1250.76", "144749.24"], vec![1, 2, 3, 4, 5, 6]),
            (
                "2024-04-01",
                "2024-05-01",
                ["1000.00", "145000.00", "-1250.76", "144749.24"],
                vec![2, 3, 4, 5, 6],
            ),
            ("2024-04-28", "2024-04-29", ["749.25", "145000.00", "-0.01", "145749.24"], vec![3, 4, 5]),
            ("2024-04-27", "2024-04-28", ["1000.00", "0.00", "-250.75", "749.25"], vec![2]),
            (
                "2024-04-27T21:00:00Z",
                "2024-04-27T21:00:00.000001Z",
                ["749.25", "145000.00", "0.00", "145749.25"],
                vec![3],
            ),
            ("2024-05-01", "", ["144749.24", "0.00", "0.00", "144749.24"], vec![]),
            ("", "2024-03-01", ["0.00", "0.00", "0.00", "0.00"], vec![]),
        ] {
            let reply = env.api.get(&path(client, &[("from", from), ("to", to)])).await;
            assert_eq!(reply.status, 200, "{reply:?}");
            let statement = reply.body;
            assert_eq!(figures(&statement), expected, "{from} {to}");
            let listed: Vec<_> = statement["operations"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["seq"].as_i64().unwrap())
                .collect();
            assert_eq!(listed, seqs, "{from} {to}: oldest first");
        }
        env
    });
}

#[test]
fn a_statement_says_whose_it_is_when_and_where() {
    run(|env| async move {
        let client = client_with_a_past(&env).await;
        let statement =
            env.api.get(&path(client, &[("from", "2024-04-28"), ("to", "2024-04-29")])).await.body;
        assert_eq!(
            (&statement["client_id"], &statement["client_name"]),
            (&json!(client), &json!("ООО Ромашка"))
        );
        assert_eq!(
            (&statement["from"], &statement["to"]),
            (&json!("2024-04-27T21:00:00Z"), &json!("2024-04-28T21:00:00Z"))
        );
        assert_eq!(statement["time_zone"], "Europe/Moscow");
        assert!(statement["generated_at"].is_string());
        assert_eq!(statement["operations"][0]["balance_after"], "145749.25");
        let whole = env.api.get(&path(client, &[])).await.body;
        assert_eq!((&whole["from"], &whole["to"]), (&Value::Null, &Value::Null));
        env
    });
}

#[test]
fn the_business_zone_is_a_setting() {
    crate::harness::run_with(&[("SALDO_TIME_ZONE", "Asia/Vladivostok")], |env| async move {
        let client = client_with_a_past(&env).await;
        let statement =
            env.api.get(&path(client, &[("from", "2024-04-28"), ("to", "2024-04-29")])).await.body;
        assert_eq!(
            (&statement["from"], &statement["time_zone"]),
            (&json!("2024-04-27T14:00:00Z"), &json!("Asia/Vladivostok"))
        );
        // 20:59 and 21:00 UTC of the 27th are the morning of the 28th there.
        assert_eq!(figures(&statement), ["1000.00", "145000.00", "-250.75", "145749.25"]);
        env
    });
}

#[test]
fn intervals_and_forms_that_make_no_sense_are_refused() {
    run(|env| async move {
        let client = client_with_a_past(&env).await;
        for pairs in [
            vec![("from", "2024-05-01"), ("to", "2024-04-01")],
            vec![("from", "2024-05-01"), ("to", "2024-05-01")],
            vec![("from", "x")],
            vec![("format", "pdf")],
            vec![("page", "1")],
        ] {
            let reply = env.api.get(&path(client, &pairs)).await;
            assert_eq!((reply.status, reply.code()), (400, "invalid_query"), "{pairs:?}: {reply:?}");
        }
        for id in [0, 999_999, -1] {
            for format in ["json", "csv"] {
                let reply = env.api.get(&path(id, &[("format", format)])).await;
                assert_eq!((reply.status, reply.code()), (404, "not_found"), "{id} {format}: {reply:?}");
            }
        }
        env
    });
}

#[test]
fn a_statement_of_the_present_agrees_with_the_page_of_the_client() {
    run(|env| async move {
        let client = client_with_a_past(&env).await;
        env.api.deposit(client, "0.76").await;
        let statement = env.api.get(&path(client, &[("from", "2024-05-01")])).await.body;
        assert_eq!(figures(&statement), ["144749.24", "0.76", "0.00", "144750.00"]);
        assert_eq!(env.balance(client).await, "144750.00");
        // An archived client still has its papers.
        env.api.post(&format!("/api/v1/clients/{client}/archive"), &json!({})).await;
        assert_eq!(env.api.get(&path(client, &[])).await.status, 200);
        env
    });
}

#[test]
fn turnovers_beyond_the_bound_of_a_balance_are_told_exactly() {
    run(|env| async move {
        let (client, other) = (env.client("Оборотистый").await, env.client("Богатый").await);
        let most = "999999999999999.99";
        let withdraw = json!({"amount": most, "description": "всё"});
        for round in 0..2 {
            env.api.deposit(client, most).await;
            let path = format!("/api/v1/clients/{client}/withdraw");
            assert_eq!(env.api.command(&path, &format!("w{round}"), &withdraw).await.status, 201);
        }
        env.api.deposit(other, most).await;
        let list = env.api.get("/api/v1/operations?totals=true").await;
        let totals = json!({"credits": "2999999999999999.97", "debits": "-1999999999999999.98", "net": "999999999999999.99", "operations": 5});
        assert_eq!((list.status, &list.body["totals"]), (200, &totals), "{list:?}");
        let statement = env.api.get(&path(client, &[])).await;
        assert_eq!(statement.status, 200, "{statement:?}");
        assert_eq!(figures(&statement.body), ["0.00", "1999999999999999.98", "-1999999999999999.98", "0.00"]);
        assert_eq!(env.api.get(&path(client, &[("format", "csv")])).await.status, 200);
        env
    });
}

#[test]
fn a_statement_too_long_for_one_answer_is_refused_as_json_and_given_as_csv() {
    run(|env| async move {
        let client = env.client("Многословный").await;
        let history: Vec<Past<'_>> = (0..10_001).map(|_| Past::of("2024-04-28T12:00:00Z", 1)).collect();
        env.past(client, &history).await;
        let reply = env.api.get(&path(client, &[])).await;
        assert_eq!((reply.status, reply.code()), (422, "too_many_rows"), "{}", reply.status);
        let narrow = env.api.get(&path(client, &[("to", "2024-04-28")])).await;
        assert_eq!((narrow.status, &narrow.body["closing_balance"]), (200, &json!("0.00")));
        let csv = env.api.get(&path(client, &[("format", "csv")])).await;
        assert!(csv.status == 200 && csv.text.lines().count() > 10_001);
        env
    });
}
