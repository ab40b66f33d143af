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

    /// The same error after the change was committed: a database that cannot be read now has done it all the same.
    pub fn after_commit(self) -> Self {
        match self {
            Self::Database(error) => {
                log::warn!("committed, but the answer cannot be read: {error}");
                Self::new(
                    ProblemCode::OutcomeUnknown,
                    "it is done, but the answer cannot be read now; repeat with the same key",
                )
            }
            Self::Refused(_) | Self::RefusedAgain(_) | Self::Internal(_) => self,
        }
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

/// What an error of the database means for the request that met it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failing {
    /// The connection is gone or was never there; what was sent last may have happened.
    Connection,
    /// Out of disk, memory or connections. Nothing was done, and it passes.
    Resources,
    /// Others were in the way: a lock, a deadlock, a time limit. Nothing was done.
    Busy,
    /// A value that cannot be stored.
    Data,
    /// A mistake of ours, or a rule of the database that no use case gave a meaning to.
    Statement,
}

/// The one place that reads SQLSTATE (PostgreSQL, appendix A) and the errors of the driver.
pub fn class(error: &sqlx::Error) -> Failing {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => Failing::Connection,
        sqlx::Error::Database(error) => class_of_state(&error.code().unwrap_or_default()),
        _ => Failing::Statement,
    }
}

fn class_of_state(code: &str) -> Failing {
    match (code.get(..2).unwrap_or_default(), code) {
        // 57P0x, 08: the server is shutting down or has lost the session. 28, 3D, 55000 come from connecting only: no role, no
        // database, none that takes connections now. 25006: a standby. 25P03: idle in its transaction for too long.
        ("08" | "28" | "3D", _)
        | (_, "57P01" | "57P02" | "57P03" | "57P05" | "55000" | "25006" | "25P03") => Failing::Connection,
        ("53" | "58", _) => Failing::Resources,
        ("40", _) | (_, "55P03" | "57014") => Failing::Busy,
        ("22", _) => Failing::Data,
        _ => Failing::Statement,
    }
}

/// Whether the connection is gone, and with it the answer to what was sent last.
pub fn is_connection_lost(error: &sqlx::Error) -> bool {
    class(error) == Failing::Connection
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlstates_have_their_classes() {
        for (codes, class) in [
            (
                &["08006", "57P01", "57P02", "57P03", "3D000", "55000", "25006", "25P03"][..],
                Failing::Connection,
            ),
            (&["53000", "53100", "53200", "53300", "53400", "58030"], Failing::Resources),
            (&["40001", "40P01", "55P03", "57014"], Failing::Busy),
            (&["22021", "22003"], Failing::Data),
            (&["23505", "42P01", "XX000", ""], Failing::Statement),
        ] {
            for code in codes {
                assert_eq!(class_of_state(code), class, "{code}");
            }
        }
    }

    #[test]
    fn only_a_broken_connection_is_a_broken_connection() {
        let decode = sqlx::Error::Decode("a status of no known kind".into());
        let column = sqlx::Error::ColumnNotFound("x".into());
        for error in [decode, column, sqlx::Error::RowNotFound] {
            assert!(!is_connection_lost(&error), "{error}");
        }
        assert!(is_connection_lost(&sqlx::Error::Io(std::io::ErrorKind::BrokenPipe.into())));
    }
}
