//! Home: what the interface is, in six lines, and how things stand, in tiles that lead to the lists behind them.
//!
//! Invariant: a figure that the server could not give says so in its own tile and breaks nothing else; one that the role may not
//! read has no tile.

use contract::overview::{Overview, Today};
use contract::page::Count;
use contract::paths;
use domain::{Money, Permission, Total};
use leptos::prelude::*;

use crate::el::{El, div, el, live};
use crate::format;
use crate::i18n::{
    Lang, Msg,
    home::{self as words, Home},
    lang,
    shell::Shell,
};
use crate::load::{Load, load};
use crate::session::use_session;
use crate::shortcuts;
use crate::ui::heading;

/// A line about the interface: where it leads, its name, more about it, who can follow it.
struct Line(&'static str, Msg, Msg, Option<Permission>);

const LINES: [Line; 5] = [
    Line("/clients", Home::Find, Home::FindText, Some(Permission::ClientsRead)),
    Line("/operations/new", Home::Payment, Home::PaymentText, Some(Permission::OperationsWrite)),
    Line("/operations", Home::Statement, Home::StatementText, Some(Permission::OperationsRead)),
    Line("/clients/new", Home::Contract, Home::ContractText, Some(Permission::ClientsWrite)),
    Line("/services", Home::ServiceList, Home::ServiceListText, Some(Permission::ServicesRead)),
];

/// A figure: its name, what it means, where it leads, who may read it.
struct Tile {
    id: &'static str,
    name: Msg,
    text: Option<Msg>,
    href: &'static str,
    right: Permission,
    figure: fn(&Overview) -> Option<Figure>,
}

/// The figure, and for a day its turnover and date.
struct Figure(Count, Option<Today>);

const fn plain(count: Option<Count>) -> Option<Figure> {
    match count {
        Some(count) => Some(Figure(count, None)),
        None => None,
    }
}

const TILES: [Tile; 6] = [
    Tile {
        id: "tile-clients",
        name: Home::Clients,
        text: None,
        href: "/clients",
        right: Permission::ClientsRead,
        figure: |overview| plain(overview.clients),
    },
    Tile {
        id: "tile-debtors",
        name: Home::Debtors,
        text: Some(Home::DebtorsText),
        href: "/clients?debt=yes&sort=balance",
        right: Permission::ClientsRead,
        figure: |overview| plain(overview.debtors),
    },
    Tile {
        id: "tile-expiring",
        name: Home::Expiring,
        text: Some(Home::ExpiringText),
        href: "/clients?expiring=7&sort=credit_due_date",
        right: Permission::ClientsRead,
        figure: |overview| plain(overview.credit_expiring),
    },
    Tile {
        id: "tile-drafts",
        name: Home::Drafts,
        text: Some(Home::DraftsText),
        href: "/orders?status=draft",
        right: Permission::OrdersRead,
        figure: |overview| plain(overview.draft_orders),
    },
    Tile {
        id: "tile-unmatched",
        name: Home::Unmatched,
        text: Some(Home::UnmatchedText),
        href: "/payments?status=unmatched",
        right: Permission::BankRead,
        figure: |overview| plain(overview.unmatched_payments),
    },
    Tile {
        id: "tile-today",
        name: Home::Today,
        text: None,
        href: "/operations",
        right: Permission::OperationsRead,
        figure: |overview| {
            overview.today.map(|today| Figure(Count { value: today.count, capped: false }, Some(today)))
        },
    },
];

pub fn home() -> Vec<El> {
    let overview = load(|| paths::OVERVIEW.to_owned());
    let ready = live(move || (!overview.busy.get()).then(String::new));
    let tiles = TILES.iter().filter(|tile| use_session().may(tile.right));
    let tiles = tiles.map(|tile| el("li").class("tile card").id(tile.id).live(move || shown(tile, overview)));
    let now = el("section")
        .class("stack")
        .attr("aria-labelledby", "home-now")
        .attr("data-ready", ready)
        .child(el("h2").id("home-now").child(Home::Now))
        .child(el("ul").class("tiles").child(tiles.collect::<Vec<_>>()));
    vec![heading(|| Shell::Home.now().to_owned()), el("p").class("lead").child(Home::Lead), now, how()]
}

fn how() -> El {
    let lines = LINES.iter().filter(|line| line.3.is_none_or(|right| use_session().may(right)));
    let line = |name: El, text: Msg| el("li").child(name).child(el("span").class("muted").child(text));
    let links = lines.map(|Line(href, name, text, _)| line(el("a").attr("href", *href).child(*name), *text));
    let keys = el("button")
        .attr("type", "button")
        .id("home-shortcuts")
        .class("text-button")
        .on_click(shortcuts::show_sheet)
        .child(Home::Shortcuts);
    let links = links.chain([line(keys, Home::ShortcutsText)]).collect::<Vec<_>>();
    el("section")
        .class("card stack")
        .attr("aria-labelledby", "home-how")
        .child(el("h2").id("home-how").child(Home::How))
        .child(el("ul").class("home-links").child(links))
}

/// The figure with its link; a dash while it is on its way; words and a button if it did not come.
fn shown(tile: &'static Tile, overview: Load) -> Vec<El> {
    let lang = lang();
    let name = || el("span").class("tile-name").child(tile.name.text(lang));
    if let Some(Figure(count, today)) =
        overview.read::<Overview>().and_then(|overview| (tile.figure)(&overview))
    {
        let text = tile.text.map(|text| el("span").class("muted").child(text.text(lang)));
        let href = match today {
            Some(Today { date, .. }) => format!("{}?from={date}&to={date}", tile.href),
            None => tile.href.to_owned(),
        };
        let link = el("a")
            .class("tile-link")
            .attr("href", href)
            .child(name())
            .child(" ")
            .child(el("strong").class("tile-figure num").child(words::count(lang, count)));
        return vec![link.child(today.map(|today| turnover(lang, today))).child(text)];
    }
    if overview.error.with(Option::is_none) && overview.busy.get() {
        return vec![name(), el("span").class("tile-figure muted").attr("aria-hidden", "true").child("…")];
    }
    let again = el("button")
        .attr("type", "button")
        .class("text-button")
        .attr("aria-label", words::retry_tile(lang, tile.name.text(lang)))
        .on_click(move || overview.again())
        .child(Shell::Retry.text(lang));
    vec![name(), el("span").child(Home::NoData.text(lang)).child(" · ").child(again)]
}

fn turnover(lang: Lang, today: Today) -> El {
    let sum = |class: &'static str, total: Total| el("span").class(class).child(total_text(lang, total));
    div("tile-turnover")
        .child(sum("num credit", today.credits))
        .child(" ")
        .child(sum("num debit", today.debits))
}

/// A turnover may be too large for [`Money`]; such a one is written plainly.
fn total_text(lang: Lang, total: Total) -> String {
    let plain = total.to_string();
    Money::parse(&plain).map_or(plain, |sum| format::signed(lang, sum))
}
