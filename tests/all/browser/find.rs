//! Finding: clients by what they used, services by their parameters, people by whatever is known of them.

use serde_json::json;

use super::driver::browse;
use crate::harness::Past;

#[test]
fn clients_who_used_internet_services_in_march_and_owe_money_are_found() {
    browse(&[], |env, page| async move {
        let internet = env.service(json!({"name": "Интернет 100", "kind": "internet"})).await;
        let calls = env.service(json!({"name": "Звонки", "kind": "calls"})).await;
        for (name, at, service, kopecks) in [
            ("Должник в марте", "2026-03-10T10:00:00Z", internet, -50_000),
            ("Должник в апреле", "2026-04-10T10:00:00Z", internet, -50_000),
            ("Звонил в марте", "2026-03-10T10:00:00Z", calls, -50_000),
        ] {
            let id =
                env.client_with(json!({"kind": "INDIVIDUAL", "name": name, "credit_limit": "1000.00"})).await;
            env.past(id, &[Past { service: Some(service), ..Past::of(at, kopecks) }]).await;
        }
        let paid = env.client("Заплатил в марте").await;
        let used = Past { service: Some(internet), ..Past::of("2026-03-12T10:00:00Z", -50_000) };
        env.past(paid, &[Past::of("2026-03-01T10:00:00Z", 90_000), used]).await;
        page.open("/clients").await;
        page.sign_in().await;
        page.holds("document.querySelectorAll('tbody tr').length === 4").await;
        page.press("#more-filters").await;
        page.set_date("[id='svc.from']", "2026-03-01").await;
        page.set_date("[id='svc.to']", "2026-03-31").await;
        page.type_into("[id='svc.type']", "internet").await;
        page.holds("document.querySelectorAll('tbody tr').length === 2").await;
        page.type_into("#balance-to", "-0,01").await;
        page.holds("document.querySelectorAll('tbody tr').length === 1").await;
        page.sees("tbody", "Должник в марте").await;
        let address = page.address().await;
        for part in ["svc.from=2026-03-01", "svc.to=2026-03-31", "svc.type=internet", "bal=..-0.01"] {
            assert!(address.contains(part), "{address}");
        }
        (env, page)
    });
}

#[test]
fn services_are_found_by_a_price_between_and_a_plan_that_contains() {
    browse(&[], |env, page| async move {
        for (name, info) in [
            ("Дешёвый", json!({"price": 90, "plan": "unlim"})),
            ("Подходящий", json!({"price": 450, "plan": "Unlim 100"})),
            ("Другой план", json!({"price": 300, "plan": "basic"})),
            ("Цена словами", json!({"price": "договорная", "plan": "unlim"})),
        ] {
            env.service(json!({"name": name, "kind": "internet", "billing_info": info})).await;
        }
        page.open("/services").await;
        page.sign_in().await;
        page.holds("document.querySelectorAll('tbody tr').length === 4").await;
        page.press("#more-filters").await;
        page.type_into("#p", "price").await;
        page.choose("#p-mode", "number").await;
        page.type_into("#p-from", "100").await;
        page.type_into("#p-to", "500").await;
        page.keys("\u{e007}").await;
        page.holds("document.querySelectorAll('tbody tr').length === 2").await;
        page.type_into("#p", "plan").await;
        page.choose("#p-mode", "text").await;
        page.type_into("#p-text", "unlim").await;
        page.keys("\u{e007}").await;
        page.holds("document.querySelectorAll('tbody tr').length === 1").await;
        page.sees("tbody", "Подходящий").await;
        let address = page.address().await;
        assert!(address.contains("p=price:100..500") && address.contains("p=plan~unlim"), "{address}");
        (env, page)
    });
}

#[test]
fn a_client_is_found_by_phone_however_written_by_email_part_and_by_name_with_yo() {
    browse(&[], |env, page| async move {
        let contact =
            json!([{"full_name": "Пётр Ёжиков", "phone": "8 978 845-13-64", "email": "ezhikov@example.com"}]);
        env.client_with(json!({"kind": "LEGAL_ENTITY", "name": "ООО Ромашка", "contacts": contact})).await;
        env.client("Совсем другой").await;
        page.open("/clients").await;
        page.sign_in().await;
        for typed in ["8 978 845", "+7(978)845-13", "9788451364", "ezhik", "ежиков", "Ёжиков"] {
            page.type_into("#q", typed).await;
            page.holds("document.querySelectorAll('tbody tr').length === 1").await;
            page.sees("tbody", "ООО Ромашка").await;
            page.press(".chip-remove").await;
            page.holds("document.querySelectorAll('tbody tr').length === 2").await;
        }
        (env, page)
    });
}

#[test]
fn one_condition_is_taken_away_then_all_of_them() {
    browse(&[], |env, page| async move {
        for name in ["Анна", "Анастасия", "Пётр"] {
            env.client(name).await;
        }
        page.open("/clients?q=%D0%B0%D0%BD%D0%B0&bal=0..0&type=person").await;
        page.sign_in().await;
        page.holds("document.querySelectorAll('.chip').length === 3").await;
        page.holds("document.querySelectorAll('tbody tr').length === 1").await;
        page.press(".chip:first-child .chip-remove").await;
        page.holds("document.querySelectorAll('.chip').length === 2").await;
        page.holds("document.querySelectorAll('tbody tr').length === 3").await;
        assert_eq!(page.value("#q").await, "");
        page.press(".chips > button").await;
        page.holds("document.querySelectorAll('.chip').length === 0").await;
        assert_eq!(page.address().await, "/clients");
        assert_eq!(page.value("#balance-from").await, "");
        (env, page)
    });
}

#[test]
fn balances_are_sorted_both_ways_and_ties_stay_in_order() {
    browse(&[], |env, page| async move {
        for (name, sum) in [("А", "5.00"), ("Б", "7.00"), ("В", "5.00"), ("Г", "5.00")] {
            let id = env.client(name).await;
            env.api.deposit(id, sum).await;
        }
        page.open("/clients").await;
        page.sign_in().await;
        let header = "th:nth-child(4) button";
        let names =
            "[...document.querySelectorAll('tbody td:nth-child(2)')].map(cell => cell.innerText).join('')";
        page.press(header).await;
        page.holds("document.querySelector('th:nth-child(4)').getAttribute('aria-sort') === 'descending'")
            .await;
        page.holds(&format!("{names} === 'БГВА'")).await;
        page.press(header).await;
        page.holds(&format!("{names} === 'АВГБ'")).await;
        assert_eq!(page.address().await, "/clients?sort=balance");
        (env, page)
    });
}
