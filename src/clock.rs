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
