//! The browser app in a real browser, as tasks of a person: every test fails on an error in the console.
//!
//! Needs chromium and chromedriver (`CHROME`, `CHROMEDRIVER`, or the search path) and the built app (`cargo xtask spa`). Without them
//! these tests are skipped with a word, except where `CI` is set.

mod access;
mod driver;
mod every_page;
mod find;
mod forms;
mod goods;
mod jobs;
mod keyboard;
mod lists;
mod money;
mod moving;
mod order_desk;
mod order_form;
mod page;
mod picker;
mod register;
mod sessions;
mod speed;
mod start;
mod stock;
mod views;
mod wallet;
mod world;
