//! The list of the bank's payments: what came, what became of it, what waits for a person.

use contract::bank::{BankDelivery, DeliveryStatus};
use contract::paths;

use super::clients::nothing;
use super::record::moment;
use crate::api::{ApiError, read};
use crate::el::{El, el};
use crate::i18n::{
    Lang,
    bank::{self, Bank},
    list::List,
};
use crate::list::{Choice, Filter, Group, Kind, ListSpec, View};
use crate::ui::{Column, Row, Tone, badge, balance, cell, copy_button, signed_amount};

const STATUSES: &[Choice] = &[
    Choice { word: "unmatched", value: "unmatched", label: Bank::Unmatched },
    Choice { word: "conflict", value: "conflict", label: Bank::Conflict },
    Choice { word: "credited", value: "credited", label: Bank::Credited },
];

pub static PAYMENTS: ListSpec = ListSpec {
    name: "bank-deliveries",
    title: Bank::Title,
    path: "/payments",
    api: paths::BANK_DELIVERIES,
    groups: &[Group {
        legend: None,
        text: None,
        filters: &[
            Filter::new("inn", Bank::Inn, Kind::Inn { param: "payer_inn" }).promoted().hint(Bank::InnHint),
            Filter::new(
                "status",
                Bank::Status,
                Kind::One { param: "status", none: List::Any, options: STATUSES },
            )
            .promoted(),
        ],
    }],
    views: &[
        View { label: List::ViewAll, query: "" },
        View { label: Bank::ViewUnmatched, query: "?status=unmatched" },
        View { label: Bank::ViewConflicts, query: "?status=conflict" },
        View { label: Bank::ViewCredited, query: "?status=credited" },
    ],
    columns: &[
        Column::new(Bank::ColDate),
        Column::new(Bank::ColNumber),
        Column::new(Bank::Inn),
        Column::new(Bank::ColPayer),
        Column::new(Bank::ColAmount).number(),
        Column::new(Bank::Status),
        Column::new(Bank::ColOperation),
    ],
    sort: "",
    row,
    totals: None,
    found: bank::found,
    nobody: (Bank::Nobody, Bank::NobodyText),
    create: None,
};

/// In the order of the columns.
fn row(text: &str, lang: Lang) -> Result<Row, ApiError> {
    let delivery: BankDelivery = read(text)?;
    let href = format!("/payments/{}", delivery.id);
    let (amount, status) = (sum(&delivery, lang), state(&delivery, lang));
    let payer = match (delivery.client_id, delivery.client_name, delivery.payer_name) {
        (Some(id), Some(name), _) => el("a").attr("href", format!("/clients/{id}")).child(name),
        (_, _, Some(name)) => cell(name),
        (_, _, None) => nothing(lang),
    };
    let cells = vec![
        el("a").attr("href", href.clone()).child(moment(lang, delivery.document_date)),
        cell(delivery.document_number),
        el("span").class("num").child(delivery.payer_inn),
        payer,
        amount,
        status,
        operation_id(delivery.operation_id, false),
    ];
    Ok(Row { href: Some(href), cells, ..Row::default() })
}

/// The bank's id: its beginning tells payments apart in a list, the button copies all of it.
pub fn operation_id(id: String, whole: bool) -> El {
    let shown = if whole { id.clone() } else { format!("{}…", id.chars().take(8).collect::<String>()) };
    let text = el("code").attr("title", (!whole).then(|| id.clone())).child(shown);
    el("span").class("operation-id").child(text).child(copy_button(Bank::CopyId, id))
}

/// Green only once it is on an account.
pub fn sum(delivery: &BankDelivery, lang: Lang) -> El {
    match delivery.status {
        DeliveryStatus::Credited => signed_amount(lang, delivery.amount, false),
        DeliveryStatus::Unmatched | DeliveryStatus::Conflict => balance(lang, delivery.amount),
    }
}

/// What became of it, and whether it came more than once.
pub fn state(delivery: &BankDelivery, lang: Lang) -> El {
    let tone = match delivery.status {
        DeliveryStatus::Credited => Tone::Good,
        DeliveryStatus::Unmatched => Tone::Warning,
        DeliveryStatus::Conflict => Tone::Danger,
    };
    let times = delivery.times_received;
    let repeats = (times > 1).then(|| badge(Tone::Neutral, bank::repeats(lang, times)));
    el("span").class("badges").child(badge(tone, bank::status(delivery.status).text(lang))).child(repeats)
}
