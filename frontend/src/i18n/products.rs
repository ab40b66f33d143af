//! Words of products: their list, the page of one, the form.

use contract::page::Count;

use super::phrases::counted;
use super::{Lang, messages};

messages! {
    pub enum Prod {
        Products = "Товары", "Products";
        New = "Новый товар", "New product";
        None = "Товаров пока нет", "There are no products yet";
        NoneText = "Заведите первый: товары продают в заказах и считают на складе.",
            "Add the first one: products are sold in orders and counted in stock.";
        ViewInStock = "В наличии", "In stock";
        ViewEnded = "Закончились", "Out of stock";
        Search = "Поиск", "Search";
        SearchHint = "Название или артикул", "Name or article number";
        Number = "№ товара", "Product No.";
        NumberHint = "Например, 5 или 1..20", "For example, 5 or 1..20";
        PriceFilter = "Цена, ₽", "Price, ₽";
        LeftFilter = "Остаток", "In stock";

        Sku = "Артикул", "Article number";
        Name = "Название", "Name";
        Price = "Цена", "Price";
        Left = "Остаток", "In stock";
        Unit = "Единица", "Unit";
        Changed = "Изменён", "Changed";

        Found = "Найденные товары", "Products found";
        PickHint = "Название или артикул. От 2 знаков", "Name or article number. From 2 characters";
        Unresolved = "Выберите товар из списка", "Choose a product from the list";
        Product = "Товар", "Product";

        NotFoundTitle = "Товар не найден", "Product not found";
        NotFoundText = "Товара с таким номером нет.", "There is no product with this number.";
        LoadFailed = "Не удалось загрузить товар", "The product could not be loaded";
        ArchivedNotice = "Товар в архиве: в новых заказах его не предлагают. Чтобы изменить, верните его.",
            "The product is archived: it is not offered in new orders. Restore it to change it.";
        Archived = "в архиве", "archived";
        Ended = "закончился", "out of stock";
        Facts = "О товаре", "About the product";
        CreatedAt = "Добавлен", "Added";
        Movements = "Последние движения", "Latest movements";
        NoMovements = "Движений пока нет: примите первую поставку.", "No movements yet: receive the first delivery.";
        Journal = "Весь журнал товара", "The whole journal of the product";
        Orders = "Заказы с товаром", "Orders with the product";
        Actions = "Действия с товаром", "What can be done with the product";
        Edit = "Редактировать", "Edit";
        Receive = "Принять", "Receive";
        WriteOff = "Списать", "Write off";
        Count = "Пересчитать", "Count";
        Delete = "Удалить", "Delete";
        DeleteTitle = "Удалить товар?", "Delete the product?";
        Archive = "В архив", "Archive";
        ArchiveTitle = "Убрать товар в архив?", "Archive the product?";
        Restore = "Вернуть из архива", "Restore";
        RestoreTitle = "Вернуть товар из архива?", "Restore the product?";

        PriceLabel = "Цена за единицу, ₽", "Price of one unit, ₽";
        PriceHint = "0, если бесплатно", "0 if it is free";
        SkuHint = "Необязательно; у двух товаров не совпадает", "Optional; no two products share one";
        UnitHint = "шт, если не указать", "Pieces if left empty";
        Create = "Создать товар", "Create the product";
        Save = "Сохранить", "Save";
        Closed = "Товар нельзя изменить", "The product cannot be changed";
        BackToProduct = "К товару", "To the product";
    }
}

/// `12 товаров`.
pub fn products_found(lang: Lang, count: Count) -> String {
    counted(lang, count, ["товар", "товара", "товаров"], ["product", "products"])
}

/// Of a product in a list: `остаток 5 шт`.
pub fn left(lang: Lang, quantity: &str) -> String {
    match lang {
        Lang::Ru => format!("остаток {quantity}"),
        Lang::En => format!("{quantity} left"),
    }
}

pub fn picked(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Ru => format!("Выбран товар {name}."),
        Lang::En => format!("{name} is chosen."),
    }
}

pub fn edit_title(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Ru => format!("Правка: {name}"),
        Lang::En => format!("Edit: {name}"),
    }
}

pub fn created(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Ru => format!("Товар «{name}» создан."),
        Lang::En => format!("“{name}” is created."),
    }
}

pub fn saved(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Ru => format!("Товар «{name}» сохранён."),
        Lang::En => format!("“{name}” is saved."),
    }
}

pub fn deleted(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Ru => format!("Товар «{name}» удалён."),
        Lang::En => format!("“{name}” is deleted."),
    }
}

pub fn archived(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Ru => format!("Товар «{name}» в архиве."),
        Lang::En => format!("“{name}” is archived."),
    }
}

pub fn restored(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Ru => format!("Товар «{name}» возвращён из архива."),
        Lang::En => format!("“{name}” is restored."),
    }
}

pub fn delete_effect(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Ru => format!("«{name}» исчезнет без следа: движений и заказов с ним ещё не было."),
        Lang::En => format!("“{name}” disappears for good: there are no movements and no orders of it."),
    }
}

pub fn archive_effect(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Ru => format!(
            "«{name}» больше не предложат в новых заказах. Движения, остаток и прежние заказы останутся, вернуть можно в любой момент."
        ),
        Lang::En => format!(
            "“{name}” is no longer offered in new orders. Its movements, stock and old orders stay, and it can be restored at any time."
        ),
    }
}

pub fn restore_effect(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Ru => format!("«{name}» снова предложат в новых заказах."),
        Lang::En => format!("“{name}” is offered in new orders again."),
    }
}
