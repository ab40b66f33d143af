//! Sums in tables and headers. The sign and the word carry the meaning, colour only helps.

use domain::Money;

use crate::el::{El, el};
use crate::format;
use crate::i18n::Lang;

/// A state of an account: red below zero, plain otherwise.
pub fn balance(lang: Lang, sum: Money) -> El {
    let class = if sum.is_negative() { "num negative" } else { "num" };
    el("span").class(class).child(format::money(lang, sum))
}

/// A change of an account: a credit is green with a plus, a debit plain with a minus; one that was reversed is struck through.
pub fn signed_amount(lang: Lang, sum: Money, reversed: bool) -> El {
    let class = if sum.is_positive() { "num credit" } else { "num debit" };
    el(if reversed { "s" } else { "span" }).class(class).child(format::signed(lang, sum))
}
