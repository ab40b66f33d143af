//! An order at the desk: paid, seen from a stale tab, taken back in part, cancelled; stock and balance follow, nothing happens twice.

use serde_json::json;

use super::driver::browse;
use super::goods::{draft, order, pay, product, stock};
use crate::harness::Env;

const EFFECT: &str = "[data-testid=effect]";
const STATUS: &str = "[data-testid=status]";

/// A client with money, a product, and a draft of two pieces.
async fn scene(env: &Env, money: &str) -> (i64, i64, i64) {
    let router = product(env, "Роутер AX3000", "2490.00", "5").await;
    let client = env.client("Иванов Иван").await;
    if money != "0" {
        env.api.deposit(client, money).await;
    }
    (client, router, draft(env, client, &[(router, "2")]).await)
}

#[test]
fn an_order_is_paid_from_the_wallet_and_cancelled_and_everything_follows() {
    browse(&[], |env, page| async move {
        let (client, router, id) = scene(&env, "5000.00").await;
        page.open(&format!("/orders/{id}")).await;
        page.sign_in().await;
        page.sees(STATUS, "Черновик").await;
        page.press("#order-pay").await;
        page.sees(EFFECT, "Роутер AX3000 × 2 шт (остаток 5 → 3)").await;
        page.sees(EFFECT, "5 000,00 ₽ → 20,00 ₽").await;
        page.holds("document.activeElement.id === 'order-no'").await;
        page.press("#order-yes").await;
        page.sees(STATUS, "Оплачен").await;
        page.sees("[data-testid=timeline]", "Кошелёк: 4 980,00 ₽").await;
        page.sees("[data-testid=payments]", "4 980,00 ₽").await;
        page.holds("document.activeElement.id === 'order-title'").await;
        assert_eq!((stock(&env, router).await, env.balance(client).await), ("3".into(), "20.00".into()));
        // The buttons follow the state.
        page.holds(
            "document.getElementById('order-pay') === null && document.getElementById('edit') === null",
        )
        .await;

        page.press("#order-cancel").await;
        page.sees(EFFECT, "Роутер AX3000 × 2 шт (остаток 3 → 5)").await;
        page.sees(EFFECT, "Кошелёк: 4 980,00 ₽").await;
        page.sees(EFFECT, "20,00 ₽ → 5 000,00 ₽").await;
        page.press("#order-yes").await;
        page.sees("#order-dialog .summary", "Введите причину").await;
        page.type_into("#order-reason", "Клиент передумал").await;
        page.press("#order-yes").await;
        page.sees(STATUS, "Отменён").await;
        page.sees("[data-testid=timeline]", "Клиент передумал").await;
        page.sees("[data-testid=totals]", "Возвращено").await;
        assert_eq!((stock(&env, router).await, env.balance(client).await), ("5".into(), "5000.00".into()));

        page.press("#order-archive").await;
        page.press("#order-yes").await;
        page.sees(STATUS, "архив").await;
        page.press("#order-unarchive").await;
        page.press("#order-yes").await;
        page.holds("!document.querySelector('[data-testid=status]').innerText.includes('архив')").await;
        (env, page)
    });
}

#[test]
fn a_stale_tab_says_how_the_order_stands_and_keeps_what_was_typed() {
    browse(&["409"], |env, page| async move {
        let (_, router, id) = scene(&env, "0").await;
        page.open(&format!("/orders/{id}")).await;
        page.sign_in().await;
        page.press("#order-pay").await;
        page.press("#order-by-card").await;
        page.type_into("#order-reference", "RRN 17").await;
        pay(&env, id, "CASH").await;
        page.press("#order-yes").await;
        page.sees("[data-testid=stale]", "Сейчас он оплачен, сумма 4 980,00 ₽").await;
        page.sees("[data-testid=stale]", "Заказ уже оплачен").await;
        page.holds("document.getElementById('order-yes').disabled").await;
        assert_eq!(page.value("#order-reference").await, "RRN 17");
        page.press("#order-no").await;
        page.sees(STATUS, "Оплачен").await;
        page.find("#order-return").await;
        assert_eq!(stock(&env, router).await, "3");
        assert_eq!(order(&env, id).await["payments"].as_array().unwrap().len(), 1);
        (env, page)
    });
}

#[test]
fn a_draft_that_was_changed_meanwhile_is_shown_anew_before_it_is_paid() {
    browse(&["409"], |env, page| async move {
        let (_, router, id) = scene(&env, "0").await;
        page.open(&format!("/orders/{id}")).await;
        page.sign_in().await;
        page.press("#order-pay").await;
        page.sees(EFFECT, "Наличные: 4 980,00 ₽").await;
        let version = order(&env, id).await["version"].clone();
        let body = json!({"lines": [{"product_id": router, "quantity": "1"}], "version": version});
        assert_eq!(env.api.put(&format!("/api/v1/orders/{id}/lines"), &body).await.status, 200);
        page.press("#order-yes").await;
        page.sees("[data-testid=stale]", "сумма 2 490,00 ₽").await;
        page.sees(EFFECT, "Наличные: 2 490,00 ₽").await;
        page.press("#order-yes").await;
        page.sees(STATUS, "Оплачен").await;
        assert_eq!(order(&env, id).await["paid"], "2490.00");
        (env, page)
    });
}

#[test]
fn several_methods_pay_together_and_the_rest_is_computed() {
    browse(&[], |env, page| async move {
        let (client, _, id) = scene(&env, "1000.00").await;
        page.open(&format!("/orders/{id}")).await;
        page.sign_in().await;
        page.press("#order-pay").await;
        page.press("#order-by-cash").await;
        page.press("#order-split").await;
        page.type_into("#order-share-wallet", "1000,01").await;
        page.press("#order-yes").await;
        page.sees("#order-dialog .summary", "Больше доступного на 0,01 ₽").await;
        page.type_into("#order-share-wallet", "1 000").await;
        page.type_into("#order-share-card", "980").await;
        page.sees(EFFECT, "Кошелёк: 1 000,00 ₽").await;
        page.sees(EFFECT, "Наличные: 3 000,00 ₽").await;
        page.sees(EFFECT, "1 000,00 ₽ → 0,00 ₽").await;
        page.press("#order-yes").await;
        page.sees(STATUS, "Оплачен").await;
        let payments = order(&env, id).await["payments"].as_array().unwrap().clone();
        let mut paid: Vec<_> = payments
            .iter()
            .map(|payment| {
                format!("{} {}", payment["method"].as_str().unwrap(), payment["amount"].as_str().unwrap())
            })
            .collect();
        paid.sort();
        assert_eq!(paid, ["CARD 980.00", "CASH 3000.00", "WALLET 1000.00"]);
        assert_eq!(env.balance(client).await, "0.00");
        (env, page)
    });
}

#[test]
fn a_part_comes_back_with_money_by_the_prices_or_as_agreed() {
    browse(&[], |env, page| async move {
        let (client, router, id) = scene(&env, "5000.00").await;
        pay(&env, id, "WALLET").await;
        page.open(&format!("/orders/{id}")).await;
        page.sign_in().await;
        page.press("#order-return").await;
        page.press("#order-yes").await;
        page.sees("#order-dialog .summary", "Введите причину").await;
        page.type_into("#order-line-1", "1").await;
        page.holds("document.getElementById('order-amount').value === '2490,00'").await;
        page.sees(EFFECT, "Роутер AX3000 × 1 шт (остаток 3 → 4)").await;
        page.type_into("#order-amount", "2000").await;
        page.type_into("#order-reason", "Царапина").await;
        page.sees(EFFECT, "20,00 ₽ → 2 020,00 ₽").await;
        page.press("#order-yes").await;
        page.sees(STATUS, "частичный возврат").await;
        page.sees("[data-testid=timeline]", "Царапина").await;
        assert_eq!((stock(&env, router).await, env.balance(client).await), ("4".into(), "2020.00".into()));
        // More than is left is told at its line.
        page.press("#order-return").await;
        page.type_into("#order-line-1", "2").await;
        page.type_into("#order-reason", "ещё").await;
        page.type_into("#order-amount", "1").await;
        page.press("#order-yes").await;
        page.sees("#order-dialog .summary", "Не больше 1").await;
        (env, page)
    });
}

#[test]
fn a_lost_answer_is_asked_about_and_the_order_is_paid_once() {
    browse(&["Failed to fetch", "no network"], |env, page| async move {
        let (_, router, id) = scene(&env, "0").await;
        page.open(&format!("/orders/{id}")).await;
        page.sign_in().await;
        page.press("#order-pay").await;
        page.sees(EFFECT, "Наличные").await;
        // The command arrives, its answer does not.
        page.eval("(() => { const real = window.fetch; window.fetch = async (input, init) => { const answer = await real(input, init);
            if (String(input).endsWith('/pay')) { window.fetch = real; throw new TypeError('no network'); } return answer }; return true })()").await;
        page.eval("[1, 2, 3].forEach(() => document.getElementById('order-yes').click())").await;
        page.sees("#order-dialog [data-testid=unknown]", "Не знаем").await;
        page.press("#order-check").await;
        page.sees(STATUS, "Оплачен").await;
        assert_eq!(order(&env, id).await["payments"].as_array().unwrap().len(), 1);
        assert_eq!(stock(&env, router).await, "3");
        (env, page)
    });
}

#[test]
fn a_cashier_pays_but_does_not_cancel_what_is_paid() {
    browse(&[], |env, page| async move {
        let (_, _, id) = scene(&env, "0").await;
        let cashier = env.new_user("cashier").await;
        page.open(&format!("/orders/{id}")).await;
        page.find("#login").await;
        page.speak("ru").await;
        page.enter(cashier["login"].as_str().unwrap(), crate::harness::USER_PASSWORD).await;
        page.press("#order-pay").await;
        page.press("#order-yes").await;
        page.sees(STATUS, "Оплачен").await;
        page.holds("document.getElementById('order-cancel').getAttribute('aria-disabled') === 'true'").await;
        page.sees("#order-cancel-why", "Ваша роль").await;
        (env, page)
    });
}
