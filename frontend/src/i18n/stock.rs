//! Words of the stock journal, and of the form for receipts, write-offs and stock-takes.

use contract::page::Count;
use domain::MovementKind;

use super::phrases::{counted, figure};
use super::{Lang, Msg, messages};

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
        CountedMovements = "движение|движения|движений", "movement|movements";
        OfProducts = "товара|товаров|товаров", "product|products";
    }

    pub fn again(name: &str) =
        "{0} уже в списке: исправьте количество.",
        "{0} is in the list already: correct its quantity.";
    /// `Станет 112 м`.
    pub fn becomes(after: &str) = "Станет {0}", "Becomes {0}";
    /// Of a count that does not agree: `Разница −2 шт`.
    pub fn differs(by: &str) = "Разница {0}", "Difference {0}";
    /// There is less than is written off.
    pub fn short(left: &str) = "На складе только {0}", "Only {0} in stock";
    fn goes_down(products: &str) =
        "Остаток {0} уменьшится. Это сразу увидят все.",
        "The stock of {0} goes down. Everybody sees it at once.";
    fn goes_up(products: &str) =
        "Остаток {0} увеличится. Это сразу увидят все.",
        "The stock of {0} grows. Everybody sees it at once.";
    fn is_counted(products: &str) =
        "Остаток {0} станет таким, как насчитано.",
        "The stock of {0} becomes what was counted.";
    fn is_posted(what: &str, lines: usize) = "Проведено. {0}: {1}.", "Posted. {0}: {1}.";
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
    counted(lang, count, Stock::CountedMovements)
}

/// What posting will do.
pub fn effect(lang: Lang, kind: MovementKind, lines: usize) -> String {
    let lines = figure(lang, i64::try_from(lines).unwrap_or(i64::MAX), Stock::OfProducts);
    match kind {
        MovementKind::WriteOff => goes_down(lang, &lines),
        MovementKind::StockTake => is_counted(lang, &lines),
        _ => goes_up(lang, &lines),
    }
}

pub fn posted(lang: Lang, what: MovementKind, lines: usize) -> String {
    is_posted(lang, kind(what).text(lang), lines)
}
