//! Choosing the letters that the text index is asked for: the rarest, and as many more as are worth their price.
//!
//! Invariant: what is chosen stands in every document that the text stands in; a text without such letters is looked for as it is.

mod letters;

use std::collections::HashMap;

use crate::reader::Reader;

use super::Pattern;
pub use letters::is_known;
use letters::{Gram, List, words};

/// Lists that one search asks for at most.
const MOST: usize = 5;
/// Reading one entry of a list, as a part of what reading and comparing one document costs.
const ENTRY_COST: f32 = 0.004;
/// The share of documents with what is not in the sample, roughly: it is rarer than anything that is.
const UNKNOWN: f32 = 0.0001;

/// How common some letters and tags are, as shares of all documents.
#[derive(Debug, Default)]
pub struct Grams(HashMap<String, f32>);

/// What the text index is asked for a pattern.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letters {
    /// A pattern for `LIKE` that every document which fits has.
    pub like: Option<String>,
    /// Beginnings of words.
    pub starts: Vec<String>,
    /// Words that follow each other.
    pub runs: Vec<String>,
}

/// What is asked for several patterns that all have to fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// One for each pattern.
    pub asked: Vec<Letters>,
    /// The share of documents with the rarest letters of each pattern.
    pub rarest: Vec<f32>,
    /// The share of documents that are left, roughly; 1 when nothing is asked for.
    pub share: f32,
    /// The share of the documents with the rarest letters: not many more can fit.
    pub most: f32,
    /// What it costs, as a part of what reading and comparing all documents costs.
    cost: f32,
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
        Self::known(reader, source, grams).await
    }

    /// Reads what the sample of `source` has of `names`.
    pub async fn known(reader: &Reader, source: &str, mut names: Vec<String>) -> Result<Self, sqlx::Error> {
        names.sort_unstable();
        names.dedup();
        if names.is_empty() {
            return Ok(Self::default());
        }
        let rows = sqlx::query!(
            "select gram, share from search_grams where source = $1 and gram = any($2)",
            source,
            &names
        )
        .fetch_all(reader)
        .await?;
        Ok(Self(rows.into_iter().map(|row| (row.gram, row.share)).collect()))
    }

    /// What to ask for when all of `patterns` have to fit: trigrams, or beginnings of words, or runs of them, whichever cost least. Not
    /// several kinds: trigrams make the index have each document compared with everything that it was asked for, and to cut the others
    /// out of a document again is dear; and a run has the beginnings in it.
    pub fn choose(&self, patterns: &[&Pattern]) -> Choice {
        let trigrams = self.rarest(patterns, List::Trigram);
        let others = [List::Start, List::Run].map(|list| self.rarest(patterns, list));
        others.into_iter().fold(trigrams, |best, other| {
            let most = best.most.min(other.most);
            Choice { most, ..if other.cost < best.cost { other } else { best } }
        })
    }

    /// The rarest letters, then of each word its rarest, then more of the same words, while reading their lists costs less than the
    /// documents that they leave out.
    fn rarest(&self, patterns: &[&Pattern], list: List) -> Choice {
        let (mut firsts, mut others) = (Vec::new(), Vec::new());
        let mut rarest = Vec::new();
        for (number, pattern) in patterns.iter().enumerate() {
            // A word that stands in another one of the same text says nothing by itself: Лев is in every Яковлев.
            let longer = |text: &str| {
                patterns.iter().any(|other| other.key.len() > pattern.key.len() && other.key.contains(text))
            };
            let mut least = 1.0_f32;
            for mut grams in words(pattern) {
                grams.retain(|gram| gram.list == list && (list != List::Trigram || !longer(&gram.text)));
                grams.sort_by(|one, other| self.share(one).total_cmp(&self.share(other)));
                grams.dedup_by(|one, other| one.text == other.text);
                let mut grams = grams.into_iter().map(|gram| (self.share(&gram), number, gram));
                let first = grams.next();
                least = first.as_ref().map_or(least, |first| least.min(first.0));
                firsts.extend(first);
                // Letters of one word depend on each other: where one stands, another mostly does too.
                others.extend(grams.map(|(share, number, gram)| (share.sqrt().sqrt(), number, gram)));
            }
            rarest.push(least);
        }
        firsts.sort_by(|one, other| one.0.total_cmp(&other.0));
        others.sort_by(|one, other| one.0.total_cmp(&other.0));
        let most = firsts.first().map_or(1.0, |rarest| rarest.0);
        let (mut share, mut lists) = (1.0, 0.0);
        let mut chosen: Vec<(usize, Gram)> = Vec::new();
        for (left, number, gram) in firsts.into_iter().chain(others) {
            let list = self.list(&gram) * ENTRY_COST;
            let worth = share * (1.0 - left) > list;
            if chosen.is_empty() || worth && chosen.len() < MOST {
                share *= left;
                lists += list;
                chosen.push((number, gram));
            }
        }
        let asked = (0..patterns.len()).map(|number| {
            asked(chosen.iter().filter(|(of, _)| *of == number).map(|(_, gram)| gram.clone()).collect())
        });
        Choice { asked: asked.collect(), rarest, share, most, cost: share + lists }
    }

    fn share(&self, gram: &Gram) -> f32 {
        self.named(&gram.name())
    }

    /// The share of documents with letters or a tag of that name.
    pub fn named(&self, name: &str) -> f32 {
        self.0.get(name).copied().unwrap_or(UNKNOWN)
    }

    /// The entries that are read for a gram, as a share of the documents. The beginning of a word is asked for by its first letter too.
    fn list(&self, gram: &Gram) -> f32 {
        self.share(gram) + gram.first_letter().map_or(0.0, |letter| self.named(&letter))
    }
}

/// Chosen grams as one pattern: in the order of the text, each once, so that a document is compared once for all of them.
fn asked(mut grams: Vec<Gram>) -> Letters {
    let of = |list| grams.iter().filter(move |gram| gram.list == list);
    let starts = of(List::Start).map(|gram| gram.text.trim_start_matches(gram.mark).to_owned()).collect();
    let runs = of(List::Run).map(|gram| gram.text.clone()).collect();
    grams.retain(|gram| gram.list == List::Trigram);
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
    Letters { like: (!like.is_empty()).then(|| like + "%"), starts, runs }
}

#[cfg(test)]
mod tests;
