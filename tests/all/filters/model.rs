//! The data as it stands in the tables, and what the filters mean on it, written a second time and naively.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::search_key;
use serde_json::Value;

use crate::harness::Env;

#[derive(Debug, sqlx::FromRow)]
pub struct Client {
    pub id: i64,
    pub kind: String,
    pub name: String,
    pub city: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    pub archived: bool,
    pub balance: i64,
    pub credit_limit: i64,
    pub due: Option<NaiveDate>,
    /// Every text that the text filter looks at, in the form in which texts are compared.
    #[sqlx(skip)]
    pub texts: Vec<String>,
}

#[derive(Debug, sqlx::FromRow)]
struct Contact {
    client_id: i64,
    full_name: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    address: Option<String>,
    other: Value,
}

#[derive(Debug, sqlx::FromRow)]
pub struct Service {
    pub id: i64,
    pub kind: String,
    /// Name and description, in the form in which texts are compared.
    pub text: String,
    pub billing: Value,
}

#[derive(Debug, Clone, sqlx::FromRow)]
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
    /// Newest first.
    pub operations: Vec<Operation>,
}

const CLIENTS: &str = "select id, kind::text, name, city, phone, email, archived_at is not null as archived,
        (balance * 100)::bigint as balance, (credit_limit * 100)::bigint as credit_limit, credit_due_date as due
   from clients join accounts on client_id = id where not is_system order by id";
const CONTACTS: &str = "select client_id, full_name, phone, email, address, other from contacts";
const SERVICES: &str =
    "select id, kind, name || E'\\n' || description as text, billing_info as billing from services";
const OPERATIONS: &str =
    "select id, client_id as client, kind::text, (amount * 100)::bigint as amount, service_id as service,
        coalesce(description, '') as description, created_at as at
   from operations order by created_at desc, id desc";

impl Model {
    pub async fn read(env: &Env) -> Self {
        let mut connection = env.database.connect().await;
        let mut clients: Vec<Client> = sqlx::query_as(CLIENTS).fetch_all(&mut connection).await.unwrap();
        let contacts: Vec<Contact> = sqlx::query_as(CONTACTS).fetch_all(&mut connection).await.unwrap();
        let mut services: Vec<Service> = sqlx::query_as(SERVICES).fetch_all(&mut connection).await.unwrap();
        let mut operations: Vec<Operation> =
            sqlx::query_as(OPERATIONS).fetch_all(&mut connection).await.unwrap();
        let mut people = BTreeMap::<i64, Vec<String>>::new();
        for contact in contacts {
            people.entry(contact.client_id).or_default().extend(contact.texts());
        }
        for client in &mut clients {
            let own = [Some(client.name.clone()), client.phone.clone(), client.email.clone()];
            let others = people.remove(&client.id).unwrap_or_default();
            client.texts = own.into_iter().flatten().chain(others).map(|text| search_key(&text)).collect();
            client.name = search_key(&client.name);
            client.city = client.city.as_deref().map(search_key);
        }
        for service in &mut services {
            service.text = service.text.lines().map(search_key).collect::<Vec<_>>().join("\n");
        }
        for operation in &mut operations {
            operation.description = search_key(&operation.description);
        }
        let services = services.into_iter().map(|service| (service.id, service)).collect();
        Self { clients, services, operations }
    }
}

impl Contact {
    fn texts(self) -> Vec<String> {
        let digits = self.phone.as_deref().map(domain::phone_digits);
        let plain = [self.full_name, self.phone, digits, self.email, self.address];
        let other = self.other.as_object().unwrap().values().map(|value| value.as_str().map(str::to_owned));
        plain.into_iter().chain(other).flatten().collect()
    }
}

/// Whether a text filter finds something in one of the texts: anywhere, or at the beginning of a word when it is short.
pub fn finds(texts: &[String], typed: &str) -> bool {
    let key = search_key(typed);
    let digits = domain::phone_digits(&key);
    let phone = key.chars().all(|c| c.is_ascii_digit() || " ()-.+".contains(c)) && digits.len() >= 5;
    let short = key.chars().count() < 3;
    texts.iter().any(|text| {
        if short {
            begins_a_word(text, &key)
        } else {
            text.contains(&key) || (phone && text.contains(&digits))
        }
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
    value.is_some_and(|value| {
        low.parse().unwrap_or(i64::MIN) <= value && value <= high.parse().unwrap_or(i64::MAX)
    })
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
