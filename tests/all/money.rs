//! Money over HTTP: exact or refused, never rounded, never a server error.

use serde_json::json;

use crate::harness::run;

#[test]
fn sums_are_exact_as_strings_and_as_numbers() {
    run(|env| async move {
        let client = env.client("Точный Счёт").await;
        let path = format!("/api/v1/clients/{client}/deposit");
        for (amount, written) in [
            ("0.1", "0.10"),
            ("\"0.10\"", "0.10"),
            ("\"0.2\"", "0.20"),
            ("90071992547409.93", "90071992547409.93"),
            ("\"0.01\"", "0.01"),
            ("145000", "145000.00"),
            ("100.0", "100.00"),
        ] {
            let reply =
                env.api.command_text(&path, &format!(r#"{{"amount":{amount},"description":"точно"}}"#)).await;
            assert_eq!((reply.status, &reply.body["amount"]), (201, &json!(written)), "{amount}: {reply:?}");
        }
        assert_eq!(env.balance(client).await, "90071992692510.34");
        env
    });
}

#[test]
fn what_is_not_money_is_refused_and_changes_nothing() {
    run(|env| async move {
        let client = env.client("Неизменный Счёт").await;
        let wrong = [
            "0.005",
            "\"0.005\"",
            "1e400",
            "-1e400",
            "1e-30",
            "\"NaN\"",
            "NaN",
            "\"Infinity\"",
            "\"１２\"",
            "\"1,5\"",
            "\" 1\"",
            "\"1_000\"",
            "\"+1\"",
            "\"\"",
            "null",
            "true",
            "[]",
            "{}",
            "\"1e2\"",
            "0",
            "-1",
            "\"-0.01\"",
            "123456789012345678901234567890",
            "\"123456789012345678901234567890\"",
            "1000000000000000",
            "\"0.000000000000000000000000000001\"",
            "0.1000000000000000000000000000000000001",
        ];
        for command in ["deposit", "withdraw", "spend"] {
            for amount in wrong {
                let body = format!(r#"{{"amount":{amount},"description":"проверка"}}"#);
                let reply = env.api.command_text(&format!("/api/v1/clients/{client}/{command}"), &body).await;
                assert!(matches!(reply.status, 400 | 422), "{command} {amount}: {reply:?}");
                assert!(!reply.code().is_empty(), "{command} {amount}: {reply:?}");
            }
        }
        let operations = env.api.get(&format!("/api/v1/clients/{client}/operations")).await.body;
        assert_eq!(operations["items"], json!([]));
        assert_eq!(env.balance(client).await, "0.00");
        env
    });
}

#[test]
fn a_third_decimal_is_named_with_its_field() {
    run(|env| async move {
        let client = env.client("Поле").await;
        let reply = env
            .api
            .command_text(
                &format!("/api/v1/clients/{client}/deposit"),
                r#"{"amount":"0.005","description":"проверка"}"#,
            )
            .await;
        assert_eq!((reply.status, reply.code()), (422, "invalid_fields"));
        assert_eq!(reply.faults(), ["amount:too_many_decimals"]);
        env
    });
}

#[test]
fn the_balance_stops_at_the_bound_of_money() {
    run(|env| async move {
        let client = env.client("Богач").await;
        env.api.deposit(client, "999999999999999.99").await;
        let path = format!("/api/v1/clients/{client}/deposit");
        let reply = env
            .api
            .command(&path, "one-more", &json!({"amount": "0.01", "description": "ещё копейка"}))
            .await;
        assert_eq!((reply.status, reply.code()), (422, "balance_out_of_bounds"));
        assert_eq!(env.balance(client).await, "999999999999999.99");
        env
    });
}
