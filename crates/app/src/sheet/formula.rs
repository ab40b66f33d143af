//! Texts that a spreadsheet would run as a formula.
//!
//! Invariant: the apostrophe that keeps a text a text can be taken away again without loss: whoever reads a file back removes one from a
//! text that is dangerous without it.

/// How a formula begins, in every width that spreadsheets fold into the usual one.
const SIGNS: [char; 13] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫', '−'];

/// The text, with an apostrophe before it if it is dangerous.
pub fn guarded(text: &str) -> String {
    if is_dangerous(text) { format!("'{text}") } else { text.to_owned() }
}

/// Whether a spreadsheet may run it: a sign after whatever it skips, or a control character that it takes for the end of a cell, also
/// after the apostrophe of an earlier guard.
pub fn is_dangerous(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['\t', '\r', '\n'])
        || text.trim_start_matches(is_skipped).starts_with(SIGNS)
}

/// Space, controls, what is not seen, and the apostrophe of an earlier guard.
fn is_skipped(char: char) -> bool {
    char.is_whitespace()
        || char.is_control()
        || matches!(char,
            '\'' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What an import does to a text.
    fn read_back(cell: &str) -> &str {
        match cell.strip_prefix('\'') {
            Some(rest) if is_dangerous(rest) => rest,
            Some(_) | None => cell,
        }
    }

    #[test]
    fn formulas_get_an_apostrophe_that_comes_off_without_loss() {
        for (value, cell) in [
            ("=1+1", "'=1+1"),
            ("+7 978", "'+7 978"),
            ("-5", "'-5"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\tтекст", "'\tтекст"),
            ("'\tтекст", "''\tтекст"),
            ("'=1", "''=1"),
            ("''@", "'''@"),
            ("=1+1@x.ru", "'=1+1@x.ru"),
            ("＝1+1", "'＝1+1"),
            ("＋1", "'＋1"),
            ("－1", "'－1"),
            ("＠SUM(A1)", "'＠SUM(A1)"),
            (" =1", "' =1"),
            ("\u{a0}=1", "'\u{a0}=1"),
            ("\u{200b}=1", "'\u{200b}=1"),
            ("\u{feff}\u{202e}'=1", "'\u{feff}\u{202e}'=1"),
            ("O'Нил", "O'Нил"),
            ("'Ромашка'", "'Ромашка'"),
            ("1=1", "1=1"),
            (" текст", " текст"),
            ("", ""),
        ] {
            assert_eq!(guarded(value), cell);
            assert_eq!(read_back(&guarded(value)), value);
        }
    }

    proptest! {
        #[test]
        fn every_text_comes_back_and_none_begins_with_a_sign(before in "[ '\t\u{a0}\u{200b}\u{feff}]{0,4}", sign in "[=+@＝＋－＠−-]?", rest in ".{0,8}") {
            let text = format!("{before}{sign}{rest}");
            let cell = guarded(&text);
            prop_assert_eq!(read_back(&cell), text.as_str());
            prop_assert!(!cell.trim_start_matches(|c: char| is_skipped(c) && c != '\'').starts_with(SIGNS));
        }
    }
}
