//! A contract of an aanbieder: from when to when, and the options to go on.

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::domain::Segment;

/// Whether an aanbieder is contracted: `Ja` before `Onbekend` before `Nee`, so that the least of several is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gecontracteerd {
    Ja,
    /// The contract is past, and nobody recorded what became of the option. Nothing assumes that it was taken.
    Onbekend,
    Nee,
}

impl Gecontracteerd {
    /// The word in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::Onbekend => "onbekend",
            Self::Nee => "nee",
        }
    }
}

/// A contract for one segment. Contracts of the region run 4 years with twice an option of 3 (T21 2.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    pub segment: Segment,
    pub van: NaiveDate,
    /// The last day; None has no end.
    pub tot: Option<NaiveDate>,
    /// In the order in which they follow each other.
    #[serde(default)]
    pub opties: Vec<Optie>,
    /// The last day of who left before its time; what was agreed stays as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eindigt: Option<NaiveDate>,
}

/// The possibility to go on until another day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Optie {
    pub tot: NaiveDate,
    #[serde(default)]
    pub beslissen_voor: Option<NaiveDate>,
    #[serde(default)]
    pub besluit: Besluit,
}

/// What was decided about an option, when and by whom.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stand", rename_all = "lowercase")]
pub enum Besluit {
    #[default]
    Open,
    Gelicht {
        op: NaiveDate,
        door: String,
    },
    #[serde(rename = "niet gelicht")]
    NietGelicht {
        op: NaiveDate,
        door: String,
    },
}

/// Why a contract cannot be as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contractfout {
    /// It ends before it begins.
    EindVoorBegin,
    /// A contract without an end has no options.
    OptieZonderEind,
    /// The option with this number (from 1) ends no later than what goes before it.
    OptieNietLater(usize),
    /// The option with this number must be decided after the end that it would move.
    BeslissenTeLaat(usize),
    /// The option with this number was decided while the one before it was not taken.
    BesluitZonderVorige(usize),
    /// It would end after the last day that holds for certain.
    EindOnzeker(NaiveDate),
}

impl Besluit {
    /// The day on which it was taken; None while it is open.
    pub const fn op(&self) -> Option<NaiveDate> {
        match self {
            Self::Open => None,
            Self::Gelicht { op, .. } | Self::NietGelicht { op, .. } => Some(*op),
        }
    }

    /// The same, with what becomes of the name of whoever took it.
    ///
    /// # Errors
    /// That of `name`.
    pub fn by<E>(self, name: impl FnOnce(String) -> Result<String, E>) -> Result<Self, E> {
        Ok(match self {
            Self::Open => Self::Open,
            Self::Gelicht { op, door } => Self::Gelicht { op, door: name(door)? },
            Self::NietGelicht { op, door } => Self::NietGelicht { op, door: name(door)? },
        })
    }
}

impl Contract {
    pub const fn new(segment: Segment, van: NaiveDate) -> Self {
        Self { segment, van, tot: None, opties: Vec::new(), eindigt: None }
    }

    /// The last day that holds for certain: that of who left, else the agreed one. None: no end.
    pub fn eind(&self) -> Option<NaiveDate> {
        self.eindigt.into_iter().chain(self.agreed()).min()
    }

    /// The last day of the last option that was taken in a row from the first, else its own. None: no end.
    fn agreed(&self) -> Option<NaiveDate> {
        let taken = self.opties.iter().take_while(|o| matches!(o.besluit, Besluit::Gelicht { .. }));
        taken.last().map(|o| o.tot).or(self.tot)
    }

    /// The option that follows [`Contract::eind`] and was not decided on yet; with its number, from 1. Who left has none.
    pub fn open_optie(&self) -> Option<(usize, &Optie)> {
        if self.eindigt.is_some() {
            return None;
        }
        let next = (1..).zip(&self.opties).find(|(_, o)| !matches!(o.besluit, Besluit::Gelicht { .. }))?;
        (next.1.besluit == Besluit::Open).then_some(next)
    }

    /// Whether an option is for later: the one before it was decided on, and what that one began goes on for more than a year after a
    /// day. Who decides on that already says so.
    pub fn is_ahead(&self, nummer: usize, dag: NaiveDate) -> bool {
        let before = nummer.checked_sub(2).and_then(|at| self.opties.get(at));
        before.and_then(|o| o.tot.checked_sub_months(Months::new(12))).is_some_and(|from| dag < from)
    }

    /// The end that is past on a day and the option, with its number, that would still cover it while nobody recorded a decision.
    pub fn undecided(&self, dag: NaiveDate) -> Option<(NaiveDate, usize, &Optie)> {
        let (eind, (nummer, optie)) = (self.eind()?, self.open_optie()?);
        (eind < dag && dag <= optie.tot).then_some((eind, nummer, optie))
    }

    /// Ends it on a day: whoever leaves is contracted no longer than that, and goes on by no option. None: nobody leaves after all.
    ///
    /// # Errors
    /// The day is past what holds for certain: nothing assumes that an option was taken. Or it is before the first day.
    pub fn end_on(&mut self, dag: Option<NaiveDate>) -> Result<(), Contractfout> {
        if let Some((eind, _)) = self.agreed().zip(dag).filter(|(eind, dag)| dag > eind) {
            return Err(Contractfout::EindOnzeker(eind));
        }
        if dag.is_some_and(|dag| dag < self.van) {
            return Err(Contractfout::EindVoorBegin);
        }
        self.eindigt = dag;
        Ok(())
    }

    /// The best of the days from and through these.
    pub(super) fn best(&self, van: NaiveDate, tot: NaiveDate) -> Gecontracteerd {
        if tot < self.van {
            return Gecontracteerd::Nee;
        }
        let Some(eind) = self.eind() else { return Gecontracteerd::Ja };
        if van <= eind {
            return Gecontracteerd::Ja;
        }
        match self.open_optie() {
            Some((_, optie)) if van <= optie.tot => Gecontracteerd::Onbekend,
            _ => Gecontracteerd::Nee,
        }
    }

    /// Looks whether days and options follow each other.
    pub fn check(&self) -> Result<(), Contractfout> {
        if self.eindigt.is_some_and(|dag| dag < self.van) {
            return Err(Contractfout::EindVoorBegin);
        }
        let Some(tot) = self.tot else {
            return if self.opties.is_empty() { Ok(()) } else { Err(Contractfout::OptieZonderEind) };
        };
        if tot < self.van {
            return Err(Contractfout::EindVoorBegin);
        }
        let (mut before, mut taken) = (tot, true);
        for (nummer, optie) in (1..).zip(&self.opties) {
            if optie.tot <= before {
                return Err(Contractfout::OptieNietLater(nummer));
            }
            if optie.beslissen_voor.is_some_and(|dag| dag > before) {
                return Err(Contractfout::BeslissenTeLaat(nummer));
            }
            if optie.besluit != Besluit::Open && !taken {
                return Err(Contractfout::BesluitZonderVorige(nummer));
            }
            taken = matches!(optie.besluit, Besluit::Gelicht { .. });
            before = optie.tot;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn datum(tekst: &str) -> NaiveDate {
        tekst.parse().unwrap()
    }

    fn gelicht() -> Besluit {
        Besluit::Gelicht { op: datum("2025-06-01"), door: "contractmanager".into() }
    }

    fn niet() -> Besluit {
        Besluit::NietGelicht { op: datum("2025-06-01"), door: "contractmanager".into() }
    }

    /// The contract of the region with these decisions on its two options.
    fn contract(besluiten: [Besluit; 2]) -> Contract {
        let [first, second] = besluiten;
        let optie = |tot, besluit| Optie { tot: datum(tot), beslissen_voor: None, besluit };
        Contract {
            segment: Segment::Collectief,
            van: datum("2022-01-01"),
            tot: Some(datum("2025-12-31")),
            opties: vec![optie("2028-12-31", first), optie("2031-12-31", second)],
            eindigt: None,
        }
    }

    #[test]
    fn an_option_that_nobody_decided_is_unknown_and_never_assumed() {
        use Besluit::Open;
        use Gecontracteerd::{Ja, Nee, Onbekend};
        let days =
            ["2021-12-31", "2022-01-01", "2025-12-31", "2026-01-01", "2028-12-31", "2029-01-01", "2031-12-31", "2032-01-01"];
        let cases = [
            ([Open, Open], [Nee, Ja, Ja, Onbekend, Onbekend, Nee, Nee, Nee]),
            ([gelicht(), Open], [Nee, Ja, Ja, Ja, Ja, Onbekend, Onbekend, Nee]),
            ([gelicht(), gelicht()], [Nee, Ja, Ja, Ja, Ja, Ja, Ja, Nee]),
            ([gelicht(), niet()], [Nee, Ja, Ja, Ja, Ja, Nee, Nee, Nee]),
            ([niet(), Open], [Nee, Ja, Ja, Nee, Nee, Nee, Nee, Nee]),
            // What was taken after an open one does not count: not in a row from the first.
            ([Open, gelicht()], [Nee, Ja, Ja, Onbekend, Onbekend, Nee, Nee, Nee]),
        ];
        for (besluiten, expected) in cases {
            let contract = contract(besluiten.clone());
            let found = days.map(|d| contract.best(datum(d), datum(d)));
            assert_eq!(found, expected, "{besluiten:?}");
        }
    }

    #[test]
    fn a_contract_without_an_end_goes_on() {
        let contract = Contract::new(Segment::Individueel, datum("2024-05-02"));
        assert_eq!(contract.best(datum("2024-05-01"), datum("2024-05-01")), Gecontracteerd::Nee);
        assert_eq!(contract.best(datum("2024-05-01"), datum("2024-05-02")), Gecontracteerd::Ja);
        assert_eq!(contract.best(datum("2099-01-01"), datum("2099-01-01")), Gecontracteerd::Ja);
    }

    #[test]
    fn who_leaves_is_not_contracted_a_day_longer() {
        use Gecontracteerd::{Ja, Nee};
        for (besluiten, dag, next) in [
            ([Besluit::Open, Besluit::Open], "2024-06-30", "2024-07-01"),
            ([Besluit::Open, Besluit::Open], "2025-12-31", "2026-01-01"),
            ([gelicht(), Besluit::Open], "2025-12-31", "2026-01-01"),
            ([gelicht(), Besluit::Open], "2027-06-30", "2027-07-01"),
            ([gelicht(), Besluit::Open], "2028-12-31", "2029-01-01"),
            ([gelicht(), gelicht()], "2030-01-31", "2030-02-01"),
        ] {
            let agreed = contract(besluiten);
            let mut ended = agreed.clone();
            ended.end_on(Some(datum(dag))).unwrap();
            // What was agreed and decided stays as it was.
            assert_eq!((ended.tot, &ended.opties, ended.open_optie()), (agreed.tot, &agreed.opties, None), "{dag}");
            assert_eq!(ended.check(), Ok(()), "{dag}");
            assert_eq!(ended.best(datum(dag), datum(dag)), Ja, "{dag}");
            for later in [next, "2028-12-31", "2031-12-31"].map(datum).into_iter().filter(|d| *d > datum(dag)) {
                assert_eq!(ended.best(later, later), Nee, "{dag}: {later}");
            }
        }
        let mut open = contract([Besluit::Open, Besluit::Open]);
        assert_eq!(open.end_on(Some(datum("2026-06-30"))), Err(Contractfout::EindOnzeker(datum("2025-12-31"))));
        assert_eq!(open, contract([Besluit::Open, Besluit::Open]));
        let mut endless = Contract::new(Segment::Individueel, datum("2024-05-02"));
        endless.end_on(Some(datum("2026-03-31"))).unwrap();
        assert_eq!(endless.eind(), Some(datum("2026-03-31")));
        endless.end_on(None).unwrap();
        assert_eq!(endless.eind(), None);
    }

    #[test]
    fn days_and_options_follow_each_other() {
        use Besluit::Open;
        assert_eq!(contract([Open, Open]).check(), Ok(()));
        let changed = |change: fn(&mut Contract)| {
            let mut contract = contract([Open, Open]);
            change(&mut contract);
            contract.check()
        };
        assert_eq!(changed(|c| c.van = datum("2026-01-01")), Err(Contractfout::EindVoorBegin));
        assert_eq!(changed(|c| c.tot = None), Err(Contractfout::OptieZonderEind));
        assert_eq!(changed(|c| c.opties.reverse()), Err(Contractfout::OptieNietLater(2)));
        assert_eq!(changed(|c| c.opties[0].beslissen_voor = Some(datum("2026-01-01"))), Err(Contractfout::BeslissenTeLaat(1)));
        assert_eq!(changed(|c| c.opties[0].beslissen_voor = Some(datum("2025-12-31"))), Ok(()));
        assert_eq!(changed(|c| c.opties[1].besluit = gelicht()), Err(Contractfout::BesluitZonderVorige(2)));
    }

    #[test]
    fn a_contract_reads_back_as_it_was_written() {
        let contract = contract([gelicht(), niet()]);
        let json = serde_json::to_string(&contract).unwrap();
        assert!(json.contains(r#""stand":"niet gelicht""#), "{json}");
        assert_eq!(serde_json::from_str::<Contract>(&json).unwrap(), contract);
    }
}
