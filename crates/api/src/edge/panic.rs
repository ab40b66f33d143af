//! The answer when a handler panicked. The request is gone with the panic, so this error writes its whole answer itself.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use contract::problem::{Problem, ProblemCode};

use super::headers;
use super::request_id::{RequestId, X_REQUEST_ID};

/// A handler panicked while it served this request.
#[derive(Debug)]
pub struct Panicked(pub RequestId);

impl fmt::Display for Panicked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a handler panicked")
    }
}

impl ResponseError for Panicked {
    fn status_code(&self) -> StatusCode {
        StatusCode::INTERNAL_SERVER_ERROR
    }

    fn error_response(&self) -> HttpResponse {
        let mut problem =
            Problem::new(ProblemCode::InternalError, "the error is logged under the request id");
        problem.request_id = self.0.to_string();
        let mut response = super::layer::write(HttpResponse::InternalServerError().finish(), &problem);
        headers::secure(response.headers_mut(), "", false);
        response.headers_mut().insert(X_REQUEST_ID, self.0.header());
        response
    }
}
