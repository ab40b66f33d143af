//! Every filter of the client list, alone and together.

use anyhow::Result;
use contract::clients::{Archived, ClientQuery, ClientSummary};
use contract::paths;
use contract::services::Service;
use domain::ClientKind;

use super::super::plan::Random;
use super::sample::{Sample, band, beginning, number, word};
use super::{Case, LIMIT_MS, with_query};

type ByClient = fn(&mut Random, &ClientSummary) -> Option<ClientQuery>;

fn none() -> ClientQuery {
    ClientQuery::default()
}

const BY_CLIENT: [(&str, ByClient); 22] = [
    ("clients: first page", |_, _| Some(none())),
    ("clients: id", |_, client| Some(ClientQuery { id: Some(client.id.to_string()), ..none() })),
    ("clients: ids in a range", |_, client| {
        Some(ClientQuery { id: Some(format!("{}..{}", client.id, client.id.saturating_add(5000))), ..none() })
    }),
    ("clients: balance, narrow", |_, client| balance(client, 1)),
    ("clients: balance, wide", |_, client| balance(client, 5000)),
    ("clients: balance, wide, sorted", |_, client| {
        Some(ClientQuery { sort: Some("-balance".into()), ..balance(client, 5000)? })
    }),
    ("clients: text, surname", |_, client| text(word(&client.name, 0)?.to_owned())),
    ("clients: text, full name", |_, client| word(&client.name, 1).and_then(|_| text(client.name.clone()))),
    ("clients: text, 3 letters", |_, client| text(beginning(word(&client.name, 0)?, 3)?)),
    ("clients: text, 1 letter", |_, client| text(beginning(word(&client.name, 0)?, 1)?)),
    ("clients: text, 2 letters", |_, client| text(beginning(word(&client.name, 0)?, 2)?)),
    ("clients: text, phone", |_, client| text(client.phone.as_deref()?.get(2..9)?.to_owned())),
    ("clients: text, email", |_, client| text(client.email.clone()?)),
    ("clients: text, nothing found", |random, _| text(format!("щъ{:06}", number(random, 999_999)))),
    ("clients: kind", |random, _| Some(ClientQuery { kind: Some(kind(random)), ..none() })),
    ("clients: city", |_, client| Some(ClientQuery { city: Some(client.city.clone()?), ..none() })),
    ("clients: city + text", |_, client| {
        Some(ClientQuery { city: Some(client.city.clone()?), ..text(beginning(word(&client.name, 0)?, 4)?)? })
    }),
    ("clients: kind + balance + text", |_, client| {
        let ranged = balance(client, 5000)?;
        Some(ClientQuery {
            kind: Some(client.kind.as_str().into()),
            q: text(beginning(word(&client.name, 0)?, 4)?)?.q,
            ..ranged
        })
    }),
    ("clients: debtors", |_, _| Some(ClientQuery { debtors: Some(true), ..none() })),
    ("clients: archived", |_, _| Some(ClientQuery { archived: Some(Archived::Only), ..none() })),
    ("clients: credit limit", |_, client| {
        let (low, high) = band(client.credit_limit, 1000)?;
        client.credit_limit.is_positive().then(|| ClientQuery {
            credit_limit_min: Some(low),
            credit_limit_max: Some(high),
            ..none()
        })
    }),
    ("clients: credit due date", |_, client| {
        let day = client.credit_due_date?;
        Some(ClientQuery {
            credit_due_from: Some(day),
            credit_due_to: day.checked_add_days(chrono::Days::new(7)),
            ..none()
        })
    }),
];

type ByService = fn(&Service) -> Option<ClientQuery>;

/// "Services in an interval", each with the days of the interval.
const BY_SERVICE: [(&str, i64, ByService); 6] = [
    ("clients: one service, a day", 1, |service| Some(by_service(service))),
    ("clients: one service, a month", 30, |service| Some(by_service(service))),
    ("clients: one service, a year", 365, |service| Some(by_service(service))),
    ("clients: services of a kind, a week", 7, |service| {
        Some(ClientQuery { service_kind: Some(service.kind.clone()), ..none() })
    }),
    ("clients: services by text, a month", 30, |service| {
        Some(ClientQuery { service_q: Some(service.name.split_whitespace().next()?.to_owned()), ..none() })
    }),
    ("clients: services by a parameter, a month", 30, |service| {
        let (key, value) = service.billing_info.0.iter().find(|(_, value)| value.is_number())?;
        Some(ClientQuery { service_param: vec![format!("{key}:{value}..{value}")], ..none() })
    }),
];

pub fn cases(sample: &Sample, count: usize) -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    let mut add = |name: &'static str, queries: Vec<ClientQuery>| -> Result<()> {
        let paths = queries.iter().map(|query| with_query(paths::CLIENTS, query)).collect::<Result<_>>()?;
        // One or two letters are beginnings of words; half the clients match, and which ones nobody wants to know.
        let short = name.ends_with("1 letter") || name.ends_with("2 letters");
        cases.push(Case { name, limit_ms: (!short).then_some(LIMIT_MS), paths });
        Ok(())
    };
    for (name, make) in BY_CLIENT {
        add(name, sample.of_clients(count, make))?;
    }
    for (name, days, make) in BY_SERVICE {
        let query = |random: &mut Random, service: &Service| {
            let from = sample.moment(random, days);
            let to = from + chrono::TimeDelta::days(days);
            let (from, to) = (Some(from.to_rfc3339()), Some(to.to_rfc3339()));
            Some(ClientQuery { service_from: from, service_to: to, ..make(service)? })
        };
        add(name, sample.of_services(count, query))?;
    }
    add(
        "clients: counted",
        sample
            .of_clients(count, |_, client| Some(ClientQuery { count: Some(true), ..balance(client, 5000)? })),
    )?;
    let days = |random: &mut Random, _: &ClientSummary| {
        let days = u16::try_from(number(random, 60)).ok();
        Some(ClientQuery { credit_expiring_days: days, ..none() })
    };
    add("clients: credit expiring", sample.of_clients(count, days))?;
    Ok(cases)
}

fn balance(client: &ClientSummary, width: i64) -> Option<ClientQuery> {
    let (low, high) = band(client.balance, width)?;
    Some(ClientQuery { balance_min: Some(low), balance_max: Some(high), ..none() })
}

fn text(q: String) -> Option<ClientQuery> {
    Some(ClientQuery { q: Some(q), ..none() })
}

fn by_service(service: &Service) -> ClientQuery {
    ClientQuery { service_id: Some(service.id.to_string()), ..none() }
}

fn kind(random: &mut Random) -> String {
    let kind = ClientKind::ALL.get(random.below(ClientKind::ALL.len()));
    kind.map_or_else(String::new, |kind| kind.as_str().to_owned())
}
