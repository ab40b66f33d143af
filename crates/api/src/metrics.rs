//! Counters for Prometheus: requests by route and status, their times, the ledger, jobs, the connections. Routes are named by their
//! pattern, so that no id, INN or hostile path becomes a label.

mod jobs;

use std::borrow::Cow;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::http::Method;
use app::App;
use app::jobs::Waiting;
use jobs::JobMetrics;
use prometheus::core::Collector;
use prometheus::{
    Encoder, HistogramOpts, HistogramVec, IntCounterVec, IntGauge, IntGaugeVec, Opts, Registry, TextEncoder,
};

use crate::routes::spa;

/// The counters of one process.
pub struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    seconds: HistogramVec,
    ledger: IntGaugeVec,
    waiting: IntGauge,
    files: IntGauge,
    connections: IntGaugeVec,
    jobs: JobMetrics,
}

impl Metrics {
    pub fn new() -> Result<Self, prometheus::Error> {
        let requests = Opts::new("saldo_http_requests_total", "Requests by method, route and status.");
        let seconds = HistogramOpts::new(
            "saldo_http_request_seconds",
            "Time from the head of a request to its answer.",
        )
        .buckets(vec![0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0]);
        let ledger =
            Opts::new("saldo_ledger_events", "What the ledger has done since the start, by kind of event.");
        let connections = Opts::new("saldo_database_connections", "Connections by pool and state.");
        let registry = Registry::new();
        let metrics = Self {
            jobs: JobMetrics::new(&registry)?,
            registry,
            requests: IntCounterVec::new(requests, &["method", "route", "status"])?,
            seconds: HistogramVec::new(seconds, &["route"])?,
            ledger: IntGaugeVec::new(ledger, &["event"])?,
            files: IntGauge::new("saldo_files_open", "Files that are being sent.")?,
            waiting: IntGauge::new("saldo_ledger_waiting", "Requests that wait for the ledger.")?,
            connections: IntGaugeVec::new(connections, &["pool", "state"])?,
        };
        let all: [Box<dyn Collector>; 6] = [
            Box::new(metrics.files.clone()),
            Box::new(metrics.requests.clone()),
            Box::new(metrics.seconds.clone()),
            Box::new(metrics.ledger.clone()),
            Box::new(metrics.waiting.clone()),
            Box::new(metrics.connections.clone()),
        ];
        for collector in all {
            metrics.registry.register(collector)?;
        }
        Ok(metrics)
    }

    /// Counts one answered request.
    pub fn count(&self, method: &Method, route: &str, status: u16, took: Duration) {
        self.requests.with_label_values(&[known(method), route, words(status)]).inc();
        self.seconds.with_label_values(&[route]).observe(took.as_secs_f64());
    }

    /// The text that Prometheus reads. `waiting` are the jobs of the database.
    ///
    /// # Errors
    /// A metric that cannot be written, which is a bug.
    pub fn text(&self, app: &App, waiting: &[Waiting]) -> Result<Vec<u8>, prometheus::Error> {
        let stats = app.ledger.stats();
        for (event, value) in [
            ("batch", &stats.batches),
            ("operation", &stats.operations),
            ("refusal", &stats.refusals),
            ("replay", &stats.replays),
            ("retry", &stats.retries),
            ("overload", &stats.overloads),
        ] {
            self.ledger.with_label_values(&[event]).set(whole(value.load(Relaxed)));
        }
        self.files.set(whole(app.db.open_snapshots() as u64));
        self.waiting.set(whole(stats.waiting.load(Relaxed)));
        for (name, pool) in [("read", &app.db.read), ("write", &app.db.write), ("search", &app.db.search)] {
            let idle = whole(pool.num_idle() as u64);
            self.connections.with_label_values(&[name, "idle"]).set(idle);
            self.connections.with_label_values(&[name, "used"]).set(i64::from(pool.size()) - idle);
        }
        self.jobs.take(app, waiting);
        let mut text = Vec::new();
        TextEncoder::new().encode(&self.registry.gather(), &mut text)?;
        Ok(text)
    }
}

/// The pattern of the route that took the request. The bank's two hot paths are told without matching patterns again.
pub fn route(request: &HttpRequest) -> Cow<'static, str> {
    let path = request.path();
    if path.starts_with("/api/webhook/bank") {
        return Cow::Borrowed("/api/webhook/bank/");
    }
    if let Some(rest) = path.strip_prefix("/api/organizations/") {
        let rest = rest.trim_end_matches('/');
        if rest.ends_with("/balance") {
            return Cow::Borrowed("/api/organizations/{inn}/balance/");
        }
        if rest.ends_with("/balance/history") {
            return Cow::Borrowed("/api/organizations/{inn}/balance/history/");
        }
    }
    match request.match_pattern() {
        Some(pattern) => Cow::Owned(pattern),
        None if spa::is_ours(request) => Cow::Borrowed("pages"),
        None => Cow::Borrowed("unmatched"),
    }
}

fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::HEAD => "HEAD",
        _ => "other",
    }
}

fn words(status: u16) -> &'static str {
    match status {
        200 => "200",
        201 => "201",
        204 => "204",
        304 => "304",
        400 => "400",
        401 => "401",
        403 => "403",
        404 => "404",
        405 => "405",
        408 => "408",
        409 => "409",
        413 => "413",
        415 => "415",
        422 => "422",
        429 => "429",
        500 => "500",
        503 => "503",
        _ => "other",
    }
}

fn whole(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn hot_routes_are_named_without_their_ids() {
        let name = |path: &str| route(&TestRequest::with_uri(path).to_http_request());
        assert_eq!(name("/api/webhook/bank"), "/api/webhook/bank/");
        assert_eq!(name("/api/organizations/1234567890/balance"), "/api/organizations/{inn}/balance/");
        assert_eq!(
            name("/api/organizations/1234567890/balance/history/?limit=5"),
            "/api/organizations/{inn}/balance/history/"
        );
        assert_eq!(name("/wp-admin/1234567890"), "pages");
        assert_eq!(name("/api/v1/nothing"), "unmatched");
    }
}
