//! Errors on the wire: `application/problem+json` (RFC 9457) with a stable `code`. One table gives each code its status and title.

mod words;

use domain::{Money, OrderStatus, Quantity};
use serde::{Deserialize, Serialize};

pub use words::PROBLEMS_PAGE;

/// An error answer. `code` is stable and meant for programs; `detail` is for people and may change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// Where the code is explained, on this server.
    #[serde(rename = "type")]
    #[cfg_attr(feature = "openapi", schema(example = "/docs/problems#insufficient_funds"))]
    pub type_: String,
    pub title: String,
    #[cfg_attr(feature = "openapi", schema(minimum = 400, maximum = 599))]
    pub status: u16,
    pub detail: String,
    #[cfg_attr(feature = "openapi", schema(example = "insufficient_funds"))]
    pub code: String,
    /// The same as the `x-request-id` header.
    #[serde(default)]
    pub request_id: String,
    /// Fields at fault, as paths into the body or names of query parameters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// What the client could spend at the moment of the refusal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::schema::Money>))]
    pub available: Option<Money>,
    /// What the refused command wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::schema::Money>))]
    pub required: Option<Money>,
    /// The version that the server has, when an edit was based on an older one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current_version: Option<i64>,
    /// The record that is in the way: the client with the same INN, the reversal that exists already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub existing_id: Option<i64>,
    /// Live clients that a new one may be: they have its phone or email. At most five.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
    /// Products of which there is not enough: all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shortages: Vec<Shortage>,
    /// Where the order stands, when it stands in the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::schema::OrderStatus>))]
    pub current_status: Option<OrderStatus>,
}

/// A product of which there is not enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Shortage {
    #[cfg_attr(feature = "openapi", schema(example = 5))]
    pub product_id: i64,
    #[cfg_attr(feature = "openapi", schema(example = "Кабель UTP 5e"))]
    pub name: String,
    #[cfg_attr(feature = "openapi", schema(value_type = crate::schema::Quantity))]
    pub available: Quantity,
    #[cfg_attr(feature = "openapi", schema(value_type = crate::schema::Quantity))]
    pub required: Quantity,
}

/// A client that exists already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Candidate {
    #[cfg_attr(feature = "openapi", schema(example = 12))]
    pub id: i64,
    #[cfg_attr(feature = "openapi", schema(example = "Иванов Иван"))]
    pub name: String,
    #[cfg_attr(feature = "openapi", schema(example = "+79788451364"))]
    pub phone: Option<String>,
    pub email: Option<String>,
}

/// One field at fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldProblem {
    #[cfg_attr(feature = "openapi", schema(example = "amount"))]
    pub field: String,
    #[cfg_attr(feature = "openapi", schema(example = "too_many_decimals"))]
    pub code: String,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $status:literal, $title:literal;)*) => {
        /// Every code that an answer can carry.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ProblemCode { $($(#[$doc])* $name,)* }

        impl ProblemCode {
            pub const ALL: &[ProblemCode] = &[$(ProblemCode::$name,)*];
            pub fn as_str(self) -> &'static str { match self { $(ProblemCode::$name => $code,)* } }
            /// The HTTP status that goes with the code.
            pub fn status(self) -> u16 { match self { $(ProblemCode::$name => $status,)* } }
            pub fn title(self) -> &'static str { match self { $(ProblemCode::$name => $title,)* } }
            pub fn parse(code: &str) -> Option<Self> { match code { $($code => Some(ProblemCode::$name),)* _ => None } }
        }
    };
}

codes! {
    MalformedRequest = "malformed_request", 400, "The request cannot be read";
    MalformedJson = "malformed_json", 400, "The body is not valid JSON of the expected form";
    InvalidQuery = "invalid_query", 400, "A query parameter cannot be understood";
    InvalidCursor = "invalid_cursor", 400, "The cursor does not belong to this list";
    IdempotencyKeyRequired = "idempotency_key_required", 400, "The Idempotency-Key header is missing or malformed";
    Unauthenticated = "unauthenticated", 401, "Sign in or send an API key";
    InvalidCredentials = "invalid_credentials", 401, "Wrong login or password";
    InvalidSignature = "invalid_signature", 401, "The signature of the webhook is missing or wrong";
    Forbidden = "forbidden", 403, "Not allowed";
    CrossSite = "cross_site", 403, "A cookie session accepts changes only from its own site";
    NotFound = "not_found", 404, "Not found";
    MethodNotAllowed = "method_not_allowed", 405, "The method is not allowed here";
    NotAcceptable = "not_acceptable", 406, "No representation of that type";
    RequestTimeout = "request_timeout", 408, "The request took too long to arrive";
    StaleVersion = "stale_version", 409, "The record was changed by somebody else";
    InUse = "in_use", 409, "There are operations: archive instead of deleting";
    Archived = "archived", 409, "The record is archived";
    NotArchived = "not_archived", 409, "The record is not archived";
    InnTaken = "inn_taken", 409, "Another client has this INN";
    DuplicateClient = "duplicate_client", 409, "A client with this phone or email exists already";
    NameTaken = "name_taken", 409, "Another record has this name";
    LoginTaken = "login_taken", 409, "Another user has this login";
    AlreadyReversed = "already_reversed", 409, "The operation is reversed already";
    DeliverySettled = "delivery_settled", 409, "The payment is credited already";
    DeliveryContradicts = "delivery_contradicts", 409, "What the bank sent speaks against crediting it";
    InvalidTransition = "invalid_transition", 409, "The order is not in a state for this";
    SkuTaken = "sku_taken", 409, "Another product has this article number";
    ProductArchived = "product_archived", 422, "A product is archived";
    OrderEmpty = "order_empty", 422, "The order has no lines";
    InsufficientStock = "insufficient_stock", 422, "There is not enough in stock";
    AmountMismatch = "amount_mismatch", 422, "The payments are not the total of the order";
    TooMuchReturned = "too_much_returned", 422, "More is returned than was sold";
    TooMuchRefunded = "too_much_refunded", 422, "More is given back than was paid";
    PaymentNotAuthorised = "payment_not_authorised", 422, "There is no authorised online payment of that amount";
    PaymentOpen = "payment_open", 409, "Another online payment of the order is open";
    PaymentSettled = "payment_settled", 409, "The payment is settled already";
    RefundOpen = "refund_open", 409, "The payment provider still decides about the refund";
    RefundSettled = "refund_settled", 409, "The refund is settled already";
    MoneyMoving = "money_moving", 409, "The job moves money: it cannot be stopped half-way";
    JobRunning = "job_running", 409, "The job is running";
    JobSettled = "job_settled", 409, "The job is over";
    UnknownProvider = "unknown_provider", 422, "There is no such payment provider";
    LastAdmin = "last_admin", 409, "At least one active administrator must remain";
    PayloadTooLarge = "payload_too_large", 413, "The body is too large";
    UnsupportedMediaType = "unsupported_media_type", 415, "The body must be application/json";
    InvalidFields = "invalid_fields", 422, "Some fields are not valid";
    PayoutLimit = "payout_limit", 422, "More than may be paid out without a second person";
    InsufficientFunds = "insufficient_funds", 422, "The client has not enough money";
    ClientArchived = "client_archived", 422, "The client is archived";
    SystemClient = "system_client", 422, "The system client takes no part in this";
    BalanceOutOfBounds = "balance_out_of_bounds", 422, "The balance would leave the possible range";
    CreditBelowDebt = "credit_below_debt", 422, "The limit would be below the present debt";
    NotReversible = "not_reversible", 422, "This operation cannot be reversed";
    UnknownReference = "unknown_reference", 422, "The client, service or order does not exist";
    LimitReached = "limit_reached", 422, "There are as many as there may be";
    TooManyRows = "too_many_rows", 422, "Too many rows for one answer: narrow the interval or ask for CSV";
    IdempotencyKeyReused = "idempotency_key_reused", 422, "The Idempotency-Key was used for another request";
    TooManyRequests = "too_many_requests", 429, "Too many requests";
    InternalError = "internal_error", 500, "Something went wrong here";
    Overloaded = "overloaded", 503, "Too busy: nothing was done, try again";
    DatabaseUnavailable = "database_unavailable", 503, "The database does not answer: nothing was done, try again";
    OutcomeUnknown = "outcome_unknown", 503, "It is not known whether it happened: repeat with the same Idempotency-Key";
}

impl Problem {
    /// A problem with the title, status and link of its code.
    pub fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self {
            type_: code.address(),
            title: code.title().into(),
            status: code.status(),
            detail: detail.into(),
            code: code.as_str().into(),
            request_id: String::new(),
            errors: Vec::new(),
            available: None,
            required: None,
            current_version: None,
            existing_id: None,
            candidates: Vec::new(),
            shortages: Vec::new(),
            current_status: None,
        }
    }
}
