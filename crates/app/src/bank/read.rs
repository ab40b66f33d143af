//! Reading deliveries of the bank, with what a person needs to bind one: why it waits, who has its INN, what the bank said.

use chrono::{DateTime, Utc};
use contract::bank::{BankDelivery, DeliveryReason, DeliveryStatus, InnClient};
use domain::{DeliveryState, Objection};
use rust_decimal::Decimal;
use serde::Deserialize;
use uuid::Uuid;

use crate::Actor;
use crate::actions::shown;
use crate::decode::{self, valid};

/// The statement that gives [`DeliveryRow`]s; conditions on `d` follow.
pub const SELECT: &str = "select d.id, d.operation_id, d.payer_inn, d.amount::numeric as amount, d.document_number, d.document_date,
    d.status, d.client_id, c.name as client_name, o.id as credit_operation_id, d.times_received, d.received_at,
    d.last_received_at, d.resolved_by, d.body, d.objection, holder.id as holder_id, holder.name as holder_name, holder.archived as holder_archived,
    case when d.status <> 'credited' then (select t.id from bank_deliveries t
                                            where t.operation_id = d.operation_id and t.status = 'credited') end as credited_delivery_id
  from bank_deliveries d
  left join clients c on c.id = d.client_id
  left join operations o on o.client_id = d.client_id and o.seq = d.seq
  left join lateral (
    (select k.id, k.name, false as archived from clients k where k.inn = d.payer_inn and k.archived_at is null)
    union all
    (select k.id, k.name, true from clients k where k.inn = d.payer_inn and k.archived_at is not null order by k.archived_at desc limit 1)
    order by archived limit 1) holder on true
 where true";

/// A delivery as stored, with what stands around it.
#[derive(Debug, sqlx::FromRow)]
pub struct DeliveryRow {
    pub id: i64,
    operation_id: Uuid,
    payer_inn: String,
    amount: Decimal,
    document_number: String,
    document_date: DateTime<Utc>,
    status: String,
    client_id: Option<i64>,
    client_name: Option<String>,
    credit_operation_id: Option<i64>,
    times_received: i32,
    received_at: DateTime<Utc>,
    last_received_at: DateTime<Utc>,
    resolved_by: Option<String>,
    body: String,
    holder_id: Option<i64>,
    holder_name: Option<String>,
    holder_archived: Option<bool>,
    credited_delivery_id: Option<i64>,
    objection: Option<String>,
}

/// What some banks say besides the contract.
#[derive(Deserialize)]
struct Extra {
    payer_name: Option<String>,
}

impl DeliveryRow {
    /// The delivery as `actor` sees it.
    pub fn view(self, actor: &Actor) -> Result<BankDelivery, sqlx::Error> {
        let status = match self.status.as_str() {
            "credited" => DeliveryStatus::Credited,
            "unmatched" => DeliveryStatus::Unmatched,
            "conflict" => DeliveryStatus::Conflict,
            other => return decode::unknown("status of a delivery", other),
        };
        let objection = self.objection.as_deref().map(|word| valid(Objection::parse(word))).transpose()?;
        let settled = status == DeliveryStatus::Credited || self.credited_delivery_id.is_some();
        let state = DeliveryState { settled, objection };
        Ok(BankDelivery {
            reason: self.reason(status, objection),
            payer_name: payer_name(&self.body),
            inn_client: self.holder(),
            id: self.id,
            operation_id: self.operation_id.to_string(),
            payer_inn: self.payer_inn,
            amount: decode::money(self.amount)?,
            document_number: self.document_number,
            document_date: self.document_date,
            status,
            client_id: self.client_id,
            client_name: self.client_name,
            credit_operation_id: self.credit_operation_id,
            times_received: self.times_received,
            received_at: self.received_at,
            last_received_at: self.last_received_at,
            resolved_by: self.resolved_by,
            credited_delivery_id: self.credited_delivery_id,
            body: self.body,
            available_actions: shown(state.offers(|right| actor.may(right))),
        })
    }

    fn reason(&self, status: DeliveryStatus, objection: Option<Objection>) -> Option<DeliveryReason> {
        match objection {
            Some(Objection::Currency) => return Some(DeliveryReason::OtherCurrency),
            Some(Objection::Direction) => return Some(DeliveryReason::NotIncoming),
            Some(Objection::State) => return Some(DeliveryReason::NotCompleted),
            None => {}
        }
        match (status, self.holder_archived) {
            (DeliveryStatus::Credited, _) => None,
            (DeliveryStatus::Conflict, _) => Some(DeliveryReason::OtherData),
            // Another delivery with the same id of the bank was credited meanwhile.
            (DeliveryStatus::Unmatched, _) if self.credited_delivery_id.is_some() => {
                Some(DeliveryReason::OtherData)
            }
            (DeliveryStatus::Unmatched, None) => Some(DeliveryReason::NoClient),
            (DeliveryStatus::Unmatched, Some(true)) => Some(DeliveryReason::ClientArchived),
            (DeliveryStatus::Unmatched, Some(false)) => Some(DeliveryReason::ClientAppeared),
        }
    }

    fn holder(&self) -> Option<InnClient> {
        let (id, name) = (self.holder_id?, self.holder_name.clone()?);
        Some(InnClient { id, name, archived: self.holder_archived? })
    }
}

/// The name that the bank gives the payer, if it gives one.
fn payer_name(body: &str) -> Option<String> {
    let extra: Extra = serde_json::from_str(body).ok()?;
    domain::clean_text(&extra.payer_name?, 300).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_the_payer_is_read_where_there_is_one() {
        assert_eq!(payer_name(r#"{"payer_name": " ООО Ромашка "}"#).as_deref(), Some("ООО Ромашка"));
        for body in ["", "{}", r#"{"payer_name": 7}"#, r#"{"payer_name": " "}"#, "[]"] {
            assert_eq!(payer_name(body), None, "{body}");
        }
    }
}
