//! What the address of a list says, as pairs: a link, Back and a bookmark show the same list again.
//!
//! Grammar (docs/api.md has that of the API): an absent key is no filter; ranges `a..b` with open ends; money with a dot; a comma
//! is "or"; a repeated key is "and"; unknown keys are kept and ignored.
//! Invariant: reading what was written gives the same pairs; changing a condition goes back to the first page.

use super::address;

/// Where the keys of paging stand; changing anything else forgets them.
const PLACE: [&str; 2] = ["after", "before"];

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// With or without `?`.
    pub fn read(search: &str) -> Self {
        Self(address::parse(search))
    }

    /// With `?`; empty for no conditions.
    pub fn write(&self) -> String {
        address::write(self.0.iter().map(|(name, value)| (name.as_str(), value.as_str())))
    }

    /// The first value that is not blank.
    pub fn first(&self, key: &str) -> Option<&str> {
        self.all(key).next()
    }

    pub fn all<'a>(&'a self, key: &str) -> impl Iterator<Item = &'a str> {
        let of_key = move |(name, value): &&'a (String, String)| name == key && !value.trim().is_empty();
        // The key must not be borrowed for as long as the answer.
        let found: Vec<&str> = self.0.iter().filter(of_key).map(|(_, value)| value.as_str()).collect();
        found.into_iter()
    }

    /// With these values for the key, in the place of the old ones; back on the first page.
    pub fn with(&self, key: &str, values: &[String]) -> Self {
        let at = self.0.iter().position(|(name, _)| name == key).unwrap_or(self.0.len());
        let kept = |pairs: &[(String, String)]| {
            let stays = |(name, _): &&(String, String)| name != key && !PLACE.contains(&name.as_str());
            pairs.iter().filter(stays).cloned().collect::<Vec<_>>()
        };
        let (before, after) = self.0.split_at(at);
        let mut pairs = kept(before);
        pairs.extend(
            values.iter().filter(|value| !value.is_empty()).map(|value| (key.to_owned(), value.clone())),
        );
        pairs.extend(kept(after));
        Self(pairs)
    }

    pub fn set(&self, key: &str, value: &str) -> Self {
        self.with(key, &[value.to_owned()])
    }

    /// On another page of the same list; an empty cursor is the first page.
    pub fn at(&self, place: &str, cursor: &str) -> Self {
        let mut next = self.with(PLACE[0], &[]);
        if !cursor.is_empty() {
            next.0.push((place.to_owned(), cursor.to_owned()));
        }
        next
    }

    pub fn cursor(&self) -> Option<&str> {
        self.first(PLACE[0]).or_else(|| self.first(PLACE[1]))
    }

    /// Only the pairs whose key passes.
    pub fn only(&self, passes: impl Fn(&str) -> bool) -> Self {
        Self(self.0.iter().filter(|(name, _)| passes(name)).cloned().collect())
    }

    /// The same conditions, whatever their order.
    pub fn same(&self, other: &Self) -> bool {
        let count = |query: &Self, pair| query.0.iter().filter(|other| *other == pair).count();
        self.0.len() == other.0.len() && self.0.iter().all(|pair| count(self, pair) == count(other, pair))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_changed_condition_goes_back_to_the_first_page() {
        let query = Query::read("?q=a&bal=1..2&n=100&after=xyz&foreign=1");
        assert_eq!(query.set("q", "b").write(), "?q=b&bal=1..2&n=100&foreign=1");
        assert_eq!(query.set("q", "").write(), "?bal=1..2&n=100&foreign=1");
        assert_eq!(query.set("id", "7").write(), "?q=a&bal=1..2&n=100&foreign=1&id=7");
        assert_eq!(query.cursor(), Some("xyz"));
        assert_eq!(query.at("before", "p").write(), "?q=a&bal=1..2&n=100&foreign=1&before=p");
        assert_eq!(query.at("after", "").cursor(), None);
    }

    #[test]
    fn a_repeated_key_has_several_values() {
        let query = Query::read("?p=a~x&q=1&p=b:1..2&p=");
        assert_eq!(query.all("p").collect::<Vec<_>>(), ["a~x", "b:1..2"]);
        assert_eq!(query.with("p", &["c~y".to_owned()]).write(), "?p=c~y&q=1");
        assert!(Query::read("a=1&b=2").same(&Query::read("?b=2&a=1")));
        assert!(!Query::read("a=1").same(&Query::read("a=1&a=1")));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(pairs in proptest::collection::vec(("[a-z.]{1,6}", ".{1,20}"), 0..6)) {
            let query = Query(pairs);
            prop_assert_eq!(&Query::read(&query.write()), &query);
        }
    }
}
