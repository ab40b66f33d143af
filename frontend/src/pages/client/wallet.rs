//! Deposit and withdraw, side by side and of one height.
//!
//! Invariant: while one command is on its way both forms are locked: its answer changes what the other may do.

mod command;
mod form;
mod view;

use contract::clients::Client;
use contract::operations::Operation;
use leptos::prelude::*;

use crate::i18n::{ts, wallet::Wallet as Text};
use command::Side;

#[component]
pub fn Wallet(
    client: Memo<Client>,
    #[prop(into)] on_posted: Callback<Operation>,
    /// The server refused: what the page shows may be out of date.
    #[prop(into)]
    on_refused: Callback<()>,
) -> impl IntoView {
    let locked = RwSignal::new(false);
    view! {
        <section class="wallet no-print" aria-label=ts(Text::Section)>
            <view::WalletForm side=Side::Deposit client locked on_posted on_refused/>
            <view::WalletForm side=Side::Withdraw client locked on_posted on_refused/>
        </section>
    }
}
