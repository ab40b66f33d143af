//! Small pictures beside words. They are never the only name of a thing, so screen readers skip them.

use crate::el::{El, svg};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    Home,
    People,
    Box,
    List,
    Bank,
    Cart,
    Globe,
    Store,
    Card,
    Book,
    Scales,
    Key,
    Gear,
    Search,
    Code,
    Menu,
    Cross,
    Leave,
    /// Money in, out, back; an event without money.
    In,
    Out,
    Undo,
    Again,
    Dot,
    Copy,
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
            Self::Box => "M3.5 6.5 10 3l6.5 3.5v7L10 17l-6.5-3.5zM3.5 6.5 10 10l6.5-3.5M10 10v7",
            Self::List => "M7 5h10M7 10h10M7 15h10M3.5 5h.01M3.5 10h.01M3.5 15h.01",
            Self::Bank => "M3 8l7-4.5L17 8zM5 8v6M10 8v6M15 8v6M3 16.5h14",
            Self::Cart => "M2.5 4h2l2 9h8.5l2-6.5H5.2M8 16.5h.01M14 16.5h.01",
            Self::Globe => {
                "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M3 10h14M10 3c-4 4.5-4 9.5 0 14M10 3c4 4.5 4 9.5 0 14"
            }
            Self::Store => "M3 8.5 10 4l7 4.5v8H3zM7 16.5V11h6v5.5",
            Self::Card => "M3 5h14v10H3zM3 8.5h14M5.5 12h3",
            Self::Book => {
                "M10 5.5C8 4 5.5 4 3.5 4.5v11c2-.5 4.5-.5 6.5 1 2-1.5 4.5-1.5 6.5-1v-11c-2-.5-4.5-.5-6.5 1zv11"
            }
            Self::Scales => "M10 4v12.5M6.5 16.5h7M4 7.5 10 6l6 1.5M4 7.5 2 12h4zM16 7.5 14 12h4z",
            Self::Key => "M12.5 11a3.5 3.5 0 1 0-3.3-2.3L3.5 14.4V17H7v-2h2v-2l1.3-1.3c.6.2 1.4.3 2.2-.7",
            Self::Gear => "M4 6h7M15 6h1M4 14h1M9 14h7M13 4v4M7 12v4",
            Self::Search => "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11M13 13l4 4",
            Self::Code => "m7 6-4 4 4 4M13 6l4 4-4 4",
            Self::Menu => "M3 5.5h14M3 10h14M3 14.5h14",
            Self::Cross => "m5.5 5.5 9 9M14.5 5.5l-9 9",
            Self::Leave => "M8 4H4v12h4M12 6.5 15.5 10 12 13.5M15.5 10H8",
            Self::In => "M15 5 5.5 14.5M5 8v7h7",
            Self::Out => "M5 15l9.5-9.5M8 5h7v7",
            Self::Undo => "M7 5 3.5 8.5 7 12M3.5 8.5H12a4 4 0 0 1 0 8H8",
            Self::Again => "M16 10a6 6 0 1 1-2-4.5l2 2M16 4v3.5h-3.5",
            Self::Dot => "M10 8.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3",
            Self::Copy => "M7.5 7.5h9v9h-9zM4.5 12.5h-1v-9h9v1",
            Self::Up => "m6 12 4-4 4 4",
            Self::Down => "m6 8 4 4 4-4",
            Self::Both => "m6.5 8 3.5-3.5L13.5 8M6.5 12l3.5 3.5 3.5-3.5",
        }
    }
}

pub fn icon(glyph: Glyph) -> El {
    svg("svg")
        .class("icon")
        .attr("viewBox", "0 0 20 20")
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
        .child(svg("path").attr("d", glyph.path()))
}
