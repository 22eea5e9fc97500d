//! Figures in words: the people behind a percentage, how far the verdict is from turning, what it stands on, and why a
//! row counts.

use crate::domain::verwachting::{Onleesbaar, Uitslag};
use crate::domain::vorm::Besprokencijfer;
use crate::domain::{
    Afstand, Deel, Herleidingsrij, Klasse, Meting, Norm, Oordeel, Reden, Register, Respons, Richting, Telling, Waarde, weergave,
};

use super::{aantal, datum, decimaal, opsomming};

/// The glyph of a verdict; always shown together with the word or in a legend.
pub const fn teken(oordeel: Oordeel) -> char {
    match oordeel {
        Oordeel::Gehaald | Oordeel::BinnenRichtwaarde => '✓',
        Oordeel::NietGehaald => '✗',
        Oordeel::Losgelaten => '◌',
        Oordeel::BovenRichtwaarde => '!',
        Oordeel::GeenNorm => 'i',
        Oordeel::NietTeBepalen => '–',
    }
}

/// `Het blad cvs is er niet: dat volgt alleen segment collectief.` Of sheets of a workbook.
pub fn blad_ontbreekt(namen: &[&str]) -> String {
    match namen {
        [naam] => format!("Het blad {naam} is er niet: dat volgt alleen segment collectief."),
        namen => format!("De bladen {} zijn er niet: die volgen alleen segment collectief.", opsomming(namen.iter().copied())),
    }
}

/// `✗ niet gehaald`: always the glyph and the word.
pub fn oordeel(oordeel: Oordeel) -> String {
    format!("{} {}", teken(oordeel), oordeel.naam())
}

/// `✗ niet gehaald`: what became of an expectation, with its glyph.
pub fn uitslag(uitslag: Uitslag) -> String {
    format!("{} {}", uitslagteken(uitslag), uitslag.naam())
}

/// Why a typed expectation cannot be read, and how it is written: the end of a sentence, without its full stop.
pub fn onleesbaar(waarom: &Onleesbaar) -> String {
    match waarom {
        Onleesbaar::GeenVergelijking => "schrijf bijvoorbeeld: C1.1 >= 95 2025-K1".to_owned(),
        Onleesbaar::GeenNorm => "zet de norm vooraan, bijvoorbeeld C1.1".to_owned(),
        Onleesbaar::OnbekendeNorm(norm, kwartaal) => format!("norm {norm} bestaat niet in {kwartaal}"),
        Onleesbaar::GeenGetal(tekst) => format!("geen getal: {tekst}"),
        Onleesbaar::BuitenBereik { van, tot } => format!("de waarde ligt buiten {van}–{tot}"),
        Onleesbaar::GeenKwartaal => "zet er een kwartaal bij, bijvoorbeeld 2025-K1".to_owned(),
    }
}

/// The glyph of what became of an expectation; always shown together with the word.
pub const fn uitslagteken(uitslag: Uitslag) -> char {
    match uitslag {
        Uitslag::Gehaald => '✓',
        Uitslag::NietGehaald => '✗',
        Uitslag::NietTeMeten => '–',
        Uitslag::NogNietTeMeten => '…',
    }
}

/// As [`oordeel`], and for a suspended norm what it would have been: `◌ losgelaten (zou niet gehaald zijn)`.
pub fn oordeel_met_zou(meting: &Meting) -> String {
    match meting.zou {
        Some(zou) => format!("{} (zou {} zijn)", oordeel(meting.oordeel), zou.naam()),
        None => oordeel(meting.oordeel),
    }
}

/// `31 van 50`; for a mean `6 cijfers`; the state in words when nothing was measured.
pub fn mensen(meting: &Meting, is_mean: bool) -> String {
    match &meting.waarde {
        Waarde::Gemeten { noemer, .. } if is_mean => aantal(*noemer, "cijfer", "cijfers"),
        Waarde::Gemeten { teller, noemer } => format!("{} van {noemer}", teller.normalize()),
        Waarde::NietTeMeten(kolommen) if !kolommen.is_empty() => {
            let werkwoord = if kolommen.len() == 1 { "ontbreekt" } else { "ontbreken" };
            format!("niet te meten: {} {werkwoord}", opsomming(kolommen.iter().map(|k| k.naam())))
        }
        andere => andere.toestand().to_owned(),
    }
}

/// How far the verdict is from turning with the denominator as it is: `nog 2 nodig`, `één minder en de norm is niet gehaald`.
pub fn afstand(meting: &Meting) -> Option<String> {
    let wat = if meting.richting == Richting::Richtwaarde { "richtwaarde" } else { "norm" };
    Some(match meting.afstand? {
        Afstand::NogNodig(n) => format!("nog {n} nodig"),
        Afstand::MinderEnNietGehaald(n) => format!("{} minder en de norm is niet gehaald", een(n)),
        Afstand::TeVeel(n) => format!("{} te veel", een(n)),
        Afstand::MeerEnOverschreden(Some(n)) => format!("{} meer en de {wat} is overschreden", een(n)),
        Afstand::MeerEnOverschreden(None) => format!("de {wat} kan met dit aantal niet worden overschreden"),
    })
}

/// `één`, `2`, `3`: a count where "een" would read as an article.
fn een(n: u32) -> String {
    if n == 1 { "één".to_owned() } else { n.to_string() }
}

/// The norm as a limit: `minimaal 80%`, `maximaal 10%`, `richtwaarde 10%`, `minimaal 8,0`; `ter informatie` without one.
pub fn norm_grens(norm: &Norm) -> String {
    let Some(grens) = norm.grens else { return "ter informatie".to_owned() };
    let grens =
        if norm.indicator.is_mean() { decimaal(grens, 1) } else { format!("{}%", decimaal(grens, grens.normalize().scale())) };
    match norm.richting {
        Richting::Minimum => format!("minimaal {grens}"),
        Richting::Maximum => format!("maximaal {grens}"),
        Richting::Richtwaarde => format!("richtwaarde {grens}"),
        Richting::Informatie => format!("ter informatie {grens}"),
    }
}

/// The norm in a few characters: "100%", "≤10%", "~10%", "8,0".
pub fn norm_grens_kort(norm: &Norm) -> String {
    let sign = match norm.richting {
        Richting::Minimum | Richting::Informatie => "",
        Richting::Maximum => "≤",
        Richting::Richtwaarde => "~",
    };
    match norm.grens {
        None => "info".to_owned(),
        Some(grens) if norm.indicator.is_mean() => format!("{sign}{}", decimaal(grens, 1)),
        Some(grens) => format!("{sign}{}%", decimaal(grens, grens.normalize().scale())),
    }
}

/// What a figure stands on: `versie 2, 3 rijen niet meegeteld`; None when there is nothing to say.
pub fn grondslag(meting: &Meting) -> Option<String> {
    let versie = meting.versie.map(|v| format!("versie {v}"));
    let rijen = (meting.rijen_niet_meegeteld > 0)
        .then(|| format!("{} niet meegeteld", aantal(meting.rijen_niet_meegeteld, "rij", "rijen")));
    match (versie, rijen) {
        (None, None) => None,
        (Some(a), Some(b)) => Some(format!("{a}, {b}")),
        (a, b) => a.or(b),
    }
}

/// For a year that lacks reports: `3 van 4 kwartalen`; None when it is whole or no year.
pub fn year_basis(meting: &Meting) -> Option<String> {
    let verwacht = usize::from(meting.kwartaal.nummer());
    of_kwartalen(meting.kwartalen.len(), verwacht).filter(|_| !meting.is_of_one_report())
}

/// `3 van 4 kwartalen`; None when all are there, or none.
pub fn of_kwartalen(er: usize, verwacht: usize) -> Option<String> {
    (er > 0 && er < verwacht).then(|| format!("{er} van {verwacht} kwartalen"))
}

/// As a figure was discussed: `besproken op 18 feb 2026: 77,3% · 17 van 22 · ✗ niet gehaald`.
pub fn besproken(besproken: &Besprokencijfer) -> String {
    let Besprokencijfer { dag, toen } = besproken;
    let op = dag.map(|dag| format!(" op {}", datum(dag))).unwrap_or_default();
    format!("besproken{op}: {} · {} · {}", toen.weergave, toen.mensen, toen.woorden)
}

/// For a pooled figure that lacks somebody: `2 van 3 aanbieders`.
pub fn pooled_over(meting: &Meting) -> Option<String> {
    let (er, alle) = (meting.aanbieders.len(), meting.van_aanbieders);
    let is_short = u32::try_from(er).is_ok_and(|er| er < alle);
    (meting.aanbieder.is_none() && er > 0 && is_short).then(|| format!("{er} van {alle} aanbieders"))
}

/// How many of those whose traject ended gave a mark: `respons 12 van 13 afgeronde trajecten`.
pub fn respons(meting: &Meting) -> Option<String> {
    let Respons { met_cijfer, cohort } = meting.respons?;
    let afgerond = aantal(cohort, "afgerond traject", "afgeronde trajecten");
    let deel = if cohort == 0 { format!("respons: {afgerond}") } else { format!("respons {met_cijfer} van {afgerond}") };
    // Also who has no outcome yet may give a mark: that nobody did is the reason that there is no figure.
    Some(if meting.waarde == Waarde::Nvt { format!("niemand gaf een cijfer, {deel}") } else { deel })
}

/// With what a line ends that tells of outcomes that came in after the kwartaal.
pub const NAGEKOMEN: &str = "nagekomen";

/// What came in after the kwartaal: `2 nagekomen`.
pub fn nagekomen(meting: &Meting) -> Option<String> {
    meting.nagekomen.filter(|n| *n > 0).map(|n| format!("{n} {NAGEKOMEN}"))
}

/// What is said beside a figure, in the order in which it matters; empty when there is nothing to say.
pub fn toelichting(norm: &Norm, meting: &Meting) -> String {
    let missed = meting.als_gemist(norm).map(|w| format!("{} als die rijen niet voldoen", weergave(norm, &w)));
    let notes = [
        afstand(meting),
        meting.klein_aantal.then(|| "klein aantal".to_owned()),
        year_basis(meting),
        pooled_over(meting),
        nagekomen(meting),
        meting.noemer_alle.map(|n| format!("{} in de periode", aantal(n, "traject", "trajecten"))),
        respons(meting),
        grondslag(meting),
        missed,
    ];
    notes.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// The parts of a report that are missing: `Tevredenheid en Samenwerking ontbreken`.
pub fn ontbrekende_delen(ontbreekt: &[Deel]) -> Option<String> {
    let werkwoord = match ontbreekt.len() {
        0 => return None,
        1 => "ontbreekt",
        _ => "ontbreken",
    };
    Some(format!("{} {werkwoord}", opsomming(ontbreekt.iter().map(|d| d.naam()))))
}

/// `binnen`, `deels binnen, Samenwerking ontbreekt`: of a report that came in, by the parts that it lacks.
pub fn binnen(ontbreekt: &[Deel]) -> String {
    ontbrekende_delen(ontbreekt).map_or_else(|| "binnen".to_owned(), |lacking| format!("deels binnen, {lacking}"))
}

/// How a row weighs in a figure.
pub const fn telling(telling: Telling) -> &'static str {
    match telling {
        Telling::Teller => "teller",
        Telling::Noemer => "alleen noemer",
        Telling::Buiten => "telt niet mee",
    }
}

/// Why a row counts or does not, as a phrase.
pub fn reden(rij: &Herleidingsrij, register: &Register) -> String {
    match &rij.reden {
        Reden::AllesVastgelegd => "alles vastgelegd".to_owned(),
        Reden::NietVastgelegd(kolommen) => {
            format!("niet vastgelegd: {}", opsomming(kolommen.iter().map(|k| k.naam())))
        }
        Reden::EerderUitgestroomd(dag) => format!("al uitgestroomd op {}", datum(*dag)),
        Reden::Uitkomst { klasse: Klasse::TermijnVerstreken, datum: dag } => format!("termijn verstreken op {}", datum(*dag)),
        Reden::Uitkomst { klasse, datum: dag } => match rij.uitstroom {
            Some(u) if *klasse == Klasse::Overig => format!("overig ({}) op {}", u.soort.naam(), datum(*dag)),
            _ => format!("{} op {}", klasse.naam(), datum(*dag)),
        },
        Reden::Alsnog { einddatum, uitstroom } => format!(
            "termijn verstreken op {}; alsnog {} op {}, telt niet mee",
            datum(*einddatum),
            uitstroom.soort.naam(),
            datum(uitstroom.datum)
        ),
        Reden::AnderePeriode { klasse, datum: dag } => {
            format!("valt in een andere periode: {} op {}", klasse.naam(), datum(*dag))
        }
        Reden::Lopend { uitval_niet_eensluidend, einde } => {
            let eind = match (einde.verwacht, rij.einddatum) {
                (Some(kwartaal), _) => format!("loopt nog, tot in {kwartaal}"),
                (None, Some(_)) => "loopt nog, tot in een later jaar".to_owned(),
                (None, None) => "loopt nog, zonder Einddatum".to_owned(),
            };
            let uitval = uitval_niet_eensluidend.then_some("uitval niet eensluidend vastgesteld");
            let verdwenen = einde.verdwenen.then_some("staat niet meer in de rapportage");
            [Some(eind.as_str()), uitval, verdwenen].into_iter().flatten().collect::<Vec<_>>().join("; ")
        }
        Reden::Gemiddelde { cijfers } => {
            let wat = if *cijfers == 1 { "één cijfer".to_owned() } else { format!("gemiddelde van {cijfers} cijfers") };
            match rij.telling {
                Telling::Teller => format!("{wat}, een 8 of hoger"),
                Telling::Noemer | Telling::Buiten => format!("{wat}, lager dan een 8"),
            }
        }
        Reden::Cijfer => "cijfer".to_owned(),
        Reden::AnderCijfer => {
            "een ander cijfer van dezelfde ondernemer telt: het laatste, bij gelijke datum het laagste".to_owned()
        }
        Reden::GeenCijfer => "geen cijfer in de periode".to_owned(),
        Reden::Gedekt(aanbieders) => format!("gedekt door {}", opsomming(aanbieders.iter().map(|a| register.naam(*a)))),
        Reden::NietGedekt => "niet gedekt".to_owned(),
        Reden::NietOpgegeven => "niet opgegeven in het dekkingsoverzicht".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{PSW, QWYL};
    use crate::domain::{Kolom, Kwartaal, NormId, Periode};
    use rust_decimal::Decimal;

    fn meting(teller: u32, noemer: u32) -> Meting {
        Meting {
            norm: NormId::from("C2.1"),
            kwartaal: Kwartaal::new(2024, 2).unwrap(),
            aanbieder: Some(PSW),
            periode: Periode::Jaar,
            waarde: Waarde::Gemeten { teller: Decimal::from(teller), noemer },
            weergave: "61,5%".to_owned(),
            grens: Some(Decimal::from(80)),
            richting: Richting::Minimum,
            oordeel: Oordeel::NietGehaald,
            zou: None,
            afstand: Some(Afstand::NogNodig(2)),
            klein_aantal: false,
            noemer_alle: None,
            versie: Some(2),
            rijen_niet_meegeteld: 3,
            kwartalen: vec![],
            aanbieders: vec![],
            van_aanbieders: 3,
            nagekomen: None,
            respons: None,
            onderdelen: vec![],
            klassen: vec![],
        }
    }

    #[test]
    fn the_response_names_who_came_to_the_end() {
        let said = |met_cijfer, cohort| respons(&Meting { respons: Some(Respons { met_cijfer, cohort }), ..meting(8, 10) });
        assert_eq!(said(10, 13).unwrap(), "respons 10 van 13 afgeronde trajecten");
        assert_eq!(said(1, 1).unwrap(), "respons 1 van 1 afgerond traject");
        assert_eq!(said(0, 0).unwrap(), "respons: geen afgeronde trajecten");
        let nobody = Meting { respons: Some(Respons { met_cijfer: 0, cohort: 0 }), waarde: Waarde::Nvt, ..meting(0, 0) };
        assert_eq!(respons(&nobody).unwrap(), "niemand gaf een cijfer, respons: geen afgeronde trajecten");
        assert_eq!(respons(&meting(8, 10)), None);
    }

    #[test]
    fn a_figure_carries_its_people_and_its_distance() {
        let mut m = meting(8, 13);
        assert_eq!(mensen(&m, false), "8 van 13");
        assert_eq!(mensen(&m, true), "13 cijfers");
        assert_eq!(afstand(&m).unwrap(), "nog 2 nodig");
        m.afstand = Some(Afstand::MinderEnNietGehaald(1));
        assert_eq!(afstand(&m).unwrap(), "één minder en de norm is niet gehaald");
        m.afstand = Some(Afstand::TeVeel(2));
        assert_eq!(afstand(&m).unwrap(), "2 te veel");
        m.afstand = Some(Afstand::MeerEnOverschreden(Some(1)));
        m.richting = Richting::Richtwaarde;
        assert_eq!(afstand(&m).unwrap(), "één meer en de richtwaarde is overschreden");
    }

    #[test]
    fn a_figure_knows_what_it_stands_on() {
        let mut m = meting(8, 13);
        assert_eq!(grondslag(&m).unwrap(), "versie 2, 3 rijen niet meegeteld");
        m.rijen_niet_meegeteld = 1;
        m.versie = None;
        assert_eq!(grondslag(&m).unwrap(), "1 rij niet meegeteld");
        assert_eq!(year_basis(&m), None);
        m.kwartalen = vec![m.kwartaal];
        assert_eq!(year_basis(&m).unwrap(), "1 van 2 kwartalen");
        // KPI 1 looks at its own report: the year lacks nothing.
        let onderdeel = crate::domain::Onderdeel { kolom: crate::domain::Kolom::Doelen, teller: Some(1), noemer: 2 };
        assert_eq!(year_basis(&Meting { onderdelen: vec![onderdeel], ..m.clone() }), None);
        m.aanbieder = None;
        m.aanbieders = vec![PSW, QWYL];
        assert_eq!(pooled_over(&m).unwrap(), "2 van 3 aanbieders");
    }

    #[test]
    fn a_suspended_norm_says_what_it_would_have_been() {
        let mut m = meting(8, 13);
        m.oordeel = Oordeel::Losgelaten;
        m.zou = Some(Oordeel::NietGehaald);
        assert_eq!(oordeel_met_zou(&m), "◌ losgelaten (zou niet gehaald zijn)");
    }

    #[test]
    fn the_states_never_look_alike() {
        let mut m = meting(0, 12);
        let mut gezien = vec![mensen(&m, false)];
        for waarde in [Waarde::Nvt, Waarde::GeenRapportage, Waarde::NietTeMeten(vec![Kolom::Cijfer])] {
            m.waarde = waarde;
            gezien.push(mensen(&m, false));
        }
        assert_eq!(gezien, ["0 van 12", "n.v.t.", "geen rapportage", "niet te meten: Cijfer ontbreekt"]);
    }
}
