//! Findings as a workbook for the aanbieder: where, which deelnemer, what is wrong and what is expected. No jargon.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use crate::domain::{Bevinding, Ernst};

use super::sjabloon::eigenschappen;

/// What the head of the workbook says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bevindingenkop {
    /// `PSW, 2024-K2, versie 1`.
    pub onderwerp: String,
    /// The names of the files.
    pub bestanden: Vec<String>,
}

/// Returns a workbook with a row per finding (there is one at least), in the order given; what must be mended comes apart from what is only said.
///
/// # Errors
/// Only when the writer refuses.
pub fn bevindingen(kop: &Bevindingenkop, bevindingen: &[Bevinding]) -> Result<Vec<u8>, XlsxError> {
    let mut boek = Workbook::new();
    boek.set_properties(&eigenschappen("Bevindingen"));
    let vet = Format::new().set_bold();
    let kopstijl = Format::new()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(Color::RGB(0x001F_4E79))
        .set_border_bottom(FormatBorder::Thin);
    let tekst = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let blad = boek.add_worksheet().set_name("Bevindingen")?;
    blad.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    blad.write_string_with_format(0, 0, format!("Bevindingen bij {}", kop.onderwerp), &vet.clone().set_font_size(14))?;
    blad.write_string(1, 0, kop.bestanden.join(", "))?;
    // Its own codes tell the aanbieder which rows are meant.
    blad.write_string_with_format(3, 0, "Vertrouwelijk: met codes van deelnemers.", &vet)?;
    blad.set_footer("&LVertrouwelijk&RPagina &P van &N");
    let herstellen = bevindingen.iter().filter(|b| b.ernst <= Ernst::Fout).count();
    blad.write_string(2, 0, samenvatting(herstellen, bevindingen.len() - herstellen))?;
    let koppen = [
        ("Wat", 14.0),
        ("Bestand", 28.0),
        ("Blad", 16.0),
        ("Cel", 9.0),
        ("Deelnemer", 18.0),
        ("Gevonden", 24.0),
        ("Wat er aan de hand is", 70.0),
        ("Verwacht", 44.0),
    ];
    for (kolom, (naam, breedte)) in (0_u16..).zip(koppen) {
        blad.set_column_width(kolom, breedte)?;
        blad.write_string_with_format(4, kolom, naam, &kopstijl)?;
    }
    for (rij, b) in (5_u32..).zip(bevindingen) {
        let cellen = [
            wat(b.ernst),
            &b.bestand,
            b.blad.as_deref().unwrap_or_default(),
            b.cel.as_deref().unwrap_or_default(),
            b.deelnemer.as_deref().unwrap_or_default(),
            &b.gevonden,
            &b.tekst,
            &b.verwacht,
        ];
        for (kolom, cel) in (0_u16..).zip(cellen) {
            // Written as text: what an aanbieder typed never becomes a formula here.
            blad.write_string_with_format(rij, kolom, cel, &tekst)?;
        }
    }
    blad.set_freeze_panes(5, 0)?;
    blad.set_repeat_rows(4, 4)?;
    if let Ok(laatste) = u32::try_from(bevindingen.len())
        && laatste > 0
    {
        blad.autofilter(4, 0, 4 + laatste, 7)?;
    }
    boek.save_to_buffer()
}

/// What is asked of the aanbieder, in a word.
const fn wat(ernst: Ernst) -> &'static str {
    match ernst {
        Ernst::Bestand | Ernst::Fout => "herstellen",
        Ernst::Waarschuwing => "nakijken",
        Ernst::Opmerking => "ter info",
    }
}

fn samenvatting(herstellen: usize, overig: usize) -> String {
    let punten = |n: usize| if n == 1 { "1 punt".to_owned() } else { format!("{n} punten") };
    match (herstellen, overig) {
        (0, n) => format!("Niets te herstellen; {} om na te kijken of ter informatie.", punten(n)),
        (n, 0) => format!("{} te herstellen.", punten(n)),
        (n, m) => format!("{} te herstellen, en {} om na te kijken of ter informatie.", punten(n), punten(m)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_findings_are_the_same_bytes() {
        let kop = Bevindingenkop { onderwerp: "PSW, 2024-K2".into(), bestanden: vec!["psw.xlsx".into()] };
        assert_eq!(bevindingen(&kop, &[]).unwrap(), bevindingen(&kop, &[]).unwrap());
    }

    #[test]
    fn the_summary_counts_people_readably() {
        assert_eq!(samenvatting(1, 2), "1 punt te herstellen, en 2 punten om na te kijken of ter informatie.");
        assert_eq!(samenvatting(0, 1), "Niets te herstellen; 1 punt om na te kijken of ter informatie.");
    }
}
