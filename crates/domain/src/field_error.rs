//! One fault in one field, as problem details list it.
//!
//! Absent on purpose: words for people. The code is stable; the browser and the API document translate it.

use serde::Serialize;

/// A field at fault and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// Path of the field in the request, joined with dots: `client_info.kpp`.
    pub field: String,
    /// Stable code: `too_long`, `invalid_kpp`, ...
    pub code: &'static str,
}

impl FieldError {
    /// A fault of `field`.
    pub fn new(field: impl Into<String>, code: &'static str) -> Self {
        Self { field: field.into(), code }
    }
}
