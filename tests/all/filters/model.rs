//! The data as it stands in the tables, and what the filters mean on it, written a second time and naively.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::search_key;
use serde_json::Value;

use crate::harness::Env;

#[derive(Debug, Clone)]
pub struct Client {
    pub id: i64,
    pub kind: String,
    pub name: String,
    pub city: Option<String>,
    pub archived: bool,
    pub balance: i64,
    pub credit_limit: i64,
    pub due: Option<NaiveDate>,
    /// Every text that the text filter looks at, in the form in which texts are compared.
    pub texts: Vec<String>,
}

#[derive(Debug, Clone)]
pub struct Service {
    pub kind: String,
    pub text: String,
    pub billing: Value,
}

#[derive(Debug, Clone)]
pub struct Operation {
    pub id: i64,
    pub client: i64,
    pub kind: String,
    pub amount: Option<i64>,
    pub service: Option<i64>,
    pub description: String,
    pub at: DateTime<Utc>,
}

pub struct Model {
    pub clients: Vec<Client>,
    pub services: BTreeMap<i64, Service>,
    pub operations: Vec<Operation>,
}

type ClientRow = (i64, String, String, Option<String>, bool, i64, i64, Option<NaiveDate>, Option<String>, Option<String>);
type ContactRow = (i64, Option<String>, Option<String>, Option<String>, Option<String>, Value);

impl Model {
    pub async fn read(env: &Env) -> Self {
        let mut connection = env.database.connect().await;
        let rows: Vec<ClientRow> = sqlx::query_as(
            "select id, kind::text, name, city, archived_at is not null, (balance * 100)::bigint, (credit_limit * 100)::bigint,
                    credit_due_date, phone, email
               from clients join accounts on client_id = id where not is_system order by id",
        )
        .fetch_all(&mut connection)
        .await
        .unwrap();
        let contacts: Vec<ContactRow> = sqlx::query_as("select client_id, full_name, phone, email, address, other from contacts")
            .fetch_all(&mut connection)
            .await
            .unwrap();
        let services: Vec<(i64, String, String, String, Value)> =
            sqlx::query_as("select id, kind, name, description, billing_info from services").fetch_all(&mut connection).await.unwrap();
        let operations: Vec<(i64, i64, String, Option<i64>, Option<i64>, Option<String>, DateTime<Utc>)> = sqlx::query_as(
            "select id, client_id, kind::text, (amount * 100)::bigint, service_id, description, created_at from operations",
        )
        .fetch_all(&mut connection)
        .await
        .unwrap();
        let texts = |client: &ClientRow| {
            let own = [Some(client.2.clone()), client.8.clone(), client.9.clone()];
            let others = contacts.iter().filter(|contact| contact.0 == client.0).flat_map(texts_of);
            own.into_iter().chain(others).flatten().map(|text| search_key(&text)).collect()
        };
        let client = |row: &ClientRow| Client {
            id: row.0,
            kind: row.1.clone(),
            name: search_key(&row.2),
            city: row.3.as_deref().map(search_key),
            archived: row.4,
            balance: row.5,
            credit_limit: row.6,
            due: row.7,
            texts: texts(row),
        };
        let service = |row: (i64, String, String, String, Value)| {
            let text = format!("{}\n{}", search_key(&row.2), search_key(&row.3));
            (row.0, Service { kind: row.1, text, billing: row.4 })
        };
        let operation = |row: (i64, i64, String, Option<i64>, Option<i64>, Option<String>, DateTime<Utc>)| Operation {
            id: row.0,
            client: row.1,
            kind: row.2,
            amount: row.3,
            service: row.4,
            description: search_key(&row.5.unwrap_or_default()),
            at: row.6,
        };
        let mut operations: Vec<Operation> = operations.into_iter().map(operation).collect();
        operations.sort_by_key(|operation| std::cmp::Reverse((operation.at, operation.id)));
        Self { clients: rows.iter().map(client).collect(), services: services.into_iter().map(service).collect(), operations }
    }
}

fn texts_of(contact: &ContactRow) -> Vec<Option<String>> {
    let digits = contact.2.as_deref().map(domain::phone_digits);
    let mut texts = vec![contact.1.clone(), contact.2.clone(), digits, contact.3.clone(), contact.4.clone()];
    texts.extend(contact.5.as_object().unwrap().values().map(|value| value.as_str().map(str::to_owned)));
    texts
}

/// Whether a text filter finds something in one of the texts: anywhere, or at the beginning of a word when it is short.
pub fn finds(texts: &[String], typed: &str) -> bool {
    let key = search_key(typed);
    let digits = domain::phone_digits(&key);
    let phone = key.chars().all(|c| c.is_ascii_digit() || " ()-.+".contains(c)) && digits.len() >= 5;
    let short = key.chars().count() < 3;
    texts.iter().any(|text| {
        if short { begins_a_word(text, &key) } else { text.contains(&key) || (phone && text.contains(&digits)) }
    })
}

/// What does not begin like a word, such as `@`, is found anywhere.
fn begins_a_word(text: &str, key: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || c == '_';
    if !key.starts_with(inside) {
        return text.contains(key);
    }
    text.match_indices(key).any(|(at, _)| !text[..at].chars().next_back().is_some_and(inside))
}

/// Whether a list such as `12,40..60,100..` names the id.
pub fn named(ids: &str, id: i64) -> bool {
    ids.split(',').any(|part| match part.split_once("..") {
        None => part.parse() == Ok(id),
        Some((low, high)) => low.parse().unwrap_or(i64::MIN) <= id && id <= high.parse().unwrap_or(i64::MAX),
    })
}

/// Whether a filter on billing parameters, `key:min..max` or `key~text`, fits.
pub fn priced(param: &str, billing: &Value) -> bool {
    if let Some((key, text)) = param.split_once('~') {
        return billing[key].as_str().is_some_and(|value| search_key(value).contains(&search_key(text)));
    }
    let (key, range) = param.split_once(':').unwrap();
    let (low, high) = range.split_once("..").unwrap_or((range, range));
    let value = billing[key].is_number().then(|| billing[key].to_string().parse::<i64>().unwrap());
    value.is_some_and(|value| low.parse().unwrap_or(i64::MIN) <= value && value <= high.parse().unwrap_or(i64::MAX))
}

/// Beginning of a date in Moscow, or the moment itself.
pub fn moment(text: &str) -> DateTime<Utc> {
    match text.parse::<NaiveDate>() {
        Ok(day) => day.and_hms_opt(0, 0, 0).unwrap().and_utc() - chrono::TimeDelta::hours(3),
        Err(_) => DateTime::parse_from_rfc3339(text).unwrap().to_utc(),
    }
}

/// Kopecks of a sum such as `-12.50`.
pub fn kopecks(text: &str) -> i64 {
    domain::Money::parse(text).unwrap().kopecks()
}
