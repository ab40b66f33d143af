//! Reads at size: autocomplete, every filter of clients and operations, deep pages, one connection, one request after
//! another.
//!
//! What is shown is the time from the first byte of a request to the last one of its answer over loopback, with
//! nobody else asking: the server's own time plus some tens of microseconds. Values come from the data itself, so
//! they find what people would look for, and each is asked once, so that no answer comes from a cache of answers.

mod clients;
mod operations;
mod sample;
mod search;
mod walk;

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde::Serialize;

use super::args::BenchArgs;
use super::figures::percentile_ms;
use super::http::Connection;
use super::plan::Prepared;
use super::servers::Served;
use super::usage::{Usage, Watched};
use sample::Sample;

/// Milliseconds at the 99th percentile, for texts of 3 characters or more.
const LIMIT_MS: f64 = 20.0;
/// Questions before each case that are not counted: the first ones of a form are slower, because every connection to the database
/// prepares the statement once.
const FIRST: usize = 24;

/// A kind of question with the paths that ask it, each with other values.
struct Case {
    name: &'static str,
    /// `None`: measured without a target.
    limit_ms: Option<f64>,
    paths: Vec<String>,
}

/// The answers to one kind of question.
#[derive(Clone, Debug, Serialize)]
pub struct Timed {
    pub name: String,
    pub requests: usize,
    pub p50_ms: f64,
    pub p99_ms: f64,
    pub max_ms: f64,
    pub limit_ms: Option<f64>,
    /// Answers that were not 200.
    pub failed: usize,
    /// The path that took longest, or the first that failed.
    pub worst: String,
}

/// Everything that was asked, and what the server used for it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AtSize {
    pub timed: Vec<Timed>,
    pub usage: Usage,
}

/// Asks everything that was wanted.
///
/// # Errors
/// The connection breaks; there is no data to sample.
pub async fn run(
    args: &BenchArgs,
    server: &Served,
    postmaster: Option<u32>,
    identity: &str,
) -> Result<AtSize> {
    let sample = Sample::draw(server.address, identity).await?;
    let count = usize::from(args.samples) + FIRST;
    let mut cases = search::cases(&sample, count)?;
    cases.extend(clients::cases(&sample, count)?);
    cases.extend(operations::cases(&sample, count)?);
    let mut asker = Asker {
        connection: Connection::open(server.address).await?,
        server,
        identity,
        limit: Duration::from_secs(args.seconds.into()).saturating_mul(3),
    };
    let watched = Watched { server: server.pid(), postmaster };
    let begun = watched.begin();
    let mut timed = Vec::new();
    for case in cases.iter().filter(|case| args.wants(case.name)) {
        timed.push(asker.ask_all(case).await?);
    }
    for walk in walk::walks(&sample)?.iter().filter(|walk| args.wants(walk.name)) {
        timed.push(asker.walk(walk).await?);
    }
    Ok(AtSize { timed, usage: watched.end(begun) })
}

/// One connection that measures.
struct Asker<'a> {
    connection: Connection,
    server: &'a Served,
    identity: &'a str,
    /// A case that takes longer is cut short.
    limit: Duration,
}

impl Asker<'_> {
    async fn ask_all(&mut self, case: &Case) -> Result<Timed> {
        let mut times = Times::default();
        let end = Instant::now() + self.limit;
        for (number, path) in case.paths.iter().enumerate().take_while(|_| Instant::now() < end) {
            if number == FIRST {
                times = Times::default();
            }
            self.ask(path, &mut times).await?;
        }
        Ok(times.sum_up(case.name, case.limit_ms))
    }

    /// Asks once and notes how long it took; gives back the body.
    async fn ask(&mut self, path: &str, times: &mut Times) -> Result<Vec<u8>> {
        let request = Prepared::get(self.server.address, path, self.identity);
        let asked = Instant::now();
        let answer = self.connection.ask(request.bytes()).await.with_context(|| format!("GET {path}"))?;
        times.note(path, asked.elapsed(), answer.status);
        Ok(answer.body.to_vec())
    }
}

#[derive(Default)]
struct Times {
    latencies_us: Vec<u32>,
    failed: usize,
    longest: Duration,
    worst: String,
}

impl Times {
    fn note(&mut self, path: &str, took: Duration, status: u16) {
        self.latencies_us.push(u32::try_from(took.as_micros()).unwrap_or(u32::MAX));
        if status != 200 {
            self.failed += 1;
            if self.failed == 1 {
                self.worst = format!("{status} {path}");
            }
        } else if self.failed == 0 && took > self.longest {
            self.longest = took;
            path.clone_into(&mut self.worst);
        }
    }

    fn sum_up(mut self, name: &str, limit_ms: Option<f64>) -> Timed {
        Timed {
            name: name.to_owned(),
            requests: self.latencies_us.len(),
            p50_ms: percentile_ms(&mut self.latencies_us, 50),
            p99_ms: percentile_ms(&mut self.latencies_us, 99),
            max_ms: percentile_ms(&mut self.latencies_us, 100),
            limit_ms,
            failed: self.failed,
            worst: self.worst,
        }
    }
}

/// The path with a query, each value escaped; absent fields are left out.
fn with_query(path: &str, query: &impl Serialize) -> Result<String> {
    let text = serde_html_form::to_string(query).context("a query that no form can hold")?;
    Ok(format!("{path}?{text}"))
}
