//! The one place that reads the clock. Everything else gets `today` or a moment as an argument, so that a test or
//! `--vandaag` can fix it.

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::{moment_in_nederland, nederlandse_dag, nederlandse_klok};

/// Returns the calendar day in the Netherlands.
pub fn today() -> NaiveDate {
    nederlandse_dag(now())
}

/// Returns the moment, for the change log.
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

/// Returns the moment as it counts when `vandaag` counts as today: on a day that was fixed it is that day at the hour of the
/// clock, so that a rehearsal hangs together.
pub fn moment_on(vandaag: NaiveDate) -> DateTime<Utc> {
    let now = now();
    let klok = nederlandse_klok(now);
    if vandaag == klok.date() { now } else { moment_in_nederland(vandaag.and_time(klok.time())) }
}
