//! Background jobs: their words, when they are tried again, what a person may do with them.
//!
//! Invariant: a job that ended does not run again unless a person asks; a failing one waits longer each time, up to ten minutes.
//! Absent on purpose: the queue and the clock.

use crate::access::Permission;
use crate::action::{Action, Obstacle, Offer, offers};
use crate::words::word_enum;

word_enum! {
    /// What a job does.
    pub enum JobKind {
        /// Brings an online payment and its provider into agreement: asks for it, captures it, gives it up.
        Payment = "PAYMENT",
        /// Has the provider give money back.
        Refund = "REFUND",
    }
}

word_enum! {
    /// Where a job stands.
    pub enum JobState {
        /// Waits for its turn or its time.
        Queued = "QUEUED",
        Running = "RUNNING",
        Succeeded = "SUCCEEDED",
        /// Given up; a person may have it tried again.
        Failed = "FAILED",
        Cancelled = "CANCELLED",
    }
}

word_enum! {
    /// How far a job is: what it is about to do.
    pub enum JobStage {
        /// Has the provider begin a payment.
        Create = "CREATE",
        /// Asks the provider what has become of a payment or a refund.
        Ask = "ASK",
        /// Pays the order with money that the provider holds.
        PayOrder = "PAY_ORDER",
        /// Has the provider take the money that it holds.
        Capture = "CAPTURE",
        /// Has the provider let go of the money.
        Void = "VOID",
        /// Cancels the order whose money could not be taken.
        CancelOrder = "CANCEL_ORDER",
        /// Has the provider give money back.
        Refund = "REFUND",
    }
}

impl JobStage {
    /// Whether a job may be stopped here. Where money moves, and where an order is brought into agreement with it, nothing is left
    /// half-way.
    pub const fn may_stop(self) -> bool {
        match self {
            Self::Create | Self::Ask | Self::PayOrder => true,
            Self::Capture | Self::Void | Self::CancelOrder | Self::Refund => false,
        }
    }
}

impl JobState {
    /// Whether the job is over.
    pub const fn is_final(self) -> bool {
        match self {
            Self::Queued | Self::Running => false,
            Self::Succeeded | Self::Failed | Self::Cancelled => true,
        }
    }

    /// Whether the job may be tried again, or at once if it waits for its next attempt.
    ///
    /// # Errors
    /// `JobRunning`, `JobSettled`.
    pub const fn retry(self) -> Result<(), Obstacle> {
        match self {
            Self::Queued | Self::Failed | Self::Cancelled => Ok(()),
            Self::Running => Err(Obstacle::JobRunning),
            Self::Succeeded => Err(Obstacle::JobSettled),
        }
    }

    /// Whether the job may be stopped. A running one stops at its next step. One in the middle of `moving` money, which an order has
    /// counted on already, is not stopped: the money would stay half-way.
    ///
    /// # Errors
    /// `JobSettled`, `MoneyMoving`.
    pub const fn cancel(self, moving: bool) -> Result<(), Obstacle> {
        match (self.is_final(), moving) {
            (true, _) => Err(Obstacle::JobSettled),
            (false, true) => Err(Obstacle::MoneyMoving),
            (false, false) => Ok(()),
        }
    }

    /// Every action on the job for whoever `may`.
    pub fn offers(self, moving: bool, may: impl Fn(Permission) -> bool) -> Vec<Offer> {
        let table = [
            (Action::Retry, Permission::JobsWrite, self.retry()),
            (Action::Cancel, Permission::JobsWrite, self.cancel(moving)),
        ];
        offers(&table, may)
    }
}

/// Seconds until the next attempt after so many failures in a row: 1, 2, 4, ... 600.
pub const fn backoff_seconds(failures: u32) -> u32 {
    const MOST: u32 = 600;
    if failures == 0 {
        return 0;
    }
    match 1u32.checked_shl(failures.saturating_sub(1)) {
        Some(seconds) if failures <= 10 && seconds < MOST => seconds,
        Some(_) | None => MOST,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_job_waits_longer_each_time_up_to_ten_minutes() {
        let waits: Vec<u32> = (0..=11).map(backoff_seconds).collect();
        assert_eq!(waits, [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600]);
        assert_eq!(backoff_seconds(u32::MAX), 600);
    }

    #[test]
    fn what_ended_is_tried_again_unless_it_succeeded_and_what_goes_on_is_stopped() {
        let table = |state: JobState| (state.retry().err(), state.cancel(false).err());
        assert_eq!(table(JobState::Queued), (None, None));
        assert_eq!(table(JobState::Running), (Some(Obstacle::JobRunning), None));
        assert_eq!(table(JobState::Succeeded), (Some(Obstacle::JobSettled), Some(Obstacle::JobSettled)));
        assert_eq!(table(JobState::Failed), (None, Some(Obstacle::JobSettled)));
        assert_eq!(table(JobState::Cancelled), (None, Some(Obstacle::JobSettled)));
        for state in JobState::ALL {
            let obstacle = if state.is_final() { Obstacle::JobSettled } else { Obstacle::MoneyMoving };
            assert_eq!(state.cancel(true), Err(obstacle), "{state}");
        }
    }

    #[test]
    fn who_lacks_the_right_is_told_nothing_of_the_state() {
        let offers = JobState::Running.offers(false, |_| false);
        assert!(offers.iter().all(|offer| offer.obstacle == Some(Obstacle::NotPermitted)));
        assert_eq!(offers.len(), 2);
    }
}
