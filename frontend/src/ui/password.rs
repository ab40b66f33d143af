//! A password that is being chosen: it can be looked at, because whoever sets one for somebody else has to tell it.

use leptos::prelude::*;

use super::field::{Field, Kind};
use super::select::checkbox;
use super::summary::Faults;
use crate::el::{El, div, live};
use crate::i18n::Msg;

pub fn new_password(
    id: &'static str,
    label: Msg,
    hint: Msg,
    show: Msg,
    value: RwSignal<String>,
    faults: Faults,
) -> El {
    let visible = RwSignal::new(false);
    let type_ = move || Some(if visible.get() { "text" } else { "password" }.to_owned());
    let field = Field::new(id, label, value).kind(Kind::NewPassword).hint(hint).faults(faults).required();
    div("stack-small").child(field.view_with(|input| input.attr("type", live(type_)))).child(checkbox(
        format!("{id}-show"),
        show,
        visible,
    ))
}
