//! A JSON body of a known type: read, parsed, its field limits checked.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpRequest};
use contract::problem::{FieldProblem, ProblemCode};
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use validator::Validate;

use super::{blame, body};
use crate::error::Failure;

/// A body of at most 256 KiB.
pub struct Json<T>(pub T);

/// A body of at most 4 KiB, for what strangers send.
pub struct SmallJson<T>(pub T);

/// A body of at most 2 MiB, for batches.
pub struct BigJson<T>(pub T);

type Extracting<T> = Pin<Box<dyn Future<Output = Result<T, Failure>>>>;

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Json<T> {
    type Error = Failure;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move { extract(&request, &mut payload, body::USUAL_LIMIT).await.map(Self) })
    }
}

impl<T: DeserializeOwned + Validate + 'static> FromRequest for SmallJson<T> {
    type Error = Failure;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move { extract(&request, &mut payload, body::SIGN_IN_LIMIT).await.map(Self) })
    }
}

impl<T: DeserializeOwned + Validate + 'static> FromRequest for BigJson<T> {
    type Error = Failure;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move { extract(&request, &mut payload, body::BATCH_LIMIT).await.map(Self) })
    }
}

async fn extract<T: DeserializeOwned + Validate>(
    request: &HttpRequest,
    payload: &mut Payload,
    limit: usize,
) -> Result<T, Failure> {
    if !is_json(request) {
        return Err(Failure::new(ProblemCode::UnsupportedMediaType, "send Content-Type: application/json"));
    }
    let bytes = body::read(request, payload, limit).await?;
    let value: T = parse_object(&bytes)?;
    value.validate().map_err(|errors| app::Error::fields(blame::of_limits(&errors)))?;
    Ok(value)
}

/// Parses a JSON object. serde would read an array as the fields of a struct in their order.
///
/// # Errors
/// As [`parse`].
fn parse_object<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    if bytes.trim_ascii_start().first() == Some(&b'{') {
        return parse(bytes);
    }
    parse::<serde::de::IgnoredAny>(bytes)?;
    Err(app::Error::field("", "not_an_object").into())
}

/// Parses a whole JSON text.
///
/// # Errors
/// 400 `malformed_json` for what is not JSON, 422 `invalid_fields` with the path for JSON of another form.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    // The path of a fault costs: it is followed only when there is one.
    serde_json::from_slice(bytes).map_err(|error| match error.classify() {
        Category::Data => app::Error::fields(vec![locate::<T>(bytes)]).into(),
        Category::Syntax | Category::Eof | Category::Io => {
            let place = format!("line {}, column {}", error.line(), error.column());
            Failure::new(ProblemCode::MalformedJson, format!("not JSON: {place}"))
        }
    })
}

/// Where the first fault is and what it is.
pub fn locate<T: DeserializeOwned>(bytes: &[u8]) -> FieldProblem {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    match serde_path_to_error::deserialize::<_, T>(&mut deserializer) {
        Ok(_) => blame::of_serde(".", "invalid_value"),
        Err(error) => blame::of_serde(&error.path().to_string(), &error.inner().to_string()),
    }
}

fn is_json(request: &HttpRequest) -> bool {
    let Some(Ok(text)) = request.headers().get(CONTENT_TYPE).map(|value| value.to_str()) else {
        return false;
    };
    let essence = text.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
        || (essence.len() > 5 && essence[essence.len() - 5..].eq_ignore_ascii_case("+json"))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;
    use contract::access::NewUser;
    use contract::operations::{NewOperation, OperationBatch, WalletCommand};
    use domain::Money;

    use super::*;

    fn fault<T: DeserializeOwned>(text: &[u8]) -> (u16, String, Vec<(String, String)>) {
        let problem = parse_object::<T>(text).err().map(|failure| failure.problem).unwrap();
        let errors = problem.errors.iter().map(|error| (error.field.clone(), error.code.clone())).collect();
        (problem.status, problem.code, errors)
    }

    #[test]
    fn money_is_read_exactly_from_strings_and_numbers() {
        let amount = |text: &str| parse::<WalletCommand>(text.as_bytes()).unwrap().amount;
        for (text, exact) in [
            ("0.1", "0.10"),
            ("\"0.10\"", "0.10"),
            ("90071992547409.93", "90071992547409.93"),
            ("100", "100.00"),
        ] {
            let body = format!(r#"{{"amount":{text},"description":"x"}}"#);
            assert_eq!(amount(&body), Money::parse(exact).unwrap());
        }
    }

    #[test]
    fn money_that_cannot_be_exact_is_refused_at_its_field() {
        for (text, code) in
            [("0.005", "too_many_decimals"), ("\"NaN\"", "not_a_number"), ("\"１２\"", "not_a_number")]
        {
            let body = format!(r#"{{"amount":{text},"description":"x"}}"#);
            let errors = vec![("amount".to_owned(), code.to_owned())];
            assert_eq!(
                fault::<WalletCommand>(body.as_bytes()),
                (422, "invalid_fields".into(), errors),
                "{text}"
            );
        }
        for text in
            ["1e400", "-1e400", "123456789012345678901234567890", "1.0000000000000000000000000000000000001"]
        {
            let body = format!(r#"{{"amount":{text},"description":"x"}}"#);
            assert_eq!(fault::<WalletCommand>(body.as_bytes()).0, 422, "{text}");
        }
    }

    #[test]
    fn what_is_not_json_is_malformed() {
        let deep = "[".repeat(100_000);
        for text in [
            "",
            "{",
            "{\"description\":}",
            "{} x",
            "{\"description\":\"\\ud800\"}",
            "{\"description\":NaN}",
            &deep,
        ] {
            let (status, code, _) = fault::<contract::operations::NewReversal>(text.as_bytes());
            assert_eq!((status, code.as_str()), (400, "malformed_json"), "{text:.40}");
        }
        assert_eq!(fault::<WalletCommand>(b"{\"description\":\"\xff\xfe\"}").0, 400);
        assert_eq!(fault::<WalletCommand>(b"\xef\xbb\xbf{}").0, 400);
    }

    #[test]
    fn faults_are_located() {
        let one = |field: &str, code: &str| vec![(field.to_owned(), code.to_owned())];
        assert_eq!(fault::<WalletCommand>(br#"{"amount":1}"#).2, one("description", "required"));
        assert_eq!(
            fault::<WalletCommand>(br#"{"amount":1,"description":"x","id":1}"#).2,
            one("id", "unknown_field")
        );
        assert_eq!(
            fault::<WalletCommand>(br#"{"amount":1,"amount":2,"description":"x"}"#).2,
            one("amount", "duplicate_field")
        );
        assert_eq!(
            fault::<WalletCommand>(br#"{"amount":1,"description":7}"#).2,
            one("description", "invalid_type")
        );
        assert_eq!(
            fault::<NewUser>(br#"{"login":"a","password":"x","role":"king"}"#).2,
            one("role", "unknown_value")
        );
        let batch = br#"{"operations":[{"client_id":1,"kind":"TOP_UP","amount":1},{"client_id":1,"kind":"TOP_UP","amount":0.001}]}"#;
        assert_eq!(fault::<OperationBatch>(batch).2, one("operations[1].amount", "too_many_decimals"));
        assert_eq!(fault::<NewOperation>(br#"{"client_id":1e3,"kind":"NOTE"}"#).0, 422);
        assert_eq!(fault::<NewOperation>(br#"{"client_id":99999999999999999999,"kind":"NOTE"}"#).0, 422);
        for other in ["[]", " [1,\"NOTE\"]", "null", "7", "\"{}\""] {
            assert_eq!(fault::<NewOperation>(other.as_bytes()).2, one("", "not_an_object"), "{other}");
        }
    }

    #[test]
    fn limits_of_fields_are_reported_by_path() {
        let batch: OperationBatch = parse(
            format!(
                r#"{{"operations":[{{"client_id":1,"kind":"NOTE","description":"{}"}}]}}"#,
                "x".repeat(1001)
            )
            .as_bytes(),
        )
        .unwrap();
        let errors = blame::of_limits(&batch.validate().unwrap_err());
        assert_eq!(
            errors,
            [FieldProblem { field: "operations[0].description".into(), code: "too_long".into() }]
        );
    }

    #[test]
    fn json_is_recognised_by_its_content_type() {
        let typed = |value: &'static str| {
            is_json(&TestRequest::post().insert_header((CONTENT_TYPE, value)).to_http_request())
        };
        assert!(
            typed("application/json")
                && typed("Application/JSON; charset=utf-8")
                && typed("application/merge-patch+json")
        );
        assert!(
            !typed("text/plain")
                && !typed("application/x-www-form-urlencoded")
                && !typed("json")
                && !typed("+json")
        );
        assert!(!is_json(&TestRequest::post().to_http_request()));
    }
}
