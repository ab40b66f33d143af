//! A service as a draft: what its fields hold, and what is wrong with them.

use contract::services::{Service, ServiceInput};
use domain::{BillingInfo, ServiceKind};
use serde_json::Map;

use crate::i18n::{Msg, services::Svc};
use crate::pages::edit::{Draft, Trouble};
use crate::ui::kv;

/// Plain fields by their names in the API, in the order of the form.
pub const FIELDS: [(&str, Msg); 4] = [
    ("name", Svc::Name),
    ("description", Svc::Description),
    ("kind", Svc::Kind),
    ("billing_kind", Svc::BillingKind),
];

pub fn draft(service: &Service) -> Draft {
    let Service { name, description, kind, billing_kind, billing_info, .. } = service;
    let params = billing_info.0.iter().map(|(key, value)| kv::pair_of(key, value)).collect();
    Draft { values: [name.clone(), description.clone(), kind.clone(), billing_kind.clone()], params }
}

/// The input of the API, or everything that is wrong with it.
///
/// # Errors
/// At least one trouble.
pub fn input(draft: &Draft) -> Result<ServiceInput, Vec<Trouble>> {
    let mut troubles = Vec::new();
    let mut trouble = |place: &str, code| troubles.push((place.to_owned(), code));
    if draft.value(0).is_empty() {
        trouble("name", "required");
    }
    match draft.value(2) {
        "" => trouble("kind", "required"),
        kind => drop(ServiceKind::parse(kind).map_err(|error| trouble("kind", error.code()))),
    }
    let billing_kind = Some(draft.value(3)).filter(|kind| !kind.is_empty());
    if let Some(Err(error)) = billing_kind.map(ServiceKind::parse) {
        trouble("billing_kind", error.code());
    }
    let info = billing(draft, &mut troubles);
    for fault in info.validate() {
        troubles.push((draft.place(&fault.field), fault.code));
    }
    if !troubles.is_empty() {
        return Err(troubles);
    }
    Ok(ServiceInput {
        name: draft.value(0).to_owned(),
        description: draft.value(1).to_owned(),
        kind: draft.value(2).to_owned(),
        billing_kind: billing_kind.map(str::to_owned),
        billing_info: info,
        version: None,
    })
}

fn billing(draft: &Draft, troubles: &mut Vec<Trouble>) -> BillingInfo {
    let mut info = Map::new();
    for (at, pair) in draft.params.iter().enumerate() {
        let key = pair.key.trim();
        let (place_of_key, place_of_value) =
            (format!("billing_info[{at}].key"), format!("billing_info[{at}].value"));
        if key.is_empty() {
            if !pair.value.trim().is_empty() {
                troubles.push((place_of_key, "no_key"));
            }
            continue;
        }
        match kv::json_value(pair) {
            Ok(_) if info.contains_key(key) => troubles.push((place_of_key, "duplicate_key")),
            Ok(value) => drop(info.insert(key.to_owned(), value)),
            Err(code) => troubles.push((place_of_value, code)),
        }
    }
    BillingInfo(info)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::kv::Pair;

    fn pair(key: &str, value: &str, kind: &str) -> Pair {
        Pair { key: key.into(), value: value.into(), kind: kind.into() }
    }

    fn draft(name: &str, params: &[(&str, &str)]) -> Draft {
        let values = [name, "", "internet", "recurring"].map(str::to_owned);
        Draft { values, params: params.iter().map(|(key, value)| pair(key, value, kv::TEXT)).collect() }
    }

    #[test]
    fn everything_wrong_is_told_at_its_place() {
        let bad = Draft {
            values: [" ", "", "два слова", "?"].map(str::to_owned),
            params: vec![
                pair("price", "сто", kv::NUMBER),
                pair("", "", kv::TEXT),
                pair("", "x", kv::TEXT),
                pair("plan", "a", kv::TEXT),
                pair(" plan ", "b", kv::TEXT),
            ],
        };
        let found: Vec<_> =
            input(&bad).unwrap_err().into_iter().map(|(place, code)| format!("{place} {code}")).collect();
        assert_eq!(
            found,
            [
                "name required",
                "kind invalid_kind",
                "billing_kind invalid_kind",
                "billing_info[0].value not_a_number",
                "billing_info[2].key no_key",
                "billing_info[4].key duplicate_key",
            ]
        );
    }

    #[test]
    fn numbers_stay_numbers_and_texts_texts() {
        let mut good = draft(" Интернет ", &[("period", "month")]);
        good.params.push(pair("price", "1 250,50", kv::NUMBER));
        let input = input(&good).unwrap();
        assert_eq!(input.name, "Интернет");
        assert_eq!(
            serde_json::to_string(&input.billing_info).unwrap(),
            r#"{"period":"month","price":1250.50}"#
        );
    }
}
