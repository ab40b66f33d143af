//! What a batch found in the database, and what it will write there.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use contract::operations::Operation;
use contract::problem::{Problem, ProblemCode};
use domain::{Account, Money, Objection};
use uuid::Uuid;

use super::fold::inn_of;
use super::work::{Addressee, Command, Delivery, Work};
use crate::keys::{KeyRow, KnownKey};

/// What the database said, under the locks.
pub struct Found {
    pub accounts: Accounts,
    pub keys: HashMap<(String, String), KnownKey>,
    pub deliveries: HashMap<Uuid, Vec<KnownDelivery>>,
    /// (client, seq of the reversed operation) -> id of the reversal; 0 for one of this batch.
    pub reversals: HashMap<(i64, i64), i64>,
    pub services: HashSet<i64>,
    /// What those who are bound by a daily sum have paid out today, by actor.
    pub paid_out: HashMap<String, Money>,
}

impl Found {
    /// What its actor will have paid out today with this command, if they are bound by sums.
    ///
    /// # Errors
    /// `payout_limit` with what may still be paid out.
    pub fn check_payout(&self, actor: &str, command: &Command) -> Result<Option<Money>, Box<Problem>> {
        let (Some(limits), Some(amount)) = (command.payout, command.posting.amount) else { return Ok(None) };
        let (today, amount) = (self.paid_out.get(actor).copied().unwrap_or_default(), amount.abs());
        limits.check(today, amount).map_err(|refusal| {
            let mut problem = Problem::new(ProblemCode::PayoutLimit, refusal.to_string());
            (problem.available, problem.required) = (Some(refusal.limit), Some(amount));
            Box::new(problem)
        })?;
        Ok(Some(today.checked_add(amount).unwrap_or(today)))
    }
}

#[derive(Default)]
pub struct Accounts {
    pub by_id: HashMap<i64, Account>,
    pub by_inn: HashMap<String, i64>,
    /// Accounts that another transaction holds, when the batch takes only what is free.
    pub busy: HashSet<i64>,
}

impl Accounts {
    /// Whether the work needs an account that another transaction holds.
    pub fn is_busy(&self, work: &Work) -> bool {
        let of_inn = inn_of(work).and_then(|inn| self.by_inn.get(inn.as_str()));
        let named = work.commands().filter_map(|command| match &command.client {
            Addressee::Id(id) => Some(id),
            Addressee::Inn(_) => None,
        });
        named.chain(of_inn).any(|id| self.busy.contains(id))
    }
}

pub struct KnownDelivery {
    /// 0 for one of this batch.
    pub id: i64,
    pub credited: bool,
    pub payer_inn: String,
    pub amount: Money,
    pub document_number: String,
    pub document_date: DateTime<Utc>,
    /// When it came last, or was credited.
    pub last_at: DateTime<Utc>,
    pub objection: Option<Objection>,
}

impl KnownDelivery {
    pub fn same_as(&self, other: &Delivery) -> bool {
        self.payer_inn == other.payer_inn.as_str()
            && self.amount == other.amount
            && self.document_number == other.document_number
            && self.document_date == other.document_date
            && self.objection == other.objection
    }
}

/// What is to be written.
#[derive(Default)]
pub struct Rows {
    pub operations: Vec<Operation>,
    /// seq of the reversed operation, for each of `operations`.
    pub reversed_seqs: Vec<Option<i64>>,
    pub keys: Vec<KeyRow>,
    pub deliveries: Vec<DeliveryRow>,
    /// Kept deliveries that came again.
    pub received_again: Vec<i64>,
    /// Kept deliveries that are credited now.
    pub settled: Vec<SettledRow>,
    pub now: DateTime<Utc>,
}

pub struct SettledRow {
    pub id: i64,
    pub client_id: i64,
    pub seq: i64,
    pub by: String,
    /// The bank sent it again; otherwise a person bound it to a client.
    pub received: bool,
}

pub struct DeliveryRow {
    pub delivery: Delivery,
    pub status: &'static str,
    pub credit: Option<(i64, i64)>,
}
