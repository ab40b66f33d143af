//! Orders: their list, the page of one, the form, and the dialogs that pay, cancel and take back.

use domain::{OrderEvent, OrderStatus, PaymentMethod, PaymentStatus, RefundStatus};

use super::{Msg, messages};

pub mod phrases;

pub use phrases::*;

messages! {
    pub enum Ord {
        Orders = "Заказы", "Orders";
        New = "Новый заказ", "New order";
        None = "Заказов пока нет", "There are no orders yet";
        NoneText = "Первый черновик появится здесь, как только его сохранят.", "The first draft appears here once it is saved.";
        ViewDrafts = "Черновики", "Drafts";
        ViewPaid = "Оплаченные", "Paid";
        ViewCancelled = "Отменённые", "Cancelled";
        Search = "Поиск", "Search";
        SearchHint = "Клиент или комментарий", "Client or comment";
        Client = "Клиент", "Client";
        Product = "Товар", "Product";
        Created = "Создан", "Created";
        Number = "№ заказа", "Order No.";
        NumberHint = "Например, 101 или 100..200", "For example, 101 or 100..200";
        Status = "Статус", "Status";
        Total = "Сумма, ₽", "Total, ₽";
        ColNumber = "№", "No.";
        ColLines = "Позиций", "Lines";
        ColTotal = "Сумма", "Total";
        ColPaid = "Оплачен", "Paid";
        Refunded = "возвращено", "refunded";
        Archived = "архив", "archived";
        WalkIn = "Розничный покупатель", "Walk-in client";

        Draft = "Черновик", "Draft";
        Paid = "Оплачен", "Paid";
        Cancelled = "Отменён", "Cancelled";
        PartlyReturned = "частичный возврат", "partly returned";
        Returned = "всё возвращено", "all returned";
        Wallet = "Кошелёк", "Wallet";
        Cash = "Наличные", "Cash";
        Card = "Карта", "Card";
        Online = "Онлайн", "Online";
        Pending = "ждёт оплаты", "waiting";
        Authorised = "деньги у провайдера", "authorised";
        Capturing = "списывается", "being captured";
        Captured = "получен", "captured";
        Voiding = "отзывается", "being voided";
        Voided = "отозван", "voided";
        Failed = "не прошёл", "failed";
        RefundPending = "возвращается", "being refunded";
        RefundDone = "возвращён", "refunded";
        RefundFailed = "не вернулся", "refund failed";
        EventCreated = "Создан", "Created";
        EventPaid = "Оплачен", "Paid";
        EventReturned = "Возврат", "Return";
        EventCancelled = "Отменён", "Cancelled";
        EventArchived = "Убран в архив", "Archived";
        EventUnarchived = "Возвращён из архива", "Taken out of the archive";

        LoadFailed = "Не удалось загрузить заказ", "The order could not be loaded";
        NotFoundTitle = "Заказ не найден", "Order not found";
        NotFoundText = "Заказа с таким номером нет.", "There is no order with this number.";
        Lines = "Позиции", "Lines";
        NoLines = "Позиций пока нет", "There are no lines yet";
        Totals = "Итоги", "Totals";
        Payments = "Оплаты", "Payments";
        NoPayments = "Оплат пока нет", "No payments yet";
        History = "История", "History";
        HistoryFailed = "Не удалось загрузить историю", "The history could not be loaded";
        Actions = "Действия с заказом", "Actions on the order";
        ColPrice = "Цена", "Price";
        ColQuantity = "Количество", "Quantity";
        ColSum = "Сумма", "Sum";
        ColReturned = "Возвращено", "Returned";
        ColStock = "На складе", "In stock";
        SumTotal = "Итого", "Total";
        SumPaid = "Оплачено", "Paid";
        SumRefunded = "Возвращено", "Refunded";
        Comment = "Комментарий", "Comment";
        Shortages = "Не хватает на складе", "Not enough in stock";
        Reference = "Номер чека или слипа", "Number of the slip";
        CopyLink = "Скопировать ссылку на оплату", "Copy the link";

        Edit = "Изменить", "Edit";
        Pay = "Оплатить", "Pay";
        Cancel = "Отменить заказ", "Cancel the order";
        Return = "Возврат", "Return";
        Archive = "В архив", "Archive";
        Unarchive = "Из архива", "Unarchive";
        AskOnline = "Онлайн-платёж", "Online payment";
        Confirm = "Подтвердить", "Confirm";
        Void = "Отозвать", "Void";

        PayTitle = "Оплатить заказ", "Pay the order";
        CancelTitle = "Отменить заказ?", "Cancel the order?";
        CancelYes = "Да, отменить заказ", "Yes, cancel the order";
        ReturnTitle = "Возврат по заказу", "Return of goods";
        ReturnYes = "Оформить возврат", "Return";
        ArchiveTitle = "Убрать заказ в архив?", "Archive the order?";
        ArchiveText = "Заказ пропадёт из списков, его можно вернуть.", "The order disappears from lists; it can be brought back.";
        UnarchiveTitle = "Вернуть заказ из архива?", "Take the order out of the archive?";
        UnarchiveText = "Заказ снова появится в списках.", "The order appears in lists again.";
        OnlineTitle = "Попросить оплату онлайн", "Ask for an online payment";
        OnlineText = "Клиент получит ссылку. Деньги спишутся, когда заказ будет оплачен.",
            "The client gets a link. The money is captured when the order is paid.";
        OnlineYes = "Создать платёж", "Create the payment";
        Settle = "Закрыть вручную", "Settle by hand";
        SettleTitle = "Возврат сделан?", "Has the money gone back?";
        SettleText = "Платёжная система отказала, или исход неизвестен. Закройте возврат, если деньги вернулись клиенту: укажите, как это известно.",
            "The provider refused, or the outcome is not known. Settle the refund if the client has the money: say how that is known.";
        SettleYes = "Да, деньги возвращены", "Yes, the money is back";
        DoneSettled = "Возврат закрыт", "The refund is settled";
        Grounds = "Основание", "Reason";
        EnterGrounds = "Введите основание", "Enter the reason";
        ConfirmTitle = "Подтвердить платёж", "Confirm the payment";
        ConfirmText = "Терминал сообщил, что клиент заплатил.", "The terminal says that the client has paid.";
        VoidTitle = "Отозвать платёж?", "Void the payment?";
        VoidText = "Ссылка перестанет работать, удержанные деньги вернутся клиенту.",
            "The link stops working; money that is held goes back to the client.";
        VoidYes = "Да, отозвать", "Yes, void it";
        DonePaid = "Заказ оплачен", "The order is paid";
        DoneCancelled = "Заказ отменён", "The order is cancelled";
        DoneReturned = "Возврат оформлен", "The goods are returned";
        DoneArchived = "Заказ в архиве", "The order is archived";
        DoneUnarchived = "Заказ снова в списках", "The order is in lists again";
        DoneOnline = "Платёж создан, ссылка на странице заказа", "The payment is created, its link is on the page";
        DoneConfirmed = "Платёж подтверждён", "The payment is confirmed";
        DoneVoided = "Платёж отозван", "The payment is void";

        Effect = "Что произойдёт", "What will happen";
        FromStock = "Со склада", "From the stock";
        ToStock = "На склад", "Back to the stock";
        MoneyIn = "Оплата", "Payment";
        MoneyBack = "Возврат денег", "Money back";
        NothingMoves = "Склад и деньги не меняются.", "Neither stock nor money changes.";
        Balance = "Баланс клиента", "Balance of the client";
        Method = "Чем платят", "Method";
        Free = "Заказ бесплатный: платить нечего.", "The order costs nothing.";
        Split = "Несколькими способами", "By several methods";
        TooMuch = "Больше, чем сумма заказа", "More than the total";
        ReasonLabel = "Причина", "Reason";
        ReasonRequired = "Обязательно, от 3 знаков", "Required, 3 characters or more";
        ReasonOptional = "Необязательно", "Optional";
        EnterReason = "Введите причину, от 3 знаков", "Enter a reason of 3 characters or more";
        Restock = "На склад", "Back on the shelf";
        ReturnAll = "Вернуть всё", "Return everything";
        ReturnAmount = "Вернуть денег, ₽", "Money back, ₽";
        ReturnNothing = "Укажите, что возвращают", "Say what comes back";
        EnterReference = "Введите номер", "Enter the number";
        Optional = "Необязательно", "Optional";
        Amount = "Сумма, ₽", "Amount, ₽";
        Changed = "Пока вы работали, заказ изменили.", "The order was changed meanwhile.";
        CheckAgain = "Введённое сохранено: проверьте и повторите.", "What you typed is kept: check it and try again.";

        Lead = "Enter ведёт дальше: клиент, товар, количество, следующий товар.",
            "Enter leads on: client, product, quantity, the next product.";
        ClientHint = "Имя, телефон, email или №. Enter в пустом поле: розничный покупатель",
            "Name, phone, email or No. Enter in the empty field: walk-in client";
        ChooseWalkIn = "Розница", "Walk-in";
        AddLine = "Добавить", "Add";
        Remove = "Убрать", "Remove";
        Save = "Сохранить черновик", "Save the draft";
        SavePay = "Сохранить и оплатить", "Save and pay";
        ToOrder = "К заказу", "To the order";
        EnterQuantity = "Введите количество больше нуля", "Enter a quantity above zero";
        QuantityDecimals = "Не более трёх знаков после запятой", "No more than three decimals";
        TooManyLines = "Больше позиций в заказ не помещается", "The order has no room for more lines";
        LineShort = "Больше, чем есть на складе", "More than there is in stock";
        ConflictText = "Ваши изменения не сохранены, но остались на странице.", "Your changes are not saved, but they are still on the page.";
        NotDraft = "Изменить его уже нельзя.", "It can no longer be edited.";
        KeepMine = "Сохранить моё", "Save mine";
        TakeTheirs = "Взять их вариант", "Take theirs";
        CountedOrders = "заказ|заказа|заказов", "order|orders";
    }
}

pub fn status(status: OrderStatus) -> Msg {
    match status {
        OrderStatus::Draft => Ord::Draft,
        OrderStatus::Paid => Ord::Paid,
        OrderStatus::Cancelled => Ord::Cancelled,
    }
}

pub fn method(method: PaymentMethod) -> Msg {
    match method {
        PaymentMethod::Wallet => Ord::Wallet,
        PaymentMethod::Cash => Ord::Cash,
        PaymentMethod::Card => Ord::Card,
        PaymentMethod::Online => Ord::Online,
    }
}

pub fn payment_status(status: PaymentStatus) -> Msg {
    match status {
        PaymentStatus::Pending => Ord::Pending,
        PaymentStatus::Authorised => Ord::Authorised,
        PaymentStatus::Capturing => Ord::Capturing,
        PaymentStatus::Captured => Ord::Captured,
        PaymentStatus::Voiding => Ord::Voiding,
        PaymentStatus::Voided => Ord::Voided,
        PaymentStatus::Failed => Ord::Failed,
    }
}

pub fn refund_status(status: RefundStatus) -> Msg {
    match status {
        RefundStatus::Pending => Ord::RefundPending,
        RefundStatus::Succeeded => Ord::RefundDone,
        RefundStatus::Failed => Ord::RefundFailed,
    }
}

pub fn event(event: OrderEvent) -> Msg {
    match event {
        OrderEvent::Created => Ord::EventCreated,
        OrderEvent::Paid => Ord::EventPaid,
        OrderEvent::Returned => Ord::EventReturned,
        OrderEvent::Cancelled => Ord::EventCancelled,
        OrderEvent::Archived => Ord::EventArchived,
        OrderEvent::Unarchived => Ord::EventUnarchived,
    }
}
