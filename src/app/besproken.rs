//! What was discussed of the figures of a kwartaal: what came in later changes none of them silently.

use chrono::NaiveDate;

use super::{App, Fout};
use crate::domain::vorm::{Besprokencijfer, Bevroren, Normstand};
use crate::domain::{Aanbieder, Gespreksoort, Kwartaal, Meting, Periode};

/// What stood on the table in the regular gesprekken about a kwartaal that were held.
pub(super) struct Opgetafel(Vec<(Aanbieder, Option<NaiveDate>, Vec<Normstand>)>);

impl App {
    pub(super) fn discussed(&self, kwartaal: Kwartaal) -> Result<Opgetafel, Fout> {
        let gesprekken = self.gesprekken()?.into_iter();
        let held = gesprekken.filter(|g| g.kwartaal == kwartaal && g.soort == Gespreksoort::Regulier && g.status.is_held());
        let mut all = Vec::new();
        for gesprek in held {
            if let Some(Bevroren::V1 { inhoud, .. }) = self.gesprek(gesprek.id)?.bevroren {
                all.push((gesprek.aanbieder, gesprek.datum, inhoud.normen));
            }
        }
        Ok(Opgetafel(all))
    }
}

impl Opgetafel {
    /// As the figure was discussed, when it is another now.
    pub(super) fn beside(&self, meting: &Meting) -> Option<Besprokencijfer> {
        let (_, dag, normen) = self.0.iter().find(|(wie, ..)| Some(*wie) == meting.aanbieder)?;
        let norm = normen.iter().find(|n| n.id == meting.norm.as_str())?;
        let toen = match meting.periode {
            Periode::Kwartaal => &norm.kwartaal,
            Periode::Jaar => &norm.jaar,
        };
        let is_other = toen.weergave != meting.weergave || toen.oordeel != meting.oordeel;
        is_other.then(|| Besprokencijfer { dag: *dag, toen: toen.clone() })
    }
}
