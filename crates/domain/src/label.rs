//! Words for people, Russian and English, of the closed vocabularies: one table per vocabulary, for files here and for whoever shows one.
//!
//! Invariant: a word that is added to a vocabulary does not compile without its labels.
//! Absent on purpose: sentences and forms; those are the browser's.

use crate::access::Role;
use crate::client::ClientKind;
use crate::job::{JobKind, JobStage, JobState};
use crate::operation::OperationKind;
use crate::order::{OrderStatus, PaymentMethod, PaymentStatus, RefundStatus};
use crate::stock::MovementKind;

/// One thing in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    pub ru: &'static str,
    pub en: &'static str,
}

/// A vocabulary whose words have labels.
pub trait Labelled: Copy {
    /// The word on the wire and in the database.
    fn word(self) -> &'static str;
    fn label(self) -> Label;
}

macro_rules! labels {
    ($($name:ident { $($variant:ident = $ru:literal, $en:literal;)+ })+) => {
        $(impl Labelled for $name {
            fn word(self) -> &'static str {
                self.as_str()
            }

            fn label(self) -> Label {
                match self { $(Self::$variant => Label { ru: $ru, en: $en },)+ }
            }
        })+

        #[cfg(test)]
        const VOCABULARIES: &[fn() -> Vec<(&'static str, Label)>] =
            &[$(|| $name::ALL.iter().map(|word| (word.word(), word.label())).collect()),+];
    };
}

labels! {
    OperationKind {
        TopUp = "Пополнение", "Top-up";
        BankPayment = "Платёж из банка", "Bank payment";
        ConnectionFee = "Плата за подключение", "Connection fee";
        RecurringFee = "Абонентская плата", "Recurring fee";
        Usage = "Списание за услугу", "Usage charge";
        OrderPayment = "Оплата заказа", "Order payment";
        OrderRefund = "Возврат по заказу", "Order refund";
        Adjustment = "Корректировка", "Adjustment";
        Reversal = "Сторно", "Reversal";
        OpeningBalance = "Начальный ввод", "Opening balance";
        Purchase = "Покупка", "Purchase";
        Note = "Событие", "Event";
    }
    ClientKind {
        Individual = "Физлицо", "Individual";
        LegalEntity = "Юрлицо", "Legal entity";
        SoleProprietor = "ИП", "Sole proprietor";
        Other = "Другое", "Other";
    }
    Role {
        Admin = "Администратор", "Administrator";
        Accountant = "Бухгалтер", "Accountant";
        Operator = "Оператор", "Operator";
        Cashier = "Кассир", "Cashier";
        Viewer = "Наблюдатель", "Viewer";
    }
    OrderStatus {
        Draft = "Черновик", "Draft";
        Paid = "Оплачен", "Paid";
        Cancelled = "Отменён", "Cancelled";
    }
    PaymentMethod {
        Wallet = "Кошелёк", "Wallet";
        Cash = "Наличные", "Cash";
        Card = "Карта", "Card";
        Online = "Онлайн", "Online";
    }
    PaymentStatus {
        Pending = "ждёт оплаты", "waiting";
        Authorised = "деньги у провайдера", "authorised";
        Capturing = "списывается", "being captured";
        Captured = "получен", "captured";
        Voiding = "отзывается", "being voided";
        Voided = "отозван", "voided";
        Failed = "не прошёл", "failed";
    }
    RefundStatus {
        Pending = "возвращается", "being refunded";
        Succeeded = "возвращён", "refunded";
        Failed = "не вернулся", "refund failed";
    }
    MovementKind {
        Receipt = "Приход", "Receipt";
        Sale = "Продажа", "Sale";
        Cancellation = "Отмена заказа", "Cancellation";
        Return = "Возврат", "Return";
        WriteOff = "Списание", "Write-off";
        StockTake = "Инвентаризация", "Stock-take";
    }
    JobKind {
        Payment = "Онлайн-платёж", "Online payment";
        Refund = "Возврат денег", "Refund";
    }
    JobState {
        Queued = "в очереди", "queued";
        Running = "идёт", "running";
        Succeeded = "готово", "done";
        Failed = "не удалось", "failed";
        Cancelled = "отменено", "cancelled";
    }
    JobStage {
        Create = "создание у платёжной системы", "being created at the provider";
        Ask = "вопрос платёжной системе", "asking the provider";
        PayOrder = "оплата заказа", "paying the order";
        Capture = "списание денег", "taking the money";
        Void = "отмена платежа", "letting go of the money";
        CancelOrder = "отмена заказа", "cancelling the order";
        Refund = "возврат денег", "giving the money back";
    }
}

/// Who acts without being a user or a key; `None` for those, which have names.
pub fn actor(actor: &str) -> Option<Label> {
    match actor {
        "system" => Some(Label { ru: "Система", en: "System" }),
        "bank" => Some(Label { ru: "Банк", en: "Bank" }),
        _ => None,
    }
}

/// Open words: what the log of changes calls actions and records, known kinds of services, providers. One that is not known stays as
/// it is: people and later builds make more.
pub fn open_word(word: &str) -> Option<Label> {
    let (ru, en) = match word {
        "create" => ("создание", "create"),
        "change" => ("изменение", "change"),
        "delete" => ("удаление", "delete"),
        "archive" => ("в архив", "archive"),
        "restore" | "unarchive" => ("из архива", "restore"),
        "set_lines" => ("позиции", "lines"),
        "confirm" => ("подтверждение", "confirm"),
        "void" => ("отзыв", "void"),
        "settle" => ("закрыто вручную", "settled by hand"),
        "retry" => ("повтор", "retry"),
        "cancel" => ("остановка", "stop"),
        "revoke" => ("отзыв ключа", "revoke"),
        "sign_in" => ("вход", "sign in"),
        "sign_out" => ("выход", "sign out"),
        "end_session" => ("завершение сеанса", "end a session"),
        "change_password" => ("смена пароля", "change of password"),
        "client" => ("клиент", "client"),
        "service" => ("услуга", "service"),
        "product" => ("товар", "product"),
        "order" => ("заказ", "order"),
        "payment" => ("платёж", "payment"),
        "refund" => ("возврат", "refund"),
        "job" => ("задание", "job"),
        "user" => ("пользователь", "user"),
        "api_key" => ("ключ API", "API key"),
        "view" => ("вид списка", "view"),
        "calls" => ("звонки", "calls"),
        "internet" => ("интернет", "internet"),
        "sms" => ("SMS", "SMS"),
        "manual" => ("терминал", "terminal"),
        "yookassa" => ("ЮKassa", "YooKassa"),
        _ => return None,
    };
    Some(Label { ru, en })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_both_labels_and_no_two_words_share_one() {
        for words in VOCABULARIES {
            let words = words();
            for (word, label) in &words {
                let cyrillic =
                    label.ru.chars().any(|c| ('а'..='я').contains(&c.to_lowercase().next().unwrap_or(c)));
                assert!(cyrillic && label.en.is_ascii() && !label.en.is_empty(), "{word}: {label:?}");
            }
            for of in [|label: &Label| label.ru, |label: &Label| label.en] {
                let distinct: std::collections::BTreeSet<_> =
                    words.iter().map(|(_, label)| of(label)).collect();
                assert_eq!(distinct.len(), words.len(), "{words:?}");
            }
        }
    }
}
