//! What can be done with a record now, and what stands in the way: one decision for use cases, answers and buttons.
//!
//! Invariant: a use case asks the same function that lists the actions, so a button and the endpoint behind it cannot
//! disagree. Whether an account takes an operation is asked of the ledger's own fold, not decided again.
//! Absent on purpose: the version of an edit and the fields of a form; those are known only when a request is made.

mod client;
mod offer;
mod operation;
mod order;
mod record;

pub use client::ClientState;
pub use offer::Offer;
pub(crate) use offer::offers;
pub use operation::OperationState;
pub use order::{MethodOffer, OrderOffer, PaymentFacts, ProductState, RefundFacts};
pub use record::{DeliveryState, ServiceState, ViewState};

use crate::ledger::Refusal;
use crate::words::word_enum;

word_enum! {
    /// A command on a record that a person looks at.
    pub enum Action {
        Edit = "edit",
        /// Any positive amount onto the account.
        Deposit = "deposit",
        /// Money back to the client, down to zero.
        Withdraw = "withdraw",
        /// A charge, down to the available amount.
        Spend = "spend",
        /// A new operation of the client.
        Operation = "operation",
        /// A statement of the account.
        Statement = "statement",
        /// Only what was never used.
        Delete = "delete",
        Archive = "archive",
        Restore = "restore",
        /// The mirror image of an operation.
        Reverse = "reverse",
        /// A payment of the bank to a client.
        Bind = "bind",
        /// The lines of a draft.
        SetLines = "set_lines",
        Pay = "pay",
        Cancel = "cancel",
        /// Part of a paid order comes back.
        Return = "return",
        Unarchive = "unarchive",
        /// Goods into the stock.
        Receive = "receive",
        WriteOff = "write_off",
        /// A stock-take.
        Count = "count",
        /// What a manual terminal said.
        Confirm = "confirm",
        /// Give up a payment that no order took.
        Void = "void",
        /// A person says that the money of a failed refund went back.
        Settle = "settle",
        /// Another attempt at a job.
        Retry = "retry",
    }
}

word_enum! {
    /// Why an action is not possible now.
    pub enum Obstacle {
        /// The role or the key lacks the right.
        NotPermitted = "not_permitted",
        /// It belongs to somebody else.
        NotOwner = "not_owner",
        Archived = "archived",
        NotArchived = "not_archived",
        /// There are operations.
        InUse = "in_use",
        /// Another live client has the INN by now.
        InnTaken = "inn_taken",
        ClientArchived = "client_archived",
        SystemClient = "system_client",
        InsufficientFunds = "insufficient_funds",
        BalanceOutOfBounds = "balance_out_of_bounds",
        /// An event without money.
        NoAmount = "no_amount",
        /// A reversal is not reversed; what an order did is undone by the order.
        KindNotReversible = "kind_not_reversible",
        AlreadyReversed = "already_reversed",
        /// The payment is credited already.
        DeliverySettled = "delivery_settled",
        /// The bank says something against the credit: another currency, an outgoing payment, one that is not done.
        DeliveryContradicts = "delivery_contradicts",
        /// The order is still a draft.
        OrderNotPaid = "order_not_paid",
        OrderPaid = "order_paid",
        OrderCancelled = "order_cancelled",
        OrderNotCancelled = "order_not_cancelled",
        /// It has no lines.
        OrderEmpty = "order_empty",
        InsufficientStock = "insufficient_stock",
        NothingToReturn = "nothing_to_return",
        ProductArchived = "product_archived",
        /// There is no authorised online payment.
        PaymentNotAuthorised = "payment_not_authorised",
        /// An order took the payment, or it is given up.
        PaymentSettled = "payment_settled",
        /// Its provider decides, not a person.
        PaymentNotManual = "payment_not_manual",
        /// The provider still decides about the refund.
        RefundOpen = "refund_open",
        RefundSettled = "refund_settled",
        /// A job that is in the middle of taking or giving back money is not stopped.
        MoneyMoving = "money_moving",
        JobRunning = "job_running",
        /// The job is over.
        JobSettled = "job_settled",
    }
}

impl From<Refusal> for Obstacle {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::InsufficientFunds { .. } => Self::InsufficientFunds,
            Refusal::ClientArchived => Self::ClientArchived,
            Refusal::SystemClient => Self::SystemClient,
            Refusal::BalanceOutOfBounds => Self::BalanceOutOfBounds,
            // Amounts asked about here are of one kopeck or of a stored operation; the latter always have one.
            Refusal::Amount(_) => Self::NoAmount,
        }
    }
}

#[cfg(test)]
mod tests;
