//! Words of every combobox, and of making a client on the spot.

use super::messages;

messages! {
    pub enum Combo {
        Clear = "Очистить выбор", "Clear the choice";
        Searching = "Ищем…", "Searching…";
        Nothing = "Ничего не найдено", "Nothing found";
        Failed = "Не удалось найти", "The search failed";
        FailedStatus = "Не удалось найти. Enter повторит поиск.", "The search failed. Enter searches again.";
        Retry = "Повторить", "Try again";
        OtherLayout = "другая раскладка", "other layout";

        Client = "Клиент", "Client";
        Clients = "Найденные клиенты", "Clients found";
        ClientHint = "Имя, телефон, email или № клиента. От 2 знаков", "Name, phone, email or No. of the client. From 2 characters";
        ClientUnresolved = "Выберите клиента из списка или создайте нового", "Choose a client from the list or create a new one";
        ClientCreatable = "Ничего не найдено. Можно создать нового клиента.", "Nothing found. A new client can be created.";
        Service = "Услуга", "Service";
        Services = "Найденные услуги", "Services found";
        ServiceHint = "Название или описание. От 2 знаков", "Name or description. From 2 characters";
        ServiceUnresolved = "Выберите услугу из списка", "Choose a service from the list";

        NewClient = "Новый клиент", "New client";
        Name = "Название или ФИО", "Name";
        Phone = "Телефон", "Phone";
        Email = "Email", "Email";
        Kind = "Тип", "Kind";
        PhoneOrEmail = "Нужен телефон или email", "A phone or an email is needed";
        EnterName = "Введите название или ФИО", "Enter the name";
        EnterContact = "Введите телефон или email", "Enter a phone or an email";
        Create = "Создать клиента", "Create the client";
        Duplicate = "Похоже, такой клиент уже есть", "There seems to be such a client already";
        Choose = "Выбрать", "Choose";
        CreateAnyway = "Всё равно создать", "Create all the same";
    }

    pub fn create_client(text: &str) = "Создать клиента «{0}»", "Create the client “{0}”";
    pub fn client_created(name: &str) =
        "Клиент {0} создан и выбран.",
        "The client {0} is created and chosen.";
    pub fn choose_candidate(name: &str) = "Выбрать: {0}", "Choose: {0}";
}
