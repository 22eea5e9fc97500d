//! Looks for a burgerservicenummer in everything that a file says: its name, the names of its sheets, every cell of every row of
//! every sheet, whether it is read or left out (`domein.md` 8).
//!
//! Who reads rows passes each of them by here; a kind of sheet or a column that comes later is looked at without knowing of it.

use crate::domain::{Schoon, bsn};

use super::catalogus::{Code, Melder, Plek};
use super::cel;
use super::grid::{Cel, Rij};
use super::kop::{Kop, Vraagt};

/// From here on a number has eight digits, and is too large for hours, marks or places.
const ACHT_CIJFERS: f64 = 10_000_000.0;

/// What is known of the file beforehand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bsnwacht<'a> {
    /// Numbers of eight digits that are nobody's burgerservicenummer.
    pub(super) kvk: &'a [&'a str],
    /// Codes become pseudonyms, so a code may be one.
    pub(super) pseudoniem: bool,
}

impl Bsnwacht<'_> {
    /// Looks at the name of a file or a sheet; `wat` says which.
    pub(super) fn bekijk_naam(&self, naam: &Schoon<'_>, wat: &str, plek: &Plek<'_>, melder: &mut Melder) {
        if bsn::bevat_bsn(naam, self.kvk) {
            // A name that may not be repeated names no place.
            melder.meld(Code::BsnGevonden, &Plek { veldnaam: wat, ..*plek }, "", "");
        }
    }

    /// Looks at a row. Under a header its columns say what they ask for; `is_data` when it is read as data and not left out.
    pub(super) fn bekijk(&self, rij: &Rij<'_>, kop: Option<&Kop>, is_data: bool, plek: &Plek<'_>, melder: &mut Melder) {
        for (kolom, cel) in &rij.cellen {
            let index = kop.and_then(|kop| kop.veld_van(*kolom));
            let veld = kop.zip(index).and_then(|(kop, i)| kop.soort.velden().get(i));
            let vraagt = veld.filter(|_| is_data).map(|v| v.vraagt);
            if self.is_verdacht(cel, vraagt) {
                let plek = Plek {
                    rij: Some(rij.nummer),
                    kolom: Some(*kolom),
                    veldnaam: veld.map_or("deze cel", |v| v.naam),
                    veld: kop.zip(index).and_then(|(kop, i)| kop.soort.kolom(i)),
                    ..*plek
                };
                let is_datum = veld.is_some_and(|v| matches!(v.vraagt, Vraagt::Datum | Vraagt::Einde));
                let extra = if is_datum { "; is het een datum, schrijf die dan als 31-3-2024" } else { "" };
                melder.meld(Code::BsnGevonden, &plek, "", extra);
            }
        }
    }

    fn is_verdacht(&self, cel: &Cel<'_>, vraagt: Option<Vraagt>) -> bool {
        let is_gevraagd = match vraagt {
            Some(Vraagt::Code) => self.pseudoniem,
            // The mean of some marks has many digits too. What has eight before the comma is no number that is asked for.
            Some(Vraagt::Getal) => matches!(cel::getal(cel), Ok(Some(d)) if d.trunc().normalize().mantissa().abs() < 10_000_000),
            _ => false,
        };
        if is_gevraagd {
            return false;
        }
        match cel {
            Cel::Tekst(t) | Cel::Code { tekst: t, .. } | Cel::Fout(t) => bsn::bevat_bsn(t, self.kvk),
            Cel::Getal(g) | Cel::Percentage(g) | Cel::Tijd(g) | Cel::Datum { serieel: g, datum: None } => {
                g.abs() >= ACHT_CIJFERS && bsn::bevat_bsn(&Schoon::from(cel.tekst()), self.kvk)
            }
            Cel::Datum { .. } | Cel::Logisch(_) | Cel::FormuleZonderWaarde => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use rust_xlsxwriter::Workbook;

    use crate::domain::{Bestandsoordeel, Participatieladder};
    use crate::importing::{Bladsoort, Gelezen, Opties, read_bytes};

    const BSN: &str = "111222333";

    /// Sheets by name, each with its rows of cells.
    type Bladen<'a> = [(&'a str, Vec<Vec<String>>)];

    type Schrijver = fn(&Bladen<'_>) -> Vec<u8>;

    fn csv(bladen: &Bladen<'_>) -> Vec<u8> {
        let regel = |rij: &Vec<String>| rij.iter().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(";");
        bladen[0].1.iter().map(regel).collect::<Vec<_>>().join("\n").into_bytes()
    }

    fn xlsx(bladen: &Bladen<'_>) -> Vec<u8> {
        let mut boek = Workbook::new();
        for (naam, rijen) in bladen {
            let blad = boek.add_worksheet().set_name(*naam).unwrap();
            for (r, rij) in (0..).zip(rijen) {
                for (k, cel) in (0..).zip(rij).filter(|(_, c)| !c.is_empty()) {
                    match cel.parse::<f64>() {
                        Ok(getal) => blad.write_number(r, k, getal).unwrap(),
                        Err(_) => blad.write_string(r, k, cel).unwrap(),
                    };
                }
            }
        }
        boek.save_to_buffer().unwrap()
    }

    fn ods(bladen: &Bladen<'_>) -> Vec<u8> {
        let cel = |c: &String| format!("<table:table-cell office:value-type=\"string\"><text:p>{c}</text:p></table:table-cell>");
        let rij = |r: &Vec<String>| format!("<table:table-row>{}</table:table-row>", r.iter().map(cel).collect::<String>());
        let blad = |(naam, rijen): &(&str, Vec<Vec<String>>)| {
            format!("<table:table table:name=\"{naam}\">{}</table:table>", rijen.iter().map(rij).collect::<String>())
        };
        let mut archief = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let opties = zip::write::SimpleFileOptions::default();
        archief.start_file("mimetype", opties).unwrap();
        archief.write_all(b"application/vnd.oasis.opendocument.spreadsheet").unwrap();
        archief.start_file("content.xml", opties).unwrap();
        write!(archief, "<d>{}</d>", bladen.iter().map(blad).collect::<String>()).unwrap();
        archief.finish().unwrap().into_inner()
    }

    fn lees(naam: &str, bytes: &[u8], pseudoniem: bool) -> Gelezen {
        let (ladder, register) = (Participatieladder::default(), crate::domain::testing::register());
        let opties = Opties { pseudoniem: pseudoniem.then_some(b"sleutel"), ..Opties::new(&ladder, &register) };
        read_bytes(naam, bytes, &opties, &mut ()).unwrap()
    }

    /// A table of a kind with a column more, one row filled in.
    fn tabel(soort: Bladsoort, kolom: usize, waarde: &str) -> Vec<Vec<String>> {
        let mut koppen: Vec<String> = soort.kolommen().map(str::to_owned).collect();
        koppen.push("Schoenmaat".to_owned());
        let gewoon = |kop: &String| match kop.as_str() {
            "Deelnemer" => "P-01",
            "Gemeente" => "Venlo",
            "Aanbieder" => "PSW",
            "Kwartaal" => "2024-K2",
            "Startdatum" => "1-2-2024",
            "Niveau" => "ondernemer",
            "Cijfer" => "8",
            "Dekking" => "ja",
            "Toelichting" => "gaat goed",
            _ => "",
        };
        let mut rij: Vec<String> = koppen.iter().map(|kop| gewoon(kop).to_owned()).collect();
        rij[kolom] = waarde.to_owned();
        vec![koppen, rij]
    }

    fn is_geweigerd(gelezen: &Gelezen, wat: &str) {
        assert_eq!((gelezen.oordeel, gelezen.inhoud.len()), (Bestandsoordeel::NietBruikbaar, 0), "{wat}: {gelezen:#?}");
        assert!(gelezen.bevindingen.iter().any(|b| b.code == "bsn-gevonden"), "{wat}: {:#?}", gelezen.bevindingen);
        let alles = format!("{:?} {} {:?}", gelezen.bevindingen, gelezen.bestand, gelezen.voorstellen);
        assert!(!alles.contains("222"), "{wat}: {alles}");
    }

    /// A kind or a column that comes later is in these tables, and so in this test.
    #[test]
    fn no_column_of_any_kind_takes_a_bsn_in_whatever_form_it_comes() {
        let vormen: [(&str, Schrijver); 3] = [("csv", csv), ("xlsx", xlsx), ("ods", ods)];
        for soort in Bladsoort::TABELLEN {
            for (kolom, naam) in soort.kolommen().chain(["Schoenmaat"]).enumerate() {
                for (vorm, schrijf) in vormen {
                    for waarde in [BSN, "111\u{ad}222\u{a0}333", "BSN 1112.22.333 van een ander"] {
                        let bytes = schrijf(&[(soort.naam(), tabel(soort, kolom, waarde))]);
                        let wat = format!("{} {naam} {waarde:?} {vorm}", soort.naam());
                        is_geweigerd(&lees(&format!("venlo psw 2024-K2.{vorm}"), &bytes, false), &wat);
                    }
                }
            }
        }
    }

    #[test]
    fn no_name_title_header_or_sheet_that_is_not_read_takes_a_bsn() {
        let goed = || tabel(Bladsoort::Deelnemers, 2, "G1");
        let rij = |cellen: &[&str]| cellen.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
        let met = |plek: usize, extra: Vec<String>| {
            let mut rijen = goed();
            rijen.insert(plek, extra);
            rijen
        };
        let mut kop = goed();
        kop[0][2] = format!("Groep {BSN}");
        let blad = |naam: &'static str, rijen: Vec<Vec<String>>| vec![("Deelnemers", goed()), (naam, rijen)];
        for (wat, bladen) in [
            ("titel", vec![("Deelnemers", met(0, rij(&["Rapportage", BSN])))]),
            ("kop", vec![("Deelnemers", kop)]),
            ("tussenkop", vec![("Deelnemers", met(1, rij(&[&format!("Groep van {BSN}")])))]),
            ("totaal", vec![("Deelnemers", met(2, rij(&["Totaal", "", BSN])))]),
            ("voorblad", blad("Voorblad", vec![rij(&["Contactpersoon", BSN]), rij(&["Aanbieder", "PSW"])])),
            ("uitleg", blad("Uitleg", vec![rij(&["Zie"]), rij(&["", "", &format!("dossier {BSN}.")])])),
            ("samenwerking", blad("Samenwerking", vec![rij(&["Voortgang", "goed"]), rij(&["Eigen aandeel", BSN])])),
            ("naam van een blad", blad("P 111222333", vec![rij(&["x"])])),
        ] {
            is_geweigerd(&lees("psw-2024-K2.xlsx", &xlsx(&bladen), false), wat);
            if bladen.len() == 1 {
                is_geweigerd(&lees("psw-2024-K2.csv", &csv(&bladen), false), wat);
            }
        }
        let bytes = csv(&[("", goed())]);
        is_geweigerd(&lees("psw-2024-K2 111222333.csv", &bytes, false), "bestandsnaam");
        assert_eq!(lees("psw-2024-K2-20240715.csv", &bytes, false).inhoud.len(), 1);
    }

    #[test]
    fn codes_become_pseudonyms_and_what_a_column_asks_for_is_none() {
        for (soort, kolom) in [(Bladsoort::Deelnemers, 0), (Bladsoort::Cvs, 0), (Bladsoort::Tevredenheid, 4)] {
            let gelezen = lees("venlo psw 2024-K2.csv", &csv(&[("", tabel(soort, kolom, BSN))]), true);
            assert_eq!(gelezen.inhoud.len(), 1, "{:#?}", gelezen.bevindingen);
            assert!(!format!("{gelezen:?}").contains("222"), "{gelezen:?}");
            // Not in the column next to it.
            is_geweigerd(&lees("venlo psw 2024-K2.csv", &csv(&[("", tabel(soort, kolom + 1, BSN))]), true), "ernaast");
        }
        let deelnemers = |kop: &str, waarde: &str| {
            let kolom = Bladsoort::Deelnemers.kolommen().position(|k| k == kop).unwrap();
            lees("psw-2024-K2.csv", &csv(&[("", tabel(Bladsoort::Deelnemers, kolom, waarde))]), false)
        };
        for (kop, waarde) in [
            ("Cijfer", "7,66666667"),
            ("Uren", "1234,56782"),
            ("Einddatum", "20241231"),
            ("Toelichting", "tot 31-12-2024 en 12-2024"),
            ("Toelichting", "KvK 12066692"),
        ] {
            let gelezen = deelnemers(kop, waarde);
            assert!(!gelezen.bevindingen.iter().any(|b| b.code == "bsn-gevonden"), "{kop} {waarde}: {:#?}", gelezen.bevindingen);
        }
        is_geweigerd(&deelnemers("Uren", "111222333,0"), "geen uren");
    }
}
