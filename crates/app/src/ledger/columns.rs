//! Rows turned into columns: a batch is written with one statement over arrays.

use chrono::{DateTime, Utc};
use domain::{Money, Objection};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::rows::Rows;

#[derive(Default)]
pub struct OperationColumns<'a> {
    pub client_id: Vec<i64>,
    pub seq: Vec<i64>,
    pub kind: Vec<&'a str>,
    pub amount: Vec<Option<Decimal>>,
    pub balance_after: Vec<Decimal>,
    pub service_id: Vec<Option<i64>>,
    pub order_id: Vec<Option<i64>>,
    pub description: Vec<Option<&'a str>>,
    pub actor: Vec<&'a str>,
    pub created_at: Vec<DateTime<Utc>>,
}

impl<'a> OperationColumns<'a> {
    pub fn of(rows: &'a Rows) -> Self {
        let mut columns = Self::default();
        for operation in &rows.operations {
            columns.client_id.push(operation.client_id);
            columns.seq.push(operation.seq);
            columns.kind.push(operation.kind.as_str());
            columns.amount.push(operation.amount.map(Money::decimal));
            columns.balance_after.push(operation.balance_after.decimal());
            columns.service_id.push(operation.service_id);
            columns.order_id.push(operation.order_id);
            columns.description.push(operation.description.as_deref());
            columns.actor.push(&operation.actor);
            columns.created_at.push(operation.created_at);
        }
        columns
    }
}

#[derive(Default)]
pub struct DeliveryColumns<'a> {
    pub operation_id: Vec<Uuid>,
    pub payer_inn: Vec<&'a str>,
    pub amount: Vec<Decimal>,
    pub document_number: Vec<&'a str>,
    pub document_date: Vec<DateTime<Utc>>,
    pub body: Vec<&'a str>,
    pub status: Vec<&'a str>,
    pub client_id: Vec<Option<i64>>,
    pub seq: Vec<Option<i64>>,
    pub objection: Vec<Option<&'a str>>,
}

impl<'a> DeliveryColumns<'a> {
    pub fn of(rows: &'a Rows) -> Self {
        let mut columns = Self::default();
        for row in &rows.deliveries {
            columns.operation_id.push(row.delivery.operation_id);
            columns.payer_inn.push(row.delivery.payer_inn.as_str());
            columns.amount.push(row.delivery.amount.decimal());
            columns.document_number.push(&row.delivery.document_number);
            columns.document_date.push(row.delivery.document_date);
            columns.body.push(&row.delivery.body);
            columns.status.push(row.status);
            columns.client_id.push(row.credit.map(|(client_id, _)| client_id));
            columns.seq.push(row.credit.map(|(_, seq)| seq));
            columns.objection.push(row.delivery.objection.map(Objection::as_str));
        }
        columns
    }
}
