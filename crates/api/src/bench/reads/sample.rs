//! Values to ask for, drawn at random from the data over the API.

use std::net::SocketAddr;

use anyhow::{Context, Result, bail};
use chrono::{DateTime, Utc};
use contract::clients::{ClientPage, ClientQuery, ClientSummary};
use contract::operations::{OperationPage, OperationQuery, OperationView};
use contract::paths;
use contract::services::{Service, ServicePage, ServiceQuery};
use domain::Money;

use super::super::caller::Caller;
use super::super::plan::Random;
use super::with_query;

/// Ids in one question of the sampling, and questions.
const IDS: usize = 90;
const QUESTIONS: usize = 10;

pub struct Sample {
    pub clients: Vec<ClientSummary>,
    pub operations: Vec<OperationView>,
    pub services: Vec<Service>,
    /// When the oldest and the newest operation of the sample were made.
    pub first_at: DateTime<Utc>,
    pub last_at: DateTime<Utc>,
}

impl Sample {
    /// # Errors
    /// The API refuses, or there are no clients, operations or services.
    pub async fn draw(address: SocketAddr, identity: &str) -> Result<Self> {
        let mut caller = Caller::connect(address, identity.to_owned()).await?;
        let newest = ClientQuery { sort: Some("-id".into()), limit: Some(1), ..ClientQuery::default() };
        let newest: ClientPage = caller.get(&with_query(paths::CLIENTS, &newest)?).await?;
        let last_client = newest.items.first().context("there are no clients")?.id;
        let newest = OperationQuery { limit: Some(1), ..OperationQuery::default() };
        let newest: OperationPage = caller.get(&with_query(paths::OPERATIONS, &newest)?).await?;
        let last_operation = newest.items.first().context("there are no operations")?.id;
        let services = ServiceQuery { limit: Some(200), ..ServiceQuery::default() };
        let services: ServicePage = caller.get(&with_query(paths::SERVICES, &services)?).await?;

        let mut random = Random::new();
        let (mut clients, mut operations) = (Vec::new(), Vec::new());
        for _ in 0..QUESTIONS {
            let query = ClientQuery {
                id: Some(ids(&mut random, last_client)),
                limit: Some(200),
                ..ClientQuery::default()
            };
            let page: ClientPage = caller.get(&with_query(paths::CLIENTS, &query)?).await?;
            clients.extend(page.items);
            let id = Some(ids(&mut random, last_operation));
            let query = OperationQuery { id, limit: Some(200), ..OperationQuery::default() };
            let page: OperationPage = caller.get(&with_query(paths::OPERATIONS, &query)?).await?;
            operations.extend(page.items);
        }
        let times = || operations.iter().map(|operation| operation.created_at);
        let (Some(first_at), Some(last_at)) = (times().min(), times().max()) else {
            bail!("there are no operations to sample")
        };
        if clients.is_empty() || services.items.is_empty() {
            bail!("there are no clients or no services to sample");
        }
        Ok(Self { clients, operations, services: services.items, first_at, last_at })
    }

    /// `count` values, each made from a client at random; a client that gives none is passed over.
    pub fn of_clients<T>(
        &self,
        count: usize,
        make: impl Fn(&mut Random, &ClientSummary) -> Option<T>,
    ) -> Vec<T> {
        draw(&self.clients, count, make)
    }

    /// The same of operations.
    pub fn of_operations<T>(
        &self,
        count: usize,
        make: impl Fn(&mut Random, &OperationView) -> Option<T>,
    ) -> Vec<T> {
        draw(&self.operations, count, make)
    }

    /// The same of services.
    pub fn of_services<T>(&self, count: usize, make: impl Fn(&mut Random, &Service) -> Option<T>) -> Vec<T> {
        draw(&self.services, count, make)
    }

    /// A moment within the sampled time, so many days before its end at least, as the API reads it.
    pub fn moment(&self, random: &mut Random, days_before_end: i64) -> DateTime<Utc> {
        let span = (self.last_at - self.first_at).num_seconds() - days_before_end.saturating_mul(86_400);
        let span = usize::try_from(span.max(1)).unwrap_or(1);
        self.first_at + chrono::TimeDelta::seconds(i64::try_from(random.below(span)).unwrap_or(0))
    }
}

fn draw<S, T>(from: &[S], count: usize, make: impl Fn(&mut Random, &S) -> Option<T>) -> Vec<T> {
    let mut random = Random::new();
    let mut made = Vec::with_capacity(count);
    // Twenty tries for each, so that values that hardly any record has do not go on for ever.
    for _ in 0..count.saturating_mul(20) {
        let Some(one) = from.get(random.below(from.len())) else { break };
        made.extend(make(&mut random, one));
        if made.len() == count {
            break;
        }
    }
    made
}

fn ids(random: &mut Random, last: i64) -> String {
    let drawn: Vec<String> = (0..IDS).map(|_| number(random, last).to_string()).collect();
    drawn.join(",")
}

/// A number from 1 to `last`.
pub fn number(random: &mut Random, last: i64) -> i64 {
    i64::try_from(random.below(usize::try_from(last).unwrap_or(1))).unwrap_or(0).saturating_add(1)
}

/// An amount and one a little above it.
pub fn band(from: Money, roubles: i64) -> Option<(Money, Money)> {
    let width = Money::from_kopecks(roubles.checked_mul(100)?).ok()?;
    Some((from, from.checked_add(width)?))
}

/// A word of a name, counted from 0, of three letters or digits at least: what people type. For a person 0 is the surname.
pub fn word(name: &str, position: usize) -> Option<&str> {
    let typed = |word: &&str| word.chars().count() >= 3 && word.chars().all(char::is_alphanumeric);
    name.split_whitespace().filter(typed).nth(position)
}

/// The first `count` characters; `None` when there are fewer.
pub fn beginning(text: &str, count: usize) -> Option<String> {
    let letters: String = text.chars().take(count).collect();
    (letters.chars().count() == count).then_some(letters)
}
