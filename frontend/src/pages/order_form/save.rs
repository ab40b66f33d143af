//! Saving: a new order is one keyed command; a changed one sends only what was changed, the head before the lines.

use contract::orders::{LineInput, NewOrder, Order, OrderInput, OrderLines};
use contract::paths;
use contract::problem::ProblemCode;
use leptos::prelude::*;

use super::draft::{Base, Draft};
use crate::api::{ApiError, Method, Stop, read};
use crate::form::{After, Command};
use crate::pages::orders::order_href;
use crate::router;
use crate::watch::spawn;

/// What the form says.
struct Wish {
    client: i64,
    comment: String,
    lines: Vec<LineInput>,
}

impl Draft {
    pub fn submit(self) {
        if self.form.is_sending_now() {
            return;
        }
        if untrack(|| self.form.is_unknown()) {
            return self.form.check();
        }
        if !self.add_pending() {
            return;
        }
        match (self.client.value.with_untracked(|id| id.parse().ok()), untrack(|| self.lines.read())) {
            (Some(client), Ok(lines)) => {
                let comment = self.comment.with_untracked(|text| text.trim().to_owned());
                self.save(Wish { client, comment, lines });
            }
            (client, lines) => {
                let mut faults = lines.err().unwrap_or_default();
                if client.is_none() {
                    faults.insert(0, self.client.fault());
                }
                self.form.refuse(faults);
            }
        }
    }

    fn save(self, wish: Wish) {
        match self.base.get_value() {
            None => self.create(wish),
            Some(base) if base.client != wish.client || base.comment != wish.comment => {
                self.save_head(base, wish)
            }
            Some(base) if base.lines != wish.lines => self.save_lines(base, wish.lines),
            Some(base) => self.leave(base.id),
        }
    }

    fn create(self, wish: Wish) {
        let body = NewOrder { client_id: wish.client, comment: wish.comment, lines: wish.lines };
        let command = Command::new(Method::Post, paths::ORDERS.to_owned(), &body).map(Command::keyed);
        self.form.send(command, After::done(move |answer| self.saved(&answer)));
    }

    fn saved(self, answer: &str) {
        match read::<Order>(answer) {
            // Who has left meanwhile is not brought back.
            Ok(order) if self.comment.try_get_untracked().is_some() => self.leave(order.id),
            Ok(_) => {}
            Err(error) => self.form.refuse_with(error),
        }
    }

    fn save_head(self, base: Base, wish: Wish) {
        let body =
            OrderInput { client_id: wish.client, comment: wish.comment.clone(), version: base.version };
        let command = Command::new(Method::Put, paths::order(base.id), &body);
        let lines = wish.lines;
        let after = After::done(move |answer| match read::<Order>(&answer) {
            Ok(order) => {
                self.rebase(&order);
                let (client, comment) = (order.client_id, order.comment);
                self.save(Wish { client, comment, lines: lines.clone() });
            }
            Err(error) => self.form.refuse_with(error),
        });
        self.form.send(command, after.refused(move |error| self.refused(base.id, error)));
    }

    fn save_lines(self, base: Base, lines: Vec<LineInput>) {
        let command = Command::new(
            Method::Put,
            paths::order_lines(base.id),
            &OrderLines { lines, version: base.version },
        );
        let after = After::done(move |answer| self.saved(&answer));
        self.form.send(command, after.refused(move |error| self.refused(base.id, error)));
    }

    fn leave(self, id: i64) {
        let pay = if self.paying.get_untracked() { "?pay=1" } else { "" };
        router::done(&format!("{}{pay}", order_href(id)));
    }

    /// Somebody else was quicker: see how the order stands.
    fn refused(self, id: i64, error: &ApiError) -> bool {
        let moved = error.is(ProblemCode::StaleVersion) || error.is(ProblemCode::InvalidTransition);
        if moved {
            let api = self.api;
            spawn(async move {
                match api.get_text(&paths::order(id), &Stop::new()).await {
                    Ok(text) => drop(self.theirs.try_set(text)),
                    Err(error) => self.form.refuse_with(error),
                }
            });
        }
        moved
    }
}
