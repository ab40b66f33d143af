//! What can be done with a record of a catalogue, as the server says; the commands are asked about first.
//!
//! Invariant: a dialog says exactly what will happen; what has been used is archived, what has not is deleted, and there is one
//! button for it. Drawn anew only when the set of actions changes, so that a focused button stays.

use std::rc::Rc;

use contract::actions::AvailableAction;
use domain::{Action, Money, Permission};
use leptos::prelude::*;

use crate::api::Method;
use crate::el::{El, Give, div};
use crate::form::{After, Command, Form};
use crate::i18n::{Lang, Msg, lang, lang_now};
use crate::load::Load;
use crate::router;
use crate::session::use_session;
use crate::ui::{self, Look, Question, focus_heading};
use crate::watch::memo;

/// What can be done with records of one kind.
pub struct Acts {
    /// Of the ids of faults.
    pub prefix: &'static str,
    /// Name of the bar.
    pub label: Msg,
    /// The list that a deleted record leads back to.
    pub list: &'static str,
    pub links: &'static [Link],
    pub acts: &'static [Act],
}

/// An action that has a page of its own.
pub struct Link {
    pub action: Action,
    /// Of the link; `edit` has a key.
    pub id: &'static str,
    pub label: Msg,
    pub href: fn(i64) -> String,
    pub look: Look,
    /// What else the role has to have.
    pub right: Option<Permission>,
}

/// A command that is asked about first.
pub struct Act {
    pub action: Action,
    /// Id of the button; that of the dialog.
    pub id: &'static str,
    pub question: &'static str,
    pub label: Msg,
    pub title: Msg,
    pub yes: Msg,
    pub look: Look,
    pub method: Method,
    pub path: fn(i64) -> String,
    pub effect: fn(Lang, &Record) -> String,
    pub done: fn(Lang, &str) -> String,
}

/// What every record has.
#[derive(serde::Deserialize)]
pub struct Record {
    /// Of jobs there is none.
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    available_actions: Vec<AvailableAction>,
    /// Of a client.
    #[serde(default)]
    pub balance: Option<Money>,
}

impl Record {
    fn allows(&self, action: Action) -> bool {
        self.available_actions.iter().any(|offer| offer.action == action && offer.allowed)
    }

    /// Whether the button is there. What can be deleted is not archived.
    fn offers(&self, action: Action) -> bool {
        self.allows(action) && !(action == Action::Archive && self.allows(Action::Delete))
    }
}

/// Links first.
pub fn acts(id: i64, load: Load, of: &'static Acts) -> El {
    acts_with(id, load, of, Box::new(Vec::new))
}

/// The same with more links between those of the record and its commands, whatever its state.
pub fn acts_with(id: i64, load: Load, of: &'static Acts, more: Box<dyn Give<Vec<El>>>) -> El {
    let form = Form::new(of.prefix);
    // Id of the button whose question is open.
    let asked = RwSignal::new(String::new());
    let offered = memo(move || {
        let all = of.links.iter().map(|link| link.action).chain(of.acts.iter().map(|act| act.action));
        let record = load.read::<Record>();
        let offered = all.filter(|action| record.as_ref().is_some_and(|it| it.offers(*action)));
        offered.map(Action::as_str).collect::<Vec<_>>().join(" ")
    });
    let session = use_session();
    let buttons = move || {
        let offered = offered.get();
        let is = |action: Action| offered.split(' ').any(|word| word == action.as_str());
        let may = |link: &&Link| is(link.action) && link.right.is_none_or(|right| session.may(right));
        let links = of
            .links
            .iter()
            .filter(may)
            .map(|link| ui::link_button(link.look, (link.href)(id), link.label).id(link.id));
        let acts = of.acts.iter().filter(|act| is(act.action)).map(|act| {
            let look = if act.look == Look::Danger { Look::Danger } else { Look::Plain };
            ui::button(look, act.label).id(act.id).on_click(move || asked.set(act.id.to_owned()))
        });
        links.chain(more.give()).chain(acts).collect::<Vec<_>>()
    };
    let bar = div("cluster no-print").attr("role", "group").attr("aria-label", of.label).live(buttons);
    let questions = of.acts.iter().map(|act| question(id, load, form, (of, act), asked)).collect::<Vec<_>>();
    div("stack").child(bar).child(ui::summary(form.faults())).child(questions)
}

type One = (&'static Acts, &'static Act);

fn question(id: i64, load: Load, form: Form, (of, act): One, asked: RwSignal<String>) -> El {
    let text = move || load.read::<Record>().map(|record| (act.effect)(lang(), &record)).unwrap_or_default();
    let question =
        Question { id: act.question, title: act.title, text: Rc::new(text), yes: act.yes, look: act.look };
    let close = move || asked.set(String::new());
    let yes = move || {
        close();
        let name = untrack(|| load.read::<Record>()).map(|record| record.name).unwrap_or_default();
        form.send(Ok(Command::bare(act.method, (act.path)(id))), after(load, (of, act), asked, name));
    };
    ui::confirm(question, move || asked.with(|asked| asked == act.id), close, yes)
}

fn after(load: Load, (of, act): One, asked: RwSignal<String>, name: String) -> After {
    let done = move |text: String| {
        ui::toast((act.done)(lang_now(), &name));
        // The page may be gone by now.
        if asked.try_get_untracked().is_none() {
            return;
        }
        if act.action == Action::Delete {
            router::done(of.list);
        } else {
            load.put(text);
            focus_heading();
        }
    };
    // What the page shows may be out of date.
    After::done(done).refused(move |_| {
        load.again();
        false
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_deleted_is_not_archived() {
        let record = |allowed: &[Action]| {
            let all = [Action::Edit, Action::Delete, Action::Archive];
            let offer = |action| AvailableAction { action, allowed: allowed.contains(&action), reason: None };
            let available_actions = all.into_iter().map(offer).collect();
            Record { name: String::new(), available_actions, balance: None }
        };
        let fresh = record(&[Action::Edit, Action::Delete, Action::Archive]);
        assert!(fresh.offers(Action::Edit) && fresh.offers(Action::Delete) && !fresh.offers(Action::Archive));
        let used = record(&[Action::Archive]);
        assert!(!used.offers(Action::Edit) && !used.offers(Action::Delete) && used.offers(Action::Archive));
    }
}
