//! Words for whether a report came in on time.

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::{dag_en_datum, werkdagen};
use crate::domain::{Tijdigheid, Tijdigheidstelling};

/// `op tijd`, `2 werkdagen te laat`, `Tevredenheid 2 werkdagen te laat`, `verwacht uiterlijk ma 15 jul`.
pub fn tijdigheid(t: &Tijdigheid, vandaag: NaiveDate) -> String {
    match (t.is_received(), t.werkdagen_te_laat, t.deadline) {
        (false, Some(n), _) => format!("niet ontvangen, {} te laat", werkdagen(n)),
        (false, None, Some(deadline)) => format!("verwacht uiterlijk {}", dag_en_datum(deadline, vandaag)),
        (false, None, None) if t.verwacht => "niet ontvangen, gesprek niet gepland".to_owned(),
        (false, None, None) => "nog niet verwacht".to_owned(),
        (true, Some(0), _) => "op tijd".to_owned(),
        (true, Some(n), _) => {
            let parts = t.late_parts();
            if parts.is_empty() {
                return format!("{} te laat", werkdagen(n));
            }
            let late = parts.iter().map(|p| format!("{} {}", p.deel.naam(), werkdagen(p.werkdagen_te_laat.unwrap_or(0))));
            format!("{} te laat", super::opsomming(late))
        }
        (true, None, _) => "ontvangen, gesprek niet gepland".to_owned(),
    }
}

/// `op tijd 11 van 12, compleet 10 van 12, 1 nog niet ontvangen, hoogstens 3 werkdagen te laat`.
pub fn tijdigheidstelling(t: &Tijdigheidstelling) -> String {
    if t.verwacht == 0 {
        return "nog niets verwacht".to_owned();
    }
    let in_time = match t.beoordeeld {
        0 => "geen deadline bekend".to_owned(),
        n => format!("op tijd {} van {n}", t.op_tijd),
    };
    let mut tekst = in_time;
    if t.ontvangen > 0 {
        let _ = write!(tekst, ", compleet {} van {}", t.compleet, t.ontvangen);
    }
    if t.verwacht > t.ontvangen {
        let _ = write!(tekst, ", {} nog niet ontvangen", t.verwacht - t.ontvangen);
    }
    if t.hoogstens_te_laat > 0 {
        let _ = write!(tekst, ", hoogstens {} te laat", werkdagen(t.hoogstens_te_laat));
    }
    tekst
}
