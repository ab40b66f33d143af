//! What a parameter or a body is in its place, where the types alone cannot say it: ids that are positive, lists of ids with their own
//! grammar, exports without pages, edits with a version.

use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{Operation, Parameter, ParameterIn};
use utoipa::openapi::schema::{
    AllOfBuilder, KnownFormat, Object, ObjectBuilder, SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::{RefOr, Schema};

use crate::extract::export::OF_PAGES;

/// Numbers and ranges of numbers, as `app::filter::Ids` reads them; blank is absent.
const ID_RANGES: &str = r"^\s*$|^\s*([0-9]+|[0-9]+\s*\.\.\s*[0-9]*|\.\.\s*[0-9]+)\s*(,\s*([0-9]+|[0-9]+\s*\.\.\s*[0-9]*|\.\.\s*[0-9]+)\s*)*$";

/// Says what follows from the place.
pub fn refine(path: &str, method: &str, operation: &mut Operation) {
    tell_ids_apart(operation);
    if path.ends_with("/export") {
        remove_paging(operation);
    }
    if method == "put" {
        require_version(operation);
    }
}

/// A file has all rows of its list.
fn remove_paging(operation: &mut Operation) {
    let stays = |parameter: &RefOr<Parameter>| match parameter {
        RefOr::T(parameter) => !OF_PAGES.contains(&parameter.name.as_str()),
        RefOr::Ref(_) => true,
    };
    operation.parameters.iter_mut().for_each(|parameters| parameters.retain(stays));
}

/// The same body makes a record and changes one; only a change is based on a version.
fn require_version(operation: &mut Operation) {
    let body = operation.request_body.as_mut().and_then(|body| match body {
        RefOr::T(body) => body.content.get_mut("application/json"),
        RefOr::Ref(_) => None,
    });
    let Some(content) = body else { return };
    let RefOr::T(content) = content else { return };
    let Some(whole) = content.schema.take() else { return };
    let version = ObjectBuilder::new()
        .schema_type(Type::Integer)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
        .description(Some("The version that the edit is based on."))
        .examples([3]);
    let edit = ObjectBuilder::new().property("version", version).required("version");
    content.schema = Some(RefOr::T(Schema::AllOf(AllOfBuilder::new().item(whole).item(edit).build())));
}

/// One id in a path is positive; several in a query have their own grammar.
fn tell_ids_apart(operation: &mut Operation) {
    for parameter in operation.parameters.iter_mut().flatten() {
        let RefOr::T(parameter) = parameter else { continue };
        let Some(RefOr::T(Schema::Object(object))) = &mut parameter.schema else { continue };
        match (&parameter.parameter_in, parameter.name.as_str()) {
            (ParameterIn::Path, "id") => object.minimum = Some(utoipa::Number::Int(1)),
            (ParameterIn::Query, "id" | "service_id") if may_be_text(object) => {
                object.pattern = Some(ID_RANGES.to_owned());
            }
            _ => {}
        }
    }
}

fn may_be_text(object: &Object) -> bool {
    match &object.schema_type {
        SchemaType::Type(kind) => *kind == Type::String,
        SchemaType::Array(kinds) => kinds.contains(&Type::String),
        SchemaType::AnyValue => false,
    }
}

/// Where what was made is to be found.
pub fn mark_made(operation: &mut Operation) {
    if let Some(RefOr::T(made)) = operation.responses.responses.get_mut("201") {
        let header = HeaderBuilder::new()
            .description(Some("Path of what was made."))
            .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
            .build();
        made.headers.insert("Location".into(), RefOr::T(header));
    }
}
