//! The one place that reads the clock. Everything else gets `today` or a moment as an argument, so that a test or
//! `--vandaag` can fix it.

use chrono::{DateTime, Local, NaiveDate, Utc};

/// Returns the calendar day where the user is.
pub fn today() -> NaiveDate {
    Local::now().date_naive()
}

/// Returns the moment, for the change log.
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

/// Returns the moment as it counts when `vandaag` counts as today: on a day that was fixed it is that day at the hour of the
/// clock, so that a rehearsal hangs together.
pub fn moment_on(vandaag: NaiveDate) -> DateTime<Utc> {
    let now = now();
    if vandaag == today() { now } else { vandaag.and_time(now.time()).and_utc() }
}
