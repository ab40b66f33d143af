//! Tests of the whole program: the built `saldo` binary, over HTTP, on a real PostgreSQL, a database per test.
//!
//! Every test ends with `saldo verify` on its database (see `harness::run`): whatever a test does, the ledger must balance.
//! Build the binary first (`cargo build -p api`); `make test` does.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests fail by panicking")]

mod harness;

mod accounting;
mod actions;
mod api_keys;
mod audit;
mod bank;
mod browser;
mod cli;
mod clients;
mod crash;
mod exports;
mod filters;
mod full_disk;
mod home;
mod hostile;
mod hostile_sql;
mod jobs;
mod keys;
mod money;
mod openapi;
mod operations;
mod order_lists;
mod orders;
mod outages;
mod payments;
mod permissions;
mod problems;
mod products;
mod races;
mod services;
mod serving;
mod sessions;
mod stock;
mod users;
mod views;
mod wallet;
mod wallet_limits;
