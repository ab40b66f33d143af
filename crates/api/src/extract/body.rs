//! Reading a body: bounded in size and in time. actix bounds only the head of a request.

use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use actix_web::web::{Bytes, BytesMut};
use contract::problem::ProblemCode;
use futures_util::StreamExt;

use crate::error::Failure;

/// A login and a password: strangers send these, so nothing larger is read of them.
pub const SIGN_IN_LIMIT: usize = 4 * 1024;
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
    in_time(DEADLINE, collect(payload, limit, capacity)).await
}

async fn in_time(
    deadline: Duration,
    body: impl Future<Output = Result<Bytes, Failure>>,
) -> Result<Bytes, Failure> {
    match tokio::time::timeout(deadline, body).await {
        Ok(body) => body,
        Err(_) => Err(Failure::new(ProblemCode::RequestTimeout, "the body did not arrive in time")),
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

#[cfg(test)]
mod tests {
    use futures_util::stream;

    use super::*;

    fn payload(chunks: &[&'static str], ends: bool) -> Payload {
        let chunks: Vec<_> = chunks.iter().map(|chunk| Ok(Bytes::from_static(chunk.as_bytes()))).collect();
        let rest = if ends { stream::empty().boxed_local() } else { stream::pending().boxed_local() };
        Payload::Stream { payload: Box::pin(stream::iter(chunks).chain(rest)) }
    }

    #[actix_web::test]
    async fn chunks_are_put_together() {
        assert_eq!(collect(&mut payload(&["{", "\"a\":", "1}"], true), 100, 0).await.unwrap(), "{\"a\":1}");
        assert_eq!(collect(&mut payload(&["{}"], true), 100, 2).await.unwrap(), "{}");
        assert_eq!(collect(&mut payload(&[], true), 100, 0).await.unwrap(), "");
    }

    #[actix_web::test]
    async fn a_body_above_the_limit_is_refused_wherever_it_is_cut() {
        for chunks in [&["123456"][..], &["123", "456"], &["1", "2", "3456"]] {
            assert_eq!(collect(&mut payload(chunks, true), 5, 0).await.unwrap_err().problem.status, 413);
            assert_eq!(collect(&mut payload(chunks, true), 6, 0).await.unwrap(), "123456");
        }
    }

    #[actix_web::test]
    async fn a_body_that_never_ends_is_given_up() {
        let mut slow = payload(&["{"], false);
        let failure = in_time(Duration::from_millis(20), collect(&mut slow, 100, 0)).await.unwrap_err();
        assert_eq!(failure.problem.status, 408);
    }
}
