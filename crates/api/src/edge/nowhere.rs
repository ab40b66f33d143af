//! Requests that no route takes: 405 with the methods that the path has, else 404. What paths there are is read from the OpenAPI
//! document, which is made from the routes.

use std::sync::LazyLock;

use actix_web::{Error, HttpRequest, HttpResponse};
use contract::problem::ProblemCode;

use crate::error::Failure;
use crate::openapi;
use crate::routes::bank::BankFailure;
use crate::routes::spa;

/// A path of the document and its methods.
struct Place {
    parts: Vec<String>,
    methods: Vec<String>,
}

static PLACES: LazyLock<Vec<Place>> = LazyLock::new(|| {
    let place = |(path, item): (&String, &utoipa::openapi::PathItem)| Place {
        parts: parts(path).map(str::to_owned).collect(),
        methods: openapi::methods(item).map(|(method, _)| method.to_uppercase()).collect(),
    };
    openapi::document().paths.paths.iter().map(place).collect()
});

/// The default of the whole server.
pub async fn answer(request: HttpRequest) -> Result<HttpResponse, Error> {
    let failure = failure(&request);
    if failure.problem.status == 404 && spa::is_ours(&request) {
        return Ok(spa::serve(&request)?);
    }
    if is_bank(request.path()) { Err(BankFailure(failure).into()) } else { Err(failure.into()) }
}

/// Why there is nothing at the path of a request: a wrong method, or no such thing.
pub fn failure(request: &HttpRequest) -> Failure {
    let method = request.method().as_str();
    match allowed(request.path()) {
        // The method is known there: an id that is none, a slash too many.
        Some(place) if !place.methods.iter().any(|known| known == method) => {
            Failure::not_allowed(place.methods.join(", "))
        }
        Some(_) | None => Failure::new(ProblemCode::NotFound, "there is nothing here"),
    }
}

/// The place of a path.
fn allowed(path: &str) -> Option<&'static Place> {
    let asked: Vec<&str> = parts(path).collect();
    let fits = |place: &&Place| {
        let same = |(part, asked): (&String, &&str)| part.starts_with('{') || part == asked;
        place.parts.len() == asked.len() && place.parts.iter().zip(&asked).all(same)
    };
    // `/clients/search` fits `/clients/{id}` too: the exact one is asked first.
    let open = |place: &&Place| place.parts.iter().filter(|part| part.starts_with('{')).count();
    PLACES.iter().filter(fits).min_by_key(open)
}

fn parts(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|part| !part.is_empty())
}

fn is_bank(path: &str) -> bool {
    path.starts_with("/api/webhook/") || path.starts_with("/api/organizations/")
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn the_methods_of_a_path_are_known() {
        let methods = |path: &str| allowed(path).map(|place| place.methods.join(", "));
        assert_eq!(methods("/api/v1/clients").as_deref(), Some("GET, POST"));
        assert_eq!(methods("/api/v1/clients/7/deposit").as_deref(), Some("POST"));
        assert_eq!(methods("/api/v1/clients/search").as_deref(), Some("GET"));
        assert_eq!(methods("/api/webhook/bank").as_deref(), Some("POST"));
        assert_eq!(methods("/api/v1/unknown"), None);
        assert_eq!(methods("/"), None);
    }

    #[test]
    fn a_wrong_method_and_a_wrong_path_are_told_apart() {
        let status = |method: &str, path: &str| {
            let request = TestRequest::with_uri(path).method(method.parse().unwrap()).to_http_request();
            failure(&request).problem.status
        };
        assert_eq!(status("PUT", "/api/v1/clients/search"), 405);
        assert_eq!(status("TRACE", "/api/v1/clients/7"), 405);
        assert_eq!(status("GET", "/api/v1/clients/seven"), 404);
        assert_eq!(status("GET", "/api/v1/clients/"), 404);
        assert_eq!(status("GET", "/api/v1/nothing"), 404);
    }
}
