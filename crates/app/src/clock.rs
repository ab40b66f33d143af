//! The only place that asks what time it is. Days are days of the business time zone.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

/// The server's clock and the business time zone.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    zone: Tz,
}

impl Clock {
    /// A clock of that business time zone.
    pub fn new(zone: Tz) -> Self {
        Self { zone }
    }

    /// Now, in whole microseconds, because that is what the database keeps.
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    pub fn now(&self) -> DateTime<Utc> {
        let now = Utc::now();
        DateTime::from_timestamp_micros(now.timestamp_micros()).unwrap_or(now)
    }

    /// The business day of a moment.
    pub fn day_of(&self, moment: DateTime<Utc>) -> NaiveDate {
        moment.with_timezone(&self.zone).date_naive()
    }

    /// Today in the business zone.
    pub fn today(&self) -> NaiveDate {
        self.day_of(self.now())
    }

    /// The first moment of a business day (after the gap where clocks jump over midnight).
    pub fn start_of(&self, day: NaiveDate) -> DateTime<Utc> {
        let midnight = day.and_time(NaiveTime::MIN);
        match self.zone.from_local_datetime(&midnight).earliest() {
            Some(moment) => moment.with_timezone(&Utc),
            None => self
                .zone
                .from_local_datetime(&(midnight + chrono::TimeDelta::hours(1)))
                .earliest()
                .map_or_else(|| midnight.and_utc(), |moment| moment.with_timezone(&Utc)),
        }
    }

    /// IANA name of the business zone.
    pub fn zone_name(&self) -> &'static str {
        self.zone.name()
    }

    pub fn zone(&self) -> Tz {
        self.zone
    }
}
