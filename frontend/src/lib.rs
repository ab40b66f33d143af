//! The browser's side of Saldo: a Leptos application that shows and commands what the API offers.
//!
//! Rooms: `router` is the address, `api` talks, `session` knows who is there, `el` makes elements, `watch` runs what follows signals, `kept` holds what is no signal, `ui` are parts that know only
//! their properties, `list` and `form` are what all lists and forms do alike, `pages` load, show and act; `i18n` has the words,
//! `format` and `zone` write figures and moments.
//! Invariant: rules come from `domain`, shapes from `contract`; money is never a float.
//! Absent on purpose: server rendering, local stores of business data, optimistic success where money is concerned.

mod api;
mod app;
mod el;
mod form;
mod format;
mod i18n;
mod json;
mod kept;
mod list;
mod load;
mod online;
mod pages;
mod palette;
mod prefs;
mod router;
mod session;
mod shell;
mod shortcuts;
mod ui;
mod watch;
mod zone;

pub use app::app;
