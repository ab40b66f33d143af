//! Connections. Three pools, because three kinds of work want different connections:
//! `write` opens transactions; `read` runs single statements and never begins; `search` plans every statement for its values.
//!
//! sqlx 0.9.0 can hand out a connection on which a cancelled `begin()` left a transaction open: what the next borrower writes is
//! then acknowledged and lost (sqlx issue 4393). So the write pool asks each connection, in the simple protocol, whether it stands
//! outside a transaction, and throws it away otherwise. The other pools never begin, so they need no such question.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{Connection, Postgres, Transaction};

use contract::problem::ProblemCode;

use crate::error::is_connection_lost;
use crate::reader::{Places, Reader, Snapshot, SnapshotTerms};
use crate::{Error, Result};

/// A transaction of the write pool. Whoever began it commits it.
pub type Tx = Transaction<'static, Postgres>;

/// The pools. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    pub read: PgPool,
    pub write: PgPool,
    pub search: PgPool,
    options: PgConnectOptions,
    places: Places,
    snapshots: SnapshotTerms,
}

/// How many connections each pool may open.
#[derive(Clone, Copy, Debug)]
pub struct PoolSizes {
    pub read: u32,
    pub write: u32,
    pub search: u32,
    /// How long a snapshot may keep its connection, which is in no pool.
    pub snapshots: SnapshotTerms,
}

impl Default for PoolSizes {
    fn default() -> Self {
        Self { read: 6, write: 8, search: 6, snapshots: SnapshotTerms::default() }
    }
}

impl Db {
    /// Pools on `options`, whose user works as `saldo_server` (see `migrate`). Connects lazily.
    pub fn new(options: PgConnectOptions, sizes: PoolSizes) -> Self {
        let options = server_options(options);
        let pool = |max: u32| {
            PgPoolOptions::new()
                .max_connections(max)
                .acquire_timeout(Duration::from_secs(5))
                .idle_timeout(Duration::from_secs(600))
                .test_before_acquire(false)
        };
        let write = pool(sizes.write)
            .before_acquire(|connection, _| Box::pin(async move { outside_transaction(connection).await }));
        Self {
            read: alive(pool(sizes.read)).connect_lazy_with(by_key(options.clone())),
            write: write.connect_lazy_with(options.clone()),
            search: alive(pool(sizes.search)).connect_lazy_with(of_lists(options.clone())),
            options,
            places: Places::default(),
            snapshots: sizes.snapshots,
        }
    }

    /// Begins a transaction on the write pool.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(self.write.begin().await?)
    }

    /// As [`commit`].
    ///
    /// # Errors
    /// Its own.
    pub async fn commit(&self, tx: Tx) -> Result<()> {
        commit(tx).await
    }

    /// Begins a transaction that sees one state of the database and changes nothing: for a record that is read in several statements.
    pub async fn begin_read(&self) -> Result<Tx> {
        Ok(self.write.begin_with("begin isolation level repeatable read read only").await?)
    }

    /// A connection outside the pools, for a lane of the ledger, which goes by keys. It waits shortly, because many wait for it.
    pub async fn connect(&self) -> Result<sqlx::PgConnection> {
        let options =
            by_key(self.options.clone()).options([("lock_timeout", "500ms"), ("statement_timeout", "10s")]);
        Ok(sqlx::PgConnection::connect_with(&options).await?)
    }

    /// Connections of a worker, which go to the queue and to nothing else. Whoever asked for them closes them.
    pub fn queue(&self, connections: u32) -> PgPool {
        PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(Duration::from_secs(5))
            .test_before_acquire(false)
            .before_acquire(|connection, _| Box::pin(async move { outside_transaction(connection).await }))
            .connect_lazy_with(self.options.clone().application_name("saldo worker"))
    }

    /// Snapshots that are open, one per file that is being sent.
    pub fn open_snapshots(&self) -> usize {
        self.places.taken()
    }

    /// The source of lists.
    pub fn lists(&self) -> Reader {
        Reader::Pool(self.search.clone())
    }

    /// One state of the database, to be read for as long as it takes.
    ///
    /// # Errors
    /// `overloaded` while this process holds as many as it may.
    pub async fn snapshot(&self) -> Result<Reader> {
        let place = self.places.take()?;
        let options = of_lists(self.options.clone()).options([
            ("statement_timeout", "120s".to_owned()),
            // In case that this process does not end it itself.
            ("idle_in_transaction_session_timeout", format!("{}s", self.snapshots.idle.as_secs() + 60)),
            // Whoever has gone is noticed while a statement runs.
            ("client_connection_check_interval", "1s".to_owned()),
        ]);
        let connection = sqlx::PgConnection::connect_with(&options).await?;
        Ok(Reader::Snapshot(Snapshot::begin(connection, place, self.snapshots).await?))
    }

    /// Closes all pools; what runs is finished first.
    pub async fn close(&self) {
        tokio::join!(self.read.close(), self.write.close(), self.search.close());
    }
}

/// Commits. The only place that does, because a lost answer has one meaning: it may have happened.
///
/// # Errors
/// `outcome_unknown` when the connection was lost while committing; the database's own refusal, after which nothing was done.
#[expect(clippy::disallowed_methods, reason = "this is the place")]
pub async fn commit(tx: Transaction<'_, Postgres>) -> Result<()> {
    tx.commit().await.map_err(|error| {
        if !is_connection_lost(&error) {
            return error.into();
        }
        log::warn!("the answer to COMMIT is lost: {error}");
        Error::new(
            ProblemCode::OutcomeUnknown,
            "the database went away while committing; repeat with the same key, or look at the record first",
        )
    })
}

/// Settings of every session of the server: bounded statements and locks, UTC, the role without rights to the log.
fn server_options(options: PgConnectOptions) -> PgConnectOptions {
    options.application_name("saldo").options([
        ("role", "saldo_server"),
        ("statement_timeout", "15s"),
        ("lock_timeout", "5s"),
        ("idle_in_transaction_session_timeout", "10s"),
        ("timezone", "UTC"),
        ("synchronous_commit", "on"),
    ])
}

/// Lists take the first rows of much: a scan of a whole table, which estimates of text now and then suggest, is never right.
fn of_lists(options: PgConnectOptions) -> PgConnectOptions {
    options.options([
        ("plan_cache_mode", "force_custom_plan"),
        // Nobody waits longer for a list, and a question that asks too much gives its connection back.
        ("statement_timeout", "5s"),
        ("enable_seqscan", "off"),
        ("random_page_cost", "1.1"),
        ("jit", "off"),
        ("max_parallel_workers_per_gather", "0"),
    ])
}

/// For statements that go by keys only. Their plans are kept (the ledger's lanes make them anew now and then); one made while a table
/// was still empty would read the whole table, so plans other than "look the keys up" are not on offer.
fn by_key(options: PgConnectOptions) -> PgConnectOptions {
    options.options([
        ("plan_cache_mode", "force_generic_plan"),
        ("enable_seqscan", "off"),
        ("enable_hashjoin", "off"),
        ("enable_mergejoin", "off"),
        // What has no other plan costs so much on paper that it would be compiled anew for every call.
        ("jit", "off"),
    ])
}

/// Asks a connection that has rested for a second whether it lives, so that a database that was away costs no request each of the
/// connections that lie in the pool. One in use is not asked: it would have failed.
fn alive(pool: PgPoolOptions) -> PgPoolOptions {
    pool.before_acquire(|connection, meta| {
        Box::pin(async move {
            if meta.idle_for > Duration::from_secs(1) {
                connection.ping().await?;
            }
            Ok(true)
        })
    })
}

async fn outside_transaction(connection: &mut sqlx::PgConnection) -> Result<bool, sqlx::Error> {
    // Only in the simple protocol: the extended one opens an implicit transaction of its own before the statement's time stamp.
    let row = sqlx::Executor::fetch_one(
        connection,
        sqlx::raw_sql("select now() = statement_timestamp() as outside"),
    )
    .await?;
    sqlx::Row::try_get(&row, 0)
}
