//! What a person typed about an order, turned into values that are valid, or into all the faults at once.

use contract::orders::LineInput;
use contract::problem::FieldProblem;
use domain::order::Line;
use domain::{Money, TextError, clean_text};
use sqlx::PgConnection;

use super::sql;
use crate::{Error, Result};

/// A cleaned text, or none when it is empty.
pub fn optional_text(
    text: Option<&str>,
    most: usize,
    field: &str,
    errors: &mut Vec<FieldProblem>,
) -> Option<String> {
    match clean_text(text.unwrap_or_default(), most) {
        Ok(text) => Some(text),
        Err(TextError::Empty) => None,
        Err(error) => {
            errors.push(FieldProblem { field: field.into(), code: error.code().into() });
            None
        }
    }
}

/// A line as it will be stored.
pub struct PricedLine {
    pub line: Line,
    pub name: String,
    pub unit: String,
}

/// Gives the lines the names and prices that the products have now.
///
/// # Errors
/// `invalid_fields` with every line at fault: not above zero, no such product, an archived one, a sum out of bounds.
pub async fn price(tx: &mut PgConnection, inputs: &[LineInput]) -> Result<Vec<PricedLine>> {
    let mut ids: Vec<i64> = inputs.iter().map(|input| input.product_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let products = sql::products(tx, &ids).await?;
    let mut errors = Vec::new();
    let mut lines = Vec::with_capacity(inputs.len());
    let mut total = Some(Money::ZERO);
    for (index, input) in inputs.iter().enumerate() {
        let mut fault = |field: &str, code: &str| {
            errors.push(FieldProblem { field: format!("lines[{index}].{field}"), code: code.into() });
        };
        if !input.quantity.is_positive() {
            fault("quantity", "must_be_positive");
        }
        match products.get(&input.product_id) {
            None => fault("product_id", "unknown_reference"),
            Some(product) if product.archived => fault("product_id", "product_archived"),
            Some(product) => {
                let id = i64::try_from(index).unwrap_or(i64::MAX).saturating_add(1);
                let line =
                    Line { id, product_id: input.product_id, quantity: input.quantity, price: product.price };
                total = total.and_then(|sum| sum.checked_add(line.total()?));
                if total.is_none() {
                    fault("quantity", "out_of_bounds");
                }
                lines.push(PricedLine { line, name: product.name.clone(), unit: product.unit.clone() });
            }
        }
    }
    if errors.is_empty() { Ok(lines) } else { Err(Error::fields(errors)) }
}
