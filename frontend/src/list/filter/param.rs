//! One billing parameter as a condition, and how it is read out.

use crate::i18n::{Lang, phrases};

/// `key~text` or `key:from..to`.
pub fn is_param(value: &str) -> bool {
    match split_param(value) {
        Some((key, true, text)) => !key.is_empty() && !text.is_empty(),
        Some((key, false, range)) => !key.is_empty() && is_number_range(range),
        None => false,
    }
}

/// The key, whether text is looked for, and the rest. The API splits in the same way.
pub fn split_param(value: &str) -> Option<(&str, bool, &str)> {
    match value.split_once('~') {
        Some((key, text)) => Some((key, true, text)),
        None => value.rsplit_once(':').map(|(key, range)| (key, false, range)),
    }
}

fn is_number_range(range: &str) -> bool {
    let (from, to) = range.split_once("..").unwrap_or((range, range));
    let fits = |end: &str| {
        let digits = end.strip_prefix('-').unwrap_or(end);
        let figures = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        end.is_empty()
            || (figures
                && digits.bytes().any(|byte| byte.is_ascii_digit())
                && digits.matches('.').count() < 2)
    };
    fits(from) && fits(to) && !(from.is_empty() && to.is_empty())
}

pub fn param_words(lang: Lang, value: &str) -> String {
    match split_param(value) {
        Some((key, true, text)) => phrases::contains(lang, key, text),
        Some((key, false, range)) => format!("{key} {}", range.replace("..", " … ")),
        None => value.to_owned(),
    }
}
