//! What a list or a page shows when it has nothing to show: not yet, nothing, nothing found, failed.

use contract::problem::ProblemCode;

use super::button::{Look, button, link_button};
use crate::api::ApiError;
use crate::el::{El, Part, div, el, live_text};
use crate::i18n::{lang, problems, shell::Shell};

/// What there is to show. One type for all pages: each type of a memo costs kilobytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Loading,
    Failed,
    /// There is no such record.
    Missing,
    /// There is nothing at all.
    Empty,
    /// Nothing fits the conditions.
    NothingFound,
    Ready,
}

/// Grey bars until the first answer; invisible at first, so that a quick answer does not flicker.
pub fn skeleton(rows: usize) -> El {
    div("skeleton")
        .attr("aria-busy", "true")
        .child(el("span").class("vh").child(Shell::Loading))
        .child((0..rows).map(|_| el("i")).collect::<Vec<_>>())
}

pub fn empty_state(title: impl Part, text: impl Part, actions: Vec<El>) -> El {
    let actions = (!actions.is_empty()).then(|| div("cluster").child(actions));
    div("state").child(el("h2").child(title)).child(el("p").class("muted").child(text)).child(actions)
}

/// Instead of what could not be loaded.
pub fn error_state(title: impl Part, error: ApiError, retry: impl FnMut() + 'static) -> El {
    // A refusal will not change by asking again.
    if error.is(ProblemCode::Forbidden) {
        let home = link_button(Look::Plain, "/", Shell::GoHome);
        return empty_state(Shell::ForbiddenTitle, Shell::ForbiddenText, vec![home]).attr("role", "alert");
    }
    div("state")
        .attr("role", "alert")
        .child(el("h2").child(title))
        .child(reason(error))
        .child(button(Look::Plain, Shell::Retry).on_click(retry))
}

/// Over older rows that are still shown.
pub fn error_banner(error: ApiError, retry: impl FnMut() + 'static) -> El {
    div("banner danger")
        .attr("role", "alert")
        .child(reason(error))
        .child(button(Look::Quiet, Shell::Retry).on_click(retry))
}

fn reason(error: ApiError) -> El {
    let request = error.request_id.clone().map(|id| {
        el("p").class("request-id").child(Shell::RequestId).child(": ").child(el("code").child(id))
    });
    el("div").child(el("p").child(live_text(move || problems::error(lang(), &error)))).child(request)
}
