//! The HTTP server around the routes.

use std::any::Any;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::{Extensions, Server, ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::rt::net::TcpStream;
use actix_web::{App, Error, HttpServer, web};
use anyhow::{Context, Result};
use utoipa_actix_web::AppExt;

use crate::config::ServeArgs;
use crate::edge::layer::Edge;
use crate::edge::nowhere;
use crate::routes;
use crate::security::connections::{self, Connections, TooMany};
use crate::state::Shared;

/// From the connection to the last byte of a request's head. Bodies have their own deadline.
const HEAD_DEADLINE: Duration = Duration::from_secs(5);
/// How long a connection may wait for its next request.
const KEEP_ALIVE: Duration = Duration::from_secs(30);
/// How long running requests may take to finish when the server stops, in seconds.
const GRACE: u64 = 25;

/// Binds the address and starts the workers. The server runs while its future is polled.
///
/// # Errors
/// The address cannot be listened on.
pub fn start(args: &ServeArgs, state: &Shared) -> Result<(Server, SocketAddr)> {
    let state = state.clone();
    let connections = Arc::new(Connections::new(args.connections_per_address, args.trusted_proxies.clone()));
    let mut server = HttpServer::new(move || site(state.clone()))
        .on_connect(move |connection, data| count(&connections, connection, data))
        .max_connections(args.max_connections as usize)
        .client_request_timeout(HEAD_DEADLINE)
        .keep_alive(KEEP_ALIVE)
        // Who closes the connection waits for no answer: what only reads for them stops. Changes run on (see `detached`).
        .h1_allow_half_closed(false)
        .shutdown_timeout(GRACE)
        .disable_signals();
    if let Some(workers) = args.workers {
        server = server.workers(workers);
    }
    let server = server.bind(args.addr).with_context(|| format!("cannot listen on {}", args.addr))?;
    let address = server.addrs().first().copied().unwrap_or(args.addr);
    Ok((server.run(), address))
}

/// Counts a connection by its address for as long as it lasts, or closes it.
fn count(connections: &Arc<Connections>, connection: &dyn Any, data: &mut Extensions) {
    let Some(stream) = connection.downcast_ref::<TcpStream>() else { return };
    let Ok(peer) = stream.peer_addr() else { return };
    match connections.open(peer.ip()) {
        Ok(counted) => {
            data.insert(counted);
        }
        Err(TooMany) => connections::close(stream),
    }
}

/// The routes with everything around them, for one worker.
fn site(
    state: Shared,
) -> App<
    impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse, Error = Error, InitError = ()>,
> {
    let (routes, _) = App::new().into_utoipa_app().configure(routes::all).split_for_parts();
    routes.app_data(state.clone()).default_service(web::to(nowhere::answer)).wrap(Edge(state))
}

#[cfg(test)]
#[path = "web_tests.rs"]
mod tests;
