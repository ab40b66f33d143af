//! What can be done with a record, as the server says: links to pages, and the commands that are asked about first.
//!
//! Invariant: a dialog says exactly what will happen; what has operations is archived, what has none is deleted, and there is one
//! button for it. Drawn anew only when the set of actions changes, so that a focused button stays.

use std::rc::Rc;

use contract::actions::AvailableAction;
use domain::{Action, Money};
use leptos::prelude::*;

use crate::api::Method;
use crate::el::{El, div};
use crate::form::{After, Command, Form};
use crate::i18n::{Lang, Msg, lang, lang_now};
use crate::load::Load;
use crate::router;
use crate::ui::{self, Look, Question, focus_heading};
use crate::watch::memo;

/// A command that is asked about first.
pub struct Act {
    pub action: Action,
    /// Id of the button; that of the dialog ends in `-question`.
    pub id: &'static str,
    pub question: &'static str,
    pub label: Msg,
    pub title: Msg,
    pub yes: Msg,
    pub look: Look,
    pub method: Method,
    pub path: fn(i64) -> String,
    pub effect: fn(Lang, &Known) -> String,
    pub done: fn(Lang, &str) -> String,
}

/// What has to be known of a record: all of them are answered with this.
#[derive(serde::Deserialize)]
pub struct Known {
    pub name: String,
    pub available_actions: Vec<AvailableAction>,
    #[serde(default)]
    pub balance: Option<Money>,
}

/// A record and its commands.
#[derive(Clone, Copy)]
pub struct Acts {
    pub id: i64,
    pub record: Load,
    pub acts: &'static [Act],
    /// Where to go from a record that has been deleted.
    pub list: &'static str,
    /// Name of the group of buttons.
    pub label: Msg,
    /// Stands before the API's names of fields in ids.
    pub prefix: &'static str,
}

/// The actions that the server offers, as words.
pub struct Offered(String);

impl Offered {
    pub fn has(&self, action: Action) -> bool {
        self.0.split(' ').any(|word| word == action.as_str())
    }
}

type Links = Rc<dyn Fn(&Offered) -> Vec<El>>;

/// The buttons, those of `links` first, and their questions.
pub fn bar(acts: Acts, links: impl Fn(&Offered) -> Vec<El> + 'static) -> El {
    shown(acts, Rc::new(links))
}

/// Not generic, so that it exists once in the WASM file.
fn shown(acts: Acts, links: Links) -> El {
    let form = Form::new(acts.prefix);
    // Id of the button whose question is open.
    let asked = RwSignal::new(String::new());
    let offered = memo(move || acts.record.read::<Known>().map(|known| offered(&known)).unwrap_or_default());
    let buttons = move || {
        let offered = Offered(offered.get());
        let mut buttons = links(&offered);
        buttons.extend(acts.acts.iter().filter(|act| offered.has(act.action)).map(|act| {
            let look = if act.look == Look::Danger { Look::Danger } else { Look::Plain };
            ui::button(look, act.label).id(act.id).on_click(move || asked.set(act.id.to_owned()))
        }));
        buttons
    };
    let bar = div("cluster no-print").attr("role", "group").attr("aria-label", acts.label).live(buttons);
    let questions = acts.acts.iter().map(|act| question(acts, form, act, asked)).collect::<Vec<_>>();
    div("stack").child(bar).child(ui::summary(form.faults())).child(questions)
}

/// Words of what the server allows. What can be deleted is not archived.
fn offered(known: &Known) -> String {
    let allowed =
        |action| known.available_actions.iter().any(|offer| offer.action == action && offer.allowed);
    let words = known
        .available_actions
        .iter()
        .filter(|offer| offer.allowed && !(offer.action == Action::Archive && allowed(Action::Delete)));
    words.map(|offer| offer.action.as_str()).collect::<Vec<_>>().join(" ")
}

fn question(acts: Acts, form: Form, act: &'static Act, asked: RwSignal<String>) -> El {
    let text =
        move || acts.record.read::<Known>().map(|known| (act.effect)(lang(), &known)).unwrap_or_default();
    let question =
        Question { id: act.question, title: act.title, text: Rc::new(text), yes: act.yes, look: act.look };
    let close = move || asked.set(String::new());
    let yes = move || {
        close();
        let name = untrack(|| acts.record.read::<Known>()).map(|known| known.name).unwrap_or_default();
        form.send(Ok(Command::bare(act.method, (act.path)(acts.id))), after(acts, act, asked, name));
    };
    ui::confirm(question, move || asked.with(|asked| asked == act.id), close, yes)
}

fn after(acts: Acts, act: &'static Act, asked: RwSignal<String>, name: String) -> After {
    let done = move |text: String| {
        ui::toast((act.done)(lang_now(), &name));
        // The page may be gone by now.
        if asked.try_get_untracked().is_none() {
            return;
        }
        if act.action == Action::Delete {
            router::done(acts.list);
        } else {
            acts.record.put(text);
            focus_heading();
        }
    };
    // What the page shows may be out of date.
    After::done(done).refused(move |_| {
        acts.record.again();
        false
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_deleted_is_not_archived() {
        let offered = |allowed: &[Action]| {
            let all = [Action::Edit, Action::Delete, Action::Archive];
            let offer = |action| AvailableAction { action, allowed: allowed.contains(&action), reason: None };
            let available_actions = all.into_iter().map(offer).collect();
            Offered(super::offered(&Known { name: String::new(), available_actions, balance: None }))
        };
        let fresh = offered(&[Action::Edit, Action::Delete, Action::Archive]);
        assert!(fresh.has(Action::Edit) && fresh.has(Action::Delete) && !fresh.has(Action::Archive));
        let used = offered(&[Action::Archive]);
        assert!(!used.has(Action::Edit) && !used.has(Action::Delete) && used.has(Action::Archive));
        assert!(!offered(&[]).has(Action::Edit));
    }
}
