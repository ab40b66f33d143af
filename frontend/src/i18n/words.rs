//! Words for the closed vocabularies of the domain and for the known keys of identifying data.
//!
//! Invariant: no wildcard over our enums, so that a new kind or role does not compile without its words.

use domain::{ClientKind, OperationKind, Role};

use super::operations::Ops;
use super::{Lang, messages};

messages! {
    pub enum Word {
        Individual = "Физлицо", "Individual";
        LegalEntity = "Юрлицо", "Legal entity";
        SoleProprietor = "ИП", "Sole proprietor";
        Other = "Другое", "Other";
        Admin = "Администратор", "Administrator";
        Accountant = "Бухгалтер", "Accountant";
        Operator = "Оператор", "Operator";
        Cashier = "Кассир", "Cashier";
        Viewer = "Наблюдатель", "Viewer";
        PassportNumber = "Паспорт", "Passport";
        PassportIssueDate = "Дата выдачи паспорта", "Passport issued on";
        PassportIssuedBy = "Кем выдан паспорт", "Passport issued by";
        BirthDate = "Дата рождения", "Date of birth";
        Snils = "СНИЛС", "SNILS";
        Kpp = "КПП", "KPP";
        Ogrn = "ОГРН", "OGRN";
        Ogrnip = "ОГРНИП", "OGRNIP";
        LegalAddress = "Юридический адрес", "Legal address";
        Director = "Руководитель", "Director";
        BankAccount = "Расчётный счёт", "Bank account";
        Bik = "БИК", "BIK";
    }
}

pub fn client_kind(lang: Lang, kind: ClientKind) -> &'static str {
    use ClientKind as K;
    let word = match kind {
        K::Individual => Word::Individual,
        K::LegalEntity => Word::LegalEntity,
        K::SoleProprietor => Word::SoleProprietor,
        K::Other => Word::Other,
    };
    word.text(lang)
}

pub fn operation_kind(lang: Lang, kind: OperationKind) -> &'static str {
    use OperationKind as K;
    let word = match kind {
        K::TopUp => Ops::TopUp,
        K::BankPayment => Ops::BankPayment,
        K::ConnectionFee => Ops::ConnectionFee,
        K::RecurringFee => Ops::RecurringFee,
        K::Usage => Ops::Usage,
        K::OrderPayment => Ops::OrderPayment,
        K::OrderRefund => Ops::OrderRefund,
        K::Adjustment => Ops::Adjustment,
        K::Reversal => Ops::Reversal,
        K::OpeningBalance => Ops::OpeningBalance,
        K::Purchase => Ops::Purchase,
        K::Note => Ops::Note,
    };
    word.text(lang)
}

pub fn role(lang: Lang, role: Role) -> &'static str {
    let word = match role {
        Role::Admin => Word::Admin,
        Role::Accountant => Word::Accountant,
        Role::Operator => Word::Operator,
        Role::Cashier => Word::Cashier,
        Role::Viewer => Word::Viewer,
    };
    word.text(lang)
}

/// The label of a known key of identifying data; a key that people made up is shown as it is.
pub fn info_key(lang: Lang, key: &str) -> &str {
    let word = match key {
        "passport_number" => Word::PassportNumber,
        "passport_issue_date" => Word::PassportIssueDate,
        "passport_issued_by" => Word::PassportIssuedBy,
        "birth_date" => Word::BirthDate,
        "snils" => Word::Snils,
        "kpp" => Word::Kpp,
        "ogrn" => Word::Ogrn,
        "ogrnip" => Word::Ogrnip,
        "legal_address" => Word::LegalAddress,
        "director" => Word::Director,
        "bank_account" => Word::BankAccount,
        "bik" => Word::Bik,
        _ => return key,
    };
    word.text(lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same<T: domain::label::Labelled>(all: &[T], text: impl Fn(Lang, T) -> String) {
        for word in all {
            let label = word.label();
            assert_eq!(
                (text(Lang::Ru, *word).as_str(), text(Lang::En, *word).as_str()),
                (label.ru, label.en)
            );
        }
    }

    #[test]
    fn the_words_are_those_of_the_files() {
        use crate::i18n::{jobs, orders, stock};
        same(domain::OperationKind::ALL, |lang, kind| operation_kind(lang, kind).to_owned());
        same(ClientKind::ALL, |lang, kind| client_kind(lang, kind).to_owned());
        same(Role::ALL, |lang, one| role(lang, one).to_owned());
        same(domain::OrderStatus::ALL, |lang, one| orders::status(one).text(lang).to_owned());
        same(domain::PaymentMethod::ALL, |lang, one| orders::method(one).text(lang).to_owned());
        same(domain::PaymentStatus::ALL, |lang, one| orders::payment_status(one).text(lang).to_owned());
        same(domain::RefundStatus::ALL, |lang, one| orders::refund_status(one).text(lang).to_owned());
        same(domain::MovementKind::ALL, |lang, one| stock::kind(one).text(lang).to_owned());
        same(domain::JobKind::ALL, |lang, one| jobs::kind(one).text(lang).to_owned());
        same(domain::JobState::ALL, |lang, one| jobs::state(one).text(lang).to_owned());
        same(domain::JobStage::ALL, |lang, one| jobs::stage(lang, one.as_str()));
    }

    #[test]
    fn every_key_that_forms_offer_has_a_label() {
        for kind in ClientKind::ALL {
            for key in domain::known_info_keys(*kind) {
                for lang in Lang::ALL {
                    assert_ne!(info_key(lang, key), *key, "{key} in {lang:?}");
                }
            }
        }
        assert_eq!(info_key(Lang::Ru, "telegram"), "telegram");
    }
}
