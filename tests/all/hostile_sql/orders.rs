//! The same for stock, orders, their money and double entry. Each statement breaks one rule, and is refused by that rule's name.
//!
//! `saldo verify` at the end of the test proves that nothing was broken on the way.

mod attacks;

use super::refused;
use crate::harness::{Env, NOW, run};

use attacks::{ALONE, SERVER_ONLY, TOGETHER};

/// What the placeholders of the attacks stand for.
struct World {
    names: Vec<(&'static str, String)>,
}

impl World {
    /// A draft, an empty draft, a paid order, one with a return, a cancelled one, all of one client with money.
    async fn make(env: &Env) -> Self {
        let client = env.client("Жертва").await;
        env.api.deposit(client, "5000.00").await;
        let other = env.client("Другой").await;
        env.api.deposit(other, "5000.00").await;
        let (product, another) =
            (env.product("Роутер", "100.00", "50").await, env.product("Кабель", "10.00", "50").await);
        let lines = [(product, "2")];
        let draft = env.old_draft(client, &lines, "", NOW).await;
        let empty = env.old_draft(client, &[], "", NOW).await;
        let paid = env.old_draft(client, &lines, "", NOW).await;
        env.old_payment(paid, &[("WALLET", "100.00"), ("CASH", "100.00")], NOW).await;
        let returned = env.old_draft(client, &[(product, "2"), (another, "3")], "", NOW).await;
        env.old_payment(returned, &[("CASH", "230.00")], NOW).await;
        env.old_return(returned, (1, "1"), true, "50.00").await;
        let cancelled = env.old_draft(client, &lines, "", NOW).await;
        env.old_cancellation(cancelled, NOW).await;
        let names = [
            ("{client}", client),
            ("{other}", other),
            ("{product}", product),
            ("{another}", another),
            ("{draft}", draft),
            ("{empty}", empty),
            ("{paid}", paid),
            ("{returned}", returned),
            ("{cancelled}", cancelled),
        ];
        Self { names: names.into_iter().map(|(name, id)| (name, id.to_string())).collect() }
    }

    fn statement(&self, attack: &str) -> String {
        let mut statement = attack.to_owned();
        for (name, text) in attacks::PARTS {
            statement = statement.replace(name, text);
        }
        for (name, id) in &self.names {
            statement = statement.replace(name, id);
        }
        assert!(!statement.contains('{'), "{statement}");
        statement
    }
}

#[test]
fn neither_the_servers_role_nor_the_owner_can_break_orders_stock_or_the_books() {
    run(|env| async move {
        let world = World::make(&env).await;
        let mut failures = Vec::new();
        for role in ["saldo_server", "saldo_owner"] {
            let mut connection = env.database.connect_as(role).await;
            for (statement, word) in ALONE.iter().chain(TOGETHER) {
                if let Err(failure) = refused(&mut connection, &world.statement(statement), word).await {
                    failures.push(format!("{role}: {failure}"));
                }
            }
        }
        let mut connection = env.database.connect_as("saldo_server").await;
        for statement in SERVER_ONLY {
            if let Err(failure) =
                refused(&mut connection, &world.statement(statement), "permission denied").await
            {
                failures.push(failure);
            }
        }
        assert_eq!(failures, Vec::<String>::new(), "{}", failures.join("\n"));
        env
    });
}

/// What an honest caller does in the same form is accepted: the attacks are refused for what is wrong with them.
#[test]
fn the_same_statements_without_the_lie_are_accepted() {
    run(|env| async move {
        let world = World::make(&env).await;
        let mut connection = env.database.connect_as("saldo_server").await;
        for statement in attacks::HONEST {
            let statement = world.statement(statement);
            let done = sqlx::raw_sql(sqlx::AssertSqlSafe(statement.clone())).execute(&mut connection).await;
            done.unwrap_or_else(|error| panic!("{statement}: {error}"));
        }
        env
    });
}
