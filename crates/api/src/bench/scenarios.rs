//! What is measured, and against what.

use std::net::SocketAddr;
use std::sync::Arc;

use contract::paths;
use serde_json::json;

use super::orders::Drafts;
use super::plan::{FRESH_ID, Plan, Prepared, Random};
use super::prepare::Organisation;

/// Operations of one batch: the most that the API takes.
const BATCH: u32 = 1000;
/// Different batches; a body is about 80 KB.
const BATCHES: usize = 16;

/// The scenario that reads are divided by.
pub const PLAIN_ROW: &str = "plain row by key";

/// Whose rate is 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Yardstick {
    /// Transactions per second of `pgbench`'s TPC-B, beside it in the same run.
    Commits,
    /// Transactions per second of `pgbench -S`, beside it in the same run.
    Selects,
    /// The plain server's row by primary key, beside it in the same run.
    PlainRow,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    Saldo,
    Plain,
}

#[derive(Clone, Debug)]
pub struct Scenario {
    pub name: &'static str,
    pub unit: &'static str,
    pub connections: usize,
    pub against: Against,
    pub yardstick: Yardstick,
    /// The ratio to reach.
    pub at_least: Option<f64>,
    /// Whether every counted answer is an operation in the log (times the plan's units).
    pub writes: bool,
    pub plan: Arc<Plan>,
    /// Each request pays a draft of its own, so the plan is made anew for each measurement.
    pub drafts: Option<Drafts>,
}

/// Where the requests go and who sends them.
pub struct Place<'a> {
    pub saldo: SocketAddr,
    pub plain: SocketAddr,
    pub identity: &'a str,
    pub organisations: &'a [Organisation],
}

/// The scenarios that write, in the order of a round.
pub fn writes(place: &Place<'_>) -> Vec<Scenario> {
    let one = place.organisations.get(..1).unwrap_or_default();
    let credits = |name, organisations| write(name, 256, Some(2.0), webhook(place, organisations));
    vec![
        credits("webhook, many organisations", place.organisations),
        credits("webhook, one organisation", one),
        write("deposit, 64 connections", 64, None, deposits(place)),
        write("deposit, 256 connections", 256, None, deposits(place)),
        Scenario { unit: "operations", ..write("operations/batch of 1000", 8, Some(8.0), batches(place)) },
        pay("order pay, 2 lines", 0.8, Drafts::Spread),
        pay("order pay, one product in every order", 0.4, Drafts::Hot),
    ]
}

/// The scenarios that read. The plain row comes first: it is the yardstick of the others.
pub fn reads(place: &Place<'_>) -> Vec<Scenario> {
    let of = |path: fn(&Organisation) -> String, address, identity: &str| {
        let requests =
            place.organisations.iter().map(|one| Prepared::get(address, &path(one), identity)).collect();
        Plan { requests, once: None, proof: "", units: 1 }
    };
    let plain = |path| of(path, place.plain, "");
    let bank = |path| of(path, place.saldo, "");
    vec![
        read(PLAIN_ROW, Against::Plain, None, plain(|one| format!("/client/{}", one.id))),
        read("plain row by INN", Against::Plain, None, plain(|one| format!("/inn/{}", one.inn))),
        read(
            "balance",
            Against::Saldo,
            Some(1.0),
            bank(|one| format!("/api/organizations/{}/balance/", one.inn)),
        ),
        read(
            "history of 10",
            Against::Saldo,
            None,
            bank(|one| format!("/api/organizations/{}/balance/history/?limit=10", one.inn)),
        ),
        read(
            "client page",
            Against::Saldo,
            None,
            of(|one| paths::client(one.id), place.saldo, place.identity),
        ),
    ]
}

fn write(name: &'static str, connections: usize, at_least: Option<f64>, plan: Plan) -> Scenario {
    Scenario {
        name,
        unit: "requests",
        connections,
        against: Against::Saldo,
        yardstick: Yardstick::Commits,
        at_least,
        writes: true,
        plan: Arc::new(plan),
        drafts: None,
    }
}

fn pay(name: &'static str, at_least: f64, drafts: Drafts) -> Scenario {
    let nothing = Plan { requests: Vec::new(), once: None, proof: "", units: 1 };
    Scenario { drafts: Some(drafts), unit: "orders", ..write(name, 64, Some(at_least), nothing) }
}

fn read(name: &'static str, against: Against, at_least: Option<f64>, plan: Plan) -> Scenario {
    let yardstick = match against {
        Against::Saldo => Yardstick::PlainRow,
        Against::Plain => Yardstick::Selects,
    };
    Scenario {
        name,
        unit: "requests",
        connections: 256,
        against,
        yardstick,
        at_least,
        writes: false,
        plan: Arc::new(plan),
        drafts: None,
    }
}

fn webhook(place: &Place<'_>, organisations: &[Organisation]) -> Plan {
    let request = |one: &Organisation| {
        // Written out, because the bank sends its amounts as numbers.
        let body = format!(
            r#"{{"operation_id":"{FRESH_ID}","amount":145000.50,"payer_inn":"{}",
"document_number":"PAY-328","document_date":"2024-04-27T21:00:00Z"}}"#,
            one.inn
        );
        Prepared::post(place.saldo, paths::BANK_WEBHOOK, "", &body)
    };
    Plan {
        requests: organisations.iter().map(request).collect(),
        once: None,
        proof: r#""success""#,
        units: 1,
    }
}

fn deposits(place: &Place<'_>) -> Plan {
    let headers = with_key(place.identity);
    let body = json!({ "amount": "100.50", "description": "Замер скорости" }).to_string();
    let request = |one: &Organisation| Prepared::post(place.saldo, &paths::deposit(one.id), &headers, &body);
    Plan { requests: place.organisations.iter().map(request).collect(), once: None, proof: "", units: 1 }
}

fn batches(place: &Place<'_>) -> Plan {
    let headers = with_key(place.identity);
    let mut random = Random::new();
    let mut request = || {
        let operations: Vec<_> = (0..BATCH)
            .filter_map(|_| place.organisations.get(random.below(place.organisations.len())))
            .map(|one| json!({ "client_id": one.id, "kind": "TOP_UP", "amount": "100.50", "description": "Замер" }))
            .collect();
        let body = json!({ "operations": operations }).to_string();
        Prepared::post(place.saldo, paths::OPERATION_BATCH, &headers, &body)
    };
    Plan {
        requests: (0..BATCHES).map(|_| request()).collect(),
        once: None,
        proof: r#""refused":0"#,
        units: BATCH,
    }
}

pub fn with_key(identity: &str) -> String {
    format!("{identity}idempotency-key: {FRESH_ID}\r\n")
}
