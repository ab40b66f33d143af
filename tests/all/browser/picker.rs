//! Choosing a client in a form: find, or make on the spot (ux brief 2.6), on the form of an operation. `order_form` does it for an order.

use serde_json::json;

use super::driver::browse;
use super::page::Page;
use crate::harness::Env;

const FIELD: &str = "#client_id";
const OPTIONS: &str = "document.querySelectorAll('#client_id-lb [role=option]').length";

async fn form(page: &Page) {
    page.open("/operations/new").await;
    page.sign_in().await;
    page.find(FIELD).await;
    page.press(FIELD).await;
}

async fn chosen(page: &Page) -> String {
    let value = page.eval("document.getElementById('client_id-id')?.value ?? ''").await;
    value.as_str().unwrap_or_default().to_owned()
}

/// Makes searches wait, fail or work: `how` is code with `path` that gives a delay in ms, or -1 to fail.
async fn bend_searches(page: &Page, how: &str) {
    let script = format!(
        "(() => {{ window.realFetch ??= window.fetch; window.fetch = async (input, init) => {{
            const path = decodeURIComponent(typeof input === 'string' ? input : input.url);
            if (path.includes('/clients/search')) {{
                const wait = (path => {{ {how} }})(path);
                if (wait < 0) throw new TypeError('no network');
                if (wait > 0) await new Promise(done => setTimeout(done, wait));
            }}
            return window.realFetch(input, init);
        }}; return true }})()"
    );
    page.eval(&script).await;
}

#[test]
fn a_client_is_found_by_a_part_of_the_name_and_taken_with_arrow_and_enter() {
    browse(&[], |env, page| async move {
        env.client("Иванова Мария").await;
        let wanted = env.client("Иванченко Пётр").await;
        form(&page).await;
        page.keys("иванч").await;
        page.holds(&format!("{OPTIONS} >= 1")).await;
        page.sees("#client_id-lb", "Иванченко Пётр").await;
        page.keys("\u{e015}").await;
        page.holds(
            "document.getElementById('client_id').getAttribute('aria-activedescendant') === 'client_id-o0'",
        )
        .await;
        page.keys("\u{e007}").await;
        page.holds("document.getElementById('client_id').getAttribute('aria-expanded') === 'false'").await;
        assert_eq!(
            (chosen(&page).await, page.value(FIELD).await),
            (wanted.to_string(), "Иванченко Пётр".into())
        );
        page.holds("document.activeElement.id === 'client_id'").await;
        // Another letter, and nothing is chosen any more.
        page.keys("а").await;
        assert_eq!(chosen(&page).await, "");
        (env, page)
    });
}

#[test]
fn an_unknown_client_is_made_from_what_was_typed_without_a_mouse() {
    browse(&[], |env, page| async move {
        form(&page).await;
        page.keys("Петров Пётр +7 911 222-33-44").await;
        page.sees("#client_id-status", "Ничего не найдено").await;
        page.keys("\u{e007}").await;
        page.find("dialog[open] #new-client-name").await;
        assert_eq!(page.value("#new-client-name").await, "Петров Пётр");
        assert!(page.value("#new-client-phone").await.contains("911"));
        page.holds("document.activeElement.id === 'new-client-email'").await;
        page.keys("petrov@example.com\u{e007}").await;
        page.holds("document.querySelector('dialog[open]') === null").await;
        page.holds("document.activeElement.id === 'client_id'").await;
        assert_eq!(page.value(FIELD).await, "Петров Пётр");
        let id = chosen(&page).await;
        let client = env.api.get(&format!("/api/v1/clients/{id}")).await.body;
        assert_eq!(
            (client["phone"].as_str(), client["email"].as_str()),
            (Some("+79112223344"), Some("petrov@example.com"))
        );
        page.keys("\u{e004}").await;
        page.holds("document.activeElement.id !== 'client_id'").await;
        (env, page)
    });
}

#[test]
fn leaving_the_dialog_returns_to_what_was_typed() {
    browse(&[], |env, page| async move {
        form(&page).await;
        page.keys("Сидоров Семён").await;
        page.sees("#client_id-status", "Ничего не найдено").await;
        page.keys("\u{e007}").await;
        page.find("dialog[open] #new-client-name").await;
        page.keys("8 911").await;
        page.keys("\u{e00c}").await;
        page.holds("document.querySelector('dialog[open]') === null").await;
        page.holds("document.activeElement.id === 'client_id'").await;
        assert_eq!(page.value(FIELD).await, "Сидоров Семён");
        assert_eq!(env.api.get("/api/v1/clients").await.body["items"], json!([]));
        (env, page)
    });
}

#[test]
fn the_same_phone_offers_the_client_who_has_it() {
    browse(&["409"], |env: Env, page| async move {
        let known = env
            .client_with(json!({"kind": "INDIVIDUAL", "name": "Старый Знакомый", "phone": "8 911 222-33-44"}))
            .await;
        form(&page).await;
        page.keys("Новый Человек 8 911 222 33 44").await;
        page.holds("document.getElementById('client_id').getAttribute('aria-expanded') === 'true'").await;
        page.press("#client_id-new").await;
        page.find("dialog[open] #new-client-name").await;
        page.press("dialog[open] button[type=submit]").await;
        page.sees("dialog[open] [data-testid=duplicates]", "Старый Знакомый").await;
        page.press(&format!("#choose-{known}")).await;
        page.holds("document.querySelector('dialog[open]') === null").await;
        assert_eq!(
            (chosen(&page).await, page.value(FIELD).await),
            (known.to_string(), "Старый Знакомый".into())
        );
        (env, page)
    });
}

#[test]
fn an_answer_that_comes_late_does_not_replace_a_newer_one() {
    browse(&[], |env, page| async move {
        env.client("Антонов").await;
        env.client("Антипов").await;
        form(&page).await;
        bend_searches(&page, "return path.endsWith('q=ант') ? 1500 : 0").await;
        page.keys("ант").await;
        tokio::time::sleep(std::time::Duration::from_millis(400)).await;
        page.keys("ип").await;
        page.sees("#client_id-lb", "Антипов").await;
        tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
        assert!(!page.text("#client_id-lb").await.contains("Антонов"));
        (env, page)
    });
}

#[test]
fn a_search_that_fails_is_told_can_be_repeated_and_does_not_stop_making_a_client() {
    browse(&[], |env, page| async move {
        env.client("Антонов").await;
        form(&page).await;
        bend_searches(&page, "return -1").await;
        page.keys("антонов").await;
        page.sees("main", "Не удалось найти").await;
        page.find("#client_id-new").await;
        bend_searches(&page, "return 0").await;
        page.press("#client_id-lb ~ * button, #client_id-retry, .combo-retry").await;
        page.sees("#client_id-lb", "Антонов").await;
        (env, page)
    });
}

#[test]
fn a_name_typed_on_the_other_keyboard_layout_is_found() {
    browse(&[], |env, page| async move {
        env.client("Иванов Денис").await;
        form(&page).await;
        page.keys("bdfyjd").await;
        page.sees("#client_id-lb", "Иванов Денис").await;
        (env, page)
    });
}

#[test]
fn a_search_without_an_answer_is_given_up_after_eight_seconds() {
    browse(&[], |env, page| async move {
        env.client("Антонов").await;
        form(&page).await;
        bend_searches(&page, "return 60000").await;
        page.keys("антонов").await;
        page.sees("main", "Ищем").await;
        tokio::time::sleep(std::time::Duration::from_secs(5)).await;
        assert!(!page.text("main").await.contains("Не удалось найти"));
        page.sees("main", "Не удалось найти").await;
        page.find("#client_id-new").await;
        (env, page)
    });
}

#[test]
fn a_word_that_is_still_being_composed_is_not_searched_for() {
    browse(&[], |env, page| async move {
        env.client("Антонов").await;
        form(&page).await;
        let composed = |text: &str, begin: &str| {
            format!(
                "(() => {{ const field = document.getElementById('client_id');
                    if ('{begin}') field.dispatchEvent(new CompositionEvent('{begin}', {{bubbles: true}}));
                    field.value = '{text}';
                    field.dispatchEvent(new InputEvent('input', {{bubbles: true, isComposing: true}})); return true }})()"
            )
        };
        page.eval(&composed("ант", "compositionstart")).await;
        page.eval(&composed("антон", "")).await;
        tokio::time::sleep(std::time::Duration::from_millis(700)).await;
        page.holds("document.getElementById('client_id').getAttribute('aria-expanded') === 'false'").await;
        // Enter ends the composition, it chooses nothing and sends nothing.
        page.keys("\u{e007}").await;
        page.holds("document.querySelector('.summary, dialog[open]') === null").await;
        page.eval(&composed("антонов", "compositionend")).await;
        page.sees("#client_id-lb", "Антонов").await;
        (env, page)
    });
}
