//! When the plans of a connection are made anew.
//!
//! A plan is kept, and one made while a table had a page reads that table from end to end for ever after, in the guards of the database
//! too. So plans are made anew each time the work has doubled: a table can have grown a little since, never a hundredfold.

use std::time::{Duration, Instant};

/// Commands after which the plans of a new connection are made anew; then after twice as many, and so on.
const FIRST: usize = 256;
/// How long plans are kept at most: other processes and imports make tables grow too.
const LONGEST: Duration = Duration::from_secs(300);

/// What a connection has done since its plans were made.
pub struct Plans {
    commands: usize,
    until: usize,
    made: Instant,
}

impl Plans {
    pub fn new() -> Self {
        Self { commands: 0, until: FIRST, made: Instant::now() }
    }

    pub fn used(&mut self, commands: usize) {
        self.commands = self.commands.saturating_add(commands);
    }

    pub fn are_stale(&self) -> bool {
        self.commands >= self.until || self.made.elapsed() > LONGEST
    }

    pub fn renewed(&mut self) {
        self.until = self.until.max(self.commands.saturating_mul(2));
        self.made = Instant::now();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_are_renewed_a_few_times_however_much_is_done() {
        let (mut plans, mut renewals) = (Plans::new(), Vec::new());
        for command in 1..=1_000_000_usize {
            plans.used(1);
            if plans.are_stale() {
                renewals.push(command);
                plans.renewed();
            }
        }
        assert_eq!(renewals.first(), Some(&FIRST));
        assert!(renewals.windows(2).all(|pair| pair[1] == pair[0] * 2), "{renewals:?}");
    }

    #[test]
    fn plans_of_a_quiet_connection_get_old() {
        let mut plans = Plans::new();
        plans.made = plans.made.checked_sub(LONGEST + Duration::from_secs(1)).unwrap();
        assert!(plans.are_stale());
        plans.renewed();
        assert!(!plans.are_stale());
    }
}
