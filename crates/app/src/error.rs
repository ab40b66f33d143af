//! Why a use case did not happen. Everything a caller may know is a [`Problem`]; the rest is for the log only.

use contract::problem::{FieldProblem, Problem, ProblemCode};
use domain::Refusal;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A refusal with its answer, or a failure with its cause.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Refused by a rule; the caller is told why.
    #[error("{}: {}", .0.code, .0.detail)]
    Refused(Box<Problem>),
    /// The same refusal as before, given again because the idempotency key is the same.
    #[error("again {}: {}", .0.code, .0.detail)]
    RefusedAgain(Box<Problem>),
    /// The database failed; nothing was done.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// A state that the rules exclude.
    #[error("internal: {0}")]
    Internal(String),
}

impl Error {
    pub fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        Problem::new(code, detail).into()
    }

    pub fn not_found(what: &str) -> Self {
        Self::new(ProblemCode::NotFound, format!("{what} not found"))
    }

    /// The record has another version than the edit was based on.
    pub fn stale(current: i64) -> Self {
        let mut problem =
            Problem::new(ProblemCode::StaleVersion, format!("the current version is {current}"));
        problem.current_version = Some(current);
        problem.into()
    }

    /// Fields that break a rule; 422.
    pub fn fields(errors: Vec<FieldProblem>) -> Self {
        let names: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        let mut problem = Problem::new(ProblemCode::InvalidFields, format!("check: {}", names.join(", ")));
        problem.errors = errors;
        problem.into()
    }

    pub fn field(field: impl Into<String>, code: impl Into<String>) -> Self {
        Self::fields(vec![FieldProblem { field: field.into(), code: code.into() }])
    }

    /// The code, if this is a refusal.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Refused(problem) | Self::RefusedAgain(problem) => Some(&problem.code),
            Self::Database(_) | Self::Internal(_) => None,
        }
    }

    /// The name of the constraint that a statement broke.
    pub fn constraint(error: &sqlx::Error) -> Option<&str> {
        error.as_database_error().and_then(|error| error.constraint())
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::Refused(Box::new(problem))
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        problem_of(&refusal).into()
    }
}

/// The answer to a command that the ledger's rules refuse.
pub fn problem_of(refusal: &Refusal) -> Problem {
    let code = match refusal {
        Refusal::InsufficientFunds { .. } => ProblemCode::InsufficientFunds,
        Refusal::ClientArchived => ProblemCode::ClientArchived,
        Refusal::SystemClient => ProblemCode::SystemClient,
        Refusal::BalanceOutOfBounds => ProblemCode::BalanceOutOfBounds,
        Refusal::Amount(_) => ProblemCode::InvalidFields,
    };
    let mut problem = Problem::new(code, refusal.to_string());
    match refusal {
        Refusal::InsufficientFunds { available, required } => {
            problem.available = Some(*available);
            problem.required = Some(*required);
        }
        Refusal::Amount(error) => {
            problem.errors = vec![FieldProblem { field: "amount".into(), code: error.code().into() }];
        }
        Refusal::ClientArchived | Refusal::SystemClient | Refusal::BalanceOutOfBounds => {}
    }
    problem
}
