//! The list of clients: filters live in the address, pages and the history of the browser follow.

use serde_json::json;

use super::driver::browse;

#[test]
fn a_filtered_list_is_an_address_that_can_be_opened_again() {
    browse(&[], |env, page| async move {
        for (name, sum) in [("Бедный Пётр", "5.00"), ("Богатый Пётр", "5000.00"), ("Богатая Анна", "7000.00")]
        {
            let client = env.client(name).await;
            env.api.deposit(client, sum).await;
        }
        page.open("/clients").await;
        page.sign_in().await;
        page.holds("document.querySelectorAll('tbody tr').length === 3").await;
        page.type_into("#q", "пётр").await;
        page.holds("document.querySelectorAll('tbody tr').length === 2").await;
        page.type_into("#balance-from", "1000,00").await;
        page.holds("document.querySelectorAll('tbody tr').length === 1").await;
        page.sees("tbody", "Богатый Пётр").await;
        let address = page.address().await;
        page.open("/").await;
        page.open(&address).await;
        page.sees("tbody", "Богатый Пётр").await;
        assert_eq!(page.rows().await.len(), 1);
        assert_eq!(
            (page.value("#q").await, page.value("#balance-from").await),
            ("пётр".into(), "1000,00".into())
        );

        page.press("tbody tr a").await;
        page.sees("main h1", "Богатый Пётр").await;
        page.client.back().await.unwrap();
        page.sees("main h1", "Клиенты").await;
        page.holds("document.querySelectorAll('tbody tr').length === 1").await;
        assert_eq!(page.address().await, address);
        (env, page)
    });
}

#[test]
fn pages_go_there_and_back_and_sorting_turns_the_list() {
    browse(&[], |env, page| async move {
        for number in 1..=53 {
            env.client(&format!("Клиент {number:02}")).await;
        }
        page.open("/clients?sort=name").await;
        page.sign_in().await;
        page.sees("tbody tr:first-child", "Клиент 01").await;
        assert_eq!(page.rows().await.len(), 50);
        page.press("a[rel=next]").await;
        page.sees("tbody tr:first-child", "Клиент 51").await;
        assert_eq!(page.rows().await.len(), 3);
        page.press("a[rel=prev]").await;
        page.sees("tbody tr:first-child", "Клиент 01").await;
        page.press("th[aria-sort=ascending] button").await;
        page.sees("tbody tr:first-child", "Клиент 53").await;
        page.holds("document.querySelectorAll('th[aria-sort]').length === 1").await;
        (env, page)
    });
}

#[test]
fn columns_are_chosen_for_each_list_and_remembered() {
    browse(&[], |env, page| async move {
        env.client_with(json!({"kind": "OTHER", "name": "Анна", "city": "Ялта", "phone": "8 978 845-13-64"}))
            .await;
        let heads = "[...document.querySelectorAll('thead th')].filter(th => getComputedStyle(th).display !== 'none').map(th => th.innerText.trim()).join()";
        let row = "document.querySelector('tbody tr').innerText";
        page.open("/clients").await;
        page.sign_in().await;
        page.holds(&format!("{heads} === '№,Название / ФИО,Тип,Баланс,Кредитный лимит,Срок погашения'"))
            .await;
        page.press("#columns-open").await;
        for column in ["#column-2", "#column-6", "#column-7"] {
            page.press(column).await;
        }
        page.press("#columns-close").await;
        let chosen =
            format!("{heads} === '№,Название / ФИО,Баланс,Кредитный лимит,Срок погашения,Город,Телефон'");
        page.holds(&chosen).await;
        page.holds(&format!(
            "{row}.includes('Ялта') && {row}.includes('845-13-64') && !{row}.includes('Другое')"
        ))
        .await;
        page.open("/clients?q=анна").await;
        page.holds(&chosen).await;
        env.service(json!({"name": "Интернет", "kind": "internet"})).await;
        page.open("/services").await;
        page.press("#columns-open").await;
        page.holds("document.querySelectorAll('#columns input:checked').length === 5").await;
        (env, page)
    });
}

#[test]
fn a_broken_address_and_an_empty_list_are_told_in_words() {
    browse(&["404", "400"], |env, page| async move {
        page.open("/clients").await;
        page.sign_in().await;
        page.sees("main", "Клиентов пока нет").await;
        page.open("/clients?bal=abc&q=xyz&id=1,,").await;
        page.sees("main", "не понял «abc»").await;
        page.open("/clients/999999").await;
        page.sees("main", "Клиент не найден").await;
        page.open("/no/such/page").await;
        page.sees("main", "Страница не найдена").await;
        (env, page)
    });
}

#[test]
fn swagger_ui_shows_the_api_without_breaking_the_content_policy() {
    browse(&[], |env, page| async move {
        page.open("/swagger-ui/").await;
        page.sees(".title", "Saldo API").await;
        page.holds("document.querySelectorAll('.opblock').length > 35").await;
        page.press("#operations-health-livez .opblock-summary-control").await;
        page.press("#operations-health-livez .execute").await;
        page.sees("#operations-health-livez .live-responses-table", "200").await;
        (env, page)
    });
}
