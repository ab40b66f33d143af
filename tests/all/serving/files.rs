//! The browser's files: one page for every address of the browser, assets that may be kept for ever, none of it for machines.

use reqwest::Method;

use crate::harness::{Api, Env, Reply, in_ci, read, run};

const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

async fn open(env: &Env, path: &str) -> Reply {
    read(Api::anonymous(&env.server.base).request(Method::GET, path).header("accept", BROWSER)).await
}

/// The page, or `None` when the program was built without it.
async fn page(env: &Env) -> Option<String> {
    let reply = open(env, "/").await;
    if reply.status == 404 && reply.text.contains("built without its pages") {
        assert!(!in_ci(), "the browser app is not built: cargo xtask spa");
        println!("SKIPPED: the browser app is not built (cargo xtask spa)");
        return None;
    }
    assert_eq!(reply.status, 200, "{reply:?}");
    Some(reply.text)
}

fn assets(page: &str) -> Vec<String> {
    let quoted = page.split(['"', '\'']).filter(|part| part.contains("assets/"));
    quoted.map(|part| format!("/{}", part.trim_start_matches(['/', '.']))).collect()
}

#[test]
fn every_address_of_the_browser_opens_the_page() {
    run(|env| async move {
        let Some(index) = page(&env).await else { return env };
        for path in ["/", "/clients", "/clients/7?tab=operations", "/no/such/page", "/index.html", "/login"] {
            let reply = open(&env, path).await;
            assert_eq!((reply.status, &reply.text), (200, &index), "{path}");
            assert_eq!(reply.header("cache-control"), Some("no-cache"));
            assert!(reply.header("content-type").unwrap().starts_with("text/html"));
        }
        for path in ["/api", "/api/v1/nothing", "/api/nothing", "/swagger-ui/nothing", "/metrics/nothing"] {
            let reply = open(&env, path).await;
            assert_eq!(reply.status, 404, "{path}");
            assert_ne!(reply.text, index, "{path}");
        }
        let missing = env.api.get("/assets/missing.js").await;
        assert_eq!((missing.status, missing.code()), (404, "not_found"), "a missing file is no page");
        assert_eq!(
            read(env.api.request(Method::POST, "/clients").header("accept", BROWSER)).await.status,
            404
        );
        env
    });
}

#[test]
fn assets_have_hashed_names_are_kept_for_ever_and_come_compressed() {
    run(|env| async move {
        let Some(index) = page(&env).await else { return env };
        let mut assets = assets(&index);
        assets.sort();
        assets.dedup();
        assert!(assets.iter().any(|path| path.ends_with(".js")), "{index}");
        let get = |path: String, encoding: &'static str| {
            read(
                Api::anonymous(&env.server.base)
                    .request(Method::GET, &path)
                    .header("accept-encoding", encoding),
            )
        };
        for path in &assets {
            let plain = get(path.clone(), "identity").await;
            assert_eq!((plain.status, plain.header("content-encoding")), (200, None), "{path}");
            assert_eq!(plain.header("cache-control"), Some("public, max-age=31536000, immutable"), "{path}");
            assert_eq!(plain.header("vary"), Some("accept-encoding"));
            let kind = plain.header("content-type").unwrap();
            let expected = match path.rsplit('.').next().unwrap() {
                "js" => "text/javascript",
                "css" => "text/css",
                "wasm" => "application/wasm",
                "svg" => "image/svg+xml",
                other => panic!("{other}"),
            };
            assert!(
                kind.starts_with(expected) || kind.starts_with("application/javascript"),
                "{path}: {kind}"
            );
            let tag = plain.header("etag").unwrap().to_owned();
            let again = Api::anonymous(&env.server.base)
                .request(Method::GET, path)
                .header("if-none-match", tag)
                .header("accept-encoding", "identity");
            assert_eq!(read(again).await.status, 304, "{path}");
            if path.ends_with(".wasm") || path.ends_with(".js") || path.ends_with(".css") {
                let (br, gzip) =
                    (get(path.clone(), "gzip, deflate, br").await, get(path.clone(), "gzip").await);
                assert_eq!(
                    (br.header("content-encoding"), gzip.header("content-encoding")),
                    (Some("br"), Some("gzip")),
                    "{path}"
                );
            }
        }
        let sibling = get(format!("{}.br", assets[0]), "identity").await;
        assert_eq!(sibling.status, 404, "compressed files have no address of their own");
        env
    });
}

#[test]
fn the_page_has_nothing_inline_and_nothing_from_elsewhere() {
    run(|env| async move {
        let Some(index) = page(&env).await else { return env };
        let lower = index.to_lowercase();
        for tag in lower.split("<script").skip(1) {
            let (attributes, rest) = tag.split_once('>').unwrap();
            let inline = rest.split("</script").next().unwrap();
            assert!(
                attributes.contains("src=") && inline.trim().is_empty(),
                "an inline script breaks the content policy: {inline}"
            );
        }
        assert!(
            !lower.contains("<style") && !lower.contains(" onload=") && !lower.contains(" style="),
            "{index}"
        );
        for address in index.split(['"', '\'']).filter(|part| part.starts_with("http")) {
            assert!(address.contains("www.w3.org"), "{address}");
        }
        assert!(lower.contains("<noscript") && lower.contains("lang="));
        env
    });
}
