//! A short word about a state. The word carries the meaning, the colour only helps.

use crate::el::{El, Part, el};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Neutral,
    Good,
    Warning,
    Danger,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "badge",
            Self::Good => "badge good",
            Self::Warning => "badge warning",
            Self::Danger => "badge danger",
        }
    }
}

pub fn badge(tone: Tone, text: impl Part) -> El {
    el("span").class(tone.class()).child(text)
}
