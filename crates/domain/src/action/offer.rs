//! One action with what stands in its way.

use super::{Action, Obstacle};
use crate::access::Permission;

/// An action on a record, for one caller and one state. No obstacle: it can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    pub action: Action,
    pub obstacle: Option<Obstacle>,
}

/// A line of a record's table: the action, the right that it needs, and what the state says.
pub type Line = (Action, Permission, Result<(), Obstacle>);

/// Judges a table: the right comes first, because who lacks it is told nothing of the state.
pub fn offers(table: &[Line], may: impl Fn(Permission) -> bool) -> Vec<Offer> {
    let judge = |(action, permission, state): &Line| Offer {
        action: *action,
        obstacle: if may(*permission) { state.err() } else { Some(Obstacle::NotPermitted) },
    };
    table.iter().map(judge).collect()
}
