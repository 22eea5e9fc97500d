//! Importing as a user meets it: a file in, values and findings out. The expected message is the test.

use crate::aanbieders::{PSW, RENDIZ, register};
use std::path::{Path, PathBuf};

use accountgesprek::domain::{Bestandsoordeel, Gemeente, Kwartaal, Participatieladder, Rapport, Trede, Uitstroomsoort};
use accountgesprek::importing::{Bladsoort, Gelezen, Inhoud, Kolomkoppeling, Leesfout, Opties, read_file};
use rust_xlsxwriter::{Format, Formula, Workbook};

/// A folder that is gone after the test, with files of our making.
struct Map {
    folder: tempfile::TempDir,
    ladder: Participatieladder,
    register: accountgesprek::domain::Register,
}

impl Map {
    fn new() -> Self {
        let mut ladder = Participatieladder::default();
        ladder.labels.insert((Some(Gemeente::Venlo), "sociale contacten".into()), Trede::new(2).unwrap());
        Self { folder: tempfile::tempdir().unwrap(), ladder, register: register() }
    }

    fn bestand(&self, naam: &str, inhoud: impl AsRef<[u8]>) -> PathBuf {
        let pad = self.folder.path().join(naam);
        std::fs::write(&pad, inhoud).unwrap();
        pad
    }

    fn opties(&self) -> Opties<'_> {
        Opties { ontvangen: chrono::NaiveDate::from_ymd_opt(2024, 7, 15), ..Opties::new(&self.ladder, &self.register) }
    }

    fn lees(&self, naam: &str, inhoud: impl AsRef<[u8]>) -> Gelezen {
        self.lees_pad(&self.bestand(naam, inhoud))
    }

    fn lees_pad(&self, pad: &Path) -> Gelezen {
        read_file(pad, &self.opties(), &mut ()).unwrap()
    }

    /// Reads rows of Deelnemers under the three required columns and these.
    fn rij(&self, kolommen: &str, rij: &str) -> Gelezen {
        self.lees("psw-2024-K2.csv", format!("Deelnemer;Gemeente;Startdatum;{kolommen}\nA1;Venlo;1-2-2024;{rij}\n"))
    }
}

fn rapport(gelezen: &Gelezen) -> &Rapport {
    match gelezen.inhoud.as_slice() {
        [Inhoud::Rapport(r)] => r,
        anders => panic!("{anders:?} {:#?}", gelezen.bevindingen),
    }
}

fn codes(gelezen: &Gelezen) -> Vec<(&str, Option<&str>)> {
    gelezen.bevindingen.iter().map(|b| (b.code.as_str(), b.cel.as_deref())).collect()
}

/// The findings without those about absent columns, which a small fixture has many of.
fn kern(gelezen: &Gelezen) -> Vec<(&str, Option<&str>)> {
    codes(gelezen).into_iter().filter(|(c, _)| *c != "kolom-ontbreekt").collect()
}

const ALLES: &str = "Deelnemer;Gemeente;Groep;Startdatum;Einddatum;Aanpassingen;Startsituatie;Begintrede;Doeltrede;Huidige trede;Doelen;In beeld;Contact professionals;Voortgang geleverd;Uitstroomdatum;Uitstroom;Uitval eensluidend;Uren;Product;Cijfer;Vervolgafspraak;Volgende stap;Aanmelddatum;Matchingsgesprek;Eindrapportage;Toelichting
PSW-001;Venlo;G1;1-2-2023;31-12-2024;1;ja;2;4;3;ja;ja;nee;15-6-2024;;;;12,5;;8,2;ja;nee;2-1-2023;5-1-2023;;gaat goed
PSW-002;Bergen (L);G1;2024-01-15;30-6-2024;0;ja;1;3;3;ja;ja;ja;1-5-2024;28-6-2024;regulier;;40;;7;;;;;1-7-2024;
";

#[test]
fn a_clean_csv_is_good_and_every_value_arrives() {
    let map = Map::new();
    let gelezen = map.lees("psw-2024-K2-deelnemers.csv", ALLES);
    assert_eq!(codes(&gelezen), []);
    assert_eq!(gelezen.oordeel, Bestandsoordeel::Goed);
    assert_eq!(gelezen.sha256.len(), 64);
    let rapport = rapport(&gelezen);
    assert_eq!((rapport.aanbieder, rapport.kwartaal.to_string().as_str()), (PSW, "2024-K2"));
    let deel = rapport.deelnemers.as_ref().unwrap();
    assert_eq!((deel.regels.len(), deel.niet_meegeteld, deel.kolommen.iter().count()), (2, 0, 26));
    let eerste = &deel.regels[0];
    assert_eq!(eerste.deelnemer.as_str(), "PSW-001");
    assert_eq!(eerste.uren.unwrap().to_string(), "12.5");
    assert_eq!(eerste.cijfer.unwrap().to_string(), "8.2");
    assert_eq!(eerste.huidige_trede, Trede::new(3));
    assert_eq!((eerste.in_beeld, eerste.contact_professionals, eerste.uitval_eensluidend), (Some(true), Some(false), None));
    assert_eq!(eerste.rij, 2);
    let tweede = &deel.regels[1];
    assert_eq!(tweede.gemeente, Gemeente::Bergen);
    assert_eq!(tweede.uitstroom.unwrap().soort, Uitstroomsoort::Regulier);
}

/// A workbook as an aanbieder would make it: Voorblad, Deelnemers, Tevredenheid, Samenwerking.
fn werkmap() -> Vec<u8> {
    let mut boek = Workbook::new();
    let datum = Format::new().set_num_format("dd-mm-yyyy");
    let procent = Format::new().set_num_format("0%");
    let blad = boek.add_worksheet().set_name("Voorblad").unwrap();
    for (r, (k, v)) in
        [("Aanbieder", "Stichting PSW"), ("Kwartaal", "2e kwartaal 2024"), ("Contactpersoon", "afdeling rapportage")]
            .into_iter()
            .enumerate()
    {
        blad.write_string(u32::try_from(r).unwrap() + 2, 1, k)
            .unwrap()
            .write_string(u32::try_from(r).unwrap() + 2, 2, v)
            .unwrap();
    }
    let dag = |j, m, d| chrono::NaiveDate::from_ymd_opt(j, m, d).unwrap();
    blad.write_string(6, 1, "Datum aanlevering").unwrap().write_date_with_format(6, 2, dag(2024, 7, 10), &datum).unwrap();
    let blad = boek.add_worksheet().set_name("Deelnemers").unwrap();
    blad.merge_range(0, 0, 0, 5, "Kwartaalrapportage collectief", &Format::new()).unwrap();
    for (k, kop) in
        ["Start-\ndatum", "GEMEENTE", "deelnemer_code", "Cijfer (1-10)", "Eind datum", "Voortgang geleverd"].iter().enumerate()
    {
        blad.write_string(3, u16::try_from(k).unwrap(), *kop).unwrap();
    }
    blad.write_date_with_format(4, 0, dag(2024, 3, 1), &datum).unwrap();
    blad.write_string(4, 1, "Horst a/d Maas").unwrap().write_string(4, 2, "A1").unwrap().write_number(4, 3, 8.4).unwrap();
    blad.write_formula_with_format(4, 4, Formula::new("A5+365").set_result("45717"), &datum).unwrap();
    blad.write_date_with_format(5, 0, dag(2024, 4, 1), &datum).unwrap();
    blad.write_string(5, 1, "Venlo").unwrap().write_string(5, 2, "A2").unwrap();
    blad.write_number_with_format(5, 3, 0.84, &procent).unwrap();
    blad.set_row_hidden(5).unwrap();
    blad.set_column_hidden(4).unwrap();
    blad.write_string(8, 0, "Totaal").unwrap().write_number(8, 3, 8.4).unwrap();
    let blad = boek.add_worksheet().set_name("Tevredenheid").unwrap();
    for (k, kop) in ["Niveau", "Cijfer"].iter().enumerate() {
        blad.write_string(0, u16::try_from(k).unwrap(), *kop).unwrap();
    }
    blad.write_string(1, 0, "casusregisseur").unwrap().write_number(1, 1, 7.9).unwrap();
    let blad = boek.add_worksheet().set_name("Samenwerking").unwrap();
    for (k, kop) in ["Voortgang", "Eigen aandeel", "Ontwikkelpunten"].iter().enumerate() {
        blad.write_string(0, u16::try_from(k).unwrap(), *kop).unwrap();
    }
    blad.write_string(1, 0, "Regel 1\nRegel 2").unwrap();
    boek.save_to_buffer().unwrap()
}

#[test]
fn an_ordinary_messy_workbook_is_read_and_every_oddity_is_said() {
    let map = Map::new();
    let gelezen = map.lees("definitief (2).xlsx", werkmap());
    let rapport = rapport(&gelezen);
    assert_eq!((rapport.aanbieder, rapport.kwartaal), (PSW, Kwartaal::new(2024, 2).unwrap()));
    assert_eq!(rapport.aangeleverd.unwrap().to_string(), "2024-07-10");
    assert_eq!(rapport.contactpersoon.as_deref(), Some("afdeling rapportage"));
    let deel = rapport.deelnemers.as_ref().unwrap();
    assert_eq!((deel.regels.len(), deel.niet_meegeteld), (1, 1));
    assert_eq!(deel.regels[0].gemeente, Gemeente::HorstAanDeMaas);
    assert_eq!(deel.regels[0].einddatum.unwrap().to_string(), "2025-03-01");
    assert_eq!(deel.regels[0].rij, 5);
    assert_eq!(rapport.tevredenheid.as_ref().unwrap().regels[0].cijfer.to_string(), "7.9");
    assert_eq!(rapport.samenwerking.as_ref().unwrap().voortgang.as_deref(), Some("Regel 1\nRegel 2"));
    assert_eq!(
        kern(&gelezen),
        [
            ("verborgen-kolom", Some("E4")),
            ("verborgen-rij", Some("rij 6")),
            ("percentage-in-cijfer", Some("D6")),
            ("totaalrij-overgeslagen", Some("A9")),
        ]
    );
    let percentage = gelezen.bevindingen.iter().find(|b| b.code == "percentage-in-cijfer").unwrap();
    assert_eq!(
        percentage.tekst,
        "Cijfer ‘84%’ is een percentage. Verwacht: een cijfer van 1 tot en met 10, zoals 7,5. De rij telt niet mee."
    );
    assert_eq!((percentage.blad.as_deref(), percentage.deelnemer.as_deref()), (Some("Deelnemers"), Some("A2")));
    assert_eq!(gelezen.oordeel, Bestandsoordeel::DeelsBruikbaar);
}

#[test]
fn every_reason_that_makes_a_row_unusable_names_its_cell() {
    let map = Map::new();
    for (kolommen, rij, code, cel) in [
        ("Einddatum", "31-31-2024", "datum-onleesbaar", "D2"),
        ("Einddatum", "3/31/2024", "datum-onleesbaar", "D2"),
        ("Einddatum", "31-1-2024", "einddatum-voor-startdatum", "D2"),
        ("Uitstroomdatum;Uitstroom", "31-1-2024;uitval", "uitstroomdatum-voor-startdatum", "D2"),
        ("Uitstroomdatum;Uitstroom", "1-4-2024;", "datum-zonder-uitstroom", "D2"),
        ("Uitstroomdatum;Uitstroom", ";regulier", "uitstroom-zonder-datum", "E2"),
        ("Uitstroomdatum;Uitstroom", "1-4-2024;pensioen", "uitstroom-onbekend", "E2"),
        ("Doelen", "misschien", "janee-onleesbaar", "D2"),
        ("Uren", "veel", "getal-onleesbaar", "D2"),
        ("Uren", "-3", "getal-onleesbaar", "D2"),
        ("Aanpassingen", "1,5", "getal-onleesbaar", "D2"),
        ("Cijfer", "80%", "percentage-in-cijfer", "D2"),
        ("Cijfer", "0,8", "cijfer-buiten-bereik", "D2"),
        ("Cijfer", "80", "cijfer-buiten-bereik", "D2"),
        ("Cijfer", "goed", "getal-onleesbaar", "D2"),
        ("Begintrede", "7", "trede-buiten-bereik", "D2"),
        ("Begintrede", "sociaal contact", "trede-onbekend", "D2"),
        ("Product", "wo", "product-onbekend", "D2"),
    ] {
        let gelezen = map.rij(kolommen, rij);
        assert_eq!(kern(&gelezen), [(code, Some(cel))], "{kolommen} {rij}");
        let deel = rapport(&gelezen).deelnemers.as_ref().unwrap();
        assert_eq!((deel.regels.len(), deel.niet_meegeteld), (0, 1), "{kolommen} {rij}");
        assert_eq!(gelezen.bevindingen.last().unwrap().kpi, [1, 2, 3]);
    }
    for (rij, code) in [
        (";Venlo;1-2-2024", "verplicht-veld-leeg"),
        ("A1;;1-2-2024", "verplicht-veld-leeg"),
        ("A1;Venlo;", "verplicht-veld-leeg"),
        ("A1;Roermond;1-2-2024", "gemeente-onbekend"),
        ("A1;Venlo;1-7-2024", "startdatum-na-kwartaal"),
        ("A1234567890123456789012345678901234;Venlo;1-2-2024", "code-te-lang"),
    ] {
        let gelezen = map.lees("psw-2024-K2.csv", format!("Deelnemer;Gemeente;Startdatum\n{rij}\n"));
        assert_eq!(kern(&gelezen).iter().map(|(c, _)| *c).collect::<Vec<_>>(), [code], "{rij}");
        assert_eq!(rapport(&gelezen).rijen_niet_meegeteld(), 1, "{rij}");
    }
}

#[test]
fn warnings_leave_the_row_in() {
    let map = Map::new();
    for (kolommen, rij, code) in [
        ("Uitstroomdatum;Uitstroom;Einddatum", "1-7-2024;uitval;1-1-2025", "uitstroomdatum-na-kwartaal"),
        ("Uitstroomdatum;Uitstroom;Einddatum", "31-3-2024;uitval;1-1-2025", "uitstroomdatum-voor-kwartaal"),
        ("Uitstroomdatum;Uitstroom;Einddatum", "30-6-2024;banenafspraak;", "regulier-zonder-einddatum"),
        ("Uren", "1.012", "getal-dubbelzinnig"),
        ("Uren", "12:30", "uren-uit-tijd"),
        ("Voortgang geleverd", "16-7-2024", "voortgang-na-aanlevering"),
        ("Aanpassingen", "3", "aanpassingen-veel"),
        ("Einddatum", "45473", "datum-uit-getal"),
        ("Doelen", "n.v.t.", "leeg-gelezen"),
        ("Schoenmaat", "43", "kolom-extra"),
        ("Einddatm", "1-1-2025", "kolom-onbekend"),
        ("Toelichting", "rood\u{1b}[31m", "stuurtekens-verwijderd"),
    ] {
        let gelezen = map.rij(kolommen, rij);
        assert_eq!(kern(&gelezen).iter().map(|(c, _)| *c).collect::<Vec<_>>(), [code], "{kolommen} {rij}");
        assert_eq!(rapport(&gelezen).deelnemers.as_ref().unwrap().regels.len(), 1, "{kolommen} {rij}");
        assert_eq!(gelezen.oordeel, Bestandsoordeel::GoedMetOpmerkingen);
    }
}

#[test]
fn a_traject_that_is_there_twice_loses_both_rows() {
    let map = Map::new();
    let gelezen = map
        .lees("psw-2024-K2.csv", "Deelnemer;Gemeente;Startdatum\nA1;Venlo;1-2-2024\nB2;Venlo;1-2-2024\na1;Venray;2024-02-01\n");
    assert_eq!(
        kern(&gelezen),
        [("traject-dubbel", Some("A2")), ("traject-dubbel", Some("A4")), ("code-hoofdletters", Some("A4"))]
    );
    let deel = rapport(&gelezen).deelnemers.as_ref().unwrap();
    assert_eq!((deel.regels.len(), deel.niet_meegeteld), (1, 2));
    let tekst = &gelezen.bevindingen.iter().find(|b| b.code == "traject-dubbel").unwrap().tekst;
    assert!(tekst.contains("staat ook in cel A4"), "{tekst}");
}

#[test]
fn a_product_is_read_as_it_is_written_and_p1_says_collectief() {
    let map = Map::new();
    for (written, expected) in [
        ("mbo", Some("mbo")),
        ("HBO", Some("hbo")),
        ("P2 mbo", Some("mbo")),
        ("p2-hbo", Some("hbo")),
        ("P1", Some("P1")),
        ("Collectief", Some("P1")),
        ("", None),
    ] {
        let gelezen = map.rij("Product", written);
        assert_eq!(kern(&gelezen), [], "{written}");
        let regel = &rapport(&gelezen).deelnemers.as_ref().unwrap().regels[0];
        assert_eq!(regel.product.map(accountgesprek::domain::Productopgave::naam), expected, "{written}");
    }
    let gelezen = map.rij("Product", "P2");
    assert_eq!(gelezen.bevindingen.iter().filter(|b| b.code == "product-onbekend").count(), 1);
    assert!(gelezen.bevindingen.iter().any(|b| b.tekst.contains("mbo of hbo (ook P2 mbo, P2 hbo)")), "{:?}", gelezen.bevindingen);
}

#[test]
fn mbo_beside_hbo_are_two_lines_of_one_traject_and_nothing_else_is() {
    let map = Map::new();
    let kop = "Deelnemer;Gemeente;Startdatum;Product;Uren;Cijfer";
    let read = |rijen: &[&str]| map.lees("psw-2024-K2.csv", format!("{kop}\n{}\n", rijen.join("\n")));
    let gelezen = read(&["A;Venlo;1-2-2024;mbo;10;8", "B;Venlo;1-2-2024;;1;", "a;Venlo;1-2-2024;P2 hbo;2,5;8"]);
    assert_eq!(kern(&gelezen), [("code-hoofdletters", Some("A4"))]);
    assert_eq!(rapport(&gelezen).deelnemers.as_ref().unwrap().regels.len(), 3);
    for (rijen, said) in [
        (&["A;Venlo;1-2-2024;mbo;10;8", "A;Venlo;1-2-2024;mbo;2;8"][..], "cel A3, met hetzelfde Product (mbo)"),
        (&["A;Venlo;1-2-2024;mbo;10;8", "A;Venray;1-2-2024;hbo;2;"], "cel A3, en verschilt daar ook in Gemeente, Cijfer"),
        (&["A;Venlo;1-2-2024;mbo;10;8", "A;Venlo;1-2-2024;;2;8"], "cel A3. Verwacht: één rij per traject"),
        (&["A;Venlo;1-2-2024;P1;10;8", "A;Venlo;1-2-2024;mbo;2;8"], "cel A3. Verwacht: één rij per traject"),
        (&["A;Venlo;1-2-2024;;10;8", "A;Venlo;1-2-2024;;2;8"], "cel A3. Verwacht: één rij per traject"),
        (&["A;Venlo;1-2-2024;mbo;1;8", "A;Venlo;1-2-2024;hbo;2;8", "A;Venlo;1-2-2024;hbo;3;8"], "cel A3. Verwacht"),
        // What cannot be used may say anything.
        (&["A;Venlo;1-2-2024;mbo;1;8", "A;Venlo;1-2-2024;hbo;veel;8"], "cel A3. Verwacht"),
    ] {
        let gelezen = read(rijen);
        let dubbel: Vec<&str> =
            gelezen.bevindingen.iter().filter(|b| b.code == "traject-dubbel").map(|b| b.tekst.as_str()).collect();
        assert_eq!(dubbel.len(), rijen.len(), "{rijen:?}");
        assert!(dubbel[0].contains(said), "{rijen:?}: {}", dubbel[0]);
        let deel = rapport(&gelezen).deelnemers.as_ref().unwrap();
        assert_eq!((deel.regels.len(), deel.niet_meegeteld as usize), (0, rijen.len()), "{rijen:?}");
    }
}

#[test]
fn a_name_that_the_register_lacks_is_said_where_it_stands() {
    let map = Map::new();
    let rows = "Deelnemer;Gemeente;Startdatum\nA;Venlo;1-2-2024\n";
    let gelezen = map.lees("2024-K2.csv", format!("Aanbieder;Nieuwe Kans\n\n{rows}"));
    let bevinding = gelezen.bevindingen.iter().find(|b| b.code == "aanbieder-onbekend").unwrap();
    assert_eq!((bevinding.cel.as_deref(), bevinding.gevonden.as_str()), (Some("B1"), "Nieuwe Kans"));
    assert!(bevinding.tekst.starts_with("‘Nieuwe Kans’ staat niet in het register van aanbieders."), "{}", bevinding.tekst);
    assert!(!codes(&gelezen).iter().any(|(code, _)| *code == "voorblad-onleesbaar"), "one cause, one finding");
    let gelezen = map.lees("2024-K2.csv", format!("Kwartaalrapportage 2024-K2 Nieuwe Kans\n\n{rows}"));
    let bevinding = gelezen.bevindingen.iter().find(|b| b.code == "aanbieder-onbekend").unwrap();
    assert_eq!((bevinding.cel.as_deref(), bevinding.gevonden.as_str()), (Some("A1"), "Nieuwe Kans"));
    assert!(bevinding.tekst.starts_with("‘Nieuwe Kans’, uit de titel, staat niet in het register"), "{}", bevinding.tekst);
    // Who is named otherwise is it, and the name is doubted.
    let gelezen = map.lees("psw-2024-K2.csv", format!("Aanbieder;Nieuwe Kans\n\n{rows}"));
    assert_eq!((rapport(&gelezen).aanbieder, kern(&gelezen)), (PSW, vec![("voorblad-onleesbaar", Some("B1"))]));
}

#[test]
fn a_bsn_makes_the_file_unusable_and_is_repeated_nowhere() {
    let map = Map::new();
    for (kolommen, rij) in [("Toelichting", "bsn 123456782 bekend"), ("Schoenmaat", "123456782"), ("Uren", "123456782")] {
        let gelezen = map.rij(kolommen, rij);
        assert!(codes(&gelezen).contains(&("bsn-gevonden", Some("D2"))), "{kolommen}");
        assert_eq!((gelezen.oordeel, gelezen.inhoud.len()), (Bestandsoordeel::NietBruikbaar, 0));
        assert!(!format!("{gelezen:?}").contains("123456782"), "{gelezen:?}");
    }
    let tekst = "Deelnemer;Gemeente;Startdatum;Einddatum\n123456782;Venlo;1-2-2024;fout\n111222333;Venlo;1-2-2024;\n";
    let gelezen = map.lees("psw-2024-K2.csv", tekst);
    assert_eq!(gelezen.oordeel, Bestandsoordeel::NietBruikbaar);
    assert!(!format!("{gelezen:?}").contains("123456782"));
    // The way out: a keyed hash for every code.
    let pad = map.bestand("psw-2024-K2.csv", tekst);
    let gelezen = read_file(&pad, &Opties { pseudoniem: Some(b"sleutel"), ..map.opties() }, &mut ()).unwrap();
    assert_eq!(gelezen.oordeel, Bestandsoordeel::DeelsBruikbaar);
    assert!(rapport(&gelezen).deelnemers.as_ref().unwrap().regels[0].deelnemer.as_str().starts_with("P-"));
    assert!(!format!("{gelezen:?}").contains("111222333") && !format!("{gelezen:?}").contains("123456782"));
}

#[test]
fn aanbieder_and_kwartaal_come_from_all_sides_and_must_agree() {
    let map = Map::new();
    let met = |naam: &str, kop: &str| map.lees(naam, format!("{kop}Deelnemer;Gemeente;Startdatum\nA;Venlo;1-2-2024\n"));
    let codes_van = |g: &Gelezen| kern(g).iter().map(|(c, _)| (*c).to_owned()).collect::<Vec<_>>();
    let goed = met("x.csv", "Aanbieder;Rendiz Zorg B.V.\nKwartaal;K2 2024\n\n");
    assert_eq!(rapport(&goed).aanbieder, RENDIZ);
    assert_eq!(codes_van(&met("x.csv", "")), ["kwartaal-onbekend", "aanbieder-onbekend"]);
    assert_eq!(codes_van(&met("psw-2024-K2.csv", "Aanbieder;Rendiz\n")), ["aanbieder-tegenstrijdig"]);
    assert_eq!(codes_van(&met("psw-2024-K2.csv", "Kwartaal;2024-K3\n")), ["kwartaal-tegenstrijdig"]);
    let kolom = |a: &str, b: &str| {
        map.lees(
            "x.csv",
            format!(
                "Deelnemer;Gemeente;Startdatum;Aanbieder;Kwartaal\nA;Venlo;1-2-2024;{a};2024-K2\nB;Venlo;1-2-2024;{b};2024-K2\n"
            ),
        )
    };
    assert_eq!(rapport(&kolom("PSW", "psw")).kwartaal.to_string(), "2024-K2");
    let twee = kolom("PSW", "Qwyl");
    assert_eq!(codes_van(&twee), ["meerdere-aanbieders"]);
    assert_eq!(
        twee.bevindingen[0].tekst,
        "Het bestand bevat meer dan één aanbieder: PSW (rij 2), Qwyl (rij 3). Verwacht: één bestand per aanbieder. Een rapportage hoort bij één aanbieder."
    );
}

#[test]
fn the_other_kinds_are_recognised_by_their_columns() {
    let map = Map::new();
    let dekking = map.lees("overzicht 2024-K2.csv", "Gemeente;Aanbieder;Dekking;Tot\nVenlo;PSW;ja;\nVenlo;PSW;nee;31-12-2024\n");
    assert_eq!(dekking.soort, Some("dekkingsoverzicht"));
    assert!(matches!(&dekking.inhoud[0], Inhoud::Dekkingsoverzicht(d) if d.regels.len() == 2 && d.kwartaal.nummer() == 2));
    assert!(codes(&dekking).contains(&("dekking-tegenstrijdig", Some("C3"))));
    assert_eq!(codes(&dekking).iter().filter(|(c, _)| *c == "gemeente-zonder-rij").count(), 6);
    let uitvraag = map.lees("x.csv", "Gemeente;Aanbieder;Toelichting;KPI;Oordeel\nVenlo;Qwyl;\"prima,\nhoor\";KPI 2;Positief\n");
    assert!(matches!(&uitvraag.inhoud[0], Inhoud::Uitvraag { antwoorden, .. } if antwoorden[0].kpi == Some(2)), "{uitvraag:?}");
    let twice = map.lees(
        "u.csv",
        "Gemeente;Aanbieder;Toelichting\nVenlo;Qwyl;bus rijdt niet\nVenlo;Qwyl;bus  rijdt niet\nVenray;Qwyl;bus rijdt niet\n",
    );
    let said = twice.bevindingen.iter().find(|b| b.code == "antwoord-dubbel").unwrap();
    assert!(said.cel.as_deref() == Some("C3") && said.tekst.contains("gelijk aan rij 2"), "{said:?}");
    assert_eq!(twice.bevindingen.iter().filter(|b| b.code == "antwoord-dubbel").count(), 1);
    let cvs = map.lees(
        "cvs venlo 2024-K2.csv",
        "Deelnemer;Aanbieder;Startdatum;Begintrede\nA1;PSW;1-2-2024;2\nA1;PSW;1-2-2024;3\nA2;PSW;1-2-2024;3\n",
    );
    assert!(
        matches!(&cvs.inhoud[0], Inhoud::CvsExport(c) if c.gemeente == Gemeente::Venlo && c.regels.len() == 1 && c.niet_meegeteld == 2)
    );
    let tevreden = map.lees("qwyl-2024-K2-tevredenheid.csv", "Niveau;Cijfer;Ondernemer\nondernemer;8,5;W1\nburger;7;\n");
    assert_eq!(codes(&tevreden), [("niveau-onbekend", Some("A3"))]);
    let samen = map.lees("qwyl-2024-K2-samenwerking.csv", "Voortgang;Eigen aandeel;Ontwikkelpunten\ngoed;;\n");
    assert_eq!((samen.oordeel, rapport(&samen).deelnemers.is_some()), (Bestandsoordeel::Goed, false));
}

#[test]
fn a_mapping_of_the_user_is_used_for_its_aanbieder_only() {
    let map = Map::new();
    let tekst = "Deelnemer;Gemeente;Startdatum;Eindstreep\nA1;Venlo;1-2-2024;1-2-2025\n";
    let koppelingen = [Kolomkoppeling {
        aanbieder: Some(PSW),
        blad: Bladsoort::Deelnemers,
        kop: "eind-streep".into(),
        kolom: "Einddatum".into(),
    }];
    for (naam, verwacht) in [("psw-2024-K2.csv", true), ("qwyl-2024-K2.csv", false)] {
        let pad = map.bestand(naam, tekst);
        let gelezen = read_file(&pad, &Opties { koppelingen: &koppelingen, ..map.opties() }, &mut ()).unwrap();
        assert_eq!(rapport(&gelezen).deelnemers.as_ref().unwrap().regels[0].einddatum.is_some(), verwacht);
    }
    let typfout = map.lees("psw-2024-K2.csv", "Deelnemer;Gemeente;Start datm\nA1;Venlo;1-2-2024\n");
    assert_eq!(typfout.oordeel, Bestandsoordeel::NietBruikbaar);
    assert_eq!((typfout.voorstellen[0].cel.as_str(), typfout.voorstellen[0].kolom), ("C1", "Startdatum"));
    let tekst = &typfout.bevindingen.iter().find(|b| b.code == "verplichte-kolom-ontbreekt").unwrap().tekst;
    assert!(tekst.starts_with("De kolom Startdatum ontbreekt; cel C1 ‘Start datm’ lijkt erop."), "{tekst}");
}

#[test]
fn what_is_no_report_gets_a_sentence_and_no_content() {
    let map = Map::new();
    for (naam, inhoud, code) in [
        ("leeg.csv", &b""[..], "bestand-leeg"),
        ("wit.csv", b" \r\n\t", "bestand-leeg"),
        ("brief.xlsx", b"%PDF-1.7", "geen-werkmap"),
        ("foto.xlsx", b"\x89PNG\r\n\x1a\n", "geen-werkmap"),
        ("kapot.xlsx", b"PK\x03\x04rest", "werkmap-beschadigd"),
        ("binair.csv", b"\x00\x01\x02\x03a;b", "geen-werkmap"),
        ("lijst.csv", b"naam;prijs\nx;1\n", "kop-niet-gevonden"),
        ("web.xls", b"<html><table></table></html>", "geen-werkmap"),
    ] {
        let gelezen = map.lees(naam, inhoud);
        assert_eq!(codes(&gelezen).iter().map(|(c, _)| *c).collect::<Vec<_>>(), [code], "{naam}");
        assert_eq!((gelezen.oordeel, gelezen.inhoud.len()), (Bestandsoordeel::NietBruikbaar, 0), "{naam}");
    }
    let map_zelf = map.lees_pad(map.folder.path());
    assert_eq!(codes(&map_zelf), [("geen-gewoon-bestand", None)]);
    assert!(matches!(read_file(&map.folder.path().join("weg.csv"), &map.opties(), &mut ()), Err(Leesfout::NietLeesbaar { .. })));
}

#[test]
fn a_reading_can_be_cancelled() {
    struct Stop;
    impl accountgesprek::importing::Voortgang for Stop {
        fn meld(&mut self, _rijen: u64) -> bool {
            false
        }
    }
    let map = Map::new();
    let pad = map.bestand("psw-2024-K2.csv", ALLES);
    assert!(matches!(read_file(&pad, &map.opties(), &mut Stop), Err(Leesfout::Afgebroken { .. })));
}

/// The workbook of a gemeente, with these rows: Gemeente, Aanbieder, Toelichting.
fn werkmap_van(gemeente: &str, rijen: &[[&str; 3]]) -> Vec<u8> {
    let mut boek = Workbook::new();
    let voorblad = boek.add_worksheet().set_name("Voorblad").unwrap();
    for (r, (label, waarde)) in (0..).zip([("Gemeente", gemeente), ("Kwartaal", "2024-K2")]) {
        voorblad.write(r, 0, label).unwrap().write(r, 1, waarde).unwrap();
    }
    let blad = boek.add_worksheet().set_name("Uitvraag").unwrap();
    for (r, rij) in (0..).zip([["Gemeente", "Aanbieder", "Toelichting"]].iter().chain(rijen)) {
        for (k, cel) in (0..).zip(rij).filter(|(_, cel)| !cel.is_empty()) {
            blad.write(r, k, *cel).unwrap();
        }
    }
    boek.save_to_buffer().unwrap()
}

#[test]
fn the_workbook_of_one_gemeente_answers_for_no_other_and_may_come_back_empty() {
    let map = Map::new();
    let leeg = ["Venlo", "PSW", ""];
    for (rijen, bevindingen, antwoorden, leeg_van) in [
        (&[leeg, ["Venlo", "Rendiz", "Niets te melden"]][..], vec![], 1, None),
        (&[["Venlo", "PSW", "goed"], ["Venray", "PSW", "slecht"]], vec![("andere-gemeente", Some("A3"))], 1, None),
        (&[["Venray", "PSW", "slecht"]], vec![("andere-gemeente", Some("A2"))], 0, None),
        (&[leeg, leeg], vec![("uitvraag-leeg", Some("rij 1"))], 0, Some(Gemeente::Venlo)),
        (&[], vec![("uitvraag-leeg", Some("rij 1"))], 0, Some(Gemeente::Venlo)),
    ] {
        let gelezen = map.lees("uitvraag.xlsx", werkmap_van("Venlo", rijen));
        assert_eq!(codes(&gelezen), bevindingen, "{rijen:?}");
        let [Inhoud::Uitvraag { antwoorden: a, leeg, .. }] = gelezen.inhoud.as_slice() else { panic!("{gelezen:?}") };
        assert_eq!((a.len(), *leeg), (antwoorden, leeg_van), "{rijen:?}");
    }
    let anders = map.lees("uitvraag.xlsx", werkmap_van("Venlo", &[["Venray", "PSW", "slecht"]]));
    assert_eq!(
        anders.bevindingen[0].tekst,
        "De rij gaat over Venray, terwijl de werkmap van Venlo is. Verwacht: in deze werkmap alleen antwoorden van Venlo; die van Venray in hun eigen werkmap. De rij telt niet mee."
    );
    // A list of several gemeenten is of nobody in particular.
    let lijst = map.lees("uitvraag 2024-K2.csv", "Gemeente;Aanbieder;Toelichting\nVenlo;PSW;goed\nVenray;PSW;slecht\n");
    assert_eq!(codes(&lijst), []);
}

mod sjablonen {
    use accountgesprek::reports::{Sjabloon, Vooraf, sjabloon};

    use super::*;

    #[test]
    fn every_empty_template_reads_back_as_its_kind_with_nothing_wrong_but_what_is_empty() {
        let map = Map::new();
        let aanbieders = vec!["PSW".to_owned(), "Rendiz".to_owned(), "Qwyl".to_owned()];
        let vooraf = Vooraf {
            register: aanbieders.clone(),
            aanbieders,
            kwartaal: Kwartaal::new(2024, 2),
            gemeente: Some(Gemeente::Venray),
            ..Vooraf::default()
        };
        for (soort, naam, codes_verwacht) in [
            (Sjabloon::Kwartaalrapportage, "kwartaalrapportage", vec!["geen-rijen"; 3]),
            (Sjabloon::Dekkingsoverzicht, "dekkingsoverzicht", vec!["verplicht-veld-leeg"; 21]),
            (Sjabloon::Uitvraag, "uitvraag", vec!["uitvraag-leeg"]),
            (Sjabloon::Cvs, "cvs", vec!["geen-rijen"]),
        ] {
            // Whose report it is, is for the sender to say.
            let van = if soort == Sjabloon::Kwartaalrapportage { "qwyl-" } else { "" };
            let gelezen = map.lees(&format!("{van}sjabloon.xlsx"), sjabloon(soort, &vooraf).unwrap());
            assert_eq!(codes(&gelezen).iter().map(|(c, _)| *c).collect::<Vec<_>>(), codes_verwacht, "{:#?}", gelezen.bevindingen);
            assert_eq!((gelezen.soort, gelezen.kwartaal), (Some(naam), Kwartaal::new(2024, 2)));
            assert_eq!(gelezen.inhoud.len(), 1, "{naam}");
        }
    }
}

#[test]
fn a_report_is_held_against_the_one_before_and_against_the_overview() {
    let map = Map::new();
    let kop = "Deelnemer;Gemeente;Startdatum;Einddatum;Begintrede;Uitstroomdatum;Uitstroom;Uren\n";
    let vorig = map.lees(
        "psw-2024-K1.csv",
        format!("{kop}blijft;Venlo;1-1-2024;;2;;;10\nweg;Venlo;1-1-2024;;;;;\nklaar;Venlo;1-1-2024;1-6-2024;;1-3-2024;regulier;\nverbeterd;Venlo;1-1-2024;;;;;\nKAPITAAL;Venlo;1-1-2024;;;;;\nKapot;Venlo;1-1-2024;;;;;\n"),
    );
    let nieuw = map.lees(
        "psw-2024-K2.csv",
        format!("{kop}blijft;Venray;1-1-2024;;3;;;40\nklaar;Venlo;1-1-2024;1-6-2024;;;;\nverbeterd;Venlo;8-1-2024;;;;;\nkapitaal;Venlo;1-1-2024;;;;;\nkapot;Venlo;voorjaar;;;;;\n"),
    );
    let dekking = map.lees("dekking 2024-K2.csv", "Gemeente;Aanbieder;Dekking;Tot\nVenlo;PSW;ja;\nVenray;PSW;ja;1-6-2024\n");
    let Inhoud::Dekkingsoverzicht(overzicht) = &dekking.inhoud[0] else { panic!() };
    let mut nieuw = nieuw;
    let eigen = nieuw.bevindingen.len();
    nieuw.add_cross_checks(Some(rapport(&vorig)), Some(overzicht), &std::collections::HashSet::new());
    let bevindingen = &nieuw.bevindingen[eigen..];
    let plaatsen: Vec<_> = bevindingen.iter().map(|b| (b.code.as_str(), b.cel.as_deref(), b.deelnemer.as_deref())).collect();
    assert_eq!(
        plaatsen,
        [
            ("traject-verdwenen", None, Some("weg")),
            ("gemeente-gewijzigd", Some("B2"), Some("blijft")),
            ("gemeente-niet-gedekt", Some("B2"), None),
            ("begintrede-gewijzigd", Some("E2"), Some("blijft")),
            ("uren-sprong", Some("H2"), Some("blijft")),
            ("traject-terug", Some("F3"), Some("klaar")),
        ]
    );
    assert_eq!(
        bevindingen[2].tekst,
        "In Venray loopt 1 traject, terwijl het dekkingsoverzicht voor deze aanbieder geen dekking geeft. Verwacht: dekking ja in het dekkingsoverzicht, of een andere gemeente."
    );
}

/// The findings with the cell, whether they say that the row does not count, and whether that it does something.
fn effects(gelezen: &Gelezen) -> Vec<(&str, Option<&str>, bool, bool)> {
    let tells = |tekst: &str| ["Telt", "telt", "tellen als", "Gelezen als hetzelfde"].iter().any(|w| tekst.contains(w));
    let alle = gelezen.bevindingen.iter().filter(|b| b.code != "kolom-ontbreekt");
    alle.map(|b| (b.code.as_str(), b.cel.as_deref(), b.tekst.contains("niet mee"), tells(&b.tekst))).collect()
}

/// A cell that was read as empty, a code that was cut short, a hidden row: none of it counts when the row does not.
#[test]
fn what_a_cell_does_to_a_figure_is_not_said_of_a_row_that_does_not_count() {
    let map = Map::new();
    let kop = "Deelnemer;Gemeente;Startdatum;Einddatum;Cijfer\n";
    for (rijen, expected) in [
        ("A;Venlo;1-2-2024;onbekend;8\n", vec![("leeg-gelezen", Some("D2"), false, true)]),
        (
            "A;Venlo;1-2-2024;onbekend;11\n",
            vec![("leeg-gelezen", Some("D2"), false, false), ("cijfer-buiten-bereik", Some("E2"), true, true)],
        ),
        ("1,2E+11;Venlo;1-2-2024;;8\n", vec![("code-verworden", Some("A2"), false, true)]),
        (
            "1,2E+11;Venlo;1-2-2024;;8\n1,2E+11;Venlo;1-2-2024;;7\n",
            vec![
                ("code-verworden", Some("A2"), false, false),
                ("traject-dubbel", Some("A2"), true, false),
                ("code-verworden", Some("A3"), false, false),
                ("traject-dubbel", Some("A3"), true, false),
            ],
        ),
    ] {
        let gelezen = map.lees("psw-2024-K2-deelnemers.csv", format!("{kop}{rijen}"));
        assert_eq!(effects(&gelezen), expected, "{rijen} {:#?}", gelezen.bevindingen);
    }
    // The text of an answer is a formula that was never worked out.
    let mut boek = Workbook::new();
    let blad = boek.add_worksheet().set_name("Uitvraag").unwrap();
    for (k, (kop, waarde)) in (0..).zip([("Gemeente", "Venlo"), ("Aanbieder", "PSW"), ("Kwartaal", "2024-K2")]) {
        blad.write(0, k, kop).unwrap().write(1, k, waarde).unwrap();
    }
    blad.write(0, 3, "Toelichting").unwrap().write_formula(1, 3, Formula::new("=NA()").set_result("#N/A")).unwrap();
    let gelezen = map.lees("uitvraag 2024-K2.xlsx", boek.save_to_buffer().unwrap());
    let teksten: Vec<&str> = gelezen.bevindingen.iter().map(|b| b.tekst.as_str()).collect();
    assert_eq!(
        teksten,
        [
            "Toelichting is een formule zonder bruikbare uitkomst, gelezen als leeg.",
            "Toelichting is leeg. Verwacht: Toelichting ingevuld. De rij telt niet mee."
        ]
    );
}

#[test]
fn what_is_still_to_come_is_no_answer_and_what_says_nothing_is_empty() {
    let map = Map::new();
    for woord in ["volgt", "Volgt nog", "nog niet", "n.t.b.", "nader te bepalen", "nog te bepalen"] {
        let csv = format!("Deelnemer;Gemeente;Startdatum;Einddatum\nA;Venlo;1-2-2024;{woord}\n");
        let gelezen = map.lees("psw-2024-K2-deelnemers.csv", csv);
        assert_eq!(kern(&gelezen), [("datum-onleesbaar", Some("D2"))], "{woord}");
        assert!(gelezen.bevindingen.iter().any(|b| b.tekst.starts_with(&format!("Einddatum ‘{woord}’ is geen datum."))));
    }
    let leeg = map.lees("psw-2024-K2-deelnemers.csv", "Deelnemer;Gemeente;Startdatum\nA;n.v.t.;1-2-2024\n");
    let tekst = &leeg.bevindingen.iter().find(|b| b.code == "verplicht-veld-leeg").unwrap().tekst;
    assert_eq!(tekst, "Gemeente is leeg: er staat ‘n.v.t.’. Verwacht: Gemeente ingevuld. De rij telt niet mee.");
}

#[test]
fn only_hours_of_two_whole_kwartalen_jump_and_only_a_rise_may_be_adding_up() {
    let map = Map::new();
    let csv = |rijen: &str| format!("Deelnemer;Gemeente;Startdatum;Uren\n{rijen}");
    let vorig = map.lees("psw-2024-K1.csv", csv("meer;Venlo;1-1-2024;10\nminder;Venlo;1-1-2024;160\nhalf;Venlo;2-1-2024;10\n"));
    let mut nieuw =
        map.lees("psw-2024-K2.csv", csv("meer;Venlo;1-1-2024;40,50\nminder;Venlo;1-1-2024;0\nhalf;Venlo;2-1-2024;40\n"));
    nieuw.add_cross_checks(Some(rapport(&vorig)), None, &std::collections::HashSet::new());
    let teksten: Vec<&str> = nieuw.bevindingen.iter().filter(|b| b.code == "uren-sprong").map(|b| b.tekst.as_str()).collect();
    assert_eq!(
        teksten,
        [
            "Uren 40,5 waren in het vorige kwartaal 10; zijn ze bij die van eerder opgeteld? Verwacht: de uren die in dit kwartaal zijn geleverd.",
            "Uren 0 waren in het vorige kwartaal 160. Verwacht: de uren die in dit kwartaal zijn geleverd."
        ]
    );
}

/// A file that another program wrote, kept small.
fn corpus(naam: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import").join(naam)
}

/// The rows without where they stood.
fn regels(gelezen: &Gelezen) -> Vec<accountgesprek::domain::Trajectregel> {
    let deel = rapport(gelezen).deelnemers.as_ref().unwrap();
    deel.regels.iter().cloned().map(|r| accountgesprek::domain::Trajectregel { rij: 0, ..r }).collect()
}

/// Written by openpyxl (schoon, gemangeld, epoche1904) and by LibreOffice 7.4 (all others, from those).
#[test]
fn files_of_several_programs_say_the_same_as_their_clean_twin() {
    let map = Map::new();
    let schoon = map.lees_pad(&corpus("schoon.xlsx"));
    assert_eq!(codes(&schoon), []);
    let verwacht = regels(&schoon);
    assert_eq!(verwacht.len(), 3);
    assert_eq!(verwacht[2].startdatum.to_string(), "2024-04-02");
    for naam in [
        "gemangeld.xlsx",
        "epoche1904.xlsx",
        "schoon.xls",
        "schoon.ods",
        "gemangeld.xls",
        "gemangeld.ods",
        "gemangeld-libreoffice.xlsx",
    ] {
        let gelezen = map.lees_pad(&corpus(naam));
        assert_eq!(regels(&gelezen), verwacht, "{naam}: {:#?}", gelezen.bevindingen);
        assert_eq!(codes(&gelezen), [], "{naam}");
        assert_eq!(rapport(&gelezen).aangeleverd.unwrap().to_string(), "2024-07-10", "{naam}");
        assert!(rapport(&gelezen).tevredenheid.as_ref().unwrap().regels.len() == 2, "{naam}");
    }
    for naam in ["procent.xlsx", "procent.xls", "procent.ods"] {
        let gelezen = map.lees_pad(&corpus(naam));
        assert_eq!(codes(&gelezen), [("percentage-in-cijfer", Some("T2")), ("percentage-in-cijfer", Some("T3"))], "{naam}");
    }
    let formule = map.lees_pad(&corpus("formule.xlsx"));
    assert_eq!(codes(&formule), [("formule-zonder-waarde", Some("R2")), ("formule-zonder-waarde", Some("R3"))]);
    let totaal = map.lees_pad(&corpus("totaal.xlsx"));
    assert_eq!(
        codes(&totaal),
        [("verborgen-kolom", Some("R1")), ("verborgen-rij", Some("rij 2")), ("totaalrij-overgeslagen", Some("A5"))]
    );
    assert_eq!(regels(&totaal), verwacht);
}

/// Returns the clean workbook with one part of the archive replaced.
fn met_deel(deel: &str, inhoud: &[u8]) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let bron = std::fs::read(corpus("gemangeld-libreoffice.xlsx")).unwrap();
    let mut oud = zip::ZipArchive::new(Cursor::new(bron)).unwrap();
    let mut nieuw = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..oud.len() {
        let mut item = oud.by_index(i).unwrap();
        let naam = item.name().unwrap().into_owned();
        nieuw.start_file(naam.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        if naam == deel {
            nieuw.write_all(inhoud).unwrap();
        } else {
            let mut bytes = Vec::new();
            item.read_to_end(&mut bytes).unwrap();
            nieuw.write_all(&bytes).unwrap();
        }
    }
    nieuw.finish().unwrap().into_inner()
}

#[test]
fn hostile_workbooks_are_refused_with_one_sentence() {
    let map = Map::new();
    let kop = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#;
    let lang = format!(r#"{kop}<row r="1"><c r="A1" t="inlineStr"><is><t>{}"#, "A".repeat(4_000_000));
    let strings = format!("<sst>{}</sst>", "<si><t>a</t></si>".repeat(2_100_000));
    for (naam, bytes, code) in [
        ("een cel zonder einde", met_deel("xl/worksheets/sheet2.xml", lang.as_bytes()), "bestand-te-groot"),
        ("te veel teksten", met_deel("xl/sharedStrings.xml", strings.as_bytes()), "bestand-te-groot"),
        ("geen xml", met_deel("xl/worksheets/sheet2.xml", b"niets"), "werkmap-beschadigd"),
        ("leeg werkboek", met_deel("xl/workbook.xml", b""), "werkmap-beschadigd"),
    ] {
        let gelezen = map.lees("psw-2024-K2.xlsx", bytes);
        assert_eq!(codes(&gelezen), [(code, None)], "{naam}");
    }
    let heel = std::fs::read(corpus("schoon.xlsx")).unwrap();
    let afgekapt = map.lees("psw-2024-K2.xlsx", &heel[..heel.len() / 2]);
    assert_eq!(codes(&afgekapt), [("werkmap-beschadigd", None)]);
    // Far corners cost nothing when rows are streamed.
    let mut boek = Workbook::new();
    boek.add_worksheet().write_string(0, 0, "x").unwrap().write_string(1_048_575, 16_383, "y").unwrap();
    let hoek = map.lees("psw-2024-K2.xlsx", boek.save_to_buffer().unwrap());
    assert_eq!(codes(&hoek), [("kop-niet-gevonden", None)]);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]

    /// Whatever happens to the bytes of a file, it is read or refused, and nothing panics.
    #[test]
    fn a_damaged_file_is_read_or_refused(
        welke in 0_usize..6,
        wijzigingen in proptest::collection::vec((proptest::prelude::any::<u16>(), proptest::prelude::any::<u8>()), 1..12),
        knip in proptest::option::of(0.0_f64..1.0),
    ) {
        let (ladder, register) = (Participatieladder::default(), register());
        let naam = ["schoon.xlsx", "schoon.xls", "schoon.ods", "gemangeld.xls", "gemangeld-libreoffice.xlsx", "schoon.csv"][welke];
        let mut bytes = if welke == 5 { ALLES.as_bytes().to_vec() } else { std::fs::read(corpus(naam)).unwrap() };
        for (plek, waarde) in wijzigingen {
            let plek = usize::from(plek) % bytes.len();
            bytes[plek] = waarde;
        }
        if let Some(deel) = knip {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a part of a small length")]
            bytes.truncate((bytes.len() as f64 * deel) as usize + 1);
        }
        let gelezen = accountgesprek::importing::read_bytes(naam, &bytes, &Opties::new(&ladder, &register), &mut ()).unwrap();
        proptest::prop_assert_eq!(gelezen.oordeel == Bestandsoordeel::NietBruikbaar, gelezen.inhoud.is_empty());
    }
}

#[test]
fn totals_blank_rows_and_repeated_headers_are_no_rows() {
    let map = Map::new();
    let kop = "Deelnemer;Gemeente;Startdatum;Uren";
    let gelezen = map.lees(
        "psw-2024-K2.csv",
        format!("{kop}\nA1;Venlo;1-2-2024;8\nSubtotaal Venlo;;;8\n{kop}\n;;;\nA2;Venray;1-2-2024;8,5\nTotaal;;;16,5\n"),
    );
    assert_eq!(kern(&gelezen), [("totaalrij-overgeslagen", Some("A3")), ("totaalrij-overgeslagen", Some("A7"))]);
    assert_eq!(regels(&gelezen).len(), 2);
    // Numbers only: a total at the very bottom, a row without its code anywhere else.
    let onderaan = map.lees("psw-2024-K2.csv", format!("{kop}\nA1;Venlo;1-2-2024;8\n;;;8\n"));
    assert_eq!(kern(&onderaan), [("totaalrij-overgeslagen", Some("D3"))]);
    let ertussen = map.lees("psw-2024-K2.csv", format!("{kop}\n;;;8\nA1;Venlo;1-2-2024;8\n"));
    assert_eq!(kern(&ertussen).iter().map(|(c, _)| *c).collect::<Vec<_>>(), ["rij-zonder-deelnemer"]);
    // A count of the rows in the place of a code, and the words people write before a total.
    for onderaan in ["2;;;", "Gem. uren;;;8", "Som van uren;;;16", "2 deelnemers;;;", "Σ;;;16", "Total;;;16", ";Venlo totaal;;16"]
    {
        let gelezen = map.lees("psw-2024-K2.csv", format!("{kop}\nA1;Venlo;1-2-2024;8\nA2;Venlo;1-2-2024;8\n{onderaan}\n"));
        assert_eq!(kern(&gelezen).iter().map(|(c, _)| *c).collect::<Vec<_>>(), ["totaalrij-overgeslagen"], "{onderaan}");
        assert_eq!(regels(&gelezen).len(), 2, "{onderaan}");
    }
    let gemiddelde = map.lees("psw-2024-K2-tevredenheid.csv", "Niveau;Cijfer\nondernemer;8\nondernemer;7\n;7,5\n");
    assert_eq!(codes(&gemiddelde), [("totaalrij-overgeslagen", Some("B4"))]);
}

#[test]
fn lines_of_text_between_and_below_the_rows_are_no_rows_and_are_said() {
    let map = Map::new();
    let kop = "Deelnemer;Gemeente;Startdatum;Uren;Toelichting";
    for regel in
        ["Bron: administratie", "Opgesteld door J. de Vries", "* voorlopig", "---", ";;;;Getekend te Venlo", "Groep ochtend"]
    {
        let gelezen = map.lees("psw-2024-K2.csv", format!("{kop}\nA1;Venlo;1-2-2024;8;\n{regel}\nA2;Venlo;1-2-2024;8;\n"));
        assert_eq!(kern(&gelezen).iter().map(|(c, _)| *c).collect::<Vec<_>>(), ["losse-regel"], "{regel}");
        assert_eq!(regels(&gelezen).len(), 2, "{regel}");
    }
    // A row that was not finished is no line of text.
    for rij in ["A2;;;;", "B 17;Venlo;;;", ";Venlo;;;", "Bron: x;Venlo;;;", "n.v.t.;Venlo;1-2-2024;8;"] {
        let gelezen = map.lees("psw-2024-K2.csv", format!("{kop}\nA1;Venlo;1-2-2024;8;\n{rij}\n"));
        assert!(kern(&gelezen).iter().all(|(c, _)| *c == "verplicht-veld-leeg"), "{rij} {:?}", kern(&gelezen));
        assert_eq!(rapport(&gelezen).rijen_niet_meegeteld(), 1, "{rij}");
    }
    // A word that could begin a label does not make a total of a row that holds more.
    for rij in ["A2;n.v.t.;1-2-2024;8;", "A2;;1-2-2024;8;Gemiddeld twee keer per week", "12;;;8;n", "A2;N. Venlo;1-2-2024;8;"] {
        let gelezen = map.lees("psw-2024-K2.csv", format!("{kop}\nA1;Venlo;1-2-2024;8;\n{rij}\n"));
        assert_eq!(gelezen.oordeel, Bestandsoordeel::DeelsBruikbaar, "{rij} {:?}", kern(&gelezen));
    }
    // Filled down too far: nothing was said of anybody.
    let kop = "Deelnemer;Gemeente;Groep;Startdatum;Doelen;In beeld";
    let gelezen = map.lees("psw-2024-K2.csv", format!("{kop}\nA1;Venlo;G1;1-2-2024;ja;ja\n;;G1;;nee;nee\n;;;;nee;0\n;;;;ja;\n"));
    let verwacht =
        [("rij-zonder-gegevens", Some("rij 3")), ("rij-zonder-gegevens", Some("rij 4")), ("rij-zonder-deelnemer", Some("A5"))];
    assert_eq!(kern(&gelezen), verwacht);
}

#[test]
fn an_absent_column_of_the_outcome_is_one_finding_and_loses_no_row() {
    let map = Map::new();
    for (kolommen, rij, weg) in [("Uitstroom", "uitval", "Uitstroomdatum"), ("Uitstroomdatum", "1-5-2024", "Uitstroom")] {
        let gelezen = map.rij(kolommen, rij);
        assert_eq!(regels(&gelezen).len(), 1, "{kolommen}");
        assert!(gelezen.bevindingen.iter().any(|b| b.tekst.starts_with(&format!("De kolom {weg} ontbreekt"))));
        assert!(gelezen.bevindingen.iter().all(|b| b.code == "kolom-ontbreekt"), "{:?}", codes(&gelezen));
    }
}

#[test]
fn a_bsn_is_found_in_rows_that_are_left_out_too() {
    let map = Map::new();
    let kop = "Deelnemer;Gemeente;Groep;Startdatum;Doelen";
    for rij in
        ["123456782 Jan;;;;", "Totaal;;123456782;;", ";;123456782;;nee", "VOORBEELD;Venlo;123456782;1-2-2024;ja", ";;;;123456782"]
    {
        let gelezen = map.lees("psw-2024-K2.csv", format!("{kop}\nA1;Venlo;G;1-2-2024;ja\n{rij}\n"));
        assert_eq!(gelezen.oordeel, Bestandsoordeel::NietBruikbaar, "{rij} {:?}", kern(&gelezen));
        assert!(gelezen.bevindingen.iter().all(|b| !b.tekst.contains("123456782")), "{rij}");
    }
    // Numbers only are a total until another row follows; the cell is still said once.
    let gelezen = map.lees("psw-2024-K2.csv", format!("{kop}\n;;;;123456782\nA1;Venlo;G;1-2-2024;ja\n"));
    assert_eq!(codes(&gelezen).iter().filter(|v| **v == ("bsn-gevonden", Some("E2"))).count(), 1);
}

#[test]
fn what_cannot_be_read_below_or_beside_the_table_is_said() {
    let map = Map::new();
    let kop = "Deelnemer;Gemeente;Startdatum;Toelichting";
    let tweede =
        map.lees("psw-2024-K2.csv", format!("{kop}\nA1;Venlo;1-2-2024;\nGemeente;Deelnemer;Startdatum;\nVenlo;A2;1-2-2024;\n"));
    assert_eq!(kern(&tweede), [("tweede-kop", Some("rij 3"))]);
    let buiten = map.lees("psw-2024-K2.csv", format!("{kop}\nA1;Venlo;1-2-2024;Gaat goed;en verder ook\n"));
    assert_eq!(kern(&buiten), [("waarde-buiten-tabel", Some("E2"))]);
    let teken = map.rij("Doelen", "👍");
    assert_eq!(kern(&teken), [("janee-onleesbaar", Some("D2"))]);
}

#[test]
fn a_sheet_with_people_is_not_passed_over_and_a_summary_is() {
    let map = Map::new();
    let boek = |tweede: &str, koppen: &[&str], rij: &[&str]| {
        let mut werkmap = Workbook::new();
        for (naam, koppen, rij) in [
            (
                "Deelnemers",
                &["Deelnemer", "Gemeente", "Startdatum", "Doelen", "In beeld", "Groep"][..],
                &["A1", "Venlo", "1-2-2024"][..],
            ),
            (tweede, koppen, rij),
        ] {
            let blad = werkmap.add_worksheet().set_name(naam).unwrap();
            for (r, cellen) in [koppen, rij].into_iter().enumerate() {
                for (k, cel) in (0..).zip(cellen) {
                    blad.write(u32::try_from(r).unwrap(), k, *cel).unwrap();
                }
            }
        }
        let pad = map.folder.path().join("psw-2024-K2.xlsx");
        werkmap.save(&pad).unwrap();
        map.lees_pad(&pad)
    };
    let mensen = boek("Uitgestroomd", &["Deelnemer", "Startdatum", "Doelen", "In beeld", "Groep"], &["A2", "1-2-2024", "ja"]);
    assert_eq!(mensen.oordeel, Bestandsoordeel::NietBruikbaar);
    assert!(kern(&mensen).iter().any(|(c, _)| *c == "verplichte-kolom-ontbreekt"), "{:?}", kern(&mensen));
    let samenvatting = boek("Deelnemers per gemeente", &["Gemeente", "Aantal"], &["Venlo", "12"]);
    assert_eq!(regels(&samenvatting).len(), 1);
    assert!(kern(&samenvatting).contains(&("blad-overgeslagen", None)), "{:?}", kern(&samenvatting));
}

#[test]
fn rows_on_two_sheets_of_one_kind_are_never_left_out_in_silence() {
    let map = Map::new();
    let boek = |bladen: &[(&str, &[&str])]| {
        let mut werkmap = Workbook::new();
        for (naam, codes) in bladen {
            let blad = werkmap.add_worksheet().set_name(*naam).unwrap();
            for (k, kop) in (0..).zip(["Deelnemer", "Gemeente", "Startdatum"]) {
                blad.write(0, k, kop).unwrap();
            }
            for (r, code) in (1..).zip(*codes) {
                blad.write(r, 0, *code).unwrap().write(r, 1, "Venlo").unwrap().write(r, 2, "1-2-2024").unwrap();
            }
        }
        let pad = map.folder.path().join("psw-2024-K2.xlsx");
        werkmap.save(&pad).unwrap();
        map.lees_pad(&pad)
    };
    let dubbel = boek(&[("Deelnemers", &["A1"]), ("Deelnemers (vervolg)", &["A2"])]);
    assert_eq!(dubbel.oordeel, Bestandsoordeel::NietBruikbaar);
    assert!(dubbel.bevindingen[0].tekst.contains("Deelnemers, Deelnemers (vervolg)"), "{}", dubbel.bevindingen[0].tekst);
    // An empty sheet of the template beside the one that was filled in.
    let leeg = boek(&[("Deelnemers", &[]), ("Blad1", &["A1", "A2"])]);
    assert_eq!(regels(&leeg).len(), 2);
    assert_eq!(kern(&leeg), [("blad-zonder-rijen", None)]);
}

#[test]
fn samenwerking_may_be_a_form() {
    let map = Map::new();
    let verwacht = ["Loopt goed.", "Twee keer overlegd.", "Sneller terugmelden.\nElke maand."];
    for tekst in [
        "Onderdeel;Antwoord\nVoortgang;Loopt goed.\nEigen aandeel:;Twee keer overlegd.\nOntwikkelpunten;Sneller terugmelden.\n;Elke maand.\n",
        "Samenwerking\nVoortgang\nLoopt goed.\nEigen aandeel\nTwee keer overlegd.\nOntwikkelpunten\nSneller terugmelden.\nElke maand.\n",
        "Voortgang;Eigen aandeel;Ontwikkelpunten\nLoopt goed.;Twee keer overlegd.;\"Sneller terugmelden.\nElke maand.\"\n",
    ] {
        let gelezen = map.lees("psw-2024-K2-samenwerking.csv", tekst);
        let deel = rapport(&gelezen).samenwerking.clone().unwrap();
        let velden = [deel.voortgang, deel.eigen_aandeel, deel.ontwikkelpunten].map(Option::unwrap_or_default);
        assert_eq!(velden.each_ref().map(|v| &**v), verwacht, "{tekst}");
    }
}

#[test]
fn what_stands_in_a_title_places_the_file_when_nothing_else_does() {
    let map = Map::new();
    let tabel = "Deelnemer;Gemeente;Startdatum\nA1;Venlo;1-2-2024\n";
    let gelezen = map.lees("map1.csv", format!("Kwartaalrapportage Rendiz over het tweede kwartaal van 2024\n\n{tabel}"));
    let rapport = rapport(&gelezen);
    assert_eq!((rapport.aanbieder, rapport.kwartaal), (RENDIZ, Kwartaal::new(2024, 2).unwrap()));
    assert_eq!(kern(&gelezen), [("uit-titel", Some("A1")); 2]);
    // A line that speaks of something else in passing is no title.
    for regel in ["Onderaannemer: Qwyl", "Vorige rapportage: 2024-K1 PSW", "Rapportage vergeleken met 2024-K1 PSW"] {
        assert_eq!(map.lees("map1.csv", format!("{regel}\n{tabel}")).oordeel, Bestandsoordeel::NietBruikbaar, "{regel}");
    }
    // Who says it outright goes before a title; a name with two quarters says nothing, and that is said.
    assert_eq!(map.lees("psw-2024-K3.csv", format!("Rendiz 2024-K2\n{tabel}")).kwartaal, Kwartaal::new(2024, 3));
    let twee = map.lees("psw-2024-K2-correctie-op-2024-K1.csv", tabel);
    assert!(twee.bevindingen[0].tekst.contains("de bestandsnaam noemt er meer dan één"), "{}", twee.bevindingen[0].tekst);
    // Number and year apart, above the table.
    let apart = map.lees("psw.csv", format!("Kwartaal;2\nJaar;2024\n{tabel}"));
    assert_eq!(apart.kwartaal, Kwartaal::new(2024, 2));
    // Answers to the uitvraag can do without, and it is said where they go.
    let uitvraag = map.lees("antwoorden.csv", "Gemeente;Aanbieder;Toelichting\nVenlo;PSW;Goed bereikbaar\n");
    assert_eq!(codes(&uitvraag), [("uitvraag-zonder-kwartaal", None)]);
}

#[test]
fn numbers_are_read_as_the_workbook_shows_them() {
    let map = Map::new();
    let mut werkmap = Workbook::new();
    let blad = werkmap.add_worksheet().set_name("Deelnemers").unwrap();
    for (k, kop) in (0..).zip(["Deelnemer", "Gemeente", "Startdatum", "Uren", "Toelichting"]) {
        blad.write(0, k, kop).unwrap();
    }
    let opmaak = |code: &str| Format::new().set_num_format(code);
    blad.write_with_format(1, 0, 101, &opmaak("0000")).unwrap().write(1, 1, "Venlo").unwrap().write(1, 2, "1-2-2024").unwrap();
    blad.write_with_format(1, 3, 12.5 / 24.0, &opmaak("[h]:mm")).unwrap();
    // A formula whose outcome is an empty text is an empty cell; free text loses no row.
    blad.write_formula(1, 4, Formula::new("=NA()").set_result("#N/A")).unwrap();
    // One text merged over two rows.
    blad.merge_range(2, 1, 3, 1, "Venray", &Format::new()).unwrap();
    for (rij, code) in [(2, "B1"), (3, "B2")] {
        blad.write(rij, 0, code).unwrap().write(rij, 2, "1-2-2024").unwrap();
    }
    let pad = map.folder.path().join("psw-2024-K2.xlsx");
    werkmap.save(&pad).unwrap();
    let gelezen = map.lees_pad(&pad);
    let rijen: Vec<_> = regels(&gelezen)
        .iter()
        .map(|r| (r.deelnemer.as_str().to_owned(), r.gemeente, r.uren.map(|u| u.to_string()), r.toelichting.clone()))
        .collect();
    let rij = |code: &str, gemeente| (code.to_owned(), gemeente, None, None);
    let eerste = ("0101".to_owned(), Gemeente::Venlo, Some("12.5".to_owned()), None);
    assert_eq!(rijen, [eerste, rij("B1", Gemeente::Venray), rij("B2", Gemeente::Venray)]);
    let gezegd = [("uren-uit-tijd", Some("D2")), ("tekst-uit-formule", Some("E2")), ("samengevoegde-cellen", Some("B3"))];
    assert!(gezegd.iter().all(|v| codes(&gelezen).contains(v)), "{:?}", codes(&gelezen));
}

#[test]
fn a_name_over_two_header_rows_is_a_name() {
    let map = Map::new();
    let mut werkmap = Workbook::new();
    let blad = werkmap.add_worksheet().set_name("Deelnemers").unwrap();
    let opmaak = Format::new();
    for (k, kop) in (0..).zip(["Deelnemer", "Gemeente", "Startdatum"]) {
        blad.merge_range(0, k, 1, k, kop, &opmaak).unwrap();
    }
    blad.merge_range(0, 3, 0, 4, "Start", &opmaak).unwrap();
    blad.write(1, 3, "Startsituatie").unwrap().write(1, 4, "Doelen").unwrap();
    for (k, waarde) in (0..).zip(["A1", "Venlo", "1-2-2024", "ja", "nee"]) {
        blad.write(2, k, waarde).unwrap();
    }
    let pad = map.folder.path().join("psw-2024-K2.xlsx");
    werkmap.save(&pad).unwrap();
    let gelezen = map.lees_pad(&pad);
    let regel = &regels(&gelezen)[0];
    assert_eq!((regel.startsituatie, regel.doelen), (Some(true), Some(false)));
}

/// Minimised cases of the fuzzer: each once ended the process or ate its memory.
#[test]
fn what_the_fuzzer_found_is_refused() {
    let map = Map::new();
    let mut seen = 0;
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/vijandig")).unwrap() {
        let pad = entry.unwrap().path();
        let gelezen = map.lees_pad(&pad);
        assert_eq!(gelezen.oordeel, Bestandsoordeel::NietBruikbaar, "{}", pad.display());
        assert!(gelezen.inhoud.is_empty() && gelezen.bevindingen.len() == 1, "{:?}", gelezen.bevindingen);
        seen += 1;
    }
    assert!(seen >= 3, "the cases are gone");
}
