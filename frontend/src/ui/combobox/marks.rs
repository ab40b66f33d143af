//! Which characters of a name match what was typed.
//!
//! Invariant: counted in characters of the name itself. Bytes of a lower-cased copy would be other places: `İ` grows, `ß` does not.

use domain::search_key;

/// The name in pieces, each with whether it matches.
pub fn marks(name: &str, typed: &str) -> Vec<(String, bool)> {
    let shown: Vec<char> = name.chars().collect();
    let folded: Vec<char> = shown.iter().copied().map(fold).collect();
    let mut matches = vec![false; shown.len()];
    for word in search_key(typed).split(' ') {
        let word: Vec<char> = word.chars().collect();
        let Some(at) = place(&folded, &word) else { continue };
        matches.iter_mut().skip(at).take(word.len()).for_each(|matches| *matches = true);
    }
    let mut pieces: Vec<(String, bool)> = Vec::new();
    for (letter, matches) in shown.into_iter().zip(matches) {
        match pieces.last_mut() {
            Some((piece, of)) if *of == matches => piece.push(letter),
            _ => pieces.push((letter.to_string(), matches)),
        }
    }
    pieces
}

/// One character for one, as the search compares them.
fn fold(letter: char) -> char {
    search_key(letter.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(' ')
}

/// Where the word begins a word of the text, else where it first is.
fn place(text: &[char], word: &[char]) -> Option<usize> {
    if word.is_empty() {
        return None;
    }
    let found = || text.windows(word.len()).enumerate().filter(|(_, part)| *part == word).map(|(at, _)| at);
    let begins = |at: &usize| {
        !at.checked_sub(1).and_then(|before| text.get(before)).is_some_and(|c| c.is_alphanumeric())
    };
    found().find(begins).or_else(|| found().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(name: &str, typed: &str) -> String {
        let show = |(piece, matches): (String, bool)| if matches { format!("[{piece}]") } else { piece };
        marks(name, typed).into_iter().map(show).collect()
    }

    #[test]
    fn what_was_typed_is_found_whatever_its_case_and_length_in_bytes() {
        for (name, typed, expected) in [
            ("Иванов Иван", "ИВАН", "[Иван]ов Иван"),
            ("Иванов Иван", "ив пет", "[Ив]анов Иван"),
            ("Пётр Семёнов", "петр семе", "[Пётр] [Семё]нов"),
            ("ООО «Связь»", "связь", "ООО «[Связь]»"),
            ("Аналогсвязь Связь", "связь", "Аналогсвязь [Связь]"),
            ("İstanbul ИП", "ип", "İstanbul [ИП]"),
            ("Телеком", "леко", "Те[леко]м"),
            ("Иванов", "", "Иванов"),
            ("", "x", ""),
        ] {
            assert_eq!(marked(name, typed), expected, "{name} / {typed}");
        }
    }
}
