//! Signing in and out in the browser, the language, small screens.

use super::driver::browse;
use crate::harness::PASSWORD;

#[test]
fn a_wrong_password_is_told_and_signing_out_leaves_nothing_behind() {
    browse(&["401"], |env, page| async move {
        env.client("Секретный Клиент").await;
        page.open("/clients").await;
        page.find("#login").await;
        page.speak("ru").await;
        page.type_into("#login", "admin").await;
        page.type_into("#password", "wrong password").await;
        page.press("#sign-in").await;
        page.find("[role=alert]").await;
        page.holds("document.getElementById('password').value === ''").await;
        assert_eq!(page.value("#login").await, "admin");
        page.type_into("#password", PASSWORD).await;
        page.press("#sign-in").await;
        page.sees("tbody", "Секретный Клиент").await;

        page.press("[data-testid=sign-out]").await;
        page.find("#login").await;
        assert!(!page.text("body").await.contains("Секретный"));
        let kept = page
            .eval("JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie")
            .await
            .to_string();
        assert!(!kept.contains("sid") && !kept.contains("Секретный"), "{kept}");
        page.open("/clients").await;
        page.find("#login").await;
        (env, page)
    });
}

#[test]
fn a_lost_session_asks_to_sign_in_over_the_page_and_keeps_what_was_typed() {
    browse(&["401"], |env, page| async move {
        let id = env.client("Иванов Иван").await;
        page.open(&format!("/clients/{id}")).await;
        page.sign_in().await;
        page.type_into("#deposit-amount", "77").await;
        page.type_into("#deposit-description", "Не потеряйте").await;
        let mut connection = env.database.connect().await;
        sqlx::query("delete from sessions").execute(&mut connection).await.unwrap();
        page.press("#deposit-submit").await;
        page.find("dialog[open] #password").await;
        page.type_into("dialog[open] #login", "admin").await;
        page.type_into("dialog[open] #password", PASSWORD).await;
        page.press("dialog[open] #sign-in").await;
        page.holds("document.querySelector('dialog[open]') === null").await;
        assert_eq!(
            (page.value("#deposit-amount").await, page.value("#deposit-description").await),
            ("77".into(), "Не потеряйте".into())
        );
        page.press("#deposit-submit").await;
        page.sees("[data-testid=balance]", "77,00 ₽").await;
        let mut env = env;
        env.api = crate::harness::Api::sign_in(&env.server.base, "admin", PASSWORD).await;
        assert_eq!(env.balance(id).await, "77.00");
        (env, page)
    });
}

#[test]
fn the_language_switches_in_the_middle_of_a_form_and_is_remembered() {
    browse(&[], |env, page| async move {
        let id = env.client("Client").await;
        env.api.deposit(id, "1234.50").await;
        page.open(&format!("/clients/{id}")).await;
        page.sign_in().await;
        page.sees("[data-testid=balance]", "1 234,50 ₽").await;
        page.type_into("#deposit-description", "typed before").await;
        page.speak("en").await;
        page.sees("[data-testid=balance]", "₽1,234.50").await;
        page.sees("nav", "Clients").await;
        assert_eq!(page.value("#deposit-description").await, "typed before");
        let shown = "[...document.querySelectorAll('nav, h1, h2, label, th, button, .side-role')].filter(node => node.checkVisibility())";
        let foreign = page
            .eval(&format!("{shown}.map(node => node.innerText).filter(text => /[а-яё]/i.test(text))"))
            .await;
        assert_eq!(foreign, serde_json::json!([]), "untranslated");
        page.open("/clients").await;
        page.sees("main h1", "Clients").await;
        page.holds("document.documentElement.lang === 'en'").await;
        page.speak("ru").await;
        page.sees("main h1", "Клиенты").await;
        (env, page)
    });
}

/// What sticks out of the window to the right, when the page scrolls sideways; tables scroll in regions of their own.
const TOO_WIDE: &str = r#"(() => {
    if (document.documentElement.scrollWidth <= window.innerWidth) return [];
    const out = [...document.querySelectorAll('body *')].filter(node =>
        node.checkVisibility() && !node.closest('.table-region') && node.getBoundingClientRect().right > window.innerWidth);
    return out.map(node => node.tagName + '.' + node.className + ' ' + Math.ceil(node.getBoundingClientRect().right) + ' of ' + window.innerWidth);
})()"#;

#[test]
fn nothing_scrolls_sideways_on_the_smallest_screen() {
    browse(&[], |env, page| async move {
        let id = env
            .client("Общество с ограниченной ответственностью «Длинное название, которое не помещается»")
            .await;
        env.api.deposit(id, "999999999999999.99").await;
        page.open("/").await;
        page.sign_in().await;
        page.client.set_window_size(320, 800).await.unwrap();
        for path in ["/", "/clients", &format!("/clients/{id}")] {
            page.open(path).await;
            page.find("main h1").await;
            page.holds("document.querySelector('[aria-busy=true]') === null").await;
            assert_eq!(page.eval(TOO_WIDE).await, serde_json::json!([]), "{path}");
        }
        (env, page)
    });
}

/// Names in the menu that stick out of it.
const CUT: &str = r#"(() => {
    const side = document.querySelector('.side').getBoundingClientRect();
    const words = [...document.querySelectorAll('.side nav a span, .side-group')];
    const range = document.createRange();
    return words.filter(word => { range.selectNodeContents(word); const box = range.getBoundingClientRect();
        return box.left < side.left || box.right > side.right; }).map(word => word.textContent);
})()"#;

#[test]
fn the_menu_has_whole_words_at_every_width_of_a_desk() {
    browse(&[], |env, page| async move {
        page.open("/").await;
        page.sign_in().await;
        page.find("main h1").await;
        for lang in ["en", "ru"] {
            page.eval(&format!("localStorage.setItem('saldo.lang', '{lang}') ?? true")).await;
            page.client.set_window_size(1280, 900).await.unwrap();
            page.open("/").await;
            page.find("main h1").await;
            for width in [1024, 1100, 1279, 1280, 1920] {
                page.client.set_window_size(width, 800).await.unwrap();
                page.holds(&format!("window.innerWidth === {width}")).await;
                let words = page.eval("document.querySelectorAll('.side nav a span').length").await;
                assert!(words.as_u64().is_some_and(|words| words >= 14), "{words}");
                assert_eq!(page.eval(CUT).await, serde_json::json!([]), "{lang} {width}");
            }
        }
        (env, page)
    });
}
