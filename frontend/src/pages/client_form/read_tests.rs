//! What is found without the server, and where a fault of the server belongs.

use domain::ClientKind;

use super::*;

fn pair(key: &str, value: &str) -> (String, String) {
    (key.to_owned(), value.to_owned())
}

fn faults(draft: &Draft) -> Vec<String> {
    let faults = draft.read(Lang::Ru).err().unwrap_or_default();
    faults.into_iter().map(|fault| format!("{} {}", fault.field, fault.code)).collect()
}

#[test]
fn everything_wrong_is_found_at_once() {
    let mut draft = Draft::blank(ClientKind::LegalEntity)
        .set("inn", "123".into())
        .set("phone", "12".into())
        .set("email", "x".into())
        .set("credit_limit", "-1".into())
        .set("credit_due_date", "2030-01-01".into());
    draft.info = vec![
        pair("kpp", "1"),
        pair("ogrn", ""),
        pair("", "x"),
        pair("a", ""),
        pair("b", "1"),
        pair(" b", "2"),
        pair("", ""),
    ];
    draft.contacts =
        vec![ContactDraft::blank(), ContactDraft { other: vec![pair("", "x")], ..ContactDraft::blank() }];
    assert_eq!(
        faults(&draft),
        [
            "name required",
            "inn invalid_inn",
            "phone invalid_phone",
            "email invalid_email",
            "credit_limit negative_credit_limit",
            "client_info[2].key no_key",
            "client_info[3].value no_value",
            "client_info[5].key duplicate_key",
            "client_info[0].value invalid_kpp",
            "contacts[0].full_name no_contact",
            "contacts[1].other[0].key no_key",
        ]
    );
}

#[test]
fn a_person_needs_a_last_or_a_first_name_or_a_name_in_one_line() {
    let person = Draft::blank(ClientKind::Individual);
    assert_eq!(faults(&person), ["last_name required"]);
    let input = person
        .clone()
        .set("first_name", " Иван ".into())
        .set("name", "другое".into())
        .read(Lang::Ru)
        .unwrap();
    assert_eq!((input.name, input.first_name.as_deref()), (None, Some("Иван")));
    let input = person.set("name", "Иван".into()).read(Lang::Ru).unwrap();
    assert_eq!(input.name.as_deref(), Some("Иван"));
    // Parts that were typed before the kind was changed are not sent.
    let other = Draft::blank(ClientKind::Other).set("name", "Клуб".into()).set("last_name", "Иванов".into());
    assert_eq!(other.read(Lang::Ru).unwrap().last_name, None);
}

#[test]
fn sums_and_dates_are_read_as_people_write_them() {
    let draft = Draft::blank(ClientKind::Other).set("name", "Клуб".into());
    let input = draft
        .clone()
        .set("credit_limit", "1 000,5".into())
        .set("credit_due_date", "2030-01-31".into())
        .read(Lang::Ru)
        .unwrap();
    assert_eq!(
        (input.credit_limit.to_string(), input.credit_due_date.unwrap().to_string()),
        ("1000.50".into(), "2030-01-31".into())
    );
    assert_eq!(
        faults(&draft.clone().set("credit_due_date", "2030-01-31".into())),
        ["credit_due_date due_date_without_limit"]
    );
    assert_eq!(faults(&draft.set("credit_limit", "сто".into())), ["credit_limit not_a_number"]);
}

#[test]
fn a_fault_of_the_server_finds_its_input() {
    let mut draft = Draft::blank(ClientKind::Individual);
    draft.info = vec![pair("snils", ""), pair("kpp", "1")];
    draft.contacts =
        vec![ContactDraft { other: vec![pair("tg", "@"), pair("vk", "id")], ..ContactDraft::blank() }];
    for (field, place) in [
        ("name", "last_name"),
        ("inn", "inn"),
        ("client_info.kpp", "client_info[1].value"),
        ("client_info", "client_info[0].key"),
        ("client_info[1].key", "client_info[1].key"),
        ("contacts[0]", "contacts[0].full_name"),
        ("contacts[0].phone", "contacts[0].phone"),
        ("contacts[0].other.vk", "contacts[0].other[1].value"),
        ("contacts[0].other", "contacts[0].other[0].key"),
        ("contacts[7].other.vk", "contacts[7].other.vk"),
    ] {
        assert_eq!(draft.locate(field), place, "{field}");
    }
}
