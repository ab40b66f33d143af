//! Exports: a list as a CSV file, with the query parameters of that list.

use serde::{Deserialize, Serialize};

/// Language of a file: of its head line, its words, its numbers and dates.
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

/// For whom a file is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ExportFormat {
    /// For people and their spreadsheets.
    #[default]
    Readable,
    /// For programs, and for an import: every column under its key, codes, points, moments with their offset.
    Machine,
}

/// Which columns a file has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ExportColumns {
    #[default]
    Usual,
    All,
}

/// What an export takes besides the filters and the order of its list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct ExportQuery {
    /// Of words, numbers and dates: `ru` (default; `1234,50`, `31.01.2026 22:00:00`) or `en` (`1234.50`, `2026-01-31 22:00:00`).
    pub lang: Option<ExportLang>,
    /// `readable` (default), or `machine`: all columns under keys that do not change, codes instead of words, `user:1` instead of names,
    /// points, moments like `2026-01-31T22:00:00+03:00`. `lang` says nothing then. An import reads this.
    pub format: Option<ExportFormat>,
    /// `usual` (default) or `all`, which adds what people seldom want, such as numbers of records.
    pub columns: Option<ExportColumns>,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExportForm {
    pub lang: ExportLang,
    pub format: ExportFormat,
    pub columns: ExportColumns,
}

impl From<ExportQuery> for ExportForm {
    fn from(query: ExportQuery) -> Self {
        Self {
            lang: query.lang.unwrap_or_default(),
            format: query.format.unwrap_or_default(),
            columns: query.columns.unwrap_or_default(),
        }
    }
}
