//! The bank's own contract (document `bank-payments.md`: exact names, amounts as JSON numbers) and the list of its deliveries.

use chrono::{DateTime, Utc};
use domain::Money;
use domain::label::{Label, Labelled};
use serde::{Deserialize, Serialize, Serializer};
use validator::Validate;

use crate::actions::AvailableAction;
use crate::page::page;
#[cfg(feature = "openapi")]
use crate::schema;

/// A payment reported by the bank. Unknown fields are ignored: banks add some.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BankPayment {
    #[cfg_attr(feature = "openapi", schema(format = Uuid, example = "ccf0a86d-041b-4991-bcf7-e2352f7b8a4a"))]
    pub operation_id: String,
    #[cfg_attr(feature = "openapi", schema(value_type = f64, example = 145000))]
    pub amount: Money,
    #[cfg_attr(feature = "openapi", schema(pattern = "^([0-9]{10}|[0-9]{12})$", example = "1234567890"))]
    pub payer_inn: String,
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100, example = "PAY-328"))]
    pub document_number: String,
    #[cfg_attr(feature = "openapi", schema(example = "2024-04-27T21:00:00Z"))]
    pub document_date: DateTime<Utc>,
    /// Absent, `RUB` or `643`. Anything else is not credited, and kept for a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "RUB"))]
    pub currency: Option<serde_json::Value>,
}

/// `success`, or `already processed` for a repeated delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BankStatus {
    #[cfg_attr(feature = "openapi", schema(example = "success"))]
    pub status: String,
}

/// An error of the bank endpoints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BankError {
    #[cfg_attr(feature = "openapi", schema(example = "Organization not found"))]
    pub error: String,
}

/// Money as a JSON number, exactly: `145000`, `145100.5` is written `145100.50`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Number(pub Money);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.0.to_string();
        let text = text.strip_suffix(".00").unwrap_or(&text);
        serde_json::Number::from_string_unchecked(text.to_owned()).serialize(serializer)
    }
}

/// Balance of an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BankBalance {
    #[cfg_attr(feature = "openapi", schema(example = "1234567890"))]
    pub inn: String,
    #[cfg_attr(feature = "openapi", schema(value_type = f64, example = 145000))]
    pub balance: Number,
}

/// Latest changes of the balance, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BankHistory {
    #[cfg_attr(feature = "openapi", schema(example = "1234567890"))]
    pub inn: String,
    pub history: Vec<BankChange>,
}

/// One change of the balance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BankChange {
    #[cfg_attr(feature = "openapi", schema(value_type = f64, example = 100))]
    pub amount: Number,
    pub created_at: DateTime<Utc>,
    #[cfg_attr(feature = "openapi", schema(value_type = f64, example = 145100))]
    pub balance_after: Number,
}

/// How many changes to show.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct HistoryQuery {
    /// 1 to 100, default 10.
    #[cfg_attr(feature = "openapi", param(value_type = Option<u8>, minimum = 1, maximum = 100, example = 10))]
    pub limit: Option<String>,
}

/// What became of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DeliveryStatus {
    Credited,
    /// No client has this INN.
    Unmatched,
    /// The same operation_id came before with other data, or the bank says something against the credit.
    Conflict,
}

impl Labelled for DeliveryStatus {
    fn word(self) -> &'static str {
        match self {
            Self::Credited => "credited",
            Self::Unmatched => "unmatched",
            Self::Conflict => "conflict",
        }
    }

    fn label(self) -> Label {
        match self {
            Self::Credited => Label { ru: "зачислен", en: "credited" },
            Self::Unmatched => Label { ru: "не опознан", en: "unmatched" },
            Self::Conflict => Label { ru: "конфликт", en: "conflict" },
        }
    }
}

impl Labelled for DeliveryReason {
    fn word(self) -> &'static str {
        match self {
            Self::NoClient => "no_client",
            Self::ClientArchived => "client_archived",
            Self::ClientAppeared => "client_appeared",
            Self::OtherData => "other_data",
            Self::OtherCurrency => "other_currency",
            Self::NotIncoming => "not_incoming",
            Self::NotCompleted => "not_completed",
        }
    }

    fn label(self) -> Label {
        match self {
            Self::NoClient => {
                Label { ru: "нет клиента с таким ИНН", en: "no client has this INN" }
            }
            Self::ClientArchived => {
                Label { ru: "клиент в архиве", en: "the client is archived" }
            }
            Self::ClientAppeared => {
                Label { ru: "клиент появился позже", en: "the client came later" }
            }
            Self::OtherData => Label { ru: "другие данные", en: "other data" },
            Self::OtherCurrency => Label { ru: "другая валюта", en: "another currency" },
            Self::NotIncoming => Label { ru: "не поступление", en: "not an incoming payment" },
            Self::NotCompleted => Label { ru: "не завершён", en: "not completed" },
        }
    }
}

/// A delivery of the bank, as kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BankDelivery {
    pub id: i64,
    /// The bank's id of the payment.
    pub operation_id: String,
    pub payer_inn: String,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub amount: Money,
    pub document_number: String,
    pub document_date: DateTime<Utc>,
    pub status: DeliveryStatus,
    pub client_id: Option<i64>,
    pub client_name: Option<String>,
    /// Id of the ledger operation that carries the credit.
    pub credit_operation_id: Option<i64>,
    /// How often the same delivery came.
    pub times_received: i32,
    pub received_at: DateTime<Utc>,
    pub last_received_at: DateTime<Utc>,
    /// Who bound it to a client, if a person did.
    pub resolved_by: Option<String>,
    /// Why it is not credited; null when it is.
    pub reason: Option<DeliveryReason>,
    /// What the bank calls the payer, where it sends `payer_name`.
    pub payer_name: Option<String>,
    /// The client that has the payer's INN now: live, or else archived last.
    pub inn_client: Option<InnClient>,
    /// The credited delivery with the same `operation_id`, when this one contradicts it.
    pub credited_delivery_id: Option<i64>,
    /// The request of the bank as it came; it has at most 16 KiB.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "{\"operation_id\": \"ccf0a86d-041b-4991-bcf7-e2352f7b8a4a\"}")
    )]
    pub body: String,
    /// `bind`, and why not.
    pub available_actions: Vec<AvailableAction>,
}

/// Why a delivery is not credited, as things stand now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DeliveryReason {
    /// No client has this INN.
    NoClient,
    /// Only an archived client has this INN.
    ClientArchived,
    /// A live client has this INN: it came later, or its account could not take the payment.
    ClientAppeared,
    /// The same operation_id came before with other data.
    OtherData,
    /// It states another currency than roubles, or none that can be understood.
    OtherCurrency,
    /// The money left the account.
    NotIncoming,
    /// The payment is not done: it waits, failed or was taken back.
    NotCompleted,
}

/// A client by INN.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InnClient {
    #[cfg_attr(feature = "openapi", schema(example = 12))]
    pub id: i64,
    #[cfg_attr(feature = "openapi", schema(example = "ООО Ромашка"))]
    pub name: String,
    pub archived: bool,
}

page!(
    /// Deliveries, newest first.
    BankDeliveryPage of BankDelivery);

/// Filters of the deliveries.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct BankDeliveryQuery {
    pub status: Option<DeliveryStatus>,
    pub payer_inn: Option<String>,
    pub cursor: Option<String>,
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200, example = 50))]
    pub limit: Option<u16>,
    pub count: Option<bool>,
}

/// Binding an uncredited delivery to a client: credits it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BindDelivery {
    pub client_id: i64,
}
