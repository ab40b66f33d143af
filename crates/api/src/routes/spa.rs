//! The browser's pages: files built by `cargo xtask`, inside the program, each with a brotli and a gzip sibling. Names under
//! `/assets` carry a hash of the content, so they may be kept for ever; every other path that a browser opens is the one page.

use std::borrow::Cow;

use actix_web::http::Method;
use actix_web::http::header::{
    ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use contract::problem::ProblemCode;
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::answer::Reply;
use crate::error::Failure;

#[derive(RustEmbed)]
#[folder = "../../target/spa"]
#[allow_missing = true]
struct Files;

const PAGE: &str = "index.html";
/// Paths of machines, where a page would only hide a mistake.
const NOT_OURS: [&str; 5] = ["/api", "/swagger-ui", "/metrics", "/livez", "/readyz"];
const NOT_BUILT: &str = "<!doctype html><meta charset=utf-8><title>Saldo</title><h1>Saldo</h1>\
    <p>This program was built without its pages. Build them with <code>make build</code>, or start with <code>make run</code>.</p>\
    <p>The API works: <a href=\"/swagger-ui/\">Swagger UI</a>, <a href=\"/api/openapi.json\">OpenAPI document</a>.</p>";

/// Whether a path is one of the browser's.
pub fn is_ours(request: &HttpRequest) -> bool {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let path = request.path();
    let of_machines =
        |prefix: &str| path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    reads && !NOT_OURS.iter().any(|prefix| of_machines(prefix))
}

/// The file of a path, or the page for a path that a browser opens.
///
/// # Errors
/// 404 for anything else.
pub fn serve(request: &HttpRequest) -> Reply {
    let name = request.path().trim_start_matches('/');
    if !name.is_empty() && name != PAGE && !is_sibling(name) && Files::get(name).is_some() {
        return file(request, name);
    }
    if !opens_a_page(request) {
        return Err(Failure::new(ProblemCode::NotFound, "there is nothing here"));
    }
    match Files::get(PAGE) {
        Some(_) => file(request, PAGE),
        None => Ok(HttpResponse::NotFound().content_type("text/html; charset=utf-8").body(NOT_BUILT)),
    }
}

fn file(request: &HttpRequest, name: &str) -> Reply {
    let (file, encoding) =
        best(request, name).ok_or_else(|| Failure::new(ProblemCode::NotFound, "no such file"))?;
    let tag = format!("\"{}\"", hex(&file.metadata.sha256_hash()[..12]));
    let known = request.headers().get(IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == tag.as_bytes());
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    let keep = if name.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    response
        .insert_header((ETAG, tag))
        .insert_header((CACHE_CONTROL, keep))
        .insert_header((VARY, "accept-encoding"));
    if known {
        return Ok(response.finish());
    }
    if let Some(encoding) = encoding {
        response.insert_header((CONTENT_ENCODING, encoding));
    }
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let kind = if kind.type_() == "text" { format!("{kind}; charset=utf-8") } else { kind.to_string() };
    response.insert_header((CONTENT_TYPE, kind));
    Ok(response.body(match file.data {
        Cow::Borrowed(data) => Bytes::from_static(data),
        Cow::Owned(data) => Bytes::from(data),
    }))
}

/// The smallest form that the caller takes.
fn best(request: &HttpRequest, name: &str) -> Option<(EmbeddedFile, Option<&'static str>)> {
    let accepted =
        request.headers().get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    for (encoding, suffix) in [("br", "br"), ("gzip", "gz")] {
        if takes(accepted, encoding)
            && let Some(file) = Files::get(&format!("{name}.{suffix}"))
        {
            return Some((file, Some(encoding)));
        }
    }
    Files::get(name).map(|file| (file, None))
}

/// Whether an `Accept-Encoding` names the encoding without `q=0`.
fn takes(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|part| {
        let mut pieces = part.split(';').map(str::trim);
        let named = pieces.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        named && !pieces.any(|piece| piece.strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0)))
    })
}

fn opens_a_page(request: &HttpRequest) -> bool {
    let accept = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accept.contains("text/html") || request.path() == "/"
}

/// Compressed siblings are served only under the name of their file.
fn is_sibling(name: &str) -> bool {
    name.ends_with(".br") || name.ends_with(".gz")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn an_encoding_counts_unless_it_is_switched_off() {
        assert!(takes("gzip, deflate, br", "br") && takes("GZIP;q=0.5", "gzip"));
        assert!(
            !takes("gzip;q=0, br;q=0.0", "gzip") && !takes("gzip;q=0, br;q=0.0", "br") && !takes("", "br")
        );
        assert!(!takes("brotli", "br"));
    }

    #[test]
    fn paths_of_machines_are_not_pages() {
        let ours = |path: &str| is_ours(&TestRequest::with_uri(path).to_http_request());
        assert!(ours("/") && ours("/clients/7") && ours("/apiary") && ours("/metrics-of-mine"));
        assert!(
            !ours("/api")
                && !ours("/api/v1/nothing")
                && !ours("/swagger-ui/x")
                && !ours("/metrics")
                && !ours("/readyz")
        );
        assert!(!is_ours(&TestRequest::post().uri("/clients").to_http_request()));
    }

    #[test]
    fn only_a_browser_that_opens_a_page_gets_the_page() {
        let accept = |value: &'static str| {
            TestRequest::with_uri("/clients").insert_header((ACCEPT, value)).to_http_request()
        };
        assert!(opens_a_page(&accept("text/html,application/xhtml+xml,*/*;q=0.8")));
        assert!(!opens_a_page(&accept("application/json")));
        assert!(!opens_a_page(&TestRequest::with_uri("/favicon.ico").to_http_request()));
    }
}
