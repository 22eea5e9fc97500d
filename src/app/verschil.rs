//! What a new version would change: rows added, gone and different, and the figures that move with them.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use chrono::NaiveDate;

use super::besproken::Opgetafel;
use super::cijfers::{Peilstand, SEGMENTEN};
use super::{App, Fout};
use crate::domain::vorm::Besprokencijfer;
use crate::domain::{
    Aanbieder, Deelnemercode, Dekkingsoverzicht, Dekkingsregel, Gemeente, Kolom, Kwartaal, Meetreeks, Meting, NormId, Oordeel,
    Periode, Rapport, Register, Segment, Tevredenheid, Trajectregel, Waarde,
};
use crate::wording;

/// A row that is in both versions and says something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rijverschil {
    pub deelnemer: Deelnemercode,
    pub startdatum: chrono::NaiveDate,
    /// Column, was, becomes; as shown.
    pub velden: Vec<(&'static str, String, String)>,
}

/// Rows against the version that stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Versieverschil {
    /// The version it is held against.
    pub met_versie: u32,
    /// Deelnemer and Startdatum of the rows that came, and of those that went.
    pub erbij: Vec<(Deelnemercode, chrono::NaiveDate)>,
    pub weg: Vec<(Deelnemercode, chrono::NaiveDate)>,
    pub anders: Vec<Rijverschil>,
    /// How many more rows changed than those in `anders`.
    pub nog_anders: u32,
    /// Rows of other sheets that came or went (marks, coverage, cooperation text), each in words.
    pub overig: Vec<String>,
}

/// A figure that moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verschoven {
    pub periode: Periode,
    /// Whether the figure is a mean mark.
    pub is_mean: bool,
    pub was: Meting,
    pub wordt: Meting,
    /// As it was discussed, when it becomes another; only for what a report moves.
    pub besproken: Option<Besprokencijfer>,
}

/// What a norm comes to where there was no figure yet: the figure, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Eerstecijfer {
    kort: String,
    is_mean: bool,
    /// Of one norm: the kwartaal, then the year. Never empty.
    metingen: Vec<Meting>,
}

impl Eerstecijfer {
    /// The verdict on the kwartaal.
    pub fn oordeel(&self) -> Oordeel {
        self.metingen.first().map_or(Oordeel::NietTeBepalen, |m| m.oordeel)
    }

    /// `C1.1 Start vastgelegd: 97,1% (34 van 35), niet gehaald · 2024 t/m K2: 98,4% (63 van 64), niet gehaald`;
    /// `C3.1 Deelnemers ≥ 8: niet te meten: Cijfer ontbreekt`.
    pub fn woorden(&self) -> String {
        let said = |m: &Meting| match m.waarde {
            Waarde::Gemeten { .. } => format!("{}, {}", figure(m, self.is_mean), m.oordeel.naam()),
            _ => wording::mensen(m, self.is_mean),
        };
        let Some((first, rest)) = self.metingen.split_first() else { return String::new() };
        // In the first kwartaal the year is what the kwartaal is.
        let rest = rest.iter().filter(|m| m.waarde != first.waarde);
        let rest = rest.map(|m| format!("{}: {}", wording::periode(m.periode, m.kwartaal), said(m)));
        let all: Vec<String> = std::iter::once(format!("{} {}: {}", first.norm, self.kort, said(first))).chain(rest).collect();
        all.join(" · ")
    }
}

/// `97,1% (34 van 35)`, `80,0% (4 van 5, klein aantal)`, or the state.
fn figure(meting: &Meting, is_mean: bool) -> String {
    match meting.waarde {
        Waarde::Gemeten { .. } => {
            let few = if meting.klein_aantal { ", klein aantal" } else { "" };
            let part = wording::year_basis(meting).map(|basis| format!(", {basis}")).unwrap_or_default();
            format!("{} ({}{few}{part})", meting.weergave, wording::mensen(meting, is_mean))
        }
        _ => meting.waarde.toestand().to_owned(),
    }
}

/// What a report does to the figures of one segment.
struct Beweging {
    verschoven: Vec<Verschoven>,
    eerste: Vec<Eerstecijfer>,
    /// Whether the aanbieder has rows with a Product, so rows of segment individueel.
    met_product: bool,
}

impl Versieverschil {
    /// How many rows say something else.
    pub fn aantal_anders(&self) -> usize {
        self.anders.len().saturating_add(usize::try_from(self.nog_anders).unwrap_or(usize::MAX))
    }
}

impl Verschoven {
    /// Whether the verdict turns, and not only the number.
    pub fn verdict_turns(&self) -> bool {
        self.was.oordeel != self.wordt.oordeel || self.was.zou != self.wordt.zou
    }

    /// `PSW C1.1 2024-K2: 97,1% (34 van 35) → 100,0% (35 van 35), niet gehaald wordt gehaald`.
    pub fn woorden(&self, register: &Register) -> String {
        let wie = register.naam_of(self.wordt.aanbieder, "alle");
        let periode = wording::periode(self.periode, self.wordt.kwartaal);
        let mut tekst = format!(
            "{wie} {} {periode}: {} → {}",
            self.wordt.norm,
            figure(&self.was, self.is_mean),
            figure(&self.wordt, self.is_mean)
        );
        if self.verdict_turns() {
            let name = |m: &Meting| m.zou.unwrap_or(m.oordeel).naam();
            let _ = write!(tekst, ", {} wordt {}", name(&self.was), name(&self.wordt));
        }
        if let Some(Besprokencijfer { dag, toen }) = &self.besproken {
            let op = dag.map(|dag| format!(" op {}", wording::datum(dag))).unwrap_or_default();
            let _ = write!(tekst, "; besproken{op} als {}", toen.weergave);
        }
        tekst
    }
}

/// Rows that changed that are kept to be looked at; the rest are counted.
const MAX_ANDERS: usize = 1_000;

/// Characters that are kept of a text that changed.
const MAX_VELD: usize = 400;

/// Looks at the standing report with the parts of `nieuw` in place of its own; they are lent, for a report can be large.
fn with_parts_of(mut rapport: Rapport, nieuw: &mut Rapport, look: impl FnOnce(&Rapport)) {
    fn lend<T>(own: &mut Option<T>, new: &mut Option<T>) -> bool {
        let lent = new.is_some();
        if lent {
            *own = new.take();
        }
        lent
    }
    let lent = (
        lend(&mut rapport.deelnemers, &mut nieuw.deelnemers),
        lend(&mut rapport.tevredenheid, &mut nieuw.tevredenheid),
        lend(&mut rapport.samenwerking, &mut nieuw.samenwerking),
    );
    look(&rapport);
    nieuw.deelnemers = rapport.deelnemers.filter(|_| lent.0);
    nieuw.tevredenheid = rapport.tevredenheid.filter(|_| lent.1);
    nieuw.samenwerking = rapport.samenwerking.filter(|_| lent.2);
}

/// The parts of `nieuw` held against those of the version that stands.
pub(super) fn of_reports(staand: &Rapport, nieuw: &Rapport) -> Versieverschil {
    let mut verschil = Versieverschil { met_versie: staand.versie, ..Versieverschil::default() };
    if let (Some(oud), Some(nu)) = (&staand.deelnemers, &nieuw.deelnemers) {
        compare_rows(&oud.regels, &nu.regels, &mut verschil);
        let absent = |a: crate::domain::Kolommen, b: crate::domain::Kolommen| {
            wording::opsomming(a.iter().filter(|k| !b.contains(*k)).map(Kolom::naam))
        };
        let (erbij, weg) = (absent(nu.kolommen, oud.kolommen), absent(oud.kolommen, nu.kolommen));
        if !erbij.is_empty() {
            verschil.overig.push(format!("Kolommen erbij: {erbij}"));
        }
        if !weg.is_empty() {
            verschil.overig.push(format!("Kolommen weg: {weg}"));
        }
    }
    if let (Some(oud), Some(nu)) = (&staand.tevredenheid, &nieuw.tevredenheid) {
        verschil.overig.extend(compare_marks(oud, nu));
    }
    if let (Some(oud), Some(nu)) = (&staand.samenwerking, &nieuw.samenwerking)
        && oud != nu
    {
        verschil.overig.push("Samenwerking: de tekst is anders".to_owned());
    }
    verschil
}

/// Which traject a row is of, and which of its lines of hours.
type Regelsleutel<'r> = (&'r Deelnemercode, NaiveDate, u8);

/// Rows are the same traject when deelnemer and Startdatum are; its two lines of hours go by Product.
fn compare_rows(oud: &[Trajectregel], nu: &[Trajectregel], verschil: &mut Versieverschil) {
    fn by_key(rows: &[Trajectregel]) -> BTreeMap<Regelsleutel<'_>, &Trajectregel> {
        let mut rows: Vec<&Trajectregel> = rows.iter().collect();
        rows.sort_by_key(|r| (&r.deelnemer, r.startdatum, r.product));
        let mut keyed: BTreeMap<Regelsleutel<'_>, &Trajectregel> = BTreeMap::new();
        for row in rows {
            let line = u8::from(keyed.contains_key(&(&row.deelnemer, row.startdatum, 0)));
            keyed.insert((&row.deelnemer, row.startdatum, line), row);
        }
        keyed
    }
    let (before, after) = (by_key(oud), by_key(nu));
    let known = |(code, start, _): Regelsleutel<'_>| (code.clone(), start);
    verschil.weg = before.keys().filter(|k| !after.contains_key(*k)).map(|k| known(*k)).collect();
    for (key, nieuw) in after {
        let Some(oud) = before.get(&key) else {
            verschil.erbij.push(known(key));
            continue;
        };
        let velden = Kolom::ALL.into_iter().filter(|kolom| kolom.of(oud) != kolom.of(nieuw));
        if verschil.anders.len() == MAX_ANDERS {
            verschil.nog_anders += u32::from(velden.take(1).count() > 0);
            continue;
        }
        let shown = |r, kolom: Kolom| shortened(kolom.of(r).map_or_else(|| "–".to_owned(), wording::kolomwaarde));
        let velden: Vec<_> = velden.map(|kolom| (kolom.naam(), shown(oud, kolom), shown(nieuw, kolom))).collect();
        if !velden.is_empty() {
            verschil.anders.push(Rijverschil { deelnemer: key.0.clone(), startdatum: key.1, velden });
        }
    }
}

/// The beginning of a text: a long one that changed is read in its file.
fn shortened(tekst: String) -> String {
    if tekst.len() <= MAX_VELD {
        return tekst;
    }
    let begin: String = tekst.chars().take(MAX_VELD).collect();
    if begin.len() == tekst.len() { tekst } else { format!("{begin}…") }
}

fn compare_marks(oud: &Tevredenheid, nu: &Tevredenheid) -> Option<String> {
    let marks = |t: &Tevredenheid| {
        let mut marks: Vec<_> = t
            .regels
            .iter()
            .map(|r| (r.niveau, r.cijfer, r.gemeente, r.datum, r.ondernemer.clone(), r.toelichting.clone(), r.gemeld_segment))
            .collect();
        marks.sort_unstable();
        marks
    };
    (marks(oud) != marks(nu)).then(|| format!("Tevredenheid: {} cijfers wordt {}", oud.regels.len(), nu.regels.len()))
}

/// The rows of two overviews, gemeente by gemeente.
pub(super) fn of_overviews(staand: &Dekkingsoverzicht, nieuw: &Dekkingsoverzicht, register: &Register) -> Versieverschil {
    let named = register.in_volgorde(staand.regels.iter().chain(&nieuw.regels).map(|r| r.aanbieder));
    let said = |o: &Dekkingsoverzicht, g: Gemeente, a: Aanbieder| {
        let rows = o.regels.iter().filter(|r| r.gemeente == g && r.aanbieder == a);
        let rows: Vec<String> = rows.map(coverage).collect();
        if rows.is_empty() { "niet opgegeven".to_owned() } else { rows.join(" en ") }
    };
    let mut overig = Vec::new();
    for gemeente in Gemeente::ALL {
        for aanbieder in named.iter().copied() {
            let (was, is) = (said(staand, gemeente, aanbieder), said(nieuw, gemeente, aanbieder));
            if was != is {
                overig.push(format!("{} {}: {was} wordt {is}", gemeente.naam(), register.naam(aanbieder)));
            }
        }
    }
    Versieverschil { met_versie: staand.versie, overig, ..Versieverschil::default() }
}

fn coverage(r: &Dekkingsregel) -> String {
    let mut tekst = if r.dekking { "ja" } else { "nee" }.to_owned();
    for (woord, dag) in [("vanaf", r.vanaf), ("tot", r.tot)] {
        if let Some(dag) = dag {
            let _ = write!(tekst, " {woord} {}", wording::datum(dag));
        }
    }
    if let Some(n) = r.capaciteit {
        let _ = write!(tekst, " ({n} plaatsen)");
    }
    tekst
}

impl App {
    /// The figures of the aanbieder that would move when `nieuw` comes in, from its kwartaal on, and those of its kwartaal that
    /// there are none of yet; of each segment that it has rows of.
    pub(super) fn moved_by(&self, nieuw: &mut Rapport) -> Result<(Vec<Verschoven>, Vec<Eerstecijfer>), Fout> {
        let segment = self.segment_of_reports(nieuw.aanbieder);
        let Beweging { mut verschoven, mut eerste, met_product } = self.moved_in(segment, nieuw)?;
        let had = self.selectie(nieuw.aanbieder, segment).had_collectief(nieuw.kwartaal);
        if segment == Segment::Collectief && (met_product || !had) {
            let individueel = self.moved_in(Segment::Individueel, nieuw)?;
            verschoven.extend(individueel.verschoven);
            eerste.extend(individueel.eerste);
        }
        self.tell_what_was_discussed(&mut verschoven)?;
        Ok((verschoven, eerste))
    }

    fn tell_what_was_discussed(&self, verschoven: &mut [Verschoven]) -> Result<(), Fout> {
        let mut discussed: BTreeMap<Kwartaal, Opgetafel> = BTreeMap::new();
        for moved in verschoven {
            let kwartaal = moved.wordt.kwartaal;
            let toen = match discussed.entry(kwartaal) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unknown) => unknown.insert(self.discussed(kwartaal)?),
            };
            moved.besproken = toen.beside(&moved.wordt);
        }
        Ok(())
    }

    fn moved_in(&self, segment: Segment, nieuw: &mut Rapport) -> Result<Beweging, Fout> {
        let (selectie, first) = (self.selectie(nieuw.aanbieder, segment), nieuw.kwartaal);
        let has_product = |reeks: &Meetreeks| reeks.rijen().any(|(_, rijen)| rijen.met_product);
        if let Some(mut wordt) = self.series_before(segment, nieuw.aanbieder, first)? {
            wordt.push(nieuw);
            let eerste = self.first_figures(wordt.metingen(self.normen(), first), nieuw);
            return Ok(Beweging { verschoven: Vec::new(), eerste, met_product: has_product(&wordt) });
        }
        let last = self.kwartalen()?.last().copied().unwrap_or(first);
        let was = self.of_aanbieder(segment, nieuw.aanbieder, first, last, Peilstand::Toen)?;
        let mut wordt = Meetreeks::new(selectie);
        let (mut is_in, mut met_product) = (false, false);
        self.feed(nieuw.aanbieder, None, |rapport| {
            if rapport.kwartaal == first {
                // Also rows that lose their Product move the figures of segment individueel.
                met_product = rapport.deelnemers.iter().flat_map(|d| &d.regels).any(|r| r.product.is_some());
                with_parts_of(rapport, nieuw, |merged| wordt.push(merged));
                is_in = true;
                return;
            }
            // Reports come in order of kwartaal.
            if rapport.kwartaal > first && !std::mem::replace(&mut is_in, true) {
                wordt.push(nieuw);
            }
            wordt.push(&rapport);
        })?;
        if !is_in {
            wordt.push(nieuw);
        }
        // What nobody sees does not move: a segment without a row of the aanbieder in the four kwartalen, or without a contract yet.
        let has_rows = |k: Kwartaal, had| {
            let mut recent = wordt.rijen().filter(|(of, _)| (k.plus(-3)..=k).contains(of));
            recent.any(|(_, rijen)| rijen.has(segment, had))
        };
        let is_seen = |v: &Verschoven| {
            let (k, had) = (v.wordt.kwartaal, selectie.had_collectief(v.wordt.kwartaal));
            let shows = if segment == Segment::Collectief { had } else { has_rows(k, had) };
            shows || matches!(v.was.waarde, Waarde::Gemeten { .. })
        };
        let from_first = wordt.kwartalen().filter(|k| *k >= first);
        let moved = from_first.flat_map(|k| {
            let before = was.iter().filter(move |m| m.kwartaal == k).cloned().collect();
            self.moved(before, wordt.metingen(self.normen(), k))
        });
        let is_new = !was.iter().any(|m| m.kwartaal == first);
        let eerste = if is_new { self.first_figures(wordt.metingen(self.normen(), first), nieuw) } else { Vec::new() };
        Ok(Beweging { verschoven: moved.filter(is_seen).collect(), eerste, met_product: met_product || has_product(&wordt) })
    }

    /// What there is to say of figures that there were none of yet, per norm that the report is about; nothing of a segment of
    /// which it measures nothing.
    fn first_figures(&self, metingen: Vec<Meting>, nieuw: &Rapport) -> Vec<Eerstecijfer> {
        let is_measured = |m: &Meting| matches!(m.waarde, Waarde::Gemeten { .. });
        let measured: BTreeSet<NormId> = metingen.iter().filter(|m| is_measured(m)).map(|m| m.norm.clone()).collect();
        if measured.is_empty() {
            return Vec::new();
        }
        let mut eerste: Vec<Eerstecijfer> = Vec::new();
        for meting in metingen {
            let norm = self.normen().find(meting.norm.as_str(), meting.kwartaal);
            let Some(norm) = norm else { continue };
            // Of a norm without a figure the kwartaal says why.
            let says_why = || meting.periode == Periode::Kwartaal && norm.indicator.deel().is_some_and(|deel| nieuw.has(deel));
            let is_told = if measured.contains(&meting.norm) { is_measured(&meting) } else { says_why() };
            if !is_told {
                continue;
            }
            match eerste.last_mut().filter(|last| last.metingen.iter().all(|m| m.norm == meting.norm)) {
                Some(last) => last.metingen.push(meting),
                None => eerste.push(Eerstecijfer {
                    kort: norm.kort.clone(),
                    is_mean: norm.indicator.is_mean(),
                    metingen: vec![meting],
                }),
            }
        }
        eerste
    }

    /// The figures of the aanbieder that would move without a deelnemer.
    pub(super) fn moved_without(&self, aanbieder: Aanbieder, code: &Deelnemercode) -> Result<Vec<Verschoven>, Fout> {
        let mut verschoven = Vec::new();
        for segment in SEGMENTEN {
            let selectie = self.selectie(aanbieder, segment);
            let (mut was, mut wordt) = (Meetreeks::new(selectie), Meetreeks::new(selectie));
            self.feed(aanbieder, None, |mut rapport| {
                was.push(&rapport);
                if let Some(deelnemers) = &mut rapport.deelnemers {
                    deelnemers.regels.retain(|regel| regel.deelnemer != *code);
                }
                wordt.push(&rapport);
            })?;
            let of = |reeks: &Meetreeks, k| reeks.metingen(self.normen(), k);
            verschoven.extend(wordt.kwartalen().flat_map(|k| self.moved(of(&was, k), of(&wordt, k))));
        }
        Ok(verschoven)
    }

    /// The figures that differ between two series of the same norms.
    fn moved(&self, was: Vec<Meting>, wordt: Vec<Meting>) -> Vec<Verschoven> {
        let differing = was.into_iter().zip(wordt).filter(|(a, b)| a.waarde != b.waarde);
        differing.map(|(was, wordt)| self.verschoven(was, wordt)).collect()
    }

    /// A figure beside what it becomes.
    pub(super) fn verschoven(&self, was: Meting, wordt: Meting) -> Verschoven {
        let norm = self.normen().find(wordt.norm.as_str(), wordt.kwartaal);
        Verschoven { periode: wordt.periode, is_mean: norm.is_some_and(|n| n.indicator.is_mean()), was, wordt, besproken: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::Kamer;
    use crate::domain::testing::{k, report, who, with_marks};

    /// What a report moves, in words.
    fn moved(kamer: &Kamer, nieuw: &mut Rapport) -> Vec<String> {
        let (verschoven, eerste) = kamer.app.moved_by(nieuw).unwrap();
        let first = eerste.iter().map(Eerstecijfer::woorden);
        verschoven.iter().map(|v| v.woorden(kamer.app.register())).chain(first).collect()
    }

    #[test]
    fn a_figure_over_few_people_says_so_before_it_is_stored_too() {
        let kamer = Kamer::open("2024-07-18");
        let rij = |n: usize| format!("D{n} 2024-01-15 start=ja doelen=ja begin=2 doel=4 tot=2024-12-31");
        for (n, few) in [(9, true), (10, false)] {
            let rijen: Vec<String> = (0..n).map(rij).collect();
            let rijen: Vec<&str> = rijen.iter().map(String::as_str).collect();
            let said = moved(&kamer, &mut report("2024-K1", &rijen));
            let c11 = said.iter().find(|t| t.starts_with("C1.1 ")).unwrap();
            let expected = format!("100,0% ({n} van {n}{})", if few { ", klein aantal" } else { "" });
            assert!(c11.contains(&expected), "{c11}");
        }
    }

    #[test]
    fn a_year_that_lacks_a_report_says_so_before_it_is_stored_too() {
        let kamer = Kamer::open("2024-07-18");
        let said = moved(&kamer, &mut report("2024-K2", &["A 2023-01-15 tot=2024-01-31", "B 2023-01-15 tot=2024-06-01"]));
        let c21 = said.iter().find(|t| t.starts_with("C2.1 ")).unwrap();
        assert!(c21.contains("2024 t/m K2: 0,0% (0 van 2, klein aantal, 1 van 2 kwartalen)"), "{c21}");
    }

    #[test]
    fn figures_of_segment_individueel_that_move_are_shown_too() {
        let mut kamer = Kamer::open("2024-07-18");
        kamer.deliver(&report(
            "2024-K1",
            &[
                "A 2024-01-15 start=ja doelen=ja begin=2 doel=4 tot=2024-12-31 product=mbo",
                "B 2024-01-15 start=ja doelen=ja begin=2 doel=4 tot=2024-12-31 product=hbo",
            ],
        ));
        // A row without Product is of the segment of its traject before.
        let said =
            moved(&kamer, &mut report("2024-K2", &["C 2024-04-15 start=ja doelen=ja begin=2 doel=4 tot=2024-12-31 product=mbo"]));
        assert!(said.iter().any(|t| t.starts_with("I1.1 ")), "{said:?}");
        for better in [
            ["A 2024-01-15 product=mbo", "B 2024-01-15 start=ja doelen=ja begin=2 doel=4 tot=2024-12-31 product=hbo"],
            ["A 2024-01-15", "B 2024-01-15 start=ja doelen=ja begin=2 doel=4 tot=2024-12-31"],
        ] {
            let said = moved(&kamer, &mut report("2024-K1", &better));
            assert!(said.iter().any(|t| t.contains("PSW I1.1 2024-K1: 100,0% (2 van 2, klein aantal) →")), "{said:?}");
        }
        // Of who has nothing of it nothing is said.
        let mut kamer = Kamer::open("2024-07-18");
        kamer.deliver(&report("2024-K1", &["A 2024-01-15 start=ja doelen=ja begin=2 doel=4 tot=2024-12-31"]));
        let said = moved(&kamer, &mut report("2024-K1", &["A 2024-01-15"]));
        assert!(!said.is_empty() && said.iter().all(|t| !t.contains(" I")), "{said:?}");
    }

    #[test]
    fn who_never_had_a_contract_for_collectief_has_no_figures_of_it() {
        let mut kamer = Kamer::open("2024-07-18");
        let unik = who("unik");
        kamer.deliver(&Rapport {
            aanbieder: unik,
            ..report("2024-K1", &["A 2024-01-15 start=ja doelen=ja begin=2 doel=4 tot=2024-12-31 product=mbo"])
        });
        let mut marks = with_marks(Rapport::new(unik, k("2024-K1")), &["c 8.5"]);
        let said = moved(&kamer, &mut marks);
        assert!(said.iter().any(|t| t.contains("I3.2 2024-K1: geen rapportage → 8,5")), "{said:?}");
        assert!(said.iter().all(|t| !t.contains(" C")), "{said:?}");
    }

    #[test]
    fn of_many_rows_that_changed_the_first_are_kept_and_the_rest_counted() {
        let rows = |toelichting: &str| -> Vec<Trajectregel> {
            let row = |n: usize| Trajectregel {
                toelichting: Some(format!("{toelichting}{}", "é".repeat(1_000)).into()),
                ..Trajectregel::new(Deelnemercode::new(format!("P{n}")).unwrap(), Gemeente::Venlo, NaiveDate::default())
            };
            (0..MAX_ANDERS + 500).map(row).collect()
        };
        let mut verschil = Versieverschil::default();
        compare_rows(&rows("a"), &rows("b"), &mut verschil);
        assert_eq!((verschil.anders.len(), verschil.nog_anders), (MAX_ANDERS, 500));
        let (_, was, wordt) = &verschil.anders[0].velden[0];
        assert!(was.starts_with("aé") && wordt.starts_with("bé") && was.chars().count() == MAX_VELD + 1, "{was}");
    }
}
