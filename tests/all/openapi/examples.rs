//! The examples of the document: each fits its schema, and what is complete in itself is accepted by the server.

use serde_json::{Value, json};

use super::{operations, resolved};
use crate::harness::{read, run, saldo};

/// Whether a value fits a schema, as far as types, required fields, enumerations and references go.
fn fits(document: &Value, schema: &Value, value: &Value, path: &str) -> Result<(), String> {
    if let Some(reference) = schema["$ref"].as_str() {
        return fits(document, document.pointer(&reference[1..]).unwrap(), value, path);
    }
    for all in ["allOf"] {
        for part in schema[all].as_array().into_iter().flatten() {
            fits(document, part, value, path)?;
        }
    }
    for any in ["oneOf", "anyOf"] {
        if let Some(ways) = schema[any].as_array()
            && !ways.iter().any(|way| fits(document, way, value, path).is_ok())
        {
            return Err(format!("{path}: {value} fits no {any}"));
        }
    }
    if let Some(words) = schema["enum"].as_array()
        && !words.contains(value)
    {
        return Err(format!("{path}: {value} is no word of {words:?}"));
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_i64() || number.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let typed = types.is_empty() || types.contains(&kind) || (kind == "integer" && types.contains(&"number"));
    if !typed {
        return Err(format!("{path}: {value} is a {kind}, not {types:?}"));
    }
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if value.is_object() && value.get(name).is_none() {
            return Err(format!("{path}: {name} is missing"));
        }
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        if let Some(part) = value.get(name) {
            fits(document, property, part, &format!("{path}.{name}"))?;
        }
    }
    for (at, item) in value.as_array().into_iter().flatten().enumerate() {
        fits(document, &schema["items"], item, &format!("{path}[{at}]"))?;
    }
    Ok(())
}

/// The examples of a media type, under whichever key they stand.
fn examples(content: &Value) -> Vec<&Value> {
    let named = content["examples"].as_object().into_iter().flatten().map(|(_, example)| &example["value"]);
    content.get("example").into_iter().chain(named).collect()
}

#[test]
fn every_example_fits_its_schema() {
    let document: Value = serde_json::from_slice(&saldo(&["openapi"], &[]).stdout).unwrap();
    let (mut faults, mut seen) = (Vec::new(), 0);
    for (path, method, operation) in operations(&document) {
        let mut bodies = vec![("request", &operation["requestBody"]["content"]["application/json"])];
        for (status, response) in operation["responses"].as_object().unwrap() {
            bodies.push((status, &resolved(&document, response)["content"]["application/json"]));
        }
        for (place, content) in bodies {
            let examples = examples(content);
            if content.is_object()
                && examples.is_empty()
                && (place == "request" || place.starts_with('2'))
                && path != "/api/openapi.json"
            {
                faults.push(format!("{method} {path} {place} has no example"));
            }
            for example in examples {
                seen += 1;
                faults.extend(
                    fits(&document, &content["schema"], example, &format!("{method} {path} {place}")).err(),
                );
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
    assert!(seen > 40, "{seen} examples");
}

#[test]
fn examples_that_need_nothing_else_are_accepted() {
    run(|env| async move {
        let document = env.api.get("/api/openapi.json").await.body;
        let example = |path: &str| {
            examples(&document["paths"][path]["post"]["requestBody"]["content"]["application/json"])[0]
                .clone()
        };
        let reply =
            env.api.post("/api/v1/services", &without(example("/api/v1/services"), &["version"])).await;
        assert_eq!(reply.status, 201, "{reply:?}");
        let reply = env.api.post("/api/v1/clients", &without(example("/api/v1/clients"), &["version"])).await;
        assert_eq!(reply.status, 201, "{reply:?}");
        let client = reply.body["id"].clone();
        for command in ["deposit", "withdraw", "spend"] {
            let body = example(&format!("/api/v1/clients/{{id}}/{command}"));
            let reply = env.api.command(&format!("/api/v1/clients/{client}/{command}"), command, &body).await;
            assert!(reply.status == 201 || reply.code() == "insufficient_funds", "{command}: {reply:?}");
        }
        for path in ["/api/v1/users", "/api/v1/api-keys"] {
            let mut body = example(path);
            if body.get("expires_at").is_some() {
                body["expires_at"] = Value::Null;
            }
            let reply = env.api.post(path, &body).await;
            assert_eq!(reply.status, 201, "{path}: {body} {reply:?}");
        }
        let payment = example("/api/webhook/bank/");
        let reply = read(env.api.request(reqwest::Method::POST, "/api/webhook/bank/").json(&payment)).await;
        assert!(
            reply.body == json!({"status": "success"})
                || reply.body == json!({"error": "Organization not found"}),
            "{reply:?}"
        );
        env
    });
}

fn without(mut body: Value, fields: &[&str]) -> Value {
    for field in fields {
        body.as_object_mut().unwrap().remove(*field);
    }
    body
}
