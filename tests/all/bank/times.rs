//! Times of the bank that are finer than the database keeps.

use serde_json::json;

use super::{WEBHOOK, bank, organisation, payment};
use crate::harness::run;

#[test]
fn a_time_finer_than_the_database_keeps_is_the_same_time_the_second_time() {
    run(|env| async move {
        organisation(&env).await;
        let bank = bank(&env);
        for time in [
            "2024-04-27T21:00:00.123456789Z",
            "2024-04-27T21:00:00.999999999Z",
            "2024-04-27T23:59:59.0000009+03:00",
        ] {
            let mut body = payment(&uuid::Uuid::new_v4().to_string(), json!(10), "1234567890");
            body["document_date"] = json!(time);
            let first = bank.post(WEBHOOK, &body).await;
            assert_eq!((first.status, &first.body["status"]), (200, &json!("success")), "{time}: {first:?}");
            let again = bank.post(WEBHOOK, &body).await;
            assert_eq!(
                (again.status, &again.body["status"]),
                (200, &json!("already processed")),
                "{time}: {again:?}"
            );
        }
        env
    });
}
