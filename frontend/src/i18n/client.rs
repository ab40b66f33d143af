//! The page of a client.

use super::messages;

messages! {
    pub enum ClientText {
        Balance = "Баланс", "Balance";
        Debt = "долг", "debt";
        Archived = "в архиве", "archived";
        ArchivedNotice = "Клиент в архиве: операции по счёту не принимаются.", "The client is archived: the account takes no operations.";
        InnChecksum = "контрольная цифра ИНН не сходится", "the check digit of the INN does not match";

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

        Operations = "Операции", "Operations";
        OperationsTable = "Таблица операций", "Table of operations";
        NoOperations = "Операций пока нет", "There are no operations yet";
        NoOperationsText = "Первое пополнение или списание появится здесь.", "The first top-up or withdrawal appears here.";
        OperationsFailed = "Не удалось загрузить операции", "The operations could not be loaded";
        ColNumber = "№", "No.";
        ColKind = "Тип", "Kind";
        ColDescription = "Описание", "Description";
        ColAmount = "Сумма", "Amount";
        ColAfter = "Баланс после", "Balance after";
        NoAmount = "без суммы", "no amount";

        NotFoundTitle = "Клиент не найден", "Client not found";
        NotFoundText = "Клиента с таким номером нет.", "There is no client with this number.";
        LoadFailed = "Не удалось загрузить клиента", "The client could not be loaded";
    }
}
