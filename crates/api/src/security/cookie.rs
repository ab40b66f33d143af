//! The cookies: the session's, `sid`, and the one by which a browser is known after signing in, `device`. Where the page came over https
//! they are `__Host-sid` and `__Host-device`, with `Secure`.

use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::http::header::ORIGIN;
use clap::ValueEnum;

/// A cookie: its name over https, and its name on plain http.
struct Names(&'static str, &'static str);

const SESSION: Names = Names("__Host-sid", "sid");
const DEVICE: Names = Names("__Host-device", "device");
/// How long a browser is known, in seconds: a year.
const DEVICE_SECONDS: i64 = 365 * 24 * 3600;

/// When cookies carry `Secure`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum SecureCookies {
    /// When the browser says that its page came over https.
    #[default]
    Auto,
    Always,
    Never,
}

/// The token of the session that the request carries.
pub fn token(request: &HttpRequest, mode: SecureCookies) -> Option<String> {
    read(request, mode, &SESSION)
}

/// The token by which the browser is known.
pub fn device(request: &HttpRequest, mode: SecureCookies) -> Option<String> {
    read(request, mode, &DEVICE)
}

fn read(request: &HttpRequest, mode: SecureCookies, Names(secure, plain): &Names) -> Option<String> {
    let read = |name: &str| request.cookie_raw(name).map(|cookie| cookie.value().to_owned());
    match mode {
        SecureCookies::Always => read(secure),
        SecureCookies::Never => read(plain),
        SecureCookies::Auto => read(secure).or_else(|| read(plain)),
    }
}

/// The cookie that carries a new token. It lives as long as the browser's session at most 30 days; the server decides earlier.
pub fn issue(request: &HttpRequest, mode: SecureCookies, token: String, seconds: i64) -> Cookie<'static> {
    build(&SESSION, is_secure(request, mode), token, seconds)
}

/// The cookie by which the browser is known from now on, also after signing out.
pub fn issue_device(request: &HttpRequest, mode: SecureCookies, token: String) -> Cookie<'static> {
    build(&DEVICE, is_secure(request, mode), token, DEVICE_SECONDS)
}

/// The cookies that make the browser forget the session.
pub fn forget(mode: SecureCookies) -> Vec<Cookie<'static>> {
    let names: &[bool] = match mode {
        SecureCookies::Always => &[true],
        SecureCookies::Never => &[false],
        SecureCookies::Auto => &[true, false],
    };
    names.iter().map(|secure| build(&SESSION, *secure, String::new(), 0)).collect()
}

fn is_secure(request: &HttpRequest, mode: SecureCookies) -> bool {
    match mode {
        SecureCookies::Always => true,
        SecureCookies::Never => false,
        // The browser writes this header, and only for itself: no need to believe a proxy.
        SecureCookies::Auto => {
            request.headers().get(ORIGIN).is_some_and(|origin| origin.as_bytes().starts_with(b"https://"))
        }
    }
}

fn build(names: &Names, secure: bool, value: String, seconds: i64) -> Cookie<'static> {
    Cookie::build(if secure { names.0 } else { names.1 }, value)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(secure)
        .max_age(Duration::seconds(seconds))
        .finish()
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn over_https_the_cookie_is_bound_to_the_host() {
        let https = TestRequest::post().insert_header((ORIGIN, "https://saldo.example")).to_http_request();
        let cookie = issue(&https, SecureCookies::Auto, "t".into(), 60).to_string();
        assert_eq!(cookie, "__Host-sid=t; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=60");
    }

    #[test]
    fn over_plain_http_it_is_not_marked_secure_unless_told_so() {
        let http = TestRequest::post().insert_header((ORIGIN, "http://127.0.0.1:8080")).to_http_request();
        let cookie = |mode| issue(&http, mode, "t".into(), 60).to_string();
        assert_eq!(cookie(SecureCookies::Auto), "sid=t; HttpOnly; SameSite=Lax; Path=/; Max-Age=60");
        assert!(cookie(SecureCookies::Always).starts_with("__Host-sid=t; HttpOnly; SameSite=Lax; Secure"));
        let https = TestRequest::post().insert_header((ORIGIN, "https://saldo.example")).to_http_request();
        assert!(!issue(&https, SecureCookies::Never, "t".into(), 60).secure().unwrap_or(false));
    }

    #[test]
    fn the_bound_cookie_wins_over_the_plain_one() {
        let both =
            TestRequest::get().insert_header(("cookie", "sid=planted; __Host-sid=real")).to_http_request();
        assert_eq!(token(&both, SecureCookies::Auto).as_deref(), Some("real"));
        assert_eq!(token(&both, SecureCookies::Never).as_deref(), Some("planted"));
        let plain = TestRequest::get().insert_header(("cookie", "sid=planted")).to_http_request();
        assert_eq!(token(&plain, SecureCookies::Always), None);
    }

    #[test]
    fn forgetting_expires_the_cookie() {
        assert!(forget(SecureCookies::Auto).iter().all(|cookie| cookie.max_age() == Some(Duration::ZERO)));
    }
}
