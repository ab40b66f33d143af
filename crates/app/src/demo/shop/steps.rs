//! The steps of one order.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{MovementKind, OrderEvent, OrderStatus, PaymentMethod};

use super::{History, Payment, PaymentRow, Plan, RefundRow, ReturnRow, Shop, Step, Wanted};

type Operation = Option<(i64, i64)>;

impl Shop {
    /// Sum of the lines.
    pub fn total(&self, index: usize) -> i64 {
        let lines = self.orders.get(index).map(|order| order.lines.as_slice()).unwrap_or_default();
        lines.iter().map(|line| self.price_of(line.good, line.quantity)).sum()
    }

    /// Halves away from zero, as everywhere.
    fn price_of(&self, good: usize, quantity: i64) -> i64 {
        let price = self.goods.get(good).map_or(0, |good| good.price);
        i64::try_from((i128::from(price) * i128::from(quantity) + 500) / 1000).unwrap_or(0)
    }

    /// What the next step of an order wants of its client's wallet, if anything.
    pub(super) fn wallet_of(&self, index: usize) -> Option<Wanted> {
        let order = self.orders.get(index)?;
        let from_wallet = |payment: &&Payment| payment.method == PaymentMethod::Wallet && payment.left > 0;
        let amount = match (order.next, order.status) {
            (Step::Pay, OrderStatus::Draft) => match order.method {
                Plan::One(PaymentMethod::Wallet) => -self.total(index),
                Plan::Mixed => -(self.total(index) / 2),
                Plan::One(_) => 0,
            },
            (Step::Return, OrderStatus::Paid) => {
                let first = order.payments.first().filter(from_wallet);
                first.map_or(0, |payment| self.worth_of_return(index).min(payment.left))
            }
            (Step::Cancel, OrderStatus::Paid) => {
                order.payments.iter().find(from_wallet).map_or(0, |payment| payment.left)
            }
            _ => 0,
        };
        let person = order.person.filter(|_| amount != 0)?;
        Some(Wanted { person, order_id: order.id, amount, order: index })
    }

    /// What comes back is one step of the first line.
    fn worth_of_return(&self, index: usize) -> i64 {
        let line = self.orders.get(index).and_then(|order| order.lines.first());
        line.map_or(0, |line| self.price_of(line.good, self.step_of(line.good).min(line.quantity)))
    }

    fn step_of(&self, good: usize) -> i64 {
        self.goods.get(good).map_or(1000, |good| good.step)
    }

    pub(super) fn step(&mut self, index: usize, operation: Operation, at: DateTime<Utc>) {
        let at = at.max(self.last);
        self.last = at;
        let Some(order) = self.orders.get(index) else { return };
        match (order.next, order.status) {
            (Step::Pay, _) => self.pay(index, operation, at),
            (Step::Return, _) => self.give_back(index, operation, at),
            (Step::Cancel, OrderStatus::Paid) => self.cancel_paid(index, operation, at),
            (Step::Cancel, _) => {
                self.record(
                    index,
                    OrderEvent::Cancelled,
                    OrderStatus::Cancelled,
                    Some("Клиент не пришёл"),
                    at,
                );
                self.plan_archive(index, at);
            }
            (Step::Archive, _) => {
                self.record(index, OrderEvent::Archived, OrderStatus::Cancelled, None, at);
                self.plan(index, Step::Nothing, at);
            }
            (Step::Nothing, _) => {}
        }
    }

    fn pay(&mut self, index: usize, operation: Operation, at: DateTime<Utc>) {
        let total = self.total(index);
        let Some(event) = self.record(index, OrderEvent::Paid, OrderStatus::Paid, None, at) else { return };
        let Some(order) = self.orders.get(index) else { return };
        let (id, method) = (order.id, order.method);
        for (good, quantity) in self.by_good(index, |line| line.quantity) {
            self.move_goods(good, MovementKind::Sale, -quantity, Some((id, event)), at);
        }
        let parts = match method {
            Plan::One(method) => vec![(method, total)],
            Plan::Mixed => vec![(PaymentMethod::Wallet, total / 2), (PaymentMethod::Cash, total - total / 2)],
        };
        for (method, amount) in parts.into_iter().filter(|(_, amount)| *amount > 0) {
            let operation = operation.filter(|_| method == PaymentMethod::Wallet);
            let payment = self.record_payment(id, method, amount, Some(event), operation, at);
            if let Some(order) = self.orders.get_mut(index) {
                order.payments.push(Payment { id: payment, method, left: amount });
            }
        }
        let next = match self.random.below(100) {
            0..7 => Step::Return,
            7..12 => Step::Cancel,
            _ => Step::Nothing,
        };
        let wait = TimeDelta::hours(self.random.between(3, 500));
        self.plan(index, next, at + wait);
    }

    fn give_back(&mut self, index: usize, operation: Operation, at: DateTime<Utc>) {
        let amount = self.worth_of_return(index);
        let reasons = ["Не подошло", "Брак", "Передумали"];
        let reason = self.random.word(&reasons);
        let Some(event) = self.record(index, OrderEvent::Returned, OrderStatus::Paid, Some(reason), at)
        else {
            return;
        };
        let restock = self.random.percent(80);
        let Some(line) = self.orders.get(index).and_then(|order| order.lines.first()) else { return };
        let (good, quantity) = (line.good, self.step_of(line.good).min(line.quantity));
        let Some(order) = self.orders.get_mut(index) else { return };
        let id = order.id;
        if let Some(line) = order.lines.first_mut() {
            line.returned = quantity;
        }
        let taken = order.payments.first_mut().filter(|payment| payment.left > 0 && amount > 0);
        let refund = taken.map(|payment| {
            let back = amount.min(payment.left);
            payment.left -= back;
            (payment.id, back)
        });
        if self.keep {
            self.rows.returns.push(ReturnRow { order: id, event, number: 1, quantity, restock });
        }
        if restock {
            self.move_goods(good, MovementKind::Return, quantity, Some((id, event)), at);
        }
        if let Some((payment, amount)) = refund
            && self.keep
        {
            self.rows.refunds.push(RefundRow { payment, order: id, event, amount, operation, at });
        }
        let next = if self.random.percent(20) { Step::Cancel } else { Step::Nothing };
        self.plan(index, next, at + TimeDelta::hours(50));
    }

    fn cancel_paid(&mut self, index: usize, operation: Operation, at: DateTime<Utc>) {
        let reasons = ["Клиент отказался", "Ошибка оператора", "Не смогли доставить"];
        let reason = self.random.word(&reasons);
        let Some(event) = self.record(index, OrderEvent::Cancelled, OrderStatus::Cancelled, Some(reason), at)
        else {
            return;
        };
        let back = self.by_good(index, |line| line.quantity - line.returned);
        let Some(order) = self.orders.get_mut(index) else { return };
        let (id, payments) = (order.id, std::mem::take(&mut order.payments));
        for (good, quantity) in back {
            self.move_goods(good, MovementKind::Cancellation, quantity, Some((id, event)), at);
        }
        for payment in payments.into_iter().filter(|payment| payment.left > 0 && self.keep) {
            let operation = operation.filter(|_| payment.method == PaymentMethod::Wallet);
            let (payment, amount) = (payment.id, payment.left);
            self.rows.refunds.push(RefundRow { payment, order: id, event, amount, operation, at });
        }
        self.plan_archive(index, at);
    }

    /// Quantities by product, nothing that is zero.
    fn by_good(&self, index: usize, quantity: impl Fn(&super::Line) -> i64) -> BTreeMap<usize, i64> {
        let mut sums = BTreeMap::new();
        for line in self.orders.get(index).map(|order| order.lines.as_slice()).unwrap_or_default() {
            let sum: &mut i64 = sums.entry(line.good).or_default();
            *sum = sum.saturating_add(quantity(line));
        }
        sums.retain(|_, sum| *sum > 0);
        sums
    }

    /// Moves goods; what a sale would miss is received before it, and now and then somebody counts or breaks something.
    fn move_goods(
        &mut self,
        good: usize,
        kind: MovementKind,
        quantity: i64,
        cause: Option<(i64, i64)>,
        at: DateTime<Utc>,
    ) {
        let Some(good) = self.goods.get_mut(good) else { return };
        let missing = if quantity < 0 { good.missing(-quantity, &mut self.random) } else { 0 };
        let mut moved = Vec::new();
        if missing > 0 {
            moved.push(good.move_by(MovementKind::Receipt, missing, None, at));
        }
        moved.push(good.move_by(kind, quantity, cause, at));
        match self.random.below(400) {
            0 if good.in_stock() >= good.step => {
                moved.push(good.move_by(MovementKind::WriteOff, -good.step, None, at))
            }
            1 => moved.push(good.move_by(MovementKind::StockTake, 0, None, at)),
            _ => {}
        }
        if self.keep {
            self.rows.movements.extend(moved);
        }
    }

    /// The next event of an order; gives its number.
    fn record(
        &mut self,
        index: usize,
        event: OrderEvent,
        to: OrderStatus,
        reason: Option<&'static str>,
        at: DateTime<Utc>,
    ) -> Option<i64> {
        let order = self.orders.get_mut(index)?;
        let from = std::mem::replace(&mut order.status, to);
        order.seq = order.seq.saturating_add(1);
        if self.keep {
            self.rows.history.push(History { order: order.id, seq: order.seq, event, from, to, reason, at });
        }
        Some(order.seq)
    }

    pub(super) fn record_payment(
        &mut self,
        order: i64,
        method: PaymentMethod,
        amount: i64,
        event: Option<i64>,
        operation: Operation,
        at: DateTime<Utc>,
    ) -> i64 {
        let id = self.next_payment;
        self.next_payment = id.saturating_add(1);
        if self.keep {
            self.rows.payments.push(PaymentRow { id, order, method, amount, event, operation, at });
        }
        id
    }

    fn plan(&mut self, index: usize, next: Step, at: DateTime<Utc>) {
        if let Some(order) = self.orders.get_mut(index) {
            order.next = next;
        }
        if next != Step::Nothing {
            self.queue.push(Reverse((at, index)));
        }
    }

    fn plan_archive(&mut self, index: usize, at: DateTime<Utc>) {
        let (archived, wait) = (self.random.percent(60), TimeDelta::days(self.random.between(5, 60)));
        self.plan(index, if archived { Step::Archive } else { Step::Nothing }, at + wait);
    }
}
