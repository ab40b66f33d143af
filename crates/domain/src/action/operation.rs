//! What can be done with an operation: it never changes, so its mirror image is all there is.

use chrono::NaiveDate;

use super::offer::{Offer, offers};
use super::{Action, Obstacle};
use crate::access::Permission;
use crate::ledger::{Account, Posting};
use crate::money::Money;
use crate::operation::OperationKind;

/// Everything about an operation that its reversal depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OperationState {
    pub kind: OperationKind,
    /// Signed, in roubles.
    pub amount: Option<Money>,
    pub reversed: bool,
    /// The account of its client, as it is now.
    pub account: Account,
}

impl OperationState {
    /// The mirror image of an operation of that kind and amount.
    ///
    /// # Errors
    /// `NoAmount`, `KindNotReversible`.
    pub fn mirror(kind: OperationKind, amount: Option<Money>) -> Result<Posting, Obstacle> {
        let amount = amount.ok_or(Obstacle::NoAmount)?;
        // What an order took or gave back is undone by the order, or its money would disagree with it.
        if matches!(kind, OperationKind::Reversal | OperationKind::OrderPayment | OperationKind::OrderRefund)
        {
            return Err(Obstacle::KindNotReversible);
        }
        Ok(Posting::by_hand(OperationKind::Reversal, Some(amount.negated())))
    }

    /// Whether the operation can be reversed now.
    ///
    /// # Errors
    /// Those of [`OperationState::mirror`]; `AlreadyReversed`; whatever the account refuses.
    pub fn reverse(&self, today: NaiveDate) -> Result<(), Obstacle> {
        let mirror = Self::mirror(self.kind, self.amount)?;
        if self.reversed {
            return Err(Obstacle::AlreadyReversed);
        }
        Ok(self.account.accepts(&mirror, today)?)
    }

    /// Every action on the operation for whoever `may`, on the business day `today`.
    pub fn offers(&self, today: NaiveDate, may: impl Fn(Permission) -> bool) -> Vec<Offer> {
        offers(&[(Action::Reverse, Permission::OperationsReverse, self.reverse(today))], may)
    }
}
