//! What the server has found, as options.

use contract::search::PaletteResult;

use super::deeds::Deed;
use super::{Item, Section};
use crate::api::read;
use crate::format;
use crate::i18n::{
    Lang,
    keys::Keys,
    orders::{self, Ord},
    phrases,
    products::{self, Prod},
    words,
};
use crate::pages::order_href;

/// The groups of an answer; none if it cannot be read.
pub fn sections(lang: Lang, answer: &str) -> Vec<Section> {
    let Ok(found) = read::<PaletteResult>(answer) else { return Vec::new() };
    let clients = found.clients.into_iter().map(|client| {
        let phone = client.phone.as_deref().map(format::phone);
        let detail = [
            Some(phrases::client_number(lang, client.id)),
            phone,
            client.email,
            Some(format::money(lang, client.balance)),
        ];
        item(client.name, detail, format!("/clients/{}", client.id))
    });
    let services = found.services.into_iter().map(|service| {
        let archived = service.archived.then(|| Keys::Archived.text(lang).to_owned());
        let detail = [Some(phrases::client_number(lang, service.id)), Some(service.kind), archived, None];
        item(service.name, detail, format!("/services/{}", service.id))
    });
    let operations = found.operations.into_iter().map(|operation| {
        let label = format!(
            "{} {}",
            phrases::client_number(lang, operation.id),
            words::operation_kind(lang, operation.kind)
        );
        let sum = operation.amount.map(|sum| format::signed(lang, sum));
        item(label, [sum, Some(operation.client_name), None, None], format!("/operations/{}", operation.id))
    });
    let products = found.products.into_iter().map(|product| {
        let archived = product.archived.then(|| Keys::Archived.text(lang).to_owned());
        let left = products::left(lang, &format::quantity_of(lang, product.quantity, &product.unit));
        item(product.name, [product.sku, Some(left), archived, None], format!("/products/{}", product.id))
    });
    let orders = found.orders.into_iter().map(|order| {
        let status = orders::status(order.status).text(lang).to_owned();
        let whose = if order.client_id == 0 { Ord::WalkIn.text(lang).to_owned() } else { order.client_name };
        let detail = [Some(status), Some(format::money(lang, order.total)), Some(whose), None];
        item(orders::order_number(lang, order.id), detail, order_href(order.id))
    });
    vec![
        Section { name: Keys::Clients, items: clients.collect() },
        Section { name: Keys::Services, items: services.collect() },
        Section { name: Keys::Operations, items: operations.collect() },
        Section { name: Ord::Orders, items: orders.collect() },
        Section { name: Prod::Products, items: products.collect() },
    ]
}

fn item(label: String, detail: [Option<String>; 4], href: String) -> Item {
    let detail = detail.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Item { label, detail, deed: Deed::Go(href) }
}
