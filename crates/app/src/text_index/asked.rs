//! What the index is asked for a text, and how many documents that leaves.

use sqlx::{Postgres, QueryBuilder};

use super::grams::{Choice, Grams, Letters};
use super::windows::Expected;
use super::{Pattern, Wanted};

/// A text and what the index is asked for it.
pub struct Asked<'a> {
    wanted: &'a Wanted,
    /// Of the groups of one pattern, which all have to fit.
    all: Choice,
    /// Of every pattern of the other groups.
    any: Vec<Vec<Choice>>,
    /// The share of documents with the tags.
    tagged: f32,
}

impl<'a> Asked<'a> {
    pub fn new(wanted: &'a Wanted, grams: &Grams, tags: &Grams) -> Self {
        let single: Vec<&Pattern> = wanted.texts.iter().filter(|group| group.len() == 1).flatten().collect();
        let several = wanted.texts.iter().filter(|group| group.len() != 1);
        let any = several.map(|group| group.iter().map(|one| grams.choose(&[one])).collect());
        let tagged =
            wanted.tags.iter().map(|group| group.iter().map(|tag| tags.named(tag)).sum::<f32>().min(1.0));
        Self { wanted, all: grams.choose(&single), any: any.collect(), tagged: tagged.product() }
    }

    /// The share of `all` documents that the letters leave.
    pub fn expected(&self, all: i64) -> Expected {
        let sum = |part: fn(&Choice) -> f32, ways: &Vec<Choice>| ways.iter().map(part).sum::<f32>().min(1.0);
        let share = |ways| sum(|choice| choice.share, ways);
        let most = |ways| sum(|choice| choice.most, ways);
        Expected {
            share: self.tagged * self.all.share * self.any.iter().map(share).product::<f32>(),
            most: self.tagged * self.any.iter().map(most).fold(self.all.most, f32::min),
            all,
        }
    }

    /// Appends the condition on a document and its tags so that the index is asked for the chosen letters only.
    pub fn push(&self, query: &mut QueryBuilder<Postgres>, document: &str, tags: &str) {
        for group in &self.wanted.tags {
            query.push(tags).push(" && ").push_bind(group.clone()).push(" and ");
        }
        let nothing = |choice: &Choice| choice.asked.iter().all(|letters| *letters == Letters::default());
        let (single, several): (Vec<_>, Vec<_>) =
            self.wanted.texts.iter().partition(|group| group.len() == 1);
        let mut single: Vec<_> =
            single.into_iter().flatten().zip(&self.all.asked).zip(&self.all.rarest).collect();
        // The rarest first: the others are compared only where it fits.
        single.sort_by(|(_, one), (_, other)| one.total_cmp(other));
        for (at, ((pattern, letters), _)) in single.iter().enumerate() {
            query.push(if at == 0 { "" } else { " and " });
            push_pattern(query, document, pattern, Some(letters), nothing(&self.all));
        }
        for (at, (group, choices)) in several.into_iter().zip(&self.any).enumerate() {
            query.push(if at == 0 && single.is_empty() { "(" } else { " and (" });
            for (at, (pattern, choice)) in group.iter().zip(choices).enumerate() {
                query.push(if at == 0 { "(" } else { " or (" });
                push_pattern(query, document, pattern, choice.asked.first(), nothing(choice));
                query.push(")");
            }
            query.push(")");
        }
    }
}

/// Appends the condition of one pattern. `whole`: the index is asked for the pattern as it is, because it is asked for nothing else.
fn push_pattern(
    query: &mut QueryBuilder<Postgres>,
    document: &str,
    pattern: &Pattern,
    letters: Option<&Letters>,
    whole: bool,
) {
    if let Some(letters) = letters {
        if let Some(like) = &letters.like {
            query.push(document).push(" like ").push_bind(like.clone());
            if pattern.is(like) {
                return;
            }
            query.push(" and ");
        }
        for (list, keys) in [("word_starts(", &letters.starts), ("word_runs(", &letters.runs)] {
            if !keys.is_empty() {
                query.push(list).push(document).push(") @> ").push_bind(keys.clone()).push(" and ");
            }
        }
    }
    if whole {
        pattern.push(query, document);
    } else {
        // The empty text makes it an expression that no index has.
        pattern.push(query, &format!("({document} || '')"));
    }
}
