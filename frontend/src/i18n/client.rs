//! The page of a client.

use super::{Lang, messages};

messages! {
    pub enum ClientText {
        Balance = "Баланс", "Balance";
        Debt = "долг", "debt";
        Archived = "в архиве", "archived";
        System = "служебный", "system";
        ArchivedNotice = "Клиент в архиве: операции по счёту не принимаются.", "The client is archived: the account takes no operations.";
        SystemNotice = "Это служебный клиент: его не меняют и деньги по нему не проводят.",
            "This is the system client: it is not changed and takes no money.";
        InnChecksum = "контрольная цифра ИНН не сходится", "the check digit of the INN does not match";

        Actions = "Действия с клиентом", "Actions on the client";
        Edit = "Редактировать", "Edit";
        NewOperation = "Новая операция", "New operation";
        Statement = "Выписка", "Statement";
        Export = "Экспорт операций", "Export operations";
        Archive = "В архив", "Archive";
        Delete = "Удалить", "Delete";
        Restore = "Восстановить", "Restore";
        ArchiveTitle = "Отправить клиента в архив?", "Archive the client?";
        DeleteTitle = "Удалить клиента?", "Delete the client?";
        RestoreTitle = "Восстановить клиента?", "Restore the client?";
        ArchiveYes = "Да, в архив", "Yes, archive";
        DeleteYes = "Да, удалить", "Yes, delete";
        RestoreYes = "Да, восстановить", "Yes, restore";

        Identity = "Идентификация", "Identification";
        Contacts = "Контакты", "Contacts";
        NoContacts = "Контактов нет", "No contacts";
        NoIdentity = "Данных нет", "No data";
        UnnamedContact = "Без имени", "No name";
        Inn = "ИНН", "INN";
        Phone = "Телефон", "Phone";
        Email = "Email", "Email";
        City = "Город", "City";
        Address = "Адрес", "Address";
        Since = "Клиент с", "Client since";

        Sections = "Разделы клиента", "Sections of the client";
        Operations = "Операции", "Operations";
        Audit = "Журнал изменений", "Log of changes";
        OperationsTable = "Таблица операций", "Table of operations";
        AuditTable = "Таблица изменений", "Table of changes";
        NoOperations = "Операций пока нет", "There are no operations yet";
        NoOperationsText = "Первое пополнение или списание появится здесь.", "The first top-up or withdrawal appears here.";
        OperationsFailed = "Не удалось загрузить операции", "The operations could not be loaded";
        NoAudit = "Изменений пока нет", "There are no changes yet";
        NoAuditText = "Правки карточки клиента появятся здесь.", "Edits of the client appear here.";
        AuditFailed = "Не удалось загрузить журнал", "The log could not be loaded";
        ColTime = "Время", "Time";
        ColNumber = "№", "No.";
        ColKind = "Тип", "Kind";
        ColDescription = "Описание", "Description";
        ColAmount = "Сумма", "Amount";
        ColAfter = "Баланс после", "Balance after";
        ColWho = "Кто", "Who";
        ColAction = "Действие", "Action";
        ColChanges = "Что изменилось", "What changed";
        NoAmount = "без суммы", "no amount";
        NoChanges = "поля прежние", "the fields are as before";
        Empty = "пусто", "empty";
        Became = "стало", "became";
        Reverse = "Сторно", "Reverse";

        NotFoundTitle = "Клиент не найден", "Client not found";
        NotFoundText = "Клиента с таким номером нет.", "There is no client with this number.";
        LoadFailed = "Не удалось загрузить клиента", "The client could not be loaded";
    }

    /// What a confirmed action will do, exactly.
    pub fn archive_effect(name: &str, balance: &str) =
        "«{0}» уйдёт из списков и перестанет принимать операции. Баланс {1} и вся история останутся; клиента можно будет восстановить. Удалить его нельзя: по счёту есть операции.",
        "“{0}” leaves the lists and takes no more operations. The balance {1} and the whole history stay; the client can be restored. It cannot be deleted: the account has operations.";
    pub fn delete_effect(name: &str) =
        "«{0}» и его контакты исчезнут насовсем: по счёту нет ни одной операции. Отменить это нельзя.",
        "“{0}” and its contacts disappear for good: the account has no operations. This cannot be undone.";
    pub fn restore_effect(name: &str) =
        "«{0}» вернётся в списки и снова будет принимать операции.",
        "“{0}” returns to the lists and takes operations again.";
    pub fn archived(name: &str) = "Клиент «{0}» отправлен в архив.", "“{0}” is archived.";
    pub fn deleted(name: &str) = "Клиент «{0}» удалён.", "“{0}” is deleted.";
    pub fn restored(name: &str) = "Клиент «{0}» восстановлен.", "“{0}” is restored.";
    /// The way to more pairs or contacts than fit above the history.
    pub fn more(count: usize) = "Показать ещё {0}", "Show {0} more";
    /// `Контакт 2`
    pub fn contact(number: usize) = "Контакт {0}", "Contact {0}";
}

/// What was done to a record, in the words of the audit log; an unknown word stays as it is.
pub fn audit_action(lang: Lang, action: &str) -> &str {
    let (ru, en) = match action {
        "create" => ("создание", "created"),
        "change" => ("правка", "changed"),
        "archive" => ("в архив", "archived"),
        "restore" => ("восстановление", "restored"),
        "delete" => ("удаление", "deleted"),
        _ => return action,
    };
    match lang {
        Lang::Ru => ru,
        Lang::En => en,
    }
}
