//! Exports: a list as a CSV file, with the query parameters of that list.

use serde::{Deserialize, Serialize};

/// Language of the words in the head line of a file. Those of clients are fixed, so that the file can be imported again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ExportLang {
    #[default]
    Ru,
    En,
}

impl ExportLang {
    /// The one for this language.
    pub fn choose<T>(self, ru: T, en: T) -> T {
        match self {
            Self::Ru => ru,
            Self::En => en,
        }
    }
}

/// What an export takes besides the filters and the order of its list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct ExportQuery {
    /// `ru` (default) or `en`.
    pub lang: Option<ExportLang>,
}
