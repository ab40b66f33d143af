//! What comes back: a cancelled order, or part of a paid one.

use std::collections::BTreeMap;

use contract::orders::OrderChange;
use contract::problem::{FieldProblem, Problem, ProblemCode};
use domain::order::{self, LEAST_REASON_CHARS, Part, Tender};
use domain::{
    Money, Obstacle, OperationKind, OrderEvent, OrderStatus, PaymentMethod, PaymentStatus, Quantity,
    RefundStatus,
};

use super::fold::{Fold, Moneys, missing};
use super::pay::given_up;
use super::problem;
use super::rows::{PaymentChange, RefundRow, ReturnRow};
use crate::actions;
use crate::error::problem_of;

impl Fold {
    /// Decides a cancellation: of a draft, or of what is paid, with the goods and the money that have not come back yet.
    pub(super) fn cancel(
        &mut self,
        actor: &str,
        order_id: i64,
        reason: Option<&str>,
        paid_too: bool,
    ) -> Result<OrderChange, Box<Problem>> {
        let found = self.found.orders.get(&order_id).ok_or_else(missing)?;
        let status = found.order.status();
        if status == OrderStatus::Paid {
            if !paid_too {
                return Err(Box::new(actions::problem_of("order", Obstacle::NotPermitted)));
            }
            if reason.is_none_or(|reason| reason.chars().count() < LEAST_REASON_CHARS) {
                let mut problem = Problem::new(ProblemCode::InvalidFields, "check: reason");
                problem.errors = vec![FieldProblem { field: "reason".into(), code: "required".into() }];
                return Err(Box::new(problem));
            }
        }
        let cancelled = order::cancel(&found.order, &self.found.products.shelf)
            .map_err(|error| problem::of(vec![error], None, &self.found.products, status))?;
        let open: Vec<PaymentChange> = found.open().map(given_up).collect();
        let money = self.give_back(actor, order_id, &cancelled.refunds)?;
        self.rows.changes.extend(open);
        self.happen(actor, order_id, OrderEvent::Cancelled, reason, money, &cancelled.movements)
    }

    /// Decides a partial return.
    pub(super) fn take_back(
        &mut self,
        actor: &str,
        order_id: i64,
        parts: &[Part],
        amount: Money,
        reason: &str,
    ) -> Result<OrderChange, Box<Problem>> {
        let found = self.found.orders.get(&order_id).ok_or_else(missing)?;
        let status = found.order.status();
        let event = found.seq.saturating_add(1);
        let returned = order::return_lines(&found.order, parts, amount, &self.found.products.shelf)
            .map_err(|error| problem::of(vec![error], None, &self.found.products, status))?;
        let money = self.give_back(actor, order_id, &returned.refunds)?;
        // One row per line and fate, however often the caller named it.
        let mut rows: BTreeMap<(i64, bool), Quantity> = BTreeMap::new();
        for part in parts {
            let sum = rows.entry((part.line_id, part.restock)).or_default();
            *sum = sum.checked_add(part.quantity).unwrap_or(*sum);
        }
        let row = |((number, restock), quantity)| ReturnRow { order_id, event, number, quantity, restock };
        self.rows.returns.extend(rows.into_iter().map(row));
        self.happen(actor, order_id, OrderEvent::Returned, Some(reason), money, &returned.movements)
    }

    /// Money back by the methods it came by.
    fn give_back(&mut self, actor: &str, order_id: i64, refunds: &[Tender]) -> Result<Moneys, Box<Problem>> {
        let found = self.found.orders.get(&order_id).ok_or_else(missing)?;
        let (client_id, event) = (found.client_id, found.seq.saturating_add(1));
        let mut rows = Vec::new();
        for refund in refunds {
            let payment =
                found.payments.iter().find(|payment| payment.taken && payment.method == refund.method);
            let payment = payment.ok_or_else(missing)?;
            let waits = refund.method == PaymentMethod::Online
                && !payment.manual
                && payment.status != PaymentStatus::Voided;
            let status = if waits { RefundStatus::Pending } else { RefundStatus::Succeeded };
            rows.push((payment.id, *refund, status));
        }
        // The account may refuse, so it is asked before any row is written.
        let by_wallet = refunds.iter().find(|refund| refund.method == PaymentMethod::Wallet);
        let posted = by_wallet
            .map(|refund| self.post(actor, client_id, order_id, OperationKind::OrderRefund, refund.amount))
            .transpose()
            .map_err(|refusal| Box::new(problem_of(&refusal)))?;
        let mut money: Moneys = Vec::new();
        for (payment_id, refund, status) in rows {
            let operation = posted.filter(|_| refund.method == PaymentMethod::Wallet);
            money.push((refund.method, refund.amount, operation));
            self.rows.refunds.push(RefundRow {
                payment_id,
                order_id,
                event,
                amount: refund.amount,
                status,
                operation,
                actor: actor.to_owned(),
            });
        }
        Ok(money)
    }
}
