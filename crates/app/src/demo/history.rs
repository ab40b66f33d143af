//! What happens to one account: charges while there is money or credit, payments when there is none, and now and then a correction.
//!
//! Invariant: the balance never passes below minus the credit limit, at no operation; sums are kopecks.

use chrono::{DateTime, Datelike, Utc};
use domain::{ClientKind, OperationKind};

use super::clients::Known;
use super::random::Random;
use super::services::Offer;

/// An account as far as it went.
#[derive(Clone, Debug)]
pub struct Account {
    seq: i64,
    balance: i64,
    limit: i64,
    /// Number, id and amount of the last operation, if it may be reversed.
    last: Option<(i64, i64, i64)>,
    /// Offers of the client: two by month, one by use.
    monthly: [usize; 2],
    used: usize,
}

/// One operation.
#[derive(Clone, Debug)]
pub struct Event {
    pub seq: i64,
    pub kind: OperationKind,
    pub amount: Option<i64>,
    pub balance: i64,
    pub service: Option<i64>,
    pub reverses: Option<i64>,
    pub order: Option<i64>,
    pub description: Option<String>,
    pub actor: &'static str,
    /// The document of a bank payment.
    pub document: Option<String>,
}

const MONTHS: [&str; 12] = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
];

impl Account {
    /// An empty account with the services of its client.
    pub fn open(known: &Known, offers: &[Offer], random: &mut Random) -> Self {
        let mut any = |fits: fn(&Offer) -> bool| {
            let fitting: Vec<usize> =
                offers.iter().enumerate().filter(|(_, offer)| fits(offer)).map(|(at, _)| at).collect();
            random.pick(&fitting).copied().unwrap_or(0)
        };
        let monthly = [any(|offer| offer.month > 0), any(|offer| offer.month > 0)];
        let used = any(|offer| offer.unit > 0);
        Self { seq: 0, balance: 0, limit: known.limit, last: None, monthly, used }
    }

    /// The next operation.
    pub fn happen(
        &mut self,
        id: i64,
        known: &Known,
        offers: &[Offer],
        random: &mut Random,
        at: DateTime<Utc>,
    ) -> Event {
        let draft = match random.below(1000) {
            _ if self.seq == 0 => self.pay(known, random, at),
            0..5 => note(random),
            5..9 => correct(random),
            9..12 => self.reverse(),
            12..40 => self.connect(offers, random),
            40..420 => self.renew(offers, random, at),
            420..740 => self.consume(offers, random),
            _ => self.pay(known, random, at),
        };
        let fits = |draft: &Draft| self.balance.saturating_add(draft.amount.unwrap_or(0)) >= -self.limit;
        let draft = if draft.amount.is_none_or(|amount| amount > 0) || fits(&draft) {
            draft
        } else {
            self.pay(known, random, at)
        };
        self.post(id, draft)
    }

    /// An event without money.
    pub fn note(&mut self, text: &str) -> Event {
        self.post(0, Draft { description: Some(text.to_owned()), ..Draft::of(OperationKind::Note) })
    }

    /// Money for an order, or back from one; none when there is too little.
    pub fn order(&mut self, order: i64, amount: i64) -> Option<Event> {
        if amount < 0 && (self.seq == 0 || self.balance.saturating_add(amount) < -self.limit) {
            return None;
        }
        let kind = if amount < 0 { OperationKind::OrderPayment } else { OperationKind::OrderRefund };
        let description = Some(format!("Заказ № {order}"));
        let draft = Draft {
            amount: Some(amount),
            order: Some(order),
            description,
            actor: "user:1",
            ..Draft::of(kind)
        };
        Some(self.post(0, draft))
    }

    fn post(&mut self, id: i64, draft: Draft) -> Event {
        self.seq = self.seq.saturating_add(1);
        self.balance = self.balance.saturating_add(draft.amount.unwrap_or(0));
        let reversible = draft.kind != OperationKind::Reversal && draft.order.is_none();
        self.last = draft.amount.filter(|_| reversible).map(|amount| (self.seq, id, amount));
        Event {
            seq: self.seq,
            kind: draft.kind,
            amount: draft.amount,
            balance: self.balance,
            service: draft.service,
            reverses: draft.reverses,
            order: draft.order,
            description: draft.description,
            actor: draft.actor,
            document: draft.document,
        }
    }

    fn pay(&self, known: &Known, random: &mut Random, at: DateTime<Utc>) -> Draft {
        let owed = (-self.balance).max(0);
        let sum = match known.kind {
            ClientKind::LegalEntity => random.between(10, 1500) * 10_000,
            ClientKind::SoleProprietor => random.between(5, 200) * 10_000,
            ClientKind::Individual | ClientKind::Other => random.between(2, 60) * 5_000,
        };
        let kopecks = if random.percent(15) { random.between(1, 99) } else { 0 };
        let amount = Some(owed.saturating_add(sum).saturating_add(kopecks));
        if known.inn.is_some() && known.kind != ClientKind::Individual {
            let number = random.between(1, 999_999);
            let document = format!("PAY-{number}");
            let date = at.format("%d.%m.%Y");
            let description = Some(format!("Платёж по документу {document} от {date}"));
            return Draft {
                amount,
                description,
                document: Some(document),
                actor: "bank",
                ..Draft::of(OperationKind::BankPayment)
            };
        }
        let description = match random.below(5) {
            0 => format!("Пополнение через терминал № {}", random.between(1, 900)),
            1 => format!("Наличные, касса {}", random.between(1, 12)),
            2 => format!("Онлайн-оплата картой *{:04}", random.below(10_000)),
            3 => "Система быстрых платежей".to_owned(),
            _ => "Пополнение счёта".to_owned(),
        };
        Draft { amount, description: Some(description), actor: "user:1", ..Draft::of(OperationKind::TopUp) }
    }

    fn renew(&self, offers: &[Offer], random: &mut Random, at: DateTime<Utc>) -> Draft {
        let chosen = if random.percent(70) { self.monthly[0] } else { self.monthly[1] };
        let Some(offer) = offers.get(chosen) else { return note(random) };
        let month = MONTHS.get(at.month0() as usize).copied().unwrap_or("");
        let description = Some(format!("Абонентская плата: {}, {month} {}", offer.name, at.year()));
        let amount = Some(-offer.month.max(1));
        Draft { amount, service: Some(offer.id), description, ..Draft::of(OperationKind::RecurringFee) }
    }

    fn consume(&self, offers: &[Offer], random: &mut Random) -> Draft {
        let Some(offer) = offers.get(self.used) else { return note(random) };
        let units = random.between(1, 60);
        let described = random.percent(40);
        let description = described.then(|| match offer.kind {
            "calls" => format!("{}: {units} мин", offer.name),
            "sms" => format!("{}: {units} шт.", offer.name),
            _ => format!("{}: {units}", offer.name),
        });
        let amount = Some(-(offer.unit * units).max(1));
        Draft { amount, service: Some(offer.id), description, ..Draft::of(OperationKind::Usage) }
    }

    fn connect(&self, offers: &[Offer], random: &mut Random) -> Draft {
        let connectable: Vec<&Offer> = offers.iter().filter(|offer| offer.connection > 0).collect();
        let Some(offer) = random.pick(&connectable) else { return note(random) };
        let description = Some(format!("Подключение: {}", offer.name));
        Draft {
            amount: Some(-offer.connection),
            service: Some(offer.id),
            description,
            ..Draft::of(OperationKind::ConnectionFee)
        }
    }

    fn reverse(&self) -> Draft {
        let Some((seq, id, amount)) = self.last else {
            return Draft {
                description: Some("Сверка проведена".into()), ..Draft::of(OperationKind::Note)
            };
        };
        let description = Some(format!("Сторно операции № {id}"));
        Draft {
            amount: Some(-amount),
            reverses: Some(seq),
            description,
            actor: "user:1",
            ..Draft::of(OperationKind::Reversal)
        }
    }
}

/// An operation before its number and balance.
struct Draft {
    kind: OperationKind,
    amount: Option<i64>,
    service: Option<i64>,
    reverses: Option<i64>,
    order: Option<i64>,
    description: Option<String>,
    actor: &'static str,
    document: Option<String>,
}

impl Draft {
    fn of(kind: OperationKind) -> Self {
        Self {
            kind,
            amount: None,
            service: None,
            reverses: None,
            order: None,
            description: None,
            actor: "system",
            document: None,
        }
    }
}

fn note(random: &mut Random) -> Draft {
    let text = random.word(&[
        "Звонок клиента: вопрос о тарифе",
        "Заявка на ремонт",
        "Отправлено напоминание об оплате",
        "Клиент сменил адрес",
        "Жалоба на скорость",
    ]);
    Draft { description: Some(text.to_owned()), actor: "user:1", ..Draft::of(OperationKind::Note) }
}

fn correct(random: &mut Random) -> Draft {
    let hours = random.between(1, 48);
    let (sum, text) = match random.below(3) {
        0 => (random.between(10, 500) * 100, format!("Компенсация за перерыв связи {hours} ч")),
        1 => (random.between(1, 300) * 50, "Возврат ошибочного начисления".to_owned()),
        _ => (-random.between(10, 200) * 100, "Доначисление по акту сверки".to_owned()),
    };
    Draft {
        amount: Some(sum),
        description: Some(text),
        actor: "user:1",
        ..Draft::of(OperationKind::Adjustment)
    }
}
