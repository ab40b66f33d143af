//! Wallet and money: however typed, never twice, undone by a new operation, readable without colour.

use serde_json::json;

use super::driver::{browse, cdp};
use crate::harness::Past;

const FIRST: &str = "#operations ~ * tbody tr:first-child";

#[test]
fn one_sum_is_one_sum_however_it_is_typed() {
    browse(&[], |env, page| async move {
        let id = env.client("Иванов Иван").await;
        page.open(&format!("/clients/{id}")).await;
        page.sign_in().await;
        for (typed, balance) in
            [("1000,5", "1 000,50 ₽"), ("1 000.50", "2 001,00 ₽"), ("1000.50 ₽", "3 001,50 ₽")]
        {
            page.type_into("#deposit-amount", typed).await;
            page.type_into("#deposit-description", "наличными").await;
            page.press("#deposit-submit").await;
            page.sees("[data-testid=balance]", balance).await;
            page.holds("document.getElementById('deposit-amount').value === ''").await;
            page.holds("document.activeElement.id === 'deposit-amount'").await;
        }
        assert_eq!(env.balance(id).await, "3001.50");
        (env, page)
    });
}

#[test]
fn after_everything_is_withdrawn_the_form_is_off_and_says_why() {
    browse(&[], |env, page| async move {
        let id = env.client("Иванов Иван").await;
        env.api.deposit(id, "120.50").await;
        page.open(&format!("/clients/{id}")).await;
        page.sign_in().await;
        page.press("#withdraw-all").await;
        assert_eq!(page.value("#withdraw-amount").await, "120,50");
        page.type_into("#withdraw-description", "Возврат остатка").await;
        page.press("#withdraw-submit").await;
        page.sees("#withdraw-confirm", "120,50").await;
        page.press("#withdraw-confirm .primary, #withdraw-confirm .danger").await;
        page.sees("[data-testid=balance]", "0,00 ₽").await;
        page.holds("document.getElementById('withdraw-submit').disabled").await;
        page.sees("#withdraw", "Списывать нечего").await;
        (env, page)
    });
}

#[test]
fn a_double_press_in_two_tabs_is_one_operation_for_each_form() {
    browse(&[], |env, page| async move {
        let id = env.client("Иванов Иван").await;
        page.open(&format!("/clients/{id}")).await;
        page.sign_in().await;
        let first = page.client.window().await.unwrap();
        let other = page.client.new_window(true).await.unwrap().handle;
        for tab in [first.clone(), other] {
            page.client.switch_to_window(tab).await.unwrap();
            page.open(&format!("/clients/{id}")).await;
            page.type_into("#deposit-amount", "10").await;
            page.type_into("#deposit-description", "Наличными").await;
            page.eval("[1, 2, 3].forEach(() => document.getElementById('deposit-submit').click())").await;
            page.holds("document.getElementById('deposit-amount').value === ''").await;
        }
        assert_eq!(env.balance(id).await, "20.00");
        page.client.close_window().await.unwrap();
        page.client.switch_to_window(first).await.unwrap();
        (env, page)
    });
}

#[test]
fn a_top_up_is_undone_once_and_both_rows_lead_to_each_other() {
    browse(&[], |env, page| async move {
        let id = env.client("Иванов Иван").await;
        let posted = env.api.deposit(id, "100.00").await["id"].as_i64().unwrap();
        page.open(&format!("/operations/{posted}")).await;
        page.sign_in().await;
        page.press("#reverse").await;
        page.press("#reverse-confirm .primary, #reverse-confirm .danger, #reverse-submit").await;
        page.find("main a[href^='/operations/']").await;
        page.open(&format!("/operations/{posted}")).await;
        page.sees("main", "сторнирована").await;
        page.holds("!document.getElementById('reverse') || document.getElementById('reverse').disabled || document.getElementById('reverse').getAttribute('aria-disabled') === 'true'").await;
        let link =
            page.eval("document.querySelector('main a[href^=\"/operations/\"]').getAttribute('href')").await;
        page.open(link.as_str().unwrap()).await;
        page.find(&format!("main a[href='/operations/{posted}']")).await;
        assert_eq!(env.balance(id).await, "0.00");
        (env, page)
    });
}

#[test]
fn signs_carry_the_meaning_in_colour_without_colour_and_on_paper() {
    browse(&[], |env, page| async move {
        let id = env
            .client_with(json!({"kind": "INDIVIDUAL", "name": "Должник", "credit_limit": "1000.00"}))
            .await;
        env.past(id, &[Past::of("2026-03-01T10:00:00Z", 10_000), Past::of("2026-03-02T10:00:00Z", -50_000)])
            .await;
        page.open(&format!("/clients/{id}")).await;
        page.sign_in().await;
        page.sees(FIRST, "−500,00").await;
        page.sees("#operations ~ * tbody tr:nth-child(2)", "+100,00").await;
        page.sees("[data-testid=balance]", "−400,00").await;
        let colours = "['#operations ~ * .credit', '#operations ~ * .debit', 'main']
            .map(css => getComputedStyle(document.querySelector(css)).color)";
        page.holds(&format!("(([plus, minus, text]) => plus !== text && minus === text)({colours})")).await;
        page.holds("getComputedStyle(document.querySelector('[data-testid=balance] .negative')).color !== getComputedStyle(document.querySelector('main')).color").await;
        let forced = json!({"features": [{"name": "forced-colors", "value": "active"}]});
        cdp(&page.client, "Emulation.setEmulatedMedia", forced).await;
        page.sees(FIRST, "−500,00").await;
        cdp(&page.client, "Emulation.setEmulatedMedia", json!({"media": "print"})).await;
        page.holds("getComputedStyle(document.querySelector('[data-testid=deposit]')).display === 'none' || !!document.querySelector('[data-testid=deposit]').closest('.no-print')").await;
        page.sees("#operations ~ * tbody tr:nth-child(2)", "+100,00").await;
        (env, page)
    });
}

#[test]
fn a_payment_late_in_the_evening_of_utc_is_of_the_next_day_in_moscow() {
    browse(&[], |env, page| async move {
        let id = env.client("Иванов Иван").await;
        env.past(id, &[Past::of("2024-04-27T21:00:00Z", 10_000), Past::of("2024-04-28T21:00:00Z", 20_000)])
            .await;
        page.open("/operations?from=2024-04-28&to=2024-04-28").await;
        page.sign_in().await;
        page.holds("document.querySelectorAll('tbody tr').length === 1").await;
        page.sees("tbody tr", "28.04.2024 00:00").await;
        page.sees("tbody tr", "+100,00").await;
        (env, page)
    });
}

#[test]
fn the_system_client_has_no_forms_and_takes_no_commands() {
    browse(&["404", "422", "403"], |env, page| async move {
        page.open("/clients").await;
        page.sign_in().await;
        let body = json!({"amount": "1.00", "description": "x"});
        for id in 0..3 {
            let name = env.api.get(&format!("/api/v1/clients/{id}")).await;
            if name.status == 200 {
                continue;
            }
            let refused =
                env.api.command(&format!("/api/v1/clients/{id}/deposit"), &format!("k-{id}"), &body).await;
            assert!((400..500).contains(&refused.status), "{refused:?}");
            page.open(&format!("/clients/{id}")).await;
            page.find("main h1").await;
            page.holds("document.getElementById('deposit-submit') === null").await;
        }
        (env, page)
    });
}
