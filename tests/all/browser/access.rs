//! Without a mouse, and for a screen reader: the main job by keyboard alone, names and labels on every page.

use fantoccini::key::Key;

use super::driver::browse;
use crate::harness::PASSWORD;

#[test]
fn the_main_job_is_done_without_a_mouse() {
    browse(&[], |env, page| async move {
        let id = env.client("Клавишный Клиент").await;
        page.open("/").await;
        page.find("#login").await;
        page.holds("document.activeElement.id === 'login'").await;
        page.keys("admin").await;
        page.keys(&Key::Tab.to_string()).await;
        page.keys(PASSWORD).await;
        page.keys(&Key::Enter.to_string()).await;
        page.find("[data-testid=user]").await;
        page.tab_to("nav a[href='/clients']").await;
        page.keys(&Key::Enter.to_string()).await;
        page.find("#q").await;
        page.tab_to("#q").await;
        page.keys("клавишн").await;
        page.holds("location.search.includes('q=')").await;
        page.find("tbody tr a").await;
        page.tab_to("tbody tr a").await;
        page.keys(&Key::Enter.to_string()).await;
        page.find("#deposit-amount").await;
        page.tab_to("#deposit-amount").await;
        page.keys("12,34").await;
        page.keys(&Key::Tab.to_string()).await;
        page.keys("Без мыши").await;
        page.keys(&Key::Enter.to_string()).await;
        page.holds("document.querySelector('[data-testid=balance]').innerText.includes('12')").await;
        page.holds("document.activeElement.id === 'deposit-amount'").await;
        assert_eq!(env.balance(id).await, "12.34");
        (env, page)
    });
}

/// What is wrong with the page for somebody who does not see it.
const FAULTS: &str = r#"(() => {
    const faults = [], seen = node => node.checkVisibility();
    const all = css => [...document.querySelectorAll(css)].filter(seen);
    const named = node => (node.getAttribute('aria-label') || node.innerText || node.title || '').trim()
        || [...(node.labels || [])].map(label => label.innerText).join('').trim()
        || (node.getAttribute('aria-labelledby') || '').split(' ').map(id => document.getElementById(id)?.innerText || '').join('').trim();
    for (const node of all('button, a[href], input, select, textarea, [role=region], table, dialog'))
        if (!named(node)) faults.push('no name: ' + node.outerHTML.slice(0, 120));
    const ids = [...document.querySelectorAll('[id]')].map(node => node.id);
    ids.filter((id, at) => ids.indexOf(id) !== at).forEach(id => faults.push('twice on the page: #' + id));
    for (const css of ['h1', 'main']) if (all(css).length !== 1) faults.push(all(css).length + ' of ' + css);
    for (const attribute of ['aria-labelledby', 'aria-describedby', 'aria-controls'])
        for (const node of all('[' + attribute + ']'))
            for (const id of node.getAttribute(attribute).split(' '))
                if (!document.getElementById(id)) faults.push(attribute + ' leads nowhere: ' + id);
    for (const node of all('img, svg'))
        if (!node.getAttribute('alt') && node.getAttribute('aria-hidden') !== 'true' && !node.getAttribute('aria-label'))
            faults.push('a picture without a word: ' + node.outerHTML.slice(0, 80));
    if (!document.title.trim()) faults.push('no title');
    return faults;
})()"#;

#[test]
fn every_page_has_names_labels_one_heading_and_ids_that_are_unique() {
    browse(&[], |env, page| async move {
        let id = env.client("Клиент").await;
        env.api.deposit(id, "5.00").await;
        page.open("/").await;
        page.find("#login").await;
        assert_eq!(page.eval(FAULTS).await, serde_json::json!([]), "sign in");
        page.sign_in().await;
        for lang in ["ru", "en"] {
            for path in ["/", "/clients", "/clients?q=nothing", &format!("/clients/{id}"), "/no/such/page"] {
                page.open(path).await;
                page.find("main h1").await;
                page.speak(lang).await;
                page.holds("document.querySelector('[aria-busy=true]') === null").await;
                assert_eq!(page.eval(FAULTS).await, serde_json::json!([]), "{path} in {lang}");
            }
        }
        (env, page)
    });
}
