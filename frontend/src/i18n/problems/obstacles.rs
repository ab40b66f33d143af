//! Why an action is not possible, in words. Invariant: every [`Obstacle`] has both texts, by the compiler.

use domain::Obstacle;

use crate::i18n::{Lang, messages};

messages! {
    pub enum WhyNot {
        NotPermitted = "Ваша роль этого не разрешает.", "Your role does not allow this.";
        NotOwner = "Это может только владелец.", "Only the owner can do this.";
        Archived = "Запись в архиве.", "The record is archived.";
        NotArchived = "Запись не в архиве.", "The record is not archived.";
        InUse = "Есть операции: можно только в архив.", "There are operations: it can only be archived.";
        InnTaken = "Этот ИНН теперь у другого клиента.", "Another client has this INN now.";
        ClientArchived = "Клиент в архиве.", "The client is archived.";
        SystemClient = "Это служебный клиент.", "This is the system client.";
        InsufficientFunds = "Не хватает денег.", "There is not enough money.";
        BalanceOutOfBounds = "Баланс вышел бы за возможные пределы.",
            "The balance would leave the possible range.";
        NoAmount = "У операции нет суммы.", "The operation has no amount.";
        KindNotReversible = "Сторно не сторнируют, а операции заказа отменяет заказ.",
            "A reversal is not reversed; what an order did is undone by the order.";
        AlreadyReversed = "Операция уже сторнирована.", "The operation is reversed already.";
        DeliverySettled = "Платёж уже зачислен.", "The payment is credited already.";
        DeliveryContradicts = "Данные банка противоречат зачислению.", "What the bank sent speaks against the credit.";
        OrderNotPaid = "Заказ ещё не оплачен.", "The order is not paid yet.";
        OrderPaid = "Заказ уже оплачен.", "The order is paid already.";
        OrderCancelled = "Заказ отменён.", "The order is cancelled.";
        OrderNotCancelled = "Заказ не отменён.", "The order is not cancelled.";
        OrderEmpty = "В заказе нет позиций.", "The order has no lines.";
        InsufficientStock = "Не хватает на складе.", "There is not enough in stock.";
        NothingToReturn = "Всё уже возвращено.", "Everything has come back already.";
        ProductArchived = "Товар в архиве.", "The product is archived.";
        PaymentNotAuthorised = "Нет подтверждённого онлайн-платежа.",
            "There is no authorised online payment.";
        PaymentSettled = "Платёж уже завершён.", "The payment is settled already.";
        JobRunning = "Задание выполняется.", "The job is running.";
        RefundOpen = "Платёжная система ещё не решила.", "The payment provider still decides.";
        RefundSettled = "Возврат уже завершён.", "The refund is settled already.";
        MoneyMoving = "Задание двигает деньги: остановить его на полпути нельзя.",
            "The job moves money: it cannot be stopped half-way.";
        JobSettled = "Задание уже завершено.", "The job is over.";
        PaymentNotManual = "Это решает платёжная система.", "The payment provider decides this.";
    }
}

/// Why something cannot be done with a record now.
pub fn obstacle(lang: Lang, obstacle: Obstacle) -> &'static str {
    use Obstacle as O;
    let message = match obstacle {
        O::NotPermitted => WhyNot::NotPermitted,
        O::NotOwner => WhyNot::NotOwner,
        O::Archived => WhyNot::Archived,
        O::NotArchived => WhyNot::NotArchived,
        O::InUse => WhyNot::InUse,
        O::InnTaken => WhyNot::InnTaken,
        O::ClientArchived => WhyNot::ClientArchived,
        O::SystemClient => WhyNot::SystemClient,
        O::InsufficientFunds => WhyNot::InsufficientFunds,
        O::BalanceOutOfBounds => WhyNot::BalanceOutOfBounds,
        O::NoAmount => WhyNot::NoAmount,
        O::KindNotReversible => WhyNot::KindNotReversible,
        O::AlreadyReversed => WhyNot::AlreadyReversed,
        O::DeliverySettled => WhyNot::DeliverySettled,
        O::DeliveryContradicts => WhyNot::DeliveryContradicts,
        O::OrderNotPaid => WhyNot::OrderNotPaid,
        O::OrderPaid => WhyNot::OrderPaid,
        O::OrderCancelled => WhyNot::OrderCancelled,
        O::OrderNotCancelled => WhyNot::OrderNotCancelled,
        O::OrderEmpty => WhyNot::OrderEmpty,
        O::InsufficientStock => WhyNot::InsufficientStock,
        O::NothingToReturn => WhyNot::NothingToReturn,
        O::ProductArchived => WhyNot::ProductArchived,
        O::PaymentNotAuthorised => WhyNot::PaymentNotAuthorised,
        O::PaymentSettled => WhyNot::PaymentSettled,
        O::JobRunning => WhyNot::JobRunning,
        O::RefundOpen => WhyNot::RefundOpen,
        O::RefundSettled => WhyNot::RefundSettled,
        O::MoneyMoving => WhyNot::MoneyMoving,
        O::JobSettled => WhyNot::JobSettled,
        O::PaymentNotManual => WhyNot::PaymentNotManual,
    };
    message.text(lang)
}
