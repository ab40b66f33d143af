//! Where lists are read from: the pool, or one snapshot of the whole database that an export holds for as long as it takes.
//!
//! Invariant: whatever is read through one snapshot is one state of the database, however many statements it takes. A snapshot has a
//! connection of its own outside the pools: dropped in the middle of a statement, it closes its socket, and PostgreSQL ends the
//! statement within a second.

use std::sync::Arc;

use contract::problem::ProblemCode;
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use futures_util::{FutureExt, StreamExt, TryStreamExt, stream};
use sqlx::postgres::{PgPool, PgQueryResult, PgRow, PgStatement, PgTypeInfo};
use sqlx::{Describe, Either, Execute, Executor, PgConnection, Postgres, SqlStr};
use tokio::sync::{Mutex, OwnedSemaphorePermit, Semaphore};

use crate::{Error, Result};

/// A source of rows. Statements of concurrent callers of one snapshot wait for each other.
#[derive(Debug)]
pub enum Reader {
    Pool(PgPool),
    Snapshot(Snapshot),
}

/// One state of the database.
#[derive(Debug)]
pub struct Snapshot {
    connection: Mutex<PgConnection>,
    /// The place among the exports of this process.
    _place: OwnedSemaphorePermit,
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
    pub async fn begin(mut connection: PgConnection, place: OwnedSemaphorePermit) -> Result<Self> {
        sqlx::raw_sql("begin isolation level repeatable read read only").execute(&mut connection).await?;
        Ok(Self { connection: Mutex::new(connection), _place: place })
    }
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
                let mut connection = snapshot.connection.lock().await;
                let items: Vec<_> = connection.fetch_many(query).try_collect().await?;
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
                async move { snapshot.connection.lock().await.fetch_optional(query).await }.boxed()
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
                async move { snapshot.connection.lock().await.prepare_with(sql, parameters).await }.boxed()
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
                async move { snapshot.connection.lock().await.describe(sql).await }.boxed()
            }
        }
    }
}
