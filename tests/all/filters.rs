//! Filters of clients and operations against a model in memory: random data, random combinations of all filters, every sort, all
//! pages forward and back.
//!
//! `SEED=...` repeats a run; a failure prints its seed.

mod clients;
mod data;
mod large;
mod model;
mod moving;
mod operations;
mod pages;

use rand::SeedableRng;
use rand::rngs::StdRng;

/// A generator that prints its seed, which the test harness shows on failure.
pub fn seeded() -> StdRng {
    let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(rand::random);
    println!("SEED={seed}");
    StdRng::seed_from_u64(seed)
}
