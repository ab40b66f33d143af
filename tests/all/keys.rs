//! Idempotency keys as callers see them: one key, one request, one effect, one answer; whatever else stands in the table of keys.

mod changes;
mod lanes;
mod lost;
mod older;
mod pairs;
mod rights;
mod unknown;
