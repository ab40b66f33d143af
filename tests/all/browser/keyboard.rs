//! Keys, also on the Russian layout: the palette, going places, rows, and a payment and a charge by hand without a mouse.

use serde_json::json;

use super::driver::{browse, cdp};
use super::page::Page;

/// A key as the Russian layout sends it: the letter in `key` is Russian, the place on the keyboard is the same.
async fn russian(page: &Page, key: &str, code: &str, control: bool) {
    for kind in ["keyDown", "keyUp"] {
        let event = json!({"type": kind, "key": key, "code": code, "modifiers": if control { 2 } else { 0 }});
        cdp(&page.client, "Input.dispatchKeyEvent", event).await;
    }
}

#[test]
fn the_palette_leads_to_a_client_on_both_layouts() {
    browse(&[], |env, page| async move {
        let id = env.client("Кузнецова Вера").await;
        page.open("/").await;
        page.sign_in().await;
        for (key, typed) in [("k", "кузнец"), ("л", "кузнец")] {
            page.open("/").await;
            page.find("main h1").await;
            russian(&page, key, "KeyK", true).await;
            page.find("#palette[open] #palette-q").await;
            page.keys(typed).await;
            page.sees("#palette-list", "Кузнецова Вера").await;
            page.keys("\u{e007}").await;
            page.sees("main h1", "Кузнецова Вера").await;
            assert_eq!(page.address().await, format!("/clients/{id}"));
        }
        (env, page)
    });
}

#[test]
fn letters_go_places_and_are_ignored_where_people_type() {
    browse(&[], |env, page| async move {
        env.client("Первый").await;
        env.client("Второй").await;
        page.open("/").await;
        page.sign_in().await;
        page.find("main h1").await;
        russian(&page, "п", "KeyG", false).await;
        russian(&page, "с", "KeyC", false).await;
        page.sees("main h1", "Клиенты").await;
        page.find("tbody tr").await;
        russian(&page, "о", "KeyJ", false).await;
        russian(&page, "о", "KeyJ", false).await;
        page.keys("\u{e007}").await;
        page.sees("main h1", "Второй").await;
        page.client.back().await.unwrap();
        page.find("tbody tr").await;
        russian(&page, ".", "Slash", false).await;
        page.holds("document.activeElement.id === 'q'").await;
        page.keys("gcn").await;
        page.holds("document.getElementById('q').value === 'gcn'").await;
        (env, page)
    });
}

#[test]
fn a_payment_and_a_charge_are_entered_by_hand_and_the_balance_is_their_sum() {
    browse(&[], |env, page| async move {
        let id = env.client("Иванов Иван").await;
        env.api.deposit(id, "100.00").await;
        page.open(&format!("/operations/new?client={id}")).await;
        page.sign_in().await;
        page.holds("document.getElementById('client_id').value === 'Иванов Иван'").await;
        page.choose("#kind", "TOP_UP").await;
        page.type_into("#amount", "50,5").await;
        page.type_into("#description", "наличными в кассу").await;
        page.press("#post").await;
        page.sees("[data-testid=recent]", "+50,50").await;
        page.choose("#kind", "USAGE").await;
        page.type_into("#amount", "20").await;
        page.type_into("#description", "трафик за день").await;
        page.press("#post").await;
        page.sees("[data-testid=recent]", "−20,00").await;
        assert_eq!(env.balance(id).await, "130.50");
        page.open(&format!("/clients/{id}")).await;
        page.sees("#operations ~ * tbody tr:first-child", "−20,00").await;
        page.sees("[data-testid=balance]", "130,50 ₽").await;
        (env, page)
    });
}
