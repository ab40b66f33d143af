//! The log of operations: its list, the page of one, the form for a new one.

use super::{Lang, messages};

messages! {
    pub enum Ops {
        Operations = "Операции", "Operations";
        New = "Новая операция", "New operation";
        None = "Операций пока нет", "There are no operations yet";
        NoneText = "Каждое поступление и списание появится здесь и останется навсегда.",
            "Every payment and every charge appears here and stays for ever.";
        ViewTopUps = "Пополнения", "Top-ups";
        ViewDebits = "Списания", "Charges";
        ViewReversals = "Сторно", "Reversals";

        Search = "Описание", "Description";
        SearchHint = "От 3 знаков: в любом месте; 1–2: начало", "3 characters or more: anywhere; 1–2: the beginning";
        Client = "Клиент", "Client";
        Service = "Услуга", "Service";
        Period = "Период", "Period";
        Number = "№ операции", "Operation No.";
        NumberHint = "Например, 1001 или 1000..2000", "For example, 1001 or 1000..2000";
        Kind = "Тип", "Kind";
        Amount = "Сумма со знаком, ₽", "Signed amount, ₽";
        Sign = "Направление", "Direction";
        SignCredit = "Приход", "Credits";
        SignDebit = "Расход", "Debits";
        SignNone = "Без суммы", "Without an amount";

        TopUp = "Пополнение", "Top-up";
        BankPayment = "Платёж из банка", "Bank payment";
        ConnectionFee = "Плата за подключение", "Connection fee";
        RecurringFee = "Абонентская плата", "Recurring fee";
        Usage = "Списание за услугу", "Usage charge";
        OrderPayment = "Оплата заказа", "Order payment";
        OrderRefund = "Возврат по заказу", "Order refund";
        Adjustment = "Корректировка", "Adjustment";
        Reversal = "Сторно", "Reversal";
        OpeningBalance = "Начальный ввод", "Opening balance";
        Purchase = "Покупка", "Purchase";
        Note = "Событие", "Event";

        ColTime = "Время", "Time";
        ColNumber = "№", "No.";
        ColDescription = "Описание", "Description";
        ColAmount = "Сумма", "Amount";
        ColAfter = "Баланс после", "Balance after";
        NoAmount = "без суммы", "no amount";

        TotalsTitle = "Итоги по всем найденным операциям", "Totals of all operations found";
        Credits = "Приход", "Credits";
        Debits = "Расход", "Debits";
        Net = "Сальдо", "Net";

        LoadFailed = "Не удалось загрузить операцию", "The operation could not be loaded";
        NotFoundTitle = "Операция не найдена", "Operation not found";
        NotFoundText = "Операции с таким номером нет.", "There is no operation with this number.";
        Facts = "Сведения об операции", "Facts of the operation";
        Reversed = "сторнирована", "reversed";
        Seq = "№ по счёту клиента", "No. in the account";
        BalanceAfter = "Баланс после операции", "Balance after the operation";
        Reverses = "Сторнирует", "Reverses";
        ReversedBy = "Сторнирована", "Reversed by";
        Delivery = "Платёж банка", "Payment of the bank";
        Order = "Заказ", "Order";
        Author = "Автор", "Author";
        Bank = "Банк", "Bank";
        System = "Система", "System";
        Immutable = "Операции не меняются и не удаляются: ошибку исправляет сторно.",
            "Operations are never changed or removed: a mistake is put right by a reversal.";
        Reverse = "Сторно", "Reverse";

        Lead = "Операция сразу меняет баланс клиента.", "The operation changes the balance of the client at once.";
        KindLabel = "Тип операции", "Kind of operation";
        KindCredit = "Приход: баланс растёт", "A credit: the balance grows";
        KindDebit = "Расход: баланс уменьшается", "A debit: the balance falls";
        KindEither = "Направление выбирает оператор", "You choose the direction";
        KindNone = "Запись без денег: баланс не меняется", "A note without money: the balance stays";
        Direction = "Направление", "Direction";
        Plus = "+ Начислить", "+ Add";
        Minus = "− Списать", "− Take off";
        AmountLabel = "Сумма, ₽", "Amount, ₽";
        AmountHint = "Больше нуля: знак следует из типа", "Above zero: the kind gives the sign";
        DescriptionLabel = "Описание", "Description";
        DescriptionRequired = "Обязательно, от 3 знаков", "Required, 3 characters or more";
        DescriptionOptional = "Необязательно", "Optional";
        EnterDescription = "Введите описание, от 3 знаков", "Enter a description of 3 characters or more";
        Post = "Провести", "Post";
        Open = "Открыть", "Open";
        Recent = "Проведено только что", "Posted just now";
        ClientClosed = "По счёту этого клиента операции не принимаются", "The account of this client takes no operations";

        ReversalOf = "Что отменяется", "What is undone";
        ReversalLead = "Появится новая операция с обратной суммой. Исходная останется в журнале.",
            "A new operation with the opposite amount appears. The original stays in the log.";
        ReversalAmount = "Сумма сторно", "Amount of the reversal";
        ReversalDescription = "Причина", "Reason";
        ReversalHint = "Необязательно. Без неё: «Сторно операции № …»", "Optional. Without it: “Reversal of operation No. …”";
        DoReverse = "Сторнировать", "Reverse";
        ToOperation = "К операции", "To the operation";
    }

    /// `Операция № 1001`.
    pub fn operation_number(id: i64) = "Операция №\u{a0}{0}", "Operation No.\u{a0}{0}";
    pub fn reversal_of(id: i64) = "Сторно операции №\u{a0}{0}", "Reversal of operation No.\u{a0}{0}";
    /// `Баланс: 1 234,56 ₽ → 2 234,56 ₽`; the account is not touched by an event.
    pub fn balance_becomes(now: &str, then: &str) = "Баланс: {0} → {1}", "Balance: {0} → {1}";
    /// `Баланс: 1 234,56 ₽`.
    pub fn balance_is(now: &str) = "Баланс: {0}", "Balance: {0}";
    pub fn api_key(number: &str) = "Ключ API №\u{a0}{0}", "API key No.\u{a0}{0}";
    pub fn user(number: &str) = "Пользователь №\u{a0}{0}", "User No.\u{a0}{0}";
    fn moved(id: i64, kind: &str, amount: &str, balance: &str) =
        "Операция №\u{a0}{0} проведена: {1} {2}. Баланс: {3}.",
        "Operation No.\u{a0}{0} is posted: {1} {2}. Balance: {3}.";
    fn recorded(id: i64, kind: &str) =
        "Операция №\u{a0}{0} записана: {1}.",
        "Operation No.\u{a0}{0} is recorded: {1}.";
}

pub fn posted(lang: Lang, id: i64, kind: &str, amount: Option<&str>, balance: &str) -> String {
    amount.map_or_else(|| recorded(lang, id, kind), |amount| moved(lang, id, kind, amount, balance))
}
