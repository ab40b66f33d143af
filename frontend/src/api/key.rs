//! Keys that make a repeated command harmless.

use leptos::prelude::window;

/// 128 random bits in hex. One key belongs to one content of one form until the server has settled its fate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// A fresh key; `None` if the browser has no source of randomness.
    ///
    /// `crypto.randomUUID` would be shorter, but exists only over HTTPS and on localhost; this works in any office network.
    pub fn new() -> Option<Self> {
        let mut bytes = [0_u8; 16];
        window().crypto().ok()?.get_random_values_with_u8_array(&mut bytes).ok()?;
        Some(Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}
