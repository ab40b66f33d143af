//! Deciding a batch in memory: what was asked and what was found -> what to write and what to answer. No IO.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use contract::operations::Operation;
use contract::problem::{FieldProblem, Problem, ProblemCode};
use domain::{AccountStatus, DeliveryState, Floor, Inn, Obstacle, OperationKind, Posting};

use super::lane::Waiting;
use super::rows::{DeliveryRow, Found, KeyRow, KnownDelivery, KnownKey, Rows};
use super::work::{
    Addressee, Command, Decision, Delivery, Outcome, Received, RequestKey, StoredDecision, Work, WorkKey,
};
use crate::actions;
use crate::error::problem_of;

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
}

/// Decides the work in order. `today` is the business day, `now` the clock after the locks.
pub fn decide(part: &[Waiting], found: Found, today: NaiveDate, now: DateTime<Utc>) -> Decided {
    let mut fold = Fold { found, rows: Rows { now, ..Rows::default() }, refused: 0, today, now };
    let outcomes = part.iter().map(|waiting| fold.decide(&waiting.work, waiting.maybe_done)).collect();
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
    fn decide(&mut self, work: &Work, maybe_done: bool) -> Outcome {
        match &work.key {
            WorkKey::Request(key) => self.request(work, key, maybe_done),
            WorkKey::Delivery(delivery) => Outcome::Received(self.delivery(work, delivery, maybe_done)),
        }
    }

    fn request(&mut self, work: &Work, key: &RequestKey, maybe_done: bool) -> Outcome {
        let name = (work.actor.to_string(), key.key.as_str().to_owned());
        if let Some(known) = self.found.keys.get(&name) {
            if known.hash != key.hash {
                return Outcome::KeyReused;
            }
            return Outcome::Stored { decisions: known.outcome.clone(), replayed: !maybe_done };
        }
        let decisions: Vec<Decision> =
            work.commands().iter().map(|command| self.command(&name.0, command)).collect();
        let outcome: Vec<StoredDecision> = decisions.iter().map(stored).collect();
        // A lone command for a client that does not exist leaves no trace: the client may come, the key is still good.
        let traceless = matches!(decisions.as_slice(), [Err(problem)] if problem.code == ProblemCode::UnknownReference.as_str());
        if !traceless {
            self.found
                .keys
                .insert(name.clone(), KnownKey { hash: key.hash.to_vec(), outcome: outcome.clone() });
            self.rows.keys.push(KeyRow { principal: name.0, key: name.1, hash: key.hash, outcome });
        }
        Outcome::Decided { decisions, replayed: false }
    }

    fn command(&mut self, actor: &str, command: &Command) -> Decision {
        let decision = self.try_command(actor, command);
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
        let operation = self.post(client_id, actor, command)?;
        if let Some(reverses) = command.reverses {
            self.found.reversals.insert((client_id, reverses.seq), 0);
        }
        if let Some(kept) = command.settles {
            self.rows.settled.push((kept.id, client_id, operation.seq, actor.to_owned()));
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
    fn delivery(&mut self, work: &Work, delivery: &Delivery, maybe_done: bool) -> Received {
        if let Some(objection) = delivery.objection {
            self.keep(delivery, "conflict");
            return Received::Objected(objection);
        }
        let known = self.found.deliveries.get(&delivery.operation_id).map(Vec::as_slice).unwrap_or_default();
        if let Some(credited) = known.iter().find(|known| known.credited) {
            if credited.same_as(delivery) {
                return if maybe_done { Received::Success } else { Received::AlreadyProcessed };
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
            Some(id) if id > 0 => self.rows.settled.push((id, client_id, operation.seq, actor)),
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
            | Outcome::Postponed => &mut [],
        });
        for operation in decisions.flatten() {
            operation.id = ids.get(&(operation.client_id, operation.seq)).copied().unwrap_or_default();
        }
    }

    pub fn into_pending(self) -> Pending {
        Pending { outcomes: self.outcomes, posted: self.rows.operations.len() as u64, refused: self.refused }
    }
}

fn stored(decision: &Decision) -> StoredDecision {
    match decision {
        Ok(operation) => StoredDecision::Posted { client_id: operation.client_id, seq: operation.seq },
        Err(problem) => StoredDecision::Refused { refused: problem.clone() },
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
        description: work.commands().first().and_then(|command| command.description.clone()),
        reverses: None,
        settles: None,
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
