//! What is wrong with a field, said so that it makes sense in the summary too: the words name the field.

use contract::problem::FieldProblem;
use domain::ClientKind;

use super::draft::{CONTACT_FIELDS, Draft, FIELDS};
use crate::i18n::{Lang, client, client_form::FormText, problems, words};

/// Codes whose words do not say which field they mean.
const NAMELESS: [&str; 10] = [
    "required",
    "empty",
    "length",
    "too_long",
    "too_many",
    "not_a_number",
    "too_many_decimals",
    "out_of_bounds",
    "invalid_text",
    "invalid_date",
];

pub fn fault(lang: Lang, draft: &Draft, place: &str, problem: &FieldProblem) -> String {
    match (problem.code.as_str(), place) {
        ("required", "name") => return FormText::EnterName.text(lang).to_owned(),
        ("required", "last_name") => return FormText::EnterLastName.text(lang).to_owned(),
        _ => {}
    }
    let text = problems::field(lang, problem);
    match label(lang, draft, place).filter(|_| NAMELESS.contains(&problem.code.as_str())) {
        Some(label) => format!("{label}: {text}"),
        None => text,
    }
}

/// The name of an input of the form.
fn label(lang: Lang, draft: &Draft, place: &str) -> Option<String> {
    if place == "name" && draft.kind == ClientKind::Individual {
        return Some(FormText::PlainName.text(lang).to_owned());
    }
    if let Some((_, label)) = FIELDS.iter().find(|(name, _)| *name == place) {
        return Some(label.text(lang).to_owned());
    }
    if let Some((at, _)) = place.strip_prefix("client_info[").and_then(|rest| rest.split_once(']')) {
        let (key, _) = draft.info.get(at.parse::<usize>().ok()?)?;
        return Some(words::info_key(lang, key).to_owned()).filter(|name| !name.is_empty());
    }
    let (at, rest) = place.strip_prefix("contacts[")?.split_once(']')?;
    let contact = client::contact(lang, at.parse::<usize>().ok()?.saturating_add(1));
    let field = CONTACT_FIELDS.iter().find(|(name, _)| rest.strip_prefix('.') == Some(*name));
    Some(field.map_or_else(|| contact.clone(), |(_, label)| format!("{contact}, {}", label.text(lang))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_the_summary_name_their_field() {
        let mut draft = Draft::blank(ClientKind::LegalEntity);
        draft.info = vec![("kpp".into(), "1".into())];
        let say = |place: &str, code: &str| {
            fault(Lang::Ru, &draft, place, &FieldProblem { field: place.into(), code: code.into() })
        };
        assert_eq!(say("name", "required"), "Введите название");
        assert_eq!(say("city", "too_long"), "Город: Недопустимая длина");
        assert_eq!(say("client_info[0].value", "too_long"), "КПП: Недопустимая длина");
        assert_eq!(say("client_info[0].value", "invalid_kpp"), "КПП — это 9 знаков");
        assert_eq!(say("contacts[1].phone", "too_long"), "Контакт 2, Телефон: Недопустимая длина");
        assert_eq!(say("inn", "invalid_inn"), "ИНН — это 10 или 12 цифр");
    }
}
