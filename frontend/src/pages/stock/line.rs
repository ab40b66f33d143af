//! One line of a receipt, write-off or stock-take: what was typed, and what it will do.
//!
//! Absent on purpose: the decision. This is a preview; the server looks at the stock as it is then.

use domain::{MovementKind, Quantity, QuantityError, parse_typed_quantity};
use leptos::prelude::RwSignal;

use crate::format;
use crate::i18n::{
    Lang, Msg,
    stock::{self as words, Stock},
};

/// A product and the quantity typed for it.
#[derive(Clone)]
pub struct Line {
    pub product_id: i64,
    pub name: String,
    pub unit: String,
    /// As far as is known here.
    pub left: Quantity,
    pub typed: RwSignal<String>,
}

/// The kind of a word; a receipt for any that the form does not make.
pub fn kind_of(word: &str) -> MovementKind {
    match MovementKind::parse(word) {
        Ok(kind @ (MovementKind::WriteOff | MovementKind::StockTake)) => kind,
        _ => MovementKind::Receipt,
    }
}

/// A quantity that the kind of movement takes.
///
/// # Errors
/// What is wrong with it.
pub fn read(text: &str, kind: MovementKind, lang: Lang) -> Result<Quantity, Msg> {
    if text.trim().is_empty() {
        return Err(Stock::EnterQuantity);
    }
    match parse_typed_quantity(text, lang.decimal_comma()) {
        Ok(counted) if counted.is_negative() && kind == MovementKind::StockTake => Err(Stock::NotBelowZero),
        Ok(quantity) if !quantity.is_positive() && kind != MovementKind::StockTake => Err(Stock::AboveZero),
        Ok(quantity) => Ok(quantity),
        Err(QuantityError::NotANumber) => Err(Stock::NotANumber),
        Err(QuantityError::TooManyDecimals) => Err(Stock::Decimals),
        Err(QuantityError::OutOfBounds) => Err(Stock::TooMuch),
    }
}

impl Line {
    /// What the quantity typed will do, and whether it cannot.
    pub fn effect(&self, text: &str, kind: MovementKind, lang: Lang) -> (String, bool) {
        let of = |quantity| format::quantity_of(lang, quantity, &self.unit);
        let Ok(typed) = read(text, kind, lang) else { return (String::new(), false) };
        let after = match kind {
            MovementKind::WriteOff => self.left.checked_sub(typed),
            MovementKind::StockTake => typed.checked_sub(self.left),
            _ => self.left.checked_add(typed),
        };
        match (kind, after) {
            (_, None) => (Stock::TooMuch.text(lang).to_owned(), true),
            (MovementKind::StockTake, Some(by)) if by.is_zero() => {
                (Stock::Agrees.text(lang).to_owned(), false)
            }
            (MovementKind::StockTake, Some(by)) => {
                let plus = if by.is_positive() { "+" } else { "" };
                (words::differs(lang, &format!("{plus}{}", of(by))), false)
            }
            (_, Some(after)) if after.is_negative() => (words::short(lang, &of(self.left)), true),
            (_, Some(after)) => (words::becomes(lang, &of(after)), false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leptos::prelude::Owner;

    fn line(left: &str) -> Line {
        let quantity = |text| Quantity::parse(text).unwrap();
        Line {
            product_id: 1,
            name: "Кабель".into(),
            unit: "м".into(),
            left: quantity(left),
            typed: RwSignal::new(String::new()),
        }
    }

    #[test]
    fn the_effect_of_a_quantity_is_said_before_it_is_sent() {
        let owner = Owner::new();
        owner.with(|| {
            let cable = line("12");
            let said = |text, kind| cable.effect(text, kind, Lang::Ru);
            use MovementKind as K;
            for (text, kind, expected, alarm) in [
                ("2,5", K::Receipt, "Станет 14,5\u{a0}м", false),
                ("2,5", K::WriteOff, "Станет 9,5\u{a0}м", false),
                ("13", K::WriteOff, "На складе только 12\u{a0}м", true),
                ("10", K::StockTake, "Разница \u{2212}2\u{a0}м", false),
                ("12,0", K::StockTake, "Сходится с учётом", false),
                ("0", K::StockTake, "Разница \u{2212}12\u{a0}м", false),
                ("", K::Receipt, "", false),
                ("два", K::Receipt, "", false),
            ] {
                assert_eq!(said(text, kind), (expected.to_owned(), alarm), "{text} {kind}");
            }
        });
    }

    #[test]
    fn only_a_count_may_be_zero() {
        use MovementKind as K;
        for (text, kind, expected) in [
            ("0", K::StockTake, None),
            ("0", K::Receipt, Some(Stock::AboveZero)),
            ("-1", K::StockTake, Some(Stock::NotBelowZero)),
            ("0,0001", K::Receipt, Some(Stock::Decimals)),
            ("x", K::Receipt, Some(Stock::NotANumber)),
            (" ", K::Receipt, Some(Stock::EnterQuantity)),
        ] {
            assert_eq!(read(text, kind, Lang::Ru).err(), expected, "{text}");
        }
    }
}
