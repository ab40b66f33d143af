//! Which job is done by whom.

use domain::JobKind;

use super::run::{Done, Running, Trouble};
use crate::payments;

/// Does the job.
pub async fn handle(job: &Running) -> Result<Done, Trouble> {
    match job.kind {
        JobKind::Payment => payments::sync::run(job).await,
        JobKind::Refund => payments::give_back::run(job).await,
    }
}
