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

    pub fn replace(name: &str) = "Заменить «{0}»", "Replace “{0}”";
    /// Whose view it is.
    pub fn of(owner: &str) = "Общий вид, владелец: {0}", "Shared view of {0}";
    fn delete_own(name: &str) =
        "Вид «{0}» пропадёт. Записи останутся.",
        "The view “{0}” goes away. The records stay.";
    fn delete_shared(name: &str) =
        "Вид «{0}» пропадёт у всех. Записи останутся.",
        "The view “{0}” goes away for everybody. The records stay.";
}

pub fn delete(lang: Lang, name: &str, shared: bool) -> String {
    if shared { delete_shared(lang, name) } else { delete_own(lang, name) }
}
