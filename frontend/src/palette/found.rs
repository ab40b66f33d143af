//! What the server has found, as options.

use contract::search::PaletteResult;

use super::deeds::Deed;
use super::{Item, Section};
use crate::api::read;
use crate::format;
use crate::i18n::{Lang, keys::Keys, orders, phrases, words};

/// The groups of an answer; none if it cannot be read.
pub fn sections(lang: Lang, answer: &str) -> Vec<Section> {
    let Ok(found) = read::<PaletteResult>(answer) else { return Vec::new() };
    let clients = found.clients.into_iter().map(|client| {
        let phone = client.phone.as_deref().map(format::phone);
        let detail = [
            Some(phrases::number(lang, client.id)),
            phone,
            client.email,
            Some(format::money(lang, client.balance)),
        ];
        item(client.name, detail, format!("/clients/{}", client.id))
    });
    let services = found.services.into_iter().map(|service| {
        let archived = service.archived.then(|| Keys::Archived.text(lang).to_owned());
        let detail = [Some(phrases::number(lang, service.id)), Some(service.kind), archived, None];
        item(service.name, detail, format!("/services/{}", service.id))
    });
    let operations = found.operations.into_iter().map(|operation| {
        let label = format!(
            "{} {}",
            phrases::number(lang, operation.id),
            words::operation_kind(lang, operation.kind)
        );
        let sum = operation.amount.map(|sum| format::signed(lang, sum));
        item(label, [sum, Some(operation.client_name), None, None], format!("/operations/{}", operation.id))
    });
    let products = found.products.into_iter().map(|product| {
        let left = format::quantity_of(lang, product.quantity, &product.unit);
        let archived = product.archived.then(|| Keys::Archived.text(lang).to_owned());
        let detail = [product.sku, Some(left), archived, None];
        item(product.name, detail, format!("/products/{}", product.id))
    });
    let numbers = found.orders.into_iter().map(|order| {
        let status = orders::status(order.status).text(lang).to_owned();
        let detail = [Some(status), Some(format::money(lang, order.total)), Some(order.client_name), None];
        item(orders::order_number(lang, order.id), detail, format!("/orders/{}", order.id))
    });
    vec![
        Section { name: Keys::Clients, items: clients.collect() },
        Section { name: Keys::Services, items: services.collect() },
        Section { name: Keys::Operations, items: operations.collect() },
        Section { name: Keys::Orders, items: numbers.collect() },
        Section { name: Keys::Products, items: products.collect() },
    ]
}

fn item(label: String, detail: [Option<String>; 4], href: String) -> Item {
    let detail = detail.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Item { label, detail, deed: Deed::Go(href) }
}
