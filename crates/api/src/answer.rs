//! Answers: JSON with a status, `Location` for what was made, the mark of a replay.

use actix_web::http::header::{HeaderName, HeaderValue, LOCATION};
use actix_web::{HttpResponse, http::StatusCode};
use app::operations::post::Answer;
use serde::Serialize;

use crate::error::Failure;

/// Set on an answer that was given before under the same idempotency key.
pub const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// What every handler gives.
pub type Reply = Result<HttpResponse, Failure>;

pub fn ok(body: &impl Serialize) -> Reply {
    json(StatusCode::OK, body)
}

/// The outcome of a command: the same status and body for the first answer and every replay.
pub fn posted<T: Serialize>(status: StatusCode, answer: &Answer<T>) -> Reply {
    let mut response = json(status, &answer.body)?;
    if answer.replayed {
        response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    }
    Ok(response)
}

/// The same for what was made: 201 with its path.
pub fn posted_at<T: Serialize>(path: &str, answer: &Answer<T>) -> Reply {
    let mut response = posted(StatusCode::CREATED, answer)?;
    response.headers_mut().insert(LOCATION, HeaderValue::from_str(path).map_err(Failure::internal)?);
    Ok(response)
}

/// 204 for what is gone, and for every repetition of that.
pub fn emptied(answer: &Answer<()>) -> Reply {
    let mut response = HttpResponse::NoContent().finish();
    if answer.replayed {
        response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    }
    Ok(response)
}

pub fn no_content() -> Reply {
    Ok(HttpResponse::NoContent().finish())
}

pub fn json(status: StatusCode, body: &impl Serialize) -> Reply {
    let text = serde_json::to_vec(body).map_err(Failure::internal)?;
    Ok(HttpResponse::build(status).content_type(mime_json()).body(text))
}

fn mime_json() -> HeaderValue {
    HeaderValue::from_static("application/json")
}
