//! `saldo serve`: from the settings to a running server, and back down without losing anything that was taken.
//!
//! Up: database, migrations, self-check, first administrator, ledger, jobs, HTTP. Down: not ready, accept no more, finish what runs,
//! jobs, ledger, connections, embedded database. Whatever fails on the way up takes down what stands already.

pub mod background;
pub mod stop;
mod web;
pub mod worker;

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::time::Duration;

use actix_web::web::Data;
use anyhow::{Context, Result, bail};
use app::access::users;
use app::jobs::Worker;
use app::{App, Clock, Db, Sizes, self_check};

use crate::commands::print;
use crate::config::{ServeArgs, SizeArgs};
use crate::database::{self, Database};
use crate::state::{Shared, State};
use stop::Stop;

/// How long answers say `Connection: close` before the server stops accepting.
const FAREWELL: Duration = Duration::from_millis(500);

/// Runs a server until it is told to stop.
///
/// # Errors
/// A sentence with the cure.
pub async fn run(args: ServeArgs) -> Result<()> {
    let settings = args.settings()?;
    let providers = args.payments.providers()?;
    free(args.addr)?;
    let mut stop = Stop::listen()?;
    let database = tokio::select! {
        opened = database::open(&args.database, stop.flag()) => opened?,
        () = stop.requested() => return Ok(()),
    };
    let served = async {
        let db = tokio::select! {
            prepared = prepare_to_serve(&database, &args) => prepared?,
            () = stop.requested() => return Ok(()),
        };
        let sizes =
            Sizes { ledger: args.sizes.ledger(), jobs: args.jobs.worker(), payouts: args.sizes.payouts() };
        let app = App::start(db, Clock::new(args.time_zone), sizes, providers);
        let state = Data::new(State::new(app.clone(), settings)?);
        let background = background::start(app.clone());
        let worker = Worker::start(app.clone(), sizes.jobs);
        let served = listen(&args, &state, &mut stop).await;
        background.abort();
        finish(worker, &mut stop).await;
        app.ledger.stop().await;
        app.db.close().await;
        served
    };
    let served = served.await;
    let closed = database.close().await;
    served?;
    closed
}

/// Says early that the port is taken, before a database is started for nothing.
fn free(address: SocketAddr) -> Result<()> {
    TcpListener::bind(address).map(drop).with_context(|| format!("cannot listen on {address}"))
}

/// Lets running jobs finish, unless a second signal wants a quick end: then other processes begin them anew.
async fn finish(worker: Worker, stop: &mut Stop) {
    tokio::select! {
        () = worker.stop() => {}
        () = stop.again() => {}
    }
}

/// Migrations, self-check, first administrator.
async fn prepare_to_serve(database: &Database, args: &ServeArgs) -> Result<Db> {
    let db = prepare(database, &args.sizes, args.unsafe_durability).await?;
    let made = users::ensure_admin(&db, &Clock::new(args.time_zone), args.first_password()).await;
    if let Some(password) = made.context("cannot make the first administrator (SALDO_ADMIN_PASSWORD)")? {
        print(&format!(
            "First start: sign in as admin with the password {password} (it is not shown again)\n"
        ))?;
    }
    Ok(db)
}

/// Migrations and self-check.
async fn prepare(database: &Database, sizes: &SizeArgs, unsafe_durability: bool) -> Result<Db> {
    database.migrate().await?;
    let weak = self_check::unsafe_settings(&database.owner).await?;
    if !weak.is_empty() && !unsafe_durability {
        bail!(
            "the database would lose acknowledged operations in a crash: {} off. Switch on, or start with --unsafe-durability \
             if this is a test",
            weak.join(", ")
        );
    }
    let db = Db::new(database.server.clone(), sizes.pools());
    let faults = self_check::role_faults(&db).await.context("cannot work as the role saldo_server")?;
    if !faults.is_empty() {
        bail!("the database does not protect the log from the server: {}", faults.join("; "));
    }
    let faults = self_check::posting_faults(&db).await.context("cannot read the posting rules")?;
    if !faults.is_empty() {
        bail!("the database makes entries by other rules than this program: {}", faults.join("; "));
    }
    Ok(db)
}

/// Serves HTTP until a signal, then drains.
async fn listen(args: &ServeArgs, state: &Shared, stop: &mut Stop) -> Result<()> {
    let (server, address) = web::start(args, state)?;
    let handle = server.handle();
    tokio::pin!(server);
    if args.trust_local {
        print(
            "Callers on this machine need no proof (--trust-local): put no proxy and no tunnel before this server\n",
        )?;
    }
    print(&format!("Saldo is ready: open http://{}/\n", for_people(address)))?;
    tokio::select! {
        ended = &mut server => return Ok(ended?),
        () = stop.requested() => {}
    }
    log::info!("stopping");
    state.drain();
    // Kept connections end with the next answer, which says so (see `edge`); closed without a word they would lose a request.
    let farewell = Duration::from_secs(args.drain_seconds.into()).max(FAREWELL);
    let drain = async {
        tokio::select! {
            () = tokio::time::sleep(farewell) => {}
            () = stop.again() => {}
        }
        tokio::select! {
            () = handle.stop(true) => {}
            () = async { stop.again().await; handle.stop(false).await } => {}
        }
    };
    let (ended, ()) = tokio::join!(server, drain);
    Ok(ended?)
}

/// An address that a browser on this machine can open.
fn for_people(address: SocketAddr) -> SocketAddr {
    match address.ip() {
        ip if ip.is_unspecified() => SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), address.port()),
        _ => address,
    }
}
