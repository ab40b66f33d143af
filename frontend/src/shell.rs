//! The frame around every page: sidebar, top bar, skip link.
//!
//! Invariant: the menu lists only pages that exist and that the person may see; on narrow screens an open menu makes the rest
//! inert and Esc closes it.

use contract::access::Session;
use domain::Permission;
use leptos::prelude::*;

use crate::el::{El, div, el, key_event, live, live_text};
use crate::i18n::{self, Lang, Msg, lang, shell::Shell, words};
use crate::palette;
use crate::prefs::{self, Theme};
use crate::router::{self, Step};
use crate::session::{CurrentSession, use_api, use_session};
use crate::shortcuts;
use crate::ui::{self, Glyph, Look, button, focus, icon, segment, segmented};
use crate::watch::{effect, spawn};

/// An entry of the menu: address, name, picture, the letter after G, and who sees it.
pub struct Entry {
    pub href: &'static str,
    pub name: Msg,
    glyph: Glyph,
    /// Physical key, as in `KeyboardEvent.code` without `Key`.
    pub letter: &'static str,
    right: Option<Permission>,
    /// Place in [`GROUPS`].
    group: usize,
}

/// Parts of the menu, some with a name.
const GROUPS: [Option<Msg>; 5] =
    [None, Some(Shell::Trade), Some(Shell::Accounting), Some(Shell::Administration), None];

const fn entry(
    group: usize,
    href: &'static str,
    name: Msg,
    glyph: Glyph,
    letter: &'static str,
    right: Option<Permission>,
) -> Entry {
    Entry { href, name, glyph, letter, right, group }
}

pub const MENU: [Entry; 14] = [
    entry(0, "/", Shell::Home, Glyph::Home, "h", None),
    entry(0, "/clients", Shell::Clients, Glyph::People, "c", Some(Permission::ClientsRead)),
    entry(0, "/services", Shell::Services, Glyph::Globe, "s", Some(Permission::ServicesRead)),
    entry(0, "/operations", Shell::Operations, Glyph::List, "o", Some(Permission::OperationsRead)),
    entry(0, "/payments", Shell::Payments, Glyph::Bank, "b", Some(Permission::BankRead)),
    entry(1, "/orders", Shell::Orders, Glyph::Cart, "r", Some(Permission::OrdersRead)),
    entry(1, "/products", Shell::Products, Glyph::Box, "p", Some(Permission::ProductsRead)),
    entry(1, "/stock", Shell::Stock, Glyph::Store, "w", Some(Permission::ProductsRead)),
    entry(1, "/order-payments", Shell::OrderPayments, Glyph::Card, "m", Some(Permission::PaymentsRead)),
    entry(2, "/journal", Shell::Journal, Glyph::Book, "j", Some(Permission::AccountingRead)),
    entry(2, "/trial-balance", Shell::TrialBalance, Glyph::Scales, "l", Some(Permission::AccountingRead)),
    entry(3, "/users", Shell::Users, Glyph::Key, "u", Some(Permission::UsersRead)),
    entry(3, "/jobs", Shell::Jobs, Glyph::Again, "d", Some(Permission::JobsRead)),
    entry(4, "/settings", Shell::Settings, Glyph::Gear, "t", None),
];

impl Entry {
    /// Whether the person has any business there.
    pub fn is_open(&self, session: CurrentSession) -> bool {
        self.right.is_none_or(|right| session.may(right))
    }

    pub fn is_current(&self, path: &str) -> bool {
        path == self.href
            || (self.href != "/" && path.strip_prefix(self.href).is_some_and(|rest| rest.starts_with('/')))
    }
}

/// The frame with the page in it.
pub fn frame(session: &Session, page: impl Fn() -> Vec<El> + 'static) -> El {
    let open = RwSignal::new(false);
    effect(move || {
        router::path();
        open.set(false);
    });
    let skip =
        el("a").class("skip").attr("href", "#content").child(Shell::SkipToContent).on("click", |event| {
            event.prevent_default();
            focus("content");
        });
    let main = el("main").id("content").class("page").attr("tabindex", "-1").live(page);
    div("frame")
        .class_if("menu-open", move || open.get())
        .on("keydown", move |event| {
            if key_event(&event).is_some_and(|event| event.key() == "Escape") && open.get_untracked() {
                close(open);
            }
        })
        .child(skip)
        .child(sidebar(session, open))
        .child(div("menu-shade").on_click(move || close(open)))
        .child(
            div("frame-page")
                .attr("inert", live(move || open.get().then(String::new)))
                .child(top_bar(open))
                .child(main),
        )
        .child(leave_question())
        .child(palette::palette())
        .child(shortcuts::sheet(use_session()))
}

/// Gives the focus back to the button, once the page is no longer inert.
fn close(open: RwSignal<bool>) {
    open.set(false);
    request_animation_frame(|| focus("menu-button"));
}

fn top_bar(open: RwSignal<bool>) -> El {
    let menu = button(Look::Quiet, icon(Glyph::Menu))
        .id("menu-button")
        .attr("aria-label", Shell::OpenMenu)
        .attr("aria-controls", "menu")
        .attr("aria-expanded", live(move || Some(open.get().to_string())))
        .on_click(move || {
            open.set(true);
            request_animation_frame(|| focus("menu-close"));
        });
    el("header")
        .class("top-bar no-print")
        .child(menu)
        .child(el("span").class("brand").child(Shell::Product))
        .child(palette::opener("button quiet top-search", "top-search"))
}

fn sidebar(session: &Session, open: RwSignal<bool>) -> El {
    let head = div("side-head").child(el("span").class("brand").child(Shell::Product)).child(
        el("button")
            .attr("type", "button")
            .id("menu-close")
            .class("side-close")
            .attr("aria-label", Shell::CloseMenu)
            .on_click(move || close(open))
            .child(icon(Glyph::Cross)),
    );
    let seen_by = use_session();
    let groups = GROUPS.iter().enumerate().flat_map(|(at, name)| menu_group(at, *name, seen_by));
    let nav = el("nav").attr("aria-label", Shell::MainMenu).child(groups.collect::<Vec<_>>());
    el("aside")
        .class("side no-print")
        .id("menu")
        .attr("aria-label", Shell::Panel)
        .child(head)
        .child(palette::opener("side-search", "search"))
        .child(nav)
        .child(side_foot(session))
}

/// The entries of a group that the person may see, under its name.
fn menu_group(at: usize, name: Option<Msg>, session: CurrentSession) -> Vec<El> {
    let entries = MENU.iter().filter(|entry| entry.group == at && entry.is_open(session)).map(|entry| {
        let current = live(move || entry.is_current(&router::path()).then(|| "page".to_owned()));
        el("li").child(
            el("a")
                .attr("href", entry.href)
                .attr("aria-current", current)
                .child(icon(entry.glyph))
                .child(el("span").child(entry.name)),
        )
    });
    let entries = entries.collect::<Vec<_>>();
    if entries.is_empty() {
        return Vec::new();
    }
    let id = format!("menu-group-{at}");
    let list = el("ul").attr("aria-labelledby", name.map(|_| id.clone())).child(entries);
    let name = name.map(|name| el("p").class("side-group").id(id).child(name));
    name.into_iter().chain([list]).collect()
}

fn side_foot(session: &Session) -> El {
    let (name, role) = (session.user.name.clone(), session.user.role);
    let name = if name.is_empty() { session.user.login.clone() } else { name };
    let user = div("side-user")
        .child(el("span").class("vh").child(Shell::SignedInAs).child(" "))
        .child(el("span").class("side-name").attr("data-testid", "user").child(name))
        .child(el("span").class("side-role").child(live_text(move || words::role(lang(), role).to_owned())));
    let docs = el("a")
        .attr("href", "/swagger-ui/")
        .attr("rel", "external")
        .child(icon(Glyph::Code))
        .child(el("span").child(Shell::ApiDocs));
    div("side-foot").child(docs).child(language_switch()).child(theme_switch()).child(user).child(sign_out())
}

fn sign_out() -> El {
    let (session, api) = (use_session(), use_api());
    let leave = move || {
        spawn(async move {
            session.sign_out(api).await;
            router::go("/", Step::Push);
        });
    };
    el("button")
        .attr("type", "button")
        .class("side-link")
        .attr("data-testid", "sign-out")
        .on_click(leave)
        .child(icon(Glyph::Leave))
        .child(el("span").child(Shell::SignOut))
}

/// Before unsaved work is left behind.
fn leave_question() -> El {
    let question = ui::Question {
        id: "leave",
        title: Shell::LeaveTitle,
        text: std::rc::Rc::new(|| Shell::LeaveText.now().to_owned()),
        yes: Shell::LeaveYes,
        look: Look::Danger,
    };
    ui::confirm(question, || router::wanted().is_some(), router::stay, router::leave)
}

/// Also on the sign-in page.
pub fn language_switch() -> El {
    let choice = |to: Lang| {
        let (short, full) = match to {
            Lang::Ru => ("RU", "RU, русский"),
            Lang::En => ("EN", "EN, English"),
        };
        let choose = move || {
            prefs::keep_language(to);
            i18n::switch(to);
        };
        segment(short, move || lang() == to, choose).attr("lang", to.tag()).attr("aria-label", full)
    };
    segmented(Shell::Language, Lang::ALL.map(choice).into())
}

/// Also on the sign-in page.
pub fn theme_switch() -> El {
    let choice = |to: Theme| {
        let text = match to {
            Theme::Auto => Shell::ThemeAuto,
            Theme::Light => Shell::ThemeLight,
            Theme::Dark => Shell::ThemeDark,
        };
        segment(text, move || prefs::theme() == to, move || prefs::set_theme(to))
    };
    segmented(Shell::Theme, Theme::ALL.map(choice).into())
}
