//! Windows of ids, one after another from the place where a list begins, as large as promises to fill a page.
//!
//! A window that gave too few ids is followed by larger ones, up to everything that is left; one that would give too many is taken back
//! and asked for in parts.

use sqlx::{Postgres, QueryBuilder};

/// Bits of an id within a long stretch and within a short one, as the indexes have them.
const LONG_BITS: u32 = 16;
const SHORT_BITS: u32 = 12;
/// Ids that are taken at once from a window longer than a short stretch.
const MOST: i64 = 2_000;
/// Ids that all that is left may be expected to give, to be asked for at once.
const FEW: i64 = 600;
/// Everything is asked for at once only if it is at least such a part of all ids: the index does not know where the ids end.
const PART: i64 = 4;
/// Windows of one size that may be needed for what is still missing; if it looks like more, larger ones come next.
const PATIENCE: i64 = 4;

/// How a window is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Size {
    Short,
    Long,
    Everything,
}

impl Size {
    fn bits(self) -> Option<u32> {
        match self {
            Self::Everything => None,
            Self::Long => Some(LONG_BITS),
            Self::Short => Some(SHORT_BITS),
        }
    }
}

/// Some ids, both ends inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub low: i64,
    pub high: i64,
    size: Size,
}

impl Window {
    /// How many ids may be taken at once. A short stretch never holds more.
    pub fn most(&self) -> i64 {
        if self.size == Size::Short { 1 << SHORT_BITS } else { MOST }
    }

    /// Appends the condition on an id, with `and` before it.
    pub fn push(&self, query: &mut QueryBuilder<Postgres>, id: &str) {
        if let Some(bits) = self.size.bits() {
            query.push(" and ").push(id).push(" >> ").push(bits).push(" = ").push_bind(self.low >> bits);
        }
        // The zero keeps the planner from reading a stretch of the index on ids beside that of the text.
        query.push(" and ").push(id).push(" + 0 between ").push_bind(self.low);
        query.push(" and ").push_bind(self.high);
    }
}

/// Windows that are still to be asked for, in order.
#[derive(Debug)]
pub struct Windows {
    low: i64,
    high: i64,
    falling: bool,
    size: Size,
    /// Larger windows than this give too many ids, or too many that are not asked about.
    largest: Size,
    /// A long window that gave too many ids: until its end there are only short ones.
    crowded: Option<(i64, i64)>,
    /// Ids that were asked about so far, and how many of them fit.
    covered: i64,
    fit: i64,
}

/// What is expected of the ids, as shares of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expected {
    /// About as many fit.
    pub share: f32,
    /// Not many more fit.
    pub most: f32,
    /// How many ids there are, asked about or not.
    pub all: i64,
}

impl Windows {
    /// The ids `low..=high`, from the highest on when `falling`, for a caller who needs `missing`. What is asked for too small costs
    /// little, what is asked for too large costs what it gives: so the windows begin small where many may fit.
    pub fn new(low: i64, high: i64, falling: bool, expected: Expected, missing: i64) -> Self {
        let ids = high.saturating_sub(low);
        let of = |share: f32, ids: i64| (share * ids as f32) as i64;
        let largest = if ids.saturating_mul(PART) >= expected.all { Size::Everything } else { Size::Long };
        let size = if of(expected.most, ids) <= MOST {
            Size::Everything
        } else if of(expected.most, 1 << SHORT_BITS) >= missing && of(expected.share, ids) >= missing {
            Size::Short
        } else {
            Size::Long
        };
        Self { low, high, falling, size: size.min(largest), largest, crowded: None, covered: 0, fit: 0 }
    }

    pub fn next(&mut self) -> Option<Window> {
        if self.low > self.high {
            return None;
        }
        let (mut low, mut high) = (self.low, self.high);
        let next = if self.falling { high } else { low };
        if self.crowded.is_some_and(|(low, high)| (low..=high).contains(&next)) {
            self.size = Size::Short;
        }
        if let Some(bits) = self.size.bits() {
            let stretch = stretch_of(next, bits);
            (low, high) = (low.max(stretch.0), high.min(stretch.1));
        }
        if self.falling {
            // Below the least id there is nothing; an empty range says so.
            (self.low, self.high) = if low == i64::MIN { (1, 0) } else { (self.low, low.saturating_sub(1)) };
        } else {
            (self.low, self.high) =
                if high == i64::MAX { (1, 0) } else { (high.saturating_add(1), self.high) };
        }
        Some(Window { low, high, size: self.size })
    }

    /// Says how many ids a window gave, and how many are needed beyond them.
    pub fn gave(&mut self, window: &Window, ids: i64, missing: i64) {
        self.covered = self.covered.saturating_add(window.high.saturating_sub(window.low)).saturating_add(1);
        self.fit = self.fit.saturating_add(ids);
        if ids.saturating_mul(PATIENCE) >= missing {
            return;
        }
        let rest = self.high.saturating_sub(self.low);
        let expected = self.fit.saturating_add(1).saturating_mul(rest) / self.covered.max(1);
        let larger = match self.size {
            Size::Short => Size::Long,
            Size::Long | Size::Everything if expected <= FEW => Size::Everything,
            Size::Long | Size::Everything => Size::Long,
        };
        self.size = larger.min(self.largest);
    }

    /// Takes back the last window, which would have given too many ids; the next ones are smaller.
    pub fn split(&mut self, window: Window) {
        if self.low > self.high {
            (self.low, self.high) = (window.low, window.high);
        } else {
            (self.low, self.high) = (self.low.min(window.low), self.high.max(window.high));
        }
        if window.size == Size::Everything {
            (self.size, self.largest) = (Size::Long, Size::Long);
        } else {
            (self.size, self.crowded) = (Size::Short, Some((window.low, window.high)));
        }
    }
}

/// The first and last id of the stretch that an id lies in.
fn stretch_of(id: i64, bits: u32) -> (i64, i64) {
    let low = (id >> bits) << bits;
    (low, low | ((1 << bits) - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expected(share: f32) -> Expected {
        Expected { share, most: share, all: 1_000 }
    }

    /// Asks for all windows, splitting those that `full` says are too full; a window that is not gives `ids`.
    fn covered(mut windows: Windows, full: impl Fn(&Window) -> bool, ids: i64) -> Vec<(i64, i64)> {
        let mut covered = Vec::new();
        while let Some(window) = windows.next() {
            if window.size != Size::Short && full(&window) {
                windows.split(window);
            } else {
                covered.push((window.low, window.high));
                windows.gave(&window, ids, 51);
            }
        }
        covered
    }

    #[test]
    fn windows_cover_every_id_once_and_in_order_however_they_are_split() {
        for falling in [false, true] {
            for (low, high) in [(0, 1_000_000), (70_000, 70_000), (65_535, 65_536), (1, 300_000)] {
                for full in [|_: &Window| true, |_: &Window| false, |window: &Window| window.low % 3 == 0] {
                    for (share, ids) in [(1.0, 0), (0.001, 60), (0.0, 0), (0.001, 1)] {
                        let windows = Windows::new(low, high, falling, expected(share), 51);
                        let mut parts = covered(windows, full, ids);
                        if falling {
                            parts.reverse();
                        }
                        assert_eq!((parts[0].0, parts[parts.len() - 1].1), (low, high));
                        assert!(parts.windows(2).all(|pair| pair[0].1 + 1 == pair[1].0), "{parts:?}");
                    }
                }
            }
        }
        assert_eq!(covered(Windows::new(5, 4, false, expected(0.5), 51), |_| true, 0), []);
        let endless = Windows::new(5, i64::MAX, false, expected(0.0), 51);
        assert_eq!(covered(endless, |_| false, 0), [(5, i64::MAX)]);
    }

    #[test]
    fn windows_grow_where_little_is_found_and_not_back_to_what_was_too_much() {
        let mut windows = Windows::new(0, (153 << LONG_BITS) - 1, true, expected(0.05), 51);
        let sizes = |windows: &mut Windows, ids| {
            let window = windows.next().unwrap();
            windows.gave(&window, ids, 51 - ids);
            window.size
        };
        assert_eq!(sizes(&mut windows, 20), Size::Short);
        assert_eq!(sizes(&mut windows, 1), Size::Short);
        // So far one of 400 fits: everything that is left would be too much.
        assert_eq!((0..6).map(|_| sizes(&mut windows, 0)).max(), Some(Size::Long));
        let rest = std::iter::from_fn(|| {
            let window = windows.next()?;
            windows.gave(&window, 0, 31);
            Some(window.size)
        });
        assert_eq!(rest.max(), Some(Size::Everything));
        let mut windows = Windows::new(0, 10_000_000, true, expected(0.0), 51);
        let everything = windows.next().unwrap();
        windows.split(everything);
        assert_eq!((0..10).map(|_| sizes(&mut windows, 0)).max(), Some(Size::Long));
    }

    #[test]
    fn a_long_window_that_was_too_full_is_asked_for_in_short_ones_to_its_end() {
        let mut windows = Windows::new(0, 200_000, false, Expected { all: 900_000, ..expected(0.2) }, 51);
        windows.size = Size::Long;
        let first = windows.next().unwrap();
        windows.split(first);
        for low in (0..=first.high).step_by(1 << SHORT_BITS) {
            let window = windows.next().unwrap();
            assert_eq!((window.low, window.size), (low, Size::Short));
            windows.gave(&window, 0, 51);
        }
        assert_eq!(windows.next().unwrap().size, Size::Long);
        windows.gave(&first, 0, 51);
        assert_eq!(windows.next().unwrap().size, Size::Long, "so few of all ids are not everything");
    }

    #[test]
    fn a_short_window_is_never_too_full() {
        let window = Window { low: 4096, high: 8191, size: Size::Short };
        assert!(window.high - window.low < window.most());
    }
}
