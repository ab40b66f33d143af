//! The page of a product: what it is, what is left of it, how it got there.

mod actions;
mod form;

use contract::paths;
use contract::products::{Product, StockMovement};
use domain::Permission;
use leptos::prelude::Get;

use super::acts::acts;
use super::clients::nothing;
use super::pick::unit_price;
use super::record::{self, moment, pair, record};
use super::stock;
use crate::el::{El, div, el};
use crate::i18n::{Lang, Msg, lang, phrases, products::Prod};
use crate::load::{Load, load};
use crate::session::use_session;
use crate::ui::{self, Look, Tone, badge};
use crate::watch::memo;

pub use form::PRODUCT;

static WORDS: record::Words = record::Words {
    missing: (Prod::NotFoundTitle, Prod::NotFoundText),
    failed: Prod::LoadFailed,
    back: ("/products", Prod::Products),
};

/// Latest movements shown; the journal has the rest.
const SHOWN: usize = 10;

pub fn product(id: i64) -> Vec<El> {
    let asked = load(move || paths::product(id));
    let moved = load(move || format!("{}?product_id={id}&limit={SHOWN}", paths::STOCK_MOVEMENTS));
    let name = move || match asked.read::<Product>() {
        Some(product) => product.name,
        None => phrases::number(lang(), id),
    };
    let head =
        div("page-head").child(ui::heading(name)).maybe(move || asked.read().map(|product| badges(&product)));
    let orders = use_session().may(Permission::OrdersRead);
    let body = move || {
        let way = |href, label, id| ui::link_button(Look::Plain, href, label).id(id);
        let journal = way(format!("/stock?product={id}"), Prod::Journal, "product-journal");
        let orders = orders.then(|| way(format!("/orders?product={id}"), Prod::Orders, "product-orders"));
        vec![
            acts(id, asked, &actions::ACTS),
            div("product-notice").maybe(move || notice(asked)),
            div("stack").live(move || match asked.read() {
                Some(product) => vec![facts(&product, lang())],
                None => Vec::new(),
            }),
            movements(moved),
            div("cluster no-print").child(journal).child(orders),
        ]
    };
    vec![head, record(asked, &WORDS, body)]
}

fn badges(product: &Product) -> El {
    let archived = product.archived_at.is_some().then(|| badge(Tone::Warning, Prod::Archived));
    el("p")
        .class("cluster muted")
        .child(product.sku.clone().map(|sku| badge(Tone::Neutral, sku)))
        .child(archived)
        .child(el("span").class("num").child(phrases::number(lang(), product.id)))
}

fn notice(load: Load) -> Option<El> {
    let archived = load.read::<Product>()?.archived_at.is_some();
    archived.then(|| el("p").class("banner warning").child(Prod::ArchivedNotice))
}

fn facts(product: &Product, lang: Lang) -> El {
    let row = |name: Msg, value: El| pair(name.text(lang), value);
    let text = |text: String| el("span").child(text);
    let left = div("product-left").attr("data-testid", "left").child(stock::stock_left(lang, product));
    let list = el("dl")
        .class("pairs")
        .child(row(Prod::Left, left))
        .child(row(Prod::Price, text(unit_price(lang, product)).class("num")))
        .child(row(Prod::Sku, product.sku.clone().map_or_else(|| nothing(lang), text)))
        .child(row(Prod::Unit, text(product.unit.clone())))
        .child(row(Prod::CreatedAt, moment(lang, product.created_at)))
        .child(row(Prod::Changed, moment(lang, product.updated_at)));
    el("section")
        .class("card stack operation-card")
        .attr("aria-labelledby", "product-facts")
        .child(el("h2").id("product-facts").child(Prod::Facts.text(lang)))
        .child(list)
}

/// The latest of them.
fn movements(moved: Load) -> El {
    let rows = move || {
        moved.items::<StockMovement>().iter().map(|movement| stock::row(movement, lang(), false)).collect()
    };
    let any = memo(move || moved.page(|page| !page.items.is_empty()).unwrap_or_default());
    let table = ui::table(Prod::Movements, stock::OF_PRODUCT, rows, moved.busy.into(), None);
    let none = move || moved.has() && !any.get();
    let hidden = crate::el::live(move || (!any.get()).then(String::new));
    let again = move || moved.again();
    el("section")
        .class("stack")
        .child(el("h2").id("product-movements").child(Prod::Movements))
        .child(div("list-error").maybe(move || moved.error.get().map(|error| ui::error_banner(error, again))))
        .child(
            div("product-none")
                .maybe(move || none().then(|| el("p").class("muted").child(Prod::NoMovements))),
        )
        .child(div("stack").attr("hidden", hidden).child(table))
}
