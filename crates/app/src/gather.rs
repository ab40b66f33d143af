//! Gathering concurrent reads: while one statement runs, further keys wait; the next statement reads them all at once.
//!
//! The same idea as the ledger's batches, for reads by key. Under light load a read is one statement for one key; under heavy load
//! hundreds share one. Every answer comes from a statement that began after the question was asked, so nothing stale is told.

use std::collections::{HashMap, HashSet};
use std::future::Future;
use std::hash::Hash;

use contract::problem::ProblemCode;
use tokio::sync::{mpsc, oneshot};

use crate::{Error, Result};

/// Keys that one statement reads at most.
const MOST: usize = 512;

type Question<K, V> = (K, oneshot::Sender<Option<V>>);

/// A reader of values by key. Cheap to clone.
pub struct Gather<K, V> {
    queue: mpsc::Sender<Question<K, V>>,
}

impl<K, V> Clone for Gather<K, V> {
    fn clone(&self) -> Self {
        Self { queue: self.queue.clone() }
    }
}

impl<K, V> Gather<K, V>
where
    K: Clone + Eq + Hash + Send + 'static,
    V: Clone + Send + 'static,
{
    /// A reader that calls `read` with the keys asked for since the last call, each once. Ends when the last handle is dropped.
    pub fn start<F, R>(read: F) -> Self
    where
        F: Fn(Vec<K>) -> R + Send + 'static,
        R: Future<Output = Result<HashMap<K, V>>> + Send,
    {
        let (queue, mut questions) = mpsc::channel::<Question<K, V>>(4096);
        tokio::spawn(async move {
            let mut waiting = Vec::with_capacity(MOST);
            while questions.recv_many(&mut waiting, MOST).await > 0 {
                let keys: HashSet<K> = waiting.iter().map(|(key, _)| key.clone()).collect();
                match read(keys.into_iter().collect()).await {
                    Ok(values) => {
                        for (key, answer) in waiting.drain(..) {
                            // The asker may have gone.
                            let _ = answer.send(values.get(&key).cloned());
                        }
                    }
                    Err(error) => {
                        log::warn!("a gathered read failed: {error}");
                        // Dropping the senders tells every asker.
                        waiting.clear();
                    }
                }
            }
        });
        Self { queue }
    }

    /// The value of a key, read after this call began.
    ///
    /// # Errors
    /// `database_unavailable` when the statement failed.
    pub async fn get(&self, key: K) -> Result<Option<V>> {
        let (answer, answered) = oneshot::channel();
        let gone = || Error::new(ProblemCode::DatabaseUnavailable, "the database does not answer");
        self.queue.send((key, answer)).await.map_err(|_| gone())?;
        answered.await.map_err(|_| gone())
    }
}
