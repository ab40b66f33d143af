//! Every filter of the log, alone and together.

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};
use contract::operations::{AmountSign, OperationQuery, OperationView};
use contract::paths;

use super::super::plan::Random;
use super::sample::{Sample, band, number};
use super::{Case, LIMIT_MS, with_query};

type ByOperation = fn(&mut Random, &OperationView) -> Option<OperationQuery>;

fn none() -> OperationQuery {
    OperationQuery::default()
}

const BY_OPERATION: [(&str, ByOperation); 18] = [
    ("operations: first page", |_, _| Some(none())),
    ("operations: id", |_, one| Some(OperationQuery { id: Some(one.id.to_string()), ..none() })),
    ("operations: client", |_, one| Some(client(one))),
    ("operations: client + month", |_, one| Some(within(client(one), one.created_at, 30))),
    ("operations: kind", |_, one| Some(kind(one))),
    ("operations: kind + amounts", |_, one| amounts(kind(one), one, 50)),
    ("operations: kind + amounts + month", |_, one| amounts(within(kind(one), one.created_at, 30), one, 50)),
    ("operations: amounts, narrow", |_, one| amounts(none(), one, 1)),
    ("operations: amounts, wide", |_, one| amounts(none(), one, 1000)),
    ("operations: service", |_, one| service(one)),
    ("operations: service + week", |_, one| Some(within(service(one)?, one.created_at, 7))),
    ("operations: day", |_, one| Some(within(none(), one.created_at, 1))),
    ("operations: month", |_, one| Some(within(none(), one.created_at, 30))),
    ("operations: debits of a day", |_, one| {
        Some(OperationQuery { sign: Some(AmountSign::Debit), ..within(none(), one.created_at, 1) })
    }),
    ("operations: events without money", |_, _| {
        Some(OperationQuery { sign: Some(AmountSign::None), ..none() })
    }),
    ("operations: text", |_, one| Some(OperationQuery { q: Some(words(one)?), ..none() })),
    ("operations: text + month", |_, one| {
        Some(OperationQuery { q: Some(words(one)?), ..within(none(), one.created_at, 30) })
    }),
    ("operations: text, nothing found", |random, _| {
        Some(OperationQuery { q: Some(format!("щъ{:06}", number(random, 999_999))), ..none() })
    }),
];

/// Figures over the whole filtered set cost what the set costs; measured, without a target but for the small one.
const SUMMED: [(&str, Option<f64>, ByOperation); 4] = [
    ("operations: client, with totals", Some(LIMIT_MS), |_, one| {
        Some(OperationQuery { totals: Some(true), ..client(one) })
    }),
    ("operations: day, with totals", None, |_, one| {
        Some(OperationQuery { totals: Some(true), ..within(none(), one.created_at, 1) })
    }),
    ("operations: month, counted", Some(LIMIT_MS), |_, one| {
        Some(OperationQuery { count: Some(true), ..within(none(), one.created_at, 30) })
    }),
    ("operations: kind, counted", Some(LIMIT_MS), |_, one| {
        Some(OperationQuery { count: Some(true), ..kind(one) })
    }),
];

pub fn cases(sample: &Sample, count: usize) -> Result<Vec<Case>> {
    let filters = BY_OPERATION.map(|(name, make)| (name, Some(LIMIT_MS), make));
    let mut cases = Vec::new();
    for (name, limit_ms, make) in filters.into_iter().chain(SUMMED) {
        let queries = sample.of_operations(count, make);
        let paths =
            queries.iter().map(|query| with_query(paths::OPERATIONS, query)).collect::<Result<_>>()?;
        cases.push(Case { name, limit_ms, paths });
    }
    let history = |_: &mut Random, one: &OperationView| Some(paths::client_operations(one.client_id));
    let paths = sample.of_operations(count, history);
    cases.push(Case { name: "operations: history of a client", limit_ms: Some(LIMIT_MS), paths });
    Ok(cases)
}

fn client(one: &OperationView) -> OperationQuery {
    OperationQuery { client_id: Some(one.client_id), ..none() }
}

fn kind(one: &OperationView) -> OperationQuery {
    OperationQuery { kind: Some(one.kind.as_str().into()), ..none() }
}

fn service(one: &OperationView) -> Option<OperationQuery> {
    Some(OperationQuery { service_id: Some(one.service_id?), ..none() })
}

fn within(query: OperationQuery, around: DateTime<Utc>, days: i64) -> OperationQuery {
    let from = around - TimeDelta::days(days) / 2;
    let to = from + TimeDelta::days(days);
    OperationQuery { from: Some(from.to_rfc3339()), to: Some(to.to_rfc3339()), ..query }
}

fn amounts(query: OperationQuery, one: &OperationView, roubles: i64) -> Option<OperationQuery> {
    let (low, high) = band(one.amount?, roubles)?;
    Some(OperationQuery { amount_min: Some(low), amount_max: Some(high), ..query })
}

/// Two words from the middle of a description.
fn words(one: &OperationView) -> Option<String> {
    let words: Vec<&str> = one.description.as_deref()?.split_whitespace().collect();
    let middle = words.len() / 2;
    let two = words.get(middle.saturating_sub(1)..)?.iter().take(2).copied().collect::<Vec<_>>().join(" ");
    (two.chars().count() >= 3).then_some(two)
}
