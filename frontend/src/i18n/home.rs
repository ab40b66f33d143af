//! Home: what the interface is, and how things stand.

use contract::page::Count;

use super::{Lang, messages, phrases};

messages! {
    pub enum Home {
        Lead = "Сальдо ведёт счета клиентов: кто сколько внёс, за что списано и сколько осталось. Журнал операций не меняется: ошибку исправляет новая операция.",
            "Saldo keeps the accounts of clients: who paid how much, what was charged and what is left. The log of operations never changes: a mistake is put right by a new operation.";
        Now = "Сейчас", "Now";
        How = "Коротко об интерфейсе", "The interface in short";
        Find = "Найти клиента", "Find a client";
        FindText = "по названию, ФИО контакта, телефону, адресу или номеру; фильтры и сортировка остаются в адресе",
            "by name, contact person, phone, address or number; filters and order stay in the address";
        Payment = "Записать поступление или списание", "Record a payment or a charge";
        PaymentText = "новая операция; то же самое есть на странице клиента рядом с балансом",
            "a new operation; the same is on the page of the client, beside the balance";
        Statement = "Получить выписку за период", "Get a statement for a period";
        StatementText = "журнал операций по клиенту и датам; для печати откройте «Выписку» на странице клиента",
            "the log of operations by client and dates; to print, open the statement on the page of the client";
        Contract = "Зарегистрировать договор", "Register a contract";
        ContractText = "новый клиент: реквизиты, контакты, кредитный лимит", "a new client: identification, contacts, credit limit";
        ServiceList = "Посмотреть услуги и цены", "See services and prices";
        ServiceListText = "список услуг с фильтрами по типу и параметрам тарификации",
            "the list of services, filtered by kind and billing parameters";
        Shortcuts = "Работать с клавиатуры", "Work from the keyboard";
        ShortcutsText = "Ctrl+K ищет везде, «?» показывает все сочетания", "Ctrl+K searches everywhere, “?” shows all shortcuts";

        Clients = "Клиентов", "Clients";
        Debtors = "Должников", "In debt";
        DebtorsText = "баланс ниже нуля", "balance below zero";
        Expiring = "Кредит истекает", "Credit ends soon";
        ExpiringText = "в ближайшие 7 дней", "within 7 days";
        Drafts = "Черновиков заказов", "Draft orders";
        DraftsText = "ждут оплаты или отмены", "wait to be paid or cancelled";
        Unmatched = "Платежей не опознано", "Unmatched payments";
        UnmatchedText = "ждут привязки к клиенту", "wait to be bound to a client";
        Today = "Операций сегодня", "Operations today";
        NoData = "нет данных", "no data";
    }

    pub fn retry_tile(tile: &str) = "Повторить: {0}", "Try again: {0}";
}

/// `10 000+` where counting stopped.
pub fn count(lang: Lang, count: Count) -> String {
    let figure = phrases::whole(lang, count.value);
    if count.capped { format!("{figure}+") } else { figure }
}
