//! What a text that found nobody says about a new client.
//!
//! Absent on purpose: cleverness. Whatever is guessed stands in the fields of a form and can be changed.

use domain::ClientKind;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Prefill {
    pub name: String,
    pub phone: String,
    pub email: String,
}

/// Fewer characters are rather a number in a name.
const LEAST_PHONE_CHARS: usize = 5;

/// The word with `@` is the email, the longest run of phone characters the phone, the rest the name.
pub fn prefill(text: &str) -> Prefill {
    let edge = |c: char| matches!(c, ',' | ';' | '<' | '>');
    let (emails, words): (Vec<&str>, Vec<&str>) =
        text.split_whitespace().partition(|word| word.contains('@'));
    let email = emails.first().map(|word| word.trim_matches(edge).to_owned()).unwrap_or_default();
    let rest = words.into_iter().chain(emails.into_iter().skip(1)).collect::<Vec<_>>().join(" ");
    let phone = phone(&rest).to_owned();
    let (before, after) =
        if phone.is_empty() { (rest.as_str(), "") } else { rest.split_once(&phone).unwrap_or((&rest, "")) };
    let name = [before, after].map(|part| part.trim_matches(|c: char| edge(c) || c.is_whitespace()));
    let name = name.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    Prefill { name, phone, email }
}

fn phone(text: &str) -> &str {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '+' | '(' | ')' | '-' | ' ');
    let runs = text.split(|c| !is_part(c)).map(|run| run.trim().trim_end_matches(['-', '(', '+']).trim());
    let runs =
        runs.filter(|run| run.len() >= LEAST_PHONE_CHARS && run.contains(|c: char| c.is_ascii_digit()));
    runs.max_by_key(|run| run.len()).unwrap_or_default()
}

/// The kind that a name begins with.
pub fn kind(text: &str) -> ClientKind {
    match domain::search_key(text.split_whitespace().next().unwrap_or_default()).as_str() {
        "ооо" | "ао" | "пао" => ClientKind::LegalEntity,
        "ип" => ClientKind::SoleProprietor,
        _ => ClientKind::Individual,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_taken_apart() {
        for (text, name, phone, email) in [
            ("Петров Пётр +7 911 222-33-44", "Петров Пётр", "+7 911 222-33-44", ""),
            ("8(978)845-13-64 Иванов, i@ex.ru", "Иванов", "8(978)845-13-64", "i@ex.ru"),
            ("ООО «Ромашка»", "ООО «Ромашка»", "", ""),
            ("Школа 2000", "Школа 2000", "", ""),
            ("i@ex.ru", "", "", "i@ex.ru"),
            ("Анна-Мария <a@b.c>", "Анна-Мария", "", "a@b.c"),
            ("12 345 и 8 978 845 13 64", "12 345 и", "8 978 845 13 64", ""),
            ("", "", "", ""),
        ] {
            let found = prefill(text);
            assert_eq!(
                (found.name.as_str(), found.phone.as_str(), found.email.as_str()),
                (name, phone, email),
                "{text}"
            );
        }
    }

    #[test]
    fn the_form_of_a_company_is_heard_from_its_name() {
        assert_eq!(kind("ооо Ромашка"), ClientKind::LegalEntity);
        assert_eq!(kind("ПАО «Связь»"), ClientKind::LegalEntity);
        assert_eq!(kind("ИП Петров"), ClientKind::SoleProprietor);
        assert_eq!(kind("Иполит"), ClientKind::Individual);
    }
}
