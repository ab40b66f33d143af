//! Changes that run to their end whoever waits for them.
//!
//! actix drops the future of a handler when its connection breaks. A future dropped inside `begin` or `commit` leaves a connection
//! of the pool in an unknown state, so a change runs as a task of its own and the handler only waits for it.

use std::future::Future;

use crate::error::Failure;

/// Runs `work` to its end and gives its result.
///
/// # Errors
/// Those of the work; 500 when it panicked.
pub async fn detached<T: 'static>(
    work: impl Future<Output = app::Result<T>> + 'static,
) -> Result<T, Failure> {
    match actix_web::rt::spawn(work).await {
        Ok(result) => result.map_err(Failure::from),
        Err(error) => Err(Failure::internal(error)),
    }
}
