//! The trial balance of a period: what each account had, what moved, what it has.
//!
//! Invariant: one statement reads all of it, so it is one state of the journal; every entry counts once on each side, so the columns of
//! each pair have equal sums.

use chrono::{Datelike, Days, NaiveDate};
use contract::accounting::{TrialBalance, TrialBalanceLine, TrialBalanceQuery, TrialBalanceSums};
use domain::Total;
use rust_decimal::Decimal;

use crate::decode::valid;
use crate::filter::invalid;
use crate::{Actor, App, Error, Result};

/// The trial balance of the days `from` up to, not including, `to`.
///
/// # Errors
/// `invalid_query`: `invalid_interval` of `to` unless it is after `from`, `out_of_range` of a year before 1900 or after 9999.
pub async fn trial_balance(app: &App, _actor: &Actor, query: &TrialBalanceQuery) -> Result<TrialBalance> {
    let (from, to) = period(app.clock.today(), query)?;
    let rows = sqlx::query_as!(
        Row,
        r#"select code as "code!", name_ru as "name_ru!", name_en as "name_en!", opening as "opening!: Decimal", debit as "debit!: Decimal",
                  credit as "credit!: Decimal"
             from trial_balance($1, $2)"#,
        app.clock.start_of(from),
        app.clock.start_of(to)
    )
    .fetch_all(&app.db.search)
    .await?;
    let (mut accounts, mut total) = (Vec::new(), Columns::default());
    for row in rows {
        let columns = row.columns().ok_or_else(out_of_bounds)?;
        total = total.plus(&columns).ok_or_else(out_of_bounds)?;
        let sums = columns.sums()?;
        accounts.push(TrialBalanceLine { code: row.code, name_ru: row.name_ru, name_en: row.name_en, sums });
    }
    Ok(TrialBalance { from, to, accounts, total: total.sums()? })
}

fn period(today: NaiveDate, query: &TrialBalanceQuery) -> Result<(NaiveDate, NaiveDate)> {
    let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
    let (from, to) = (query.from.unwrap_or(today.with_day(1).unwrap_or(today)), query.to.unwrap_or(tomorrow));
    for (field, day) in [("from", from), ("to", to)] {
        if !(1900..=9999).contains(&day.year()) {
            return Err(invalid(field, "out_of_range"));
        }
    }
    if from >= to { Err(invalid("to", "invalid_interval")) } else { Ok((from, to)) }
}

fn out_of_bounds() -> Error {
    Error::Internal("a sum of the trial balance is out of bounds".into())
}

/// An account: its balance before the period, debit less credit, and its turnovers.
struct Row {
    code: String,
    name_ru: String,
    name_en: String,
    opening: Decimal,
    debit: Decimal,
    credit: Decimal,
}

/// The six columns, in the order of the wire.
#[derive(Default)]
struct Columns([Decimal; 6]);

impl Row {
    fn columns(&self) -> Option<Columns> {
        let closing = self.opening.checked_add(self.debit)?.checked_sub(self.credit)?;
        let ((opening_debit, opening_credit), (closing_debit, closing_credit)) =
            (sides(self.opening), sides(closing));
        Some(Columns([opening_debit, opening_credit, self.debit, self.credit, closing_debit, closing_credit]))
    }
}

/// A balance as a debit or as a credit.
fn sides(balance: Decimal) -> (Decimal, Decimal) {
    if balance > Decimal::ZERO { (balance, Decimal::ZERO) } else { (Decimal::ZERO, Decimal::ZERO - balance) }
}

impl Columns {
    fn plus(&self, other: &Self) -> Option<Self> {
        let mut sums = [Decimal::ZERO; 6];
        for ((sum, one), two) in sums.iter_mut().zip(self.0).zip(other.0) {
            *sum = one.checked_add(two)?;
        }
        Some(Self(sums))
    }

    fn sums(&self) -> Result<TrialBalanceSums, sqlx::Error> {
        let [opening_debit, opening_credit, debit, credit, closing_debit, closing_credit] = self.0;
        let total = |sum: Decimal| valid(Total::try_from(sum));
        Ok(TrialBalanceSums {
            opening_debit: total(opening_debit)?,
            opening_credit: total(opening_credit)?,
            debit: total(debit)?,
            credit: total(credit)?,
            closing_debit: total(closing_debit)?,
            closing_credit: total(closing_credit)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_period_is_this_month_unless_it_is_said() {
        let today = day("2026-11-21");
        let asked = |from: Option<&str>, to: Option<&str>| {
            period(today, &TrialBalanceQuery { from: from.map(day), to: to.map(day) })
        };
        assert_eq!(asked(None, None).unwrap(), (day("2026-11-01"), day("2026-11-22")));
        assert_eq!(asked(Some("2026-01-01"), None).unwrap().0, day("2026-01-01"));
        for (from, to) in [(Some("2026-11-22"), None), (Some("2026-01-01"), Some("2026-01-01"))] {
            assert_eq!(asked(from, to).unwrap_err().code(), Some("invalid_query"));
        }
        assert_eq!(asked(Some("1899-12-31"), None).unwrap_err().code(), Some("invalid_query"));
    }

    #[test]
    fn a_balance_stands_on_one_side() {
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        let row = Row {
            code: "76".into(),
            name_ru: String::new(),
            name_en: String::new(),
            opening: number("-5.00"),
            debit: number("7.50"),
            credit: number("1.00"),
        };
        let texts = row.columns().unwrap().0.map(|sum| sum.to_string());
        assert_eq!(texts, ["0", "5.00", "7.50", "1.00", "1.50", "0"]);
    }
}
