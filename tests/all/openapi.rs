//! The OpenAPI document: committed as it is generated, complete, and true of the running server.

mod examples;
mod inputs;
mod routes;

use serde_json::Value;

use crate::harness::{run, saldo};

const METHODS: [&str; 8] = ["get", "post", "put", "patch", "delete", "head", "options", "trace"];

/// Path, method and operation of everything in the document.
fn operations(document: &Value) -> Vec<(&str, &str, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    let mut operations = Vec::new();
    for (path, item) in paths {
        let methods = item.as_object().unwrap().iter().filter(|(key, _)| METHODS.contains(&key.as_str()));
        operations.extend(methods.map(|(method, operation)| (path.as_str(), method.as_str(), operation)));
    }
    operations
}

/// What stands behind a reference.
fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(reference) => {
            document.pointer(&reference[1..]).unwrap_or_else(|| panic!("{reference} leads nowhere"))
        }
        None => value,
    }
}

#[test]
fn the_committed_document_is_the_one_that_the_program_writes() {
    let committed =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi/openapi.json")).unwrap();
    let written = saldo(&["openapi"], &[]);
    assert!(written.status.success());
    let written = String::from_utf8(written.stdout).unwrap();
    let differs = written.lines().zip(committed.lines()).position(|(new, old)| new != old);
    assert!(
        written == committed,
        "run `saldo openapi > openapi/openapi.json`; first difference in line {differs:?}"
    );
}

#[test]
fn the_served_document_is_the_committed_one_with_a_tag_for_caches() {
    run(|env| async move {
        let written = saldo(&["openapi"], &[]);
        let written: Value = serde_json::from_slice(&written.stdout).unwrap();
        let served = env.api.get("/api/openapi.json").await;
        assert_eq!(served.body, written);
        let tag = served.header("etag").unwrap().to_owned();
        let again = env.api.request(reqwest::Method::GET, "/api/openapi.json").header("if-none-match", tag);
        assert_eq!(crate::harness::read(again).await.status, 304);
        env
    });
}

#[test]
fn every_operation_says_what_it_is_and_how_it_fails() {
    let document: Value = serde_json::from_slice(&saldo(&["openapi"], &[]).stdout).unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3."));
    let tags: Vec<&str> =
        document["tags"].as_array().unwrap().iter().map(|tag| tag["name"].as_str().unwrap()).collect();
    let (mut ids, mut faults) = (std::collections::BTreeSet::new(), Vec::new());
    for (path, method, operation) in operations(&document) {
        let mut fault = |holds: bool, what: &str| {
            if !holds {
                faults.push(format!("{method} {path}: {what}"));
            }
        };
        let responses = operation["responses"].as_object().unwrap();
        let has = |class: char| responses.keys().any(|status| status.starts_with(class));
        fault(operation["summary"].as_str().is_some_and(|text| !text.is_empty()), "no summary");
        fault(operation["description"].as_str().is_some_and(|text| !text.is_empty()), "no description");
        fault(operation["tags"][0].as_str().is_some_and(|tag| tags.contains(&tag)), "an unknown tag");
        fault(
            operation["operationId"].as_str().is_some_and(|id| ids.insert(id.to_owned())),
            "no operation id of its own",
        );
        fault(operation["x-permission"].is_string(), "no permission");
        fault(operation.get("x-problems").is_none(), "a problem that is no code");
        fault(has('2'), "no success");
        let plain = ["/livez", "/readyz", "/api/openapi.json"].contains(&path);
        fault(has('4') || plain, "no refusal");
        let guarded = operation["x-permission"] != "public" && path.starts_with("/api/v1/");
        fault(!guarded || (responses.contains_key("401") && responses.contains_key("403")), "no 401 or 403");
        fault(
            !guarded || operation["security"].as_array().is_some_and(|ways| !ways.is_empty()),
            "no security",
        );
        for (status, response) in responses {
            let response = resolved(&document, response);
            fault(
                response["description"].as_str().is_some_and(|text| !text.is_empty()),
                &format!("{status} says nothing"),
            );
            let empty = status == "204" || status == "304";
            fault(empty || response["content"].is_object(), &format!("{status} has no body"));
        }
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            fault(parameter["schema"].is_object(), &format!("{} has no schema", parameter["name"]));
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn every_reference_leads_somewhere_and_no_schema_is_left_over() {
    let document: Value = serde_json::from_slice(&saldo(&["openapi"], &[]).stdout).unwrap();
    let mut used = std::collections::BTreeSet::new();
    let mut open = vec![&document];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(map) => {
                if let Some(reference) = map.get("$ref").and_then(Value::as_str) {
                    let pointer = reference.strip_prefix('#').expect("a local reference");
                    assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
                    used.insert(reference.rsplit('/').next().unwrap().to_owned());
                }
                open.extend(map.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    // Money is written into each field, so that tools show its form there; the schema is kept for people.
    let left: Vec<_> = document["components"]["schemas"]
        .as_object()
        .unwrap()
        .keys()
        .filter(|name| !used.contains(*name))
        .collect();
    assert!(left.iter().all(|name| *name == "Money"), "{left:?}");
}
