//! Goods from the first record to the books: made, received, written off, counted; the journal follows, the trial balance balances.

use serde_json::json;

use super::driver::browse;
use super::goods::{draft, pay, product, stock};
use super::page::Page;
use crate::harness::Env;

const ENTER: &str = "\u{e007}";
const DOWN: &str = "\u{e015}";
const CTRL: &str = "\u{e009}";

async fn has_focus(page: &Page, id: &str) {
    page.holds(&format!("document.activeElement.id === '{id}'")).await;
}

/// The id of the quantity of a line.
fn quantity(line: usize) -> String {
    format!("stock-lines[{line}].quantity")
}

/// What is said under the quantity of a line.
async fn effect(page: &Page, line: usize, text: &str) {
    page.sees(&format!("[id='{}-hint']", quantity(line)), text).await;
}

/// Finds a product by a part of its name and takes the first that is offered.
async fn take(page: &Page, part: &str, name: &str) {
    has_focus(page, "stock-product").await;
    page.keys(part).await;
    page.sees("#stock-product-lb", name).await;
    page.keys(DOWN).await;
    page.keys(ENTER).await;
}

async fn signed_in(page: &Page, path: &str) {
    page.open(path).await;
    page.sign_in().await;
    page.find("main [data-ready]").await;
}

#[test]
fn a_product_is_made_received_written_off_and_counted_and_its_journal_follows() {
    browse(&["422"], |env, page| async move {
        signed_in(&page, "/products").await;
        page.press("#create-first").await;
        page.type_into("#product-name", "Кабель UTP 5e").await;
        page.type_into("#product-price", "1 035,5").await;
        page.type_into("#product-unit", "м").await;
        page.type_into("#product-sku", "CAB-5E").await;
        page.press("#save").await;
        page.sees("main h1", "Кабель UTP 5e").await;
        page.sees("[data-testid=left]", "0 м").await;
        page.sees("main", "1 035,50 ₽").await;

        page.press("#product-receive").await;
        has_focus(&page, &quantity(0)).await;
        page.keys("12,5").await;
        effect(&page, 0, "Станет 12,5 м").await;
        page.keys(&format!("{CTRL}{ENTER}")).await;
        page.sees("[data-testid=left]", "12,5 м").await;

        // More than there is: said before it is sent, and refused by the server at the same line.
        page.press("#product-write-off").await;
        has_focus(&page, &quantity(0)).await;
        page.keys("13").await;
        effect(&page, 0, "На складе только 12,5 м").await;
        page.press("#stock-post").await;
        page.sees(".summary", "Введите основание").await;
        page.type_into("#stock-reason", "Повреждён при хранении").await;
        page.press("#stock-post").await;
        page.sees(".summary", "На складе только 12,5 м").await;
        page.type_into(&format!("[id='{}']", quantity(0)), "2,5").await;
        effect(&page, 0, "На складе только").await;
        page.press("#stock-post").await;
        page.sees("[data-testid=left]", "10 м").await;

        page.press("#product-count").await;
        has_focus(&page, &quantity(0)).await;
        page.keys("9").await;
        effect(&page, 0, "Разница −1 м").await;
        page.type_into("#stock-reason", "Пересчёт").await;
        page.press("#stock-post").await;
        page.sees("[data-testid=left]", "9 м").await;

        page.press("#product-journal").await;
        page.find("main .list[data-ready] tbody tr:nth-child(3)").await;
        let shown = |texts: Vec<String>| texts.join(" | ").replace('\u{a0}', " ");
        assert_eq!(shown(page.column(3).await), "Инвентаризация | Списание | Приход");
        assert_eq!(shown(page.column(4).await), "−1 м | −2,5 м | +12,5 м");
        assert_eq!(shown(page.column(5).await), "9 м | 10 м | 12,5 м");
        // Into the stock is green, out of it is not.
        page.holds("document.querySelectorAll('tbody .credit').length === 1").await;
        (env, page)
    });
}

#[test]
fn many_products_are_received_from_the_keyboard_and_each_has_one_line() {
    browse(&[], |env, page| async move {
        let cable = product(&env, "Кабель UTP 5e", "35.50", "100").await;
        let router = product(&env, "Роутер AX3000", "2490.00", "0").await;
        signed_in(&page, "/stock").await;
        page.keys("n").await;
        page.find("#stock-product").await;
        page.press("#stock-product").await;
        take(&page, "utp", "Кабель UTP 5e").await;
        has_focus(&page, &quantity(0)).await;
        page.keys(&format!("20{ENTER}")).await;
        take(&page, "роут", "Роутер AX3000").await;
        has_focus(&page, &quantity(1)).await;
        page.keys(&format!("3{ENTER}")).await;
        // The same product again leads to the line that it has.
        take(&page, "utp", "Кабель UTP 5e").await;
        has_focus(&page, &quantity(0)).await;
        assert_eq!(page.value(&format!("[id='{}']", quantity(0))).await, "20");
        page.holds("document.querySelectorAll('.stock-line').length === 2").await;
        // Enter where products are looked for posts nothing.
        page.keys(ENTER).await;
        has_focus(&page, "stock-product").await;
        page.keys(ENTER).await;
        page.sees("[data-testid=effect]", "Остаток 2 товаров увеличится").await;
        page.keys(&format!("{CTRL}{ENTER}")).await;
        page.find("main .list[data-ready] tbody tr").await;
        assert_eq!(page.address().await, "/stock");
        assert_eq!((stock(&env, cable).await, stock(&env, router).await), ("120".into(), "3".into()));
        (env, page)
    });
}

#[test]
fn every_shortage_is_told_at_its_line_when_the_stock_went_meanwhile() {
    browse(&["422"], |env, page| async move {
        let cable = product(&env, "Кабель UTP 5e", "35.50", "10").await;
        let router = product(&env, "Роутер AX3000", "2490.00", "5").await;
        signed_in(&page, &format!("/stock/new?kind=WRITE_OFF&product_id={cable}")).await;
        has_focus(&page, &quantity(0)).await;
        page.keys(&format!("8{ENTER}")).await;
        take(&page, "роут", "Роутер AX3000").await;
        page.keys("5").await;
        effect(&page, 1, "Станет 0 шт").await;
        page.type_into("#stock-reason", "Затопило склад").await;
        let order = draft(&env, 0, &[(cable, "4"), (router, "1")]).await;
        pay(&env, order, "CASH").await;
        page.press("#stock-post").await;
        page.sees(".summary", "Кабель UTP 5e: На складе только 6 шт").await;
        page.sees(".summary", "Роутер AX3000: На складе только 4 шт").await;
        assert_eq!(stock(&env, cable).await, "6");
        page.type_into(&format!("[id='{}']", quantity(0)), "6").await;
        page.type_into(&format!("[id='{}']", quantity(1)), "4").await;
        page.press("#stock-post").await;
        page.sees("[data-testid=left]", "закончился").await;
        assert_eq!(stock(&env, router).await, "0");
        (env, page)
    });
}

#[test]
fn products_are_found_by_what_is_left_and_an_article_number_is_nobody_elses() {
    browse(&["409"], |env, page| async move {
        product(&env, "Кабель UTP 5e", "35.50", "0.5").await;
        product(&env, "Роутер AX3000", "2490.00", "0").await;
        let made =
            env.api.post("/api/v1/products", &json!({"name": "Адаптер", "sku": "A-1", "price": "5"})).await;
        assert_eq!(made.status, 201, "{made:?}");
        signed_in(&page, "/products").await;
        page.sees("[data-testid=count]", "3 товара").await;
        page.press(".tabs a[href='/products?left=0.001..']").await;
        page.sees("[data-testid=count]", "1 товар").await;
        assert_eq!(page.column(3).await, ["Кабель UTP 5e"]);
        page.press(".tabs a[href='/products?left=..0']").await;
        page.sees("[data-testid=count]", "2 товара").await;
        page.type_into("#price-from", "2 000,50").await;
        page.sees("[data-testid=count]", "1 товар").await;
        page.holds("document.querySelector('#export').href.includes('price_min=2000.50')").await;

        page.open("/products/new").await;
        page.type_into("#product-name", "Другой адаптер").await;
        page.type_into("#product-price", "6").await;
        page.type_into("#product-sku", "A-1").await;
        page.press("#save").await;
        page.sees("#product-sku-hint", "у другого товара").await;
        page.sees(".summary", "у другого товара").await;
        (env, page)
    });
}

/// Money of every kind that the books know.
async fn business(env: &Env) -> i64 {
    let client = env.client("ООО Ромашка").await;
    env.api.deposit(client, "1000.00").await;
    let cable = product(env, "Кабель UTP 5e", "35.50", "100").await;
    let sold = draft(env, client, &[(cable, "10")]).await;
    pay(env, sold, "WALLET").await;
    let walked_in = draft(env, 0, &[(cable, "2")]).await;
    pay(env, walked_in, "CASH").await;
    let reason = json!({"reason": "Передумали"});
    let undone = env.api.command(&format!("/api/v1/orders/{walked_in}/cancel"), "undo", &reason).await;
    assert_eq!(undone.status, 200, "{undone:?}");
    sold
}

#[test]
fn the_trial_balance_balances_and_leads_to_the_entries() {
    browse(&[], |env, page| async move {
        let sold = business(&env).await;
        signed_in(&page, "/trial-balance").await;
        page.sees("[data-testid=balanced]", "Дебет равен кредиту").await;
        let shown = |texts: Vec<String>| texts.join(" | ").replace('\u{a0}', " ");
        assert_eq!(shown(page.column(1).await), "50 | 62.02 | 90.01 | Итого");
        let (debit, credit) = (shown(page.column(5).await), shown(page.column(6).await));
        assert_eq!(debit, "1 000,00 | 355,00 | 0,00 | 1 355,00");
        assert_eq!(credit, "0,00 | 1 000,00 | 355,00 | 1 355,00");
        assert_eq!(shown(page.column(7).await), "1 000,00 | 0,00 | 0,00 | 1 000,00");

        page.press("tbody a[href*='account=50&']").await;
        page.find("main .list[data-ready] tbody tr:nth-child(3)").await;
        page.sees("main h1", "Журнал проводок").await;
        // The cash that was given back is a negative entry, and has a word too.
        assert_eq!(shown(page.column(4).await), "сторно −71,00 ₽ | 71,00 ₽ | 1 000,00 ₽");
        page.holds("document.querySelectorAll('tbody .negative').length === 1").await;
        page.sees("tbody", "50 Касса").await;
        page.open("/journal").await;
        page.press(&format!("tbody a[href='/orders/{sold}']")).await;
        page.sees("main h1", "Заказ №").await;
        (env, page)
    });
}
