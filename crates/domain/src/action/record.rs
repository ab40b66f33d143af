//! What can be done with services, saved views and deliveries of the bank.

use super::offer::{Offer, offers};
use super::{Action, Obstacle};
use crate::access::Permission;
use crate::objection::Objection;

/// Everything about a service that its actions depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServiceState {
    pub archived: bool,
    /// There are operations for it.
    pub in_use: bool,
}

impl ServiceState {
    /// # Errors
    /// `Archived`.
    pub fn edit(self) -> Result<(), Obstacle> {
        if self.archived { Err(Obstacle::Archived) } else { Ok(()) }
    }

    /// # Errors
    /// `InUse`.
    pub fn delete(self) -> Result<(), Obstacle> {
        if self.in_use { Err(Obstacle::InUse) } else { Ok(()) }
    }

    /// # Errors
    /// `Archived`.
    pub fn archive(self) -> Result<(), Obstacle> {
        self.edit()
    }

    /// # Errors
    /// `NotArchived`.
    pub fn restore(self) -> Result<(), Obstacle> {
        if self.archived { Ok(()) } else { Err(Obstacle::NotArchived) }
    }

    /// Every action on the service for whoever `may`.
    pub fn offers(self, may: impl Fn(Permission) -> bool) -> Vec<Offer> {
        let table = [
            (Action::Edit, Permission::ServicesWrite, self.edit()),
            (Action::Delete, Permission::ServicesWrite, self.delete()),
            (Action::Archive, Permission::ServicesWrite, self.archive()),
            (Action::Restore, Permission::ServicesWrite, self.restore()),
        ];
        offers(&table, may)
    }
}

/// A saved view, as its caller stands to it. One that is neither one's own nor shared does not exist for the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ViewState {
    pub mine: bool,
}

impl ViewState {
    /// # Errors
    /// `NotOwner`.
    pub fn edit(self) -> Result<(), Obstacle> {
        if self.mine { Ok(()) } else { Err(Obstacle::NotOwner) }
    }

    /// The owner, or who keeps order among shared views.
    ///
    /// # Errors
    /// `NotOwner`.
    pub fn delete(self, may: impl Fn(Permission) -> bool) -> Result<(), Obstacle> {
        if self.mine || may(Permission::ViewsManage) { Ok(()) } else { Err(Obstacle::NotOwner) }
    }

    /// Every action on the view for whoever `may`.
    pub fn offers(self, may: impl Fn(Permission) -> bool) -> Vec<Offer> {
        let table = [
            (Action::Edit, Permission::Session, self.edit()),
            (Action::Delete, Permission::Session, self.delete(&may)),
        ];
        offers(&table, may)
    }
}

/// A delivery of the bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeliveryState {
    /// This payment is credited: by this delivery, or by another one with the same id of the bank.
    pub settled: bool,
    /// What the bank said against crediting it.
    pub objection: Option<Objection>,
}

impl DeliveryState {
    /// # Errors
    /// `DeliverySettled`; `DeliveryContradicts`, because its amount is not roubles that came in.
    pub fn bind(self) -> Result<(), Obstacle> {
        match (self.settled, self.objection) {
            (true, _) => Err(Obstacle::DeliverySettled),
            (false, Some(_)) => Err(Obstacle::DeliveryContradicts),
            (false, None) => Ok(()),
        }
    }

    /// Every action on the delivery for whoever `may`.
    pub fn offers(self, may: impl Fn(Permission) -> bool) -> Vec<Offer> {
        offers(&[(Action::Bind, Permission::BankWrite, self.bind())], may)
    }
}
