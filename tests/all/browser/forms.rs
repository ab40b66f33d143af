//! What forms owe to people: their words in the language chosen, nothing lost on the way, no page that is not theirs.

use super::driver::browse;
use crate::harness::USER_PASSWORD;

#[test]
fn faults_follow_the_language() {
    browse(&[], |env, page| async move {
        let id = env.client("Язык").await;
        page.open(&format!("/clients/{id}")).await;
        page.sign_in().await;
        page.press("#deposit-submit").await;
        page.sees("#deposit .summary", "Введите сумму").await;
        page.speak("en").await;
        page.sees("#deposit .summary", "Enter").await;
        let foreign = "/[а-яё]/i.test(document.getElementById('deposit').innerText)";
        assert_eq!(page.eval(foreign).await, false);
        // The switch, not the summary, keeps the focus.
        page.holds("document.activeElement.matches('.segmented button[lang=en]')").await;
        (env, page)
    });
}

#[test]
fn a_form_that_gives_way_to_another_on_the_same_page_asks_first() {
    browse(&[], |env, page| async move {
        let client = env.client("Клиент").await;
        let operation = env.api.deposit(client, "5.00").await["id"].as_i64().unwrap();
        page.open("/operations/new").await;
        page.sign_in().await;
        page.type_into("#amount", "77").await;
        let leave = format!(
            "(() => {{ const link = document.createElement('a'); link.href = '/operations/new?reverse={operation}';
                document.querySelector('main').append(link); link.click(); return true }})()"
        );
        page.eval(&leave).await;
        page.find("dialog[open] #leave-stay, dialog[open] button").await;
        assert_eq!(page.address().await, "/operations/new");
        page.keys("\u{e00c}").await;
        page.holds("document.querySelector('dialog[open]') === null").await;
        assert_eq!(page.value("#amount").await, "77");
        (env, page)
    });
}

#[test]
fn a_filter_that_makes_no_sense_stands_in_one_end_of_its_range() {
    browse(&[], |env, page| async move {
        page.open("/clients?bal=abc").await;
        page.sign_in().await;
        page.sees("main", "не понял «abc»").await;
        assert_eq!(
            (page.value("#balance-from").await, page.value("#balance-to").await),
            ("abc".into(), String::new())
        );
        (env, page)
    });
}

#[test]
fn a_page_of_another_role_is_not_in_the_menu_and_says_so_by_address() {
    browse(&[], |env, page| async move {
        let user = env.new_user("operator").await;
        page.open("/users").await;
        page.find("#login").await;
        page.speak("ru").await;
        page.enter(user["login"].as_str().unwrap(), USER_PASSWORD).await;
        page.sees("main h1", "Нет доступа").await;
        page.holds("document.querySelector(\"nav a[href='/users']\") === null").await;
        page.find("#go-back").await;
        page.press("main a[href='/']").await;
        page.sees("main h1", "Главная").await;
        (env, page)
    });
}
