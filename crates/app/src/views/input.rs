//! What a person typed about a view, turned into values that can be stored, or into all the faults at once.

use contract::problem::FieldProblem;
use contract::views::{SavedViewInput, ViewList};
use domain::{TextError, clean_text};

use crate::{Error, Result};

const MAX_NAME_CHARS: usize = 80;
const MAX_QUERY_CHARS: usize = 2000;

/// A view as it will be stored.
#[derive(Debug)]
pub struct Record {
    pub list: ViewList,
    pub name: String,
    pub query: String,
    pub shared: bool,
}

impl Record {
    /// Reads the input of a form.
    ///
    /// # Errors
    /// `invalid_fields` with every field at fault.
    pub fn parse(input: SavedViewInput) -> Result<Self> {
        let mut faults = Vec::new();
        let mut fault =
            |field: &str, code: &str| faults.push(FieldProblem { field: field.into(), code: code.into() });
        let name = match clean_text(&input.name, MAX_NAME_CHARS) {
            Ok(name) if name.contains(['\n', '\t']) => {
                fault("name", TextError::Invalid.code());
                None
            }
            Err(TextError::Empty) => {
                fault("name", "required");
                None
            }
            other => other.map_err(|error| fault("name", error.code())).ok(),
        };
        // An address has no spaces, and what stands before its query is not part of it.
        let query = match clean_text(&input.query, MAX_QUERY_CHARS) {
            Err(TextError::Empty) => Some(String::new()),
            Ok(query) if query.starts_with('?') || query.contains(['\n', '\t']) => {
                fault("query", TextError::Invalid.code());
                None
            }
            other => other.map_err(|error| fault("query", error.code())).ok(),
        };
        match (name, query) {
            (Some(name), Some(query)) => Ok(Self { list: input.list, name, query, shared: input.shared }),
            _ => Err(Error::fields(faults)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(json: serde_json::Value) -> Result<Record> {
        Record::parse(serde_json::from_value(json).unwrap())
    }

    #[test]
    fn everything_wrong_is_reported_at_once() {
        let result = parse(serde_json::json!({"list": "clients", "name": " ", "query": "?q=1"}));
        let Err(Error::Refused(problem)) = result else { panic!("{result:?}") };
        let found: Vec<_> =
            problem.errors.iter().map(|error| format!("{} {}", error.field, error.code)).collect();
        assert_eq!(found, ["name required", "query invalid_text"]);
        for (field, value) in [("name", "a\nb"), ("name", "a\u{0}"), ("query", "q=\u{7}"), ("query", "a\tb")]
        {
            let mut body = serde_json::json!({"list": "clients", "name": "Имя", "query": ""});
            body[field] = value.into();
            assert!(parse(body).is_err(), "{field} {value:?}");
        }
    }

    #[test]
    fn the_first_page_of_everything_is_a_view_too() {
        let record = parse(serde_json::json!({"list": "bank-deliveries", "name": " Все "})).unwrap();
        assert_eq!((record.name.as_str(), record.query.as_str(), record.shared), ("Все", "", false));
    }
}
