//! Attention points that somebody has seen.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Aanbieder, Tekst};

/// An attention point that somebody has seen: quiet until its facts change or the day comes (`domein.md` 6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gezien {
    /// What tells this point from any other: kind, aanbieder, deelnemer and startdatum, or groep.
    pub sleutel: String,
    pub aanbieder: Aanbieder,
    /// Kept apart, so that it goes when the deelnemer's data go.
    pub deelnemer: Option<String>,
    /// The facts as they were seen; when they are others now, the point returns.
    pub feiten: String,
    pub reden: Tekst,
    /// The day it returns in any case.
    pub terug_op: Option<NaiveDate>,
    pub wie: String,
    pub wanneer: DateTime<Utc>,
    pub rijversie: u32,
}

impl Gezien {
    /// Whether it still quiets the point, given the point's facts now.
    pub fn holds(&self, feiten: &str, today: NaiveDate) -> bool {
        self.feiten == feiten && self.terug_op.is_none_or(|dag| today < dag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::PSW;

    #[test]
    fn a_point_returns_when_its_facts_change_or_the_day_comes() {
        let dag = |d| NaiveDate::from_ymd_opt(2024, 7, d).unwrap();
        let gezien = Gezien {
            sleutel: "drie_jaar/psw/A1".to_owned(),
            aanbieder: PSW,
            deelnemer: Some("A1".to_owned()),
            feiten: "einddatum 2024-12-31".to_owned(),
            reden: "besproken".into(),
            terug_op: Some(dag(15)),
            wie: "contractmanager".to_owned(),
            wanneer: DateTime::UNIX_EPOCH,
            rijversie: 1,
        };
        assert!(gezien.holds("einddatum 2024-12-31", dag(14)));
        assert!(!gezien.holds("einddatum 2024-12-31", dag(15)));
        assert!(!gezien.holds("einddatum 2025-12-31", dag(14)));
    }
}
