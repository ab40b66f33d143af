//! OpenAPI schemas of domain types that are strings on the wire. The domain crate knows nothing of OpenAPI, so fields name these.

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// Money: a decimal string with two places; input may also be a JSON number.
pub struct Money;

impl PartialSchema for Money {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some(r"^-?[0-9]{1,15}(\.[0-9]{1,2})?$"))
            .description(Some(
                "Roubles, at most two places, exact. A JSON number is accepted too, also exactly.",
            ))
            .examples(["1234.50"])
            .into()
    }
}
impl ToSchema for Money {}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $domain:ty) => {
        $(#[$doc])*
        pub struct $name;
        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .enum_values(Some(<$domain>::ALL.iter().map(|word| word.as_str())))
                    .into()
            }
        }
        impl ToSchema for $name {}
    };
}
words!(
    /// Kind of a client.
    ClientKind, domain::ClientKind);
words!(
    /// Kind of an operation.
    OperationKind, domain::OperationKind);
words!(
    /// Role of a user.
    Role, domain::Role);
words!(
    /// A right; an API key carries a set of them.
    Permission, domain::Permission);
