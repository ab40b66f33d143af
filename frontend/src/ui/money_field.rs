//! A field for a sum: tolerant of spaces, commas, points and "₽"; says under the field how it was understood.
//!
//! Absent on purpose: masks and `type=number`, which fight with what people paste.

use domain::{Money, MoneyError};
use leptos::prelude::*;

use super::{Kind, TextField};
use crate::i18n::Lang;

/// A line under the field: how the sum is understood, and whether that is all right.
pub type Echo = (String, bool);

#[component]
pub fn MoneyField(
    id: &'static str,
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    /// Text and whether it warns.
    #[prop(into)]
    echo: Signal<Echo>,
    #[prop(into)] error: Signal<Option<String>>,
    #[prop(into)] disabled: Signal<bool>,
    #[prop(into)] read_only: Signal<bool>,
) -> impl IntoView {
    let hint = Signal::derive(move || echo.get().0);
    let alarm = Signal::derive(move || echo.get().1);
    view! { <TextField id label value hint alarm error disabled read_only kind=Kind::Decimal required=true/> }
}

/// What was typed: nothing, a sum, or a fault.
///
/// # Errors
/// Those of [`domain::parse_typed`].
pub fn typed_sum(text: &str, lang: Lang) -> Result<Option<Money>, MoneyError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    domain::parse_typed(text, lang.decimal_comma()).map(Some)
}
