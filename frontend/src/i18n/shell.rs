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
        Payments = "Платежи", "Payments";
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

        HomeLead = "Сальдо ведёт счета клиентов: кто сколько внёс, за что списано и сколько осталось. Журнал операций не меняется: ошибку исправляет новая операция.",
            "Saldo keeps the accounts of clients: who paid how much, what was charged and what is left. The log of operations never changes: a mistake is put right by a new operation.";
        HomeHow = "Коротко об интерфейсе", "The interface in short";
        HomeFind = "Найти клиента", "Find a client";
        HomeFindText = "по названию, ФИО контакта, телефону, адресу или номеру", "by name, contact person, phone, address or number";
        HomeDebtors = "Посмотреть должников", "See who is in debt";
        HomeDebtorsText = "все, у кого баланс ниже нуля", "everybody whose balance is below zero";
        HomeExpiring = "Проверить сроки кредитов", "Check credit due dates";
        HomeExpiringText = "лимиты, которые закончатся за 30 дней", "limits that end within 30 days";
        HomePayment = "Записать поступление или списание", "Record a payment or a withdrawal";
        HomePaymentText = "на странице клиента: две формы рядом с балансом", "on the page of the client: two forms beside the balance";
        HomeAddress = "Поделиться списком", "Share a list";
        HomeAddressText = "фильтры, сортировка и страница хранятся в адресе: скопируйте его", "filters, order and page are kept in the address: copy it";
        HomeApi = "Подключить другую программу", "Connect another program";
        HomeApiText = "описание API с примерами и пробными запросами", "the API described, with examples and a try-out";

        NotFoundTitle = "Страница не найдена", "Page not found";
        NotFoundText = "По этому адресу ничего нет. Возможно, ссылка устарела.", "There is nothing at this address. The link may be out of date.";
        GoHome = "На главную", "To the home page";
        ToClients = "К списку клиентов", "To the list of clients";

        Retry = "Повторить", "Try again";
        RequestId = "Номер запроса", "Request id";
        Loading = "Загрузка", "Loading";
        Close = "Закрыть", "Close";
        Cancel = "Отмена", "Cancel";
        Notifications = "Уведомления", "Notifications";
        ErrorPrefix = "Ошибка", "Error";
        ErrorSummary = "Проверьте форму", "Check the form";
    }
}
