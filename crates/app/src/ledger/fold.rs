//! Deciding a batch in memory: what was asked and what was found -> what to write and what to answer. No IO.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use contract::operations::Operation;
use contract::problem::{FieldProblem, Problem, ProblemCode};
use domain::{AccountStatus, DeliveryState, Floor, Inn, Obstacle, OperationKind, Posting};

use super::rows::{DeliveryRow, Found, KnownDelivery, Rows, SettledRow};
use super::waiting::Waiting;
use super::work::{
    Addressee, Command, Decision, Delivery, Item, Outcome, Received, RequestKey, Work, WorkKey,
};
use crate::actions;
use crate::error::problem_of;
use crate::keys::{self, Kept, KeptDecision, KeyRow, KnownKey};

/// Rows to write and answers to give once they are committed.
pub struct Decided {
    pub rows: Rows,
    outcomes: Vec<Outcome>,
    refused: u64,
}

/// Answers that wait for COMMIT.
pub struct Pending {
    pub outcomes: Vec<Outcome>,
    pub posted: u64,
    pub refused: u64,
    /// When they were decided.
    pub now: DateTime<Utc>,
}

/// Decides the work in order. `today` is the business day, `now` the clock after the locks.
pub fn decide(part: &[Waiting], found: Found, today: NaiveDate, now: DateTime<Utc>) -> Decided {
    let mut fold = Fold { found, rows: Rows { now, ..Rows::default() }, refused: 0, today, now };
    let outcomes = part.iter().map(|waiting| fold.decide(waiting)).collect();
    Decided { rows: fold.rows, outcomes, refused: fold.refused }
}

struct Fold {
    found: Found,
    rows: Rows,
    refused: u64,
    today: NaiveDate,
    now: DateTime<Utc>,
}

impl Fold {
    fn decide(&mut self, waiting: &Waiting) -> Outcome {
        if self.found.accounts.is_busy(&waiting.work) {
            return Outcome::Busy;
        }
        match &waiting.work.key {
            WorkKey::Request(key) => self.request(waiting, key),
            WorkKey::Delivery(delivery) => Outcome::Received(self.delivery(waiting, delivery)),
        }
    }

    fn request(&mut self, waiting: &Waiting, key: &RequestKey) -> Outcome {
        let work = &waiting.work;
        let name = (work.actor.to_string(), key.key.as_str().to_owned());
        if let Some(known) = self.found.keys.get(&name) {
            return waiting.known(key, known);
        }
        let decisions: Vec<Decision> = work.items().iter().map(|item| self.item(&name.0, item)).collect();
        // A lone refusal that says nothing about the request leaves no trace: the client may come, the key is still good.
        let traceless = matches!(decisions.as_slice(), [Err(problem)] if !keys::is_kept(problem));
        if !traceless {
            let outcome = Kept::Operations(decisions.iter().map(kept).collect());
            self.found.keys.insert(name.clone(), KnownKey::fresh(key.hash, outcome.clone(), self.now));
            self.rows.keys.push(KeyRow { principal: name.0, key: name.1, hash: key.hash, outcome });
        }
        Outcome::Decided { decisions, replayed: false }
    }

    fn item(&mut self, actor: &str, item: &Item) -> Decision {
        let decision = match item {
            Ok(command) => self.try_command(actor, command),
            Err(problem) => Err(problem.clone()),
        };
        self.refused += u64::from(decision.is_err());
        decision
    }

    fn try_command(&mut self, actor: &str, command: &Command) -> Decision {
        let Addressee::Id(client_id) = &command.client else {
            return Err(unknown("client_id"));
        };
        let client_id = *client_id;
        if command.service_id.is_some_and(|id| !self.found.services.contains(&id)) {
            return Err(unknown("service_id"));
        }
        if let Some(reverses) = command.reverses
            && let Some(existing) = self.found.reversals.get(&(client_id, reverses.seq))
        {
            let mut problem = actions::problem_of("operation", Obstacle::AlreadyReversed);
            problem.existing_id = (*existing > 0).then_some(*existing);
            return Err(Box::new(problem));
        }
        if let Some(kept) = command.settles {
            let known = self.found.deliveries.get(&kept.operation_id);
            let settled = known.is_some_and(|known| known.iter().any(|one| one.credited));
            DeliveryState { settled, objection: None } // Objections were asked about before.
                .bind()
                .map_err(|obstacle| Box::new(actions::problem_of("delivery", obstacle)))?;
        }
        let paid_out = self.found.check_payout(actor, command)?;
        let operation = self.post(client_id, actor, command)?;
        if let Some(paid_out) = paid_out {
            self.found.paid_out.insert(actor.to_owned(), paid_out);
        }
        if let Some(reverses) = command.reverses {
            self.found.reversals.insert((client_id, reverses.seq), 0);
        }
        if let Some(kept) = command.settles {
            let (seq, by) = (operation.seq, actor.to_owned());
            self.rows.settled.push(SettledRow { id: kept.id, client_id, seq, by, received: false });
            for known in self.found.deliveries.entry(kept.operation_id).or_default() {
                known.credited |= known.id == kept.id;
            }
        }
        Ok(operation)
    }

    fn post(&mut self, client_id: i64, actor: &str, command: &Command) -> Decision {
        let Some(account) = self.found.accounts.by_id.get_mut(&client_id) else {
            return Err(unknown("client_id"));
        };
        let posted = account
            .post(&command.posting, self.today, self.now)
            .map_err(|refusal| Box::new(problem_of(&refusal)))?;
        let operation = Operation {
            id: 0,
            client_id,
            seq: posted.seq,
            kind: command.posting.kind,
            amount: posted.amount,
            balance_after: posted.balance_after,
            service_id: command.service_id,
            order_id: command.order_id,
            description: command.description.clone(),
            reversal_of: command.reverses.map(|reverses| reverses.operation_id),
            actor: actor.to_owned(),
            created_at: posted.at,
        };
        self.rows.operations.push(operation.clone());
        self.rows.reversed_seqs.push(command.reverses.map(|reverses| reverses.seq));
        Ok(operation)
    }

    /// One payment of the bank: credited once per `operation_id`, for ever; whatever cannot be credited is kept for a person.
    fn delivery(&mut self, waiting: &Waiting, delivery: &Delivery) -> Received {
        let work = &waiting.work;
        if let Some(objection) = delivery.objection {
            self.keep(delivery, "conflict");
            return Received::Objected(objection);
        }
        let known = self.found.deliveries.get(&delivery.operation_id).map(Vec::as_slice).unwrap_or_default();
        if let Some(credited) = known.iter().find(|known| known.credited) {
            if credited.same_as(delivery) {
                let own = waiting.tried_at(credited.last_at);
                return if own { Received::Success } else { Received::AlreadyProcessed };
            }
            self.keep(delivery, "conflict");
            return Received::Conflict;
        }
        let active = |id: &i64| {
            self.found.accounts.by_id.get(id).is_some_and(|account| account.status == AccountStatus::Active)
        };
        let Some(client_id) =
            self.found.accounts.by_inn.get(delivery.payer_inn.as_str()).copied().filter(active)
        else {
            self.keep(delivery, "unmatched");
            return Received::OrganizationNotFound;
        };
        let open = known.iter().find(|known| known.same_as(delivery)).map(|known| known.id);
        let command = credit_of(delivery, client_id, work);
        let actor = work.actor.to_string();
        let Ok(operation) = self.post(client_id, &actor, &command) else {
            self.keep(delivery, "unmatched");
            return Received::Refused;
        };
        match open {
            Some(id) if id > 0 => {
                let seq = operation.seq;
                self.rows.settled.push(SettledRow { id, client_id, seq, by: actor, received: true });
            }
            // An open one of this very batch cannot become credited within it: the client did not exist at the lock.
            _ => self.rows.deliveries.push(DeliveryRow {
                delivery: delivery.clone(),
                status: "credited",
                credit: Some((client_id, operation.seq)),
            }),
        }
        self.remember(delivery, true);
        Received::Success
    }

    fn keep(&mut self, delivery: &Delivery, status: &'static str) {
        let known = self.found.deliveries.get(&delivery.operation_id).map(Vec::as_slice).unwrap_or_default();
        match known.iter().find(|known| !known.credited && known.same_as(delivery)) {
            Some(again) => {
                if again.id > 0 {
                    self.rows.received_again.push(again.id);
                }
            }
            None => {
                self.rows.deliveries.push(DeliveryRow { delivery: delivery.clone(), status, credit: None });
                self.remember(delivery, false);
            }
        }
    }

    fn remember(&mut self, delivery: &Delivery, credited: bool) {
        self.found.deliveries.entry(delivery.operation_id).or_default().push(KnownDelivery {
            id: 0,
            credited,
            payer_inn: delivery.payer_inn.as_str().to_owned(),
            amount: delivery.amount,
            document_number: delivery.document_number.clone(),
            document_date: delivery.document_date,
            last_at: self.now,
            objection: delivery.objection,
        });
    }
}

impl Decided {
    /// Puts the ids that the database gave into the answers.
    pub fn name_operations(&mut self, ids: &HashMap<(i64, i64), i64>) {
        let decisions = self.outcomes.iter_mut().flat_map(|outcome| match outcome {
            Outcome::Decided { decisions, .. } => decisions.as_mut_slice(),
            Outcome::KeyReused
            | Outcome::Received(_)
            | Outcome::Stored { .. }
            | Outcome::Settled { .. }
            | Outcome::Busy
            | Outcome::Postponed => &mut [],
        });
        for operation in decisions.flatten() {
            operation.id = ids.get(&(operation.client_id, operation.seq)).copied().unwrap_or_default();
        }
    }

    pub fn into_pending(self, now: DateTime<Utc>) -> Pending {
        let posted = self.rows.operations.len() as u64;
        Pending { outcomes: self.outcomes, posted, refused: self.refused, now }
    }
}

fn kept(decision: &Decision) -> KeptDecision {
    match decision {
        Ok(operation) => KeptDecision::Posted { client_id: operation.client_id, seq: operation.seq },
        Err(problem) => KeptDecision::Refused(problem.clone()),
    }
}

fn unknown(field: &str) -> Box<Problem> {
    let mut problem =
        Problem::new(ProblemCode::UnknownReference, format!("{field} names nothing that exists"));
    problem.errors = vec![FieldProblem { field: field.into(), code: "unknown_reference".into() }];
    Box::new(problem)
}

/// The credit that a payment of the bank becomes.
fn credit_of(delivery: &Delivery, client_id: i64, work: &Work) -> Command {
    Command {
        client: Addressee::Id(client_id),
        posting: Posting {
            kind: OperationKind::BankPayment,
            amount: Some(delivery.amount),
            floor: Floor::Absolute,
        },
        service_id: None,
        order_id: None,
        description: work.commands().next().and_then(|command| command.description.clone()),
        reverses: None,
        settles: None,
        payout: None,
    }
}

/// The INN that a delivery's account is looked up by.
pub fn inn_of(work: &Work) -> Option<&Inn> {
    match &work.key {
        WorkKey::Delivery(delivery) => Some(&delivery.payer_inn),
        WorkKey::Request(_) => None,
    }
}

#[cfg(test)]
mod tests;
