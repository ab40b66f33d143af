//! The browser's side of Saldo: a Leptos application that shows and commands what the API offers.
//!
//! Rooms: `api` talks, `session` knows who is there, `filters` is the address, `i18n` has the words, `format` and `zone` write
//! figures and moments, `ui` are parts that know only their properties, `pages` load, show and act.
//! Invariant: rules come from `domain`, shapes from `contract`; money is never a float.
//! Absent on purpose: server rendering, local stores of business data, optimistic success where money is concerned.

mod api;
mod app;
mod filters;
mod format;
mod i18n;
mod load;
mod pages;
mod prefs;
mod session;
mod shell;
mod ui;
mod zone;

pub use app::App;
