//! Double entry as it is read: the chart of accounts, the journal, the trial balance. The database writes the entries.
//!
//! Invariant: nothing here writes; debit = credit in every pair of columns, because an entry has one amount for both.

mod chart;
mod export;
mod filter;
mod journal;
mod read;
mod rules;
mod trial_balance;
mod trial_balance_csv;

pub use chart::chart;
pub use export::export;
pub use journal::journal;
pub(crate) use rules::faults as rule_faults;
pub use trial_balance::trial_balance;
pub use trial_balance_csv::csv as trial_balance_csv;
