//! Stretches of numbers (ids, hours) for searches through a text index: each stretch is asked by itself, in the order of the list, so
//! that common words stop early and rare ones are asked of few, long stretches.
//!
//! Invariant: together the stretches cover every number once, whatever their lengths.

/// How much longer the next stretch is, or how much shorter the same one is tried again.
const STEP: i64 = 8;

/// Stretches that follow each other in the direction of reading.
pub struct Stretches {
    /// The next number to look at.
    next: i64,
    last: i64,
    falling: bool,
    length: i64,
    shortest: i64,
}

impl Stretches {
    /// All of `lowest..=highest` after `after`, beginning with the shortest stretch that is tried.
    pub fn new((lowest, highest): (i64, i64), falling: bool, after: Option<i64>, shortest: i64) -> Self {
        let (first, last) = if falling { (highest, lowest) } else { (lowest, highest) };
        let next = match after {
            Some(after) if falling => first.min(after.saturating_sub(1)),
            Some(after) => first.max(after.saturating_add(1)),
            None => first,
        };
        Self { next, last, falling, length: shortest, shortest }
    }

    /// Begins with a stretch of `length` numbers.
    pub fn of_length(self, length: i64) -> Self {
        Self { length, ..self }
    }

    /// The lowest and highest number of the present stretch.
    pub fn current(&self) -> Option<(i64, i64)> {
        let end = self.length.saturating_sub(1);
        if self.falling {
            (self.next >= self.last).then(|| (self.next.saturating_sub(end).max(self.last), self.next))
        } else {
            (self.next <= self.last).then(|| (self.next, self.next.saturating_add(end).min(self.last)))
        }
    }

    /// Goes on; the next stretch is longer, because this one was cheap.
    pub fn advance(&mut self) {
        self.next = if self.falling { self.next.saturating_sub(self.length) } else { self.next.saturating_add(self.length) };
        self.length = self.length.saturating_mul(STEP);
    }

    /// Tries a shorter one: this one held too many.
    pub fn shorten(&mut self) {
        self.length = (self.length / STEP).max(self.shortest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered(mut stretches: Stretches, full: impl Fn(i64, i64) -> bool) -> Vec<(i64, i64)> {
        let mut covered = Vec::new();
        while let Some((low, high)) = stretches.current() {
            if high - low >= 4_096 && full(low, high) {
                stretches.shorten();
            } else {
                covered.push((low, high));
                stretches.advance();
            }
        }
        covered
    }

    #[test]
    fn stretches_cover_every_number_once_in_either_direction() {
        for falling in [false, true] {
            for after in [None, Some(500_000), Some(0), Some(i64::MAX), Some(i64::MIN)] {
                let mut parts = covered(Stretches::new((0, 1_000_000), falling, after, 4_096), |low, _| low % 3 == 0);
                if falling {
                    parts.reverse();
                }
                assert!(parts.windows(2).all(|pair| pair[0].1 + 1 == pair[1].0), "{parts:?}");
                let (first, last) = match (falling, after) {
                    (_, None) => (0, 1_000_000),
                    (false, Some(after)) => (after.saturating_add(1).max(0), 1_000_000),
                    (true, Some(after)) => (0, after.saturating_sub(1).min(1_000_000)),
                };
                let expected = (first <= last).then_some((first, last));
                assert_eq!(parts.first().zip(parts.last()).map(|(low, high)| (low.0, high.1)), expected);
            }
        }
    }
}
