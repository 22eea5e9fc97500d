//! The yearly point of the agenda: satisfaction on its three levels, at the first gesprek after the report of K4 came in
//! (`domein.md` 9, H23 KPI 3).

use chrono::NaiveDate;

use super::{App, Fout};
use crate::domain::agenda::{Cijfer, Tevredenheidsjaar};
use crate::domain::{Aanbieder, Document, Documentsoort, Gesprek, Kwartaal, Segment};

impl App {
    /// What the yearly point tells; None when it is not the gesprek for it. `op_tafel` are the figures of the gesprek itself.
    pub(super) fn tevredenheidsjaar(&self, gesprek: &Gesprek, op_tafel: &[Cijfer]) -> Result<Option<Tevredenheidsjaar>, Fout> {
        // It is a point of the contract for collectief.
        if gesprek.segment() != Segment::Collectief {
            return Ok(None);
        }
        let (wie, kwartaal) = (gesprek.aanbieder, gesprek.kwartaal);
        let over = if kwartaal.nummer() == 4 { kwartaal } else { kwartaal.first_of_year().previous() };
        let Some(since) = self.first_came_in(wie, over)? else { return Ok(None) };
        if !self.is_first_since(gesprek, over, since)? {
            return Ok(None);
        }
        let mut cijfers = if over == kwartaal {
            op_tafel.to_vec()
        } else {
            self.cijfers_on_table(&Gesprek { kwartaal: over, ..gesprek.clone() })?
        };
        cijfers.retain(|c| c.norm.indicator.is_tevredenheid());
        let respons = cijfers.iter().find_map(|c| c.jaar.meting.respons);
        Ok((!cijfers.is_empty()).then_some(Tevredenheidsjaar { jaar: over.jaar(), cijfers, respons }))
    }

    /// The day on which anything of a report first came in; None when nothing stands.
    fn first_came_in(&self, wie: Aanbieder, kwartaal: Kwartaal) -> Result<Option<NaiveDate>, Fout> {
        let document = Document::Rapportage(wie, kwartaal);
        let versies = self.store.versions(Documentsoort::Rapportage, kwartaal, kwartaal).map_err(|e| self.refused(e))?;
        let own = versies.iter().filter(|v| v.document == document);
        Ok(own.flat_map(|v| &v.leveringen).filter_map(|l| l.aangeleverd).min())
    }

    /// Whether a gesprek is the first with its aanbieder from a day on; without a date it is when it is the regular one about the
    /// kwartaal and no other is planned.
    fn is_first_since(&self, gesprek: &Gesprek, over: Kwartaal, since: NaiveDate) -> Result<bool, Fout> {
        let planned = self.gesprekken()?.into_iter().filter(|g| g.is_of_same_table(gesprek) && g.kwartaal >= over);
        let first = planned.filter_map(|g| Some((g.datum?, g.id))).filter(|(dag, _)| *dag >= since).min();
        Ok(match (first, gesprek.datum) {
            (Some((_, id)), Some(_)) => id == gesprek.id,
            (None, None) => gesprek.kwartaal == over && gesprek.soort.is_regulier(),
            (Some(_), None) | (None, Some(_)) => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Gesprekwijziging, NieuwGesprek, Omgeving, Voorbeeld};
    use crate::domain::testing::{RENDIZ, d, k};
    use crate::domain::{Gespreksoort, Onderdeelsleutel};

    fn example() -> App {
        let vandaag = Voorbeeld::load().unwrap().vandaag;
        App::open_voorbeeld(Omgeving { vandaag, wie: "contractmanager".into(), voorbeeld: true }).unwrap()
    }

    /// The lines of the yearly point of a gesprek; None when it has none.
    fn point(app: &App, id: i64) -> Option<Vec<String>> {
        let agenda = app.agenda(id).unwrap();
        let punt = agenda.punten.into_iter().find(|p| p.punt.sleutel == Onderdeelsleutel::Tevredenheid)?;
        let all = crate::wording::agenda::Zicht::ALLES;
        Some(punt.feiten.iter().filter_map(|f| crate::wording::agenda::shown(&f.stukken, all)).collect())
    }

    #[test]
    fn the_first_gesprek_after_the_report_of_the_year_has_it_and_no_other() {
        let mut app = example();
        let planned = app.gesprek_van(RENDIZ, k("2025-K4")).unwrap().unwrap();
        let lines = point(&app, planned.id).unwrap();
        assert_eq!(
            lines.iter().map(|l| l.chars().take(4).collect::<String>()).collect::<Vec<_>>(),
            ["C3.1", "C3.2", "C3.3", "Resp"]
        );
        assert!(lines[0].starts_with("C3.1 Deelnemers ≥ 8 in 2025: 84,6%"), "{lines:?}");
        assert!(lines[3].contains("afgeronde trajecten met een cijfer"), "{lines:?}");
        // An extra one before it takes it over; one that is planned later does not have it twice.
        let extra = |app: &mut App, datum| {
            let nieuw = NieuwGesprek {
                aanbieder: RENDIZ,
                kwartaal: k("2026-K1"),
                soort: Gespreksoort::Extra,
                datum: Some(d(datum)),
                tijd: None,
                plaats: String::new(),
                aanwezig: Vec::new(),
                afwezig: Vec::new(),
                verslaglegger: String::new(),
            };
            app.plan_gesprek(&nieuw).unwrap().id
        };
        let later = extra(&mut app, "2026-12-01");
        assert_eq!(point(&app, later), None);
        let sooner = extra(&mut app, "2026-01-20");
        assert!(planned.datum.unwrap() > d("2026-01-20"));
        assert!(point(&app, sooner).is_some());
        assert_eq!(point(&app, planned.id), None);
        // Without a date it waits for those that have one.
        let none = Gesprekwijziging { datum: Some(None), ..Gesprekwijziging::default() };
        let planned = app.gesprek(planned.id).unwrap();
        app.change_gesprek(planned.id, planned.rijversie, &none).unwrap();
        assert_eq!(point(&app, planned.id), None);
    }
}
