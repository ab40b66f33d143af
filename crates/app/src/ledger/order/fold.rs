//! Deciding a batch of commands on orders in memory. No IO.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use contract::operations::Operation;
use contract::orders::{Moved, OrderChange, Tender};
use contract::problem::{Problem, ProblemCode};
use domain::stock::Movement;
use domain::{Money, OperationKind, OrderEvent, OrderStatus, PaymentMethod, Posted, Posting, Refusal};

use super::found::Found;
use super::problem;
use super::rows::{HistoryRow, MovementRow, Rows};
use super::task::{Deed, OrderTask, Settlement};
use crate::actions;
use crate::keys::{self, Kept, KeyRow, KnownKey};
use crate::ledger::fold::Pending;
use crate::ledger::rows::Rows as LedgerRows;
use crate::ledger::waiting::Waiting;
use crate::ledger::work::{Outcome, Task, WorkKey};

/// Decides the commands in order.
pub fn decide(part: &[Waiting], found: Found, today: NaiveDate, now: DateTime<Utc>) -> Decided {
    let mut fold = Fold {
        found,
        ledger: LedgerRows { now, ..LedgerRows::default() },
        rows: Rows { now, ..Rows::default() },
        touched: HashSet::new(),
        refused: 0,
        today,
        now,
    };
    let outcomes = part.iter().map(|waiting| fold.decide(waiting)).collect();
    Decided { ledger: fold.ledger, rows: fold.rows, outcomes, refused: fold.refused }
}

pub(super) struct Fold {
    pub found: Found,
    pub ledger: LedgerRows,
    pub rows: Rows,
    /// Orders that a command of this batch has changed.
    touched: HashSet<i64>,
    refused: u64,
    pub today: NaiveDate,
    pub now: DateTime<Utc>,
}

/// What a command decided: money by method, with the wallet's operation.
pub(super) type Moneys = Vec<(PaymentMethod, Money, Option<(i64, i64)>)>;

impl Fold {
    fn decide(&mut self, waiting: &Waiting) -> Outcome {
        let work = &waiting.work;
        let WorkKey::Request(key) = &work.key else {
            return Outcome::Settled { result: Err(internal()), replayed: false };
        };
        let name = (work.actor.to_string(), key.key.as_str().to_owned());
        if self.found.is_busy(&work.task) {
            return Outcome::Busy;
        }
        if let Some(known) = self.found.keys.get(&name) {
            return waiting.known(key, known);
        }
        if let Task::Order(task) = &work.task
            && self.touched.contains(&task.order_id)
        {
            return Outcome::Postponed;
        }
        let result = match &work.task {
            Task::Order(task) => self.order(&name.0, task).map(|change| Settlement::Order(Box::new(change))),
            Task::Stock(task) => self.stock(&name.0, task).map(Settlement::Stock),
            Task::Post(_) => Err(internal()),
        };
        self.refused += u64::from(result.is_err());
        let traceless = matches!(&result, Err(problem) if !keys::is_kept(problem));
        if !traceless {
            let outcome = kept(&result);
            self.found.keys.insert(name.clone(), KnownKey::fresh(key.hash, outcome.clone(), self.now));
            self.ledger.keys.push(KeyRow { principal: name.0, key: name.1, hash: key.hash, outcome });
        }
        Outcome::Settled { result, replayed: false }
    }

    fn order(&mut self, actor: &str, task: &OrderTask) -> Result<OrderChange, Box<Problem>> {
        let found = self.found.orders.get(&task.order_id).ok_or_else(missing)?;
        let status = found.order.status();
        // The state is told before the version: who pays an order twice learns that it is paid.
        match &task.deed {
            Deed::Pay(_) if !status.may_become(OrderStatus::Paid) => {
                return Err(problem::wrong_state(status));
            }
            Deed::Cancel { .. } if !status.may_become(OrderStatus::Cancelled) => {
                return Err(problem::wrong_state(status));
            }
            Deed::Return { .. } if status != OrderStatus::Paid => return Err(problem::wrong_state(status)),
            Deed::Pay(_) | Deed::Cancel { .. } | Deed::Return { .. } | Deed::Archive | Deed::Unarchive => {}
        }
        if task.version.is_some_and(|version| version != found.version) {
            return Err(problem::stale(found.version, status));
        }
        let change = match &task.deed {
            Deed::Pay(tenders) => self.pay(actor, task.order_id, tenders),
            Deed::Cancel { reason, paid_too } => {
                self.cancel(actor, task.order_id, reason.as_deref(), *paid_too)
            }
            Deed::Return { parts, amount, reason } => {
                self.take_back(actor, task.order_id, parts, *amount, reason)
            }
            Deed::Archive => self.shelve(actor, task.order_id, OrderEvent::Archived),
            Deed::Unarchive => self.shelve(actor, task.order_id, OrderEvent::Unarchived),
        }?;
        self.touched.insert(task.order_id);
        Ok(change)
    }

    fn shelve(&mut self, actor: &str, order_id: i64, event: OrderEvent) -> Result<OrderChange, Box<Problem>> {
        let order = &self.found.orders.get(&order_id).ok_or_else(missing)?.order;
        let possible = if event == OrderEvent::Archived { order.archive() } else { order.unarchive() };
        possible.map_err(|obstacle| {
            let mut problem = actions::problem_of("order", obstacle);
            problem.current_status = Some(order.status());
            Box::new(problem)
        })?;
        self.happen(actor, order_id, event, None, Vec::new(), &[])
    }

    /// The event with its movements: rows to write, and the answer.
    pub(super) fn happen(
        &mut self,
        actor: &str,
        order_id: i64,
        event: OrderEvent,
        reason: Option<&str>,
        money: Moneys,
        movements: &[Movement],
    ) -> Result<OrderChange, Box<Problem>> {
        let found = self.found.orders.get(&order_id).ok_or_else(missing)?;
        let (from, seq) = (found.order.status(), found.seq.saturating_add(1));
        let to = event.leads(Some(from)).ok_or_else(|| problem::wrong_state(from))?;
        self.rows.history.push(HistoryRow {
            order_id,
            seq,
            event,
            from,
            to,
            reason: reason.map(ToOwned::to_owned),
            actor: actor.to_owned(),
        });
        for movement in movements {
            self.move_stock(movement, Some((order_id, seq)), None, actor);
        }
        let tender = |(method, amount, _)| Tender { method, amount, operation_id: None };
        let moved = |movement: &Movement| Moved {
            product_id: movement.product_id,
            quantity: movement.quantity,
            quantity_after: movement.quantity_after,
        };
        Ok(OrderChange {
            order_id,
            seq,
            event,
            from_status: Some(from),
            to_status: to,
            reason: reason.map(ToOwned::to_owned),
            money: money.into_iter().map(tender).collect(),
            movements: movements.iter().map(moved).collect(),
            actor: actor.to_owned(),
            at: self.now,
            actor_name: None,
        })
    }

    /// One movement on top of what the batch has moved already.
    pub(super) fn move_stock(
        &mut self,
        movement: &Movement,
        of: Option<(i64, i64)>,
        reason: Option<&str>,
        actor: &str,
    ) -> i64 {
        let head = self.found.products.heads.get_mut(&movement.product_id);
        let seq = head.map_or(0, |head| {
            head.seq = head.seq.saturating_add(1);
            head.seq
        });
        self.found.products.shelf.insert(movement.product_id, movement.quantity_after);
        self.rows.movements.push(MovementRow {
            product_id: movement.product_id,
            seq,
            kind: movement.kind,
            quantity: movement.quantity,
            quantity_after: movement.quantity_after,
            of,
            reason: reason.map(ToOwned::to_owned),
            actor: actor.to_owned(),
        });
        seq
    }

    /// An operation of the wallet, as a row and as the number that names it.
    pub(super) fn post(
        &mut self,
        actor: &str,
        client_id: i64,
        order_id: i64,
        kind: OperationKind,
        amount: Money,
    ) -> Result<(i64, i64), Refusal> {
        let posting = Posting::by_hand(kind, Some(amount));
        let account = self.found.accounts.get_mut(&client_id).ok_or(Refusal::SystemClient)?;
        let Posted { seq, amount, balance_after, at } = account.post(&posting, self.today, self.now)?;
        self.ledger.operations.push(Operation {
            id: 0,
            client_id,
            seq,
            kind,
            amount,
            balance_after,
            service_id: None,
            order_id: Some(order_id),
            description: Some(format!("Заказ № {order_id}")),
            reversal_of: None,
            actor: actor.to_owned(),
            created_at: at,
        });
        self.ledger.reversed_seqs.push(None);
        Ok((client_id, seq))
    }
}

pub(super) fn missing() -> Box<Problem> {
    Box::new(Problem::new(ProblemCode::NotFound, "order not found"))
}

fn internal() -> Box<Problem> {
    Box::new(Problem::new(ProblemCode::InternalError, "work in the wrong lane"))
}

fn kept(result: &Result<Settlement, Box<Problem>>) -> Kept {
    match result {
        Ok(Settlement::Order(change)) => Kept::Event { order_id: change.order_id, event: change.seq },
        Ok(Settlement::Stock(movements)) => {
            Kept::Movements(movements.iter().map(|movement| (movement.product_id, movement.seq)).collect())
        }
        Err(problem) => Kept::Refused(problem.clone()),
    }
}

/// Rows to write and answers to give once they are committed.
pub struct Decided {
    pub ledger: LedgerRows,
    pub rows: Rows,
    outcomes: Vec<Outcome>,
    refused: u64,
}

impl Decided {
    /// Puts the ids that the database gave into the answers.
    pub fn name(&mut self, operations: &HashMap<(i64, i64), i64>, movements: &HashMap<(i64, i64), i64>) {
        // One command on an order per batch, so its wallet's operation is found by the order.
        let by_order: HashMap<i64, i64> = self
            .ledger
            .operations
            .iter()
            .filter_map(|row| Some((row.order_id?, *operations.get(&(row.client_id, row.seq))?)))
            .collect();
        for outcome in &mut self.outcomes {
            match outcome {
                Outcome::Settled { result: Ok(Settlement::Order(change)), .. } => {
                    let wallet =
                        change.money.iter_mut().filter(|tender| tender.method == PaymentMethod::Wallet);
                    wallet.for_each(|tender| tender.operation_id = by_order.get(&change.order_id).copied());
                }
                Outcome::Settled { result: Ok(Settlement::Stock(moved)), .. } => {
                    for movement in moved {
                        let id = movements.get(&(movement.product_id, movement.seq));
                        movement.id = id.copied().unwrap_or_default();
                    }
                }
                Outcome::Settled { result: Err(_), .. }
                | Outcome::Decided { .. }
                | Outcome::Received(_)
                | Outcome::KeyReused
                | Outcome::Stored { .. }
                | Outcome::Busy
                | Outcome::Postponed => {}
            }
        }
    }

    pub fn into_pending(self, now: DateTime<Utc>) -> Pending {
        let posted = self.ledger.operations.len() as u64;
        Pending { outcomes: self.outcomes, posted, refused: self.refused, now }
    }
}
