//! Pages: each loads what it shows, shows it with parts from `ui`, and acts through the API.

mod client;
mod clients;
mod home;
mod no_server;
mod not_found;
mod sign_in;

pub use client::Client;
pub use clients::Clients;
pub use home::Home;
pub use no_server::NoServer;
pub use not_found::NotFound;
pub use sign_in::{SignIn, SignInAgain};
