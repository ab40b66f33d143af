//! The rules of Saldo as pure functions and types: money, people, accounts, the ledger, access.
//!
//! Invariant: a value of a type from here is valid, because only a fallible constructor makes it. The same code
//! judges in the server and, compiled to wasm32, in the browser.
//! Absent on purpose: clocks, random numbers, files, SQL, HTTP and floats. Time and ids are arguments.

#![deny(clippy::wildcard_enum_match_arm)]
#![cfg_attr(not(test), deny(clippy::float_arithmetic, clippy::arithmetic_side_effects))]

mod words;

pub mod access;
pub mod accounting;
pub mod action;
pub mod client;
pub mod credit;
pub mod day;
pub mod email;
pub mod field_error;
pub mod inn;
pub mod job;
pub mod label;
pub mod ledger;
pub mod money;
pub mod money_text;
pub mod objection;
pub mod operation;
pub mod order;
mod payout;
pub mod period;
pub mod phone;
pub mod quantity;
pub mod quantity_text;
pub mod service;
pub mod stock;
pub mod text;
pub mod total;

pub use access::{Permission, Role, Scopes, may_give, rights_of_key};
pub use action::{
    Action, ClientState, DeliveryState, MethodOffer, Obstacle, Offer, OperationState, OrderOffer,
    PaymentFacts, ProductState, RefundFacts, ServiceState, ViewState,
};
pub use client::{ClientInfo, ClientKind, PersonName, check_client_info, known_info_keys};
pub use credit::{CreditError, CreditTerms};
pub use day::parse_day;
pub use email::{Email, EmailError};
pub use field_error::FieldError;
pub use inn::{Inn, InnError};
pub use job::{JobKind, JobStage, JobState};
pub use ledger::{
    Account, AccountStatus, Floor, Posted, Posting, Refusal, charge_max, floor_for, fold, withdraw_max,
};
pub use money::{Money, MoneyError};
pub use money_text::{format_amount, format_en, format_ru, parse_typed, signed_en, signed_ru};
pub use objection::Objection;
pub use operation::{OperationError, OperationKind, Sign, check_amount};
pub use order::{
    Order, OrderError, OrderEvent, OrderState, OrderStatus, PaymentMethod, PaymentState, PaymentStatus,
    RefundStatus, ReturnState,
};
pub use payout::{PayoutLimits, PayoutRefusal};
pub use period::{Interval, IntervalError};
pub use phone::{Phone, PhoneError, phone_digits};
pub use quantity::{Quantity, QuantityError};
pub use quantity_text::{format_quantity, parse_typed_quantity};
pub use service::{BillingInfo, Period, ServiceKind, ServiceKindError};
pub use stock::{MovementKind, Shelf};
pub use text::{TextError, clean_text, search_key, swap_layout};
pub use total::Total;
pub use words::UnknownWord;
