//! How the application starts: what it needs is asked for while it is on its way, and a bad early answer does no harm.

use serde_json::json;

use super::driver::{browse, cdp};

/// How often this page has asked for a path of the API.
fn asked(path: &str) -> String {
    format!("performance.getEntriesByType('resource').filter(entry => entry.name.endsWith('{path}')).length")
}

const SESSION: &str = "/api/v1/session";
const LIST: &str = "/api/v1/clients?limit=50&count=true";

#[test]
fn who_is_there_and_the_first_rows_are_asked_for_once_and_before_the_application_is_there() {
    browse(&[], |env, page| async move {
        env.client("Ранний").await;
        page.open("/clients").await;
        page.find("#login").await;
        assert_eq!(page.eval(&asked(SESSION)).await, 0, "nobody has been signed in here");
        page.sign_in().await;
        page.sees("tbody", "Ранний").await;

        page.open("/clients").await;
        page.sees("tbody", "Ранний").await;
        assert_eq!((page.eval(&asked(SESSION)).await, page.eval(&asked(LIST)).await), (json!(1), json!(1)));
        // The application begins when the document has been read; a WASM file from the cache may be there before everything else.
        let early = "(() => { const all = performance.getEntriesByType('resource'), of = end => all.find(entry => entry.name.endsWith(end)).startTime;
            const read = performance.getEntriesByType('navigation')[0].domInteractive;
            return of('/session') < read && of('count=true') < read })()";
        page.holds(early).await;
        // The next visit asks anew: what came early is taken once.
        env.client("Поздний").await;
        page.press("nav a[href='/']").await;
        page.press("nav a[href='/clients']").await;
        page.sees("tbody", "Поздний").await;
        assert_eq!(page.eval(&asked(LIST)).await, 2);
        (env, page)
    });
}

#[test]
fn early_answers_that_fail_are_asked_for_again() {
    browse(&["401", "500"], |env, page| async move {
        env.client("Терпеливый").await;
        page.open("/clients").await;
        page.sign_in().await;
        // The first question for each path meets a broken network, or a server in trouble.
        for trouble in [
            "Promise.reject(new TypeError('no network'))",
            "Promise.resolve(new Response('{}', {status: 500}))",
        ] {
            let source = format!(
                "(() => {{ const real = window.fetch, seen = new Set(); window.fetch = (input, init) => {{
                    const path = String(input.url ?? input);
                    if (!path.startsWith('/api/') || seen.has(path)) return real(input, init);
                    seen.add(path); return {trouble} }} }})()"
            );
            let script =
                cdp(&page.client, "Page.addScriptToEvaluateOnNewDocument", json!({"source": source})).await;
            page.open("/clients").await;
            page.sees("tbody", "Терпеливый").await;
            cdp(&page.client, "Page.removeScriptToEvaluateOnNewDocument", script).await;
        }
        // The session has ended since the last visit: the sign-in page, then the rows.
        let mut connection = env.database.connect().await;
        sqlx::query("delete from sessions").execute(&mut connection).await.unwrap();
        page.open("/clients").await;
        page.sign_in().await;
        page.sees("tbody", "Терпеливый").await;
        let mut env = env;
        env.api = crate::harness::Api::sign_in(&env.server.base, "admin", crate::harness::PASSWORD).await;
        (env, page)
    });
}
