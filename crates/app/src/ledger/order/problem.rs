//! Refusals of the domain as answers. Every reason is told at once; the first one gives the code.

use contract::problem::{FieldProblem, Problem, ProblemCode, Shortage};
use domain::order::OrderError;
use domain::{OrderStatus, Refusal};

use super::found::Products;
use crate::error::problem_of as refusal_problem;

/// The order is not in a state for this.
pub fn wrong_state(status: OrderStatus) -> Box<Problem> {
    let next: Vec<&str> = status.next().into_iter().map(OrderStatus::as_str).collect();
    let detail = format!("the order is {status}; from here it may become: {}", next.join(", "));
    let mut problem = Problem::new(ProblemCode::InvalidTransition, detail);
    problem.current_status = Some(status);
    Box::new(problem)
}

/// The caller saw another version.
pub fn stale(version: i64, status: OrderStatus) -> Box<Problem> {
    let mut problem = Problem::new(ProblemCode::StaleVersion, format!("the current version is {version}"));
    problem.current_version = Some(version);
    problem.current_status = Some(status);
    Box::new(problem)
}

/// Everything that stands against a command.
pub fn of(
    errors: Vec<OrderError>,
    refusal: Option<&Refusal>,
    products: &Products,
    status: OrderStatus,
) -> Box<Problem> {
    let mut whole: Option<Problem> = None;
    let mut fields = Vec::new();
    for error in errors {
        let (field, one) = single(error, products, status);
        if let Some(field) = field {
            fields.push(FieldProblem { field: field.into(), code: one.code.clone() });
        }
        match &mut whole {
            None => whole = Some(one),
            Some(problem) => problem.shortages.extend(one.shortages),
        }
    }
    if let Some(refusal) = refusal {
        let one = refusal_problem(refusal);
        fields.push(FieldProblem { field: "payments".into(), code: one.code.clone() });
        match &mut whole {
            None => whole = Some(one),
            Some(problem) => {
                problem.available = one.available;
                problem.required = one.required;
            }
        }
    }
    let mut problem =
        whole.unwrap_or_else(|| Problem::new(ProblemCode::InternalError, "refused without a reason"));
    if fields.len() > 1 || problem.code == ProblemCode::InvalidFields.as_str() {
        problem.errors = fields;
    }
    Box::new(problem)
}

/// One reason, and the field that it is about.
fn single(error: OrderError, products: &Products, status: OrderStatus) -> (Option<&'static str>, Problem) {
    let detail = error.to_string();
    let (field, code) = match &error {
        OrderError::InvalidTransition { .. } => return (None, *wrong_state(status)),
        OrderError::Empty => (Some("lines"), ProblemCode::OrderEmpty),
        OrderError::Shortages(_) => (Some("lines"), ProblemCode::InsufficientStock),
        OrderError::AmountMismatch { .. } => (Some("payments"), ProblemCode::AmountMismatch),
        OrderError::NoWallet => (Some("payments"), ProblemCode::SystemClient),
        OrderError::NotPositive | OrderError::MethodTwice(_) | OrderError::OutOfBounds => {
            (Some("amount"), ProblemCode::InvalidFields)
        }
        OrderError::UnknownLine(_) => (Some("lines"), ProblemCode::UnknownReference),
        OrderError::UnknownProduct(_) => (Some("product_id"), ProblemCode::UnknownReference),
        OrderError::TooMuchReturned { .. } => (Some("lines"), ProblemCode::TooMuchReturned),
        OrderError::TooMuchRefunded { .. } => (Some("amount"), ProblemCode::TooMuchRefunded),
        OrderError::ReasonRequired => (Some("reason"), ProblemCode::InvalidFields),
    };
    let mut problem = Problem::new(code, detail);
    match &error {
        OrderError::Shortages(shortages) => {
            let named = shortages.iter().map(|shortage| Shortage {
                product_id: shortage.product_id,
                name: products
                    .heads
                    .get(&shortage.product_id)
                    .map_or_else(String::new, |head| head.name.clone()),
                available: shortage.available,
                required: shortage.required,
            });
            problem.shortages = named.collect();
        }
        OrderError::AmountMismatch { total, .. } => problem.required = Some(*total),
        OrderError::TooMuchRefunded { refundable } => problem.available = Some(*refundable),
        OrderError::InvalidTransition { .. }
        | OrderError::Empty
        | OrderError::NotPositive
        | OrderError::MethodTwice(_)
        | OrderError::NoWallet
        | OrderError::UnknownLine(_)
        | OrderError::TooMuchReturned { .. }
        | OrderError::OutOfBounds
        | OrderError::UnknownProduct(_)
        | OrderError::ReasonRequired => {}
    }
    if code == ProblemCode::InvalidFields {
        problem.errors =
            vec![FieldProblem { field: field.unwrap_or("amount").into(), code: error.code().into() }];
    }
    (field, problem)
}
