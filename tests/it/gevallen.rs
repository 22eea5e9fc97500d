//! What people met elsewhere with spreadsheets, exports and privacy: each kind once as a file of another make, and then its
//! siblings, written here.

use std::io::{Cursor, Read, Write};
use std::path::Path;

use accountgesprek::domain::{Bestandsoordeel, Deelnemercode, Participatieladder, Rapport, Trajectregel};
use accountgesprek::importing::{Gelezen, Inhoud, Opties, read_bytes};
use rust_xlsxwriter::{Format, Workbook};

use super::gebruiker::Gebruiker;

fn lees(naam: &str, inhoud: impl AsRef<[u8]>) -> Gelezen {
    let (ladder, register) = (Participatieladder::default(), crate::aanbieders::register());
    let opties = Opties { ontvangen: chrono::NaiveDate::from_ymd_opt(2026, 2, 1), ..Opties::new(&ladder, &register) };
    read_bytes(naam, inhoud.as_ref(), &opties, &mut ()).unwrap()
}

fn map() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/gevallen")
}

fn geval(pad: &str) -> Gelezen {
    let heel = map().join(pad);
    lees(&heel.file_name().unwrap().to_string_lossy(), std::fs::read(&heel).unwrap())
}

/// The findings by code and cell, without those about absent columns.
fn kern(gelezen: &Gelezen) -> Vec<(&str, &str)> {
    let alle = gelezen.bevindingen.iter().filter(|b| b.code != "kolom-ontbreekt");
    alle.map(|b| (b.code.as_str(), b.cel.as_deref().unwrap_or("-"))).collect()
}

fn codes(gelezen: &Gelezen) -> Vec<&str> {
    kern(gelezen).into_iter().map(|(code, _)| code).collect()
}

fn rapport(gelezen: &Gelezen) -> &Rapport {
    match gelezen.inhoud.as_slice() {
        [Inhoud::Rapport(r)] => r,
        anders => panic!("{anders:?} {:#?}", gelezen.bevindingen),
    }
}

fn regels(gelezen: &Gelezen) -> &[Trajectregel] {
    &rapport(gelezen).deelnemers.as_ref().unwrap().regels
}

/// A csv of Deelnemers with these columns behind the three that must be there.
fn csv(kolommen: &str, rijen: &[&str]) -> Gelezen {
    let rijen = rijen.iter().enumerate().map(|(n, rij)| format!("P-{n};Venlo;1-2-2024;{rij}\n"));
    lees("psw-2024-K2.csv", format!("Deelnemer;Gemeente;Startdatum;{kolommen}\n{}", rijen.collect::<String>()))
}

#[test]
fn every_seen_case_is_read_right() {
    use Bestandsoordeel::{DeelsBruikbaar, Goed, GoedMetOpmerkingen, NietBruikbaar};
    for (pad, oordeel, verwacht) in [
        ("01-bsn/b-unit-separator-psw-2024-K2-deelnemers.csv", NietBruikbaar, &["bsn-gevonden", "stuurtekens-verwijderd"][..]),
        ("01-bsn/dekkingsoverzicht-met-bsn.xlsx", NietBruikbaar, &["bsn-gevonden"]),
        ("01-bsn/e-punt-nul-psw-2024-K2-deelnemers.csv", NietBruikbaar, &["bsn-gevonden"]),
        ("01-bsn/h-met-woord-psw-2024-K2-deelnemers.csv", NietBruikbaar, &["bsn-gevonden"]),
        ("01-bsn/samenwerking-met-bsn.xlsx", NietBruikbaar, &["bsn-gevonden"]),
        ("02-komma-csv/fout-psw-2024-K2-tevredenheid.csv", NietBruikbaar, &["komma-in-csv", "komma-in-csv"]),
        ("02-komma-csv/goed-psw-2024-K2-tevredenheid.csv", Goed, &[]),
        ("03-spatie-in-getal/psw-2024-K2-deelnemers.csv", DeelsBruikbaar, &["getal-onleesbaar"; 3]),
        ("05-e-notatie/psw-2024-K2-deelnemers.csv", GoedMetOpmerkingen, &["code-verworden"; 3]),
        (
            "06-trede-datum/psw-2024-K2-deelnemers.csv",
            DeelsBruikbaar,
            &["trede-datum", "trede-datum", "trede-onbekend", "trede-onbekend"],
        ),
        ("07-power-query/psw-2024-K2.xlsx", Goed, &[]),
        ("09-macroblad/psw-2024-K2.xlsm", Goed, &[]),
        ("10-9999/psw-2024-K2-deelnemers.csv", GoedMetOpmerkingen, &["geen-einde"]),
        ("10-9999/psw-2024-K2.xlsx", GoedMetOpmerkingen, &["geen-einde"]),
        ("11-tijdzone/psw-2024-K2-deelnemers.csv", GoedMetOpmerkingen, &["uitstroomdatum-na-kwartaal"]),
        ("12-onzichtbaar/c-zacht-psw-2024-K2-deelnemers.csv", Goed, &[]),
        ("13-null/psw-2024-K2-deelnemers.csv", GoedMetOpmerkingen, &["leeg-gelezen"; 6]),
        ("14-tussenkop/psw-2024-K2-deelnemers.csv", GoedMetOpmerkingen, &["losse-regel"; 2]),
        ("15-uitlegrij/psw-2024-K2-deelnemers.csv", GoedMetOpmerkingen, &["uitlegrij"]),
        ("16-koppen/a-voetnoot-psw-2024-K2-deelnemers.csv", Goed, &[]),
        ("16-koppen/d-kwartaal-psw-2024-K2-deelnemers.csv", Goed, &[]),
        ("17-een-kolom/psw-2024-K2.xlsx", NietBruikbaar, &["een-kolom"]),
        ("17-een-kolom/regels-tussen-aanhaling-psw-2024-K2-deelnemers.csv", NietBruikbaar, &["een-kolom"]),
        ("18-html-xls/meta-psw-2024-K2-deelnemers.xls", NietBruikbaar, &["geen-werkmap"]),
        ("18-html-xls/mhtml-psw-2024-K2-deelnemers.xls", NietBruikbaar, &["geen-werkmap"]),
        ("19-map/bericht.msg", NietBruikbaar, &["geen-werkmap"]),
        ("19-map/mail van Rendiz.zip", NietBruikbaar, &["geen-werkmap"]),
        ("19-map/Qwyl 2024-K2.xml", NietBruikbaar, &["geen-werkmap"]),
        ("20-gemaskeerde-datum/psw-2024-K2-deelnemers.csv", DeelsBruikbaar, &["einddatum-voor-startdatum", "janee-onleesbaar"]),
        ("22-code-opmaak/psw-2024-K2.xlsx", Goed, &[]),
        (
            "23-amerikaans/psw-2024-K2-deelnemers.csv",
            DeelsBruikbaar,
            &[
                "datum-maand-eerst",
                "datum-maand-eerst",
                "datum-maand-eerst",
                "datum-maand-eerst",
                "datum-onleesbaar",
                "datum-maand-eerst",
            ],
        ),
        ("24-nuldatum/psw-2024-K2.xlsx", Goed, &[]),
    ] {
        let gelezen = geval(pad);
        assert_eq!((gelezen.oordeel, codes(&gelezen).as_slice()), (oordeel, verwacht), "{pad}: {:#?}", gelezen.bevindingen);
        let getoond = format!("{:?}{}", gelezen.bevindingen, gelezen.bestand);
        assert!(!getoond.contains("123456782") && !getoond.contains("111222333"), "{pad}");
        assert!(!pad.starts_with("20") || getoond.contains("‘31-12-2024’ is geen ja of nee"), "{getoond}");
    }
}

#[test]
fn one_person_is_one_over_the_kwartalen_however_the_code_is_written() {
    for soort in ["koppelteken", "nbsp"] {
        let u = Gebruiker::new();
        for kwartaal in ["K1", "K2"] {
            let pad = map().join(format!("04-zelfde-code/{soort}-psw-2024-{kwartaal}-deelnemers.csv"));
            u.run(&["inlezen", pad.to_str().unwrap()]).ends(0);
        }
        let kpi = u.kpi(&["--kwartaal", "2024-K2", "--aanbieder", "psw"]);
        let jaar = |norm: &str| {
            let metingen = kpi["metingen"].as_array().unwrap();
            let meting = metingen.iter().find(|m| m["norm"] == norm && m["periode"] == "jaar").unwrap();
            (meting["teller"].clone(), meting["noemer"].clone())
        };
        assert_eq!((jaar("C2.1"), jaar("C3.1")), ((1.into(), 1.into()), (1.into(), 1.into())), "{soort}");
    }
    let code = |tekst: &str| Deelnemercode::new(tekst).unwrap();
    for anders in ["P\u{2212}01", "p\u{2013}01", " P-01\u{200b}", "=\"P-01\"", "'P-01", "P\u{ad}-01", "\u{202a}P-01\u{202c}"] {
        assert_eq!(code(anders), code("P-01"), "{anders:?}");
    }
}

#[test]
fn a_decimal_comma_that_parts_columns_is_never_read() {
    let tevredenheid = |tekst: &str| lees("psw-2024-K2-tevredenheid.csv", tekst);
    for tekst in [
        "Niveau,Cijfer\ncasusregisseur,7,9\n",
        "Niveau,Cijfer,Gemeente\ncasusregisseur,8,Venlo\ncasusregisseur,8,1,Venlo\n",
        "Niveau,Gemeente,Cijfer,Toelichting\nondernemer,Venlo,7,5,\n",
    ] {
        let gelezen = tevredenheid(tekst);
        assert_eq!(gelezen.oordeel, Bestandsoordeel::NietBruikbaar, "{tekst}");
        assert!(codes(&gelezen).contains(&"komma-in-csv"), "{:?}", codes(&gelezen));
    }
    for tekst in [
        "Niveau,Cijfer\ncasusregisseur,\"7,9\"\ncasusregisseur,\"8,1\"\n",
        "Niveau,Cijfer,Toelichting\ncasusregisseur,7.9,\ncasusregisseur,8.1,goed\n",
        "Niveau\tCijfer\ncasusregisseur\t7,9\ncasusregisseur\t8,1\n",
    ] {
        let gelezen = tevredenheid(tekst);
        let cijfers: Vec<_> =
            rapport(&gelezen).tevredenheid.as_ref().unwrap().regels.iter().map(|r| r.cijfer.to_string()).collect();
        assert_eq!(cijfers, ["7.9", "8.1"], "{tekst}");
    }
    // Text that was cut off is said, as ever, and a row that is as wide as its header loses nothing.
    let tekst = "Deelnemer,Gemeente,Startdatum,Toelichting\nA1,Venlo,1-2-2024,goed, en meer\n";
    assert_eq!(kern(&lees("psw-2024-K2.csv", tekst)), [("waarde-buiten-tabel", "E2")]);
}

#[test]
fn what_parts_thousands_parts_groups_of_three_in_every_column_of_numbers() {
    for (kolom, fout) in [("Uren", "12 5"), ("Uren", "1'5"), ("Uren", "1.2345,6"), ("Cijfer", "1 0"), ("Aanpassingen", "1 0")] {
        assert_eq!(kern(&csv(kolom, &[fout])), [("getal-onleesbaar", "D2")], "{kolom} {fout}");
    }
    let dekking = lees("dekking 2024-K2.csv", "Gemeente;Aanbieder;Dekking;Capaciteit\nVenlo;PSW;ja;1 2\n");
    assert!(kern(&dekking).contains(&("getal-onleesbaar", "D2")), "{:?}", kern(&dekking));
    for (uren, uit) in [("1 234,5", "1234.5"), ("1'234", "1234"), ("1.234,5", "1234.5"), ("1\u{202f}234 uur", "1234")] {
        assert_eq!(regels(&csv("Uren", &[uren]))[0].uren.unwrap().to_string(), uit, "{uren}");
    }
}

#[test]
fn a_code_that_a_spreadsheet_shortened_is_said_in_every_form() {
    let met =
        |kop: &str, code: &str| lees("psw-2024-K2.csv", format!("{kop}Deelnemer;Gemeente;Startdatum\n{code};Venlo;1-2-2024\n"));
    for code in ["1,2E+11", "1.2E+15", "1234567890123456", "123456789012345000", "3-apr", "mrt-24"] {
        assert_eq!(kern(&met("", code)), [("code-verworden", "A2")], "{code}");
    }
    let mut boek = Workbook::new();
    let blad = boek.add_worksheet().set_name("Deelnemers").unwrap();
    for (k, kop) in (0..).zip(["Deelnemer", "Gemeente", "Startdatum"]) {
        blad.write(0, k, kop).unwrap();
    }
    let datum = Format::new().set_num_format("d-mmm");
    blad.write_number(1, 0, 1.234_567_890_123_456e16).unwrap();
    blad.write_number_with_format(2, 0, 45_385, &datum).unwrap();
    blad.write_number(3, 0, 101).unwrap();
    for rij in 1..=3 {
        blad.write(rij, 1, "Venlo").unwrap().write(rij, 2, "1-2-2024").unwrap();
    }
    let gelezen = lees("psw-2024-K2.xlsx", boek.save_to_buffer().unwrap());
    assert_eq!(kern(&gelezen), [("code-verworden", "A2"), ("code-verworden", "A3")]);
    // In a CVS export too; the original of what becomes a pseudonym is not shown.
    let cvs = lees("cvs venlo 2024-K2.csv", "Deelnemer;Aanbieder;Startdatum\n1,2E+11;PSW;1-2-2024\n");
    assert_eq!(kern(&cvs), [("code-verworden", "A2")]);
    let (ladder, register) = (Participatieladder::default(), crate::aanbieders::register());
    let opties = Opties { pseudoniem: Some(b"sleutel"), ..Opties::new(&ladder, &register) };
    let tekst = "Deelnemer;Gemeente;Startdatum\n1,11222333E+8;Venlo;1-2-2024\n";
    let pseudoniem = read_bytes("psw-2024-K2.csv", tekst.as_bytes(), &opties, &mut ()).unwrap();
    assert!(codes(&pseudoniem).contains(&"code-verworden") && !format!("{pseudoniem:?}").contains("11222333"));
    // What a program writes behind a whole number is no part of a code.
    assert_eq!(regels(&met("", "101.0"))[0].deelnemer, Deelnemercode::new("101").unwrap());
}

#[test]
fn a_trede_that_became_a_date_is_said_in_every_column_of_treden() {
    for kolom in ["Begintrede", "Doeltrede", "Huidige trede"] {
        for waarde in ["3-apr", "1-mrt", "4 mei", "apr-03"] {
            assert_eq!(kern(&csv(kolom, &[waarde])), [("trede-datum", "D2")], "{kolom} {waarde}");
        }
        for waarde in ["2-3", "3-onbekend", "3 of 4", "3/4"] {
            assert_eq!(kern(&csv(kolom, &[waarde])), [("trede-onbekend", "D2")], "{kolom} {waarde}");
        }
        assert_eq!(kern(&csv(kolom, &["3 - sociale contacten"])), [], "{kolom}");
    }
}

/// The clean workbook of the first case with a part of the archive changed or added.
fn met_deel(pad: &str, naam: &str, inhoud: impl Fn(String) -> Vec<u8>) -> Vec<u8> {
    let mut oud = zip::ZipArchive::new(Cursor::new(std::fs::read(map().join(pad)).unwrap())).unwrap();
    let mut nieuw = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let opties = zip::write::SimpleFileOptions::default();
    let mut gezien = false;
    for i in 0..oud.len() {
        let mut deel = oud.by_index(i).unwrap();
        let hier = deel.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        deel.read_to_end(&mut bytes).unwrap();
        if hier == naam {
            gezien = true;
            bytes = inhoud(String::from_utf8(bytes).unwrap());
        }
        nieuw.start_file(hier, opties).unwrap();
        nieuw.write_all(&bytes).unwrap();
    }
    if !gezien {
        nieuw.start_file(naam, opties).unwrap();
        nieuw.write_all(&inhoud(String::new())).unwrap();
    }
    nieuw.finish().unwrap().into_inner()
}

#[test]
fn what_nobody_reads_in_a_workbook_does_not_make_it_unreadable() {
    let heel = "19-map/psw-2024-K2.xlsx";
    let rijen = regels(&geval(heel)).to_vec();
    assert_eq!(rijen.len(), 24);
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain("<x/>".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for (wat, bytes) in [
        ("eigen onderdeel", met_deel(heel, "customXml/item1.xml", |_| utf16.clone())),
        ("kapot eigen onderdeel", met_deel(heel, "customXml/item2.xml", |_| b"\xfe\xff\0<".to_vec())),
        ("eigenschappen", met_deel(heel, "docProps/custom.xml", |_| utf16.clone())),
        ("draaitabel", met_deel(heel, "xl/pivotCache/pivotCacheDefinition1.xml", |_| utf16.clone())),
        ("tekening", met_deel(heel, "xl/drawings/drawing1.xml", |_| utf16.clone())),
    ] {
        let gelezen = lees("psw-2024-K2.xlsx", bytes);
        assert_eq!((regels(&gelezen), codes(&gelezen).len()), (rijen.as_slice(), 0), "{wat}: {:#?}", gelezen.bevindingen);
    }
    // A part that is read must be readable; that it is not, does not make it damaged.
    for deel in ["xl/worksheets/sheet2.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"] {
        let gelezen = lees("psw-2024-K2.xlsx", met_deel(heel, deel, |_| utf16.clone()));
        assert_eq!(codes(&gelezen), ["werkmap-onbegrepen"], "{deel}");
        assert!(!gelezen.bevindingen[0].tekst.contains("eschadigd"), "{deel}");
    }
    // A sheet of macros in another spelling, and one that stands between the others.
    for soort in ["xlMacrosheet", "xlIntlMacrosheet"] {
        let relaties = |deel: String| deel.replace("xlMacrosheet", soort).into_bytes();
        let gelezen = lees("psw-2024-K2.xlsm", met_deel("09-macroblad/psw-2024-K2.xlsm", "xl/_rels/workbook.xml.rels", relaties));
        assert_eq!((regels(&gelezen).len(), codes(&gelezen).len()), (24, 0), "{soort}: {:#?}", gelezen.bevindingen);
    }
}

#[test]
fn an_error_value_that_is_new_is_said_where_it_is_read_and_nowhere_else() {
    let heel = "22-code-opmaak/psw-2024-K2.xlsx";
    for fout in ["#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!", "#N/A"] {
        let cel = |plek: &str| format!("<c r=\"{plek}\" t=\"e\"><v>{fout}</v></c></row>");
        // A column without a header, behind the last cell of the row.
        let ernaast = met_deel(heel, "xl/worksheets/sheet1.xml", |xml| {
            let (voor, na) = xml.rsplit_once("</row>").unwrap();
            format!("{voor}{}{na}", cel("R2")).into_bytes()
        });
        let gelezen = lees("psw-2024-K2.xlsx", ernaast);
        assert_eq!(
            (regels(&gelezen)[0].deelnemer.as_str(), codes(&gelezen).len()),
            ("R101", 0),
            "{fout}: {:#?}",
            gelezen.bevindingen
        );
        // A mark, and what comes after it in the file.
        let erin = met_deel(heel, "xl/worksheets/sheet1.xml", |xml| {
            let begin = xml.find("<c r=\"P2\"").unwrap();
            let einde = begin + xml.get(begin..).unwrap().find("</row>").unwrap() + "</row>".len();
            format!("{}{}{}", xml.get(..begin).unwrap(), cel("P2"), xml.get(einde..).unwrap()).into_bytes()
        });
        assert_eq!(kern(&lees("psw-2024-K2.xlsx", erin)), [("formulefout", "P2")], "{fout}");
    }
}

#[test]
fn a_date_so_far_ahead_is_no_end_where_an_end_may_be_open_and_else_a_finding() {
    for waarde in ["31-12-9999", "9999-12-31", "1-1-2999", "2-1-2100", "9999-12-31T00:00:00", "99991231"] {
        let gelezen = csv("Einddatum", &[waarde]);
        assert_eq!((kern(&gelezen), regels(&gelezen)[0].einddatum), (vec![("geen-einde", "D2")], None), "{waarde}");
        assert!(gelezen.bevindingen.iter().any(|b| b.tekst.ends_with("Telt als niet vastgelegd in KPI 1.")), "{waarde}");
        let dekking = lees("dekking 2024-K2.csv", format!("Gemeente;Aanbieder;Dekking;Tot\nVenlo;PSW;ja;{waarde}\n"));
        assert!(codes(&dekking).iter().all(|c| *c == "gemeente-zonder-rij"), "{waarde}: {:?}", codes(&dekking));
        assert!(matches!(&dekking.inhoud[0], Inhoud::Dekkingsoverzicht(d) if d.regels[0].tot.is_none()));
    }
    for kolom in ["Voortgang geleverd", "Aanmelddatum", "Matchingsgesprek", "Eindrapportage"] {
        assert_eq!(kern(&csv(kolom, &["31-12-9999"])), [("datum-ver-weg", "D2")], "{kolom}");
    }
    let start = lees("psw-2024-K2.csv", "Deelnemer;Gemeente;Startdatum\nA1;Venlo;31-12-9999\n");
    assert_eq!((kern(&start), regels(&start).len()), (vec![("datum-ver-weg", "C2")], 0));
    assert_eq!(regels(&csv("Einddatum", &["1-1-2100"]))[0].einddatum.unwrap().to_string(), "2100-01-01");
}

#[test]
fn a_moment_with_a_time_zone_is_a_day_in_the_netherlands_in_every_column() {
    for (waarde, dag) in [
        ("2024-06-30T22:00:00.000Z", "2024-07-01"),
        ("2024-06-30T21:59:59Z", "2024-06-30"),
        ("2024-07-01T00:30:00+02:00", "2024-07-01"),
        ("2024-12-31T23:00:00Z", "2025-01-01"),
        ("2024-06-30 22:00:00 UTC", "2024-07-01"),
    ] {
        assert_eq!(regels(&csv("Einddatum", &[waarde]))[0].einddatum.unwrap().to_string(), dag, "{waarde}");
        assert_eq!(regels(&csv("Voortgang geleverd", &[waarde]))[0].voortgang_geleverd.unwrap().to_string(), dag, "{waarde}");
    }
    let voorblad = "Datum aanlevering;2024-07-09T22:30:00Z\nDeelnemer;Gemeente;Startdatum\nA1;Venlo;1-2-2024\n";
    assert_eq!(rapport(&lees("psw-2024-K2.csv", voorblad)).aangeleverd.unwrap().to_string(), "2024-07-10");
}

/// Read on 1 February 2026: what says that it was delivered later was not, and that is told with its cell.
#[test]
fn a_report_is_not_delivered_after_it_came_in() {
    let van = |dag: &str| {
        let csv = format!("Datum aanlevering;{dag}\nDeelnemer;Gemeente;Startdatum\nA1;Venlo;1-2-2024\n");
        let gelezen = lees("psw-2024-K2.csv", csv);
        let cellen = gelezen.bevindingen.iter().filter(|b| b.code == "aanlevering-na-ontvangst");
        let cellen: Vec<_> = cellen.map(|b| (b.cel.clone().unwrap(), b.gevonden.clone(), b.verwacht.clone())).collect();
        (rapport(&gelezen).aangeleverd.unwrap().to_string(), cellen)
    };
    assert_eq!(van("1-2-2026"), ("2026-02-01".to_owned(), Vec::new()));
    let told = ("B1".to_owned(), "2-2-2026".to_owned(), "een datum op of voor 1-2-2026".to_owned());
    assert_eq!(van("2-2-2026"), ("2026-02-01".to_owned(), vec![told]));
}

#[test]
fn a_value_is_read_without_what_is_invisible_in_it_in_every_column() {
    for teken in ["\u{ad}", "\u{200b}", "\u{200e}", "\u{feff}", "\u{2060}", "\u{202c}", "\u{180e}", "\u{fe0f}", "\u{1f}"] {
        let tekst = format!(
            "Deel{teken}nemer;Gemeente;Startdatum{teken};Cijfer;Begintrede;Doelen;Uitstroomdatum;Uitstroom;Uren\n\
             P{teken}-01;Ven{teken}lo;1-{teken}2-2024;8{teken};{teken}3;j{teken}a;30-6{teken}-2024;re{teken}gulier;1{teken}2,5\n"
        );
        let gelezen = lees("psw-2024-K2.csv", tekst);
        let regel = &regels(&gelezen)[0];
        assert_eq!(regel.deelnemer.as_str(), "P-01", "{teken:?}");
        assert_eq!((regel.startdatum.to_string().as_str(), regel.doelen), ("2024-02-01", Some(true)), "{teken:?}");
        assert_eq!((regel.cijfer.unwrap().to_string(), regel.uren.unwrap().to_string()), ("8".to_owned(), "12.5".to_owned()));
        assert!(regel.uitstroom.is_some() && regel.begintrede.is_some(), "{teken:?}");
    }
}

#[test]
fn what_programs_write_for_nothing_is_empty_and_their_one_and_zero_are_ja_and_nee() {
    for leeg in ["NULL", "null", "NaT", "nan", "NaN", "None", "n.v.t.", "-", "N/A", "0-1-1900"] {
        for kolom in ["Einddatum", "Uitstroomdatum"] {
            let gelezen = csv(kolom, &[leeg]);
            assert_eq!(regels(&gelezen).len(), 1, "{kolom} {leeg}: {:#?}", gelezen.bevindingen);
        }
        if leeg != "0-1-1900" {
            for kolom in
                ["Doelen", "Begintrede", "Cijfer", "Uren", "Aanpassingen", "Uitstroom", "Product", "Groep", "Toelichting"]
            {
                let gelezen = csv(kolom, &[leeg]);
                assert_eq!(regels(&gelezen).len(), 1, "{kolom} {leeg}: {:#?}", gelezen.bevindingen);
                assert_eq!((&regels(&gelezen)[0].groep, &regels(&gelezen)[0].toelichting), (&None, &None), "{leeg}");
            }
        }
    }
    for (waarde, is_ja) in [("1.0", true), ("0.0", false), ("1,0", true), ("0,00", false), ("1", true), ("0", false)] {
        assert_eq!(regels(&csv("Doelen", &[waarde]))[0].doelen, Some(is_ja), "{waarde}");
    }
}

#[test]
fn headings_and_a_row_of_explanations_are_no_rows() {
    let kop = "Deelnemer;Gemeente;Startdatum;Uren;Toelichting";
    let rij = "R-0101;Venlo;1-2-2024;8;";
    for kopje in ["Beesel", "Ochtendgroep", "Horst aan de Maas", "Groep 1"] {
        let gelezen = lees("psw-2024-K2.csv", format!("{kop}\n{kopje};;;;\n{rij}\n"));
        assert_eq!((kern(&gelezen), regels(&gelezen).len()), (vec![("losse-regel", "A2")], 1), "{kopje}");
    }
    // A row that was not finished looks like those below it.
    let gelezen = lees("psw-2024-K2.csv", format!("{kop}\nR-0100;;;;\n{rij}\n"));
    assert_eq!(kern(&gelezen), [("verplicht-veld-leeg", "B2"), ("verplicht-veld-leeg", "C2")]);
    let alleen = lees("psw-2024-K2.csv", format!("{kop}\nR-0100;;;;\n"));
    assert_eq!(rapport(&alleen).rijen_niet_meegeteld(), 1);
    // Codes that are numbers in a workbook.
    let mut boek = Workbook::new();
    let blad = boek.add_worksheet().set_name("Deelnemers").unwrap();
    for (k, kop) in (0..).zip(["Deelnemer", "Gemeente", "Startdatum"]) {
        blad.write(0, k, kop).unwrap();
    }
    blad.write(1, 0, "Ochtend").unwrap();
    blad.write(2, 0, 101).unwrap().write(2, 1, "Venlo").unwrap().write(2, 2, "1-2-2024").unwrap();
    assert_eq!(kern(&lees("psw-2024-K2.xlsx", boek.save_to_buffer().unwrap())), [("losse-regel", "A2")]);
    for (naam, tekst) in [
        (
            "psw-2024-K2.csv",
            "Deelnemer;Gemeente;Startdatum;Doelen\ncode;keuzelijst;datum (dd-mm-jjjj);j/n of ja/nee\nA1;Venlo;1-2-2024;ja\n",
        ),
        (
            "psw-2024-K2.csv",
            "Deelnemer;Gemeente;Startdatum;Cijfer\nverplicht;verplicht;verplicht;optioneel\nA1;Venlo;1-2-2024;8\n",
        ),
        ("psw-2024-K2-tevredenheid.csv", "Niveau;Cijfer;Datum\nkeuze uit lijst;1-10;dd-mm-jjjj\nondernemer;8;1-6-2024\n"),
        (
            "cvs venlo 2024-K2.csv",
            "Deelnemer;Aanbieder;Startdatum;Begintrede\neigen code;een van de drie;jjjj-mm-dd;1 t/m 6\nA1;PSW;1-2-2024;3\n",
        ),
    ] {
        let gelezen = lees(naam, tekst);
        assert_eq!((kern(&gelezen), gelezen.inhoud[0].niet_meegeteld()), (vec![("uitlegrij", "rij 2")], 0), "{tekst}");
    }
    // A row with one value that can be read is a row, also with a mistake in the rest.
    let gelezen = lees("psw-2024-K2.csv", "Deelnemer;Gemeente;Startdatum;Doelen\nA1;Venlo;1-2-2024;keuze\n");
    assert_eq!(kern(&gelezen), [("janee-onleesbaar", "D2")]);
}

#[test]
fn headers_are_recognised_with_what_people_put_beside_them() {
    let koppen = ["Deelnemer", "Gemeente", "Startdatum", "Einddatum", "In beeld", "Cijfer"];
    let beside: [fn(usize, &str) -> String; 8] = [
        |_, k| format!("{k}²"),
        |_, k| format!("{k}*"),
        |_, k| format!("{k} 3)"),
        |n, k| format!("{}. {k}", n + 1),
        |n, k| format!("{} {k}", n + 1),
        |_, k| format!("{k} Q2 2024"),
        |_, k| format!("{k} (2024-K2)"),
        |_, k| format!("{k} in het 2e kwartaal van 2024").replace("in het ", "").replace("van ", ""),
    ];
    for erbij in beside {
        let kop: Vec<String> = koppen.iter().enumerate().map(|(n, k)| erbij(n, k)).collect();
        let gelezen = lees("psw-2024-K2.csv", format!("{}\nA1;Venlo;1-2-2024;1-2-2025;ja;8\n", kop.join(";")));
        let regel = &regels(&gelezen)[0];
        assert!(regel.einddatum.is_some() && regel.in_beeld.is_some() && regel.cijfer.is_some(), "{kop:?}: {:?}", kern(&gelezen));
        assert_eq!(kern(&gelezen), [], "{kop:?}");
    }
    // Of a column per kwartaal it is the one of the report; two of which none is, are proposed and not read.
    let gelezen = csv("Uren Q1 2024;Uren Q2 2024", &["10;20"]);
    assert_eq!(regels(&gelezen)[0].uren.unwrap().to_string(), "20");
    let gelezen = csv("Doel 1;Doel 2", &["zelf reizen;werk"]);
    assert_eq!((codes(&gelezen), regels(&gelezen)[0].doelen), (vec!["kolom-onbekend", "kolom-onbekend"], None));
}

#[test]
fn a_page_a_message_and_an_archive_are_told_apart_from_a_damaged_workbook() {
    for (naam, inhoud, woord) in [
        ("psw-2024-K2.xls", "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table>", "webpagina"),
        ("psw-2024-K2.xlsx", "\u{feff}<!DOCTYPE html><html>", "webpagina"),
        ("psw-2024-K2.xls", "From: a@b.nl\r\nSubject: rapportage\r\nMIME-Version: 1.0\r\n", "e-mailbericht"),
        ("psw-2024-K2.xml", "<?xml version=\"1.0\"?><Workbook/>", "xml-bestand"),
    ] {
        let gelezen = lees(naam, inhoud);
        assert_eq!(codes(&gelezen), ["geen-werkmap"], "{naam}");
        assert!(gelezen.bevindingen[0].tekst.contains(woord), "{}", gelezen.bevindingen[0].tekst);
    }
    let zip = geval("19-map/mail van Rendiz.zip");
    assert!(zip.bevindingen[0].tekst.contains("Rendiz 2024-K2.xlsx erin; pak het eerst uit"), "{}", zip.bevindingen[0].tekst);
    assert!(geval("19-map/bericht.msg").bevindingen[0].tekst.contains("bewaar de bijlage"));
}

#[test]
fn a_folder_with_what_cannot_be_read_says_so_of_each_and_does_not_end_well() {
    let u = Gebruiker::new();
    let pad = map().join("19-map");
    let antwoord = u.run_on("2024-07-31", &["inlezen", pad.to_str().unwrap(), "--json"]).ends(1);
    let json: serde_json::Value = serde_json::from_str(&antwoord.uit).unwrap();
    let oordelen: Vec<_> = json.as_array().unwrap().iter().map(|b| b["oordeel"].as_str().unwrap()).collect();
    assert_eq!(oordelen, ["niet bruikbaar", "niet bruikbaar", "goed", "niet bruikbaar"]);
    assert_eq!(json[2]["opgeslagen"], true);
}

#[test]
fn a_code_is_what_excel_shows_for_it() {
    let mut boek = Workbook::new();
    let blad = boek.add_worksheet().set_name("Deelnemers").unwrap();
    for (k, kop) in (0..).zip(["Deelnemer", "Gemeente", "Startdatum", "Uren"]) {
        blad.write(0, k, kop).unwrap();
    }
    let opmaken = ["\"R\"0", "\"R-\"0000", "0000\"-A\"", "00\\-00", "\"Q\"General", "0"];
    for (rij, opmaak) in (1..).zip(opmaken) {
        blad.write_number_with_format(rij, 0, 101, &Format::new().set_num_format(opmaak)).unwrap();
        blad.write(rij, 1, "Venlo").unwrap().write(rij, 2, "1-2-2024").unwrap();
        blad.write_number_with_format(rij, 3, 8, &Format::new().set_num_format("0\" uur\"")).unwrap();
    }
    let gelezen = lees("psw-2024-K2.xlsx", boek.save_to_buffer().unwrap());
    let codes: Vec<_> = regels(&gelezen).iter().map(|r| r.deelnemer.as_str()).collect();
    assert_eq!(codes, ["R101", "R-0101", "0101-A", "01-01", "Q101", "101"]);
    assert!(regels(&gelezen).iter().all(|r| r.uren.unwrap().to_string() == "8"));
}

#[test]
fn no_date_with_the_month_first_is_stored_the_wrong_way_round() {
    let kop = "Deelnemer;Gemeente;Startdatum;Einddatum";
    for (rijen, over) in [
        // Two of them prove it, the others are not to be trusted; a day that is the same as its month is.
        (&["A1;Venlo;1/2/2023;9/10/2024", "A2;Venlo;1/2/2023;9/30/2024", "A3;Venlo;3/3/2023;4/4/2024"][..], &["A3"][..]),
        (&["A1;Venlo;1-2-2023;9-10-2024", "A2;Venlo;1-2-2023;9-30-2024"], &[]),
        (&["A1;Venlo;2023-02-01;9/10/2024", "A2;Venlo;2023-02-01;"], &["A1", "A2"]),
        (&["A1;Venlo;2023-02-01;9/30/24", "A2;Venlo;2023-02-01;10/11/24"], &[]),
        // One slip in a column that proves its order otherwise.
        (&["A1;Venlo;1/2/2023;9/10/2024", "A2;Venlo;31/1/2023;30/9/2024", "A3;Venlo;1/2/2023;9/30/2024"], &["A1", "A2"]),
    ] {
        let gelezen = lees("psw-2024-K2.csv", format!("{kop}\n{}\n", rijen.join("\n")));
        let gebleven: Vec<_> = regels(&gelezen).iter().map(|r| r.deelnemer.as_str()).collect();
        assert_eq!(gebleven, over, "{rijen:?}: {:?}", kern(&gelezen));
        assert_eq!(rapport(&gelezen).rijen_niet_meegeteld() as usize, rijen.len() - over.len(), "{rijen:?}");
    }
    let tekst = &geval("23-amerikaans/psw-2024-K2-deelnemers.csv").bevindingen[0].tekst;
    assert!(tekst.starts_with("Startdatum ‘1/2/2023’ is niet te vertrouwen: in cel D3 staat de maand voor de dag."), "{tekst}");
    for (naam, tekst) in [
        ("psw-2024-K2-tevredenheid.csv", "Niveau;Cijfer;Datum\nondernemer;8;6/3/2024\nondernemer;8;6/30/2024\n"),
        ("dekking 2024-K2.csv", "Gemeente;Aanbieder;Dekking;Tot\nVenlo;PSW;ja;6/3/2025\nVenray;PSW;ja;6/30/2025\n"),
        ("cvs venlo 2024-K2.csv", "Deelnemer;Aanbieder;Startdatum\nA1;PSW;6/3/2023\nA2;PSW;6/30/2023\n"),
        ("uitvraag 2024-K2.csv", "Gemeente;Aanbieder;Toelichting;Datum\nVenlo;PSW;x;6/3/2024\nVenlo;PSW;y;6/30/2024\n"),
    ] {
        let gelezen = lees(naam, tekst);
        assert!(codes(&gelezen).contains(&"datum-maand-eerst"), "{naam}");
        assert_eq!(gelezen.inhoud[0].niet_meegeteld(), 2, "{naam}");
    }
}

#[test]
fn a_row_of_references_to_empty_cells_is_a_row_without_data() {
    let mut boek = Workbook::new();
    let blad = boek.add_worksheet().set_name("Deelnemers").unwrap();
    for (k, kop) in (0..).zip(["Deelnemer", "Gemeente", "Startdatum", "Doelen", "Uren"]) {
        blad.write(0, k, kop).unwrap();
    }
    let datum = Format::new().set_num_format("d-m-yyyy");
    blad.write(1, 0, "A1").unwrap().write(1, 1, "Venlo").unwrap().write(1, 2, "1-2-2024").unwrap();
    for k in 0..5 {
        blad.write_number_with_format(2, k, 0, &datum).unwrap();
        blad.write_number(3, k, 0).unwrap();
    }
    let gelezen = lees("psw-2024-K2.xlsx", boek.save_to_buffer().unwrap());
    assert_eq!((regels(&gelezen).len(), kern(&gelezen)), (1, vec![("rij-zonder-gegevens", "rij 4")]));
    let tekst = "Deelnemer;Gemeente;Startdatum\nA1;Venlo;1-2-2024\n0-1-1900;0-1-1900;0-1-1900\n0;0;0\n";
    assert_eq!(kern(&lees("psw-2024-K2.csv", tekst)), [("rij-zonder-gegevens", "rij 4")]);
}
