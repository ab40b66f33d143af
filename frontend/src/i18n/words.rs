//! Words for the closed vocabularies of the domain and for the known keys of identifying data.
//!
//! Invariant: no wildcard over our enums, so that a new kind or role does not compile without its words.

use domain::{ClientKind, OperationKind, Role};

use super::Lang;
use super::operations::Ops;

pub fn client_kind(lang: Lang, kind: ClientKind) -> &'static str {
    use ClientKind as K;
    match lang {
        Lang::Ru => match kind {
            K::Individual => "Физлицо",
            K::LegalEntity => "Юрлицо",
            K::SoleProprietor => "ИП",
            K::Other => "Другое",
        },
        Lang::En => match kind {
            K::Individual => "Individual",
            K::LegalEntity => "Legal entity",
            K::SoleProprietor => "Sole proprietor",
            K::Other => "Other",
        },
    }
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
    match lang {
        Lang::Ru => match role {
            Role::Admin => "Администратор",
            Role::Accountant => "Бухгалтер",
            Role::Operator => "Оператор",
            Role::Cashier => "Кассир",
            Role::Viewer => "Наблюдатель",
        },
        Lang::En => match role {
            Role::Admin => "Administrator",
            Role::Accountant => "Accountant",
            Role::Operator => "Operator",
            Role::Cashier => "Cashier",
            Role::Viewer => "Viewer",
        },
    }
}

/// The label of a known key of identifying data; a key that people made up is shown as it is.
pub fn info_key(lang: Lang, key: &str) -> &str {
    let (ru, en) = match key {
        "passport_number" => ("Паспорт", "Passport"),
        "passport_issue_date" => ("Дата выдачи паспорта", "Passport issued on"),
        "passport_issued_by" => ("Кем выдан паспорт", "Passport issued by"),
        "birth_date" => ("Дата рождения", "Date of birth"),
        "snils" => ("СНИЛС", "SNILS"),
        "kpp" => ("КПП", "KPP"),
        "ogrn" => ("ОГРН", "OGRN"),
        "ogrnip" => ("ОГРНИП", "OGRNIP"),
        "legal_address" => ("Юридический адрес", "Legal address"),
        "director" => ("Руководитель", "Director"),
        "bank_account" => ("Расчётный счёт", "Bank account"),
        "bik" => ("БИК", "BIK"),
        _ => return key,
    };
    match lang {
        Lang::Ru => ru,
        Lang::En => en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
