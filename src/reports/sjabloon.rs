//! Empty workbooks to send out: drop-downs, checks, an explanation and an example row. Filled in, they read back without a finding.
//!
//! Byte for byte the same every time: no clock, a fixed creation date.

use std::borrow::Cow;

use chrono::NaiveDate;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, Format, FormatAlign, FormatBorder,
    Formula, Workbook, Worksheet, XlsxError,
};

use crate::domain::{
    Gemeente, Kolom, Kolomsoort, Kolomwaarde, Kwartaal, Niveau, Productopgave, Segment, Toon, Trajectregel, Uitstroomsoort,
};
use crate::wording::telwoord;

/// The kinds of workbooks that are sent out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sjabloon {
    Kwartaalrapportage,
    Dekkingsoverzicht,
    Uitvraag,
    Cvs,
}

/// What is filled in beforehand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Vooraf {
    /// The names of the aanbieders of segment collectief: a dekkingsoverzicht and an uitvraag have rows ready for them.
    pub aanbieders: Vec<String>,
    /// The names to choose from where an aanbieder of either segment may be meant.
    pub register: Vec<String>,
    /// Whose report it is.
    pub aanbieder: Option<String>,
    /// What it reports of, when that is nothing but segment individueel.
    pub segment: Segment,
    /// Made of the example data.
    pub voorbeeld: bool,
    /// The trajecten that run, of which what does not change is filled in: see [`VOORAF_INGEVULD`].
    pub trajecten: Vec<Trajectregel>,
    pub kwartaal: Option<Kwartaal>,
    pub gemeente: Option<Gemeente>,
}

/// What is filled in of a traject that ran in the report before.
const VOORAF_INGEVULD: [Kolom; 9] = [
    Kolom::Deelnemer,
    Kolom::Gemeente,
    Kolom::Groep,
    Kolom::Startdatum,
    Kolom::Einddatum,
    Kolom::Begintrede,
    Kolom::Doeltrede,
    Kolom::HuidigeTrede,
    Kolom::Product,
];

/// The last row that the checks cover, zero-based.
const LAATSTE_RIJ: u32 = 2_000;
/// How many rows the uitvraag of a gemeente has ready for each aanbieder; what stays empty is no answer.
const RIJEN_PER_AANBIEDER: usize = 4;
/// What stands in the first cell of an example row; the reader leaves such a row out.
const VOORBEELD: &str = "VOORBEELD";

/// What a column holds, and with that how Excel checks it.
#[derive(Debug, Clone, Copy)]
enum Sjablooninhoud {
    Tekst,
    Code,
    Datum,
    JaNee,
    /// 1–6, or a label of the gemeente's own.
    Trede,
    Cijfer,
    /// Whole, 0 or more.
    Aantal,
    /// 0 or more.
    Uren,
    /// A column of the sheet Lijsten.
    Lijst(Sjabloonlijst),
}

/// The drop-downs, in the order of their columns on the sheet Lijsten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sjabloonlijst {
    JaNee,
    Gemeente,
    Aanbieder,
    Register,
    Uitstroom,
    Product,
    Niveau,
    Segment,
    Oordeel,
    Onderwerp,
    Kpi,
}

impl Sjabloonlijst {
    const ALL: [Self; 11] = [
        Self::JaNee,
        Self::Gemeente,
        Self::Aanbieder,
        Self::Register,
        Self::Uitstroom,
        Self::Product,
        Self::Niveau,
        Self::Segment,
        Self::Oordeel,
        Self::Onderwerp,
        Self::Kpi,
    ];

    fn woorden(self, vooraf: &Vooraf) -> Vec<&str> {
        match self {
            Self::JaNee => vec!["ja", "nee"],
            Self::Gemeente => Gemeente::ALL.map(Gemeente::naam).to_vec(),
            Self::Aanbieder => vooraf.aanbieders.iter().map(String::as_str).collect(),
            Self::Register => vooraf.register.iter().map(String::as_str).collect(),
            Self::Uitstroom => Uitstroomsoort::ALL.map(Uitstroomsoort::naam).to_vec(),
            Self::Product => Productopgave::ALL.map(Productopgave::naam).to_vec(),
            Self::Niveau => [Niveau::Casusregisseur, Niveau::Ondernemer].map(niveau).to_vec(),
            Self::Segment => Segment::ALL.map(Segment::naam).to_vec(),
            Self::Oordeel => [Toon::Positief, Toon::Neutraal, Toon::Negatief].map(Toon::naam).to_vec(),
            Self::Onderwerp => {
                vec![
                    "doelrealisatie",
                    "voorliggend veld",
                    "ervaring in uitvoering",
                    "visie en ontwikkeldoelen",
                    "dekking",
                    "overig",
                ]
            }
            Self::Kpi => vec!["1", "2", "3", "4"],
        }
    }

    /// The range of the list on the sheet Lijsten.
    fn bereik(self, vooraf: &Vooraf) -> Formula {
        let index = Self::ALL.iter().position(|l| *l == self).unwrap_or(0);
        // There are eleven lists, so a column is one letter.
        let letter = char::from(b'A' + u8::try_from(index).unwrap_or(0));
        Formula::new(format!("=Lijsten!${letter}$1:${letter}${}", self.woorden(vooraf).len().max(1)))
    }
}

const fn niveau(niveau: Niveau) -> &'static str {
    match niveau {
        Niveau::Casusregisseur => "casusregisseur",
        Niveau::Ondernemer => "ondernemer",
    }
}

/// A column of a template.
struct Sjabloonveld {
    naam: &'static str,
    verplicht: bool,
    inhoud: Sjablooninhoud,
    uitleg: Cow<'static, str>,
    /// Empty for none; the first column's is [`VOORBEELD`].
    voorbeeld: &'static str,
}

const fn veld(naam: &'static str, inhoud: Sjablooninhoud, voorbeeld: &'static str, uitleg: &'static str) -> Sjabloonveld {
    Sjabloonveld { naam, verplicht: false, inhoud, uitleg: Cow::Borrowed(uitleg), voorbeeld }
}

const fn verplicht(naam: &'static str, inhoud: Sjablooninhoud, voorbeeld: &'static str, uitleg: &'static str) -> Sjabloonveld {
    Sjabloonveld { naam, verplicht: true, inhoud, uitleg: Cow::Borrowed(uitleg), voorbeeld }
}

const UITLEG_CODE: &str = "Uw eigen code voor de deelnemer, 1 tot 32 tekens. Nooit een naam of burgerservicenummer. Gebruik elk kwartaal dezelfde code.";

/// What the template says of a column: an example (empty for none) and an explanation.
const fn uitleg(kolom: Kolom) -> (&'static str, &'static str) {
    match kolom {
        Kolom::Deelnemer => (VOORBEELD, UITLEG_CODE),
        Kolom::Gemeente => ("Venlo", "De gemeente van de deelnemer."),
        Kolom::Groep => ("Groep 1", "Naam of code van de groep."),
        Kolom::Startdatum => ("15-1-2024", "De dag waarop het traject begon; niet na het einde van het kwartaal."),
        Kolom::Einddatum => ("14-1-2026", "Het afgesproken einde van de trajectperiode, zoals het nu staat."),
        Kolom::Aanpassingen => ("0", "Hoe vaak de duur is aangepast."),
        Kolom::Startsituatie => ("ja", "Is de startsituatie vastgelegd (Positieve Gezondheid)?"),
        Kolom::Begintrede => ("2", "De trede op de participatieladder bij de start, 1 tot en met 6."),
        Kolom::Doeltrede => ("4", "De trede waar het traject naartoe werkt."),
        Kolom::HuidigeTrede => ("3", "De trede aan het einde van het kwartaal."),
        Kolom::Doelen => ("ja", "Zijn er doelen afgesproken?"),
        Kolom::InBeeld => ("ja", "Is de deelnemer in beeld?"),
        Kolom::ContactProfessionals => ("ja", "Is er contact met de andere betrokken professionals?"),
        Kolom::VoortgangGeleverd => ("20-3-2024", "De dag waarop de casusregisseur de voortgangsinformatie kreeg."),
        Kolom::Uitstroomdatum => ("", "De dag waarop het traject eindigde. Samen met Uitstroom."),
        Kolom::Uitstroom => ("", "Waarheen de deelnemer uitstroomde. Samen met Uitstroomdatum."),
        Kolom::UitvalEensluidend => ("", "Bij uitval: is dat samen vastgesteld door aanbieder, deelnemer en casusregisseur?"),
        Kolom::Uren => ("24,5", "Geleverde uren in dit kwartaal."),
        Kolom::Product => (
            "",
            "Segment individueel: mbo of hbo; voor uren van beide twee rijen, die verder gelijk zijn. Collectief: leeg, of P1 na mbo of hbo.",
        ),
        Kolom::Cijfer => ("8,0", "Het gemiddelde cijfer dat de deelnemer geeft, 1 tot en met 10. Geen percentage."),
        Kolom::Vervolgafspraak => ("", "In het derde jaar: is er een afspraak over een volgende plek?"),
        Kolom::VolgendeStap => ("ja", "Is de volgende stap bepaald?"),
        Kolom::Aanmelddatum => ("2-1-2024", "De dag van de aanvraag voor het matchingsgesprek."),
        Kolom::Matchingsgesprek => ("8-1-2024", "De dag van het matchingsgesprek."),
        Kolom::Eindrapportage => ("", "Na afloop: de dag waarop de casusregisseur de eindrapportage kreeg."),
        Kolom::Toelichting => ("Deze rij is een voorbeeld en telt niet mee.", "Vrije tekst. Geen namen."),
    }
}

/// How Excel checks a column.
const fn inhoud(soort: Kolomsoort) -> Sjablooninhoud {
    match soort {
        Kolomsoort::Code => Sjablooninhoud::Code,
        Kolomsoort::Gemeente => Sjablooninhoud::Lijst(Sjabloonlijst::Gemeente),
        Kolomsoort::Tekst => Sjablooninhoud::Tekst,
        Kolomsoort::Datum | Kolomsoort::Einde => Sjablooninhoud::Datum,
        Kolomsoort::Aantal => Sjablooninhoud::Aantal,
        Kolomsoort::JaNee => Sjablooninhoud::JaNee,
        Kolomsoort::Trede => Sjablooninhoud::Trede,
        Kolomsoort::Uitstroom => Sjablooninhoud::Lijst(Sjabloonlijst::Uitstroom),
        Kolomsoort::Uren => Sjablooninhoud::Uren,
        Kolomsoort::Product => Sjablooninhoud::Lijst(Sjabloonlijst::Product),
        Kolomsoort::Cijfer => Sjablooninhoud::Cijfer,
    }
}

fn deelnemers() -> Vec<Sjabloonveld> {
    let veld = |kolom: Kolom| {
        let (voorbeeld, uitleg) = uitleg(kolom);
        let (naam, verplicht, inhoud) = (kolom.naam(), kolom.is_verplicht(), inhoud(kolom.soort()));
        Sjabloonveld { naam, verplicht, inhoud, uitleg: Cow::Borrowed(uitleg), voorbeeld }
    };
    Kolom::ALL.map(veld).into()
}

fn tevredenheid() -> Vec<Sjabloonveld> {
    vec![
        verplicht(
            "Niveau",
            Sjablooninhoud::Lijst(Sjabloonlijst::Niveau),
            VOORBEELD,
            "casusregisseur: het cijfer dat u de casusregisseurs geeft. ondernemer: het cijfer dat een werkgever geeft.",
        ),
        verplicht("Cijfer", Sjablooninhoud::Cijfer, "8,0", "Een cijfer van 1 tot en met 10. Geen percentage."),
        veld("Gemeente", Sjablooninhoud::Lijst(Sjabloonlijst::Gemeente), "Venlo", "De gemeente waar het cijfer over gaat."),
        veld("Datum", Sjablooninhoud::Datum, "20-3-2024", "De dag waarop het cijfer is gegeven."),
        veld(
            "Ondernemer",
            Sjablooninhoud::Code,
            "W-01",
            "Uw eigen code voor de werkgever. Van elke werkgever telt het cijfer met de laatste Datum.",
        ),
        veld(
            "Segment",
            Sjablooninhoud::Lijst(Sjabloonlijst::Segment),
            "",
            "Over welk segment het cijfer gaat. Leeg: collectief, of individueel als u alleen daarvoor een contract heeft.",
        ),
        veld("Toelichting", Sjablooninhoud::Tekst, "Deze rij is een voorbeeld en telt niet mee.", "Vrije tekst. Geen namen."),
    ]
}

fn samenwerking() -> Vec<Sjabloonveld> {
    vec![
        veld(
            "Voortgang",
            Sjablooninhoud::Tekst,
            VOORBEELD,
            "Hoe verloopt de samenwerking met de gemeenten en de andere aanbieders?",
        ),
        veld("Eigen aandeel", Sjablooninhoud::Tekst, "Wat wij zelf bijdroegen.", "Wat droeg u zelf bij?"),
        veld("Ontwikkelpunten", Sjablooninhoud::Tekst, "Wat beter kan.", "Wat kan er beter, en wat gaat u daaraan doen?"),
    ]
}

fn dekking(vooraf: &Vooraf) -> Vec<Sjabloonveld> {
    let keus = match vooraf.aanbieders.len() {
        1 => "De aanbieder.".to_owned(),
        n => format!("Een van de {} aanbieders.", telwoord(u32::try_from(n).unwrap_or(u32::MAX))),
    };
    vec![
        verplicht("Gemeente", Sjablooninhoud::Lijst(Sjabloonlijst::Gemeente), VOORBEELD, "Een van de zeven gemeenten."),
        Sjabloonveld {
            uitleg: keus.into(),
            ..verplicht("Aanbieder", Sjablooninhoud::Lijst(Sjabloonlijst::Aanbieder), "PSW", "")
        },
        verplicht("Dekking", Sjablooninhoud::JaNee, "ja", "Is er op dit moment aanbod van deze aanbieder in deze gemeente?"),
        veld("Locatie", Sjablooninhoud::Tekst, "De Locht", "Waar."),
        veld("Capaciteit", Sjablooninhoud::Aantal, "12", "Hoeveel plaatsen."),
        veld("Vanaf", Sjablooninhoud::Datum, "1-1-2024", "Vanaf welke dag dit geldt. Leeg: altijd al."),
        veld("Tot", Sjablooninhoud::Datum, "", "Tot en met welke dag dit geldt. Leeg: voorlopig."),
        veld("Toelichting", Sjablooninhoud::Tekst, "Deze rij is een voorbeeld en telt niet mee.", "Vrije tekst."),
    ]
}

fn uitvraag() -> Vec<Sjabloonveld> {
    vec![
        verplicht("Gemeente", Sjablooninhoud::Lijst(Sjabloonlijst::Gemeente), VOORBEELD, "Uw gemeente."),
        verplicht(
            "Aanbieder",
            Sjablooninhoud::Lijst(Sjabloonlijst::Register),
            "PSW",
            "Over welke aanbieder dit gaat, van welk segment ook. Eén rij per punt.",
        ),
        verplicht(
            "Toelichting",
            Sjablooninhoud::Tekst,
            "Deze rij is een voorbeeld en telt niet mee.",
            "Wat u wilt meegeven, of: niets te melden. Geen namen van deelnemers.",
        ),
        veld("Datum", Sjablooninhoud::Datum, "20-3-2024", "De dag van uw antwoord."),
        veld("Functie", Sjablooninhoud::Tekst, "casusregisseur", "Uw functie."),
        veld("Onderwerp", Sjablooninhoud::Lijst(Sjabloonlijst::Onderwerp), "dekking", "Waar het over gaat."),
        veld("KPI", Sjablooninhoud::Lijst(Sjabloonlijst::Kpi), "1", "Bij welke KPI het hoort, 1 tot en met 4."),
        veld("Oordeel", Sjablooninhoud::Lijst(Sjabloonlijst::Oordeel), "neutraal", "positief, neutraal of negatief."),
    ]
}

fn cvs() -> Vec<Sjabloonveld> {
    vec![
        verplicht(
            "Deelnemer",
            Sjablooninhoud::Code,
            VOORBEELD,
            "De code die ook de aanbieder gebruikt. Nooit een naam of burgerservicenummer.",
        ),
        verplicht("Aanbieder", Sjablooninhoud::Lijst(Sjabloonlijst::Register), "PSW", "De aanbieder van het traject."),
        verplicht("Startdatum", Sjablooninhoud::Datum, "15-1-2024", "De dag waarop het traject begon."),
        veld("Startsituatie", Sjablooninhoud::JaNee, "ja", "Is de startsituatie vastgelegd?"),
        veld("Begintrede", Sjablooninhoud::Trede, "2", "De trede bij de start, 1 tot en met 6 of uw eigen benaming."),
        veld("Doeltrede", Sjablooninhoud::Trede, "4", "De trede waar het traject naartoe werkt."),
        veld("Huidige trede", Sjablooninhoud::Trede, "3", "De trede nu."),
        veld("Doelen", Sjablooninhoud::JaNee, "ja", "Zijn er doelen afgesproken?"),
        veld("Einddatum", Sjablooninhoud::Datum, "14-1-2026", "Het afgesproken einde van de trajectperiode."),
        veld("Beoordeeld op", Sjablooninhoud::Datum, "20-3-2024", "De dag van uw laatste beoordeling."),
    ]
}

/// Returns the workbook as bytes.
///
/// # Errors
/// Only when the writer refuses, which a test rules out for every kind.
pub fn sjabloon(soort: Sjabloon, vooraf: &Vooraf) -> Result<Vec<u8>, XlsxError> {
    let mut boek = Workbook::new();
    boek.set_properties(&eigenschappen(&titel(soort, vooraf)));
    let bladen: Vec<(&str, Vec<Sjabloonveld>)> = match soort {
        Sjabloon::Kwartaalrapportage => {
            vec![("Deelnemers", deelnemers()), ("Tevredenheid", tevredenheid()), ("Samenwerking", samenwerking())]
        }
        Sjabloon::Dekkingsoverzicht => vec![("Dekkingsoverzicht", dekking(vooraf))],
        Sjabloon::Uitvraag => vec![("Uitvraag", uitvraag())],
        Sjabloon::Cvs => vec![("CVS", cvs())],
    };
    schrijf_uitleg(boek.add_worksheet().set_name("Uitleg")?, soort, vooraf, &bladen)?;
    schrijf_voorblad(boek.add_worksheet().set_name("Voorblad")?, soort, vooraf)?;
    for (naam, velden) in &bladen {
        let blad = boek.add_worksheet().set_name(*naam)?;
        schrijf_tabel(blad, velden, vooraf)?;
        if *naam == "Deelnemers" {
            schrijf_trajecten(blad, &vooraf.trajecten)?;
        }
        if soort == Sjabloon::Dekkingsoverzicht {
            let paren = Gemeente::ALL.into_iter().flat_map(|g| vooraf.aanbieders.iter().map(move |a| (g, a)));
            for (rij, (gemeente, aanbieder)) in (2_u32..).zip(paren) {
                blad.write_string(rij, 0, gemeente.naam())?.write_string(rij, 1, aanbieder)?;
            }
        }
        if soort == Sjabloon::Uitvraag
            && let Some(gemeente) = vooraf.gemeente
        {
            let wie = vooraf.aanbieders.iter().flat_map(|a| std::iter::repeat_n(a, RIJEN_PER_AANBIEDER));
            for (rij, aanbieder) in (2_u32..).zip(wie) {
                blad.write_string(rij, 0, gemeente.naam())?.write_string(rij, 1, aanbieder)?;
            }
        }
    }
    schrijf_lijsten(boek.add_worksheet().set_name("Lijsten")?, vooraf)?;
    boek.save_to_buffer()
}

/// Properties without the clock, so that the same workbook is the same bytes.
pub(super) fn eigenschappen(titel: &str) -> DocProperties {
    let gemaakt = NaiveDate::from_ymd_opt(2024, 1, 1).and_then(|d| d.and_hms_opt(0, 0, 0));
    let basis = DocProperties::new().set_title(titel);
    match gemaakt {
        Some(dag) => basis.set_creation_datetime(&dag.and_utc()),
        None => basis,
    }
}

fn titel(soort: Sjabloon, vooraf: &Vooraf) -> Cow<'static, str> {
    let titel: Cow<'static, str> = match (soort, vooraf.segment) {
        (Sjabloon::Kwartaalrapportage, Segment::Collectief) => "Kwartaalrapportage Begeleiding Collectief".into(),
        (Sjabloon::Kwartaalrapportage, Segment::Individueel) => "Kwartaalrapportage Begeleiding Individueel".into(),
        (Sjabloon::Dekkingsoverzicht, _) => match vooraf.aanbieders.len() {
            1 => "Dekkingsoverzicht".into(),
            n => format!("Dekkingsoverzicht van de {} aanbieders", telwoord(u32::try_from(n).unwrap_or(u32::MAX))).into(),
        },
        (Sjabloon::Uitvraag, _) => "Uitvraag aan de gemeenten".into(),
        (Sjabloon::Cvs, _) => "CVS-export van een gemeente".into(),
    };
    if vooraf.voorbeeld { format!("{titel} – VOORBEELDGEGEVENS").into() } else { titel }
}

fn vet() -> Format {
    Format::new().set_bold()
}

fn kopstijl(verplicht: bool) -> Format {
    let kleur = if verplicht { Color::RGB(0x001F_4E79) } else { Color::RGB(0x005B_7A99) };
    Format::new()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(kleur)
        .set_border_bottom(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::Top)
}

fn schrijf_uitleg(
    blad: &mut Worksheet,
    soort: Sjabloon,
    vooraf: &Vooraf,
    bladen: &[(&str, Vec<Sjabloonveld>)],
) -> Result<(), XlsxError> {
    let tekst = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    blad.set_column_width(0, 24)?.set_column_width(1, 12)?.set_column_width(2, 90)?;
    blad.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    blad.write_string_with_format(0, 0, titel(soort, vooraf), &vet().set_font_size(14))?;
    let mut rij = 2;
    let voorblad = match soort {
        Sjabloon::Kwartaalrapportage if vooraf.aanbieder.is_some() => {
            "Aanbieder en kwartaal staan al op het blad Voorblad; vul daar de datum van aanlevering bij in."
        }
        Sjabloon::Kwartaalrapportage => "Vul eerst het blad Voorblad in: aanbieder, kwartaal en datum van aanlevering.",
        Sjabloon::Cvs => "Vul eerst het blad Voorblad in: gemeente en kwartaal.",
        Sjabloon::Dekkingsoverzicht | Sjabloon::Uitvraag => "Vul eerst het blad Voorblad in: het kwartaal.",
    };
    let (eerst, dan) = match (soort, vooraf.gemeente) {
        (Sjabloon::Uitvraag, Some(_)) => (
            if vooraf.kwartaal.is_some() {
                "Gemeente en kwartaal staan al op het blad Voorblad; laat ze staan."
            } else {
                voorblad
            },
            "Vul op het blad Uitvraag in wat u over een aanbieder wilt meegeven, één rij per punt. Rijen die u leeg laat, tellen niet mee; rijen erbij mag.",
        ),
        (Sjabloon::Kwartaalrapportage, _) if !vooraf.trajecten.is_empty() => (
            voorblad,
            "Op het blad Deelnemers staan de trajecten die in uw vorige rapportage liepen, met wat u toen opgaf. Kijk na wat er staat, vul de lege kolommen aan en zet nieuwe trajecten eronder. Liep een traject dit kwartaal niet meer, haal dan zijn rij weg.",
        ),
        _ => (voorblad, "Vul daarna de andere bladen in, één rij per regel, zonder lege regels of totalen ertussen."),
    };
    for regel in [
        eerst,
        dan,
        "De grijze rij met VOORBEELD laat zien hoe het moet. Hij telt niet mee; u mag hem laten staan of verwijderen.",
        "Laat leeg wat u niet weet. Een lege cel betekent: niet vastgelegd. Schrijf geen 0, streepje of n.v.t.",
        "Datums als 31-3-2024 (de dag eerst). Ja of nee voluit. Cijfers van 1 tot en met 10.",
        "Laat de namen van de kolommen staan. De volgorde maakt niet uit.",
        "Zet er geen namen, geboortedata of burgerservicenummers in: dan wordt het bestand geweigerd.",
    ] {
        blad.merge_range(rij, 0, rij, 2, regel, &tekst)?;
        // So many lines of this width; merged cells never fit their height by themselves.
        if let lines @ 2.. = regel.chars().count().div_ceil(120) {
            blad.set_row_height(rij, 15 * u32::try_from(lines).unwrap_or(1))?;
        }
        rij += 1;
    }
    for (naam, velden) in bladen {
        rij += 1;
        blad.write_string_with_format(rij, 0, format!("Blad {naam}"), &vet())?;
        rij += 1;
        for (k, kop) in ["Kolom", "Verplicht", "Wat u invult"].into_iter().enumerate() {
            blad.write_string_with_format(rij, kolomnummer(k), kop, &kopstijl(true))?;
        }
        for veld in velden {
            rij += 1;
            blad.write_string_with_format(rij, 0, veld.naam, &tekst)?;
            blad.write_string_with_format(rij, 1, if veld.verplicht { "ja" } else { "" }, &tekst)?;
            blad.write_string_with_format(rij, 2, &*veld.uitleg, &tekst)?;
            // Two lines of this width; a reader does not always fit the height by itself.
            if veld.uitleg.chars().count() > 90 {
                blad.set_row_height(rij, 30)?;
            }
        }
        rij += 1;
    }
    Ok(())
}

/// The index of a column; templates have a few dozen at most.
fn kolomnummer(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

fn schrijf_voorblad(blad: &mut Worksheet, soort: Sjabloon, vooraf: &Vooraf) -> Result<(), XlsxError> {
    blad.set_column_width(0, 22)?.set_column_width(1, 34)?;
    blad.write_string_with_format(0, 0, titel(soort, vooraf), &vet().set_font_size(14))?;
    let invul = Format::new().set_border(FormatBorder::Thin).set_align(FormatAlign::Left);
    let mut rij = 2;
    if soort == Sjabloon::Kwartaalrapportage {
        blad.write_string_with_format(rij, 0, "Aanbieder", &vet())?;
        blad.write_string_with_format(rij, 1, vooraf.aanbieder.as_deref().unwrap_or_default(), &invul)?;
        blad.add_data_validation(rij, 1, rij, 1, &keuzelijst(Sjabloonlijst::Register, vooraf)?)?;
        rij += 1;
    }
    // On the Voorblad of an uitvraag it says that the rows stand ready: those that stay empty are then no mistake.
    if soort == Sjabloon::Cvs || (soort == Sjabloon::Uitvraag && vooraf.gemeente.is_some()) {
        blad.write_string_with_format(rij, 0, "Gemeente", &vet())?;
        blad.write_string_with_format(rij, 1, vooraf.gemeente.map_or("", Gemeente::naam), &invul)?;
        blad.add_data_validation(rij, 1, rij, 1, &keuzelijst(Sjabloonlijst::Gemeente, vooraf)?)?;
        rij += 1;
    }
    blad.write_string_with_format(rij, 0, "Kwartaal", &vet())?;
    blad.write_string_with_format(
        rij,
        1,
        vooraf.kwartaal.map_or(String::new(), |k| k.to_string()),
        &invul.clone().set_num_format("@"),
    )?;
    let hint = DataValidation::new().set_input_title("Kwartaal")?.set_input_message("Schrijf het als 2024-K2.")?;
    blad.add_data_validation(rij, 1, rij, 1, &hint)?;
    rij += 1;
    if soort == Sjabloon::Kwartaalrapportage {
        blad.write_string_with_format(rij, 0, "Datum aanlevering", &vet())?;
        blad.write_blank(rij, 1, &invul.clone().set_num_format("dd-mm-yyyy"))?;
        blad.add_data_validation(rij, 1, rij, 1, &datumcontrole()?)?;
        rij += 1;
        blad.write_string_with_format(rij, 0, "Contactpersoon", &vet())?;
        blad.write_blank(rij, 1, &invul)?;
    }
    Ok(())
}

fn schrijf_tabel(blad: &mut Worksheet, velden: &[Sjabloonveld], vooraf: &Vooraf) -> Result<(), XlsxError> {
    blad.set_freeze_panes(1, 1)?;
    blad.set_landscape().set_paper_size(9).set_repeat_rows(0, 0)?;
    blad.set_row_height(0, 32)?;
    for (index, veld) in velden.iter().enumerate() {
        let kolom = kolomnummer(index);
        let opmaak = match veld.inhoud {
            Sjablooninhoud::Datum => Format::new().set_num_format("dd-mm-yyyy"),
            Sjablooninhoud::Cijfer => Format::new().set_num_format("0.0"),
            Sjablooninhoud::Uren => Format::new().set_num_format("0.00"),
            // A code of digits only stays as typed.
            Sjablooninhoud::Code => Format::new().set_num_format("@"),
            Sjablooninhoud::Tekst => Format::new().set_text_wrap().set_align(FormatAlign::Top),
            _ => Format::new(),
        };
        blad.set_column_format(kolom, &opmaak)?;
        blad.set_column_width(kolom, breedte(veld))?;
        blad.write_string_with_format(0, kolom, veld.naam, &kopstijl(veld.verplicht))?;
        let grijs = opmaak.set_italic().set_font_color(Color::RGB(0x0080_8080)).set_background_color(Color::RGB(0x00F2_F2F2));
        schrijf_voorbeeld(blad, kolom, veld, &grijs)?;
        if let Some(controle) = controle(veld, vooraf)? {
            blad.add_data_validation(2, kolom, LAATSTE_RIJ, kolom, &controle)?;
        }
    }
    Ok(())
}

/// Puts in what does not change of the trajecten that ran; the rest is what the sender comes to tell.
fn schrijf_trajecten(blad: &mut Worksheet, trajecten: &[Trajectregel]) -> Result<(), XlsxError> {
    let (datum, tekst) = (Format::new().set_num_format("dd-mm-yyyy"), Format::new().set_num_format("@"));
    for (rij, traject) in (2_u32..).zip(trajecten) {
        let filled = (0_u16..).zip(Kolom::ALL).filter(|(_, kolom)| VOORAF_INGEVULD.contains(kolom));
        for (nummer, waarde) in filled.filter_map(|(nummer, kolom)| Some((nummer, kolom.of(traject)?))) {
            match waarde {
                Kolomwaarde::Code(code) => blad.write_string_with_format(rij, nummer, code.as_str(), &tekst)?,
                Kolomwaarde::Gemeente(gemeente) => blad.write_string(rij, nummer, gemeente.naam())?,
                Kolomwaarde::Tekst(tekst) => blad.write_string(rij, nummer, tekst.as_str())?,
                Kolomwaarde::Dag(dag) => blad.write_date_with_format(rij, nummer, dag, &datum)?,
                Kolomwaarde::Trede(trede) => blad.write_number(rij, nummer, f64::from(trede.nummer()))?,
                Kolomwaarde::Product(product) => blad.write_string(rij, nummer, product.naam())?,
                Kolomwaarde::Aantal(_) | Kolomwaarde::JaNee(_) | Kolomwaarde::Uitstroom(_) | Kolomwaarde::Getal(_) => continue,
            };
        }
    }
    Ok(())
}

fn breedte(veld: &Sjabloonveld) -> f64 {
    match veld.inhoud {
        Sjablooninhoud::Tekst => 34.0,
        Sjablooninhoud::Lijst(Sjabloonlijst::Gemeente | Sjabloonlijst::Uitstroom | Sjabloonlijst::Onderwerp) => 19.0,
        _ => 13.5,
    }
}

fn schrijf_voorbeeld(blad: &mut Worksheet, kolom: u16, veld: &Sjabloonveld, opmaak: &Format) -> Result<(), XlsxError> {
    let tekst = veld.voorbeeld;
    if tekst.is_empty() {
        blad.write_blank(1, kolom, opmaak)?;
        return Ok(());
    }
    let getal = tekst.replace(',', ".").parse::<f64>().ok();
    match (veld.inhoud, getal) {
        (Sjablooninhoud::Datum, _) => {
            let dag = NaiveDate::parse_from_str(tekst, "%d-%m-%Y").unwrap_or_default();
            blad.write_date_with_format(1, kolom, dag, opmaak)?;
        }
        (Sjablooninhoud::Cijfer | Sjablooninhoud::Aantal | Sjablooninhoud::Uren | Sjablooninhoud::Trede, Some(getal)) => {
            blad.write_number_with_format(1, kolom, getal, opmaak)?;
        }
        _ => {
            blad.write_string_with_format(1, kolom, tekst, opmaak)?;
        }
    }
    Ok(())
}

/// The check that Excel does on a column, with its message.
fn controle(veld: &Sjabloonveld, vooraf: &Vooraf) -> Result<Option<DataValidation>, XlsxError> {
    let controle = match veld.inhoud {
        Sjablooninhoud::Tekst => return Ok(None),
        Sjablooninhoud::Code => DataValidation::new()
            .allow_text_length(DataValidationRule::Between(1, 32))
            .set_error_title("Code")?
            .set_error_message("Een code heeft 1 tot 32 tekens.")?,
        Sjablooninhoud::Datum => datumcontrole()?,
        Sjablooninhoud::JaNee => keuzelijst(Sjabloonlijst::JaNee, vooraf)?,
        // A label of the gemeente's own is allowed, after a question.
        Sjablooninhoud::Trede => DataValidation::new()
            .allow_whole_number(DataValidationRule::Between(1, 6))
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_title("Trede")?
            .set_error_message("Een trede is 1 tot en met 6, of een benaming die de gemeente gebruikt.")?,
        Sjablooninhoud::Cijfer => DataValidation::new()
            .allow_decimal_number(DataValidationRule::Between(1.0, 10.0))
            .set_error_title("Cijfer")?
            .set_error_message("Een cijfer van 1 tot en met 10, zoals 7,5. Geen percentage.")?,
        Sjablooninhoud::Aantal => DataValidation::new()
            .allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0))
            .set_error_title("Aantal")?
            .set_error_message("Een heel getal, 0 of meer.")?,
        Sjablooninhoud::Uren => DataValidation::new()
            .allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0))
            .set_error_title("Uren")?
            .set_error_message("Een getal, 0 of meer, zoals 12,5.")?,
        Sjablooninhoud::Lijst(lijst) => keuzelijst(lijst, vooraf)?,
    };
    Ok(Some(controle.set_input_title(veld.naam)?.set_input_message(ingekort(&veld.uitleg))?))
}

/// Excel holds 255 characters of a message.
fn ingekort(tekst: &str) -> String {
    tekst.chars().take(250).collect()
}

fn datumcontrole() -> Result<DataValidation, XlsxError> {
    let dag = |jaar| NaiveDate::from_ymd_opt(jaar, 1, 1).unwrap_or_default();
    DataValidation::new()
        .allow_date(DataValidationRule::Between(dag(2000), dag(2100)))
        .set_error_title("Datum")?
        .set_error_message("Een datum als 31-3-2024, de dag eerst.")
}

fn keuzelijst(lijst: Sjabloonlijst, vooraf: &Vooraf) -> Result<DataValidation, XlsxError> {
    DataValidation::new()
        .allow_list_formula(lijst.bereik(vooraf))
        .set_error_title("Kies uit de lijst")?
        .set_error_message("Kies een van de woorden uit de lijst.")
}

/// The words of the drop-downs, on a hidden sheet: a list within a check can hold 255 characters only.
fn schrijf_lijsten(blad: &mut Worksheet, vooraf: &Vooraf) -> Result<(), XlsxError> {
    for (index, lijst) in Sjabloonlijst::ALL.into_iter().enumerate() {
        for (rij, woord) in (0_u32..).zip(lijst.woorden(vooraf)) {
            // The numbers of the KPI's are numbers, so that a typed 1 is in the list.
            match woord.parse::<f64>() {
                Ok(getal) => blad.write_number(rij, kolomnummer(index), getal)?,
                Err(_) => blad.write_string(rij, kolomnummer(index), woord)?,
            };
        }
    }
    blad.set_hidden(true);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_is_the_same_bytes_every_time() {
        let vooraf = Vooraf { aanbieders: vec!["PSW".to_owned()], ..Vooraf::default() };
        for soort in [Sjabloon::Kwartaalrapportage, Sjabloon::Dekkingsoverzicht, Sjabloon::Uitvraag, Sjabloon::Cvs] {
            let een = sjabloon(soort, &vooraf).unwrap();
            assert!(een.starts_with(b"PK"));
            assert_eq!(een, sjabloon(soort, &vooraf).unwrap(), "{soort:?}");
        }
    }

    #[test]
    fn example_dates_are_dates() {
        for velden in [deelnemers(), tevredenheid(), dekking(&Vooraf::default()), uitvraag(), cvs()] {
            for veld in velden.iter().filter(|v| matches!(v.inhoud, Sjablooninhoud::Datum) && !v.voorbeeld.is_empty()) {
                assert!(NaiveDate::parse_from_str(veld.voorbeeld, "%d-%m-%Y").is_ok(), "{}", veld.naam);
            }
        }
    }
}
