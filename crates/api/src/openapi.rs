//! The OpenAPI document: collected from the registered routes, completed with what follows from their shape, the same every time.

mod complete;
mod example;
mod parts;

use std::sync::LazyLock;

use actix_web::App;
use actix_web::web::Bytes;
use sha2::{Digest, Sha256};
use utoipa::openapi::path::Operation;
use utoipa::openapi::{OpenApi, PathItem};
use utoipa_actix_web::AppExt;

/// The header of commands that move money, for the parameters of their routes.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "documents the header that `extract::Key` reads")]
pub struct IdempotencyHeader {
    /// A new value, for instance a UUID, for each intended effect. The same key with the same request gives the first answer again,
    /// marked with `Idempotent-Replayed: true`; with another request it is refused. Keys are kept for ever.
    #[param(
        rename = "Idempotency-Key",
        min_length = 1,
        max_length = 255,
        example = "4c2f6a8e-7f0b-4a55-9d8e-0d4d3c1c9e57"
    )]
    idempotency_key: String,
}

/// The same header where it is optional.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "documents the header that `extract::OptionalKey` reads")]
pub struct OptionalKeyHeader {
    /// Send one to be able to repeat the request when its answer is lost: the same key with the same request changes nothing more and is
    /// answered with the record as it is by then, or the same refusal, marked with `Idempotent-Replayed: true`.
    #[param(
        rename = "Idempotency-Key",
        min_length = 1,
        max_length = 255,
        example = "4c2f6a8e-7f0b-4a55-9d8e-0d4d3c1c9e57"
    )]
    idempotency_key: Option<String>,
}

static DOCUMENT: LazyLock<OpenApi> = LazyLock::new(|| {
    let (_, mut document) = App::new().into_utoipa_app().configure(crate::routes::all).split_for_parts();
    complete::complete(&mut document);
    document
});

static SERVED: LazyLock<(Bytes, String)> = LazyLock::new(|| {
    let text = serde_json::to_vec(document()).unwrap_or_default();
    let digest = Sha256::digest(&text);
    let tag: String = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    (Bytes::from(text), format!("W/\"{tag}\""))
});

/// The document.
pub fn document() -> &'static OpenApi {
    &DOCUMENT
}

/// The document as it is served, and its entity tag.
pub fn served() -> (Bytes, &'static str) {
    (SERVED.0.clone(), &SERVED.1)
}

/// The document for people, as it is committed.
///
/// # Errors
/// A document that cannot be written, which is a bug.
pub fn pretty() -> serde_json::Result<String> {
    serde_json::to_string_pretty(document()).map(|text| text + "\n")
}

/// The operations of a path with their methods, in lower case.
pub fn methods(item: &PathItem) -> impl Iterator<Item = (&'static str, &Operation)> {
    let all = [
        ("get", &item.get),
        ("post", &item.post),
        ("put", &item.put),
        ("patch", &item.patch),
        ("delete", &item.delete),
    ];
    all.into_iter().filter_map(|(method, operation)| operation.as_ref().map(|operation| (method, operation)))
}

/// The same, to change them.
fn methods_mut(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let all = [
        ("get", &mut item.get),
        ("post", &mut item.post),
        ("put", &mut item.put),
        ("patch", &mut item.patch),
        ("delete", &mut item.delete),
    ];
    all.into_iter().filter_map(|(method, operation)| operation.as_mut().map(|operation| (method, operation)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::Permission;

    use super::*;

    #[test]
    fn every_operation_names_its_permission_and_has_words_and_an_id() {
        let mut ids = BTreeSet::new();
        for (path, item) in &document().paths.paths {
            for (method, operation) in methods(item) {
                let place = format!("{method} {path}");
                let permission = operation
                    .extensions
                    .as_ref()
                    .and_then(|all| all.get("x-permission")?.as_str())
                    .expect(&place);
                assert!(
                    permission == "public" || Permission::parse(permission).is_ok(),
                    "{place}: {permission}"
                );
                assert!(operation.security.is_some(), "{place}: no security");
                assert!(
                    operation.summary.as_ref().is_some_and(|text| !text.is_empty()),
                    "{place}: no summary"
                );
                assert!(
                    operation.description.as_ref().is_some_and(|text| !text.is_empty()),
                    "{place}: no description"
                );
                assert!(ids.insert(operation.operation_id.clone().expect(&place)), "{place}: id twice");
            }
        }
        assert!(ids.len() > 40, "{}", ids.len());
    }

    #[test]
    fn commands_that_move_money_need_a_key() {
        for path in
            ["/api/v1/clients/{id}/deposit", "/api/v1/operations/batch", "/api/v1/bank-deliveries/{id}/bind"]
        {
            let text = serde_json::to_string(&document().paths.paths[path].post).unwrap();
            for code in
                ["Idempotency-Key", "IdempotencyKeyRequired", "IdempotencyKeyReused", "Idempotent-Replayed"]
            {
                assert!(text.contains(code), "{path}: {code}");
            }
        }
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let text = serde_json::to_string(document()).unwrap();
        let components = document().components.as_ref().unwrap();
        for reference in text.split("\"$ref\":\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let name = reference.rsplit('/').next().unwrap();
            let known = components.schemas.contains_key(name) || components.responses.contains_key(name);
            assert!(known, "{reference}");
        }
    }

    #[test]
    fn problems_that_handlers_name_exist() {
        for (path, item) in &document().paths.paths {
            for (method, operation) in methods(item) {
                let left = operation.extensions.as_ref().and_then(|all| all.get("x-problems"));
                assert_eq!(left, None, "{method} {path}: a word is no problem code");
            }
        }
    }
}
