//! Codes of what is wrong with a field, in words. A code that is not known here is named.

use contract::problem::{FieldProblem, ProblemCode};

use super::codes::problem;
use crate::i18n::{Lang, messages};

messages! {
    pub enum FieldTrouble {
        Required = "Заполните поле", "Fill in the field";
        TooShort = "Слишком коротко", "Too short";
        Length = "Недопустимая длина", "The length is not allowed";
        NotANumber = "Не похоже на число", "That is not a number";
        TooManyDecimals = "Не более двух знаков после запятой", "No more than two decimals";
        OutOfBounds = "Слишком большое число", "The number is too large";
        MustBePositive = "Должно быть больше нуля", "It must be above zero";
        MustNotBeNegative = "Не может быть меньше нуля", "It cannot be below zero";
        ZeroAmount = "Сумма должна быть больше нуля", "The amount must be above zero";
        InvalidText = "Недопустимые знаки", "Characters that are not allowed";
        TooCommon = "Такой пароль пробуют первым: придумайте другой",
            "Everybody tries this password first: choose another";
        Wrong = "Неверный пароль", "Wrong password";
        InvalidLogin = "Строчные латинские буквы, цифры и знаки . _ @ -; первой буква или цифра",
            "Lower-case Latin letters, digits and . _ @ -; a letter or digit first";
        ControlCharacter = "Недопустимые знаки", "Characters that are not allowed";
        OutOfRange = "Вне допустимых пределов", "Out of range";
        BeyondOwnRights = "У вас самих нет этого права", "You do not have this right yourself";
        InvalidDate = "Не похоже на дату", "That is not a date";
        InvalidInn = "ИНН — это 10 или 12 цифр", "An INN is 10 or 12 digits";
        InvalidPhone = "Не похоже на телефон. Пример: +7 978 845-13-64",
            "That is not a phone number. Example: +7 978 845-13-64";
        InvalidEmail = "Не похоже на email. Пример: name@example.ru",
            "That is not an email. Example: name@example.com";
        InvalidKpp = "КПП — это 9 знаков", "A KPP is 9 characters";
        InvalidOgrn = "ОГРН — это 13 цифр", "An OGRN is 13 digits";
        InvalidOgrnip = "ОГРНИП — это 15 цифр", "An OGRNIP is 15 digits";
        InvalidBik = "БИК — это 9 цифр, первая — ноль", "A BIK is 9 digits, the first is zero";
        InvalidKind = "До 40 знаков: буквы, цифры, дефис и подчёркивание, без пробелов",
            "Up to 40 letters, digits, hyphens and underscores, without spaces";
        InvalidKey = "В названии поля только буквы, цифры, пробел, точка, дефис и подчёркивание",
            "The name of a field has letters, digits, spaces, dots, hyphens and underscores only";
        NoKey = "Введите название поля", "Enter the name of the field";
        NoValue = "Введите значение или уберите поле", "Enter the value or remove the field";
        NoContact = "Заполните контакт или уберите его", "Fill in the contact or remove it";
        InvalidJson = "Не похоже на JSON", "That is not JSON";
        DuplicateKey = "Такое поле уже есть", "There is such a field already";
        TooMany = "Слишком много полей", "Too many fields";
        TooDeep = "Слишком много уровней вложенности", "Nested too deep";
        NegativeCreditLimit = "Лимит не может быть меньше нуля", "The limit cannot be below zero";
        DueDateWithoutLimit = "Для срока нужен лимит больше нуля", "A due date needs a limit above zero";
        CreditLimitBelowDebt = "Лимит меньше нынешнего долга", "The limit is below the present debt";
    }

    fn not_allowed(code: &str) = "Недопустимое значение ({0})", "The value is not allowed ({0})";
}

/// What is wrong with a field.
pub fn field(lang: Lang, fault: &FieldProblem) -> String {
    let message = match fault.code.as_str() {
        "required" | "empty" | "amount_required" => FieldTrouble::Required,
        "too_short" => FieldTrouble::TooShort,
        "length" | "too_long" => FieldTrouble::Length,
        "not_a_number" => FieldTrouble::NotANumber,
        "too_many_decimals" => FieldTrouble::TooManyDecimals,
        "out_of_bounds" => FieldTrouble::OutOfBounds,
        "must_be_positive" => FieldTrouble::MustBePositive,
        "must_not_be_negative" => FieldTrouble::MustNotBeNegative,
        "zero_amount" | "not_positive" => FieldTrouble::ZeroAmount,
        "invalid_text" => FieldTrouble::InvalidText,
        "too_common" => FieldTrouble::TooCommon,
        "wrong" => FieldTrouble::Wrong,
        "invalid_login" => FieldTrouble::InvalidLogin,
        "control_character" | "invalid_name" => FieldTrouble::ControlCharacter,
        "out_of_range" => FieldTrouble::OutOfRange,
        "beyond_own_rights" => FieldTrouble::BeyondOwnRights,
        "invalid_date" => FieldTrouble::InvalidDate,
        "invalid_inn" => FieldTrouble::InvalidInn,
        "invalid_phone" => FieldTrouble::InvalidPhone,
        "invalid_email" => FieldTrouble::InvalidEmail,
        "invalid_kpp" => FieldTrouble::InvalidKpp,
        "invalid_ogrn" => FieldTrouble::InvalidOgrn,
        "invalid_ogrnip" => FieldTrouble::InvalidOgrnip,
        "invalid_bik" => FieldTrouble::InvalidBik,
        "invalid_kind" => FieldTrouble::InvalidKind,
        "invalid_key" => FieldTrouble::InvalidKey,
        "no_key" => FieldTrouble::NoKey,
        "no_value" => FieldTrouble::NoValue,
        "no_contact" => FieldTrouble::NoContact,
        "invalid_json" => FieldTrouble::InvalidJson,
        "duplicate_key" => FieldTrouble::DuplicateKey,
        "too_many" => FieldTrouble::TooMany,
        "too_deep" => FieldTrouble::TooDeep,
        "negative_credit_limit" => FieldTrouble::NegativeCreditLimit,
        "due_date_without_limit" => FieldTrouble::DueDateWithoutLimit,
        "credit_limit_below_debt" => FieldTrouble::CreditLimitBelowDebt,
        other => {
            // What concerns the whole record is told of a field in the same words.
            if let Some(code) = ProblemCode::parse(other) {
                return problem(lang, code).to_owned();
            }
            return not_allowed(lang, other);
        }
    };
    message.text(lang).to_owned()
}
