//! One sample gesprek, set in every form.

use crate::domain::testing::{self, DRIE, PSW, QWYL, RENDIZ, register};
use std::collections::BTreeSet;
use std::io::Read;

use chrono::{DateTime, NaiveDate, NaiveTime};
use rust_decimal::Decimal;

use super::*;
use crate::domain::agenda::{
    Cijfer, Dekkingscelstof, Dekkingsstof, Feit, Figuur, Gemeentestof, Lopendeafspraak, Punt, Rapportstand,
};
use crate::domain::vorm::{Doorlopend, Verslagafspraak, Verslagpunt, Verslagstof, Verslaguitkomst, Wijzigingregel};
use crate::domain::{
    Afspraak, Afspraaksoort, Codes, Gemeente, Genoemd, Gespreksstatus, Herleidingsrij, Indicator, Kwartaal, Meting, Norm,
    Onderdeelsleutel, Opschorting, Periode, Reden, Richting, Segment, Telling, Uitkomstsoort, Waarde,
};
use crate::wording::agenda::{Tafel, feiten, rapportage};
use crate::wording::vorm::{aanbiedernaam, dekkingsverslag, normstanden, product};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn kwartaal() -> Kwartaal {
    "2024-K2".parse().unwrap()
}

fn norm(id: &str, kort: &str, indicator: Indicator, richting: Richting, grens: u32) -> Norm {
    let suspended = Opschorting {
        van: day("2023-01-01"),
        tot: day("2024-12-31"),
        reden: "De norm van 80% is voor 2023 en 2024 losgelaten.".into(),
        besloten_door: "de regio".into(),
    };
    Norm {
        id: id.into(),
        segment: Segment::Collectief,
        kpi: indicator.kpi(),
        indicator,
        tekst: String::new(),
        kort: kort.into(),
        regel: String::new(),
        grens: Some(grens.into()),
        richting,
        geldig_van: day("2022-01-01"),
        geldig_tot: None,
        opschorting: if id == "C2.1" { vec![suspended] } else { Vec::new() },
        bron: "H23".into(),
    }
}

fn normen() -> Vec<Norm> {
    let (min, max) = (Richting::Minimum, Richting::Maximum);
    vec![
        norm("C1.1", "Start en doel vastgelegd", Indicator::StartVastgelegd, min, 100),
        norm("C2.1", "Uitstroom regulier werk", Indicator::RegulierWerk, min, 80),
        norm("C2.3", "Uitval", Indicator::Uitval, max, 10),
        norm("C3.1", "Deelnemers geven een 8", Indicator::CijferDeelnemers, min, 90),
        norm("C3.2", "Cijfer voor casusregisseurs", Indicator::CijferCasusregisseurs, min, 8),
    ]
}

fn meting(norm: &Norm, kwartaal: Kwartaal, periode: Periode, waarde: Waarde) -> Meting {
    let mut meting = Meting::form(norm, kwartaal, Some(RENDIZ), periode, waarde, 10);
    meting.versie = Some(1);
    meting
}

fn measured(teller: u32, noemer: u32) -> Waarde {
    Waarde::Gemeten { teller: teller.into(), noemer }
}

fn metingen() -> Vec<Meting> {
    let values = [
        (measured(40, 41), measured(40, 41)),
        (measured(7, 8), measured(12, 16)),
        (measured(0, 8), measured(2, 16)),
        (Waarde::Nvt, measured(12, 15)),
        (Waarde::GeenRapportage, Waarde::GeenRapportage),
    ];
    let both = normen().into_iter().zip(values);
    both.flat_map(|(norm, (k, j))| [meting(&norm, kwartaal(), Periode::Kwartaal, k), meting(&norm, kwartaal(), Periode::Jaar, j)])
        .collect()
}

fn trend(norm: &Norm, values: [Option<(u32, u32)>; 6]) -> Vec<Meting> {
    let first: Kwartaal = "2023-K1".parse().unwrap();
    let points = first.through(kwartaal()).zip(values).map(|(k, v)| {
        let waarde = v.map_or(Waarde::GeenRapportage, |(t, n)| measured(t, n));
        meting(norm, k, Periode::Jaar, waarde)
    });
    points.collect()
}

fn afspraak(nummer: &str, tekst: &str, deadline: &str) -> Afspraak {
    Afspraak {
        gesprek: Some(1),
        tekst: crate::domain::Tekst::of(tekst),
        eigenaar: "Rendiz".into(),
        gemaakt: DateTime::UNIX_EPOCH,
        ..testing::afspraak(nummer, Some(deadline))
    }
}

fn dekking() -> Dekkingsstof {
    let gemeenten = Gemeente::ALL.into_iter().map(|gemeente| {
        let door = match gemeente {
            Gemeente::Gennep => Vec::new(),
            Gemeente::Bergen => vec![QWYL],
            _ => vec![PSW, RENDIZ],
        };
        let cellen = DRIE.map(|aanbieder| Dekkingscelstof {
            aanbieder,
            dekking: Some(door.contains(&aanbieder)),
            tot: None,
            verandering: (gemeente == Gemeente::Gennep && aanbieder == QWYL).then_some(false),
        });
        let lost = gemeente == Gemeente::Gennep;
        Gemeentestof {
            gemeente,
            door,
            niet_opgegeven: false,
            niet_gedekt_sinds: lost.then(|| "2024-K1".parse().unwrap()),
            verandering: lost.then_some(false),
            cellen: cellen.to_vec(),
        }
    });
    Dekkingsstof { van: Some(kwartaal()), gemeenten: gemeenten.collect() }
}

fn missed_row(code: &str, gemeente: Gemeente) -> Herleidingsrij {
    Herleidingsrij {
        telling: Telling::Noemer,
        reden: Reden::NietVastgelegd(vec![crate::domain::Kolom::Einddatum]),
        aanbieder: Some(RENDIZ),
        deelnemer: crate::domain::Deelnemercode::new(code),
        gemeente: Some(gemeente),
        startdatum: None,
        einddatum: None,
        uitstroom: None,
        cijfer: None,
        ondernemer: None,
        bron: None,
    }
}

fn codes() -> Codes {
    Codes::new(["RZ-014"])
}

fn in_form(a: &Afspraak) -> Verslagafspraak {
    Verslagafspraak {
        nummer: a.nummer.to_string(),
        tekst: codes().mark(&a.tekst),
        eigenaar: codes().mark(&a.eigenaar),
        deadline: a.deadline,
        status: a.status,
        soort: a.soort,
        noemt_soort: a.names_its_kind(),
        resultaat: codes().mark(&a.resultaat),
        kpi: a.kpi,
        deelnemer: a.deelnemer.as_deref().map(Genoemd::new),
        verwacht: None,
    }
}

fn sample() -> Verslagstof {
    let (normen, metingen) = (normen(), metingen());
    let figure = |norm: &Norm, periode: Periode| Figuur {
        meting: metingen.iter().find(|m| m.norm == norm.id && m.periode == periode).unwrap().clone(),
        vorige: None,
    };
    let cijfer = Cijfer {
        norm: normen[0].clone(),
        kwartaal: figure(&normen[0], Periode::Kwartaal),
        jaar: figure(&normen[0], Periode::Jaar),
        trend: Vec::new(),
        rijen: vec![missed_row("RZ-014", Gemeente::Venlo)],
    };
    let punt = |sleutel: Onderdeelsleutel, titel: &str, feit: Feit| {
        let punt = Punt {
            sleutel: sleutel.clone(),
            titel: titel.into(),
            feiten: vec![feit],
            vervallen: false,
            voorbereiding: "intern".into(),
            notitie: String::new(),
            rijversie: None,
        };
        let tafel = Tafel { aanbieder: RENDIZ, register: &register(), dag: day("2024-07-18"), klein_onder: 10 };
        Verslagpunt {
            sleutel,
            titel: codes().mark(titel),
            vervallen: false,
            feiten: feiten(&punt, tafel),
            notitie: codes().mark(""),
            uitkomsten: Vec::new(),
        }
    };
    let mut late = Lopendeafspraak {
        afspraak: afspraak("RENDIZ-2024-02", "Enquête op papier", "2024-06-01"),
        te_laat: true,
        doorgeschoven: 2,
    };
    late.afspraak.deelnemer = Some("RZ-014".into());
    let made = afspraak("RENDIZ-2024-08", "Plan van aanpak tevredenheid | <versie 1>", "2024-08-30");
    let mut kpi = punt(Onderdeelsleutel::Kpi(1), "KPI 1  Monitoren voortgang van de deelnemer", Feit::Cijfer(Box::new(cijfer)));
    kpi.notitie = codes().mark("Gesproken over rz-014.\nTweede alinea.");
    kpi.uitkomsten = vec![
        Verslaguitkomst::Afspraak(Box::new(in_form(&made))),
        Verslaguitkomst::Tekst { soort: Uitkomstsoort::Besluit, tekst: codes().mark("Enquête voortaan op papier erbij") },
    ];
    let open = punt(Onderdeelsleutel::OpenAfspraken, "Openstaande afspraken", Feit::Afspraak(Box::new(late.clone())));
    let dekking_punt = punt(Onderdeelsleutel::Dekking, "Dekking", Feit::Dekking(Box::new(dekking())));
    let past = [
        trend(&normen[0], [Some((38, 40)), Some((39, 40)), None, Some((40, 40)), Some((30, 40)), Some((40, 41))]),
        trend(&normen[1], [Some((2, 4)), Some((5, 9)), Some((9, 14)), Some((13, 19)), Some((5, 8)), Some((12, 16))]),
        trend(&normen[2], [Some((0, 4)), Some((0, 9)), Some((1, 14)), Some((2, 19)), Some((0, 8)), Some((2, 16))]),
    ];
    let past: Vec<Vec<Meting>> = (0..6).map(|at| past.iter().map(|of| of[at].clone()).collect()).collect();
    let stand = Rapportstand {
        versie: Some(1),
        aangeleverd: Some(day("2024-07-16")),
        deadline: Some(day("2024-07-12")),
        werkdagen_te_laat: Some(2),
        ..Rapportstand::default()
    };
    Verslagstof {
        voorbeeld: true,
        aanbieder: aanbiedernaam(RENDIZ, &register()),
        product: product(Segment::Collectief).into(),
        kwartaal: kwartaal(),
        extra: false,
        gemeente: None,
        status: Gespreksstatus::Vastgesteld,
        datum: Some(day("2024-07-18")),
        tijd: NaiveTime::from_hms_opt(10, 0, 0),
        plaats: codes().mark("Venlo"),
        aanwezig: ["contractmanager", "beleidscollega Venlo", "teamleider Rendiz"].map(|wie| codes().mark(wie)).into(),
        afwezig: vec![codes().mark("manager Rendiz")],
        verslaglegger: codes().mark("beleidscollega Venray"),
        bevroren_op: None,
        vastgesteld_op: None,
        rapportage: rapportage(&stand),
        versies: Vec::new(),
        normen: normstanden(&normen, &metingen, &past, 10),
        klein_onder: 10,
        gewijzigd: Vec::new(),
        dekking: dekkingsverslag(&dekking(), RENDIZ),
        punten: vec![open, kpi, dekking_punt],
        afspraken: vec![in_form(&made)],
        doorlopend: vec![Doorlopend { afspraak: in_form(&late.afspraak), te_laat: true, doorgeschoven: 2, los: false }],
        afgesloten: 0,
        volgende: Some(day("2024-10-17")),
    }
}

#[test]
fn an_afspraak_that_says_itself_what_kind_it_is_says_it_once_and_what_was_written_before_stays_as_it_was() {
    let mut stof = sample();
    let said = |stof: &Verslagstof| {
        let bytes = write(&compose(stof, Keuzes::default()), Documentvorm::Markdown).unwrap();
        String::from_utf8(bytes).unwrap().to_lowercase()
    };
    for a in stof.afspraken_mut() {
        (a.soort, a.noemt_soort) = (Afspraaksoort::PlanVanAanpak, a.nummer == "RENDIZ-2024-08");
    }
    assert!(said(&stof).contains("| plan van aanpak tevredenheid"), "{}", said(&stof));
    // The other one has its kind before it.
    assert!(said(&stof).contains("| plan van aanpak: enquête op papier"), "{}", said(&stof));
    // A form of an earlier version knows nothing of it.
    let mut form = serde_json::to_value(&stof).unwrap();
    let dropped = form["afspraken"][0].as_object_mut().unwrap().remove("noemt_soort");
    assert_eq!(dropped, Some(true.into()));
    let earlier: Verslagstof = serde_json::from_value(form).unwrap();
    assert!(said(&earlier).contains("| plan van aanpak: plan van aanpak tevredenheid"), "{}", said(&earlier));
}

fn markdown(keuzes: Keuzes) -> String {
    String::from_utf8(write(&compose(&sample(), keuzes), Documentvorm::Markdown).unwrap()).unwrap()
}

fn html(keuzes: Keuzes) -> String {
    String::from_utf8(write(&compose(&sample(), keuzes), Documentvorm::Html).unwrap()).unwrap()
}

/// The parts of a Word file by name.
fn parts_of(bytes: Vec<u8>) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|i| {
            let mut file = archive.by_index(i).unwrap();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            (file.name().unwrap().into_owned(), content)
        })
        .collect()
}

/// The parts of the sample that are text.
fn docx() -> std::collections::BTreeMap<String, String> {
    let parts = parts_of(write(&compose(&sample(), Keuzes::default()), Documentvorm::Docx).unwrap());
    parts.into_iter().filter_map(|(name, content)| Some((name, String::from_utf8(content).ok()?))).collect()
}

/// A kwartaal without a report is told in every form: in Word a chart shows a gap only.
#[test]
fn a_kwartaal_without_a_report_is_not_passed_over() {
    let gat: Kwartaal = "2023-K3".parse().unwrap();
    let mut stof = sample();
    for point in stof.normen.iter_mut().flat_map(|n| &mut n.trend).filter(|t| t.kwartaal == gat) {
        (point.teller, point.noemer, point.weergave) = (None, None, "geen rapportage".into());
    }
    let said = "2023-K3: geen rapportage.";
    let of = |stof: &Verslagstof, vorm| write(&compose(stof, Keuzes::default()), vorm).unwrap();
    let markdown = String::from_utf8(of(&stof, Documentvorm::Markdown)).unwrap();
    assert!(markdown.contains(said) && markdown.contains("| 2023-K3 | geen rapportage"), "{markdown}");
    assert!(String::from_utf8(of(&stof, Documentvorm::Html)).unwrap().contains(said));
    let word = parts_of(of(&stof, Documentvorm::Docx));
    assert!(String::from_utf8(word["word/document.xml"].clone()).unwrap().contains(said));
    assert!(!String::from_utf8(of(&sample(), Documentvorm::Markdown)).unwrap().contains(said), "some normen have a figure of it");
}

#[test]
fn a_chart_carries_its_numbers_and_the_map_a_picture() {
    let parts = parts_of(write(&compose(&sample(), Keuzes::default()), Documentvorm::Docx).unwrap());
    let charts: Vec<&String> = parts.keys().filter(|k| k.starts_with("word/charts/chart")).collect();
    assert!(!charts.is_empty());
    for n in 1..=charts.len() {
        let chart = String::from_utf8(parts[&format!("word/charts/chart{n}.xml")].clone()).unwrap();
        let relation = String::from_utf8(parts[&format!("word/charts/_rels/chart{n}.xml.rels")].clone()).unwrap();
        assert!(relation.contains(&format!("../embeddings/grafiek{n}.xlsx")) && chart.contains("<c:externalData r:id=\"rId1\">"));
        let workbook = parts_of(parts[&format!("word/embeddings/grafiek{n}.xlsx")].clone());
        let sheet = String::from_utf8(workbook["xl/worksheets/sheet1.xml"].clone()).unwrap();
        // What is drawn stands in it.
        for value in chart
            .split("<c:numCache>")
            .skip(1)
            .filter_map(|c| c.split("</c:numCache>").next())
            .flat_map(|c| c.split("<c:v>").skip(1))
        {
            let value = value.split('<').next().unwrap();
            assert!(sheet.contains(&format!("<v>{value}</v>")), "{value}: {sheet}");
        }
    }
    assert!(parts["word/media/kaart1.png"].starts_with(b"\x89PNG"));
    let document = String::from_utf8(parts["word/document.xml"].clone()).unwrap();
    assert!(document.contains("<mc:Fallback>") && document.contains("<a:blip r:embed=\"kaart1\"/>"));
}

#[test]
fn the_scale_of_a_chart_is_no_longer_than_what_it_shows() {
    for (values, expected) in [
        (&[100.0, 97.4][..], (95.0, 100.0, 5.0)),
        (&[100.0, 100.0], (95.0, 100.0, 5.0)),
        (&[65.4, 83.3, 80.0], (65.0, 85.0, 5.0)),
        (&[0.0, 16.7, 10.0], (0.0, 20.0, 5.0)),
        (&[0.0, 0.0], (0.0, 5.0, 5.0)),
        (&[50.0, 100.0], (50.0, 100.0, 10.0)),
        (&[0.0, 100.0], (0.0, 100.0, 20.0)),
        (&[], (0.0, 100.0, 20.0)),
    ] {
        let Schaal { onder, boven, stap } = Schaal::of_percent(values.iter().copied());
        assert_eq!((onder, boven, stap), expected, "{values:?}");
    }
    let marks = Schaal::of_marks([7.9, 8.2].into_iter());
    assert_eq!(marks.lines().into_iter().map(|(_, label)| label).collect::<Vec<_>>(), ["7,5", "8,0", "8,5"]);
}

#[test]
fn a_short_verslag_has_no_appendix_and_everything_in_front() {
    let kort = markdown(Keuzes { kort: true, ..Keuzes::default() });
    for said in
        ["# Kort verslag accountgesprek Rendiz", "RENDIZ-2024-08", "Enquête voortaan op papier erbij", "C3.1", "Gesproken over"]
    {
        assert!(kort.contains(said), "{said}");
    }
    assert!(!kort.contains("## Bijlage") && markdown(Keuzes::default()).contains("## Bijlage"));
}

#[test]
fn who_was_there_who_was_not_and_who_wrote_it() {
    let text = markdown(Keuzes::default());
    for row in ["**Aanwezig** | contractmanager, ", "**Afwezig** | manager Rendiz", "**Verslag** | beleidscollega Venray"] {
        assert!(text.contains(row), "{row}: {text}");
    }
    let nobody = Verslagstof { afwezig: Vec::new(), verslaglegger: codes().mark(""), ..sample() };
    let text = String::from_utf8(write(&compose(&nobody, Keuzes::default()), Documentvorm::Markdown).unwrap()).unwrap();
    assert!(!text.contains("Afwezig") && !text.contains("**Verslag**"));
}

#[test]
fn nothing_is_said_twice_and_no_empty_part_is_printed() {
    let text = markdown(Keuzes::default());
    assert_eq!(
        text.matches("Plan van aanpak tevredenheid").count(),
        1,
        "the afspraak whole in front, by its number at its point"
    );
    assert!(text.contains("**Vastgelegd**: afspraak RENDIZ-2024-08 en besluit 1."), "{text}");
    assert_eq!(text.matches("Enquête voortaan op papier erbij").count(), 1);
    // Twice of the norm that has none, and once in the course of the one that lacked it in a kwartaal.
    assert!(text.matches("geen rapportage").count() <= 3, "{text}");
    assert!(!text.contains("letterlijk gelezen") && !text.contains("ter vergelijking, als"));
}

#[test]
fn the_whole_in_markdown() {
    insta::assert_snapshot!(markdown(Keuzes::default()));
}

#[test]
fn codes_and_internal_notes_stay_inside_by_default() {
    for vorm in Documentvorm::ALL {
        let bytes = write(&compose(&sample(), Keuzes::default()), vorm).unwrap();
        let text =
            if vorm == Documentvorm::Docx { docx()["word/document.xml"].clone() } else { String::from_utf8(bytes).unwrap() };
        // The print of the style can spell any word.
        let (before, after) = text.split_once("'sha256-").unwrap_or((&text, ""));
        let lower = format!("{before}{}", after.split_once('\'').map_or("", |(_, rest)| rest)).to_lowercase();
        assert!(!lower.contains("rz-014"), "{vorm:?}");
        assert!(!lower.contains("intern"), "{vorm:?}");
        assert!(!lower.contains("qwyl"), "{vorm:?}: the other aanbieders are not named");
    }
    let with = markdown(Keuzes { codes: true, ..Keuzes::default() });
    assert!(with.contains("RZ-014 (Venlo)") && with.contains("Gesproken over rz-014."));
}

#[test]
fn small_numbers_are_left_out_when_the_user_chooses_so() {
    let shown = markdown(Keuzes::default());
    assert!(shown.contains("◌ 87,5% | \\* 7 van 8"));
    let hidden = markdown(Keuzes { kleine_aantallen: false, ..Keuzes::default() });
    assert!(!hidden.contains("7 van 8") && !hidden.contains("87,5%") && !hidden.contains("1 × niet vastgelegd"));
    assert!(hidden.contains("◌ | klein aantal"), "the verdict stays");
}

#[test]
fn the_same_gesprek_gives_the_same_bytes() {
    for vorm in Documentvorm::ALL {
        let once = write(&compose(&sample(), Keuzes::default()), vorm).unwrap();
        assert_eq!(once, write(&compose(&sample(), Keuzes::default()), vorm).unwrap(), "{vorm:?}");
    }
}

#[test]
fn example_data_says_so_in_every_form() {
    assert!(markdown(Keuzes::default()).contains("VOORBEELDGEGEVENS"));
    assert!(html(Keuzes::default()).contains("VOORBEELDGEGEVENS"));
    let parts = docx();
    assert!(parts["word/document.xml"].contains("VOORBEELDGEGEVENS") && parts["word/header1.xml"].contains("VOORBEELDGEGEVENS"));
    let real = Verslagstof { voorbeeld: false, ..sample() };
    for vorm in [Documentvorm::Html, Documentvorm::Markdown] {
        let text = String::from_utf8(write(&compose(&real, Keuzes::default()), vorm).unwrap()).unwrap();
        assert!(!text.contains("VOORBEELD"), "{vorm:?}");
    }
}

#[test]
fn the_page_stands_on_its_own_and_can_be_read_by_ear() {
    let html = html(Keuzes::default());
    assert!(html.contains("<html lang=\"nl\">") && html.contains("<title>Verslag accountgesprek Rendiz"));
    for outside in ["<script", "<link", "src=", "href=", "url(", "@import", "style=\"", "unsafe"] {
        assert!(!html.contains(outside), "{outside}");
    }
    assert_eq!(html.matches("<h1").count(), 1);
    // Every drawing has its words, every table its caption and heads.
    let drawings = html.matches("role=\"img\"").count();
    assert!(drawings >= 3, "{drawings}");
    assert_eq!(html.matches("<title id=").count(), drawings);
    assert_eq!(html.matches("<desc id=").count(), drawings);
    let tables = html.matches("<table>").count();
    assert_eq!((html.matches("<caption").count(), html.matches("<thead>").count()), (tables, tables));
    assert!(html.contains("scope=\"row\"") && html.contains("scope=\"col\""));
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|r| r.split('"').next()).collect();
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "every id is there once");
    assert!(html.contains("&#60;versie 1&#62;") || html.contains("&lt;versie 1&gt;"), "typed text is no markup");
    assert!(html.contains("@page { size: A4"));
}

#[test]
fn the_word_file_is_whole_well_formed_and_dutch() {
    let parts = docx();
    for (name, text) in &parts {
        let mut reader = quick_xml::Reader::from_str(text);
        loop {
            match reader.read_event() {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(_) => {}
                Err(error) => panic!("{name}: {error}"),
            }
        }
    }
    let document = &parts["word/document.xml"];
    for style in ["Titel", "Kop1", "Kop2", "Lijstopsomteken", "Verslagtabel", "Uitkomst"] {
        assert!(document.contains(&format!("w:val=\"{style}\"")), "{style} is used");
        assert!(parts["word/styles.xml"].contains(&format!("w:styleId=\"{style}\"")), "{style} is defined");
    }
    let tables = document.matches("<w:tblStyle w:val=\"Verslagtabel\"/>").count();
    assert_eq!(document.matches("<w:tblHeader/>").count(), tables, "every table repeats its header row");
    assert!(document.contains("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"), "A4");
    assert!(parts["word/styles.xml"].contains("w:lang w:val=\"nl-NL\""));
    assert!(parts["word/footer1.xml"].contains("NUMPAGES"));
    assert!(parts["docProps/core.xml"].contains("<dc:title>Verslag accountgesprek Rendiz, 2e kwartaal 2024</dc:title>"));
    // Every relation has its part, every part its type.
    for target in parts["word/_rels/document.xml.rels"].split("Target=\"").skip(1).filter_map(|r| r.split('"').next()) {
        assert!(target.starts_with("media/") || parts.contains_key(&format!("word/{target}")), "{target}");
        let kind = target.rsplit('.').next().unwrap();
        let types = [format!("PartName=\"/word/{target}\""), format!("Extension=\"{kind}\" ContentType=\"image")];
        assert!(types.iter().any(|t| parts["[Content_Types].xml"].contains(t)), "{target}");
    }
    let charts = parts.keys().filter(|k| k.starts_with("word/charts/chart")).count();
    assert_eq!(document.matches("<c:chart ").count(), charts);
    assert!(charts >= 2);
    assert_eq!(document.matches("descr=\"").count(), charts + 2, "every drawing has its words, the map and its picture too");
}

#[test]
fn a_gesprek_with_nothing_in_it_is_a_verslag_too() {
    let empty = Verslagstof {
        punten: Vec::new(),
        normen: Vec::new(),
        dekking: None,
        afspraken: Vec::new(),
        doorlopend: Vec::new(),
        datum: None,
        tijd: None,
        volgende: None,
        status: Gespreksstatus::Gepland,
        ..sample()
    };
    for vorm in Documentvorm::ALL {
        assert!(!write(&compose(&empty, Keuzes::default()), vorm).unwrap().is_empty(), "{vorm:?}");
    }
    let text = String::from_utf8(write(&compose(&empty, Keuzes::default()), Documentvorm::Markdown).unwrap()).unwrap();
    assert!(!text.contains("Besluiten en afspraken") && text.contains("Concept: het gesprek is nog niet gehouden."));
}

#[test]
fn what_moved_since_the_gesprek_is_said() {
    let of = |waarde: Waarde| {
        let mut metingen = metingen();
        metingen.retain(|m| m.norm.as_str() != "C2.1" || m.periode != Periode::Jaar);
        metingen.push(meting(&normen()[1], kwartaal(), Periode::Jaar, waarde));
        normstanden(&normen(), &metingen, &[], 10).remove(1).jaar
    };
    let (norm, periode) = ("C2.1".into(), "2024 t/m K2".into());
    let moved = Wijzigingregel { norm, periode, toen: of(measured(12, 16)), nu: of(measured(14, 16)) };
    let stof = Verslagstof { gewijzigd: vec![moved], ..sample() };
    let text = String::from_utf8(write(&compose(&stof, Keuzes::default()), Documentvorm::Markdown).unwrap()).unwrap();
    assert!(text.contains("### Sinds het gesprek gewijzigd"));
    assert!(text.contains("C2.1 2024 t/m K2: 75,0% (12 van 16), losgelaten → 87,5% (14 van 16), losgelaten"));
}

#[test]
fn a_mean_is_no_percentage() {
    let norm = &normen()[4];
    let waarde = Waarde::Gemeten { teller: Decimal::new(255, 1), noemer: 3 };
    let mut metingen = metingen();
    metingen.retain(|m| m.norm != norm.id);
    metingen.extend(Periode::ALL.map(|p| meting(norm, kwartaal(), p, waarde.clone())));
    let stof = Verslagstof { normen: normstanden(&normen(), &metingen, &[], 10), ..sample() };
    let text = String::from_utf8(write(&compose(&stof, Keuzes::default()), Documentvorm::Markdown).unwrap()).unwrap();
    assert!(text.contains("✓ 8,5 | \\* 3 cijfers"), "{text}");
}
