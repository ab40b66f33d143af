//! Query strings from the contract's own filter structs.

use serde::Serialize;
use serde_json::Value;

use crate::filters::address::encode;

/// `path?name=value&...` with every field that is set; a list repeats its name.
pub fn with_query<Q: Serialize>(path: &str, query: &Q) -> String {
    let fields = serde_json::to_value(query);
    let mut out = path.to_owned();
    for (name, value) in fields.ok().as_ref().and_then(Value::as_object).into_iter().flatten() {
        match value {
            Value::Array(items) => items.iter().for_each(|item| push(&mut out, name, item)),
            single => push(&mut out, name, single),
        }
    }
    out
}

fn push(out: &mut String, name: &str, value: &Value) {
    let text = match value {
        Value::Null => return,
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    out.push(if out.contains('?') { '&' } else { '?' });
    out.push_str(name);
    out.push('=');
    out.push_str(&encode(&text));
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::clients::ClientQuery;
    use domain::Money;

    #[test]
    fn only_what_is_set_travels() {
        assert_eq!(with_query("/c", &ClientQuery::default()), "/c");
        let query = ClientQuery {
            q: Some("ООО & К".into()),
            balance_min: Money::parse("-5").ok(),
            debtors: Some(true),
            limit: Some(50),
            service_param: vec!["price:1..2".into(), "plan~x".into()],
            ..ClientQuery::default()
        };
        let mut pairs: Vec<String> =
            with_query("", &query).trim_start_matches('?').split('&').map(str::to_owned).collect();
        pairs.sort();
        assert_eq!(
            pairs,
            [
                "balance_min=-5.00",
                "debtors=true",
                "limit=50",
                "q=%D0%9E%D0%9E%D0%9E%20%26%20%D0%9A",
                "service_param=plan~x",
                "service_param=price:1..2",
            ]
        );
    }
}
