//! Every part of `ui` in all its states, at `/ui`. For whoever builds pages; a release has no byte of it.
//!
//! Absent on purpose: translations and a style sheet. What looks wrong here is to be mended in the part.

mod controls;
mod data;
mod states;

use crate::el::{El, div, el};
use crate::ui::heading;

pub fn gallery() -> Vec<El> {
    let parts = [controls::sections(), data::sections(), states::sections()];
    let sections = parts.into_iter().flatten().enumerate().map(|(index, (name, content))| {
        let id = format!("gallery-{index}");
        el("section")
            .class("card stack")
            .attr("aria-labelledby", id.clone())
            .child(el("h2").id(id).child(name))
            .child(content)
    });
    let sections = sections.collect::<Vec<_>>();
    vec![heading(|| "UI".to_owned()), div("stack").attr("data-ready", true).child(sections)]
}

/// A name and what is shown under it.
type Section = (&'static str, Vec<El>);
