//! Nothing yet, nothing at all, nothing found, wrong.

use leptos::prelude::*;

use super::Section;
use crate::api::ApiError;
use crate::el::{El, el};
use crate::i18n::gallery::Gallery;
use crate::ui::{Fault, Look, button, empty_state, error_banner, error_state, skeleton, summary};

pub fn sections() -> Vec<Section> {
    vec![
        ("Skeleton", vec![skeleton(4)]),
        (
            "Empty",
            vec![empty_state(
                "Nothing yet",
                "What will be here.",
                vec![button(Look::Primary, "Make the first")],
            )],
        ),
        ("Error instead of rows", vec![error_state("It could not be loaded", broken(), || ())]),
        ("No access", vec![error_state("It could not be loaded", refused(), || ())]),
        ("Error over old rows", vec![error_banner(broken(), || ())]),
        ("Banners", banners()),
        ("Summary of errors", vec![faulty()]),
    ]
}

fn broken() -> ApiError {
    ApiError::from_answer(500, &problem(500, "internal_error"), Some("req-1".to_owned()))
}

fn refused() -> ApiError {
    ApiError::from_answer(403, &problem(403, "forbidden"), None)
}

fn problem(status: u16, code: &str) -> String {
    format!(r#"{{"type":"about:blank","title":"t","status":{status},"detail":"d","code":"{code}"}}"#)
}

fn banners() -> Vec<El> {
    ["banner", "banner warning", "banner danger"]
        .map(|class| el("p").class(class).child("What one should know"))
        .into()
}

/// Takes the focus once, as it should.
fn faulty() -> El {
    let faults = RwSignal::new(Vec::<Fault>::new());
    let show =
        move || faults.set(vec![Fault::of("g-plain", Gallery::ThisField), Fault::whole(Gallery::WholeForm)]);
    el("div").child(button(Look::Plain, "Refuse").id("g-refuse").on_click(show)).child(summary(faults.into()))
}
