//! The log of operations: what people may write into it, how it is filtered, and statements of an account.

mod create;
mod list;
mod statement;
mod statement_csv;
