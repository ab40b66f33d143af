//! Words of the page that shows the components; in development builds only.

use super::messages;

messages! {
    pub enum Gallery {
        Name = "Имя", "Name";
        Sum = "Сумма", "Amount";
        Kind = "Тип", "Kind";
        Sorted = "Таблица с порядком", "Sorted table";
        Busy = "Таблица ждёт", "Busy table";
        ThisField = "Это поле", "This field";
        WholeForm = "Вся форма", "The whole form";
        Label = "Название", "Name";
        Hint = "Подсказка под полем", "A hint under the field";
        Long = "Очень длинная надпись, которой не хватает места в одной строке на узком экране",
            "A very long caption that does not fit one line on a narrow screen";
        WhatAndWhere = "Что не так и где", "What is wrong, where it is wrong";
        ChooseFromList = "Выберите из списка", "Choose from the list";
    }
}
