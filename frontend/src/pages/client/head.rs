//! The top of the page: who the client is and how the account stands.

use contract::clients::Client;

use super::{Page, is_system};
use crate::el::{El, div, el};
use crate::format;
use crate::i18n::{Lang, client::ClientText, lang, phrases, words};
use crate::session::use_session;
use crate::ui::{Tone, badge, balance};
use crate::zone;

/// Kind, state, number and age, under the name; tracked.
pub fn facts(page: Page) -> Option<El> {
    let (client, lang) = (page.client()?, lang());
    let since = format::date(lang, zone::local(&use_session().time_zone(), client.created_at).date());
    Some(
        el("p")
            .class("cluster muted")
            .child(badge(Tone::Neutral, words::client_kind(lang, client.kind)))
            .child(is_system(&client).then(|| badge(Tone::Warning, ClientText::System)))
            .child(client.archived_at.map(|_| badge(Tone::Warning, ClientText::Archived)))
            .child(el("span").class("num").child(phrases::number(lang, client.id)))
            .child(el("span").child(ClientText::Since.text(lang)).child(" ").child(since)),
    )
}

/// The balance, and what of it and of the credit can be spent; tracked.
pub fn account_state(page: Page) -> Option<El> {
    let (client, lang) = (page.client()?, lang());
    let debt = client.balance.is_negative().then(|| badge(Tone::Danger, ClientText::Debt));
    Some(
        div("client-account")
            .child(el("p").class("muted").child(ClientText::Balance))
            .child(
                el("p")
                    .class("client-sum cluster")
                    .attr("data-testid", "balance")
                    .child(debt)
                    .child(balance(lang, client.balance)),
            )
            .child(el("p").attr("data-testid", "available").child(available(lang, &client))),
    )
}

/// The server counts the limit only until its date: then what is available is the balance alone.
fn available(lang: Lang, client: &Client) -> String {
    let limit =
        Some(client.credit_limit).filter(|limit| !limit.is_zero()).map(|limit| format::money(lang, limit));
    let due = client.credit_due_date.map(|date| format::date(lang, date));
    let expired = client.available == client.balance;
    let available = format::money(lang, client.available);
    phrases::available(lang, &available, limit.as_deref(), due.as_deref(), expired)
}
