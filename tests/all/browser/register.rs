//! The operator's day: registering clients and services, changing and retiring them, a statement for a month.

use serde_json::json;

use super::driver::browse;
use crate::harness::Past;

#[test]
fn a_contract_is_registered_with_inn_two_contacts_and_a_credit_limit() {
    browse(&[], |env, page| async move {
        page.open("/clients").await;
        page.sign_in().await;
        page.press("#create, #create-first").await;
        page.find("#client-save").await;
        page.press("input[type=radio][value=LEGAL_ENTITY]").await;
        page.type_into("#client-name", "ООО Василёк").await;
        page.type_into("#client-inn", "7707083893").await;
        page.type_into("#client-phone", "8 495 123 45 67").await;
        page.type_into("#client-credit_limit", "10 000,00").await;
        page.set_date("#client-credit_due_date", "2030-12-31").await;
        for (at, name) in ["Петров Пётр", "Иванова Ирина"].into_iter().enumerate() {
            page.press("#client-add-contact").await;
            page.type_into(&format!("[id='client-contacts[{at}].full_name']"), name).await;
            page.type_into(&format!("[id='client-contacts[{at}].phone']"), "8 911 222-33-44").await;
            page.press(&format!("[id='client-contacts[{at}].other.add']")).await;
            page.type_into(&format!("[id='client-contacts[{at}].other[0].key']"), "telegram").await;
            page.type_into(&format!("[id='client-contacts[{at}].other[0].value']"), "@name").await;
        }
        page.press("#client-save").await;
        page.sees("main h1", "ООО Василёк").await;
        let id = page.address().await.rsplit('/').next().unwrap().to_owned();
        let client = env.api.get(&format!("/api/v1/clients/{id}")).await.body;
        assert_eq!(client["inn"], "7707083893");
        assert_eq!(
            (&client["credit_limit"], &client["credit_due_date"]),
            (&json!("10000.00"), &json!("2030-12-31"))
        );
        assert_eq!(client["contacts"].as_array().unwrap().len(), 2);
        assert_eq!(client["contacts"][1]["other"], json!({"telegram": "@name"}));
        page.sees("main", "Иванова Ирина").await;
        page.sees("[data-testid=available]", "10 000,00 ₽").await;
        (env, page)
    });
}

#[test]
fn a_contact_is_changed_and_a_client_without_operations_is_deleted_and_one_with_them_archived() {
    browse(&["404"], |env, page| async move {
        let contacts = json!([{"full_name": "Старое Имя", "phone": "8 911 222-33-44"}]);
        let used = env.client_with(json!({"kind": "OTHER", "name": "Клуб", "contacts": contacts})).await;
        let unused = env.client("Ошибка Ввода").await;
        env.api.deposit(used, "5.00").await;
        page.open(&format!("/clients/{used}")).await;
        page.sign_in().await;
        page.press("#edit").await;
        page.type_into("[id='client-contacts[0].full_name']", "Новое Имя").await;
        page.press("#client-save").await;
        page.sees("main", "Новое Имя").await;
        page.press("#client-archive").await;
        page.press("#client-archive-question .danger, #client-archive-question .primary").await;
        page.sees(".banner", "архив").await;
        page.open(&format!("/clients/{unused}")).await;
        page.press("#client-delete").await;
        page.press("#client-delete-question .danger").await;
        page.sees("main h1", "Клиенты").await;
        assert_eq!(env.api.get(&format!("/api/v1/clients/{unused}")).await.status, 404);
        assert!(!env.api.get(&format!("/api/v1/clients/{used}")).await.body["archived_at"].is_null());
        (env, page)
    });
}

#[test]
fn two_people_edit_one_client_and_the_second_sees_both_versions_and_loses_nothing() {
    browse(&["409"], |env, page| async move {
        let id = env.client_with(json!({"kind": "OTHER", "name": "Клуб", "city": "Москва"})).await;
        page.open(&format!("/clients/{id}/edit")).await;
        page.sign_in().await;
        page.type_into("#client-name", "Клуб любителей").await;
        let other = json!({"kind": "OTHER", "name": "Клуб", "city": "Тула", "version": 1});
        assert_eq!(env.api.put(&format!("/api/v1/clients/{id}"), &other).await.status, 200);
        page.press("#client-save").await;
        page.sees("[data-testid=conflict]", "Тула").await;
        page.sees("[data-testid=saved-by]", "Сохранено").await;
        page.sees("[data-testid=saved-by]", "admin").await;
        page.press("#conflict-mine").await;
        page.sees("main h1", "Клуб любителей").await;
        let client = env.api.get(&format!("/api/v1/clients/{id}")).await.body;
        assert_eq!((&client["name"], &client["city"]), (&json!("Клуб любителей"), &json!("Тула")));
        (env, page)
    });
}

#[test]
fn leaving_a_changed_form_is_asked_about_first() {
    browse(&[], |env, page| async move {
        page.open("/clients/new").await;
        page.sign_in().await;
        page.find("#client-save").await;
        page.press("input[type=radio][value=OTHER]").await;
        page.type_into("#client-name", "Не потеряйте").await;
        page.press("nav a[href='/services']").await;
        page.find("#leave[open]").await;
        page.press("#leave button[autofocus]").await;
        page.holds("document.querySelector('#leave[open]') === null").await;
        assert_eq!(page.value("#client-name").await, "Не потеряйте");
        page.press("nav a[href='/services']").await;
        page.press("#leave[open] .danger").await;
        page.sees("main h1", "Услуги").await;
        (env, page)
    });
}

#[test]
fn a_service_is_added_changed_and_deleted_and_a_used_one_can_only_be_archived() {
    browse(&["404"], |env, page| async move {
        page.open("/services").await;
        page.sign_in().await;
        page.press("#create, #create-first").await;
        page.type_into("#service-name", "Интернет 200").await;
        page.type_into("#service-kind", "internet").await;
        page.press("#save").await;
        page.sees("main h1", "Интернет 200").await;
        let id: i64 = page.address().await.rsplit('/').next().unwrap().parse().unwrap();
        page.press("#edit").await;
        page.type_into("#service-name", "Интернет 300").await;
        page.press("#save").await;
        page.sees("main h1", "Интернет 300").await;
        page.press("#service-delete").await;
        page.press("#service-delete-question .danger").await;
        page.sees("main h1", "Услуги").await;
        assert_eq!(env.api.get(&format!("/api/v1/services/{id}")).await.status, 404);

        let used = env.service(json!({"name": "Звонки", "kind": "calls"})).await;
        let client = env.client("Иванов").await;
        env.past(client, &[Past { service: Some(used), ..Past::of("2026-03-01T10:00:00Z", 100) }]).await;
        page.open(&format!("/services/{used}")).await;
        page.find("#service-archive").await;
        page.holds("document.getElementById('service-delete') === null").await;
        (env, page)
    });
}

#[test]
fn a_statement_for_april_agrees_with_the_list_and_goes_to_paper() {
    browse(&[], |env, page| async move {
        let id = env.client("Иванов Иван").await;
        env.past(
            id,
            &[
                Past::of("2026-03-15T10:00:00Z", 100_000),
                Past::of("2026-03-31T21:30:00Z", 20_000),
                Past::of("2026-04-10T10:00:00Z", -30_050),
                Past::of("2026-04-30T21:30:00Z", -10_000),
            ],
        )
        .await;
        page.open(&format!("/clients/{id}/statement?from=2026-04-01&to=2026-04-30")).await;
        page.sign_in().await;
        page.holds("document.querySelectorAll('main tbody tr').length === 2").await;
        for text in ["1 000,00 ₽", "200,00 ₽", "300,50 ₽", "899,50 ₽"] {
            page.sees("main", text).await;
        }
        super::driver::cdp(&page.client, "Emulation.setEmulatedMedia", json!({"media": "print"})).await;
        page.holds("getComputedStyle(document.querySelector('.side')).display === 'none'").await;
        page.holds("getComputedStyle(document.querySelector('main thead')).display === 'table-header-group'")
            .await;
        super::driver::cdp(&page.client, "Emulation.setEmulatedMedia", json!({"media": ""})).await;
        page.open(&format!("/operations?client={id}&from=2026-04-01&to=2026-04-30")).await;
        page.holds("document.querySelectorAll('tbody tr').length === 2").await;
        page.sees("[data-testid=totals]", "200,00").await;
        page.sees("[data-testid=totals]", "300,50").await;
        (env, page)
    });
}
