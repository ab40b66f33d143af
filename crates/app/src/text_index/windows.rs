//! Windows of ids, from the place where a list begins: the rest of its stretch, then everything else; each split when it is too full.

use std::collections::VecDeque;

use sqlx::{Postgres, QueryBuilder};

/// Bits of an id within a long stretch and within a short one, as the indexes have them.
const LONG_BITS: u32 = 16;
const SHORT_BITS: u32 = 12;
/// Ids that are taken at once from a window longer than a short stretch.
const MOST: i64 = 2_000;

/// How a window is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Everything,
    Long,
    Short,
}

/// Some ids, both ends inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub low: i64,
    pub high: i64,
    kind: Kind,
}

impl Window {
    /// How many ids may be taken at once. A short stretch never holds more.
    pub fn most(&self) -> i64 {
        if self.kind == Kind::Short { 1 << SHORT_BITS } else { MOST }
    }

    /// Appends the condition on an id, with `and` before it.
    pub fn push(&self, query: &mut QueryBuilder<Postgres>, id: &str) {
        let bits = match self.kind {
            Kind::Everything => None,
            Kind::Long => Some(LONG_BITS),
            Kind::Short => Some(SHORT_BITS),
        };
        if let Some(bits) = bits {
            query.push(" and ").push(id).push(" >> ").push(bits).push(" = ").push_bind(self.low >> bits);
        }
        query.push(" and ").push(id).push(" between ").push_bind(self.low).push(" and ").push_bind(self.high);
    }
}

/// Windows that are still to be asked for, in order.
pub struct Windows {
    rest: VecDeque<Window>,
    falling: bool,
}

impl Windows {
    /// The ids `low..=high`, from the highest on when `falling`.
    pub fn new(low: i64, high: i64, falling: bool) -> Self {
        let mut rest = VecDeque::new();
        if low <= high {
            let first = if falling { high } else { low };
            let stretch = stretch_of(first, LONG_BITS);
            let (near, far) = if falling {
                ((stretch.0.max(low), high), (low, stretch.0.saturating_sub(1)))
            } else {
                ((low, stretch.1.min(high)), (stretch.1.saturating_add(1), high))
            };
            rest.push_back(Window { low: near.0, high: near.1, kind: Kind::Long });
            if far.0 <= far.1 {
                rest.push_back(Window { low: far.0, high: far.1, kind: Kind::Everything });
            }
        }
        Self { rest, falling }
    }

    pub fn next(&mut self) -> Option<Window> {
        self.rest.pop_front()
    }

    /// Puts the parts of a window first, instead of the window itself.
    pub fn split(&mut self, window: Window) {
        let (bits, kind) =
            if window.kind == Kind::Everything { (LONG_BITS, Kind::Long) } else { (SHORT_BITS, Kind::Short) };
        let mut parts = Vec::new();
        let mut low = window.low;
        while low <= window.high {
            let high = stretch_of(low, bits).1.min(window.high);
            parts.push(Window { low, high, kind });
            match high.checked_add(1) {
                Some(next) => low = next,
                None => break,
            }
        }
        // The last one put in front is the first one asked for.
        if !self.falling {
            parts.reverse();
        }
        for part in parts {
            self.rest.push_front(part);
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

    /// Asks for all windows, splitting those that `full` says are too full.
    fn covered(mut windows: Windows, full: impl Fn(&Window) -> bool) -> Vec<(i64, i64)> {
        let mut covered = Vec::new();
        while let Some(window) = windows.next() {
            if window.kind != Kind::Short && full(&window) {
                windows.split(window);
            } else {
                covered.push((window.low, window.high));
            }
        }
        covered
    }

    #[test]
    fn windows_cover_every_id_once_and_in_order_however_they_are_split() {
        for falling in [false, true] {
            for (low, high) in [(0, 1_000_000), (70_000, 70_000), (65_535, 65_536), (1, 300_000)] {
                for full in [|_: &Window| true, |_: &Window| false, |window: &Window| window.low % 3 == 0] {
                    let mut parts = covered(Windows::new(low, high, falling), full);
                    if falling {
                        parts.reverse();
                    }
                    assert_eq!((parts[0].0, parts[parts.len() - 1].1), (low, high));
                    assert!(parts.windows(2).all(|pair| pair[0].1 + 1 == pair[1].0), "{parts:?}");
                }
            }
        }
        assert_eq!(covered(Windows::new(5, 4, false), |_| true), []);
    }

    #[test]
    fn a_short_window_is_never_too_full() {
        let window = Window { low: 4096, high: 8191, kind: Kind::Short };
        assert!(window.high - window.low < window.most());
    }
}
