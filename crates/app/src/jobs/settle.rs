//! What becomes of a run when its attempt ends: decided in memory, from the verdict and from what was asked for meanwhile.

use chrono::{DateTime, TimeDelta, Utc};
use domain::JobState;
use domain::job::backoff_seconds;
use serde_json::Value;

use super::run::{Done, Trouble};
use super::sql::Standing;

/// Most characters of a reason that are kept.
const MAX_ERROR_CHARS: usize = 500;

/// The end of an attempt, to be written.
#[derive(Debug, PartialEq)]
pub struct Change {
    pub state: JobState,
    pub failures: i32,
    pub error: Option<String>,
    pub result: Option<Value>,
    pub run_at: DateTime<Utc>,
}

/// The decision. `None`: the attempt has nothing to say about the run any more.
pub fn settle(verdict: Result<Done, Trouble>, standing: &Standing, now: DateTime<Utc>) -> Option<Change> {
    let change = |state, failures, error: Option<String>, run_at| Change {
        state,
        failures,
        error: error.map(|error| error.chars().take(MAX_ERROR_CHARS).collect()),
        result: None,
        run_at,
    };
    let later = |seconds: i64| now.checked_add_signed(TimeDelta::seconds(seconds)).unwrap_or(now);
    Some(match verdict {
        Err(Trouble::Lost) => return None,
        Err(Trouble::Cancelled) => change(JobState::Cancelled, standing.failures, None, now),
        // Asked for while it ran: whatever came out, it is done once more, at once.
        Ok(Done::Finished(result)) if standing.again => {
            Change { result, ..change(JobState::Queued, 0, None, now) }
        }
        Ok(Done::Later(_)) | Err(Trouble::Fail(_)) if standing.again => {
            change(JobState::Queued, 0, None, now)
        }
        Ok(Done::Finished(result)) => Change { result, ..change(JobState::Succeeded, 0, None, now) },
        _ if standing.cancel_requested => change(JobState::Cancelled, standing.failures, None, now),
        Ok(Done::Later(wait)) => {
            change(JobState::Queued, 0, None, later(i64::try_from(wait.as_secs()).unwrap_or(i64::MAX)))
        }
        Err(Trouble::Retry(reason)) => {
            let failures = standing.failures.saturating_add(1);
            let wait = backoff_seconds(u32::try_from(failures).unwrap_or(u32::MAX));
            change(JobState::Queued, failures, Some(reason), later(wait.into()))
        }
        Err(Trouble::Fail(reason)) => {
            change(JobState::Failed, standing.failures.saturating_add(1), Some(reason), now)
        }
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-21T12:00:00Z".parse().unwrap()
    }

    fn judged(verdict: Result<Done, Trouble>, failures: i32, again: bool, cancel_requested: bool) -> Change {
        settle(verdict, &Standing { failures, again, cancel_requested }, now()).unwrap()
    }

    #[test]
    fn success_ends_a_run_unless_it_was_asked_for_again() {
        let done = || Ok(Done::Finished(Some(Value::Bool(true))));
        assert_eq!(judged(done(), 3, false, false).state, JobState::Succeeded);
        // Too late to stop what is done.
        assert_eq!(judged(done(), 0, false, true).state, JobState::Succeeded);
        let again = judged(done(), 3, true, false);
        assert_eq!((again.state, again.failures, again.run_at), (JobState::Queued, 0, now()));
        assert_eq!(again.result, Some(Value::Bool(true)));
    }

    #[test]
    fn a_failure_that_may_pass_is_tried_again_later_and_later() {
        for (failures, seconds) in [(0, 1), (1, 2), (4, 16), (40, 600)] {
            let change = judged(Err(Trouble::Retry("no answer".into())), failures, false, false);
            assert_eq!(change.run_at, now() + TimeDelta::seconds(seconds));
            assert_eq!((change.state, change.failures), (JobState::Queued, failures + 1));
            assert_eq!(change.error.as_deref(), Some("no answer"));
        }
    }

    #[test]
    fn waiting_is_no_failure() {
        let change = judged(Ok(Done::Later(Duration::from_secs(30))), 5, false, false);
        assert_eq!((change.state, change.failures), (JobState::Queued, 0));
        assert_eq!(change.run_at, now() + TimeDelta::seconds(30));
    }

    #[test]
    fn a_refusal_ends_a_run_and_whoever_wanted_it_stopped_has_their_way() {
        assert_eq!(judged(Err(Trouble::Fail("no".into())), 0, false, false).state, JobState::Failed);
        assert_eq!(judged(Err(Trouble::Cancelled), 0, true, true).state, JobState::Cancelled);
        let waiting = || Ok(Done::Later(Duration::from_secs(9)));
        assert_eq!(judged(waiting(), 0, false, true).state, JobState::Cancelled);
        assert_eq!(judged(Err(Trouble::Retry("x".into())), 0, false, true).state, JobState::Cancelled);
        assert_eq!(
            settle(
                Err(Trouble::Lost),
                &Standing { failures: 0, again: true, cancel_requested: false },
                now()
            ),
            None
        );
    }

    #[test]
    fn a_long_reason_is_cut() {
        let change = judged(Err(Trouble::Fail("я".repeat(900))), 0, false, false);
        assert_eq!(change.error.unwrap().chars().count(), MAX_ERROR_CHARS);
    }
}
