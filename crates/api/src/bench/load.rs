//! The load: a closed loop of requests on many connections, driven by one thread of its own.
//!
//! Invariant: a request that was begun is waited for, also past the end of the measurement, so that what was acknowledged can be
//! compared with the log to the last operation.
//! Deliberately absent: more threads (the two cores belong to the server), rates given from outside (a closed loop hides the wait
//! of requests that a slow server never let begin: read p99 with that in mind).

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tokio::task::JoinSet;

use super::http::Connection;
use super::plan::{Plan, Random};

/// Connections that broke so often are given up: something is wrong that no further try mends.
const MOST_LOST: u64 = 20;
/// How long answers may take after the end.
const GRACE: Duration = Duration::from_secs(30);

#[derive(Clone)]
pub struct Load {
    pub address: SocketAddr,
    pub plan: Arc<Plan>,
    pub connections: usize,
    pub warm_up: Duration,
    pub measure: Duration,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Answers that count, within the measurement.
    pub counted: u64,
    /// Answers that count, ever: warm-up and the last ones after the end included.
    pub acknowledged: u64,
    /// Other answers.
    pub refused: u64,
    /// Requests whose answer never came.
    pub lost: u64,
    /// Of the counted ones, in no order.
    pub latencies_us: Vec<u32>,
    /// The first thing that went wrong.
    pub complaint: Option<String>,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.counted += other.counted;
        self.acknowledged += other.acknowledged;
        self.refused += other.refused;
        self.lost += other.lost;
        self.latencies_us.extend(other.latencies_us);
        self.complaint = self.complaint.take().or(other.complaint);
    }
}

/// Ends the loops when whoever waits for them goes away.
struct StopOnDrop(Arc<AtomicBool>);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Runs the load; dropping the future ends it soon.
///
/// # Errors
/// The server does not accept the connections, or does not answer for half a minute after the end.
pub async fn run(load: Load) -> Result<Tally> {
    let stop = Arc::new(AtomicBool::new(false));
    let guard = StopOnDrop(Arc::clone(&stop));
    let (answer, answered) = tokio::sync::oneshot::channel();
    std::thread::Builder::new()
        .name("load".into())
        .spawn(move || {
            // Nobody waits when the run was given up.
            let _ = answer.send(on_this_thread(&load, &stop));
        })
        .context("cannot start the thread of the load")?;
    let tally = answered.await.context("the thread of the load ended badly")?;
    drop(guard);
    tally
}

fn on_this_thread(load: &Load, stop: &Arc<AtomicBool>) -> Result<Tally> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let limit = load.warm_up + load.measure + GRACE;
        tokio::time::timeout(limit, all(load, stop))
            .await
            .context("answers are missing half a minute after the end")?
    })
}

async fn all(load: &Load, stop: &Arc<AtomicBool>) -> Result<Tally> {
    let mut connections = Vec::with_capacity(load.connections);
    for _ in 0..load.connections {
        connections.push(Connection::open(load.address).await.context("the server refuses a connection")?);
    }
    let begin = Instant::now() + load.warm_up;
    let window = (begin, begin + load.measure);
    let mut tasks = JoinSet::new();
    for connection in connections {
        let each = Loop { load: load.clone(), window, stop: Arc::clone(stop), tally: Tally::default() };
        tasks.spawn(each.run(connection));
    }
    let mut sum = Tally::default();
    while let Some(tally) = tasks.join_next().await {
        sum.add(tally?);
    }
    Ok(sum)
}

/// One connection's share.
struct Loop {
    load: Load,
    window: (Instant, Instant),
    stop: Arc<AtomicBool>,
    tally: Tally,
}

impl Loop {
    async fn run(mut self, mut connection: Connection) -> Tally {
        let mut random = Random::new();
        let mut request = Vec::new();
        let mut now = Instant::now();
        while now < self.window.1 && !self.stop.load(Ordering::Relaxed) && self.tally.lost < MOST_LOST {
            if !self.load.plan.next(&mut random, &mut request) {
                self.tally.complaint.get_or_insert_with(|| "there were too few requests to send".into());
                break;
            }
            let asked = Instant::now();
            match connection.ask(&request).await {
                Ok(answer) => {
                    now = Instant::now();
                    let done = self.load.plan.done(answer.status, answer.body);
                    if done {
                        self.count(asked, now);
                    } else {
                        self.tally.refused += 1;
                        let told = || format!("{}: {}", answer.status, String::from_utf8_lossy(answer.body));
                        self.tally.complaint.get_or_insert_with(told);
                    }
                }
                Err(error) => {
                    self.tally.lost += 1;
                    self.tally.complaint.get_or_insert_with(|| error.to_string());
                    let Ok(another) = Connection::open(self.load.address).await else { break };
                    connection = another;
                    now = Instant::now();
                }
            }
        }
        self.tally
    }

    fn count(&mut self, asked: Instant, answered: Instant) {
        self.tally.acknowledged += 1;
        if answered >= self.window.0 && answered < self.window.1 {
            self.tally.counted += 1;
            let waited = answered.duration_since(asked).as_micros();
            self.tally.latencies_us.push(u32::try_from(waited).unwrap_or(u32::MAX));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicU64;

    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::super::plan::Prepared;
    use super::*;

    /// Answers every fifth request with 503; counts the others.
    async fn serve(listener: TcpListener, answered: Arc<AtomicU64>) {
        let asked = Arc::new(AtomicU64::new(0));
        while let Ok((mut stream, _)) = listener.accept().await {
            let (asked, answered) = (Arc::clone(&asked), Arc::clone(&answered));
            tokio::spawn(async move {
                let mut request = [0; 1024];
                while stream.read(&mut request).await.is_ok_and(|length| length > 0) {
                    let status =
                        if asked.fetch_add(1, Ordering::Relaxed) % 5 == 4 { "503 no" } else { "200 ok" };
                    answered.fetch_add(u64::from(status == "200 ok"), Ordering::Relaxed);
                    let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 2\r\n\r\n{{}}");
                    let _ = stream.write_all(answer.as_bytes()).await;
                }
            });
        }
    }

    #[tokio::test]
    async fn every_request_that_was_begun_is_in_the_tally() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let answered = Arc::new(AtomicU64::new(0));
        tokio::spawn(serve(listener, Arc::clone(&answered)));
        let plan = Plan { requests: vec![Prepared::get(address, "/", "")], once: None, proof: "", units: 1 };
        let load = Load {
            address,
            plan: Arc::new(plan),
            connections: 16,
            warm_up: Duration::from_millis(50),
            measure: Duration::from_millis(200),
        };
        let tally = run(load).await.unwrap();
        assert_eq!(tally.acknowledged, answered.load(Ordering::Relaxed));
        assert_eq!(tally.counted, u64::try_from(tally.latencies_us.len()).unwrap());
        assert!(
            tally.counted > 0 && tally.counted < tally.acknowledged && tally.refused > 0 && tally.lost == 0
        );
        assert_eq!(tally.complaint.as_deref(), Some("503: {}"));
    }
}
