//! Words that are in use already, for fields that take any word.

use serde::{Deserialize, Serialize};

/// Most suggestions of one answer.
pub const MAX_SUGGESTIONS: i64 = 20;

/// What is to be suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SuggestionKind {
    /// Keys of billing parameters of services.
    BillingKey,
    /// Kinds of services.
    ServiceKind,
    City,
    /// Keys of the identifying data of clients.
    ClientInfoKey,
    /// Keys of further contacts.
    ContactKey,
}

/// Which words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct SuggestionQuery {
    pub of: SuggestionKind,
    /// How the word begins, in any case; absent: the first words of all.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", param(max_length = 200, example = "сим"))]
    pub q: Option<String>,
}

/// Words in use, in the order of the alphabet, at most twenty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SuggestionList {
    pub items: Vec<Suggestion>,
}

/// One word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suggestion {
    #[cfg_attr(feature = "openapi", schema(example = "Симферополь"))]
    pub value: String,
}
