//! Choosing the trigrams that the text index is asked for: the rarest, and as many more as are worth their price.
//!
//! Invariant: a chosen trigram stands in every document that the text stands in. So only letters and digits that PostgreSQL and Rust
//! agree on are chosen; a text without such trigrams is looked for as it is.

use std::collections::HashMap;

use sqlx::PgPool;

use super::Pattern;

/// Trigrams that one search asks for at most.
const MOST: usize = 5;
/// Reading one entry of a trigram's list, as a part of what reading and comparing one document costs.
const ENTRY_COST: f32 = 0.004;
/// The share of documents with what is not in the sample, roughly: it is rarer than anything that is.
const UNKNOWN: f32 = 0.0001;

/// How common the trigrams of some texts are, as shares of all documents.
#[derive(Debug, Default)]
pub struct Grams(HashMap<String, f32>);

/// What the text index is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    pub grams: Vec<String>,
    /// The share of documents that they leave, roughly; 1 when there are none.
    pub share: f32,
}

impl Grams {
    /// Reads the shares of all trigrams of `patterns` from the sample of `source`.
    pub async fn read<'p>(
        pool: &PgPool,
        source: &str,
        patterns: impl Iterator<Item = &'p Pattern>,
    ) -> Result<Self, sqlx::Error> {
        let mut grams: Vec<String> = Vec::new();
        for pattern in patterns {
            for gram in words(pattern).into_iter().flatten() {
                grams.extend(beginning(&gram, pattern.mark));
                grams.push(gram);
            }
        }
        grams.sort_unstable();
        grams.dedup();
        if grams.is_empty() {
            return Ok(Self::default());
        }
        let rows = sqlx::query!(
            "select gram, share from search_grams where source = $1 and gram = any($2)",
            source,
            &grams
        )
        .fetch_all(pool)
        .await?;
        Ok(Self(rows.into_iter().map(|row| (row.gram, row.share)).collect()))
    }

    /// The trigrams to ask for when all of `patterns` have to fit: the rarest, then of each word its rarest, then more of the same words,
    /// while reading its list costs less than the documents that it leaves out.
    pub fn choose<'p>(&self, patterns: impl Iterator<Item = &'p Pattern>) -> Choice {
        let (mut firsts, mut others) = (Vec::new(), Vec::new());
        for pattern in patterns {
            for mut grams in words(pattern) {
                grams.sort_by(|one, other| self.share(one).total_cmp(&self.share(other)));
                grams.dedup();
                let mut grams = grams.into_iter().map(|gram| (self.share(&gram), gram, pattern.mark));
                firsts.extend(grams.next());
                // Letters of one word depend on each other: where one stands, another mostly does too.
                others.extend(grams.map(|(share, gram, mark)| (share.sqrt(), gram, mark)));
            }
        }
        firsts.sort_by(|one, other| one.0.total_cmp(&other.0));
        others.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut choice = Choice { grams: Vec::new(), share: 1.0 };
        for (share, gram, mark) in firsts.into_iter().chain(others) {
            let worth = choice.share * (1.0 - share) > self.list(&gram, mark) * ENTRY_COST;
            let wanted = choice.grams.is_empty() || worth && choice.grams.len() < MOST;
            if wanted && !choice.grams.contains(&gram) {
                choice.share *= share;
                choice.grams.push(gram);
            }
        }
        choice
    }

    fn share(&self, gram: &str) -> f32 {
        self.0.get(gram).copied().unwrap_or(UNKNOWN)
    }

    /// The entries that are read for a trigram, as a share of the documents. The beginning of a word is asked for by its first letter too.
    fn list(&self, gram: &str, mark: char) -> f32 {
        self.share(gram) + beginning(gram, mark).map_or(0.0, |letter| self.share(&letter))
    }
}

/// The mark and first letter of a trigram that begins a word.
fn beginning(gram: &str, mark: char) -> Option<String> {
    let mut letters = gram.chars();
    (letters.next() == Some(mark)).then(|| [Some(mark), letters.next()].into_iter().flatten().collect())
}

/// The trigrams of each word of a pattern. A word that has to begin a word of the document has the mark before it.
fn words(pattern: &Pattern) -> Vec<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Vec<char> = if pattern.begins { vec![pattern.mark] } else { Vec::new() };
    for c in pattern.key.chars() {
        if is_known(c) {
            word.push(c);
            continue;
        }
        words.push(std::mem::take(&mut word));
        // What stands in the document itself is a mark. Where marks are added, they stand after what parts words: a space, a sign, but not
        // an underscore, and other signs may be letters in some alphabet.
        let marked = c == ' ' || pattern.mark != ' ' && c.is_ascii_punctuation() && c != '_';
        if marked {
            word.push(pattern.mark);
        }
    }
    words.push(word);
    let grams = |word: Vec<char>| {
        // A single letter counts where it begins a word.
        let width = if word.len() == 2 && word.first() == Some(&pattern.mark) { 2 } else { 3 };
        word.windows(width).map(|gram| gram.iter().collect()).collect::<Vec<String>>()
    };
    words.into_iter().map(grams).filter(|grams| !grams.is_empty()).collect()
}

/// Letters and digits that PostgreSQL takes for parts of a word, whatever its version and locale.
fn is_known(c: char) -> bool {
    matches!(c, '0'..='9' | 'a'..='z' | 'а'..='я')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(key: &str, begins: bool) -> Pattern {
        Pattern { key: key.into(), form: ("", ""), bound: key.into(), begins, mark: '|' }
    }

    fn chosen(shares: &[(&str, f32)], key: &str, begins: bool) -> Vec<String> {
        let grams = Grams(shares.iter().map(|(gram, share)| ((*gram).to_owned(), *share)).collect());
        grams.choose([pattern(key, begins)].iter()).grams
    }

    #[test]
    fn the_rarest_come_first_and_what_is_not_worth_its_list_does_not_come() {
        let shares = [
            ("еро", 0.01),
            ("ром", 0.2),
            ("|ив", 0.1),
            ("|и", 0.3),
            ("ива", 0.3),
            ("ван", 0.4),
            ("ена", 0.9),
        ];
        assert_eq!(chosen(&shares, "ером иван", false), ["еро", "|ив"]);
        assert_eq!(chosen(&shares, "иван", true), ["|ив", "ива", "ван"]);
        assert_eq!(chosen(&shares, "ена еро", false), ["|ер", "еро"]);
        assert_eq!(chosen(&[], "ив", false), Vec::<String>::new());
    }

    #[test]
    fn a_text_leaves_no_more_documents_than_its_rarest_letters() {
        let grams = Grams([("иан".to_owned(), 0.25), ("абв".to_owned(), 0.5)].into());
        assert_eq!(grams.choose([pattern("ив", false)].iter()).share, 1.0);
        assert_eq!(grams.choose([pattern("иан", false)].iter()).share, 0.25);
        assert_eq!(grams.choose([pattern("абв", false), pattern("иан", false)].iter()).share, 0.125);
    }

    #[test]
    fn a_word_after_a_space_or_a_sign_begins_one() {
        assert_eq!(words(&pattern("ав-пе ъ а_бвг", false)), [["|пе"], ["|ъ"], ["|а"], ["бвг"]]);
        assert_eq!(words(&pattern("пе", true)), [["|пе"]]);
        assert_eq!(words(&pattern("п", true)), [["|п"]]);
        assert_eq!(words(&pattern("п", false)), Vec::<Vec<String>>::new());
        let plain = Pattern { mark: ' ', ..pattern("pay-277 от", false) };
        assert_eq!(words(&plain), [vec!["pay"], vec!["277"], vec![" от"]]);
    }

    #[test]
    fn only_letters_that_everybody_knows_are_chosen() {
        assert_eq!(words(&pattern("аб²вг ½ ёлк їжа", false)), Vec::<Vec<String>>::new());
        assert_eq!(words(&pattern("a\u{301}bcd", false)), [["bcd"]]);
    }
}
