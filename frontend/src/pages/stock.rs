//! The stock journal: every movement of goods, newest first.
//!
//! Absent on purpose: sorting. The journal has one order, that of events.

mod form;
mod line;
mod lines;

use contract::paths;
use contract::products::{Product, StockMovement};
use domain::{Permission, Quantity};

use super::clients::nothing;
use super::operation::author;
use super::operations::time_in_zone;
use super::record::moment;
use crate::api::{ApiError, read};
use crate::el::{El, el};
use crate::format;
use crate::i18n::{
    Lang,
    products::Prod,
    stock::{self as words, Stock},
};
use crate::list::names::{self, remember};
use crate::list::{Choice, Filter, Group, Kind, ListSpec, View};
use crate::ui::{Column, Row, Tone, badge, cell};

pub use form::new_movement;

const KINDS: &[Choice] = &[
    Choice { word: "receipt", value: "RECEIPT", label: Stock::Receipt },
    Choice { word: "sale", value: "SALE", label: Stock::Sale },
    Choice { word: "cancellation", value: "CANCELLATION", label: Stock::Cancellation },
    Choice { word: "return", value: "RETURN", label: Stock::Return },
    Choice { word: "write-off", value: "WRITE_OFF", label: Stock::WriteOff },
    Choice { word: "stock-take", value: "STOCK_TAKE", label: Stock::StockTake },
];

const FILTERS: &[Filter] = &[
    Filter::new("product", Prod::Product, Kind::Product { param: "product_id" }).promoted(),
    Filter::new("from", Stock::Period, Kind::Dates { until: "to", from: "from", to: "to", open_end: true })
        .promoted(),
    Filter::new("order", Stock::Order, Kind::Count { param: "order_id" }),
    Filter::new("kind", Stock::Kind, Kind::Choice { param: "kind", options: KINDS }),
];

const TIME: Column = Column::new(Stock::ColTime).in_full(time_in_zone);
const CHANGE: Column = Column::new(Stock::ColChange).number();
const AFTER: Column = Column::new(Stock::ColAfter).number();

/// Columns of the journal of one product.
pub const OF_PRODUCT: &[Column] = &[
    TIME,
    Column::new(Stock::Kind),
    CHANGE,
    AFTER,
    Column::new(Stock::ColCause),
    Column::new(Stock::ColWho),
];

pub static STOCK: ListSpec = ListSpec {
    name: "stock-movements",
    title: Stock::Title,
    path: "/stock",
    api: paths::STOCK_MOVEMENTS,
    groups: &[Group { legend: None, text: None, filters: FILTERS }],
    views: &[
        View { label: crate::i18n::list::List::ViewAll, query: "" },
        View { label: Stock::ViewIn, query: "?kind=receipt" },
        View { label: Stock::ViewOut, query: "?kind=sale,write-off" },
        View { label: Stock::ViewCounts, query: "?kind=stock-take" },
    ],
    columns: &[
        TIME,
        Column::new(Prod::Product),
        Column::new(Stock::Kind),
        CHANGE,
        AFTER,
        Column::new(Stock::ColCause),
        Column::new(Stock::ColWho),
    ],
    sort: "",
    row: named_row,
    totals: None,
    found: words::found,
    nobody: (Stock::None, Stock::NoneText),
    create: Some(("/stock/new", Stock::New, Permission::StockWrite)),
};

fn named_row(text: &str, lang: Lang) -> Result<Row, ApiError> {
    let movement: StockMovement = read(text)?;
    remember(names::PRODUCT, &movement.product_id.to_string(), &movement.product_name);
    Ok(row(&movement, lang, true))
}

/// In the order of the columns; `named` with the product, as in the journal of all.
pub fn row(movement: &StockMovement, lang: Lang, named: bool) -> Row {
    let link = |to: String, text: String| el("a").attr("href", to).child(text);
    let product =
        named.then(|| link(format!("/products/{}", movement.product_id), movement.product_name.clone()));
    let cause = match (movement.order_id, &movement.reason) {
        (Some(id), _) => link(format!("/orders/{id}"), crate::i18n::orders::order_number(lang, id)),
        (None, Some(reason)) => el("span").class("operation-text").child(reason.clone()),
        (None, None) => nothing(lang),
    };
    let mut cells = vec![moment(lang, movement.created_at)];
    cells.extend(product);
    cells.extend([
        cell(words::kind(movement.kind).text(lang)),
        change(lang, movement.quantity, &movement.unit),
        cell(format::quantity_of(lang, movement.quantity_after, &movement.unit)),
        cause,
        cell(author(lang, &movement.actor, movement.actor_name.as_deref())),
    ]);
    Row { cells, ..Row::default() }
}

/// Into the stock is green with a plus, out of it plain with a minus; a count that agreed has no sign.
fn change(lang: Lang, quantity: Quantity, unit: &str) -> El {
    let (class, plus) = if quantity.is_positive() { ("num credit", "+") } else { ("num debit", "") };
    el("span").class(class).child(format!("{plus}{}", format::quantity_of(lang, quantity, unit)))
}

/// What is left of a product, with a word when that is nothing.
pub fn stock_left(lang: Lang, product: &Product) -> El {
    let ended = product.quantity.is_zero().then(|| badge(Tone::Warning, Prod::Ended.text(lang)));
    let left = format::quantity_of(lang, product.quantity, &product.unit);
    let apart = ended.is_some().then_some(" ");
    el("span").class("num").child(ended).child(apart).child(left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::MovementKind;

    #[test]
    fn every_kind_can_be_filtered_by_and_is_called_what_rows_call_it() {
        let known: Vec<_> = KINDS.iter().map(|choice| choice.value).collect();
        let all: Vec<_> = MovementKind::ALL.iter().map(|kind| kind.as_str()).collect();
        assert_eq!(known, all);
        for (choice, kind) in KINDS.iter().zip(MovementKind::ALL) {
            assert_eq!(choice.label, words::kind(*kind));
        }
    }
}
