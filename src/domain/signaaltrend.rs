//! The trend of signalen over the kwartalen: how many, about what, in what tone, about whom and from where, and what was done with
//! them (`domein.md` 7).
//!
//! A signaal counts in the kwartaal of the gesprek that it is meant for, which is where something can be done with it, and not on
//! the day it was told. An answer that there is nothing to tell is no signaal; those are counted apart.

use super::{Aanbieder, Gemeente, Kwartaal, Onderwerp, Register, Signaal, Signaalstatus, Tekst, Toon};

/// A signaal with whether an afspraak came of it, or of the bundel in which it went to the gesprek.
#[derive(Debug, Clone, Copy)]
pub struct Gevolgd<'s> {
    pub signaal: &'s Signaal,
    pub afspraak: bool,
}

/// Signalen counted, and what was done with them: by the state in which they are now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Signaaltelling {
    pub aantal: u32,
    /// Each tone and how many, in the order of [`Toon::ALL`].
    tonen: [u32; Toon::ALL.len()],
    /// In the order of [`Signaalstatus::ALL`].
    statussen: [u32; Signaalstatus::ALL.len()],
    /// That went to the gesprek as part of a bundel.
    pub gebundeld: u32,
    /// That the aanbieder answered.
    pub beantwoord: u32,
    /// That an afspraak came of.
    pub met_afspraak: u32,
}

impl Signaaltelling {
    /// How many have this tone.
    pub fn met_toon(&self, toon: Toon) -> u32 {
        Toon::ALL.into_iter().zip(self.tonen).find(|(t, _)| *t == toon).map_or(0, |(_, n)| n)
    }

    /// How many stand so.
    pub fn met_status(&self, status: Signaalstatus) -> u32 {
        Signaalstatus::ALL.into_iter().zip(self.statussen).find(|(s, _)| *s == status).map_or(0, |(_, n)| n)
    }

    /// How many are still to be talked about.
    pub fn open(&self) -> u32 {
        Signaalstatus::ALL.into_iter().zip(self.statussen).filter(|(s, _)| s.is_open()).map(|(_, n)| n).sum()
    }

    fn add(&mut self, gevolgd: &Gevolgd<'_>) {
        let s = gevolgd.signaal;
        self.aantal += 1;
        for (toon, n) in Toon::ALL.into_iter().zip(&mut self.tonen) {
            *n += u32::from(toon == s.toon);
        }
        for (status, n) in Signaalstatus::ALL.into_iter().zip(&mut self.statussen) {
            *n += u32::from(status == s.status);
        }
        self.gebundeld += u32::from(s.bundel.is_some());
        self.beantwoord += u32::from(!s.antwoord.trim().is_empty());
        self.met_afspraak += u32::from(gevolgd.afspraak);
    }
}

/// Some signalen over the kwartalen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signaalreeks {
    /// Of every kwartaal of the trend, in order.
    pub per_kwartaal: Vec<Signaaltelling>,
    pub samen: Signaaltelling,
}

/// Whom a signaal is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Waarover {
    Aanbieder(Aanbieder),
    /// By a name that was once written down and that the register does not know.
    Naam(Tekst),
    /// No aanbieder in particular.
    Niemand,
}

impl Waarover {
    fn of(signaal: &Signaal, register: &Register) -> Self {
        match (signaal.wie(register), &signaal.aanbieder_naam) {
            (Some(aanbieder), _) => Self::Aanbieder(aanbieder),
            (None, Some(naam)) => Self::Naam(naam.clone()),
            (None, None) => Self::Niemand,
        }
    }

    /// As it is called on a list.
    pub fn naam(&self, register: &Register) -> String {
        match self {
            Self::Aanbieder(aanbieder) => register.naam(*aanbieder),
            Self::Naam(naam) => naam.to_string(),
            Self::Niemand => "geen aanbieder".to_owned(),
        }
    }
}

/// From where signalen are looked at, with what they then have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signaalkant {
    /// All of them.
    Samen,
    Onderwerp(Onderwerp),
    Toon(Toon),
    Over(Waarover),
    Gemeente(Gemeente),
}

impl Signaalkant {
    /// Whether a signaal is counted there: one that tells something, and has what they have in common.
    pub fn holds(&self, signaal: &Signaal, register: &Register) -> bool {
        !signaal.is_niets_te_melden()
            && match self {
                Self::Samen => true,
                Self::Onderwerp(onderwerp) => signaal.onderwerp == *onderwerp,
                Self::Toon(toon) => signaal.toon == *toon,
                Self::Over(wie) => Waarover::of(signaal, register) == *wie,
                Self::Gemeente(gemeente) => signaal.gemeente == *gemeente,
            }
    }

    /// As it is called on a list.
    pub fn naam(&self, register: &Register) -> String {
        match self {
            Self::Samen => "alle signalen".to_owned(),
            Self::Onderwerp(onderwerp) => onderwerp.naam().to_owned(),
            Self::Toon(toon) => toon.naam().to_owned(),
            Self::Over(wie) => wie.naam(register),
            Self::Gemeente(gemeente) => gemeente.naam().to_owned(),
        }
    }
}

/// The signalen of some kwartalen, looked at from every side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signaaltrend {
    /// In order, without gaps.
    pub kwartalen: Vec<Kwartaal>,
    pub samen: Signaalreeks,
    /// Every onderwerp, in the order of the list.
    pub onderwerpen: Vec<(Onderwerp, Signaalreeks)>,
    pub tonen: Vec<(Toon, Signaalreeks)>,
    /// Who is spoken of: in the order of the register, then names that it does not know, then nobody in particular.
    pub aanbieders: Vec<(Waarover, Signaalreeks)>,
    pub gemeenten: Vec<(Gemeente, Signaalreeks)>,
    /// Of every kwartaal, how many answers said that there is nothing to tell.
    pub niets_te_melden: Vec<u32>,
}

impl Signaaltrend {
    /// Counts those of the kwartalen from and through these; the others are left out.
    pub fn of(signalen: &[Gevolgd<'_>], (van, tot): (Kwartaal, Kwartaal), register: &Register) -> Self {
        let kwartalen: Vec<Kwartaal> = van.through(tot).collect();
        let told = |g: &&Gevolgd<'_>| !g.signaal.is_niets_te_melden();
        let reeks = |kant: Signaalkant| {
            let mut reeks =
                Signaalreeks { per_kwartaal: vec![Signaaltelling::default(); kwartalen.len()], ..Signaalreeks::default() };
            for gevolgd in signalen.iter().filter(|g| kant.holds(g.signaal, register)) {
                let place = kwartalen.iter().position(|k| *k == gevolgd.signaal.kwartaal);
                if let Some(telling) = place.and_then(|i| reeks.per_kwartaal.get_mut(i)) {
                    telling.add(gevolgd);
                    reeks.samen.add(gevolgd);
                }
            }
            reeks
        };
        let mut over: Vec<Waarover> = Vec::new();
        for gevolgd in signalen.iter().filter(told).filter(|g| kwartalen.contains(&g.signaal.kwartaal)) {
            let wie = Waarover::of(gevolgd.signaal, register);
            if !over.contains(&wie) {
                over.push(wie);
            }
        }
        over.sort_by_key(|wie| match wie {
            Waarover::Aanbieder(aanbieder) => (0, register.plaats(*aanbieder), String::new()),
            Waarover::Naam(naam) => (1, 0, naam.to_lowercase()),
            Waarover::Niemand => (2, 0, String::new()),
        });
        let nothing = |k: &Kwartaal| {
            let n = signalen.iter().filter(|g| g.signaal.kwartaal == *k && g.signaal.is_niets_te_melden()).count();
            u32::try_from(n).unwrap_or(u32::MAX)
        };
        Self {
            samen: reeks(Signaalkant::Samen),
            onderwerpen: Onderwerp::ALL.into_iter().map(|o| (o, reeks(Signaalkant::Onderwerp(o)))).collect(),
            tonen: Toon::ALL.into_iter().map(|t| (t, reeks(Signaalkant::Toon(t)))).collect(),
            aanbieders: over.into_iter().map(|wie| (wie.clone(), reeks(Signaalkant::Over(wie)))).collect(),
            gemeenten: Gemeente::ALL.into_iter().map(|g| (g, reeks(Signaalkant::Gemeente(g)))).collect(),
            niets_te_melden: kwartalen.iter().map(nothing).collect(),
            kwartalen,
        }
    }

    /// Every line of it that has a signaal: all together first, then side by side.
    pub fn lijnen(&self) -> impl Iterator<Item = (Signaalkant, &Signaalreeks)> {
        let onderwerpen = self.onderwerpen.iter().map(|(o, r)| (Signaalkant::Onderwerp(*o), r));
        let tonen = self.tonen.iter().map(|(t, r)| (Signaalkant::Toon(*t), r));
        let over = self.aanbieders.iter().map(|(w, r)| (Signaalkant::Over(w.clone()), r));
        let gemeenten = self.gemeenten.iter().map(|(g, r)| (Signaalkant::Gemeente(*g), r));
        let sides = onderwerpen.chain(tonen).chain(over).chain(gemeenten);
        std::iter::once((Signaalkant::Samen, &self.samen)).chain(sides).filter(|(_, reeks)| reeks.samen.aantal > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{PSW, QWYL, k, register};
    use crate::domain::{Segment, Uitvraagantwoord};

    fn signaal(kwartaal: &str, gemeente: Gemeente, aanbieder: Option<Aanbieder>) -> Signaal {
        let antwoord = Uitvraagantwoord {
            gemeente,
            aanbieder: PSW,
            segment: Segment::Collectief,
            toelichting: "de bus rijdt niet".into(),
            datum: None,
            functie: None,
            onderwerp: Some("dekking".into()),
            kpi: None,
            oordeel: Some(Toon::Negatief),
            rij: 2,
        };
        Signaal { aanbieder, ..Signaal::of_antwoord(&antwoord, k(kwartaal), "2024-07-01".parse().unwrap()) }
    }

    fn trend(signalen: &[(Signaal, bool)], van: &str, tot: &str) -> Signaaltrend {
        let gevolgd: Vec<Gevolgd<'_>> =
            signalen.iter().map(|(signaal, afspraak)| Gevolgd { signaal, afspraak: *afspraak }).collect();
        Signaaltrend::of(&gevolgd, (k(van), k(tot)), &register())
    }

    fn per_kwartaal(reeks: &Signaalreeks) -> Vec<u32> {
        reeks.per_kwartaal.iter().map(|t| t.aantal).collect()
    }

    #[test]
    fn a_signaal_counts_once_on_every_side_in_the_kwartaal_of_its_gesprek() {
        let own = |naam: &'static str| Signaal {
            segment: Segment::Individueel,
            aanbieder_naam: Some(naam.into()),
            ..signaal("2024-K3", Gemeente::Venlo, None)
        };
        let signalen = [
            (signaal("2024-K1", Gemeente::Venlo, Some(QWYL)), false),
            (Signaal { toon: Toon::Positief, ..signaal("2024-K3", Gemeente::Venray, Some(PSW)) }, true),
            (signaal("2024-K3", Gemeente::Venlo, None), false),
            (own("Zorg Zuid"), false),
            // Outside it, and no signaal.
            (signaal("2023-K4", Gemeente::Venlo, Some(PSW)), true),
            (Signaal { tekst: "niets te melden".into(), ..signaal("2024-K2", Gemeente::Gennep, Some(PSW)) }, false),
        ];
        let trend = trend(&signalen, "2024-K1", "2024-K3");
        assert_eq!(per_kwartaal(&trend.samen), [1, 0, 3]);
        assert_eq!(trend.niets_te_melden, [0, 1, 0]);
        let wie: Vec<(String, Vec<u32>)> = trend.aanbieders.iter().map(|(w, r)| (w.naam(&register()), per_kwartaal(r))).collect();
        let expected = [("PSW", [0, 0, 1]), ("Qwyl", [1, 0, 0]), ("Zorg Zuid", [0, 0, 1]), ("geen aanbieder", [0, 0, 1])];
        assert_eq!(wie, expected.map(|(naam, n)| (naam.to_owned(), n.to_vec())));
        for sum in [
            trend.onderwerpen.iter().map(|(_, r)| r.samen.aantal).sum::<u32>(),
            trend.tonen.iter().map(|(_, r)| r.samen.aantal).sum(),
            trend.aanbieders.iter().map(|(_, r)| r.samen.aantal).sum(),
            trend.gemeenten.iter().map(|(_, r)| r.samen.aantal).sum(),
        ] {
            assert_eq!(sum, trend.samen.samen.aantal);
        }
        // What stands behind a line is as much as the line says.
        for (kant, reeks) in trend.lijnen() {
            let within = |s: &Signaal| trend.kwartalen.contains(&s.kwartaal);
            let behind = signalen.iter().filter(|(s, _)| within(s) && kant.holds(s, &register())).count();
            assert_eq!(behind, reeks.samen.aantal as usize, "{kant:?}");
        }
        assert_eq!(trend.tonen[0].1.samen.aantal, 1);
        assert_eq!((trend.samen.samen.met_afspraak, trend.samen.per_kwartaal[2].met_afspraak), (1, 1));
    }

    #[test]
    fn what_was_done_is_by_the_state_in_which_they_are_now() {
        let so = |status, bundel, antwoord: &'static str| Signaal {
            status,
            bundel,
            antwoord: antwoord.into(),
            ..signaal("2024-K2", Gemeente::Venlo, Some(PSW))
        };
        let signalen = [
            (so(Signaalstatus::Nieuw, None, " "), false),
            (so(Signaalstatus::Geagendeerd, Some(1), ""), true),
            (so(Signaalstatus::Besproken, None, ""), false),
            (so(Signaalstatus::Afgehandeld, Some(1), "opgelost"), true),
        ];
        let telling = trend(&signalen, "2024-K2", "2024-K2").samen.samen;
        assert_eq!(
            (telling.aantal, telling.open(), telling.met_status(Signaalstatus::Besproken)),
            (4, 2, 1),
            "what was talked about is not open"
        );
        assert_eq!((telling.gebundeld, telling.beantwoord, telling.met_afspraak), (2, 1, 2));
        assert_eq!(telling.met_toon(Toon::Negatief), 4);
    }
}
