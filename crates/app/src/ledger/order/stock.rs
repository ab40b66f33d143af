//! Movements that no order asks for: receipt, write-off, stock-take.

use std::collections::BTreeMap;

use contract::problem::{FieldProblem, Problem, ProblemCode};
use contract::products::StockMovement;
use domain::order::OrderError;
use domain::{MovementKind, Obstacle, OrderStatus, Quantity, stock};

use super::fold::Fold;
use super::problem;
use super::task::StockTask;
use crate::actions;

impl Fold {
    /// All lines or none.
    pub(super) fn stock(
        &mut self,
        actor: &str,
        task: &StockTask,
    ) -> Result<Vec<StockMovement>, Box<Problem>> {
        self.check_products(task)?;
        let shelf = &self.found.products.shelf;
        let moved = match task.kind {
            MovementKind::StockTake => {
                let counted: BTreeMap<i64, Quantity> = task.lines.iter().copied().collect();
                stock::count(shelf, &counted)
            }
            MovementKind::WriteOff => {
                let lines = stock::aggregate(task.lines.iter().copied());
                lines.and_then(|lines| stock::take(shelf, &lines, task.kind))
            }
            MovementKind::Receipt
            | MovementKind::Sale
            | MovementKind::Return
            | MovementKind::Cancellation => {
                let lines = stock::aggregate(task.lines.iter().copied());
                lines.and_then(|lines| stock::put(shelf, &lines, task.kind))
            }
        };
        let moved = moved.map_err(|error| {
            problem::of(vec![OrderError::from(error)], None, &self.found.products, OrderStatus::Draft)
        })?;
        let mut answers = Vec::with_capacity(moved.len());
        for movement in &moved {
            let seq = self.move_stock(movement, None, task.reason.as_deref(), actor);
            let head = self.found.products.heads.get(&movement.product_id);
            answers.push(StockMovement {
                id: 0,
                product_id: movement.product_id,
                product_name: head.map_or_else(String::new, |head| head.name.clone()),
                unit: head.map_or_else(String::new, |head| head.unit.clone()),
                seq,
                kind: movement.kind,
                quantity: movement.quantity,
                quantity_after: movement.quantity_after,
                order_id: None,
                reason: task.reason.clone(),
                actor: actor.to_owned(),
                actor_name: None,
                created_at: self.now,
            });
        }
        Ok(answers)
    }

    /// Every product exists; an archived one takes no receipt.
    fn check_products(&self, task: &StockTask) -> Result<(), Box<Problem>> {
        let heads = &self.found.products.heads;
        let unknown = task.lines.iter().enumerate().filter(|(_, (product, _))| !heads.contains_key(product));
        let errors: Vec<FieldProblem> = unknown
            .map(|(index, _)| FieldProblem {
                field: format!("lines[{index}].product_id"),
                code: "unknown_reference".into(),
            })
            .collect();
        if !errors.is_empty() {
            let mut problem = Problem::new(ProblemCode::UnknownReference, "a product does not exist");
            problem.errors = errors;
            return Err(Box::new(problem));
        }
        let archived = |(product, _): &(i64, Quantity)| heads.get(product).is_some_and(|head| head.archived);
        if task.kind == MovementKind::Receipt && task.lines.iter().any(archived) {
            return Err(Box::new(actions::problem_of("product", Obstacle::ProductArchived)));
        }
        Ok(())
    }
}
