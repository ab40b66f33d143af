//! The form of a product. Its quantity is no field: only movements change it.

use contract::paths;
use contract::problem::ProblemCode;
use contract::products::{Product, ProductInput};
use domain::{Money, MoneyError};

use super::WORDS;
use crate::api::{read, write};
use crate::el::{El, div};
use crate::format;
use crate::i18n::{
    Lang, lang_now,
    products::{self as words, Prod},
};
use crate::pages::edit::{Draft, Editor, Subject, Trouble};
use crate::ui::{Kind, typed_sum};

pub static PRODUCT: Subject = Subject {
    prefix: "product-",
    entity: "product",
    form: "product-form",
    api: paths::PRODUCTS,
    path: paths::product,
    page: "/products",
    words: &WORDS,
    fields: &[("name", Prod::Name), ("sku", Prod::Sku), ("unit", Prod::Unit), ("price", Prod::PriceLabel)],
    taken: Some((ProblemCode::SkuTaken, "sku")),
    blank: || Draft { values: ["", "", "шт", ""].map(str::to_owned), params: Vec::new() },
    draft: |text, lang| read::<Product>(text).map(|product| draft(product, lang)),
    body: |draft, version| Ok(write(&input(draft, version, lang_now())?)),
    inputs,
    new: Prod::New,
    create: Prod::Create,
    save: Prod::Save,
    closed: Prod::Closed,
    back: Prod::BackToProduct,
    title: words::edit_title,
    created: words::created,
    saved: words::saved,
};

fn draft(product: Product, lang: Lang) -> Draft {
    let Product { name, sku, unit, price, .. } = product;
    let values = [name, sku.unwrap_or_default(), unit, format::editable(lang, price)];
    Draft { values, params: Vec::new() }
}

/// The input of the API, or everything that is wrong with it.
fn input(draft: &Draft, version: Option<i64>, lang: Lang) -> Result<ProductInput, Vec<Trouble>> {
    let mut troubles: Vec<Trouble> = Vec::new();
    if draft.value(0).is_empty() {
        troubles.push(("name".to_owned(), "required"));
    }
    let price = match typed_sum(draft.value(3), lang) {
        Ok(Some(sum)) if sum.is_negative() => Err("out_of_range"),
        Ok(Some(sum)) => Ok(sum),
        Ok(None) => Err("required"),
        Err(error) => Err(MoneyError::code(error)),
    };
    let price = price.unwrap_or_else(|code| {
        troubles.push(("price".to_owned(), code));
        Money::ZERO
    });
    if !troubles.is_empty() {
        return Err(troubles);
    }
    let given = |at: usize| Some(draft.value(at).to_owned()).filter(|text| !text.is_empty());
    Ok(ProductInput { name: draft.value(0).to_owned(), sku: given(1), unit: given(2), price, version })
}

fn inputs(editor: Editor) -> Vec<El> {
    vec![
        editor.field(0).required().view(),
        div("edit-pair")
            .child(editor.field(3).kind(Kind::Decimal).hint(Prod::PriceHint).required().view())
            .child(editor.field(2).hint(Prod::UnitHint).view()),
        editor.field(1).hint(Prod::SkuHint).view(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(values: [&str; 4]) -> Result<ProductInput, Vec<Trouble>> {
        let draft = Draft { values: values.map(str::to_owned), params: Vec::new() };
        input(&draft, Some(3), Lang::Ru)
    }

    #[test]
    fn blank_texts_are_absent_and_a_price_is_read_as_typed() {
        let input = read([" Кабель ", " ", "м", "1 035,50"]).unwrap();
        assert_eq!((input.name.as_str(), input.sku, input.unit.as_deref()), ("Кабель", None, Some("м")));
        assert_eq!((input.price.to_string().as_str(), input.version), ("1035.50", Some(3)));
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let told = |values| {
            let troubles = read(values).unwrap_err();
            troubles.into_iter().map(|(place, code)| format!("{place} {code}")).collect::<Vec<_>>()
        };
        assert_eq!(told(["", "", "", ""]), ["name required", "price required"]);
        assert_eq!(told(["A", "", "", "-1"]), ["price out_of_range"]);
        assert_eq!(told(["A", "", "", "1,234"]), ["price too_many_decimals"]);
    }
}
