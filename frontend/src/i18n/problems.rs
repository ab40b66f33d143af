//! What went wrong, in words: codes of the API, codes of fields.
//!
//! Figures come from the answer, never from here.
//! Absent on purpose: the server's `detail`. It is English and for programmers.

pub mod codes;
pub mod fields;
pub mod obstacles;

pub use fields::field;
pub use obstacles::obstacle;

use codes::{Trouble, lacking, problem};

use super::Lang;
use crate::api::{ApiError, Code};
use crate::format::money;
use crate::ui::Said;

/// [`error`] in whatever language is chosen when it is read.
pub fn said(problem: &ApiError) -> Said {
    let problem = problem.clone();
    Said::made(move |lang| error(lang, &problem))
}

/// The error as one sentence or two, with its figures.
pub fn error(lang: Lang, error: &ApiError) -> String {
    let text = match error.code {
        Code::Problem(code) => problem(lang, code),
        Code::NoAnswer | Code::Stopped => Trouble::NoAnswer.text(lang),
        Code::Unreadable => Trouble::Unreadable.text(lang),
    };
    match (error.figures.available, error.figures.required) {
        (Some(available), Some(required)) => {
            lacking(lang, text, &money(lang, available), &money(lang, required))
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::problem::{Problem, ProblemCode};
    use domain::Money;

    #[test]
    fn every_code_has_words_of_its_language() {
        for code in ProblemCode::ALL {
            let (ru, en) = (problem(Lang::Ru, *code), problem(Lang::En, *code));
            assert!(ru.contains(|c: char| ('а'..='я').contains(&c)), "{ru}");
            assert!(en.is_ascii(), "{en}");
        }
    }

    #[test]
    fn a_refused_debit_names_its_figures() {
        let mut refused = Problem::new(ProblemCode::InsufficientFunds, "");
        refused.available = Money::parse("100").ok();
        refused.required = Money::parse("1250.5").ok();
        let refused = ApiError::from(refused);
        assert_eq!(
            error(Lang::Ru, &refused),
            "Не хватает денег. Доступно 100,00\u{a0}₽, нужно 1\u{a0}250,50\u{a0}₽."
        );
        assert_eq!(
            error(Lang::En, &refused),
            "There is not enough money. Available ₽100.00, needed ₽1,250.50."
        );
    }
}
