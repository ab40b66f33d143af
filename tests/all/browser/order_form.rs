//! Putting an order together: from the keyboard, for a client who is new, with lines that merge; two people on one draft.

use serde_json::json;

use super::driver::browse;
use super::goods::{draft, order, pay, product, stock};
use super::page::Page;

const ENTER: &str = "\u{e007}";
const TAB: &str = "\u{e004}";
const DOWN: &str = "\u{e015}";

/// Counts the keys that are no text.
struct Hands<'a> {
    page: &'a Page,
    keys: usize,
}

impl Hands<'_> {
    async fn press(&mut self, key: &str) {
        self.keys += 1;
        self.page.keys(key).await;
    }

    async fn has_focus(&self, id: &str) {
        self.page.holds(&format!("document.activeElement.id === '{id}'")).await;
    }

    /// A product by a part of its name, and how much of it.
    async fn line(&mut self, part: &str, name: &str, quantity: &str) {
        self.has_focus("product_id").await;
        self.page.keys(part).await;
        self.page.sees("#product_id-lb", name).await;
        self.press(DOWN).await;
        self.press(ENTER).await;
        self.has_focus("quantity").await;
        self.page.keys(quantity).await;
        self.press(ENTER).await;
        self.page.sees("[data-testid=line-status]", name).await;
    }
}

#[test]
fn an_order_for_a_new_client_takes_at_most_25_keys_besides_the_text() {
    browse(&[], |env, page| async move {
        let router = product(&env, "Роутер AX3000", "2490.00", "5").await;
        let cable = product(&env, "Кабель UTP 5e", "35.50", "100").await;
        page.open("/").await;
        page.sign_in().await;
        page.find("main h1").await;
        let mut hands = Hands { page: &page, keys: 0 };
        for key in ["g", "r"] {
            hands.press(key).await;
        }
        page.find("#create, #create-first").await;
        page.find("#create").await;
        hands.press("n").await;
        hands.has_focus("client_id").await;
        page.keys("Петров Пётр +7 911 222-33-44").await;
        page.sees("#client_id-status", "Ничего не найдено").await;
        hands.press(ENTER).await;
        hands.has_focus("new-client-email").await;
        page.keys("petrov@example.com").await;
        hands.press(ENTER).await;
        hands.has_focus("client_id").await;
        page.holds("document.getElementById('client_id-id').value !== ''").await;
        hands.press(ENTER).await;
        hands.line("роут", "Роутер AX3000", "2").await;
        hands.line("utp", "Кабель UTP 5e", "2,5").await;
        page.sees("[data-testid=order-total]", "5 068,75 ₽").await;
        // Nothing more to add: Enter leads to the button, Enter presses it.
        hands.has_focus("product_id").await;
        hands.press(ENTER).await;
        hands.has_focus("save").await;
        hands.press(ENTER).await;
        page.sees("main h1", "Заказ № ").await;
        assert!(hands.keys <= 25, "{} keys", hands.keys);
        let id: i64 = page.address().await.rsplit('/').next().unwrap().parse().unwrap();
        let made = order(&env, id).await;
        assert_eq!((made["status"].as_str(), made["total"].as_str()), (Some("draft"), Some("5068.75")));
        assert_eq!(made["client_name"], "Петров Пётр");
        let lines: Vec<_> = made["lines"]
            .as_array()
            .unwrap()
            .iter()
            .map(|line| line["product_id"].as_i64().unwrap())
            .collect();
        assert_eq!(lines, [router, cable]);
        (env, page)
    });
}

#[test]
fn two_lines_of_one_product_are_merged_and_what_is_missing_is_named_before_paying() {
    browse(&[], |env, page| async move {
        let router = product(&env, "Роутер AX3000", "2490.00", "3").await;
        product(&env, "Кронштейн", "100.00", "0").await;
        page.open("/orders/new").await;
        page.sign_in().await;
        let mut hands = Hands { page: &page, keys: 0 };
        hands.has_focus("client_id").await;
        // Whoever walks in is one key away.
        hands.press(ENTER).await;
        assert_eq!(page.value("#client_id").await, "Розничный покупатель");
        hands.line("роут", "Роутер AX3000", "2").await;
        hands.line("роут", "Роутер AX3000", "2").await;
        page.sees("[data-testid=line-status]", "количества сложены, теперь 4 шт").await;
        page.holds("document.querySelectorAll('.order-lines tbody tr').length === 1").await;
        page.sees(".order-lines tbody", "Больше, чем есть на складе").await;
        hands.line("крон", "Кронштейн", "").await;
        page.press("#save").await;
        page.sees("main h1", "Заказ № ").await;
        page.sees("[data-testid=shortages]", "Роутер AX3000: нужно 4, есть 3").await;
        page.sees("[data-testid=shortages]", "Кронштейн: нужно 1, есть 0").await;
        page.holds("document.getElementById('order-pay').getAttribute('aria-disabled') === 'true'").await;
        page.sees("#order-pay-why", "Не хватает на складе").await;
        assert_eq!(stock(&env, router).await, "3");
        (env, page)
    });
}

#[test]
fn what_is_wrong_with_the_order_is_told_at_once_and_nothing_typed_is_lost() {
    browse(&[], |env, page| async move {
        product(&env, "Роутер AX3000", "2490.00", "3").await;
        page.open("/orders/new").await;
        page.sign_in().await;
        page.type_into("#client_id", "иванов из ниоткуда").await;
        page.type_into("#product_id", "роут").await;
        page.sees("#product_id-lb", "Роутер").await;
        page.keys(DOWN).await;
        page.keys(ENTER).await;
        page.holds("document.activeElement.id === 'quantity'").await;
        page.type_into("#quantity", "0").await;
        page.press("#save").await;
        page.sees(".summary", "Введите количество больше нуля").await;
        page.type_into("#quantity", "1,5").await;
        page.press("#save").await;
        page.sees(".summary", "Выберите клиента из списка или создайте нового").await;
        page.press(".summary a").await;
        page.holds("document.activeElement.id === 'client_id'").await;
        assert_eq!(page.value("#client_id").await, "иванов из ниоткуда");
        page.sees("[data-testid=order-total]", "3 735,00 ₽").await;
        page.holds("document.querySelector('.order-lines input').value === '1,5'").await;
        (env, page)
    });
}

#[test]
fn a_draft_is_changed_and_two_people_do_not_overwrite_each_other() {
    browse(&["409"], |env, page| async move {
        let (router, cable) = (
            product(&env, "Роутер AX3000", "2490.00", "5").await,
            product(&env, "Кабель UTP 5e", "35.50", "100").await,
        );
        let client = env.client("Иванов Иван").await;
        let id = draft(&env, client, &[(router, "1")]).await;
        page.open(&format!("/orders/{id}/edit")).await;
        page.sign_in().await;
        page.type_into("[id='lines[0].quantity']", "2").await;
        page.type_into("#comment", "доставить вечером").await;
        // Meanwhile somebody else adds a line.
        let version = order(&env, id).await["version"].clone();
        let lines = json!([{"product_id": router, "quantity": "1"}, {"product_id": cable, "quantity": "10"}]);
        let theirs = env
            .api
            .put(&format!("/api/v1/orders/{id}/lines"), &json!({"lines": lines, "version": version}))
            .await;
        assert_eq!(theirs.status, 200, "{theirs:?}");
        page.press("#save").await;
        page.sees("[data-testid=conflict]", "заказ изменили").await;
        page.sees("[data-testid=conflict]", "Кабель UTP 5e: 10 шт").await;
        assert_eq!(page.value("#comment").await, "доставить вечером");
        page.press("#conflict-mine").await;
        page.sees("main h1", &format!("Заказ № {id}")).await;
        page.find("[data-testid=timeline]").await;
        let saved = order(&env, id).await;
        assert_eq!(
            (saved["total"].as_str(), saved["comment"].as_str()),
            (Some("4980.00"), Some("доставить вечером"))
        );
        (env, page)
    });
}

#[test]
fn what_is_paid_is_no_longer_edited() {
    browse(&["409"], |env, page| async move {
        let router = product(&env, "Роутер AX3000", "2490.00", "5").await;
        let id = draft(&env, 0, &[(router, "1")]).await;
        page.open(&format!("/orders/{id}/edit")).await;
        page.sign_in().await;
        page.type_into("[id='lines[0].quantity']", "3").await;
        pay(&env, id, "CASH").await;
        page.press("#save").await;
        page.sees("[data-testid=conflict]", "Изменить его уже нельзя").await;
        assert_eq!(page.value("[id='lines[0].quantity']").await, "3");
        page.open(&format!("/orders/{id}/edit")).await;
        page.sees("[data-testid=closed]", "Заказ уже оплачен").await;
        page.holds("document.querySelector('main input, main textarea') === null").await;
        page.open(&format!("/orders/{id}")).await;
        page.sees("[data-testid=totals]", "2 490,00 ₽").await;
        page.holds(
            "document.getElementById('edit') === null && document.querySelector('main input') === null",
        )
        .await;
        let version = order(&env, id).await["version"].clone();
        let body = json!({"lines": [{"product_id": router, "quantity": "1"}], "version": version});
        let refused = env.api.put(&format!("/api/v1/orders/{id}/lines"), &body).await;
        assert_eq!((refused.status, refused.code()), (409, "invalid_transition"));
        (env, page)
    });
}

#[test]
fn a_clients_page_leads_to_their_orders_and_to_a_new_one() {
    browse(&[], |env, page| async move {
        let router = product(&env, "Роутер AX3000", "2490.00", "5").await;
        let client = env.client("Иванов Иван").await;
        let id = draft(&env, client, &[(router, "1")]).await;
        draft(&env, 0, &[(router, "1")]).await;
        page.open(&format!("/clients/{client}")).await;
        page.sign_in().await;
        page.press("#orders").await;
        page.sees("main h1", "Заказы").await;
        page.holds("document.querySelectorAll('tbody tr').length === 1").await;
        assert_eq!(page.column(1).await, [id.to_string()]);
        page.open(&format!("/clients/{client}")).await;
        page.press("#new-order").await;
        page.holds("document.getElementById('client_id')?.value === 'Иванов Иван'").await;
        page.keys(TAB).await;
        (env, page)
    });
}
