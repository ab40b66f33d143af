//! Who may do what: a cashier pays, only administrator and accountant cancel what is paid.

use serde_json::json;

use crate::harness::{key, run};

#[test]
fn a_cashier_pays_and_only_few_cancel_what_is_paid() {
    run(|env| async move {
        let cable = env.product("Кабель", "10.00", "100").await;
        let roles = ["accountant", "operator", "cashier", "viewer"];
        for (role, orders, cancels) in [
            ("accountant", true, true),
            ("operator", true, false),
            ("cashier", true, false),
            ("viewer", false, false),
        ] {
            assert!(roles.contains(&role));
            let api = env.user(role).await;
            let made = api.command("/api/v1/orders", &key(), &json!({"client_id": 0})).await;
            assert_eq!(made.status, if orders { 201 } else { 403 }, "{role} {made:?}");
            let order = env.api.draft(0, &[(cable, "1")]).await;
            let paid = api.pay(order, &[("CASH", "10.00")]).await;
            assert_eq!(paid.status, if orders { 200 } else { 403 }, "{role} {paid:?}");
            if !orders {
                assert_eq!(env.api.pay(order, &[("CASH", "10.00")]).await.status, 200);
            }
            let returned = api.take_back(order, &[(1, "0.1", true)], "0.50").await;
            assert_eq!(returned.status, if cancels { 200 } else { 403 }, "{role} {returned:?}");
            let cancelled = api.cancel(order, "назад").await;
            assert_eq!(
                (cancelled.status, cancelled.code()),
                if cancels { (200, "") } else { (403, "forbidden") },
                "{role}"
            );
            let draft = env.api.draft(0, &[]).await;
            assert_eq!(api.cancel(draft, "").await.status, if orders { 200 } else { 403 }, "{role}");
        }
        env
    });
}
