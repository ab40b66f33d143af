//! Double entry: the journal of entries, the trial balance; and the list of money taken for orders.

use contract::page::Count;

use super::phrases::counted;
use super::{Lang, messages};

messages! {
    pub enum Acc {
        Journal = "Журнал проводок", "Journal of entries";
        None = "Проводок пока нет", "There are no entries yet";
        NoneText = "Они появятся с первым пополнением, списанием или оплатой заказа.",
            "They appear with the first top-up, charge or paid order.";
        Account = "Счёт", "Account";
        AccountHint = "Код по дебету или кредиту: 62.02", "Code on either side: 62.02";
        Period = "Период", "Period";
        Order = "№ заказа", "Order No.";
        ColTime = "Время", "Time";
        Debit = "Дебет", "Debit";
        Credit = "Кредит", "Credit";
        Amount = "Сумма", "Amount";
        Client = "Клиент", "Client";
        ColOrder = "Заказ", "Order";
        Cause = "Основание", "Cause";
        Storno = "сторно", "storno";

        Balance = "Оборотно-сальдовая ведомость", "Trial balance";
        BalancePeriod = "Период ведомости", "Period of the trial balance";
        Name = "Название", "Name";
        OpeningDebit = "Начало, Дт", "Opening Dr";
        OpeningCredit = "Начало, Кт", "Opening Cr";
        TurnoverDebit = "Обороты, Дт", "Turnover Dr";
        TurnoverCredit = "Обороты, Кт", "Turnover Cr";
        ClosingDebit = "Конец, Дт", "Closing Dr";
        ClosingCredit = "Конец, Кт", "Closing Cr";
        Total = "Итого", "Total";
        Balanced = "Дебет равен кредиту", "Debit equals credit";
        Unbalanced = "Дебет не равен кредиту", "Debit does not equal credit";
        Empty = "За период оборотов и остатков нет", "There are no turnovers and balances in the period";
        EmptyText = "Выберите другой период.", "Choose another period.";
        LoadFailed = "Не удалось загрузить ведомость", "The trial balance could not be loaded";
        AllAccounts = "по всем счетам", "of all accounts";
        ToJournal = "К журналу проводок", "To the journal of entries";

        Payments = "Оплаты заказов", "Payments of orders";
        NoPayments = "Оплат заказов пока нет", "There are no payments of orders yet";
        NoPaymentsText = "Они появятся с первым оплаченным заказом.", "They appear with the first paid order.";
        ViewAdvances = "Авансы клиентов", "Advances of clients";
        ViewRevenue = "Выручка", "Revenue";
        ViewOpen = "Ждут завершения", "Open";
        ViewOnline = "Онлайн", "Online";
        Method = "Способ", "Method";
        Status = "Статус", "Status";
        Refunded = "Возвращено", "Refunded";
        Reference = "Документ", "Document";
        CountedEntries = "проводка|проводки|проводок", "entry|entries";
        CountedPayments = "оплата|оплаты|оплат", "payment|payments";
    }

    /// What an entry comes from.
    pub fn payment(id: i64) = "Оплата №\u{a0}{0}", "Payment No.\u{a0}{0}";
    pub fn refund(id: i64) = "Возврат №\u{a0}{0}", "Refund No.\u{a0}{0}";
}

/// `12 проводок`.
pub fn entries_found(lang: Lang, count: Count) -> String {
    counted(lang, count, Acc::CountedEntries)
}

/// `12 оплат`.
pub fn payments_found(lang: Lang, count: Count) -> String {
    counted(lang, count, Acc::CountedPayments)
}
