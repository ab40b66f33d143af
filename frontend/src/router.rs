//! The address bar: where the person is, how they get elsewhere, and what asks before they leave.
//!
//! Invariant: every move inside the application goes through [`go`], so an unsaved form is asked about first; Back and Forward
//! bring back the scroll position of the page they lead to.
//! Why not leptos_router: it is 20 KiB of the file that the browser loads, and has neither a question before leaving nor the scroll.

mod scroll;

use std::cell::RefCell;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::JsValue;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{Element, Event, MouseEvent};

use crate::el::Give;

/// Where the person is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Begins with `/`; without a slash at the end, except the root.
    pub path: String,
    /// Begins with `?`, or empty.
    pub search: String,
}

impl Place {
    fn read(href: &str) -> Self {
        let href = href.split('#').next().unwrap_or_default();
        let (path, search) = href.find('?').map_or((href, ""), |at| href.split_at(at));
        let path = path.trim_end_matches('/');
        let path = if path.is_empty() { "/" } else { path };
        Self { path: path.to_owned(), search: if search == "?" { String::new() } else { search.to_owned() } }
    }

    fn href(&self) -> String {
        format!("{}{}", self.path, self.search)
    }
}

/// How a move is remembered by the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Back returns here.
    Push,
    /// Instead of the present entry: typing, corrections.
    Replace,
}

thread_local! {
    static PLACE: ArcRwSignal<Place> = ArcRwSignal::new(Place::default());
    /// Where the person wants to go, while the question about unsaved work is open.
    static WANTED: ArcRwSignal<Option<String>> = ArcRwSignal::new(None);
    static GUARD: RefCell<Option<Box<dyn Give<bool>>>> = const { RefCell::new(None) };
}

/// The present place; tracked.
pub fn place() -> Place {
    PLACE.with(|place| place.get())
}

/// The present path; tracked together with the query.
pub fn path() -> String {
    PLACE.with(|place| place.with(|place| place.path.clone()))
}

/// The present place; not tracked.
pub fn place_now() -> Place {
    PLACE.with(|place| place.get_untracked())
}

/// The present query with its `?`; not tracked.
pub fn search_now() -> String {
    place_now().search
}

/// Where the person wants to go while a form has unsaved work; tracked.
pub fn wanted() -> Option<String> {
    WANTED.with(|wanted| wanted.get())
}

/// Goes to an address of the application, unless unsaved work has to be asked about first.
pub fn go(href: &str, step: Step) {
    if Place::read(href) != place_now() && is_dirty() {
        WANTED.with(|wanted| wanted.set(Some(href.to_owned())));
    } else {
        enter(href, step);
    }
}

/// The person does not mind losing the work, or has saved it.
pub fn leave() {
    forget_guard();
    if let Some(href) = WANTED.with(|wanted| wanted.try_update(Option::take).flatten()) {
        enter(&href, Step::Push);
    }
}

/// Goes on after a save: there is nothing to lose any more.
pub fn done(href: &str) {
    forget_guard();
    enter(href, Step::Push);
}

/// The person stays.
pub fn stay() {
    WANTED.with(|wanted| wanted.set(None));
}

/// Asks before any move, within the page too, while `dirty` says that there is unsaved work; ends with the component around it.
pub fn guard(dirty: impl Fn() -> bool + 'static) {
    GUARD.with(|guard| guard.replace(Some(Box::new(dirty))));
    on_cleanup(forget_guard);
}

fn forget_guard() {
    GUARD.with(|guard| guard.replace(None));
}

fn is_dirty() -> bool {
    GUARD.with(|guard| guard.borrow().as_ref().is_some_and(|dirty| dirty.give()))
}

fn enter(href: &str, step: Step) {
    let Ok(history) = window().history() else { return };
    scroll::keep(&history);
    let next = Place::read(href);
    let _ = match step {
        Step::Push => history.push_state_with_url(&JsValue::NULL, "", Some(href)),
        Step::Replace => history.replace_state_with_url(&JsValue::NULL, "", Some(href)),
    };
    let moved = PLACE.with(|place| place.with_untracked(|place| place.path != next.path));
    PLACE.with(|place| place.set(next));
    if moved {
        scroll::top();
    }
}

/// Reads the address and listens to it, to links, and to a page that closes with unsaved work.
pub fn start() {
    PLACE.with(|place| place.set(here()));
    scroll::by_hand();
    listen("popstate", popped);
    listen("click", clicked);
    listen("beforeunload", |event| {
        if is_dirty() {
            event.prevent_default();
        }
    });
    // A reload keeps its place too.
    listen("pagehide", |_| {
        if let Ok(history) = window().history() {
            scroll::keep(&history);
        }
    });
    scroll::restore();
}

/// Listens to the window for as long as the page is open.
pub fn listen(event: &'static str, run: impl FnMut(Event) + 'static) {
    let run = Closure::<dyn FnMut(Event)>::new(run);
    let _ = window().add_event_listener_with_callback(event, run.as_ref().unchecked_ref());
    // As long as the page.
    run.forget();
}

fn here() -> Place {
    let location = window().location();
    Place::read(&format!(
        "{}{}",
        location.pathname().unwrap_or_default(),
        location.search().unwrap_or_default()
    ))
}

fn popped(_: Event) {
    let next = here();
    let now = place_now();
    if next != now && is_dirty() {
        // The browser has moved already: put the present entry on top again and ask.
        if let Ok(history) = window().history() {
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&now.href()));
        }
        WANTED.with(|wanted| wanted.set(Some(next.href())));
        return;
    }
    PLACE.with(|place| place.set(next));
    scroll::restore();
}

/// A plain click on a link of this application stays in the page.
fn clicked(event: Event) {
    let Some(mouse) = event.dyn_ref::<MouseEvent>() else { return };
    if event.default_prevented()
        || mouse.button() != 0
        || mouse.ctrl_key()
        || mouse.meta_key()
        || mouse.shift_key()
        || mouse.alt_key()
    {
        return;
    }
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(link) = target.and_then(|target| target.closest("a[href]").ok().flatten()) else { return };
    let apart = ["target", "download"].into_iter().any(|name| link.has_attribute(name));
    let external = link.get_attribute("rel").is_some_and(|rel| rel.contains("external"));
    let href = link.get_attribute("href").unwrap_or_default();
    if apart || external || !href.starts_with('/') {
        return;
    }
    event.prevent_default();
    go(&href, Step::Push);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_path_and_a_query() {
        for (href, path, search) in [
            ("/", "/", ""),
            ("", "/", ""),
            ("/clients", "/clients", ""),
            ("/clients/", "/clients", ""),
            ("/clients?q=a&n=2", "/clients", "?q=a&n=2"),
            ("/clients/?", "/clients", ""),
            ("/clients?q=a#content", "/clients", "?q=a"),
        ] {
            let place = Place::read(href);
            assert_eq!((place.path.as_str(), place.search.as_str()), (path, search), "{href}");
        }
    }
}
