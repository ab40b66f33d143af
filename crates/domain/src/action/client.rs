//! What can be done with a client.

use chrono::NaiveDate;

use super::offer::{Offer, offers};
use super::{Action, Obstacle};
use crate::access::Permission;
use crate::ledger::{Account, AccountStatus, Posting};
use crate::money::Money;
use crate::operation::OperationKind;

/// The smallest amount: if it is refused, every amount is.
const KOPECK: Money = Money::KOPECK;

/// Everything about a client that its actions depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientState {
    pub account: Account,
    /// Another live client has the INN of this one.
    pub inn_taken: bool,
    /// There are orders of the client.
    pub has_orders: bool,
}

impl ClientState {
    /// # Errors
    /// `Archived`, `SystemClient`.
    pub fn edit(&self) -> Result<(), Obstacle> {
        match self.account.status {
            AccountStatus::Active => Ok(()),
            AccountStatus::Archived => Err(Obstacle::Archived),
            AccountStatus::System => Err(Obstacle::SystemClient),
        }
    }

    /// Only what was never used is removed, archived or not.
    ///
    /// # Errors
    /// `InUse`, `SystemClient`.
    pub fn delete(&self) -> Result<(), Obstacle> {
        match self.account.status {
            AccountStatus::System => Err(Obstacle::SystemClient),
            AccountStatus::Active | AccountStatus::Archived if self.account.seq > 0 || self.has_orders => {
                Err(Obstacle::InUse)
            }
            AccountStatus::Active | AccountStatus::Archived => Ok(()),
        }
    }

    /// # Errors
    /// `Archived`, `SystemClient`.
    pub fn archive(&self) -> Result<(), Obstacle> {
        self.edit()
    }

    /// # Errors
    /// `NotArchived`, `InnTaken`, `SystemClient`.
    pub fn restore(&self) -> Result<(), Obstacle> {
        match self.account.status {
            AccountStatus::Active => Err(Obstacle::NotArchived),
            AccountStatus::Archived if self.inn_taken => Err(Obstacle::InnTaken),
            AccountStatus::Archived => Ok(()),
            AccountStatus::System => Err(Obstacle::SystemClient),
        }
    }

    /// Every action on the client for whoever `may`, on the business day `today`.
    pub fn offers(&self, today: NaiveDate, may: impl Fn(Permission) -> bool) -> Vec<Offer> {
        let takes = |posting: Posting| self.account.accepts(&posting, today).map_err(Obstacle::from);
        let event = Posting::by_hand(OperationKind::Note, None);
        let table = [
            (Action::Edit, Permission::ClientsWrite, self.edit()),
            (Action::Deposit, Permission::WalletDeposit, takes(Posting::deposit(KOPECK))),
            (Action::Withdraw, Permission::WalletWithdraw, takes(Posting::withdrawal(KOPECK))),
            (Action::Spend, Permission::WalletSpend, takes(Posting::spending(KOPECK))),
            (Action::Operation, Permission::OperationsWrite, takes(event)),
            (Action::Statement, Permission::OperationsRead, Ok(())),
            (Action::Delete, Permission::ClientsDelete, self.delete()),
            (Action::Archive, Permission::ClientsDelete, self.archive()),
            (Action::Restore, Permission::ClientsDelete, self.restore()),
        ];
        offers(&table, may)
    }
}
