//! Draft -> paid: the goods leave the stock, the money is taken, by whatever methods.

use contract::orders::OrderChange;
use contract::problem::{Problem, ProblemCode};
use domain::order::{self, OrderError, Tender};
use domain::{Money, OperationKind, OrderEvent, PaymentMethod, PaymentStatus, Posting, Refusal};

use super::fold::{Fold, Moneys, missing};
use super::found::FoundOrder;
use super::rows::{PaymentChange, PaymentRow};
use super::{TenderAsked, problem};
use crate::actions;

impl Fold {
    /// Decides a payment and takes it.
    pub(super) fn pay(
        &mut self,
        actor: &str,
        order_id: i64,
        asked: &[TenderAsked],
    ) -> Result<OrderChange, Box<Problem>> {
        let found = self.found.orders.get(&order_id).ok_or_else(missing)?;
        let status = found.order.status();
        let tenders: Vec<Tender> =
            asked.iter().map(|one| Tender { method: one.method, amount: one.amount }).collect();
        let decided = order::pay(&found.order, &tenders, &self.found.products.shelf);
        let refusal = self.wallet_refusal(found, &tenders);
        let sale = match (decided, refusal) {
            (Ok(sale), None) => sale,
            (decided, refusal) => {
                let errors: Vec<OrderError> = decided.err().unwrap_or_default();
                return Err(problem::of(errors, refusal.as_ref(), &self.found.products, status));
            }
        };
        let taken = online(found, &tenders)?;
        let given_up: Vec<PaymentChange> = found
            .open()
            .filter(|payment| taken.is_none_or(|(id, _)| id != payment.id))
            .map(given_up)
            .collect();
        let (client_id, event) = (found.client_id, found.seq.saturating_add(1));
        let mut money: Moneys = Vec::new();
        for one in asked {
            let operation = match one.method {
                PaymentMethod::Wallet => {
                    let amount = one.amount.negated();
                    let posted = self.post(actor, client_id, order_id, OperationKind::OrderPayment, amount);
                    Some(posted.map_err(|refusal| Box::new(crate::error::problem_of(&refusal)))?)
                }
                PaymentMethod::Cash | PaymentMethod::Card | PaymentMethod::Online => None,
            };
            money.push((one.method, one.amount, operation));
            if one.method != PaymentMethod::Online {
                self.rows.payments.push(PaymentRow {
                    order_id,
                    event,
                    method: one.method,
                    amount: one.amount,
                    operation,
                    reference: one.reference.clone(),
                    actor: actor.to_owned(),
                });
            }
        }
        if let Some((id, status)) = taken {
            self.rows.changes.push(PaymentChange { id, event: Some(event), status });
        }
        self.rows.changes.extend(given_up);
        self.happen(actor, order_id, OrderEvent::Paid, None, money, &sale.movements)
    }

    /// Whether the account would refuse the wallet's part.
    fn wallet_refusal(&self, found: &FoundOrder, tenders: &[Tender]) -> Option<Refusal> {
        let by_wallet = tenders.iter().find(|tender| tender.method == PaymentMethod::Wallet)?;
        if found.order.walk_in || !by_wallet.amount.is_positive() {
            return None; // The domain has said why not.
        }
        let posting = Posting::by_hand(OperationKind::OrderPayment, Some(by_wallet.amount.negated()));
        match self.found.accounts.get(&found.client_id) {
            Some(account) => account.accepts(&posting, self.today).err(),
            None => Some(Refusal::SystemClient),
        }
    }
}

/// The online payment that the tender takes, and where it stands then.
fn online(found: &FoundOrder, tenders: &[Tender]) -> Result<Option<(i64, PaymentStatus)>, Box<Problem>> {
    let asked: Option<Money> =
        tenders.iter().find(|tender| tender.method == PaymentMethod::Online).map(|tender| tender.amount);
    let Some(amount) = asked else { return Ok(None) };
    match found.authorised().filter(|payment| payment.amount == amount) {
        Some(payment) if payment.manual => Ok(Some((payment.id, PaymentStatus::Captured))),
        Some(payment) => Ok(Some((payment.id, PaymentStatus::Capturing))),
        None => {
            let mut problem = actions::problem_of("order", domain::Obstacle::PaymentNotAuthorised);
            problem.code = ProblemCode::PaymentNotAuthorised.as_str().into();
            problem.available = found.authorised().map(|payment| payment.amount);
            problem.required = Some(amount);
            Err(Box::new(problem))
        }
    }
}

/// An open online payment that the order does without.
pub(super) fn given_up(payment: &super::found::FoundPayment) -> PaymentChange {
    let status = if payment.manual { PaymentStatus::Voided } else { PaymentStatus::Voiding };
    PaymentChange { id: payment.id, event: None, status }
}
