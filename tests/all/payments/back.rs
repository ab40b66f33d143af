//! Money that goes back, at every moment and with every answer: it goes back once, and nobody is left in a dead end.

use serde_json::{Value, json};

use super::{shop, until};
use crate::harness::{Env, Fault, Provider};

/// A cancelled order whose online payment was captured, with a refund on its way; gives the payment.
async fn cancelled(env: &Env, provider: &Provider) -> i64 {
    let (order, _) = env.unpaid().await;
    let payment = env.asked(order).await;
    let number = env.payment_until(payment, |_| true).await["external_id"].clone();
    provider.authorise(&env.api, number.as_str().unwrap()).await;
    env.payment_becomes(payment, "CAPTURED").await;
    assert_eq!(env.api.cancel(order, "передумал").await.status, 200);
    payment
}

async fn refund_becomes(env: &Env, payment: i64, status: &str) -> Value {
    let there = |body: &Value| body["refunds"][0]["status"] == status;
    env.payment_until(payment, there).await["refunds"][0].clone()
}

/// The job of a refund, or of a payment, once it stands so.
async fn job(env: &Env, subject: &str, state: &str) -> i64 {
    let path = format!("/api/v1/jobs?subject={subject}");
    let jobs = until(&env.api, &path, |jobs| jobs["items"][0]["state"] == state).await;
    jobs["items"][0]["id"].as_i64().unwrap()
}

async fn retry(env: &Env, job: i64) {
    let reply = env.api.post(&format!("/api/v1/jobs/{job}/retry"), &json!({})).await;
    assert!(reply.status == 200 || reply.code() == "job_running", "{reply:?}");
}

/// Makes it a day since the provider was first asked.
async fn a_day_passes(env: &Env) {
    let mut owner = env.database.connect().await;
    for aged in [
        "update refunds set asked_at = asked_at - interval '21 hours'",
        "update payments set back_asked_at = back_asked_at - interval '21 hours'",
    ] {
        sqlx::query(aged).execute(&mut owner).await.unwrap();
    }
}

#[test]
fn what_the_provider_refused_is_tried_again_under_a_new_key_at_any_age() {
    shop(|env, provider| async move {
        for (at, late) in [false, true].into_iter().enumerate() {
            provider.books(|books| books.refuse_refunds = true);
            let payment = cancelled(&env, &provider).await;
            let refund = refund_becomes(&env, payment, "FAILED").await;
            assert!(refund["failure"].as_str().unwrap().contains("cannot be refunded"), "{refund}");
            assert_eq!(refund["available_actions"][0], json!({"action": "settle", "allowed": true}));
            if late {
                a_day_passes(&env).await;
            }
            let job = job(&env, &format!("refund:{}", refund["id"]), "FAILED").await;
            provider.books(|books| books.refuse_refunds = false);
            retry(&env, job).await;
            refund_becomes(&env, payment, "SUCCEEDED").await;
            provider.books(|books| {
                assert_eq!(books.refunds.len(), at + 1, "late: {late}");
                let keys: std::collections::BTreeSet<_> = books.refund_keys.iter().collect();
                assert_eq!(keys.len(), 2 * (at + 1), "a refused key is not used again: {keys:?}");
            });
        }
        env
    });
}

#[test]
fn what_nobody_knows_after_a_day_is_not_repeated_and_settled_by_hand() {
    shop(|env, provider| async move {
        for (at, fault) in [Fault::CutAfter, Fault::CutBefore].into_iter().enumerate() {
            // The first answer is lost; the next attempt is a second later.
            provider.fail("POST /v3/refunds", fault);
            let payment = cancelled(&env, &provider).await;
            until(&env.api, "/api/v1/jobs?kind=REFUND", |jobs| jobs["items"][0]["error"].is_string()).await;
            a_day_passes(&env).await;
            let refund = refund_becomes(&env, payment, "FAILED").await;
            let made = provider.books(|books| (books.refunds.len(), books.refund_keys.len()));
            let id = refund["id"].as_i64().unwrap();
            let job = job(&env, &format!("refund:{id}"), "FAILED").await;
            retry(&env, job).await;
            until(&env.api, &format!("/api/v1/jobs/{job}"), |job| {
                job["state"] == "FAILED" && job["attempts"].as_i64() >= Some(3)
            })
            .await;
            refund_becomes(&env, payment, "FAILED").await;
            assert_eq!(provider.books(|books| (books.refunds.len(), books.refund_keys.len())), made);

            let path = format!("/api/v1/refunds/{id}/settle");
            for (body, status) in
                [(json!({}), 422), (json!({"reason": " "}), 422), (json!({"reason": ""}), 422)]
            {
                assert_eq!(env.api.post(&path, &body).await.status, status, "{body}");
            }
            let reason = json!({"reason": format!("Выписка банка {at}")});
            for role in ["viewer", "cashier", "operator"] {
                assert_eq!(env.user(role).await.post(&path, &reason).await.status, 403, "{role}");
            }
            let done = env.api.post(&path, &reason).await;
            assert_eq!(done.status, 200, "{done:?}");
            let told = &done.body["refunds"][0];
            assert_eq!((&told["status"], &told["settled_reason"]), (&json!("SUCCEEDED"), &reason["reason"]));
            assert_eq!(env.api.post(&path, &reason).await.code(), "refund_settled");
            let audit = env.api.get("/api/v1/audit?entity=refund").await.text;
            assert!(audit.contains("settle") && audit.contains(&format!("Выписка банка {at}")), "{audit}");
            // Another attempt at the job finds it settled.
            retry(&env, job).await;
            until(&env.api, &format!("/api/v1/jobs/{job}"), |job| job["state"] == "SUCCEEDED").await;
            assert_eq!(provider.books(|books| books.refunds.len()), made.0);
        }
        assert_eq!(env.api.post("/api/v1/refunds/999999/settle", &json!({"reason": "x"})).await.status, 404);
        env
    });
}

/// A payment that its provider captured unasked, while its order was paid in cash; gives it with its number at the provider.
async fn unwanted(env: &Env, provider: &Provider) -> (i64, String) {
    let (order, _) = env.unpaid().await;
    let payment = env.asked(order).await;
    let number = env.payment_until(payment, |_| true).await["external_id"].as_str().unwrap().to_owned();
    provider.books(|books| books.set(&number, "succeeded"));
    assert_eq!(env.api.pay(order, &[("CASH", "20.02")]).await.status, 200);
    (payment, number)
}

#[test]
fn what_was_taken_unasked_is_back_only_when_the_provider_says_so() {
    shop(|env, provider| async move {
        for end in ["succeeded", "canceled"] {
            provider.books(|books| books.pending_refunds = true);
            let (payment, _) = unwanted(&env, &provider).await;
            let subject = format!("payment:{payment}");
            let path = format!("/api/v1/jobs?subject={subject}");
            let jobs = until(&env.api, &path, |jobs| {
                jobs["items"][0]["stage"] == "REFUND" && jobs["items"][0]["state"] == "QUEUED"
            })
            .await;
            let job = jobs["items"][0]["id"].as_i64().unwrap();
            assert_eq!(
                env.payment_until(payment, |_| true).await["status"],
                "VOIDING",
                "pending is not done"
            );
            let made = provider.books(|books| books.refunds.len());
            provider.books(|books| {
                books.pending_refunds = false;
                books.refunds.values_mut().last().unwrap()["status"] = json!(end);
            });
            a_day_passes(&env).await;
            retry(&env, job).await;
            if end == "canceled" {
                // No for certain: a person tries again, and that has a key of its own.
                until(&env.api, &format!("/api/v1/jobs/{job}"), |job| job["state"] == "FAILED").await;
                assert_eq!(env.payment_until(payment, |_| true).await["status"], "VOIDING");
                retry(&env, job).await;
            }
            env.payment_becomes(payment, "VOIDED").await;
            let more = usize::from(end == "canceled");
            assert_eq!(provider.books(|books| books.refunds.len()), made + more);
        }
        env
    });
}

#[test]
fn what_was_taken_unasked_is_not_given_back_twice_when_the_first_answer_was_lost_a_day_ago() {
    shop(|env, provider| async move {
        provider.fail("POST /v3/refunds", Fault::CutAfter);
        let (payment, _) = unwanted(&env, &provider).await;
        let path = format!("/api/v1/jobs?subject=payment:{payment}");
        until(&env.api, &path, |jobs| jobs["items"][0]["error"].is_string()).await;
        a_day_passes(&env).await;
        let jobs = until(&env.api, &path, |jobs| jobs["items"][0]["state"] == "FAILED").await;
        assert!(jobs["items"][0]["error"].as_str().unwrap().contains("records"), "{jobs}");
        provider.books(|books| assert_eq!((books.refunds.len(), books.refund_keys.len()), (1, 1)));
        env
    });
}

#[test]
fn a_job_in_the_middle_of_money_is_not_stopped() {
    shop(|env, provider| async move {
        let stop = async |subject: String| {
            let jobs = env.api.get(&format!("/api/v1/jobs?subject={subject}")).await.body;
            let job = &jobs["items"][0];
            let refused = json!({"action": "cancel", "allowed": false, "reason": "money_moving"});
            assert_eq!(job["available_actions"][1], refused, "{subject} {job}");
            let reply = env.api.post(&format!("/api/v1/jobs/{}/cancel", job["id"]), &json!({})).await;
            assert_eq!((reply.status, reply.code()), (409, "money_moving"), "{subject}");
        };
        let failing = |call: &str| (0..4).for_each(|_| provider.fail(call, Fault::Down));
        let (order, _) = env.unpaid().await;
        let payment = env.asked(order).await;
        let number = env.payment_until(payment, |_| true).await["external_id"].as_str().unwrap().to_owned();
        failing("/capture");
        provider.authorise(&env.api, &number).await;
        env.payment_becomes(payment, "CAPTURING").await;
        stop(format!("payment:{payment}")).await;
        env.payment_becomes(payment, "CAPTURED").await;

        failing("POST /v3/refunds");
        assert_eq!(env.api.cancel(order, "передумал").await.status, 200);
        let refund = refund_becomes(&env, payment, "PENDING").await;
        assert_eq!(
            env.api
                .post(&format!("/api/v1/refunds/{}/settle", refund["id"]), &json!({"reason": "x"}))
                .await
                .code(),
            "refund_open"
        );
        stop(format!("refund:{}", refund["id"])).await;
        refund_becomes(&env, payment, "SUCCEEDED").await;

        let (order, _) = env.unpaid().await;
        let payment = env.asked(order).await;
        failing("GET /v3/payments");
        assert_eq!(env.api.pay(order, &[("CASH", "20.02")]).await.status, 200);
        env.payment_becomes(payment, "VOIDING").await;
        stop(format!("payment:{payment}")).await;
        let number = env.payment_until(payment, |_| true).await["external_id"].as_str().unwrap().to_owned();
        provider.books(|books| books.set(&number, "canceled"));
        env.payment_becomes(payment, "VOIDED").await;
        env
    });
}

#[test]
fn a_draft_edited_between_the_read_and_the_payment_keeps_its_money() {
    shop(|env, provider| async move {
        let (order, cable) = env.unpaid().await;
        let payment = env.asked(order).await;
        let number = provider.books(|books| books.payment().0.clone());
        // Whoever pays waits for the lock of the order, which was read before.
        let mut owner = env.database.connect().await;
        let mut edit = sqlx::Connection::begin(&mut owner).await.unwrap();
        sqlx::query("select from orders where id = $1 for update")
            .bind(order)
            .execute(&mut *edit)
            .await
            .unwrap();
        provider.authorise(&env.api, &number).await;
        env.payment_becomes(payment, "AUTHORISED").await;
        until(&env.api, &format!("/api/v1/jobs?subject=payment:{payment}"), |jobs| {
            jobs["items"][0]["stage"] == "PAY_ORDER"
        })
        .await;
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        sqlx::query("insert into order_lines (order_id, number, product_id, name, unit, quantity, price) select order_id, 2, product_id, name, unit, 1, price from order_lines where order_id = $1")
            .bind(order).execute(&mut *edit).await.unwrap();
        sqlx::query("update orders set version = version + 1 where id = $1")
            .bind(order)
            .execute(&mut *edit)
            .await
            .unwrap();
        sqlx::raw_sql("commit").execute(&mut *edit).await.unwrap();
        tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        assert_eq!(env.payment_until(payment, |_| true).await["status"], "AUTHORISED", "the money waits");
        let version = env.order(order).await["version"].clone();
        let lines = json!({"version": version, "lines": [{"product_id": cable, "quantity": "2"}]});
        let put = env.api.put(&format!("/api/v1/orders/{order}/lines"), &lines).await;
        assert_eq!(put.status, 200, "{put:?}");
        env.payment_becomes(payment, "CAPTURED").await;
        assert_eq!(env.order(order).await["status"], "paid");
        env
    });
}
