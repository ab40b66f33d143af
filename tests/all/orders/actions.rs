//! What an order says can be done is what happens: every action, every reason, every state, for every role.

use serde_json::{Value, json};

use crate::harness::{Api, Env, Reply, key, run};

async fn act(api: &Api, action: &Value, order: &Value) -> Reply {
    let (href, version) = (action["href"].as_str().unwrap(), &order["version"]);
    match action["action"].as_str().unwrap() {
        "edit" => {
            api.put(href, &json!({"client_id": order["client_id"], "comment": "!", "version": version})).await
        }
        "set_lines" => api.put(href, &json!({"lines": [], "version": version})).await,
        "pay" => {
            let body = json!({"payments": [{"method": "CASH", "amount": order["total"]}]});
            api.command(href, &key(), &body).await
        }
        "cancel" => api.command(href, &key(), &json!({"reason": "проверка"})).await,
        "return" => {
            let body = json!({"lines": [{"number": 1, "quantity": "0.1", "restock": true}], "amount": "0.00", "reason": "проверка"});
            api.command(href, &key(), &body).await
        }
        "archive" | "unarchive" => api.command(href, &key(), &json!({})).await,
        other => panic!("an unknown action: {other}"),
    }
}

/// The answer of the endpoint behind a reason.
fn code(reason: &str) -> &str {
    match reason {
        "not_permitted" => "forbidden",
        "order_paid" | "order_cancelled" | "order_not_paid" | "order_not_cancelled" => "invalid_transition",
        "nothing_to_return" => "too_much_returned",
        other => other,
    }
}

#[test]
fn what_is_said_to_be_allowed_is_done_and_the_rest_is_refused_for_that_reason() {
    run(|env| async move {
        let (cable, rare) =
            (env.product("Кабель", "10.00", "1000").await, env.product("Редкость", "1.00", "1").await);
        let mut tried = 0;
        for role in ["admin", "cashier", "viewer"] {
            let api = if role == "admin" { env.api.clone() } else { env.user(role).await };
            for at in 0..7 {
                for state in 0..8 {
                    // A fresh order for each action: an action that succeeds changes the rest.
                    let id = fresh(&env, state, cable, rare).await;
                    let offered = api.get(&format!("/api/v1/orders/{id}/available-actions")).await.body;
                    let order = env.order(id).await;
                    let action = &offered["actions"][at];
                    let reply = act(&api, action, &order).await;
                    if action["allowed"] == true {
                        assert_eq!(reply.status, 200, "{role} {state} {action} {reply:?}");
                    } else {
                        let reason = action["reasons"][0].as_str().unwrap();
                        assert_eq!(reply.code(), code(reason), "{role} {state} {action} {reply:?}");
                    }
                    tried += 1;
                }
            }
        }
        assert_eq!(tried, 3 * 7 * 8);
        env
    });
}

async fn fresh(env: &Env, state: usize, cable: i64, rare: i64) -> i64 {
    let (lines, steps): (&[(i64, &str)], &str) = match state {
        1 => (&[], ""),
        2 => (&[(rare, "2")], ""),
        0 => (&[(cable, "2")], ""),
        3 => (&[(cable, "2")], "p"),
        4 => (&[(cable, "2")], "pr"),
        5 => (&[(cable, "2")], "pc"),
        6 => (&[(cable, "2")], "c"),
        _ => (&[(cable, "2")], "ca"),
    };
    let order = env.api.draft(0, lines).await;
    for step in steps.chars() {
        let reply = match step {
            'p' => env.api.pay(order, &[("CASH", "20.00")]).await,
            'r' => env.api.take_back(order, &[(1, "2", true)], "20.00").await,
            'c' => env.api.cancel(order, "отмена").await,
            _ => env.api.command(&format!("/api/v1/orders/{order}/archive"), &key(), &json!({})).await,
        };
        assert_eq!(reply.status, 200, "{reply:?}");
    }
    order
}

#[test]
fn methods_and_shortages_are_told_before_anybody_pays() {
    run(|env| async move {
        let client = env.rich("Покупатель", "15.00").await;
        let cable = env.product("Кабель", "10.00", "1").await;
        let order = env.api.draft(client, &[(cable, "1"), (cable, "1")]).await;
        let told = env.api.get(&format!("/api/v1/orders/{order}/available-actions")).await.body;
        assert_eq!(told["next_statuses"], json!(["paid", "cancelled"]));
        assert_eq!(
            told["shortages"],
            json!([{"product_id": cable, "name": "Кабель", "available": "1", "required": "2"}])
        );
        let wallet = &told["payment_methods"][0];
        assert_eq!(
            (&wallet["method"], &wallet["allowed"], &wallet["reason"], &wallet["available"]),
            (&json!("WALLET"), &json!(false), &json!("insufficient_funds"), &json!("15.00"))
        );
        assert_eq!(told["payment_methods"][1]["allowed"], true);
        env
    });
}
