//! An address without a page, and a server that could not even say who is signed in.

use leptos::prelude::window;

use crate::api::ApiError;
use crate::el::{El, el};
use crate::i18n::shell::Shell;
use crate::palette;
use crate::session::use_session;
use crate::ui::{Look, button, error_state, heading, link_button};

pub fn not_found() -> Vec<El> {
    // The whole application can be searched from here.
    let search = palette::opener("button", "not-found-search");
    let ways = el("p")
        .class("cluster")
        .child(search)
        .child(link_button(Look::Plain, "/", Shell::GoHome))
        .child(link_button(Look::Plain, "/clients", Shell::ToClients));
    vec![heading(|| Shell::NotFoundTitle.now().to_owned()), el("p").child(Shell::NotFoundText), ways]
}

/// A page that the role of the person does not have.
pub fn forbidden() -> Vec<El> {
    let back = button(Look::Plain, Shell::GoBack).id("go-back").on_click(|| {
        if let Ok(history) = window().history() {
            let _ = history.back();
        }
    });
    let ways = el("p").class("cluster").child(back).child(link_button(Look::Plain, "/", Shell::GoHome));
    vec![heading(|| Shell::ForbiddenTitle.now().to_owned()), el("p").child(Shell::ForbiddenText), ways]
}

pub fn no_server(error: ApiError) -> El {
    let session = use_session();
    el("main").class("page").child(heading(|| Shell::Product.now().to_owned())).child(error_state(
        Shell::ErrorPrefix,
        error,
        move || session.ask(),
    ))
}
