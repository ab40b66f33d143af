//! Reading a body: bounded in size and in time. actix bounds only the head of a request.

use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use actix_web::web::{Bytes, BytesMut};
use contract::problem::ProblemCode;
use futures_util::StreamExt;

use crate::error::Failure;

/// Bodies of single commands.
pub const USUAL_LIMIT: usize = 256 * 1024;
/// A batch of a thousand operations with long descriptions.
pub const BATCH_LIMIT: usize = 2 * 1024 * 1024;
/// A payment reported by the bank.
pub const WEBHOOK_LIMIT: usize = 16 * 1024;
/// From the head of the request to the last byte of its body.
const DEADLINE: Duration = Duration::from_secs(10);

/// The whole body.
///
/// # Errors
/// 413 above `limit` bytes, 408 after ten seconds, 415 for a compressed body, 400 when the connection breaks.
pub async fn read(request: &HttpRequest, payload: &mut Payload, limit: usize) -> Result<Bytes, Failure> {
    let headers = request.headers();
    if headers.get(CONTENT_ENCODING).is_some_and(|encoding| encoding != "identity") {
        return Err(Failure::new(
            ProblemCode::UnsupportedMediaType,
            "send the body without Content-Encoding",
        ));
    }
    let announced = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > limit as u64) {
        return Err(too_large(limit));
    }
    let capacity = announced.map_or(0, |length| length as usize);
    match tokio::time::timeout(DEADLINE, collect(payload, limit, capacity)).await {
        Ok(body) => body,
        Err(_) => {
            Err(Failure::new(ProblemCode::RequestTimeout, "the body did not arrive within ten seconds"))
        }
    }
}

async fn collect(payload: &mut Payload, limit: usize, capacity: usize) -> Result<Bytes, Failure> {
    let mut body: Option<BytesMut> = None;
    let mut first: Option<Bytes> = None;
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Failure::new(ProblemCode::MalformedRequest, "the body broke off"))?;
        let so_far = body.as_ref().map_or_else(|| first.as_ref().map_or(0, Bytes::len), BytesMut::len);
        if so_far + chunk.len() > limit {
            return Err(too_large(limit));
        }
        // Nearly every body is one chunk: it is passed on without a copy.
        match (&mut body, first.take()) {
            (Some(body), _) => body.extend_from_slice(&chunk),
            (None, None) => first = Some(chunk),
            (None, Some(beginning)) => {
                let mut whole = BytesMut::with_capacity(capacity.max(beginning.len() + chunk.len()));
                whole.extend_from_slice(&beginning);
                whole.extend_from_slice(&chunk);
                body = Some(whole);
            }
        }
    }
    Ok(body.map(BytesMut::freeze).or(first).unwrap_or_default())
}

fn too_large(limit: usize) -> Failure {
    Failure::new(ProblemCode::PayloadTooLarge, format!("the body may have {limit} bytes"))
}
