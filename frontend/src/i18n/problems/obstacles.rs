//! Why an action is not possible, in words. Invariant: every [`Obstacle`] has both texts, by the compiler.

use domain::Obstacle;

use crate::i18n::Lang;

/// Why something cannot be done with a record now.
pub fn obstacle(lang: Lang, obstacle: Obstacle) -> &'static str {
    use Obstacle as O;
    let (ru, en) = match obstacle {
        O::NotPermitted => ("Ваша роль этого не разрешает.", "Your role does not allow this."),
        O::NotOwner => ("Это может только владелец.", "Only the owner can do this."),
        O::Archived => ("Запись в архиве.", "The record is archived."),
        O::NotArchived => ("Запись не в архиве.", "The record is not archived."),
        O::InUse => {
            ("Есть операции: можно только в архив.", "There are operations: it can only be archived.")
        }
        O::InnTaken => ("Этот ИНН теперь у другого клиента.", "Another client has this INN now."),
        O::ClientArchived => ("Клиент в архиве.", "The client is archived."),
        O::SystemClient => ("Это служебный клиент.", "This is the system client."),
        O::InsufficientFunds => ("Не хватает денег.", "There is not enough money."),
        O::BalanceOutOfBounds => {
            ("Баланс вышел бы за возможные пределы.", "The balance would leave the possible range.")
        }
        O::NoAmount => ("У операции нет суммы.", "The operation has no amount."),
        O::KindNotReversible => (
            "Сторно не сторнируют, а операции заказа отменяет заказ.",
            "A reversal is not reversed; what an order did is undone by the order.",
        ),
        O::AlreadyReversed => ("Операция уже сторнирована.", "The operation is reversed already."),
        O::DeliverySettled => ("Платёж уже зачислен.", "The payment is credited already."),
        O::OrderNotPaid => ("Заказ ещё не оплачен.", "The order is not paid yet."),
        O::OrderPaid => ("Заказ уже оплачен.", "The order is paid already."),
        O::OrderCancelled => ("Заказ отменён.", "The order is cancelled."),
        O::OrderNotCancelled => ("Заказ не отменён.", "The order is not cancelled."),
        O::OrderEmpty => ("В заказе нет позиций.", "The order has no lines."),
        O::InsufficientStock => ("Не хватает на складе.", "There is not enough in stock."),
        O::NothingToReturn => ("Всё уже возвращено.", "Everything has come back already."),
        O::ProductArchived => ("Товар в архиве.", "The product is archived."),
        O::PaymentNotAuthorised => {
            ("Нет подтверждённого онлайн-платежа.", "There is no authorised online payment.")
        }
        O::PaymentSettled => ("Платёж уже завершён.", "The payment is settled already."),
        O::JobRunning => ("Задание выполняется.", "The job is running."),
        O::JobSettled => ("Задание уже завершено.", "The job is over."),
        O::PaymentNotManual => ("Это решает платёжная система.", "The payment provider decides this."),
    };
    match lang {
        Lang::Ru => ru,
        Lang::En => en,
    }
}
