//! The words of orders and their money, and the one table of transitions.

use crate::money::Money;
use crate::words::word_enum;

word_enum! {
    /// Where an order stands.
    pub enum OrderStatus {
        Draft = "draft",
        Paid = "paid",
        Cancelled = "cancelled",
    }
}

word_enum! {
    /// How money changes hands.
    pub enum PaymentMethod {
        /// From the client's balance.
        Wallet = "WALLET",
        Cash = "CASH",
        Card = "CARD",
        /// Through a payment provider.
        Online = "ONLINE",
    }
}

word_enum! {
    /// What happened to an order.
    pub enum OrderEvent {
        Created = "created",
        Paid = "paid",
        /// Part of it came back.
        Returned = "returned",
        Cancelled = "cancelled",
        Archived = "archived",
        Unarchived = "unarchived",
    }
}

word_enum! {
    /// Where a payment stands. Wallet, cash and card are captured at once.
    pub enum PaymentStatus {
        /// Asked for, not paid yet.
        Pending = "PENDING",
        /// The client has paid, the provider holds the money for us.
        Authorised = "AUTHORISED",
        /// The order took it; the provider has not confirmed yet.
        Capturing = "CAPTURING",
        Captured = "CAPTURED",
        /// Not wanted any more; the provider has not confirmed yet.
        Voiding = "VOIDING",
        Voided = "VOIDED",
        Failed = "FAILED",
    }
}

word_enum! {
    /// Where a refund stands. Wallet, cash and card succeed at once.
    pub enum RefundStatus {
        Pending = "PENDING",
        Succeeded = "SUCCEEDED",
        /// The provider refuses; a person has to look.
        Failed = "FAILED",
    }
}

word_enum! {
    /// How far an order is paid, or paid back. Derived, never stored.
    pub enum PaymentState {
        None = "none",
        Paid = "paid",
        PartiallyRefunded = "partially_refunded",
        Refunded = "refunded",
    }
}

word_enum! {
    /// How far the goods of an order came back. Derived, never stored.
    pub enum ReturnState {
        None = "none",
        Partial = "partial",
        Full = "full",
    }
}

impl PaymentState {
    /// Of what was taken and given back.
    pub fn of(taken: Money, refunded: Money, paid: bool) -> Self {
        match (paid, refunded) {
            (false, _) => Self::None,
            (true, refunded) if refunded.is_zero() => Self::Paid,
            (true, refunded) if refunded < taken => Self::PartiallyRefunded,
            (true, _) => Self::Refunded,
        }
    }
}

impl OrderEvent {
    /// The steps that an event can be; the database has the same table.
    pub const fn leads(self, from: Option<OrderStatus>) -> Option<OrderStatus> {
        use OrderStatus as S;
        match (self, from) {
            (Self::Created, None) => Some(S::Draft),
            (Self::Paid, Some(S::Draft)) | (Self::Returned, Some(S::Paid)) => Some(S::Paid),
            (Self::Cancelled, Some(S::Draft | S::Paid))
            | (Self::Archived | Self::Unarchived, Some(S::Cancelled)) => Some(S::Cancelled),
            (Self::Created, Some(S::Draft | S::Paid | S::Cancelled))
            | (Self::Paid, None | Some(S::Paid | S::Cancelled))
            | (Self::Returned, None | Some(S::Draft | S::Cancelled))
            | (Self::Cancelled, None | Some(S::Cancelled))
            | (Self::Archived | Self::Unarchived, None | Some(S::Draft | S::Paid)) => None,
        }
    }
}

impl OrderStatus {
    /// Every allowed step, from and to. The only table of transitions (`orders-inventory.md`).
    pub const TRANSITIONS: &'static [(Self, Self)] =
        &[(Self::Draft, Self::Paid), (Self::Draft, Self::Cancelled), (Self::Paid, Self::Cancelled)];

    /// Whether an order may go on to `to`.
    pub fn may_become(self, to: Self) -> bool {
        Self::TRANSITIONS.contains(&(self, to))
    }

    /// Where an order may go from here.
    pub fn next(self) -> Vec<Self> {
        Self::TRANSITIONS.iter().filter(|(from, _)| *from == self).map(|(_, to)| *to).collect()
    }
}
