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
        // A fault of the whole body has no field to name.
        let names: Vec<&str> = errors
            .iter()
            .map(|error| error.field.as_str())
            .filter(|name| !matches!(*name, "" | "."))
            .collect();
        let detail = match names.as_slice() {
            [] => "check the whole body".to_owned(),
            names => format!("check: {}", names.join(", ")),
        };
        let mut problem = Problem::new(ProblemCode::InvalidFields, detail);
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

/// What kind of failure an error of the database is. One table for every path: ledger, plain use cases, the bank's contract, jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failing {
    /// There is no connection, or it was lost. A COMMIT that was sent on it may have happened.
    Connection,
    /// The server has no disk, memory or connections left. The statement was not done; it may be, once there is room.
    Resources,
    /// Somebody else was in the way, or it took too long. The statement was not done; it may be, a moment later.
    Busy,
    /// The data cannot be stored as it is.
    Data,
    /// The statement is wrong, or a row is not what this build knows: a mistake of ours, which no repetition mends.
    Statement,
}

impl Failing {
    /// What the caller is told when nothing was done and it may be done later; `None` for what no repetition mends.
    pub fn problem(self) -> Option<Problem> {
        let (code, detail) = match self {
            Self::Connection => {
                (ProblemCode::DatabaseUnavailable, "the database does not answer; nothing was done")
            }
            Self::Resources => (
                ProblemCode::DatabaseUnavailable,
                "the database has no disk, memory or connections left; nothing was done",
            ),
            Self::Busy => (ProblemCode::Overloaded, "the database is too busy; nothing was done"),
            Self::Data | Self::Statement => return None,
        };
        Some(Problem::new(code, detail))
    }
}

/// Classifies an error of the database.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "sqlx may add errors; what is not known is a mistake of ours"
)]
pub fn class(error: &sqlx::Error) -> Failing {
    match error {
        sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::WorkerCrashed => Failing::Connection,
        sqlx::Error::Database(refusal) => class_of(&refusal.code().unwrap_or_default()),
        _ => Failing::Statement,
    }
}

/// What PostgreSQL's own codes mean.
fn class_of(sqlstate: &str) -> Failing {
    let class = sqlstate.get(..2).unwrap_or_default();
    match (class, sqlstate) {
        // Disk full, out of memory, too many connections, a limit that is configured; errors of the file system.
        ("53" | "58", _) => Failing::Resources,
        // 28, 3D and 55000 come from connecting only: no role, no database, none that takes connections just now. 57P0x is the farewell
        // of a server that stops, 25P03 that of one that waited too long; 25006 comes from a standby.
        ("08" | "28" | "3D", _)
        | (_, "55000" | "57P01" | "57P02" | "57P03" | "57P04" | "57P05" | "25006" | "25P03" | "25P04") => {
            Failing::Connection
        }
        ("40", _) | (_, "55P03" | "57014") => Failing::Busy,
        ("22", _) => Failing::Data,
        _ => Failing::Statement,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_the_database_has_its_class() {
        let table: [(Failing, &[&str]); 5] = [
            (
                Failing::Resources,
                &["53000", "53100", "53200", "53300", "53400", "53999", "58000", "58030", "58P01"],
            ),
            (
                Failing::Connection,
                &[
                    "08000", "08003", "08006", "08P01", "28000", "28P01", "3D000", "55000", "57P01", "57P02",
                    "57P03", "57P04", "57P05", "25006", "25P03", "25P04",
                ],
            ),
            (Failing::Busy, &["40001", "40P01", "40003", "55P03", "57014"]),
            (Failing::Data, &["22001", "22021", "22P02", "22P05"]),
            (
                Failing::Statement,
                &["23505", "23503", "42703", "42501", "0A000", "P0001", "XX000", "", "5", "54000"],
            ),
        ];
        for (class, codes) in table {
            for code in codes {
                assert_eq!(class_of(code), class, "{code}");
            }
        }
        assert_eq!(class(&sqlx::Error::PoolTimedOut), Failing::Connection);
        assert_eq!(class(&sqlx::Error::RowNotFound), Failing::Statement);
        assert_eq!(class(&sqlx::Error::Decode("a row".into())), Failing::Statement);
    }

    #[test]
    fn what_may_pass_is_a_503_and_nothing_else_is() {
        for (class, status) in [(Failing::Connection, 503), (Failing::Resources, 503), (Failing::Busy, 503)] {
            assert_eq!(class.problem().map(|problem| problem.status), Some(status), "{class:?}");
        }
        for class in [Failing::Data, Failing::Statement] {
            assert_eq!(class.problem(), None, "{class:?}");
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
