//! `saldo verify` sees what is wrong and goes on to its end, whatever it finds.

use crate::harness::{run, saldo};

#[test]
fn what_cannot_be_read_or_cannot_be_is_named_and_the_rest_is_still_proved() {
    run(|env| async move {
        let client = env.rich("Клиент", "10.00").await;
        let mut connection = env.database.connect().await;
        // Past all guards, as a damaged disk or a hostile owner would.
        let past = |statement: &str| {
            format!("set session_replication_role = replica; {statement}; reset session_replication_role")
        };
        for (damage, mend, word) in [
            (
                format!("update operations set actor = 'user:999' where client_id = {client}"),
                format!("update operations set actor = 'user:1' where client_id = {client}"),
                "somebody who exists",
            ),
            (
                format!(
                    "update operations set created_at = now() + interval '3 days' where client_id = {client}"
                ),
                format!(
                    "update operations set created_at = (select last_at from accounts where client_id = {client}) where client_id = {client}"
                ),
                "of a day to come",
            ),
            (
                "update idempotency_keys set outcome = '[1]'".into(),
                format!(
                    "update idempotency_keys set outcome = '{{\"operations\": [{{\"posted\": {{\"client_id\": {client}, \"seq\": 1}}}}]}}'"
                ),
                "of a known kind",
            ),
            (
                format!(
                    "update idempotency_keys set outcome = '{{\"operations\": [{{\"posted\": {{\"client_id\": {client}, \"seq\": \"x\"}}}}]}}'"
                ),
                format!(
                    "update idempotency_keys set outcome = '{{\"operations\": [{{\"posted\": {{\"client_id\": {client}, \"seq\": 1}}}}]}}'"
                ),
                "cannot be read",
            ),
        ] {
            sqlx::raw_sql(sqlx::AssertSqlSafe(past(&damage))).execute(&mut connection).await.unwrap();
            let output = saldo(&["verify"], &[("DATABASE_URL", &env.database.url)]);
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(!output.status.success(), "{damage}");
            let broken: Vec<&str> = text.lines().filter(|line| line.starts_with("BROKEN")).collect();
            assert!(broken.iter().any(|line| line.contains(word)), "{damage}: {broken:?}");
            assert!(
                text.lines().filter(|line| line.starts_with("ok")).count() > 20,
                "the rest is proved: {text}"
            );
            assert!(text.contains("1 clients, 1 operations"), "to the end: {text}");
            sqlx::raw_sql(sqlx::AssertSqlSafe(past(&mend))).execute(&mut connection).await.unwrap();
        }
        env
    });
}
