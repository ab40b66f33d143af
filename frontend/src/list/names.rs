//! Names of records that filters mention by number, as far as they have been seen.
//!
//! Invariant: a name is only a word on a chip; what is asked of the server is the number.
//! Absent on purpose: forgetting. A page sees a few hundred names at most.

use std::cell::RefCell;
use std::collections::BTreeMap;

use leptos::prelude::*;

/// Records of one kind.
pub type Of = &'static str;

pub const CLIENT: Of = "client";
pub const SERVICE: Of = "service";
pub const PRODUCT: Of = "product";

thread_local! {
    static NAMES: RefCell<BTreeMap<(Of, String), String>> = const { RefCell::new(BTreeMap::new()) };
    /// Grows with every new name.
    static SEEN: ArcRwSignal<usize> = ArcRwSignal::new(0);
}

/// Keeps the name that a record has.
pub fn remember(of: Of, number: &str, name: &str) {
    let before = NAMES.with_borrow_mut(|names| names.insert((of, number.to_owned()), name.to_owned()));
    if before.as_deref() != Some(name) {
        SEEN.with(|seen| seen.update(|seen| *seen += 1));
    }
}

/// The name of a record, if it has been seen; tracked.
pub fn name(of: Of, number: &str) -> Option<String> {
    SEEN.with(|seen| seen.track());
    NAMES.with_borrow(|names| names.get(&(of, number.to_owned())).cloned())
}
