//! What is handed to the poster and what comes back.

use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::{DateTime, Utc};
use contract::operations::Operation;
use contract::problem::Problem;
use domain::{Inn, Money, Objection, PayoutLimits, Posting};
use uuid::Uuid;

use super::order::{OrderTask, Settlement, StockTask};
use crate::ActorId;
use crate::keys::{IdempotencyKey, Outcome as KeptOutcome};

/// One request: decided in one transaction, under one key.
#[derive(Clone, Debug)]
pub struct Work {
    pub actor: ActorId,
    pub key: WorkKey,
    pub task: Task,
}

/// What is asked.
#[derive(Clone, Debug)]
pub enum Task {
    /// Operations, decided in order.
    Post(Vec<Item>),
    /// A command on an order: goods, money and history together.
    Order(Box<OrderTask>),
    /// A receipt, a write-off or a stock-take.
    Stock(Box<StockTask>),
}

/// One operation of a request: to be posted, or refused before anything was read, by its fields or for want of a right. The refusal
/// is part of the outcome that is kept: who repeats the request with other rights gets the first answer.
pub type Item = Result<Command, Box<Problem>>;

/// What makes a repetition recognisable.
#[derive(Clone, Debug)]
pub enum WorkKey {
    Request(RequestKey),
    /// A delivery of the bank: its `operation_id` is the key, for ever.
    Delivery(Box<Delivery>),
}

/// A caller's key, bound to what was asked.
#[derive(Clone, Debug)]
pub struct RequestKey {
    pub key: IdempotencyKey,
    pub hash: [u8; 32],
}

/// One operation to be posted.
#[derive(Clone, Debug)]
pub struct Command {
    pub client: Addressee,
    pub posting: Posting,
    pub service_id: Option<i64>,
    pub order_id: Option<i64>,
    pub description: Option<String>,
    pub reverses: Option<Reverses>,
    /// An uncredited delivery that this credit settles.
    pub settles: Option<StoredDelivery>,
    /// The sums that bind whoever pays out.
    pub payout: Option<PayoutLimits>,
}

/// Whose account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Addressee {
    Id(i64),
    /// The live client with that INN.
    Inn(Inn),
}

/// The operation that a reversal undoes.
#[derive(Clone, Copy, Debug)]
pub struct Reverses {
    pub seq: i64,
    pub operation_id: i64,
}

/// A kept delivery, by its row and its bank id.
#[derive(Clone, Copy, Debug)]
pub struct StoredDelivery {
    pub id: i64,
    pub operation_id: Uuid,
}

/// A payment as the bank reported it.
#[derive(Clone, Debug)]
pub struct Delivery {
    pub operation_id: Uuid,
    pub payer_inn: Inn,
    pub amount: Money,
    pub document_number: String,
    pub document_date: DateTime<Utc>,
    /// The request body, as it came.
    pub body: String,
    /// What it says against being credited.
    pub objection: Option<Objection>,
}

/// What became of one command.
pub type Decision = Result<Operation, Box<Problem>>;

/// What became of the work.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Done now, or earlier under the same key (`replayed`).
    Decided { decisions: Vec<Decision>, replayed: bool },
    /// The key was used for something else; nothing was done.
    KeyReused,
    /// A delivery of the bank.
    Received(Received),
    /// A command on an order or on the stock.
    Settled { result: Result<Settlement, Box<Problem>>, replayed: bool },
    /// Inside the ledger only: another command of the same batch touched the order; this one goes into the next batch.
    #[doc(hidden)]
    Postponed,
    /// Inside the ledger only: another transaction holds what this one needs; it waits its turn and nobody waits for it.
    #[doc(hidden)]
    Busy,
    /// Inside the ledger only: an earlier outcome that is still to be read.
    #[doc(hidden)]
    Stored { kept: KeptOutcome, replayed: bool },
}

/// What became of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    Success,
    AlreadyProcessed,
    OrganizationNotFound,
    /// The same operation_id was delivered before with other data.
    Conflict,
    /// It says something against being credited; kept for a person.
    Objected(Objection),
    /// The account cannot take it (its balance would leave the possible range); kept for a person.
    Refused,
}

impl Work {
    /// The operations that are asked for, refused ones too; none for orders and stock.
    pub fn items(&self) -> &[Item] {
        match &self.task {
            Task::Post(items) => items,
            Task::Order(_) | Task::Stock(_) => &[],
        }
    }

    /// The operations that are to be posted.
    pub fn commands(&self) -> impl Iterator<Item = &Command> {
        self.items().iter().flatten()
    }

    /// How much of a batch it fills.
    pub(super) fn weight(&self) -> usize {
        self.items().len().max(1)
    }

    /// The lane for this work: requests for one client share a lane, and deliveries for one INN, so that lanes seldom wait for each
    /// other. Work for many clients meets other such work anyway, so all of it shares the first lane. Orders and stock have the last lane to
    /// themselves: they meet on products, and one batch takes a product once, however many orders want it.
    pub(super) fn lane(&self, lanes: usize) -> usize {
        let posting = lanes.saturating_sub(1);
        let Task::Post(items) = &self.task else { return posting };
        if items.len() > 1 {
            return 0;
        }
        let mut hasher = DefaultHasher::new();
        match (&self.key, self.commands().next().map(|command| &command.client)) {
            (WorkKey::Delivery(delivery), _) => delivery.payer_inn.as_str().hash(&mut hasher),
            (WorkKey::Request(_), Some(Addressee::Id(id))) => id.hash(&mut hasher),
            (WorkKey::Request(_), _) => {}
        }
        (hasher.finish() % posting.max(1) as u64) as usize
    }
}

impl Command {
    /// A bare command: no service, order, description, reversal.
    pub fn new(client: Addressee, posting: Posting) -> Self {
        Self {
            client,
            posting,
            service_id: None,
            order_id: None,
            description: None,
            reverses: None,
            settles: None,
            payout: None,
        }
    }

    pub fn described(mut self, description: Option<String>) -> Self {
        self.description = description;
        self
    }
}
