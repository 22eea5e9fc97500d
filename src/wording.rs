//! Dutch for the terms of the field: verdicts and their people, reasons, numbers, money, dates, kwartalen.
//!
//! Owns: every phrase that more than one screen, command or report says, and reading dates as people say them.
//! Deliberately absent: the words of one screen, the errors of the layers (`app` knows those), and any clock or file.

mod aandacht;
mod afspraken;
pub mod agenda;
mod cijfers;
mod datum;
mod dingen;
mod getal;

pub mod kalender;
pub mod pxq;
mod regels;
pub mod register;
mod stukken;
mod tijdigheid;
mod velden;
mod vooruitblik;
pub mod vorm;

pub use aandacht::{aandachtregel, aandachtspunt, cvsrij, richting, veldwaarde};
pub use afspraken::voorbij;
pub use cijfers::{
    NAGEKOMEN, afstand, besproken, binnen, blad_ontbreekt, grondslag, mensen, nagekomen, norm_grens, norm_grens_kort,
    of_kwartalen, onleesbaar, ontbrekende_delen, oordeel, oordeel_met_zou, pooled_over, reden, respons, teken, telling,
    toelichting, uitslag, uitslagteken, year_basis,
};
pub use datum::{
    GeenDatum, dag_en_datum, dag_en_moment, dag_met_afstand, dagen_tot, datum, datum_kort, datum_lang, duur, moment, read_datum,
    vrije_dag, werkdagen,
};
pub use dingen::{
    NIET_GEPLAND, aandachtspunt_van, agendapunt, ding, document, genoemdenaam, gesprek, gespreksoort, gesprekstelling,
    nog_niet_zover, oud_concept, welk_gesprek, wie_er_waren, wie_er_zijn, wie_ontbreekt,
};
pub use getal::{
    aantal, decimaal, enkele, geld, hoofdletter, keuze, opsomming, procentpunt, rangtelwoord, read_bedrag, telwoord,
};
pub use regels::{take, width, wrap};
pub use tijdigheid::{tijdigheid, tijdigheidstelling};
pub use velden::{Veldwijziging, is_leeg, kolomwaarde, veld, veldwijzigingen, waarde};
pub use vooruitblik::{uitzicht, uitzicht_delen, vooruitblik};

use std::path::Path;

use crate::domain::{Kwartaal, Periode, Schoon, bsn};

/// `2e kwartaal 2024`: for sentences and reports; screens and JSON write `2024-K2`.
pub fn kwartaal_lang(kwartaal: Kwartaal) -> String {
    format!("{}e kwartaal {}", kwartaal.nummer(), kwartaal.jaar())
}

/// `2024-K2`, or `2024 t/m K2` for the year.
pub fn periode(periode: Periode, kwartaal: Kwartaal) -> String {
    match periode {
        Periode::Kwartaal => kwartaal.to_string(),
        Periode::Jaar => format!("{} t/m K{}", kwartaal.jaar(), kwartaal.nummer()),
    }
}

/// What a change is measured from, by its periode: `sinds 2024-K1`, or of a year figure `sinds 2024 t/m K1`.
pub fn sinds_vorige(periode: Periode, kwartaal: Kwartaal) -> String {
    format!("sinds {}", self::periode(periode, kwartaal.previous()))
}

/// What a narrow column of differences is called: with what they are, `± K1`.
pub fn plusmin(met: Kwartaal) -> String {
    format!("± K{}", met.nummer())
}

/// Makes text from outside fit for one line of a terminal: control characters and the marks that turn the direction of
/// writing become spaces or go, so that no escape sequence ever reaches the terminal (`domein.md` 8).
pub fn veilig(tekst: &str) -> String {
    tekst
        .chars()
        .filter_map(|c| match c {
            '\t' | '\n' | '\r' => Some(' '),
            c if is_onveilig(c) => None,
            c => Some(c),
        })
        .collect()
}

/// The name of a file or folder that was handed over, fit to be shown and logged.
pub fn pad(pad: &Path) -> String {
    veilig(&pad_zonder_bsn(pad))
}

/// The name of a file or folder as it is, for a script; but for what may be a burgerservicenummer.
pub fn pad_zonder_bsn(pad: &Path) -> String {
    bsn::masker(&Schoon::kept(pad.display().to_string()), &[])
}

/// Who acts when no name is known, in the change log.
pub const ONBEKEND: &str = "onbekend";

/// Whether a name in the change log, with or without a role behind it, is that of somebody.
pub fn is_somebody(wie: &str) -> bool {
    wie.strip_prefix(ONBEKEND).is_none_or(|rest| !rest.is_empty() && !rest.starts_with(" ("))
}

/// Whether a character steers a terminal or turns the direction of writing.
pub fn is_onveilig(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_escape_sequence_survives() {
        assert_eq!(veilig("a\u{1b}[31mb\tc\u{202e}d\u{7}\u{9b}"), "a[31mb cd");
        assert_eq!(veilig("Één"), "Één");
    }

    #[test]
    fn the_name_of_a_file_never_repeats_a_bsn() {
        let shown = pad(Path::new("/map/psw-2024-K2 111222333.csv"));
        assert_eq!(shown, format!("/map/psw-2024-K2 {}.csv", bsn::MASKER));
        assert_eq!(pad(Path::new("/2024/psw-2024-K2-20240715.csv")), "/2024/psw-2024-K2-20240715.csv");
    }

    #[test]
    fn kwartalen_and_years_in_words() {
        let k: Kwartaal = "2024-K2".parse().unwrap();
        assert_eq!(kwartaal_lang(k), "2e kwartaal 2024");
        assert_eq!(periode(Periode::Jaar, k), "2024 t/m K2");
    }
}
