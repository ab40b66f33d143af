//! Values in the path. A text that cannot be the id of anything names nothing: 404.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use serde::de::DeserializeOwned;

use crate::edge::nowhere;
use crate::error::Failure;

/// The value, or the tuple of values, of the path.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Path<T> {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let value = web::Path::<T>::from_request(request, payload).into_inner();
        ready(match value {
            Ok(value) => Ok(Self(value.into_inner())),
            Err(_) => Err(nowhere::failure(request)),
        })
    }
}
