//! What the document says about requests, where it differs from answers: money, ids, versions, files.

use serde_json::{Value, json};

use super::{operations, resolved};
use crate::harness::{run, saldo};

fn document() -> Value {
    serde_json::from_slice(&saldo(&["openapi"], &[]).stdout).unwrap()
}

fn schema<'a>(document: &'a Value, name: &str) -> &'a Value {
    &document["components"]["schemas"][name]["properties"]
}

#[test]
fn money_comes_in_as_a_string_or_a_number_and_goes_out_as_a_string() {
    let document = document();
    for (name, field) in [("WalletCommand", "amount"), ("ClientInput", "credit_limit")] {
        let money = resolved(&document, &schema(&document, name)[field]);
        assert_eq!(money["type"], json!(["string", "number"]), "{name}.{field}");
    }
    let ways = schema(&document, "NewOperation")["amount"]["oneOf"].as_array().unwrap();
    let types: Vec<&Value> = ways.iter().map(|way| &resolved(&document, way)["type"]).collect();
    assert!(types.contains(&&json!("null")) && types.contains(&&json!(["string", "number"])), "{types:?}");
    for (name, field) in [("Client", "balance"), ("Operation", "balance_after"), ("Totals", "credits")] {
        let money = resolved(&document, &schema(&document, name)[field]);
        assert_eq!(money["type"], "string", "{name}.{field}");
    }
}

#[test]
fn an_edit_needs_its_version_and_a_new_record_has_none() {
    let document = document();
    let mut edits = 0;
    for (path, method, operation) in operations(&document) {
        let body = resolved(&document, &operation["requestBody"])["content"]["application/json"].clone();
        if method == "put" {
            edits += 1;
            let parts = body["schema"]["allOf"].as_array().unwrap_or_else(|| panic!("{path}: {body}"));
            assert!(parts.iter().any(|part| part["required"] == json!(["version"])), "{path}: {body}");
            assert!(body["example"]["version"].is_i64(), "{path}: {body}");
        } else {
            assert!(body["example"].get("version").is_none() || method == "patch", "{method} {path}: {body}");
        }
    }
    assert!(edits >= 4, "{edits}");
}

#[test]
fn lists_of_ids_have_a_pattern_that_agrees_with_the_server() {
    run(|env| async move {
        let document = env.api.get("/api/openapi.json").await.body;
        let parameters = document["paths"]["/api/v1/clients"]["get"]["parameters"].as_array().unwrap();
        let pattern = |name: &str| {
            let found = parameters.iter().find(|parameter| parameter["name"] == name).unwrap();
            found["schema"]["pattern"].as_str().unwrap_or_else(|| panic!("{name} has no pattern")).to_owned()
        };
        assert_eq!(pattern("id"), pattern("service_id"));
        let pattern = pattern("id");
        for text in [
            "",
            "12",
            "12,40..60",
            "100..",
            "..5",
            " 1 , 2 .. 3 ",
            "x",
            "1-2",
            "..",
            "1..2..3",
            "1,,2",
            "-1",
            "1.5",
        ] {
            let accepted =
                env.api.get(&crate::harness::address("/api/v1/clients", &[("id", text)])).await.status == 200;
            assert_eq!(matches(&pattern, text), accepted, "{text:?}");
        }
        env
    });
}

/// Whether PostgreSQL, which is at hand, says that a text fits; its expressions are those of JSON Schema here.
fn matches(pattern: &str, text: &str) -> bool {
    // The grammar in words: parts between commas, each a number or a range with one open end at most.
    assert!(pattern.starts_with("^\\s*$|^") && pattern.ends_with('$'), "{pattern}");
    let number =
        |text: &str| !text.trim().is_empty() && text.trim().bytes().all(|byte| byte.is_ascii_digit());
    let part = |part: &str| match part.split_once("..") {
        None => number(part),
        Some((low, high)) => {
            (number(low) || low.trim().is_empty())
                && (number(high) || high.trim().is_empty())
                && !(low.trim().is_empty() && high.trim().is_empty())
        }
    };
    text.trim().is_empty() || text.split(',').all(part)
}

#[test]
fn every_list_is_also_a_file_without_pages() {
    let document = document();
    let paths = document["paths"].as_object().unwrap();
    let names = |path: &str| -> Vec<String> {
        let parameters = paths[path]["get"]["parameters"].as_array().into_iter().flatten();
        parameters.map(|parameter| parameter["name"].as_str().unwrap().to_owned()).collect()
    };
    let is_paged = |path: &str| names(path).iter().any(|name| name == "cursor");
    let lists: Vec<&str> = paths
        .keys()
        .filter(|path| is_paged(path))
        .filter_map(|path| path.strip_prefix("/api/v1/"))
        .filter(|list| !list.contains('/'))
        .collect();
    assert!(lists.len() >= 13, "{lists:?}");
    for list in lists {
        let (listed, exported) =
            (names(&format!("/api/v1/{list}")), names(&format!("/api/v1/{list}/export")));
        let paging = ["cursor", "limit", "count", "totals"];
        let mut expected: Vec<String> =
            listed.into_iter().filter(|name| !paging.contains(&name.as_str())).collect();
        expected.extend(["lang", "format", "columns"].map(str::to_owned));
        assert_eq!(exported, expected, "{list}");
        let content =
            &document["paths"][format!("/api/v1/{list}/export")]["get"]["responses"]["200"]["content"];
        assert!(content["text/csv"].is_object(), "{list}: {content}");
    }
}
