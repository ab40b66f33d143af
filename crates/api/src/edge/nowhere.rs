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
    let path = request.path();
    let failure = match allowed(path) {
        Some(methods) => Failure::not_allowed(methods),
        None if spa::is_ours(&request) => return Ok(spa::serve(&request)?),
        None => Failure::new(ProblemCode::NotFound, "there is nothing here"),
    };
    if is_bank(path) { Err(BankFailure(failure).into()) } else { Err(failure.into()) }
}

/// The methods of a path, as `Allow` lists them.
fn allowed(path: &str) -> Option<String> {
    let asked: Vec<&str> = parts(path).collect();
    let fits = |place: &&Place| {
        let same = |(part, asked): (&String, &&str)| part.starts_with('{') || part == asked;
        place.parts.len() == asked.len() && place.parts.iter().zip(&asked).all(same)
    };
    // `/clients/search` fits `/clients/{id}` too: the exact one is asked first.
    let exact = PLACES
        .iter()
        .filter(fits)
        .min_by_key(|place| place.parts.iter().filter(|part| part.starts_with('{')).count());
    exact.map(|place| place.methods.join(", "))
}

fn parts(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|part| !part.is_empty())
}

fn is_bank(path: &str) -> bool {
    path.starts_with("/api/webhook/") || path.starts_with("/api/organizations/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_methods_of_a_path_are_known() {
        assert_eq!(allowed("/api/v1/clients").as_deref(), Some("GET, POST"));
        assert_eq!(allowed("/api/v1/clients/7/deposit").as_deref(), Some("POST"));
        assert_eq!(allowed("/api/v1/clients/search").as_deref(), Some("GET"));
        assert_eq!(allowed("/api/webhook/bank").as_deref(), Some("POST"));
        assert_eq!(allowed("/api/v1/unknown"), None);
        assert_eq!(allowed("/"), None);
    }
}
