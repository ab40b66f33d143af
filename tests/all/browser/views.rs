//! Views and files: what somebody put together is kept, and taken away as it is seen.

use super::driver::browse;

#[test]
fn an_own_view_is_saved_survives_a_reload_is_used_and_deleted() {
    browse(&[], |env, page| async move {
        for (name, sum) in [("Анна", "10.00"), ("Борис", "20.00")] {
            let id = env.client(name).await;
            env.api.deposit(id, sum).await;
        }
        page.open("/clients").await;
        page.sign_in().await;
        page.type_into("#balance-from", "15").await;
        page.holds("document.querySelectorAll('tbody tr').length === 1").await;
        page.press("#save-view").await;
        page.type_into("#view-name", "Богатые").await;
        page.press("#view-submit").await;
        page.sees(".tabs", "Богатые").await;
        page.open("/clients").await;
        page.holds("document.querySelectorAll('tbody tr').length === 2").await;
        page.client.find(fantoccini::Locator::LinkText("Богатые")).await.unwrap().click().await.unwrap();
        page.holds("document.querySelectorAll('tbody tr').length === 1").await;
        page.press("#edit-view").await;
        page.press("#view-delete").await;
        page.press("#view-delete-confirm .danger").await;
        page.holds("!document.querySelector('.tabs').innerText.includes('Богатые')").await;
        (env, page)
    });
}

#[test]
fn every_list_with_filters_has_views_to_save_and_every_list_a_file() {
    browse(&[], |env, page| async move {
        page.open("/users").await;
        page.sign_in().await;
        for list in ["/users", "/users/api-keys"] {
            page.open(list).await;
            page.find("#export").await;
        }
        for filtered in [
            "/clients?q=abc",
            "/services?q=abc",
            "/operations?q=abc",
            "/payments?inn=5001007322",
            "/orders?q=abc",
            "/products?q=abc",
            "/stock?from=2026-01-01",
            "/order-payments?from=2026-01-01",
            "/journal?from=2026-01-01",
            "/jobs?kind=refund",
        ] {
            page.open(filtered).await;
            page.find("#save-view").await;
            let href = page.eval("document.getElementById('export').getAttribute('href')").await;
            let file = env.api.get(href.as_str().unwrap()).await;
            assert_eq!(
                (file.status, file.header("content-type")),
                (200, Some("text/csv; charset=utf-8")),
                "{filtered}"
            );
        }
        (env, page)
    });
}

#[test]
fn what_is_shown_is_exported_with_its_filters_and_without_formulas() {
    browse(&[], |env, page| async move {
        for (name, sum) in [("=1+1", "10.00"), ("Борис", "20.00"), ("Вера", "1.00")] {
            let id = env.client(name).await;
            env.api.deposit(id, sum).await;
        }
        page.open("/clients?bal=5.00..").await;
        page.sign_in().await;
        page.holds("document.querySelectorAll('tbody tr').length === 2").await;
        let href = page.eval("document.getElementById('export').getAttribute('href')").await;
        let file = env.api.get(href.as_str().unwrap()).await;
        assert_eq!(file.status, 200, "{file:?}");
        assert!(file.text.starts_with('\u{feff}'), "{}", file.text);
        let lines: Vec<&str> =
            file.text.trim_start_matches('\u{feff}').split("\r\n").filter(|line| !line.is_empty()).collect();
        assert_eq!(lines[0], "ID;Имя;Фамилия;Email;Телефон;Баланс кошелька;Дата создания");
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(lines[1].contains(";'=1+1;") && lines[2].contains(";Борис;"), "{lines:?}");
        (env, page)
    });
}
