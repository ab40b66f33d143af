//! Tests of `text`: tables of examples, and properties.

use proptest::prelude::*;

use super::*;

#[test]
fn the_browsers_lower_case_is_that_of_the_server_for_the_letters_it_knows() {
    for c in ('\0'..'\u{100}').chain('\u{400}'..'\u{460}') {
        assert_eq!(lower_common(c), lower(c), "{c}");
    }
}

#[test]
fn search_keys_are_lower_case_without_yo_and_with_single_spaces() {
    for (text, key) in [
        ("", ""),
        (" \t\n ", ""),
        ("ООО  «Ромашка»", "ооо «ромашка»"),
        (" Семён\u{a0}Ёлкин\n", "семен елкин"),
        ("ЁЖ", "еж"),
        ("İstanbul", "istanbul"),
        ("ΟΔΟΣ", "οδοσ"),
        ("100%_\\", "100%_\\"),
    ] {
        assert_eq!(search_key(text), key, "{text:?}");
    }
}

#[test]
fn the_same_keys_in_the_other_layout() {
    for (typed, meant) in [
        ("bdfyjd", "иванов"),
        ("Bdfyjd Bdfy", "Иванов Иван"),
        ("hjvfirf", "ромашка"),
        ("'kkf", "элла"),
        (":erjd", "Жуков"),
        ("~;br", "Ёжик"),
        ("пщщпду", "google"),
        ("Gtnhjd 42", "Петров 42"),
        (",fyr", "банк"),
    ] {
        assert_eq!(swap_layout(typed), meant, "{typed}");
    }
    for unchanged in ["", "+7 978 845-13-64", "[1], 2.", "日本"] {
        assert_eq!(swap_layout(unchanged), unchanged);
    }
}

#[test]
fn the_two_layouts_have_the_same_keys() {
    assert_eq!(QWERTY.chars().count(), JCUKEN.chars().count());
}

#[test]
fn cleaned_text_is_trimmed_bounded_and_free_of_control_characters() {
    assert_eq!(clean_text("  Возврат\r\nпо чеку\t5 ", 100), Ok("Возврат\nпо чеку\t5".to_owned()));
    assert_eq!(clean_text("ёж", 2), Ok("ёж".to_owned()));
    assert_eq!(clean_text("ёжи", 2), Err(TextError::TooLong));
    for blank in ["", "  ", "\u{a0}\n"] {
        assert_eq!(clean_text(blank, 10), Err(TextError::Empty));
    }
    for hostile in ["a\0b", "a\u{1b}[31m", "a\rb", "a\u{7f}", "\0"] {
        assert_eq!(clean_text(hostile, 10), Err(TextError::Invalid), "{hostile:?}");
    }
    for harmless in ["%_\\", "'; drop table", "<script>", "🙂", "\u{202e}abc"] {
        assert!(clean_text(harmless, 20).is_ok(), "{harmless:?}");
    }
}

proptest! {
    #[test]
    fn a_search_key_is_its_own_search_key(text in ".{0,60}") {
        let key = search_key(&text);
        prop_assert_eq!(search_key(&key), key.clone());
        prop_assert!(!key.contains(['ё', 'Ё']) && !key.contains("  ") && key.trim() == key);
    }

    #[test]
    fn letters_come_back_from_the_other_layout(word in "[цукенгшщзфывапролдячсмить][а-яё]{0,3}|[a-z]{1,20}") {
        prop_assert_eq!(swap_layout(&swap_layout(&word)), word);
    }

    #[test]
    fn cleaned_text_is_clean_already(text in "[\\x00-\\x7fа-яё]{0,40}") {
        if let Ok(clean) = clean_text(&text, 30) {
            prop_assert_eq!(clean_text(&clean, 30), Ok(clean.clone()));
        }
    }
}
