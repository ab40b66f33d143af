//! Examples of bodies, put together from the examples of their fields, so that they can never disagree with the schemas.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{ArrayItems, Object, SchemaFormat, SchemaType, Type};
use utoipa::openapi::{RefOr, Schema};

type Schemas = BTreeMap<String, RefOr<Schema>>;

/// Nested deeper than any of ours; ends recursive schemas.
const DEEPEST: usize = 24;

/// Adds an example to the JSON request body and to the JSON answers that succeed, where none is given.
pub fn add(operation: &mut Operation, schemas: &Schemas) {
    let request = operation.request_body.iter_mut().filter_map(|body| match body {
        RefOr::T(body) => body.content.get_mut("application/json"),
        RefOr::Ref(_) => None,
    });
    let answers = operation.responses.responses.iter_mut().filter(|(status, _)| status.starts_with('2'));
    let answers = answers.filter_map(|(_, response)| match response {
        RefOr::T(response) => response.content.get_mut("application/json"),
        RefOr::Ref(_) => None,
    });
    for content in request.chain(answers) {
        if let RefOr::T(content) = content
            && content.example.is_none()
            && let Some(schema) = &content.schema
        {
            content.example = of(schema, schemas, DEEPEST);
        }
    }
}

fn of(schema: &RefOr<Schema>, schemas: &Schemas, depth: usize) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    match schema {
        RefOr::Ref(reference) => {
            let name = reference.ref_location.rsplit('/').next()?;
            of(schemas.get(name)?, schemas, depth)
        }
        RefOr::T(Schema::Object(object)) => of_object(object, schemas, depth),
        RefOr::T(Schema::Array(array)) => match &array.items {
            ArrayItems::RefOrSchema(items) => {
                Some(Value::Array(of(items, schemas, depth).into_iter().collect()))
            }
            ArrayItems::False => Some(json!([])),
        },
        // `Option<T>` of a referenced type is "null or T".
        RefOr::T(Schema::OneOf(one)) => {
            one.items.iter().filter_map(|item| of(item, schemas, depth)).find(|it| !it.is_null())
        }
        RefOr::T(Schema::AnyOf(any)) => any.items.iter().find_map(|item| of(item, schemas, depth)),
        RefOr::T(Schema::AllOf(all)) => {
            let mut whole = Map::new();
            for item in &all.items {
                if let Some(Value::Object(part)) = of(item, schemas, depth) {
                    whole.extend(part);
                }
            }
            Some(Value::Object(whole))
        }
        RefOr::T(_) => None,
    }
}

fn of_object(object: &Object, schemas: &Schemas, depth: usize) -> Option<Value> {
    if let Some(example) = object.example.clone().or_else(|| object.examples.first().cloned()) {
        return Some(example);
    }
    if let Some(first) = object.enum_values.as_ref().and_then(|values| values.first()) {
        return Some(first.clone());
    }
    if !object.properties.is_empty() {
        let field = |(name, schema): (&String, &RefOr<Schema>)| {
            let needed = object.required.contains(name) || is_told(schema);
            needed.then(|| Some((name.clone(), of(schema, schemas, depth)?)))?
        };
        return Some(Value::Object(object.properties.iter().filter_map(field).collect()));
    }
    let kind = match &object.schema_type {
        SchemaType::Type(kind) => kind,
        SchemaType::Array(kinds) if kinds.contains(&Type::Null) => &Type::Null,
        SchemaType::Array(kinds) => kinds.first()?,
        SchemaType::AnyValue => return None,
    };
    Some(match kind {
        Type::String => json!(text(object.format.as_ref())),
        Type::Integer | Type::Number => json!(1),
        Type::Boolean => json!(false),
        Type::Object => json!({}),
        Type::Array => json!([]),
        Type::Null => Value::Null,
    })
}

/// Whether an optional field has an example of its own, and so belongs into the example of the whole.
fn is_told(schema: &RefOr<Schema>) -> bool {
    match schema {
        RefOr::T(Schema::Object(object)) => object.example.is_some() || !object.examples.is_empty(),
        RefOr::T(Schema::OneOf(one)) => one.example.is_some() || !one.examples.is_empty(),
        RefOr::T(_) | RefOr::Ref(_) => false,
    }
}

fn text(format: Option<&SchemaFormat>) -> &'static str {
    use utoipa::openapi::KnownFormat as Known;
    match format {
        Some(SchemaFormat::KnownFormat(Known::DateTime)) => "2026-04-27T21:00:00Z",
        Some(SchemaFormat::KnownFormat(Known::Date)) => "2026-04-27",
        Some(SchemaFormat::KnownFormat(Known::Password)) => "correct horse battery staple",
        _ => "text",
    }
}
