//! Paging through lists that grow under the reader: no old row is missed or shown twice.

use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;

use super::pages::{Pairs, ids, page};
use crate::harness::{Api, run};

/// All ids of a walk, while something else goes on.
async fn walk(api: &Api, path: &str, pairs: &Pairs, limit: usize) -> Vec<i64> {
    let (mut seen, mut cursor) = (Vec::new(), None::<String>);
    loop {
        let page = page(api, path, pairs, limit, cursor.as_deref()).await;
        seen.extend(ids(&page));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = Some(next.to_owned()),
            None => return seen,
        }
    }
}

fn each_once(seen: &[i64], old: &[i64]) {
    let mut unique = seen.to_vec();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), seen.len(), "a row is shown twice");
    let missed: Vec<_> = old.iter().filter(|id| !seen.contains(id)).collect();
    assert!(missed.is_empty(), "missed: {missed:?}");
}

#[test]
fn nobody_is_missed_or_shown_twice_while_clients_and_operations_are_added() {
    run(|env| async move {
        let (mut clients, mut operations) = (Vec::new(), Vec::new());
        for number in 0..40 {
            let client = env.client(&format!("Старый {}", number % 7)).await;
            operations.push(env.api.deposit(client, "10.00").await["id"].as_i64().unwrap());
            clients.push(client);
        }
        let stop = AtomicBool::new(false);
        let growth = async {
            let mut number = 0;
            while !stop.load(Ordering::Relaxed) {
                number += 1;
                let client = env.client(&format!("Новый {number}")).await;
                env.api.deposit(client, "5.00").await;
            }
            number
        };
        let reader = async {
            for limit in [1, 3, 7] {
                for sort in ["id", "-id", "name", "-name", "balance", "-credit_limit", "credit_due_date"] {
                    let pairs =
                        vec![("sort".to_owned(), sort.to_owned()), ("q".to_owned(), "старый".to_owned())];
                    let seen = walk(&env.api, "/api/v1/clients", &pairs, limit).await;
                    each_once(&seen, &clients);
                    assert_eq!(seen.len(), clients.len(), "{sort}");
                }
                each_once(&walk(&env.api, "/api/v1/operations", &Pairs::new(), limit * 4).await, &operations);
                let pairs = vec![("amount_min".to_owned(), "10.00".to_owned())];
                each_once(&walk(&env.api, "/api/v1/operations", &pairs, limit).await, &operations);
            }
            stop.store(true, Ordering::Relaxed);
        };
        let (grown, ()) = tokio::join!(growth, reader);
        assert!(grown > 10, "{grown} clients were added meanwhile");
        env
    });
}

#[test]
fn a_row_that_leaves_the_filter_while_paging_takes_no_other_with_it() {
    run(|env| async move {
        let mut clients = Vec::new();
        for number in 0..9 {
            clients.push(env.client(&format!("Клиент {number}")).await);
        }
        let first = page(&env.api, "/api/v1/clients", &Pairs::new(), 3, None).await;
        let cursor = first["next_cursor"].as_str().unwrap();
        // The row that the cursor stands on, and the next one, go.
        for client in &clients[2..4] {
            assert_eq!(env.api.delete(&format!("/api/v1/clients/{client}")).await.status, 204);
        }
        let second = page(&env.api, "/api/v1/clients", &Pairs::new(), 3, Some(cursor)).await;
        assert_eq!(ids(&second), &clients[4..7]);
        let back = page(&env.api, "/api/v1/clients", &Pairs::new(), 3, second["prev_cursor"].as_str()).await;
        assert_eq!(ids(&back), &clients[..2]);
        assert_eq!(
            env.api.post(&format!("/api/v1/clients/{}/archive", clients[5]), &json!({})).await.status,
            200
        );
        env
    });
}
