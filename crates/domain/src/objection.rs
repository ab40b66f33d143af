//! What a payment of the bank says against being credited in roubles.
//!
//! Banks add fields of their own, and those are ignored, unless one of them contradicts the credit: another currency, money that goes
//! the other way, a payment that did not happen. Field names are compared without case and punctuation, words without case.
//! Absent on purpose: the amount, whose own rules refuse what is not positive.

use serde_json::Value;

use crate::words::word_enum;

word_enum! {
    /// Why a payment is not credited although it can be read.
    pub enum Objection {
        /// It is in another currency, or in none that can be understood.
        Currency = "currency",
        /// The money left the account.
        Direction = "direction",
        /// The payment is not done: it waits, failed or was taken back.
        State = "state",
    }
}

const CURRENCY_FIELDS: &[&str] = &[
    "currency",
    "currencycode",
    "currencyid",
    "currencyiso",
    "curr",
    "ccy",
    "amountcurrency",
    "paymentcurrency",
    "валюта",
    "кодвалюты",
];
const DIRECTION_FIELDS: &[&str] = &[
    "direction",
    "type",
    "kind",
    "operationtype",
    "paymenttype",
    "transactiontype",
    "operation",
    "side",
    "sign",
    "debitcredit",
    "creditdebit",
    "creditdebitindicator",
    "dc",
    "направление",
];
const STATE_FIELDS: &[&str] =
    &["status", "state", "paymentstatus", "operationstatus", "transactionstatus", "статус"];

const OUTGOING: &[&str] = &[
    "debit",
    "dbit",
    "debet",
    "d",
    "dr",
    "out",
    "outgoing",
    "outgoingpayment",
    "outflow",
    "withdraw",
    "withdrawal",
    "payout",
    "expense",
    "refund",
    "reversal",
    "chargeback",
    "return",
    "-",
    "minus",
    "дебет",
    "дт",
    "списание",
    "расход",
    "исходящий",
    "возврат",
    "сторно",
];
const NOT_DONE: &[&str] = &[
    "failed",
    "failure",
    "error",
    "rejected",
    "declined",
    "refused",
    "cancelled",
    "canceled",
    "cancel",
    "reversed",
    "returned",
    "refunded",
    "pending",
    "processing",
    "inprogress",
    "new",
    "created",
    "draft",
    "hold",
    "authorized",
    "authorised",
    "expired",
    "отклонен",
    "отклонён",
    "отменен",
    "отменён",
    "ожидает",
    "вобработке",
];
/// Flags that, when true, say the same.
const OUTGOING_FLAGS: &[&str] =
    &["isdebit", "isoutgoing", "isrefund", "isreversal", "refund", "reversal", "debit"];
const NOT_DONE_FLAGS: &[&str] =
    &["failed", "cancelled", "canceled", "rejected", "iscancelled", "iscanceled", "test", "istest"];

impl Objection {
    /// The first thing among the fields of a delivery that speaks against crediting it. A field that comes twice is heard twice.
    pub fn of<'a>(fields: impl IntoIterator<Item = (&'a str, &'a Value)>) -> Option<Self> {
        fields.into_iter().find_map(|(name, value)| Self::of_field(&bare(name), value))
    }

    fn of_field(name: &str, value: &Value) -> Option<Self> {
        let known = |names: &[&str]| names.contains(&name);
        if known(CURRENCY_FIELDS) && !is_rouble(value) {
            return Some(Self::Currency);
        }
        let says = |words: &[&str]| word(value).is_some_and(|word| words.contains(&word.as_str()));
        let set = value == &Value::Bool(true);
        if (known(DIRECTION_FIELDS) && says(OUTGOING)) || (known(OUTGOING_FLAGS) && set) {
            return Some(Self::Direction);
        }
        if (known(STATE_FIELDS) && says(NOT_DONE)) || (known(NOT_DONE_FLAGS) && set) {
            return Some(Self::State);
        }
        None
    }

    /// The same in a sentence for the bank.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Currency => "currency: only RUB is credited",
            Self::Direction => "the payment is not an incoming one",
            Self::State => "the payment is not completed",
        }
    }
}

/// Nothing stated, `RUB` in any case, or 643 as text or number.
fn is_rouble(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => matches!(text.trim().to_ascii_uppercase().as_str(), "RUB" | "643"),
        Value::Number(number) => number.as_u64() == Some(643),
        Value::Bool(_) | Value::Array(_) | Value::Object(_) => false,
    }
}

/// A name without case, spaces and punctuation.
fn bare(name: &str) -> String {
    name.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A text as a word to compare; a lone sign stays what it is.
fn word(value: &Value) -> Option<String> {
    let text = value.as_str()?.trim();
    Some(if text == "-" { text.to_owned() } else { bare(text) })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(name: &str, value: Value) -> Option<Objection> {
        Objection::of([(name, &value)])
    }

    #[test]
    fn roubles_are_absent_null_a_code_in_any_case_or_the_number() {
        assert_eq!(Objection::of([]), None);
        for value in [json!(null), json!("RUB"), json!("rub"), json!(" Rub "), json!("643"), json!(643)] {
            assert_eq!(of("currency", value.clone()), None, "{value}");
            assert_eq!(of("Currency_Code", value.clone()), None, "{value}");
        }
        for value in [
            json!("USD"),
            json!("usd"),
            json!("RUR"),
            json!("810"),
            json!(""),
            json!("RUBLE"),
            json!("РУБ"),
            json!("RUB,USD"),
            json!(840),
            json!(0),
            json!(-643),
            json!(643.5),
            json!(true),
            json!(false),
            json!([]),
            json!(["RUB"]),
            json!({}),
            json!({"code": "RUB"}),
            json!("\u{ff32}UB"),
            json!("RUB\u{0}"),
        ] {
            for name in ["currency", "CURRENCY", "currencyCode", "currency-code", "ccy", "Валюта"] {
                assert_eq!(of(name, value.clone()), Some(Objection::Currency), "{name} {value}");
            }
        }
    }

    #[test]
    fn what_leaves_or_is_not_done_is_not_credited_and_other_fields_are_nobodys_business() {
        for (name, value, objection) in [
            ("direction", json!("debit"), Some(Objection::Direction)),
            ("credit_debit_indicator", json!("DBIT"), Some(Objection::Direction)),
            ("operationType", json!("Refund"), Some(Objection::Direction)),
            ("is_refund", json!(true), Some(Objection::Direction)),
            ("sign", json!("-"), Some(Objection::Direction)),
            ("status", json!("CANCELLED"), Some(Objection::State)),
            ("status", json!("in_progress"), Some(Objection::State)),
            ("test", json!(true), Some(Objection::State)),
            ("direction", json!("credit"), None),
            ("type", json!("bank_transfer"), None),
            ("status", json!("completed"), None),
            ("is_refund", json!(false), None),
            ("payer_name", json!("refund"), None),
            ("purpose", json!("USD debit cancelled"), None),
        ] {
            assert_eq!(of(name, value.clone()), objection, "{name} {value}");
        }
    }

    #[test]
    fn one_of_two_fields_is_enough() {
        let (rub, usd) = (json!("RUB"), json!("USD"));
        assert_eq!(Objection::of([("currency", &rub), ("currency", &usd)]), Some(Objection::Currency));
    }
}
