//! The letters of a text that the index has lists for.
//!
//! Invariant: what is given stands in every document that the text stands in. So only letters and digits that PostgreSQL and Rust agree
//! on are given; a text without three of them in a row, or a beginning of a word, has none.

use super::super::Pattern;

/// Letters of the beginnings of words that have lists of their own.
const START: std::ops::RangeInclusive<usize> = 3..=4;
/// Letters of a run: of the end of a word, and of the beginnings of those that follow it.
const RUN_END: usize = 4;
const RUN_START: usize = 3;

/// A kind of lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Three letters in a row, or fewer after a mark.
    Trigram,
    /// The beginning of a word: a mark and its first letters.
    Start,
    /// Words that follow each other: the end of one and the beginnings of the next one or two.
    Run,
}

/// Letters of a text that have a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gram {
    /// Place in the text.
    pub at: usize,
    pub text: String,
    pub list: List,
    pub mark: char,
}

impl Gram {
    /// What the sample calls it: an underscore begins a word for trigrams as a mark does.
    pub fn name(&self) -> String {
        match self.text.strip_prefix('_') {
            Some(rest) => format!("{}{rest}", self.mark),
            None => self.text.clone(),
        }
    }

    /// The mark and first letter of a trigram that begins a word, which has a list that comes with it.
    pub fn first_letter(&self) -> Option<String> {
        let name = self.name();
        let marked = self.list == List::Trigram && name.starts_with(self.mark);
        marked.then(|| name.chars().take(2).collect())
    }
}

/// The letters of each word of a pattern, and of the words that follow each other. A word that has to begin a word of the document has
/// the mark before it.
pub fn words(pattern: &Pattern) -> Vec<Vec<Gram>> {
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
    let grams = words.into_iter().map(|(at, word)| grams(pattern, at, &word));
    // Where words have no marks, nobody made lists of runs.
    let runs = if mark == ' ' { Vec::new() } else { runs(pattern) };
    grams.chain([runs]).filter(|grams| !grams.is_empty()).collect()
}

/// Of words with one space between them, the last letters of one with the first of the next one or two. All but the first word have to
/// begin a word of the document; the first may end one.
fn runs(pattern: &Pattern) -> Vec<Gram> {
    let pieces: Vec<Vec<char>> = pattern.key.split(' ').map(|piece| piece.chars().collect()).collect();
    let mut runs = Vec::new();
    for (at, following) in pieces.windows(2).enumerate() {
        let [first, second] = following else { continue };
        let Some((_, end)) = first.split_last_chunk::<RUN_END>() else { continue };
        let third = pieces.get(at.saturating_add(2)).filter(|_| second.iter().all(|c| is_known(*c)));
        let starts = [Some(second), third].into_iter().flatten();
        let mut text: String = end.iter().collect();
        if !end.iter().all(|c| is_known(*c)) {
            continue;
        }
        for start in starts {
            let Some((start, _)) = start.split_first_chunk::<RUN_START>() else { break };
            if !start.iter().all(|c| is_known(*c)) {
                break;
            }
            text.push(' ');
            text.extend(start);
            runs.push(Gram { at, text: text.clone(), list: List::Run, mark: pattern.mark });
        }
    }
    runs
}

fn grams(pattern: &Pattern, at: usize, word: &[char]) -> Vec<Gram> {
    let mark = pattern.mark;
    let gram = |at, letters: &[char], list| Gram { at, text: letters.iter().collect(), list, mark };
    let marked = word.first() == Some(&mark);
    let letters = word.len().saturating_sub(usize::from(marked));
    let start = letters.min(*START.end());
    let whole = marked && pattern.starts && START.contains(&start);
    // A single letter counts where it begins a word.
    let width = if marked && letters == 1 { 2 } else { 3 };
    let beginning = word.get(..start.saturating_add(1)).filter(|_| whole);
    let trigrams = word.windows(width).enumerate();
    let trigrams = trigrams.map(|(place, letters)| gram(at.saturating_add(place), letters, List::Trigram));
    beginning.map(|letters| gram(at, letters, List::Start)).into_iter().chain(trigrams).collect()
}

/// Letters and digits that PostgreSQL takes for parts of a word, whatever its version and locale.
pub fn is_known(c: char) -> bool {
    matches!(c, '0'..='9' | 'a'..='z' | 'а'..='я')
}
