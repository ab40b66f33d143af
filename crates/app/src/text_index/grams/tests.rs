//! Which letters are asked for, and how they are written for the index.

use super::*;

fn pattern(key: &str, begins: bool) -> Pattern {
    let (key, bound) = (key.to_owned(), key.to_owned());
    Pattern { key, form: ("", ""), bound, begins, starts: false, mark: '|' }
}

fn known(shares: &[(&str, f32)]) -> Grams {
    Grams(shares.iter().map(|(gram, share)| ((*gram).to_owned(), *share)).collect())
}

fn like(shares: &[(&str, f32)], key: &str, begins: bool) -> Option<String> {
    known(shares).choose(&[&pattern(key, begins)]).asked.remove(0).like
}

fn letters(pattern: &Pattern) -> Vec<Vec<String>> {
    words(pattern).into_iter().map(|grams| grams.into_iter().map(|gram| gram.text).collect()).collect()
}

#[test]
fn the_rarest_are_asked_for_in_the_order_of_the_text_and_overlaps_once() {
    let shares = [
        ("еро", 0.01),
        ("ром", 0.2),
        ("|ив", 0.1),
        ("|и", 0.3),
        ("ива", 0.3),
        ("ван", 0.4),
        ("ена", 0.9),
        ("ером ива", 0.9),
    ];
    assert_eq!(like(&shares, "ером иван", false).as_deref(), Some("%еро%|ив%"));
    assert_eq!(like(&shares, "иван", true).as_deref(), Some("%|иван%"));
    assert_eq!(like(&shares, "ена еро", false).as_deref(), Some("%|еро%"));
    assert_eq!(
        like(&[("абв", 0.5), ("бвг", 0.5), ("вгд", 0.5), ("где", 0.5)], "абвгде", false).as_deref(),
        Some("%абвгде%")
    );
    assert_eq!(like(&[], "ив", false), None);
}

#[test]
fn a_word_within_another_is_asked_for_by_its_beginning() {
    let shares = known(&[("лев", 0.1), ("|ле", 0.2), ("ков", 0.3)]);
    let (one, other) = (pattern("лев", true), pattern("яковлев", true));
    let asked = shares.choose(&[&one, &other]).asked;
    assert_eq!(asked[0].like.as_deref(), None, "the other leaves next to nothing");
    assert_eq!(shares.choose(&[&one]).asked[0].like.as_deref(), Some("%|лев%"));
    let all = ["|як", "яко", "ков", "овл", "вле", "лев"].map(|gram| (gram, 0.5));
    let asked = known(&[&all[..], &[("|ле", 0.2)]].concat()).choose(&[&one, &other]).asked;
    assert_eq!(asked[0].like.as_deref(), Some("%|ле%"));
}

#[test]
fn a_text_leaves_no_more_documents_than_its_rarest_letters() {
    let grams = known(&[("иан", 0.25), ("абв", 0.5)]);
    let (one, other) = (pattern("иан", false), pattern("абв", false));
    assert_eq!(grams.choose(&[&pattern("ив", false)]).most, 1.0);
    let both = grams.choose(&[&other, &one]);
    assert_eq!((both.share, both.most), (0.125, 0.25));
    assert_eq!(both.asked[0].like.as_deref(), Some("%абв%"));
}

#[test]
fn a_word_after_a_space_or_a_sign_begins_one() {
    assert_eq!(
        letters(&pattern("ав-пе ъ а_бвг", false)),
        [vec!["|пе"], vec!["|ъ"], vec!["|а"], vec!["_бв", "бвг"]]
    );
    assert_eq!(like(&[("|61", 0.5), ("абв", 0.2)], "абв_61", false).as_deref(), Some("%абв%\\_61%"));
    assert_eq!(like(&[], "_61", false).as_deref(), Some("%\\_61%"));
    assert_eq!(letters(&pattern("пе", true)), [["|пе"]]);
    assert_eq!(letters(&pattern("п", true)), [["|п"]]);
    assert_eq!(letters(&pattern("п", false)), Vec::<Vec<String>>::new());
    let plain = Pattern { mark: ' ', ..pattern("pay-277 от", false) };
    assert_eq!(letters(&plain), [vec!["pay"], vec!["277"], vec![" от"]]);
}

#[test]
fn beginnings_of_three_and_four_letters_have_lists_of_their_own() {
    let begins = |key| Pattern { starts: true, ..pattern(key, true) };
    assert_eq!(letters(&begins("петров")), [["|петр", "|пе", "пет", "етр", "тро", "ров"]]);
    assert_eq!(letters(&begins("пет")), [["|пет", "|пе", "пет"]]);
    assert_eq!(letters(&begins("пе")), [["|пе"]]);
    let begins = begins("петя-вася ив");
    let mut shares = known(&[("|петя", 0.1), ("|вася", 0.2), ("|ив", 0.1)]);
    shares.0.extend(["|пе", "пет", "етя", "|ва", "вас", "ася"].map(|gram| (gram.to_owned(), 0.7)));
    let asked = shares.choose(&[&begins]).asked.remove(0);
    assert_eq!((asked.starts, asked.like), (vec!["петя".to_owned(), "вася".to_owned()], None));
    shares.0.insert("ася".to_owned(), 0.001);
    let asked = shares.choose(&[&begins]).asked.remove(0);
    assert_eq!((asked.starts.len(), asked.like.as_deref()), (0, Some("%ася%|ив%")));
}

#[test]
fn only_letters_that_everybody_knows_are_chosen() {
    assert_eq!(letters(&pattern("аб²вг ½ ёлк їжа", false)), Vec::<Vec<String>>::new());
    assert_eq!(letters(&pattern("a\u{301}bcd", false)), [["bcd"]]);
}

#[test]
fn words_that_follow_each_other_have_lists_of_their_own() {
    let runs = |key| -> Vec<String> {
        let grams = words(&pattern(key, false)).into_iter().flatten();
        grams.filter(|gram| gram.list == List::Run).map(|gram| gram.text).collect()
    };
    assert_eq!(runs("иванова анна олеговна"), ["нова анн", "нова анн оле", "анна оле"]);
    assert_eq!(runs("иванова анна, олег"), ["нова анн"], "a sign stands before the third");
    for (key, why) in [
        ("ова иван", "the first is too short, and it may be the end of a word"),
        ("иванова ан олег", "the second is too short"),
        ("\"дело\" иванова", "a sign stands between"),
        ("їванова їжа", "not letters that everybody knows"),
    ] {
        assert!(runs(key).is_empty(), "{key}: {why}");
    }
    let plain = Pattern { mark: ' ', ..pattern("иванова анна", false) };
    assert_eq!(letters(&plain).len(), 2, "only documents with marks have them");
    let mut shares = known(&["ван", "ано", "нов", "ова", "|ан", "анн", "нна"].map(|gram| (gram, 0.2)));
    shares.0.insert("нова анн".to_owned(), 0.01);
    let choice = shares.choose(&[&pattern("ванова анна", false)]);
    assert_eq!((choice.asked[0].runs.as_slice(), choice.share), (["нова анн".to_owned()].as_slice(), 0.01));
}
