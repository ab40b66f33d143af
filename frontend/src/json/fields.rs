//! The members of an object in the order of a struct's fields.
//!
//! Why: given in order, a struct takes them one after another; given as they come, it has code of its own to tell their names apart,
//! to notice doubles and to miss some, half as much again for every type. Here that exists once.
//! Invariant: a member that is not there is null to a field that may be, the default to one that has one, and a fault to any other.
//! Absent on purpose: other names of a field (`alias`), which would come between its neighbours.

use std::borrow::Cow;

use serde::de::{DeserializeSeed, SeqAccess};

use super::{Reader, Unreadable};

/// Names of members, and where their values begin.
type Found<'de> = Vec<(Cow<'de, str>, usize)>;

pub struct Fields<'a, 'de> {
    reader: &'a mut Reader<'de>,
    found: Found<'de>,
    names: std::slice::Iter<'static, &'static str>,
    /// Where the next one most likely is: the server writes fields in their order too.
    likely: usize,
}

impl<'a, 'de> Fields<'a, 'de> {
    pub(super) fn new(
        reader: &'a mut Reader<'de>,
        found: Found<'de>,
        names: &'static [&'static str],
    ) -> Self {
        Self { reader, found, names: names.iter(), likely: 0 }
    }

    /// Goes to the value of the next field, and says whether it is there; if not, the reader is at the end of the text, which is
    /// null to a field that may be. `None` after the last field.
    fn go_on(&mut self) -> Option<bool> {
        let name = *self.names.next()?;
        let is_it = |(found, _): &(Cow<'de, str>, usize)| found == name;
        let at = match self.found.get(self.likely).filter(|member| is_it(member)) {
            Some(_) => Some(self.likely),
            None => self.found.iter().position(is_it),
        };
        let value = at.and_then(|at| self.found.get(at)).map(|(_, value)| *value);
        self.likely = at.map_or(self.likely, |at| at + 1);
        self.reader.at = value.unwrap_or(self.reader.text.len());
        Some(value.is_some())
    }
}

impl<'de> SeqAccess<'de> for Fields<'_, 'de> {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Unreadable> {
        let Some(is_there) = self.go_on() else { return Ok(None) };
        let depth = self.reader.depth;
        match seed.deserialize(&mut *self.reader) {
            Err(_) if !is_there => {
                // Nothing to have gone into.
                self.reader.depth = depth;
                Ok(None)
            }
            value => value.map(Some),
        }
    }
}

impl<'de> Reader<'de> {
    /// Passes over an object.
    pub(super) fn members(&mut self) -> Result<Found<'de>, Unreadable> {
        let mut found = Vec::new();
        self.each(b'{', b'}', |reader| {
            let name = reader.string()?;
            reader.expect(b':')?;
            found.push((name, reader.at));
            reader.skip()
        })?;
        Ok(found)
    }
}
