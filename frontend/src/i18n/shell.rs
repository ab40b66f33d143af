//! Frame of the application: navigation, signing in, home, errors of the whole page.

use super::messages;

messages! {
    pub enum Shell {
        Product = "Сальдо", "Saldo";
        SkipToContent = "К содержимому", "Skip to content";
        Panel = "Меню и настройки", "Menu and settings";
        MainMenu = "Основное меню", "Main menu";
        OpenMenu = "Открыть меню", "Open menu";
        CloseMenu = "Закрыть меню", "Close menu";
        Home = "Главная", "Home";
        Clients = "Клиенты", "Clients";
        Services = "Услуги", "Services";
        Operations = "Операции", "Operations";
        Orders = "Заказы", "Orders";
        Products = "Товары", "Products";
        Stock = "Склад", "Stock";
        OrderPayments = "Оплаты заказов", "Order payments";
        Journal = "Проводки", "Journal";
        TrialBalance = "Ведомость", "Trial balance";
        Jobs = "Задания", "Jobs";
        Trade = "Продажи", "Sales";
        Accounting = "Учёт", "Accounting";
        Administration = "Управление", "Administration";
        Payments = "Платежи банка", "Bank payments";
        Users = "Пользователи", "Users";
        Settings = "Настройки", "Settings";
        LeaveTitle = "Уйти без сохранения?", "Leave without saving?";
        LeaveText = "На странице есть несохранённые изменения. Если уйти, они пропадут.",
            "The page has unsaved changes. They will be lost if you leave.";
        LeaveYes = "Уйти", "Leave";
        ApiDocs = "API и Swagger UI", "API and Swagger UI";
        Language = "Язык", "Language";
        Theme = "Тема", "Theme";
        ThemeAuto = "Авто", "Auto";
        ThemeLight = "Светлая", "Light";
        ThemeDark = "Тёмная", "Dark";
        SignedInAs = "Вы вошли как", "Signed in as";
        SignOut = "Выйти", "Sign out";

        SignInTitle = "Вход", "Sign in";
        SignInLead = "Биллинг, счета и операции клиентов", "Billing, accounts and operations of clients";
        Login = "Логин", "Login";
        Password = "Пароль", "Password";
        SignIn = "Войти", "Sign in";
        EnterLogin = "Введите логин", "Enter the login";
        EnterPassword = "Введите пароль", "Enter the password";
        SessionEnded = "Сеанс закончился. Войдите снова: всё, что вы ввели на странице, останется.",
            "The session has ended. Sign in again: everything you typed on the page stays.";

        NotFoundTitle = "Страница не найдена", "Page not found";
        NotFoundText = "По этому адресу ничего нет. Возможно, ссылка устарела.", "There is nothing at this address. The link may be out of date.";
        ForbiddenTitle = "Нет доступа", "No access";
        ForbiddenText = "Вашей роли эта страница не открыта. Если она нужна для работы, попросите администратора.",
            "Your role does not open this page. If you need it for your work, ask an administrator.";
        GoBack = "Назад", "Back";
        GoHome = "На главную", "To the home page";
        ToClients = "К списку клиентов", "To the list of clients";

        Offline = "Нет связи с сервером. Введённое остаётся на странице, отправить можно будет, когда связь вернётся.",
            "No connection to the server. What you typed stays on the page and can be sent once the connection is back.";
        Retry = "Повторить", "Try again";
        RequestId = "Номер запроса", "Request id";
        Loading = "Загрузка", "Loading";
        Close = "Закрыть", "Close";
        Copied = "Скопировано", "Copied";
        NotCopied = "Браузер не дал скопировать. Выделите текст и скопируйте сами.",
            "The browser did not let the text be copied. Select it and copy it yourself.";
        Cancel = "Отмена", "Cancel";
        Notifications = "Уведомления", "Notifications";
        ErrorPrefix = "Ошибка", "Error";
        ErrorSummary = "Проверьте форму", "Check the form";
    }
}
