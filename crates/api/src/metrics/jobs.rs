//! Figures about background jobs: attempts of this process, and what is open or given up in the database.

use app::App;
use app::jobs::Waiting;
use prometheus::{IntGauge, IntGaugeVec, Opts, Registry};

use super::whole;

/// The gauges.
pub struct JobMetrics {
    attempts: IntGaugeVec,
    running: IntGauge,
    jobs: IntGaugeVec,
}

impl JobMetrics {
    /// # Errors
    /// A metric that cannot be registered, which is a bug.
    pub fn new(registry: &Registry) -> Result<Self, prometheus::Error> {
        let attempts = Opts::new(
            "saldo_job_attempts",
            "Attempts since the start, by the state that the job was left in.",
        );
        let jobs = Opts::new("saldo_jobs", "Jobs of all processes that are open or were given up.");
        let metrics = Self {
            attempts: IntGaugeVec::new(attempts, &["kind", "state"])?,
            running: IntGauge::new("saldo_jobs_running", "Jobs that this process is doing.")?,
            jobs: IntGaugeVec::new(jobs, &["kind", "state"])?,
        };
        registry.register(Box::new(metrics.attempts.clone()))?;
        registry.register(Box::new(metrics.running.clone()))?;
        registry.register(Box::new(metrics.jobs.clone()))?;
        Ok(metrics)
    }

    /// Takes the figures as they are now; without `waiting`, which needs the database, those of the database are left out.
    pub fn take(&self, app: &App, waiting: &[Waiting]) {
        for (kind, state, attempts) in app.jobs.stats.attempts() {
            self.attempts.with_label_values(&[kind.as_str(), state.as_str()]).set(whole(attempts));
        }
        self.running.set(app.jobs.stats.running());
        self.jobs.reset();
        for row in waiting {
            self.jobs.with_label_values(&[row.kind.as_str(), row.state.as_str()]).set(row.runs);
        }
    }
}
