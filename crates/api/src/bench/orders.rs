//! Orders to be paid: drafts are written before the measurement, each is paid once.
//!
//! Deliberately absent: drafts over the API. Hundreds of thousands are needed, and putting them together is not what is measured.

use std::sync::Arc;

use anyhow::{Result, bail};
use app::bench;
use contract::paths;
use serde_json::json;

use super::args::BenchArgs;
use super::cluster::Cluster;
use super::plan::{Plan, Prepared};
use super::report::progress;
use super::scenarios::{Place, with_key};

/// What the drafts have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drafts {
    /// Two products out of a thousand.
    Spread,
    /// One product that all want, and one out of a thousand.
    Hot,
}

/// More than any machine of two cores pays in a second.
const PER_SECOND: u64 = 12_000;

/// Makes the drafts of one measurement and the requests that pay them, each from its client's wallet.
///
/// # Errors
/// The database.
pub async fn plan(
    cluster: &Cluster,
    place: &Place<'_>,
    drafts: Drafts,
    args: &BenchArgs,
) -> Result<Arc<Plan>> {
    let seconds = u64::from(args.seconds).saturating_add(args.warm_up.into());
    let count = i64::try_from(seconds.saturating_mul(PER_SECOND))?;
    progress(&format!("{count} drafts"));
    let mut connection = bench::connect(&cluster.url(bench::DATABASE)?).await?;
    let clients: Vec<i64> = place.organisations.iter().map(|one| one.id).collect();
    let made = bench::orders::drafts(&mut connection, &clients, count, drafts == Drafts::Hot).await?;
    bench::settle(&mut connection).await?;
    if made.is_empty() {
        bail!("there are no drafts");
    }
    let headers = with_key(place.identity);
    let request = |(id, total): &(i64, String)| {
        let body = json!({ "payments": [{ "method": "WALLET", "amount": total }] }).to_string();
        Prepared::post(place.saldo, &paths::order_pay(*id), &headers, &body)
    };
    Ok(Arc::new(Plan {
        requests: made.iter().map(request).collect(),
        once: Some(Arc::default()),
        proof: "",
        units: 1,
    }))
}
