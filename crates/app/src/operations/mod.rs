//! Operations: posting, reversing, reading the log.

mod blocks;
mod condition;
pub mod export;
mod find;
pub mod get;
mod kinds;
pub mod list;
pub mod post;
pub mod read;
pub mod reverse;
mod settle;
mod sorted;
pub mod statement;
mod statement_csv;
mod statement_sql;
mod texts;
mod whole;

pub use settle::{index_texts, sample_texts};
