//! Home: what the interface is, in a few links.
//!
//! Absent on purpose: figures. They belong to the dashboards, and every link here leads to a list that has them.

use leptos::prelude::*;

use crate::i18n::{shell::Shell, t, ts};
use crate::ui::Heading;

const LINKS: [(&str, Shell, Shell); 6] = [
    ("/clients", Shell::HomeFind, Shell::HomeFindText),
    ("/clients", Shell::HomePayment, Shell::HomePaymentText),
    ("/clients?view=debtors&sort=balance", Shell::HomeDebtors, Shell::HomeDebtorsText),
    ("/clients?view=expiring&sort=credit_due_date", Shell::HomeExpiring, Shell::HomeExpiringText),
    ("/clients?bal=..-0.01", Shell::HomeAddress, Shell::HomeAddressText),
    ("/swagger-ui/", Shell::HomeApi, Shell::HomeApiText),
];

#[component]
pub fn Home() -> impl IntoView {
    let link = |(href, title, text): (&'static str, Shell, Shell)| {
        let rel = href.starts_with("/swagger").then_some("external");
        view! {
            <li>
                <a href=href rel=rel>{t(title)}</a>
                <span class="muted">{t(text)}</span>
            </li>
        }
    };
    view! {
        <Heading text=ts(Shell::Home)/>
        <p class="lead">{t(Shell::HomeLead)}</p>
        <section class="card stack" aria-labelledby="home-how">
            <h2 id="home-how">{t(Shell::HomeHow)}</h2>
            <ul class="home-links">{LINKS.map(link).into_iter().collect_view()}</ul>
        </section>
    }
}
