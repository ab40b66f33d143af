//! The wire: what travels between Saldo and its callers, the browser included. Types only, no behaviour beyond field limits.
//!
//! Rules of the domain stay in the domain crate; what is here is the JSON: snake_case names, money as strings, times in RFC 3339
//! UTC, kinds in the capitals of the trade (`TOP_UP`). The OpenAPI schemas are derived under the feature `openapi`.

#![deny(clippy::wildcard_enum_match_arm)]

pub mod access;
pub mod accounting;
pub mod actions;
pub mod audit;
pub mod bank;
pub mod clients;
pub mod export;
pub mod jobs;
pub mod operations;
pub mod orders;
pub mod overview;
pub mod page;
pub mod paths;
pub mod payments;
pub mod problem;
pub mod products;
#[cfg(feature = "openapi")]
pub mod schema;
pub mod search;
pub mod services;
pub mod suggestions;
pub mod views;
