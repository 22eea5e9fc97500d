//! The sheet Deelnemers: rows to trajectregels, and the checks of `domein.md` 3 over each row and over all of them.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::domain::{
    Aanbieder, Deelnemercode, Deelnemers, Kolom, Kolommen, Kolomsoort, Kolomwaarde, Kwartaal, Rijwaarden, Tekst, Trajectregel,
    Uitstroom, Uitstroomsoort,
};

use super::catalogus::{Code, Melder, Plek};
use super::grid::Rij;
use super::kop::{DEELNEMERS_AANBIEDER, DEELNEMERS_KWARTAAL, Kop};
use super::regel::{Bladcontext, Rijlezer, datum_tekst, weg};
use super::tekst::celnaam;
use super::{Bladsoort, cel};

/// The place of a column among the fields of the sheet.
const fn v(kolom: Kolom) -> usize {
    kolom as usize
}

/// Reads one column of a row; `gelezen` is what was read of it so far, where the gemeente stands, which may have labels of its
/// own for treden.
fn lees(lezer: &mut Rijlezer<'_, '_>, kolom: Kolom, gelezen: &Rijwaarden) -> Option<Kolomwaarde<'static>> {
    let veld = v(kolom);
    match kolom.soort() {
        Kolomsoort::Code => lezer.deelnemer(veld).map(Into::into),
        Kolomsoort::Gemeente => lezer.gemeente(veld).map(Into::into),
        Kolomsoort::Tekst => lezer.tekst(veld).map(Into::into),
        Kolomsoort::Datum | Kolomsoort::Einde => lezer.datum(veld).map(Into::into),
        Kolomsoort::Aantal => lezer.geheel(veld).map(Into::into),
        Kolomsoort::JaNee => lezer.ja_nee(veld).map(Into::into),
        Kolomsoort::Trede => lezer.trede(veld, gelezen.get(Kolom::Gemeente)).map(Into::into),
        Kolomsoort::Uitstroom => {
            let namen = Uitstroomsoort::ALL.map(Uitstroomsoort::naam);
            lezer.keuze(veld, cel::uitstroom, Code::UitstroomOnbekend, &namen).map(Into::into)
        }
        Kolomsoort::Uren => lezer.uren(veld).map(Into::into),
        Kolomsoort::Product => lezer.keuze(veld, cel::product, Code::ProductOnbekend, &[]).map(Into::into),
        Kolomsoort::Cijfer => lezer.cijfer(veld).map(Into::into),
    }
}

/// A row by its place: in the sheet, and among those that can be used.
#[derive(Debug, Clone, Copy)]
struct Rijplek<'r> {
    code: &'r Deelnemercode,
    rij: u32,
    index: Option<usize>,
}

/// Why two rows with a product each are no two lines of hours: what they say otherwise; nothing where they lack a product.
fn differing(hier: &Trajectregel, daar: &Trajectregel) -> String {
    match (hier.own_product(), daar.own_product()) {
        (Some(een), Some(ander)) if een == ander => format!(", met hetzelfde Product ({})", een.naam()),
        (Some(_), Some(_)) => {
            let kolommen = Kolom::ALL.into_iter().filter(|k| !matches!(k, Kolom::Product | Kolom::Uren));
            let namen: Vec<&str> = kolommen.filter(|k| k.of(hier) != k.of(daar)).map(Kolom::naam).collect();
            if namen.is_empty() { String::new() } else { format!(", en verschilt daar ook in {}", namen.join(", ")) }
        }
        _ => String::new(),
    }
}

/// Makes the part Deelnemers of the rows of a sheet.
#[derive(Debug)]
pub(super) struct DeelnemersLezer {
    pub(super) kop: Kop,
    volgnummer: usize,
    naam: Option<Tekst>,
    regels: Vec<Trajectregel>,
    /// Traject and row of those that could not be used, where both were readable: they can still be the double of another.
    onbruikbare: Vec<(Deelnemercode, NaiveDate, u32)>,
    niet_meegeteld: u32,
    /// What the columns Aanbieder and Kwartaal say, with the first row that says it.
    pub(super) aanbieders: Vec<(Aanbieder, u32)>,
    pub(super) kwartalen: Vec<(Kwartaal, u32)>,
}

impl DeelnemersLezer {
    pub(super) fn new(kop: Kop, volgnummer: usize, naam: Option<Tekst>) -> Self {
        Self {
            kop,
            volgnummer,
            naam,
            regels: Vec::new(),
            onbruikbare: Vec::new(),
            niet_meegeteld: 0,
            aanbieders: Vec::new(),
            kwartalen: Vec::new(),
        }
    }

    pub(super) fn is_leeg(&self) -> bool {
        self.regels.is_empty() && self.niet_meegeteld == 0
    }

    pub(super) fn neem(&mut self, context: &Bladcontext<'_>, rij: &Rij<'_>, melder: &mut Melder) {
        let vaste = [Kolom::Deelnemer, Kolom::Gemeente, Kolom::Startdatum].map(|k| self.kop.kolom_van[v(k)]);
        if vaste.iter().flatten().all(|kolom| rij.cel(*kolom).is_none()) {
            // One cause, one finding.
            let plek = Plek { kolom: vaste[0], ..self.plek(Kolom::Deelnemer, rij.nummer) };
            melder.meld(Code::RijZonderDeelnemer, &plek, "", "");
            self.niet_meegeteld += 1;
            return;
        }
        let mut lezer = Rijlezer::new(context, rij, melder);
        if let Some(a) = lezer.aanbieder(DEELNEMERS_AANBIEDER)
            && !self.aanbieders.iter().any(|(b, _)| *b == a)
        {
            self.aanbieders.push((a, rij.nummer));
        }
        if let Some(k) = lezer.kwartaal(DEELNEMERS_KWARTAAL)
            && self.kwartalen.len() < 8
            && !self.kwartalen.iter().any(|(l, _)| *l == k)
        {
            self.kwartalen.push((k, rij.nummer));
        }
        let mut waarden = Rijwaarden::default();
        let mut uitstroom_gelezen = true;
        for kolom in Kolom::ALL {
            let tot_hier = std::mem::replace(&mut lezer.bruikbaar, true);
            waarden.set(kolom, lees(&mut lezer, kolom, &waarden));
            if matches!(kolom, Kolom::Uitstroomdatum | Kolom::Uitstroom) {
                uitstroom_gelezen &= lezer.bruikbaar;
            }
            lezer.bruikbaar &= tot_hier;
        }
        let dag = |kolom| waarden.get::<NaiveDate>(kolom);
        let (startdatum, einddatum, uitstroomdatum) = (dag(Kolom::Startdatum), dag(Kolom::Einddatum), dag(Kolom::Uitstroomdatum));
        let soort: Option<Uitstroomsoort> = waarden.get(Kolom::Uitstroom);

        // A date or kind that was there but could not be read is one finding, not two.
        let uitstroom = match (uitstroomdatum, soort) {
            (Some(datum), Some(soort)) => Some(Uitstroom { datum, soort }),
            // Where one of the two columns is absent, that was said once, and nothing is known of the outcome.
            (None, Some(soort)) if uitstroom_gelezen && self.kop.has(v(Kolom::Uitstroomdatum)) => {
                lezer.meld(Code::UitstroomZonderDatum, v(Kolom::Uitstroom), soort.naam(), "");
                None
            }
            (Some(datum), None) if uitstroom_gelezen && self.kop.has(v(Kolom::Uitstroom)) => {
                lezer.meld(Code::DatumZonderUitstroom, v(Kolom::Uitstroomdatum), &datum_tekst(datum), "");
                None
            }
            _ => None,
        };
        if let (Some(start), Some(eind)) = (startdatum, einddatum)
            && eind < start
        {
            lezer.meld(Code::EinddatumVoorStart, v(Kolom::Einddatum), &datum_tekst(eind), &datum_tekst(start));
        }
        if let (Some(start), Some(uit)) = (startdatum, uitstroomdatum)
            && uit < start
        {
            lezer.meld(Code::UitstroomVoorStart, v(Kolom::Uitstroomdatum), &datum_tekst(uit), &datum_tekst(start));
        }
        let bruikbaar = lezer.bruikbaar;
        if bruikbaar {
            if let Some(n) = waarden.get::<u32>(Kolom::Aanpassingen).filter(|n| *n > context.max_aanpassingen) {
                let hoogstens = context.max_aanpassingen.to_string();
                lezer.meld(Code::AanpassingenVeel, v(Kolom::Aanpassingen), &n.to_string(), &hoogstens);
            }
            if let Some(u) = uitstroom
                && matches!(u.soort, Uitstroomsoort::Regulier | Uitstroomsoort::Banenafspraak)
                && einddatum.is_none()
                && self.kop.has(v(Kolom::Einddatum))
            {
                lezer.meld(Code::RegulierZonderEinddatum, v(Kolom::Uitstroom), u.soort.naam(), "");
            }
        }

        if uitstroom.is_none() {
            waarden.set(Kolom::Uitstroomdatum, None);
            waarden.set(Kolom::Uitstroom, None);
        }
        let known = waarden.get(Kolom::Deelnemer).zip(startdatum);
        if let Some(regel) = bruikbaar.then(|| waarden.row(rij.nummer)).flatten() {
            self.regels.push(regel);
        } else {
            self.niet_meegeteld += 1;
            self.onbruikbare.extend(known.map(|(deelnemer, startdatum)| (deelnemer, startdatum, rij.nummer)));
        }
    }

    /// Leaves out these rows.
    pub(super) fn leave_out(&mut self, rijen: &BTreeSet<u32>) {
        weg(&mut self.regels, &mut self.niet_meegeteld, |r| rijen.contains(&r.rij));
    }

    fn plek(&self, kolom: Kolom, rij: u32) -> Plek<'_> {
        Plek {
            volgnummer: self.volgnummer,
            blad: self.naam.as_deref(),
            rij: Some(rij),
            kolom: self.kop.kolom_van[v(kolom)],
            veldnaam: kolom.naam(),
            veld: Some(kolom),
            deelnemer: None,
            kpi_van_rij: Bladsoort::Deelnemers.kpi(),
        }
    }

    /// Finishes the part: the checks over all rows, and those that need the kwartaal.
    pub(super) fn finish(
        mut self,
        kwartaal: Option<Kwartaal>,
        aangeleverd: Option<NaiveDate>,
        melder: &mut Melder,
    ) -> Deelnemers {
        let mut weg = vec![false; self.regels.len()];
        self.markeer_dubbele(&mut weg, melder);
        if let Some(kwartaal) = kwartaal {
            self.toets_kwartaal(kwartaal, aangeleverd, &mut weg, melder);
        }
        self.meld_hoofdletters(melder);
        let verloren = weg.iter().filter(|w| **w).count();
        let mut weg = weg.into_iter();
        self.regels.retain(|_| !weg.next().unwrap_or(false));
        Deelnemers {
            kolommen: Kolom::ALL.into_iter().filter(|k| self.kop.has(v(*k))).collect::<Kolommen>(),
            regels: self.regels,
            niet_meegeteld: self.niet_meegeteld.saturating_add(u32::try_from(verloren).unwrap_or(u32::MAX)),
            // Known once all has been said.
            onleesbaar: Vec::new(),
        }
    }

    /// The same Deelnemer and Startdatum twice makes both rows unusable, unless they are two lines of hours: mbo beside hbo.
    fn markeer_dubbele(&self, weg: &mut [bool], melder: &mut Melder) {
        // The row that a traject was first seen in, by the folded code.
        let mut eerste: HashMap<(&str, NaiveDate), Rijplek> = HashMap::with_capacity(self.regels.len());
        let mut dubbele: Vec<((&str, NaiveDate), Vec<Rijplek>)> = Vec::new();
        let mut groep_van: HashMap<(&str, NaiveDate), usize> = HashMap::new();
        let bruikbare = self.regels.iter().enumerate().map(|(i, r)| (&r.deelnemer, r.startdatum, r.rij, Some(i)));
        let onbruikbare = self.onbruikbare.iter().map(|(d, s, rij)| (d, *s, *rij, None));
        for (code, start, rij, index) in bruikbare.chain(onbruikbare) {
            let (traject, hier) = ((code.sleutel(), start), Rijplek { code, rij, index });
            match eerste.entry(traject) {
                std::collections::hash_map::Entry::Vacant(leeg) => {
                    leeg.insert(hier);
                }
                std::collections::hash_map::Entry::Occupied(bezet) => {
                    let groep = *groep_van.entry(traject).or_insert_with(|| {
                        dubbele.push((traject, vec![*bezet.get()]));
                        dubbele.len() - 1
                    });
                    dubbele[groep].1.push(hier);
                }
            }
        }
        for (_, rijen) in dubbele {
            let regel = |plek: &Rijplek| plek.index.and_then(|i| self.regels.get(i));
            if let [een, ander] = rijen.as_slice()
                && let (Some(een), Some(ander)) = (regel(een), regel(ander))
                && een.is_line_beside(ander)
            {
                continue;
            }
            for (n, hier) in rijen.iter().enumerate() {
                if let Some(i) = hier.index {
                    weg[i] = true;
                }
                let Some(daar) = rijen.get(usize::from(n == 0)) else { continue };
                let anders = regel(hier).zip(regel(daar)).map(|(hier, daar)| differing(hier, daar)).unwrap_or_default();
                let kolom = self.kop.kolom_van[v(Kolom::Deelnemer)].unwrap_or(0);
                let plek = Plek { deelnemer: Some(hier.code.as_str()), ..self.plek(Kolom::Deelnemer, hier.rij) };
                let extra = format!("cel {}{anders}", celnaam(kolom, daar.rij));
                melder.meld(Code::TrajectDubbel, &plek, hier.code.as_str(), &extra);
            }
        }
    }

    fn toets_kwartaal(&self, kwartaal: Kwartaal, aangeleverd: Option<NaiveDate>, weg: &mut [bool], melder: &mut Melder) {
        let naam = kwartaal.to_string();
        for (regel, weg) in self.regels.iter().zip(weg) {
            let mut meld = |code: Code, kolom: Kolom, dag: NaiveDate, extra: &str| {
                let plek = Plek { deelnemer: Some(regel.deelnemer.as_str()), ..self.plek(kolom, regel.rij) };
                melder.meld(code, &plek, &datum_tekst(dag), extra);
            };
            if regel.startdatum > kwartaal.last_day() {
                meld(Code::StartdatumNaKwartaal, Kolom::Startdatum, regel.startdatum, &naam);
                *weg = true;
            }
            if *weg {
                continue;
            }
            if let Some(u) = regel.uitstroom {
                if u.datum > kwartaal.last_day() {
                    meld(Code::UitstroomNaKwartaal, Kolom::Uitstroomdatum, u.datum, &naam);
                } else if u.datum < kwartaal.first_day() {
                    meld(Code::UitstroomVoorKwartaal, Kolom::Uitstroomdatum, u.datum, &naam);
                }
            }
            if let (Some(voortgang), Some(aangeleverd)) = (regel.voortgang_geleverd, aangeleverd)
                && voortgang > aangeleverd
            {
                meld(Code::VoortgangNaAanlevering, Kolom::VoortgangGeleverd, voortgang, &datum_tekst(aangeleverd));
            }
        }
    }

    /// Codes that differ only in case are one deelnemer; said once per spelling.
    fn meld_hoofdletters(&self, melder: &mut Melder) {
        let mut eerste: HashMap<&str, &str> = HashMap::with_capacity(self.regels.len());
        let mut gemeld: HashSet<&str> = HashSet::new();
        for regel in &self.regels {
            let code = regel.deelnemer.as_str();
            let eerder = *eerste.entry(regel.deelnemer.sleutel()).or_insert(code);
            if eerder != code && gemeld.insert(code) {
                let plek = Plek { deelnemer: Some(code), ..self.plek(Kolom::Deelnemer, regel.rij) };
                melder.meld(Code::CodeHoofdletters, &plek, code, &super::tekst::toonbaar(eerder));
            }
        }
    }
}
