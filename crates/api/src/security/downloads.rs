//! Files on their way: one caller has two at once at most, so that nobody keeps the few snapshots of a server to themselves.
//!
//! A file counts while its reader reads. One that has stood still for as long as a snapshot waits has lost its snapshot and does not
//! count any more, though its connection may hang for hours.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::web::Bytes;
use app::ActorId;

/// Files of one caller at once. A server sends four.
pub const MOST: usize = 2;

/// Who downloads what. One per process.
#[derive(Debug)]
pub struct Downloads {
    /// A file that moved no further for so long has lost its snapshot.
    idle: Duration,
    by_caller: Mutex<HashMap<ActorId, Vec<Weak<Progress>>>>,
}

/// A file on its way.
#[derive(Clone, Debug)]
pub struct Download(Arc<Progress>);

#[derive(Debug)]
struct Progress(Mutex<Instant>);

/// The body of a file: what it sends counts as progress, and its end ends the download.
pub struct Sent {
    body: BoxBody,
    download: Download,
}

impl Downloads {
    pub fn new(idle: Duration) -> Self {
        Self { idle, by_caller: Mutex::default() }
    }

    /// Begins a file, unless the caller has as many as one may have.
    pub fn begin(&self, caller: ActorId, now: Instant) -> Option<Download> {
        let mut by_caller = lock(&self.by_caller);
        let moves = |file: &Weak<Progress>| {
            file.upgrade().is_some_and(|file| now.saturating_duration_since(*lock(&file.0)) < self.idle)
        };
        by_caller.retain(|_, files| {
            files.retain(moves);
            !files.is_empty()
        });
        let files = by_caller.entry(caller).or_default();
        if files.len() >= MOST {
            return None;
        }
        let progress = Arc::new(Progress(Mutex::new(now)));
        files.push(Arc::downgrade(&progress));
        Some(Download(progress))
    }
}

impl Download {
    /// The body that keeps this download until it is sent.
    pub fn through(self, body: BoxBody) -> BoxBody {
        BoxBody::new(Sent { body, download: self })
    }
}

impl MessageBody for Sent {
    type Error = Box<dyn std::error::Error>;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        let this = self.get_mut();
        *lock(&this.download.0.0) = Instant::now();
        Pin::new(&mut this.body).poll_next(context)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_caller_has_two_files_and_another_their_own() {
        let (downloads, now) = (Downloads::new(Duration::from_secs(60)), Instant::now());
        let (olga, shop) = (ActorId::User(1), ActorId::ApiKey(1));
        let first = downloads.begin(olga, now);
        let second = downloads.begin(olga, now);
        assert!(first.is_some() && second.is_some() && downloads.begin(olga, now).is_none());
        assert!(downloads.begin(shop, now).is_some());
        drop(first);
        let third = downloads.begin(olga, now);
        assert!(third.is_some() && downloads.begin(olga, now).is_none());
        // Both stand still: their snapshots are gone, and so is their count.
        let later = now + Duration::from_secs(61);
        assert!(downloads.begin(olga, later).is_some());
        drop((second, third));
    }
}
