//! Turning what serde and validator say into fields and stable codes. Their messages repeat the values at fault (passports,
//! passwords), so nothing of a message is passed on but names of fields.

use std::collections::BTreeSet;

use contract::problem::FieldProblem;
use validator::{ValidationErrors, ValidationErrorsKind};

/// The field and code for a serde error at `path` with that message.
pub fn of_serde(path: &str, message: &str) -> FieldProblem {
    let message = message.split(" at line ").next().unwrap_or_default();
    let named = message.split('`').nth(1);
    let (field, code) = if message.starts_with("missing field") {
        (join(path, named), "required")
    } else if message.starts_with("unknown field") {
        (join(parent(path, named), named), "unknown_field")
    } else if message.starts_with("duplicate field") {
        (join(parent(path, named), named), "duplicate_field")
    } else if message.starts_with("unknown variant") {
        (path.to_owned(), "unknown_value")
    } else if message.starts_with("invalid type") {
        (path.to_owned(), "invalid_type")
    } else if is_code(message) {
        // The domain's own types refuse with their stable code.
        return FieldProblem { field: path.to_owned(), code: message.to_owned() };
    } else {
        (path.to_owned(), "invalid_value")
    };
    FieldProblem { field, code: code.to_owned() }
}

/// Every broken limit, by path, in a stable order.
pub fn of_limits(errors: &ValidationErrors) -> Vec<FieldProblem> {
    let mut found = BTreeSet::new();
    collect(errors, "", &mut found);
    found.into_iter().map(|(field, code)| FieldProblem { field, code }).collect()
}

fn collect(errors: &ValidationErrors, path: &str, found: &mut BTreeSet<(String, String)>) {
    for (name, kind) in errors.errors() {
        let path = join(path, Some(name));
        match kind {
            ValidationErrorsKind::Field(errors) => {
                found.extend(errors.iter().map(|error| (path.clone(), error.code.to_string())));
            }
            ValidationErrorsKind::Struct(errors) => collect(errors, &path, found),
            ValidationErrorsKind::List(items) => {
                for (index, errors) in items {
                    collect(errors, &format!("{path}[{index}]"), found);
                }
            }
        }
    }
}

/// serde_path_to_error sometimes stands on the unknown field itself, sometimes on what holds it.
fn parent<'a>(path: &'a str, named: Option<&str>) -> &'a str {
    match named.and_then(|name| path.strip_suffix(name)) {
        Some("") => "",
        Some(parent) if parent.ends_with('.') => parent.trim_end_matches('.'),
        _ => path,
    }
}

fn join(path: &str, name: Option<&str>) -> String {
    match (path, name) {
        ("" | ".", Some(name)) => name.to_owned(),
        (path, Some(name)) => format!("{path}.{name}"),
        (path, None) => path.to_owned(),
    }
}

fn is_code(message: &str) -> bool {
    !message.is_empty() && message.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blame(path: &str, message: &str) -> (String, String) {
        let problem = of_serde(path, message);
        (problem.field, problem.code)
    }

    #[test]
    fn fields_are_named_and_values_are_not() {
        let pair = |field: &str, code: &str| (field.to_owned(), code.to_owned());
        let cases = [
            (".", "missing field `amount` at line 1 column 2", pair("amount", "required")),
            (
                "operations[3]",
                "missing field `kind` at line 1 column 9",
                pair("operations[3].kind", "required"),
            ),
            ("colour", "unknown field `colour`, expected one of `a`, `b`", pair("colour", "unknown_field")),
            (
                "contacts[0].x",
                "unknown field `x`, expected `y` at line 1",
                pair("contacts[0].x", "unknown_field"),
            ),
            (".", "duplicate field `amount` at line 1 column 3", pair("amount", "duplicate_field")),
            ("amount", "too_many_decimals at line 1 column 18", pair("amount", "too_many_decimals")),
            ("kind", "unknown variant `4700 123456`, expected one of", pair("kind", "unknown_value")),
            (
                "version",
                "invalid type: string \"4700 123456\", expected i64",
                pair("version", "invalid_type"),
            ),
            ("from", "premature end of input", pair("from", "invalid_value")),
        ];
        for (path, message, expected) in cases {
            assert_eq!(blame(path, message), expected, "{message}");
        }
    }
}
