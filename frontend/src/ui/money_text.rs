//! Sums in tables and headers. The sign and the word carry the meaning, colour only helps.

use domain::Money;
use leptos::prelude::*;

use crate::format;
use crate::i18n::Lang;

/// A state of an account: red below zero, plain otherwise.
#[component]
pub fn Balance(lang: Lang, sum: Money) -> impl IntoView {
    view! { <span class="num" class:negative=sum.is_negative()>{format::money(lang, sum)}</span> }
}

/// A change of an account: a credit is green with a plus, a debit plain with a minus; one that was reversed is struck through.
pub fn signed_amount(lang: Lang, sum: Money, reversed: bool) -> impl IntoView {
    let text = format::signed(lang, sum);
    let class = if sum.is_positive() { "num credit" } else { "num debit" };
    if reversed {
        view! { <s class=class>{text}</s> }.into_any()
    } else {
        view! { <span class=class>{text}</span> }.into_any()
    }
}
