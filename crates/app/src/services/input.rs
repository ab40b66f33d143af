//! What a person typed about a service, turned into values that are valid, or into all the faults at once.

use contract::problem::FieldProblem;
use contract::services::ServiceInput;
use domain::{BillingInfo, ServiceKind, TextError, clean_text};

use crate::{Error, Result};

const DEFAULT_BILLING_KIND: &str = "one_off";

/// A service as it will be stored.
#[derive(Debug)]
pub struct Record {
    pub name: String,
    pub description: String,
    pub kind: ServiceKind,
    pub billing_kind: ServiceKind,
    pub billing_info: BillingInfo,
}

impl Record {
    /// Reads the input of a form.
    ///
    /// # Errors
    /// `invalid_fields` with every field at fault.
    pub fn parse(input: ServiceInput) -> Result<Self> {
        let mut faults = Vec::new();
        let mut fault =
            |field: &str, code: &str| faults.push(FieldProblem { field: field.into(), code: code.into() });
        let name = clean_text(&input.name, 300).map_err(|error| fault("name", required(error))).ok();
        let description = match clean_text(&input.description, 4000) {
            Err(TextError::Empty) => Some(String::new()),
            other => other.map_err(|error| fault("description", error.code())).ok(),
        };
        let kind = ServiceKind::parse(&input.kind).map_err(|error| fault("kind", error.code())).ok();
        let billing_kind = input.billing_kind.as_deref().unwrap_or(DEFAULT_BILLING_KIND);
        let billing_kind =
            ServiceKind::parse(billing_kind).map_err(|error| fault("billing_kind", error.code())).ok();
        for found in input.billing_info.validate() {
            fault(&found.field, found.code);
        }
        match (name, description, kind, billing_kind) {
            (Some(name), Some(description), Some(kind), Some(billing_kind)) if faults.is_empty() => {
                Ok(Self { name, description, kind, billing_kind, billing_info: input.billing_info })
            }
            _ => Err(Error::fields(faults)),
        }
    }
}

fn required(error: TextError) -> &'static str {
    if error == TextError::Empty { "required" } else { error.code() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(json: serde_json::Value) -> Result<Record> {
        Record::parse(serde_json::from_value(json).unwrap())
    }

    #[test]
    fn everything_wrong_is_reported_at_once() {
        let result = parse(serde_json::json!({
            "name": " ", "kind": "two words", "description": "a\u{0}", "billing_kind": "", "billing_info": {"": 1},
        }));
        let Err(Error::Refused(problem)) = result else { panic!("{result:?}") };
        let found: Vec<_> =
            problem.errors.iter().map(|error| format!("{} {}", error.field, error.code)).collect();
        assert_eq!(
            found,
            [
                "name required",
                "description invalid_text",
                "kind invalid_kind",
                "billing_kind invalid_kind",
                "billing_info invalid_key",
            ]
        );
    }

    #[test]
    fn kinds_are_folded_and_billing_is_one_off_unless_said() {
        let record = parse(serde_json::json!({"name": " Интернет 100 ", "kind": "Internet"})).unwrap();
        assert_eq!((record.name.as_str(), record.kind.as_str()), ("Интернет 100", "internet"));
        assert_eq!(record.billing_kind.as_str(), "one_off");
    }
}
