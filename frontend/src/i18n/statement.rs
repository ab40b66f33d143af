//! The statement of an account.

use super::messages;

messages! {
    pub enum StatementText {
        Title = "Выписка по счёту", "Statement of account";
        Period = "Период выписки", "Period of the statement";
        From = "С", "From";
        To = "По", "To";
        Show = "Показать", "Show";
        Print = "Печать", "Print";
        Csv = "Скачать CSV", "Download CSV";
        Back = "К клиенту", "To the client";
        WrongOrder = "Начало периода позже конца", "The period begins after its end";
        WrongDate = "Введите обе даты", "Enter both dates";
        Opening = "Входящий остаток", "Opening balance";
        Closing = "Исходящий остаток", "Closing balance";
        Credits = "Приход", "Credits";
        Debits = "Расход", "Debits";
        Totals = "Итоги", "Totals";
        Operations = "Операции за период", "Operations of the period";
        Table = "Таблица операций выписки", "Table of the statement's operations";
        ColTime = "Время", "Time";
        ColNumber = "№", "No.";
        ColKind = "Тип", "Kind";
        ColFor = "За что", "For";
        ColDescription = "Описание", "Description";
        ColAmount = "Сумма", "Amount";
        ColAfter = "Баланс после", "Balance after";
        NoAmount = "без суммы", "no amount";
        None = "За период операций нет", "There are no operations in the period";
        NoneText = "Остаток не менялся.", "The balance did not change.";
        LoadFailed = "Не удалось составить выписку", "The statement could not be made";
    }

    /// `за 01.04.2026 – 30.04.2026`
    pub fn period(from: &str, to: &str) = "с {0} по {1}", "from {0} to {1}";
    /// When it was made, and in which zone its times are.
    pub fn made(at: &str, zone: &str) = "Составлена {0}. Время везде: {1}.", "Made on {0}. All times: {1}.";
}
