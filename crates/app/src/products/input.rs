//! What a person typed about a product, turned into values that are valid, or into all the faults at once.

use contract::problem::FieldProblem;
use contract::products::ProductInput;
use domain::{Money, TextError, clean_text};

use crate::{Error, Result};

const DEFAULT_UNIT: &str = "шт";

/// A product as it will be stored.
#[derive(Debug)]
pub struct Record {
    pub name: String,
    pub sku: Option<String>,
    pub unit: String,
    pub price: Money,
}

impl Record {
    /// Reads the input of a form.
    ///
    /// # Errors
    /// `invalid_fields` with every field at fault.
    pub fn parse(input: ProductInput) -> Result<Self> {
        let mut faults = Vec::new();
        let mut fault =
            |field: &str, code: &str| faults.push(FieldProblem { field: field.into(), code: code.into() });
        let name = clean_text(&input.name, 300).map_err(|error| fault("name", required(error))).ok();
        let sku = word(input.sku.as_deref(), 60).map_err(|error| fault("sku", error.code())).ok();
        let unit = word(input.unit.as_deref(), 20).map_err(|error| fault("unit", error.code())).ok();
        if input.price.is_negative() {
            fault("price", "out_of_range");
        }
        match (name, sku, unit) {
            (Some(name), Some(sku), Some(unit)) if faults.is_empty() => {
                let unit = unit.unwrap_or_else(|| DEFAULT_UNIT.to_owned());
                Ok(Self { name, sku, unit, price: input.price })
            }
            _ => Err(Error::fields(faults)),
        }
    }
}

/// A text of one line; `None` when it is blank or absent.
fn word(text: Option<&str>, max_chars: usize) -> Result<Option<String>, TextError> {
    match clean_text(text.unwrap_or(""), max_chars) {
        Ok(text) if text.contains(['\n', '\t']) => Err(TextError::Invalid),
        Ok(text) => Ok(Some(text)),
        Err(TextError::Empty) => Ok(None),
        Err(error) => Err(error),
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
        let result =
            parse(serde_json::json!({"name": " ", "sku": "a\nb", "unit": "a\u{0}", "price": "-0.01"}));
        let Err(Error::Refused(problem)) = result else { panic!("{result:?}") };
        let found: Vec<_> =
            problem.errors.iter().map(|error| format!("{} {}", error.field, error.code)).collect();
        assert_eq!(found, ["name required", "sku invalid_text", "unit invalid_text", "price out_of_range"]);
    }

    #[test]
    fn blank_is_absent_and_goods_are_counted_in_pieces_unless_said() {
        let record = parse(serde_json::json!({"name": " Кабель ", "sku": " ", "price": 35.5})).unwrap();
        assert_eq!((record.name.as_str(), record.sku, record.unit.as_str()), ("Кабель", None, "шт"));
        assert_eq!(record.price.to_string(), "35.50");
    }
}
