//! Presets of a period: the days are those of the business zone.

use std::rc::Rc;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::page::List;
use crate::el::{El, div};
use crate::i18n::{Msg, list::List as Words};
use crate::router::Step;
use crate::session::{today_in, use_session};
use crate::ui::{Look, button};

type Period = fn(NaiveDate) -> Option<(NaiveDate, NaiveDate)>;

const PRESETS: [(Msg, Period); 6] = [
    (Words::Today, |day| Some((day, day))),
    (Words::Yesterday, |day| day.pred_opt().map(|day| (day, day))),
    (Words::SevenDays, |day| Some((day.checked_sub_days(Days::new(6))?, day))),
    (Words::ThisMonth, month),
    (Words::LastMonth, |day| {
        let last = day.with_day(1)?.pred_opt()?;
        Some((last.with_day(1)?, last))
    }),
    (Words::Quarter, |day| {
        let first = day.with_day(1)?.with_month0(day.month0() / 3 * 3)?;
        Some((first, first.checked_add_months(Months::new(3))?.pred_opt()?))
    }),
];

fn end_of_month(day: NaiveDate) -> Option<NaiveDate> {
    day.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt()
}

/// Buttons that set both ends of a filter.
pub fn presets(list: List, from: &'static str, to: &'static str) -> El {
    buttons(Rc::new(move |first, last| {
        let query = list.query_now().set(from, &first.to_string()).set(to, &last.to_string());
        list.go(&query, Step::Push);
    }))
}

/// Buttons that give the first and the last day of a period.
pub fn buttons(apply: Rc<dyn Fn(NaiveDate, NaiveDate)>) -> El {
    // Asked now: a listener has no context.
    let zone = Rc::new(use_session().time_zone());
    let buttons = PRESETS.map(|(name, period)| {
        let (apply, zone) = (Rc::clone(&apply), Rc::clone(&zone));
        button(Look::Quiet, name).on_click(move || {
            if let Some((first, last)) = today_in(&zone).and_then(period) {
                apply(first, last);
            }
        })
    });
    div("cluster presets").child(buttons)
}

/// The month of the day.
pub fn month(day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    Some((day.with_day(1)?, end_of_month(day)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_end_on_their_last_day() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let of =
            |index: usize, at: &str| (PRESETS[index].1)(day(at)).map(|(a, b)| format!("{a}..{b}")).unwrap();
        assert_eq!(of(1, "2026-03-01"), "2026-02-28..2026-02-28");
        assert_eq!(of(2, "2026-03-01"), "2026-02-23..2026-03-01");
        assert_eq!(of(3, "2024-02-10"), "2024-02-01..2024-02-29");
        assert_eq!(of(4, "2026-01-31"), "2025-12-01..2025-12-31");
        assert_eq!(of(5, "2026-11-21"), "2026-10-01..2026-12-31");
    }
}
