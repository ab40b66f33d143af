//! What went wrong, in words: codes of the API, codes of fields.
//!
//! Invariant: every [`ProblemCode`] has both texts, by the compiler. Figures come from the answer, never from here.
//! Absent on purpose: the server's `detail`. It is English and for programmers.

mod obstacles;

use contract::problem::{FieldProblem, ProblemCode};

pub use obstacles::obstacle;

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
        Code::NoAnswer | Code::Stopped => match lang {
            Lang::Ru => "Сервер не отвечает. Проверьте связь и повторите.",
            Lang::En => "The server does not answer. Check the connection and try again.",
        },
        Code::Unreadable => match lang {
            Lang::Ru => "Сервер ответил непонятно. Обновите страницу.",
            Lang::En => "The answer of the server cannot be read. Reload the page.",
        },
    };
    match (lang, error.figures.available, error.figures.required) {
        (Lang::Ru, Some(available), Some(required)) => {
            format!("{text} Доступно {}, нужно {}.", money(lang, available), money(lang, required))
        }
        (Lang::En, Some(available), Some(required)) => {
            format!("{text} Available {}, needed {}.", money(lang, available), money(lang, required))
        }
        _ => text.to_owned(),
    }
}

fn problem(lang: Lang, code: ProblemCode) -> &'static str {
    use ProblemCode as P;
    let (ru, en) = match code {
        P::MalformedRequest | P::MalformedJson => (
            "Сервер не понял запрос. Обновите страницу.",
            "The server did not understand the request. Reload the page.",
        ),
        P::InvalidQuery => ("Условия поиска не поняты.", "The search conditions were not understood."),
        P::InvalidCursor => (
            "Эта страница списка больше не открывается. Начните сначала.",
            "This page of the list cannot be opened any more. Start from the first.",
        ),
        P::IdempotencyKeyRequired => ("Запрос без ключа операции.", "The request has no operation key."),
        P::Unauthenticated => ("Войдите, чтобы продолжить.", "Sign in to go on."),
        P::InvalidCredentials => ("Неверный логин или пароль.", "Wrong login or password."),
        P::InvalidSignature => ("Подпись не сходится.", "The signature does not match."),
        P::Forbidden => ("Вашей роли это не разрешено.", "Your role does not allow this."),
        P::CrossSite => ("Запрос пришёл с другого сайта.", "The request came from another site."),
        P::NotFound => ("Такой записи нет.", "There is no such record."),
        P::MethodNotAllowed | P::NotAcceptable | P::UnsupportedMediaType => {
            ("Сервер так не умеет. Обновите страницу.", "The server cannot do that. Reload the page.")
        }
        P::RequestTimeout => ("Запрос шёл слишком долго.", "The request took too long."),
        P::InvalidTransition => {
            ("Состояние заказа этого не допускает.", "The order is not in a state for this.")
        }
        P::SkuTaken => ("Этот артикул у другого товара.", "Another product has this article number."),
        P::ProductArchived => ("Товар в архиве.", "A product is archived."),
        P::OrderEmpty => ("В заказе нет позиций.", "The order has no lines."),
        P::InsufficientStock => ("Не хватает на складе.", "There is not enough in stock."),
        P::AmountMismatch => {
            ("Сумма оплат не равна итогу заказа.", "The payments are not the total of the order.")
        }
        P::TooMuchReturned => ("Возвращается больше, чем продано.", "More is returned than was sold."),
        P::TooMuchRefunded => {
            ("Возвращается больше денег, чем получено.", "More is given back than was paid.")
        }
        P::PaymentNotAuthorised => (
            "Нет подтверждённого онлайн-платежа на эту сумму.",
            "There is no authorised online payment of that amount.",
        ),
        P::PaymentOpen => ("Другой онлайн-платёж ещё открыт.", "Another online payment is still open."),
        P::PaymentSettled => ("Платёж уже завершён.", "The payment is settled already."),
        P::JobRunning => ("Задание выполняется.", "The job is running."),
        P::JobSettled => ("Задание уже завершено.", "The job is over."),
        P::UnknownProvider => ("Такой платёжной системы нет.", "There is no such payment provider."),
        P::StaleVersion => (
            "Запись изменил кто-то другой. Обновите страницу.",
            "Somebody else has changed the record. Reload the page.",
        ),
        P::InUse => {
            ("Есть операции: можно только в архив.", "There are operations: it can only be archived.")
        }
        P::Archived => ("Запись в архиве.", "The record is archived."),
        P::NotArchived => ("Запись не в архиве.", "The record is not archived."),
        P::InnTaken => ("Клиент с таким ИНН уже есть.", "A client with this INN exists already."),
        P::DuplicateClient => ("Похоже, такой клиент уже есть.", "There seems to be such a client already."),
        P::NameTaken => ("Такое название уже есть.", "This name is taken."),
        P::LimitReached => ("Больше сохранить нельзя.", "No more can be kept."),
        P::LoginTaken => ("Такой логин занят.", "This login is taken."),
        P::AlreadyReversed => ("Операция уже сторнирована.", "The operation is reversed already."),
        P::DeliverySettled => ("Платёж уже зачислен.", "The payment is credited already."),
        P::LastAdmin => {
            ("Должен остаться хотя бы один администратор.", "At least one administrator must remain.")
        }
        P::PayloadTooLarge => ("Слишком много данных.", "Too much data."),
        P::InvalidFields => ("Проверьте поля формы.", "Check the fields of the form."),
        P::InsufficientFunds => ("Не хватает денег.", "There is not enough money."),
        P::ClientArchived => {
            ("Клиент в архиве: операции не принимаются.", "The client is archived and takes no operations.")
        }
        P::SystemClient => ("Это служебный клиент.", "This is the system client."),
        P::BalanceOutOfBounds => {
            ("Баланс вышел бы за возможные пределы.", "The balance would leave the possible range.")
        }
        P::CreditBelowDebt => ("Лимит меньше нынешнего долга.", "The limit is below the present debt."),
        P::NotReversible => ("Эту операцию нельзя сторнировать.", "This operation cannot be reversed."),
        P::UnknownReference => {
            ("Клиента, услуги или заказа уже нет.", "The client, service or order does not exist.")
        }
        P::TooManyRows => ("Слишком много строк: сузьте период.", "Too many rows: narrow the interval."),
        P::IdempotencyKeyReused => {
            ("Этот ключ операции уже использован.", "This operation key was used before.")
        }
        P::TooManyRequests => {
            ("Слишком много попыток. Подождите минуту.", "Too many attempts. Wait a minute.")
        }
        P::InternalError => ("На сервере что-то сломалось.", "Something went wrong on the server."),
        P::Overloaded => (
            "Сервер занят. Ничего не сделано, повторите.",
            "The server is busy. Nothing was done, try again.",
        ),
        P::DatabaseUnavailable => (
            "База данных не отвечает. Ничего не сделано, повторите.",
            "The database does not answer. Nothing was done, try again.",
        ),
        P::OutcomeUnknown => {
            ("Неизвестно, прошла ли операция.", "It is not known whether the operation went through.")
        }
    };
    match lang {
        Lang::Ru => ru,
        Lang::En => en,
    }
}

/// What is wrong with a field. Codes are words of the API; one that is not known here is named.
pub fn field(lang: Lang, problem: &FieldProblem) -> String {
    let (ru, en) = match problem.code.as_str() {
        "required" | "empty" | "amount_required" => ("Заполните поле", "Fill in the field"),
        "too_short" => ("Слишком коротко", "Too short"),
        "length" | "too_long" => ("Недопустимая длина", "The length is not allowed"),
        "not_a_number" => ("Не похоже на число", "That is not a number"),
        "too_many_decimals" => ("Не более двух знаков после запятой", "No more than two decimals"),
        "out_of_bounds" => ("Слишком большое число", "The number is too large"),
        "must_be_positive" => ("Должно быть больше нуля", "It must be above zero"),
        "must_not_be_negative" => ("Не может быть меньше нуля", "It cannot be below zero"),
        "zero_amount" | "not_positive" => ("Сумма должна быть больше нуля", "The amount must be above zero"),
        "invalid_text" => ("Недопустимые знаки", "Characters that are not allowed"),
        "too_common" => (
            "Такой пароль пробуют первым: придумайте другой",
            "Everybody tries this password first: choose another",
        ),
        "wrong" => ("Неверный пароль", "Wrong password"),
        "invalid_login" => (
            "Строчные латинские буквы, цифры и знаки . _ @ -; первой буква или цифра",
            "Lower-case Latin letters, digits and . _ @ -; a letter or digit first",
        ),
        "control_character" | "invalid_name" => ("Недопустимые знаки", "Characters that are not allowed"),
        "out_of_range" => ("Вне допустимых пределов", "Out of range"),
        "beyond_own_rights" => ("У вас самих нет этого права", "You do not have this right yourself"),
        "invalid_date" => ("Не похоже на дату", "That is not a date"),
        "invalid_inn" => ("ИНН — это 10 или 12 цифр", "An INN is 10 or 12 digits"),
        "invalid_phone" => (
            "Не похоже на телефон. Пример: +7 978 845-13-64",
            "That is not a phone number. Example: +7 978 845-13-64",
        ),
        "invalid_email" => {
            ("Не похоже на email. Пример: name@example.ru", "That is not an email. Example: name@example.com")
        }
        "invalid_kpp" => ("КПП — это 9 знаков", "A KPP is 9 characters"),
        "invalid_ogrn" => ("ОГРН — это 13 цифр", "An OGRN is 13 digits"),
        "invalid_ogrnip" => ("ОГРНИП — это 15 цифр", "An OGRNIP is 15 digits"),
        "invalid_bik" => ("БИК — это 9 цифр, первая — ноль", "A BIK is 9 digits, the first is zero"),
        "invalid_kind" => (
            "До 40 знаков: буквы, цифры, дефис и подчёркивание, без пробелов",
            "Up to 40 letters, digits, hyphens and underscores, without spaces",
        ),
        "invalid_key" => (
            "В названии поля только буквы, цифры, пробел, точка, дефис и подчёркивание",
            "The name of a field has letters, digits, spaces, dots, hyphens and underscores only",
        ),
        "no_key" => ("Введите название поля", "Enter the name of the field"),
        "no_value" => ("Введите значение или уберите поле", "Enter the value or remove the field"),
        "no_contact" => ("Заполните контакт или уберите его", "Fill in the contact or remove it"),
        "invalid_json" => ("Не похоже на JSON", "That is not JSON"),
        "duplicate_key" => ("Такое поле уже есть", "There is such a field already"),
        "too_many" => ("Слишком много полей", "Too many fields"),
        "too_deep" => ("Слишком много уровней вложенности", "Nested too deep"),
        "negative_credit_limit" => ("Лимит не может быть меньше нуля", "The limit cannot be below zero"),
        "due_date_without_limit" => {
            ("Для срока нужен лимит больше нуля", "A due date needs a limit above zero")
        }
        "credit_limit_below_debt" => ("Лимит меньше нынешнего долга", "The limit is below the present debt"),
        other => {
            // What concerns the whole record is told of a field in the same words.
            if let Some(code) = ProblemCode::parse(other) {
                return self::problem(lang, code).to_owned();
            }
            return match lang {
                Lang::Ru => format!("Недопустимое значение ({other})"),
                Lang::En => format!("The value is not allowed ({other})"),
            };
        }
    };
    match lang {
        Lang::Ru => ru.to_owned(),
        Lang::En => en.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::problem::Problem;
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
