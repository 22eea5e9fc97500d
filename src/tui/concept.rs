//! The keys under which drafts of forms are kept: which form a draft is of, and what that is about. The one place that writes and
//! reads them; a key that a draft was kept under once is read for ever.

use std::fmt;

use super::forms::afspraak::Samen;
use super::forms::gesprek::Lopend;
use crate::app::Conceptding;
use crate::domain::{
    Aanbieder, Afspraaknummer, Gemeente, Gespreksoort, Kwartaal, Onderdeelsleutel, Sleutel, Tariefproduct, Uitkomstsoort,
};

/// The form that a draft is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conceptsleutel {
    NieuweAfspraak,
    Afspraak(Afspraaknummer),
    /// One act on one or more afspraken.
    Samen(Samen, Vec<Afspraaknummer>),
    NieuwSignaal,
    Signaal(i64),
    Antwoord(i64),
    /// Something that came out of a point of a gesprek; without a kind an afspraak.
    Uitkomst(i64, Onderdeelsleutel, Option<Uitkomstsoort>),
    /// A correction of one, by its id.
    WijzigUitkomst(i64),
    /// Something that is done with an open afspraak at a gesprek.
    Lopend(i64, Afspraaknummer, Lopend),
    Voorbereiding(i64, Onderdeelsleutel),
    Agendapunt(i64),
    Vaststellen(i64),
    Volgende(i64),
    Opschaling(i64),
    Gesprek(i64),
    Plan(Aanbieder, Kwartaal, Gespreksoort),
    /// By how a file calls it, if that is where it is from.
    NieuweAanbieder(Option<String>),
    Aanbieder(Aanbieder),
    /// Something of an aanbieder in the register, and which.
    Register(Registerconcept, Aanbieder, String),
    /// A decision on the options of several.
    Opties(Vec<Aanbieder>),
    NieuwDoel(Aanbieder),
    Doel(i64, Kwartaal),
    NieuwTarief,
    Tarief(Tariefproduct, i32),
}

/// What of an aanbieder a draft is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registerconcept {
    Contract,
    Eindigt,
    Optie,
    Contact,
    Budget,
}

impl Registerconcept {
    const ALL: [Self; 5] = [Self::Contract, Self::Eindigt, Self::Optie, Self::Contact, Self::Budget];

    const fn key(self) -> &'static str {
        match self {
            Self::Contract => "contract",
            Self::Eindigt => "eindigt",
            Self::Optie => "optie",
            Self::Contact => "contact",
            Self::Budget => "budget",
        }
    }
}

const SAMEN: [(Samen, &str); 3] = [(Samen::Sluit, "gereed"), (Samen::TrekIn, "intrekken"), (Samen::Verzet, "verzetten")];
const LOPEND: [(Lopend, &str); 3] = [(Lopend::Gereed, "Gereed"), (Lopend::Verzet, "Verzet"), (Lopend::Opmerking, "Opmerking")];

/// An afspraak among the kinds of outcomes.
const AFSPRAAK: &str = "afspraak";

impl fmt::Display for Conceptsleutel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NieuweAfspraak => write!(f, "afspraak:nieuw"),
            Self::Afspraak(nummer) => write!(f, "afspraak:{nummer}"),
            Self::Samen(wat, nummers) => {
                let key = key_of(&SAMEN, *wat);
                write!(f, "{key}:{}", nummers.iter().map(ToString::to_string).collect::<Vec<_>>().join("+"))
            }
            Self::NieuwSignaal => write!(f, "signaal:nieuw"),
            Self::Signaal(id) => write!(f, "signaal:{id}"),
            Self::Antwoord(id) => write!(f, "antwoord:{id}"),
            Self::Uitkomst(id, punt, soort) => {
                write!(f, "uitkomst:{id}:{}:{}", punt.key(), soort.map_or(AFSPRAAK, Uitkomstsoort::key))
            }
            Self::WijzigUitkomst(id) => write!(f, "uitkomst:wijzig:{id}"),
            Self::Lopend(id, nummer, wat) => write!(f, "lopend:{id}:{nummer}:{}", key_of(&LOPEND, *wat)),
            Self::Voorbereiding(id, punt) => write!(f, "voorbereiding:{id}:{}", punt.key()),
            Self::Agendapunt(id) => write!(f, "agendapunt:{id}"),
            Self::Vaststellen(id) => write!(f, "vaststellen:{id}"),
            Self::Volgende(id) => write!(f, "volgende:{id}"),
            Self::Opschaling(id) => write!(f, "opschaling:{id}"),
            Self::Gesprek(id) => write!(f, "gesprek:{id}"),
            Self::Plan(wie, kwartaal, soort) => match soort {
                Gespreksoort::Regulier => write!(f, "gesprek:plan:{}:{kwartaal}", wie.key()),
                Gespreksoort::Extra => write!(f, "gesprek:extra:{}:{kwartaal}", wie.key()),
                Gespreksoort::Evaluatief(gemeente) => {
                    write!(f, "gesprek:evaluatief-{}:{}:{kwartaal}", gemeente.key(), wie.key())
                }
            },
            Self::NieuweAanbieder(None) => write!(f, "aanbieder:nieuw"),
            Self::NieuweAanbieder(Some(naam)) => write!(f, "aanbieder:nieuw:{naam}"),
            Self::Aanbieder(wie) => write!(f, "aanbieder:{}", wie.key()),
            Self::Register(wat, wie, rest) if rest.is_empty() => write!(f, "{}:{}", wat.key(), wie.key()),
            Self::Register(wat, wie, rest) => write!(f, "{}:{}:{rest}", wat.key(), wie.key()),
            Self::Opties(wie) => write!(f, "opties:{}", wie.iter().map(Aanbieder::key).collect::<Vec<_>>().join("+")),
            Self::NieuwDoel(wie) => write!(f, "doel:nieuw:{}", wie.key()),
            Self::Doel(id, kwartaal) => write!(f, "doel:{id}:{kwartaal}"),
            Self::NieuwTarief => write!(f, "tarief:nieuw"),
            Self::Tarief(product, jaar) => write!(f, "tarief:{}:{jaar}", product.naam()),
        }
    }
}

fn key_of<T: Copy + PartialEq>(all: &[(T, &'static str)], wat: T) -> &'static str {
    all.iter().find(|(one, _)| *one == wat).map_or("", |(_, key)| key)
}

fn of_key<T: Copy>(all: &[(T, &str)], key: &str) -> Option<T> {
    all.iter().find(|(_, one)| *one == key).map(|(wat, _)| *wat)
}

impl Conceptsleutel {
    /// The form that a key is of; None when no form of this program writes it.
    pub fn parse(key: &str) -> Option<Self> {
        let (kind, rest) = key.split_once(':')?;
        if let Some(wat) = of_key(&SAMEN, kind) {
            return Some(Self::Samen(wat, each(rest)?));
        }
        if let Some(wat) = Registerconcept::ALL.into_iter().find(|wat| wat.key() == kind) {
            let (wie, rest) = rest.split_once(':').unwrap_or((rest, ""));
            return Some(Self::Register(wat, Aanbieder::new(wie)?, rest.to_owned()));
        }
        let id = || rest.parse::<i64>().ok();
        Some(match (kind, rest) {
            ("afspraak", "nieuw") => Self::NieuweAfspraak,
            ("afspraak", nummer) => Self::Afspraak(nummer.parse().ok()?),
            ("signaal", "nieuw") => Self::NieuwSignaal,
            ("signaal", _) => Self::Signaal(id()?),
            ("antwoord", _) => Self::Antwoord(id()?),
            ("agendapunt", _) => Self::Agendapunt(id()?),
            ("vaststellen", _) => Self::Vaststellen(id()?),
            ("volgende", _) => Self::Volgende(id()?),
            ("opschaling", _) => Self::Opschaling(id()?),
            ("tarief", "nieuw") => Self::NieuwTarief,
            ("tarief", _) => {
                let (naam, jaar) = rest.split_once(':')?;
                Self::Tarief(Tariefproduct::ALL.into_iter().find(|p| p.naam() == naam)?, jaar.parse().ok()?)
            }
            ("aanbieder", "nieuw") => Self::NieuweAanbieder(None),
            ("aanbieder", _) => match rest.strip_prefix("nieuw:") {
                Some(naam) => Self::NieuweAanbieder(Some(naam.to_owned())),
                None => Self::Aanbieder(Aanbieder::new(rest)?),
            },
            ("opties", _) => Self::Opties(rest.split('+').map(Aanbieder::new).collect::<Option<_>>()?),
            ("doel", _) => match rest.split_once(':')? {
                ("nieuw", wie) => Self::NieuwDoel(Aanbieder::new(wie)?),
                (id, kwartaal) => Self::Doel(id.parse().ok()?, kwartaal.parse().ok()?),
            },
            ("uitkomst" | "lopend" | "voorbereiding" | "gesprek", _) => return Self::of_gesprek(kind, rest),
            _ => return None,
        })
    }

    fn of_gesprek(kind: &str, rest: &str) -> Option<Self> {
        let parts: Vec<&str> = rest.split(':').collect();
        Some(match (kind, parts.as_slice()) {
            ("uitkomst", ["wijzig", id]) => Self::WijzigUitkomst(id.parse().ok()?),
            ("uitkomst", [id, punt, soort]) => {
                let soort = if *soort == AFSPRAAK { None } else { Some(Uitkomstsoort::of_key(soort)?) };
                Self::Uitkomst(id.parse().ok()?, Onderdeelsleutel::parse(punt)?, soort)
            }
            ("lopend", [id, nummer, wat]) => Self::Lopend(id.parse().ok()?, nummer.parse().ok()?, of_key(&LOPEND, wat)?),
            ("voorbereiding", [id, punt]) => Self::Voorbereiding(id.parse().ok()?, Onderdeelsleutel::parse(punt)?),
            ("gesprek", [id]) => Self::Gesprek(id.parse().ok()?),
            ("gesprek", [soort, wie, kwartaal]) => {
                let soort = match *soort {
                    "plan" => Gespreksoort::Regulier,
                    "extra" => Gespreksoort::Extra,
                    other => Gespreksoort::Evaluatief(Gemeente::of_key(other.strip_prefix("evaluatief-")?)?),
                };
                Self::Plan(Aanbieder::new(wie)?, kwartaal.parse().ok()?, soort)
            }
            _ => return None,
        })
    }

    /// What it is about, for who can look it up; None when there is nothing to look up.
    pub fn ding(&self) -> Option<Conceptding> {
        Some(match self {
            Self::Uitkomst(id, punt, _) | Self::Voorbereiding(id, punt) => Conceptding::Punt(*id, punt.clone()),
            Self::Lopend(id, nummer, _) => Conceptding::Lopend(*id, *nummer),
            Self::WijzigUitkomst(id) => Conceptding::Uitkomst(*id),
            Self::Volgende(id) => Conceptding::Punt(*id, Onderdeelsleutel::VolgendeDatum),
            Self::Agendapunt(id) | Self::Vaststellen(id) | Self::Opschaling(id) | Self::Gesprek(id) => Conceptding::Gesprek(*id),
            Self::Afspraak(nummer) => Conceptding::Afspraak(*nummer),
            Self::Samen(_, nummers) => Conceptding::Afspraak(*nummers.first().filter(|_| nummers.len() == 1)?),
            Self::Signaal(id) | Self::Antwoord(id) => Conceptding::Signaal(*id),
            Self::Doel(id, _) => Conceptding::Doel(*id),
            Self::Aanbieder(wie) | Self::Register(_, wie, _) | Self::NieuwDoel(wie) => Conceptding::Aanbieder(*wie, None),
            Self::Plan(wie, kwartaal, _) => Conceptding::Aanbieder(*wie, Some(*kwartaal)),
            Self::Opties(wie) => Conceptding::Aanbieder(*wie.first().filter(|_| wie.len() == 1)?, None),
            Self::NieuweAfspraak | Self::NieuwSignaal | Self::NieuweAanbieder(_) | Self::NieuwTarief | Self::Tarief(..) => {
                return None;
            }
        })
    }
}

/// Numbers with a plus between them.
fn each(text: &str) -> Option<Vec<Afspraaknummer>> {
    text.split('+').map(|nummer| nummer.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_as_the_form_that_it_was_written_for() {
        for key in [
            "afspraak:nieuw",
            "afspraak:PSW-2025-04",
            "gereed:PSW-2025-04+REGIO-2025-01",
            "intrekken:PSW-2025-04",
            "verzetten:PSW-2025-04",
            "signaal:nieuw",
            "signaal:12",
            "antwoord:12",
            "uitkomst:7:kpi3:besluit",
            "uitkomst:7:eigen2:afspraak",
            "uitkomst:wijzig:31",
            "lopend:7:PSW-2025-04:Opmerking",
            "voorbereiding:7:bundel3",
            "agendapunt:7",
            "vaststellen:7",
            "volgende:7",
            "opschaling:7",
            "gesprek:7",
            "gesprek:plan:psw:2025-K4",
            "gesprek:extra:psw:2025-K4",
            "gesprek:evaluatief-venlo:psw:2025-K4",
            "aanbieder:nieuw",
            "aanbieder:nieuw:Zorg: en werk",
            "aanbieder:psw",
            "contract:psw:nieuw",
            "contract:psw:collectief:2022-01-01",
            "eindigt:psw:collectief:2022-01-01",
            "optie:psw:collectief:2022-01-01:1",
            "opties:psw+qwyl",
            "contact:psw:A: B",
            "budget:psw",
            "budget:psw:2025",
            "doel:nieuw:psw",
            "doel:3:2025-K4",
            "tarief:nieuw",
            "tarief:P2 mbo:2025",
        ] {
            let read = Conceptsleutel::parse(key).unwrap_or_else(|| panic!("{key}"));
            assert_eq!(read.to_string(), key);
        }
        for key in ["", "iets", "iets:anders", "afspraak:x", "uitkomst:7:kpi9:besluit", "uitkomst:7:kpi1:iets", "lopend:7:x:y"] {
            assert_eq!(Conceptsleutel::parse(key), None, "{key}");
        }
    }
}
