//! The list of products with what is left of each.

use contract::paths;
use contract::products::Product;
use domain::Permission;

use super::clients::nothing;
use super::record::moment;
use super::stock::stock_left;
use crate::api::{ApiError, read};
use crate::el::el;
use crate::format;
use crate::i18n::{
    Lang,
    list::List,
    products::{self as words, Prod},
};
use crate::list::names::{self, remember};
use crate::list::{Choice, Filter, Group, Kind, ListSpec, View};
use crate::ui::{Column, Row, Tone, badge, cell};

const ARCHIVED: &[Choice] = &[
    Choice { word: "only", value: "only", label: List::ArchivedOnly },
    Choice { word: "any", value: "any", label: List::ArchivedAny },
];

const FILTERS: &[Filter] = &[
    Filter::new("q", Prod::Search, Kind::Text { param: "q" }).promoted().hint(Prod::SearchHint),
    Filter::new("left", Prod::LeftFilter, Kind::Quantity { min: "quantity_min", max: "quantity_max" })
        .promoted(),
    Filter::new("price", Prod::PriceFilter, Kind::Money { min: "price_min", max: "price_max" }).promoted(),
    Filter::new("id", Prod::Number, Kind::Numbers { param: "id" }).hint(Prod::NumberHint),
    Filter::new(
        "arch",
        List::Archive,
        Kind::One { param: "archived", none: List::ArchivedNo, options: ARCHIVED },
    ),
];

pub static PRODUCTS: ListSpec = ListSpec {
    name: "products",
    title: Prod::Products,
    path: "/products",
    api: paths::PRODUCTS,
    groups: &[Group { legend: None, text: None, filters: FILTERS }],
    views: &[
        View { label: List::ViewAll, query: "" },
        View { label: Prod::ViewInStock, query: "?left=0.001.." },
        View { label: Prod::ViewEnded, query: "?left=..0" },
        View { label: List::ViewArchive, query: "?arch=only" },
    ],
    columns: &[
        Column::new(List::ColNumber).sorted_by("id"),
        Column::new(Prod::Sku),
        Column::new(Prod::Name).sorted_by("name"),
        Column::new(Prod::Price).largest_first("price"),
        Column::new(Prod::Left).largest_first("quantity"),
        Column::new(Prod::Changed),
    ],
    sort: "id",
    row,
    totals: None,
    found: words::products_found,
    nobody: (Prod::None, Prod::NoneText),
    create: Some(("/products/new", Prod::New, Permission::ProductsWrite)),
};

/// In the order of the columns.
fn row(text: &str, lang: Lang) -> Result<Row, ApiError> {
    let product: Product = read(text)?;
    remember(names::PRODUCT, &product.id.to_string(), &product.name);
    let href = format!("/products/{}", product.id);
    let archived = product.archived_at.is_some().then(|| badge(Tone::Neutral, List::Archived.text(lang)));
    let cells = vec![
        el("a").attr("href", href.clone()).child(product.id.to_string()),
        product.sku.clone().map_or_else(|| nothing(lang), |sku| cell(sku).class("num")),
        el("span").class("client-name").child(product.name.clone()).child(archived),
        cell(format::money(lang, product.price)),
        stock_left(lang, &product),
        moment(lang, product.updated_at),
    ];
    Ok(Row { href: Some(href), cells, ..Row::default() })
}
