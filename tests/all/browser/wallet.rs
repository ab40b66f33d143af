//! Finding a client and moving money: the way that a cashier goes a hundred times a day.

use serde_json::json;

use super::driver::browse;

const ROW: &str = "#operations ~ * tbody tr:first-child";

#[test]
fn a_cashier_finds_a_client_by_text_tops_up_and_sees_the_operation() {
    browse(&[], |env, page| async move {
        env.client("Петров Пётр").await;
        let client =
            json!({"kind": "INDIVIDUAL", "name": "Ёлкина Анна", "contacts": [{"phone": "8 978 845-13-64"}]});
        let id = env.client_with(client).await;
        page.open("/").await;
        page.sign_in().await;
        page.press("nav a[href='/clients']").await;
        page.sees("main h1", "Клиенты").await;
        page.sees("tbody", "Петров").await;
        page.type_into("#q", "елкина").await;
        page.holds("document.querySelectorAll('tbody tr').length === 1").await;
        page.sees("tbody tr", "Ёлкина Анна").await;
        page.press("tbody tr a").await;
        page.sees("main h1", "Ёлкина Анна").await;
        assert_eq!(page.address().await, format!("/clients/{id}"));
        page.sees("[data-testid=balance]", "0,00 ₽").await;

        page.type_into("#deposit-amount", "1000,5").await;
        page.sees("#deposit", "1 000,50").await;
        page.type_into("#deposit-description", "Оплата за апрель").await;
        page.press("#deposit-submit").await;
        page.sees(ROW, "+1 000,50").await;
        page.sees(ROW, "Оплата за апрель").await;
        page.sees("[data-testid=balance]", "1 000,50 ₽").await;
        page.sees("[data-testid=available]", "1 000,50 ₽").await;
        assert_eq!(
            (page.value("#deposit-amount").await, page.value("#deposit-description").await),
            (String::new(), String::new())
        );
        assert_eq!(env.balance(id).await, "1000.50");
        (env, page)
    });
}

#[test]
fn withdrawing_more_than_there_is_says_why_and_keeps_what_was_typed() {
    browse(&["422"], |env, page| async move {
        let id = env.client("Иванов Иван").await;
        env.api.deposit(id, "500.00").await;
        page.open(&format!("/clients/{id}")).await;
        page.sign_in().await;
        page.sees("[data-testid=balance]", "500,00 ₽").await;
        page.type_into("#withdraw-amount", "700").await;
        page.sees("#withdraw", "200,00").await;
        page.type_into("#withdraw-description", "Возврат").await;
        page.press("#withdraw-submit").await;
        page.sees("#withdraw [role=alert]", "500,00").await;
        assert_eq!(
            (page.value("#withdraw-amount").await, page.value("#withdraw-description").await),
            ("700".into(), "Возврат".into())
        );
        assert_eq!(env.balance(id).await, "500.00");

        page.type_into("#withdraw-amount", "100").await;
        page.press("#withdraw-submit").await;
        page.sees("[data-testid=balance]", "400,00 ₽").await;
        page.sees(ROW, "−100,00").await;
        (env, page)
    });
}

#[test]
fn a_forgotten_description_is_asked_for_and_two_clicks_are_one_operation() {
    browse(&[], |env, page| async move {
        let id = env.client("Иванов Иван").await;
        page.open(&format!("/clients/{id}")).await;
        page.sign_in().await;
        page.type_into("#deposit-amount", "50").await;
        page.press("#deposit-submit").await;
        page.sees("#deposit [role=alert]", "Введите описание").await;
        page.holds("document.activeElement.getAttribute('role') === 'alert'").await;
        page.press("#deposit [role=alert] a").await;
        page.holds("document.activeElement.id === 'deposit-description'").await;
        assert_eq!(page.value("#deposit-amount").await, "50");

        page.type_into("#deposit-description", "Наличными").await;
        page.eval("[1, 2, 3].forEach(() => document.getElementById('deposit-submit').click())").await;
        page.sees("[data-testid=balance]", "50,00 ₽").await;
        page.holds("document.querySelectorAll('#operations ~ * tbody tr').length === 1").await;
        let log = env.api.get(&format!("/api/v1/clients/{id}/operations")).await.body;
        assert_eq!(log["items"].as_array().unwrap().len(), 1);
        (env, page)
    });
}

#[test]
fn whoever_may_not_move_money_sees_the_forms_switched_off_with_the_reason() {
    browse(&[], |env, page| async move {
        let id = env.client("Иванов Иван").await;
        env.api.deposit(id, "5.00").await;
        let viewer = env.new_user("viewer").await;
        page.open(&format!("/clients/{id}")).await;
        page.find("#login").await;
        page.speak("ru").await;
        page.type_into("#login", viewer["login"].as_str().unwrap()).await;
        page.type_into("#password", crate::harness::USER_PASSWORD).await;
        page.press("#sign-in").await;
        page.sees("[data-testid=balance]", "5,00 ₽").await;
        page.holds("document.getElementById('deposit-submit').disabled && document.getElementById('withdraw-submit').disabled").await;
        page.sees("#deposit", "Ваша роль").await;
        env.api.post(&format!("/api/v1/clients/{id}/archive"), &json!({})).await;
        page.open(&format!("/clients/{id}")).await;
        page.sees(".banner", "архив").await;
        (env, page)
    });
}
