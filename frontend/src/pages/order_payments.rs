//! The list of money taken for orders, newest first. A row leads to its order, where payments are confirmed and given up.

use contract::paths;
use contract::payments::Payment;
use domain::PaymentStatus;

use super::clients::nothing;
use super::operations::time_in_zone;
use super::orders::order_href;
use super::record::moment;
use crate::api::{ApiError, read};
use crate::el::{El, el};
use crate::format;
use crate::i18n::{
    Lang,
    accounting::{self as words, Acc},
    list::List,
    orders::{self, Ord},
    phrases,
};
use crate::list::{Choice, Filter, Group, Kind, ListSpec, View};
use crate::ui::{Column, Row, Tone, badge, cell};

const METHODS: &[Choice] = &[
    Choice { word: "wallet", value: "WALLET", label: Ord::Wallet },
    Choice { word: "cash", value: "CASH", label: Ord::Cash },
    Choice { word: "card", value: "CARD", label: Ord::Card },
    Choice { word: "online", value: "ONLINE", label: Ord::Online },
];
const STATUSES: &[Choice] = &[
    Choice { word: "pending", value: "PENDING", label: Ord::Pending },
    Choice { word: "authorised", value: "AUTHORISED", label: Ord::Authorised },
    Choice { word: "capturing", value: "CAPTURING", label: Ord::Capturing },
    Choice { word: "captured", value: "CAPTURED", label: Ord::Captured },
    Choice { word: "voiding", value: "VOIDING", label: Ord::Voiding },
    Choice { word: "voided", value: "VOIDED", label: Ord::Voided },
    Choice { word: "failed", value: "FAILED", label: Ord::Failed },
];

const FILTERS: &[Filter] = &[
    Filter::new("client", Acc::Client, Kind::Client { param: "client_id" }).promoted(),
    Filter::new("from", Acc::Period, Kind::Dates { until: "to", from: "from", to: "to", open_end: true })
        .promoted(),
    Filter::new("order", Acc::Order, Kind::Count { param: "order_id" }),
    Filter::new("method", Acc::Method, Kind::Choice { param: "method", options: METHODS }),
    Filter::new("status", Acc::Status, Kind::Choice { param: "status", options: STATUSES }),
];

pub static ORDER_PAYMENTS: ListSpec = ListSpec {
    name: "payments",
    title: Acc::Payments,
    path: "/order-payments",
    api: paths::PAYMENTS,
    groups: &[Group { legend: None, text: None, filters: FILTERS }],
    views: &[
        View { label: List::ViewAll, query: "" },
        View { label: Acc::ViewOpen, query: "?status=pending,authorised,capturing,voiding" },
        View { label: Acc::ViewOnline, query: "?method=online" },
    ],
    columns: &[
        Column::new(Acc::ColTime).in_full(time_in_zone),
        Column::new(Acc::ColOrder),
        Column::new(Acc::Method),
        Column::new(Acc::Amount).number(),
        Column::new(Acc::Refunded).number(),
        Column::new(Acc::Status),
        Column::new(Acc::Reference),
    ],
    sort: "",
    row,
    totals: None,
    found: words::payments_found,
    nobody: (Acc::NoPayments, Acc::NoPaymentsText),
    create: None,
};

/// In the order of the columns.
fn row(text: &str, lang: Lang) -> Result<Row, ApiError> {
    let payment: Payment = read(text)?;
    let href = order_href(payment.order_id);
    let order = phrases::number(lang, payment.order_id);
    let refunded = (!payment.refunded.is_zero()).then(|| cell(format::money(lang, payment.refunded)));
    let document = payment.reference.as_ref().or(payment.external_id.as_ref());
    let cells = vec![
        moment(lang, payment.created_at),
        el("a").attr("href", href.clone()).child(order),
        cell(orders::method(payment.method).text(lang)),
        cell(format::money(lang, payment.amount)),
        refunded.unwrap_or_else(|| nothing(lang)),
        state(lang, payment.status),
        document.cloned().map_or_else(|| nothing(lang), cell),
    ];
    Ok(Row { href: Some(href), cells, ..Row::default() })
}

/// Where the payment stands.
pub fn state(lang: Lang, status: PaymentStatus) -> El {
    let tone = match status {
        PaymentStatus::Captured | PaymentStatus::Authorised => Tone::Good,
        PaymentStatus::Failed => Tone::Danger,
        PaymentStatus::Pending | PaymentStatus::Capturing | PaymentStatus::Voiding => Tone::Warning,
        PaymentStatus::Voided => Tone::Neutral,
    };
    badge(tone, orders::payment_status(status).text(lang))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::PaymentMethod;

    #[test]
    fn every_method_and_status_can_be_filtered_by_and_is_called_what_rows_call_it() {
        for (choice, method) in METHODS.iter().zip(PaymentMethod::ALL) {
            assert_eq!((choice.value, choice.label), (method.as_str(), orders::method(*method)));
        }
        for (choice, status) in STATUSES.iter().zip(PaymentStatus::ALL) {
            assert_eq!((choice.value, choice.label), (status.as_str(), orders::payment_status(*status)));
        }
        assert_eq!((METHODS.len(), STATUSES.len()), (PaymentMethod::ALL.len(), PaymentStatus::ALL.len()));
    }
}
