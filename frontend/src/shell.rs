//! The frame around every page: sidebar, top bar of narrow screens, skip link.
//!
//! Invariant: the menu lists only pages that exist; on narrow screens an open menu makes the rest inert and Esc closes it.

use contract::access::Session;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_location;

use crate::i18n::{Lang, phrase, shell::Shell, t, ts, use_i18n, words};
use crate::prefs::{self, Theme};
use crate::session::{use_api, use_session};
use crate::ui::{Glyph, Icon, Segment, Segmented, focus};

#[component]
pub fn Frame(session: Session, children: Children) -> impl IntoView {
    let open = RwSignal::new(false);
    let path = use_location().pathname;
    Effect::new(move |_| {
        path.track();
        open.set(false);
    });
    view! {
        <div
            class="frame"
            class:menu-open=open
            on:keydown=move |event| {
                if event.key() == "Escape" && open.get_untracked() {
                    close(open);
                }
            }
        >
            <a
                class="skip"
                href="#content"
                on:click=|event| {
                    event.prevent_default();
                    focus("content");
                }
            >
                {t(Shell::SkipToContent)}
            </a>
            <Sidebar session open/>
            <div class="menu-shade" on:click=move |_| close(open)></div>
            <div class="frame-page" inert=open>
                <TopBar open/>
                <main id="content" class="page" tabindex="-1">{children()}</main>
            </div>
        </div>
    }
}

/// Gives the focus back to the button, once the page is no longer inert.
fn close(open: RwSignal<bool>) {
    open.set(false);
    request_animation_frame(|| focus("menu-button"));
}

#[component]
fn TopBar(open: RwSignal<bool>) -> impl IntoView {
    view! {
        <header class="top-bar no-print">
            <button
                type="button"
                id="menu-button"
                class="button quiet"
                aria-label=t(Shell::OpenMenu)
                aria-controls="menu"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| {
                    open.set(true);
                    request_animation_frame(|| focus("menu-close"));
                }
            >
                <Icon glyph=Glyph::Menu/>
            </button>
            <span class="brand">{t(Shell::Product)}</span>
        </header>
    }
}

#[component]
fn Sidebar(session: Session, open: RwSignal<bool>) -> impl IntoView {
    let (name, role) = (session.user.name.clone(), session.user.role);
    let name = if name.is_empty() { session.user.login } else { name };
    let role = phrase(move |lang| words::role(lang, role).to_owned());
    view! {
        <aside class="side no-print" id="menu" aria-label=t(Shell::Panel)>
            <div class="side-head">
                <span class="brand">{t(Shell::Product)}</span>
                <button
                    type="button"
                    id="menu-close"
                    class="side-close"
                    aria-label=t(Shell::CloseMenu)
                    on:click=move |_| close(open)
                >
                    <Icon glyph=Glyph::Cross/>
                </button>
            </div>
            <nav aria-label=t(Shell::MainMenu)>
                <ul>
                    <li><A href="/" exact=true><Icon glyph=Glyph::Home/><span>{t(Shell::Home)}</span></A></li>
                    <li><A href="/clients"><Icon glyph=Glyph::People/><span>{t(Shell::Clients)}</span></A></li>
                </ul>
            </nav>
            <div class="side-foot">
                <a href="/swagger-ui/" rel="external"><Icon glyph=Glyph::Code/><span>{t(Shell::ApiDocs)}</span></a>
                <LanguageSwitch/>
                <ThemeSwitch/>
                <div class="side-user">
                    <span class="vh">{t(Shell::SignedInAs)}" "</span>
                    <span class="side-name" data-testid="user">{name}</span>
                    <span class="side-role">{role}</span>
                </div>
                <SignOut/>
            </div>
        </aside>
    }
}

#[component]
fn SignOut() -> impl IntoView {
    let (session, api) = (use_session(), use_api());
    let navigate = leptos_router::hooks::use_navigate();
    let leave = move |_| {
        let navigate = navigate.clone();
        leptos::task::spawn_local(async move {
            session.sign_out(api).await;
            navigate("/", leptos_router::NavigateOptions::default());
        });
    };
    view! {
        <button type="button" class="side-link" data-testid="sign-out" on:click=leave>
            <Icon glyph=Glyph::Leave/>
            <span>{t(Shell::SignOut)}</span>
        </button>
    }
}

/// Also on the sign-in page.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let i18n = use_i18n();
    let segment = |lang: Lang| {
        let (short, full) = match lang {
            Lang::Ru => ("RU", "RU, русский"),
            Lang::En => ("EN", "EN, English"),
        };
        Segment { text: Signal::stored(short.to_owned()), lang: Some(lang.tag()), label: Some(full) }
    };
    let chosen =
        Signal::derive(move || Lang::ALL.into_iter().position(|lang| lang == i18n.lang()).unwrap_or(0));
    let choose = move |index: usize| {
        if let Some(lang) = Lang::ALL.get(index) {
            prefs::keep_language(*lang);
            i18n.switch(*lang);
        }
    };
    view! {
        <Segmented legend=ts(Shell::Language) segments=Lang::ALL.map(segment).to_vec() chosen on_choose=choose/>
    }
}

/// Also on the sign-in page.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let theme = RwSignal::new(prefs::theme());
    let segment = |theme: Theme| {
        let text = match theme {
            Theme::Auto => ts(Shell::ThemeAuto),
            Theme::Light => ts(Shell::ThemeLight),
            Theme::Dark => ts(Shell::ThemeDark),
        };
        Segment { text, lang: None, label: None }
    };
    let chosen = Signal::derive(move || Theme::ALL.into_iter().position(|it| it == theme.get()).unwrap_or(0));
    let choose = move |index: usize| {
        if let Some(chosen) = Theme::ALL.get(index) {
            prefs::set_theme(*chosen);
            theme.set(*chosen);
        }
    };
    view! {
        <Segmented legend=ts(Shell::Theme) segments=Theme::ALL.map(segment).to_vec() chosen on_choose=choose/>
    }
}
