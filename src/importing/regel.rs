//! One row under a header: reads fields, and makes a finding of every one that cannot be read.

use std::cell::RefCell;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::domain::{Aanbieder, Deelnemercode, Gemeente, Kolom, Kwartaal, Participatieladder, Register, Schoon, Tekst, Trede};

use super::bsnwacht::Bsnwacht;
use super::catalogus::{Code, Melder, Plek};
use super::cel::{self, Celfout, Tredecel};
use super::datum::{self, Datumorde, is_maand_eerst};
use super::grid::{Cel, Rij};
use super::kop::{Kop, Vraagt};
use super::tekst::fold;

/// What every row of a sheet shares.
pub(super) struct Bladcontext<'a> {
    pub(super) kop: &'a Kop,
    pub(super) volgnummer: usize,
    pub(super) naam: Option<&'a str>,
    pub(super) epoche_1904: bool,
    pub(super) ladder: &'a Participatieladder,
    pub(super) register: &'a Register,
    pub(super) pseudoniem: Option<&'a [u8]>,
    pub(super) wacht: Bsnwacht<'a>,
    /// What the dates of its rows tell of the order of day and month.
    pub(super) orde: RefCell<Datumorde>,
    /// More Aanpassingen than this are many.
    pub(super) max_aanpassingen: u32,
    /// The workbook was made for this gemeente, which stands on its Voorblad.
    pub(super) van_gemeente: Option<Gemeente>,
}

/// Reads the fields of one row.
pub(super) struct Rijlezer<'r, 'm> {
    context: &'r Bladcontext<'r>,
    rij: &'r Rij<'r>,
    melder: &'m mut Melder,
    deelnemer: Option<Deelnemercode>,
    /// False once a field makes the row unusable.
    pub(super) bruikbaar: bool,
}

impl<'r, 'm> Rijlezer<'r, 'm> {
    pub(super) fn new(context: &'r Bladcontext<'r>, rij: &'r Rij<'r>, melder: &'m mut Melder) -> Self {
        Self { context, rij, melder, deelnemer: None, bruikbaar: true }
    }

    /// Records a finding on a field of this row.
    pub(super) fn meld(&mut self, code: Code, veld: usize, gevonden: &str, extra: &str) {
        if code.ernst() <= crate::domain::Ernst::Fout {
            self.bruikbaar = false;
        }
        let soort = self.context.kop.soort;
        let plek = Plek {
            volgnummer: self.context.volgnummer,
            blad: self.context.naam,
            rij: Some(self.rij.nummer),
            kolom: self.context.kop.kolom_van.get(veld).copied().flatten(),
            veldnaam: soort.velden().get(veld).map_or("", |v| v.naam),
            veld: soort.kolom(veld),
            deelnemer: self.deelnemer.as_ref().map(Deelnemercode::as_str),
            kpi_van_rij: soort.kpi(),
        };
        self.melder.meld(code, &plek, gevonden, extra);
    }

    fn cel(&self, veld: usize) -> Option<&'r Cel<'r>> {
        let kolom = self.context.kop.kolom_van.get(veld).copied().flatten()?;
        self.rij.cel(kolom)
    }

    /// Reads a field with `lees`; `onleesbaar` is the finding when it is not of its kind.
    fn lees<T>(
        &mut self,
        veld: usize,
        lees: impl FnOnce(&Cel<'_>) -> Result<Option<T>, Celfout>,
        onleesbaar: Code,
        verwacht: &str,
    ) -> Option<T> {
        let cel = self.cel(veld)?;
        match lees(cel) {
            Ok(Some(waarde)) => Some(waarde),
            Ok(None) => {
                self.meld_leeg(veld, cel);
                None
            }
            Err(fout) => {
                self.meld_fout(fout, veld, cel, onleesbaar, verwacht);
                None
            }
        }
    }

    /// A word that means empty was read as empty; said where it costs something.
    fn meld_leeg(&mut self, veld: usize, cel: &Cel<'_>) {
        if let Some(gevolg) = gevolg_van_leeg(self.context.kop.soort.kolom(veld)) {
            self.meld(Code::LeegGelezen, veld, &cel.tekst(), gevolg);
        }
    }

    fn meld_fout(&mut self, fout: Celfout, veld: usize, cel: &Cel<'_>, onleesbaar: Code, verwacht: &str) {
        let code = match fout {
            Celfout::FormuleZonderWaarde => Code::FormuleZonderWaarde,
            Celfout::Formulefout => Code::Formulefout,
            Celfout::Percentage if matches!(onleesbaar, Code::CijferBuitenBereik) => Code::PercentageInCijfer,
            // A mark that is no number at all.
            Celfout::Onleesbaar if matches!(onleesbaar, Code::CijferBuitenBereik) => Code::GetalOnleesbaar,
            _ => onleesbaar,
        };
        let tekst = cel.tekst();
        self.meld(code, veld, &tekst, verwacht);
    }

    /// A text of more lines. Words that mean empty are empty. A formula without a usable outcome is empty too, and said: free
    /// text makes no row unusable.
    pub(super) fn alinea(&mut self, veld: usize) -> Option<Tekst> {
        let tekst = self.lees_alinea(veld);
        self.eis(veld, tekst)
    }

    fn lees_alinea(&mut self, veld: usize) -> Option<Tekst> {
        let cel = self.cel(veld)?;
        let Ok(tekst) = cel::tekst(cel) else {
            self.meld(Code::TekstUitFormule, veld, &cel.tekst(), "");
            return None;
        };
        self.meld_stuurtekens(veld);
        let is_leeg = tekst.len() <= 24 && cel::is_leegwoord(&tekst) && fold(&tekst) != "geen";
        (!is_leeg).then(|| tekst.into_owned())
    }

    /// A text of one line; as [`Self::alinea`].
    pub(super) fn tekst(&mut self, veld: usize) -> Option<Tekst> {
        self.alinea(veld).map(Schoon::regel)
    }

    /// A code of somebody who is no deelnemer: a pseudonym where codes become one.
    pub(super) fn code(&mut self, veld: usize) -> Option<Tekst> {
        let code = self.tekst(veld)?;
        match self.context.pseudoniem {
            Some(sleutel) => super::pseudoniem::hash(sleutel, &code.to_lowercase()).map(Tekst::from),
            None => Some(code),
        }
    }

    fn meld_stuurtekens(&mut self, veld: usize) {
        let kolom = self.context.kop.kolom_van.get(veld).copied().flatten();
        if kolom.is_some_and(|k| self.rij.stuurtekens.contains(&k)) {
            self.meld(Code::StuurtekensVerwijderd, veld, "", "");
        }
    }

    pub(super) fn datum(&mut self, veld: usize) -> Option<NaiveDate> {
        let datum = self.lees_datum(veld);
        self.eis(veld, datum)
    }

    fn lees_datum(&mut self, veld: usize) -> Option<NaiveDate> {
        let epoche = self.context.epoche_1904;
        let cel = self.cel(veld)?;
        if let Cel::Tekst(t) = cel {
            self.context.orde.borrow_mut().bekijk(veld, self.rij.nummer, t);
        }
        let gelezen = datum::datum(cel, epoche);
        if gelezen == Err(Celfout::VerWeg) {
            self.meld_ver_weg(veld, cel);
            return None;
        }
        let hint = match cel {
            Cel::Percentage(_) => " maar een percentage",
            Cel::Tekst(t) if gelezen.is_err() && is_maand_eerst(t) => "; de dag staat altijd voor de maand",
            _ => "",
        };
        let datum = self.lees(veld, |_| gelezen, Code::DatumOnleesbaar, hint)?;
        if datum.uit_getal {
            self.meld(Code::DatumUitGetal, veld, &cel.tekst(), &datum_tekst(datum.dag));
        }
        Some(datum.dag)
    }

    /// A date after 2100 says that there is no end, where an end may be open: said where that costs something.
    fn meld_ver_weg(&mut self, veld: usize, cel: &Cel<'_>) {
        let soort = self.context.kop.soort;
        if soort.velden().get(veld).is_none_or(|v| v.vraagt != Vraagt::Einde) {
            self.meld(Code::DatumVerWeg, veld, &cel.tekst(), "");
        } else if let Some(gevolg) = gevolg_van_leeg(soort.kolom(veld)) {
            self.meld(Code::GeenEinde, veld, &cel.tekst(), gevolg);
        }
    }

    pub(super) fn ja_nee(&mut self, veld: usize) -> Option<bool> {
        let waarde = self.lees(veld, cel::ja_nee, Code::JaNeeOnleesbaar, "");
        self.eis(veld, waarde)
    }

    pub(super) fn geheel(&mut self, veld: usize) -> Option<u32> {
        let waarde = self.lees(veld, cel::geheel, Code::GetalOnleesbaar, "een heel getal, 0 of meer");
        self.eis(veld, waarde)
    }

    pub(super) fn plaatsen(&mut self, veld: usize) -> Option<u32> {
        let waarde = self.lees(veld, cel::plaatsen, Code::GetalOnleesbaar, "een heel getal, 0 of meer");
        self.eis(veld, waarde)
    }

    pub(super) fn uren(&mut self, veld: usize) -> Option<Decimal> {
        let uren = self.lees_uren(veld);
        self.eis(veld, uren)
    }

    fn lees_uren(&mut self, veld: usize) -> Option<Decimal> {
        let uren = self.lees(veld, cel::uren, Code::GetalOnleesbaar, "een getal, 0 of meer, zoals 12,5")?;
        if uren.uit_tijd {
            let tijd = self.cel(veld).map(|c| c.tekst().into_owned()).unwrap_or_default();
            self.meld(Code::UrenUitTijd, veld, &tijd, &uren.uren.to_string().replace('.', ","));
        } else if let Some(Cel::Tekst(t)) = self.cel(veld)
            && is_dubbelzinnig(t)
        {
            self.meld(Code::GetalDubbelzinnig, veld, t, &uren.uren.to_string().replace('.', ","));
        }
        Some(uren.uren)
    }

    pub(super) fn cijfer(&mut self, veld: usize) -> Option<Decimal> {
        let cijfer = self.lees_cijfer(veld);
        self.eis(veld, cijfer)
    }

    fn lees_cijfer(&mut self, veld: usize) -> Option<Decimal> {
        let cel = self.cel(veld)?;
        if let Ok(Some(cijfer)) = cel::cijfer(cel) {
            return Some(cijfer);
        }
        // The expectation of a number, or a hint for what looks like another scale.
        let extra = match cel::getal(cel) {
            Ok(Some(d)) if d > Decimal::TEN && d <= Decimal::ONE_HUNDRED => "; bedoelt u dit getal gedeeld door 10?",
            Ok(Some(d)) if d > Decimal::ZERO && d < Decimal::ONE => "; bedoelt u dit getal keer 10?",
            Ok(_) => "",
            Err(_) => "een cijfer van 1 tot en met 10, zoals 7,5",
        };
        self.lees(veld, cel::cijfer, Code::CijferBuitenBereik, extra)
    }

    pub(super) fn trede(&mut self, veld: usize, gemeente: Option<Gemeente>) -> Option<Trede> {
        let trede = self.lees_trede(veld, gemeente);
        self.eis(veld, trede)
    }

    fn lees_trede(&mut self, veld: usize, gemeente: Option<Gemeente>) -> Option<Trede> {
        let cel = self.cel(veld)?;
        match cel::trede(cel) {
            Ok(Tredecel::Leeg) => {
                self.meld_leeg(veld, cel);
                None
            }
            Ok(Tredecel::Trede(trede)) => Some(trede),
            Ok(Tredecel::Datum) => {
                self.meld(Code::TredeDatum, veld, &cel.tekst(), "");
                None
            }
            Ok(Tredecel::BuitenBereik) => {
                let tekst = cel.tekst();
                // A gemeente may use numbers of its own for its steps.
                self.context.ladder.find(gemeente, &tekst).or_else(|| {
                    self.meld(Code::TredeBuitenBereik, veld, &tekst, "");
                    None
                })
            }
            Ok(Tredecel::Label(label)) => self.context.ladder.find(gemeente, &label).or_else(|| {
                let naaste = if self.melder.is_full(Code::TredeOnbekend) {
                    None
                } else {
                    naaste_label(self.context.ladder, gemeente, &label)
                };
                let extra = naaste.map_or_else(String::new, |(naam, trede)| format!("; het lijkt op ‘{naam}’ (trede {trede})"));
                self.meld(Code::TredeOnbekend, veld, &label, &extra);
                None
            }),
            Err(fout) => {
                self.meld_fout(fout, veld, cel, Code::TredeBuitenBereik, "");
                None
            }
        }
    }

    /// A field of a closed list, read from its text.
    pub(super) fn keuze<T>(
        &mut self,
        veld: usize,
        parse: impl FnOnce(&str) -> Option<T>,
        onbekend: Code,
        namen: &[&str],
    ) -> Option<T> {
        let keuze = self.lees_keuze(veld, parse, onbekend, namen);
        self.eis(veld, keuze)
    }

    fn lees_keuze<T>(&mut self, veld: usize, parse: impl FnOnce(&str) -> Option<T>, onbekend: Code, namen: &[&str]) -> Option<T> {
        let cel = self.cel(veld)?;
        let tekst = match cel::tekst(cel) {
            Ok(tekst) => tekst,
            Err(fout) => {
                self.meld_fout(fout, veld, cel, onbekend, "");
                return None;
            }
        };
        let tekst = tekst.regel();
        if let Some(waarde) = parse(&tekst) {
            return Some(waarde);
        }
        if cel::is_leegwoord(&tekst) {
            self.meld_leeg(veld, cel);
            return None;
        }
        // A finding that will only be counted needs no suggestion.
        let naaste = if self.melder.is_full(onbekend) { None } else { naaste(&tekst, namen.iter().copied()) };
        let naaste = naaste.map_or_else(String::new, |n| format!("; bedoelt u {n}?"));
        self.meld(onbekend, veld, &tekst, &naaste);
        None
    }

    pub(super) fn gemeente(&mut self, veld: usize) -> Option<Gemeente> {
        let namen = Gemeente::ALL.map(Gemeente::naam);
        self.keuze(veld, Gemeente::parse, Code::GemeenteOnbekend, &namen)
    }

    pub(super) fn aanbieder(&mut self, veld: usize) -> Option<Aanbieder> {
        let register = self.context.register;
        let namen: Vec<&str> = register.iter().map(|i| i.naam.as_str()).collect();
        self.keuze(veld, |t| register.find(t), Code::AanbiederInRijOnbekend, &namen)
    }

    pub(super) fn kwartaal(&mut self, veld: usize) -> Option<Kwartaal> {
        self.keuze(veld, |t| t.parse().ok(), Code::KwartaalOnleesbaar, &[])
    }

    /// The code of the deelnemer; from here on findings of this row carry it.
    pub(super) fn deelnemer(&mut self, veld: usize) -> Option<Deelnemercode> {
        let code = self.lees_deelnemer(veld);
        self.eis(veld, code)
    }

    fn lees_deelnemer(&mut self, veld: usize) -> Option<Deelnemercode> {
        let cel = self.cel(veld)?;
        let tekst = match cel::tekst(cel) {
            Ok(tekst) => tekst,
            Err(fout) => {
                self.meld_fout(fout, veld, cel, Code::VerplichtVeldLeeg, "");
                return None;
            }
        };
        self.meld_stuurtekens(veld);
        // "n.v.t." is nobody's code: two of them would be one deelnemer.
        if cel::is_leegwoord(&tekst) {
            return None;
        }
        // What becomes a pseudonym is not shown.
        let gevonden = if self.context.pseudoniem.is_some() { "(code)" } else { &*tekst };
        let Some(code) = Deelnemercode::new(cel::zonder_nul(&tekst)) else {
            self.meld(Code::CodeTeLang, veld, gevonden, "");
            return None;
        };
        if cel::is_verworden(cel) {
            self.meld(Code::CodeVerworden, veld, gevonden, "");
        }
        let code = self.context.pseudoniem.map_or(Some(code.clone()), |sleutel| super::pseudoniem::code(sleutel, &code))?;
        self.deelnemer = Some(code.clone());
        Some(code)
    }

    /// Makes the row unusable when a field is empty that the kind of sheet requires; one that could not be read was said already.
    /// Every reader of a field ends here, so that none can forget it.
    fn eis<T>(&mut self, veld: usize, waarde: Option<T>) -> Option<T> {
        let is_verplicht = self.context.kop.soort.velden().get(veld).is_some_and(|v| v.verplicht);
        if waarde.is_none() && is_verplicht {
            let (leeg, woord) = match self.cel(veld) {
                None => (true, String::new()),
                Some(Cel::Tekst(t)) if cel::is_leegwoord(t) => (true, format!(": er staat ‘{t}’")),
                Some(_) => (false, String::new()),
            };
            // What was said of the cell so far, if anything, does not say that the row is lost.
            if leeg || self.bruikbaar {
                self.meld(Code::VerplichtVeldLeeg, veld, "", &woord);
            }
            self.bruikbaar = false;
        }
        waarde
    }
}

/// What an empty cell of a column does to a figure; None where no figure needs the column.
fn gevolg_van_leeg(kolom: Option<Kolom>) -> Option<&'static str> {
    let kpi = super::catalogus::kpi_van_kolom(kolom);
    kpi.first().map(|kpi| if *kpi == 1 { "Telt als niet vastgelegd in KPI 1." } else { "" })
}

/// A date as findings write it.
pub(super) fn datum_tekst(dag: NaiveDate) -> String {
    dag.format("%-d-%-m-%Y").to_string()
}

/// Whether a text may be thousands or thousandths: `1.012`.
fn is_dubbelzinnig(tekst: &str) -> bool {
    let tekst = tekst.trim();
    let cijfers = |deel: &str| deel.bytes().all(|b| b.is_ascii_digit());
    tekst.split_once('.').is_some_and(|(a, b)| (1..=3).contains(&a.len()) && b.len() == 3 && a != "0" && cijfers(a) && cijfers(b))
}

/// The name that is nearest to a text, when near enough.
fn naaste<'n>(tekst: &str, namen: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let gevouwen = fold(tekst);
    if gevouwen.chars().count() > 60 {
        return None;
    }
    namen
        .map(|naam| (strsim::normalized_damerau_levenshtein(&gevouwen, &fold(naam)), naam))
        .filter(|(waarde, _)| *waarde >= 0.6)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, naam)| naam)
}

/// The label of the ladder that is nearest to an unknown one.
fn naaste_label(ladder: &Participatieladder, gemeente: Option<Gemeente>, label: &str) -> Option<(String, u8)> {
    let eigen =
        ladder.labels.iter().filter(|((g, _), _)| g.is_none() || *g == gemeente).map(|((_, l), t)| (l.as_str(), t.nummer()));
    let namen = ladder.namen.iter().zip(1_u8..).filter(|(n, _)| !n.is_empty()).map(|(n, t)| (n.as_str(), t));
    let alle: Vec<(&str, u8)> = eigen.chain(namen).collect();
    let naam = naaste(label, alle.iter().map(|(l, _)| *l))?;
    alle.iter().find(|(l, _)| *l == naam).map(|(l, t)| ((*l).to_owned(), *t))
}

/// Takes rows out, and counts them with those that were left out.
pub(super) fn weg<T>(regels: &mut Vec<T>, niet_meegeteld: &mut u32, is_weg: impl Fn(&T) -> bool) {
    let eerst = regels.len();
    regels.retain(|r| !is_weg(r));
    *niet_meegeteld = niet_meegeteld.saturating_add(u32::try_from(eerst - regels.len()).unwrap_or(u32::MAX));
}
