//! Why a request was not served, and the answer to that: one exhaustive mapping from `app::Error` to status and problem.
//!
//! Invariants: what the caller may know is in the problem; the cause is for the log only and is logged once, by `edge`.
//! The body is written by `edge` too, because only it knows the id of the request.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::{ALLOW, HeaderName, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::{HttpResponse, ResponseError};
use app::error::{self, Failing};
use contract::problem::{FieldProblem, Problem, ProblemCode};

/// A request that was not served.
#[derive(Debug)]
pub struct Failure {
    pub problem: Box<Problem>,
    /// The same refusal as before, under the same idempotency key.
    replayed: bool,
    /// Seconds to wait, for 429 and 503.
    retry_after: Option<u64>,
    /// How many questions one caller may ask at once, for 429.
    limit: Option<usize>,
    /// Methods that the path has, for 405.
    allow: Option<String>,
    /// What went wrong inside, for the log.
    pub cause: Option<String>,
}

impl Failure {
    pub fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        Problem::new(code, detail).into()
    }

    /// 400 for one query parameter.
    pub fn query(field: impl Into<String>, code: impl Into<String>) -> Self {
        let field = field.into();
        let detail = match field.as_str() {
            "" | "." => "check the query".to_owned(),
            field => format!("check: {field}"),
        };
        let mut problem = Problem::new(ProblemCode::InvalidQuery, detail);
        problem.errors = vec![FieldProblem { field, code: code.into() }];
        problem.into()
    }

    /// 429 with the time to wait, rounded up.
    pub fn too_many(wait: std::time::Duration) -> Self {
        Self::wait("too many attempts: wait and try again", wait)
    }

    /// 429 for that reason, with the time to wait, rounded up.
    pub fn wait(detail: &str, wait: std::time::Duration) -> Self {
        let mut failure = Self::new(ProblemCode::TooManyRequests, detail);
        failure.retry_after = Some(wait.as_secs() + 1);
        failure
    }

    /// 429 for a caller who asks more at once than their share.
    pub fn too_many_at_once(limit: usize, wait: std::time::Duration) -> Self {
        let detail =
            format!("{limit} questions at once are answered, and too many of yours wait: ask again later");
        let mut failure = Self::new(ProblemCode::TooManyRequests, detail);
        failure.retry_after = Some(wait.as_secs().max(1));
        failure.limit = Some(limit);
        failure
    }

    /// 405 with the methods that the path has.
    pub fn not_allowed(allow: String) -> Self {
        let mut failure = Self::new(ProblemCode::MethodNotAllowed, format!("use {allow}"));
        failure.allow = Some(allow);
        failure
    }

    /// 500; the cause is logged, not told.
    pub fn internal(cause: impl fmt::Display) -> Self {
        let mut failure = Self::new(ProblemCode::InternalError, "the error is logged under the request id");
        failure.cause = Some(cause.to_string());
        failure
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        let retry_after = (problem.status == 503).then_some(1);
        Self {
            problem: Box::new(problem),
            replayed: false,
            retry_after,
            limit: None,
            allow: None,
            cause: None,
        }
    }
}

impl From<app::Error> for Failure {
    fn from(error: app::Error) -> Self {
        match error {
            app::Error::Refused(problem) => (*problem).into(),
            app::Error::RefusedAgain(problem) => Self { replayed: true, ..(*problem).into() },
            app::Error::Database(error) => of_database(&error),
            app::Error::Internal(cause) => Self::internal(cause),
        }
    }
}

/// A database error that no use case gave a meaning to.
fn of_database(error: &sqlx::Error) -> Failure {
    let class = error::class(error);
    let problem = match class {
        Failing::Data => Some(Problem::new(ProblemCode::InvalidFields, "the data cannot be stored as it is")),
        Failing::Connection | Failing::Resources | Failing::Busy | Failing::Statement => class.problem(),
    };
    match problem {
        Some(problem) => Failure { cause: Some(error.to_string()), ..problem.into() },
        None => Failure::internal(error),
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Some(cause) => write!(f, "{}: {cause}", self.problem.code),
            None => f.write_str(&self.problem.code),
        }
    }
}

impl ResponseError for Failure {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Status and headers; the problem rides along for `edge` to write.
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::new(self.status_code());
        let headers = response.headers_mut();
        if self.replayed {
            headers.insert(crate::answer::REPLAYED, HeaderValue::from_static("true"));
        }
        if let Some(seconds) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(limit) = self.limit {
            // The draft "RateLimit header fields for HTTP": the policy, and what is left of it for so many seconds.
            let wait = self.retry_after.unwrap_or(1);
            let texts = [
                ("ratelimit-policy", format!("\"at-once\";q={limit}")),
                ("ratelimit", format!("\"at-once\";r=0;t={wait}")),
            ];
            for (name, text) in texts {
                if let Ok(value) = HeaderValue::from_str(&text) {
                    headers.insert(HeaderName::from_static(name), value);
                }
            }
        }
        if let Some(allow) = self.allow.as_ref().and_then(|allow| HeaderValue::from_str(allow).ok()) {
            headers.insert(ALLOW, allow);
        }
        if self.problem.status == 401 {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"saldo\""));
        }
        response.extensions_mut().insert(self.problem.clone());
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pool_that_gives_no_connection_is_a_503_with_a_time_to_come_back() {
        let failure = Failure::from(app::Error::Database(sqlx::Error::PoolTimedOut));
        assert_eq!(failure.problem.code, "database_unavailable");
        assert_eq!(failure.error_response().headers().get(RETRY_AFTER).unwrap(), "1");
    }

    #[test]
    fn a_replayed_refusal_says_so() {
        let problem = Problem::new(ProblemCode::InsufficientFunds, "no");
        let again = Failure::from(app::Error::RefusedAgain(Box::new(problem.clone()))).error_response();
        assert_eq!(again.headers().get("idempotent-replayed").unwrap(), "true");
        let first = Failure::from(app::Error::Refused(Box::new(problem))).error_response();
        assert_eq!((first.status().as_u16(), first.headers().get("idempotent-replayed")), (422, None));
    }

    #[test]
    fn causes_stay_inside() {
        let failure = Failure::from(app::Error::Internal("secret table".into()));
        assert_eq!(failure.problem.status, 500);
        assert!(!serde_json::to_string(&failure.problem).unwrap().contains("secret"));
        assert!(failure.to_string().contains("secret table"));
    }
}
