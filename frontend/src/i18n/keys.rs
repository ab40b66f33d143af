//! Shortcuts and the command palette.

use super::messages;

messages! {
    pub enum Keys {
        Title = "Клавиши", "Keyboard shortcuts";
        HeadKeys = "Клавиши", "Keys";
        HeadAction = "Что делают", "What they do";
        Palette = "Поиск и команды", "Search and commands";
        FocusSearch = "К поиску в списке", "To the search of the list";
        New = "Новая запись в этом разделе", "New record in this section";
        Edit = "Редактировать запись", "Edit the record";
        Rows = "Следующая и предыдущая строка; Enter открывает", "Next and previous row; Enter opens it";
        Pages = "Предыдущая и следующая страница списка", "Previous and next page of the list";
        Submit = "Отправить форму", "Send the form";
        Escape = "Закрыть то, что открыто сверху", "Close what is on top";
        Sheet = "Эта подсказка", "This sheet";
        Then = "затем", "then";
        OffNote = "Одиночные клавиши выключены в настройках.", "Single keys are switched off in the settings.";
        Layout = "Раскладка не важна: на русской нажимайте те же клавиши.", "The layout does not matter: press the same keys on the Russian one.";

        Search = "Поиск", "Search";
        SearchLabel = "Клиент, услуга, товар, номер заказа или операции, команда", "Client, service, product, number of an order or operation, or a command";
        Results = "Найденное и команды", "Results and commands";
        MenuPages = "Страницы", "Pages";
        Commands = "Команды", "Commands";
        Clients = "Клиенты", "Clients";
        Services = "Услуги", "Services";
        Operations = "Операции", "Operations";
        Orders = "Заказы", "Orders";
        Products = "Товары", "Products";
        Searching = "Ищем…", "Searching…";
        Nothing = "Ничего не найдено", "Nothing found";
        Failed = "Не удалось найти. Enter повторит.", "The search failed. Enter tries again.";
        Help = "↑ ↓ выбирают, Enter открывает, Esc закрывает", "↑ ↓ choose, Enter opens, Esc closes";
        NewClient = "Новый клиент", "New client";
        NewService = "Новая услуга", "New service";
        NewOperation = "Новая операция", "New operation";
        NewProduct = "Новый товар", "New product";
        Receipt = "Приход на склад", "Stock receipt";
        WriteOff = "Списание со склада", "Stock write-off";
        StockTake = "Инвентаризация", "Stock-take";
        NewOrder = "Новый заказ", "New order";
        Russian = "Язык: русский", "Language: Russian";
        English = "Язык: английский", "Language: English";
        Light = "Тема: светлая", "Theme: light";
        Dark = "Тема: тёмная", "Theme: dark";
        Auto = "Тема: как в системе", "Theme: as the system";
        SignOut = "Выйти", "Sign out";
        Archived = "в архиве", "archived";
    }

    /// For the live region of the palette.
    pub fn found(n: usize) = "Вариантов: {0}", "Options: {0}";
}
