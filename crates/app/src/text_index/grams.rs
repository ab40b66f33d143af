//! Choosing the letters that the text index is asked for: the rarest, and as many more as are worth their price.
//!
//! Invariant: what is chosen stands in every document that the text stands in. So only letters and digits that PostgreSQL and Rust
//! agree on are chosen; a text without three of them in a row, or a beginning of a word, is looked for as it is.

use std::collections::HashMap;

use crate::reader::Reader;

use super::Pattern;

/// Trigrams that one search asks for at most.
const MOST: usize = 5;
/// Reading one entry of a trigram's list, as a part of what reading and comparing one document costs.
const ENTRY_COST: f32 = 0.004;
/// The share of documents with what is not in the sample, roughly: it is rarer than anything that is.
const UNKNOWN: f32 = 0.0001;
/// Letters of the beginnings of words that have lists of their own.
const START: std::ops::RangeInclusive<usize> = 3..=4;

/// How common some letters are, as shares of all documents.
#[derive(Debug, Default)]
pub struct Grams(HashMap<String, f32>);

/// Letters of a text: three in a row, fewer after a mark, or the whole beginning of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Gram {
    /// Place in the text.
    at: usize,
    text: String,
    /// Whether it has a list as a beginning of a word, instead of one as a trigram.
    start: bool,
    mark: char,
}

/// What the text index is asked for a pattern.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letters {
    /// A pattern for `LIKE` that every document which fits has.
    pub like: Option<String>,
    /// Beginnings of words.
    pub starts: Vec<String>,
}

/// What is asked for several patterns that all have to fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// One for each pattern.
    pub asked: Vec<Letters>,
    /// The share of documents that are left, roughly; 1 when nothing is asked for.
    pub share: f32,
    /// The share of the documents with the rarest of what is asked for: there are not many more.
    pub most: f32,
}

impl Grams {
    /// Reads the shares of all letters of `patterns` from the sample of `source`.
    pub async fn read<'p>(
        reader: &Reader,
        source: &str,
        patterns: impl Iterator<Item = &'p Pattern>,
    ) -> Result<Self, sqlx::Error> {
        let mut grams: Vec<String> = Vec::new();
        for gram in patterns.flat_map(words).flatten() {
            grams.extend(gram.first_letter());
            grams.push(gram.name());
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
        .fetch_all(reader)
        .await?;
        Ok(Self(rows.into_iter().map(|row| (row.gram, row.share)).collect()))
    }

    /// What to ask for when all of `patterns` have to fit: beginnings of words, or else trigrams, whichever leave fewer documents. Not
    /// both: trigrams make the index have each document compared with everything that it was asked for, and to cut the beginnings out
    /// of a document again is dear.
    pub fn choose(&self, patterns: &[&Pattern]) -> Choice {
        let trigrams = self.rarest(patterns, false);
        let starts = self.rarest(patterns, true);
        if starts.share < trigrams.share { starts } else { trigrams }
    }

    /// The rarest letters, then of each word its rarest, then more of the same words, while reading their lists costs less than the
    /// documents that they leave out.
    fn rarest(&self, patterns: &[&Pattern], starts: bool) -> Choice {
        let (mut firsts, mut others) = (Vec::new(), Vec::new());
        for (number, pattern) in patterns.iter().enumerate() {
            // A word that stands in another one of the same text says nothing by itself: Лев is in every Яковлев.
            let longer = |text: &str| {
                patterns.iter().any(|other| other.key.len() > pattern.key.len() && other.key.contains(text))
            };
            for mut grams in words(pattern) {
                grams.retain(|gram| gram.start == starts && (starts || !longer(&gram.text)));
                grams.sort_by(|one, other| self.share(one).total_cmp(&self.share(other)));
                grams.dedup_by(|one, other| one.text == other.text);
                let mut grams = grams.into_iter().map(|gram| (self.share(&gram), number, gram));
                firsts.extend(grams.next());
                // Letters of one word depend on each other: where one stands, another mostly does too.
                others.extend(grams.map(|(share, number, gram)| (share.sqrt().sqrt(), number, gram)));
            }
        }
        firsts.sort_by(|one, other| one.0.total_cmp(&other.0));
        others.sort_by(|one, other| one.0.total_cmp(&other.0));
        let most = firsts.first().map_or(1.0, |rarest| rarest.0);
        let mut share = 1.0;
        let mut chosen: Vec<(usize, Gram)> = Vec::new();
        for (left, number, gram) in firsts.into_iter().chain(others) {
            let worth = share * (1.0 - left) > self.list(&gram) * ENTRY_COST;
            if chosen.is_empty() || worth && chosen.len() < MOST {
                share *= left;
                chosen.push((number, gram));
            }
        }
        let asked = (0..patterns.len()).map(|number| {
            asked(chosen.iter().filter(|(of, _)| *of == number).map(|(_, gram)| gram.clone()).collect())
        });
        Choice { asked: asked.collect(), share, most }
    }

    fn share(&self, gram: &Gram) -> f32 {
        self.named(&gram.name())
    }

    fn named(&self, name: &str) -> f32 {
        self.0.get(name).copied().unwrap_or(UNKNOWN)
    }

    /// The entries that are read for a gram, as a share of the documents. The beginning of a word is asked for by its first letter too.
    fn list(&self, gram: &Gram) -> f32 {
        self.share(gram) + gram.first_letter().map_or(0.0, |letter| self.named(&letter))
    }
}

impl Gram {
    /// What the sample calls it: an underscore begins a word for trigrams as a mark does.
    fn name(&self) -> String {
        match self.text.strip_prefix('_') {
            Some(rest) => format!("{}{rest}", self.mark),
            None => self.text.clone(),
        }
    }

    /// The mark and first letter of a trigram that begins a word, which has a list that comes with it.
    fn first_letter(&self) -> Option<String> {
        let name = self.name();
        let marked = !self.start && name.starts_with(self.mark);
        marked.then(|| name.chars().take(2).collect())
    }
}

/// Chosen grams as one pattern: in the order of the text, each once, so that a document is compared once for all of them.
fn asked(mut grams: Vec<Gram>) -> Letters {
    let starts = grams.iter().filter(|gram| gram.start).map(|gram| gram.text.trim_start_matches(gram.mark));
    let starts = starts.map(str::to_owned).collect();
    grams.retain(|gram| !gram.start);
    grams.sort_unstable_by_key(|gram| gram.at);
    let mut like = String::new();
    let mut end = None;
    for gram in grams {
        // Letters that the text has but once are said once.
        let known = end.map_or(0, |end: usize| end.saturating_sub(gram.at));
        if known == 0 {
            like.push('%');
        }
        for c in gram.text.chars().skip(known) {
            // An underscore is any character to LIKE.
            like.extend((c == '_').then_some('\\').into_iter().chain([c]));
        }
        end = Some(gram.at.saturating_add(gram.text.chars().count()));
    }
    Letters { like: (!like.is_empty()).then(|| like + "%"), starts }
}

/// The letters of each word of a pattern. A word that has to begin a word of the document has the mark before it.
fn words(pattern: &Pattern) -> Vec<Vec<Gram>> {
    let mark = pattern.mark;
    let mut words: Vec<(usize, Vec<char>)> = Vec::new();
    let (mut at, mut word) = (0, if pattern.begins { vec![mark] } else { Vec::new() });
    // Places are counted as if every known word had a mark: only their order and distance within a word matter.
    for (place, c) in
        pattern.key.chars().enumerate().map(|(place, c)| (place.saturating_add(1).saturating_mul(2), c))
    {
        if is_known(c) {
            if word.is_empty() {
                at = place;
            }
            word.push(c);
            continue;
        }
        words.push((at, std::mem::take(&mut word)));
        // What stands in the document itself is a mark. Where marks are added, they stand after what parts words: a space, a sign, but not
        // an underscore, and other signs may be letters in some alphabet.
        if c == ' ' || mark != ' ' && c.is_ascii_punctuation() && c != '_' {
            at = place;
            word.push(mark);
        } else if c == '_' {
            // It parts words for trigrams, and for nothing else: what stands after it is as good as marked by it.
            at = place;
            word.push(c);
        }
    }
    words.push((at, word));
    words.into_iter().map(|(at, word)| grams(pattern, at, &word)).filter(|grams| !grams.is_empty()).collect()
}

fn grams(pattern: &Pattern, at: usize, word: &[char]) -> Vec<Gram> {
    let mark = pattern.mark;
    let gram = |at, letters: &[char], start| Gram { at, text: letters.iter().collect(), start, mark };
    let marked = word.first() == Some(&mark);
    let letters = word.len().saturating_sub(usize::from(marked));
    let start = letters.min(*START.end());
    let whole = marked && pattern.starts && START.contains(&start);
    // A single letter counts where it begins a word.
    let width = if marked && letters == 1 { 2 } else { 3 };
    let beginning = word.get(..start.saturating_add(1)).filter(|_| whole);
    let trigrams = word.windows(width).enumerate();
    let trigrams = trigrams.map(|(place, letters)| gram(at.saturating_add(place), letters, false));
    beginning.map(|letters| gram(at, letters, true)).into_iter().chain(trigrams).collect()
}

/// Letters and digits that PostgreSQL takes for parts of a word, whatever its version and locale.
fn is_known(c: char) -> bool {
    matches!(c, '0'..='9' | 'a'..='z' | 'а'..='я')
}

#[cfg(test)]
mod tests;
