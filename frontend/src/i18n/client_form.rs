//! The form of a client.

use super::{Lang, messages};

messages! {
    pub enum FormText {
        NewTitle = "Новый клиент", "New client";
        Who = "Кто это", "Who it is";
        Kind = "Тип клиента", "Kind of client";
        Name = "Название", "Name";
        LastName = "Фамилия", "Last name";
        FirstName = "Имя", "First name";
        MiddleName = "Отчество", "Middle name";
        PlainName = "ФИО одной строкой", "Name in one line";
        NameDerived = "Если указать фамилию или имя, ФИО сложится из них.", "Once a last or first name is given, the name is made of them.";
        NameParts = "Нужна фамилия или имя.", "A last or first name is needed.";
        EnterName = "Введите название", "Enter the name";
        EnterLastName = "Введите фамилию или имя", "Enter the last or the first name";

        Reach = "Связь", "Contact data";
        Inn = "ИНН", "INN";
        InnHint = "10 цифр у организации, 12 у человека", "10 digits for an organisation, 12 for a person";
        InnGood = "контрольная сумма верна", "the check digits match";
        InnBad = "контрольная сумма не сходится: проверьте, сохранить можно", "the check digits do not match: check them, saving is possible";
        OpenTaken = "Открыть клиента с этим ИНН", "Open the client with this INN";
        Phone = "Телефон", "Phone";
        PhoneHint = "Можно с 8, с +7 и с любыми знаками", "With 8, +7 and any punctuation";
        Email = "Email", "Email";
        City = "Город", "City";

        Info = "Идентифицирующие данные", "Identifying data";
        InfoHint = "Пустые поля не сохраняются. Недостающее можно добавить.", "Blank fields are not saved. Add what is missing.";
        Key = "Название поля", "Name of the field";
        Value = "Значение", "Value";
        ValueKind = "Вид значения", "Kind of value";
        ValueText = "текст", "text";
        ValueNumber = "число", "number";
        ValueJson = "JSON", "JSON";
        AddField = "Добавить поле", "Add a field";

        Credit = "Кредит", "Credit";
        CreditLimit = "Кредитный лимит, ₽", "Credit limit, ₽";
        CreditHint = "Пусто или 0 — без кредита", "Blank or 0: no credit";
        CreditDue = "Срок погашения", "Due date";
        DueHint = "Последний день, когда лимит действует. Пусто — бессрочно", "The last day on which the limit holds. Blank: for ever";

        Contacts = "Контакты", "Contacts";
        ContactsHint = "Люди, с которыми связываются. Нужно хотя бы одно поле.", "People to talk to. At least one field is needed.";
        FullName = "ФИО", "Name";
        Address = "Адрес", "Address";
        Other = "Другие способы связи", "Other ways to reach";
        AddContact = "Добавить контакт", "Add a contact";

        Save = "Сохранить", "Save";
        Create = "Создать клиента", "Create the client";
        LoadFailed = "Не удалось загрузить клиента", "The client could not be loaded";
        Closed = "Изменить нельзя", "It cannot be changed";
        BackToClient = "К клиенту", "To the client";

        DuplicateTitle = "Похоже, такой клиент уже есть", "There seems to be such a client already";
        DuplicateText = "Телефон или email совпадает:", "The phone or the email is the same:";
        CreateAnyway = "Всё равно создать", "Create anyway";
        BackToForm = "Вернуться к форме", "Back to the form";

        ConflictTitle = "Пока вы правили, клиента изменил кто-то другой", "Somebody else has changed the client meanwhile";
        ConflictText = "Ничего из введённого не потеряно. Выберите, что сохранить там, где правки расходятся; остальное сложится вместе.",
            "Nothing you typed is lost. Choose what to keep where the edits differ; the rest is put together.";
        ConflictTable = "Расхождения", "Differences";
        ConflictGone = "Расхождений нет: те же правки уже сохранены.", "There is no difference: the same edits are saved already.";
        ColField = "Поле", "Field";
        ColBefore = "Было", "Before";
        ColMine = "У вас", "Yours";
        ColTheirs = "Сохранено другим", "Saved by somebody else";
        KeepMine = "Сохранить мои правки", "Keep my edits";
        TakeTheirs = "Взять сохранённое", "Take what is saved";
        RemoveField = "Убрать поле", "Remove the field";
    }

    pub fn edit_title(name: &str) = "Правка: {0}", "Edit: {0}";
    /// What the server will show for a person.
    pub fn shown_as(name: &str) = "В списках: {0}", "In lists: {0}";
    pub fn digits_typed(count: usize) =
        "Введено цифр: {0}, нужно 10 или 12",
        "Digits typed: {0}, needed 10 or 12";
    /// `10 цифр, контрольная сумма верна`
    pub fn inn_read(count: usize, verdict: &str) = "{0} цифр, {1}", "{0} digits, {1}";
    pub fn remove_contact(number: usize) = "Убрать контакт {0}", "Remove contact {0}";
    pub fn created(name: &str) = "Клиент «{0}» создан.", "“{0}” is created.";
    pub fn saved(name: &str) = "Клиент «{0}» сохранён.", "“{0}” is saved.";
    fn remove_named(key: &str) = "Убрать поле «{0}»", "Remove the field “{0}”";
}

pub fn remove_field(lang: Lang, key: &str) -> String {
    if key.is_empty() { FormText::RemoveField.text(lang).to_owned() } else { remove_named(lang, key) }
}
