//! Filters of the log as SQL: each as a condition on an operation `o`, and, where an index gives few ids, as their source.

use contract::operations::{AmountSign, OperationQuery};
use domain::{Interval, Money, OperationKind, Sign};
use sqlx::{Postgres, QueryBuilder};

use crate::filter::{self, Ids, like_literal};
use crate::text_index::{Pattern, Wanted};
use crate::{App, Result};

/// All filters of one request; together they hold for an operation.
#[derive(Clone, Debug)]
pub struct Conditions {
    pub ids: Option<Ids>,
    pub client: Option<i64>,
    /// Empty: every kind.
    pub kinds: Vec<OperationKind>,
    pub service: Option<i64>,
    pub order: Option<i64>,
    pub text: Option<Text>,
    pub interval: Interval,
    pub amount: Amount,
}

/// A condition on the amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    Any,
    /// Events without money.
    Absent,
    /// Both ends inclusive.
    Between(Money, Money),
}

/// A text in a description: anywhere, or, when it has one or two characters, at its beginning.
#[derive(Clone, Debug)]
pub struct Text {
    key: String,
    pattern: String,
}

impl Text {
    fn new(key: String) -> Self {
        let anywhere = if key.chars().count() < 3 { "" } else { "%" };
        Self { pattern: format!("{anywhere}{}%", like_literal(&key)), key }
    }

    /// What the text index is asked for.
    pub fn wanted(&self) -> Wanted {
        let (key, bound) = (self.key.clone(), self.pattern.clone());
        // Words of descriptions stand after spaces, without marks of their own.
        Wanted::text(vec![vec![Pattern {
            key,
            form: ("", ""),
            bound,
            begins: false,
            starts: false,
            mark: ' ',
        }]])
    }

    /// Appends the condition on a description in its raw form.
    fn push(&self, query: &mut QueryBuilder<Postgres>, description: &str) {
        // Where the text holds no space, runs of spaces need not be folded, and that is most of the cost of search_key.
        if self.key.contains(' ') || !self.pattern.starts_with('%') {
            query.push("search_key(").push(description).push(")");
        } else {
            query.push("lower(translate(").push(description).push(", 'Ёё', 'Ее'))");
        }
        query.push(" like ").push_bind(self.pattern.clone());
    }
}

impl Conditions {
    /// Reads all filters of a query. `None`: nothing can match.
    ///
    /// # Errors
    /// `invalid_query` with the parameter at fault.
    pub fn read(app: &App, query: &OperationQuery) -> Result<Option<Self>> {
        let Some(amount) = amount(query)? else { return Ok(None) };
        Ok(Some(Self {
            ids: Ids::parse("id", query.id.as_deref())?,
            client: query.client_id,
            kinds: filter::words("kind", query.kind.as_deref(), OperationKind::parse)?,
            service: query.service_id,
            order: query.order_id,
            text: filter::text("q", query.q.as_deref())?.map(Text::new),
            interval: filter::interval(
                &app.clock,
                ("from", query.from.as_deref()),
                ("to", query.to.as_deref()),
            )?,
            amount,
        }))
    }

    /// Whether the index on kinds and amounts is of use.
    pub fn by_kind_or_amount(&self) -> bool {
        !self.kinds.is_empty() || self.amount != Amount::Any
    }

    /// Whether a text is all that is asked for.
    pub fn is_text_alone(&self) -> bool {
        let Self { ids, client, kinds, service, order, text, interval, amount } = self;
        let others = ids.is_none() && client.is_none() && service.is_none() && order.is_none();
        others && text.is_some() && kinds.is_empty() && *amount == Amount::Any && *interval == Interval::ALL
    }

    /// Whether the index on kinds and amounts, with a look at the time, tells all that is asked for.
    pub fn is_kind_alone(&self) -> bool {
        let Self { ids, client, kinds: _, service, order, text, interval: _, amount: _ } = self;
        let others = ids.is_none() && client.is_none() && service.is_none() && order.is_none();
        others && text.is_none() && self.by_kind_or_amount()
    }

    /// Appends every condition on `operations o`, each with `and` before it.
    pub fn push(&self, query: &mut QueryBuilder<Postgres>) {
        self.push_timeless(query);
        self.push_interval(query);
    }

    /// Appends every condition but the interval.
    pub fn push_timeless(&self, query: &mut QueryBuilder<Postgres>) {
        if let Some(ids) = &self.ids {
            query.push(" and ");
            ids.push(query, "o.id");
        }
        for (column, id) in
            [("o.client_id", self.client), ("o.service_id", self.service), ("o.order_id", self.order)]
        {
            if let Some(id) = id {
                query.push(" and ").push(column).push(" = ").push_bind(id);
            }
        }
        self.push_kind_and_amount(query, !self.kinds.is_empty());
        if let Some(text) = &self.text {
            query.push(" and ");
            text.push(query, "o.description");
        }
    }

    /// Appends the interval as numbers of a client's operations, whose times never run back.
    pub fn push_interval_of(&self, query: &mut QueryBuilder<Postgres>, client: i64) {
        for (comparison, moment) in [(" >= ", self.interval.from()), (" < ", self.interval.to())] {
            if let Some(moment) = moment {
                query.push(" and o.seq").push(comparison).push("operation_seq_at(").push_bind(client);
                query.push(", ").push_bind(moment).push(")");
            }
        }
    }

    pub fn push_interval(&self, query: &mut QueryBuilder<Postgres>) {
        if let Some(from) = self.interval.from() {
            query.push(" and o.created_at >= ").push_bind(from);
        }
        if let Some(to) = self.interval.to() {
            query.push(" and o.created_at < ").push_bind(to);
        }
    }

    /// Appends the conditions that the index on kind, amount and id serves. `with_kinds`: name the kinds even if all are meant,
    /// because the index begins with them.
    pub fn push_kind_and_amount(&self, query: &mut QueryBuilder<Postgres>, with_kinds: bool) {
        if with_kinds {
            let meant = if self.kinds.is_empty() { OperationKind::ALL } else { &self.kinds };
            // Words of a closed vocabulary, and as constants the planner knows how common they are. A kind that never has the sign
            // of the amounts asked for would only cost a probe.
            let words: Vec<String> =
                meant.iter().filter(|kind| self.possible(**kind)).map(|kind| format!("'{kind}'")).collect();
            let words = if words.is_empty() { "null".to_owned() } else { words.join(", ") };
            query.push(" and o.kind in (").push(words).push(")");
        }
        match self.amount {
            Amount::Any => {}
            Amount::Absent => {
                query.push(" and o.amount is null");
            }
            Amount::Between(low, high) => {
                query
                    .push(" and o.amount between ")
                    .push_bind(low.decimal())
                    .push(" and ")
                    .push_bind(high.decimal());
            }
        }
    }

    fn possible(&self, kind: OperationKind) -> bool {
        match (self.amount, kind.allowed_sign()) {
            (Amount::Any, _) | (Amount::Absent, Sign::None) | (Amount::Between(..), Sign::Either) => true,
            (Amount::Absent, _) | (Amount::Between(..), Sign::None) => false,
            (Amount::Between(_, high), Sign::Credit) => high.is_positive(),
            (Amount::Between(low, _), Sign::Debit) => low.is_negative(),
        }
    }
}

/// The condition on the amount that three parameters make together; `None`: nothing can match.
fn amount(query: &OperationQuery) -> Result<Option<Amount>> {
    let range = filter::money_range(("amount_min", query.amount_min), query.amount_max)?;
    let kopeck = Money::from_kopecks(1).unwrap_or(Money::ZERO);
    let signed = match query.sign {
        Some(AmountSign::None) => return Ok(range.is_none().then_some(Amount::Absent)),
        Some(AmountSign::Credit) => Some((kopeck, Money::MAX)),
        Some(AmountSign::Debit) => Some((Money::MIN, -kopeck)),
        None => None,
    };
    let (low, high) = match (range, signed) {
        (None, None) => return Ok(Some(Amount::Any)),
        (Some(one), None) | (None, Some(one)) => one,
        (Some((low, high)), Some((least, most))) => (low.max(least), high.min(most)),
    };
    Ok((low <= high).then_some(Amount::Between(low, high)))
}
