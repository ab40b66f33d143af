//! Query parameters of a known set; a key may repeat where the type is a list. Unknown parameters are refused: a filter that was
//! misspelt must not silently show everything.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;

use super::blame;
use crate::error::Failure;

/// The parameters.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(parse(request.query_string()).map(Self))
    }
}

/// Reads the parameters of a query string.
///
/// # Errors
/// 400 with the parameter at fault.
pub fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Failure> {
    let deserializer = serde_html_form::Deserializer::from_bytes(text.as_bytes());
    serde_path_to_error::deserialize(deserializer).map_err(|error| {
        let fault = blame::of_serde(&error.path().to_string(), &error.inner().to_string());
        Failure::query(fault.field, fault.code)
    })
}

#[cfg(test)]
mod tests {
    use contract::clients::{Archived, ClientQuery};
    use domain::Money;

    use super::*;

    fn fault(text: &str) -> (String, String) {
        let problem = parse::<ClientQuery>(text).err().map(|failure| failure.problem).unwrap();
        assert_eq!((problem.status, problem.code.as_str()), (400, "invalid_query"));
        (problem.errors[0].field.clone(), problem.errors[0].code.clone())
    }

    #[test]
    fn filters_are_read_with_repeated_keys_and_money() {
        let query: ClientQuery = parse(
            "q=%D0%98%D0%B2%D0%B0%D0%BD&balance_min=-100.5&service_param=a~b&service_param=price:1..2&archived=only&debtors=true&limit=10",
        )
        .unwrap();
        assert_eq!(query.q.as_deref(), Some("Иван"));
        assert_eq!(query.balance_min, Some(Money::parse("-100.50").unwrap()));
        assert_eq!(query.service_param, ["a~b", "price:1..2"]);
        assert_eq!(
            (query.archived, query.debtors, query.limit),
            (Some(Archived::Only), Some(true), Some(10))
        );
        assert_eq!(parse::<ClientQuery>("").unwrap(), ClientQuery::default());
    }

    #[test]
    fn a_blank_field_of_a_form_is_an_absent_filter() {
        let query: ClientQuery = parse("balance_min=&limit=&archived=").unwrap();
        assert_eq!((query.balance_min, query.limit, query.archived), (None, None, None));
    }

    #[test]
    fn what_cannot_be_understood_is_named() {
        let pair = |field: &str, code: &str| (field.to_owned(), code.to_owned());
        assert_eq!(fault("colour=red"), pair("colour", "unknown_field"));
        assert_eq!(fault("balance_min=0.005"), pair("balance_min", "too_many_decimals"));
        assert_eq!(fault("archived=perhaps"), pair("archived", "unknown_value"));
        assert_eq!(fault("limit=ten").0, "limit");
        assert_eq!(fault("limit=-1").0, "limit");
        assert_eq!(fault("q=a&q=b").0, "q");
    }
}
