//! Small pictures beside words. They are never the only name of a thing, so screen readers skip them.

use leptos::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    Home,
    People,
    Code,
    Menu,
    Cross,
    Leave,
    Up,
    Down,
    Both,
}

impl Glyph {
    /// Strokes in a box of 20 by 20.
    const fn path(self) -> &'static str {
        match self {
            Self::Home => "M3 9.5 10 4l7 5.5M5 8.5V16h10V8.5M8.5 16v-4h3v4",
            Self::People => {
                "M7.5 9.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5M2.5 16c0-2.8 2.2-4.5 5-4.5s5 1.7 5 4.5M13 9.5a2.5 2.5 0 0 0 0-5M15 12c1.6.6 2.5 2 2.5 4"
            }
            Self::Code => "m7 6-4 4 4 4M13 6l4 4-4 4",
            Self::Menu => "M3 5.5h14M3 10h14M3 14.5h14",
            Self::Cross => "m5.5 5.5 9 9M14.5 5.5l-9 9",
            Self::Leave => "M8 4H4v12h4M12 6.5 15.5 10 12 13.5M15.5 10H8",
            Self::Up => "m6 12 4-4 4 4",
            Self::Down => "m6 8 4 4 4-4",
            Self::Both => "m6.5 8 3.5-3.5L13.5 8M6.5 12l3.5 3.5 3.5-3.5",
        }
    }
}

#[component]
pub fn Icon(glyph: Glyph) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <path d=glyph.path()></path>
        </svg>
    }
}
