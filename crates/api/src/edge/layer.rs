//! The layer itself.

use std::future::{Ready, ready};
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::time::Instant;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Transform, forward_ready};
use actix_web::http::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use actix_web::http::{ConnectionType, Method, StatusCode};
use actix_web::{Error, HttpMessage, HttpResponse};
use contract::problem::{Problem, ProblemCode};
use futures_util::FutureExt;

use super::panic::Panicked;
use super::request_id::{RequestId, X_REQUEST_ID};
use super::{access_log, headers};
use crate::error::Failure;
use crate::security::cookie::SecureCookies;
use crate::security::downloads::Download;
use crate::state::Shared;

const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");

/// The layer, to be wrapped around the whole server.
pub struct Edge(pub Shared);

/// The layer around the routes of one worker.
pub struct EdgeService<S> {
    inner: S,
    state: Shared,
}

impl<S, B> Transform<S, ServiceRequest> for Edge
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error> + 'static,
    S::Future: 'static,
    B: MessageBody + 'static,
{
    type Response = ServiceResponse<BoxBody>;
    type Error = Error;
    type Transform = EdgeService<S>;
    type InitError = ();
    type Future = Ready<Result<Self::Transform, ()>>;

    fn new_transform(&self, inner: S) -> Self::Future {
        ready(Ok(EdgeService { inner, state: self.0.clone() }))
    }
}

impl<S, B> Service<ServiceRequest> for EdgeService<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error> + 'static,
    S::Future: 'static,
    B: MessageBody + 'static,
{
    type Response = ServiceResponse<BoxBody>;
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Error>>>>;

    forward_ready!(inner);

    fn call(&self, mut request: ServiceRequest) -> Self::Future {
        let begun = Instant::now();
        // HEAD is GET without the body, which the connection leaves out by itself.
        if *request.method() == Method::HEAD {
            request.head_mut().method = Method::GET;
        }
        let id = RequestId::of(request.headers());
        request.extensions_mut().insert(id.clone());
        let state = self.state.clone();
        if !accepts_json(&request) {
            let refusal = Failure::new(ProblemCode::NotAcceptable, "the API answers with application/json");
            let response = request.error_response(refusal);
            return Box::pin(async move { Ok(finish(response, id, begun, &state)) });
        }
        let served = AssertUnwindSafe(self.inner.call(request)).catch_unwind();
        Box::pin(async move {
            match served.await {
                Ok(Ok(response)) => Ok(finish(response.map_into_boxed_body(), id, begun, &state)),
                Ok(Err(error)) => Err(error),
                // The panic hook has logged where.
                Err(_) => {
                    log::error!(request_id:% = id; "a handler panicked");
                    Err(Panicked(id).into())
                }
            }
        })
    }
}

/// Writes the problem, adds the headers, logs and counts.
fn finish(mut response: ServiceResponse, id: RequestId, begun: Instant, state: &Shared) -> ServiceResponse {
    let problem = response.response_mut().extensions_mut().remove::<Box<Problem>>();
    let mut response = match problem {
        Some(mut problem) => {
            problem.request_id = id.to_string();
            // A refusal that was kept with its key may be older than the page.
            if let Some(code) = ProblemCode::parse(&problem.code) {
                problem.type_ = code.address();
            }
            let (request, response) = response.into_parts();
            ServiceResponse::new(request, write(response, &problem))
        }
        None => response,
    };
    let download = response.request().extensions_mut().remove::<Download>();
    if let Some(download) = download.filter(|_| response.status().is_success()) {
        response = response.map_body(|_, body| download.through(body));
    }
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        state.doubt();
    }
    let took = begun.elapsed();
    let route = crate::metrics::route(response.request());
    state.metrics.count(response.request().method(), &route, response.status().as_u16(), took);
    access_log::write(&response, &route, &id, took);
    let https = state.cookies == SecureCookies::Always;
    let path = response.request().path().starts_with("/swagger-ui");
    headers::secure(response.headers_mut(), if path { "/swagger-ui" } else { "" }, https);
    response.headers_mut().insert(X_REQUEST_ID, id.header());
    if state.is_draining() {
        // The caller opens a new connection, elsewhere or to be refused: on this one the next request would be lost.
        response.response_mut().head_mut().set_connection_type(ConnectionType::Close);
    }
    response
}

/// Gives the response the problem as its body; its error, if any, stays attached for the log.
pub fn write(response: HttpResponse, problem: &Problem) -> HttpResponse {
    let text = serde_json::to_vec(problem).unwrap_or_default();
    let mut response = response.map_body(|_, _| BoxBody::new(text));
    response.headers_mut().insert(CONTENT_TYPE, PROBLEM_JSON);
    response
}

/// Whether the caller of the API takes JSON. Absent and wildcards mean yes; so does a caller that asks for CSV, where there is CSV.
fn accepts_json(request: &ServiceRequest) -> bool {
    let Some(accept) = request.headers().get(ACCEPT) else { return true };
    if !request.path().starts_with("/api/v1/") {
        return true;
    }
    let accept = accept.to_str().unwrap_or_default();
    accept.is_empty() || ["*/*", "application/*", "json", "text/csv"].iter().any(|part| accept.contains(part))
}
