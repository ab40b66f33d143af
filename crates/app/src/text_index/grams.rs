//! Choosing the trigrams that the text index is asked for: a few that are rare and from different words.
//!
//! Invariant: a chosen trigram stands in every document that the text stands in. So only letters and digits that PostgreSQL and Rust
//! agree on are chosen; a text without three of them in a row is looked for as it is.

use std::collections::HashMap;

use crate::reader::Reader;

/// Trigrams that one search asks for. More make the index slower and leave hardly fewer documents.
const MOST: usize = 3;

/// How common the trigrams of some texts are.
#[derive(Debug, Default)]
pub struct Grams(HashMap<String, f32>);

impl Grams {
    /// Reads the shares of all trigrams of `keys` from the sample of `source`.
    pub async fn read<'k>(
        reader: &Reader,
        source: &str,
        keys: impl Iterator<Item = &'k str>,
    ) -> Result<Self, sqlx::Error> {
        let mut grams: Vec<String> = keys.flat_map(|key| words(key).into_iter().flatten()).collect();
        grams.sort_unstable();
        grams.dedup();
        // One trigram leaves no choice.
        if grams.len() < 2 {
            return Ok(Self(grams.into_iter().map(|gram| (gram, 0.0)).collect()));
        }
        let rows = sqlx::query!(
            "select gram, share from search_grams where source = $1 and gram = any($2)",
            source,
            &grams
        )
        .fetch_all(reader)
        .await?;
        // What is not in the sample is rarer than anything that is.
        let mut shares: HashMap<String, f32> = grams.into_iter().map(|gram| (gram, 0.0)).collect();
        shares.extend(rows.into_iter().map(|row| (row.gram, row.share)));
        Ok(Self(shares))
    }

    /// The trigrams of a text to ask for, the rarest first: one of each word, then more of the same words; none when it has none.
    pub fn rarest(&self, key: &str) -> Vec<String> {
        let mut words = words(key);
        for grams in &mut words {
            grams.sort_by(|one, other| self.share(one).total_cmp(&self.share(other)));
            grams.dedup();
        }
        let by_share = |one: &&String, other: &&String| self.share(one).total_cmp(&self.share(other));
        let mut firsts: Vec<&String> = words.iter().filter_map(|grams| grams.first()).collect();
        firsts.sort_by(by_share);
        let mut others: Vec<&String> = words.iter().flat_map(|grams| grams.iter().skip(1)).collect();
        others.sort_by(by_share);
        let mut chosen: Vec<String> = Vec::new();
        for gram in firsts.into_iter().chain(others) {
            if chosen.len() < MOST && !chosen.contains(gram) {
                chosen.push(gram.clone());
            }
        }
        chosen
    }

    fn share(&self, gram: &str) -> f32 {
        self.0.get(gram).copied().unwrap_or(0.0)
    }
}

/// The trigrams of each word of a text, in their order.
fn words(key: &str) -> Vec<Vec<String>> {
    key.split(|c: char| !matches!(c, '0'..='9' | 'a'..='z' | 'а'..='я'))
        .map(|word| {
            let letters: Vec<char> = word.chars().collect();
            letters.windows(3).map(|gram| gram.iter().collect()).collect::<Vec<String>>()
        })
        .filter(|grams| !grams.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grams(shares: &[(&str, f32)]) -> Grams {
        Grams(shares.iter().map(|(gram, share)| ((*gram).to_owned(), *share)).collect())
    }

    #[test]
    fn the_rarest_of_each_word_come_first() {
        let known =
            grams(&[("еро", 0.01), ("ром", 0.2), ("оми", 0.3), ("мин", 0.1), ("ива", 0.3), ("ван", 0.4)]);
        assert_eq!(known.rarest("еромин \u{1}иван"), ["еро", "ива", "мин"]);
        assert_eq!(known.rarest("ив-ро"), Vec::<String>::new());
        assert_eq!(grams(&[]).rarest("100% abc"), ["100", "abc"]);
    }

    #[test]
    fn only_letters_that_everybody_knows_are_chosen() {
        assert_eq!(words("аб²вг ½ ёлк їжа"), Vec::<Vec<String>>::new());
        assert_eq!(words("a\u{301}bcd"), [["bcd"]]);
    }
}
