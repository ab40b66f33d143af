//! Effects, memos and tasks whose code is boxed.
//!
//! Why not Leptos' own constructors: they are generic over the code they run, and make all their machinery anew for each piece of
//! it, a kilobyte and more. Here it exists once, or once for each type of a memo's value.

use std::pin::Pin;

use leptos::prelude::*;

use crate::el::{Give, Take};

/// Runs now and whenever what it reads changes; ends with the component around it.
#[inline(never)]
pub fn effect(mut run: impl FnMut() + 'static) {
    boxed_effect(Box::new(move |()| run()));
}

#[inline(never)]
fn boxed_effect(mut run: Box<dyn Take<()>>) {
    Effect::new(move |_: Option<()>| run.take(()));
}

/// What follows from signals: tells others only when it has changed.
pub fn memo<T: PartialEq + Send + Sync + 'static>(value: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    boxed_memo(Box::new(value))
}

#[inline(never)]
fn boxed_memo<T: PartialEq + Send + Sync + 'static>(value: Box<dyn Give<T> + Send + Sync>) -> Memo<T> {
    Memo::new(move |_| value.give())
}

/// Does it in the background, to its end.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    boxed_spawn(Box::pin(task));
}

#[inline(never)]
fn boxed_spawn(task: Pin<Box<dyn Future<Output = ()>>>) {
    leptos::task::spawn_local(task);
}
