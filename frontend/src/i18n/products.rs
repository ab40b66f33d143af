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
        CountedProducts = "товар|товара|товаров", "product|products";
    }

    /// Of a product in a list: `остаток 5 шт`.
    pub fn left(quantity: &str) = "остаток {0}", "{0} left";
    pub fn picked(name: &str) = "Выбран товар {0}.", "{0} is chosen.";
    pub fn edit_title(name: &str) = "Правка: {0}", "Edit: {0}";
    pub fn created(name: &str) = "Товар «{0}» создан.", "“{0}” is created.";
    pub fn saved(name: &str) = "Товар «{0}» сохранён.", "“{0}” is saved.";
    pub fn deleted(name: &str) = "Товар «{0}» удалён.", "“{0}” is deleted.";
    pub fn archived(name: &str) = "Товар «{0}» в архиве.", "“{0}” is archived.";
    pub fn restored(name: &str) = "Товар «{0}» возвращён из архива.", "“{0}” is restored.";
    pub fn delete_effect(name: &str) =
        "«{0}» исчезнет без следа: движений и заказов с ним ещё не было.",
        "“{0}” disappears for good: there are no movements and no orders of it.";
    pub fn archive_effect(name: &str) =
        "«{0}» больше не предложат в новых заказах. Движения, остаток и прежние заказы останутся, вернуть можно в любой момент.",
        "“{0}” is no longer offered in new orders. Its movements, stock and old orders stay, and it can be restored at any time.";
    pub fn restore_effect(name: &str) =
        "«{0}» снова предложат в новых заказах.",
        "“{0}” is offered in new orders again.";
}

/// `12 товаров`.
pub fn products_found(lang: Lang, count: Count) -> String {
    counted(lang, count, Prod::CountedProducts)
}
