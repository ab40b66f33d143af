//! Names of records that filters mention by number, as far as they have been seen.
//!
//! Invariant: a name is only a word on a chip; what is asked of the server is the number.
//! Absent on purpose: forgetting. A page sees a few hundred names at most.

use std::cell::RefCell;

use leptos::prelude::*;

/// Records of one kind.
pub type Of = &'static str;

pub const CLIENT: Of = "client";
pub const SERVICE: Of = "service";
pub const PRODUCT: Of = "product";

thread_local! {
    static NAMES: RefCell<Vec<(Of, String, String)>> = const { RefCell::new(Vec::new()) };
    /// Grows with every new name.
    static SEEN: ArcRwSignal<usize> = ArcRwSignal::new(0);
}

/// Keeps the name that a record has.
pub fn remember(of: Of, number: &str, name: &str) {
    if NAMES.with_borrow_mut(|names| is_new(names, of, number, name)) {
        SEEN.with(|seen| seen.update(|seen| *seen += 1));
    }
}

/// The name of a record, if it has been seen; tracked.
pub fn name(of: Of, number: &str) -> Option<String> {
    SEEN.with(|seen| seen.track());
    NAMES.with_borrow(|names| {
        names.iter().find(|(known, id, _)| *known == of && id == number).map(|(.., name)| name.clone())
    })
}

fn is_new(names: &mut Vec<(Of, String, String)>, of: Of, number: &str, name: &str) -> bool {
    match names.iter_mut().find(|(known, id, _)| *known == of && id == number) {
        Some((.., known)) if known == name => return false,
        Some((.., known)) => *known = name.to_owned(),
        None => names.push((of, number.to_owned(), name.to_owned())),
    }
    true
}
