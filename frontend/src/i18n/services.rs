//! The catalogue of services: its list, the page of one, the form.

use super::messages;

messages! {
    pub enum Svc {
        Services = "Услуги", "Services";
        New = "Новая услуга", "New service";
        None = "Услуг пока нет", "There are no services yet";
        NoneText = "Заведите первую: по услугам идут списания и ищут клиентов.",
            "Add the first one: charges are made for services, and clients are found by them.";
        SearchHint = "Название или описание", "Name or description";
        Number = "№ услуги", "Service No.";
        NumberHint = "Например, 3 или 1..20", "For example, 3 or 1..20";
        Kind = "Тип", "Kind";
        KindHint = "internet, calls, sms или другое слово", "internet, calls, sms or another word";
        Param = "Параметр тарификации", "Billing parameter";

        ColName = "Название", "Name";
        ColDescription = "Описание", "Description";
        ColPeriod = "Период", "Period";
        ColPrice = "Цена", "Price";
        Day = "день", "day";
        Week = "неделя", "week";
        Month = "месяц", "month";
        Quarter = "квартал", "quarter";
        Year = "год", "year";

        NotFoundTitle = "Услуга не найдена", "Service not found";
        NotFoundText = "Услуги с таким номером нет.", "There is no service with this number.";
        LoadFailed = "Не удалось загрузить услугу", "The service could not be loaded";
        Archived = "в архиве", "archived";
        ArchivedNotice = "Услуга в архиве: в новых операциях её не предлагают. Чтобы изменить, верните её.",
            "The service is archived: it is not offered for new operations. Restore it to change it.";
        Facts = "Описание услуги", "About the service";
        NoDescription = "Описания нет", "No description";
        BillingKind = "Тип тарификации", "Kind of billing";
        Billing = "Параметры тарификации", "Billing parameters";
        NoBilling = "Параметров нет", "No parameters";
        InUse = "Операции", "Operations";
        InUseYes = "есть", "there are some";
        InUseNo = "ещё нет", "none yet";
        CreatedAt = "Добавлена", "Added";
        UpdatedAt = "Изменена", "Changed";
        Clients = "Клиенты за 30 дней", "Clients of the last 30 days";
        Operations = "Операции по услуге", "Operations of the service";
        Actions = "Действия с услугой", "What can be done with the service";
        Edit = "Редактировать", "Edit";

        Delete = "Удалить", "Delete";
        DeleteTitle = "Удалить услугу?", "Delete the service?";
        DeleteYes = "Удалить", "Delete";
        Archive = "В архив", "Archive";
        ArchiveTitle = "Убрать услугу в архив?", "Archive the service?";
        ArchiveYes = "В архив", "Archive";
        Restore = "Вернуть из архива", "Restore";
        RestoreTitle = "Вернуть услугу из архива?", "Restore the service?";
        RestoreYes = "Вернуть", "Restore";

        Name = "Название", "Name";
        Description = "Описание", "Description";
        DescriptionHint = "Показывается на странице услуги целиком", "Shown in full on the page of the service";
        BillingKindHint = "one_off — разово, recurring — регулярно, usage — по факту", "one_off: once, recurring: regularly, usage: as used";
        BillingHint = "Цены: price, connection_price, renewal_price. Период: period = day, week, month, quarter, year",
            "Prices: price, connection_price, renewal_price. Period: period = day, week, month, quarter, year";
        AddParam = "Добавить параметр", "Add a parameter";
        Create = "Создать услугу", "Create the service";
        Save = "Сохранить", "Save";
        Closed = "Услугу нельзя изменить", "The service cannot be changed";
        BackToService = "К услуге", "To the service";

        ConflictTitle = "Пока вы правили, запись изменил кто-то другой", "Somebody else has changed the record meanwhile";
        ConflictText = "Ничего из введённого не потеряно. Выберите, что сохранить там, где правки расходятся; остальное сложится вместе.",
            "Nothing you typed is lost. Choose what to keep where the edits differ; the rest is put together.";
        ConflictGone = "Расхождений нет: те же правки уже сохранены.", "There is no difference: the same edits are saved already.";
        ConflictTable = "Расхождения", "Differences";
        ColField = "Поле", "Field";
        ColBefore = "Было", "Before";
        ColMine = "У вас", "Yours";
        ColTheirs = "Сохранено другим", "Saved by somebody else";
        KeepMine = "Сохранить мои правки", "Keep my edits";
        TakeTheirs = "Взять сохранённое", "Take what is saved";
    }

    pub fn edit_title(name: &str) = "Правка: {0}", "Edit: {0}";
    pub fn created(name: &str) = "Услуга «{0}» создана.", "“{0}” is created.";
    pub fn saved(name: &str) = "Услуга «{0}» сохранена.", "“{0}” is saved.";
    pub fn deleted(name: &str) = "Услуга «{0}» удалена.", "“{0}” is deleted.";
    pub fn archived(name: &str) = "Услуга «{0}» в архиве.", "“{0}” is archived.";
    pub fn restored(name: &str) = "Услуга «{0}» возвращена из архива.", "“{0}” is restored.";
    pub fn delete_effect(name: &str) =
        "«{0}» исчезнет из каталога без следа: операций по ней ещё не было.",
        "“{0}” disappears from the catalogue for good: there are no operations for it.";
    pub fn archive_effect(name: &str) =
        "«{0}» больше не предложат в новых операциях. Прежние операции останутся, вернуть можно в любой момент.",
        "“{0}” is no longer offered for new operations. The old ones stay, and it can be restored at any time.";
    pub fn restore_effect(name: &str) =
        "«{0}» снова предложат в новых операциях.",
        "“{0}” is offered for new operations again.";
}
