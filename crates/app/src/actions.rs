//! Actions on records between the domain, which decides, and the wire: what is offered, and what is answered when it is not possible.

use contract::actions::AvailableAction;
use contract::problem::{Problem, ProblemCode};
use domain::{Obstacle, Offer, OrderOffer};

use crate::Error;

/// Offers as answers show them.
pub fn shown(offers: Vec<Offer>) -> Vec<AvailableAction> {
    let show = |offer: Offer| AvailableAction {
        action: offer.action,
        allowed: offer.obstacle.is_none(),
        reason: offer.obstacle,
    };
    offers.into_iter().map(show).collect()
}

/// An action on an order with the first reason against it.
pub fn first_reason(offer: &OrderOffer) -> AvailableAction {
    AvailableAction {
        action: offer.action,
        allowed: offer.obstacles.is_empty(),
        reason: offer.obstacles.first().copied(),
    }
}

/// The answer to a command that an obstacle stands against. `record` is what it is about: `client`.
pub fn hindered(record: &str, obstacle: Obstacle) -> Error {
    problem_of(record, obstacle).into()
}

/// The same as a problem, for the ledger, whose refusals are kept.
pub fn problem_of(record: &str, obstacle: Obstacle) -> Problem {
    use Obstacle as O;
    let (code, detail) = match obstacle {
        O::NotPermitted => (ProblemCode::Forbidden, "the right is missing".to_owned()),
        O::NotOwner => (ProblemCode::Forbidden, format!("the {record} belongs to somebody else")),
        O::Archived => (ProblemCode::Archived, format!("the {record} is archived")),
        O::NotArchived => (ProblemCode::NotArchived, format!("the {record} is not archived")),
        O::InUse => (ProblemCode::InUse, format!("the {record} has operations: archive it instead")),
        O::InnTaken => (ProblemCode::InnTaken, "another client has this INN".to_owned()),
        O::ClientArchived => (ProblemCode::ClientArchived, "the client is archived".to_owned()),
        O::SystemClient => (ProblemCode::SystemClient, "the system client takes no part in this".to_owned()),
        O::InsufficientFunds => (ProblemCode::InsufficientFunds, "there is not enough money".to_owned()),
        O::BalanceOutOfBounds => {
            (ProblemCode::BalanceOutOfBounds, "the balance would be out of bounds".to_owned())
        }
        O::NoAmount | O::KindNotReversible => (
            ProblemCode::NotReversible,
            "only an operation that moved money is reversed, and not a reversal".to_owned(),
        ),
        O::AlreadyReversed => {
            (ProblemCode::AlreadyReversed, "an operation is reversed at most once".to_owned())
        }
        O::OrderNotPaid | O::OrderPaid | O::OrderCancelled | O::OrderNotCancelled => {
            (ProblemCode::InvalidTransition, "the order is not in a state for this".to_owned())
        }
        O::OrderEmpty => (ProblemCode::OrderEmpty, "the order has no lines".to_owned()),
        O::InsufficientStock => (ProblemCode::InsufficientStock, "there is not enough in stock".to_owned()),
        O::NothingToReturn => (ProblemCode::TooMuchReturned, "everything has come back already".to_owned()),
        O::ProductArchived => (ProblemCode::ProductArchived, "the product is archived".to_owned()),
        O::PaymentNotAuthorised => {
            (ProblemCode::PaymentNotAuthorised, "there is no authorised online payment".to_owned())
        }
        O::PaymentSettled => (ProblemCode::PaymentSettled, "the payment is settled already".to_owned()),
        O::PaymentNotManual => {
            (ProblemCode::PaymentSettled, "the provider says whether this payment was made".to_owned())
        }
        O::RefundOpen => (ProblemCode::RefundOpen, "the payment provider still decides".to_owned()),
        O::RefundSettled => (ProblemCode::RefundSettled, "the refund is settled already".to_owned()),
        O::MoneyMoving => {
            (ProblemCode::MoneyMoving, "it takes or gives back money: wait for its outcome".to_owned())
        }
        O::JobRunning => (ProblemCode::JobRunning, format!("the {record} is running")),
        O::JobSettled => (ProblemCode::JobSettled, format!("the {record} is over")),
        O::DeliveryContradicts => (
            ProblemCode::DeliveryContradicts,
            "the bank says another currency, an outgoing payment or one that is not completed".to_owned(),
        ),
        O::DeliverySettled => {
            (ProblemCode::DeliverySettled, "this payment of the bank is credited already".to_owned())
        }
    };
    Problem::new(code, detail)
}
