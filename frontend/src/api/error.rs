//! What can go wrong between the browser and the server, as one type.
//!
//! Invariant: [`ApiError::outcome_unknown`] is true unless the answer says that nothing happened. Money depends on it.

use contract::problem::{Candidate, FieldProblem, Problem, ProblemCode, Shortage};
use domain::Money;

/// A refused or failed request.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiError {
    pub code: Code,
    /// Fields at fault, by their names in the body.
    pub fields: Vec<FieldProblem>,
    pub figures: Figures,
    /// The record in the way: the client with the same INN.
    pub existing_id: Option<i64>,
    /// Clients that a new one may be.
    pub candidates: Vec<Candidate>,
    /// Products of which there is not enough.
    pub shortages: Vec<Shortage>,
    /// For the person who reports it and the one who looks into the log.
    pub request_id: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// The server said what is wrong.
    Problem(ProblemCode),
    /// No answer: network, deadline, a connection that broke off.
    NoAnswer,
    /// An answer that is not of this API: a proxy's page, a newer version.
    Unreadable,
    /// Nobody waits for the answer any more. Never shown.
    Stopped,
}

/// Figures of a refusal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    pub available: Option<Money>,
    pub required: Option<Money>,
}

impl ApiError {
    fn bare(code: Code) -> Self {
        Self {
            code,
            fields: Vec::new(),
            figures: Figures::default(),
            existing_id: None,
            candidates: Vec::new(),
            shortages: Vec::new(),
            request_id: None,
        }
    }

    pub fn no_answer() -> Self {
        Self::bare(Code::NoAnswer)
    }

    pub fn unreadable() -> Self {
        Self::bare(Code::Unreadable)
    }

    pub fn stopped() -> Self {
        Self::bare(Code::Stopped)
    }

    /// Reads an answer that is not a success.
    pub fn from_answer(status: u16, body: &str, request_id: Option<String>) -> Self {
        let problem = crate::json::from_str::<Problem>(body).ok();
        let mut error = match problem {
            Some(problem) => Self::from(problem),
            // A proxy between us and the server speaks HTML.
            None => Self::bare(match status {
                404 => Code::Problem(ProblemCode::NotFound),
                429 => Code::Problem(ProblemCode::TooManyRequests),
                _ => Code::Unreadable,
            }),
        };
        error.request_id = error.request_id.or(request_id);
        error
    }

    pub fn is(&self, code: ProblemCode) -> bool {
        self.code == Code::Problem(code)
    }

    /// Whether a command may have been carried out all the same. True: repeat it with the same key, never with a new one.
    pub fn outcome_unknown(&self) -> bool {
        match self.code {
            Code::NoAnswer | Code::Unreadable | Code::Stopped => true,
            Code::Problem(ProblemCode::OutcomeUnknown | ProblemCode::InternalError) => true,
            // Every other problem is a decision, or says that nothing was done.
            Code::Problem(_) => false,
        }
    }

    /// Whether the answer to a repeated command settles what became of the first try too. "Sign in" or "too busy" speak of the
    /// repeat alone.
    pub fn settles_earlier_try(&self) -> bool {
        match self.code {
            Code::NoAnswer | Code::Unreadable | Code::Stopped => false,
            Code::Problem(ProblemCode::IdempotencyKeyReused) => false,
            Code::Problem(code) => matches!(code.status(), 404 | 409 | 422),
        }
    }
}

impl From<Problem> for ApiError {
    fn from(problem: Problem) -> Self {
        let code = match ProblemCode::parse(&problem.code) {
            Some(code) => Code::Problem(code),
            None => Code::Unreadable,
        };
        Self {
            code,
            fields: problem.errors,
            figures: Figures { available: problem.available, required: problem.required },
            existing_id: problem.existing_id,
            candidates: problem.candidates,
            shortages: problem.shortages,
            request_id: Some(problem.request_id).filter(|id| !id.is_empty()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_read_with_its_fields_and_figures() {
        let body = r#"{"type":"about:blank","title":"t","status":422,"detail":"d","code":"insufficient_funds",
            "request_id":"r-1","errors":[{"field":"amount","code":"too_large"}],"available":"1.00","required":"2.00"}"#;
        let error = ApiError::from_answer(422, body, Some("header".into()));
        assert!(error.is(ProblemCode::InsufficientFunds));
        assert_eq!(error.fields, [FieldProblem { field: "amount".into(), code: "too_large".into() }]);
        assert_eq!(error.figures.required, Money::parse("2").ok());
        assert_eq!(error.request_id.as_deref(), Some("r-1"));
    }

    #[test]
    fn a_proxys_page_is_no_answer_of_ours() {
        let error = ApiError::from_answer(502, "<html>Bad gateway</html>", Some("r-2".into()));
        assert_eq!((error.code, error.request_id.as_deref()), (Code::Unreadable, Some("r-2")));
        assert!(error.outcome_unknown());
    }

    #[test]
    fn only_answers_that_settle_the_matter_release_the_key() {
        for settled in [
            ProblemCode::InsufficientFunds,
            ProblemCode::InvalidFields,
            ProblemCode::Unauthenticated,
            ProblemCode::Overloaded,
            ProblemCode::DatabaseUnavailable,
            ProblemCode::TooManyRequests,
        ] {
            assert!(!ApiError::bare(Code::Problem(settled)).outcome_unknown(), "{settled:?}");
        }
        for open in [Code::NoAnswer, Code::Unreadable, Code::Problem(ProblemCode::OutcomeUnknown)] {
            assert!(ApiError::bare(open).outcome_unknown(), "{open:?}");
        }
    }

    #[test]
    fn a_repeat_that_was_not_heard_settles_nothing() {
        let settles = |code| ApiError::bare(Code::Problem(code)).settles_earlier_try();
        assert!(settles(ProblemCode::InsufficientFunds) && settles(ProblemCode::ClientArchived));
        for code in [ProblemCode::Unauthenticated, ProblemCode::Overloaded, ProblemCode::TooManyRequests] {
            assert!(!settles(code), "{code:?}");
        }
    }

    #[test]
    fn a_code_from_a_newer_server_is_not_taken_for_a_decision() {
        let body = r#"{"type":"about:blank","title":"t","status":422,"detail":"d","code":"something_new"}"#;
        assert_eq!(ApiError::from_answer(422, body, None).code, Code::Unreadable);
    }
}
