//! The forms around reading files: the path, and the reason why partly usable files go in.

use std::path::PathBuf;
use std::sync::Arc;

use super::{Field, Form, Purpose};
use crate::app::{Onthoudenkop, Voorstel};
use crate::domain::{Aanbieder, Kwartaal, Register};
use crate::tui::msg::Bevindingenbron;

/// Asks which file or folder to read.
pub fn pad(start: &str) -> Form {
    let fields = vec![Field::path("pad", "Bestand of map", start).hint("→ vult aan · een map wordt in haar geheel gelezen")];
    Form::new("Lees bestanden in", Purpose::Inlezen, fields)
}

/// Asks where the findings go; `naam` says what they are of.
pub fn bevindingen(van: Bevindingenbron, naam: &str) -> Form {
    let naam: String = naam.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '-' }).collect();
    let start = format!("bevindingen-{naam}.xlsx");
    let fields = vec![Field::path("naar", "Bestand", &start).hint("Eindigt op .xlsx; om aan de aanbieder te sturen")];
    Form::new("Bevindingen naar Excel", Purpose::Bevindingen(van), fields)
}

/// Asks where the workbook for a report goes.
pub fn sjabloon(aanbieder: Aanbieder, kwartaal: Kwartaal, naam: &str) -> Form {
    let start = format!("kwartaalrapportage-{}-{kwartaal}.xlsx", aanbieder.key());
    let hint = "De trajecten die in de vorige rapportage liepen, staan er al in, met hun codes.";
    let fields = vec![Field::path("naar", "Bestand", &start).hint(hint)];
    Form::new(format!("Sjabloon voor {naam} over {kwartaal}"), Purpose::Sjabloon(aanbieder, kwartaal), fields)
}

/// Asks which of the remembered headers is taken back.
pub fn koppen(mut koppen: Vec<Onthoudenkop>, register: &Register) -> Form {
    // One choice of the user may be kept for several sheets.
    koppen.dedup_by(|a, b| (&a.wie, &a.kop, &a.kolom) == (&b.wie, &b.kop, &b.kolom));
    let who = |wie: &str| register.naam_of(Aanbieder::new(wie), "alle");
    let options =
        koppen.iter().enumerate().map(|(n, k)| (n.to_string(), format!("{}: {} = {}", who(&k.wie), k.kop, k.kolom))).collect();
    let field = Field::choice("kop", "Kop", options, "0").hint("Het volgende bestand met deze kop wordt weer voorgelegd.");
    Form::new("Neem een onthouden kop terug", Purpose::Vergeet(koppen), vec![field])
}

/// Asks why partly usable files go in all the same.
pub fn reden(voorstellen: Arc<Vec<Voorstel>>) -> Form {
    let fields = vec![Field::lines("reden", "Reden", "", 2).hint("Staat bij elk cijfer dat met deze rapportage is gemaakt.")];
    Form::new("Neem deels bruikbare bestanden over", Purpose::Accepteer(voorstellen), fields)
}

/// The path that was typed, without the quotes that a file manager puts around it.
pub fn read_pad(typed: &str) -> Option<PathBuf> {
    let typed = typed.trim().trim_matches(['"', '\'']);
    (!typed.is_empty()).then(|| PathBuf::from(typed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_read_as_people_paste_it() {
        assert_eq!(read_pad(" '/a b/c.xlsx' "), Some("/a b/c.xlsx".into()));
        assert_eq!(read_pad("  "), None);
    }
}
