//! Orders as they happen beside the operations: put together, paid by every method, partly returned, cancelled, archived, or forgotten.
//!
//! Invariant: whatever takes money from a wallet or gives it back is an operation of that client at that moment; stock moves in the order
//! of time. Steps wait in a queue until their time comes; those that need a wallet wait for the next place in the log.

mod steps;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{OrderEvent, OrderStatus, PaymentMethod};

use super::goods::{Good, Movement};
use super::random::Random;

/// An order as far as it went. Sums in kopecks, quantities in thousandths.
#[derive(Clone, Debug)]
pub struct Order {
    pub id: i64,
    /// The place of the client among the people; none for the walk-in client.
    person: Option<usize>,
    pub client_id: i64,
    pub created_at: DateTime<Utc>,
    pub comment: &'static str,
    pub lines: Vec<Line>,
    status: OrderStatus,
    seq: i64,
    method: Plan,
    payments: Vec<Payment>,
    next: Step,
}

/// A line of an order.
#[derive(Clone, Debug)]
pub struct Line {
    pub good: usize,
    pub quantity: i64,
    returned: i64,
}

/// How the client wants to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Plan {
    One(PaymentMethod),
    /// Half from the wallet, the rest in cash.
    Mixed,
}

/// A payment that an order took.
#[derive(Clone, Debug)]
struct Payment {
    id: i64,
    method: PaymentMethod,
    left: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Pay,
    Return,
    Cancel,
    Archive,
    Nothing,
}

/// What there is to be written.
#[derive(Debug, Default)]
pub struct Rows {
    pub history: Vec<History>,
    pub payments: Vec<PaymentRow>,
    pub refunds: Vec<RefundRow>,
    pub returns: Vec<ReturnRow>,
    pub movements: Vec<Movement>,
}

#[derive(Debug)]
pub struct History {
    pub order: i64,
    pub seq: i64,
    pub event: OrderEvent,
    pub from: OrderStatus,
    pub to: OrderStatus,
    pub reason: Option<&'static str>,
    pub at: DateTime<Utc>,
}

#[derive(Debug)]
pub struct PaymentRow {
    pub id: i64,
    pub order: i64,
    pub method: PaymentMethod,
    pub amount: i64,
    /// None: asked for, not taken yet.
    pub event: Option<i64>,
    /// The client and the number of the operation.
    pub operation: Option<(i64, i64)>,
    pub at: DateTime<Utc>,
}

#[derive(Debug)]
pub struct RefundRow {
    pub payment: i64,
    pub order: i64,
    pub event: i64,
    pub amount: i64,
    pub operation: Option<(i64, i64)>,
    pub at: DateTime<Utc>,
}

#[derive(Debug)]
pub struct ReturnRow {
    pub order: i64,
    pub event: i64,
    pub number: usize,
    pub quantity: i64,
    pub restock: bool,
}

/// What a wallet is asked for: positive gives back.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    pub person: usize,
    pub order_id: i64,
    pub amount: i64,
    order: usize,
}

/// The shop.
pub struct Shop {
    goods: Vec<Good>,
    pub orders: Vec<Order>,
    pub rows: Rows,
    queue: BinaryHeap<Reverse<(DateTime<Utc>, usize)>>,
    random: Random,
    next_payment: i64,
    first_order: i64,
    /// Orders that shall begin, of so many moments.
    wanted: (u64, u64),
    /// No step is before this.
    last: DateTime<Utc>,
    /// The second time the same happens, nothing is kept.
    keep: bool,
}

impl Shop {
    /// A shop where `wanted.0` orders begin in `wanted.1` moments. `ids`: the first of the orders and of the payments.
    pub fn open(goods: Vec<Good>, random: Random, ids: (i64, i64), wanted: (u64, u64), keep: bool) -> Self {
        Self {
            goods,
            orders: Vec::new(),
            rows: Rows::default(),
            queue: BinaryHeap::new(),
            random,
            next_payment: ids.1,
            first_order: ids.0,
            wanted,
            last: DateTime::UNIX_EPOCH,
            keep,
        }
    }

    pub fn goods(&self) -> &[Good] {
        &self.goods
    }

    /// Perhaps somebody puts an order together now.
    pub fn perhaps_begin(&mut self, person: usize, client_id: i64, at: DateTime<Utc>) {
        let (orders, moments) = self.wanted;
        if self.random.below(moments.max(1)) >= orders || self.goods.is_empty() {
            return;
        }
        let walk_in = self.random.percent(12);
        let method = match self.random.below(100) {
            0..35 if !walk_in => Plan::One(PaymentMethod::Wallet),
            35..43 if !walk_in => Plan::Mixed,
            0..60 => Plan::One(PaymentMethod::Cash),
            60..86 => Plan::One(PaymentMethod::Card),
            _ => Plan::One(PaymentMethod::Online),
        };
        let (next, wait) = match self.random.below(100) {
            0..88 => (Step::Pay, TimeDelta::minutes(self.random.between(2, 3000))),
            88..97 => (Step::Cancel, TimeDelta::hours(self.random.between(1, 240))),
            _ => (Step::Nothing, TimeDelta::zero()),
        };
        let comments =
            ["Позвонить за час", "Доставка до двери", "Самовывоз", "Нужен счёт-фактура", "Постоянный клиент"];
        let comment = if self.random.percent(20) { self.random.word(&comments) } else { "" };
        let index = self.orders.len();
        let lines = (0..self.random.between(1, 4)).map(|_| self.line()).collect();
        self.orders.push(Order {
            id: self.first_order.saturating_add(i64::try_from(index).unwrap_or(0)),
            person: (!walk_in).then_some(person),
            client_id: if walk_in { 0 } else { client_id },
            created_at: at,
            comment,
            lines,
            status: OrderStatus::Draft,
            seq: 1,
            method,
            payments: Vec::new(),
            next,
        });
        if next != Step::Nothing {
            self.queue.push(Reverse((at + wait, index)));
        }
    }

    /// Some goods far more often than others; most in ones and twos.
    fn line(&mut self) -> Line {
        let end = self.random.below(self.goods.len() as u64).saturating_add(1);
        let good = usize::try_from(self.random.below(end)).unwrap_or(0);
        let measured = self.goods.get(good).is_some_and(|good| good.unit != "шт" && good.unit != "упак");
        let steps = if measured { self.random.between(3, 60) } else { self.random.between(1, 3) };
        let step = self.goods.get(good).map_or(1000, |good| good.step);
        Line { good, quantity: step.saturating_mul(steps), returned: 0 }
    }

    /// Does every step that is due and needs no wallet; gives what the next one wants of a wallet.
    pub fn settle(&mut self, at: DateTime<Utc>) -> Option<Wanted> {
        while let Some(Reverse((due, index))) =
            self.queue.peek().copied().filter(|Reverse((due, _))| *due <= at)
        {
            if let Some(wanted) = self.wallet_of(index) {
                return Some(wanted);
            }
            self.queue.pop();
            self.step(index, None, due);
        }
        None
    }

    /// Does the step that wanted a wallet. `operation`: the client and the number of the operation; none when the wallet has too little,
    /// and the client pays by card.
    pub fn by_wallet(&mut self, wanted: Wanted, operation: Option<(i64, i64)>, at: DateTime<Utc>) {
        self.queue.pop();
        if operation.is_none()
            && let Some(order) = self.orders.get_mut(wanted.order)
        {
            order.method = Plan::One(PaymentMethod::Card);
        }
        self.step(wanted.order, operation, at);
    }

    /// Drafts of the last days whose clients are about to pay online have asked for it.
    pub fn ask_online(&mut self, since: DateTime<Utc>) {
        for index in 0..self.orders.len() {
            let Some(order) = self.orders.get(index) else { continue };
            let online =
                order.method == Plan::One(PaymentMethod::Online) && order.status == OrderStatus::Draft;
            if online && order.next == Step::Pay && order.created_at >= since {
                let (order_id, at, amount) = (order.id, order.created_at, self.total(index));
                self.record_payment(order_id, PaymentMethod::Online, amount, None, None, at);
            }
        }
    }
}
