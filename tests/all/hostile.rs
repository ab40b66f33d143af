//! Hostile requests: whatever arrives, the answer is a refusal that says why, never a server error, never a hang.

mod bodies;
mod headers;
mod ids;
mod raw;
mod shares;
mod text;
