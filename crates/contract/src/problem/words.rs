//! What each code of a problem means, in Russian; the English meaning is its title. The page `/docs/problems` lists them.
//!
//! Invariant: a code that is added does not compile without its words.

use super::ProblemCode;

impl ProblemCode {
    /// What it means, in Russian.
    pub fn meaning_ru(self) -> &'static str {
        match self {
            Self::MalformedRequest => "Запрос не читается.",
            Self::MalformedJson => "Тело не является JSON нужного вида.",
            Self::InvalidQuery => "Параметр запроса не понят.",
            Self::InvalidCursor => "Курсор не от этого списка.",
            Self::IdempotencyKeyRequired => "Нет заголовка Idempotency-Key, или он неверного вида.",
            Self::Unauthenticated => "Войдите или пришлите ключ API.",
            Self::InvalidCredentials => "Неверный логин или пароль.",
            Self::InvalidSignature => "Подпись не сходится.",
            Self::Forbidden => "Вашей роли это не разрешено.",
            Self::CrossSite => "Запрос пришёл с другого сайта.",
            Self::NotFound => "Такой записи нет.",
            Self::MethodNotAllowed => "Этот метод здесь не разрешён.",
            Self::NotAcceptable => "В таком виде ответа нет.",
            Self::RequestTimeout => "Запрос шёл слишком долго.",
            Self::StaleVersion => "Запись уже изменил кто-то другой.",
            Self::InUse => "Есть операции: можно только в архив.",
            Self::Archived => "Запись в архиве.",
            Self::NotArchived => "Запись не в архиве.",
            Self::InnTaken => "Клиент с таким ИНН уже есть.",
            Self::DuplicateClient => "Похоже, такой клиент уже есть.",
            Self::NameTaken => "Такое название уже есть.",
            Self::LoginTaken => "Такой логин занят.",
            Self::AlreadyReversed => "Операция уже сторнирована.",
            Self::DeliverySettled => "Платёж уже зачислен.",
            Self::DeliveryContradicts => "Данные банка противоречат зачислению.",
            Self::InvalidTransition => "Состояние заказа этого не допускает.",
            Self::SkuTaken => "Этот артикул у другого товара.",
            Self::ProductArchived => "Товар в архиве.",
            Self::OrderEmpty => "В заказе нет позиций.",
            Self::InsufficientStock => "Не хватает на складе.",
            Self::AmountMismatch => "Сумма оплат не равна итогу заказа.",
            Self::TooMuchReturned => "Возвращается больше, чем продано.",
            Self::TooMuchRefunded => "Возвращается больше денег, чем получено.",
            Self::PaymentNotAuthorised => "Нет подтверждённого онлайн-платежа на эту сумму.",
            Self::PaymentOpen => "Другой онлайн-платёж ещё открыт.",
            Self::PaymentSettled => "Платёж уже завершён.",
            Self::RefundOpen => "Платёжная система ещё не решила.",
            Self::RefundSettled => "Возврат уже завершён.",
            Self::MoneyMoving => "Задание двигает деньги: остановить его на полпути нельзя.",
            Self::JobRunning => "Задание выполняется.",
            Self::JobSettled => "Задание уже завершено.",
            Self::UnknownProvider => "Такой платёжной системы нет.",
            Self::LastAdmin => "Должен остаться хотя бы один администратор.",
            Self::PayloadTooLarge => "Тело слишком велико.",
            Self::UnsupportedMediaType => "Тело должно быть application/json.",
            Self::InvalidFields => "Некоторые поля заполнены неверно: они перечислены в errors.",
            Self::PayoutLimit => "Больше, чем можно выдать без второго сотрудника.",
            Self::InsufficientFunds => "Не хватает денег.",
            Self::ClientArchived => "Клиент в архиве: операции не принимаются.",
            Self::SystemClient => "Это служебный клиент.",
            Self::BalanceOutOfBounds => "Баланс вышел бы за возможные пределы.",
            Self::CreditBelowDebt => "Лимит меньше нынешнего долга.",
            Self::NotReversible => "Эту операцию нельзя сторнировать.",
            Self::UnknownReference => "Клиента, услуги или заказа уже нет.",
            Self::LimitReached => "Больше сохранить нельзя.",
            Self::TooManyRows => "Слишком много строк: сузьте период или возьмите CSV.",
            Self::IdempotencyKeyReused => "Этот Idempotency-Key уже использован для другого запроса.",
            Self::TooManyRequests => "Слишком много запросов: подождите и повторите.",
            Self::InternalError => "Ошибка на стороне сервера; она в журнале под номером запроса.",
            Self::Overloaded => "Сервер занят. Ничего не сделано, повторите.",
            Self::DatabaseUnavailable => "База данных не отвечает. Ничего не сделано, повторите.",
            Self::OutcomeUnknown => "Неизвестно, прошло ли: повторите с тем же Idempotency-Key.",
        }
    }

    /// The address of its entry in the documentation, as RFC 9457 wants one in `type`.
    pub fn address(self) -> String {
        format!("{PROBLEMS_PAGE}#{}", self.as_str())
    }
}

/// Where the codes are explained.
pub const PROBLEMS_PAGE: &str = "/docs/problems";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_meaning_in_both_languages_and_an_address() {
        for code in ProblemCode::ALL {
            assert!(code.meaning_ru().chars().any(|c| ('а'..='я').contains(&c)), "{code:?}");
            assert!(!code.title().is_empty() && code.title().is_ascii(), "{code:?}");
            assert_eq!(code.address(), format!("/docs/problems#{}", code.as_str()));
        }
    }
}
