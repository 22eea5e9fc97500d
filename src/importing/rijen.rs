//! The rows under a header: which of them are data, and which are totals, headings, footers and what else people put in a table.
//!
//! What is left out is always said. In doubt a row is data: one that cannot be read is a finding, one that is lost is not.

use std::borrow::Cow;
use std::collections::HashSet;

use rust_decimal::Decimal;

use crate::domain::Gemeente;

use super::Bladsoort;
use super::bladen::Verwerker;
use super::catalogus::{Code, Melder, Plek};
use super::cel::{self, Celfout, Tredecel};
use super::datum::{self, Datumorde};
use super::grid::{Bladinfo, Blok, Cel, Rij};
use super::kop::{Kop, Veld, Vraagt, veld_van_kop};
use super::regel::Bladcontext;
use super::tekst::celnaam;

/// The first rows tell what the codes of a file look like.
const MAX_VORMEN: u32 = 500;
/// Lone words below the header that wait for the first code.
const MAX_ONBESLIST: usize = 20;

/// What a row is.
#[derive(Debug, PartialEq)]
enum Rijsoort<'r> {
    Gegeven,
    /// Nothing in a column that is read.
    Ernaast,
    /// The header once more, as at the top of every printed page; or the example of a template.
    Herhaling,
    /// What to fill in, below the header.
    Uitleg,
    /// A word in the place of a code before any code was seen: a heading, or a row that was not finished.
    Onbeslist,
    /// Another header: the rows below it are cut otherwise.
    AndereKop,
    Totaal(&'r str),
    /// Numbers only: a total when nothing comes after it.
    Getallen,
    /// A line of text in one cell: a source, a signature, a heading.
    Regel(u32, &'r str),
    /// There only because nee, 0 or a group was filled down.
    Doorgevoerd,
}

/// Passes the rows under a header to their reader, and leaves out what is no data.
pub(super) struct Rijloop<'a> {
    context: &'a Bladcontext<'a>,
    info: &'a Bladinfo,
    verwerker: Verwerker,
    wachtend: Option<Rij<'static>>,
    /// Lone words below the header, until the first code tells what codes look like.
    onbeslist: Vec<Rij<'static>>,
    /// Rows passed on so far.
    rijen: u32,
    /// What the codes so far look like: `A-9`.
    vormen: HashSet<String>,
    /// Another header was met: what comes after it cannot be read.
    gestopt: bool,
    /// Merged blocks whose value holds for their first row only: numbers, and what began in the header.
    eerste_rij: Vec<Blok>,
    /// How many hidden rows with content there were, and the first.
    verborgen: (u32, u32),
}

impl<'a> Rijloop<'a> {
    pub(super) fn new(context: &'a Bladcontext<'a>, info: &'a Bladinfo, verwerker: Verwerker) -> Self {
        let kop = context.kop;
        let eerste_rij = info.samengevoegd.iter().filter(|b| b.van <= kop.rij || veld(kop, b.kolom).is_some_and(is_hoeveelheid));
        Self {
            context,
            info,
            verwerker,
            wachtend: None,
            onbeslist: Vec::new(),
            rijen: 0,
            vormen: HashSet::new(),
            gestopt: false,
            eerste_rij: eerste_rij.copied().collect(),
            verborgen: (0, 0),
        }
    }

    pub(super) fn neem(&mut self, mut rij: Rij<'_>, melder: &mut Melder) {
        let kop = self.context.kop;
        if !self.eerste_rij.is_empty() {
            let nummer = rij.nummer;
            rij.cellen.retain(|(k, _)| !self.eerste_rij.iter().any(|b| b.kolom == *k && b.van < nummer && nummer <= b.tot));
        }
        if rij.cellen.is_empty() {
            return;
        }
        let soort = if self.gestopt { Rijsoort::Ernaast } else { self.soort_van(&rij) };
        let plek = Plek { rij: Some(rij.nummer), ..self.plek() };
        self.context.wacht.bekijk(&rij, Some(kop), matches!(soort, Rijsoort::Gegeven | Rijsoort::Onbeslist), &plek, melder);
        match soort {
            Rijsoort::Ernaast | Rijsoort::Herhaling => return,
            Rijsoort::AndereKop => {
                melder.meld(Code::TweedeKop, &plek, "", "");
                self.gestopt = true;
                return;
            }
            Rijsoort::Regel(kolom, tekst) => {
                melder.meld(Code::LosseRegel, &Plek { kolom: Some(kolom), ..plek }, tekst, "");
                return;
            }
            Rijsoort::Doorgevoerd => {
                melder.meld(Code::RijZonderGegevens, &plek, "", "");
                return;
            }
            Rijsoort::Uitleg => {
                melder.meld(Code::Uitlegrij, &plek, "", "");
                return;
            }
            Rijsoort::Onbeslist => {
                self.onbeslist.push(rij.into_owned());
                return;
            }
            Rijsoort::Totaal(_) | Rijsoort::Getallen | Rijsoort::Gegeven => {}
        }
        if let Some(eerder) = self.wachtend.take() {
            self.verwerk(&eerder, melder);
        }
        match soort {
            Rijsoort::Totaal(label) => self.meld_totaal(&rij, label, melder),
            Rijsoort::Getallen => self.wachtend = Some(rij.into_owned()),
            _ => {
                // In a csv every cell belongs to the table: what stands beyond its header was cut off of something.
                if self.info.naam.is_none() {
                    self.meld_buiten(&rij, melder);
                }
                if self.rijen < MAX_VORMEN
                    && let Some(code) = kop.kolom_van.first().copied().flatten().and_then(|k| rij.cel(k))
                {
                    self.vormen.insert(vorm(&code.tekst()));
                    self.beslis(melder);
                }
                self.verwerk(&rij, melder);
            }
        }
    }

    fn plek(&self) -> Plek<'a> {
        Plek { volgnummer: self.context.volgnummer, blad: self.info.naam.as_deref(), ..Plek::default() }
    }

    fn verwerk(&mut self, rij: &Rij<'_>, melder: &mut Melder) {
        self.rijen += 1;
        if self.info.verborgen_rijen.binary_search(&rij.nummer).is_ok() {
            if self.verborgen.0 == 0 {
                self.verborgen.1 = rij.nummer;
            }
            self.verborgen.0 += 1;
        }
        self.verwerker.neem(self.context, rij, melder);
    }

    /// Tells the headings among the lone words below the header from rows that were not finished: those look like the codes.
    fn beslis(&mut self, melder: &mut Melder) {
        for rij in std::mem::take(&mut self.onbeslist) {
            let (kolom, tekst) = rij.cellen.first().map_or((0, Cow::default()), |(k, c)| (*k, c.tekst()));
            let is_kop = Gemeente::parse(&tekst).is_some() || !(self.vormen.is_empty() || self.vormen.contains(&vorm(&tekst)));
            if is_kop {
                let plek = Plek { rij: Some(rij.nummer), kolom: Some(kolom), ..self.plek() };
                melder.meld(Code::LosseRegel, &plek, &tekst, "");
            } else {
                self.verwerk(&rij, melder);
            }
        }
    }

    fn meld_totaal(&self, rij: &Rij<'_>, label: &str, melder: &mut Melder) {
        let kolom = rij.cellen.first().map(|(k, _)| *k);
        melder.meld(Code::TotaalrijOvergeslagen, &Plek { rij: Some(rij.nummer), kolom, ..self.plek() }, label, "");
    }

    fn meld_buiten(&self, rij: &Rij<'_>, melder: &mut Melder) {
        if self.info.met_kommas
            && rij.velden > self.context.kop.velden
            && let Some((kolom, getal)) = gedeeld_getal(rij)
        {
            let plek = Plek { rij: Some(rij.nummer), kolom: Some(kolom), ..self.plek() };
            melder.meld(Code::KommaInCsv, &plek, &getal, "");
            return;
        }
        let laatste = self.context.kop.laatste_kolom;
        if let Some((kolom, cel)) = rij.cellen.iter().find(|(k, _)| *k > laatste) {
            let plek = Plek { rij: Some(rij.nummer), kolom: Some(*kolom), ..self.plek() };
            melder.meld(Code::WaardeBuitenTabel, &plek, &cel.tekst(), "");
        }
    }

    fn soort_van<'r>(&self, rij: &'r Rij<'_>) -> Rijsoort<'r> {
        let kop = self.context.kop;
        if !rij.cellen.iter().any(|(k, _)| kop.veld_van(*k).is_some()) {
            return Rijsoort::Ernaast;
        }
        if is_voorbeeld(kop, rij) || kop.is_repeated_by(rij) {
            return Rijsoort::Herhaling;
        }
        match koppen(kop, rij) {
            Some(true) => return Rijsoort::Herhaling,
            Some(false) => return Rijsoort::AndereKop,
            None => {}
        }
        if let Some(label) = totaallabel(kop, rij) {
            return Rijsoort::Totaal(label);
        }
        if self.rijen == 0 && is_uitleg(kop, rij) {
            return Rijsoort::Uitleg;
        }
        match self.losse_regel(rij) {
            Some((_, _, false)) => return Rijsoort::Onbeslist,
            Some((kolom, tekst, true)) => return Rijsoort::Regel(kolom, tekst),
            None => {}
        }
        if is_doorgevoerd(kop, rij) {
            Rijsoort::Doorgevoerd
        } else if self.alleen_getallen(rij) {
            Rijsoort::Getallen
        } else {
            Rijsoort::Gegeven
        }
    }

    /// Whether a row has only numbers, and lacks what every row must have. A number in the place of a code is a total when it
    /// counts the rows above it; a mark alone is one when it is their mean.
    fn alleen_getallen(&self, rij: &Rij<'_>) -> bool {
        let kop = self.context.kop;
        if !rij.cellen.iter().all(|(_, c)| is_getal(c)) {
            return false;
        }
        let verplicht = |naam: &str| kop.soort.velden().iter().position(|v| v.verplicht && v.naam == naam);
        let cel_van = |naam: &str| verplicht(naam).and_then(|i| kop.kolom_van[i]).and_then(|k| rij.cel(k));
        match kop.soort {
            Bladsoort::Deelnemers | Bladsoort::Cvs => {
                // A count, or a formula that counts and was never worked out.
                let is_aantal = |c: &Cel<'_>| *c == Cel::FormuleZonderWaarde || cel::getal(c) == Ok(Some(self.rijen.into()));
                ["Deelnemer", "Gemeente", "Startdatum", "Aanbieder"].iter().all(|naam| cel_van(naam).is_none_or(is_aantal))
            }
            Bladsoort::Tevredenheid => {
                let gemiddelde = self.verwerker.gemiddeld_cijfer();
                cel_van("Niveau").is_none()
                    && cel_van("Cijfer").is_none_or(|c| match (cel::getal(c), gemiddelde) {
                        (Ok(Some(hier)), Some(gemiddelde)) => (hier - gemiddelde).abs() < Decimal::new(6, 2),
                        // A formula that was never worked out.
                        (other, _) => other.is_err(),
                    })
            }
            _ => lacks_required(kop, rij),
        }
    }

    /// A line of text below or between the rows, in one cell, and whether that is certain. Not a lone code, which is a row that
    /// was not finished: that one looks like the codes around it.
    fn losse_regel<'r>(&self, rij: &'r Rij<'_>) -> Option<(u32, &'r str, bool)> {
        let kop = self.context.kop;
        if kop.soort == Bladsoort::Samenwerking {
            return None;
        }
        let mut gevuld = rij.cellen.iter().filter_map(|(k, c)| Some((*k, veld(kop, *k)?, c)));
        let (kolom, veld, Cel::Tekst(tekst)) = gevuld.next()? else { return None };
        if gevuld.next().is_some() || is_getal(&Cel::Tekst(tekst.clone())) {
            return None;
        }
        let tekst = tekst.as_str();
        let is_zin = tekst.contains([' ', ':', '*']) || !tekst.chars().any(char::is_alphanumeric);
        if veld.naam == "Deelnemer" && self.vormen.is_empty() && !is_zin {
            return (self.onbeslist.len() < MAX_ONBESLIST).then_some((kolom, tekst, false));
        }
        let is_tekst = match veld.naam {
            "Deelnemer" if self.vormen.is_empty() => true,
            "Deelnemer" => !self.vormen.contains(&vorm(tekst)),
            "Gemeente" => Gemeente::parse(tekst).is_none(),
            "Aanbieder" => self.context.register.find(tekst).is_none(),
            "Niveau" => cel::niveau(tekst).is_none(),
            "Toelichting" => !veld.verplicht,
            _ => false,
        };
        is_tekst.then_some((kolom, tekst, true))
    }

    /// Leaves out the rows with a date that was read with day and month the wrong way round.
    fn leave_out_swapped(&mut self, melder: &mut Melder) {
        let kop = self.context.kop;
        let verkeerdom = self.context.orde.borrow().verkeerdom();
        for datum in &verkeerdom {
            let (veld, rij) = datum.bewijs;
            let kolom_van = |veld: usize| kop.kolom_van.get(veld).copied().flatten();
            let bewijs = celnaam(kolom_van(veld).unwrap_or(0), rij);
            let plek = Plek {
                rij: Some(datum.rij),
                kolom: kolom_van(datum.veld),
                veldnaam: kop.soort.velden().get(datum.veld).map_or("", |v| v.naam),
                veld: kop.soort.kolom(datum.veld),
                kpi_van_rij: kop.soort.kpi(),
                ..self.plek()
            };
            melder.meld(Code::DatumMaandEerst, &plek, datum.tekst.as_deref().unwrap_or_default(), &format!("in cel {bewijs}"));
        }
        self.verwerker.leave_out(&Datumorde::rijen(&verkeerdom));
    }

    pub(super) fn finish(mut self, melder: &mut Melder) -> Verwerker {
        if let Some(rij) = self.wachtend.take() {
            self.meld_totaal(&rij, "alleen getallen", melder);
        }
        self.beslis(melder);
        self.leave_out_swapped(melder);
        let (kop, plek) = (self.context.kop, self.plek());
        if self.verwerker.is_leeg() {
            let plek = Plek { rij: Some(kop.rij), ..plek };
            match (kop.soort, self.context.van_gemeente) {
                (Bladsoort::Uitvraag, Some(gemeente)) => melder.meld(Code::UitvraagLeeg, &plek, "", gemeente.naam()),
                (Bladsoort::Deelnemers | Bladsoort::Tevredenheid | Bladsoort::Samenwerking, _) => {
                    melder.meld(Code::GeenRijen, &plek, "", "Het onderdeel geldt als aangeleverd en leeg.");
                }
                _ => melder.meld(Code::GeenRijen, &plek, "", ""),
            }
        }
        let (aantal, eerste) = self.verborgen;
        if aantal > 0 {
            let extra = if aantal == 1 { String::new() } else { format!("; in totaal zijn het er {aantal}") };
            melder.meld(Code::VerborgenRij, &Plek { rij: Some(eerste), ..plek }, "", &extra);
        }
        for (i, kolom) in kop.kolom_van.iter().enumerate() {
            let Some(kolom) = *kolom else { continue };
            if self.info.verborgen_kolommen.iter().any(|(van, tot)| (*van..=*tot).contains(&kolom)) {
                let veldnaam = kop.soort.velden()[i].naam;
                melder.meld(Code::VerborgenKolom, &Plek { rij: Some(kop.rij), kolom: Some(kolom), veldnaam, ..plek }, "", "");
            }
        }
        for blok in self.info.samengevoegd.iter().filter(|b| b.van > kop.rij) {
            let Some(veld) = veld(kop, blok.kolom) else { continue };
            let code = if is_hoeveelheid(veld) { Code::SamengevoegdGetal } else { Code::Samengevoegd };
            let plek = Plek { rij: Some(blok.van), kolom: Some(blok.kolom), veldnaam: veld.naam, ..plek };
            melder.meld(code, &plek, "", &blok.tot.to_string());
        }
        self.verwerker
    }
}

fn veld(kop: &Kop, kolom: u32) -> Option<&'static Veld> {
    kop.veld_van(kolom).and_then(|i| kop.soort.velden().get(i))
}

/// Whether a column holds amounts: merged over three rows they are of the three together, and of none of them.
fn is_hoeveelheid(veld: &Veld) -> bool {
    matches!(veld.naam, "Uren" | "Cijfer" | "Capaciteit" | "Aanpassingen")
}

/// What a code looks like: every run of letters is `A`, of digits `9`, and the rest stands as it is.
fn vorm(code: &str) -> String {
    let mut uit = String::new();
    for c in code.trim().chars() {
        let teken = if c.is_numeric() {
            '9'
        } else if c.is_alphabetic() {
            'A'
        } else {
            c
        };
        if !(matches!(teken, 'A' | '9') && uit.ends_with(teken)) {
            uit.push(teken);
        }
    }
    uit
}

/// Whether the texts of a row are names of columns: of those they stand under (true) or of others (false).
fn koppen(kop: &Kop, rij: &Rij<'_>) -> Option<bool> {
    let (mut namen, mut gelijk) = (0, 0);
    for (kolom, cel) in &rij.cellen {
        let Some(veld) = kop.veld_van(*kolom) else { continue };
        let Cel::Tekst(t) = cel else { return None };
        // No first column has a digit in its name, and nearly every code has.
        if t.len() > 80 || (namen == 0 && t.bytes().any(|b| b.is_ascii_digit())) {
            return None;
        }
        let gevonden = veld_van_kop(kop.soort, t)?;
        namen += 1;
        gelijk += usize::from(gevonden == veld);
    }
    match (namen, gelijk) {
        (2.., _) if namen == gelijk => Some(true),
        (3.., _) => Some(false),
        _ => None,
    }
}

/// The example row of the templates: VOORBEELD stands in its first cell.
fn is_voorbeeld(kop: &Kop, rij: &Rij<'_>) -> bool {
    matches!(rij.cellen.first(), Some((k, Cel::Tekst(t))) if kop.veld_van(*k).is_some() && is_voorbeeldtekst(t))
}

pub(super) fn is_voorbeeldtekst(tekst: &str) -> bool {
    tekst.trim().eq_ignore_ascii_case("voorbeeld")
}

fn lacks_required(kop: &Kop, rij: &Rij<'_>) -> bool {
    let mut velden = kop.soort.velden().iter().zip(&kop.kolom_van);
    velden.any(|(v, kolom)| v.verplicht && kolom.is_some_and(|k| rij.cel(k).is_none()))
}

/// The label of a total row: it says so, all else in the row is a number, and it lacks what every row must have.
fn totaallabel<'r>(kop: &Kop, rij: &'r Rij<'_>) -> Option<&'r str> {
    let (kolom, label) = rij.cellen.iter().find_map(|(k, c)| match c {
        Cel::Tekst(t) if !is_getal(c) => Some((*k, &**t)),
        _ => None,
    })?;
    // A closed field (Gemeente, Niveau) that says "Totaal" is not filled either.
    let is_gesloten = veld(kop, kolom).is_some_and(|v| v.verplicht && matches!(v.naam, "Gemeente" | "Niveau" | "Aanbieder"));
    if label.len() > 120 || !(is_gesloten || lacks_required(kop, rij)) || !is_totaaltekst(label) {
        return None;
    }
    // "Gem. Venlo" is a gemeente and no mean.
    if is_gesloten && Gemeente::parse(label).is_some() {
        return None;
    }
    let code = kop.soort.velden().iter().position(|v| v.naam == "Deelnemer").and_then(|i| kop.kolom_van[i]);
    let rest = rij.cellen.iter().filter(|(k, _)| *k != kolom);
    let mut rest = rest.map(|(k, c)| (Some(*k) == code, c));
    let is_rest = rest.all(|(is_code, c)| match c {
        Cel::Tekst(t) => !is_code && (is_getal(c) || cel::is_leegwoord(t) || is_totaaltekst(t)),
        c => !is_code && is_getal(c),
    });
    is_rest.then_some(label)
}

/// Whether a text is what people write before a total, a mean or a count: "Totaal", "Gem. cijfer", "Σ", "16 deelnemers".
fn is_totaaltekst(tekst: &str) -> bool {
    let klein = tekst.trim().to_lowercase();
    let woorden: Vec<&str> = klein.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let eerste = woorden.first().copied().unwrap_or_default();
    klein.starts_with(['Σ', 'σ', 'ø', '%'])
        || klein.starts_with("n =")
        || klein.starts_with("n=")
        || ["totaal", "totalen", "subtotaal", "eindtotaal", "generaal", "gemiddeld", "aantal"]
            .iter()
            .any(|w| eerste.starts_with(w))
        || matches!(eerste, "gem" | "som" | "sum" | "total")
        || matches!(woorden.as_slice(), ["norm" | "max" | "min" | "maximum" | "minimum" | "mediaan"])
        || woorden.last() == Some(&"totaal")
        || (eerste.bytes().all(|b| b.is_ascii_digit())
            && matches!(woorden.as_slice(), [_, "deelnemers" | "trajecten" | "rijen" | "personen" | "cijfers" | "gemeenten"]))
}

/// Two fields beside each other that are the two sides of the comma of one number.
fn gedeeld_getal(rij: &Rij<'_>) -> Option<(u32, String)> {
    let cijfers = |c: &Cel<'_>, tot: usize| match c {
        Cel::Tekst(t) => ((1..=tot).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit())).then(|| t.to_string()),
        _ => None,
    };
    rij.cellen.windows(2).find_map(|paar| {
        let [(k, voor), (l, na)] = paar else { return None };
        let (voor, na) = (cijfers(voor, 4)?, cijfers(na, 2)?);
        (k + 1 == *l).then(|| (*k, format!("{voor},{na}")))
    })
}

/// Whether a row says what to fill in: nothing in it reads as what its column asks for, and it names the form of it.
fn is_uitleg(kop: &Kop, rij: &Rij<'_>) -> bool {
    let (mut gevraagd, mut vormen) = (0, 0);
    for (kolom, cel) in &rij.cellen {
        let Some(veld) = veld(kop, *kolom) else { continue };
        let Cel::Tekst(tekst) = cel else { return false };
        vormen += usize::from(is_vormtekst(tekst));
        let gelezen = match veld.vraagt {
            Vraagt::Datum | Vraagt::Einde => datum::datum(cel, false).map(|d| d.is_some()),
            Vraagt::JaNee => cel::ja_nee(cel).map(|j| j.is_some()),
            Vraagt::Getal => cel::getal(cel).map(|g| g.is_some()),
            Vraagt::Trede => match cel::trede(cel) {
                Ok(Tredecel::Trede(_)) => Ok(true),
                Ok(Tredecel::Leeg) => Ok(false),
                Ok(_) => Err(Celfout::Onleesbaar),
                Err(fout) => Err(fout),
            },
            Vraagt::Tekst | Vraagt::Code | Vraagt::Keuze => continue,
        };
        match gelezen {
            Ok(true) => return false,
            Ok(false) => {}
            Err(_) => gevraagd += 1,
        }
    }
    gevraagd > 0 && gevraagd + vormen > 2
}

/// Whether a text names the form of what is asked: `dd-mm-jjjj`, `ja/nee`, `1 t/m 6`.
fn is_vormtekst(tekst: &str) -> bool {
    let gevouwen = super::tekst::fold(tekst);
    let woorden =
        ["jjjj", "yyyy", "janee", "verplicht", "optioneel", "keuze", "invul", "eenvan", "eigencode", "tekst", "datum", "getal"];
    tekst.len() < 120
        && (woorden.iter().any(|w| gevouwen.contains(w))
            || matches!(&*gevouwen, "16" | "110" | "1tm6" | "1tm10" | "1totenmet6" | "1totenmet10" | "010" | "uren"))
}

/// Whether every cell that is read is the 0 that a reference to an empty cell shows, those that must be filled among them.
fn is_nulrij(kop: &Kop, rij: &Rij<'_>) -> bool {
    let is_nul = |c: &Cel<'_>| cel::getal(c) == Ok(Some(Decimal::ZERO));
    let mut gelezen = rij.cellen.iter().filter_map(|(k, c)| Some((veld(kop, *k)?, c))).peekable();
    gelezen.peek().is_some_and(|(veld, _)| veld.verplicht) && gelezen.all(|(_, c)| is_nul(c))
}

fn is_doorgevoerd(kop: &Kop, rij: &Rij<'_>) -> bool {
    is_nulrij(kop, rij)
        || kop.soort == Bladsoort::Deelnemers
            && rij.cellen.iter().filter_map(|(k, c)| Some((veld(kop, *k)?, c))).all(|(veld, c)| match veld.naam {
                "Groep" | "Aanbieder" | "Kwartaal" => true,
                _ => !veld.verplicht && matches!(cel::ja_nee(c), Ok(Some(false) | None)),
            })
}

/// Whether a cell is a number of any form.
fn is_getal(cel: &Cel<'_>) -> bool {
    match cel {
        Cel::Getal(_) | Cel::Percentage(_) | Cel::Tijd(_) | Cel::Code { .. } | Cel::FormuleZonderWaarde => true,
        Cel::Tekst(t) if t.bytes().any(|b| b.is_ascii_alphabetic()) => false,
        Cel::Tekst(t) => {
            let kaal = t.trim().trim_end_matches('%').trim_end();
            kaal.ends_with(|c: char| c.is_ascii_digit()) && cel::getal(&Cel::Tekst(kaal.into())).is_ok()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shape_of_a_code_tells_it_from_a_line_of_text() {
        assert_eq!(vorm("PSW-0012"), "A-9");
        assert_eq!(vorm(" Dln 12"), vorm("Jan 3"));
        assert_ne!(vorm("R-0101"), vorm("Uitgestroomd"));
        assert_ne!(vorm("R-0101"), vorm("Groep 1"));
    }

    #[test]
    fn a_label_of_a_total_is_no_word_that_people_answer_with() {
        for label in
            ["Totaal", "Subtotaal Venlo", "Gem. cijfer", "Σ", "n = 16", "16 deelnemers", "Venlo totaal", "Norm", "% vastgelegd"]
        {
            assert!(is_totaaltekst(label), "{label}");
        }
        for tekst in ["n", "n.v.t.", "N12", "Norm-3", "Max. Venlo", "Sommige dagen", "geen"] {
            assert!(!is_totaaltekst(tekst), "{tekst}");
        }
    }
}
