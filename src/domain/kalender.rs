//! What is due when: reports, gesprekken, afspraken, the contract and its options, the end of a suspension (`domein.md` 1, 4, 7).

use std::collections::{BTreeMap, HashMap};

use chrono::{Months, NaiveDate, NaiveTime};

use super::register::Contract;
use super::{
    Aanbieder, Afspraak, Afspraaknummer, Afspraakstatus, Codes, Deel, Gemeente, Gesprek, Gespreksoort, Gespreksstatus, Getypt,
    Kwartaal, Normenkader, Register, Segment, Soort, Tafels, Werkdagen,
};

/// What happens to a contract on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Contractdag {
    /// It ends, unless the option with this number (from 1) is taken; None: for good.
    Einde(Option<usize>),
    /// The option with this number is to be decided before this day.
    Beslissen(usize),
}

/// How long before a day of a contract the calendar tells of it (`domein.md` 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aankondiging {
    Jaar,
    Halfjaar,
    Kwartaal,
    /// On the day itself.
    Niet,
}

impl Aankondiging {
    pub const ALL: [Self; 4] = [Self::Jaar, Self::Halfjaar, Self::Kwartaal, Self::Niet];

    const fn maanden(self) -> u32 {
        match self {
            Self::Jaar => 12,
            Self::Halfjaar => 6,
            Self::Kwartaal => 3,
            Self::Niet => 0,
        }
    }
}

/// The day on which a contract ends or may end, and that before which the option that follows is to be decided. Of a later
/// option nothing is told: it means nothing until the one before it was taken.
fn days_of(contract: &Contract) -> Vec<(NaiveDate, Contractdag)> {
    let open = contract.open_optie();
    let end = contract.eind().map(|dag| (dag, Contractdag::Einde(open.map(|(nummer, _)| nummer))));
    let decide = open.and_then(|(nummer, optie)| Some((optie.beslissen_voor?, Contractdag::Beslissen(nummer))));
    end.into_iter().chain(decide).collect()
}

/// A day on which something is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Termijn {
    pub datum: NaiveDate,
    /// None: the whole day.
    pub tijd: Option<NaiveTime>,
    pub wat: Termijnsoort,
    /// The row whose day it is; None when it follows from more than one, or from none.
    pub rij: Option<Termijnrij>,
}

/// A row that a day comes from, with its version: a calendar program tells by it which of two is the newer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Termijnrij {
    pub soort: Soort,
    pub id: String,
    pub rijversie: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Termijnsoort {
    /// The last day on which a report is in time for its gesprek.
    Rapportage {
        aanbieder: Aanbieder,
        kwartaal: Kwartaal,
        extra: Option<i64>,
        /// None: it is not in; else the parts that it lacks.
        binnen: Option<Vec<Deel>>,
    },
    Gesprek {
        id: i64,
        aanbieder: Aanbieder,
        kwartaal: Kwartaal,
        gesprek: Gespreksoort,
        status: Gespreksstatus,
        plaats: Getypt,
    },
    Afspraak {
        nummer: Afspraaknummer,
        aanbieder: Option<Aanbieder>,
        /// At whose table it was made; None: of the region.
        gemeente: Option<Gemeente>,
        tekst: Getypt,
        eigenaar: Getypt,
    },
    /// The last day on which an answer to the uitvraag is in time for the first gesprek of its kwartaal.
    Uitvraag {
        kwartaal: Kwartaal,
        /// The gemeenten that have not answered.
        open: Vec<Gemeente>,
    },
    /// A day of the contracts of these aanbieders for a segment, told on the day itself or some time before.
    Contract {
        segment: Segment,
        /// In the order of the register; at least one.
        aanbieders: Vec<Aanbieder>,
        dag: NaiveDate,
        wat: Contractdag,
        vooraf: Aankondiging,
    },
    /// The last day of the suspension of a norm.
    Opschorting {
        norm: super::NormId,
    },
}

/// What the calendar is made of.
#[derive(Debug, Clone, Copy)]
pub struct Kalenderstof<'a> {
    pub register: &'a Register,
    pub gesprekken: &'a [Gesprek],
    pub afspraken: &'a [Afspraak],
    /// Whose table every gesprek is, also of those that no date is asked of here.
    pub tafels: &'a Tafels,
    pub normen: &'a Normenkader,
    pub werkdagen: &'a Werkdagen,
    /// The reports that are in, each with the parts that it lacks.
    pub binnen: &'a HashMap<(Aanbieder, Kwartaal), Vec<Deel>>,
    /// Per kwartaal the gemeenten that have not answered the uitvraag.
    pub uitvraag: &'a [(Kwartaal, Vec<Gemeente>)],
    pub codes: &'a Codes,
}

/// The last day on which an answer to the uitvraag is in time: it is of use when the agenda is made of the first gesprek of its
/// kwartaal that was not held yet, as early as a report. None: no such gesprek was planned.
pub fn uitvraag_uiterlijk(kwartaal: Kwartaal, gesprekken: &[Gesprek], werkdagen: &Werkdagen) -> Option<NaiveDate> {
    let is_meant = |g: &&Gesprek| g.kwartaal == kwartaal && g.segment() == Segment::Collectief && !g.status.is_held();
    let coming = gesprekken.iter().filter(is_meant);
    coming.filter_map(|g| g.datum).min().map(|first| werkdagen.report_deadline(first))
}

/// Everything that is due from `van` through `tot`, by day.
pub fn kalender(stof: Kalenderstof<'_>, van: NaiveDate, tot: NaiveDate) -> Vec<Termijn> {
    let mut termijnen: Vec<Termijn> = Vec::new();
    let mut add = |datum: NaiveDate, tijd: Option<NaiveTime>, wat: Termijnsoort, rij: Option<Termijnrij>| {
        if (van..=tot).contains(&datum) {
            termijnen.push(Termijn { datum, tijd, wat, rij });
        }
    };
    for gesprek in stof.gesprekken {
        let Gesprek { id, aanbieder, kwartaal, soort, status, tijd, datum, .. } = gesprek.clone();
        let Some(datum) = datum else { continue };
        let rij = Some(Termijnrij { soort: Soort::Gesprek, id: id.to_string(), rijversie: gesprek.rijversie });
        let binnen = stof.binnen.get(&(aanbieder, kwartaal)).cloned();
        let deadline = stof.werkdagen.report_deadline(datum);
        // After the gesprek nobody waits for its report any more; for that of one gemeente nobody ever does.
        if soort.has_report_deadline() && (binnen.is_some() || !status.is_held()) {
            let wat = Termijnsoort::Rapportage { aanbieder, kwartaal, extra: soort.is_extra().then_some(id), binnen };
            add(deadline, None, wat, rij.clone());
        }
        let plaats = stof.codes.mark(&gesprek.plaats);
        add(datum, tijd, Termijnsoort::Gesprek { id, aanbieder, kwartaal, gesprek: soort, status, plaats }, rij);
    }
    for afspraak in stof.afspraken.iter().filter(|a| a.status == Afspraakstatus::Open) {
        let Some(deadline) = afspraak.deadline else { continue };
        let nummer = afspraak.nummer;
        let (tekst, eigenaar) = (stof.codes.mark(&afspraak.tekst), stof.codes.mark(&afspraak.eigenaar));
        let rij = Termijnrij { soort: Soort::Afspraak, id: nummer.to_string(), rijversie: afspraak.rijversie };
        let gemeente = stof.tafels.gemeente(afspraak);
        let wat = Termijnsoort::Afspraak { nummer, aanbieder: afspraak.aanbieder, gemeente, tekst, eigenaar };
        add(deadline, None, wat, Some(rij));
    }
    for (kwartaal, open) in stof.uitvraag.iter().filter(|(_, open)| !open.is_empty()) {
        let Some(uiterlijk) = uitvraag_uiterlijk(*kwartaal, stof.gesprekken, stof.werkdagen) else { continue };
        add(uiterlijk, None, Termijnsoort::Uitvraag { kwartaal: *kwartaal, open: open.clone() }, None);
    }
    let mut contracten: BTreeMap<(NaiveDate, Segment, Contractdag), Vec<Aanbieder>> = BTreeMap::new();
    for entry in stof.register.iter() {
        for contract in &entry.contracten {
            for (dag, wat) in days_of(contract) {
                contracten.entry((dag, contract.segment, wat)).or_default().push(entry.aanbieder);
            }
        }
    }
    for ((dag, segment, wat), aanbieders) in contracten {
        for vooraf in Aankondiging::ALL {
            let Some(datum) = dag.checked_sub_months(Months::new(vooraf.maanden())) else { continue };
            add(datum, None, Termijnsoort::Contract { segment, aanbieders: aanbieders.clone(), dag, wat, vooraf }, None);
        }
    }
    for norm in &stof.normen.norm {
        for opschorting in &norm.opschorting {
            add(opschorting.tot, None, Termijnsoort::Opschorting { norm: norm.id.clone() }, None);
        }
    }
    termijnen.sort_by_key(|t| (t.datum, t.tijd));
    termijnen
}

impl Termijn {
    /// The aanbieder that it is about; None when it is about all of them.
    pub const fn aanbieder(&self) -> Option<Aanbieder> {
        match &self.wat {
            Termijnsoort::Rapportage { aanbieder, .. } | Termijnsoort::Gesprek { aanbieder, .. } => Some(*aanbieder),
            Termijnsoort::Afspraak { aanbieder, .. } => *aanbieder,
            Termijnsoort::Uitvraag { .. } | Termijnsoort::Contract { .. } | Termijnsoort::Opschorting { .. } => None,
        }
    }

    /// The gemeente whose gesprek it is of; None: it is of the region, or of nobody in particular.
    pub const fn gemeente(&self) -> Option<Gemeente> {
        match &self.wat {
            Termijnsoort::Gesprek { gesprek, .. } => gesprek.gemeente(),
            Termijnsoort::Afspraak { gemeente, .. } => *gemeente,
            _ => None,
        }
    }

    /// Whether somebody still has to do it: it is late once its day is over.
    pub fn is_pending(&self) -> bool {
        match &self.wat {
            Termijnsoort::Rapportage { binnen, .. } => binnen.as_ref().is_none_or(|lacks| !lacks.is_empty()),
            Termijnsoort::Gesprek { status, .. } => !status.is_held(),
            // An end that passes while its option is open leaves the decision to be recorded; once it is, the end is another.
            Termijnsoort::Afspraak { .. }
            | Termijnsoort::Uitvraag { .. }
            | Termijnsoort::Contract { wat: Contractdag::Einde(Some(_)), vooraf: Aankondiging::Niet, .. } => true,
            Termijnsoort::Contract { .. } | Termijnsoort::Opschorting { .. } => false,
        }
    }

    /// An id that stays the same when the day moves, so that a calendar that imports it again moves it too. What is fictitious
    /// has ids of its own: it never takes the place of what is real.
    pub fn uid(&self, voorbeeld: bool) -> String {
        let naam = match &self.wat {
            Termijnsoort::Rapportage { aanbieder, kwartaal, extra, .. } => {
                let extra = extra.map(|id| format!("-{id}")).unwrap_or_default();
                format!("rapportage-{}-{kwartaal}{extra}", aanbieder.key())
            }
            Termijnsoort::Gesprek { id, aanbieder, kwartaal, gesprek, .. } => match gesprek {
                Gespreksoort::Regulier => format!("gesprek-{}-{kwartaal}", aanbieder.key()),
                Gespreksoort::Extra => format!("gesprek-{}-{kwartaal}-{id}", aanbieder.key()),
                // The kwartaal of its figures goes on until it is held.
                Gespreksoort::Evaluatief(gemeente) => format!("gesprek-{}-{}-{id}", aanbieder.key(), gemeente.key()),
            },
            Termijnsoort::Afspraak { nummer, .. } => format!("afspraak-{nummer}"),
            Termijnsoort::Uitvraag { kwartaal, .. } => format!("uitvraag-{kwartaal}"),
            Termijnsoort::Contract { segment, dag, wat, vooraf, .. } => {
                let wat = match wat {
                    Contractdag::Einde(None) => "einde".to_owned(),
                    Contractdag::Einde(Some(optie)) => format!("optie-{optie}"),
                    Contractdag::Beslissen(optie) => format!("beslissen-{optie}"),
                };
                format!("contract-{}-{wat}-{dag}-{}", segment.naam(), vooraf.maanden())
            }
            Termijnsoort::Opschorting { norm } => format!("opschorting-{norm}-{}", self.datum),
        };
        let world = if voorbeeld { "voorbeeld.accountgesprek" } else { "accountgesprek" };
        format!("{}@{world}", naam.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::register::{Besluit, Inschrijving, Optie};
    use crate::domain::testing::{PSW, RENDIZ, d, k, kader, register, register_of};

    fn gesprek(id: i64, datum: Option<&str>, extra: bool) -> Gesprek {
        Gesprek {
            id,
            aanbieder: RENDIZ,
            kwartaal: k("2024-K2"),
            soort: if extra { Gespreksoort::Extra } else { Gespreksoort::Regulier },
            datum: datum.map(d),
            tijd: NaiveTime::from_hms_opt(10, 0, 0),
            plaats: "Venlo".into(),
            aanwezig: Vec::new(),
            afwezig: Vec::new(),
            verslaglegger: crate::domain::Tekst::default(),
            status: Gespreksstatus::Gepland,
            begonnen: None,
            volgende: None,
            bevroren: None,
            vaststelling: None,
            rijversie: 1,
        }
    }

    fn made(gesprekken: &[Gesprek], van: &str, tot: &str) -> Vec<Termijn> {
        let (normen, werkdagen) = (kader(), Werkdagen::default());
        let (binnen, codes) = (&HashMap::new(), Codes::default());
        let stof = Kalenderstof {
            register: &register(),
            gesprekken,
            afspraken: &[],
            tafels: &Tafels::default(),
            normen: &normen,
            werkdagen: &werkdagen,
            binnen,
            uitvraag: &[],
            codes: &codes,
        };
        kalender(stof, d(van), d(tot))
    }

    #[test]
    fn who_has_not_answered_the_uitvraag_is_reminded_before_the_first_gesprek() {
        let (normen, werkdagen) = (kader(), Werkdagen::default());
        let gesprekken = [gesprek(1, Some("2024-07-26"), false), gesprek(2, Some("2024-07-19"), true)];
        let open = [(k("2024-K2"), vec![Gemeente::Gennep]), (k("2024-K1"), vec![Gemeente::Venlo])];
        let stof = Kalenderstof {
            register: &register(),
            gesprekken: &gesprekken,
            afspraken: &[],
            tafels: &Tafels::default(),
            normen: &normen,
            werkdagen: &werkdagen,
            binnen: &HashMap::new(),
            uitvraag: &open,
            codes: &Codes::default(),
        };
        let all = kalender(stof, d("2024-07-01"), d("2024-07-31"));
        let ours: Vec<_> = all.iter().filter(|t| matches!(t.wat, Termijnsoort::Uitvraag { .. })).collect();
        assert_eq!(ours.len(), 1, "no gesprek over 2024-K1 is to come");
        assert_eq!((ours[0].datum, ours[0].is_pending()), (d("2024-07-15"), true));
    }

    #[test]
    fn a_report_is_no_longer_expected_once_its_gesprek_was_held() {
        let held = Gesprek { status: Gespreksstatus::Gehouden, ..gesprek(1, Some("2024-07-19"), false) };
        let all = made(&[held], "2024-07-01", "2024-07-31");
        assert!(all.iter().all(|t| !matches!(t.wat, Termijnsoort::Rapportage { .. })));
        assert!(all.iter().all(|t| !t.is_pending()));
    }

    #[test]
    fn a_report_is_due_four_working_days_before_its_gesprek() {
        let all = made(&[gesprek(1, Some("2024-07-19"), false), gesprek(2, None, true)], "2024-07-01", "2024-07-31");
        let days: Vec<String> = all.iter().map(|t| t.datum.to_string()).collect();
        assert_eq!(days, ["2024-07-15", "2024-07-19"]);
        assert_eq!(all[0].uid(false), "rapportage-rendiz-2024-k2@accountgesprek");
        assert_eq!(all[1].uid(false), "gesprek-rendiz-2024-k2@accountgesprek");
        assert!(all.iter().all(|t| t.uid(true) != t.uid(false)), "the example takes the place of nothing real");
    }

    #[test]
    fn what_was_agreed_is_in_it_while_it_is_open_and_has_a_deadline() {
        use crate::domain::testing::afspraak;
        let closed = Afspraak { status: Afspraakstatus::Gereed, ..afspraak("PSW-2024-02", Some("2024-07-10")) };
        let afspraken = [
            afspraak("PSW-2024-01", Some("2024-07-01")),
            closed,
            afspraak("PSW-2024-03", None),
            afspraak("PSW-2024-04", Some("2024-07-31")),
            afspraak("PSW-2024-05", Some("2024-06-30")),
            afspraak("PSW-2024-06", Some("2024-08-01")),
        ];
        let (normen, werkdagen) = (kader(), Werkdagen::default());
        // A gemeente has answered all that was asked: nobody is waited for.
        let stof = Kalenderstof {
            register: &register(),
            gesprekken: &[],
            afspraken: &afspraken,
            tafels: &Tafels::default(),
            normen: &normen,
            werkdagen: &werkdagen,
            binnen: &HashMap::new(),
            uitvraag: &[(k("2024-K2"), Vec::new())],
            codes: &Codes::default(),
        };
        let all = kalender(stof, d("2024-07-01"), d("2024-07-31"));
        let ids: Vec<String> = all.iter().map(|t| format!("{} {}", t.datum, t.uid(false))).collect();
        assert_eq!(ids, ["2024-07-01 afspraak-psw-2024-01@accountgesprek", "2024-07-31 afspraak-psw-2024-04@accountgesprek"]);
    }

    #[test]
    fn a_reminder_of_the_uitvraag_goes_by_the_first_gesprek_of_its_own_kwartaal_that_is_to_come() {
        let werkdagen = Werkdagen::default();
        let held = Gesprek { status: Gespreksstatus::Gehouden, ..gesprek(1, Some("2024-07-05"), false) };
        let other = Gesprek { kwartaal: k("2024-K1"), ..gesprek(2, Some("2024-07-08"), false) };
        let all = [held.clone(), other.clone(), gesprek(3, Some("2024-07-26"), false), gesprek(4, Some("2024-07-19"), false)];
        assert_eq!(uitvraag_uiterlijk(k("2024-K2"), &all, &werkdagen), Some(d("2024-07-15")));
        assert_eq!(uitvraag_uiterlijk(k("2024-K2"), &[held, other], &werkdagen), None);
    }

    /// Two with the contract of the region, with this decision on the first option.
    fn contracted(besluit: &Besluit) -> Register {
        let optie = |tot, voor: Option<&str>, besluit| Optie { tot: d(tot), beslissen_voor: voor.map(d), besluit };
        let contract = Contract {
            tot: Some(d("2025-12-31")),
            opties: vec![optie("2028-12-31", Some("2025-07-01"), besluit.clone()), optie("2031-12-31", None, Besluit::Open)],
            ..Contract::new(Segment::Collectief, d("2022-01-01"))
        };
        let entries = register_of([PSW, RENDIZ]).iter().cloned().collect::<Vec<_>>();
        let own = |i| Inschrijving { contracten: vec![contract.clone()], ..i };
        Register::new(entries.into_iter().map(own).collect(), Vec::new())
    }

    fn contract_days(besluit: &Besluit) -> Vec<String> {
        let register = contracted(besluit);
        let (normen, werkdagen, codes) = (kader(), Werkdagen::default(), Codes::default());
        let stof = Kalenderstof {
            register: &register,
            gesprekken: &[],
            afspraken: &[],
            tafels: &Tafels::default(),
            normen: &normen,
            werkdagen: &werkdagen,
            binnen: &HashMap::new(),
            uitvraag: &[],
            codes: &codes,
        };
        let all = kalender(stof, d("2022-01-01"), d("2031-12-31"));
        let line = |t: &Termijn| match &t.wat {
            Termijnsoort::Contract { aanbieders, wat, vooraf, .. } => {
                assert_eq!(aanbieders, &[PSW, RENDIZ], "told once for both");
                Some(format!("{} {wat:?} {}", t.datum, vooraf.maanden()))
            }
            _ => None,
        };
        all.iter().filter_map(line).collect()
    }

    #[test]
    fn a_contract_is_told_of_a_year_half_a_year_and_a_quarter_before_each_end_and_decision() {
        let open = contract_days(&Besluit::Open);
        // Of option 2 nothing is told while option 1 is open.
        assert_eq!(
            open,
            [
                "2024-07-01 Beslissen(1) 12",
                "2024-12-31 Einde(Some(1)) 12",
                "2025-01-01 Beslissen(1) 6",
                "2025-04-01 Beslissen(1) 3",
                "2025-06-30 Einde(Some(1)) 6",
                "2025-07-01 Beslissen(1) 0",
                "2025-09-30 Einde(Some(1)) 3",
                "2025-12-31 Einde(Some(1)) 0",
            ]
        );
        let decided = |besluit: Besluit| contract_days(&besluit).into_iter().filter(|l| l.ends_with(" 0")).collect::<Vec<_>>();
        let (op, door) = (d("2025-06-01"), "wie".to_owned());
        let taken = Besluit::Gelicht { op, door: door.clone() };
        assert_eq!(decided(taken), ["2028-12-31 Einde(Some(2)) 0"]);
        assert_eq!(decided(Besluit::NietGelicht { op, door }), ["2025-12-31 Einde(None) 0"]);
    }

    #[test]
    fn an_end_waits_for_a_decision_while_its_option_is_open() {
        let of = |wat, vooraf| {
            let (segment, dag) = (Segment::Collectief, d("2025-12-31"));
            let wat = Termijnsoort::Contract { segment, aanbieders: vec![PSW], dag, wat, vooraf };
            Termijn { datum: dag, tijd: None, wat, rij: None }.is_pending()
        };
        assert!(of(Contractdag::Einde(Some(1)), Aankondiging::Niet));
        assert!(!of(Contractdag::Einde(Some(1)), Aankondiging::Jaar));
        assert!(!of(Contractdag::Einde(None), Aankondiging::Niet));
    }

    #[test]
    fn the_end_of_the_suspension_is_in_it_and_a_contract_without_an_end_is_not() {
        let all = made(&[], "2022-01-01", "2031-12-31");
        let days: Vec<String> = all.iter().map(|t| t.datum.to_string()).collect();
        assert_eq!(days, ["2024-12-31"]);
    }

    #[test]
    fn an_id_does_not_move_with_the_day_and_is_given_once() {
        let all =
            made(&[gesprek(1, Some("2024-07-19"), false), gesprek(2, Some("2024-07-26"), true)], "2024-07-01", "2024-07-31");
        let moved = made(&[gesprek(1, Some("2024-07-18"), false)], "2024-07-01", "2024-07-31");
        let ids: std::collections::BTreeSet<String> = all.iter().map(|t| t.uid(false)).collect();
        assert_eq!(ids.len(), all.len());
        assert!(moved.iter().all(|t| ids.contains(&t.uid(false))));
    }
}
