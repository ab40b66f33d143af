//! The JSON of the provider. Sums are strings on both sides and never become floats.

use std::collections::BTreeMap;

use domain::Money;
use serde::{Deserialize, Serialize};

use super::super::{
    About, Back, BackState, Charge, ChargeState, NewCharge, NewRefund, Notice, ProviderError,
};

const CURRENCY: &str = "RUB";
/// The provider's limit for a description.
const MAX_DESCRIPTION_CHARS: usize = 128;
/// Under this name the provider keeps our number of the payment.
const OUR_ID: &str = "payment_id";

#[derive(Serialize, Deserialize)]
pub struct Amount {
    value: String,
    currency: String,
}

#[derive(Serialize)]
pub struct NewPayment {
    amount: Amount,
    capture: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmation: Option<Confirmation>,
    description: String,
    metadata: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
struct Confirmation {
    r#type: &'static str,
    return_url: String,
}

#[derive(Serialize)]
pub struct Capture {
    pub amount: Amount,
}

#[derive(Serialize)]
pub struct Nothing {}

#[derive(Serialize)]
pub struct RefundAsked {
    payment_id: String,
    amount: Amount,
    description: String,
}

#[derive(Deserialize, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Status {
    Pending,
    WaitingForCapture,
    Succeeded,
    Canceled,
}

#[derive(Deserialize, Debug, PartialEq)]
pub struct Payment {
    id: String,
    status: Status,
    amount: Told,
    #[serde(default)]
    confirmation: Option<Link>,
    #[serde(default)]
    cancellation_details: Option<Details>,
}

#[derive(Deserialize, Debug, PartialEq)]
pub struct Refund {
    id: String,
    status: Status,
    #[serde(default)]
    cancellation_details: Option<Details>,
}

#[derive(Deserialize, Debug, PartialEq)]
struct Told {
    value: String,
    currency: String,
}

#[derive(Deserialize, Debug, PartialEq)]
struct Link {
    #[serde(default)]
    confirmation_url: Option<String>,
}

#[derive(Deserialize, Debug, PartialEq)]
struct Details {
    #[serde(default)]
    reason: Option<String>,
}

impl Amount {
    pub fn of(amount: Money) -> Self {
        Self { value: amount.to_string(), currency: CURRENCY.into() }
    }
}

/// What is asked for a new payment: held first, taken later.
pub fn payment(new: &NewCharge) -> NewPayment {
    let confirmation = new.return_url.clone();
    NewPayment {
        amount: Amount::of(new.amount),
        capture: false,
        confirmation: confirmation.map(|return_url| Confirmation { r#type: "redirect", return_url }),
        description: new.description.chars().take(MAX_DESCRIPTION_CHARS).collect(),
        metadata: [(OUR_ID, new.payment_id.to_string()), ("order_id", new.order_id.to_string())].into(),
    }
}

/// What is asked for a refund.
pub fn refund(new: &NewRefund) -> RefundAsked {
    RefundAsked {
        payment_id: new.external_id.clone(),
        amount: Amount::of(new.amount),
        description: new.description.chars().take(MAX_DESCRIPTION_CHARS).collect(),
    }
}

impl Payment {
    /// # Errors
    /// `Unknown`: a sum or currency that we cannot have asked for.
    pub fn read(self) -> Result<Charge, ProviderError> {
        let amount = Money::parse(&self.amount.value).ok().filter(|_| self.amount.currency == CURRENCY);
        let amount =
            amount.ok_or_else(|| ProviderError::Unknown("the answer has another sum or currency".into()))?;
        let state = match self.status {
            Status::Pending => ChargeState::Pending,
            Status::WaitingForCapture => ChargeState::Authorised,
            Status::Succeeded => ChargeState::Captured,
            Status::Canceled => ChargeState::Cancelled,
        };
        Ok(Charge {
            external_id: Some(self.id),
            state,
            amount,
            confirmation_url: self.confirmation.and_then(|link| link.confirmation_url),
            reason: self.cancellation_details.and_then(|details| details.reason),
        })
    }
}

impl Refund {
    /// # Errors
    /// None that a refund can have.
    pub fn read(self) -> Result<Back, ProviderError> {
        let state = match self.status {
            Status::Pending | Status::WaitingForCapture => BackState::Pending,
            Status::Succeeded => BackState::Succeeded,
            Status::Canceled => BackState::Cancelled,
        };
        let reason = self.cancellation_details.and_then(|details| details.reason);
        Ok(Back { external_id: Some(self.id), state, reason })
    }
}

#[derive(Deserialize)]
struct Notification {
    event: String,
    object: Object,
}

#[derive(Deserialize)]
struct Object {
    id: String,
    #[serde(default)]
    payment_id: Option<String>,
    #[serde(default)]
    metadata: BTreeMap<String, serde_json::Value>,
}

/// Which payment or refund a webhook speaks of.
pub fn notice(body: &[u8]) -> Result<Option<Notice>, String> {
    let notification: Notification = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    let Object { id, payment_id, metadata } = notification.object;
    let ours = metadata.get(OUR_ID).and_then(|value| match value {
        serde_json::Value::String(text) => text.parse().ok(),
        serde_json::Value::Number(number) => number.as_i64(),
        serde_json::Value::Null
        | serde_json::Value::Bool(_)
        | serde_json::Value::Array(_)
        | serde_json::Value::Object(_) => None,
    });
    Ok(match notification.event.split_once('.') {
        Some(("payment", _)) => Some(Notice { external_id: id, payment_id: ours, about: About::Payment }),
        // Refunds are found by their payment: theirs may not be stored yet.
        Some(("refund", _)) => {
            payment_id.map(|external_id| Notice { external_id, payment_id: None, about: About::Refund })
        }
        _ => None,
    })
}

/// The provider's words for a refusal.
pub fn refusal(body: &[u8], most: usize) -> String {
    #[derive(Deserialize)]
    struct Refusal {
        #[serde(default)]
        code: String,
        #[serde(default)]
        description: String,
    }
    let words = serde_json::from_slice::<Refusal>(body).map(|no| format!("{}: {}", no.code, no.description));
    let words = words.unwrap_or_else(|_| "without a reason".into());
    words.chars().filter(|c| !c.is_control()).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_payment_is_asked_for_exactly() {
        let new = NewCharge {
            key: Uuid::nil(),
            payment_id: 31,
            order_id: 7,
            amount: Money::parse("90071992547409.93").unwrap(),
            description: "Заказ 7".into(),
            return_url: Some("https://shop.example/7".into()),
        };
        assert_eq!(
            serde_json::to_value(payment(&new)).unwrap(),
            serde_json::json!({
                "amount": {"value": "90071992547409.93", "currency": "RUB"}, "capture": false,
                "confirmation": {"type": "redirect", "return_url": "https://shop.example/7"},
                "description": "Заказ 7", "metadata": {"payment_id": "31", "order_id": "7"}
            })
        );
    }

    #[test]
    fn an_answer_is_read_exactly_or_not_at_all() {
        let read = |text: &str| serde_json::from_str::<Payment>(text).unwrap().read();
        let charge = read(
            r#"{"id":"2d0","status":"waiting_for_capture","amount":{"value":"100.00","currency":"RUB"},"paid":true,
                "confirmation":{"type":"redirect","confirmation_url":"https://pay.example/2d0"}}"#,
        )
        .unwrap();
        assert_eq!(charge.state, ChargeState::Authorised);
        assert_eq!(charge.amount, Money::parse("100").unwrap());
        assert_eq!(charge.confirmation_url.as_deref(), Some("https://pay.example/2d0"));
        for bad in [r#"{"value":"100.001","currency":"RUB"}"#, r#"{"value":"100","currency":"USD"}"#] {
            assert!(read(&format!(r#"{{"id":"2","status":"pending","amount":{bad}}}"#)).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_notice_names_its_payment() {
        let read = |text: &str| notice(text.as_bytes());
        let body = r#"{"type":"notification","event":"payment.waiting_for_capture","object":{"id":"2d0","metadata":{"payment_id":"31"}}}"#;
        let expected = Notice { external_id: "2d0".into(), payment_id: Some(31), about: About::Payment };
        assert_eq!(read(body), Ok(Some(expected)));
        let refund = r#"{"event":"refund.succeeded","object":{"id":"r1","payment_id":"2d0"}}"#;
        let expected = Notice { external_id: "2d0".into(), payment_id: None, about: About::Refund };
        assert_eq!(read(refund), Ok(Some(expected)));
        assert_eq!(read(r#"{"event":"payout.succeeded","object":{"id":"p"}}"#), Ok(None));
        assert!(read("[]").is_err() && read("{}").is_err());
    }
}
