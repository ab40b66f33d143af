//! The embedded server against a real PostgreSQL, as this user: root's way and an ordinary user's both work here.

mod crash;
mod life;
mod support;
mod temporary;
