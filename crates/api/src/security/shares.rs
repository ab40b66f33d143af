//! A share of the reading connections that no single caller can exceed: whoever asks more at once waits for their own earlier questions,
//! not for anybody else's, and keeps nobody waiting.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use app::ActorId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Questions of one caller that are answered at once: half of the connections for lists.
pub const SHARE: usize = 3;
/// Questions of one caller that may wait.
const MOST_WAITING: usize = 64;
/// How long one waits for one's own earlier questions.
const PATIENCE: Duration = Duration::from_secs(10);
/// When to come back after a refusal.
pub const RETRY: Duration = Duration::from_secs(1);

/// Who reads how much. One per process.
#[derive(Debug, Default)]
pub struct Shares(Mutex<HashMap<ActorId, Arc<Caller>>>);

#[derive(Debug)]
struct Caller {
    places: Arc<Semaphore>,
    /// Places and waiting ones.
    queue: Arc<Semaphore>,
}

/// A question that is being answered. Given back when it is dropped.
#[derive(Debug)]
pub struct Share {
    _place: OwnedSemaphorePermit,
    _queue: OwnedSemaphorePermit,
}

impl Shares {
    /// Waits for a place of the caller's share; `None` when too many wait already, or for too long.
    pub async fn take(&self, caller: ActorId) -> Option<Share> {
        let (places, queue) = {
            let mut callers = lock(&self.0);
            // A caller of whom nothing is being answered is forgotten.
            callers.retain(|_, caller| caller.queue.available_permits() < SHARE + MOST_WAITING);
            let new = || {
                Arc::new(Caller {
                    places: Arc::new(Semaphore::new(SHARE)),
                    queue: Arc::new(Semaphore::new(SHARE + MOST_WAITING)),
                })
            };
            let caller = callers.entry(caller).or_insert_with(new);
            let queue = Arc::clone(&caller.queue).try_acquire_owned().ok()?;
            (Arc::clone(&caller.places), queue)
        };
        let place = tokio::time::timeout(PATIENCE, places.acquire_owned()).await.ok()?.ok()?;
        Some(Share { _place: place, _queue: queue })
    }
}

/// A panic elsewhere must not end all reading: the map is whole at every step.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_caller_has_a_share_and_others_have_theirs() {
        let shares = Shares::default();
        let mut held = Vec::new();
        for _ in 0..SHARE {
            held.push(shares.take(ActorId::User(1)).await.unwrap());
        }
        let more = shares.take(ActorId::User(1));
        assert!(tokio::time::timeout(Duration::from_millis(50), more).await.is_err(), "it waits for its own");
        assert!(shares.take(ActorId::User(2)).await.is_some());
        assert!(shares.take(ActorId::ApiKey(1)).await.is_some());
        held.pop();
        assert!(shares.take(ActorId::User(1)).await.is_some(), "given back");
        drop(held);
        drop(shares.take(ActorId::User(3)).await);
        let _one = shares.take(ActorId::User(4)).await;
        assert_eq!(lock(&shares.0).len(), 1, "callers at rest are forgotten");
    }

    #[tokio::test]
    async fn a_flood_is_refused_at_once_and_leaves_nothing_behind() {
        let shares = Arc::new(Shares::default());
        let held: Vec<Share> = {
            let mut held = Vec::new();
            for _ in 0..SHARE {
                held.push(shares.take(ActorId::User(1)).await.unwrap());
            }
            held
        };
        let ask = || {
            let shares = Arc::clone(&shares);
            tokio::spawn(async move { shares.take(ActorId::User(1)).await.is_some() })
        };
        let waiting: Vec<_> = (0..MOST_WAITING).map(|_| ask()).collect();
        tokio::time::sleep(Duration::from_millis(50)).await;
        let refused = tokio::time::timeout(Duration::from_millis(500), ask()).await;
        assert!(!refused.unwrap().unwrap(), "no place to wait");
        drop(held);
        for one in waiting {
            assert!(one.await.unwrap(), "whoever waited has its turn");
        }
        assert!(shares.take(ActorId::User(1)).await.is_some());
    }
}
