//! Payments of the bank.

use contract::bank::{DeliveryReason, DeliveryStatus};
use contract::page::Count;

use super::phrases::{counted, figure};
use super::{Lang, Msg, messages};

messages! {
    pub enum Bank {
        Title = "Платежи банка", "Bank payments";
        ViewUnmatched = "Не опознаны", "Unmatched";
        ViewConflicts = "Конфликты", "Conflicts";
        ViewCredited = "Зачислены", "Credited";
        Status = "Статус", "Status";
        Inn = "ИНН плательщика", "Payer's INN";
        InnHint = "10 или 12 цифр", "10 or 12 digits";
        Nobody = "Платежей пока нет", "There are no payments yet";
        NobodyText = "Они появятся здесь, когда банк пришлёт первый.", "They appear here once the bank sends the first.";

        ColDate = "Дата документа", "Document date";
        ColNumber = "Номер", "Number";
        ColPayer = "Организация", "Organisation";
        ColAmount = "Сумма", "Amount";
        CopyId = "Скопировать operation_id", "Copy the operation_id";
        ColOperation = "operation_id", "operation_id";

        Credited = "зачислен", "credited";
        Unmatched = "не опознан", "unmatched";
        Conflict = "конфликт", "conflict";

        NoClient = "Клиента с таким ИНН нет.", "No client has this INN.";
        ClientArchived = "Клиент с таким ИНН в архиве.", "The client with this INN is archived.";
        ClientAppeared = "Клиент с таким ИНН есть: он появился позже, или счёт не смог принять платёж. Привяжите платёж к нему.",
            "There is a client with this INN: it came later, or its account could not take the payment. Bind the payment to it.";
        OtherData = "Раньше пришёл платёж с тем же operation_id и другими данными. Проверьте в банке, какой из них верный.",
            "A payment with the same operation_id and other data came before. Ask the bank which one is right.";
        OtherCurrency = "Банк указал другую валюту. Зачислите сумму в рублях вручную, если деньги пришли.",
            "The bank states another currency. If the money came, post its sum in roubles by hand.";
        NotIncoming = "Банк указал исходящий платёж или возврат.", "The bank states an outgoing payment or a refund.";
        NotCompleted = "По данным банка платёж не завершён или отменён.",
            "The bank states that the payment is not completed or was cancelled.";

        Payment = "Платёж", "Payment";
        FactsTitle = "Данные платежа", "Payment details";
        Why = "Почему не зачислен", "Why it is not credited";
        Client = "Клиент", "Client";
        Operation = "Операция", "Operation";
        Received = "Получен", "Received";
        LastReceived = "В последний раз", "Last time";
        ResolvedBy = "Привязал", "Bound by";
        CreditedDelivery = "Зачислен другой платёж", "Another payment is credited";
        InnChecksum = "контрольная цифра не сходится", "the check digit does not match";
        Body = "Что прислал банк", "What the bank sent";
        MissingTitle = "Платёж не найден", "Payment not found";
        MissingText = "Платежа с таким номером нет.", "There is no payment with this number.";
        LoadFailed = "Не удалось загрузить платёж", "The payment could not be loaded";
        ToList = "К списку платежей", "To the list of payments";

        Bind = "Привязать к клиенту", "Bind to a client";
        BindText = "Деньги поступят на счёт клиента. Отменить можно только сторно.",
            "The money goes to the account of the client. Only a reversal can undo that.";
        DoBind = "Привязать и зачислить", "Bind and credit";
        ConfirmTitle = "Зачислить платёж?", "Credit the payment?";
        ConfirmYes = "Да, зачислить", "Yes, credit";
        NotPermitted = "Ваша роль не привязывает платежи.", "Your role does not bind payments.";
        CountedPayments = "платёж|платежа|платежей", "payment|payments";
        CountedTimes = "раз|раза|раз", "time|times";
    }

    /// The same delivery came several times.
    pub fn repeats(times: i32) = "дубль ×{0}", "duplicate ×{0}";
    /// The name of a payment's page.
    pub fn payment(number: &str, date: &str) = "Платёж {0} от {1}", "Payment {0} of {1}";
    pub fn use_client(name: &str) = "Выбрать: {0}", "Choose: {0}";
    /// What binding will do, exactly.
    pub fn confirm(amount: &str, client: &str, before: &str, after: &str) =
        "Зачислить {0} на счёт клиента «{1}»? Баланс: {2} → {3}.",
        "Credit {0} to the account of “{1}”? Balance: {2} → {3}.";
    pub fn bound(amount: &str, client: &str) = "{0} зачислено клиенту «{1}».", "{0} credited to “{1}”.";
    fn user(id: &str) = "пользователь №\u{a0}{0}", "user No.\u{a0}{0}";
}

pub const fn status(status: DeliveryStatus) -> Msg {
    match status {
        DeliveryStatus::Credited => Bank::Credited,
        DeliveryStatus::Unmatched => Bank::Unmatched,
        DeliveryStatus::Conflict => Bank::Conflict,
    }
}

pub const fn reason(reason: DeliveryReason) -> Msg {
    match reason {
        DeliveryReason::NoClient => Bank::NoClient,
        DeliveryReason::ClientArchived => Bank::ClientArchived,
        DeliveryReason::ClientAppeared => Bank::ClientAppeared,
        DeliveryReason::OtherData => Bank::OtherData,
        DeliveryReason::OtherCurrency => Bank::OtherCurrency,
        DeliveryReason::NotIncoming => Bank::NotIncoming,
        DeliveryReason::NotCompleted => Bank::NotCompleted,
    }
}

pub fn found(lang: Lang, count: Count) -> String {
    counted(lang, count, Bank::CountedPayments)
}

pub fn times(lang: Lang, times: i32) -> String {
    figure(lang, times.into(), Bank::CountedTimes)
}

/// `user:3` as people say it; others, and what is not known, as they are.
pub fn actor(lang: Lang, actor: &str) -> String {
    actor.strip_prefix("user:").map_or_else(|| actor.to_owned(), |id| user(lang, id))
}
