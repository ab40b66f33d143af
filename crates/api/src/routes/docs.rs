//! The OpenAPI document and Swagger UI.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION};
use actix_web::middleware::Compress;
use actix_web::{HttpRequest, HttpResponse, get, web};
use contract::problem::{PROBLEMS_PAGE, ProblemCode};
use utoipa_actix_web::service_config::ServiceConfig;
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::openapi;

pub fn routes(config: &mut ServiceConfig) {
    config.service(get_openapi).map(|config| {
        let ui = Config::from("/api/openapi.json")
            .try_it_out_enabled(true)
            .display_request_duration(true)
            .filter(true);
        // The files are kept as they are and compressed for whoever can read that; the crate itself would not ask.
        let files = SwaggerUi::new("/{_:.*}").config(ui.validator_url("none").persist_authorization(true));
        config
            .route(PROBLEMS_PAGE, web::get().to(problems))
            .route("/swagger-ui", web::get().to(with_slash))
            .service(web::scope("/swagger-ui").wrap(Compress::default()).service(files))
    });
}

/// This document
///
/// OpenAPI 3.1, the same as the committed `openapi/openapi.json`.
#[utoipa::path(
    tag = "health",
    responses((status = 200, description = "The document.", body = Object)),
    extensions(("x-permission" = json!("public")))
)]
#[get("/api/openapi.json", wrap = "Compress::default()")]
pub async fn get_openapi(request: HttpRequest) -> HttpResponse {
    let (text, tag) = openapi::served();
    let known = request.headers().get(IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == tag.as_bytes());
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header((ETAG, tag)).insert_header((CACHE_CONTROL, "no-cache"));
    if known {
        response.finish()
    } else {
        response.insert_header((CONTENT_TYPE, "application/json")).body(text)
    }
}

/// Every code of a problem with what it means: where `type` of a problem leads.
async fn problems() -> HttpResponse {
    let entries: String = ProblemCode::ALL.iter().map(|code| entry(*code)).collect();
    let page = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Saldo: problems</title></head><body>\n\
         <h1>Problems / Ошибки</h1>\n{entries}</body></html>\n"
    );
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((CACHE_CONTROL, "no-cache"))
        .body(page)
}

fn entry(code: ProblemCode) -> String {
    let (word, status, title, meaning) = (code.as_str(), code.status(), code.title(), code.meaning_ru());
    format!(
        "<section id=\"{word}\"><h2><code>{word}</code> ({status})</h2><p>{title}.</p><p lang=\"ru\">{meaning}</p></section>\n"
    )
}

async fn with_slash() -> HttpResponse {
    HttpResponse::PermanentRedirect().insert_header((LOCATION, "/swagger-ui/")).finish()
}
