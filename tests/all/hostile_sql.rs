//! Hostile SQL, as the server's own role and as the owner with triggers on: the database refuses what the ledger excludes.

mod orders;

use sqlx::{Executor, PgConnection};

use crate::harness::run;

const COLUMNS: &str =
    "insert into operations (client_id, seq, kind, amount, balance_after, actor, created_at)";

/// Statements that must fail, with a word of the refusal. `{c}` is a client with one operation of 100.00.
const ATTACKS: &[(&str, &str)] = &[
    ("update operations set amount = 1", ""),
    ("update operations set description = 'x' where false", ""),
    ("delete from operations", ""),
    ("truncate operations", ""),
    ("truncate operations, accounts, clients cascade", ""),
    ("update accounts set balance = 1000000 where client_id = {c}", ""),
    ("update accounts set balance = balance, seq = seq + 1 where client_id = {c}", ""),
    ("update accounts set last_at = null where client_id = {c}", ""),
    ("update accounts set status = 'ACTIVE' where client_id = {c}", ""),
    ("update accounts set client_id = 777777 where client_id = {c}", ""),
    ("insert into accounts (client_id) values (777777)", ""),
    ("insert into accounts (client_id, balance, seq, last_at) values (777777, 5, 1, now())", ""),
    ("delete from accounts where client_id = {c}", ""),
    ("delete from clients where id = {c}", "accounts_kept"),
    ("delete from clients where is_system", ""),
    ("truncate clients cascade", ""),
    (
        "insert into operations (client_id, seq, kind, amount, balance_after, actor, created_at) values ({c}, 2, 'TOP_UP', 1, 102, 'x', now())",
        "operations_chain",
    ),
    ("{i} values ({c}, 3, 'TOP_UP', 1, 101, 'x', now())", "operations_chain"),
    ("{i} values ({c}, 1, 'TOP_UP', 1, 1, 'x', now())", ""),
    ("{i} values ({c}, 2, 'USAGE', -101, -1, 'x', now())", "operations_chain"),
    ("{i} values ({c}, 2, 'TOP_UP', 1, 101, 'x', now() - interval '1 year')", "operations_chain"),
    ("{i} values ({c}, 2, 'TOP_UP', 1, 101, 'x', 'infinity')", "operations_created_at_finite"),
    ("{i} values ({c}, 2, 'TOP_UP', -1, 99, 'x', now())", "operations_sign"),
    ("{i} values ({c}, 2, 'USAGE', 1, 101, 'x', now())", "operations_sign"),
    ("{i} values ({c}, 2, 'NOTE', 1, 101, 'x', now())", "operations_sign"),
    ("{i} values ({c}, 2, 'TOP_UP', null, 100, 'x', now())", "operations_sign"),
    ("{i} values ({c}, 2, 'TOP_UP', 0.005, 100.005, 'x', now())", "money_two_places"),
    ("{i} values ({c}, 2, 'TOP_UP', 'NaN', 'NaN', 'x', now())", "money_in_bounds"),
    ("{i} values ({c}, 2, 'TOP_UP', 'Infinity', 'Infinity', 'x', now())", "money_in_bounds"),
    ("{i} values ({c}, 2, 'ADJUSTMENT', 1, 101, 'x', now())", "operations_adjustment_explained"),
    ("{i} values (777777, 1, 'TOP_UP', 1, 1, 'x', now())", "operations_chain"),
    ("{i} values (0, 1, 'TOP_UP', 1, 1, 'x', now())", "operations_chain"),
    // The last balance is fine, one in between is below the limit.
    (
        "{i} values ({c}, 2, 'USAGE', -101, -1, 'x', now()), ({c}, 3, 'TOP_UP', 2, 1, 'x', now())",
        "operations_chain",
    ),
    ("{i} values ({c}, 2, 'TOP_UP', 1, 101, 'x', now()), ({c}, 2, 'TOP_UP', 1, 102, 'x', now())", ""),
    (
        "insert into operations (client_id, seq, kind, amount, balance_after, service_id, actor, created_at) values ({c}, 2, 'TOP_UP', 1, 101, 777777, 'x', now())",
        "operations_service_exists",
    ),
    (
        "insert into operations (client_id, seq, kind, amount, balance_after, reversal_of, actor, created_at) values ({c}, 2, 'REVERSAL', -99, 1, 1, 'x', now())",
        "operations_reversal_mirrors",
    ),
    (
        "insert into operations (client_id, seq, kind, amount, balance_after, reversal_of, actor, created_at) values ({c}, 2, 'REVERSAL', -100, 0, 9, 'x', now())",
        "operations_reversal_mirrors",
    ),
    (
        "insert into operations (client_id, seq, kind, amount, balance_after, reversal_of, actor, created_at) values ({c}, 2, 'TOP_UP', 100, 200, 1, 'x', now())",
        "operations_reversal_kind",
    ),
    ("update accounts set credit_limit = -1 where client_id = {c}", ""),
    ("update accounts set currency = 'USD' where client_id = {c}", ""),
    ("update idempotency_keys set outcome = '[]'", ""),
    ("delete from audit_log", ""),
    ("update audit_log set actor = 'nobody'", ""),
    ("delete from bank_deliveries", ""),
    ("set session_replication_role = replica", ""),
];

/// What the server's role must not even try.
const SERVER_ONLY: &[&str] = &[
    "alter table operations disable trigger all",
    "drop table operations",
    "create table mine (x int)",
    "alter table operations add column x int",
    "copy operations to program 'cat'",
    "insert into operations (id, client_id, seq, kind, amount, balance_after, actor, created_at) overriding system value values (1, {c}, 2, 'TOP_UP', 1, 101, 'x', now())",
    "delete from idempotency_keys",
    "insert into audit_log (at, actor, action, entity) values ('2020-01-01', 'user:1', 'change', 'client')",
    "insert into audit_log (id, actor, action, entity) overriding system value values (1, 'user:1', 'change', 'client')",
    "delete from accounts",
    "create or replace function post_operations() returns trigger language plpgsql as 'begin return null; end'",
    "set role saldo_owner_of_everything",
    "insert into used_words values ('client_info', 'x')",
    "delete from used_words",
    "update operation_blocks set credits = 0",
    "select settle_blocks(0, 1)",
    "update saved_views set owner_id = 1",
    "update saved_views set list = 'services'",
    "insert into saved_views (id, owner_id, list, name, query, created_at, updated_at) overriding system value values (1, 1, 'clients', 'x', '', now(), now())",
];

async fn refused(connection: &mut PgConnection, statement: &str, word: &str) -> Result<(), String> {
    connection.execute("begin").await.unwrap();
    let result = connection.execute(sqlx::AssertSqlSafe(statement.to_owned())).await;
    let result = match result {
        Ok(_) => connection.execute("commit").await,
        error => error,
    };
    let text = match &result {
        Ok(_) => return Err(format!("accepted: {statement}")),
        Err(error) => format!(
            "{error} {}",
            error.as_database_error().and_then(|error| error.constraint()).unwrap_or_default()
        ),
    };
    connection.execute("rollback").await.unwrap();
    if text.contains(word) || text.contains("permission denied") || text.contains("must be owner") {
        Ok(())
    } else {
        Err(format!("{statement}: refused, but not by {word}: {text}"))
    }
}

#[test]
fn neither_the_servers_role_nor_the_owner_can_break_the_ledger() {
    run(|env| async move {
        let client = env.client("Жертва").await;
        env.api.deposit(client, "100.00").await;
        let other = env.client("Другой").await;
        env.api.deposit(other, "7.00").await;
        let mut failures = Vec::new();
        for role in ["saldo_server", "saldo_owner"] {
            let mut connection = env.database.connect_as(role).await;
            for (statement, word) in ATTACKS {
                let statement = statement.replace("{i}", COLUMNS).replace("{c}", &client.to_string());
                if let Err(failure) = refused(&mut connection, &statement, word).await {
                    failures.push(format!("{role}: {failure}"));
                }
            }
        }
        let mut connection = env.database.connect_as("saldo_server").await;
        for statement in SERVER_ONLY {
            let statement = statement.replace("{c}", &client.to_string());
            if let Err(failure) = refused(&mut connection, &statement, "").await {
                failures.push(failure);
            }
        }
        assert_eq!(failures, Vec::<String>::new());
        assert_eq!(env.balance(client).await, "100.00");
        env
    });
}

#[test]
fn the_servers_role_owns_nothing_and_is_nobody_special() {
    run(|env| async move {
        let mut connection = env.database.connect().await;
        let (owned, special): (i64, bool) = sqlx::query_as(
            "select (select count(*) from pg_class where relowner = 'saldo_server'::regrole)
                  + (select count(*) from pg_proc where proowner = 'saldo_server'::regrole)
                  + (select count(*) from pg_namespace where nspowner = 'saldo_server'::regrole),
                  (select rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolreplication from pg_roles where rolname = 'saldo_server')",
        )
        .fetch_one(&mut connection)
        .await
        .unwrap();
        assert_eq!((owned, special), (0, false));
        env
    });
}
