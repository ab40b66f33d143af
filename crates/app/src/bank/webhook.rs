//! A payment reported by the bank: credited once per `operation_id`, or kept for a person.

use std::fmt;

use contract::bank::BankPayment;
use contract::problem::FieldProblem;
use domain::{Inn, Objection, clean_text};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use uuid::Uuid;

use crate::ledger::{Addressee, Command, Delivery, Outcome, Received, Task, Work, WorkKey};
use crate::{Actor, App, Error, Result};

/// Takes a delivery. `body` is the request body as it came; it is kept with the delivery.
///
/// # Errors
/// Invalid fields; the database away or too busy (the bank then repeats).
pub async fn receive(app: &App, actor: &Actor, payment: BankPayment, body: &str) -> Result<Received> {
    let delivery = read(payment, body)?;
    let day = app.clock.day_of(delivery.document_date);
    let text = format!("Платёж {} от {}", delivery.document_number, day.format("%d.%m.%Y"));
    let command = Command::new(Addressee::Inn(delivery.payer_inn.clone()), super::credit(delivery.amount))
        .described(Some(text));
    let work = Work {
        actor: actor.id,
        key: WorkKey::Delivery(Box::new(delivery)),
        task: Task::Post(vec![Ok(command)]),
    };
    match app.ledger.submit(work).await? {
        Outcome::Received(received) => Ok(received),
        Outcome::Decided { .. }
        | Outcome::KeyReused
        | Outcome::Settled { .. }
        | Outcome::Stored { .. }
        | Outcome::Busy
        | Outcome::Postponed => {
            Err(Error::Internal("the ledger answered a delivery with something else".into()))
        }
    }
}

/// Reads the fields of a payment; everything wrong is told at once.
fn read(payment: BankPayment, body: &str) -> Result<Delivery> {
    let mut errors = Vec::new();
    let mut fault =
        |field: &str, code: &str| errors.push(FieldProblem { field: field.into(), code: code.into() });
    let operation_id =
        Uuid::parse_str(payment.operation_id.trim()).map_err(|_| fault("operation_id", "invalid_uuid")).ok();
    let payer_inn = Inn::parse(&payment.payer_inn).map_err(|error| fault("payer_inn", error.code())).ok();
    let document_number = clean_text(&payment.document_number, 100)
        .map_err(|error| fault("document_number", error.code()))
        .ok();
    if document_number.as_deref() == Some("") {
        fault("document_number", "required");
    }
    if !payment.amount.is_positive() {
        fault("amount", "must_be_positive");
    }
    let year = chrono::Datelike::year(&payment.document_date);
    if !(1900..=9999).contains(&year) {
        fault("document_date", "out_of_bounds");
    }
    match (operation_id, payer_inn, document_number) {
        (Some(operation_id), Some(payer_inn), Some(document_number)) if errors.is_empty() => Ok(Delivery {
            operation_id,
            payer_inn,
            amount: payment.amount,
            document_number,
            document_date: whole_micros(payment.document_date),
            body: body.to_owned(),
            objection: objection(body)?,
        }),
        _ => Err(Error::fields(errors)),
    }
}

/// All fields of a JSON object in their order, those that come twice too.
struct Fields(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading;
        impl<'de> Visitor<'de> for Reading {
            type Value = Fields;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(Reading)
    }
}

/// What the delivery says against being credited, in fields that the contract has or that the bank adds.
fn objection(body: &str) -> Result<Option<Objection>> {
    let Fields(fields) = serde_json::from_str(body).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(Objection::of(fields.iter().map(|(name, value)| (name.as_str(), value))))
}

/// The database keeps microseconds; a repeated delivery must compare equal to what was kept.
fn whole_micros(moment: chrono::DateTime<chrono::Utc>) -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp_micros(moment.timestamp_micros()).unwrap_or(moment)
}
