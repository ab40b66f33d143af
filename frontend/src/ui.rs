//! Parts of pages: they get properties and give back events, and know neither the API nor the addresses of pages.
//!
//! Each is one file with its style sheet beside it, on native elements wherever there is one.
//! Absent on purpose: a theme engine, wrappers around things that HTML does alone.

mod badge;
mod button;
mod chip;
mod dialog;
mod filter_bar;
mod heading;
mod icon;
mod live_text;
mod money_field;
mod money_text;
mod pager;
mod range_field;
mod segmented;
mod state;
mod summary;
mod table;
mod tabs;
mod text_field;
mod timer;
mod toast;

pub use badge::{Badge, Tone};
pub use button::{Button, Look};
pub use chip::{Chip, Chips};
pub use dialog::Dialog;
pub use filter_bar::FilterBar;
pub use heading::{Heading, Headings};
pub use icon::{Glyph, Icon};
pub use live_text::LiveText;
pub use money_field::{MoneyField, typed_sum};
pub use money_text::{Balance, signed_amount};
pub use pager::Pager;
pub use range_field::RangeField;
pub use segmented::{Segment, Segmented};
pub use state::{EmptyState, ErrorBanner, ErrorState, Skeleton};
pub use summary::{Fault, Summary, focus};
pub use table::{Column, DataTable, Row, SortBy};
pub use tabs::{Tab, Tabs};
pub use text_field::{Kind, TextField};
pub use timer::Timer;
pub use toast::{ToastRegion, Toasts, use_toasts};
