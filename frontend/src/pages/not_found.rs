//! An address without a page, and a server that could not even say who is signed in.

use crate::api::ApiError;
use crate::el::{El, el};
use crate::i18n::shell::Shell;
use crate::session::use_session;
use crate::ui::{Look, error_state, heading, link_button};

pub fn not_found() -> Vec<El> {
    let ways = el("p")
        .class("cluster")
        .child(link_button(Look::Plain, "/", Shell::GoHome))
        .child(link_button(Look::Plain, "/clients", Shell::ToClients));
    vec![heading(|| Shell::NotFoundTitle.now().to_owned()), el("p").child(Shell::NotFoundText), ways]
}

pub fn no_server(error: ApiError) -> El {
    let session = use_session();
    el("main")
        .class("page")
        .child(heading(|| Shell::Product.now().to_owned()))
        .child(error_state(Shell::ErrorPrefix, error, move || session.ask()))
}
