//! Attention points in words: what is the matter with a traject or a group, and by which rule.

use std::cmp::Ordering;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::domain::{
    Aandachtgrond, Aandachtsoort, Aandachtspunt, Cvsrij, Cvsstand, Cvsverschil, Drempels, JAREN_VOOR_VERVOLGAFSPRAAK, Veldwaarde,
};

use super::{aantal, datum, decimaal, opsomming, veilig};

/// Returns the sentence of a point, without the code of the deelnemer (a screen decides whether that may be seen).
pub fn aandachtspunt(punt: &Aandachtspunt) -> String {
    let start = || punt.startdatum.map(datum).unwrap_or_default();
    match &punt.grond {
        Aandachtgrond::DrieJaar => format!("loopt sinds {}, langer dan mag", start()),
        Aandachtgrond::TermijnVerstreken { einddatum } => {
            format!("Einddatum {} is bereikt, het traject loopt nog", datum(*einddatum))
        }
        Aandachtgrond::UitvalNietEensluidend { datum: dag } => {
            format!("uitval op {} is niet samen vastgesteld en telt niet mee", datum(*dag))
        }
        Aandachtgrond::NietGecontracteerd { segment } => {
            format!("begonnen op {}, zonder contract voor segment {}", start(), segment.naam())
        }
        Aandachtgrond::DerdeJaar => format!("loopt sinds {}, geen vervolgafspraak", start()),
        Aandachtgrond::VolgendeStap { einddatum } => format!("loopt af op {}, volgende stap niet bepaald", datum(*einddatum)),
        Aandachtgrond::Verdwenen { laatst } => {
            format!("stond in {laatst} nog in de rapportage, nu niet meer en zonder uitstroom")
        }
        Aandachtgrond::Terug => "loopt weer, terwijl eerder uitstroom was gemeld".to_owned(),
        Aandachtgrond::Aanpassingen { aantal: n } => format!("duur {} aangepast", aantal(*n, "keer", "keer")),
        Aandachtgrond::Daling { van, naar } => format!("van trede {van} naar {naar}"),
        Aandachtgrond::Stagnatie { trede, doeltrede, rapportages } => {
            format!("{rapportages} rapportages op rij geen groei: trede {trede}, doel {doeltrede}")
        }
        Aandachtgrond::GeenVoortgang { kwartaal, laatste: Some(dag) } => {
            format!("geen voortgangsinformatie in {kwartaal}, laatst op {}", datum(*dag))
        }
        Aandachtgrond::GeenVoortgang { kwartaal, laatste: None } => format!("geen voortgangsinformatie in {kwartaal}"),
        Aandachtgrond::GeenEindrapportage { uitstroom } => {
            format!("{} op {}, geen eindrapportage", uitstroom.soort.naam(), datum(uitstroom.datum))
        }
        Aandachtgrond::MatchingLaat { aanmelding, gesprek, werkdagen } => format!(
            "matchingsgesprek op {}, {} na de aanmelding op {}",
            datum(*gesprek),
            super::werkdagen(*werkdagen),
            datum(*aanmelding)
        ),
        Aandachtgrond::UrenSpringen(sprong) => {
            let uren = |d: Decimal| decimaal(d, d.normalize().scale());
            format!("uren van {} naar {}", uren(sprong.van), uren(sprong.naar))
        }
        Aandachtgrond::Groepsgrootte { aantal: n, grens } => {
            let groep = veilig(punt.groep.as_deref().unwrap_or_default());
            format!("groep {groep} heeft {}", groepsgrootte(*n, *grens))
        }
        Aandachtgrond::BegintredeGewijzigd { van, naar } => format!("begintrede was {van}, is nu {naar}"),
        Aandachtgrond::GemeenteGewijzigd { van, naar } => format!("gemeente was {}, is nu {}", van.naam(), naar.naam()),
        Aandachtgrond::StartdatumGewijzigd { van, naar } => {
            format!("Startdatum was {}, is nu {}", datum(*van), datum(*naar))
        }
        Aandachtgrond::CvsVerschil { gemeente, verschillen } => {
            let parts = verschillen.iter().map(verschil);
            format!("CVS van {} en rapportage verschillen: {}", gemeente.naam(), opsomming(parts))
        }
        Aandachtgrond::CvsOntbreekt { gemeente, in_cvs: true } => {
            format!("staat in het CVS van {}, niet in de rapportage", gemeente.naam())
        }
        Aandachtgrond::CvsOntbreekt { gemeente, in_cvs: false } => {
            format!("staat in de rapportage, niet in het CVS van {}", gemeente.naam())
        }
    }
}

/// `Doeltrede 4 in CVS, 5 bij de aanbieder`.
fn verschil(verschil: &Cvsverschil) -> String {
    let (cvs, aanbieder) = (veldwaarde(Some(verschil.cvs)), veldwaarde(Some(verschil.aanbieder)));
    format!("{} {cvs} in CVS, {aanbieder} bij de aanbieder", verschil.kolom.naam())
}

/// The value of a field; `leeg` without one.
pub fn veldwaarde(waarde: Option<Veldwaarde>) -> String {
    match waarde {
        None => "leeg".to_owned(),
        Some(Veldwaarde::JaNee(true)) => "ja".to_owned(),
        Some(Veldwaarde::JaNee(false)) => "nee".to_owned(),
        Some(Veldwaarde::Trede(trede)) => trede.to_string(),
        Some(Veldwaarde::Datum(dag)) => datum(dag),
    }
}

/// What CVS and report do not agree on for one traject: `Doeltrede 4 in CVS, leeg bij de aanbieder`.
pub fn cvsrij(rij: &Cvsrij) -> String {
    let elders = |start: Option<NaiveDate>| {
        start.map(|dag| format!("; daar wel een traject met Startdatum {}", datum(dag))).unwrap_or_default()
    };
    match &rij.stand {
        Cvsstand::Beide(velden) if velden.is_empty() => "gelijk".to_owned(),
        Cvsstand::Beide(velden) => {
            opsomming(velden.iter().map(|v| {
                format!("{} {} in CVS, {} bij de aanbieder", v.kolom.naam(), veldwaarde(v.cvs), veldwaarde(v.aanbieder))
            }))
        }
        Cvsstand::AlleenCvs { elders: start } => format!("alleen in CVS, niet in de rapportage{}", elders(*start)),
        Cvsstand::AlleenRapportage { elders: start } => format!("alleen in de rapportage, niet in CVS{}", elders(*start)),
    }
}

/// Which way a traject went on the ladder.
pub const fn richting(richting: Option<Ordering>) -> &'static str {
    match richting {
        Some(Ordering::Greater) => "omhoog",
        Some(Ordering::Equal) => "gelijk",
        Some(Ordering::Less) => "omlaag",
        None => "onbekend",
    }
}

/// The rule in words, with the thresholds in force.
pub fn aandachtregel(soort: Aandachtsoort, drempels: &Drempels) -> String {
    let Drempels { max_jaren, max_aanpassingen, groep_min, groep_max, matching_werkdagen, stagnatie_rapportages, .. } = drempels;
    match soort {
        Aandachtsoort::DrieJaar => format!("Het traject loopt {max_jaren} jaar of langer; dat is het maximum."),
        Aandachtsoort::TermijnVerstreken => "De afgesproken Einddatum is bereikt en het traject loopt nog.".to_owned(),
        Aandachtsoort::UitvalNietEensluidend => {
            "Uitval is gemeld zonder dat aanbieder, deelnemer en casusregisseur dat samen vaststelden; het telt niet als uitval."
                .to_owned()
        }
        Aandachtsoort::NietGecontracteerd => {
            "Het traject begon in het kwartaal terwijl de aanbieder geen contract had voor het segment; wat liep mag worden \
             afgemaakt."
                .to_owned()
        }
        Aandachtsoort::DerdeJaar => {
            let jaren = max_jaren.saturating_sub(JAREN_VOOR_VERVOLGAFSPRAAK);
            format!("Het traject loopt {jaren} jaar of langer en er is geen vervolgafspraak over een volgende plek.")
        }
        Aandachtsoort::VolgendeStap => {
            "De Einddatum ligt binnen een maand na het kwartaal en de volgende stap is niet bepaald.".to_owned()
        }
        Aandachtsoort::Verdwenen => {
            "Het traject liep in de vorige rapportage en staat zonder uitstroom niet meer in deze.".to_owned()
        }
        Aandachtsoort::Terug => "Het traject loopt, terwijl eerder uitstroom was gemeld.".to_owned(),
        Aandachtsoort::Aanpassingen => format!("De duur is meer dan {max_aanpassingen} keer aangepast."),
        Aandachtsoort::Daling => "De huidige trede is lager dan de vorige bekende trede.".to_owned(),
        Aandachtsoort::Stagnatie => {
            format!("In {stagnatie_rapportages} rapportages op rij geen groei, terwijl de doeltrede niet is bereikt.")
        }
        Aandachtsoort::GeenVoortgang => "In het kwartaal kreeg de casusregisseur geen voortgangsinformatie.".to_owned(),
        Aandachtsoort::GeenEindrapportage => "In het kwartaal uitgestroomd zonder eindrapportage.".to_owned(),
        Aandachtsoort::MatchingLaat => {
            format!("Het matchingsgesprek was meer dan {matching_werkdagen} werkdagen na de aanmelding.")
        }
        Aandachtsoort::UrenSpringen => {
            "De uren zijn minstens drie keer zoveel of drie keer zo weinig als in het kwartaal ervoor, en schelen er minstens 20."
                .to_owned()
        }
        Aandachtsoort::Groepsgrootte => {
            format!("Een groep hoort {groep_min} tot en met {groep_max} lopende trajecten te hebben.")
        }
        Aandachtsoort::BegintredeGewijzigd => "De begintrede is anders dan eerder gemeld.".to_owned(),
        Aandachtsoort::GemeenteGewijzigd => "De gemeente is anders dan eerder gemeld.".to_owned(),
        Aandachtsoort::StartdatumGewijzigd => "De Startdatum is in deze rapportage gecorrigeerd.".to_owned(),
        Aandachtsoort::CvsVerschil => "CVS en aanbieder zeggen iets anders in een veld dat beide hebben.".to_owned(),
        Aandachtsoort::CvsOntbreekt => "Het traject staat in CVS of in de rapportage, en niet in de andere.".to_owned(),
    }
}

/// How large a group is, and the least or most that it may be: `3 lopende trajecten, minder dan 4`.
pub(super) fn groepsgrootte(n: u32, grens: u32) -> String {
    let than = if n < grens { "minder" } else { "meer" };
    format!("{}, {than} dan {grens}", aantal(n, "lopend traject", "lopende trajecten"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::PSW;
    use crate::domain::{Kolom, Trede};

    #[test]
    fn every_rule_is_a_sentence_and_names_the_threshold_in_force() {
        let drempels = Drempels { max_jaren: 5, ..Drempels::default() };
        for soort in Aandachtsoort::ALL {
            let regel = aandachtregel(soort, &drempels);
            assert!(regel.ends_with('.') && !regel.contains('{'), "{regel}");
        }
        assert_eq!(aandachtregel(Aandachtsoort::DrieJaar, &drempels), "Het traject loopt 5 jaar of langer; dat is het maximum.");
    }

    #[test]
    fn a_point_is_a_sentence_without_the_code_of_the_deelnemer() {
        let trede = |n| Trede::new(n).unwrap();
        let punt = |grond| Aandachtspunt {
            aanbieder: PSW,
            segment: crate::domain::Segment::Collectief,
            deelnemer: None,
            gemeente: None,
            startdatum: "2021-02-01".parse().ok(),
            groep: Some(crate::domain::Tekst::kept("Hout\u{1b}[2J")),
            grond,
            sinds: "2024-K1".parse().unwrap(),
        };
        let verschil =
            Cvsverschil { kolom: Kolom::Doeltrede, cvs: Veldwaarde::Trede(trede(4)), aanbieder: Veldwaarde::Trede(trede(5)) };
        let gemeente = crate::domain::Gemeente::Venlo;
        for (grond, expected) in [
            (Aandachtgrond::DrieJaar, "loopt sinds 1 feb 2021, langer dan mag"),
            (Aandachtgrond::Daling { van: trede(4), naar: trede(2) }, "van trede 4 naar 2"),
            (Aandachtgrond::Groepsgrootte { aantal: 1, grens: 4 }, "groep Hout[2J heeft 1 lopend traject, minder dan 4"),
            (
                Aandachtgrond::CvsVerschil { gemeente, verschillen: vec![verschil] },
                "CVS van Venlo en rapportage verschillen: Doeltrede 4 in CVS, 5 bij de aanbieder",
            ),
        ] {
            assert_eq!(aandachtspunt(&punt(grond)), expected);
        }
    }
}
