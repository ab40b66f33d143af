//! Operations: posting, reversing, reading the log.

pub mod list;
pub mod post;
pub mod read;
pub mod reverse;
pub mod statement;
mod statement_csv;
