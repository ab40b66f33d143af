//! Parts of pages: they get properties and give back events, and know neither the API nor the addresses of pages.
//!
//! Each is one file with its style sheet beside it, on native elements wherever there is one. A part is a function that gives an
//! [`El`](crate::el::El); whoever uses it may add attributes and listeners.
//! Absent on purpose: a theme engine, wrappers around things that HTML does alone.

mod badge;
mod button;
mod chip;
mod combobox;
mod copy;
mod dialog;
mod field;
mod heading;
mod icon;
pub mod kv;
mod money_text;
mod pager;
mod password;
mod segmented;
mod select;
mod state;
pub mod suggest;
mod summary;
mod table;
mod tabs;
mod timer;
mod toast;

pub use badge::{Tone, badge};
pub use button::{Look, button, export_link, link_button, submit};
pub use chip::{Chip, chips};
pub use combobox::{Combobox, Creation, Hit, Source};
pub use copy::copy_button;
pub use dialog::{Question, confirm, dialog, dialog_actions};
pub use field::{Field, Kind};
pub use heading::{focus_heading, heading, quiet_heading, set_faulty};
pub use icon::{Glyph, icon};
pub use money_text::{balance, signed_amount};
pub use pager::pager;
pub use password::new_password;
pub use segmented::{segment, segmented};
pub use select::{Choice, checkbox, option, radios, select};
pub use state::{Shape, empty_state, error_banner, error_state, skeleton};
pub use summary::{Fault, Said, fault_of, focus, focus_soon, reveal, select_soon, summary};
pub use table::{Column, Row, SortBy, cell, table};
pub use tabs::{tab, tabs};
pub use timer::Timer;
pub use toast::{ToastAction, toast, toast_region, toast_with};

use domain::{Money, MoneyError, Quantity, QuantityError};

use crate::i18n::Lang;

/// What was typed: nothing, a sum, or a fault. Tolerant of spaces, commas, points and "₽".
///
/// # Errors
/// Those of [`domain::parse_typed`].
pub fn typed_sum(text: &str, lang: Lang) -> Result<Option<Money>, MoneyError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    domain::parse_typed(text, lang.decimal_comma()).map(Some)
}

/// What was typed: nothing, a quantity, or a fault. Tolerant of spaces, commas and points.
///
/// # Errors
/// Those of [`domain::parse_typed_quantity`].
pub fn typed_quantity(text: &str, lang: Lang) -> Result<Option<Quantity>, QuantityError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    domain::parse_typed_quantity(text, lang.decimal_comma()).map(Some)
}
