//! `saldo bench`: how fast the server is on this machine, beside `pgbench` and a plain server on the same cluster in
//! the same run.
//!
//! Invariants: full durability; the load comes over loopback only; everything is bounded in time; every child ends
//! with the run, however it ends; a run whose acknowledged operations are not all in the log, or after which `saldo
//! verify` finds anything, fails.
//! Deliberately absent: figures that stand alone. Each is divided by a reference of the same minutes, so that another
//! machine, or a busy one, gives comparable ratios.

mod args;
mod caller;
mod child;
mod cluster;
mod figures;
mod http;
mod load;
mod machine;
mod orders;
mod plain_row;
mod plan;
mod prepare;
mod reads;
mod reference;
mod report;
mod rounds;
mod scenarios;
mod servers;
mod usage;

pub use args::BenchArgs;

use anyhow::{Context, Result, bail};
use app::bench::{self, ServerFacts};
use uuid::Uuid;

use crate::commands::print;
use crate::serve::stop::Stop;

use cluster::Cluster;
use machine::Machine;
use report::{Report, progress};
use rounds::Rig;
use scenarios::{Place, Scenario};

/// Measures and prints.
///
/// # Errors
/// A debug build without `--allow-debug`; no PostgreSQL or `pgbench`; anything that broke on the way; lost operations.
pub async fn run(args: BenchArgs) -> Result<()> {
    if let Some(address) = args.plain_row {
        return plain_row::serve(address).await;
    }
    if cfg!(debug_assertions) && !args.allow_debug {
        bail!("this is a debug build: build with `make build`, or say --allow-debug to try the command");
    }
    let machine = Machine::this();
    let mut stop = Stop::listen()?;
    let (cluster, facts) = Cluster::open(&args, stop.flag()).await?;
    print(&format!("{}\n", report::header(&machine, &facts)))?;
    let outcome = tokio::select! {
        outcome = measure(&args, &cluster, machine, facts) => outcome,
        () = stop.requested() => Err(anyhow::anyhow!("stopped before the end")),
    };
    // Whatever happened: what was made is removed.
    let closed = cluster.close().await;
    outcome?;
    closed
}

async fn measure(args: &BenchArgs, cluster: &Cluster, machine: Machine, facts: ServerFacts) -> Result<()> {
    fill(args, cluster).await?;
    let password = Uuid::new_v4().to_string();
    if args.reuse {
        servers::reset_password(cluster, &password).await?;
    }
    let saldo = servers::saldo(cluster, &args.serve, &password).await?;
    let identity = prepare::identity(saldo.address, servers::ADMIN, &password).await?;
    progress(&format!("{} organisations", args.organisations));
    let organisations = prepare::organisations(saldo.address, &identity, args.organisations).await?;
    let any = organisations.first().context("there are no organisations")?;
    let plain = servers::plain_row(cluster, any.id).await?;
    settle(cluster).await?;

    let at_size = match args.at_size() {
        true => {
            read_all(cluster).await?;
            progress("reads at size");
            Some(reads::run(args, &saldo, cluster.postmaster(), &identity).await?)
        }
        false => None,
    };
    let place = Place {
        saldo: saldo.address,
        plain: plain.address,
        identity: &identity,
        organisations: &organisations,
    };
    let (writes, reads) = wanted(args, &place);
    let scenarios: Vec<Scenario> = writes.iter().chain(&reads).cloned().collect();
    let rounds =
        Rig { args, cluster, saldo: &saldo, plain: &plain, writes, reads, place: &place }.run().await?;
    plain.stop().await?;
    saldo.stop().await?;

    progress("saldo verify");
    let verified = servers::run(cluster, &["verify"]).await?.success();
    let report = Report {
        machine,
        postgresql: facts,
        command: std::env::args().collect::<Vec<_>>().join(" "),
        seconds: args.seconds,
        pgbench_scale: args.scale,
        organisations: args.organisations,
        demo_clients: args.clients,
        demo_operations: args.operations,
        rounds,
        at_size,
        verified,
    };
    print(&format!("{}\n", report.table(&scenarios)))?;
    if let Some(file) = &args.json {
        report.write(file)?;
    }
    if !verified {
        bail!("saldo verify found broken invariants after the load");
    }
    Ok(())
}

/// The data that is there before the server: the tables of the reference, the schema, the demo data.
async fn fill(args: &BenchArgs, cluster: &Cluster) -> Result<()> {
    if args.reuse {
        return Ok(());
    }
    progress("tables of the reference");
    reference::fill(cluster, args.scale).await?;
    let must = async |arguments: &[&str]| {
        let name = arguments.first().copied().unwrap_or_default();
        match servers::run(cluster, arguments).await?.success() {
            true => Ok(()),
            false => bail!("saldo {name} failed"),
        }
    };
    must(&["migrate"]).await?;
    if args.at_size() {
        progress("demo data");
        must(&["demo", "--clients", &args.clients.to_string(), "--operations", &args.operations.to_string()])
            .await?;
    }
    Ok(())
}

/// Puts the files into memory before reads at size: a row that is met for the first time since the machine started is read from the
/// disk, and that would be measured instead of the server.
async fn read_all(cluster: &Cluster) -> Result<()> {
    let mut connection = bench::connect(&cluster.url(bench::DATABASE)?).await?;
    match bench::read_all(&mut connection).await {
        Ok(size) => progress(&format!("read once before: {size} MiB")),
        Err(error) => progress(&format!("not read before, so that some answers wait for the disk: {error}")),
    }
    Ok(())
}

async fn settle(cluster: &Cluster) -> Result<()> {
    let mut connection = bench::connect(&cluster.url(bench::DATABASE)?).await?;
    Ok(bench::settle(&mut connection).await?)
}

/// The scenarios that were asked for; the plain row comes with any read, as its yardstick.
fn wanted(args: &BenchArgs, place: &Place<'_>) -> (Vec<Scenario>, Vec<Scenario>) {
    let keep = |scenarios: Vec<Scenario>| {
        scenarios.into_iter().filter(|one| args.wants(one.name)).collect::<Vec<_>>()
    };
    let mut reads = keep(scenarios::reads(place));
    if !reads.is_empty() && !reads.iter().any(|one| one.name == scenarios::PLAIN_ROW) {
        reads
            .splice(0..0, scenarios::reads(place).into_iter().filter(|one| one.name == scenarios::PLAIN_ROW));
    }
    (keep(scenarios::writes(place)), reads)
}
