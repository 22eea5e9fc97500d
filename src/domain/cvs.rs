//! What a gemeente's client-tracking system (CVS) says against what the aanbieder reports, traject by traject.
//!
//! Matched on deelnemer and Startdatum. Deliberately absent: attention points made of it (`aandacht`), and sentences.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::metingen::{counts_in_c1, is_recorded};
use super::{Aanbieder, CvsExport, Cvsregel, Deelnemercode, Deelnemers, Gemeente, Kolom, Kwartaal, Trajectregel, Trede};

/// The value of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Veldwaarde {
    JaNee(bool),
    Trede(Trede),
    Datum(NaiveDate),
}

/// A field in which CVS and aanbieder disagree, though both have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cvsverschil {
    pub kolom: Kolom,
    pub cvs: Veldwaarde,
    pub aanbieder: Veldwaarde,
}

/// Whose turn it is to put it right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Hersteller {
    Aanbieder,
    Gemeente,
    /// Neither can know alone: what was agreed has to be looked up together.
    Samen,
}

impl Hersteller {
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Aanbieder => "aanbieder",
            Self::Gemeente => "gemeente",
            Self::Samen => "samen",
        }
    }
}

/// A field as either side has it; the two are not the same. One of them may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cvsveld {
    pub kolom: Kolom,
    pub cvs: Option<Veldwaarde>,
    pub aanbieder: Option<Veldwaarde>,
    pub hersteller: Hersteller,
}

/// What is the matter with a traject between CVS and report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cvsstand {
    /// Both have it; the fields that are not the same, none when all are.
    Beide(Vec<Cvsveld>),
    /// CVS has it, the report lacks it; `elders` is the Startdatum under which the report has a traject of the same
    /// deelnemer that CVS lacks.
    AlleenCvs { elders: Option<NaiveDate> },
    /// The report has it, CVS lacks it; `elders` the other way round.
    AlleenRapportage { elders: Option<NaiveDate> },
}

/// One traject, in CVS or in the report or in both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cvsrij {
    pub deelnemer: Deelnemercode,
    pub startdatum: NaiveDate,
    pub stand: Cvsstand,
    /// When the casusregisseur last assessed it.
    pub beoordeeld_op: Option<NaiveDate>,
}

impl Cvsrij {
    /// Whose turn it is; None when nothing differs. Several fields: whoever has to do most of the work together with others
    /// is told per field.
    pub fn herstellers(&self) -> BTreeSet<Hersteller> {
        match &self.stand {
            Cvsstand::Beide(velden) => velden.iter().map(|v| v.hersteller).collect(),
            Cvsstand::AlleenCvs { elders: Some(_) } | Cvsstand::AlleenRapportage { elders: Some(_) } => {
                BTreeSet::from([Hersteller::Samen])
            }
            Cvsstand::AlleenCvs { elders: None } => BTreeSet::from([Hersteller::Aanbieder]),
            Cvsstand::AlleenRapportage { elders: None } => BTreeSet::from([Hersteller::Gemeente]),
        }
    }

    /// Whether both say the same.
    pub fn is_equal(&self) -> bool {
        matches!(&self.stand, Cvsstand::Beide(velden) if velden.is_empty())
    }
}

/// The first norm of KPI 1 as one side would have it: trajecten with everything recorded, over all; and each field apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vastgelegd {
    pub teller: u32,
    pub noemer: u32,
    /// In the order of [`Vastgelegd::KOLOMMEN`].
    pub per_kolom: [u32; 5],
}

impl Vastgelegd {
    /// What the first norm of KPI 1 asks for (H23 KPI 1).
    pub const KOLOMMEN: [Kolom; 5] = [Kolom::Startsituatie, Kolom::Begintrede, Kolom::Doelen, Kolom::Doeltrede, Kolom::Einddatum];

    fn add(&mut self, has: impl Fn(Kolom) -> bool) {
        let recorded = Self::KOLOMMEN.map(has);
        for (n, yes) in self.per_kolom.iter_mut().zip(recorded) {
            *n = n.saturating_add(u32::from(yes));
        }
        self.teller = self.teller.saturating_add(u32::from(recorded.iter().all(|yes| *yes)));
        self.noemer = self.noemer.saturating_add(1);
    }
}

/// A traject as CVS has it, and as the aanbieder reports it.
type Zijden<'a> = (Option<&'a Cvsregel>, Option<&'a Trajectregel>);

/// The export of one gemeente against the report of one aanbieder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cvsvergelijking {
    pub gemeente: Gemeente,
    pub aanbieder: Aanbieder,
    pub kwartaal: Kwartaal,
    /// In order of deelnemer and Startdatum; those that are equal too.
    pub rijen: Vec<Cvsrij>,
    /// KPI 1, first norm, as CVS has it and as the aanbieder reports it: of the same gemeente.
    pub volgens_cvs: Vastgelegd,
    pub volgens_aanbieder: Vastgelegd,
}

impl Cvsvergelijking {
    /// Holds an export against the report of the same kwartaal.
    pub fn of(export: &CvsExport, aanbieder: Aanbieder, deelnemers: &Deelnemers) -> Self {
        let gemeente = export.gemeente;
        let mut both: BTreeMap<(Deelnemercode, NaiveDate), Zijden<'_>> = BTreeMap::new();
        for regel in export.regels.iter().filter(|r| r.aanbieder == aanbieder) {
            both.entry((regel.deelnemer.clone(), regel.startdatum)).or_default().0 = Some(regel);
        }
        for regel in &deelnemers.regels {
            let key = (regel.deelnemer.clone(), regel.startdatum);
            if regel.gemeente == gemeente || both.contains_key(&key) {
                both.entry(key).or_default().1 = Some(regel);
            }
        }
        let elsewhere = |deelnemer: &Deelnemercode, in_cvs: bool| {
            let of_them = both.iter().filter(|((d, _), _)| d == deelnemer);
            let mut lonely = of_them.filter(|(_, (cvs, regel))| if in_cvs { regel.is_none() } else { cvs.is_none() });
            lonely.next().map(|((_, start), _)| *start)
        };
        let rijen = both.iter().map(|((deelnemer, startdatum), sides)| Cvsrij {
            deelnemer: deelnemer.clone(),
            startdatum: *startdatum,
            beoordeeld_op: sides.0.and_then(|cvs| cvs.beoordeeld_op),
            stand: match sides {
                (Some(cvs), Some(regel)) => Cvsstand::Beide(differing(cvs, regel)),
                (Some(_), None) => Cvsstand::AlleenCvs { elders: elsewhere(deelnemer, false) },
                (None, _) => Cvsstand::AlleenRapportage { elders: elsewhere(deelnemer, true) },
            },
        });
        let (mut volgens_cvs, mut volgens_aanbieder) = (Vastgelegd::default(), Vastgelegd::default());
        for (cvs, regel) in both.values() {
            // What KPI 1 leaves out because the traject had ended, it leaves out on both sides.
            if regel.is_some_and(|r| !counts_in_c1(r, export.kwartaal)) {
                continue;
            }
            if let Some(cvs) = cvs {
                volgens_cvs.add(|kolom| is_recorded_in_cvs(cvs, kolom));
            }
            if let Some(regel) = regel {
                volgens_aanbieder.add(|kolom| is_recorded(regel, kolom, export.kwartaal));
            }
        }
        Self { gemeente, aanbieder, kwartaal: export.kwartaal, rijen: rijen.collect(), volgens_cvs, volgens_aanbieder }
    }

    /// The trajecten on which the two do not agree.
    pub fn verschillen(&self) -> impl Iterator<Item = &Cvsrij> {
        self.rijen.iter().filter(|r| !r.is_equal())
    }
}

fn is_recorded_in_cvs(cvs: &Cvsregel, kolom: Kolom) -> bool {
    match kolom {
        Kolom::Startsituatie => cvs.startsituatie == Some(true),
        Kolom::Begintrede => cvs.begintrede.is_some(),
        Kolom::Doelen => cvs.doelen == Some(true),
        Kolom::Doeltrede => cvs.doeltrede.is_some(),
        Kolom::Einddatum => cvs.einddatum.is_some(),
        _ => false,
    }
}

/// The fields that CVS and report have in common, side by side.
fn side_by_side(cvs: &Cvsregel, regel: &Trajectregel) -> [(Kolom, Option<Veldwaarde>, Option<Veldwaarde>); 6] {
    let yes_no = |v: Option<bool>| v.map(Veldwaarde::JaNee);
    let trede = |v: Option<Trede>| v.map(Veldwaarde::Trede);
    let datum = |v: Option<NaiveDate>| v.map(Veldwaarde::Datum);
    [
        (Kolom::Startsituatie, yes_no(cvs.startsituatie), yes_no(regel.startsituatie)),
        (Kolom::Begintrede, trede(cvs.begintrede), trede(regel.begintrede)),
        (Kolom::Doeltrede, trede(cvs.doeltrede), trede(regel.doeltrede)),
        (Kolom::HuidigeTrede, trede(cvs.huidige_trede), trede(regel.huidige_trede)),
        (Kolom::Doelen, yes_no(cvs.doelen), yes_no(regel.doelen)),
        (Kolom::Einddatum, datum(cvs.einddatum), datum(regel.einddatum)),
    ]
}

/// The fields that both have and that differ: what `cvs_verschil` is about.
pub(super) fn verschillen(cvs: &Cvsregel, regel: &Trajectregel) -> Vec<Cvsverschil> {
    let both = side_by_side(cvs, regel).into_iter();
    let both = both.filter_map(|(kolom, cvs, aanbieder)| Some(Cvsverschil { kolom, cvs: cvs?, aanbieder: aanbieder? }));
    both.filter(|v| v.cvs != v.aanbieder).collect()
}

/// The fields that are not the same, an empty one included, and whose turn it is.
fn differing(cvs: &Cvsregel, regel: &Trajectregel) -> Vec<Cvsveld> {
    let fields = side_by_side(cvs, regel).into_iter().filter(|(_, cvs, aanbieder)| cvs != aanbieder);
    let veld = |(kolom, in_cvs, aanbieder): (Kolom, Option<Veldwaarde>, Option<Veldwaarde>)| Cvsveld {
        kolom,
        cvs: in_cvs,
        aanbieder,
        hersteller: match (in_cvs, aanbieder) {
            (None, _) => Hersteller::Gemeente,
            (_, None) => Hersteller::Aanbieder,
            _ => who_corrects(kolom, cvs, regel),
        },
    };
    fields.map(veld).collect()
}

/// Of two values that differ: start, goals and steps are set by the casusregisseur (H23 KPI 1), so the aanbieder follows
/// CVS; the present step is assessed there from what the aanbieder delivers, so an assessment older than that is behind;
/// the term is agreed between them.
fn who_corrects(kolom: Kolom, cvs: &Cvsregel, regel: &Trajectregel) -> Hersteller {
    match kolom {
        Kolom::Einddatum => Hersteller::Samen,
        Kolom::HuidigeTrede => match (cvs.beoordeeld_op, regel.voortgang_geleverd) {
            (Some(assessed), Some(delivered)) if assessed >= delivered => Hersteller::Aanbieder,
            (Some(_), None) => Hersteller::Aanbieder,
            _ => Hersteller::Gemeente,
        },
        _ => Hersteller::Aanbieder,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{code, d, k, report};
    use super::*;
    use crate::domain::testing::PSW;

    fn cvs(deelnemer: &str, start: &str) -> Cvsregel {
        Cvsregel {
            deelnemer: code(deelnemer),
            aanbieder: PSW,
            startdatum: d(start),
            startsituatie: Some(true),
            begintrede: Trede::new(2),
            doeltrede: Trede::new(4),
            huidige_trede: Trede::new(3),
            doelen: Some(true),
            einddatum: Some(d("2025-01-01")),
            beoordeeld_op: Some(d("2024-06-01")),
            rij: 2,
        }
    }

    const SAME: &str = "start=ja begin=2 doel=4 trede=3 doelen=ja tot=2025-01-01";

    fn compared(export: Vec<Cvsregel>, rows: &[&str]) -> Cvsvergelijking {
        let export = CvsExport {
            gemeente: Gemeente::Venlo,
            kwartaal: k("2024-K2"),
            versie: 1,
            regels: export,
            niet_meegeteld: 0,
            onleesbaar: Vec::new(),
        };
        Cvsvergelijking::of(&export, PSW, report("2024-K2", rows).deelnemers.as_ref().unwrap())
    }

    #[test]
    fn what_is_the_same_differs_in_nothing() {
        let c = compared(vec![cvs("a", "2024-01-01")], &[&format!("A 2024-01-01 {SAME}")]);
        assert_eq!(c.verschillen().count(), 0);
        assert_eq!((c.volgens_cvs.teller, c.volgens_cvs.noemer), (1, 1));
        assert_eq!(c.volgens_cvs, c.volgens_aanbieder);
    }

    #[test]
    fn whose_turn_it_is_depends_on_the_field() {
        for (row, expected) in [
            ("start=ja begin=3 doel=4 trede=3 doelen=ja tot=2025-01-01", (Kolom::Begintrede, Hersteller::Aanbieder)),
            ("start=ja doel=4 trede=3 doelen=ja tot=2025-01-01", (Kolom::Begintrede, Hersteller::Aanbieder)),
            ("start=ja begin=2 doel=4 trede=3 doelen=ja tot=2025-02-01", (Kolom::Einddatum, Hersteller::Samen)),
            // Assessed on 1 June: what came in after it has not been looked at yet.
            (
                "start=ja begin=2 doel=4 trede=4 doelen=ja tot=2025-01-01 voortgang=2024-06-02",
                (Kolom::HuidigeTrede, Hersteller::Gemeente),
            ),
            (
                "start=ja begin=2 doel=4 trede=4 doelen=ja tot=2025-01-01 voortgang=2024-06-01",
                (Kolom::HuidigeTrede, Hersteller::Aanbieder),
            ),
        ] {
            let c = compared(vec![cvs("a", "2024-01-01")], &[&format!("A 2024-01-01 {row}")]);
            let Cvsstand::Beide(velden) = &c.rijen[0].stand else { panic!("{row}") };
            assert_eq!(velden.iter().map(|v| (v.kolom, v.hersteller)).collect::<Vec<_>>(), [expected], "{row}");
        }
        let empty = Cvsregel { doelen: None, ..cvs("a", "2024-01-01") };
        let c = compared(vec![empty], &[&format!("A 2024-01-01 {SAME}")]);
        assert_eq!(c.rijen[0].herstellers(), BTreeSet::from([Hersteller::Gemeente]));
        assert_eq!((c.volgens_cvs.teller, c.volgens_aanbieder.teller, c.volgens_cvs.per_kolom), (0, 1, [1, 1, 0, 1, 1]));
    }

    #[test]
    fn a_traject_on_one_side_only_is_told_with_where_it_may_be_on_the_other() {
        let same = format!("B 2024-02-01 {SAME}");
        let rows = [same.as_str(), "C 2024-02-01 gem=venray", "D 2024-02-02"];
        let c = compared(vec![cvs("a", "2024-01-01"), cvs("d", "2024-02-01"), cvs("c", "2024-02-01")], &rows);
        let told: Vec<(&str, &Cvsstand)> = c.verschillen().map(|r| (r.deelnemer.as_str(), &r.stand)).collect();
        assert_eq!(told[0], ("a", &Cvsstand::AlleenCvs { elders: None }));
        assert_eq!(told[1], ("B", &Cvsstand::AlleenRapportage { elders: None }));
        // In the report it is of another gemeente, and still the same traject.
        assert!(matches!(told[2], ("c", Cvsstand::Beide(velden)) if velden.len() == 6));
        assert_eq!(told[3], ("d", &Cvsstand::AlleenCvs { elders: Some(d("2024-02-02")) }));
        assert_eq!(told[4], ("D", &Cvsstand::AlleenRapportage { elders: Some(d("2024-02-01")) }));
        assert_eq!(c.rijen[4].herstellers(), BTreeSet::from([Hersteller::Samen]));
    }

    #[test]
    fn who_had_left_before_the_kwartaal_counts_on_neither_side() {
        let c = compared(vec![cvs("a", "2023-01-01")], &["A 2023-01-01 uit=regulier/2024-03-31"]);
        assert_eq!((c.volgens_cvs.noemer, c.volgens_aanbieder.noemer), (0, 0));
    }
}
