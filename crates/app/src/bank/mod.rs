//! The bank: payments it reports, balances it asks for, deliveries that wait for a person.

pub mod balance;
pub mod deliveries;
pub mod export;
mod read;
pub(crate) mod sql;
pub mod webhook;

pub use crate::ledger::Received;

use domain::{Floor, Money, OperationKind, Posting};

/// The credit of a payment.
fn credit(amount: Money) -> Posting {
    Posting { kind: OperationKind::BankPayment, amount: Some(amount), floor: Floor::Absolute }
}
