//! Lists: keyset pages with opaque cursors, in both directions.

use serde::{Deserialize, Serialize};

/// Rows of a page when the caller does not say.
pub const DEFAULT_LIMIT: u16 = 50;
/// Most rows of a page.
pub const MAX_LIMIT: u16 = 200;
/// Counting stops here; above it the count is "more than".
pub const COUNT_CAP: i64 = 10_000;

/// How many rows the whole filtered list has; counted up to 10 000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Count {
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 10000, example = 87))]
    pub value: i64,
    /// True: there are more than `value`.
    pub capped: bool,
}

/// A list without filters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct PageQuery {
    pub cursor: Option<String>,
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200, example = 50))]
    pub limit: Option<u16>,
}

/// Declares a concrete page, because generic schemas come out inlined in the OpenAPI document.
macro_rules! page {
    ($(#[$doc:meta])* $name:ident of $item:ty $(, $(#[$extra_doc:meta])* $extra:ident: $extra_type:ty)*) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct $name {
            pub items: Vec<$item>,
            /// Give it back as `cursor` for the next page; null on the last one.
            pub next_cursor: Option<String>,
            /// Give it back as `cursor` for the page before; null on the first one.
            pub prev_cursor: Option<String>,
            /// Only when asked for with `count=true`.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub count: Option<$crate::page::Count>,
            $($(#[$extra_doc])* #[serde(default, skip_serializing_if = "Option::is_none")] pub $extra: Option<$extra_type>,)*
        }
    };
}

pub(crate) use page;
