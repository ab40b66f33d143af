//! Saved views of lists.

use super::{Lang, messages};

messages! {
    pub enum Views {
        Save = "Сохранить вид", "Save the view";
        SaveTitle = "Сохранить вид списка", "Save the view of the list";
        SaveText = "Сохранятся фильтры и порядок, не сами записи.", "Filters and order are kept, not the records themselves.";
        Manage = "Изменить вид", "Change the view";
        ManageTitle = "Вид списка", "View of the list";
        ManageText = "Вместе с названием сохранятся нынешние фильтры и порядок.",
            "The present filters and order are kept together with the name.";
        Target = "Куда", "Where";
        AsNew = "Новый вид", "A new view";
        Name = "Название", "Name";
        EnterName = "Введите название", "Enter the name";
        Shared = "Виден всем, кто открывает этот список", "Everybody who opens this list sees it";
        DoSave = "Сохранить", "Save";
        Delete = "Удалить", "Delete";
        DeleteTitle = "Удалить вид?", "Delete the view?";
        DeleteYes = "Да, удалить", "Yes, delete";
        Saved = "Вид сохранён", "The view is saved";
        Deleted = "Вид удалён", "The view is deleted";
        Failed = "Сохранённые виды не загрузились", "The saved views could not be loaded";
    }
}

pub fn replace(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Ru => format!("Заменить «{name}»"),
        Lang::En => format!("Replace “{name}”"),
    }
}

/// Whose view it is.
pub fn of(lang: Lang, owner: &str) -> String {
    match lang {
        Lang::Ru => format!("Общий вид, владелец: {owner}"),
        Lang::En => format!("Shared view of {owner}"),
    }
}

pub fn delete(lang: Lang, name: &str, shared: bool) -> String {
    match (lang, shared) {
        (Lang::Ru, false) => format!("Вид «{name}» пропадёт. Записи останутся."),
        (Lang::Ru, true) => format!("Вид «{name}» пропадёт у всех. Записи останутся."),
        (Lang::En, false) => format!("The view “{name}” goes away. The records stay."),
        (Lang::En, true) => format!("The view “{name}” goes away for everybody. The records stay."),
    }
}
