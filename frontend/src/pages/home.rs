//! Home: what the interface is, in a few links.

use crate::el::{El, el};
use crate::i18n::{Msg, shell::Shell};
use crate::ui::heading;

const LINKS: [(&str, Msg, Msg); 6] = [
    ("/clients", Shell::HomeFind, Shell::HomeFindText),
    ("/clients", Shell::HomePayment, Shell::HomePaymentText),
    ("/clients?debt=yes&sort=balance", Shell::HomeDebtors, Shell::HomeDebtorsText),
    ("/clients?expiring=30&sort=credit_due_date", Shell::HomeExpiring, Shell::HomeExpiringText),
    ("/clients?bal=..-0.01", Shell::HomeAddress, Shell::HomeAddressText),
    ("/swagger-ui/", Shell::HomeApi, Shell::HomeApiText),
];

pub fn home() -> Vec<El> {
    let links = LINKS.map(|(href, title, text)| {
        let rel = href.starts_with("/swagger").then_some("external");
        el("li")
            .child(el("a").attr("href", href).attr("rel", rel).child(title))
            .child(el("span").class("muted").child(text))
    });
    let how = el("section")
        .class("card stack")
        .attr("aria-labelledby", "home-how")
        .child(el("h2").id("home-how").child(Shell::HomeHow))
        .child(el("ul").class("home-links").child(links));
    vec![heading(|| Shell::Home.now().to_owned()), el("p").class("lead").child(Shell::HomeLead), how]
}
