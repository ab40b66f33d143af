//! Orders over HTTP: every transition and every refusal, what each moves, and that a failure moves nothing.

mod access;
mod actions;
mod crash;
mod drafts;
mod pay;
mod races;
mod returns;
mod rollback;
mod stock;
mod transitions;
