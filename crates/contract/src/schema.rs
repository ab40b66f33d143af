//! OpenAPI schemas of domain types that are strings on the wire. The domain crate knows nothing of OpenAPI, so fields name these.

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
use utoipa::{PartialSchema, ToSchema};

/// Money in answers: a decimal string with two places.
pub struct Money;

/// Money in requests: such a string, or a JSON number.
pub struct MoneyInput;

const MONEY_PATTERN: &str = r"^-?[0-9]{1,15}(\.[0-9]{1,2})?$";

impl PartialSchema for Money {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some(MONEY_PATTERN))
            .description(Some("Roubles, two places, exact."))
            .examples(["1234.50"])
            .into()
    }
}
impl ToSchema for Money {}

impl PartialSchema for MoneyInput {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(SchemaType::from_iter([Type::String, Type::Number]))
            .pattern(Some(MONEY_PATTERN))
            .description(Some(
                "Roubles, at most two places: a string, or a number that is read exactly as it is written.",
            ))
            .examples(["1234.50"])
            .into()
    }
}
impl ToSchema for MoneyInput {}

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
words!(
    /// A command on a record.
    Action, domain::Action);
words!(
    /// Why an action is not possible now.
    Obstacle, domain::Obstacle);
words!(
    /// Where an order stands.
    OrderStatus, domain::OrderStatus);
words!(
    /// What happened to an order.
    OrderEvent, domain::OrderEvent);
words!(
    /// How money changes hands.
    PaymentMethod, domain::PaymentMethod);
words!(
    /// Where a payment stands.
    PaymentStatus, domain::PaymentStatus);
words!(
    /// Where a refund stands.
    RefundStatus, domain::RefundStatus);
words!(
    /// How far an order is paid, or paid back.
    PaymentState, domain::PaymentState);
words!(
    /// How far the goods of an order came back.
    ReturnState, domain::ReturnState);
words!(
    /// What a job does.
    JobKind, domain::JobKind);
words!(
    /// Where a job stands.
    JobState, domain::JobState);
words!(
    /// Why a quantity changed.
    MovementKind, domain::MovementKind);

/// A quantity in answers: a decimal string without zeros at the end.
pub struct Quantity;

/// A quantity in requests: such a string, or a JSON number.
pub struct QuantityInput;

const QUANTITY_PATTERN: &str = r"^-?[0-9]{1,9}(\.[0-9]{1,3})?$";

impl PartialSchema for Quantity {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some(QUANTITY_PATTERN))
            .description(Some("Exact, thousandths at the finest."))
            .examples(["2.5"])
            .into()
    }
}
impl ToSchema for Quantity {}

impl PartialSchema for QuantityInput {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(SchemaType::from_iter([Type::String, Type::Number]))
            .pattern(Some(QUANTITY_PATTERN))
            .description(Some(
                "At most three places: a string, or a number that is read exactly as it is written.",
            ))
            .examples(["2.5"])
            .into()
    }
}
impl ToSchema for QuantityInput {}
