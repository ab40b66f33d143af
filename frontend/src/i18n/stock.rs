//! Words of the stock journal, and of the form for receipts, write-offs and stock-takes.

use contract::page::Count;
use domain::MovementKind;

use super::phrases::counted;
use super::{Lang, Msg, messages, plural};

messages! {
    pub enum Stock {
        Title = "Журнал склада", "Stock journal";
        New = "Движение склада", "Stock movement";
        None = "Движений пока нет", "There are no movements yet";
        NoneText = "Каждый приход, продажа и пересчёт появится здесь и останется навсегда.",
            "Every receipt, sale and count appears here and stays for ever.";
        ViewIn = "Приход", "Receipts";
        ViewOut = "Продажи и списания", "Sales and write-offs";
        ViewCounts = "Инвентаризации", "Stock-takes";
        Period = "Период", "Period";
        Kind = "Вид", "Kind";
        Order = "№ заказа", "Order No.";

        Receipt = "Приход", "Receipt";
        Sale = "Продажа", "Sale";
        Cancellation = "Отмена заказа", "Cancellation";
        Return = "Возврат", "Return";
        WriteOff = "Списание", "Write-off";
        StockTake = "Инвентаризация", "Stock-take";

        ColTime = "Время", "Time";
        ColChange = "Изменение", "Change";
        ColAfter = "Остаток после", "In stock after";
        ColCause = "Основание", "Cause";
        ColWho = "Кто", "Who";

        FormTitle = "Движение склада", "Stock movement";
        KindLabel = "Что происходит", "What happens";
        Lead = "Enter ведёт дальше: товар, количество, следующий товар. Ctrl+Enter проводит.",
            "Enter leads on: product, quantity, the next product. Ctrl+Enter posts.";
        ReceiptLead = "Товары поступают на склад.", "Goods come into the stock.";
        WriteOffLead = "Товары уходят со склада: брак, порча, недостача.", "Goods leave the stock: defects, damage, losses.";
        CountLead = "Введите, сколько насчитали: остаток станет таким.", "Enter what was counted: the stock becomes that.";
        Lines = "Товары", "Products";
        NoLines = "Добавьте первый товар: найдите его выше.", "Add the first product: find it above.";
        Reason = "Основание", "Reason";
        ReasonOptional = "Необязательно: номер накладной, поставщик", "Optional: number of the document, supplier";
        ReasonRequired = "Обязательно, от 3 знаков", "Required, 3 characters or more";
        EnterReason = "Введите основание, от 3 знаков", "Enter a reason of 3 characters or more";
        Post = "Провести", "Post";
        Remove = "Убрать", "Remove";
        EnterLines = "Добавьте хотя бы один товар", "Add at least one product";
        EnterQuantity = "Введите количество", "Enter the quantity";
        NotANumber = "Не похоже на количество", "That is not a quantity";
        AboveZero = "Количество должно быть больше нуля", "The quantity must be above zero";
        NotBelowZero = "Насчитать меньше нуля нельзя", "A count cannot be below zero";
        Decimals = "Не более трёх знаков после запятой", "No more than three decimals";
        TooMuch = "Слишком большое количество", "The quantity is too large";
        Agrees = "Сходится с учётом", "Agrees with the records";
        Immutable = "Движения не меняются и не удаляются: ошибку исправляет обратное движение.",
            "Movements are never changed or removed: a mistake is put right by the opposite movement.";
    }
}

pub const fn kind(kind: MovementKind) -> Msg {
    match kind {
        MovementKind::Receipt => Stock::Receipt,
        MovementKind::Sale => Stock::Sale,
        MovementKind::Cancellation => Stock::Cancellation,
        MovementKind::Return => Stock::Return,
        MovementKind::WriteOff => Stock::WriteOff,
        MovementKind::StockTake => Stock::StockTake,
    }
}

/// `12 движений`.
pub fn found(lang: Lang, count: Count) -> String {
    counted(lang, count, ["движение", "движения", "движений"], ["movement", "movements"])
}

pub fn order(lang: Lang, id: i64) -> String {
    match lang {
        Lang::Ru => format!("Заказ №\u{a0}{id}"),
        Lang::En => format!("Order No.\u{a0}{id}"),
    }
}

pub fn quantity_of(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Ru => format!("Количество: {name}"),
        Lang::En => format!("Quantity: {name}"),
    }
}

pub fn remove(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Ru => format!("Убрать: {name}"),
        Lang::En => format!("Remove: {name}"),
    }
}

pub fn again(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Ru => format!("{name} уже в списке: исправьте количество."),
        Lang::En => format!("{name} is in the list already: correct its quantity."),
    }
}

/// `Станет 112 м`.
pub fn becomes(lang: Lang, after: &str) -> String {
    match lang {
        Lang::Ru => format!("Станет {after}"),
        Lang::En => format!("Becomes {after}"),
    }
}

/// Of a count that does not agree: `Разница −2 шт`.
pub fn differs(lang: Lang, by: &str) -> String {
    match lang {
        Lang::Ru => format!("Разница {by}"),
        Lang::En => format!("Difference {by}"),
    }
}

/// There is less than is written off.
pub fn short(lang: Lang, left: &str) -> String {
    match lang {
        Lang::Ru => format!("На складе только {left}"),
        Lang::En => format!("Only {left} in stock"),
    }
}

/// Of all lines, before they are sent.
pub fn effect(lang: Lang, kind: MovementKind, lines: usize) -> String {
    let n = i64::try_from(lines).unwrap_or(i64::MAX);
    let ru = plural::ru(n, "товара", "товаров", "товаров");
    let en = plural::en(n, "product", "products");
    match (lang, kind) {
        (Lang::Ru, MovementKind::WriteOff) => format!("Остаток {n} {ru} уменьшится. Это сразу увидят все."),
        (Lang::Ru, MovementKind::StockTake) => format!("Остаток {n} {ru} станет таким, как насчитано."),
        (Lang::Ru, _) => format!("Остаток {n} {ru} увеличится. Это сразу увидят все."),
        (Lang::En, MovementKind::WriteOff) => {
            format!("The stock of {n} {en} goes down. Everybody sees it at once.")
        }
        (Lang::En, MovementKind::StockTake) => format!("The stock of {n} {en} becomes what was counted."),
        (Lang::En, _) => format!("The stock of {n} {en} grows. Everybody sees it at once."),
    }
}

/// What was posted.
pub fn posted(lang: Lang, what: MovementKind, lines: usize) -> String {
    let word = kind(what).text(lang);
    match lang {
        Lang::Ru => format!("Проведено. {word}: {lines}."),
        Lang::En => format!("Posted. {word}: {lines}."),
    }
}
