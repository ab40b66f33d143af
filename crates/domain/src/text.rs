//! Free text: what is stored, and how it is compared in a search.
//!
//! Invariant: [`search_key`] computes what the database's function of the same purpose computes, so that the server
//! and the browser agree on what matches; cleaned text never holds what PostgreSQL or a terminal would choke on.
//! Absent on purpose: stemming, transliteration, ranking.

/// Why a text cannot be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    #[error("invalid_text")]
    Invalid,
    #[error("too_long")]
    TooLong,
    #[error("empty")]
    Empty,
}

impl TextError {
    /// Stable code for the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invalid => "invalid_text",
            Self::TooLong => "too_long",
            Self::Empty => "empty",
        }
    }
}

/// Trims a text and makes line ends `\n`.
///
/// # Errors
/// `Invalid` for NUL and other control characters but newline and tab, `TooLong` for more than `max_chars`
/// characters (not bytes), `Empty` when nothing is left.
pub fn clean_text(text: &str, max_chars: usize) -> Result<String, TextError> {
    let text = text.trim().replace("\r\n", "\n");
    if text.chars().any(|c| c.is_ascii_control() && c != '\n' && c != '\t') {
        return Err(TextError::Invalid);
    }
    if text.is_empty() {
        return Err(TextError::Empty);
    }
    if text.chars().count() > max_chars {
        return Err(TextError::TooLong);
    }
    Ok(text)
}

/// The form in which texts are compared: lower case, `ё` as `е`, runs of white space as one space, none at the ends.
pub fn search_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        key.extend(word.chars().map(fold_char));
    }
    key
}

/// Letter by letter: a final sigma is no exception.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn lower_case(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// The browser only shows with it what the server has compared.
#[cfg(target_arch = "wasm32")]
pub(crate) fn lower_case(text: &str) -> String {
    text.chars().map(lower).collect()
}

#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

#[cfg(target_arch = "wasm32")]
pub(crate) fn lower(c: char) -> char {
    lower_common(c)
}

/// Latin and Cyrillic letters. The table of all others is 11 KB, too much for a browser that only marks what was found.
#[cfg(any(test, target_arch = "wasm32"))]
fn lower_common(c: char) -> char {
    let distance = match c {
        '\u{d7}' => 0,
        'A'..='Z' | '\u{c0}'..='\u{de}' | 'А'..='Я' => 32,
        '\u{400}'..='\u{40f}' => 80,
        _ => 0,
    };
    char::from_u32(u32::from(c).saturating_add(distance)).unwrap_or(c)
}

/// PostgreSQL maps each character to one, so only the first of a longer expansion (İ) is taken, and a final sigma is
/// no exception.
fn fold_char(c: char) -> char {
    match c {
        'ё' | 'Ё' => 'е',
        _ => lower(c),
    }
}

/// The keys of both layouts in the same order, unshifted and shifted.
const QWERTY: &str = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>";
const JCUKEN: &str = "ёйцукенгшщзхъфывапролджэячсмитьбюЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ";

/// What the same keys write in the other layout: `bdfyjd` <-> `иванов`. The letters decide the direction (the
/// majority, Cyrillic when equal); a text without letters, such as a phone number, stays as it is.
pub fn swap_layout(text: &str) -> String {
    let latin = text.chars().filter(char::is_ascii_alphabetic).count();
    let cyrillic = text.chars().filter(|&c| JCUKEN.contains(c)).count();
    if latin == 0 && cyrillic == 0 {
        return text.to_owned();
    }
    let (from, to) = if latin > cyrillic { (QWERTY, JCUKEN) } else { (JCUKEN, QWERTY) };
    let swap = |c: char| from.chars().position(|key| key == c).and_then(|at| to.chars().nth(at)).unwrap_or(c);
    text.chars().map(swap).collect()
}

#[cfg(test)]
mod tests;
