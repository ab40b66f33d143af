//! Where lists are read from: the pool, or one snapshot of the whole database that an export holds for as long as it takes.
//!
//! Invariant: whatever is read through one snapshot is one state of the database, however many statements it takes. A snapshot has a
//! connection of its own outside the pools: dropped in the middle of a statement, it closes its socket, and PostgreSQL ends the
//! statement within a second.
//!
//! A snapshot that nobody reads from ends by the clock: a reader whose socket is full does not even poll, so a task of its own takes
//! the connection and the place away when no block was asked for in time, or when all its time is over.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use contract::problem::ProblemCode;
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use futures_util::{FutureExt, StreamExt, TryStreamExt, stream};
use sqlx::postgres::{PgPool, PgQueryResult, PgRow, PgStatement, PgTypeInfo};
use sqlx::{Describe, Either, Execute, Executor, PgConnection, Postgres, SqlStr};
use tokio::sync::{Mutex, MutexGuard, OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use crate::{Error, Result};

/// A source of rows. Statements of concurrent callers of one snapshot wait for each other.
#[derive(Debug)]
pub enum Reader {
    Pool(PgPool),
    Snapshot(Snapshot),
}

/// One state of the database.
#[derive(Debug)]
pub struct Snapshot(Arc<Lease>);

/// How long a snapshot is kept.
#[derive(Clone, Copy, Debug)]
pub struct SnapshotTerms {
    /// From the end of one statement to the next: as long as the reader takes for a block.
    pub idle: Duration,
    /// In all.
    pub longest: Duration,
}

impl Default for SnapshotTerms {
    fn default() -> Self {
        Self { idle: Duration::from_secs(60), longest: Duration::from_secs(30 * 60) }
    }
}

#[derive(Debug)]
struct Lease {
    /// None when the time is over.
    held: Mutex<Option<Held>>,
    used: std::sync::Mutex<Instant>,
}

#[derive(Debug)]
struct Held {
    connection: PgConnection,
    /// The place among the exports of this process.
    _place: OwnedSemaphorePermit,
}

/// The connection while one statement runs.
struct Borrowed<'a> {
    held: MutexGuard<'a, Option<Held>>,
    used: &'a std::sync::Mutex<Instant>,
}

impl Borrowed<'_> {
    fn connection(&mut self) -> Result<&mut PgConnection, sqlx::Error> {
        let over = || sqlx::Error::Protocol("the time for reading this file is over".into());
        Ok(&mut self.held.as_mut().ok_or_else(over)?.connection)
    }
}

impl Drop for Borrowed<'_> {
    fn drop(&mut self) {
        *self.used.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }
}

impl Lease {
    async fn borrow(&self) -> Borrowed<'_> {
        Borrowed { held: self.held.lock().await, used: &self.used }
    }

    fn last_used(&self) -> Instant {
        *self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How many snapshots this process holds at once: each keeps a connection and, while it lasts, the dead rows of the database.
#[derive(Clone, Debug)]
pub struct Places(Arc<Semaphore>);

const MOST_SNAPSHOTS: usize = 4;

impl Default for Places {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(MOST_SNAPSHOTS)))
    }
}

impl Places {
    /// How many are taken.
    pub fn taken(&self) -> usize {
        MOST_SNAPSHOTS.saturating_sub(self.0.available_permits())
    }

    /// # Errors
    /// `overloaded` when all are taken.
    pub fn take(&self) -> Result<OwnedSemaphorePermit> {
        Arc::clone(&self.0)
            .try_acquire_owned()
            .map_err(|_| Error::new(ProblemCode::Overloaded, "too many exports at once: try again later"))
    }
}

impl Snapshot {
    /// Begins a snapshot on a connection that nobody else uses.
    pub async fn begin(
        mut connection: PgConnection,
        place: OwnedSemaphorePermit,
        terms: SnapshotTerms,
    ) -> Result<Self> {
        sqlx::raw_sql("begin isolation level repeatable read read only").execute(&mut connection).await?;
        let held = Held { connection, _place: place };
        let lease =
            Arc::new(Lease { held: Mutex::new(Some(held)), used: std::sync::Mutex::new(Instant::now()) });
        watch(&lease, terms);
        Ok(Self(lease))
    }
}

/// Takes connection and place away when the time is over. Ends with the snapshot.
fn watch(lease: &Arc<Lease>, terms: SnapshotTerms) {
    /// A statement that runs is not idle; when it has ended is looked at so often.
    const STEP: Duration = Duration::from_secs(1);
    let (lease, end) = (Arc::downgrade(lease), Instant::now() + terms.longest);
    tokio::spawn(async move {
        loop {
            let Some(lease) = lease.upgrade() else { return };
            let now = Instant::now();
            let due = end.min(lease.last_used() + terms.idle);
            let mut next = due;
            if now >= due {
                match lease.held.try_lock() {
                    Ok(mut held) => {
                        held.take();
                        log::info!(
                            "a file was not read in time: its connection and its place are given back"
                        );
                        return;
                    }
                    // The statement has its own limit.
                    Err(_) => next = now + STEP,
                }
            }
            drop(lease);
            tokio::time::sleep_until(next).await;
        }
    });
}

type Item = Result<Either<PgQueryResult, PgRow>, sqlx::Error>;

impl<'c> Executor<'c> for &'c Reader {
    type Database = Postgres;

    fn fetch_many<'e, 'q: 'e, E>(self, query: E) -> BoxStream<'e, Item>
    where
        'c: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        match self {
            Reader::Pool(pool) => pool.fetch_many(query),
            // Lists are read in blocks, so a whole result is held without harm.
            Reader::Snapshot(snapshot) => stream::once(async move {
                let mut lease = snapshot.0.borrow().await;
                let items: Vec<_> = lease.connection()?.fetch_many(query).try_collect().await?;
                Ok::<_, sqlx::Error>(stream::iter(items.into_iter().map(Ok)))
            })
            .try_flatten()
            .boxed(),
        }
    }

    fn fetch_optional<'e, 'q: 'e, E>(self, query: E) -> BoxFuture<'e, Result<Option<PgRow>, sqlx::Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        match self {
            Reader::Pool(pool) => pool.fetch_optional(query),
            Reader::Snapshot(snapshot) => {
                async move { snapshot.0.borrow().await.connection()?.fetch_optional(query).await }.boxed()
            }
        }
    }

    fn prepare_with<'e>(
        self,
        sql: SqlStr,
        parameters: &'e [PgTypeInfo],
    ) -> BoxFuture<'e, Result<PgStatement, sqlx::Error>>
    where
        'c: 'e,
    {
        match self {
            Reader::Pool(pool) => pool.prepare_with(sql, parameters),
            Reader::Snapshot(snapshot) => {
                async move { snapshot.0.borrow().await.connection()?.prepare_with(sql, parameters).await }
                    .boxed()
            }
        }
    }

    fn describe<'e>(self, sql: SqlStr) -> BoxFuture<'e, Result<Describe<Postgres>, sqlx::Error>>
    where
        'c: 'e,
    {
        match self {
            Reader::Pool(pool) => pool.describe(sql),
            Reader::Snapshot(snapshot) => {
                async move { snapshot.0.borrow().await.connection()?.describe(sql).await }.boxed()
            }
        }
    }
}
