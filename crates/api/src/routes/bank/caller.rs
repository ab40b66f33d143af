//! Whether a caller of the bank's contract may read.

use actix_web::HttpRequest;
use app::Actor;
use domain::Permission;

use crate::error::Failure;
use crate::guard::{identify_caller, permit};
use crate::routes::signed::{Door, stranger};
use crate::security::peer;
use crate::state::State;

/// The way in for deliveries.
pub fn door(state: &State) -> Door<'_> {
    Door { secrets: &state.bank_secrets, permission: Permission::BankWrite, actor: Actor::bank }
}

/// Whether balances may be read.
///
/// # Errors
/// 401 for a wrong proof, 403 for a stranger or one without the permission.
pub async fn may_read(state: &State, request: &HttpRequest) -> Result<(), Failure> {
    if peer::is_trusted(state, request) {
        return Ok(());
    }
    match identify_caller(request).await? {
        Some(caller) => permit(caller.actor(), Permission::BankRead),
        None => Err(stranger()),
    }
}
