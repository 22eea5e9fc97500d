//! The agenda of a gesprek as a screen shows it: generated from everything that is known, as it was when it was frozen, or as it
//! is vastgesteld.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{App, Dekkingsbeeld, Dekkingsstand, Fout, Signaalregel, Verandering};
use crate::app::afspraken::Afspraakfilter;
use crate::app::cijfers::Peilstand;
use crate::app::doorlopend::Peil;
use crate::domain::agenda::{
    Agendastof, Cijfer, Dekkingscelstof, Dekkingsstof, Figuur, Gemeentestof, Lopendeafspraak, Punt, Rapportstand, generate,
};
use crate::domain::verwachting::Getoetst;
use crate::domain::vorm::{
    Besproken, Besprokenpunt, Bevroren, Rapportversie, Verslagafspraak, Verslagpunt, Verslagstof, Verslaguitkomst, Wijziging,
};
use crate::domain::{
    Aanbieder, Aanbiedernamen, Aandachtsoort, Aandachtspunt, Afspraak, Afspraakstatus, Agendapunt, Bericht, Codes, Deel,
    Document, Feitregel, Genoemd, Genoemdenaam, Gesprek, Gespreksstatus, Getypt, Herleider, Herleidingsrij, Indicator, Kwartaal,
    Meetreeks, Meting, Norm, NormId, Onderdeelsleutel, Periode, Postsoort, Segment, Signaal, Signaalstatus, Uitkomst,
    Uitkomstinhoud, nederlandse_dag,
};
use crate::wording::agenda::{Tafel, feiten, lopende, rapportage, retold, titel, volgende};
use crate::wording::vorm::{dekkingsverslag, normstanden};

/// How many kwartalen the charts go back, the kwartaal itself included.
const TREND: i32 = 8;

/// The agenda of a gesprek.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agendabeeld {
    /// Id 0 when no gesprek was planned yet: the agenda can be read, not written.
    pub gesprek: Gesprek,
    /// The day on which it was begun.
    pub begonnen_op: Option<chrono::NaiveDate>,
    /// The extra gesprekken with this aanbieder about this kwartaal, by date.
    pub extra: Vec<i64>,
    /// What is on the table; frozen once the gesprek was held.
    pub besproken: Besproken,
    /// In the order of the agenda; dropped ones among them, marked.
    pub punten: Vec<Agendaregel>,
    /// What moved since it was frozen; nothing any more once the gesprek is vastgesteld.
    pub wijzigingen: Vec<Wijziging>,
    /// The messages that were made for the aanbieder around it, the oldest first.
    pub post: Vec<Bericht>,
    /// The kinds of messages to the aanbieder for which there is something to write.
    pub te_schrijven: Vec<Postsoort>,
    /// Where the verslag would name another aanbieder in what somebody typed, once it was looked for
    /// ([`App::with_others_named`]).
    pub genoemd: Vec<Genoemdenaam>,
    /// By which it went to the region; None when it did not.
    pub opschaling: Option<Signaalregel>,
    /// What the aanbieder at the table may not see, wherever it turns up.
    pub verborgen: Verborgen,
}

/// Words that are hidden at the table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verborgen {
    /// The codes of the deelnemers of the aanbieder at the table.
    pub codes: Vec<String>,
    /// Every other code.
    pub andere_codes: Vec<String>,
    /// Other aanbieders; at the table of one gemeente the other gemeenten too.
    pub anderen: Aanbiedernamen,
}

impl Verborgen {
    /// What finds the words that may not be seen; `codes`: those of the deelnemers of the aanbieder at the table may.
    pub fn gezocht(&self, codes: bool) -> Verborgenwoorden {
        let own: &[String] = if codes { &[] } else { &self.codes };
        let codes = Codes::new(self.andere_codes.iter().chain(own).filter(|word| is_telling(word)));
        Verborgenwoorden { codes, anderen: self.anderen.clone() }
    }
}

/// Words that may not be seen at a table: the one rule for the screen and for what is printed.
#[derive(Debug, Default)]
pub struct Verborgenwoorden {
    codes: Codes,
    anderen: Aanbiedernamen,
}

impl Verborgenwoorden {
    /// Where they stand in a text, first to last, in bytes.
    pub fn find(&self, tekst: &str) -> Vec<Range<usize>> {
        let mut found = self.codes.find(tekst);
        found.extend(self.anderen.places(tekst));
        found.sort_by_key(|place| (place.start, place.end));
        found
    }

    /// The text with `cover` where they stood.
    pub fn covered(&self, tekst: &str, cover: &str) -> String {
        let (mut uit, mut tot) = (String::new(), 0);
        for place in self.find(tekst) {
            if place.start >= tot {
                uit.push_str(tekst.get(tot..place.start).unwrap_or_default());
                uit.push_str(cover);
            }
            tot = tot.max(place.end);
        }
        uit.push_str(tekst.get(tot..).unwrap_or_default());
        uit
    }
}

/// Whether a word says whom it is about wherever it stands: `12` and `ab` are ordinary words and numbers.
fn is_telling(word: &str) -> bool {
    let has = |is: fn(char) -> bool| word.chars().any(is);
    let length = word.chars().count();
    let digits = has(|c| c.is_ascii_digit());
    digits && (length >= 5 || has(char::is_alphabetic) && length >= 3) || !digits && length >= 3
}

/// A point of the agenda with its facts in words and what came out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agendaregel {
    pub punt: Punt,
    /// Title and notes of the point, with the codes in them apart.
    pub titel: Getypt,
    pub notitie: Getypt,
    pub feiten: Vec<Feitregel>,
    /// The open afspraken among the facts, each with its lines; those of a gesprek that was held are only told.
    pub lopend: Vec<Lopenderegel>,
    pub uitkomsten: Vec<Uitkomstregel>,
}

/// An open afspraak among the facts of a point, or one that was closed at the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lopenderegel {
    pub afspraak: Afspraak,
    /// Its lines among the facts.
    pub regels: Range<usize>,
    /// The figure has come to what was expected of it.
    pub mag_dicht: bool,
}

/// An outcome, to be shown and to be bettered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uitkomstregel {
    pub uitkomst: Uitkomst,
    /// What it says; once the gesprek is vastgesteld as it stood then.
    pub getoond: Verslaguitkomst,
    /// The afspraak in the list, as long as it may be bettered from here.
    pub afspraak: Option<Afspraak>,
    /// The afspraak of before that it says to be done, as long as it is.
    pub gesloten: Option<Afspraak>,
}

impl Agendabeeld {
    /// The points that are talked about: without those that were dropped.
    pub fn in_gesprek(&self) -> impl Iterator<Item = &Agendaregel> {
        self.punten.iter().filter(|p| !p.punt.vervallen)
    }

    /// Whether there is no day yet on which one meets again.
    pub fn lacks_next(&self) -> bool {
        self.in_gesprek().any(|p| p.punt.sleutel == Onderdeelsleutel::VolgendeDatum && p.feiten == [volgende(None)])
    }

    /// Whether signalen are talked about: then they are besproken once it is held.
    pub fn has_signalen(&self) -> bool {
        let is_about = |s: &Onderdeelsleutel| matches!(s, Onderdeelsleutel::Signalen | Onderdeelsleutel::Bundel(_));
        self.in_gesprek().any(|p| is_about(&p.punt.sleutel) && !p.feiten.is_empty())
    }

    /// Whether the point with this signaal was dropped.
    pub(super) fn is_dropped(&self, signaal: &Signaal) -> bool {
        let of = |sleutel: &Onderdeelsleutel| self.punten.iter().find(|p| p.punt.sleutel == *sleutel);
        let bundel = signaal.bundel.and_then(|id| of(&Onderdeelsleutel::Bundel(id)));
        bundel.or_else(|| of(&Onderdeelsleutel::Signalen)).is_some_and(|p| p.punt.vervallen)
    }

    /// What is on the table with the facts of every point: what is frozen.
    pub(super) fn to_freeze(&self) -> Besproken {
        let punt = |p: &Agendaregel| Besprokenpunt {
            sleutel: p.punt.sleutel.clone(),
            feiten: p.feiten.iter().map(Feitregel::kept).collect(),
        };
        Besproken { punten: self.punten.iter().map(punt).collect(), ..self.besproken.clone() }
    }

    /// The agenda as it is vastgesteld. What is internal is no part of that, and comes from `intern`.
    fn of_stof(gesprek: Gesprek, extra: Vec<i64>, stof: Verslagstof, intern: &[Agendapunt]) -> Self {
        let id = gesprek.id;
        let punten = stof.punten.into_iter().map(|p| established_point(id, p, intern)).collect();
        let besproken = Besproken {
            // Of a verslag only the day counts; nothing is compared with this moment any more.
            wanneer: gesprek.bevroren.as_ref().map(Bevroren::wanneer).unwrap_or_default(),
            rapportage: stof.rapportage,
            versies: stof.versies,
            normen: stof.normen,
            klein_onder: stof.klein_onder,
            dekking: stof.dekking,
            punten: Vec::new(),
        };
        Self {
            gesprek,
            begonnen_op: None,
            extra,
            besproken,
            punten,
            wijzigingen: Vec::new(),
            post: Vec::new(),
            te_schrijven: Vec::new(),
            genoemd: Vec::new(),
            opschaling: None,
            verborgen: Verborgen::default(),
        }
    }
}

impl App {
    /// The agenda of a gesprek.
    pub fn agenda(&self, id: i64) -> Result<Agendabeeld, Fout> {
        let mut gesprek = self.gesprek(id)?;
        // Of the example, whose gesprekken of long ago are written down when somebody looks at them.
        if gesprek.status == Gespreksstatus::Vastgesteld && gesprek.vaststelling.is_none() {
            self.write_down(std::slice::from_ref(&gesprek))?;
            gesprek = self.gesprek(id)?;
        }
        self.agenda_of(gesprek)
    }

    /// The agenda of the regular gesprek of an aanbieder about a kwartaal, also when it was not planned yet.
    pub fn agenda_van(&self, aanbieder: Aanbieder, kwartaal: Kwartaal) -> Result<Agendabeeld, Fout> {
        match self.gesprek_van(aanbieder, kwartaal)? {
            Some(gesprek) => self.agenda(gesprek.id),
            None => self.agenda_of(Gesprek::unplanned(aanbieder, kwartaal)),
        }
    }

    fn agenda_of(&self, gesprek: Gesprek) -> Result<Agendabeeld, Fout> {
        let verborgen = self.verborgen(&gesprek)?;
        let post = self.post_about(&gesprek)?;
        let te_schrijven = self.post_to_write(&gesprek)?;
        let opschaling = if gesprek.gemeente().is_some() { self.opschaling_van(gesprek.id)? } else { None };
        Ok(Agendabeeld { post, te_schrijven, opschaling, verborgen, ..self.agenda_as_it_stands(gesprek)? })
    }

    /// The same agenda, and when its verslag can still be mended, where that would name another aanbieder.
    pub fn with_others_named(&self, beeld: Agendabeeld) -> Result<Agendabeeld, Fout> {
        let is_held = beeld.gesprek.status == Gespreksstatus::Gehouden;
        let genoemd = if is_held { self.others_in_verslag(&beeld)? } else { Vec::new() };
        Ok(Agendabeeld { genoemd, ..beeld })
    }

    fn verborgen(&self, gesprek: &Gesprek) -> Result<Verborgen, Fout> {
        let (codes, _) = self.codes_at_table(gesprek.aanbieder, gesprek.gemeente())?;
        let own: BTreeSet<&String> = codes.iter().collect();
        let all = self.store.codes().map_err(|e| self.refused(e))?;
        let andere_codes = all.into_iter().filter(|code| !own.contains(code)).collect();
        Ok(Verborgen { codes, andere_codes, anderen: self.outsiders(gesprek.aanbieder, gesprek.gemeente())? })
    }

    fn agenda_as_it_stands(&self, gesprek: Gesprek) -> Result<Agendabeeld, Fout> {
        let gesprekken = self.gesprekken()?;
        let same = |g: &&Gesprek| g.soort.is_extra() && g.aanbieder == gesprek.aanbieder && g.kwartaal == gesprek.kwartaal;
        let mut extra: Vec<&Gesprek> = gesprekken.iter().filter(same).collect();
        extra.sort_by_key(|g| (g.datum.is_none(), g.datum, g.id));
        let extra = extra.iter().filter(|_| gesprek.gemeente().is_none()).map(|g| g.id).collect();
        if let Some(stof) = self.vastgesteld(&gesprek)? {
            let intern = self.agendapunten(gesprek.id)?;
            return Ok(Agendabeeld::of_stof(gesprek, extra, stof, &intern));
        }
        let peil = self.peil_of(&gesprek)?;
        self.agenda_at(gesprek, extra, peil)
    }

    /// The agenda of a gesprek that is not vastgesteld, or before that was written down, seen from `peil`.
    pub(super) fn agenda_at(&self, gesprek: Gesprek, extra: Vec<i64>, peil: Peil) -> Result<Agendabeeld, Fout> {
        let codes = self.codes()?;
        let tafel = self.tafel(&gesprek, peil);
        let uitkomsten = self.uitkomst_regels(&gesprek, peil, &codes)?;
        let (mut besproken, wijzigingen, mut punten, getoetst) = if let Some(bevroren) = &gesprek.bevroren {
            let nu = self.besproken_nu(&gesprek)?;
            let besproken = match bevroren {
                Bevroren::V1 { inhoud, .. } => Besproken::clone(inhoud),
                Bevroren::V0(oud) => {
                    let past = self.past_metingen(&gesprek)?;
                    let past: Vec<Vec<Meting>> = past.into_iter().map(|(_, m)| m).collect();
                    Besproken {
                        wanneer: oud.wanneer,
                        versies: oud
                            .versies
                            .iter()
                            .map(|(kwartaal, versie)| Rapportversie { kwartaal: *kwartaal, versie: *versie })
                            .collect(),
                        normen: normstanden(&oud.normen(), &oud.metingen(), &past, nu.klein_onder),
                        ..nu.clone()
                    }
                }
            };
            let wijzigingen = besproken.wijzigingen(&nu.normen);
            let mut punten = self.frozen_points(&gesprek, bevroren)?;
            // What was vastgesteld with an earlier program stays as it was.
            if gesprek.status != Gespreksstatus::Vastgesteld {
                let lopend = self.running_through(&gesprek, peil)?;
                for (_, feiten) in &mut punten {
                    *feiten = retold(std::mem::take(feiten), &lopend, peil.dag);
                }
            }
            (besproken, wijzigingen, punten, Vec::new())
        } else {
            let (punten, getoetst) = self.live_points(&gesprek, peil, &uitkomsten)?;
            (self.besproken_nu(&gesprek)?, Vec::new(), punten, getoetst)
        };
        besproken.punten.clear();
        for (punt, feiten) in &mut punten {
            // The date of the next gesprek is what comes out of it, until it is vastgesteld.
            if punt.sleutel == Onderdeelsleutel::VolgendeDatum {
                *feiten = vec![volgende(self.next_date(&gesprek)?)];
            }
            *feiten = std::mem::take(feiten).into_iter().map(|f| codes.mark_regel(f)).collect();
        }
        let punten = punten
            .into_iter()
            .map(|(punt, feiten)| {
                let own = uitkomsten.iter().filter(|u| u.uitkomst.sleutel == punt.sleutel).cloned().collect();
                let (titel, notitie) = (codes.mark(&punt.titel), codes.mark(&punt.notitie));
                let lopend = lopende(&punt, tafel).into_iter().map(|(Lopendeafspraak { afspraak, .. }, regels)| Lopenderegel {
                    mag_dicht: getoetst.iter().any(|v| v.may_close(afspraak)),
                    afspraak: afspraak.clone(),
                    regels,
                });
                let lopend = lopend.collect();
                Agendaregel { punt, titel, notitie, feiten, lopend, uitkomsten: own }
            })
            .collect();
        let begonnen_op = gesprek.begonnen.map(nederlandse_dag);
        Ok(Agendabeeld {
            gesprek,
            begonnen_op,
            extra,
            besproken,
            punten,
            wijzigingen,
            post: Vec::new(),
            te_schrijven: Vec::new(),
            genoemd: Vec::new(),
            opschaling: None,
            verborgen: Verborgen::default(),
        })
    }

    /// The agenda of a gesprek that is being held right now: it counts as one at which afspraken were carried over.
    pub(super) fn agenda_to_hold(&self, id: i64) -> Result<Agendabeeld, Fout> {
        let mut gesprek = self.gesprek(id)?;
        // What was held was not held later than now, whatever day was planned; what is late is counted on that day.
        if !gesprek.status.is_held() && gesprek.datum.is_none_or(|dag| dag > self.vandaag()) {
            gesprek.datum = Some(self.vandaag());
        }
        let peil = self.peil(&gesprek, true);
        self.agenda_at(gesprek, Vec::new(), peil)
    }

    /// What is on the table now, without the facts of the points.
    fn besproken_nu(&self, gesprek: &Gesprek) -> Result<Besproken, Fout> {
        let (aanbieder, kwartaal) = (gesprek.aanbieder, gesprek.kwartaal);
        let past: Vec<Vec<Meting>> = self.past_metingen(gesprek)?.into_iter().map(|(_, m)| m).collect();
        let table = past.last().map_or(&[][..], Vec::as_slice);
        let klein_onder = self.normen().drempels.klein_aantal;
        Ok(Besproken {
            wanneer: self.moment(),
            rapportage: rapportage(&self.rapportstand(gesprek)?),
            versies: self.versions_behind(aanbieder, kwartaal)?,
            normen: normstanden(&self.normen_of(gesprek), table, &past, klein_onder),
            klein_onder,
            dekking: self.dekking_on_table(gesprek)?.and_then(|stof| dekkingsverslag(&stof, aanbieder)),
            punten: Vec::new(),
        })
    }

    pub(super) fn rapportstand(&self, gesprek: &Gesprek) -> Result<Rapportstand, Fout> {
        if gesprek.gemeente().is_some() {
            // Nobody waits for a report: it is about the newest that there is.
            let mut stand = report_state(self.status_of(gesprek.aanbieder, gesprek.kwartaal, &[])?);
            // How the aanbieder works together is told at the table of the region.
            stand.ontbreekt.retain(|deel| *deel != Deel::Samenwerking);
            return Ok(stand);
        }
        let statussen = self.statussen(gesprek.kwartaal, &self.gesprekken()?)?;
        Ok(statussen.into_iter().find(|s| s.aanbieder == gesprek.aanbieder).map(report_state).unwrap_or_default())
    }

    /// The versions of the reports of the year that the figures of a kwartaal stand on.
    fn versions_behind(&self, aanbieder: Aanbieder, kwartaal: Kwartaal) -> Result<Vec<Rapportversie>, Fout> {
        let mut versions = Vec::new();
        for k in kwartaal.first_of_year().through(kwartaal) {
            let standing = self.store.standing(Document::Rapportage(aanbieder, k)).map_err(|e| self.refused(e))?;
            versions.extend(standing.map(|versie| Rapportversie { kwartaal: k, versie }));
        }
        Ok(versions)
    }

    /// The agenda as it is now, and what became of the expectations of the afspraken on it.
    fn live_points(
        &self,
        gesprek: &Gesprek,
        peil: Peil,
        uitkomsten: &[Uitkomstregel],
    ) -> Result<(Feitpunten, Vec<Getoetst>), Fout> {
        let (aanbieder, kwartaal) = (gesprek.aanbieder, gesprek.kwartaal);
        let rapport = self.store.rapport(aanbieder, kwartaal, None).map_err(|e| self.refused(e))?;
        let kosten = self.kosten(gesprek)?;
        let afspraken = self.running_through(gesprek, peil)?;
        let getoetst = self.expectations(gesprek, &afspraken)?;
        let cijfers = self.cijfers_on_table(gesprek)?;
        // What is of the contract in the whole region is not for the table of one gemeente.
        let of_region = gesprek.gemeente().is_none();
        let stof = Agendastof {
            aanbieder,
            kwartaal,
            dag: peil.dag,
            rapportage: self.rapportstand(gesprek)?,
            verwachtingen: getoetst.clone(),
            afspraken,
            tevredenheid: self.tevredenheidsjaar(gesprek, &cijfers)?,
            cijfers,
            vooruitblik: self.vooruitblik_van(gesprek)?,
            bundels: self.store.all().map_err(|e| self.refused(e))?,
            signalen: self.signalen_on_table(gesprek)?,
            aandacht: self.aandacht_on_table(gesprek)?,
            dekking: self.dekking_on_table(gesprek)?,
            samenwerking: rapport.filter(|_| of_region).and_then(|r| r.samenwerking),
            doelen: self
                .ontwikkeldoelen(Some(aanbieder))?
                .into_iter()
                .filter(|d| of_region && d.segment == gesprek.segment())
                .collect(),
            kosten,
            volgende: self.next_date(gesprek)?,
            punten: if gesprek.id == 0 { Vec::new() } else { self.agendapunten(gesprek.id)? },
            met_uitkomst: uitkomsten.iter().map(|u| u.uitkomst.sleutel.clone()).collect::<BTreeSet<_>>(),
        };
        let tafel = self.tafel(gesprek, peil);
        let with_facts = |mut punt: Punt| {
            if punt.titel.is_empty() {
                punt.titel = titel(&punt.sleutel);
            }
            let lines = feiten(&punt, tafel);
            (punt, lines)
        };
        Ok((generate(stof).into_iter().map(with_facts).collect(), getoetst))
    }

    fn tafel(&self, gesprek: &Gesprek, peil: Peil) -> Tafel<'_> {
        Tafel {
            aanbieder: gesprek.aanbieder,
            register: &self.register,
            dag: peil.dag,
            klein_onder: self.normen().drempels.klein_aantal,
        }
    }

    /// The agenda as it was kept when the gesprek was held, with the facts of then.
    fn frozen_points(&self, gesprek: &Gesprek, bevroren: &Bevroren) -> Result<Feitpunten, Fout> {
        let mut stored = self.agendapunten(gesprek.id)?;
        stored.sort_by_key(|p| (p.volgorde == 0, p.volgorde));
        let point = |p: Agendapunt| {
            let feiten = match bevroren {
                Bevroren::V1 { inhoud, .. } => inhoud.feiten_of(&p.sleutel).to_vec(),
                Bevroren::V0(oud) => oud.feiten_of(&p.sleutel),
            };
            let punt = Punt {
                sleutel: p.sleutel,
                titel: p.titel.into(),
                feiten: Vec::new(),
                vervallen: p.vervallen,
                voorbereiding: p.voorbereiding.into(),
                notitie: p.notitie.into(),
                rijversie: Some(p.rijversie),
            };
            (punt, feiten)
        };
        Ok(stored.into_iter().map(point).collect())
    }

    fn is_of_all(&self, norm: &NormId, kwartaal: Kwartaal) -> bool {
        self.normen().find(norm.as_str(), kwartaal).is_some_and(|n| n.indicator == Indicator::Dekking)
    }

    /// The normen that a gesprek is held against: those of its segment in its kwartaal; of one gemeente dekking says nothing.
    pub(super) fn normen_of(&self, gesprek: &Gesprek) -> Vec<Norm> {
        let valid = self.normen().valid_in(gesprek.segment(), gesprek.kwartaal);
        valid.filter(|n| gesprek.gemeente().is_none() || n.indicator != Indicator::Dekking).cloned().collect()
    }

    /// The figures of some kwartalen up to that of a gesprek, oldest first: those on its table, and C4.1.
    pub(super) fn past_metingen(&self, gesprek: &Gesprek) -> Result<Vec<(Kwartaal, Vec<Meting>)>, Fout> {
        let (aanbieder, kwartaal) = (gesprek.aanbieder, gesprek.kwartaal);
        let van = kwartaal.plus(1 - TREND);
        if gesprek.gemeente().is_some() {
            let mut reeks = Meetreeks::new(self.selectie_of(gesprek));
            self.feed(aanbieder, None, |rapport| reeks.push(&rapport))?;
            return Ok(van.through(kwartaal).map(|k| (k, reeks.metingen(self.normen(), k))).collect());
        }
        let cijfers = self.cijfers(Segment::Collectief, van, kwartaal, Peilstand::Toen)?;
        let of = |k: Kwartaal| {
            let mut metingen = cijfers.of(self, k);
            metingen.retain(|m| m.aanbieder == Some(aanbieder) || self.is_of_all(&m.norm, k));
            (k, metingen)
        };
        Ok(van.through(kwartaal).map(of).collect())
    }

    pub(super) fn cijfers_on_table(&self, gesprek: &Gesprek) -> Result<Vec<Cijfer>, Fout> {
        let kwartaal = gesprek.kwartaal;
        let past = self.past_metingen(gesprek)?;
        let find = |k: Kwartaal, norm: &Norm, periode: Periode| {
            let of = past.iter().find(|(kw, _)| *kw == k)?;
            of.1.iter().find(|m| m.norm == norm.id && m.periode == periode).cloned()
        };
        let mut rows = self.rows_behind(gesprek)?;
        let cijfers = self.normen_of(gesprek).into_iter().filter_map(|norm| {
            let figuur = |periode: Periode| {
                let vorige = find(kwartaal.previous(), &norm, periode);
                Some(Figuur { meting: find(kwartaal, &norm, periode)?, vorige })
            };
            let (k, j) = (figuur(Periode::Kwartaal)?, figuur(Periode::Jaar)?);
            let at = rows.iter().position(|(id, _)| *id == norm.id);
            let rijen = at.map(|at| rows.swap_remove(at).1).unwrap_or_default();
            let trend = past.iter().filter_map(|(kw, _)| find(*kw, &norm, Periode::Jaar)).collect();
            Some(Cijfer { kwartaal: k, jaar: j, trend, rijen, norm })
        });
        Ok(cijfers.collect())
    }

    /// The rows of every jaar figure, in one pass over the reports.
    fn rows_behind(&self, gesprek: &Gesprek) -> Result<Vec<(NormId, Vec<Herleidingsrij>)>, Fout> {
        let (normen, kwartaal) = (self.normen_of(gesprek), gesprek.kwartaal);
        let own = normen.iter().filter(|n| n.indicator != Indicator::Dekking);
        let mut herleiders: Vec<(NormId, Herleider<'_>)> = own
            .map(|n| {
                let selectie = self.selectie_of(gesprek);
                (n.id.clone(), Herleider::new(self.normen(), n, selectie, kwartaal, Periode::Jaar, None))
            })
            .collect();
        self.feed(gesprek.aanbieder, None, |rapport| {
            for (_, herleider) in &mut herleiders {
                herleider.push(&rapport);
            }
        })?;
        Ok(herleiders.into_iter().map(|(id, h)| (id, h.finish().rijen)).collect())
    }

    /// The expectations to be told at a gesprek: of the afspraken that run through it, and of those that were closed because they
    /// were kept, in the kwartaal that they were about and not again.
    fn expectations(&self, gesprek: &Gesprek, running: &[Lopendeafspraak]) -> Result<Vec<Getoetst>, Fout> {
        let (all, tafels) = (self.afspraken(&Afspraakfilter::default())?, self.tafels()?);
        let told = all.into_iter().filter(|r| {
            let a = &r.afspraak;
            let kept = tafels.is_of(a, gesprek.aanbieder, gesprek.gemeente())
                && (gesprek.id == 0 || a.gesprek != Some(gesprek.id))
                && a.status == Afspraakstatus::Gereed
                && a.verwachting.as_ref().is_some_and(|v| v.kwartaal == gesprek.kwartaal);
            kept || running.iter().any(|l| l.afspraak.nummer == a.nummer)
        });
        Ok(told.filter_map(|r| r.verwachting).collect())
    }

    /// The signalen for a gesprek: those of its kwartaal, and older ones that are still to be discussed.
    pub(super) fn signalen_on_table(&self, gesprek: &Gesprek) -> Result<Vec<Signaal>, Fout> {
        let kwartaal = gesprek.kwartaal;
        let mut all: Vec<Signaal> = self.store.all().map_err(|e| self.refused(e))?;
        all.retain(|s| {
            let ours = s.segment == gesprek.segment()
                && s.wie(&self.register) == Some(gesprek.aanbieder)
                && gesprek.gemeente().is_none_or(|g| g == s.gemeente)
                // What it sent to the region itself is told there.
                && (s.gesprek.is_none() || s.gesprek != Some(gesprek.id));
            let waiting = matches!(s.status, Signaalstatus::Nieuw | Signaalstatus::Geagendeerd);
            ours && (s.kwartaal == kwartaal && s.status != Signaalstatus::Afgehandeld || s.kwartaal < kwartaal && waiting)
        });
        Ok(all)
    }

    /// The date of the next gesprek: as written down, else that of the one that is planned for the next kwartaal.
    pub(super) fn next_date(&self, gesprek: &Gesprek) -> Result<Option<chrono::NaiveDate>, Fout> {
        if gesprek.volgende.is_some() {
            return Ok(gesprek.volgende);
        }
        let next = match gesprek.gemeente() {
            None => self.gesprek_van(gesprek.aanbieder, gesprek.kwartaal.next())?,
            Some(_) => self.evaluatief_in(gesprek, gesprek.jaar() + 1)?,
        };
        Ok(next.and_then(|g| g.datum))
    }

    /// The attention points of the rows on the table.
    fn aandacht_on_table(&self, gesprek: &Gesprek) -> Result<Vec<Aandachtspunt>, Fout> {
        let mut punten = self.unseen_aandacht(gesprek.kwartaal, gesprek.aanbieder, gesprek.segment())?;
        if let Some(gemeente) = gesprek.gemeente() {
            // Where somebody lived before is of another gemeente.
            punten.retain(|p| p.gemeente == Some(gemeente) && p.soort() != Aandachtsoort::GemeenteGewijzigd);
        }
        Ok(punten)
    }

    /// Of one gemeente dekking says nothing.
    fn dekking_on_table(&self, gesprek: &Gesprek) -> Result<Option<Dekkingsstof>, Fout> {
        let of_region = gesprek.gemeente().is_none();
        of_region.then(|| Ok(dekkingsstof(&self.dekkingsbeeld(gesprek.kwartaal)?))).transpose()
    }

    fn uitkomst_regels(&self, gesprek: &Gesprek, peil: Peil, codes: &Codes) -> Result<Vec<Uitkomstregel>, Fout> {
        if gesprek.id == 0 {
            return Ok(Vec::new());
        }
        let made = self.made_in(gesprek, peil)?;
        let mut regels = Vec::new();
        for uitkomst in self.uitkomsten(gesprek.id)? {
            let (getoond, afspraak) = match &uitkomst.inhoud {
                Uitkomstinhoud::Tekst { soort, tekst, .. } => {
                    (Verslaguitkomst::Tekst { soort: *soort, tekst: codes.mark(tekst) }, None)
                }
                Uitkomstinhoud::Afspraak(nummer) => {
                    let own = made.iter().find(|a| a.nummer == *nummer).cloned();
                    let found: Option<Afspraak> = match own {
                        Some(own) => Some(own),
                        None => self.store.find(&nummer.to_string()).map_err(|e| self.refused(e))?,
                    };
                    // An outcome always names an afspraak that is there; the store sees to that.
                    let Some(found) = found else { continue };
                    (Verslaguitkomst::Afspraak(Box::new(self.verslagafspraak(&found, codes))), Some(found))
                }
            };
            let gesloten = self.closed_by(&uitkomst)?;
            regels.push(Uitkomstregel { uitkomst, getoond, afspraak, gesloten });
        }
        Ok(regels)
    }

    /// An afspraak as a document tells it.
    pub(super) fn verslagafspraak(&self, a: &Afspraak, codes: &Codes) -> Verslagafspraak {
        let is_mean = |v: &crate::domain::Verwachting| v.norm_in(self.normen()).is_some_and(|n| n.indicator.is_mean());
        Verslagafspraak {
            nummer: a.nummer.to_string(),
            tekst: codes.mark(&a.tekst),
            eigenaar: codes.mark(&a.eigenaar),
            deadline: a.deadline,
            status: a.status,
            soort: a.soort,
            noemt_soort: a.names_its_kind(),
            resultaat: codes.mark(&a.resultaat),
            kpi: a.kpi,
            deelnemer: a.deelnemer.as_deref().map(Genoemd::new),
            verwacht: a.verwachting.as_ref().map(|v| v.notatie(is_mean(v))),
        }
    }

    /// Every deelnemer code that is known: what is looked for in what people typed.
    pub(super) fn codes(&self) -> Result<Codes, Fout> {
        self.store.codes().map(Codes::new).map_err(|e| self.refused(e))
    }
}

/// The points of an agenda, each with its facts in words.
type Feitpunten = Vec<(Punt, Vec<Feitregel>)>;

/// A point as it was established.
fn established_point(gesprek: i64, p: Verslagpunt, intern: &[Agendapunt]) -> Agendaregel {
    let kept = intern.iter().find(|i| i.sleutel == p.sleutel);
    let sleutel = p.sleutel.clone();
    let uitkomst = |getoond: Verslaguitkomst| {
        let inhoud = match &getoond {
            Verslaguitkomst::Tekst { soort, tekst } => Uitkomstinhoud::tekst(*soort, tekst.geheel().into()),
            Verslaguitkomst::Afspraak(a) => Uitkomstinhoud::Afspraak(a.nummer.parse().ok()?),
        };
        let uitkomst = Uitkomst { id: 0, gesprek, sleutel: sleutel.clone(), inhoud, rijversie: 0 };
        Some(Uitkomstregel { uitkomst, getoond, afspraak: None, gesloten: None })
    };
    let uitkomsten = p.uitkomsten.into_iter().filter_map(uitkomst).collect();
    let punt = Punt {
        sleutel: p.sleutel,
        titel: p.titel.geheel(),
        feiten: Vec::new(),
        vervallen: p.vervallen,
        voorbereiding: kept.map(|k| k.voorbereiding.to_string()).unwrap_or_default(),
        notitie: p.notitie.geheel(),
        rijversie: kept.map(|k| k.rijversie),
    };
    Agendaregel { punt, titel: p.titel, notitie: p.notitie, feiten: p.feiten, lopend: Vec::new(), uitkomsten }
}

fn report_state(status: super::Rapportagestatus) -> Rapportstand {
    Rapportstand {
        versie: status.versie,
        aangeleverd: status.aangeleverd,
        deadline: status.deadline,
        werkdagen_te_laat: status.werkdagen_te_laat,
        ontbreekt: if status.versie.is_some() { status.ontbreekt } else { Vec::new() },
        rijen_niet_meegeteld: status.rijen_niet_meegeteld,
    }
}

fn dekkingsstof(beeld: &Dekkingsbeeld) -> Dekkingsstof {
    let won = |v: Option<Verandering>| v.map(|v| v == Verandering::Gewonnen);
    let gemeenten = beeld.gemeenten.iter().map(|g| Gemeentestof {
        gemeente: g.gemeente,
        door: g.cellen.iter().filter(|c| c.stand == Dekkingsstand::Ja).map(|c| c.aanbieder).collect(),
        niet_opgegeven: g.cellen.iter().all(|c| c.stand == Dekkingsstand::NietOpgegeven),
        niet_gedekt_sinds: g.niet_gedekt_sinds,
        verandering: won(g.verandering),
        cellen: g
            .cellen
            .iter()
            .map(|c| Dekkingscelstof {
                aanbieder: c.aanbieder,
                dekking: match c.stand {
                    Dekkingsstand::Ja => Some(true),
                    Dekkingsstand::Nee => Some(false),
                    Dekkingsstand::NietOpgegeven => None,
                },
                tot: c.tot,
                verandering: won(c.verandering),
            })
            .collect(),
    });
    Dekkingsstof { van: beeld.getoond, gemeenten: gemeenten.collect() }
}
