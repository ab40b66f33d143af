//! The fold of the ledger: an account and what is to be posted -> what is accepted, with balances, or why not.
//!
//! Invariants, each also held by the database: the balance is the sum of the accepted amounts; `seq` has no gaps; a
//! balance never falls below minus the raw credit limit; times never run backwards within an account; a refusal
//! changes nothing.
//! Absent on purpose: keys of idempotency, locks, SQL and the clock. The poster in `app` brings those.

use chrono::{DateTime, NaiveDate, Utc};

use crate::credit::CreditTerms;
use crate::money::Money;
use crate::operation::{OperationError, OperationKind, check_amount};
use crate::words::word_enum;

word_enum! {
    /// Whether an account takes operations.
    pub enum AccountStatus {
        Active = "ACTIVE",
        /// Out of use: takes nothing until the client is restored.
        Archived = "ARCHIVED",
        /// The walk-in client: has no money of its own.
        System = "SYSTEM",
    }
}

/// The head of one client's account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Account {
    pub client_id: i64,
    pub balance: Money,
    /// Number of the last operation; 0 before the first.
    pub seq: i64,
    pub terms: CreditTerms,
    pub status: AccountStatus,
    /// Time of the last operation.
    pub last_at: Option<DateTime<Utc>>,
}

/// Down to where a debit may take the balance. Credits and informative operations meet no floor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Floor {
    /// Minus the raw credit limit, the bound that the database holds too.
    Absolute,
    /// Never below zero: money leaves the house (withdraw).
    Zero,
    /// Minus the effective limit of the day: the whole available amount (spend, charges).
    Available,
}

/// What is to be posted to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    pub kind: OperationKind,
    /// Signed; `None` for informative kinds.
    pub amount: Option<Money>,
    pub floor: Floor,
}

impl Posting {
    /// Money onto the account.
    pub const fn deposit(amount: Money) -> Self {
        Self { kind: OperationKind::TopUp, amount: Some(amount), floor: Floor::Absolute }
    }

    /// Money out of the house: never below zero.
    pub const fn withdrawal(amount: Money) -> Self {
        Self { kind: OperationKind::Adjustment, amount: Some(amount.negated()), floor: Floor::Zero }
    }

    /// A charge down to the available amount, credit included.
    pub const fn spending(amount: Money) -> Self {
        Self { kind: OperationKind::Usage, amount: Some(amount.negated()), floor: Floor::Available }
    }

    /// An operation of a kind, signed, with the floor of its kind.
    pub const fn by_hand(kind: OperationKind, amount: Option<Money>) -> Self {
        Self { kind, amount, floor: floor_for(kind) }
    }
}

/// An accepted operation: what is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posted {
    pub seq: i64,
    pub amount: Option<Money>,
    pub balance_after: Money,
    pub at: DateTime<Utc>,
}

/// Why a posting is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// `available` is the most that this posting could have taken (never negative), `required` the size of the debit.
    #[error("available {available}, required {required}")]
    InsufficientFunds { available: Money, required: Money },
    #[error("the client is archived")]
    ClientArchived,
    #[error("the system client has no account of its own")]
    SystemClient,
    #[error("the balance would be out of bounds")]
    BalanceOutOfBounds,
    #[error(transparent)]
    Amount(#[from] OperationError),
}

impl Refusal {
    /// Stable code for the wire; that of the amount's fault when there is one.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::InsufficientFunds { .. } => "insufficient_funds",
            Self::ClientArchived => "client_archived",
            Self::SystemClient => "system_client",
            Self::BalanceOutOfBounds => "balance_out_of_bounds",
            Self::Amount(error) => error.code(),
        }
    }
}

impl Account {
    /// Accepts a posting and moves the head, or refuses it and changes nothing.
    ///
    /// A credit is always accepted by an active account, even if the balance stays below the limit; a debit is
    /// accepted if the resulting balance is not below the floor. `today` is the date in the business time zone, `now`
    /// the clock after the lock; the operation gets the later of `now` and the last operation's time.
    ///
    /// # Errors
    /// A [`Refusal`]; status first, then the amount, then the floor and the bounds of money.
    pub fn post(
        &mut self,
        posting: &Posting,
        today: NaiveDate,
        now: DateTime<Utc>,
    ) -> Result<Posted, Refusal> {
        match self.status {
            AccountStatus::Active => {}
            AccountStatus::Archived => return Err(Refusal::ClientArchived),
            AccountStatus::System => return Err(Refusal::SystemClient),
        }
        check_amount(posting.kind, posting.amount)?;
        let balance = match posting.amount {
            Some(amount) if amount.is_negative() => self.debit(amount, posting.floor, today)?,
            Some(amount) => self.balance.checked_add(amount).ok_or(Refusal::BalanceOutOfBounds)?,
            None => self.balance,
        };
        // 2^63 operations on one account will not be; wrapping silently would break the chain.
        let seq = self.seq.checked_add(1).ok_or(Refusal::BalanceOutOfBounds)?;
        let at = self.last_at.map_or(now, |last| last.max(now));

        (self.balance, self.seq, self.last_at) = (balance, seq, Some(at));
        Ok(Posted { seq, amount: posting.amount, balance_after: balance, at })
    }

    /// Whether [`Account::post`] would accept the posting on the day `today`; nothing moves.
    ///
    /// # Errors
    /// As [`Account::post`].
    pub fn accepts(&self, posting: &Posting, today: NaiveDate) -> Result<(), Refusal> {
        // The time of an operation decides nothing.
        let now = self.last_at.unwrap_or_default();
        let mut copy = *self;
        copy.post(posting, today, now).map(|_| ())
    }

    fn debit(&self, amount: Money, floor: Floor, today: NaiveDate) -> Result<Money, Refusal> {
        let floor = self.floor_balance(floor, today);
        match self.balance.checked_add(amount) {
            Some(balance) if balance >= floor => Ok(balance),
            _ => Err(Refusal::InsufficientFunds {
                available: self.room_above(floor),
                required: amount.negated(),
            }),
        }
    }

    /// The lowest balance that a debit with this floor may leave.
    fn floor_balance(&self, floor: Floor, today: NaiveDate) -> Money {
        match floor {
            Floor::Absolute => self.terms.limit().negated(),
            Floor::Zero => Money::ZERO,
            // Never below the raw limit: the effective one is that or zero.
            Floor::Available => self.terms.effective_limit(today).negated(),
        }
    }

    /// The largest debit that leaves at least `floor`; zero when the balance is below it already.
    fn room_above(&self, floor: Money) -> Money {
        self.balance.saturating_add(floor.negated()).max(Money::ZERO)
    }
}

/// Posts everything in order; a refusal changes nothing and does not stop what follows.
pub fn fold(
    account: &mut Account,
    postings: &[Posting],
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Vec<Result<Posted, Refusal>> {
    postings.iter().map(|posting| account.post(posting, today, now)).collect()
}

/// The floor of operations made by hand and by the system; `withdraw` alone uses [`Floor::Zero`] instead.
pub const fn floor_for(kind: OperationKind) -> Floor {
    kind.floor()
}

/// The most that can be withdrawn now: the balance, or zero for a debtor or an account that takes nothing.
pub fn withdraw_max(account: &Account, today: NaiveDate) -> Money {
    debit_max(account, Floor::Zero, today)
}

/// The most that can be charged or spent now: the available amount, never negative.
pub fn charge_max(account: &Account, today: NaiveDate) -> Money {
    debit_max(account, Floor::Available, today)
}

fn debit_max(account: &Account, floor: Floor, today: NaiveDate) -> Money {
    match account.status {
        AccountStatus::Active => account.room_above(account.floor_balance(floor, today)),
        AccountStatus::Archived | AccountStatus::System => Money::ZERO,
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
