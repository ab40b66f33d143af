//! One line per request: method, route, status, time, id, who. Never the path itself, the query, bodies, addresses: those carry INNs,
//! phones and names. Changes and failures are logged at `info`, successful reads at `debug`.

use std::time::Duration;

use actix_web::dev::ServiceResponse;
use actix_web::{HttpMessage, http::Method};
use app::ActorId;
use log::Level;

use super::request_id::RequestId;
use crate::error::Failure;
use crate::routes::bank::BankFailure;

pub const TARGET: &str = "saldo::access";

/// Logs the request, and the cause if the server failed.
pub fn write(response: &ServiceResponse, route: &str, id: &RequestId, took: Duration) {
    let status = response.status().as_u16();
    let request = response.request();
    let read = *request.method() == Method::GET;
    let level = if status >= 500 {
        Level::Error
    } else if read && status < 400 {
        Level::Debug
    } else {
        Level::Info
    };
    if !log::log_enabled!(target: TARGET, level) {
        return;
    }
    let actor = request.extensions().get::<ActorId>().map(ToString::to_string).unwrap_or_default();
    let cause = response.response().error().map(cause).unwrap_or_default();
    let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    log::log!(
        target: TARGET, level,
        method = request.method().as_str(), route = route, status = status, micros = micros, request_id:% = id,
        actor = actor, cause = cause; "request"
    );
}

fn cause(error: &actix_web::Error) -> String {
    let failure = error.as_error::<Failure>().or_else(|| error.as_error::<BankFailure>().map(|bank| &bank.0));
    match failure {
        Some(failure) => failure.cause.clone().unwrap_or_else(|| failure.problem.code.clone()),
        None => error.to_string(),
    }
}
