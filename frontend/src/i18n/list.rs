//! Lists: filters, pages, empty states.

use super::messages;

messages! {
    pub enum List {
        Views = "Виды списка", "Views of the list";
        ViewAll = "Все", "All";
        ViewDebtors = "Должники", "Debtors";
        ViewExpiring = "Кредит истекает", "Credit ends soon";
        ViewArchive = "Архив", "Archive";

        Filters = "Фильтры", "Filters";
        Search = "Поиск", "Search";
        SearchHint = "Название, ФИО контакта, телефон, email, адрес", "Name, contact person, phone, email, address";
        Number = "№ клиента", "Client No.";
        NumberHint = "Например, 12 или 40..60", "For example, 12 or 40..60";
        Balance = "Баланс, ₽", "Balance, ₽";
        BalanceChip = "Баланс", "Balance";
        From = "от", "from";
        To = "до", "to";
        BalanceFrom = "Баланс от, ₽", "Balance from, ₽";
        BalanceTo = "Баланс до, ₽", "Balance to, ₽";
        AppliedFilters = "Применённые фильтры", "Applied filters";
        ResetAll = "Сбросить всё", "Reset all";
        FaultNumbers = "Числа и диапазоны через запятую: 12,40..60", "Numbers and ranges, comma between them: 12,40..60";

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
        ClientsTable = "Таблица клиентов", "Table of clients";

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
