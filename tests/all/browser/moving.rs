//! Moving through lists: the address is the state, Back and Forward follow, nothing is missed while others work.

use std::collections::BTreeSet;

use super::driver::browse;

#[test]
fn a_copied_address_shows_the_same_rows_in_another_browser_and_language() {
    browse(&[], |env, page| async move {
        for (name, sum) in [("Анна", "10.00"), ("Борис", "20.00"), ("Вера", "30.00")] {
            let id = env.client(name).await;
            env.api.deposit(id, sum).await;
        }
        page.open("/clients").await;
        page.sign_in().await;
        page.type_into("#balance-from", "15").await;
        page.holds("document.querySelectorAll('tbody tr').length === 2").await;
        page.press("th:nth-child(4) button").await;
        page.sees("tbody tr:first-child", "Вера").await;
        let (address, numbers) = (page.address().await, page.column(1).await);
        // Another browser: no cookie, nothing remembered, another language.
        page.client.delete_all_cookies().await.unwrap();
        page.eval("localStorage.clear()").await;
        page.open(&address).await;
        page.find("#login").await;
        page.speak("en").await;
        page.enter("admin", crate::harness::PASSWORD).await;
        page.sees("main h1", "Clients").await;
        page.holds("document.querySelectorAll('tbody tr').length === 2").await;
        assert_eq!((page.column(1).await, page.address().await), (numbers, address));
        assert_eq!(page.value("#balance-from").await, "15.00");
        (env, page)
    });
}

#[test]
fn back_and_forward_bring_filters_page_and_scroll_and_back_leaves_after_typing_in_one_step() {
    browse(&[], |env, page| async move {
        for number in 1..=60 {
            env.client(&format!("Клиент {number:02}")).await;
        }
        page.open("/").await;
        page.sign_in().await;
        page.press("nav a[href='/clients']").await;
        page.sees("main h1", "Клиенты").await;
        page.type_into("#q", "клиент 1").await;
        page.holds("document.querySelectorAll('tbody tr').length === 10").await;
        page.type_into("#q", "клиент").await;
        page.holds("document.querySelectorAll('tbody tr').length === 50").await;
        page.client.back().await.unwrap();
        page.sees("main h1", "Главная").await;
        page.client.forward().await.unwrap();
        page.sees("main h1", "Клиенты").await;
        page.holds("document.getElementById('q').value === 'клиент'").await;
        page.holds("document.querySelectorAll('tbody tr').length === 50").await;

        page.press("a[rel=next]").await;
        page.sees("tbody tr:first-child", "Клиент 51").await;
        page.client.back().await.unwrap();
        page.sees("tbody tr:first-child", "Клиент 01").await;
        page.eval("scrollTo(0, 700)").await;
        // The driver's own click would scroll the row into view first.
        page.eval("document.querySelector('tbody tr:nth-child(30) a').click()").await;
        page.sees("main h1", "Клиент 30").await;
        page.client.back().await.unwrap();
        page.sees("main h1", "Клиенты").await;
        page.holds("Math.abs(scrollY - 700) < 40").await;
        (env, page)
    });
}

#[test]
fn three_pages_on_while_others_add_operations_nothing_is_missed_or_shown_twice() {
    browse(&[], |env, page| async move {
        let id = env.client("Иванов").await;
        for _ in 0..160 {
            env.api.deposit(id, "1.00").await;
        }
        page.open("/operations").await;
        page.sign_in().await;
        let mut seen = BTreeSet::new();
        let mut count = 0;
        for turn in 0..4 {
            page.find("tbody tr a").await;
            let numbers = page.operation_numbers().await;
            count += numbers.len();
            seen.extend(numbers);
            for _ in 0..5 {
                env.api.deposit(id, "2.00").await;
            }
            if turn < 3 {
                let first = page.eval("document.querySelector('tbody tr').innerText").await;
                page.press("a[rel=next]").await;
                page.holds(&format!("document.querySelector('tbody tr')?.innerText !== {first}")).await;
            }
        }
        assert_eq!((count, seen.len()), (160, 160));
        (env, page)
    });
}

#[test]
fn from_an_operation_to_its_client_and_service_and_back_with_the_filters() {
    browse(&[], |env, page| async move {
        let service = env.service(serde_json::json!({"name": "Интернет 100", "kind": "internet"})).await;
        let client = env.client("Иванов").await;
        env.api.deposit(client, "100.00").await;
        let charge = serde_json::json!({"client_id": client, "kind": "USAGE", "amount": "-5.00", "service_id": service});
        assert_eq!(env.api.command("/api/v1/operations", "k-1", &charge).await.status, 201);
        page.open("/operations?amount=..-1.00").await;
        page.sign_in().await;
        page.holds("document.querySelectorAll('tbody tr').length === 1").await;
        let list = page.address().await;
        page.press("tbody a[href^='/operations/']").await;
        page.find(&format!("main a[href='/clients/{client}']")).await;
        page.press(&format!("main a[href='/services/{service}']")).await;
        page.sees("main h1", "Интернет 100").await;
        page.client.back().await.unwrap();
        page.press(&format!("main a[href='/clients/{client}']")).await;
        page.sees("main h1", "Иванов").await;
        page.client.back().await.unwrap();
        page.find(&format!("main a[href='/clients/{client}']")).await;
        page.client.back().await.unwrap();
        page.holds("document.querySelectorAll('tbody tr').length === 1").await;
        assert_eq!(page.address().await, list);
        (env, page)
    });
}
