//! Lists: filters, pages, empty states.

use super::messages;

messages! {
    pub enum List {
        Views = "Виды списка", "Views of the list";
        ViewAll = "Все", "All";
        ViewDebtors = "Должники", "Debtors";
        ViewExpiring = "Кредит истекает", "Credit ends soon";
        ViewArchive = "Архив", "Archive";

        Clients = "Клиенты", "Clients";
        NewClient = "Новый клиент", "New client";
        Export = "Экспорт", "Export";
        Columns = "Столбцы", "Columns";

        Filters = "Фильтры", "Filters";
        MoreFilters = "Ещё фильтры", "More filters";
        KindPerson = "Физлицо", "Individual";
        KindLegal = "Юрлицо", "Legal entity";
        KindSole = "ИП", "Sole proprietor";
        KindOther = "Другое", "Other";
        Debt = "Долг", "Debt";
        OnlyDebtors = "Только должники", "Only debtors";
        Archive = "Архив", "Archive";
        Any = "Любое", "Any";
        ArchivedNo = "Без архива", "Without archived";
        ArchivedOnly = "Только архив", "Only archived";
        ArchivedAny = "Вместе с архивом", "Archived too";
        City = "Город", "City";
        Limit = "Кредитный лимит, ₽", "Credit limit, ₽";
        Expiring = "Кредит истекает, дней", "Credit ends, days";
        Period = "Период", "Period";
        ServicesInPeriod = "Услуги за период", "Services in a period";
        ServicesInPeriodText = "Клиенты, у которых есть операции по подходящим услугам за период.",
            "Clients with operations for matching services in the period.";
        ServiceNumber = "№ услуги", "Service No.";
        ServiceText = "Название или описание услуги", "Name or description of the service";
        ServiceKind = "Тип услуги", "Kind of service";
        ServiceParam = "Параметр тарификации", "Billing parameter";
        ParamKey = "Параметр", "Parameter";
        ParamMode = "Условие", "Condition";
        ParamContains = "содержит", "contains";
        ParamBetween = "число", "number";
        ParamText = "Текст", "Text";
        AddCondition = "Добавить", "Add";
        DateFrom = "с", "from";
        DateTo = "по", "to";
        Today = "Сегодня", "Today";
        Yesterday = "Вчера", "Yesterday";
        SevenDays = "7 дней", "7 days";
        ThisMonth = "Этот месяц", "This month";
        LastMonth = "Прошлый месяц", "Last month";
        Quarter = "Квартал", "Quarter";
        Search = "Поиск", "Search";
        SearchHint = "Название, ФИО контакта, телефон, email, адрес", "Name, contact person, phone, email, address";
        Number = "№ клиента", "Client No.";
        NumberHint = "Например, 12 или 40..60", "For example, 12 or 40..60";
        Balance = "Баланс, ₽", "Balance, ₽";
        From = "от", "from";
        To = "до", "to";
        AppliedFilters = "Применённые фильтры", "Applied filters";
        ResetAll = "Сбросить всё", "Reset all";

        Previous = "Назад", "Previous";
        Next = "Вперёд", "Next";
        FirstPage = "В начало", "First page";
        Pages = "Страницы", "Pages";

        PageSize = "Строк на странице", "Rows per page";

        NothingFound = "По этим фильтрам ничего нет", "Nothing matches these filters";
        NothingFoundText = "Уберите часть условий или сбросьте все.", "Remove some conditions or reset them all.";
        ResetFilters = "Сбросить фильтры", "Reset filters";
        NoClients = "Клиентов пока нет", "There are no clients yet";
        NoClientsText = "Они появятся здесь, когда их зарегистрируют или передадут через API.",
            "They appear here once they are registered or sent through the API.";
        LoadFailed = "Не удалось загрузить список", "The list could not be loaded";

        ColNumber = "№", "No.";
        ColName = "Название / ФИО", "Name";
        ColKind = "Тип", "Kind";
        ColBalance = "Баланс", "Balance";
        ColLimit = "Кредитный лимит", "Credit limit";
        ColDue = "Срок погашения", "Due date";
        Archived = "архив", "archived";
        NoValue = "нет", "none";
    }
}
