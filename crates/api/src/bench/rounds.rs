//! The rounds: reference, writes, reads, and again; each figure is divided by the reference beside it.
//!
//! Invariant: a write counts only when the log has it: after each measurement the operations in the log are counted,
//! and there are never fewer than were acknowledged, and never more than acknowledged and unanswered ones together.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use app::bench;
use serde::Serialize;

use super::args::BenchArgs;
use super::cluster::Cluster;
use super::figures::{median, percentile_ms};
use super::load::{self, Load, Tally};
use super::orders;
use super::reference::{self, Kind, Reference};
use super::report::progress;
use super::scenarios::{Against, PLAIN_ROW, Place, Scenario, Yardstick};
use super::servers::Served;
use super::usage::{Usage, Watched};

/// One scenario in one round.
#[derive(Clone, Debug, Serialize)]
pub struct Measured {
    pub scenario: &'static str,
    pub round: u16,
    pub per_second: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
    /// To the yardstick of the same round; `None` when that was not measured.
    pub ratio: Option<f64>,
    #[serde(flatten)]
    pub usage: Usage,
    /// Operations acknowledged, warm-up included.
    pub acknowledged: u64,
    /// Operations that the log had more in the end; `None` for reads.
    pub in_log: Option<u64>,
    pub refused: u64,
    pub lost: u64,
}

/// Everything that the rounds found.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Rounds {
    /// R: before the first round and after each.
    pub tpc_b: Vec<Reference>,
    /// S: one in each round.
    pub select_only: Vec<Reference>,
    pub measured: Vec<Measured>,
}

pub struct Rig<'a> {
    pub args: &'a BenchArgs,
    pub cluster: &'a Cluster,
    pub saldo: &'a Served,
    pub plain: &'a Served,
    pub writes: Vec<Scenario>,
    pub reads: Vec<Scenario>,
    pub place: &'a Place<'a>,
}

impl Rig<'_> {
    /// # Errors
    /// Something broke, or an acknowledged operation is not in the log.
    pub async fn run(&self) -> Result<Rounds> {
        let mut rounds = Rounds::default();
        if self.writes.is_empty() && self.reads.is_empty() {
            return Ok(rounds);
        }
        let commits = !self.writes.is_empty();
        if commits {
            // The first run after filling pays for pages that are written whole once after a checkpoint; it is not counted.
            progress("reference, not counted");
            reference::run(self.cluster, Kind::TpcB, self.args.seconds).await?;
            rounds.tpc_b.push(self.reference(Kind::TpcB).await?);
        }
        for round in 1..=self.args.rounds {
            for scenario in &self.writes {
                rounds.measured.push(self.measure(scenario, round).await?);
            }
            if commits {
                rounds.tpc_b.push(self.reference(Kind::TpcB).await?);
            }
            if !self.reads.is_empty() {
                rounds.select_only.push(self.reference(Kind::SelectOnly).await?);
            }
            for scenario in &self.reads {
                rounds.measured.push(self.measure(scenario, round).await?);
            }
            rounds.relate(round, self.writes.iter().chain(&self.reads));
        }
        Ok(rounds)
    }

    async fn reference(&self, kind: Kind) -> Result<Reference> {
        let run = reference::run(self.cluster, kind, self.args.seconds).await?;
        let name = match kind {
            Kind::TpcB => "R, pgbench TPC-B",
            Kind::SelectOnly => "S, pgbench -S",
        };
        progress(&format!("{name}: {:.0} tps", run.per_second));
        Ok(run)
    }

    async fn measure(&self, scenario: &Scenario, round: u16) -> Result<Measured> {
        let served = match scenario.against {
            Against::Saldo => self.saldo,
            Against::Plain => self.plain,
        };
        let plan = match scenario.drafts {
            Some(drafts) => orders::plan(self.cluster, self.place, drafts, self.args).await?,
            None => scenario.plan.clone(),
        };
        let mut log = match scenario.writes {
            true => Some(LogMark::set(self.cluster).await?),
            false => None,
        };
        let watched = Watched { server: served.pid(), postmaster: self.cluster.postmaster() };
        let load = Load {
            address: served.address,
            plan,
            connections: scenario.connections,
            warm_up: Duration::from_secs(self.args.warm_up.into()),
            measure: Duration::from_secs(self.args.seconds.into()),
        };
        let begun = watched.begin();
        let mut tally = load::run(load).await.with_context(|| format!("in `{}`", scenario.name))?;
        let usage = watched.end(begun);
        let units = u64::from(scenario.plan.units);
        let in_log = match &mut log {
            Some(mark) => Some(mark.check(scenario, &tally).await?),
            None => None,
        };
        if tally.counted == 0 {
            bail!("`{}`: no answer counts; {}", scenario.name, tally.complaint.unwrap_or_default());
        }
        let per_second = rate(tally.counted.saturating_mul(units), self.args.seconds);
        let wrong = match &tally.complaint {
            Some(complaint) => format!("; {} refused, {} lost: {complaint}", tally.refused, tally.lost),
            None => String::new(),
        };
        progress(&format!("round {round}, {}: {per_second:.0} {}/s{wrong}", scenario.name, scenario.unit));
        Ok(Measured {
            scenario: scenario.name,
            round,
            per_second,
            p50_ms: percentile_ms(&mut tally.latencies_us, 50),
            p99_ms: percentile_ms(&mut tally.latencies_us, 99),
            ratio: None,
            usage,
            acknowledged: tally.acknowledged.saturating_mul(units),
            in_log,
            refused: tally.refused,
            lost: tally.lost,
        })
    }
}

impl Rounds {
    /// Divides the figures of a round by those of its yardsticks.
    fn relate<'a>(&mut self, round: u16, scenarios: impl Iterator<Item = &'a Scenario>) {
        let around = self.tpc_b.iter().rev().take(2).map(|run| run.per_second);
        let commits = median(around);
        let selects = self.select_only.last().map(|run| run.per_second);
        let of_round = |measured: &&Measured| measured.round == round && measured.scenario == PLAIN_ROW;
        let plain_row = self.measured.iter().find(of_round).map(|measured| measured.per_second);
        for scenario in scenarios {
            let yardstick = match scenario.yardstick {
                Yardstick::Commits => commits,
                Yardstick::Selects => selects,
                Yardstick::PlainRow => plain_row,
            };
            let same =
                |measured: &&mut Measured| measured.round == round && measured.scenario == scenario.name;
            if let Some(measured) = self.measured.iter_mut().find(same) {
                measured.ratio = yardstick.map(|yardstick| measured.per_second / yardstick);
            }
        }
    }
}

/// Where the log ended before a measurement.
struct LogMark {
    connection: sqlx::PgConnection,
    last_id: i64,
}

impl LogMark {
    async fn set(cluster: &Cluster) -> Result<Self> {
        let mut connection = bench::connect(&cluster.url(bench::DATABASE)?).await?;
        let last_id = bench::last_operation_id(&mut connection).await?;
        Ok(Self { connection, last_id })
    }

    /// Compares the log with what was acknowledged.
    async fn check(&mut self, scenario: &Scenario, tally: &Tally) -> Result<u64> {
        let in_log = u64::try_from(bench::operations_above(&mut self.connection, self.last_id).await?)?;
        let units = u64::from(scenario.plan.units);
        let acknowledged = tally.acknowledged.saturating_mul(units);
        let open = tally.refused.saturating_add(tally.lost).saturating_mul(units);
        if in_log < acknowledged || in_log > acknowledged.saturating_add(open) {
            bail!(
                "`{}`: {acknowledged} operations were acknowledged and {in_log} are in the log \
                 ({} requests refused, {} unanswered)",
                scenario.name,
                tally.refused,
                tally.lost
            );
        }
        Ok(in_log)
    }
}

fn rate(count: u64, seconds: u16) -> f64 {
    count as f64 / f64::from(seconds)
}
