//! Codes of problems of the API, in words. Invariant: every [`ProblemCode`] has both texts, by the compiler.

use contract::problem::ProblemCode;

use crate::i18n::{Lang, messages};

messages! {
    pub enum Trouble {
        MalformedRequest = "Сервер не понял запрос. Обновите страницу.",
            "The server did not understand the request. Reload the page.";
        InvalidQuery = "Условия поиска не поняты.", "The search conditions were not understood.";
        InvalidCursor = "Эта страница списка больше не открывается. Начните сначала.",
            "This page of the list cannot be opened any more. Start from the first.";
        IdempotencyKeyRequired = "Запрос без ключа операции.", "The request has no operation key.";
        Unauthenticated = "Войдите, чтобы продолжить.", "Sign in to go on.";
        InvalidCredentials = "Неверный логин или пароль.", "Wrong login or password.";
        InvalidSignature = "Подпись не сходится.", "The signature does not match.";
        Forbidden = "Вашей роли это не разрешено.", "Your role does not allow this.";
        CrossSite = "Запрос пришёл с другого сайта.", "The request came from another site.";
        NotFound = "Такой записи нет.", "There is no such record.";
        MethodNotAllowed = "Сервер так не умеет. Обновите страницу.",
            "The server cannot do that. Reload the page.";
        RequestTimeout = "Запрос шёл слишком долго.", "The request took too long.";
        InvalidTransition = "Состояние заказа этого не допускает.",
            "The order is not in a state for this.";
        SkuTaken = "Этот артикул у другого товара.", "Another product has this article number.";
        ProductArchived = "Товар в архиве.", "A product is archived.";
        OrderEmpty = "В заказе нет позиций.", "The order has no lines.";
        InsufficientStock = "Не хватает на складе.", "There is not enough in stock.";
        AmountMismatch = "Сумма оплат не равна итогу заказа.",
            "The payments are not the total of the order.";
        TooMuchReturned = "Возвращается больше, чем продано.", "More is returned than was sold.";
        TooMuchRefunded = "Возвращается больше денег, чем получено.",
            "More is given back than was paid.";
        PaymentNotAuthorised = "Нет подтверждённого онлайн-платежа на эту сумму.",
            "There is no authorised online payment of that amount.";
        PaymentOpen = "Другой онлайн-платёж ещё открыт.", "Another online payment is still open.";
        PaymentSettled = "Платёж уже завершён.", "The payment is settled already.";
        JobRunning = "Задание выполняется.", "The job is running.";
        RefundOpen = "Платёжная система ещё не решила.", "The payment provider still decides.";
        RefundSettled = "Возврат уже завершён.", "The refund is settled already.";
        MoneyMoving = "Задание двигает деньги: остановить его на полпути нельзя.",
            "The job moves money: it cannot be stopped half-way.";
        JobSettled = "Задание уже завершено.", "The job is over.";
        UnknownProvider = "Такой платёжной системы нет.", "There is no such payment provider.";
        StaleVersion = "Запись изменил кто-то другой. Обновите страницу.",
            "Somebody else has changed the record. Reload the page.";
        InUse = "Есть операции: можно только в архив.", "There are operations: it can only be archived.";
        Archived = "Запись в архиве.", "The record is archived.";
        NotArchived = "Запись не в архиве.", "The record is not archived.";
        InnTaken = "Клиент с таким ИНН уже есть.", "A client with this INN exists already.";
        DuplicateClient = "Похоже, такой клиент уже есть.", "There seems to be such a client already.";
        NameTaken = "Такое название уже есть.", "This name is taken.";
        LimitReached = "Больше сохранить нельзя.", "No more can be kept.";
        LoginTaken = "Такой логин занят.", "This login is taken.";
        AlreadyReversed = "Операция уже сторнирована.", "The operation is reversed already.";
        DeliveryContradicts = "Данные банка противоречат зачислению.", "What the bank sent speaks against the credit.";
        DeliverySettled = "Платёж уже зачислен.", "The payment is credited already.";
        LastAdmin = "Должен остаться хотя бы один администратор.",
            "At least one administrator must remain.";
        PayloadTooLarge = "Слишком много данных.", "Too much data.";
        InvalidFields = "Проверьте поля формы.", "Check the fields of the form.";
        PayoutLimit = "Больше, чем можно выдать без второго сотрудника.", "More than may be paid out without a second person.";
        InsufficientFunds = "Не хватает денег.", "There is not enough money.";
        ClientArchived = "Клиент в архиве: операции не принимаются.",
            "The client is archived and takes no operations.";
        SystemClient = "Это служебный клиент.", "This is the system client.";
        BalanceOutOfBounds = "Баланс вышел бы за возможные пределы.",
            "The balance would leave the possible range.";
        CreditBelowDebt = "Лимит меньше нынешнего долга.", "The limit is below the present debt.";
        NotReversible = "Эту операцию нельзя сторнировать.", "This operation cannot be reversed.";
        UnknownReference = "Клиента, услуги или заказа уже нет.",
            "The client, service or order does not exist.";
        TooManyRows = "Слишком много строк: сузьте период.", "Too many rows: narrow the interval.";
        IdempotencyKeyReused = "Этот ключ операции уже использован.",
            "This operation key was used before.";
        TooManyRequests = "Слишком много попыток. Подождите минуту.",
            "Too many attempts. Wait a minute.";
        InternalError = "На сервере что-то сломалось.", "Something went wrong on the server.";
        Overloaded = "Сервер занят. Ничего не сделано, повторите.",
            "The server is busy. Nothing was done, try again.";
        DatabaseUnavailable = "База данных не отвечает. Ничего не сделано, повторите.",
            "The database does not answer. Nothing was done, try again.";
        OutcomeUnknown = "Неизвестно, прошла ли операция.",
            "It is not known whether the operation went through.";
        NoAnswer = "Сервер не отвечает. Проверьте связь и повторите.", "The server does not answer. Check the connection and try again.";
        Unreadable = "Сервер ответил непонятно. Обновите страницу.", "The answer of the server cannot be read. Reload the page.";
    }

    /// Why, and the figures behind it.
    pub fn lacking(why: &str, available: &str, required: &str) =
        "{0} Доступно {1}, нужно {2}.", "{0} Available {1}, needed {2}.";
}

pub fn problem(lang: Lang, code: ProblemCode) -> &'static str {
    use ProblemCode as P;
    let message = match code {
        P::MalformedRequest | P::MalformedJson => Trouble::MalformedRequest,
        P::InvalidQuery => Trouble::InvalidQuery,
        P::InvalidCursor => Trouble::InvalidCursor,
        P::IdempotencyKeyRequired => Trouble::IdempotencyKeyRequired,
        P::Unauthenticated => Trouble::Unauthenticated,
        P::InvalidCredentials => Trouble::InvalidCredentials,
        P::InvalidSignature => Trouble::InvalidSignature,
        P::Forbidden => Trouble::Forbidden,
        P::CrossSite => Trouble::CrossSite,
        P::NotFound => Trouble::NotFound,
        P::MethodNotAllowed | P::NotAcceptable | P::UnsupportedMediaType => Trouble::MethodNotAllowed,
        P::RequestTimeout => Trouble::RequestTimeout,
        P::InvalidTransition => Trouble::InvalidTransition,
        P::SkuTaken => Trouble::SkuTaken,
        P::ProductArchived => Trouble::ProductArchived,
        P::OrderEmpty => Trouble::OrderEmpty,
        P::InsufficientStock => Trouble::InsufficientStock,
        P::AmountMismatch => Trouble::AmountMismatch,
        P::TooMuchReturned => Trouble::TooMuchReturned,
        P::TooMuchRefunded => Trouble::TooMuchRefunded,
        P::PaymentNotAuthorised => Trouble::PaymentNotAuthorised,
        P::PaymentOpen => Trouble::PaymentOpen,
        P::PaymentSettled => Trouble::PaymentSettled,
        P::JobRunning => Trouble::JobRunning,
        P::RefundOpen => Trouble::RefundOpen,
        P::RefundSettled => Trouble::RefundSettled,
        P::MoneyMoving => Trouble::MoneyMoving,
        P::JobSettled => Trouble::JobSettled,
        P::UnknownProvider => Trouble::UnknownProvider,
        P::StaleVersion => Trouble::StaleVersion,
        P::InUse => Trouble::InUse,
        P::Archived => Trouble::Archived,
        P::NotArchived => Trouble::NotArchived,
        P::InnTaken => Trouble::InnTaken,
        P::DuplicateClient => Trouble::DuplicateClient,
        P::NameTaken => Trouble::NameTaken,
        P::LimitReached => Trouble::LimitReached,
        P::LoginTaken => Trouble::LoginTaken,
        P::AlreadyReversed => Trouble::AlreadyReversed,
        P::DeliveryContradicts => Trouble::DeliveryContradicts,
        P::DeliverySettled => Trouble::DeliverySettled,
        P::LastAdmin => Trouble::LastAdmin,
        P::PayloadTooLarge => Trouble::PayloadTooLarge,
        P::InvalidFields => Trouble::InvalidFields,
        P::PayoutLimit => Trouble::PayoutLimit,
        P::InsufficientFunds => Trouble::InsufficientFunds,
        P::ClientArchived => Trouble::ClientArchived,
        P::SystemClient => Trouble::SystemClient,
        P::BalanceOutOfBounds => Trouble::BalanceOutOfBounds,
        P::CreditBelowDebt => Trouble::CreditBelowDebt,
        P::NotReversible => Trouble::NotReversible,
        P::UnknownReference => Trouble::UnknownReference,
        P::TooManyRows => Trouble::TooManyRows,
        P::IdempotencyKeyReused => Trouble::IdempotencyKeyReused,
        P::TooManyRequests => Trouble::TooManyRequests,
        P::InternalError => Trouble::InternalError,
        P::Overloaded => Trouble::Overloaded,
        P::DatabaseUnavailable => Trouble::DatabaseUnavailable,
        P::OutcomeUnknown => Trouble::OutcomeUnknown,
    };
    message.text(lang)
}
