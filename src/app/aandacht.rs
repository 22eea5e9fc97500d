//! Attention points of a kwartaal (`domein.md` 6): new, still there or gone, and which of them somebody has seen.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, NaiveDate};

use super::{App, Fout, invoer};
use crate::clock;
use crate::domain::{
    Aanbieder, Aandachtreeks, Aandachtsoort, Aandachtspunt, CvsExport, Document, Documentsoort, Gemeente, Gezien, Handeling,
    Kwartaal, Periode, Segment, Soort, Tekst,
};
use crate::wording;

/// An attention point as listed; the kinds are those of `domein.md` 6.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aandachtregel {
    pub soort: Aandachtsoort,
    pub aanbieder: Aanbieder,
    pub segment: Segment,
    /// None for a point about a group.
    pub deelnemer: Option<String>,
    /// None for a point about a group.
    pub gemeente: Option<Gemeente>,
    pub startdatum: Option<NaiveDate>,
    pub groep: Option<String>,
    /// The sentence, without the code of the deelnemer.
    pub tekst: String,
    /// The rule in words, with the thresholds in force.
    pub regel: String,
    /// The kwartaal since when it is there without a break.
    pub sinds: Kwartaal,
    /// Marked as seen, and its facts did not change since.
    pub gezien: bool,
    /// How it was marked, also when it came back since.
    pub markering: Option<Gezien>,
    /// What the point is about, the same in every kwartaal.
    pub sleutel: String,
    /// The facts in one line, the same for the same facts.
    pub feiten: String,
}

/// The attention points of a kwartaal against those of the report before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aandachtbeeld {
    pub kwartaal: Kwartaal,
    /// None: of both.
    pub segment: Option<Segment>,
    /// In order of weight. New is what is there since this kwartaal.
    pub punten: Vec<Aandachtregel>,
    /// Points of the report before that are gone, in order of weight.
    pub weg: Vec<Aandachtregel>,
    /// The aanbieders of whom the report of the kwartaal is in; of the others nothing can be said.
    pub gerapporteerd: Vec<Aanbieder>,
    /// Points of the other segment that ask for attention, where one segment is shown ([`App::aandacht_in`]).
    pub elders: usize,
}

impl Aandachtbeeld {
    /// Whether a point was not there in the report before.
    pub fn is_new(&self, punt: &Aandachtregel) -> bool {
        punt.sinds == self.kwartaal
    }
}

/// The points of one aanbieder.
#[derive(Debug, Default)]
struct Punten {
    /// Whether the report of the kwartaal is in, with the part deelnemers.
    gerapporteerd: bool,
    nu: Vec<Aandachtspunt>,
    /// Those of the last report before it.
    eerder: Vec<Aandachtspunt>,
}

impl App {
    /// The attention points of a kwartaal in order of weight; `aanbieder` None is everybody who is shown, `segment` None is both.
    pub fn aandacht(
        &self,
        kwartaal: Kwartaal,
        aanbieder: Option<Aanbieder>,
        segment: Option<Segment>,
    ) -> Result<Vec<Aandachtregel>, Fout> {
        Ok(self.aandachtsbeeld(kwartaal, aanbieder, segment)?.punten)
    }

    /// The attention points of a kwartaal, with what is gone since the report before.
    pub fn aandachtsbeeld(
        &self,
        kwartaal: Kwartaal,
        aanbieder: Option<Aanbieder>,
        segment: Option<Segment>,
    ) -> Result<Aandachtbeeld, Fout> {
        let gezien = self.gezien()?;
        let (mut nu, mut weg, mut gerapporteerd) = (Vec::new(), Vec::new(), Vec::new());
        let shown = self.looked_at(kwartaal, aanbieder, segment)?;
        for wie in self.register.in_volgorde(shown.iter().map(|(wie, _)| *wie)) {
            let punten = self.points(kwartaal, wie)?;
            if punten.gerapporteerd {
                gerapporteerd.push(wie);
                weg.extend(gone(&punten));
            }
            nu.extend(punten.nu);
        }
        for punten in [&mut nu, &mut weg] {
            punten.retain(|punt: &Aandachtspunt| shown.contains(&(punt.aanbieder, punt.segment)));
            punten.sort_by(|a, b| self.place_of(a).cmp(&self.place_of(b)));
        }
        let lines = |punten: &[Aandachtspunt]| punten.iter().map(|punt| self.line(punt, &gezien)).collect();
        Ok(Aandachtbeeld { kwartaal, segment, punten: lines(&nu), weg: lines(&weg), gerapporteerd, elders: 0 })
    }

    /// The attention points of one segment, with how many more ask for it in the other.
    pub fn aandacht_in(&self, kwartaal: Kwartaal, segment: Segment) -> Result<Aandachtbeeld, Fout> {
        let mut beeld = self.aandachtsbeeld(kwartaal, None, None)?;
        let shown = self.looked_at(kwartaal, None, Some(segment))?;
        beeld.elders = beeld.punten.iter().filter(|punt| punt.segment != segment && !punt.gezien).count();
        for punten in [&mut beeld.punten, &mut beeld.weg] {
            punten.retain(|punt| punt.segment == segment);
        }
        beeld.gerapporteerd.retain(|wie| shown.contains(&(*wie, segment)));
        beeld.segment = Some(segment);
        Ok(beeld)
    }

    /// Who is looked at, and in which segment.
    fn looked_at(
        &self,
        kwartaal: Kwartaal,
        aanbieder: Option<Aanbieder>,
        segment: Option<Segment>,
    ) -> Result<HashSet<(Aanbieder, Segment)>, Fout> {
        let mut everybody = HashSet::new();
        for segment in Segment::ALL.into_iter().filter(|s| segment.is_none_or(|asked| asked == *s)) {
            if let Some(one) = aanbieder {
                everybody.insert((one, segment));
                continue;
            }
            let shown = self.getoond_van(segment, kwartaal, Periode::Kwartaal)?;
            everybody.extend(shown.into_iter().map(|g| (g.aanbieder, segment)));
        }
        Ok(everybody)
    }

    fn place_of<'p>(&self, punt: &'p Aandachtspunt) -> impl Ord + use<'p> {
        punt.volgorde(self.register.plaats(punt.aanbieder))
    }

    fn points(&self, kwartaal: Kwartaal, aanbieder: Aanbieder) -> Result<Punten, Fout> {
        let mut reeks = Aandachtreeks::new(aanbieder, &self.register, &self.normen().drempels, &self.werkdagen);
        let mut punten = Punten::default();
        let exports = self.cvs_exports(kwartaal)?;
        self.feed(aanbieder, Some(kwartaal), |rapport| {
            if rapport.deelnemers.is_none() {
                return;
            }
            let found = reeks.push(&rapport, exports.get(&rapport.kwartaal).map_or(&[], Vec::as_slice));
            if rapport.kwartaal == kwartaal {
                (punten.nu, punten.gerapporteerd) = (found, true);
            } else {
                punten.eerder = found;
            }
        })?;
        Ok(punten)
    }

    /// The points of one aanbieder in a segment that nobody has put aside, in order of weight.
    pub(super) fn unseen_aandacht(
        &self,
        kwartaal: Kwartaal,
        aanbieder: Aanbieder,
        segment: Segment,
    ) -> Result<Vec<Aandachtspunt>, Fout> {
        let gezien = self.gezien()?;
        let mut punten = self.points(kwartaal, aanbieder)?.nu;
        punten.retain(|punt| punt.segment == segment && !self.is_quiet(punt, &gezien));
        Ok(punten)
    }

    /// Whether somebody has seen the point and it is not due to return.
    fn is_quiet(&self, punt: &Aandachtspunt, gezien: &HashMap<String, Gezien>) -> bool {
        gezien.get(&punt.sleutel()).is_some_and(|g| g.holds(&punt.grond.kenmerk(), self.vandaag()))
    }

    /// The CVS exports that stand, by kwartaal, up to and including this one.
    fn cvs_exports(&self, tot: Kwartaal) -> Result<HashMap<Kwartaal, Vec<CvsExport>>, Fout> {
        let mut exports: HashMap<Kwartaal, Vec<CvsExport>> = HashMap::new();
        let Some((eerste, _)) = self.store.span().map_err(|e| self.refused(e))? else { return Ok(exports) };
        let versies = self.store.versions(Documentsoort::Cvs, eerste, tot).map_err(|e| self.refused(e))?;
        let delivered: HashSet<Document> = versies.into_iter().map(|v| v.document).collect();
        for document in delivered {
            if let Document::Cvs(gemeente, kwartaal) = document
                && let Some(export) = self.store.cvs(gemeente, kwartaal, None).map_err(|e| self.refused(e))?
            {
                exports.entry(kwartaal).or_default().push(export);
            }
        }
        Ok(exports)
    }

    /// Points that were marked as seen, by key.
    fn gezien(&self) -> Result<HashMap<String, Gezien>, Fout> {
        let all: Vec<Gezien> = self.store.all().map_err(|e| self.refused(e))?;
        Ok(all.into_iter().map(|g| (g.sleutel.clone(), g)).collect())
    }

    fn line(&self, punt: &Aandachtspunt, gezien: &HashMap<String, Gezien>) -> Aandachtregel {
        let (sleutel, feiten) = (punt.sleutel(), punt.grond.kenmerk());
        let markering = gezien.get(&sleutel).cloned();
        Aandachtregel {
            soort: punt.soort(),
            aanbieder: punt.aanbieder,
            segment: punt.segment,
            deelnemer: punt.deelnemer.as_ref().map(|d| d.as_str().to_owned()),
            gemeente: punt.gemeente,
            startdatum: punt.startdatum,
            groep: punt.groep.as_ref().map(ToString::to_string),
            tekst: wording::aandachtspunt(punt),
            regel: wording::aandachtregel(punt.soort(), &self.normen().drempels),
            sinds: punt.sinds,
            gezien: markering.as_ref().is_some_and(|g| g.holds(&feiten, self.vandaag())),
            markering,
            sleutel,
            feiten,
        }
    }

    /// Marks a point as seen: quiet until its facts change, or until the day.
    pub fn mark_seen(&mut self, punt: &Aandachtregel, reden: &str, terug_op: Option<NaiveDate>) -> Result<(), Fout> {
        let reden = invoer::required("reden", reden, 500, &self.register, "Schrijf op waarom dit geen aandacht meer vraagt.")?;
        if terug_op.is_some_and(|dag| dag <= self.vandaag()) {
            return Err(Fout::Ongeldig { veld: "terug", tekst: "Kies een dag na vandaag.".to_owned() });
        }
        let gezien = Gezien {
            sleutel: punt.sleutel.clone(),
            aanbieder: punt.aanbieder,
            deelnemer: punt.deelnemer.clone(),
            feiten: punt.feiten.clone(),
            reden,
            terug_op,
            wie: self.wie().to_owned(),
            wanneer: clock::now(),
            rijversie: punt.markering.as_ref().map_or(0, |g| g.rijversie),
        };
        let act = self.act("aandachtspunt gezien");
        let blank = Gezien {
            reden: Tekst::default(),
            terug_op: None,
            feiten: String::new(),
            wie: String::new(),
            wanneer: DateTime::UNIX_EPOCH,
            ..gezien.clone()
        };
        self.perform(&act, |h| {
            h.put(gezien, &blank)?;
            Ok(())
        })
    }

    /// What was done with a point, oldest first; the point itself follows from what is reported.
    pub fn aandacht_history(&self, sleutel: &str) -> Result<Vec<Handeling>, Fout> {
        self.store.history(Soort::Aandachtspunt, sleutel).map_err(|e| self.refused(e))
    }

    /// Takes the mark of a point away: it asks for attention again.
    pub fn unmark_seen(&mut self, punt: &Aandachtregel) -> Result<(), Fout> {
        let Some(gezien) = &punt.markering else { return Ok(()) };
        let act = self.act("aandachtspunt niet meer gezien");
        self.store.remove(&act, gezien).map_err(|e| self.refused(e))
    }
}

/// The points of the report before that are not there any more, a corrected Startdatum aside.
fn gone(punten: &Punten) -> Vec<Aandachtspunt> {
    let now: BTreeSet<String> = punten.nu.iter().map(Aandachtspunt::sleutel).collect();
    let goes_on = |old: &Aandachtspunt| {
        now.contains(&old.sleutel())
            || punten.nu.iter().any(|p| {
                // The same point under its new Startdatum is older than this kwartaal.
                p.soort() == old.soort() && p.deelnemer.is_some() && p.deelnemer == old.deelnemer && p.sinds == old.sinds
            })
    };
    punten.eerder.iter().filter(|old| !goes_on(old)).cloned().collect()
}
