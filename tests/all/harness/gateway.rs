//! A way from a server to PostgreSQL that can be cut: at once, or at a chosen message of its protocol.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use super::Database;

static NEXT: AtomicU32 = AtomicU32::new(1);

/// Where a connection is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// The message is not forwarded.
    Before,
    /// The message is forwarded, its answer is not.
    After,
}

/// A socket like PostgreSQL's in a directory of its own.
pub struct Gateway {
    dir: PathBuf,
    behind: PathBuf,
    /// The database through this gateway.
    pub url: String,
    plan: Arc<Plan>,
    listening: Option<JoinHandle<()>>,
}

/// The cut to come: after so many messages of the server, counted over all connections.
struct Plan {
    left: AtomicI64,
    before: std::sync::atomic::AtomicBool,
    /// Grows with each cut; every connection ends then.
    cuts: watch::Sender<u32>,
}

impl Gateway {
    /// Opens a way to that database.
    pub async fn open(database: &Database) -> Self {
        let (head, tail) = database.url.split_once("host=").unwrap();
        let (host, rest) = tail.split_once('&').unwrap();
        let port = rest.split('&').find_map(|part| part.strip_prefix("port=")).unwrap();
        let dir = std::env::temp_dir().join(format!(
            "saldo-gate-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        ));
        std::fs::create_dir_all(&dir).unwrap();
        let name = format!(".s.PGSQL.{port}");
        let plan = Plan { left: AtomicI64::new(i64::MAX), before: false.into(), cuts: watch::Sender::new(0) };
        let url = format!("{head}host={}&{rest}", dir.display());
        let behind = PathBuf::from(host).join(&name);
        let mut gateway = Self { dir: dir.join(name), behind, url, plan: Arc::new(plan), listening: None };
        gateway.reopen();
        gateway
    }

    /// Takes connections again.
    pub fn reopen(&mut self) {
        let listener = UnixListener::bind(&self.dir).unwrap();
        let (behind, plan) = (self.behind.clone(), self.plan.clone());
        self.listening = Some(tokio::spawn(async move {
            // Dropped with this task, and all connections with it.
            let mut connections = JoinSet::new();
            while let Ok((near, _)) = listener.accept().await {
                let far = UnixStream::connect(&behind).await.unwrap();
                connections.spawn(join(near, far, plan.clone()));
            }
        }));
    }

    /// Ends all connections and takes no new ones, as a database that is down.
    pub async fn close(&mut self) {
        if let Some(listening) = self.listening.take() {
            listening.abort();
            let _ = listening.await;
        }
        std::fs::remove_file(&self.dir).unwrap();
    }

    /// Cuts all connections once, at the `message`-th message of the server from now on.
    pub fn cut_at(&self, message: i64, cut: Cut) {
        self.plan.before.store(cut == Cut::Before, Ordering::SeqCst);
        self.plan.left.store(message, Ordering::SeqCst);
    }

    /// Whether the cut that was ordered has happened; orders none any more.
    pub fn was_cut(&self) -> bool {
        self.plan.left.swap(i64::MAX, Ordering::SeqCst) <= 0
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        let _ = self.dir.parent().map(std::fs::remove_dir_all);
    }
}

/// Joins both sides until one ends or the plan cuts them.
async fn join(near: UnixStream, far: UnixStream, plan: Arc<Plan>) {
    let (mut near_in, mut near_out) = near.into_split();
    let (mut far_in, mut far_out) = far.into_split();
    let mut cut = plan.cuts.subscribe();
    cut.mark_unchanged();
    tokio::select! {
        // A cut comes first, so that no answer slips through after it.
        biased;
        _ = cut.changed() => {}
        _ = forward(&mut near_in, &mut far_out, &plan) => {}
        _ = tokio::io::copy(&mut far_in, &mut near_out) => {}
    }
}

/// Forwards messages of the server: a first one without a type, then a type, a length and the rest.
async fn forward(from: &mut OwnedReadHalf, to: &mut OwnedWriteHalf, plan: &Plan) -> std::io::Result<()> {
    let mut first = true;
    loop {
        let mut message = vec![0; if first { 4 } else { 5 }];
        from.read_exact(&mut message).await?;
        let length = message[message.len() - 4..].iter().fold(0, |sum, byte| sum * 256 + usize::from(*byte));
        let rest = message.len();
        message.resize(rest + length - 4, 0);
        from.read_exact(&mut message[rest..]).await?;
        let last = !first && plan.left.fetch_sub(1, Ordering::SeqCst) == 1;
        first = false;
        if last && plan.before.load(Ordering::SeqCst) {
            plan.cuts.send_modify(|cuts| *cuts += 1);
            return Ok(());
        }
        if last {
            // The other direction must not see an answer: the cut is announced before the message can have one.
            plan.cuts.send_modify(|cuts| *cuts += 1);
            to.write_all(&message).await?;
            to.flush().await?;
            return Ok(());
        }
        to.write_all(&message).await?;
    }
}
