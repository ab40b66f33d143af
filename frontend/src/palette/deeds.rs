//! What the palette can do by itself: go to a page, start a record, switch something.

use domain::{Permission, search_key, swap_layout};
use leptos::prelude::*;

use super::{Item, Section};
use crate::api::Api;
use crate::i18n::{self, Lang, Msg, keys::Keys};
use crate::prefs::{self, Theme};
use crate::router::{self, Step};
use crate::session::CurrentSession;
use crate::shell::MENU;
use crate::shortcuts;
use crate::watch::spawn;

/// What choosing an option does.
#[derive(Clone)]
pub enum Deed {
    Go(String),
    Speak(Lang),
    Paint(Theme),
    Sheet,
    SignOut,
}

impl Deed {
    pub fn run(&self, session: CurrentSession, api: Api) {
        match self {
            Self::Go(href) => router::go(href, Step::Push),
            Self::Speak(lang) => {
                prefs::keep_language(*lang);
                i18n::switch(*lang);
            }
            Self::Paint(theme) => prefs::set_theme(*theme),
            Self::Sheet => shortcuts::show_sheet(),
            Self::SignOut => spawn(async move {
                session.sign_out(api).await;
                router::go("/", Step::Push);
            }),
        }
    }
}

/// A page where a record begins, its name, and who may.
const CREATE: [(&str, Msg, Permission); 8] = [
    ("/clients/new", Keys::NewClient, Permission::ClientsWrite),
    ("/services/new", Keys::NewService, Permission::ServicesWrite),
    ("/operations/new", Keys::NewOperation, Permission::OperationsWrite),
    ("/orders/new", Keys::NewOrder, Permission::OrdersWrite),
    ("/products/new", Keys::NewProduct, Permission::ProductsWrite),
    ("/stock/new?kind=RECEIPT", Keys::Receipt, Permission::StockWrite),
    ("/stock/new?kind=WRITE_OFF", Keys::WriteOff, Permission::StockWrite),
    ("/stock/new?kind=STOCK_TAKE", Keys::StockTake, Permission::StockWrite),
];

/// Pages and commands that match what was typed; all of them for nothing.
pub fn sections(session: CurrentSession, lang: Lang, typed: &str) -> Vec<Section> {
    let fits = matcher(typed);
    let item = |name: Msg, detail: String, deed: Deed| {
        fits(name).then(|| Item { label: name.text(lang).to_owned(), detail, deed })
    };
    let may = |right: Permission| untrack(|| session.may(right));
    let pages = MENU.iter().filter(|entry| untrack(|| entry.is_open(session)));
    let pages = pages.filter_map(|entry| {
        item(entry.name, format!("G {}", entry.letter.to_ascii_uppercase()), Deed::Go(entry.href.to_owned()))
    });
    let create = CREATE.iter().filter(|(_, _, right)| may(*right));
    let create =
        create.filter_map(|(href, name, _)| item(*name, String::new(), Deed::Go((*href).to_owned())));
    let speak = match lang {
        Lang::Ru => (Keys::English, Deed::Speak(Lang::En)),
        Lang::En => (Keys::Russian, Deed::Speak(Lang::Ru)),
    };
    let switches = [
        speak,
        (Keys::Light, Deed::Paint(Theme::Light)),
        (Keys::Dark, Deed::Paint(Theme::Dark)),
        (Keys::Auto, Deed::Paint(Theme::Auto)),
        (Keys::Title, Deed::Sheet),
        (Keys::SignOut, Deed::SignOut),
    ];
    let switches = switches.into_iter().filter_map(|(name, deed)| item(name, String::new(), deed));
    vec![
        Section { name: Keys::MenuPages, items: pages.collect() },
        Section { name: Keys::Commands, items: create.chain(switches).collect() },
    ]
}

/// A name fits in either language, and typed on either layout.
fn matcher(typed: &str) -> impl Fn(Msg) -> bool + use<> {
    let typed = search_key(typed);
    let other = search_key(&swap_layout(&typed));
    move |name: Msg| {
        Lang::ALL.into_iter().any(|lang| {
            let name = search_key(name.text(lang));
            name.contains(&typed) || name.contains(&other)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_found_in_both_languages_and_on_both_layouts() {
        for (typed, fits) in [
            ("клиент", true),
            ("rkbtyn", true),
            ("client", true),
            ("сдшуте", true),
            ("услуга", false),
            ("", true),
        ] {
            assert_eq!(matcher(typed)(Keys::NewClient), fits, "{typed}");
        }
    }
}
